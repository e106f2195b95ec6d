// The webui's options. Most webuis hold them in a property of the window; in Forge Neo they are a global name only.

/* global opts */
export function options() {
    return typeof opts === "undefined" ? {} : opts;
}
