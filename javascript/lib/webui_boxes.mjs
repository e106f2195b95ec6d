// The webui's own boxes: prompts and sizes of its tabs. Ids are the same in A1111 and Forge.

import {write} from "./panel_page.mjs";

export {write};

export function promptBox(tab, negative = false) {
    return window.gradioApp().querySelector(`#${tab}_${negative ? "neg_prompt" : "prompt"} textarea`);
}

// Shows txt2img or img2img.
export function openTab(tab) {
    const switcher = window[`switch_to_${tab}`];
    if (switcher) {
        switcher();
        return;
    }
    const buttons = window.gradioApp().querySelectorAll("#tabs > .tab-nav > button");
    [...buttons].find(button => button.textContent.trim() === tab)?.click();
}

// Shows a tab, and writes a prompt and its negative into it; its panel can undo that.
export async function send(tab, prompt, negative) {
    openTab(tab);
    await onShow(promptBox(tab));
    window.promptTailor?.("write", tab, {prompt, negative_prompt: negative});
    write(promptBox(tab, true), negative);
    write(promptBox(tab), prompt);
}

// Waits until a box is on show, for as long as a page takes to change its tab.
async function onShow(box) {
    for (let frames = 0; frames < 60 && !box.offsetParent; frames += 1) {
        await new Promise(resolve => requestAnimationFrame(resolve));
    }
}

// Adds a tag behind what stands in a box.
export function add(box, text) {
    const before = box.value.trimEnd().replace(/,$/, "");
    const value = before ? `${before}, ${text}` : text;
    if (box.offsetParent) {
        write(box, value);
    } else {
        box.value = value;
        box.dispatchEvent(new Event("input", {bubbles: true}));
    }
}

export function size(tab) {
    return ["width", "height"].map(side => Number(numberBox(tab, side)?.value) || null);
}

export function setSize(tab, width, height) {
    for (const [side, value] of [["width", width], ["height", height]]) {
        const box = numberBox(tab, side);
        if (!box) continue;
        box.value = value;
        box.dispatchEvent(new Event("input", {bubbles: true}));
        box.dispatchEvent(new Event("change", {bubbles: true}));
    }
}

function numberBox(tab, side) {
    return window.gradioApp().querySelector(`#${tab}_${side} input[type=number]`);
}
