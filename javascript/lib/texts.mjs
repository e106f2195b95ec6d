// Sees to it that the page's texts are there before something is drawn. The catalogue is the library's (texts/*.tsv),
// asked for once, and only where the webui's localization is not English.

import {language, learn, t} from "./language.mjs";
import {ask} from "./rest.mjs";

export {language, t};

let asked = null;

// A promise that is kept once `t` knows the page's language. In English, and where the server fails, at once.
export function textsReady() {
    if (language() === "en") return Promise.resolve();
    asked ??= ask(`texts/${language()}`).then(learn, error => {
        asked = null;
        console.warn(`Prompt Tailor: no translations, the page stays English: ${error.message}`);
    });
    return asked;
}
