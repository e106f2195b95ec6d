// Merges several artists' styles, each with a weight, as the AIDXL card advises (2.5). Python writes the words.

import {ask} from "./rest.mjs";
import {button, debounced, field, fill, make} from "./tab_dom.mjs";
import {t} from "./texts.mjs";

const LEAST = 0.05;
const MOST = 2;

export class Merger {
    constructor(page, insert) {
        this.page = page;
        this.insert = insert;
        this.artists = [];
        this.writeSoon = debounced(() => page.attempt(() => this.write()), 150);
        this.name = make("input", {type: "text", list: "prompt-tailor-artists", onkeydown: event => {
            if (event.key === "Enter") this.addTyped();
        }});
        this.known = make("datalist", {id: "prompt-tailor-artists"});
        this.note = make("p.quiet");
        this.rows = make("ul.found");
        this.text = make("code");
        this.use = button(t("Insert"), () => this.insert(this.text.textContent), {disabled: true});
        this.element = make("div", {}, make("h3", {}, t("Merge artists")), this.note,
            make("div.row", {}, field(t("Artist"), this.name), this.known,
                button(t("Add"), () => this.addTyped())),
            this.rows, make("div.row", {}, this.text, this.use));
    }

    draw(profile) {
        this.profile = profile;
        fill(this.note, profile.artist.note);
        this.known.replaceChildren(...(profile.words.artist ?? []).map(word => make("option", {value: word.text})));
        this.drawRows();
    }

    addTyped() {
        const names = this.name.value.split(/[,，、]/).map(name => name.trim()).filter(Boolean);
        if (!names.length) return;
        const twice = [];
        for (const name of names) {
            if (this.artists.some(one => plain(one.name) === plain(name))) twice.push(name);
            else this.artists.push({name, weight: null}); // the model's own, which may still be on its way
        }
        if (twice.length) this.page.status.say(t("{names}: there already.", {names: twice.join(", ")}));
        this.name.value = "";
        this.name.focus();
        this.drawRows();
    }

    drawRows() {
        this.rows.replaceChildren(...this.artists.map((one, index) => make("li.row", {},
            make("span", {}, one.name),
            make("input", {
                type: "number", min: LEAST, max: MOST, step: "0.05", value: one.weight ?? this.profile?.artist.weight ?? 1,
                title: t("A weight from {least} to {most}", {least: LEAST, most: MOST}),
                "aria-label": t("Weight of {name}", {name: one.name}),
                oninput: event => {
                    const typed = event.target.value === "" ? NaN : Number(event.target.value);
                    one.weight = Number.isNaN(typed) ? null : Math.min(MOST, Math.max(LEAST, typed));
                    this.writeSoon();
                },
                // Not while it is being typed: "0" may become "0.9".
                onchange: () => this.drawRows(),
            }),
            button("✕", () => {
                this.artists.splice(index, 1);
                this.drawRows();
            }, {"aria-label": t("Remove {name}", {name: one.name})}))));
        this.writeSoon();
    }

    async write() {
        if (!this.profile) return; // `draw` writes when it has come
        const answer = this.artists.length
            ? await ask("tab/artists", {profile: this.profile.id, artists: this.artists}) : {text: ""};
        fill(this.text, answer.text);
        this.use.disabled = !answer.text;
    }
}

// A name as it is compared; Python knows more of names, and leaves out what is the same for the model.
function plain(name) {
    return name.toLowerCase().replaceAll("_", " ");
}
