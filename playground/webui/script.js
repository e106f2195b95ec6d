// The functions that the webui gives to extensions' scripts: the page's root, its events, and its options.

const callbacks = { update: [], afterUpdate: [], loaded: [], tabChange: [], optionsAvailable: [], optionsChanged: [] };
let opts = {}; // as in Forge Neo; elsewhere it is a property of the window, too, and nothing of ours may rely on that
let uiCurrentTab = null;

function gradioApp() {
    return document.querySelector("gradio-app") || document;
}

function get_uiCurrentTab() {
    return gradioApp().querySelector("#tabs > .tab-nav > button.selected");
}

function get_uiCurrentTabContent() {
    return [...gradioApp().querySelectorAll('#tabs > .tabitem[id^="tab_"]')].find((tab) => tab.style.display !== "none");
}

function updateInput(target) {
    target.dispatchEvent(new Event("input", { bubbles: true }));
}

function onUiUpdate(callback) { callbacks.update.push(callback); }
function onAfterUiUpdate(callback) { callbacks.afterUpdate.push(callback); }
function onUiLoaded(callback) { callbacks.loaded.push(callback); }
function onUiTabChange(callback) { callbacks.tabChange.push(callback); }
function onOptionsAvailable(callback) { callbacks.optionsAvailable.push(callback); }
function onOptionsChanged(callback) { callbacks.optionsChanged.push(callback); }

function callAll(list, argument) {
    for (const callback of list) {
        try {
            callback(argument);
        } catch (error) {
            console.error("error in a callback of the page:", error);
        }
    }
}

// The options lie in a hidden text box, as in the webui: no password of the API is needed to read them. The page's
// first request fills it. No event tells of a value that gradio sets, so the box tells of it itself.
let optionsTaken = "";

function takeOptions() {
    const box = gradioApp().querySelector("#settings_json textarea");
    if (box && !Object.hasOwn(box, "value")) tellOfValues(box);
    if (!box?.value || box.value === optionsTaken) return;
    const first = !optionsTaken;
    optionsTaken = box.value;
    opts = JSON.parse(optionsTaken);
    if (first) callAll(callbacks.optionsAvailable);
    callAll(callbacks.optionsChanged);
}

function tellOfValues(box) {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
    Object.defineProperty(box, "value", { get, set(value) { set.call(this, value); waitForRest(); } });
}

// Before the page has come to rest, gradio does not hear a script's clicks on its buttons.
let waiting = null;

function waitForRest() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
        takeOptions();
        callAll(callbacks.afterUpdate);
    }, 200);
}

document.addEventListener("DOMContentLoaded", () => {
    let loaded = false;
    new MutationObserver((mutations) => {
        if (!loaded && gradioApp().querySelector("#txt2img_prompt")) {
            loaded = true;
            callAll(callbacks.loaded);
        }
        callAll(callbacks.update, mutations);
        waitForRest();
        const tab = get_uiCurrentTab();
        if (tab && tab !== uiCurrentTab) {
            uiCurrentTab = tab;
            callAll(callbacks.tabChange);
        }
    }).observe(gradioApp(), { childList: true, subtree: true });
});

// While a job runs: a bar at the top of the page, and the button that stops it. Nothing is asked at other times.
const SECONDS_TO_BEGIN = 3;

async function showProgress() {
    const bar = document.createElement("div");
    bar.id = "playground_progress";
    document.body.append(bar);
    document.body.classList.add("generating");
    const start = Date.now();
    for (let seen = false; ;) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        const { progress, state } = await (await fetch("internal/progress")).json();
        seen ||= Boolean(state.job);
        if (!state.job && (seen || Date.now() - start > SECONDS_TO_BEGIN * 1000)) break;
        bar.style.width = `${100 * progress}%`;
    }
    document.body.classList.remove("generating");
    bar.remove();
}

onUiLoaded(() => {
    for (const tab of ["txt2img", "img2img"]) {
        gradioApp().querySelector(`#${tab}_generate`).addEventListener("click", showProgress);
    }
});
