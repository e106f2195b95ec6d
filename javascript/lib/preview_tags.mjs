// One fitted prompt, tag by tag: coloured by what each is about, signed by what was done to it; or as a list of words.

import {asIs} from "./as_is.mjs";
import {arrange} from "./dom.mjs";
import {button, make} from "./panel_dom.mjs";
import {t} from "./texts.mjs";

export const SIGNS = {added: "+", moved: "⇄", merged: "∪", respelled: "≈", translated: "⇒", split: "÷", pinned: "⊙", dropped: "−"};

// The words for what was done to a tag.
export function deed(action) {
    return {
        added: t("added"),
        moved: t("moved"),
        merged: t("merged"),
        respelled: t("respelled"),
        translated: t("written as this model's word"),
        split: t("taken out of its brackets"),
        pinned: t("kept where you typed it"),
        dropped: t("dropped"),
    }[action] ?? action;
}

export function categoryName(category) {
    return t(category).replaceAll("_", " ");
}

export class Side {
    // `menu` opens for a tag; `where` and `list` are the prompt's and its tags' names in an answer.
    constructor(menu, where, list, title) {
        this.menu = menu;
        this.where = where;
        this.list = list;
        this.count = make("span.count");
        this.tags = make("div.tags", {role: "group", "aria-label": title});
        this.asText = make("ol.list", {"aria-label": title, hidden: true});
        this.gone = make("div.gone");
        this.element = make("section.side", {},
            make("div.side-title", {}, make("b", {}, title), this.count), this.tags, this.asText, this.gone);
        this.drawn = "";
        this.chips = [];
        this.buttons = [];
        this.#listen();
    }

    draw(answer) {
        const gone = answer.gone.filter(one => one.where === this.where);
        const drawn = JSON.stringify([answer[this.list], gone, answer.profile.id]);
        if (drawn === this.drawn) return;
        this.drawn = drawn;
        this.entries = answer[this.list];
        this.menu.close(this);
        const focused = this.tags.contains(document.activeElement) ? document.activeElement : null;
        const at = this.buttons.indexOf(focused);
        this.#drawChips();
        if (!this.asText.hidden) this.#drawList();
        this.gone.replaceChildren(...gone.map(one => make("span.gone-tag", {title: one.reason},
            make("span.sign", {"aria-hidden": true}, SIGNS[one.action]),
            `${deed(one.action)}: `, make("s", {}, one.text), ` (${one.reason})`,
            one.was ? [" ", button(t("Keep “{word}”", {word: one.was}), () => this.menu.keepWord(one.was, true))] : "")));
        if (focused) this.#focusAgain(focused, at);
    }

    // A tag that is drawn anew has another element; where one is gone its neighbour takes the focus.
    #focusAgain(element, at) {
        const {key} = element.dataset;
        const found = this.buttons.includes(element) ? element : this.buttons.find(one => one.dataset.key === key);
        (found ?? this.buttons[Math.min(at, this.buttons.length - 1)])?.focus();
    }

    // Of hundreds of tags one key changes one or two; the others' elements stay.
    #drawChips() {
        const kept = new Map();
        for (const one of this.chips) {
            if (!kept.has(one.told)) kept.set(one.told, []);
            kept.get(one.told).push(one);
        }
        this.chips = this.entries.map(entry => {
            const told = JSON.stringify(entry);
            return kept.get(told)?.shift() ?? {told, element: chip(entry)};
        });
        const wanted = this.entries.length ? this.chips.map(one => one.element) : [make("span.quiet", {}, t("empty"))];
        arrange(this.tags, wanted);
        this.buttons = wanted.filter(one => one.localName === "button");
        this.byElement = new Map(this.chips.map((one, index) => [one.element, this.entries[index]]));
        this.#stopAt(this.buttons[0]);
    }

    // The one tag that the Tab key comes to.
    #stopAt(element) {
        if (this.stop) this.stop.tabIndex = -1;
        this.stop = element;
        if (element) element.tabIndex = 0;
    }

    showAsText(on) {
        this.asText.hidden = !on;
        this.tags.hidden = on;
        if (on && this.entries) this.#drawList();
    }

    #drawList() {
        this.asText.replaceChildren(...this.entries.map(entry => entry.border
            ? make("li.border", {}, entry.border)
            : make("li", {}, make("b", {}, shownText(entry)), ` — ${categoryName(entry.category)}: ${entry.reason}`,
                entry.marks.map(mark => `; ${deed(mark.action)}${mark.reason ? `: ${mark.reason}` : ""}`).join(""))));
    }

    // Tokens of each chunk of 75; where the webui has no encoder loaded, nothing.
    drawTokens(chunks, limit) {
        if (!chunks) {
            this.count.textContent = "";
            return;
        }
        const total = (chunks.length - 1) * 75 + chunks.at(-1);
        const each = chunks.length > 1 ? ` (${chunks.join(" + ")})` : "";
        const over = limit && this.where === "prompt" && total > limit;
        const advice = limit && this.where === "prompt" ? ` · ${t("the card advises {n} at most", {n: limit})}` : "";
        this.count.textContent = `${t("{n} of {room} tokens", {n: total, room: chunks.length * 75})}${each}${advice}`;
        this.count.classList.toggle("prompt-tailor-over", Boolean(over));
    }

    #listen() {
        const found = event => event.target.closest?.("button.prompt-tailor-tag");
        const entry = element => this.byElement.get(element);
        this.tags.addEventListener("pointerover", event => {
            const element = found(event);
            if (element) this.menu.tell(this, element, entry(element));
        });
        this.tags.addEventListener("pointerleave", () => this.menu.hush());
        this.tags.addEventListener("focusin", event => {
            const element = found(event);
            if (!element) return;
            this.#stopAt(element);
            if (element.matches(":focus-visible")) this.menu.tell(this, element, entry(element));
        });
        this.tags.addEventListener("focusout", () => this.menu.hush());
        this.tags.addEventListener("click", event => {
            const element = found(event);
            if (element) this.menu.open(this, element, entry(element));
        });
        this.tags.addEventListener("keydown", event => this.#step(event));
    }

    // One stop for the Tab key; arrows go from tag to tag.
    #step(event) {
        const chips = this.buttons;
        const at = chips.indexOf(document.activeElement);
        const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0,
            End: chips.length - 1}[event.key];
        if (at < 0 || to === undefined || !chips[to]) return;
        event.preventDefault();
        chips[to].focus();
    }
}

function chip(entry) {
    if (entry.border) return make("span.border", {}, entry.border);
    const marks = entry.marks.map(mark => mark.action);
    const element = make("button.tag", {
        type: "button",
        tabindex: -1,
        "data-key": entry.key,
        "data-category": entry.category,
        "aria-haspopup": "dialog",
        "aria-label": [shownText(entry), categoryName(entry.category), ...marks.map(deed)].join(", "),
    });
    for (const mark of marks) element.append(make("span.sign", {"aria-hidden": true}, SIGNS[mark] ?? ""));
    element.append(asIs(entry.text));
    if (entry.weight !== undefined) element.append(make("span.weight", {}, `×${entry.weight}`));
    if (marks.includes("added")) element.classList.add("prompt-tailor-added");
    return element;
}

function shownText(entry) {
    return entry.weight === undefined ? entry.text : `${entry.text} ×${entry.weight}`;
}

// The colours of the categories that are in sight, and the signs.
export class Legend {
    constructor() {
        this.element = make("div.legend");
        this.drawn = "";
    }

    draw(answer) {
        const tags = [...answer.tags, ...answer.negative_tags].filter(entry => entry.category);
        const categories = [...new Set(tags.map(entry => entry.category))];
        const drawn = categories.join();
        if (drawn === this.drawn) return;
        this.drawn = drawn;
        this.element.replaceChildren(
            make("div.legend-row", {}, categories.map(category =>
                make("span.tag", {"data-category": category}, categoryName(category)))),
            make("div.legend-row", {}, Object.entries(SIGNS).map(([action, sign]) =>
                make("span.legend-sign", {}, make("span.sign", {}, sign), ` ${deed(action)}`))));
    }
}
