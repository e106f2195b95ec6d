// Asks the server what would be made of the prompts. One request at a time, none that asks what is known already.

import {ask} from "./rest.mjs";
import {language, t} from "./texts.mjs";

const WAIT = 30; // milliseconds after the last key
const WAIT_TO_LOOK = 200; // after the last answer

export class Preview {
    constructor(panel) {
        this.panel = panel;
        this.answer = null;
        this.error = null;
        this.card = null;
        this.asked = null;
        this.timer = null;
        this.request = null;
        this.looked = {diagnostics: [], tokens: {}, texts: null};
        this.lookTimer = null;
    }

    askSoon() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.askOnce(), WAIT);
    }

    // Ask, unless that was the last thing that was asked.
    askOnce() {
        clearTimeout(this.timer);
        const question = this.question();
        const asked = JSON.stringify(question);
        if (asked === this.asked) return this.request;
        this.asked = asked;
        this.abort?.abort();
        this.abort = new AbortController();
        this.request = this.#send(question, this.abort.signal);
        return this.request;
    }

    // The answer for what the page holds now; null when there is none.
    async askNow() {
        await this.askOnce();
        return this.error ? null : this.answer;
    }

    // Ask the same again: what the answer depends on has changed on the server.
    askAgain() {
        this.asked = null;
        return this.askOnce();
    }

    // Do not take what was asked last as known: it is asked again when the panel is looked at.
    forget() {
        this.asked = null;
    }

    // What the server is asked: all that the page has now.
    question() {
        const {tab, page, wishes, checkpoint} = this.panel;
        const {value, origin} = wishes;
        return {tab, ...page.texts(), settings: page.settings(), wishes: value, origin, checkpoint, lang: language()};
    }

    async #send(question, signal) {
        try {
            const answer = await ask("preview", {...question, known: this.card?.stamp ?? ""}, {signal});
            if (signal.aborted) return;
            this.card = answer.card ?? this.card;
            this.answer = answer;
            this.error = null;
            this.looked = {...this.looked, problem: null}; // the next look tells anew
            this.#keepShort(question, answer);
            this.#lookSoon(question, signal);
        } catch (error) {
            if (signal.aborted) return;
            this.#failed(error);
        }
        this.panel.draw(this.answer);
    }

    // Tell that the server did not do what it was asked for.
    fail(error) {
        this.#failed(error);
        this.panel.draw(this.answer);
    }

    #failed(error) {
        this.error = t("The preview could not be made: {why}", {why: error.message});
        this.asked = null; // so that looking at the panel asks again
    }

    // All that was found, and the tokens: asked when nobody types just now, because it takes the server longer.
    #lookSoon(question, signal) {
        clearTimeout(this.lookTimer);
        this.lookTimer = setTimeout(async () => {
            const texts = {prompt: question.prompt, negative_prompt: question.negative_prompt};
            try {
                const looked = await ask("second-look", question, {signal});
                if (!signal.aborted) this.looked = {...looked, texts};
            } catch (error) {
                if (!signal.aborted) this.looked = {diagnostics: [], tokens: {}, problem: error.message, texts};
            }
            if (!signal.aborted) this.panel.drawFindings(this.looked);
        }, WAIT_TO_LOOK);
    }

    // The wishes in their shortest form: what is as in the defaults is left out.
    #keepShort(question, answer) {
        const {wishes} = this.panel;
        if (JSON.stringify(wishes.value) !== JSON.stringify(question.wishes)) return;
        wishes.text = answer.wishes;
        this.asked = JSON.stringify({...question, wishes: wishes.value});
    }
}
