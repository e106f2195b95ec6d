// Watches for the tab "Prompt Tailor" to be opened. Until then nothing is loaded, asked or built for it.

const TAB = "tab_prompt_tailor";
const ROOT = "prompt_tailor_tab";

export function followTab() {
    let drawn = null;
    const look = () => {
        const root = window.get_uiCurrentTabContent()?.id === TAB ? document.getElementById(ROOT) : null;
        if (root && root !== drawn) {
            drawn = root;
            open(root);
        }
    };
    window.onUiTabChange(look);
    look();
}

async function open(root) {
    try {
        const [{draw}] = await Promise.all([import("./tab_page.mjs"), addStyle("tab.css")]);
        await draw(root);
    } catch (error) {
        root.textContent = `Prompt Tailor: ${error.message}`;
    }
}

// A promise that is kept when the style is there, or is not to be had.
function addStyle(name) {
    return new Promise(resolve => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = new URL(name, import.meta.url);
        link.onload = link.onerror = resolve;
        document.head.append(link);
    });
}
