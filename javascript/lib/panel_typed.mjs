// Sees to it that nothing that was typed gets lost: not when we write into a box, nor when the page is loaded again.

import {button, make} from "./panel_dom.mjs";
import {write} from "./panel_page.mjs";
import {remember, rememberedValue} from "./storage.mjs";
import {t} from "./texts.mjs";

const STORE = "sessionStorage"; // its own for each browser tab, and kept when the page is loaded again
const MOST = 10; // texts that can be gone back through
const WAIT = 300; // milliseconds after the last change of a text

export class Typed {
    constructor(panel) {
        this.panel = panel;
        // What was in the boxes, the oldest first, and which of these is in them now.
        const {texts, at} = rememberedValue(this.#key("past"), STORE) ?? {};
        this.past = Array.isArray(texts) ? texts : [];
        this.at = Array.isArray(texts) ? at : 0;
        this.kept = false;
        this.timer = null;
        this.#offer(rememberedValue(this.#key("typed"), STORE));
        window.addEventListener("pagehide", () => this.#keep());
        document.addEventListener("visibilitychange", () => this.#keep());
    }

    get canUndo() {
        return this.past.length > 1;
    }

    // Put texts into the boxes and keep those that were there.
    write(texts) {
        const now = this.panel.page.texts();
        if (same(now, texts)) return;
        this.#put(texts);
        this.#keepInPast(now, texts);
        this.#remember();
    }

    // Put the texts before those in the boxes into them; behind the oldest come the newest again.
    undo() {
        if (!this.canUndo) return;
        this.#keepInPast(this.panel.page.texts());
        this.at = (this.at || this.past.length) - 1;
        this.#put(this.past[this.at]);
        this.#remember();
    }

    // Something may have been typed. Not only when the page goes: by then "Reload UI" has emptied it.
    keepSoon() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.#keep(), WAIT);
    }

    #key(name) {
        return `prompt-tailor.${name}.${this.panel.tab}`;
    }

    #put(texts) {
        // The prompt last: the browser's own undo takes back what was written last.
        for (const name of ["negative_prompt", "prompt"]) {
            const box = this.panel.page.box(name);
            if (box) write(box, texts[name]);
        }
    }

    // Texts that are in the boxes now, where they are others than those that were; nothing else is lost by it.
    #keepInPast(...more) {
        for (const texts of more) {
            if (this.past.length && same(this.past[this.at], texts)) continue;
            this.past = [...this.past.filter(one => !same(one, texts)), texts].slice(-MOST);
            this.at = this.past.length - 1;
        }
    }

    #remember() {
        remember(this.#key("past"), JSON.stringify({texts: this.past, at: this.at}), STORE);
        this.panel.body?.drawUndo();
    }

    // Empty boxes count only where something of this page was kept: else they are those of a page that has just come,
    // and what was typed before is still on offer.
    #keep() {
        const {page, wishes} = this.panel;
        const texts = page.texts();
        if (!page.box("prompt") || !(this.kept || Object.values(texts).some(Boolean))) return;
        this.kept = true;
        remember(this.#key("typed"), JSON.stringify({...texts, wishes: wishes.text}), STORE);
    }

    // The webui empties its boxes when the page is loaded again; offer what was in them.
    #offer(texts) {
        const shown = texts?.prompt || texts?.negative_prompt;
        if (!shown || same(texts, this.panel.page.texts())) return;
        const offer = make("div.offer", {role: "status"},
            make("span", {}, t("Before the page was loaded again, you had typed: “{text}”", {text: shortened(shown)})),
            button(t("Bring it back"), () => {
                this.write(texts);
                if (texts.wishes) this.panel.wishes.text = texts.wishes;
                this.panel.look();
                offer.remove();
            }),
            button("×", () => offer.remove(), {"aria-label": t("No, thanks")}));
        this.panel.label.after(offer);
    }
}

function same(some, others) {
    return some.prompt === others.prompt && some.negative_prompt === others.negative_prompt;
}

function shortened(text) {
    const marks = [...text];
    return marks.length > 80 ? `${marks.slice(0, 80).join("")}…` : text;
}
