// Entry of the page's scripts. No prompt logic here: Python decides, this asks and draws.

import {startPanels} from "./lib/panel.mjs";
import {followTab} from "./lib/tab.mjs";

startPanels();
followTab();
