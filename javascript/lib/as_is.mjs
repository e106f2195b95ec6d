// Texts that the webui's localization must leave alone. It looks up whole text nodes that are added to the page, so a tag
// such as "sketch" or "username" would be shown as the name of a menu. `t` has translated what is ours already.

// A text, to be put into an element: in two nodes where the localization knows the whole, else as it is.
export function asIs(text) {
    const whole = String(text);
    if (!known(whole)) return whole;
    const signs = [...whole];
    const cuts = signs.slice(1).map((_, index) => [signs.slice(0, index + 1).join(""), signs.slice(index + 1).join("")]);
    const pieces = document.createDocumentFragment();
    pieces.append(...cuts.find(cut => !cut.some(known)) ?? [whole]);
    return pieces;
}

function known(text) {
    const found = window.localization?.[text.trim()];
    return found !== undefined && found !== text;
}
