"""The panel as people use it: typing, looking, clicking, keys only, and when things go wrong."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.pages import choose, expect, load_again
from tests.serving import call

pytestmark = pytest.mark.page

PROMPT = "#txt2img_prompt textarea"
PANEL = "#prompt_tailor_txt2img"
HEADER = f"{PANEL} .prompt-tailor-header"
TAGS = f"{PANEL} .prompt-tailor-side:first-of-type .prompt-tailor-tags button"
MENU = f"{PANEL} .prompt-tailor-menu"
INFOTEXT = "#html_info_txt2img .infotext"
FINDINGS = f"{PANEL} .prompt-tailor-findings"
OFFER = f"{PANEL} .prompt-tailor-offer"
EVIL = "<img src=x onerror='window.evil = 1'>"
QUALITY = ["masterpiece", "high score", "great score", "absurdres"]


def type_prompt(page: Any, text: str, until: str = "masterpiece") -> None:
    """Type, and wait until the preview shows a tag that it did not show before."""
    page.fill(PROMPT, text)
    expect(page.locator(TAGS, has_text=until).first).to_be_attached()


def second_look(page: Any, text: str) -> Any:
    """Waits, at the end of its `with`, until the server has said all about a prompt: then nothing more is asked."""
    return page.expect_event(
        "requestfinished", lambda one: "/second-look" in one.url and one.post_data_json["prompt"] == text
    )


def wait_for_tags(page: Any, wanted: list[str]) -> None:
    """Wait until the preview shows these tags; their texts without their signs."""
    page.wait_for_function(
        "([tags, wanted]) => JSON.stringify([...document.querySelectorAll(tags)].map(one => "
        "[...one.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(''))) === JSON.stringify(wanted)",
        arg=[TAGS, wanted],
    )


@contextlib.contextmanager
def held_back(page: Any, words: str = "") -> Iterator[None]:
    """Previews whose question has these words come when this ends, and not before."""
    from playwright.sync_api import Error

    held: list[Any] = []
    is_over = False

    def handle(route: Any) -> None:
        if is_over or words not in route.request.post_data:
            route.fallback()
        else:
            held.append(route)

    page.route("**/prompt-tailor/v1/preview*", handle)
    yield
    assert held
    is_over = True
    for route in held:
        with contextlib.suppress(Error):  # the page asks something else by now, and has given this one up
            route.continue_()


def open_section(page: Any, name: str) -> None:
    section = page.locator(f"{PANEL} details:has(> .prompt-tailor-{name})")
    if section.get_attribute("open") is None:
        section.locator("> summary").click()
    expect(section.locator(f".prompt-tailor-{name} > *").first).to_be_visible()  # drawn when it has been opened


def generated(page: Any) -> str:
    """Generate for the first time on this page; the infotext that comes of it."""
    expect(page.locator(INFOTEXT)).to_have_count(0)
    page.click("#txt2img_generate")
    return page.locator(INFOTEXT).first.inner_text()


def expect_focus(page: Any, key: str) -> None:
    """Wait until the keys go to a tag."""
    expect(page.locator(":focus")).to_have_attribute("data-key", key)


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
    expect(page.locator(HEADER)).to_have_text(re.compile("^Fit prompts *Animagine XL 4.0 · by file name"))
    first, moved, respelled, added = (page.locator(TAGS).nth(n) for n in (0, 1, 2, 3))
    expect(first).to_have_attribute("aria-label", "1girl, subject")
    expect(moved).to_have_attribute("aria-label", "smile, expression, moved")
    expect(respelled).to_have_attribute("aria-label", "long hair, main features, respelled")
    expect(added).to_have_attribute("aria-label", "masterpiece, quality, added")
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl, long_hair")


def test_what_is_typed_before_our_scripts_are_there_counts(page: Any) -> None:
    page.reload(wait_until="commit")
    page.fill(PROMPT, "smile, 1girl")
    wait_for_tags(page, ["1girl", "smile", *QUALITY])
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")


def test_a_reason_has_the_card_s_words_and_its_source(page: Any) -> None:
    with second_look(page, "smile, 1girl"):
        type_prompt(page, "smile, 1girl")
    page.locator(TAGS, has_text="masterpiece").hover()
    for told in ("Animagine XL 4.0 wants it", "end with quality enhancement", "model card"):
        expect(page.locator(MENU)).to_contain_text(told)


def test_the_preview_can_be_read_as_a_list(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.get_by_label("As a list").first.check()
    lines = page.locator(f"{PANEL} .prompt-tailor-list").first.locator("li")
    expect(lines.filter(has_text=re.compile("^smile — expression.*moved"))).to_be_visible()
    page.get_by_label("As a list").first.uncheck()
    expect(lines.first).to_be_hidden()


def test_nothing_is_asked_while_nothing_happens(page: Any, requests: list[str]) -> None:
    with second_look(page, "smile, 1girl"):
        type_prompt(page, "smile, 1girl")
    requests.clear()
    page.wait_for_timeout(1500)  # a while without anything to wait for
    assert requests == []


def test_nothing_is_asked_while_the_panel_is_closed_or_the_tab_is_another(page: Any, requests: list[str]) -> None:
    label = page.locator(f"{PANEL} .label-wrap")
    with second_look(page, "smile, 1girl"):
        type_prompt(page, "smile, 1girl")
    label.click()
    expect(label).not_to_have_class(re.compile(r"\bopen\b"))
    requests.clear()
    page.fill(PROMPT, "1girl, night")
    page.wait_for_timeout(700)  # longer than we wait for the next key
    assert requests == []
    with second_look(page, "1girl, night"):
        label.click()
    expect(page.locator(TAGS, has_text="night")).to_be_visible()
    page.locator("#tabs > .tab-nav > button", has_text="Settings").click()
    expect(page.locator(PROMPT)).to_be_hidden()
    requests.clear()
    page.evaluate(f"""() => {{ const box = document.querySelector('{PROMPT}'); box.value = 'hidden';
        box.dispatchEvent(new Event('input', {{bubbles: true}})); }}""")
    page.wait_for_timeout(700)
    assert requests == []
    with second_look(page, "hidden"):
        page.locator("#tabs > .tab-nav > button", has_text="txt2img").click()


def test_stale_questions_are_dropped(page: Any) -> None:
    """Of answers that come out of order only that to the last question counts."""
    with held_back(page, '"slow"'):
        with page.expect_request(lambda request: '"slow"' in (request.post_data or "")) as slow:
            page.fill(PROMPT, "slow")
        type_prompt(page, "1girl, quick", "quick")
    slow.value.response()  # has come, or never will
    page.evaluate("new Promise(done => setTimeout(done, 100))")  # time to draw it
    expect(page.locator(TAGS, has_text="quick")).to_be_visible()
    expect(page.locator(TAGS, has_text="slow")).to_have_count(0)


def test_the_fitted_prompt_is_written_and_taken_back(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    negative = page.locator("#txt2img_neg_prompt textarea")
    page.click(f"{PANEL} button:has-text('Write it into the box')")
    expect(page.locator(PROMPT)).to_have_value(", ".join(["1girl", "smile", *QUALITY]))
    expect(negative).to_have_value(re.compile("^lowres"))
    page.click(f"{PANEL} button:has-text('Undo')")
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")
    expect(negative).to_have_value("")


def test_the_shortcut_writes_and_the_browser_s_undo_takes_back(page: Any) -> None:
    page.click(PROMPT)
    page.keyboard.type("smile, 1girl")
    page.keyboard.press("Alt+Shift+F")
    expect(page.locator(PROMPT)).to_have_value(re.compile("^1girl, smile, masterpiece"))
    page.keyboard.press("Control+z")
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")


def test_what_is_written_is_what_is_generated(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.keyboard.press("Alt+Shift+F")
    expect(page.locator(PROMPT)).to_have_value(re.compile("^1girl, smile"))
    assert generated(page).startswith(", ".join(["1girl", "smile", *QUALITY]) + "\n")


def test_a_tag_is_kept_in_place_and_another_never_added(page: Any) -> None:
    type_prompt(page, "smile, night, 1girl")
    page.locator(TAGS, has_text="night").click()
    page.locator(MENU).get_by_role("button", name="Keep it where I typed it").click()
    wait_for_tags(page, ["1girl", "night", "smile", *QUALITY])
    page.locator(TAGS, has_text="high score").click()
    page.locator(MENU).get_by_role("button", name="Don’t add it").click()
    wait_for_tags(page, ["1girl", "night", "smile", "masterpiece", "great score", "absurdres"])
    assert generated(page).startswith("1girl, night, smile, masterpiece, great score, absurdres\n")
    open_section(page, "choices")
    page.get_by_role("button", name="Take “high score” off the list").first.click()
    wait_for_tags(page, ["1girl", "night", "smile", *QUALITY])


def test_what_is_chosen_before_the_answer_has_come_counts_as_well(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    with held_back(page):
        for word in ("high score", "great score"):
            page.locator(TAGS, has_text=word).click()
            page.locator(MENU).get_by_role("button", name="Don’t add it").click()
    wait_for_tags(page, ["1girl", "smile", "masterpiece", "absurdres"])


def test_what_is_pressed_stays_where_it_is_when_an_answer_comes(page: Any) -> None:
    """A click, and a menu that is open, end where they began: at the same element."""
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    open_section(page, "settings")
    quality = page.locator(f"{PANEL} select[data-name=quality]")
    steps = page.locator(f"{PANEL} [data-name='set steps']")
    weight = page.locator(f"{PANEL} input[data-name=quality_weight]")
    lock = page.locator(HEADER).get_by_role("button")
    for control in (quality, steps, weight, lock):
        control.evaluate("one => { one.pressed = true; }")
    weight.press_sequentially("1.")
    with second_look(page, "night, 1girl"):
        page.evaluate(
            """box => { const prompt = document.querySelector(box); prompt.value = 'night, 1girl';
            prompt.dispatchEvent(new Event('input', {bubbles: true})); }""",
            PROMPT,
        )
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="safe")
    page.locator(f"{PANEL} [data-name='set CFG']").uncheck()
    expect(page.locator(TAGS, has_text="safe")).to_be_visible()
    for control in (quality, steps, lock):
        expect(control).to_have_js_property("pressed", True)
    weight.press_sequentially("2")
    weight.blur()
    expect(page.locator(TAGS, has_text="masterpiece")).to_contain_text("×1.2")


def test_a_category_is_corrected_with_keys_only(page: Any) -> None:
    type_prompt(page, "xyzzy, 1girl")
    page.locator(f"{PANEL} button:has-text('Copy')").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    tag = page.locator(f"{TAGS}[data-key=xyzzy]")
    expect_focus(page, "xyzzy")
    page.keyboard.press("ArrowRight")
    expect_focus(page, "1girl")
    page.keyboard.press("Home")
    expect_focus(page, "xyzzy")
    page.keyboard.press("Enter")
    page.locator(f"{MENU} select").focus()
    page.locator(f"{MENU} select").select_option("clothing")
    expect(tag).to_have_attribute("data-category", "clothing")
    expect_focus(page, "xyzzy")
    page.keyboard.press("Enter")
    expect(page.locator(MENU)).to_contain_text("you said so")
    page.locator(MENU).get_by_role("button", name="Forget what I said").click()
    expect(tag).to_have_attribute("data-category", "unknown")
    tag.click()
    expect(page.locator(f"{MENU} select")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(MENU)).to_be_hidden()


def choose_checkpoint(page: Any, name: str) -> None:
    choose(page, "#setting_sd_model_checkpoint", name)
    page.wait_for_function("name => opts.sd_model_checkpoint.startsWith(name)", arg=name)


def test_the_profile_follows_the_checkpoint_until_it_is_locked(page: Any) -> None:
    profile, lock = page.locator(f"{HEADER} b"), page.locator(HEADER).get_by_role("button")
    type_prompt(page, "smile, 1girl")
    choose_checkpoint(page, "bartstyle_dbv1")
    expect(profile).to_contain_text("BArtstyle")
    lock.click()
    expect(page.locator(HEADER)).to_contain_text("chosen by you")
    with page.expect_event("requestfinished", lambda one: "/preview" in one.url):
        choose_checkpoint(page, "animagine-xl-4.0-opt")
    expect(profile).to_contain_text("BArtstyle")
    lock.click()
    expect(profile).to_have_text("Animagine XL 4.0")
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")


def test_the_header_follows_the_checkpoint_when_the_panel_is_closed(page: Any) -> None:
    profile = page.locator(f"{HEADER} b")
    expect(profile).to_have_text("Animagine XL 4.0")
    page.click(f"{PANEL} .label-wrap")
    choose_checkpoint(page, "bartstyle_dbv1")
    expect(profile).to_contain_text("BArtstyle")


def test_a_warning_shows_in_the_header(page: Any) -> None:
    type_prompt(page, "1girl, (smile:1.2.3)", "smile")
    expect(page.locator(f"{HEADER} .prompt-tailor-dot")).to_contain_text("warnings: 1")
    expect(page.locator(FINDINGS)).to_contain_text("1.2.3")


def test_a_finding_is_mended_with_keys_and_the_mend_taken_back(page: Any) -> None:
    typed = "1girl, (smile:1.2.3), 🎀 hat"
    type_prompt(page, typed, "hat")
    fix = page.get_by_role("button", name="Fix: write (smile:1.2)")
    expect(fix).to_have_attribute("title", re.compile(re.escape("(smile:1.2.3) → (smile:1.2)")))
    fix.focus()
    page.keyboard.press("Enter")
    expect(page.locator(PROMPT)).to_have_value("1girl, (smile:1.2), 🎀 hat")
    told = page.locator(FINDINGS).get_by_text("1.2.3")
    expect(told).to_have_count(0)
    page.click(f"{PANEL} button:has-text('Undo')")
    expect(page.locator(PROMPT)).to_have_value(typed)
    expect(told.first).to_be_visible()


def test_all_that_is_safe_is_mended_at_once(page: Any) -> None:
    """Findings that rewriting mends show where it is switched off."""
    typed = "smile, smile, ganyu (genshin impact), (a:1.2.3)\n# prompt-tailor: off"
    type_prompt(page, typed, "ganyu")
    page.get_by_role("button", name="Fix all that is safe (2)").click()
    mended = typed.replace("smile, smile", "smile").replace("(gens", "\\(gens").replace("act)", "act\\)")
    expect(page.locator(PROMPT)).to_have_value(mended)
    page.click(f"{PANEL} button:has-text('Undo')")
    expect(page.locator(PROMPT)).to_have_value(typed)


def test_switched_off_is_off(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.locator(HEADER).get_by_label("Fit prompts").uncheck()
    page.wait_for_selector(f"{PANEL} >> text=Switched off")
    assert generated(page).startswith("smile, 1girl\n")


def test_choices_travel_with_the_picture_and_come_back(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="safe")
    page.locator(f"{PANEL} select[data-name=quality]").select_option(label="off")
    wait_for_tags(page, ["1girl", "safe", "smile"])
    infotext = generated(page)
    assert infotext.startswith("1girl, safe, smile\n")
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="as typed")
    wait_for_tags(page, ["1girl", "smile"])
    page.fill(PROMPT, infotext)
    page.click("#paste")
    wait_for_tags(page, ["1girl", "safe", "smile"])
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")
    expect(page.locator(f"{PANEL} select[data-name=rating]")).to_have_value("safe")


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
    rows = page.locator(f"{PANEL} .prompt-tailor-rows")
    expect(rows).to_have_text(re.compile(r"CFG\s*7\s*→\s*5"))
    expect(rows).to_have_text(re.compile(r"Size\s*512 × 512\s*→\s*1024 × 1024"))
    page.locator(f"{PANEL} [data-name='set steps']").uncheck()
    expect(rows).to_contain_text("20 stays")
    page.get_by_role("button", name="832×1216").first.click()
    expect(rows).to_contain_text("832 × 1216")
    page.click(f"{PANEL} button:has-text('Put into the webui’s controls')")
    expect(page.locator("#txt2img_sampling input")).to_have_value("Euler a")
    for name, value in {"width": "832", "height": "1216", "steps": "20", "cfg_scale": "5"}.items():
        expect(page.locator(f"#txt2img_{name} input[type=number]")).to_have_value(value)
    page.click(f"{PANEL} button:has-text('swap')")
    expect(page.locator("#txt2img_width input[type=number]")).to_have_value("1216")


def test_the_last_picture_s_changes_are_told(page: Any) -> None:
    type_prompt(page, f"smile, 1girl, {EVIL}")
    generated(page)
    open_section(page, "report")
    report = page.locator(f"{PANEL} .prompt-tailor-report")
    for told in ("moved", "added", f"smile, 1girl, {EVIL}", "CFG: 7 → 5"):
        expect(report).to_contain_text(told)
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
    expect(page.locator(MENU)).to_contain_text(EVIL)
    page.get_by_label("As a list").first.check()
    expect(page.locator(f"{PANEL} .prompt-tailor-list li", has_text=EVIL).first).to_be_visible()
    expect(page.locator(HEADER)).to_contain_text(EVIL)
    expect(page.locator(f"{PANEL} img")).to_have_count(0)
    assert page.evaluate("window.evil") is None
    page.get_by_label("As a list").first.uncheck()


def test_a_failing_server_leaves_the_text_alone_and_is_told(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.route("**/prompt-tailor/v1/preview*", lambda route: route.fulfill(status=500, json={"error": "Oh."}))
    page.fill(PROMPT, "smile, 1girl, night")
    expect(page.locator(f"{HEADER} .prompt-tailor-warning")).to_be_visible()
    expect(page.locator(FINDINGS)).to_contain_text("Oh.")
    page.click(f"{PANEL} button:has-text('Write it into the box')")
    page.unroute("**/prompt-tailor/v1/preview*")
    page.locator(PROMPT).press_sequentially(", cat")
    expect(page.locator(TAGS, has_text="cat")).to_be_visible()
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl, night, cat")
    expect(page.locator(HEADER)).to_contain_text("Animagine")


def test_what_was_typed_is_offered_after_the_page_was_loaded_again(page: Any) -> None:
    type_prompt(page, f"smile, 1girl, {EVIL}")
    load_again(page)
    page.locator(OFFER).get_by_role("button", name="Bring it back").click()
    expect(page.locator(PROMPT)).to_have_value(f"smile, 1girl, {EVIL}")
    assert page.evaluate("window.evil") is None


def test_what_was_typed_outlives_a_page_that_was_emptied_before_it_went(page: Any) -> None:
    """The webui's "Reload UI" puts a word in the place of the whole page, waits for the server, and loads it again."""
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="safe")
    wait_for_tags(page, ["1girl", "safe", "smile", *QUALITY])
    page.wait_for_function("sessionStorage['prompt-tailor.typed.txt2img']?.includes('safe')")
    page.evaluate("document.body.innerHTML = 'Reloading...'")
    for _ in range(2):  # loading the page twice loses no more than loading it once
        load_again(page)
        expect(page.locator(OFFER)).to_be_visible()
    page.locator(OFFER).get_by_role("button", name="Bring it back").click()
    wait_for_tags(page, ["1girl", "safe", "smile", *QUALITY])
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")


def test_only_one_script_is_on_the_page_before_it_is_built(page: Any) -> None:
    """All others come later, from an address that changes with them and that the browser may keep for ever."""
    expect(page.locator(f"{HEADER} b")).to_be_visible()
    ours = page.evaluate(
        "() => performance.getEntriesByType('resource').filter(one => /prompt.tailor.*[.]mjs/.test(one.name))"
        ".map(one => [one.name, one.startTime])"
    )
    built = page.evaluate("() => performance.getEntriesByType('navigation')[0].domContentLoadedEventStart")
    early = [name for name, start in ours if start < built]
    assert len(early) == 1 and "/prompt_tailor.mjs?" in early[0]
    versions = {re.search(r"/prompt-tailor/page/(\w{12})/", name)[1] for name, _ in ours if name not in early}
    assert len(versions) == 1 and len(ours) > 5


def test_two_tabs_of_the_browser_keep_their_own_texts(open_page: Any, playground: str) -> None:
    one, other = open_page(playground), open_page(playground)
    type_prompt(one, "smile, 1girl")
    type_prompt(other, "night, 1boy")
    load_again(one)
    expect(one.locator(OFFER)).to_contain_text("smile, 1girl")
    expect(other.locator(PROMPT)).to_have_value("night, 1boy")


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_sticks_out(open_page: Any, playground: str, width: int) -> None:
    page = open_page(playground, viewport={"width": width, "height": 900})
    long = "smile, 1girl, " + "x" * 200
    with second_look(page, long):
        type_prompt(page, long)
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


def test_the_panel_speaks_chinese(open_page: Any, playground: str) -> None:
    call(playground, "/sdapi/v1/options", {"localization": "zh_CN"})
    page = open_page(playground)
    with second_look(page, "smile, 1girl"):
        type_prompt(page, "smile, 1girl")
    expect(page.locator(HEADER)).to_contain_text("适配提示词")
    expect(page.locator(PANEL)).to_contain_text("写入输入框")
    page.locator(TAGS, has_text="smile").hover()
    expect(page.locator(MENU)).to_contain_text("表情")


def test_the_webui_s_localization_does_not_rename_tags(open_page: Any, playground: str) -> None:
    """In the community's Chinese file `sketch` is a tab of img2img, `sensitive` a rating by another extension."""
    page = open_page(playground, words={"sketch": "スケッチ", "Copy": "コピー", "as typed": "入力どおり"})
    type_prompt(page, "sketch, 1girl")
    expect(page.locator(TAGS, has_text="sketch")).to_be_visible()
    expect(page.locator(PANEL)).to_contain_text("コピー")  # what is ours and in the file is translated
    expect(page.locator(PANEL)).not_to_contain_text("スケッチ")


def test_wishes_are_kept_in_their_shortest_form(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    wishes = page.locator(f"{PANEL}_wishes textarea")
    page.locator(f"{PANEL} select[data-name=order]").select_option(label="off")
    wait_for_tags(page, ["smile", "1girl", *QUALITY])
    assert json.loads(wishes.input_value()) == {"choices": {"order": "off"}}
    page.locator(f"{PANEL} select[data-name=order]").select_option(label="all tags")
    expect(wishes).to_have_value("")


def test_a_pasted_prompt_is_known_to_be_another_models_until_something_else_is_typed(page: Any) -> None:
    infotext = (
        "1girl, smile, old, best quality\nNegative prompt: bad\n"
        "Steps: 28, Sampler: Euler a, CFG scale: 5, Seed: 1, Size: 832x1216, "
        "Model hash: 6681e8e4b1, Model: noobaiXLNAIXL_epsilonPred11Version, Version: v1.10.1"
    )
    page.fill(PROMPT, infotext)
    page.click("#paste")
    told = page.locator(f"{HEADER} .prompt-tailor-origin")
    expect(told).to_have_text("from NoobAI-XL 1.0 and 1.1 (epsilon) to Animagine XL 4.0")
    wait_for_tags(page, ["1girl", "year 2008", "smile", "best quality", *QUALITY])
    page.locator(PROMPT).press_sequentially(", standing")
    wait_for_tags(page, ["1girl", "year 2008", "smile", "standing", "best quality", *QUALITY])
    type_prompt(page, "2girls, old, standing, night", "night")
    expect(told).to_have_count(0)
    expect(page.locator(TAGS, has_text="year 2008")).to_have_count(0)
