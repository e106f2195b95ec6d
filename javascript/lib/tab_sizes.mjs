// The sizes that the model was trained on, drawn to one scale; a click puts one into the webui's sliders.

import {ask} from "./rest.mjs";
import {field, fill, make, select} from "./tab_dom.mjs";
import {setSize, size} from "./webui_boxes.mjs";
import {t} from "./texts.mjs";

const LONGEST = 130;

export function sizesSection(page) {
    return new Sizes(page);
}

class Sizes {
    constructor(page) {
        this.page = page;
        this.target = "txt2img";
        this.body = make("div");
        const target = select([["txt2img", t("txt2img")], ["img2img", t("img2img")]], this.target, tab => {
            this.target = tab;
            this.draw();
        });
        this.element = make("div", {}, field(t("Set the size of"), target, "", "short"), this.body);
    }

    async shown() {
        this.found = await ask(`tab/profiles/${await this.page.profileId()}/sizes`);
        this.draw();
    }

    draw() {
        if (!this.found) return; // `shown` draws them when they have come
        const {name, named, shapes, note} = this.found;
        const all = [...named, ...shapes];
        if (!all.length) {
            this.body.replaceChildren(make("h3", {}, name), make("p.quiet", {}, note || t("Its card names no sizes.")));
            return;
        }
        const scale = LONGEST / Math.max(...all.flatMap(one => [one.width, one.height]));
        const [width, height] = size(this.target);
        fill(this.body, make("h3", {}, name),
            make("p.quiet", {}, t("Now set: {width} × {height}", {width: width ?? "?", height: height ?? "?"})),
            this.shelf(t("Named on its card"), named, scale), this.shelf(t("Also right, by shape"), shapes, scale),
            note ? make("p.quiet", {}, note) : null);
    }

    shelf(title, sizes, scale) {
        if (!sizes.length) return null;
        const [width, height] = size(this.target);
        return make("div", {}, make("h4", {}, title), make("div.shelf", {}, sizes.map(one => make("button.size", {
            type: "button", onclick: () => this.set(one),
            "aria-pressed": String(one.width === width && one.height === height),
        }, make("span.shape", {
            style: `width: ${one.width * scale}px; height: ${one.height * scale}px`, "aria-hidden": "true",
        }), make("span", {}, `${one.width} × ${one.height}`), make("span.quiet", {}, one.label)))));
    }

    set(one) {
        setSize(this.target, one.width, one.height);
        this.page.status.say(t("{tab} is set to {width} × {height}.", {...one, tab: t(this.target)}));
        this.draw();
        [...this.body.querySelectorAll("[aria-pressed=true]")].at(0)?.focus();
    }
}
