// Edits one profile, as a form and as text. Python checks every change and says what is wrong, and where.

import {ask} from "./rest.mjs";
import {forget, remember} from "./storage.mjs";
import {button, debounced, field, fill, make} from "./tab_dom.mjs";
import {Form} from "./tab_profile_form.mjs";
import {t} from "./texts.mjs";

const WAIT = 300;
export const DRAFT = "prompt-tailor.profile"; // in the browser tab's own storage, for when the page is loaded again
const TRIED = "smile, long_hair, masterpiece, ganyu (genshin impact), 1girl, from above";

export class Editor {
    // `written`: what the file holds; null where nothing of it is saved yet.
    constructor(page, checked, written, close) {
        this.page = page;
        this.checked = checked;
        this.written = written;
        this.last = Promise.resolve();
        this.checkSoon = debounced(() => this.next(() => this.check()), WAIT);
        this.form = new Form(changes => this.next(() => this.change(changes)));
        this.text = make("textarea.code", {
            rows: 28, spellcheck: "false", wrap: "off", value: checked.text, oninput: () => {
                this.keep();
                this.checkSoon();
            },
            onscroll: () => { this.lines.scrollTop = this.text.scrollTop; },
        });
        this.lines = make("div.lines", {"aria-hidden": "true"});
        this.mistakes = make("div", {role: "status", "aria-live": "polite"});
        this.place = make("div", {role: "status", "aria-live": "polite"});
        this.prompt = make("textarea", {rows: 2, spellcheck: "false", value: TRIED, oninput: () => this.trySoon()});
        this.trySoon = debounced(() => page.attempt(() => this.try()), WAIT);
        this.tried = make("p.diff");
        this.save = button(t("Save"), () => this.next(() => this.write()), {"class": "pt-button pt-primary"});
        this.name = make("span.quiet", {}, checked.file || t("a new file"));
        this.element = make("div.editor", {},
            make("div.row", {}, button(t("Back to the profiles"), () => this.leave(close)), this.save,
                this.name),
            this.mistakes, this.place,
            make("div.columns", {},
                make("div.column", {}, make("h3", {}, t("Form")), this.form.element),
                make("div.column", {}, make("h3", {}, t("Text (TOML)")),
                    make("div.coded", {}, this.lines, this.labelled(this.text, t("The profile's text"))),
                    make("h3", {}, t("Try it")), field(t("Prompt"), this.prompt), this.tried)));
        this.draw();
    }

    labelled(element, text) {
        element.setAttribute("aria-label", text);
        return element;
    }

    keep() {
        if (this.text.value === this.written) forget(DRAFT, "sessionStorage");
        else remember(DRAFT, JSON.stringify({file: this.checked.file, text: this.text.value}), "sessionStorage");
    }

    async check() {
        this.checked = await ask("tab/check", {text: this.text.value, file: this.checked.file});
        this.draw();
    }

    // Does one thing after the other, so that what is saved has every change that was made before.
    next(act) {
        this.last = this.last.then(() => this.page.attempt(act));
        return this.last;
    }

    async change(changes) {
        let text = null;
        while (text !== this.text.value) { // typed into the text meanwhile: once more, on what stands there now
            text = this.text.value;
            this.checked = await ask("tab/edit", {text, file: this.checked.file, changes});
        }
        this.text.value = this.checked.text;
        this.keep();
        this.draw();
    }

    async try() {
        if (this.checked.mistakes.length) {
            this.tried.textContent = t("It can be tried when the mistakes are mended.");
            return;
        }
        const answer = await ask("tab/try", {
            text: this.text.value, file: this.checked.file, prompt: this.prompt.value,
        });
        fill(this.tried, answer.prompt);
    }

    draw() {
        this.form.draw(this.checked);
        this.drawMistakes();
        this.drawPlace();
        this.drawLines();
        this.save.disabled = this.checked.mistakes.length > 0;
        this.trySoon();
    }

    drawMistakes() {
        const found = this.checked.mistakes;
        if (!found.length) {
            this.mistakes.replaceChildren(make("p.good", {}, t("No mistakes.")));
            return;
        }
        this.mistakes.replaceChildren(make("p.error", {}, t("Mistakes: {n}", {n: found.length})),
            make("ul.findings", {}, found.map(one => make("li.error", {},
                button(t("line {n}", {n: one.line}), () => this.goTo(one.line), {"class": "pt-button pt-place"}),
                " ", make("code", {}, one.path), " ", one.text))));
    }

    // Which profile this one takes the place of when it is saved.
    drawPlace() {
        const {replaces, hides} = this.checked;
        const told = [
            hides ? t("It takes the place of the shipped profile with this id, until it is deleted.") : "",
            replaces ? t("You have this profile already: saving replaces {file}, which is kept as a backup.",
                {file: replaces}) : "",
        ].filter(Boolean);
        const shown = told.join("\n");
        if (this.place.dataset.told === shown) return; // so that it is read out once
        this.place.dataset.told = shown;
        fill(this.place, told.length ? make("ul.findings", {}, told.map(text => make("li.warning", {}, text))) : null);
    }

    drawLines() {
        const wrong = new Map(this.checked.mistakes.map(one => [one.line, one.text]));
        const count = this.text.value.split("\n").length;
        this.lines.replaceChildren(...Array.from({length: count}, (_, index) => {
            const told = wrong.get(index + 1);
            return make(told ? "div.wrong" : "div", {title: told}, String(index + 1));
        }));
        this.lines.scrollTop = this.text.scrollTop;
    }

    goTo(line) {
        const lines = this.text.value.split("\n");
        const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
        this.text.focus();
        this.text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
        this.text.scrollTop = Math.max(0, line - 5) * parseFloat(getComputedStyle(this.text).lineHeight);
    }

    async write() {
        const {replaces} = this.checked;
        await this.check(); // what was typed just now counts, and what would be replaced is told before it is
        if (this.checked.mistakes.length || this.checked.replaces !== replaces) return;
        const saved = await ask("tab/save", {text: this.text.value, file: this.checked.file || this.checked.replaces});
        this.written = this.text.value;
        this.checked.file = saved.file;
        this.checked.replaces = "";
        this.drawPlace();
        this.name.textContent = saved.file;
        this.keep();
        await this.page.profilesChanged();
        this.page.status.say(outcome(saved));
    }

    leave(close) {
        const changed = this.text.value !== this.written;
        if (changed && !window.confirm(t("Leave without saving? What you changed is lost."))) return;
        forget(DRAFT, "sessionStorage");
        this.page.attempt(close);
    }
}

// What a saved profile is for the checkpoint that is loaded.
function outcome({file, used, rivals}) {
    if (used) return t("Saved as {file}. The checkpoint that is loaded is fitted with it from now on.", {file});
    if (rivals.length) {
        return t("Saved as {file}. {n} profiles fit the checkpoint that is loaded ({names}), so it gets none of them.",
            {file, n: rivals.length, names: rivals.join(", ")});
    }
    return t("Saved as {file}. The checkpoint keeps its profile: choose this one, or write which file names it is for.",
        {file});
}
