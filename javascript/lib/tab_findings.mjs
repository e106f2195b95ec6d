// What the checks found, each with its place in the text and a button for its fix.

import {button, make} from "./tab_dom.mjs";
import {replaced, slice, unitsAt} from "./spans.mjs";
import {t} from "./texts.mjs";

// `boxes`: "prompt" and "negative_prompt" -> the textarea; `fix(where, text)` puts the mended text into it.
export function findings(diagnostics, boxes, fix) {
    const title = make("h4", {}, t("Checks"));
    if (!diagnostics.length) return make("div", {}, title, make("p.quiet", {}, t("Nothing was found.")));
    return make("div", {}, title,
        make("ul.findings", {}, diagnostics.map(one => finding(one, boxes[one.where], fix))));
}

function finding(one, box, fix) {
    const place = one.span && box ? button(slice(box.value, one.span) || "…", () => select(box, one.span), {
        title: t("Show it in the text"), "class": "pt-button pt-place",
    }) : null;
    const mend = one.fix && box
        ? button(one.fix.label, () => fix(one.where, replaced(box.value, one.fix.span, one.fix.text))) : null;
    return make(`li.${one.severity}`, {},
        make("b", {}, `${severityName(one.severity)} ${one.code}`), " ", one.message, " ", place, " ", mend);
}

function severityName(severity) {
    return {error: t("Error"), warning: t("Warning"), hint: t("Hint")}[severity] ?? severity;
}

function select(box, [start, end]) {
    box.focus();
    box.setSelectionRange(unitsAt(box.value, start), unitsAt(box.value, end));
}
