"""The JSON contract: what a request may say, what the answer holds, how mistakes are named."""

from __future__ import annotations

import pytest

from prompt_tailor.api import RequestError, Tailor

ANSWER = {
    "profile", "detection",
    "from", "fitted", "prompt", "negative_prompt", "settings", "tags", "negative_tags", "dropped", "steps",
    "diagnostics",
}  # fmt: skip
SETTINGS = {"sampler_name", "scheduler", "steps", "cfg_scale", "width", "height", "clip_skip"}


def codes(answer: dict) -> list[str]:
    return [one["code"] for one in answer["diagnostics"]]


def test_the_answer_has_the_contracts_keys(tailor):
    answer = tailor.rewrite({"prompt": "smile, 1girl, smile", "profile": "aidxl"})
    assert set(answer) == ANSWER
    assert set(answer["settings"]) == SETTINGS
    assert set(answer["tags"][0]) == {"surface", "key", "category", "reason", "weight", "origin"}
    assert set(answer["steps"][0]) == {"pass", "where", "before", "after", "notes"}


def test_origins_and_dropped(tailor):
    answer = tailor.rewrite({"prompt": "smile, 1girl, (smile:1.2)", "profile": "aidxl"})
    assert [(tag["surface"], tag["origin"], tag["weight"]) for tag in answer["tags"]] == [
        ("1girl", "typed", 1.0),
        ("smile", "merged", 1.2),
        ("best quality", "added", 1.3),
    ]
    assert [(one["surface"], one["action"]) for one in answer["dropped"]] == [("smile", "merged")]


@pytest.mark.parametrize(
    ("profile", "given", "expected"),
    [
        ("animagine-xl-4.0", {}, {"sampler_name": "Euler a", "steps": 28, "cfg_scale": 5, "width": None}),
        ("animagine-xl-4.0", {"cfg_scale": 7, "steps": 20}, {"cfg_scale": 5, "steps": 28}),
        ("animagine-xl-4.0", {"width": 1920, "height": 1080}, {"width": 1344, "height": 768}),
        ("animagine-xl-4.0", {"width": 512, "height": 512}, {"width": 1024, "height": 1024}),
        ("animagine-xl-3.1", {"cfg_scale": 6, "steps": 50}, {"cfg_scale": 6, "steps": 29}),
        ("animagine-xl-3.1", {"cfg_scale": 11, "steps": 20}, {"cfg_scale": 7, "steps": 20}),
        (
            "aidxl",
            {"cfg_scale": 3, "width": 600, "height": 900},
            {"cfg_scale": 7, "width": 832, "height": 1216, "clip_skip": 1},
        ),
        ("baxl-v3", {"cfg_scale": 5.5}, {"cfg_scale": 5.5, "steps": 25}),
        ("baxl-v3", {"width": 1792, "height": 768}, {"width": 1792, "height": 768}),
        (
            "bartstyle-db-v1",
            {"width": 512, "height": 768, "cfg_scale": 7, "steps": 20},
            {"width": 512, "cfg_scale": 6, "steps": 50},
        ),
        (
            "plain",
            {"width": 500, "height": 700, "cfg_scale": 1, "steps": 1},
            {"width": 500, "cfg_scale": 1, "steps": 1},
        ),
        ("plain", {}, {"width": None, "cfg_scale": None, "steps": None, "sampler_name": None, "clip_skip": None}),
    ],
)
def test_settings(tailor, profile, given, expected):
    settings = tailor.rewrite({"prompt": "1girl", "profile": profile, **given})["settings"]
    assert {name: settings[name] for name in expected} == expected


def test_size_choices(tailor):
    base = {"prompt": "1girl", "profile": "animagine-xl-4.0", "width": 700, "height": 900}
    assert tailor.rewrite({**base, "choices": {"size": "keep"}})["settings"]["width"] == 700
    assert tailor.rewrite({**base, "choices": {"size": "640x1536"}})["settings"]["height"] == 1536


@pytest.mark.parametrize(
    ("name", "profile"),
    [
        ("animagine-xl-4.0-opt.safetensors", "animagine-xl-4.0"),
        ("sdxl/animagineXLV31_v31.safetensors [e3c47aedb0]", "animagine-xl-3.1"),
        ("AnimeIllustDiffusionXL_v08", "aidxl"),
        ("baxlBlueArchiveFlatCelluloid_xlv3", "baxl-v3"),
        ("baxlBlueArchiveFlatCelluloid_xlv2", "baxl-v2"),
        ("somebodysMerge_v2", "plain"),
    ],
)
def test_auto_recognises_the_checkpoint_and_says_how(tailor, name, profile):
    answer = tailor.rewrite({"prompt": "1girl", "model": {"name": name}})
    assert answer["profile"] == profile
    assert answer["detection"]["reason"]


def test_a_hash_goes_before_a_name(tailor):
    answer = tailor.rewrite({"prompt": "1girl", "model": {"name": "my favourite", "hash": "95affd8c8f"}})
    assert (answer["profile"], answer["detection"]["how"]) == ("baxl-v3", "hash")


def test_every_mistake_of_a_request_is_named_at_once(tailor):
    with pytest.raises(RequestError) as caught:
        tailor.rewrite(
            {
                "promt": "x",
                "width": -1,
                "cfg_scale": "7",
                "choices": {"order": "all", "raitng": 1},
                "model": {"nam": "x"},
                "embeddings": "x",
            }
        )
    message = str(caught.value)
    for expected in (
        'did you mean "prompt"',
        '"prompt" is missing',
        '"width"',
        '"cfg_scale"',
        "choices.order",
        "raitng",
        '"nam"',
        '"embeddings"',
    ):
        assert expected in message


@pytest.mark.parametrize("request_", [None, [], "x", 1])
def test_no_object(tailor, request_):
    with pytest.raises(RequestError):
        tailor.rewrite(request_)


def test_an_unknown_profile_is_named_with_the_known_ones(tailor):
    with pytest.raises(RequestError, match="aidxl"):
        tailor.rewrite({"prompt": "x", "profile": "nope"})


def test_an_unknown_negative_variant_is_said_and_the_recommended_one_used(tailor):
    answer = tailor.rewrite({"prompt": "1girl", "profile": "aidxl", "choices": {"negative": "nope"}})
    assert "worst quality" in answer["negative_prompt"]
    assert "P901" in codes(answer)


@pytest.mark.parametrize("given", ["animagin-xl-4.0", "anmagine-xl-4.0"])
def test_a_mistyped_profile_is_told_with_the_nearest(tailor, given):
    with pytest.raises(RequestError, match='did you mean "animagine-xl-4.0"'):
        tailor.rewrite({"prompt": "x", "profile": given})


def test_a_mistyped_choice_is_told_with_the_nearest(tailor):
    with pytest.raises(RequestError, match='choices: unknown key "ordr", did you mean "order"'):
        tailor.rewrite({"prompt": "x", "choices": {"ordr": "full"}})


@pytest.mark.parametrize(
    ("profile", "choices", "message"),
    [
        ("animagine-xl-4.0", {"rating": "saf"}, 'rating: Animagine XL 4.0 has no word "saf", did you mean "safe"?'),
        ("animagine-xl-4.0", {"year": "1066"}, 'has no word "1066" (it has: year 2005, year 2006, year 2007, year'),
        ("animagine-xl-3.1", {"year": "nwest"}, 'did you mean "newest"?'),
        ("animagine-xl-4.0", {"rating": "safe", "year": "year 2023"}, None),
        ("animagine-xl-3.1", {"rating": "explicit, nsfw"}, None),
        ("animagine-xl-4.0", {"rating": "rating_safe"}, None),
        ("plain", {"rating": "saf", "year": "1066"}, None),
    ],
)
def test_a_chosen_word_that_the_model_has_not_is_taken_and_told(tailor, profile, choices, message):
    request = {"prompt": "1girl", "profile": profile, "choices": choices}
    answer = tailor.rewrite(request)
    told = [found["message"] for found in answer["diagnostics"] if found["code"] == "P903"]
    assert [message in one for one in told] == ([True] if message else [])
    if message:
        assert next(iter(choices.values())) in answer["prompt"]
    assert told == [
        found["message"] for found in tailor.export(request, "infotext")["diagnostics"] if found["code"] == "P903"
    ]


def test_off_leaves_everything_alone(tailor):
    text = "smile, 1girl # prompt-tailor: off"
    answer = tailor.rewrite({"prompt": text, "negative_prompt": "x", "profile": "aidxl", "width": 512, "height": 512})
    assert (answer["prompt"], answer["negative_prompt"], answer["fitted"]) == (text, "x", False)
    assert set(answer["settings"].values()) == {None}


def test_embeddings_stay_beside_their_neighbour(tailor):
    answer = tailor.rewrite({"prompt": "my_emb, smile, 1girl", "profile": "aidxl", "embeddings": ["my_emb"]})
    assert answer["prompt"].startswith("1girl, my_emb, smile")
    assert answer["tags"][1]["category"] == "embedding"


def test_check_finds_what_stops_the_webui(tailor):
    answer = tailor.check({"prompt": "1girl, (smile:1.2.3), 😀, (night", "profile": "aidxl"})
    found = [one for one in answer["diagnostics"] if one["code"] != "N900"]
    assert [(one["code"], one["severity"], one["span"]) for one in found] == [
        ("W001", "error", [7, 20]),
        ("S001", "warning", [25, 26]),
    ]


def test_place(tailor):
    placed = tailor.place(["Long_Hair", "holding a red umbrella in the rain", "ganyu \\(genshin impact\\)", "xyzzyx"])
    assert [(one["category"], one["layer"]) for one in placed][:1] == [("main_features", "lexicon")]
    assert placed[1]["category"] == "action"
    assert placed[2]["category"] == "character"
    assert placed[3]["category"] == "unknown"
    assert all(one["reason"] for one in placed)


def test_profiles_in_short_and_whole(tailor):
    listed = tailor.profiles()
    assert {"aidxl", "animagine-xl-3.1", "animagine-xl-4.0", "baxl-v3", "baxl-v2", "plain"} <= {
        one["id"] for one in listed
    }
    whole = tailor.profile("aidxl")
    assert whole["sources"] and whole["negative"]["recommended"].startswith("(worst quality:1.3)")


def test_a_users_own_profile_wins_and_a_broken_one_is_told(tmp_path):
    folder = tmp_path / "profiles"
    folder.mkdir()
    (folder / "mine.toml").write_text('id = "mine"\nqualtiy = 1\n', encoding="utf-8")
    own = Tailor(tmp_path, background=True)
    answer = own.rewrite({"prompt": "smile, 1girl", "profile": "aidxl"})
    assert answer["prompt"] == "1girl, smile, (best quality:1.3)"
    assert any("qualtiy" in one["message"] for one in answer["diagnostics"])
    assert any("qualtiy" in message for message in own.broken_profiles().values())


def test_without_names_everything_works_and_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("prompt_tailor.lexicon.names.package_sources", lambda package: [])
    alone = Tailor(tmp_path, background=False)
    answer = alone.rewrite({"prompt": "smile, hatsune miku, 1girl", "profile": "animagine-xl-4.0"})
    assert answer["prompt"].startswith("1girl, hatsune miku, vocaloid, smile")
    assert any(one["code"] == "N900" and "tipo-kgen" in one["message"] for one in answer["diagnostics"])


def test_an_unwritable_data_folder_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("in the way")
    answer = Tailor(tmp_path / "file" / "data", background=False).rewrite(
        {"prompt": "smile, 1girl", "profile": "aidxl"}
    )
    assert answer["prompt"] == "1girl, smile, (best quality:1.3)"


def test_a_broken_names_file_is_made_anew(tmp_path):
    (tmp_path / "names.sqlite3").write_bytes(b"SQLite format 3\x00 but no more")
    answer = Tailor(tmp_path, background=False).rewrite({"prompt": "smile, 1girl", "profile": "aidxl"})
    assert answer["prompt"] == "1girl, smile, (best quality:1.3)"


@pytest.mark.parametrize("profile", ["animagine-xl-4.0", "aidxl", "baxl-v2"])
def test_a_step_that_does_nothing_is_not_listed(tailor: Tailor, profile: str) -> None:
    steps = tailor.rewrite({"prompt": "smile, (night:1.2), 1girl, 1girl", "profile": profile})["steps"]
    assert steps and not [step["pass"] for step in steps if step["before"] == step["after"]]
