"""What comes back to the page when a picture's infotext is pasted."""

from __future__ import annotations

from typing import Any

import pytest

from prompt_tailor import infotext
from prompt_tailor.choices import Choices
from prompt_tailor.hosts.origin import Origin
from prompt_tailor.hosts.panel import Panel, default_panel, read_controls
from prompt_tailor.infotext import Typed

pytestmark = pytest.mark.usefixtures("webui")
DEFAULT = default_panel(is_img2img=False)
FITTED = {"Prompt": "1girl, smile, best", "Negative prompt": "bad", "Hires prompt": "", "Steps": "28"}


def pasted(typed: Typed | None, **values: Any) -> dict[str, Any]:
    """The parsed infotext after we had our say."""
    from prompt_tailor.hosts.webui.paste import restore_typed

    given = {**FITTED, **infotext.write("aidxl 1", typed, {}), **values}
    restore_typed("", given)
    return given


def restored(values: dict[str, Any], default: Panel = DEFAULT) -> list[Any]:
    """What our controls get from a parsed infotext; every model with an underline in its name is known."""
    from prompt_tailor.hosts.webui.paste import Restored

    names = ("enabled", "wishes", "origin")
    return [Restored(name, default, lambda model: "_" in model)(values) for name in names]


def boxes(values: dict[str, Any]) -> tuple:
    return values["Prompt"], values["Negative prompt"], values["Hires prompt"], values.get("Styles array")


def style(monkeypatch: pytest.MonkeyPatch, name: str, mode: str) -> None:
    from modules import shared

    monkeypatch.setitem(shared.prompt_styles.styles, name, None)
    monkeypatch.setitem(shared.opts.data, "infotext_styles", mode)


def test_the_boxes_get_what_was_typed() -> None:
    assert boxes(pasted(Typed("smile, 1girl", "", "hat"))) == ("smile, 1girl", "", "hat", None)


def test_boxes_that_are_not_to_be_pasted_stay_out() -> None:
    from prompt_tailor.hosts.webui.paste import restore_typed

    given = infotext.write("aidxl 1", Typed("smile, 1girl"), {})
    restore_typed("", given)
    assert "Prompt" not in given


def test_without_our_keys_nothing_changes() -> None:
    from prompt_tailor.hosts.webui.paste import restore_typed

    given = dict(FITTED)
    restore_typed("", given)
    assert given == FITTED


def test_where_nothing_was_recorded_the_fitted_prompt_is_pasted() -> None:
    assert boxes(pasted(None))[:2] == ("1girl, smile, best", "bad")


def test_styles_are_chosen_again(monkeypatch: pytest.MonkeyPatch) -> None:
    style(monkeypatch, "mine", "Apply if any")
    assert boxes(pasted(Typed("smile", styles=("mine",))))[0::3] == ("smile", ["mine"])


def test_styles_that_the_user_discards_stay_out(monkeypatch: pytest.MonkeyPatch) -> None:
    style(monkeypatch, "mine", "Discard")
    assert boxes(pasted(Typed("smile", styles=("mine",)), **{"Styles array": ["x"]}))[0::3] == ("smile", None)


def test_styles_that_stay_in_the_prompt_keep_the_fitted_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    style(monkeypatch, "mine", "Ignore")
    assert boxes(pasted(Typed("smile", styles=("mine",))))[0] == "1girl, smile, best"


def test_styles_that_are_not_here_keep_the_fitted_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    style(monkeypatch, "mine", "Apply")
    assert boxes(pasted(Typed("smile", styles=("mine", "gone"))))[0] == "1girl, smile, best"


@pytest.mark.parametrize(
    "panel", [DEFAULT, Panel(profile="plain", set=DEFAULT.set - {"CFG"}, choices=Choices(rating="safe", series="off"))]
)
def test_the_panel_comes_back(panel: Panel) -> None:
    enabled, wishes, _ = restored(infotext.write("aidxl 1", None, panel.changed_from(DEFAULT)))
    assert read_controls([enabled, *[None] * 11, wishes], DEFAULT) == (panel, [])


def test_auto_comes_back_where_another_profile_is_the_default() -> None:
    default = default_panel(is_img2img=False, enabled=False, profile="aidxl")
    enabled, wishes, _ = restored(infotext.write("aidxl 1", None, Panel().changed_from(default)), default)
    assert read_controls([enabled, *[None] * 11, wishes], default)[0].profile == "auto"


def test_a_picture_without_us_leaves_the_panel_alone() -> None:
    assert restored(FITTED) == [None, None, ""]


def test_a_picture_without_us_tells_what_its_prompt_was_written_for() -> None:
    model = {"Model": "animagineXLV31_v31", "Model hash": "e3c47aedb0"}
    expected = Origin("animagineXLV31_v31 [e3c47aedb0]", FITTED["Prompt"]).to_text()
    assert restored({**FITTED, **model})[2] == expected
    assert restored({**FITTED, "Model": "unknown"})[2] == ""


def test_prompts_that_the_user_has_left_out_of_pasting_change_nothing() -> None:
    assert restored({"Model": "animagineXLV31_v31", "Steps": "28"})[2] is None


def test_a_fitted_picture_tells_only_what_its_typed_prompt_was_written_for() -> None:
    model = {"Model": "animagineXLV31_v31"}
    assert restored(pasted(Typed("smile, 1girl"), **model))[2] == ""
    choices = infotext.write("aidxl 1", Typed("smile"), {"from": "noobaiXL_v11"})
    assert restored(pasted(Typed("smile"), **model, **choices))[2] == Origin("noobaiXL_v11", "smile").to_text()
    assert restored(pasted(None, **model))[2] == Origin("animagineXLV31_v31", FITTED["Prompt"]).to_text()


def test_both_tabs_know_the_same_controls(make_script: Any) -> None:
    """ "Send to img2img" pairs the tabs' controls by their targets; one missing would shift all values after it."""
    gr = pytest.importorskip("gradio")
    tabs = [make_script(None, is_img2img=is_img2img) for is_img2img in (False, True)]
    with gr.Blocks():
        for script in tabs:
            script.ui(script.is_img2img)
    sent = [
        [target.control for _, target in script.infotext_fields if target in tabs[0].paste_field_names]
        for script in tabs
    ]
    assert sent[0] == sent[1] == ["enabled", "wishes", "origin"]


def test_without_a_page_the_wishes_carry_what_was_typed() -> None:
    """The webui's API takes an infotext without asking us about its prompts."""
    from prompt_tailor.hosts.pasted import read

    values = {**FITTED, **infotext.write("aidxl 1", Typed("smile, 1girl", "bad"), {})}
    _, wishes, origin = restored(values)
    assert read([True, wishes, origin]) == {"prompt": ("1girl, smile, best", "smile, 1girl")}
    assert read_controls([True, *[None] * 11, wishes], DEFAULT) == (Panel(), [])


def test_what_another_extension_put_into_the_boxes_is_not_taken_for_a_picture_s_prompt() -> None:
    from prompt_tailor.hosts.pasted import read

    values = pasted(Typed("smile, 1girl"))
    values["Prompt"] += ", hat"
    assert read(restored(values)) == {}


@pytest.mark.parametrize("wishes", ["", "{", "[]", '{"pasted": 1}', '{"pasted": {"prompt": "x"}}', None, 7])
def test_wishes_without_a_picture_s_prompts(wishes: Any) -> None:
    from prompt_tailor.hosts.pasted import read

    assert read([True, wishes]) == {}
