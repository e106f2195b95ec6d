// Python counts a text's code points, JavaScript its UTF-16 units: an emoji is one there and two here.

// The place in `text`, in UTF-16 units, of a place in code points.
export function unitsAt(text, points) {
    let units = 0;
    for (const mark of text) {
        if (points <= 0) break;
        units += mark.length;
        points -= 1;
    }
    return units;
}

export function slice(text, [start, end]) {
    return text.slice(unitsAt(text, start), unitsAt(text, end));
}

export function replaced(text, [start, end], by) {
    return text.slice(0, unitsAt(text, start)) + by + text.slice(unitsAt(text, end));
}
