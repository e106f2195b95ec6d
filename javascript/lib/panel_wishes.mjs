// What the user wants in one tab: kept as JSON in a hidden box of the page, whose value travels with each job.

export class Wishes {
    constructor(tab) {
        this.tab = tab;
    }

    get box() {
        return window.gradioApp().querySelector(`#prompt_tailor_${this.tab}_wishes :is(textarea, input)`);
    }

    get text() {
        return this.box?.value ?? "";
    }

    get value() {
        try {
            return JSON.parse(this.text || "{}");
        } catch (error) {
            return {}; // the server tells what is wrong with it when a picture is made
        }
    }

    set text(text) {
        const box = this.box;
        if (!box || box.value === text) return;
        box.value = text;
        box.dispatchEvent(new Event("input", {bubbles: true}));
    }

    // What the server keeps of a paste: the model that the prompt was written for.
    get origin() {
        return window.gradioApp().querySelector(`#prompt_tailor_${this.tab}_origin :is(textarea, input)`)?.value ?? "";
    }

    setProfile(profile) {
        this.#change({profile});
    }

    setChoice(name, choice) {
        this.#change({choices: {...this.value.choices, [name]: choice}});
    }

    setSwitch(name, on) {
        this.#change({set: {...this.value.set, [name]: on}});
    }

    #change(what) {
        this.text = JSON.stringify({...this.value, ...what});
    }
}
