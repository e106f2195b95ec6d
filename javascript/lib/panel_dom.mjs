// Makes elements. Every text becomes a text node, so that nothing from a prompt, profile or picture is ever markup, and
// stays as it is whatever the webui's localization would make of it.

import {asIs} from "./as_is.mjs";

// `make("button.small", {title, onclick}, "text", child, …)`; children that are null or false are left out.
export function make(kind, attributes = {}, ...children) {
    const [name, ...classes] = kind.split(".");
    const element = document.createElement(name);
    if (classes.length) element.className = classes.map(one => `prompt-tailor-${one}`).join(" ");
    for (const [key, value] of Object.entries(attributes)) {
        if (value === null || value === undefined) continue;
        if (key.startsWith("aria-")) element.setAttribute(key, String(value));
        else if (value === false) continue;
        else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
        else if (key === "value" || key === "checked" || key === "selected") element[key] = value;
        else element.setAttribute(key, value === true ? "" : String(value));
    }
    const some = children.flat().filter(child => child !== null && child !== undefined && child !== false);
    element.append(...some.map(child => child instanceof Node ? child : asIs(child)));
    return element;
}

// A button that does something; `more` are attributes such as its title.
export function button(text, act, more = {}) {
    return make("button.button", {type: "button", onclick: act, ...more}, text);
}

// A part of the panel that can be folded; the browser remembers whether it is open. What it holds is not made while it
// is closed: `draw`, called with what its own `draw` got last, is called when it is open.
export class Section {
    constructor(name, title, content, draw = null) {
        const key = `prompt-tailor.open.${name}`;
        this.act = draw;
        this.last = null;
        this.element = make("details.section", {open: remembered(key, "no") === "yes"},
            make("summary", {}, title), content);
        this.element.addEventListener("toggle", () => {
            remember(key, this.element.open ? "yes" : "no");
            this.#draw();
        });
    }

    draw(...given) {
        this.last = given;
        this.#draw();
    }

    #draw() {
        if (this.element.open && this.last && this.act) this.act(...this.last);
    }
}

// What was kept under a key. Storage may be forbidden or full: then nothing is remembered, and all else works.
export function remembered(key, otherwise, storage = "localStorage") {
    try {
        return window[storage].getItem(key) ?? otherwise;
    } catch (error) {
        return otherwise;
    }
}

export function forget(key, storage = "localStorage") {
    try {
        window[storage].removeItem(key);
    } catch (error) {
        console.debug("Prompt Tailor: the browser keeps nothing:", error);
    }
}

export function remember(key, value, storage = "localStorage") {
    try {
        window[storage].setItem(key, value);
    } catch (error) {
        console.debug("Prompt Tailor: the browser keeps nothing:", error);
    }
}
