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

// Puts these elements, and no others, into a parent in this order; those that are in their place are not touched.
export function arrange(parent, elements) {
    const wanted = new Set(elements);
    for (const one of [...parent.children]) if (!wanted.has(one)) one.remove();
    let at = parent.firstElementChild;
    for (const one of elements) {
        if (one === at) at = at.nextElementSibling;
        else parent.insertBefore(one, at);
    }
}

// Puts these elements into a parent, but keeps what it holds already where that is the same, and the number that is being
// typed: a click, an open menu or a typed number outlives an answer that comes just then. So what their controls do must
// not depend on the answer that they were made for.
export function renew(parent, elements) {
    const old = [...parent.children].map(element => ({element, looks: looks(element)}));
    arrange(parent, elements.map(element => {
        const seen = looks(element);
        const at = old.findIndex(one => one.looks === seen || isTypedInto(one.element, element));
        return at < 0 ? element : old.splice(at, 1)[0].element;
    }));
}

function looks(element) {
    const controls = [element, ...element.querySelectorAll("*")].filter(one => one.matches("input, select"));
    return JSON.stringify([element.outerHTML, controls.map(one => [one.checked, one.value])]);
}

function isTypedInto(element, made) {
    const typed = element.querySelector("input[type=number]:focus");
    return Boolean(typed && made.querySelector(`input[type=number][data-name="${CSS.escape(typed.dataset.name)}"]`));
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
    let link = [...document.head.querySelectorAll("link[rel=stylesheet]")].find(one => one.href === href);
    if (link?.sheet) return Promise.resolve();
    return new Promise(resolve => {
        if (!link) {
            link = document.createElement("link");
            link.rel = "stylesheet";
            link.href = href;
            document.head.append(link);
        }
        link.addEventListener("load", resolve, {once: true});
        link.addEventListener("error", () => {
            link.remove(); // so that the next time asks again
            resolve();
        }, {once: true});
    });
}
