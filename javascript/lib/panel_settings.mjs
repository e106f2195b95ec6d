// What will be set for a picture, beside what the webui's controls hold; each with its switch.

import {renew} from "./dom.mjs";
import {button, make} from "./panel_dom.mjs";
import {t} from "./texts.mjs";

const LARGEST = 44; // pixels of the longer side of a drawn size

export class Settings {
    constructor(panel) {
        this.panel = panel;
        this.element = make("div.settings");
        this.drawn = "";
        this.rows = make("tbody");
        this.table = make("table.rows", {}, this.rows);
    }

    draw(answer, card) {
        const drawn = JSON.stringify([answer.rows, answer.left, answer.chosen.choices.size, card?.stamp]);
        if (drawn === this.drawn) return;
        this.drawn = drawn;
        this.answer = answer;
        const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.name : null;
        renew(this.rows, answer.rows.map(row => this.#row(row)));
        renew(this.element, [
            this.table,
            ...answer.left.map(one => make("p.warning", {}, `${name(one.name)}: ${one.reason}`)),
            ...this.#sizes(answer, card),
            make("div.actions", {}, button(t("Put into the webui’s controls"), () => this.#put(), {
                title: t("Sets sampler, schedule type, steps, CFG and size in the webui now, as ticked above"),
            })),
        ]);
        if (focused) this.element.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus();
    }

    // Called with the webui's own values of sampler and schedule type; gives those they are to get.
    taken(values) {
        const {apply} = this.answer ?? {apply: {}};
        return [apply.sampler_name ?? values[0], apply.scheduler ?? values[1]].slice(0, values.length);
    }

    #row(row) {
        const box = make("input", {
            type: "checkbox", checked: row.on, "data-name": `set ${row.name}`,
            onchange: () => { this.panel.wishes.setSwitch(row.name, box.checked); this.panel.preview.askOnce(); },
        });
        const stays = row.now === row.wanted;
        const what = !row.on ? [make("span", {}, shown(row.now)), make("span.quiet", {}, ` ${t("stays")}`)]
            : stays ? [make("span", {}, shown(row.now)), make("span.quiet", {}, ` ${t("fits")}`)]
            : [make("s", {}, shown(row.now)), " → ", make("b", {}, shown(row.wanted))];
        return make("tr", {},
            make("th", {scope: "row"}, make("label.tick", {}, box, name(row.name))), make("td", {}, what));
    }

    #sizes(answer, card) {
        if (!card?.has_sizes && !card?.sizes.length) return [];
        const chosen = answer.chosen.choices.size;
        const choose = size => { this.panel.wishes.setChoice("size", size); this.panel.preview.askOnce(); };
        const pick = (size, text) => button(text, () => choose(size), {"aria-pressed": chosen === size, "data-name": size});
        const wanted = answer.rows.find(row => row.name === "size")?.wanted;
        const shapes = card.sizes.map(size => {
            const text = `${size.width}x${size.height}`;
            const scale = LARGEST / Math.max(...card.sizes.flatMap(one => [one.width, one.height]));
            const shape = make("span.shape", {"aria-hidden": true});
            shape.style.width = `${Math.round(size.width * scale)}px`;
            shape.style.height = `${Math.round(size.height * scale)}px`;
            return make("button.size", {
                type: "button", "aria-pressed": chosen === text, "data-name": text, onclick: () => choose(text),
                "aria-current": wanted === text,
            }, make("span.shape-room", {}, shape), make("span", {}, text.replace("x", "×")), make("span.quiet", {}, size.label));
        });
        return [
            make("div.actions", {role: "group", "aria-label": t("Size")},
                pick("nearest", t("nearest trained size")), pick("keep", t("keep my size")),
                button(t("⇅ swap width and height"), () => this.#swap())),
            shapes.length ? make("div.sizes", {}, shapes) : null,
            card.notes_of.size ? make("p.quiet", {}, card.notes_of.size) : null,
        ].filter(Boolean);
    }

    #swap() {
        const {page, wishes, preview} = this.panel;
        const chosen = String(this.panel.chosen("size"));
        const {width, height} = page.settings();
        page.setNumber("width", height);
        page.setNumber("height", width);
        if (/^\d+x\d+$/.test(chosen)) wishes.setChoice("size", chosen.split("x").reverse().join("x"));
        preview.askSoon();
    }

    async #put() {
        const answer = await this.panel.preview.askNow();
        if (!answer) return;
        this.answer = answer;
        for (const field of ["steps", "cfg_scale", "width", "height"]) {
            if (answer.apply[field] !== undefined) this.panel.page.setNumber(field, answer.apply[field]);
        }
        // Menus cannot be set from here: a hidden button of the page does it, and asks `taken` what to set.
        window.gradioApp().querySelector(`#prompt_tailor_${this.panel.tab}_apply`)?.click();
        setTimeout(() => this.panel.preview.askSoon(), 300);
    }
}

// A setting's name for the eye.
export function name(setting) {
    return {
        sampler: t("Sampler"), scheduler: t("Schedule type"), CFG: "CFG", steps: t("Steps"), size: t("Size"),
        "clip skip": t("Clip skip"), width: t("Width"), height: t("Height"),
    }[setting] ?? setting;
}

function shown(value) {
    return value === null || value === undefined ? "?" : String(value).replace(/^(\d+)x(\d+)$/, "$1 × $2");
}
