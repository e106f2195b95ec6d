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

// The text of a template such as "{n} tags", with {n: 3}. What the webui's own localization says for it comes first.
export function t(template, values = {}) {
    const text = window.localization?.[template] || entries[template] || template;
    return text.replace(/\{(\w+)\}/g, (all, name) => name in values ? String(values[name]) : all);
}

// Translates the labels inside an element that Python made in English; what the webui has translated stays.
export function translateLabels(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const text = node.nodeValue.trim();
        const typed = node.parentElement.closest("textarea, pre, code");
        if (text && !typed && !window.localization?.[text] && entries[text]) {
            node.nodeValue = node.nodeValue.replace(text, () => entries[text]);
        }
    }
    for (const element of root.querySelectorAll("[title], [placeholder], [aria-label]")) {
        for (const name of ["title", "placeholder", "aria-label"]) {
            const text = element.getAttribute(name);
            if (text && !window.localization?.[text] && entries[text]) element.setAttribute(name, entries[text]);
        }
    }
}
