"""Other extensions beside ours, as far as they were seen to matter in a real webui: each does here what it does there."""

from __future__ import annotations

from typing import Any

import pytest

from prompt_tailor import infotext
from prompt_tailor.hosts.report import REPORT_KEY
from prompt_tailor.infotext import Typed


def typed_of(text: str) -> Typed | None:
    from modules.infotext_utils import parse_generation_parameters

    record = infotext.read(parse_generation_parameters(text))
    assert record is not None
    return record.typed


def prompt_of(text: str) -> str:
    return text.split("\n")[0]


@pytest.fixture
def regional(make_job: Any, script: Any, other_script: Any) -> Any:
    """A function that makes a job with Regional Prompter beside us, given its first three values and a prompt."""

    def make(values: tuple[bool, bool, str], prompt: str, asked: dict | None = None) -> Any:
        neighbour = other_script("Regional Prompter")
        neighbour.args_from, neighbour.args_to = 2, 5
        p = make_job(script, neighbour, prompt=prompt)
        p.script_args = [0, asked or {}, *values]
        return p

    return make


BY_WORDS = "street, shirt, 1girl, hatsune_miku BREAK (forest:1.3), shirt BREAK red eyes, hatsune_miku"


@pytest.mark.parametrize(
    ("values", "prompt"),
    [((True, False, "Prompt"), BY_WORDS), ((True, False, "Matrix"), BY_WORDS.replace("BREAK", "ADDP"))],
)
def test_where_the_last_word_of_a_part_is_its_region_it_stays_last(regional: Any, values: Any, prompt: str) -> None:
    from modules.processing import process_images

    asked = {"choices": {"rating": "safe", "year": "newest", "aesthetic": ["very aesthetic"]}}
    result = process_images(regional(values, prompt, asked))
    assert prompt_of(result.infotexts[0]) == prompt.replace("_", " ")
    told = result.extra_generation_params[REPORT_KEY]["left"]
    assert [one["name"] for one in told] == ["order"]
    assert "Negative prompt: lowres" in result.infotexts[0]


@pytest.mark.parametrize("values", [(False, False, "Prompt"), (True, False, "Matrix"), (True, False, "Mask")])
def test_other_regions_are_fitted_as_parts(regional: Any, values: Any) -> None:
    from modules.processing import process_images

    result = process_images(regional(values, BY_WORDS))
    assert prompt_of(result.infotexts[0]).endswith("masterpiece, high score, great score, absurdres")
    assert result.extra_generation_params[REPORT_KEY]["left"] == []


@pytest.fixture
def coupled(make_job: Any, script: Any, other_script: Any) -> Any:
    """A function that makes a job with Forge Couple beside us, given its separator and a prompt."""

    def make(separator: str, prompt: str, enabled: bool = True, **fields: Any) -> Any:
        neighbour = other_script("Forge Couple")
        neighbour.args_from, neighbour.args_to = 2, 6
        p = make_job(script, neighbour, prompt=prompt, **fields)
        p.script_args = [0, {}, enabled, False, "Basic", separator]
        return p

    return make


REGIONS = [
    "masterpiece, two girls in a park # all",
    "red hair, smile, 1girl BREAK hat",
    "blue hair, hatsune_miku, crying, 1girl",
]
FITTED_REGIONS = [
    "two girls in a park, masterpiece, high score, great score, absurdres # all",
    "1girl, red hair, smile BREAK hat, masterpiece, high score, great score, absurdres",
    "1girl, hatsune miku, vocaloid, blue hair, crying, masterpiece, high score, great score, absurdres",
]


@pytest.mark.parametrize(("separator", "between"), [("", "\n"), ("\\n", "\n"), ("|", " | "), ("\\n\\n", "\n\n")])
def test_no_tag_leaves_the_region_that_its_line_is_for(coupled: Any, separator: str, between: str) -> None:
    from modules.processing import process_images

    p = coupled(separator, between.join(REGIONS), n_iter=2)
    process_images(p)
    assert [region.strip(" ,") for region in p.prompt.split(between)] == FITTED_REGIONS
    again = coupled(separator, p.prompt)
    process_images(again)
    assert again.prompt == p.prompt


def test_lines_are_only_lines_where_forge_couple_is_switched_off(coupled: Any) -> None:
    from modules.processing import process_images

    p = coupled("", "1girl, smile\nred hair, smile", enabled=False)
    process_images(p)
    assert p.prompt.count("smile") == 1


def test_typed_prompts_are_kept_though_dynamic_prompts_writes_over_the_job_s_own(
    script: Any, generate: Any, other_script: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from modules import shared
    from modules.styles import PromptStyle

    def dynamic_prompts(p: Any) -> None:
        p.prompt = p.all_prompts[0]

    monkeypatch.setitem(shared.prompt_styles.styles, "mine", PromptStyle("mine", "{prompt}, long hair", "jpeg"))
    p, result = generate(other_script(process=dynamic_prompts), script, prompt="smile, 1girl", styles=["mine"])
    assert typed_of(result.infotexts[0]) == Typed("smile, 1girl", styles=("mine",))
