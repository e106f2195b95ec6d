// Entry of the page's scripts. No prompt logic here: Python decides, this asks and draws.

import {followCheckpoint} from "./lib/checkpoint.mjs";

followCheckpoint();
