"""A script that writes down what happens to it."""

from __future__ import annotations

from typing import Any

HOOKS = (
    "setup",
    "before_process",
    "process",
    "before_process_batch",
    "after_extra_networks_activate",
    "process_batch",
    "process_before_every_sampling",
    "before_hr",
    "post_sample",
    "postprocess_batch",
    "postprocess_batch_list",
    "postprocess_image",
    "postprocess_image_after_composite",
    "postprocess",
)


def make_probe(**changes: Any) -> Any:
    """A probe with a log. `changes`: hook -> function of the processing object, called in that hook."""
    from modules import scripts

    class Probe(scripts.Script):
        """Logs each hook."""

        def __init__(self) -> None:
            self.log: list[str] = []
            self.args_from = self.args_to = 1

        def title(self) -> str:
            return "Probe"

    def logging(hook: str) -> Any:
        def called(self: Probe, p: Any, *args: Any, **kwargs: Any) -> None:
            self.log.append(hook)
            changes.get(hook, lambda p: None)(p)

        return called

    for hook in HOOKS:
        setattr(Probe, hook, logging(hook))
    return Probe()


def runner_of(*scripts_in_order: Any) -> Any:
    """A runner with just these always-on scripts."""
    from modules import scripts

    runner = scripts.ScriptRunner()
    runner.scripts = runner.alwayson_scripts = list(scripts_in_order)
    return runner
