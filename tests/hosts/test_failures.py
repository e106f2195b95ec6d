"""Whatever goes wrong in us, the picture is made as the user typed it, and the user is told."""

from __future__ import annotations

from typing import Any

import pytest

from prompt_tailor.api import RequestError, Tailor
from prompt_tailor.hosts.report import REPORT_KEY


class Broken:
    """A library that fails in one of its calls, and works in the others."""

    def __init__(self, tailor: Tailor, failing: str, after: int = 0) -> None:
        self._tailor, self._failing, self._left = tailor, failing, after

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> Any:
            if name == self._failing:
                if self._left == 0:
                    raise ValueError("<b>oh</b>")
                self._left -= 1
            return getattr(self._tailor, name)(*arguments)

        return call


def fields_of(p: Any) -> dict[str, Any]:
    changing = ("prompt", "negative_prompt", "hr_prompt", "hr_negative_prompt", "steps", "cfg_scale", "width", "height")
    return {name: getattr(p, name) for name in (*changing, "sampler_name", "scheduler", "override_settings")}


@pytest.mark.parametrize(
    ("failing", "after"), [("rewrite", 0), ("rewrite", 1), ("profile", 0)], ids=["first", "second", "last"]
)
def test_nothing_is_half_changed(
    make_script: Any, make_job: Any, tailor: Tailor, failing: str, after: int, capsys: pytest.CaptureFixture[str]
) -> None:
    script = make_script(Broken(tailor, failing, after))
    p = make_job(script, prompt="smile, 1girl", enable_hr=True, hr_prompt="hat, 1girl", width=1000)
    before = fields_of(p)
    script.before_process(p)
    assert fields_of(p) == before
    assert not p.extra_generation_params
    (notice,) = p.comments
    assert notice == "Prompt Tailor: The prompt went through as typed: ValueError: <b>oh</b>"


def test_the_user_is_told_with_the_result_and_in_the_log(
    make_script: Any, generate: Any, tailor: Tailor, capfd: pytest.CaptureFixture[str]
) -> None:
    script = make_script(Broken(tailor, "rewrite"))
    _, result = generate(script, prompt="smile, 1girl")
    assert result.infotexts[0].startswith("smile, 1girl\n") and "Prompt Tailor" not in result.infotexts[0]
    assert result.extra_generation_params[REPORT_KEY]["notices"]


def test_a_failure_at_a_single_picture_keeps_what_was_fitted_before(
    make_script: Any, generate: Any, other_script: Any, tailor: Tailor
) -> None:
    def resolve(p: Any) -> None:
        p.all_prompts = ["1girl, hat"]

    script = make_script(Broken(tailor, "rewrite", after=1))
    p, result = generate(other_script(process=resolve), script, prompt="smile, 1girl")
    assert p.all_prompts == ["1girl, hat"] and p.steps == 28
    assert "stay as they are" in result.extra_generation_params[REPORT_KEY]["notices"][0]


def test_for_a_profile_that_is_not_there_the_checkpoint_s_is_used_and_it_is_told(script: Any, generate: Any) -> None:
    p, result = generate(script, prompt="smile, 1girl", asked={"profile": "nope"})
    assert p.prompt.startswith("1girl, smile, masterpiece, high score") and p.steps == 28
    told = result.extra_generation_params[REPORT_KEY]
    assert told["notices"] == ['The profile "nope" is not here; the one for the checkpoint is used.']
    assert (told["profile"], told["how"]) == ("animagine-xl-4.0", "name")
    assert f"Prompt Tailor: {told['notices'][0]}" in p.comments
    assert "nope" not in result.infotexts[0]


def test_a_wrong_choice_is_told_and_the_rest_is_done(script: Any, generate: Any) -> None:
    p, result = generate(script, prompt="smile, 1girl", asked={"choices": {"order": "sideways"}})
    assert p.prompt.startswith("1girl, smile")
    assert "choices.order" in result.extra_generation_params[REPORT_KEY]["notices"][0]
    assert any("choices.order" in comment for comment in p.comments)


def test_request_errors_are_one_line(tailor: Tailor) -> None:
    with pytest.raises(RequestError) as refused:
        tailor.rewrite({"prompt": 1, "stepz": 2})
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("module", "name", "what", "event"),
    [
        ("modules.script_callbacks", "on_infotext_pasted", "pasting of what was typed", "infotext_pasted"),
        ("modules.script_callbacks", "on_ui_tabs", "tab", "ui_tabs"),
        ("modules.shared", "OptionInfo", "settings", None),
    ],
)
def test_what_a_webui_does_not_take_is_told_and_all_else_is_there(
    webui: None,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    name: str,
    what: str,
    event: str | None,
) -> None:
    from importlib import import_module

    from modules import script_callbacks

    from prompt_tailor.hosts.webui.script import Extension

    heard = set()
    monkeypatch.setattr(script_callbacks, "add_callback", lambda event, callback: heard.add(event))
    monkeypatch.delattr(import_module(module), name)
    extension = Extension()
    extension.join_webui()
    last = extension.errors.listed()[-1]
    assert f"This webui does not take our {what}; all else works (AttributeError: " in str(last)
    assert heard == {"app_started", "ui_tabs", "infotext_pasted"} - {event}
