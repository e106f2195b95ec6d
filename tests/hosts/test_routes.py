"""The REST routes: JSON in, JSON out, and only for those whom the webui lets in."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from prompt_tailor.api import Tailor
from tools.list_texts import templates

pytest.importorskip("fastapi")
pytestmark = pytest.mark.usefixtures("webui")
V1 = "/prompt-tailor/v1"


@pytest.fixture
def client(tailor: Tailor) -> Any:
    """A client for an app that has nothing but our routes."""
    return make_client(lambda: tailor)


def make_client(tailor: Callable[[], Any]) -> Any:
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from prompt_tailor.hosts.webui import routes

    app = FastAPI()
    routes.add(app, tailor, logging.getLogger("prompt_tailor.test"))
    return TestClient(app, raise_server_exceptions=False)


def test_a_prompt_is_rewritten_for_the_webui_s_checkpoint(client: Any) -> None:
    answer = client.post(f"{V1}/rewrite", json={"prompt": "smile, 1girl"})
    assert answer.status_code == 200
    assert answer.json()["detection"]["profile"] == answer.json()["profile"] != "plain"


def test_a_model_in_the_request_goes_first(client: Any) -> None:
    request = {"prompt": "smile, 1girl", "model": {"name": "nobody-knows-it"}}
    assert client.post(f"{V1}/rewrite", json=request).json()["profile"] == "plain"


@pytest.mark.parametrize(
    ("path", "key"), [("profiles", "profiles"), ("profiles/aidxl", "negative"), ("names", "state")]
)
def test_what_can_be_read(client: Any, path: str, key: str) -> None:
    assert key in client.get(f"{V1}/{path}").json()


def test_tags_are_placed(client: Any) -> None:
    (placed,) = client.post(f"{V1}/place", json={"tags": ["smile"]}).json()
    assert placed["category"] == "expression"


def test_a_prompt_is_checked(client: Any) -> None:
    assert "diagnostics" in client.post(f"{V1}/check", json={"prompt": "(1girl"}).json()


@pytest.mark.parametrize(
    ("status", "path", "body"),
    [
        (422, "rewrite", {"json": {"promt": "x", "width": -1}}),
        (422, "rewrite", {"json": [1]}),
        (422, "place", {"json": {"tags": "smile"}}),
        (400, "rewrite", {"content": '{"prompt": "x"}', "headers": {"content-type": "text/plain"}}),
        (400, "rewrite", {"data": {"prompt": "x"}}),
        (400, "rewrite", {"content": "{", "headers": {"content-type": "application/json"}}),
        (400, "rewrite", {"content": b'"\xff"', "headers": {"content-type": "application/json"}}),
        (400, "rewrite", {"content": "[" * 100_000, "headers": {"content-type": "application/json"}}),
    ],
)
def test_a_bad_request_gets_one_message(client: Any, status: int, path: str, body: dict) -> None:
    answer = client.post(f"{V1}/{path}", **body)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"] and "Traceback" not in answer.text


def test_all_mistakes_are_named_at_once(client: Any) -> None:
    message = client.post(f"{V1}/rewrite", json={"promt": "x", "width": -1}).json()["error"]
    assert "promt" in message and "width" in message


def test_half_a_character_comes_back(client: Any) -> None:
    content = b'{"prompt": "\\ud800, 1girl", "profile": "plain"}'
    answer = client.post(f"{V1}/rewrite", content=content, headers={"content-type": "application/json"})
    assert answer.json()["prompt"] == "\ud800, 1girl"


def test_what_fails_in_us_is_for_the_log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def names_status(self) -> dict:
            raise OSError("/secret/path")

    monkeypatch.setattr(logging.getLogger("prompt_tailor"), "propagate", True)
    answer = make_client(Broken).get(f"{V1}/names")
    assert answer.status_code == 500 and "/secret/path" not in answer.text
    assert "/secret/path" in caplog.text


def test_an_api_user_s_password_is_asked_for(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import shared

    monkeypatch.setattr(shared.cmd_opts, "api_auth", "a:b,me:söme")
    refused = client.get(f"{V1}/names")
    assert refused.status_code == 401 and refused.headers["www-authenticate"] == "Basic"
    assert client.get(f"{V1}/names", auth=("me", "wrong")).status_code == 401
    assert client.get(f"{V1}/names", headers={"Authorization": "Basic ???"}).status_code == 401
    assert client.get(f"{V1}/names", auth=("a", "b")).status_code == 200


@pytest.mark.parametrize(("cookie_id", "suffix"), [(None, ""), ("x1", "-x1")], ids=["gradio 3", "gradio 4"])
@pytest.mark.parametrize("name", ["access-token", "access-token-unsecure"])
def test_the_page_s_login_is_enough(client: Any, cookie_id: str | None, suffix: str, name: str) -> None:
    client.app.auth, client.app.tokens = SimpleNamespace(), {"token": "me"}
    if cookie_id:
        client.app.cookie_id = cookie_id
    assert client.get(f"{V1}/names").status_code == 401
    assert client.get(f"{V1}/names", headers={"Cookie": f"{name}{suffix}=other"}).status_code == 401
    assert client.get(f"{V1}/names", headers={"Cookie": f"{name}{suffix}=token"}).status_code == 200


PREVIEW = {"tab": "txt2img", "prompt": "smile, 1girl", "settings": {"width": 512, "height": 768, "cfg_scale": 7.0}}


def preview(client: Any, **more: Any) -> dict:
    answered = client.post(f"{V1}/preview", json={**PREVIEW, "checkpoint": "animagine-xl-4.0-opt.safetensors", **more})
    assert answered.status_code == 200, answered.text
    return answered.json()


def test_a_preview_is_what_a_run_makes(client: Any) -> None:
    shown = preview(client)
    assert shown["profile"]["id"] == "animagine-xl-4.0" and shown["detection"]["how"] == "name"
    assert shown["prompt"] == ", ".join(tag["text"] for tag in shown["tags"])
    added = [tag["text"] for tag in shown["tags"] if "added" in [mark["action"] for mark in tag["marks"]]]
    assert added == ["masterpiece", "high score", "great score", "absurdres"]
    assert shown["apply"]["cfg_scale"] == 5 and (shown["apply"]["width"], shown["apply"]["height"]) == (832, 1216)
    rows = {row["name"]: (row["now"], row["wanted"], row["on"]) for row in shown["rows"]}
    assert rows["size"] == ("512x768", "832x1216", True) and rows["CFG"] == (7.0, 5, True)


def test_a_preview_knows_the_panel_s_wishes(client: Any) -> None:
    wishes = {"set": {"CFG": False}, "choices": {"without": ["high score"], "rating": "safe", "order": "full"}}
    shown = preview(client, wishes=wishes)
    assert "high score" not in shown["prompt"] and "safe" in shown["prompt"]
    assert "cfg_scale" not in shown["apply"] and {"name": "CFG", "now": 7.0, "wanted": 5, "on": False} in shown["rows"]
    assert json.loads(shown["wishes"]) == {
        "set": {"CFG": False},
        "choices": {"rating": "safe", "without": ["high score"]},
    }


def test_a_wish_for_a_profile_that_is_not_here_is_kept_and_the_checkpoint_s_is_used(client: Any) -> None:
    shown = preview(client, wishes={"profile": "mine"})
    assert shown["profile"]["id"] == "animagine-xl-4.0" and shown["detection"]["how"] == "name"
    assert (shown["chosen"]["profile"], shown["chosen"]["missing"]) == ("auto", "mine")
    assert shown["notices"] == ['The profile "mine" is not here; the one for the checkpoint is used.']
    assert json.loads(shown["wishes"]) == {"profile": "mine"}
    asked = {"prompt": "smile, 1girl", "profile": "mine"}
    assert client.post(f"{V1}/rewrite", json=asked).status_code == 422


def test_a_preview_knows_the_styles_as_a_run_puts_them_in(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import shared
    from modules.styles import PromptStyle

    monkeypatch.setitem(shared.prompt_styles.styles, "mine", PromptStyle("mine", "{prompt}, long_hair", "jpeg"))
    assert preview(client)["styled"] is None and preview(client, styles=["gone"])["styled"] is None
    shown = preview(client, styles=["mine"])
    assert shown["prompt"] == "1girl, smile, masterpiece, high score, great score, absurdres"
    assert shown["styled"]["prompt"] == "1girl, smile, long hair, masterpiece, high score, great score, absurdres"
    assert shown["styled"]["negative_prompt"] == f"{shown['negative_prompt']}, jpeg"
    off = preview(client, styles=["mine"], prompt="smile, 1girl\n# prompt-tailor: off")
    assert off["styled"]["prompt"].endswith("off, long_hair")


def test_a_look_knows_the_vae_that_forge_s_menu_shows(client: Any) -> None:
    """The menu is ahead of the option: the webui changes that after the page has told us."""

    def codes(**more: Any) -> set[str]:
        body = {**PREVIEW, "checkpoint": "animagine-xl-4.0-opt.safetensors", **more}
        return {one["code"] for one in client.post(f"{V1}/second-look", json=body).json()["diagnostics"]}

    assert "P016" in codes(modules=["clip_l.safetensors", "vae-ft-mse-840000-ema-pruned.safetensors"])
    assert "P016" not in codes(modules=["sdxl_vae.safetensors"]) and "P016" not in codes(modules=[])
    wrong = client.post(f"{V1}/preview", json={**PREVIEW, "modules": "sdxl_vae.safetensors"})
    assert wrong.status_code == 422 and "modules" in wrong.json()["error"]


def test_a_preview_knows_what_a_pasted_prompt_was_written_for(client: Any) -> None:
    prompt = "1girl, smile, old, best quality"
    pasted = json.dumps({"from": "noobaiXLNAIXL_epsilonPred11Version [6681e8e4b1]", "prompt": prompt})
    shown = preview(client, prompt=prompt, origin=pasted)
    assert shown["from"]["profile"] == "noobai-xl-eps" and "year 2008" in shown["prompt"]
    assert preview(client, prompt="smile, standing, cat", origin=pasted)["from"] is None


def test_a_second_look_knows_hires_fix_and_refiner(client: Any) -> None:
    def codes(**settings: Any) -> list[str]:
        asked = {**PREVIEW, "checkpoint": "baxlBlueArchiveFlatCelluloid_xlv3.safetensors"}
        asked["settings"] = {**PREVIEW["settings"], **settings}
        told = client.post(f"{V1}/second-look", json={**asked, "wishes": {"profile": "baxl-v3"}}).json()
        return [one["code"] for one in told["diagnostics"] if one["code"] != "N900"]

    assert codes(denoising_strength=0.8) == []
    assert codes(enable_hr=True, denoising_strength=0.8) == ["P018"]


def test_safe_fixes_are_those_of_the_second_look(client: Any) -> None:
    """The repeated tag is mended by rewriting and so no finding; what is no finding is not fixed."""
    body = {**PREVIEW, "prompt": "smile, smile, ganyu (genshin impact)"}
    assert client.post(f"{V1}/fix-safe", json=body).json()["prompt"] == body["prompt"]
    body["prompt"] += " # prompt-tailor: off"
    fixed = client.post(f"{V1}/fix-safe", json=body).json()["prompt"]
    assert fixed == "smile, ganyu \\(genshin impact\\) # prompt-tailor: off"
    assert client.post(f"{V1}/fix-safe", json={"tab": "no"}).status_code == 422


def test_the_card_comes_once(client: Any) -> None:
    card = preview(client)["card"]
    assert card["sizes"] and card["sources"]["quality"] and card["quality"][0]["choice"] == "recommended"
    assert preview(client, known=card["stamp"])["card"] is None
    assert preview(client, known=card["stamp"], wishes={"profile": "aidxl"})["card"]["id"] == "aidxl"


def test_without_a_text_encoder_nothing_is_said_of_tokens(client: Any) -> None:
    looked = client.post(f"{V1}/second-look", json=PREVIEW).json()
    assert looked["tokens"] == {"prompt": None, "negative_prompt": None}


def test_a_second_look_finds_what_is_wrong(client: Any) -> None:
    looked = client.post(f"{V1}/second-look", json={**PREVIEW, "prompt": "1girl, (smile:1.2.3)"}).json()
    assert any("1.2.3" in one["message"] for one in looked["diagnostics"])
    assert client.post(f"{V1}/second-look", json={**PREVIEW, "prompt": 3}).status_code == 422


def test_a_stale_wish_is_told_and_the_rest_counts(client: Any) -> None:
    shown = preview(client, wishes={"choices": {"order": "sideways", "quality": "off"}})
    assert len(shown["notices"]) == 1 and "order" in shown["notices"][0] and "masterpiece" not in shown["prompt"]


@pytest.mark.parametrize("wrong", [{"tab": "x"}, {"wishes": [1]}, {"settings": 3}, {"checkpoint": 1}, {"prompt": 3}])
def test_a_wrong_preview_is_told(client: Any, wrong: dict) -> None:
    answered = client.post(f"{V1}/preview", json={**PREVIEW, **wrong})
    assert answered.status_code == 422 and next(iter(wrong)) in answered.json()["error"]


def test_a_category_is_corrected_and_the_correction_forgotten(tmp_path: Path) -> None:
    library = Tailor(tmp_path)
    client = make_client(lambda: library)
    assert client.post(f"{V1}/corrections", json={"tag": "Smile", "category": "clothing"}).json() == {
        "corrections": {"smile": "clothing"}
    }
    (placed,) = [tag for tag in preview(client)["tags"] if tag["text"] == "smile"]
    assert (placed["category"], placed["reason"], placed["layer"]) == ("clothing", "you said so", "user")
    assert client.get(f"{V1}/corrections").json() == {"corrections": {"smile": "clothing"}}
    assert client.post(f"{V1}/corrections", json={"tag": "smile", "category": None}).json() == {"corrections": {}}
    assert "clothing" not in {tag["category"] for tag in preview(client)["tags"]}


@pytest.mark.parametrize("wrong", [{"tag": "smile", "category": "hat"}, {"tag": "", "category": "meta"}, {}, []])
def test_a_wrong_correction_is_told(client: Any, wrong: Any) -> None:
    answered = client.post(f"{V1}/corrections", json=wrong)
    assert answered.status_code == 422 and "xpected" in answered.json()["error"]


def test_names_are_searched(client: Any, tailor: Tailor) -> None:
    assert tailor.names.wait(600)
    found = client.get(f"{V1}/names/search", params={"query": "miku hatsune", "limit": "3"}).json()["names"]
    assert 0 < len(found) <= 3
    assert found[0]["name"] == "hatsune miku"


@pytest.mark.parametrize("asked", [{"limit": "0"}, {"limit": "many"}, {"kind": "vegetable"}])
def test_a_search_that_makes_no_sense_is_refused(client: Any, asked: dict) -> None:
    refused = client.get(f"{V1}/names/search", params={"query": "miku", **asked})
    assert refused.status_code == 422
    assert next(iter(asked.values())) in refused.json()["error"]


def test_the_page_gets_every_text_of_its_own(client: Any) -> None:
    """And not the long ones, which come with the answers: the page is to be loaded quickly."""
    given = client.get(f"{V1}/texts/zh").json()
    shown = ("Category", "names in a profile")
    needed = {one.text for one in templates() if ".mjs:" in one.where or one.where in shown}
    assert len(needed) > 100 and not needed - given.keys()
    assert not any(text.startswith("AIDXL model card") for text in given)
    assert client.get(f"{V1}/texts/xx").json() == {} == client.get(f"{V1}/texts/en").json()


CHINESE = "[\u4e00-\u9fff]"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("profiles", lambda answer: [one["summary"] for one in answer["profiles"]]),
        ("profiles/animagine-xl-4.0", lambda answer: [answer["licence"], *answer["notes"]]),
        ("rules", lambda answer: [text for one in answer["rules"] for text in (one["summary"], one["doc"])]),
        ("names", lambda answer: [answer["message"]]),
        ("profiles/nobody", lambda answer: [answer["error"]]),
        ("names/search?limit=0", lambda answer: [answer["error"]]),
    ],
)
def test_what_can_be_read_is_told_in_chinese(client: Any, path: str, told: Callable) -> None:
    texts = told(client.get(f"{V1}/{path}{'&' if '?' in path else '?'}lang=zh").json())
    assert texts and all(re.search(CHINESE, text) for text in texts)


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("rewrite", {"json": {"prompt": "smile"}}, lambda answer: [one["reason"] for one in answer["tags"]]),
        ("check", {"json": {"prompt": "(1girl"}}, lambda answer: [one["message"] for one in answer["diagnostics"]]),
        ("fix", {"json": {"prompt": "1girl, 1girl"}}, lambda answer: [one["message"] for one in answer["fixed"]]),
        ("place", {"json": {"tags": ["smile"]}}, lambda answer: [one["reason"] for one in answer]),
        ("export", {"json": {"prompt": "(1girl:1.2)", "as": "coreml"}}, lambda answer: answer["notes"]),
        ("export", {"json": {"prompt": "x", "as": "paint"}}, lambda answer: [answer["error"]]),
        ("rewrite", {"json": {"promt": "x"}}, lambda answer: [answer["error"]]),
        ("rewrite", {"content": "{", "headers": {"content-type": "application/json"}}, lambda one: [one["error"]]),
        ("corrections", {"json": {}}, lambda answer: [answer["error"]]),
    ],
)
def test_answers_and_errors_are_told_in_chinese(client: Any, path: str, body: dict, told: Callable) -> None:
    texts = told(client.post(f"{V1}/{path}?lang=zh", **body).json())
    assert texts and all(re.search(CHINESE, text) for text in texts)


def test_who_is_refused_is_told_so_in_chinese(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import shared

    monkeypatch.setattr(shared.cmd_opts, "api_auth", "a:b")
    assert "需要登录" in client.get(f"{V1}/names?lang=zh").json()["error"]
