// Asks the server what would be made of the prompts. One request at a time, none that asks what is known already. The first
// key asks at once: the server works while the webui still draws that key. Keys that come meanwhile wait for the answer.

import {ask} from "./rest.mjs";
import {language, t} from "./texts.mjs";

const PATIENCE = 1000; // milliseconds: a request that takes longer is given up when something else is to be asked
const WAIT_TO_LOOK = 200; // after the last answer

export class Preview {
    constructor(panel) {
        this.panel = panel;
        this.answer = null;
        this.error = null;
        this.isAway = false; // the error is that there is no answer
        this.card = null;
        this.asked = null;
        this.isWaiting = false;
        this.sentAt = null;
        this.giveUp = null;
        this.request = null;
        this.looked = {diagnostics: [], tokens: {}, texts: null};
        this.lookTimer = null;
    }

    // Something may have changed. What is written into several boxes in one go is asked once.
    askSoon() {
        if (this.isWaiting) return;
        this.isWaiting = true;
        queueMicrotask(() => this.#askInTurn());
    }

    // Ask now, or when the request that is under way has its answer.
    #askInTurn() {
        if (this.sentAt === null) {
            this.askOnce();
            return;
        }
        clearTimeout(this.giveUp);
        this.giveUp = setTimeout(() => this.askOnce(), Math.max(0, this.sentAt + PATIENCE - performance.now()));
    }

    // Ask, unless that was the last thing that was asked.
    askOnce() {
        clearTimeout(this.giveUp);
        this.isWaiting = false;
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
        const {tab, page, wishes, checkpoint, modules} = this.panel;
        const {value, origin} = wishes;
        const settings = page.settings();
        const styles = page.styles();
        return {tab, ...page.texts(), styles, settings, wishes: value, origin, checkpoint, modules, lang: language()};
    }

    async #send(question, signal) {
        this.sentAt = performance.now();
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
        this.sentAt = null;
        this.panel.draw(this.answer);
        if (this.isWaiting) this.askOnce();
    }

    // Tell that the server did not do what it was asked for.
    fail(error) {
        this.#failed(error);
        this.panel.draw(this.answer);
    }

    #failed(error) {
        this.error = t("The preview could not be made: {why}", {why: error.message});
        this.isAway = Boolean(error.isAway);
        const {asked} = this;
        setTimeout(() => { // looking at the panel asks again; not at once, for drawing an error may be taken for a look
            if (this.asked === asked) this.asked = null;
        }, PATIENCE);
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
