// What was made of the last picture's prompt, from the result's JSON that the webui keeps beside the gallery.

import {make} from "./panel_dom.mjs";
import {how} from "./panel_header.mjs";
import {name} from "./panel_settings.mjs";
import {deed, SIGNS} from "./preview_tags.mjs";
import {t} from "./texts.mjs";

const KEY = "Prompt Tailor report"; // `prompt_tailor/hosts/report.py`

export class Report {
    constructor() {
        this.element = make("div.report", {}, nothing());
    }

    draw(info) {
        const told = read(info);
        this.element.replaceChildren(...(told ? all(told) : [nothing()]));
    }
}

function nothing() {
    return make("p.quiet", {}, t("The next picture shows here what was made of its prompt."));
}

function read(info) {
    try {
        return JSON.parse(info).extra_generation_params[KEY] ?? null;
    } catch (error) {
        return null; // a result of something else than a generation
    }
}

function all(told) {
    const boxes = {
        prompt: t("Prompt"),
        negative_prompt: t("Negative prompt"),
        hr_prompt: t("Hires prompt"),
        hr_negative_prompt: t("Hires negative prompt"),
    };
    return [
        ...(told.notices ?? []).map(notice => make("p.warning", {}, notice)),
        told.profile ? make("p.reason", {}, make("b", {}, told.name), " · ", why(told)) : null,
        told.from && told.from.profile !== told.profile
            ? make("p.reason", {title: told.from.reason},
                t("from {model} to {other}", {model: told.from.name, other: told.name}))
            : null,
        told.styles?.length ? make("p.reason", {}, t("With the styles {names}.", {names: told.styles.join(", ")})) : null,
        ...Object.entries(boxes).filter(([name]) => name in (told.fitted ?? {})).flatMap(([name, label]) => [
            make("h4", {}, label),
            make("div.texts", {}, text(t("typed"), told.typed[name] ?? ""), text(t("fitted"), told.fitted[name])),
            notes((told.notes ?? []).filter(note => note.where === name)),
        ]),
        settings(told),
        list(told.diagnostics ?? [], one => [one.message, " ", make("code", {}, one.code)]),
    ].filter(Boolean);
}

// In the header's words where it was the user's own doing, else all that is known.
function why(told) {
    return told.how === "chosen" ? how(told.how) : told.reason;
}

function text(title, content) {
    return make("pre", {"data-title": title}, content);
}

function notes(told) {
    const rows = Object.keys(SIGNS).map(action => [action, told.filter(note => note.action === action)])
        .filter(([, some]) => some.length);
    return rows.length ? make("dl.notes", {}, rows.flatMap(([action, some]) => [
        make("dt", {}, make("span.sign", {"aria-hidden": true}, SIGNS[action]), ` ${deed(action)}`),
        make("dd", {}, some.flatMap(note => [make("code", {title: note.reason}, note.text), " "])),
    ])) : null;
}

function settings(told) {
    const changed = (told.settings ?? []).map(one => `${name(one.name)}: ${one.before} → ${one.after}`);
    const left = (told.left ?? []).map(one => t("{name} left alone: {reason}", {...one, name: name(one.name)}));
    return list([...changed, ...left], one => one);
}

function list(entries, content) {
    return entries.length ? make("ul", {}, entries.map(entry => make("li", {}, content(entry)))) : null;
}
