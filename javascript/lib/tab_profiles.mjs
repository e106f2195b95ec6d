// The profiles as cards; each can be looked at whole, copied, exported, and if it is the user's own edited or deleted.

import {ask} from "./rest.mjs";
import {forget, rememberedValue} from "./storage.mjs";
import {button, download, dropZone, filePicker, fill, make} from "./tab_dom.mjs";
import {details} from "./tab_profile_details.mjs";
import {DRAFT, Editor} from "./tab_profile_editor.mjs";
import {Wishes} from "./panel_wishes.mjs";
import {t} from "./texts.mjs";

export function profilesSection(page) {
    return new Profiles(page);
}

class Profiles {
    constructor(page) {
        this.page = page;
        this.element = make("div");
        this.drawn = "";
        dropZone(this.element, file => this.importFile(file));
    }

    async shown() {
        if (this.editor) return;
        await this.page.reloadProfiles();
        this.drawCards();
    }

    // What is the same again stays as it is, so that a click on it is not lost.
    drawCards() {
        const drawn = JSON.stringify([this.page.listed, rememberedValue(DRAFT, "sessionStorage")]);
        if (drawn === this.drawn) return;
        this.drawn = drawn;
        const {profiles, broken, folder} = this.page.listed;
        const cards = make("div.cards", {}, broken.map(one => this.brokenCard(one)),
            profiles.map(one => this.card(one)));
        fill(this.element,
            make("div.row", {},
                filePicker(t("Import a file"), ".toml", file => this.importFile(file)),
                make("span.quiet", {}, t("Your own profiles are files in {folder}.", {folder}))),
            this.draftOffer(), cards);
    }

    // What was being edited when the page was loaded again.
    draftOffer() {
        const draft = rememberedValue(DRAFT, "sessionStorage");
        if (!draft) return null;
        const offer = make("div.row.offer", {role: "status"},
            make("span", {}, t("You were editing {file} and had not saved it.", {file: draft.file || t("a new file")})),
            button(t("Go on with it"), () => this.act(async () => this.edit(await ask("tab/check", draft), null))),
            button(t("Throw it away"), () => {
                forget(DRAFT, "sessionStorage");
                offer.remove();
            }));
        return offer;
    }

    card(one) {
        const body = make("div");
        const more = make("details", {}, make("summary", {}, t("All of it")), body);
        more.addEventListener("toggle", () => {
            if (more.open && !body.childElementCount) {
                this.page.attempt(async () => body.replaceChildren(details(await ask(`profiles/${one.id}`))));
            }
        });
        return make("article.card", {"aria-label": one.name},
            make("h3", {}, one.name, one.file ? make("span.badge", {}, t("own")) : null),
            make("p.quiet", {}, `${one.id} ${one.version} · ${one.base}`),
            make("p", {}, one.summary),
            make("div.row", {},
                button(t("Use here"), () => this.use(one.id)),
                button(t("Copy and change"), () => this.act(() => this.copied(one.id))),
                button(t("Export"), () => this.act(() => this.exported(one.id))),
                one.file ? button(t("Edit"), () => this.act(() => this.openFile(one.file))) : null,
                one.file ? button(t("Delete"), () => this.act(() => this.remove(one.file, one.id))) : null),
            more);
    }

    brokenCard(one) {
        return make("article.card.broken", {"aria-label": one.file},
            make("h3", {}, one.file, make("span.badge", {}, t("not usable"))),
            make("pre", {}, one.message),
            one.own ? make("div.row", {},
                button(t("Edit"), () => this.act(() => this.openFile(one.file))),
                button(t("Delete"), () => this.act(() => this.remove(one.file)))) : null);
    }

    act(what) {
        return this.page.attempt(what);
    }

    use(id) {
        this.page.choose(id);
        this.page.show("workbench");
    }

    async copied(id) {
        this.edit(await ask(`tab/profiles/${id}/copy`));
    }

    async exported(id) {
        const found = await ask(`tab/profiles/${id}/text`);
        download(found.file, found.text);
    }

    async openFile(file) {
        this.edit(await ask(`tab/own/${encodeURIComponent(file)}`));
    }

    importFile(file) {
        return this.act(async () => this.edit(await ask("tab/check", {text: await file.text(), file: ""})));
    }

    edit(checked, written = checked.file ? checked.text : null) {
        this.drawn = "";
        this.editor = new Editor(this.page, checked, written, () => this.close());
        this.element.replaceChildren(this.editor.element);
        this.editor.element.querySelector("button").focus();
    }

    // Where a profile is in use now.
    async uses(id) {
        const tabs = ["txt2img", "img2img"].filter(tab => new Wishes(tab).value.profile === id);
        const {profile} = await ask("rewrite", {prompt: "", profile: "auto"});
        return [
            ...tabs.map(tab => t("It is chosen in {tab}; without it the one for the checkpoint is used there.", {tab})),
            ...profile === id ? [t("The checkpoint that is loaded is fitted with it.")] : [],
        ];
    }

    async close() {
        this.editor = null;
        await this.shown();
    }

    async remove(file, id = null) {
        const uses = id ? await this.uses(id) : [];
        const asked = [t("Delete {file}? A copy stays in the folder of backups.", {file}), ...uses];
        if (!window.confirm(asked.join("\n\n"))) return;
        await ask("tab/delete", {file});
        await this.page.profilesChanged();
        this.page.status.say(t("{file} was deleted; a copy is among the backups.", {file}));
        await this.shown();
    }
}
