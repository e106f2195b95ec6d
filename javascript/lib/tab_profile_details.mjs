// One profile whole, to be read: order, words, settings, sizes, sources, licence.

import {categoryName, make} from "./tab_dom.mjs";
import {t} from "./texts.mjs";

export function details(profile) {
    return make("div.details", {},
        part(t("Order"), profile.order.length ? make("ol", {}, profile.order.map(slot)) : null),
        part(t("Quality words"), quality(profile.quality)),
        part(t("Negative prompt"), negative(profile.negative)),
        part(t("Words"), words(profile.words)),
        part(t("Never to be used"), list(profile.bans, ban => [make("code", {}, ban.word), ` ${ban.reason}`])),
        part(t("Settings"), settings(profile)),
        part(t("Sizes"), sizes(profile.sizes)),
        part(t("Notes"), list(profile.notes, note => note)),
        part(t("Licence"), profile.licence ? make("p", {}, profile.licence) : null),
        part(t("Sources"), make("ul", {}, profile.sources.map(source))));
}

function part(title, content) {
    return content ? make("section", {}, make("h4", {}, title), content) : null;
}

function list(found, shown) {
    return found.length ? make("ul", {}, found.map(one => make("li", {}, shown(one)))) : null;
}

function slot(one) {
    const own = one.own.map(name => t("{category} of the model's own words", {category: categoryName(name)}));
    const names = [...one.categories.map(categoryName), ...own, ...one.rest ? [t("everything else")] : []];
    return make("li", {}, names.join(", "), one.note ? make("span.quiet", {}, ` ${one.note}`) : null);
}

export function wordText(word) {
    return word.weight ? `(${word.text}:${word.weight})` : word.text;
}

// What the card says in Chinese, where that is not what is shown anyway.
export function inChinese(word) {
    return word.zh === word.means ? "" : word.zh;
}

function quality(found) {
    if (!found.add.length) return null;
    const where = found.at === "start" ? t("at the start") : t("at the end");
    return make("p", {}, make("code", {}, found.add.map(wordText).join(", ")), " ", where,
        found.note ? make("span.quiet", {}, ` ${found.note}`) : null);
}

function negative(found) {
    const variants = Object.entries(found.variants)
        .map(([name, text]) => make("p", {}, `${name}: `, make("code", {}, text)));
    const recommended = found.recommended ? make("p", {}, make("code", {}, found.recommended)) : null;
    return recommended || variants.length ? make("div", {}, recommended, variants) : null;
}

function words(found) {
    const kinds = Object.entries(found).filter(([, list]) => list.length);
    return kinds.length ? make("dl", {}, kinds.map(([kind, list]) => [make("dt", {}, t(kind)),
        make("dd", {}, make("div.chips", {}, list.slice(0, 60).map(word => make("span.chip", {
            title: [word.means, inChinese(word)].filter(Boolean).join("\n"),
        }, wordText(word)))))])) : null;
}

function settings({settings: found, tokens}) {
    const vaes = found.vae.map(one => one === "own" ? t("the model's own") : one);
    const rows = [
        [t("Sampler"), found.sampler], [t("Scheduler"), found.scheduler], [t("CFG scale"), range(found.cfg)],
        [t("Steps"), range(found.steps)], [t("Clip skip"), found.clip_skip], ["VAE", vaes.join(", ")],
        [t("Hires fix"), [found.hires.upscaler, found.hires.note].filter(Boolean).join("; ")],
        [t("Most tokens"), tokens],
    ].filter(([, value]) => value !== null && value !== "" && value !== undefined);
    return rows.length
        ? make("dl", {}, rows.map(([name, value]) => [make("dt", {}, name), make("dd", {}, String(value))])) : null;
}

function range(one) {
    if (one.value !== null) return one.value;
    return one.min !== null || one.max !== null ? `${one.min ?? "…"}–${one.max ?? "…"}` : null;
}

function sizes(found) {
    const named = found.named.map(one => make("span.chip", {}, `${one.width}×${one.height}`));
    return named.length || found.note
        ? make("div", {}, make("div.chips", {}, named), found.note ? make("p.quiet", {}, found.note) : null) : null;
}

function source(one) {
    const link = /^https?:\/\//.test(one.url)
        ? make("a", {href: one.url, target: "_blank", rel: "noopener noreferrer"}, one.title) : one.title;
    return make("li", {}, link, one.where ? `, ${one.where}` : "", make("span.quiet", {}, ` ${one.says}`),
        make("div.chips", {}, one.for.map(path => make("span.chip", {}, path))));
}
