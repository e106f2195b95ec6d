// What the checks found in what is typed, each with a button that mends it in the box; undo takes that back.

import {button, make} from "./panel_dom.mjs";
import {ask} from "./rest.mjs";
import {replaced, slice} from "./spans.mjs";
import {t} from "./texts.mjs";

export class Findings {
    constructor(panel) {
        this.panel = panel;
        this.element = make("div.found");
        this.drawn = "";
    }

    // `looked` as the preview keeps it; `notices` are messages without a code, null for none.
    draw(looked, notices) {
        const told = notices.filter(Boolean);
        const drawn = JSON.stringify([looked.diagnostics, told]);
        if (drawn === this.drawn) return;
        this.drawn = drawn;
        const hadFocus = this.element.contains(document.activeElement);
        const lines = [...told.map(notice => make("li.warning", {}, notice)), ...looked.diagnostics.map(one => this.#line(one))];
        const safe = looked.diagnostics.filter(one => one.fix?.safe).length;
        this.element.replaceChildren(...(lines.length ? [make("ul.findings", {"aria-label": t("What was found")}, lines)] : []),
            ...(safe > 1 ? [button(t("Fix all that is safe ({n})", {n: safe}), () => this.#fixSafe(), {
                title: t("Only what changes nothing of what you mean; every tag stays"), "data-name": "fix all",
            })] : []));
        if (hadFocus) (this.element.querySelector("button") ?? this.panel.body.undo)?.focus();
    }

    #line(one) {
        const hint = one.severity === "hint";
        return make(hint ? "li.hint" : "li.warning", {},
            make("span.sign", {"aria-hidden": true}, hint ? "ⓘ" : "⚠"), " ", one.message, " ", make("code", {}, one.code),
            one.fix ? [" ", button(t("Fix"), () => this.#fix(one), {
                title: this.#change(one), "aria-label": t("Fix: {what}", {what: one.fix.label}), "data-name": `fix ${one.code}`,
            })] : null);
    }

    // What a fix does: its name, and the words before and after.
    #change({where, fix}) {
        const before = slice(this.#looked(where), [fix.span[0], fix.span[1]]);
        return `${fix.label}: ${before || "…"} → ${fix.text || "…"}`;
    }

    #looked(where) {
        return this.panel.preview.looked.texts?.[where] ?? "";
    }

    // A place in a text that has been typed on since is none: then the next look is on its way, and tells anew.
    #fix({where, fix}) {
        const texts = this.panel.page.texts();
        if (texts[where] === this.#looked(where)) this.#write({...texts, [where]: replaced(texts[where], fix.span, fix.text)});
    }

    async #fixSafe() {
        const {preview, page} = this.panel;
        const asked = page.texts();
        try {
            const mended = await ask("fix-safe", preview.question());
            const now = page.texts();
            if (Object.keys(asked).every(name => asked[name] === now[name])) {
                this.#write({prompt: mended.prompt, negative_prompt: mended.negative_prompt});
            }
        } catch (error) {
            preview.fail(error);
        }
    }

    #write(texts) {
        this.panel.typed.write(texts);
        this.panel.preview.askSoon();
    }
}
