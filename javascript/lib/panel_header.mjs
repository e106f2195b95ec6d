// The line under the accordion's title, seen also when it is closed: on or off, the profile and why, lock, warnings.

import {renew} from "./dom.mjs";
import {make} from "./panel_dom.mjs";
import {t} from "./texts.mjs";

export class Header {
    constructor(panel) {
        this.panel = panel;
        this.element = make("div.header");
        this.draw();
    }

    draw() {
        const {panel} = this;
        const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.name : null;
        const shown = panel.enabled ? this.#profile() : [this.#off()];
        renew(this.element, [this.#switch(), ...shown.filter(Boolean)]);
        if (focused) this.element.querySelector(`[data-name="${focused}"]`)?.focus();
    }

    #switch() {
        const box = make("input", {
            type: "checkbox",
            checked: this.panel.enabled,
            "data-name": "switch",
            onchange: () => { this.panel.enabled = box.checked; this.panel.draw(this.panel.preview.answer); this.panel.look(); },
        });
        return make("label.switch", {title: t("Off: prompts and settings go through as you typed them.")},
            box, t("Fit prompts"));
    }

    #off() {
        return make("span.quiet", {}, t("off: prompts go through as typed"));
    }

    #profile() {
        const {preview} = this.panel;
        const {answer, error} = preview;
        if (error) {
            const what = preview.isAway ? t("no answer from the server") : t("the preview could not be made");
            return [make("span.warning", {role: "status", title: error}, what)];
        }
        if (!answer) return [make("span.quiet", {}, "…")];
        return [
            make("span.profile", {title: answer.detection.reason},
                make("b", {}, answer.profile.name), ` · ${why(answer.detection)}`),
            answer.fitted ? this.#origin(answer)
                : make("span.warning", {role: "status"}, t("off for this prompt: it says so")),
            this.#lock(answer),
            this.#warnings(answer),
        ];
    }

    // The model that the prompt was written for, where its picture or its words tell of another one.
    #origin({from, profile}) {
        if (!from || from.profile === profile.id) return null;
        const why = t("Its words are written as those of {model}.", {model: profile.name});
        return make("span.quiet.origin", {title: `${from.reason}. ${why}`},
            t("from {model} to {other}", {model: from.name, other: profile.name}));
    }

    #lock(answer) {
        const locked = answer.chosen.profile !== "auto";
        const title = locked
            ? t("This profile stays, whatever checkpoint is chosen. Click to follow the checkpoint again.")
            : t("The profile follows the checkpoint. Click to keep this one.");
        const act = () => {
            const {preview, wishes} = this.panel;
            wishes.setProfile(locked ? "auto" : preview.answer.profile.id);
            preview.askOnce();
        };
        return make("button.lock", {type: "button", title, "aria-pressed": locked, "data-name": "lock", onclick: act},
            make("span", {"aria-hidden": true}, locked ? "🔒" : "🔓"), locked ? t("locked") : t("auto"));
    }

    #warnings(answer) {
        const grave = this.panel.preview.looked.diagnostics.filter(one => one.severity !== "hint");
        const messages = [...grave.map(one => one.message), ...answer.notices];
        if (!messages.length) return null;
        return make("span.dot", {title: messages.join("\n"), role: "status"},
            make("span", {"aria-hidden": true}, "●"), t("warnings: {n}", {n: messages.length}));
    }
}

function why({how: found, rivals}) {
    if (!rivals) return how(found);
    return t("{n} profiles fit this checkpoint: {names}", {n: rivals.length, names: rivals.join(", ")});
}

// In a few words how a profile was found; `found` is a detection's `how`.
export function how(found) {
    return {
        hash: t("by hash"),
        name: t("by file name"),
        metadata: t("by metadata"),
        kin: t("by the family in its name"),
        chosen: t("chosen by you"),
    }[found] ?? t("no profile for this checkpoint");
}
