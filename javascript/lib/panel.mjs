// One tab's panel: its header is made at once, all else when it is opened for the first time.

import {addStyle} from "./dom.mjs";
import {make} from "./panel_dom.mjs";
import {Header} from "./panel_header.mjs";
import {options} from "./options.mjs";
import {TabPage} from "./panel_page.mjs";
import {Preview} from "./panel_preview.mjs";
import {Typed} from "./panel_typed.mjs";
import {Wishes} from "./panel_wishes.mjs";
import {arrived, ask} from "./rest.mjs";
import {remember, remembered} from "./storage.mjs";
import {textsReady} from "./texts.mjs";

const TABS = ["txt2img", "img2img"];
const STYLES = ["panel_body.css", "preview.css"];

// The page is built before its options are known, and without them the language is not.
export function startPanels() {
    let panels = null;
    let known = null;
    const hear = async () => {
        const {sd_model_checkpoint: checkpoint, sd_vae: vae} = options();
        const chosen = JSON.stringify([checkpoint, vae]);
        if (panels && chosen === known) return;
        known = chosen;
        await textsReady();
        panels ??= makePanels();
        Object.values(panels).forEach(panel => panel.hear("options"));
    };
    window.onOptionsChanged(hear);
    if (Object.keys(options()).length) hear();
}

function makePanels() {
    const panels = {};
    for (const tab of TABS) {
        const root = window.gradioApp().querySelector(`#prompt_tailor_${tab}`);
        if (root) panels[tab] = new Panel(tab, root);
    }
    // The server tells of values that change without being typed (`hosts/webui/page.py`).
    window.promptTailor = (what, tab, value) => {
        const heard = tab ? [panels[tab]] : Object.values(panels);
        return heard.map(panel => panel?.hear(what, value))[0];
    };
    window.onUiTabChange(() => Object.values(panels).forEach(panel => panel.look()));
    document.addEventListener("visibilitychange", () => Object.values(panels).forEach(panel => panel.look()));
    document.addEventListener("keydown", event => {
        // Alt+Shift+F, as in editors. By its place on the keyboard: with Alt, a Mac types another letter.
        if (event.code !== "KeyF" || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
        const panel = Object.values(panels).find(one => one.page.isSeen);
        if (!panel) return;
        event.preventDefault();
        panel.write();
    });
    return panels;
}

export class Panel {
    constructor(tab, root) {
        this.tab = tab;
        this.root = root;
        this.page = new TabPage(tab);
        this.wishes = new Wishes(tab);
        this.checkpoint = null;
        this.modules = null; // Forge's VAE and text encoders
        this.result = null;
        this.body = null;
        this.isClosing = false;
        this.label = root.querySelector(".label-wrap");
        this.preview = new Preview(this);
        this.typed = new Typed(this);
        this.header = new Header(this);
        this.label.after(this.header.element);
        root.dataset.promptTailor = "drawn";
        this.mount = make("div.body");
        this.label.parentElement.lastElementChild.append(this.mount);
        this.#rememberOpen();
        this.#listen();
        this.look();
    }

    get isOpen() {
        return !this.isClosing && this.label.classList.contains("open");
    }

    get enabled() {
        return this.#switch?.checked ?? true;
    }

    set enabled(on) {
        if (this.#switch && this.#switch.checked !== on) this.#switch.click();
    }

    get #switch() {
        return this.root.querySelector(`#prompt_tailor_${this.tab}_enabled input`);
    }

    // Something of the page has changed, as the server or the webui says.
    hear(what, value) {
        if (what === "checkpoint") this.checkpoint = value;
        if (what === "modules") this.modules = value;
        if (what === "result") this.result = value;
        if (what === "write") this.typed.write(value);
        if (what === "settings") return this.body?.settings.taken(value) ?? value;
        if (what === "typed") this.typed.keepSoon();
        if (what === "profiles") this.#forgetProfiles();
        if (["checkpoint", "modules", "options"].includes(what)) this.preview.askAgain();
        else this.look();
        if (what === "panel") this.draw(this.preview.answer);
        if (what === "result") this.body?.report.draw(value);
        return undefined;
    }

    // Ask for what is not shown yet, where the panel is open and looked at.
    look() {
        if (!this.isOpen || !this.page.isSeen) return;
        this.#build();
        if (this.enabled) this.preview.askSoon();
    }

    // An answer has come: draw it.
    draw(answer) {
        this.header.draw();
        this.body?.draw(answer);
    }

    // What was found, and the tokens, have come: draw them.
    drawFindings(looked) {
        this.header.draw();
        this.body?.drawFindings(looked);
    }

    // What is chosen now, also where the answer to it is still on its way.
    chosen(name) {
        return this.wishes.value.choices?.[name] ?? this.preview.answer.chosen.choices[name];
    }

    // Write the fitted prompts into the boxes; undo brings back what was typed.
    async write() {
        const answer = await this.preview.askNow();
        if (answer) this.typed.write({prompt: answer.prompt, negative_prompt: answer.negative_prompt});
    }

    // Say what a tag is about, or take that back (null). Gives what went wrong, or null.
    async correct(tag, category) {
        try {
            await ask("corrections", {tag, category});
        } catch (error) {
            return error.message;
        }
        await this.preview.askAgain();
        return null;
    }

    // The user's own profiles have changed: neither their list nor what the preview showed of them holds any more.
    #forgetProfiles() {
        this.preview.forget();
        this.body?.choices.forgetProfiles();
    }

    async #build() {
        if (this.body || this.building) return;
        this.building = true;
        try {
            const [{Body}] = await Promise.all([arrived(import("./panel_body.mjs")), ...STYLES.map(addStyle)]);
            this.body = new Body(this);
            this.mount.replaceChildren(this.body.element);
            if (this.preview.answer) this.body.draw(this.preview.answer);
            if (this.result) this.body.report.draw(this.result);
        } catch (error) {
            this.preview.fail(error);
        } finally {
            this.building = false;
        }
    }

    #rememberOpen() {
        const key = `prompt-tailor.open.${this.tab}`;
        if (remembered(key, "yes") === "no" && this.isOpen) {
            this.label.click();
            this.isClosing = true; // gradio takes its time
        }
        new MutationObserver(() => {
            this.isClosing = false;
            remember(key, this.isOpen ? "yes" : "no");
            this.look();
        }).observe(this.label, {attributes: true, attributeFilter: ["class"]});
    }

    #listen() {
        const tab = window.gradioApp().querySelector(`#tab_${this.tab}`);
        for (const event of ["input", "change", "focusout"]) {
            tab.addEventListener(event, () => {
                this.typed.keepSoon();
                this.look();
            }, {passive: true});
        }
        this.page.followStyles(() => this.look());
        // Gradio 4 tells the document of a prompt that changes without being typed; gradio 3 tells Python, and that us.
        document.addEventListener("gradio", ({detail}) => {
            if (detail?.event === "change" && this.page.isPrompt(detail.id)) this.hear("typed");
        });
    }
}
