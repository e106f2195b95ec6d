"""The panel as people use it: typing, looking, clicking, keys only, and when things go wrong."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.pages import LOCALIZER, expect

pytestmark = pytest.mark.page

PROMPT = "#txt2img_prompt textarea"
PANEL = "#prompt_tailor_txt2img"
HEADER = f"{PANEL} .prompt-tailor-header"
TAGS = f"{PANEL} .prompt-tailor-side:first-of-type .prompt-tailor-tags button"
MENU = f"{PANEL} .prompt-tailor-menu"
INFOTEXT = "#html_info_txt2img .infotext"
EVIL = "<img src=x onerror='window.evil = 1'>"
QUALITY = ["masterpiece", "high score", "great score", "absurdres"]


def type_prompt(page: Any, text: str, until: str = "masterpiece") -> None:
    """Type, and wait until the preview shows a tag; the last word of the text unless another is given."""
    page.fill(PROMPT, text)
    page.wait_for_function(
        "([tags, text]) => [...document.querySelectorAll(tags)].some(one => one.textContent.includes(text))",
        arg=[TAGS, until],
    )


def tags(page: Any) -> list[str]:
    """The texts of the tags without their signs."""
    return page.eval_on_selector_all(
        TAGS,
        "all => all.map(one => one.childNodes[one.querySelectorAll('.x').length]"
        " && [...one.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(''))",
    )


def wait_for_tags(page: Any, wanted: list[str]) -> None:
    page.wait_for_function(
        "([tags, wanted]) => JSON.stringify([...document.querySelectorAll(tags)].map(one => "
        "[...one.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(''))) === JSON.stringify(wanted)",
        arg=[TAGS, wanted],
    )


def open_section(page: Any, name: str) -> None:
    section = page.locator(f"{PANEL} details:has(> .prompt-tailor-{name})")
    if section.get_attribute("open") is None:
        section.locator("> summary").click()


@pytest.fixture
def requests(page: Any) -> Iterator[list[str]]:
    """The paths that our scripts ask for, from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/prompt-tailor/v1/" in request.url else None)
    yield asked


@pytest.fixture
def answer_with(page: Any) -> Callable[[Callable[[dict], dict]], None]:
    """A function that changes the server's previews on their way."""

    def change(made: Callable[[dict], dict]) -> None:
        def handle(route: Any) -> None:
            route.fulfill(json=made(route.fetch().json()))

        page.route("**/prompt-tailor/v1/preview*", handle)

    return change


def test_the_preview_shows_what_is_made_of_the_prompt(page: Any) -> None:
    type_prompt(page, "smile, 1girl, long_hair")
    wait_for_tags(page, ["1girl", "smile", "long hair", *QUALITY])
    assert page.inner_text(HEADER).replace("\n", " ").startswith("Fit prompts Animagine XL 4.0 · by file name")
    first, moved, respelled, added = (page.locator(TAGS).nth(n) for n in (0, 1, 2, 3))
    assert first.get_attribute("aria-label") == "1girl, subject"
    assert moved.get_attribute("aria-label") == "smile, expression, moved"
    assert respelled.get_attribute("aria-label") == "long hair, main features, respelled"
    assert added.get_attribute("aria-label") == "masterpiece, quality, added"
    assert page.input_value(PROMPT) == "smile, 1girl, long_hair"


def test_a_reason_has_the_card_s_words_and_its_source(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.locator(TAGS, has_text="masterpiece").hover()
    page.wait_for_selector(MENU)
    told = page.inner_text(MENU)
    assert "Animagine XL 4.0 wants it" in told and "end with quality enhancement" in told and "model card" in told


def test_the_preview_can_be_read_as_a_list(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.get_by_label("As a list").first.check()
    lines = page.locator(f"{PANEL} .prompt-tailor-list").first.inner_text().splitlines()
    assert any(line.startswith("smile — expression") and "moved" in line for line in lines)
    page.get_by_label("As a list").first.uncheck()


def test_nothing_is_asked_while_nothing_happens(page: Any, requests: list[str]) -> None:
    type_prompt(page, "smile, 1girl")
    page.wait_for_timeout(600)
    requests.clear()
    page.wait_for_timeout(1500)
    assert requests == []


def test_nothing_is_asked_while_the_panel_is_closed_or_the_tab_is_another(page: Any, requests: list[str]) -> None:
    type_prompt(page, "smile, 1girl")
    page.click(f"{PANEL} .label-wrap")
    page.wait_for_timeout(500)
    requests.clear()
    page.fill(PROMPT, "1girl, night")
    page.wait_for_timeout(700)
    assert requests == []
    page.click(f"{PANEL} .label-wrap")
    page.wait_for_function(
        "tags => [...document.querySelectorAll(tags)].some(one => one.textContent === 'night')", arg=TAGS
    )
    page.locator("#tabs > .tab-nav > button", has_text="Settings").click()
    page.wait_for_timeout(500)
    requests.clear()
    page.evaluate(f"""() => {{ const box = document.querySelector('{PROMPT}'); box.value = 'hidden';
        box.dispatchEvent(new Event('input', {{bubbles: true}})); }}""")
    page.wait_for_timeout(700)
    assert requests == []


def test_stale_questions_are_dropped(page: Any) -> None:
    """Of answers that come out of order only that to the last question counts."""
    held: list[Any] = []

    def handle(route: Any) -> None:
        if '"slow"' in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/prompt-tailor/v1/preview*", handle)
    page.fill(PROMPT, "slow")
    page.wait_for_timeout(300)
    type_prompt(page, "1girl, quick", "quick")
    assert held
    for route in held:
        try:
            route.continue_()
        except Exception:  # the browser has given the request up, which is what we want
            continue
    page.wait_for_timeout(300)
    assert "quick" in tags(page)


def test_the_fitted_prompt_is_written_and_taken_back(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.click(f"{PANEL} button:has-text('Write it into the box')")
    fitted = ", ".join(["1girl", "smile", *QUALITY])
    page.wait_for_function(f"text => document.querySelector('{PROMPT}').value === text", arg=fitted)
    assert page.input_value("#txt2img_neg_prompt textarea").startswith("lowres")
    page.click(f"{PANEL} button:has-text('Undo')")
    assert page.input_value(PROMPT) == "smile, 1girl"
    assert page.input_value("#txt2img_neg_prompt textarea") == ""


def test_the_shortcut_writes_and_the_browser_s_undo_takes_back(page: Any) -> None:
    page.click(PROMPT)
    page.keyboard.type("smile, 1girl")
    page.keyboard.press("Alt+Shift+F")
    page.wait_for_function(f"() => document.querySelector('{PROMPT}').value.startsWith('1girl, smile, masterpiece')")
    page.keyboard.press("Control+z")
    page.wait_for_function(f"() => document.querySelector('{PROMPT}').value === 'smile, 1girl'")


def test_what_is_written_is_what_is_generated(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.keyboard.press("Alt+Shift+F")
    page.wait_for_function(f"() => document.querySelector('{PROMPT}').value.startsWith('1girl, smile')")
    page.click("#txt2img_generate")
    page.wait_for_selector(INFOTEXT)
    assert page.inner_text(INFOTEXT).startswith(", ".join(["1girl", "smile", *QUALITY]) + "\n")


def test_a_tag_is_kept_in_place_and_another_never_added(page: Any) -> None:
    type_prompt(page, "smile, night, 1girl")
    page.locator(TAGS, has_text="night").click()
    page.locator(MENU).get_by_role("button", name="Keep it where I typed it").click()
    wait_for_tags(page, ["1girl", "night", "smile", *QUALITY])
    page.locator(TAGS, has_text="high score").click()
    page.locator(MENU).get_by_role("button", name="Don’t add it").click()
    wait_for_tags(page, ["1girl", "night", "smile", "masterpiece", "great score", "absurdres"])
    page.click("#txt2img_generate")
    page.wait_for_selector(INFOTEXT)
    assert page.inner_text(INFOTEXT).startswith("1girl, night, smile, masterpiece, great score, absurdres\n")
    open_section(page, "choices")
    page.get_by_role("button", name="Take “high score” off the list").first.click()
    wait_for_tags(page, ["1girl", "night", "smile", *QUALITY])


def test_a_category_is_corrected_with_keys_only(page: Any) -> None:
    type_prompt(page, "xyzzy, 1girl")
    page.locator(f"{PANEL} button:has-text('Copy')").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.key") == "xyzzy"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.key") == "1girl"
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.dataset.key") == "xyzzy"
    page.keyboard.press("Enter")
    page.locator(f"{MENU} select").focus()
    page.locator(f"{MENU} select").select_option("clothing")
    page.wait_for_function(
        "tags => document.querySelector(tags + '[data-key=xyzzy]').dataset.category === 'clothing'", arg=TAGS
    )
    assert page.evaluate("document.activeElement.dataset.key") == "xyzzy"
    page.keyboard.press("Enter")
    assert "you said so" in page.inner_text(MENU)
    page.locator(MENU).get_by_role("button", name="Forget what I said").click()
    page.wait_for_function(
        "tags => document.querySelector(tags + '[data-key=xyzzy]').dataset.category === 'unknown'", arg=TAGS
    )
    page.locator(TAGS, has_text="xyzzy").click()
    page.keyboard.press("Escape")
    assert not page.is_visible(MENU)


def choose_checkpoint(page: Any, name: str) -> None:
    page.click("#setting_sd_model_checkpoint input")
    page.locator("#setting_sd_model_checkpoint li", has_text=name).first.click()
    page.wait_for_function("name => opts.sd_model_checkpoint.startsWith(name)", arg=name)


def test_the_profile_follows_the_checkpoint_until_it_is_locked(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    try:
        choose_checkpoint(page, "bartstyle_dbv1")
        page.wait_for_selector(f"{HEADER} b:has-text('BArtstyle')")
        page.locator(HEADER).get_by_role("button").click()
        page.wait_for_selector(f"{HEADER} >> text=chosen by you")
        choose_checkpoint(page, "animagine-xl-4.0-opt")
        page.wait_for_timeout(500)
        assert "BArtstyle" in page.inner_text(HEADER)
        page.locator(HEADER).get_by_role("button").click()
        page.wait_for_selector(f"{HEADER} b:has-text('Animagine XL 4.0')")
        assert page.input_value(PROMPT) == "smile, 1girl"
    finally:
        choose_checkpoint(page, "animagine-xl-4.0-opt")


def test_the_header_follows_the_checkpoint_when_the_panel_is_closed(page: Any) -> None:
    page.wait_for_selector(f"{HEADER} b:has-text('Animagine XL 4.0')")
    page.click(f"{PANEL} .label-wrap")
    try:
        choose_checkpoint(page, "bartstyle_dbv1")
        page.wait_for_selector(f"{HEADER} b:has-text('BArtstyle')")
    finally:
        choose_checkpoint(page, "animagine-xl-4.0-opt")


def test_a_warning_shows_in_the_header(page: Any) -> None:
    type_prompt(page, "1girl, (smile:1.2.3)", "smile")
    page.wait_for_selector(f"{HEADER} .prompt-tailor-dot")
    assert "warnings: 1" in page.inner_text(HEADER)
    assert "1.2.3" in page.inner_text(f"{PANEL} .prompt-tailor-findings")


FINDINGS = f"{PANEL} .prompt-tailor-findings"


def test_a_finding_is_mended_with_keys_and_the_mend_taken_back(page: Any) -> None:
    typed = "1girl, (smile:1.2.3), 🎀 hat"
    type_prompt(page, typed, "hat")
    page.get_by_role("button", name="Fix: write (smile:1.2)").focus()
    assert "(smile:1.2.3) → (smile:1.2)" in page.evaluate("document.activeElement.title")
    page.keyboard.press("Enter")
    assert page.input_value(PROMPT) == "1girl, (smile:1.2), 🎀 hat"
    page.wait_for_selector(f"{FINDINGS} >> text=1.2.3", state="detached")
    page.click(f"{PANEL} button:has-text('Undo')")
    assert page.input_value(PROMPT) == typed
    page.wait_for_selector(f"{FINDINGS} >> text=1.2.3")


def test_all_that_is_safe_is_mended_at_once(page: Any) -> None:
    """Findings that rewriting mends show where it is switched off."""
    typed = "smile, smile, ganyu (genshin impact), (a:1.2.3)\n# prompt-tailor: off"
    type_prompt(page, typed, "ganyu")
    page.get_by_role("button", name="Fix all that is safe (2)").click()
    page.wait_for_function(f"() => !document.querySelector('{PROMPT}').value.includes('smile, smile')")
    assert page.input_value(PROMPT) == typed.replace("smile, smile", "smile").replace("(gens", "\\(gens").replace(
        "act)", "act\\)"
    )
    page.click(f"{PANEL} button:has-text('Undo')")
    assert page.input_value(PROMPT) == typed


def test_switched_off_is_off(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.locator(HEADER).get_by_label("Fit prompts").uncheck()
    page.wait_for_selector(f"{PANEL} >> text=Switched off")
    page.click("#txt2img_generate")
    page.wait_for_selector(INFOTEXT)
    assert page.inner_text(INFOTEXT).startswith("smile, 1girl\n")


def test_choices_travel_with_the_picture_and_come_back(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="safe")
    page.locator(f"{PANEL} select[data-name=quality]").select_option(label="off")
    wait_for_tags(page, ["1girl", "safe", "smile"])
    page.click("#txt2img_generate")
    page.wait_for_selector(INFOTEXT)
    infotext = page.inner_text(INFOTEXT)
    assert infotext.startswith("1girl, safe, smile\n")
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="as typed")
    wait_for_tags(page, ["1girl", "smile"])
    page.fill(PROMPT, infotext)
    page.click("#paste")
    wait_for_tags(page, ["1girl", "safe", "smile"])
    assert page.input_value(PROMPT) == "smile, 1girl"
    assert page.locator(f"{PANEL} select[data-name=rating]").input_value() == "safe"


def test_only_what_the_profile_has_is_offered(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    menu = page.locator(f"{PANEL} select[data-name=profile]")
    rating = page.locator(f"{PANEL} select[data-name=rating]")
    expect(rating).to_have_count(1)
    expect(menu.locator("option", has_text="Animagine XL 4.0")).to_have_count(1)  # the list of profiles comes later
    plain = menu.locator("option").all_inner_texts()
    menu.select_option(index=next(n for n, name in enumerate(plain) if "lain" in name or "other" in name.lower()))
    expect(rating).to_have_count(0)


def test_settings_are_shown_and_put_into_the_controls(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "settings")
    rows = page.inner_text(f"{PANEL} .prompt-tailor-rows")
    assert re.search(r"CFG\s+7\s*→\s*5", rows) and re.search(r"Size\s+512 × 512\s*→\s*1024 × 1024", rows)
    page.locator(f"{PANEL} [data-name='set steps']").uncheck()
    page.wait_for_function(
        "rows => /20 stays/.test(document.querySelector(rows).innerText)", arg=f"{PANEL} .prompt-tailor-rows"
    )
    page.get_by_role("button", name="832×1216").first.click()
    page.wait_for_function(
        "rows => /832 × 1216/.test(document.querySelector(rows).innerText)", arg=f"{PANEL} .prompt-tailor-rows"
    )
    page.click(f"{PANEL} button:has-text('Put into the webui’s controls')")
    page.wait_for_function("() => document.querySelector('#txt2img_sampling input').value === 'Euler a'")
    values = {
        name: page.input_value(f"#txt2img_{name} input[type=number]")
        for name in ("width", "height", "steps", "cfg_scale")
    }
    assert values == {"width": "832", "height": "1216", "steps": "20", "cfg_scale": "5"}
    page.click(f"{PANEL} button:has-text('swap')")
    assert page.input_value("#txt2img_width input[type=number]") == "1216"


def test_the_last_picture_s_changes_are_told(page: Any) -> None:
    type_prompt(page, f"smile, 1girl, {EVIL}")
    page.click("#txt2img_generate")
    page.wait_for_selector(INFOTEXT)
    open_section(page, "report")
    page.wait_for_selector(f"{PANEL} .prompt-tailor-report dl")
    told = page.inner_text(f"{PANEL} .prompt-tailor-report")
    assert "moved" in told and "added" in told and f"smile, 1girl, {EVIL}" in told and "CFG: 7 → 5" in told
    assert page.evaluate("window.evil") is None


def test_texts_are_never_markup(page: Any, answer_with: Callable) -> None:
    """Whatever a prompt, a profile, a card or a network is called."""

    def poisoned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poisoned(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [poisoned(one, key) for one in value]
        keep = ("category", "action", "severity", "stamp", "wishes", "where", "how", "layer", "choice", "id")
        return f"{value}{EVIL}" if isinstance(value, str) and key not in keep else value

    answer_with(poisoned)
    type_prompt(page, f"smile, 1girl, {EVIL}, <lora:{EVIL}:1>")
    for section in ("legend", "choices", "settings"):
        open_section(page, section)
    page.locator(TAGS).first.click()
    page.wait_for_selector(MENU)
    page.get_by_label("As a list").first.check()
    page.wait_for_timeout(300)
    assert page.locator(f"{PANEL} img").count() == 0 and page.evaluate("window.evil") is None
    assert EVIL in page.inner_text(HEADER)
    page.get_by_label("As a list").first.uncheck()


def test_a_failing_server_leaves_the_text_alone_and_is_told(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.route("**/prompt-tailor/v1/preview*", lambda route: route.fulfill(status=500, json={"error": "Oh."}))
    page.fill(PROMPT, "smile, 1girl, night")
    page.wait_for_selector(f"{HEADER} .prompt-tailor-warning")
    assert "Oh." in page.inner_text(f"{PANEL} .prompt-tailor-findings")
    page.click(f"{PANEL} button:has-text('Write it into the box')")
    page.wait_for_timeout(300)
    assert page.input_value(PROMPT) == "smile, 1girl, night"
    page.unroute("**/prompt-tailor/v1/preview*")
    type_prompt(page, "smile, 1girl, night, cat", "cat")
    assert "Animagine" in page.inner_text(HEADER)


def test_what_was_typed_is_offered_after_the_page_was_loaded_again(page: Any) -> None:
    type_prompt(page, f"smile, 1girl, {EVIL}")
    page.reload(wait_until="domcontentloaded")
    page.wait_for_selector(f"{PANEL} .prompt-tailor-offer")
    page.get_by_role("button", name="Bring it back").first.click()
    page.wait_for_function(f"() => document.querySelector('{PROMPT}').value.startsWith('smile, 1girl')")
    assert page.evaluate("window.evil") is None


def test_what_was_typed_outlives_a_page_that_was_emptied_before_it_went(page: Any) -> None:
    """The webui's "Reload UI" puts a word in the place of the whole page, waits for the server, and loads it again."""
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="safe")
    wait_for_tags(page, ["1girl", "safe", "smile", *QUALITY])
    page.wait_for_timeout(500)
    page.evaluate("document.body.innerHTML = 'Reloading...'")
    for _ in range(2):  # loading the page twice loses no more than loading it once
        page.reload(wait_until="domcontentloaded")
        page.wait_for_selector(f"{PANEL} .prompt-tailor-offer")
    page.get_by_role("button", name="Bring it back").first.click()
    wait_for_tags(page, ["1girl", "safe", "smile", *QUALITY])
    assert page.input_value(PROMPT) == "smile, 1girl"


def test_only_one_script_is_on_the_page_before_it_is_built(page: Any) -> None:
    """All others come later, from an address that changes with them and that the browser may keep for ever."""
    page.wait_for_selector(f"{HEADER} b")
    ours = page.evaluate(
        "() => performance.getEntriesByType('resource').filter(one => /prompt.tailor.*[.]mjs/.test(one.name))"
        ".map(one => [one.name, one.startTime])"
    )
    built = page.evaluate("() => performance.getEntriesByType('navigation')[0].domContentLoadedEventStart")
    early = [name for name, start in ours if start < built]
    assert len(early) == 1 and "/prompt_tailor.mjs?" in early[0]
    versions = {re.search(r"/prompt-tailor/page/(\w{12})/", name)[1] for name, _ in ours if name not in early}
    assert len(versions) == 1 and len(ours) > 5


def test_two_tabs_of_the_browser_keep_their_own_texts(open_page: Any, playground_address: str) -> None:
    one, other = open_page(playground_address), open_page(playground_address)
    type_prompt(one, "smile, 1girl")
    type_prompt(other, "night, 1boy")
    one.reload(wait_until="domcontentloaded")
    one.wait_for_selector(f"{PANEL} .prompt-tailor-offer")
    assert "smile, 1girl" in one.inner_text(f"{PANEL} .prompt-tailor-offer")
    assert other.input_value(PROMPT) == "night, 1boy"


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_sticks_out(open_page: Any, playground_address: str, width: int) -> None:
    page = open_page(playground_address, viewport={"width": width, "height": 900})
    type_prompt(page, "smile, 1girl, " + "x" * 200)
    for section in ("legend", "choices", "settings"):
        open_section(page, section)
    out = page.evaluate(
        """panel => { const room = document.querySelector(panel).getBoundingClientRect();
        return [...document.querySelectorAll(panel + ' *')].filter(one => one.getClientRects().length
            && !one.closest('.prompt-tailor-menu') && one.getBoundingClientRect().right > room.right + 1)
            .map(one => one.className) }""",
        PANEL,
    )
    assert out == []


def test_the_panel_speaks_chinese(open_page: Any, playground_address: str) -> None:
    set_option(playground_address, "localization", "zh_CN")
    try:
        page = open_page(playground_address)
        type_prompt(page, "smile, 1girl")
        assert "适配提示词" in page.inner_text(HEADER) and "写入输入框" in page.inner_text(PANEL)
        page.locator(TAGS, has_text="smile").hover()
        page.wait_for_selector(MENU)
        assert "表情" in page.inner_text(MENU)
    finally:
        set_option(playground_address, "localization", "None")


def test_the_webui_s_localization_does_not_rename_tags(page: Any) -> None:
    """In the community's Chinese file `sketch` is a tab of img2img, `sensitive` a rating by another extension."""
    page.evaluate(LOCALIZER, ["ja_JP", {"sketch": "スケッチ", "Copy": "コピー", "as typed": "入力どおり"}])
    type_prompt(page, "sketch, 1girl")
    page.locator(TAGS, has_text="sketch").wait_for()
    assert "スケッチ" not in page.inner_text(PANEL)
    assert "コピー" in page.inner_text(PANEL), "what is ours and in the file is translated"


def set_option(address: str, name: str, value: str) -> None:
    body = json.dumps({name: value}).encode()
    request = urllib.request.Request(f"{address}/sdapi/v1/options", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request):
        pass


def test_wishes_are_kept_in_their_shortest_form(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    page.locator(f"{PANEL} select[data-name=order]").select_option(label="off")
    page.wait_for_function("box => document.querySelector(box).value.includes('off')", arg=f"{PANEL}_wishes textarea")
    assert json.loads(page.input_value(f"{PANEL}_wishes textarea")) == {"choices": {"order": "off"}}
    page.locator(f"{PANEL} select[data-name=order]").select_option(label="all tags")
    page.wait_for_function("box => document.querySelector(box).value === ''", arg=f"{PANEL}_wishes textarea")


def test_a_pasted_prompt_is_known_to_be_another_models_until_something_else_is_typed(page: Any) -> None:
    infotext = (
        "1girl, smile, old, best quality\nNegative prompt: bad\n"
        "Steps: 28, Sampler: Euler a, CFG scale: 5, Seed: 1, Size: 832x1216, "
        "Model hash: 6681e8e4b1, Model: noobaiXLNAIXL_epsilonPred11Version, Version: v1.10.1"
    )
    page.fill(PROMPT, infotext)
    page.click("#paste")
    told = f"{HEADER} .prompt-tailor-origin"
    page.wait_for_selector(told)
    assert page.inner_text(told) == "from NoobAI-XL 1.0 and 1.1 (epsilon) to Animagine XL 4.0"
    wait_for_tags(page, ["1girl", "year 2008", "smile", "best quality", *QUALITY])
    page.locator(PROMPT).press_sequentially(", standing")
    wait_for_tags(page, ["1girl", "year 2008", "smile", "standing", "best quality", *QUALITY])
    type_prompt(page, "2girls, old, standing, night")
    page.wait_for_selector(told, state="detached")
    assert "year 2008" not in tags(page)
