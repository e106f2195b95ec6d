// The language that the webui's localization stands for.

import {options} from "./options.mjs";

const CHINESE = /^zh(?![a-z])|chin|中文|汉|漢|简体|簡體|繁體|繁体/i;

// "zh" where the webui's localization (the name of a file) is a Chinese one, else "en". The same rule as texts.py.
export function language() {
    return CHINESE.test(options().localization ?? "") ? "zh" : "en";
}
