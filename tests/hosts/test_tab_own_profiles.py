"""The user's own profiles in the tab: what is said when they are imported, copied and saved, and that it is true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prompt_tailor.shipped import shipped
from tests.pages import expect
from tests.serving import call

from .tab_steps import PROFILES, STATUS, TYPED, WORKBENCH, section

pytestmark = pytest.mark.page

SHIPPED = "animagine-xl-4.0"
CODE = f"{PROFILES} .pt-code"


@pytest.fixture(autouse=True)
def _no_own_profiles_left(playground: str) -> Iterator[None]:
    yield
    for one in call(playground, "/prompt-tailor/v1/tab/profiles")["profiles"]:
        if one["file"]:
            call(playground, "/prompt-tailor/v1/tab/delete", {"file": one["file"]})


@pytest.fixture
def import_profile(tab: Any, tmp_path: Path) -> Callable[..., None]:
    """A function that imports Animagine XL 4.0's file as one's own, with another id and name where they are given."""

    def bring(profile_id: str = SHIPPED, name: str = "Animagine XL 4.0") -> None:
        text = (shipped("profiles") / f"{SHIPPED}.toml").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^id = .*", f'id = "{profile_id}"', text, count=1)
        text = re.sub(r"(?m)^name = .*", f'name = "{name}"', text, count=1)
        file = tmp_path / "imported.toml"
        file.write_text(text, encoding="utf-8")
        section(tab, "profiles")
        expect(tab.locator(f"{PROFILES} article").first).to_be_visible()
        tab.set_input_files(f"{PROFILES} input[type=file]", file)
        expect(tab.locator(CODE)).to_have_value(text)

    return bring


def save(tab: Any) -> Any:
    tab.locator(PROFILES).get_by_role("button", name="Save").click()
    expect(tab.locator(STATUS)).to_contain_text("Saved as")
    return tab.locator(STATUS)


def back(tab: Any) -> None:
    tab.get_by_role("button", name="Back to the profiles").click()
    expect(tab.locator(f"{PROFILES} article").first).to_be_visible()


def test_an_import_that_takes_a_shipped_profile_s_place_says_so(tab: Any, import_profile: Any) -> None:
    import_profile()
    editor = tab.locator(PROFILES)
    expect(editor).to_contain_text("It takes the place of the shipped profile")
    tab.fill(CODE, tab.input_value(CODE).replace(f'id = "{SHIPPED}"', 'id = "mine"', 1))
    expect(editor.get_by_text("It takes the place of the shipped profile")).to_have_count(0)


def test_an_import_of_what_one_has_already_says_so_and_replaces_it(tab: Any, import_profile: Any) -> None:
    import_profile("mine", "Mine")
    save(tab)
    back(tab)
    import_profile("mine", "Mine, renewed")
    expect(tab.locator(PROFILES)).to_contain_text("You have this profile already: saving replaces mine.toml")
    expect(save(tab)).to_contain_text("Saved as mine.toml")
    expect(tab.locator(PROFILES).get_by_text("You have this profile already")).to_have_count(0)
    back(tab)
    expect(tab.get_by_role("article", name="Mine, renewed")).to_be_visible()
    expect(tab.get_by_role("article", name="Mine", exact=True)).to_have_count(0)


def test_what_is_said_of_a_saved_profile_is_true(tab: Any, import_profile: Any) -> None:
    section(tab, "profiles").get_by_role("article", name="Animagine XL 4.0").get_by_role(
        "button", name="Copy and change"
    ).click()
    expect(save(tab)).to_contain_text("The checkpoint keeps its profile")
    back(tab)
    import_profile("mine", "Mine")
    expect(save(tab)).to_contain_text("The checkpoint that is loaded is fitted with it from now on.")
    back(tab)
    import_profile("other", "Other")
    expect(save(tab)).to_contain_text("2 profiles fit the checkpoint that is loaded (Mine, Other), so it gets none")
    back(tab)
    tab.once("dialog", lambda dialog: dialog.accept())
    tab.get_by_role("article", name="Other").get_by_role("button", name="Delete").click()
    expect(tab.get_by_role("article", name="Other")).to_have_count(0)
    section(tab, "workbench")
    tab.fill(TYPED, "smile, 1girl")
    expect(tab.locator(WORKBENCH)).to_contain_text("Fitted to Mine")


def test_the_id_auto_is_reserved(tab: Any, import_profile: Any) -> None:
    import_profile("auto", "My Auto")
    expect(tab.locator(f"{PROFILES} .pt-findings")).to_contain_text('"auto" is reserved')
    expect(tab.locator(PROFILES).get_by_role("button", name="Save")).to_be_disabled()
