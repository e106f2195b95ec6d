// What the panel's files make their elements with.

import {maker} from "./dom.mjs";
import {remember, remembered} from "./storage.mjs";

export const make = maker("prompt-tailor-");

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
