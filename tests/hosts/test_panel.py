"""The user's wishes, from the panel's controls, an API request or an infotext."""

from __future__ import annotations

import pytest

from prompt_tailor.choices import Choices
from prompt_tailor.hosts.panel import CONTROLS, SETTINGS, Panel, default_panel, read_controls, read_json

TXT2IMG = default_panel(is_img2img=False)
IMG2IMG = default_panel(is_img2img=True)


def controls_of(panel: Panel) -> list[object]:
    return [panel.control(name) for name in CONTROLS]


PANELS = [
    TXT2IMG,
    IMG2IMG,
    Panel(False, "aidxl", frozenset(), Choices(rating="safe", year="newest", series="off", merge_broader=True)),
    Panel(choices=Choices(quality=("masterpiece", "best quality"), character_form="tag", size="832x1216")),
]


@pytest.mark.parametrize("panel", PANELS)
def test_the_controls_show_what_is_read_from_them(panel: Panel) -> None:
    assert read_controls(controls_of(panel), TXT2IMG) == (panel, [])


@pytest.mark.parametrize("default", [TXT2IMG, IMG2IMG])
@pytest.mark.parametrize("panel", PANELS)
def test_what_differs_is_enough_to_restore_the_panel(panel: Panel, default: Panel) -> None:
    restored, problems = read_json({"enabled": panel.enabled, **panel.changed_from(default)}, default)
    assert (restored, problems) == (panel, [])


def test_img2img_leaves_the_size_alone() -> None:
    assert set(SETTINGS) - IMG2IMG.set == {"size"}


def test_a_txt2img_picture_pasted_into_img2img_does_not_switch_the_size_on() -> None:
    written = Panel(set=TXT2IMG.set - {"steps"}).changed_from(TXT2IMG)
    restored, _ = read_json(written, IMG2IMG)
    assert restored.set == IMG2IMG.set - {"steps"}


@pytest.mark.parametrize("values", [[], [None], [None] * 30, [True], [True, "auto"]])
def test_short_and_empty_lists_mean_the_defaults(values: list) -> None:
    assert read_controls(values, TXT2IMG) == (TXT2IMG, [])


def test_values_of_controls_that_we_do_not_know_are_ignored() -> None:
    assert read_controls([*controls_of(TXT2IMG), "from a later version"], TXT2IMG) == (TXT2IMG, [])


def test_one_object_stands_for_the_whole_list() -> None:
    asked = {"profile": "aidxl", "set": {"CFG": False}, "choices": {"rating": "safe"}}
    panel, problems = read_controls([asked, "auto", ["steps"]], TXT2IMG)
    assert problems == []
    assert panel == Panel(True, "aidxl", TXT2IMG.set - {"CFG"}, Choices(rating="safe"))


def test_a_list_of_settings_is_all_that_is_set() -> None:
    assert read_json({"set": ["steps"]}, TXT2IMG)[0].set == {"steps"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"foo": 1}, 'unknown key "foo"'),
        ({"enabled": "yes"}, "enabled: expected true or false"),
        ({"profile": 3}, "profile: expected auto or a profile's id"),
        ({"set": ["stepps"]}, 'set: unknown setting "stepps"'),
        ({"set": "steps"}, "set: expected a list or an object"),
        ({"choices": []}, "choices: expected an object"),
        ({"choices": {"order": "sideways"}}, "choices.order: expected one of"),
    ],
)
def test_a_mistake_is_told_and_the_default_stays(asked: dict, told: str) -> None:
    panel, problems = read_json(asked, TXT2IMG)
    assert len(problems) == 1 and told in problems[0]
    assert panel == TXT2IMG


def test_one_wrong_choice_does_not_undo_the_others() -> None:
    panel, problems = read_json({"choices": {"order": "sideways", "rating": "safe"}}, TXT2IMG)
    assert panel.choices == Choices(rating="safe") and len(problems) == 1


def test_quality_words_can_be_typed() -> None:
    values = controls_of(TXT2IMG)
    values[CONTROLS.index("quality")] = " masterpiece , best quality,"
    assert read_controls(values, TXT2IMG)[0].choices.quality == ("masterpiece", "best quality")
