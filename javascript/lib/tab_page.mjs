// The tab's page: a row of sections, of which one is shown; each is built when it is first shown.

import {aboutSection} from "./tab_about.mjs";
import {make, select, Status} from "./tab_dom.mjs";
import {ask} from "./rest.mjs";
import {profilesSection} from "./tab_profiles.mjs";
import {sizesSection} from "./tab_sizes.mjs";
import {t, textsReady} from "./texts.mjs";
import {wordsSection} from "./tab_words.mjs";
import {workbenchSection} from "./tab_workbench.mjs";

export async function draw(root) {
    await textsReady();
    const page = new Page();
    root.replaceChildren(page.element);
    await page.start();
}

// What the sections share: the chosen profile, the list of profiles, the line for messages.
class Page {
    constructor() {
        this.status = new Status();
        this.profile = "auto";
        this.profiles = [];
        this.sections = [
            ["workbench", t("Workbench"), workbenchSection],
            ["profiles", t("Profiles"), profilesSection],
            ["words", t("Characters and words"), wordsSection],
            ["sizes", t("Sizes"), sizesSection],
            ["about", t("About"), aboutSection],
        ];
        this.built = new Map();
        this.tabs = this.sections.map(([name, title]) => this.tab(name, title));
        this.panels = this.sections.map(([name]) => make("div.section", {
            role: "tabpanel", id: `prompt-tailor-${name}`, "aria-labelledby": `prompt-tailor-${name}-tab`, hidden: true,
        }));
        this.menu = make("div.menu");
        this.element = make("div.page", {},
            make("div.head", {},
                make("div.tabs", {role: "tablist", "aria-label": "Prompt Tailor", onkeydown: event => this.move(event)},
                    this.tabs),
                this.menu),
            this.status.element, this.panels);
    }

    async start() {
        await this.attempt(() => this.reloadProfiles());
        this.show("workbench");
    }

    tab(name, title) {
        return make("button.tab", {
            type: "button", role: "tab", id: `prompt-tailor-${name}-tab`, "aria-controls": `prompt-tailor-${name}`,
            "aria-selected": "false", tabindex: "-1", onclick: () => this.show(name),
        }, title);
    }

    move(event) {
        const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        if (!step) return;
        const at = this.tabs.indexOf(document.activeElement);
        const next = this.tabs[(at + step + this.tabs.length) % this.tabs.length];
        next.focus();
        next.click();
        event.preventDefault();
    }

    show(name) {
        this.sections.forEach(([one, , build], index) => {
            const shown = one === name;
            this.panels[index].hidden = !shown;
            this.tabs[index].setAttribute("aria-selected", String(shown));
            this.tabs[index].tabIndex = shown ? 0 : -1;
            if (!shown) return;
            if (!this.built.has(one)) {
                this.built.set(one, build(this));
                this.panels[index].append(this.built.get(one).element);
            }
            this.attempt(() => this.built.get(one).shown());
        });
    }

    // Shows a section and gives it, for what one section wants of another.
    section(name) {
        this.show(name);
        return this.built.get(name);
    }

    // Does something that may fail; a failure is told in one line until the next thing that went well.
    async attempt(act) {
        const told = this.status.error;
        try {
            const done = await act();
            if (told && told === this.status.error) this.status.say("");
            if (this.status.answered() && !this.listed) this.attempt(() => this.reloadProfiles());
            return done;
        } catch (error) {
            if (error.name !== "AbortError") this.status.fail(error);
            return undefined;
        }
    }

    // Some were saved or deleted: list them anew, here and in the panels.
    async profilesChanged() {
        window.promptTailor?.("profiles", "");
        await this.reloadProfiles();
    }

    async reloadProfiles() {
        const found = await ask("tab/profiles");
        this.profiles = found.profiles;
        this.listed = found;
        if (!this.profiles.some(one => one.id === this.profile)) this.profile = "auto";
        this.drawMenu();
    }

    drawMenu() {
        const options = [["auto", t("auto: by the checkpoint")], ...this.profiles.map(one => [one.id, one.name])];
        const chosen = select(options, this.profile, id => this.choose(id));
        chosen.id = "prompt-tailor-profile";
        this.menu.replaceChildren(make("label", {for: chosen.id}, t("Profile")), chosen);
    }

    choose(id) {
        this.profile = id;
        this.drawMenu();
        const open = this.sections.findIndex((_, index) => !this.panels[index].hidden);
        this.attempt(() => this.built.get(this.sections[open][0]).shown());
    }

    // The id of the profile that counts: the chosen one, or the one that the checkpoint gets.
    async profileId() {
        if (this.profile !== "auto") return this.profile;
        return (await ask("rewrite", {prompt: "", profile: "auto"})).profile;
    }
}
