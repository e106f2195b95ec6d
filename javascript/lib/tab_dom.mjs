// What the tab's files make their elements with.

import {copyText} from "./clipboard.mjs";
import {fill, maker} from "./dom.mjs";
import {t} from "./texts.mjs";

export {fill};
export const make = maker("pt-");

export function button(text, act, more = {}) {
    return make("button.button", {type: "button", onclick: act, ...more}, text);
}

let labels = 0;

// A control under its label; the label's element, with the control as its property `control`.
export function field(text, control, hint = "", kind = "") {
    control.id ||= `prompt-tailor-field-${labels += 1}`;
    const note = hint ? make("span.quiet", {id: `${control.id}-hint`}, hint) : null;
    if (note) control.setAttribute("aria-describedby", note.id);
    const label = make("label", {for: control.id}, text);
    const element = make(kind ? `div.field.${kind}` : "div.field", {}, label, control, note);
    element.control = control;
    return element;
}

export function select(options, value, onchange) {
    const made = options.map(([name, text]) => make("option", {value: name}, text));
    const element = make("select", {onchange: event => onchange(event.target.value)}, made);
    element.value = value;
    return element;
}

// A file that the user picks or drops; `act` gets the file.
export function filePicker(text, accept, act) {
    const input = make("input", {type: "file", accept, "class": "pt-hidden", tabindex: "-1", "aria-hidden": "true"});
    input.addEventListener("change", () => {
        if (input.files[0]) act(input.files[0]);
        input.value = "";
    });
    return make("span", {}, button(text, () => input.click()), input);
}

// A category's name for the eye.
export function categoryName(name) {
    const shown = t(name);
    return shown === name ? name.replaceAll("_", " ") : shown;
}

// Lets files be dropped on an element.
export function dropZone(element, act) {
    const over = on => event => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        event.stopPropagation();
        element.classList.toggle("pt-dropping", on);
    };
    element.addEventListener("dragover", over(true));
    element.addEventListener("dragleave", over(false));
    element.addEventListener("drop", event => {
        over(false)(event);
        if (event.dataTransfer.files[0]) act(event.dataTransfer.files[0]);
    });
}

// Calls `act` when nothing more came for so many milliseconds.
export function debounced(act, milliseconds) {
    let waiting = null;
    return (...given) => {
        clearTimeout(waiting);
        waiting = setTimeout(() => act(...given), milliseconds);
    };
}

// One line that tells what happened; a screen reader reads it out. An error stays until the next message; `error` is it.
export class Status {
    constructor() {
        this.element = make("div.status", {role: "status", "aria-live": "polite"});
    }

    say(text) {
        this.isAway = false;
        this.error = null;
        this.element.classList.remove("pt-error");
        this.element.textContent = text;
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => { this.element.textContent = ""; }, 6000);
    }

    fail(error) {
        this.isAway = error.isAway;
        this.error = error;
        clearTimeout(this.waiting);
        this.element.classList.add("pt-error");
        this.element.textContent = error.message;
    }

    // The webui has answered: that it does not is no longer said. Whether it was.
    answered() {
        const wasAway = Boolean(this.isAway);
        if (wasAway) this.say("");
        return wasAway;
    }
}

export async function copy(text, status) {
    await copyText(text);
    status.say(t("Copied."));
}

// Saves a text as a file on the user's machine.
export function download(name, text) {
    const address = URL.createObjectURL(new Blob([text], {type: "application/toml"}));
    make("a", {href: address, download: name}).click();
    URL.revokeObjectURL(address);
}
