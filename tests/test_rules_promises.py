"""What holds for all rules together: places are right, fixes lose nothing, rules can be switched off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_tailor.api import RequestError
from prompt_tailor.lexicon import key
from prompt_tailor.passes import Context, Memory, tag_key
from prompt_tailor.rules import Scope, all_rules, findings
from prompt_tailor.rules.fixing import mend
from prompt_tailor.rules.tokens import CHUNK, at_least, cut
from prompt_tailor.syntax import atoms, parse
from tests.prompts import UGLY, prompts
from tests.test_golden import FILES, read_cases
from tests.webui_reading import networks

PROFILES = ["aidxl", "animagine-xl-4.0", "baxl-v2", "baxl-v3", "bartstyle-db-v1", "plain"]


def of(context: Context, profiles, profile: str) -> Context:
    return replace(context, profile=profiles[profile], memory=Memory())


def keys(text: str, positive: bool = True) -> set[str]:
    return {tag_key(atom.tag) for part in parse(text, positive).parts for atom in atoms(part)}


def code_list(answer: dict) -> list[str]:
    return [one["code"] for one in answer["diagnostics"] if one["code"] != "N900"]


@settings(max_examples=200, deadline=None)
@given(text=prompts(), negative=prompts(), profile=st.sampled_from(PROFILES))
def test_every_place_lies_in_its_prompt(text, negative, profile, context, profiles):
    texts = {"prompt": text, "negative_prompt": negative, "": ""}
    for one in findings(text, negative, of(context, profiles, profile), Scope(count_tokens=at_least)):
        assert not one.code.startswith("X"), one
        for span in (one.span, one.fix and one.fix.span):
            assert span is None or 0 <= span.start <= span.end <= len(texts[one.where])


@settings(max_examples=200, deadline=None)
@given(text=prompts(), negative=prompts(), profile=st.sampled_from(PROFILES))
def test_safe_fixes_lose_no_tag_and_twice_is_once(text, negative, profile, context, profiles):
    here = of(context, profiles, profile)
    once = mend(text, negative, here, Scope())
    assert keys(text) <= keys(once.prompt)
    assert keys(negative, positive=False) <= keys(once.negative_prompt, positive=False)
    assert Counter(networks(text)) == Counter(networks(once.prompt))
    assert once.prompt.count("\n") >= text.count("\n")
    twice = mend(once.prompt, once.negative_prompt, here, Scope())
    assert (twice.prompt, twice.negative_prompt, twice.fixed) == (once.prompt, once.negative_prompt, ())


@settings(max_examples=200, deadline=None)
@given(text=prompts(), profile=st.sampled_from(PROFILES))
def test_all_fixes_come_to_an_end(text, profile, context, profiles):
    here = of(context, profiles, profile)
    once = mend(text, "", here, Scope(), unsafe=True)
    assert mend(once.prompt, "", here, Scope(), unsafe=True).prompt == once.prompt


@pytest.mark.parametrize("text", UGLY)
@pytest.mark.parametrize("profile", PROFILES)
def test_no_rule_fails_on_an_ugly_prompt(text, profile, context, profiles):
    found = findings(text, text, of(context, profiles, profile), Scope(count_tokens=at_least))
    assert not [one for one in found if one.code.startswith("X")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("😀, 👩‍🎤 smile, 甘雨, (night:1.2.3)", "(night:1.2.3)"),
        ("初音ミク, （微笑み）, smile, smile", "smile"),
        ("é́́, 𝒳, short hair, 🦄, long hair", "long hair"),
    ],
)
def test_places_count_code_points(tailor, text, expected):
    answer = tailor.check({"prompt": text, "profile": "plain"})
    spans = [one["span"] for one in answer["diagnostics"] if one["span"]]
    assert expected in [text[start:end] for start, end in spans]


def test_fixing_names_what_it_did_and_keeps_what_is_not_safe(tailor):
    answer = tailor.fix(
        {"prompt": "smile, 1girl, (smile:1.2), ganyu (genshin impact), (night:1.2.3)", "profile": "aidxl"}
    )
    assert answer["prompt"] == "1girl, (smile:1.2), ganyu \\(genshin impact\\), (night:1.2.3)"
    assert [one["code"] for one in answer["fixed"]] == ["T002", "T008"]
    assert code_list(answer) == ["W001"]


def test_unsafe_fixes_are_made_only_when_asked_for(tailor):
    answer = tailor.fix({"prompt": "1girl, (smile:1.2.3), (night", "profile": "plain"}, unsafe=True)
    assert answer["prompt"] == "1girl, (smile:1.2), (night)"
    assert code_list(answer) == []


@pytest.mark.parametrize("side", ["prompt", "negative_prompt"])
def test_a_comment_switches_a_rule_off(tailor, side):
    request = {"prompt": "1girl, day, night", "profile": "plain"}
    assert code_list(tailor.check(request)) == ["T004"]
    switch = "lowres # prompt-tailor: off W003, t004"
    request[side] = f"{request.get(side, '')}, {switch}"
    assert code_list(tailor.check(request)) == []


def test_a_switched_off_rule_does_not_switch_the_tool_off(tailor):
    text = "smile, 1girl, day, night # prompt-tailor: off T004"
    once = tailor.rewrite({"prompt": text, "profile": "aidxl"})
    assert once["prompt"].startswith("1girl, ") and "# prompt-tailor: off T004" in once["prompt"]
    twice = tailor.rewrite({"prompt": once["prompt"], "profile": "aidxl"})
    assert twice["prompt"] == once["prompt"]
    assert code_list(once) == code_list(twice) == []


def test_a_rule_can_be_switched_off_by_the_request(tailor):
    request = {"prompt": "1girl, day, night", "profile": "plain", "rules_off": ["T004"]}
    assert code_list(tailor.check(request)) == []
    assert code_list(tailor.rewrite(request)) == []


def test_a_code_that_no_rule_has_is_told(tailor):
    request = {"prompt": "1girl # prompt-tailor: off T4", "profile": "plain", "rules_off": ["Q1"]}
    found = tailor.check(request)["diagnostics"]
    assert [(one["code"], one["span"]) for one in found if one["code"] == "X005"] == [
        ("X005", None),
        ("X005", [27, 29]),
    ]


def test_what_rewriting_mends_is_told_by_the_check_alone(tailor):
    request = {"prompt": "smile, smile, ganyu (genshin impact)", "profile": "aidxl", "diagnostics": "all"}
    assert code_list(tailor.check(request)) == ["T002", "T008"]
    assert code_list(tailor.rewrite(request)) == []
    off = {**request, "prompt": f"{request['prompt']} # prompt-tailor: off"}
    assert code_list(tailor.rewrite(off)) == ["T002", "T008"]


def test_a_setting_that_is_set_for_the_user_is_no_finding(tailor):
    request = {"prompt": "1girl", "profile": "animagine-xl-4.0", "cfg_scale": 12, "width": 512, "height": 512}
    assert code_list(tailor.check(request)) == ["P010", "P015"]
    assert code_list(tailor.rewrite(request)) == []
    kept = tailor.rewrite({**request, "keep": ["cfg_scale"]})
    assert code_list(kept) == ["P010"]
    assert (kept["settings"]["cfg_scale"], kept["settings"]["width"]) == (None, 1024)
    assert code_list(tailor.rewrite({**request, "choices": {"size": "keep"}})) == ["P015"]


def test_a_rewrite_answers_with_as_many_checks_as_are_asked_for(tailor):
    request = {"prompt": "1girl, long hair, very long hair, day, night", "profile": "aidxl"}
    assert code_list(tailor.rewrite({**request, "diagnostics": "off"})) == []
    assert code_list(tailor.rewrite(request)) == ["T004"]
    assert code_list(tailor.rewrite({**request, "diagnostics": "all"})) == ["T003", "T004"]


def test_a_wrong_value_is_named(tailor):
    with pytest.raises(RequestError) as caught:
        tailor.check({"prompt": "x", "diagnostics": "some", "keep": ["cfg"], "rules_off": "T001", "hires_denoise": 0})
    for expected in ("quick, all, off", "cfg_scale", "list of codes", '"hires_denoise"'):
        assert expected in str(caught.value)


def test_every_rule_tells_of_itself_and_of_the_models_values(tailor):
    told = {one["code"]: one for one in tailor.rules("aidxl")}
    assert list(told) == [one.code for one in all_rules()]
    (cfg,) = told["P010"]["values"]
    assert (cfg["value"]["min"], cfg["value"]["max"]) == (7, 9) and cfg["sources"]
    assert "values" not in tailor.rules()[0]


def words(text: str) -> int:
    """A tokenizer for tests: a word is a token."""
    return len(key(text).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (", ".join(["tag"] * 100), []),
        (" ".join(["word"] * 74), []),
        (" ".join(["word"] * CHUNK), []),
        (" ".join(["word"] * (CHUNK + 1)), [" ".join(["word"] * (CHUNK + 1))]),
        (", ".join(["tag"] * 36) + ", one two three four", []),
        (", ".join(["tag"] * 26) + ", " + " ".join(["long"] * 24), [" ".join(["long"] * 24)]),
        ("(" + ", ".join(["tag"] * 26) + ", " + " ".join(["long"] * 24) + ":1.2)", [" ".join(["long"] * 24)]),
    ],
)
def test_a_tag_is_cut_where_the_webui_cuts_it(text, expected):
    assert [tag.text for part in parse(text).parts for tag in cut(part, words)] == expected


def test_tokens_of_a_tokenizer_go_before_the_estimate(tmp_path):
    from prompt_tailor.api import Tailor

    text = ", ".join(f"wort{chr(97 + number)}" for number in range(25))
    assert code_list(Tailor(tmp_path).check({"prompt": text, "profile": "baxl-v3"})) == []
    exact = Tailor(tmp_path, tokenizer=lambda: lambda part: 3 * len(part.split()))
    (found,) = [
        one for one in exact.check({"prompt": text, "profile": "baxl-v3"})["diagnostics"] if one["code"] == "P004"
    ]
    assert found["message"].startswith("99 tokens")
    assert text[slice(*found["span"])] == "wortt"


GOOD = [
    pytest.param(path.stem, fields, id=f"{path.stem}: {title}") for path in FILES for title, fields in read_cases(path)
]


@pytest.mark.parametrize(("profile", "fields"), GOOD)
def test_a_fitted_prompt_has_nothing_to_be_told_of(profile, fields, tailor):
    """The golden cases are the cards' own examples, written as the model wants them."""
    request = {
        "prompt": fields.get("fitted", fields["typed"]),
        "negative_prompt": fields.get("fitted-negative", ""),
        "profile": profile,
    }
    assert [one for one in tailor.check(request)["diagnostics"] if one["code"] != "N900"] == []


def test_what_a_model_recommends_is_not_criticised(tailor):
    for profile in tailor.profiles():
        side = 512 if profile["base"] == "sd15" else 1024
        fitted = tailor.rewrite({"prompt": "1girl, smile", "profile": profile["id"], "width": side, "height": side})
        given = {name: value for name, value in fitted["settings"].items() if value is not None}
        texts = {name: fitted[name] for name in ("prompt", "negative_prompt")}
        assert code_list(tailor.check({**texts, **given, "profile": profile["id"]})) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("blakc_hair", "black_hair"),
        ("outstrecthed arms", "outstretched arms"),
        ("signatrue", "signature"),
        ("multiple guys", None),
        ("paintings", None),
        ("pink car", None),
        ("k4_illu", None),
        ("ohwx", None),
        ("初音ミク", None),
    ],
)
def test_typing_errors(tailor, typed, meant):
    pytest.importorskip("rapidfuzz")
    found = tailor.check({"prompt": f"1girl, {typed}", "profile": "plain"})["diagnostics"]
    assert [one["fix"]["text"] for one in found if one["code"] == "T006"] == ([meant] if meant else [])


def test_a_word_of_another_family_is_mended_as_rewriting_does(tailor):
    request = {"prompt": "1girl, score_9, rating_safe", "profile": "animagine-xl-4.0"}
    assert code_list(tailor.check(request)) == ["P002", "P002"]
    plainly = {"quality": "off", "order": "off", "negative": "off"}
    assert tailor.fix(request, unsafe=True)["prompt"] == tailor.rewrite({**request, "choices": plainly})["prompt"]
    assert code_list(tailor.rewrite({**request, "choices": {"translate": False}})) == ["P002", "P002"]
    assert code_list(tailor.rewrite(request)) == []
