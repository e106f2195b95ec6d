// Copies a text. Where the page is served over plain HTTP the browser has no clipboard, and a selection is copied.

import {t} from "./language.mjs";

// Rejects where the browser forbids both.
export async function copyText(text) {
    if (navigator.clipboard && window.isSecureContext) {
        await navigator.clipboard.writeText(text);
        return;
    }
    const focused = document.activeElement;
    const box = document.createElement("textarea");
    box.value = text;
    box.style.cssText = "position: fixed; top: 0; opacity: 0";
    document.body.append(box);
    box.select();
    const copied = document.execCommand("copy");
    box.remove();
    focused?.focus?.({preventScroll: true});
    if (!copied) throw new Error(t("The browser forbids it"));
}
