// Shows what became of a text: words that went and words that came, in their order.

import {make} from "./tab_dom.mjs";

const LONGEST = 1500;

// A paragraph with <del> and <ins>. Very long texts are shown one after the other.
export function diff(before, after) {
    const [old, now] = [pieces(before), pieces(after)];
    if (old.length > LONGEST || now.length > LONGEST) {
        return make("p.diff", {}, make("del", {}, before), " ", make("ins", {}, after));
    }
    return make("p.diff", {}, joined(compared(old, now)).map(([kind, text]) => kind ? make(kind, {}, text) : text));
}

// Tags with the comma or blank behind them.
function pieces(text) {
    return text.match(/[^,\s]+|[,\s]+/g) ?? [];
}

// [kind, text]: kind is "" for what is in both, "del" or "ins". The longest common part stays.
function compared(old, now) {
    const lengths = Array.from({length: old.length + 1}, () => new Uint16Array(now.length + 1));
    for (let i = old.length - 1; i >= 0; i -= 1) {
        for (let j = now.length - 1; j >= 0; j -= 1) {
            lengths[i][j] = old[i] === now[j]
                ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
        }
    }
    const found = [];
    let [i, j] = [0, 0];
    while (i < old.length || j < now.length) {
        if (i < old.length && j < now.length && old[i] === now[j]) {
            found.push(["", old[i]]);
            i += 1;
            j += 1;
        } else if (j < now.length && (i === old.length || lengths[i][j + 1] > lengths[i + 1][j])) {
            found.push(["ins", now[j]]);
            j += 1;
        } else {
            found.push(["del", old[i]]);
            i += 1;
        }
    }
    return found;
}

function joined(found) {
    const runs = [];
    for (const [kind, text] of found) {
        const last = runs.at(-1);
        if (last && last[0] === kind) last[1] += text;
        else runs.push([kind, text]);
    }
    return runs;
}
