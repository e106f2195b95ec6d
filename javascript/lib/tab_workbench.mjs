// The workbench: any prompt, every step of its rewrite, what is wrong with it, and what would be sent.

import {add, promptBox, send, setSize, size, write} from "./webui_boxes.mjs";
import {ask} from "./rest.mjs";
import {remember, remembered} from "./storage.mjs";
import {button, copy, debounced, dropZone, field, filePicker, fill, make, select} from "./tab_dom.mjs";
import {diff} from "./tab_diff.mjs";
import {findings} from "./tab_findings.mjs";
import {t} from "./texts.mjs";

const WAIT = 250;
const KEPT = "prompt-tailor.workbench"; // in the browser tab's own storage, for when the page is loaded again

export function workbenchSection(page) {
    return new Workbench(page);
}

class Workbench {
    constructor(page) {
        this.page = page;
        this.rewriteSoon = debounced(() => page.attempt(() => this.rewrite()), WAIT);
        this.boxes = {prompt: this.box("prompt", 4), negative_prompt: this.box("negative_prompt", 2)};
        this.from = "";
        this.size = null; // the picture's
        this.other = "infotext";
        this.fromMenu = make("span");
        this.sizeNote = make("div.row");
        this.result = make("div.result");
        const typed = make("div.column.staying", {},
            make("h3", {}, t("Typed")),
            make("div.row", {},
                button(t("Take from txt2img"), () => this.take("txt2img")),
                button(t("Take from img2img"), () => this.take("img2img")),
                filePicker(t("Open a picture"), "image/*", file => this.open(file))),
            field(t("Prompt"), this.boxes.prompt, t("Paste a prompt, or drop a picture of the webui here.")),
            field(t("Negative prompt"), this.boxes.negative_prompt),
            this.fromMenu, this.sizeNote);
        this.element = make("div.columns", {}, typed, make("div.column", {}, this.result));
        dropZone(typed, file => this.open(file));
    }

    box(name, rows) {
        const value = remembered(`${KEPT}.${name}`, "", "sessionStorage");
        return make("textarea", {rows, value, spellcheck: "false", oninput: () => this.rewriteSoon()});
    }

    async shown() {
        await this.rewrite();
    }

    // What each step says of itself; asked once.
    stepsTold() {
        this.steps ??= ask("tab/steps").catch(error => {
            this.steps = null;
            throw error;
        });
        return this.steps;
    }

    // The menu of the models that a prompt may have been written for; once, and again when the profiles change.
    drawFrom() {
        if (this.offered === this.page.profiles) return;
        this.offered = this.page.profiles;
        const options = [["", t("as its words tell")], ...this.page.profiles.map(one => [one.id, one.name])];
        const menu = select(options, this.from, id => {
            this.from = id;
            this.rewriteSoon();
        });
        this.fromMenu.replaceChildren(field(t("Written for"), menu,
            t("Quality, rating and year words of that model become the ones of the profile above.")));
    }

    take(tab) {
        this.fill({prompt: promptBox(tab)?.value ?? "", negative_prompt: promptBox(tab, true)?.value ?? ""});
    }

    // `from`: the profile that the prompts were written for, `size` what is asked for; as the server tells of a picture.
    fill({prompt, negative_prompt: negative, from = "", size: wanted = null}) {
        this.boxes.prompt.value = prompt;
        this.boxes.negative_prompt.value = negative;
        this.from = from;
        this.offered = null;
        this.askForSize(wanted);
        this.rewriteSoon();
    }

    askForSize(wanted) {
        this.size = wanted;
        fill(this.sizeNote, ...wanted ? [
            make("span.quiet", {}, t("The picture’s size: {width} × {height}", wanted)),
            button("✕", () => {
                this.askForSize(null);
                this.rewriteSoon();
            }, {"aria-label": t("Take the size of txt2img"), title: t("Take the size of txt2img")}),
        ] : []);
    }

    // Adds a word that another section offers.
    insert(text) {
        add(this.boxes.prompt, text);
        this.rewriteSoon();
    }

    open(file) {
        return this.page.attempt(async () => {
            const found = await ask("tab/picture", {data: await base64(file)});
            this.fill(found);
            this.page.status.say(found.typed ? t("The picture's prompts, as they were typed.")
                : t("The picture's prompts."));
        });
    }

    // A text with settings may be a picture's infotext; the server knows, and takes it apart.
    async takeApart() {
        const text = this.boxes.prompt.value;
        if (!text.includes("Steps:")) return false;
        const {found} = await ask("tab/infotext", {text});
        if (!found || this.boxes.prompt.value !== text) return false;
        this.fill(found);
        this.page.status.say(t("This was a picture’s infotext: its prompts, model and size were taken from it."));
        return true;
    }

    async rewrite() {
        if (await this.takeApart()) return; // it is asked again
        this.asking?.abort();
        this.asking = new AbortController();
        const {signal} = this.asking;
        const request = this.request();
        for (const name of Object.keys(this.boxes)) remember(`${KEPT}.${name}`, request[name], "sessionStorage");
        const [answer, steps] = await Promise.all([
            ask("rewrite", {...request, diagnostics: "all"}, {signal}), this.stepsTold(),
        ]);
        if (!signal.aborted) this.draw(request, answer, steps);
    }

    request() {
        const [width, height] = this.size ? [this.size.width, this.size.height] : size("txt2img");
        return {
            prompt: this.boxes.prompt.value, negative_prompt: this.boxes.negative_prompt.value,
            profile: this.page.profile, width, height, ...this.from ? {from: this.from} : {},
        };
    }

    // What is the same again stays as it is, so that a click on it is not lost.
    draw(typed, answer, steps) {
        this.drawFrom();
        const drawn = JSON.stringify([typed, answer, this.page.profiles.map(one => one.name)]);
        if (drawn === this.drawn) return;
        this.drawn = drawn;
        const name = this.nameOf(answer.profile);
        fill(this.result,
            make("h3", {}, t("Fitted to {model}", {model: name})),
            make("p.quiet", {}, answer.detection.reason),
            answer.from ? make("p.quiet", {}, t("Written for {model}: {reason}", {
                model: this.nameOf(answer.from.profile), reason: answer.from.reason,
            })) : null,
            this.outcome(answer),
            findings(answer.diagnostics, this.boxes, (where, text) => this.fix(typed, where, text)),
            make("h4", {}, t("What changed")),
            this.changes(typed, answer),
            make("h4", {}, t("Step by step")),
            answer.steps.length ? answer.steps.map(step => this.step(step, steps[step.pass]))
                : make("p.quiet", {}, t("No step had anything to do.")));
    }

    nameOf(id) {
        return this.page.profiles.find(one => one.id === id)?.name ?? id;
    }

    outcome(answer) {
        const settings = settingNames().filter(([name]) => answer.settings[name] !== null)
            .map(([name, label]) => make("span.chip", {}, `${label}: ${answer.settings[name]}`));
        return make("div", {},
            this.readOnly(t("Prompt"), answer.prompt, 4),
            this.readOnly(t("Negative prompt"), answer.negative_prompt, 2),
            make("div.chips", {}, settings),
            make("div.row", {},
                button(t("Send to txt2img"), () => this.send("txt2img", answer)),
                button(t("Send to img2img"), () => this.send("img2img", answer)),
                button(t("Copy"), () => this.page.attempt(() => copy(answer.prompt, this.page.status)))),
            this.copyFor());
    }

    // Another program, and a button that copies prompt and settings in its form; what is lost there is told.
    copyFor() {
        const notes = make("ul.quiet");
        const programs = [
            ["infotext", t("this webui (infotext)")], ["diffusers", "diffusers (Python)"], ["comfyui", "ComfyUI"],
            ["coreml", t("Core ML apps")],
        ];
        const menu = select(programs, this.other, kind => { this.other = kind; });
        const act = () => this.page.attempt(async () => {
            const answer = await ask("export", {...this.request(), as: this.other});
            await copy(answer.text, this.page.status);
            fill(notes, answer.notes.map(note => make("li", {}, note)));
        });
        return make("div", {}, make("div.row", {}, field(t("With settings, for"), menu, "", "short"),
            button(t("Copy with settings"), act)), notes);
    }

    send(tab, answer) {
        return this.page.attempt(async () => {
            await send(tab, answer.prompt, answer.negative_prompt);
            if (!this.size) return;
            const {width, height} = answer.settings;
            setSize(tab, width ?? this.size.width, height ?? this.size.height);
        });
    }

    readOnly(label, text, rows) {
        return field(label, make("textarea", {rows, readOnly: true, value: text}));
    }

    changes(typed, answer) {
        const pairs = [[typed.prompt, answer.prompt], [typed.negative_prompt, answer.negative_prompt]];
        return pairs.map(([before, after]) => before === after ? null : diff(before, after));
    }

    step(step, told) {
        const where = step.where === "prompt" ? t("Prompt") : t("Negative prompt");
        const notes = grouped(step.notes).map(([action, reason, texts]) => make("li", {},
            make("b", {}, actionName(action)), texts.map(text => [" ", make("code", {}, text)]), " – ", reason));
        return make("details.step", {open: true},
            make("summary", {}, make("code", {}, step.pass), " ", where),
            make("p.quiet", {}, told ?? ""),
            diff(step.before, step.after), make("ul", {}, notes));
    }

    // A place in a text that has been typed on since is none: then the next answer is on its way.
    fix(typed, where, text) {
        if (this.boxes[where].value !== typed[where]) return;
        write(this.boxes[where], text);
        this.rewriteSoon();
    }
}

// Notes of the same kind and reason as one: [action, reason, texts].
function grouped(notes) {
    const groups = [];
    for (const {action, text, reason} of notes) {
        const last = groups.at(-1);
        if (last && last[0] === action && last[1] === reason) last[2].push(text);
        else groups.push([action, reason, [text]]);
    }
    return groups;
}

function settingNames() {
    return [
        ["sampler_name", t("Sampler")], ["scheduler", t("Scheduler")], ["steps", t("Steps")],
        ["cfg_scale", t("CFG scale")], ["width", t("Width")], ["height", t("Height")], ["clip_skip", t("Clip skip")],
    ];
}

function actionName(action) {
    const names = {
        added: t("added"), dropped: t("dropped"), merged: t("merged"), respelled: t("respelled"), moved: t("moved"),
        split: t("split"), translated: t("translated"),
    };
    return names[action] ?? action;
}

// A file's bytes, as JSON can carry them.
function base64(file) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? "");
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(file);
    });
}
