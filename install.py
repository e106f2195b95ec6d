"""Install what Prompt Tailor needs and the webui lacks. The webui runs this file at every start.

When nothing is missing, only the installed packages' metadata is looked up, which takes milliseconds. Everything is
pinned and installed without dependencies, so no package of the webui can move. A package that is there already is
left alone whatever its version: another extension may have pinned it. When a package cannot be installed (no network,
for example), one line says what does not work until it is there, and the webui starts as usual.
"""

import subprocess
import sys
from importlib import metadata
from typing import NamedTuple


class Requirement(NamedTuple):
    """A package that we need, and what is lost without it."""

    name: str
    version: str
    without: str
    below_python: tuple[int, int] = (99, 0)

    @property
    def pip_arguments(self) -> str:
        # One retry and short time-outs: a webui without a network must not wait half a minute at each start.
        return f"install --no-deps --retries 1 --timeout 15 {self.name}=={self.version}"


REQUIREMENTS = (
    Requirement(
        "tomli",
        "2.0.1",
        "model profiles cannot be read and prompts go through as typed",
        below_python=(3, 11),
    ),
    Requirement(
        "tomlkit",
        "0.12.0",
        "profiles can be edited as text only, not in the form",
    ),
    Requirement(
        "tipo-kgen",
        "0.3.1",
        "names of characters, series and artists beyond the built-in ones are not recognised; all else works",
    ),
    Requirement("rapidfuzz", "3.14.5", "searching for names does not forgive typing errors; all else works"),
)


def is_installed(name: str) -> bool:
    """Whether a distribution of that name is installed, in any version."""
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def missing(python: tuple[int, int] = sys.version_info[:2]) -> list[Requirement]:
    """The requirements of this Python version that are not installed."""
    return [needed for needed in REQUIREMENTS if python < needed.below_python and not is_installed(needed.name)]


def run_pip(arguments: str, name: str) -> None:
    """Run pip as the webui does, or directly where there is no webui. Raises an error when pip fails."""
    try:
        from launch import run_pip as webui_run_pip
    except ImportError:
        command = [sys.executable, "-m", "pip", *arguments.split()]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    else:
        webui_run_pip(arguments, f"{name} for Prompt Tailor")


def install(needed: Requirement) -> bool:
    """Install one requirement; return False, with one printed line, when that was not possible."""
    try:
        run_pip(needed.pip_arguments, needed.name)
    except Exception:  # whatever pip or the webui's launcher raises, the webui has to start
        print(
            f"Prompt Tailor: could not install {needed.name} (no network?). Until it is there, {needed.without}."
            f' By hand: "{sys.executable}" -m pip install --no-deps {needed.name}=={needed.version}'
        )
        return False
    return True


def main() -> None:
    """Install everything that is missing."""
    for needed in missing():
        install(needed)


if __name__ == "__main__":
    main()
