"""Loading scripts and ordering extensions."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("webui")


def extension(folder: Path, name: str, metadata: str = "", script: str = "") -> Path:
    (folder / name / "scripts").mkdir(parents=True)
    (folder / name / "metadata.ini").write_text(metadata)
    (folder / name / "scripts" / f"{name.lower()}.py").write_text(script)
    return folder / name


@pytest.mark.parametrize(
    ("metadata", "order"),
    [
        ("[scripts]\nAfter = sd-dynamic-prompts\n", ["sd-dynamic-prompts", "a-tailor"]),
        ("[Scripts]\nAfter = sd-dynamic-prompts\n", ["a-tailor", "sd-dynamic-prompts"]),
        ("[scripts]\nAfter = not-installed\n", ["a-tailor", "sd-dynamic-prompts"]),
    ],
)
def test_metadata_orders_extensions(tmp_path: Path, metadata: str, order: list[str]) -> None:
    from modules import script_loading

    folders = [extension(tmp_path, "a-tailor", metadata), extension(tmp_path, "sd-dynamic-prompts")]
    assert [folder.name for folder in script_loading.in_declared_order(folders)] == order


def test_a_failing_script_is_reported_and_the_rest_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from modules import script_loading

    broken = extension(tmp_path, "Broken", script="raise ValueError('no')")
    (file,) = script_loading.script_files(broken)
    assert script_loading.load(file) == []
    assert "Error loading script: broken.py" in capsys.readouterr().err


def test_an_imported_script_class_is_registered_again(tmp_path: Path) -> None:
    """A trap of the webui: import the module, not the class."""
    from modules import script_loading

    source = "from modules.scripts import Script\nclass Mine(Script):\n    pass\n"
    (file,) = script_loading.script_files(extension(tmp_path, "Trap", script=source))
    assert [data.script_class.__name__ for data in script_loading.load(file)] == ["Script", "Mine"]


def test_a_components_id_says_whose_it_is() -> None:
    from modules import scripts

    class Mine(scripts.Script):
        alwayson = True

        def title(self) -> str:
            return "My Script!"

    script = Mine()
    assert script.elem_id("on") == "script_txt2img_my_script_on"
    script.is_img2img = True
    assert script.elem_id("on") == "script_img2img_my_script_on"


def test_a_failing_listener_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    from modules import script_callbacks

    heard = []
    script_callbacks.on_image_saved(lambda params: params.missing)
    script_callbacks.on_image_saved(heard.append)
    script_callbacks.call("image_saved", 1)
    assert heard == [1]
    assert "Error in image_saved" in capsys.readouterr().err
