// Makes elements. Every text becomes a text node, so that nothing from a prompt, profile, picture or file's name is ever
// markup, and stays as it is whatever the webui's localization would make of it.

import {asIs} from "./as_is.mjs";

const PROPERTIES = ["value", "checked", "selected", "disabled", "readOnly", "open"];

// A function that makes elements whose classes begin with `prefix`: `make("button.small", {title, onclick}, "text", child)`.
export function maker(prefix) {
    return (kind, attributes = {}, ...children) => {
        const [name, ...classes] = kind.split(".");
        const element = document.createElement(name);
        if (classes.length) element.className = classes.map(one => prefix + one).join(" ");
        for (const [key, value] of Object.entries(attributes)) setAttribute(element, key, value);
        fill(element, ...children);
        return element;
    };
}

// Puts these into an element in the place of what it holds; lists are taken apart, null and false left out.
export function fill(element, ...children) {
    const some = children.flat(3).filter(child => child !== null && child !== undefined && child !== false);
    element.replaceChildren(...some.map(child => child instanceof Node ? child : asIs(child)));
}

function setAttribute(element, key, value) {
    if (value === null || value === undefined) return;
    if (key.startsWith("aria-")) element.setAttribute(key, String(value));
    else if (value === false) return;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (PROPERTIES.includes(key)) element[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
}

// Puts a style file of this folder on the page, once. A promise that is kept when it is there, or is not to be had.
export function addStyle(name) {
    const href = String(new URL(name, import.meta.url));
    if ([...document.styleSheets].some(one => one.href === href)) return Promise.resolve();
    return new Promise(resolve => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = href;
        link.onload = resolve;
        link.onerror = () => {
            link.remove(); // so that the next time asks again
            resolve();
        };
        document.head.append(link);
    });
}
