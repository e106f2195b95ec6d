// Asks the library's REST routes. No other file of ours talks to the server.

import {language} from "./language.mjs";

const PREFIX = "prompt-tailor/v1/";

let pageKey = "";

// Where the webui asks API clients for a password but not the page for a login, `key` says that the page is asking.
export function showAs(key) {
    pageKey = key;
}

// The answer of GET `path`, or of POST with `body`, with reasons and messages in the page's language. Rejects with an
// Error whose message can be shown to the user; an abandoned request (`signal`, an AbortSignal) with an AbortError.
export async function ask(path, body, {signal} = {}) {
    const query = language() === "en" ? "" : `${path.includes("?") ? "&" : "?"}lang=${language()}`;
    const headers = {"X-Prompt-Tailor-Page": pageKey};
    const request = body === undefined
        ? {method: "GET", signal, headers}
        : {method: "POST", signal, headers: {...headers, "Content-Type": "application/json"}, body: JSON.stringify(body)};
    const response = await fetch(address(path + query), {...request, credentials: "same-origin"});
    const answer = await response.json().catch(() => null);
    if (!response.ok || answer === null) {
        throw new Error(answer?.error ?? `${response.status} ${response.statusText}`.trim());
    }
    return answer;
}

// Relative to the page, so that it also works where the webui runs below a path (--subpath).
function address(path) {
    return new URL(PREFIX + path, new URL("./", document.baseURI));
}
