// Watches for the tab "Prompt Tailor" to be opened. Until then nothing is loaded, asked or built for it.

const TAB = "tab_prompt_tailor";
const ROOT = "prompt_tailor_tab";

export function followTab() {
    let drawn = null;
    window.onUiTabChange(() => {
        const root = window.get_uiCurrentTabContent()?.id === TAB ? document.getElementById(ROOT) : null;
        if (root && root !== drawn) {
            drawn = root;
            open(root);
        }
    });
}

async function open(root) {
    try {
        const {draw} = await import("./tab_page.mjs");
        await draw(root);
    } catch (error) {
        root.textContent = `Prompt Tailor: ${error.message}`;
    }
}
