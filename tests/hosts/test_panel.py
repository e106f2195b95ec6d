"""The user's wishes, from the panel's controls, an API request or an infotext."""

from __future__ import annotations

import pytest

from prompt_tailor.choices import Choices
from prompt_tailor.hosts.origin import Origin
from prompt_tailor.hosts.panel import CONTROLS, SETTINGS, Panel, default_panel, read_controls, read_json

TXT2IMG = default_panel(is_img2img=False)
IMG2IMG = default_panel(is_img2img=True)


def controls_of(panel: Panel, default: Panel = TXT2IMG) -> list[object]:
    """The values as the page sends them: the switch, nothing, all wishes as one text, and what is known of a paste."""
    pasted = panel.origin.to_text() if panel.origin else ""
    return [panel.enabled, *[None] * (len(CONTROLS) - 3), panel.wishes(default), pasted]


OLD_LIST = [
    False,
    "aidxl",
    ["CFG"],
    "safe",
    "as typed",
    " masterpiece , best quality,",
    "off",
    "lead",
    False,
    "tag",
    True,
]
"""A list as requests and queues hold it from before there were wishes; it ends early, too."""


PANELS = [
    TXT2IMG,
    IMG2IMG,
    Panel(False, "aidxl", frozenset(), Choices(rating="safe", year="newest", series="off", merge_broader=True)),
    Panel(choices=Choices(quality=("masterpiece", "best quality"), character_form="tag", size="832x1216")),
    Panel(choices=Choices(aesthetic=("x",), quality_weight=1.2, pinned=("smile",), without=("error", "ä"))),
]


@pytest.mark.parametrize("default", [TXT2IMG, IMG2IMG, Panel(False, "plain")])
@pytest.mark.parametrize("panel", [*PANELS, Panel(profile="plain", origin=Origin("noobaiXL_v11 [6681e8e4b1]", "甘雨"))])
def test_the_controls_hold_what_is_read_from_them(panel: Panel, default: Panel) -> None:
    assert read_controls(controls_of(panel, default), default) == (panel, [])


def test_an_untouched_panel_has_no_wishes() -> None:
    assert [default.wishes(default) for default in (TXT2IMG, IMG2IMG, Panel(profile="plain"))] == ["", "", ""]


def test_old_lists_go_on_working() -> None:
    panel, problems = read_controls(OLD_LIST, TXT2IMG)
    assert problems == []
    assert panel == Panel(
        False,
        "aidxl",
        frozenset({"CFG"}),
        Choices(
            rating="safe",
            quality=("masterpiece", "best quality"),
            negative="off",
            order="lead",
            series="off",
            character_form="tag",
            merge_broader=True,
        ),
    )


@pytest.mark.parametrize("wishes", ["{", "[]", "3", "null", 3, ["x"], "[" * 100_000])
def test_wishes_that_are_none_are_told_and_the_rest_counts(wishes: object) -> None:
    panel, problems = read_controls([False, *[None] * 11, wishes], TXT2IMG)
    assert panel == Panel(False, "auto", TXT2IMG.set)
    assert len(problems) == 1 and problems[0].startswith("wishes: expected a JSON object as text")


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
        ({"set": {"steps": "no"}}, "set.steps: expected true or false"),
        ({"set": {"cfg_skale": False}}, 'set: unknown setting "cfg_skale" (known: sampler, scheduler, CFG'),
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


def test_settings_may_be_named_by_the_answer_s_fields() -> None:
    by_field = {"cfg_scale": False, "sampler_name": False, "width": False, "clip_skip": False}
    assert read_json({"set": by_field}, TXT2IMG) == (Panel(set=frozenset({"scheduler", "steps"})), [])
    assert read_json({"set": ["height", "cfg_scale"]}, TXT2IMG) == (Panel(set=frozenset({"size", "CFG"})), [])


PASTED = Panel(origin=Origin("animagineXLV31_v31", "1girl, (smile:1.2), best quality,\nlong_hair"))


@pytest.mark.parametrize(
    ("prompt", "written_for"),
    [
        ("1girl, (smile:1.2), best quality,\nlong_hair", "animagineXLV31_v31"),
        ("long hair, 1girl, [smile], sitting, outdoors, tree", "animagineXLV31_v31"),
        ("1girl, smile", "animagineXLV31_v31"),
        ("1girl, sitting, outdoors, night", ""),
        ("", ""),
    ],
)
def test_a_pasted_prompt_is_its_picture_s_until_something_else_is_typed(prompt: str, written_for: str) -> None:
    assert PASTED.about(prompt).written_for == written_for


def test_what_a_request_says_of_the_model_goes_before_the_paste() -> None:
    panel, problems = read_controls([{"from": "aidxl"}], PASTED)
    assert problems == [] and panel.about("1girl").written_for == "aidxl"
    assert read_json({"from": 3}, TXT2IMG)[1] == ["from: expected a profile's id or a checkpoint's name, got 3"]


def test_where_the_prompt_is_from_is_kept_in_the_picture_and_is_no_wish() -> None:
    panel = PASTED.about("1girl, smile, best quality")
    assert panel.changed_from(TXT2IMG) == {"from": "animagineXLV31_v31"} and panel.wishes(TXT2IMG) == ""


@pytest.mark.parametrize("pasted", ["{", "[]", "3", '{"from": "x"}', '{"from": 1, "prompt": ""}', 3, "[" * 100_000])
def test_a_paste_that_is_none_is_told_and_the_rest_counts(pasted: object) -> None:
    panel, problems = read_controls([False, *[None] * 11, "", pasted], TXT2IMG)
    assert not panel.enabled and panel.origin is None
    assert len(problems) == 1 and problems[0].startswith("origin: expected a JSON object as text")
