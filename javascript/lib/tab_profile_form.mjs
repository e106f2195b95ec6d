// The form of a profile: its most used values, each with what it takes over and with its own mistakes.

import {button, categoryName, field, make, select} from "./tab_dom.mjs";
import {t} from "./texts.mjs";
import {wordText} from "./tab_profile_details.mjs";

// A value's path in the file, its label, how it is shown and read. Empty text takes the value out: it is taken over.
function plan() {
    return [
        ["name", t("Name"), text()],
        ["summary", t("In one sentence"), text()],
        ["match.names", t("Checkpoint's file name (patterns, one a line)"), lines()],
        ["order", t("Order"), null],
        ["quality.add", t("Quality words, one a line; a weight as word:1.2"), words()],
        ["quality.at", t("Where they stand"), oneOf(["start", t("at the start")], ["end", t("at the end")])],
        ["negative.recommended", t("Negative prompt"), text(3)],
        ["settings.sampler", t("Sampler"), {...text(), wide: "half"}],
        ["settings.scheduler", t("Scheduler"), {...text(), wide: "half"}],
        ["settings.cfg.value", t("CFG scale"), number()],
        ["settings.cfg.min", t("CFG scale, lowest"), number()],
        ["settings.cfg.max", t("CFG scale, highest"), number()],
        ["settings.steps.value", t("Steps"), number()],
        ["settings.steps.min", t("Steps, fewest"), number()],
        ["settings.steps.max", t("Steps, most"), number()],
        ["settings.clip_skip", t("Clip skip"), number()],
        ["sizes.named", t("Sizes, one a line, as 832x1216"), sizes()],
        ["tokens", t("Most tokens"), number()],
        ["licence", t("Licence"), text(2)],
    ];
}

export class Form {
    constructor(change) {
        this.change = change;
        this.fields = new Map();
        this.order = make("div");
        this.element = make("div.form", {}, plan().map(([path, label, kind]) => kind ? this.made(path, label, kind)
            : make("fieldset", {}, make("legend", {}, label), this.order)));
    }

    made(path, label, kind) {
        const control = kind.control();
        control.addEventListener("change", () => this.change({[path]: kind.read(control.value)}));
        const element = field(label, control, "", kind.wide ?? "");
        const told = make("span.error", {id: `${control.id}-error`});
        const over = make("span.quiet");
        const named = make("div.named", {}, element.firstChild, over);
        element.prepend(named);
        element.append(told);
        this.fields.set(path, {control, kind, told, over});
        return element;
    }

    // Shows the values of a checked text. While it has mistakes: what it sets itself, else what was there before them.
    draw({profile, own, mistakes}) {
        this.whole = profile ?? this.whole;
        for (const [path, {control, kind, told, over}] of this.fields) {
            const mine = at(own, path);
            const value = profile ? at(profile, path) : mine ?? at(this.whole, path);
            if (document.activeElement !== control) control.value = kind.show(value ?? null);
            over.textContent = this.whole && mine === undefined && (value ?? null) !== null && kind.show(value) !== ""
                ? t("taken over") : "";
            const wrong = mistakes.filter(one => one.path === path || one.path.startsWith(`${path}.`)
                || one.path.startsWith(`${path}[`));
            told.textContent = wrong.map(one => one.text).join(" ");
            control.setAttribute("aria-invalid", String(wrong.length > 0));
            if (wrong.length) control.setAttribute("aria-errormessage", told.id);
        }
        const wrong = mistakes.some(one => one.path.startsWith("order"));
        this.drawOrder((wrong ? this.whole : profile ?? {...this.whole, ...own})?.order ?? []);
    }

    drawOrder(slots) {
        const set = changed => this.change({order: changed.map(slim)});
        const swap = (from, to) => {
            const changed = [...slots];
            [changed[from], changed[to]] = [changed[to], changed[from]];
            set(changed);
        };
        this.order.replaceChildren(make("ol.slots", {}, slots.map((slot, index) => make("li", {},
            make("span", {}, slotName(slot)),
            button("↑", () => swap(index, index - 1), {
                disabled: index === 0, "aria-label": t("{name} further up", {name: slotName(slot)}),
            }),
            button("↓", () => swap(index, index + 1), {
                disabled: index === slots.length - 1, "aria-label": t("{name} further down", {name: slotName(slot)}),
            })))));
        if (!slots.length) this.order.replaceChildren(make("p.quiet", {}, t("As typed.")));
    }
}

function slotName(slot) {
    const names = [...slot.categories ?? [], ...slot.own ?? []].map(categoryName);
    return [...names, ...slot.rest ? [t("everything else")] : []].join(", ");
}

// A slot as a file has it: without what is empty or as it is anyway.
function slim(slot) {
    return Object.fromEntries(Object.entries(slot).filter(([name, value]) =>
        Array.isArray(value) ? value.length : value && !(name === "place" && value === "body")));
}

function at(value, path) {
    return path.split(".").reduce((found, name) => found?.[name], value ?? undefined);
}

function text(rows = 1) {
    return {
        control: () => rows > 1 ? make("textarea", {rows}) : make("input", {type: "text"}),
        show: value => value ?? "",
        read: value => value === "" ? null : value,
    };
}

function number() {
    return {
        wide: "third",
        control: () => make("input", {type: "text", inputmode: "decimal"}),
        show: value => value === null || value === undefined ? "" : String(value),
        read: value => value.trim() === "" ? null : Number.isFinite(Number(value)) ? Number(value) : value,
    };
}

function oneOf(...options) {
    return {
        control: () => select(options, options[0][0], () => {}),
        show: value => value ?? options[0][0],
        read: value => value,
    };
}

function list(show, read) {
    return {
        control: () => make("textarea", {rows: 3}),
        show: value => Array.isArray(value) ? value.map(show).join("\n") : "",
        read: value => {
            const found = value.split("\n").map(line => line.trim()).filter(Boolean).map(read);
            return found.length ? found : null;
        },
    };
}

function lines() {
    return list(value => String(value), line => line);
}

function words() {
    return list(word => typeof word === "string" ? word : wordText(word).replace(/^\((.*)\)$/, "$1"), line => {
        const found = /^(.*\S)\s*:\s*(\d*\.?\d+)$/.exec(line);
        return found ? {text: found[1], weight: Number(found[2])} : line;
    });
}

function sizes() {
    return list(one => `${one.width}x${one.height}`, line => {
        const [width, height] = line.toLowerCase().split(/[x×*]/).map(side => Number(side.trim()) || 0);
        return {width, height: height ?? 0};
    });
}
