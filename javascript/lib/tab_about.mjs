// Versions, folders, names, and what went wrong last, for whoever helps.

import {ask} from "./rest.mjs";
import {button, copy, make} from "./tab_dom.mjs";
import {t} from "./texts.mjs";

export function aboutSection(page) {
    const element = make("div");
    return {element, shown: async () => element.replaceChildren(...content(await ask("tab/about"), page))};
}

function content(about, page) {
    const packages = Object.entries(about.packages)
        .map(([name, version]) => `${name} ${version ?? t("not installed")}`);
    const rows = [
        [t("Prompt Tailor"), about.version], [t("Webui"), about.host], ["Python", about.python],
        [t("Packages"), packages.join(", ")], [t("Browser"), navigator.userAgent],
        [t("Checkpoint"), about.checkpoint || t("none chosen")], [t("Names"), about.names.message],
        [t("Folder of your data"), about.data_folder], [t("Profiles"), about.profiles.join(", ")],
    ];
    const report = [
        ...rows.map(([name, value]) => `${name}: ${value}`),
        ...about.errors.map(one => `${one.when} ${one.level}: ${one.message}`),
        ...Object.values(about.broken),
    ].join("\n");
    return [
        make("dl.about", {}, rows.map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
        make("h4", {}, t("Where names come from")),
        about.names.sources.length ? make("ul", {}, about.names.sources.map(one => make("li", {}, sourceLine(one))))
            : make("p.quiet", {}, t("Only from the lexicon that comes with Prompt Tailor.")),
        make("h4", {}, t("Last errors")),
        about.errors.length || Object.keys(about.broken).length
            ? make("ul.findings", {},
                about.errors.map(one => make("li.warning", {}, `${one.when} ${one.message}`)),
                Object.values(about.broken).map(message => make("li.error", {}, make("pre", {}, message))))
            : make("p.quiet", {}, t("None since the webui started.")),
        make("div.row", {}, button(t("Copy a report"), () => page.attempt(() => copy(report, page.status)))),
    ];
}

function sourceLine(source) {
    const held = source.problem || t("{n} names", {n: (source.names ?? 0).toLocaleString()});
    return [`${source.label}: ${held}`, make("span.quiet", {}, ` ${source.path}`)];
}
