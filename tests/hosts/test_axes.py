"""Our axes for X/Y/Z plot."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from prompt_tailor.hosts.panel import Panel


class AxisOption:
    def __init__(self, label: str, kind: type, apply: Any, choices: Any = None) -> None:
        self.label, self.kind, self.apply, self.choices = label, kind, apply, choices


class Loaded(NamedTuple):
    """As the webui keeps a loaded script."""

    script_class: type
    module: Any


@pytest.fixture(params=["xyz_grid.py", "scripts.xyz_grid"])
def plot(request: pytest.FixtureRequest, webui: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The plot's module, as the webui has loaded it, with our axes."""
    from modules import scripts

    from prompt_tailor.hosts.webui import axes

    module = SimpleNamespace(AxisOption=AxisOption, axis_options=[AxisOption("Steps", int, None)])
    script = type("Script", (), {"__module__": request.param})
    monkeypatch.setattr(scripts, "scripts_data", [Loaded(script, module)])
    axes.add(lambda: ["aidxl", "plain"])
    return module


def options(plot: Any) -> dict[str, AxisOption]:
    return {option.label: option for option in plot.axis_options}


def test_they_are_added_once(plot: Any) -> None:
    from prompt_tailor.hosts.webui import axes

    axes.add(lambda: ["aidxl"])
    labels = [option.label for option in plot.axis_options]
    assert labels == ["Steps", "[Prompt Tailor] Profile", "[Prompt Tailor] On/off"]


def test_they_offer_their_values(plot: Any) -> None:
    assert options(plot)["[Prompt Tailor] Profile"].choices() == ["auto", "aidxl", "plain"]
    assert options(plot)["[Prompt Tailor] On/off"].choices() == ["on", "off"]


def test_a_cell_s_value_does_not_reach_the_next_cell(plot: Any) -> None:
    from prompt_tailor.hosts.webui import axes

    job = SimpleNamespace()
    cells = []
    for profile, enabled in (("aidxl", "on"), ("plain", "off")):
        cell = copy.copy(job)
        options(plot)["[Prompt Tailor] Profile"].apply(cell, profile, [])
        options(plot)["[Prompt Tailor] On/off"].apply(cell, enabled, [])
        cells.append(axes.applied(cell, Panel()))
    assert cells == [Panel(profile="aidxl"), Panel(profile="plain", enabled=False)]
    assert axes.applied(job, Panel()) == Panel()


def test_without_a_plot_nothing_happens(webui: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import scripts

    from prompt_tailor.hosts.webui import axes

    monkeypatch.setattr(scripts, "scripts_data", [])
    axes.add(lambda: [])


def test_a_plot_over_profiles(generate: Any, script: Any, plot: Any, other_script: Any) -> None:
    def choose(p: Any) -> None:
        options(plot)["[Prompt Tailor] Profile"].apply(p, "aidxl", [])

    _, result = generate(other_script(before_process=choose), script, prompt="smile, 1girl")
    assert "Prompt Tailor: aidxl" in result.infotexts[0]
    assert '\\"profile\\": \\"aidxl\\"' in result.infotexts[0]
