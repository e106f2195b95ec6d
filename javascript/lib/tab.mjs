// Watches for the tab "Prompt Tailor" to be opened. Until then nothing is loaded, asked or built for it.

import {addStyle} from "./dom.mjs";
import {arrived} from "./rest.mjs";

const TAB = "tab_prompt_tailor";
const ROOT = "prompt_tailor_tab";
const STYLES = ["tab.css", "tab_sections.css"];

export function followTab() {
    let drawn = null;
    const look = async () => {
        const root = window.get_uiCurrentTabContent()?.id === TAB ? document.getElementById(ROOT) : null;
        if (!root || root === drawn) return;
        drawn = root;
        if (!await open(root)) drawn = null;
    };
    window.onUiTabChange(look);
    look();
}

// Whether the tab is drawn now. Where its files did not come it says so; the next time it is opened asks again.
async function open(root) {
    try {
        const [{draw}] = await Promise.all([arrived(import("./tab_page.mjs")), ...STYLES.map(addStyle)]);
        await draw(root);
        return true;
    } catch (error) {
        root.textContent = `Prompt Tailor: ${error.message}`;
        return false;
    }
}
