// The webui's page, as far as one tab's panel needs it: its boxes, its controls, and whether anybody sees it.

const NUMBERS = {steps: "steps", cfg_scale: "cfg_scale", width: "width", height: "height"};
const MENUS = {sampler_name: "sampling", scheduler: "scheduler"};
const BOXES = {prompt: "prompt", negative_prompt: "neg_prompt"};

export class TabPage {
    constructor(tab) {
        this.tab = tab;
    }

    find(id, inner = "") {
        return window.gradioApp().querySelector(`#${this.tab}_${id} ${inner}`);
    }

    // Whether gradio knows one of the text boxes by that number.
    isPrompt(number) {
        this.numbers ??= new Set(Object.values(BOXES).map(name => {
            return window.gradio_config.components.find(one => one.props?.elem_id === `${this.tab}_${name}`)?.id;
        }));
        return this.numbers.has(number);
    }

    // The text boxes by the names that requests give them.
    box(name) {
        return this.find(BOXES[name], "textarea");
    }

    texts() {
        return Object.fromEntries(Object.keys(BOXES).map(name => [name, this.box(name)?.value ?? ""]));
    }

    // The names of the chosen styles, as gradio shows them.
    styles() {
        const shown = window.gradioApp().querySelectorAll(`#${this.tab}_styles .token > span`);
        return [...shown].map(one => one.textContent);
    }

    // Calls `act` when other styles may be chosen; nobody types those.
    followStyles(act) {
        const around = this.find("styles")?.parentElement;
        if (around) new MutationObserver(act).observe(around, {childList: true, subtree: true});
    }

    settings() {
        const found = {};
        for (const [name, id] of Object.entries(NUMBERS)) {
            Object.assign(found, this.#number(id, name));
        }
        for (const [name, id] of Object.entries(MENUS)) {
            const input = this.find(id, "input:checked") ?? this.find(id, "input");
            if (input?.value) found[name] = input.value;
        }
        return {...found, ...this.#hires(), ...this.#refiner()};
    }

    // What the second pass and the refiner are set to; nothing where they are switched off.
    #hires() {
        if (!this.find("hr-visible-checkbox")?.checked) return {};
        return {enable_hr: true, ...this.#number("denoising_strength")};
    }

    #refiner() {
        if (!this.find("enable-visible-checkbox")?.checked) return {};
        return {refiner_checkpoint: this.find("checkpoint", "input")?.value ?? "", ...this.#number("switch_at", "refiner_switch_at")};
    }

    #number(id, name = id) {
        const value = Number.parseFloat(this.find(id, "input[type=number]")?.value);
        return Number.isFinite(value) ? {[name]: value} : {};
    }

    setNumber(name, value) {
        const input = this.find(NUMBERS[name], "input[type=number]");
        if (!input) return;
        input.value = value;
        input.dispatchEvent(new Event("input", {bubbles: true}));
        input.dispatchEvent(new Event("change", {bubbles: true}));
    }

    // Whether this tab is the one that is looked at.
    get isSeen() {
        return document.visibilityState === "visible" && Boolean(this.find("prompt")?.getClientRects().length);
    }
}

// Writes a text into a box as if it was typed: the browser's own undo takes it back, and gradio hears of it.
export function write(box, text) {
    if (box.value === text) return;
    const focused = document.activeElement;
    box.focus({preventScroll: true});
    box.select();
    const typed = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
    if (!typed || box.value !== text) {
        box.setRangeText(text, 0, box.value.length, "end");
        box.dispatchEvent(new Event("input", {bubbles: true}));
    }
    if (focused instanceof HTMLElement && focused !== box) focused.focus({preventScroll: true});
}
