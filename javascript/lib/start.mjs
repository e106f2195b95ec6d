// What runs on every page of the webui: the panels' headers, and an eye on the tab. All else is loaded when it is wanted.

import {startPanels} from "./panel.mjs";
import {showAs} from "./rest.mjs";
import {followTab} from "./tab.mjs";

// `key` says to the server that its own page is asking (`hosts/webui/access.py`).
export function start(key) {
    showAs(key);
    startPanels();
    followTab();
}
