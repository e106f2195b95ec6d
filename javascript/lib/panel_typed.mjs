// Sees to it that nothing that was typed gets lost: not when we write into a box, nor when the page is loaded again.

import {button, make, remember, remembered} from "./panel_dom.mjs";
import {write} from "./panel_page.mjs";
import {t} from "./texts.mjs";

const STORE = "sessionStorage"; // its own for each browser tab, and kept when the page is loaded again

export class Typed {
    constructor(panel) {
        this.panel = panel;
        this.before = read(`prompt-tailor.before.${panel.tab}`);
        this.#offer(read(`prompt-tailor.typed.${panel.tab}`));
        window.addEventListener("pagehide", () => this.#keep());
        document.addEventListener("visibilitychange", () => this.#keep());
    }

    get canUndo() {
        return this.before !== null;
    }

    // Put texts into the boxes and keep those that were there.
    write(texts) {
        const now = this.panel.page.texts();
        if (same(now, texts)) return;
        this.#put(texts);
        this.#remember(now);
    }

    // Exchange what is in the boxes with what was there before. A second time it comes back.
    undo() {
        if (!this.before) return;
        const now = this.panel.page.texts();
        this.#put(this.before);
        this.#remember(now);
    }

    #put(texts) {
        // The prompt last: the browser's own undo takes back what was written last.
        for (const name of ["negative_prompt", "prompt"]) {
            const box = this.panel.page.box(name);
            if (box) write(box, texts[name]);
        }
    }

    #remember(texts) {
        this.before = texts;
        remember(`prompt-tailor.before.${this.panel.tab}`, JSON.stringify(texts), STORE);
        this.panel.body?.drawActions();
    }

    #keep() {
        const texts = this.panel.page.texts();
        if (Object.values(texts).some(Boolean)) {
            remember(`prompt-tailor.typed.${this.panel.tab}`, JSON.stringify(texts), STORE);
        }
    }

    // The webui empties its boxes when the page is loaded again; offer what was in them.
    #offer(texts) {
        if (!texts || same(texts, this.panel.page.texts())) return;
        const shown = texts.prompt || texts.negative_prompt;
        const offer = make("div.offer", {role: "status"},
            make("span", {}, t("Before the page was loaded again, you had typed: “{text}”", {text: shown.slice(0, 80)})),
            button(t("Bring it back"), () => { this.write(texts); offer.remove(); }),
            button("×", () => offer.remove(), {"aria-label": t("No, thanks")}));
        this.panel.root.querySelector(".label-wrap").after(offer);
    }
}

function read(key) {
    try {
        return JSON.parse(remembered(key, "null", STORE));
    } catch (error) {
        return null; // somebody else's, or half written
    }
}

function same(some, others) {
    return some.prompt === others.prompt && some.negative_prompt === others.negative_prompt;
}
