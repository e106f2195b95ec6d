// What stands in the opened accordion: buttons, the preview, what was found, choices, settings, the last picture.

import {copyText} from "./clipboard.mjs";
import {Choices} from "./panel_choices.mjs";
import {button, make, Section} from "./panel_dom.mjs";
import {Findings} from "./panel_findings.mjs";
import {Report} from "./panel_report.mjs";
import {Settings} from "./panel_settings.mjs";
import {Legend, Side} from "./preview_tags.mjs";
import {TagMenu} from "./preview_menu.mjs";
import {remember, remembered} from "./storage.mjs";
import {t} from "./texts.mjs";

const AS_TEXT = "prompt-tailor.as-text";

export class Body {
    constructor(panel) {
        this.panel = panel;
        this.menu = new TagMenu(panel);
        this.sides = [
            new Side(this.menu, "prompt", "tags", t("Prompt")),
            new Side(this.menu, "negative_prompt", "negative_tags", t("Negative prompt")),
        ];
        this.legend = new Legend();
        this.choices = new Choices(panel);
        this.settings = new Settings(panel);
        this.findings = new Findings(panel);
        this.report = new Report();
        this.sections = [
            new Section("legend", t("What colours and signs mean"), this.legend.element, answer => this.legend.draw(answer)),
            new Section("choices", t("Choices"), this.choices.element, (answer, card) => this.choices.draw(answer, card)),
            new Section("settings", t("Settings"), this.settings.element, (answer, card) => this.settings.draw(answer, card)),
        ];
        this.off = make("p.quiet", {}, t("Switched off: pictures are made from what you type, and nothing is changed."));
        this.styled = make("div.styled");
        this.live = make("div.live", {},
            ...this.sides.map(side => side.element),
            this.styled,
            this.findings.element,
            ...this.sections.map(section => section.element));
        this.untouched = make("p.warning", {},
            t("The prompt says “# prompt-tailor: off”: it goes to the picture as typed, and no setting is changed."));
        this.explanation = make("p.explanation", {},
            t("Pictures are made from the prompt below; your own text stays in the box and in the picture’s parameters."),
            " ",
            t("To stop it, untick “Fit prompts”; for one prompt, write # prompt-tailor: off into it."));
        this.element = make("div.content", {},
            this.explanation,
            this.#actions(), this.off, this.untouched, this.live,
            new Section("report", t("The last picture"), this.report.element).element,
            this.menu.element);
        this.drawUndo();
        this.#showAsText(remembered(AS_TEXT, "no") === "yes");
    }

    draw(answer) {
        const {enabled, preview} = this.panel;
        this.off.hidden = enabled;
        this.live.hidden = !enabled;
        const isOut = enabled && answer?.fitted === false; // the prompt says so
        this.untouched.hidden = !isOut;
        this.explanation.hidden = !enabled || isOut;
        this.live.classList.toggle("prompt-tailor-stale", Boolean(preview.error));
        // What was made of another question is no answer to one that was refused.
        for (const side of this.sides) side.element.hidden = Boolean(preview.error) && !preview.isAway;
        this.drawFindings(preview.looked);
        if (!answer) return;
        const card = preview.card;
        for (const side of this.sides) side.draw(answer);
        this.#drawStyled(answer.styled);
        for (const section of this.sections) section.draw(answer, card);
    }

    drawFindings(looked) {
        const {preview} = this.panel;
        this.findings.draw(looked, [preview.error, looked.problem, ...(preview.answer?.notices ?? [])]);
        for (const side of this.sides) side.drawTokens(looked.tokens[side.where], preview.card?.tokens);
    }

    // What a picture is made from, where styles are put around what is shown above.
    #drawStyled(styled) {
        const told = JSON.stringify(styled ?? null);
        if (this.styled.dataset.told === told) return;
        this.styled.dataset.told = told;
        this.styled.replaceChildren(...styled ? [
            make("p.quiet", {}, t("Styles are added to this when the picture is made ({names}). It is made from:",
                {names: styled.names.join(", ")})),
            make("div.texts", {},
                make("pre", {"data-title": t("Prompt")}, styled.prompt),
                make("pre", {"data-title": t("Negative prompt")}, styled.negative_prompt)),
        ] : []);
    }

    drawUndo() {
        this.undo.disabled = !this.panel.typed.canUndo;
    }

    #actions() {
        const {panel} = this;
        const asText = make("input", {
            type: "checkbox",
            checked: remembered(AS_TEXT, "no") === "yes",
            onchange: event => this.#showAsText(event.target.checked),
        });
        this.undo = button(t("Undo"), () => panel.typed.undo(), {
            title: t("Brings back what was in the boxes before, step by step; behind the oldest comes the newest again"),
        });
        return make("div.actions", {},
            button(t("Write it into the box"), () => panel.write(), {
                title: t("Fit the box now (Alt+Shift+F)"), "aria-keyshortcuts": "Alt+Shift+F",
            }),
            this.undo,
            button(t("Copy"), event => this.#copy(event.target), {title: t("Copy the fitted prompt")}),
            make("label.switch", {title: t("A list with words in place of colours and signs")}, asText, t("As a list")));
    }

    #showAsText(on) {
        remember(AS_TEXT, on ? "yes" : "no");
        for (const side of this.sides) side.showAsText(on);
    }

    async #copy(pressed) {
        const answer = await this.panel.preview.askNow();
        if (!answer) return;
        try {
            await copyText(answer.prompt);
            pressed.textContent = t("Copied");
        } catch (error) {
            pressed.textContent = t("The browser forbids it");
        }
        setTimeout(() => { pressed.textContent = t("Copy"); }, 1500);
    }
}
