// Why a tag is as it is, beside the tag; and what can be done about it.

import {button, make} from "./panel_dom.mjs";
import {categoryName, deed, SIGNS} from "./preview_tags.mjs";
import {t} from "./texts.mjs";

const CATEGORIES = ["artist", "subject", "character", "series", "rating", "year", "race", "composition", "style", "theme",
    "environment", "background", "action", "expression", "main_features", "body", "clothing", "accessories", "items",
    "secondary_environment", "aesthetic", "quality", "meta"];

export class TagMenu {
    constructor(panel) {
        this.panel = panel;
        this.element = make("div.menu", {hidden: true, role: "dialog"});
        this.element.addEventListener("keydown", event => this.#leave(event));
        document.addEventListener("pointerdown", event => {
            if (!this.element.contains(event.target) && !event.target.closest?.(".prompt-tailor-tag")) this.close();
        });
        document.addEventListener("scroll", () => this.#place(), {passive: true, capture: true});
        this.isOpen = false;
    }

    // The menu stands at the end of the panel, but is of its tag: whatever key leaves it goes back there.
    #leave(event) {
        const stops = [...this.element.querySelectorAll("button, select")].filter(one => !one.hidden);
        const last = event.shiftKey ? stops[0] : stops.at(-1);
        if (event.key === "Escape") event.stopPropagation();
        else if (event.key !== "Tab" || event.target !== last) return;
        event.preventDefault();
        this.close();
    }

    // Show the reason beside a tag, as long as it is pointed at or has the focus.
    tell(side, chip, entry) {
        if (this.isOpen) return;
        this.#show(side, chip, this.#reasons(side, entry));
    }

    hush() {
        if (!this.isOpen) this.element.hidden = true;
    }

    // Show the reason with what can be done, until it is closed.
    open(side, chip, entry) {
        if (this.isOpen && this.chip === chip) {
            this.close();
            return;
        }
        this.isOpen = true;
        this.#show(side, chip, [...this.#reasons(side, entry), ...this.#actions(side, entry)]);
        this.element.querySelector("button, select")?.focus();
    }

    // Close it; `side` only when the tag is of that side.
    close(side = null) {
        if (this.element.hidden || (side && side !== this.side)) return;
        const hadFocus = this.element.contains(document.activeElement);
        this.isOpen = false;
        if (hadFocus) this.chip.focus();
        this.element.hidden = true; // last: the tag that gets the focus shows its reason
    }

    #show(side, chip, content) {
        this.side = side;
        this.chip = chip;
        this.element.replaceChildren(...content);
        this.element.setAttribute("aria-label", chip.getAttribute("aria-label"));
        this.element.hidden = false;
        this.#place();
    }

    // Beside the tag, wherever that has been scrolled to; where it fits below, else above.
    #place() {
        if (this.element.hidden) return;
        const at = this.chip.getBoundingClientRect();
        const own = this.element.getBoundingClientRect();
        const below = at.bottom + own.height + 8 < window.innerHeight || at.top < own.height + 8;
        const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - own.width - 8));
        this.element.style.left = `${left}px`;
        this.element.style.top = `${below ? at.bottom + 4 : at.top - own.height - 4}px`;
    }

    #reasons(side, entry) {
        const {card} = this.panel.preview;
        const lines = [make("p.menu-title", {}, make("b", {}, entry.text),
            ` — ${categoryName(entry.category)}: ${entry.reason}`)];
        if (entry.means) lines.push(make("p", {}, make("q", {}, entry.means)));
        for (const mark of entry.marks) {
            lines.push(make("p", {}, make("span.sign", {"aria-hidden": true}, SIGNS[mark.action] ?? ""),
                ` ${deed(mark.action)}${mark.reason ? `: ${mark.reason}` : ""}`));
        }
        const slot = side.where === "prompt" ? card?.order[entry.slot] : null;
        if (slot?.note) lines.push(make("p", {}, t("Its place in the order:"), " ", make("q", {}, slot.note)));
        const sources = this.#sources(side, entry, card);
        if (sources.length) lines.push(make("p.quiet", {}, t("Source:"), " ", sources.join("; ")));
        return lines;
    }

    #sources(side, entry, card) {
        const added = entry.marks.some(mark => mark.action === "added");
        const path = side.where === "negative_prompt" ? "negative"
            : added ? (entry.category === "quality" ? "quality" : "words")
            : "order";
        return (card?.sources[path] ?? []).map(one => one.where ? `${one.title}, ${one.where}` : one.title);
    }

    #actions(side, entry) {
        if (!entry.key) return [];
        const added = entry.marks.some(mark => mark.action === "added");
        const actions = make("div.menu-actions");
        if (added) {
            actions.append(button(t("Don’t add it"), () => this.#list("without", entry.key, true)));
        } else if (side.where === "prompt") {
            const pinned = entry.marks.some(mark => mark.action === "pinned");
            actions.append(pinned
                ? button(t("Let it be moved"), () => this.#list("pinned", entry.key, false))
                : button(t("Keep it where I typed it"), () => this.#list("pinned", entry.key, true)));
        }
        const was = entry.marks.find(mark => mark.was)?.was;
        if (was) actions.append(button(t("Keep “{word}”", {word: was}), () => this.keepWord(was, true)));
        if (entry.kept) actions.append(button(t("Write it as this model's word"), () => this.keepWord(entry.key, false)));
        actions.append(...this.#categories(entry));
        if (entry.layer === "user") {
            actions.append(button(t("Forget what I said"), () => this.#correct(entry.key, null)));
        }
        return [actions];
    }

    #categories(entry) {
        const say = () => this.#correct(entry.key, menu.value);
        // With keys a menu changes at each step on the way to what is meant: then it is said by Enter or by the button.
        let byKeys = false;
        const said = button(t("Say so"), say, {hidden: true});
        const menu = make("select", {
            onpointerdown: () => { byKeys = false; },
            onkeydown: event => {
                byKeys = true;
                if (event.key === "Enter") say();
            },
            onchange: () => {
                if (byKeys) said.hidden = false;
                else say();
            },
        }, CATEGORIES.map(category =>
            make("option", {value: category, selected: category === entry.category}, categoryName(category))));
        return [make("label.correct", {}, t("It is:"), menu), said];
    }

    // Leave another family's word as it was typed, or no longer.
    keepWord(key, on) {
        this.#list("keep_words", key, on);
    }

    // Put a tag on one of the lists of the choices, or take it off.
    #list(name, key, on) {
        const others = (this.panel.chosen(name) ?? []).filter(one => one !== key);
        this.panel.wishes.setChoice(name, on ? [...others, key] : others);
        this.close();
        this.panel.preview.askOnce();
    }

    async #correct(tag, category) {
        const problem = await this.panel.correct(tag, category);
        if (problem) this.element.append(make("p.warning", {role: "alert"}, problem));
        else this.close();
    }
}
