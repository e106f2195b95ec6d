"""What the tab's script asks: profiles are listed, copied, checked, saved, deleted; pictures are read."""

from __future__ import annotations

import base64
import logging
from pathlib import Path
from typing import Any

import pytest

from prompt_tailor.api import Tailor

pytest.importorskip("fastapi")
pytestmark = pytest.mark.usefixtures("webui")
TAB = "/prompt-tailor/v1/tab"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "prompt-tailor"


@pytest.fixture
def client(data: Path) -> Any:
    """A client for an app that has our routes, with a data folder of its own."""
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from prompt_tailor.hosts.webui import routes
    from prompt_tailor.hosts.webui.tab import routes as tab_routes
    from prompt_tailor.hosts.webui.tab.about import LastErrors

    app, library, logger = FastAPI(), Tailor(data), logging.getLogger("prompt_tailor.test_tab")
    more = {"more_posts": tab_routes.posts(), "more_gets": tab_routes.gets(data, LastErrors.of(logger))}
    routes.add(app, lambda: library, logger, **more)
    return TestClient(app, raise_server_exceptions=False)


def post(client: Any, path: str, **body: Any) -> Any:
    answer = client.post(f"{TAB}/{path}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_profile_is_copied_saved_used_and_deleted(client: Any, data: Path) -> None:
    copy = client.get(f"{TAB}/profiles/aidxl/copy").json()
    assert copy["mistakes"] == [] and copy["profile"]["id"] == "aidxl-own"
    assert not data.joinpath("profiles").exists()
    saved = post(client, "save", text=copy["text"], file="")
    assert (data / "profiles" / saved["file"]).read_text(encoding="utf-8") == copy["text"]
    files = {one["id"]: one["file"] for one in client.get(f"{TAB}/profiles").json()["profiles"]}
    assert (files["aidxl-own"], files["aidxl"]) == ("aidxl-own.toml", None)
    rewrite = {"prompt": "smile, 1girl", "profile": "aidxl-own"}
    assert client.post("/prompt-tailor/v1/rewrite", json=rewrite).json()["prompt"] == "1girl, smile, (best quality:1.3)"
    post(client, "delete", file=saved["file"])
    assert client.post("/prompt-tailor/v1/rewrite", json=rewrite).status_code == 422


def test_a_copy_of_a_copied_profile_has_another_id(client: Any) -> None:
    post(client, "save", text=client.get(f"{TAB}/profiles/aidxl/copy").json()["text"], file="")
    assert client.get(f"{TAB}/profiles/aidxl/copy").json()["profile"]["id"] == "aidxl-own-2"


def test_a_change_in_the_form_is_checked(client: Any) -> None:
    text = client.get(f"{TAB}/profiles/aidxl/copy").json()["text"]
    good = post(client, "edit", text=text, file="", changes={"settings.sampler": "DDIM"})
    assert good["profile"]["settings"]["sampler"] == "DDIM" and good["own"]["settings"] == {"sampler": "DDIM"}
    bad = post(client, "edit", text=text, file="", changes={"settings.steps.value": "many"})
    assert [mistake["path"] for mistake in bad["mistakes"]] == ["settings.steps.value"]
    assert bad["profile"] is None


def test_a_draft_is_tried_without_being_saved(client: Any, data: Path) -> None:
    text = client.get(f"{TAB}/profiles/aidxl/copy").json()["text"]
    changed = post(client, "edit", text=text, file="", changes={"quality.add": ["masterpiece"]})["text"]
    assert post(client, "try", text=changed, file="", prompt="smile, 1girl")["prompt"] == "1girl, smile, masterpiece"
    assert client.post(f"{TAB}/try", json={"text": "x", "file": "", "prompt": ""}).status_code == 422
    assert not data.joinpath("profiles").exists()


def test_a_broken_file_is_listed_and_can_be_opened(client: Any, data: Path) -> None:
    data.joinpath("profiles").mkdir(parents=True)
    data.joinpath("profiles", "broken.toml").write_text('id = "x"\nnam = "<img src=x>"\n', encoding="utf-8")
    (broken,) = client.get(f"{TAB}/profiles").json()["broken"]
    assert broken["file"] == "broken.toml" and broken["own"] and "nam" in broken["message"]
    opened = client.get(f"{TAB}/own/broken.toml").json()
    assert {"nam": 2}.items() <= {mistake["path"]: mistake["line"] for mistake in opened["mistakes"]}.items()


@pytest.mark.parametrize("file", ["..%2Fsecret.toml", "%2e%2e%2fsecret.toml", "..%5Csecret.toml", "secret.txt"])
def test_no_other_file_can_be_read_or_deleted(client: Any, data: Path, file: str) -> None:
    data.joinpath("profiles").mkdir(parents=True)
    data.joinpath("secret.toml").write_text('id = "secret"\n', encoding="utf-8")
    answer = client.get(f"{TAB}/own/{file}")
    assert answer.status_code in (404, 422) and "id =" not in answer.text
    named = file.replace("%2F", "/").replace("%2e", ".").replace("%2f", "/").replace("%5C", "\\")
    assert client.post(f"{TAB}/delete", json={"file": named}).status_code == 422
    assert data.joinpath("secret.toml").exists()


def test_the_shipped_profiles_are_never_written(client: Any) -> None:
    text = client.get(f"{TAB}/profiles/aidxl/text").json()["text"]
    saved = post(client, "save", text=text, file="")
    assert saved["file"] == "aidxl.toml"
    shipped = Path(__file__).resolve().parents[2] / "profiles" / "aidxl.toml"
    assert shipped.read_text(encoding="utf-8") == text
    assert client.get(f"{TAB}/profiles/aidxl/text").json()["text"] == text


def test_sizes_fit_the_profile(client: Any) -> None:
    found = client.get(f"{TAB}/profiles/animagine-xl-4.0/sizes").json()
    assert (832, 1216) in {(one["width"], one["height"]) for one in found["named"]}
    assert all(one["width"] * one["height"] <= 1.1 * 1024 * 1024 for one in found["named"] + found["shapes"])


def test_artists_are_merged_with_their_weights(client: Any) -> None:
    artists = [{"name": "by yoneyama mai", "weight": 0.9}, {"name": "chi4"}, {"name": "ask (askzy)", "weight": 1}]
    found = post(client, "artists", profile="aidxl", artists=artists)
    assert found["text"] == "(by yoneyama mai:0.9), (by chi4:0.6), by ask \\(askzy\\)"
    twice = [{"name": "wlop, by ask_(askzy)"}, {"name": "by WLOP", "weight": 2}]
    assert post(client, "artists", profile="aidxl", artists=twice)["text"] == "(by wlop:0.6), (by ask \\(askzy\\):0.6)"


@pytest.mark.parametrize(
    "artists", ["x", [1], [{"name": 1}], [{"name": "x", "weight": 0}], [{"name": "x", "weight": True}]]
)
def test_wrong_artists_are_told(client: Any, artists: Any) -> None:
    answer = client.post(f"{TAB}/artists", json={"profile": "aidxl", "artists": artists})
    assert answer.status_code == 422 and "artists" in answer.json()["error"]


def picture(text: str | None) -> str:
    import io

    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    info, buffer = PngInfo(), io.BytesIO()
    if text is not None:
        info.add_text("parameters", text)
    Image.new("RGB", (8, 8)).save(buffer, format="PNG", pnginfo=info)
    return base64.b64encode(buffer.getvalue()).decode()


def test_a_picture_gives_its_prompts(client: Any) -> None:
    text = "1girl, <img src=x>\nNegative prompt: bad\nSteps: 20, Sampler: Euler a, Size: 64x64"
    found = post(client, "picture", data=picture(text))
    assert (found["prompt"], found["negative_prompt"], found["typed"]) == ("1girl, <img src=x>", "bad", False)
    assert found["settings"]["Steps"] == "20"


def test_a_picture_of_ours_gives_what_was_typed(client: Any) -> None:
    typed = '"{\\"prompt\\": \\"smile, 1girl\\"}"'
    text = f"1girl, smile\nSteps: 20, Sampler: DDIM, Size: 64x64, Prompt Tailor: aidxl 1, Prompt Tailor typed: {typed}"
    found = post(client, "picture", data=picture(text))
    assert (found["prompt"], found["typed"], found["profile"]) == ("smile, 1girl", True, "aidxl 1")


@pytest.mark.parametrize(
    ("more", "written_for"),
    [
        (", Model: ponyDiffusionV6XL", "pony-diffusion-v6-xl"),
        (", Model: nobodyKnows", ""),
        ("", ""),
        (', Model: ponyDiffusionV6XL, Prompt Tailor: pony 1, Prompt Tailor typed: "{\\"prompt\\": \\"x\\"}"', ""),
    ],
    ids=["known", "unknown", "none", "typed by the user"],
)
def test_an_infotext_tells_size_and_model(client: Any, more: str, written_for: str) -> None:
    found = post(client, "infotext", text=f"1girl\nSteps: 20, Sampler: Euler a, Size: 640x1536{more}")["found"]
    assert (found["size"], found["from"]) == ({"width": 640, "height": 1536}, written_for)


def test_a_prompt_is_no_infotext(client: Any) -> None:
    assert post(client, "infotext", text="1girl, Steps: 20") == {"found": None}


@pytest.mark.parametrize("data", [None, 7, "", "!!!", base64.b64encode(b"no picture").decode(), picture(None)])
def test_what_is_no_picture_of_a_webui_is_told(client: Any, data: Any) -> None:
    answer = client.post(f"{TAB}/picture", json={"data": data})
    assert answer.status_code == 422 and list(answer.json()) == ["error"]


def test_everything_that_helps_is_told(client: Any, data: Path) -> None:
    logging.getLogger("prompt_tailor.test_tab").warning("something <b>failed</b>")
    found = client.get(f"{TAB}/about").json()
    assert found["data_folder"] == str(data)
    assert found["errors"][-1]["message"] == "something <b>failed</b>"
    assert {"version", "host", "python", "names"} <= set(found)


def test_answers_come_in_chinese(client: Any) -> None:
    steps = client.get(f"{TAB}/steps?lang=zh").json()
    assert steps["merge_repeats"].startswith("同一段")
    assert "没有配置" in client.get(f"{TAB}/profiles/nope/text?lang=zh").json()["error"]
    listed = client.get(f"{TAB}/profiles?lang=zh").json()["profiles"]
    assert next(one for one in listed if one["id"] == "aidxl")["summary"].startswith("风格化的动漫插画")
    assert next(one for one in listed if one["id"] == "pony-based")["name"] == "基于 Pony Diffusion V6 XL 的模型"
    wrong = client.get(f"{TAB}/steps?lang=xx")
    assert wrong.status_code == 422 and '"lang"' in wrong.json()["error"]


def test_the_form_s_values_are_never_translated(client: Any) -> None:
    """A change in the form writes whole slots back into the file, with their notes."""
    copy = client.get(f"{TAB}/profiles/aidxl/copy?lang=zh").json()
    assert copy["profile"]["order"][0]["note"] == "trigger word (by xxx)"
    broken = client.post(f"{TAB}/check?lang=zh", json={"text": "id = 1", "file": ""}).json()
    assert any("应为字符串" in one["text"] for one in broken["mistakes"])


def test_the_tab_s_routes_are_guarded_too(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import shared

    monkeypatch.setattr(shared.cmd_opts, "api_auth", "me:secret", raising=False)
    assert client.get(f"{TAB}/about").status_code == 401
    assert client.post(f"{TAB}/save", json={"text": "", "file": ""}).status_code == 401
