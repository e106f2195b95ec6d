// Every text that the page shows goes through `t`: English as it stands here, or what the catalogue says for it.
// The catalogue is the library's (texts/*.tsv), asked for once, and only where the webui's localization is not English.

import {language} from "./language.mjs";
import {ask} from "./rest.mjs";

export {language};

let entries = {};
let asked = null;

// A promise that is kept once `t` knows the page's language. In English, and where the server fails, at once.
export function textsReady() {
    if (language() === "en") return Promise.resolve();
    asked ??= ask(`texts/${language()}`).then(found => { entries = found; }, error => {
        asked = null;
        console.warn(`Prompt Tailor: no translations, the page stays English: ${error.message}`);
    });
    return asked;
}

// The text of a template such as "{n} tags", with {n: 3}. Our own translation goes first: the webui's localization has
// single words of ours ("Year", "Order") for other places of the page. For languages that we lack it is asked.
export function t(template, values = {}) {
    const text = entries[template] || window.localization?.[template] || template;
    return text.replace(/\{(\w+)\}/g, (all, name) => name in values ? String(values[name]) : all);
}
