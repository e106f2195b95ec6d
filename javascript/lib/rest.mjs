// Asks the library's REST routes. No other file of ours talks to the server.

import {language, t} from "./language.mjs";

const PREFIX = "prompt-tailor/v1/";
const GATEWAY = [502, 503, 504]; // what stands before the webui answers for it while it is away

let pageKey = "";

// Where the webui asks API clients for a password but not the page for a login, `key` says that the page is asking.
export function showAs(key) {
    pageKey = key;
}

// The answer of GET `path`, or of POST with `body`, with reasons and messages in the page's language. Rejects with an
// Error whose message can be shown to the user; an abandoned request (`signal`, an AbortSignal) with an AbortError.
// `isAway` of such an Error says that the webui did not answer at all.
export async function ask(path, body, {signal} = {}) {
    const query = language() === "en" ? "" : `${path.includes("?") ? "&" : "?"}lang=${language()}`;
    const headers = {"X-Prompt-Tailor-Page": pageKey};
    const request = body === undefined
        ? {method: "GET", signal, headers}
        : {method: "POST", signal, headers: {...headers, "Content-Type": "application/json"}, body: JSON.stringify(body)};
    try {
        const response = await fetch(address(path + query), {...request, credentials: "same-origin"});
        const answer = await response.json().catch(notJson);
        if (response.ok && answer !== null) return answer;
        throw answer?.error ? new Error(answer.error) : unexpected(response);
    } catch (error) {
        throw told(error);
    }
}

// A module of ours that is being imported: it comes from the same server. Rejects as `ask` does.
export async function arrived(importing) {
    try {
        return await importing;
    } catch (error) {
        throw told(error);
    }
}

// What browsers say of a server that is away is theirs: "Failed to fetch", "Load failed", "NetworkError when …".
function told(error) {
    return error instanceof TypeError ? away() : error;
}

function away() {
    const text = t("The webui does not answer. What you typed stays, and it is asked again when you go on.");
    return Object.assign(new Error(text), {isAway: true});
}

function unexpected({status}) {
    if (GATEWAY.includes(status)) return away();
    return new Error(t("Not the answer that was expected ({status}). What you typed stays, and it is asked again when you go on.",
        {status}));
}

// What is no JSON is somebody else's answer. All other errors mean that the answer did not come whole.
function notJson(error) {
    if (error instanceof SyntaxError) return null;
    throw error;
}

// Relative to the page, so that it also works where the webui runs below a path (--subpath).
function address(path) {
    return new URL(PREFIX + path, new URL("./", document.baseURI));
}
