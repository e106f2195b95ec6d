// Asks anew which profile fits when another checkpoint is chosen, and once when the page has opened.

const PANELS = ["prompt_tailor_txt2img", "prompt_tailor_img2img"];

export function followCheckpoint() {
    let shown = null;
    window.onOptionsChanged(() => {
        const chosen = window.opts.sd_model_checkpoint ?? "";
        if (chosen === shown) return;
        shown = chosen;
        PANELS.forEach(refresh);
    });
}

function refresh(panel) {
    window.gradioApp().querySelector(`#${panel}_refresh`)?.click();
}
