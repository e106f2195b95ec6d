"""Own profiles as the panel sees them: chosen, deleted, brought by a picture from somebody else, more than one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from prompt_tailor.shipped import shipped
from tests.pages import expect
from tests.serving import call

from .panel import FINDINGS, HEADER, PANEL, PROMPT, QUALITY, TAGS
from .panel_steps import generated, open_section, type_prompt, wait_for_tags

pytestmark = pytest.mark.page

NOT_HERE = 'The profile "mine" is not here; the one for the checkpoint is used.'
PROFILE_MENU = f"{PANEL} select[data-name=profile]"


@pytest.fixture
def own_profile(playground: str) -> Iterator[Callable[..., str]]:
    """A function that saves a profile like Animagine XL 4.0's under another id and name; gives the file's name."""
    files: list[str] = []

    def save(profile_id: str, name: str) -> str:
        text = (shipped("profiles") / "animagine-xl-4.0.toml").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^id = .*", f'id = "{profile_id}"', text, count=1)
        text = re.sub(r"(?m)^name = .*", f'name = "{name}"', text, count=1)
        saved = call(playground, "/prompt-tailor/v1/tab/save", {"text": text, "file": ""})
        files.append(saved["file"])
        return saved["file"]

    yield save
    for file in files:
        if any(one["file"] == file for one in call(playground, "/prompt-tailor/v1/tab/profiles")["profiles"]):
            call(playground, "/prompt-tailor/v1/tab/delete", {"file": file})


def test_a_chosen_profile_that_is_deleted_gives_way_to_the_checkpoint_s(page: Any, own_profile: Any) -> None:
    own_profile("mine", "Mine")
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    page.locator(PROFILE_MENU).select_option(label="Mine")
    expect(page.locator(HEADER)).to_contain_text("Mine · chosen by you")
    page.locator("#tabs > .tab-nav > button", has_text="Prompt Tailor").click()
    page.click("#prompt-tailor-profiles-tab")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("#prompt-tailor-profiles article[aria-label=Mine]").get_by_role("button", name="Delete").click()
    expect(page.locator(".pt-status")).to_contain_text("was deleted")
    assert "It is chosen in txt2img" in asked[0]
    page.locator("#tabs > .tab-nav > button", has_text="txt2img").click()
    expect(page.locator(HEADER)).to_contain_text("Animagine XL 4.0 · by file name")
    expect(page.locator(FINDINGS)).to_contain_text(NOT_HERE)
    expect(page.locator(f"{HEADER} button")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(f"{PROFILE_MENU} option:checked")).to_have_text("mine (not here)")
    assert generated(page).startswith(", ".join(["1girl", "smile", *QUALITY]) + "\n")
    page.locator(PROFILE_MENU).select_option(label="auto: by the checkpoint")
    expect(page.locator(FINDINGS).get_by_text(NOT_HERE)).to_have_count(0)


def test_an_own_profile_goes_before_the_shipped_one_and_of_two_that_fit_it_is_told(page: Any, own_profile: Any) -> None:
    own_profile("mine", "Mine")
    type_prompt(page, "smile, 1girl")
    shown = page.locator(f"{HEADER} .prompt-tailor-profile")
    expect(shown).to_have_text("Mine · by file name")
    expect(shown).to_have_attribute("title", re.compile("your own profile goes before Animagine XL 4.0"))
    own_profile("other", "Other")
    page.fill(PROMPT, "smile, 1girl, night")
    expect(shown).to_have_text("Plain · 2 profiles fit this checkpoint: Mine, Other")


def test_a_picture_made_with_somebody_else_s_profile_can_be_pasted(page: Any) -> None:
    page.fill(
        PROMPT,
        "1girl, smile, masterpiece\nSteps: 20, Sampler: Euler a, CFG scale: 5, Seed: 1, Size: 64x64, Prompt Tailor: mine 1, "
        'Prompt Tailor typed: "{\\"prompt\\": \\"smile, 1girl\\"}", '
        'Prompt Tailor choices: "{\\"profile\\": \\"mine\\"}"',
    )
    page.click("#paste")
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")
    wait_for_tags(page, ["1girl", "smile", *QUALITY])
    expect(page.locator(FINDINGS)).to_contain_text(NOT_HERE)
    expect(page.locator(HEADER)).to_contain_text("Animagine XL 4.0 · by file name")


def test_a_refused_question_is_not_called_a_missing_answer_and_leaves_no_old_tags(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.route("**/prompt-tailor/v1/preview*", lambda route: route.fulfill(status=422, json={"error": "Oh."}))
    page.fill(PROMPT, "smile, 1girl, night")
    expect(page.locator(HEADER)).to_contain_text("the preview could not be made")
    expect(page.locator(HEADER)).not_to_contain_text("no answer from the server")
    expect(page.locator(FINDINGS)).to_contain_text("Oh.")
    expect(page.locator(TAGS).first).to_be_hidden()
