// What the user picks: only what the active profile has, each with what its card says of it.

import {renew} from "./dom.mjs";
import {button, make} from "./panel_dom.mjs";
import {categoryName} from "./preview_tags.mjs";
import {ask} from "./rest.mjs";
import {t} from "./texts.mjs";

export class Choices {
    constructor(panel) {
        this.panel = panel;
        this.element = make("div.choices");
        this.profiles = null;
        this.drawn = "";
        this.card = null;
    }

    draw(answer, card) {
        if (!card) return;
        const drawn = JSON.stringify([answer.chosen, answer.corrections, card.stamp, this.profiles]);
        if (drawn === this.drawn) return;
        this.drawn = drawn;
        if (!this.profiles) this.#loadProfiles();
        const {choices} = answer.chosen;
        const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.name : null;
        if (this.card !== card) this.element.replaceChildren(); // words that look alike may be others there
        this.card = card;
        renew(this.element, [
            this.#profile(answer, card),
            this.#word("rating", t("Rating"), card.rating, choices),
            this.#word("year", t("Year"), card.year, choices),
            ...this.#quality(card, choices),
            this.#aesthetic(card, choices),
            this.#negative(card, choices),
            this.#order(card, choices),
            this.#forms(card, choices),
            card.series && this.#tick("series", t("Add a character’s series"), card.notes_of.character, choices,
                choices.series === "on", on => on ? "on" : "off"),
            this.#tick("other_names", t("Write other names of characters by those that the model knows"),
                t("“甘雨” and “ganyu” become “ganyu (genshin impact)”"), choices, choices.other_names === "on",
                on => on ? "on" : "off"),
            this.#tick("translate", t("Write another model’s words as this model’s"),
                t("“score_9” becomes “masterpiece” where that is the model’s word"), choices, choices.translate, on => on),
            this.#tick("merge_broader", t("Drop tags that a narrower one covers"),
                t("drops “long hair” beside “very long hair”"), choices, choices.merge_broader, on => on),
            this.#words("pinned", t("Kept where you typed them"), choices),
            this.#words("without", t("Never added"), choices),
            this.#corrections(answer.corrections),
            card.licence && make("p.quiet", {}, `${t("Licence")}: ${card.licence}`),
        ].filter(Boolean));
        if (focused) this.element.querySelector(`[data-name="${focused}"]`)?.focus();
    }

    forgetProfiles() {
        this.profiles = null;
        this.drawn = "";
    }

    async #loadProfiles() {
        this.profiles = [];
        try {
            this.profiles = (await ask("profiles")).profiles;
            this.draw(this.panel.preview.answer, this.panel.preview.card);
        } catch (error) {
            this.profiles = null; // the next drawing asks again
            console.warn("Prompt Tailor: the profiles could not be listed:", error.message);
        }
    }

    #set(name, value) {
        this.panel.wishes.setChoice(name, value);
        this.panel.preview.askOnce();
    }

    #field(name, label, control, means) {
        return make("label.field", {}, make("span.field-label", {}, label), control,
            means ? make("span.means", {}, means) : null);
    }

    // A menu; `entries` are [value, text], `now` the value that is chosen, which is added where it is not among them.
    #menu(name, entries, now, act) {
        const listed = entries.some(([value]) => same(value, now)) ? entries : [...entries, [now, String(now)]];
        const menu = make("select", {"data-name": name, onchange: () => act(listed[menu.selectedIndex][0])},
            listed.map(([value, text]) => make("option", {selected: same(value, now)}, text)));
        return menu;
    }

    #profile(answer, card) {
        const {profile, missing} = answer.chosen;
        const entries = [["auto", t("auto: by the checkpoint")], ...(this.profiles ?? []).map(one => [one.id, one.name]),
            ...missing ? [[missing, t("{id} (not here)", {id: missing})]] : []];
        const act = value => { this.panel.wishes.setProfile(value); this.panel.preview.askOnce(); };
        const menu = this.#menu("profile", entries, missing || profile, act);
        return this.#field("profile", t("Profile"), menu, card.summary);
    }

    #word(name, label, words, choices) {
        if (!words.length) return null;
        const entries = [[null, t("as typed")], ...words.map(word => [word.text, word.text])];
        const chosen = words.find(word => word.text === choices[name]);
        return this.#field(name, label, this.#menu(name, entries, choices[name], value => this.#set(name, value)),
            chosen?.means || t("added where you typed none"));
    }

    #quality(card, choices) {
        if (!card.quality.length) return [];
        const text = level => level.choice === "recommended" ? t("recommended")
            : level.choice === "off" ? t("off") : t("stronger");
        const entries = card.quality.map(level => [level.choice, text(level)]);
        const level = card.quality.find(one => same(one.choice, choices.quality));
        const words = level ? level.words.map(word => word.text).join(", ") : [choices.quality].flat().join(", ");
        const weight = make("input", {
            type: "number", min: 0.1, max: 3, step: 0.05, "data-name": "quality_weight", placeholder: t("as on the card"),
            value: choices.quality_weight ?? "",
            onchange: () => this.#set("quality_weight", Number.parseFloat(weight.value) || null),
        });
        return [
            this.#field("quality", t("Quality words"),
                this.#menu("quality", entries, choices.quality, value => this.#set("quality", value)),
                [words, card.notes_of.quality].filter(Boolean).join(" · ")),
            this.#field("quality_weight", t("Their weight"), weight, null),
        ];
    }

    #aesthetic(card, choices) {
        if (!card.aesthetic.length) return null;
        const ticks = card.aesthetic.map(word => {
            const box = make("input", {
                type: "checkbox", checked: choices.aesthetic.includes(word.text), "data-name": `aesthetic ${word.text}`,
                onchange: () => {
                    const others = this.panel.chosen("aesthetic").filter(one => one !== word.text);
                    this.#set("aesthetic", box.checked ? [...others, word.text] : others);
                },
            });
            return make("label.tick", {title: word.means}, box, word.text,
                word.means ? make("span.means", {}, word.means) : null);
        });
        return make("fieldset.field.wide", {}, make("legend", {}, t("Aesthetic words")), ticks);
    }

    #negative(card, choices) {
        if (!card.negatives.length) return null;
        const names = {
            recommended: t("recommended"), off: t("off"), widget: t("that of the model page’s examples"),
            zh: t("that of the card’s Chinese part"), embedding: t("an embedding, where it is installed"),
        };
        const entries = card.negatives.map(one => [one.choice, names[one.choice] ?? one.choice]);
        const chosen = card.negatives.find(one => one.choice === choices.negative);
        return this.#field("negative", t("Negative"),
            this.#menu("negative", entries, choices.negative, value => this.#set("negative", value)),
            chosen?.text || card.notes_of.negative);
    }

    #order(card, choices) {
        if (!card.order.length) return null;
        const entries = [["full", t("all tags")], ["lead", t("opening and closing only")], ["off", t("off")]];
        const slots = card.order.map(slot => [...slot.categories.map(categoryName),
            ...slot.rest ? [t("everything else")] : []].join(", ")).filter(Boolean);
        return this.#field("order", t("Order"),
            this.#menu("order", entries, choices.order, value => this.#set("order", value)), slots.join(" → "));
    }

    #forms(card, choices) {
        if (card.forms.length < 2) return null;
        const names = {tag: t("as tags"), sentence: t("as a sentence")};
        const entries = [[null, t("as typed")], ...card.forms.map(form => [form, names[form] ?? form])];
        return this.#field("character_form", t("Characters are written"),
            this.#menu("character_form", entries, choices.character_form, value => this.#set("character_form", value)),
            card.notes_of.character);
    }

    #tick(name, label, means, choices, checked, value) {
        const box = make("input", {type: "checkbox", checked, "data-name": name,
            onchange: () => this.#set(name, value(box.checked))});
        return make("label.tick.wide", {}, box, label, means ? make("span.means", {}, means) : null);
    }

    #words(name, label, choices) {
        return this.#list(label, choices[name].map(word =>
            [word, word, () => this.#set(name, this.panel.chosen(name).filter(one => one !== word))]));
    }

    #corrections(corrections) {
        return this.#list(t("What you said tags are"), Object.entries(corrections).map(([tag, category]) =>
            [tag, `${tag}: ${categoryName(category)}`, () => this.panel.correct(tag, null)]));
    }

    // A list of things that can be taken off it: [what is named, what is shown, what takes it off].
    #list(label, entries) {
        if (!entries.length) return null;
        return make("div.field.wide", {}, make("span.field-label", {}, label), make("div.words", {},
            entries.map(([word, shown, remove]) => button(`${shown} ×`, remove,
                {"aria-label": t("Take “{word}” off the list", {word})}))));
    }
}

function same(some, other) {
    return JSON.stringify(some) === JSON.stringify(other);
}
