// What the browser keeps for us: for good in "localStorage", for as long as a browser tab is open in "sessionStorage".
// Storage may be forbidden or full: then nothing is remembered, and all else works.

export function remembered(key, otherwise, storage = "localStorage") {
    return attempt(() => window[storage].getItem(key)) ?? otherwise;
}

export function remember(key, value, storage = "localStorage") {
    attempt(() => window[storage].setItem(key, value));
}

export function forget(key, storage = "localStorage") {
    attempt(() => window[storage].removeItem(key));
}

// A value that was kept as JSON; null where there is none, or something else that cannot be read.
export function rememberedValue(key, storage = "localStorage") {
    try {
        return JSON.parse(remembered(key, "null", storage));
    } catch (error) {
        console.debug("Prompt Tailor: what the browser kept is not ours:", key, error);
        return null;
    }
}

function attempt(act) {
    try {
        return act();
    } catch (error) {
        console.debug("Prompt Tailor: the browser keeps nothing:", error);
        return null;
    }
}
