// The language that the webui's localization stands for, and the page's texts in it.

import {options} from "./options.mjs";

const CHINESE = /^zh(?![a-z])|chin|中文|汉|漢|简体|簡體|繁體|繁体/i;

// "zh" where the webui's localization (the name of a file) is a Chinese one, else "en". The same rule as texts.py.
export function language() {
    return CHINESE.test(options().localization ?? "") ? "zh" : "en";
}

let entries = {};

// From now on `t` takes these: English template -> text.
export function learn(found) {
    entries = found;
}

// Every text that the page shows goes through here: the text of a template such as "{n} tags", with {n: 3}. Our own
// translation goes first: the webui's localization has single words of ours ("Year", "Order") for other places of the
// page. For languages that we lack it is asked; English as it stands in the code comes last.
export function t(template, values = {}) {
    const text = entries[template] || window.localization?.[template] || template;
    return text.replace(/\{(\w+)\}/g, (all, name) => name in values ? String(values[name]) : all);
}
