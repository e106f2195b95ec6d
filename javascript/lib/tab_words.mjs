// Characters to search for, and the words that the model was trained on: what they mean, and a button to insert them.

import {add, promptBox} from "./webui_boxes.mjs";
import {ask} from "./rest.mjs";
import {button, copy, debounced, field, make, select} from "./tab_dom.mjs";
import {Merger} from "./tab_artists.mjs";
import {t} from "./texts.mjs";
import {inChinese, wordText} from "./tab_profile_details.mjs";

const WAIT = 200;
const SHOWN = 200;
const FEW = 15;

export function wordsSection(page) {
    return new Words(page);
}

class Words {
    constructor(page) {
        this.page = page;
        this.target = "txt2img";
        this.searchSoon = debounced(() => page.attempt(() => this.search()), WAIT);
        this.query = make("input", {
            type: "search", oninput: () => this.searchSoon(), placeholder: t("a name, in any order of its words"),
        });
        this.found = make("ul.found", {"aria-live": "polite"});
        this.filter = make("input", {type: "search", oninput: () => this.drawWords()});
        this.words = make("div");
        this.merger = new Merger(page, text => this.insert(text));
        const targets = [["txt2img", t("txt2img")], ["img2img", t("img2img")], ["workbench", t("Workbench")]];
        this.element = make("div", {},
            field(t("Insert into"), select(targets, this.target, name => { this.target = name; }), "", "short"),
            make("div.columns", {},
                make("div.column", {}, make("h3", {}, t("Characters")), field(t("Search"), this.query), this.found),
                make("div.column", {}, this.merger.element,
                    make("h3", {}, t("The model's own words")), field(t("Filter"), this.filter), this.words)));
    }

    async shown() {
        this.profile = await ask(`profiles/${await this.page.profileId()}`);
        this.merger.draw(this.profile);
        this.drawWords();
        if (this.query.value) await this.search();
    }

    insert(text) {
        if (this.target === "workbench") {
            this.page.section("workbench").insert(text);
            this.page.show("words");
        } else {
            add(promptBox(this.target), text);
        }
        this.page.status.say(t("Inserted: {text}", {text}));
    }

    async search() {
        if (!this.profile) return; // `shown` searches when it has come
        this.asking?.abort();
        this.asking = new AbortController();
        if (!this.query.value.trim()) {
            this.found.replaceChildren();
            return;
        }
        const asked = {query: this.query.value, profile: this.profile.id};
        const answer = await ask("tab/characters", asked, {signal: this.asking.signal});
        this.found.replaceChildren(...answer.characters.map(one => this.character(one)));
        if (!answer.characters.length) {
            const why = t("Nobody of that name is known. {why}", {why: answer.names});
            this.found.replaceChildren(make("li.quiet", {}, why));
        }
    }

    character(one) {
        const pictures = one.posts ? t("{n} pictures", {n: one.posts.toLocaleString()}) : null;
        const series = one.series ? [one.series, ...one.parents ?? []].join(" ‹ ") : t("series unknown");
        const about = [series, one.subject, pictures].filter(Boolean).join(" · ");
        return make("li", {}, make("b", {}, one.name), make("span.quiet", {}, ` ${about}`),
            one.written.map(text => make("div.row", {}, make("code", {}, text),
                button(t("Insert"), () => this.insert(text), {"aria-label": t("Insert {text}", {text})}),
                button(t("Copy"), () => this.page.attempt(() => copy(text, this.page.status)), {
                    "aria-label": t("Copy {text}", {text}),
                }))));
    }

    drawWords() {
        if (!this.profile) return; // `shown` draws them when it has come
        const wanted = this.filter.value.trim().toLowerCase();
        const kinds = Object.entries(this.profile.words).map(([kind, list]) => [kind, list.filter(word =>
            !wanted || [word.text, word.means, word.zh].some(text => text.toLowerCase().includes(wanted)))]);
        const some = kinds.filter(([, list]) => list.length);
        this.words.replaceChildren(...some.map(([kind, list]) => make("details", {
            open: Boolean(wanted) || list.length <= FEW,
        }, make("summary", {}, `${t(kind)} (${list.length})`),
        make("table.words", {}, list.slice(0, SHOWN).map(word => this.word(word))))));
        if (!some.length) this.words.replaceChildren(make("p.quiet", {}, t("None.")));
    }

    word(word) {
        const text = wordText(word);
        const insert = button(t("Insert"), () => this.insert(text), {"aria-label": t("Insert {text}", {text})});
        return make("tr", {},
            [make("code", {}, text), word.means, inChinese(word), insert].map(cell => make("td", {}, cell)));
    }
}
