// Entry of the page's scripts, the only one that the webui puts on its page. It loads all others, from lib/, when the
// page is built and idle: so the page comes as fast as without us. No prompt logic here: Python decides, this asks and
// draws.

const BUTTON = "prompt_tailor_txt2img_apply"; // hidden; Python tells us by its label (`hosts/webui/controls.py`)
const AT_LATEST = 1000; // milliseconds after the page was built

window.onUiLoaded(() => {
    if ("requestIdleCallback" in window) requestIdleCallback(start, {timeout: AT_LATEST});
    else setTimeout(start, AT_LATEST / 4); // Safari
});

async function start() {
    const label = window.gradio_config?.components?.find(one => one.props?.elem_id === BUTTON)?.props.value;
    const [key, version] = (label ?? "").split(" ");
    if (!version) return; // the webui did without our panel, or was not started again after an update
    // The version in the address is for the browser's cache (`hosts/webui/page_files.py`).
    const address = new URL(`prompt-tailor/page/${version}/start.mjs`, new URL("./", document.baseURI));
    try {
        const {start: begin} = await import(address);
        begin(key);
    } catch (error) {
        console.warn("Prompt Tailor: the panel's scripts could not be loaded; prompts are fitted all the same:", error);
    }
}
