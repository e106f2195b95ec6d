"""Prompt Tailor on a machine that has only Python: open the playground, or run the tests.

    python run.py                        open the playground in the browser
    python run.py --render               the same with real pictures (--ckpt FILE; without one, noise)
    python run.py --test [pytest args]   install everything the tests need and run them (--render: those with torch)
    python run.py --lint                 check the code with ruff

Only the standard library is used, on Python 3.10 to 3.13. What is needed goes into folders under .venv/, pinned by the
lists in requirements/; nothing outside this checkout changes, but for `--test` as root on Debian or Ubuntu, which adds
Chromium with apt when no browser is there. A second start finds everything in place and is instant.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TORCH = "2.13.0"
CPU_TORCH = "https://download.pytorch.org/whl/cpu"
"""Where PyTorch's builds without CUDA are; on Linux, the one in the package index brings gigabytes of CUDA."""
GRADIO_VERSIONS = {"4.40.0": (3, 13), "3.41.2": (3, 11)}
"""The gradio versions of Forge and of AUTOMATIC1111's webui, each with the newest Python that it runs on."""
RENDER_GRADIO = "4.40.0"
RENDER_TESTS = "tests/playground/test_render.py"
PARALLEL = ("-n", "auto", "--maxprocesses", "8", "--dist", "loadfile")
"""One pytest worker for each core. A file's tests stay together, so that what its fixtures start, starts once."""
PYTHON_SETTINGS = ("PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH")
"""What would bring modules of elsewhere into our environments (a webui's, another gradio), or keep ours out."""
OFFLINE = ("retry", "connection", "timed out", "network", "proxy", "ssl", "http error", "no matching distribution")
"""What pip says, in small letters, where an index cannot be reached or has not what it should."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


class SetupError(Exception):
    """Something is missing that this file cannot get; the message says what to do."""


def requirement_files(purpose: str, gradio: str) -> list[Path]:
    """The lists that an environment for "playground" or "test" is made of. Together they are complete."""
    names = ["library", f"gradio-{gradio}"] + (["test"] if purpose == "test" else [])
    return [ROOT / "requirements" / f"{name}.txt" for name in names]


def fingerprint(files: Sequence[Path], python: str = sys.version, more: str = "") -> str:
    """A value that changes when a requirement or the Python that runs us changes. `more` is a further requirement."""
    digest = hashlib.sha256((python + more).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def folder_name(purpose: str, gradio: str, python: tuple[int, int] = sys.version_info[:2]) -> str:
    """One folder for each purpose, Python and gradio, so that changing between them reinstalls nothing."""
    return f"{purpose}-py{python[0]}{python[1]}-gradio{gradio.split('.')[0]}"


def python_of(folder: Path) -> Path:
    """The interpreter of a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def check_python(gradio: str, python: tuple[int, int] = sys.version_info[:2]) -> None:
    """Raise SetupError where this Python cannot run that gradio."""
    newest = GRADIO_VERSIONS[gradio]
    if not (3, 10) <= python <= newest:
        raise SetupError(
            f"gradio {gradio} runs on Python 3.10 to {newest[0]}.{newest[1]}; this is Python {python[0]}.{python[1]}."
        )


def usual_gradio(python: tuple[int, int] = sys.version_info[:2]) -> str:
    """The gradio to take where none is asked for: on AUTOMATIC1111's Python its own, with which all tests run there."""
    return "3.41.2" if python == (3, 10) else "4.40.0"


def environment(purpose: str, gradio: str) -> Path:
    """Make the environment for a purpose, unless it is there and up to date. Returns its Python."""
    check_python(gradio)
    files = requirement_files(purpose, gradio)
    steps = [lambda python: install(python, files)]
    return prepared(folder_name(purpose, gradio), fingerprint(files), f"Installing what the {purpose} needs", steps)


def prepared(name: str, wanted: str, what: str, steps: Sequence[Callable[[Path], None]]) -> Path:
    """Make an environment by installing in steps, unless it has the wanted fingerprint. Returns its Python."""
    folder = ROOT / ".venv" / name
    if not is_ready(folder, wanted):
        try:
            with only_one(folder):
                if not is_ready(folder, wanted):  # the one that we waited for may have made it
                    print(f"{what} into {folder.relative_to(ROOT)} (once, a minute or more) ...", flush=True)
                    make(folder, wanted, steps)
        except OSError as problem:
            raise SetupError(f"Could not make an environment in {folder}: {problem}") from problem
        except KeyboardInterrupt:
            print("Stopped while installing; the same command begins that again.", file=sys.stderr)
            raise
    return python_of(folder)


def is_ready(folder: Path, wanted: str) -> bool:
    """Whether an environment was made to its end, with the wanted fingerprint."""
    stamp = stamp_of(folder)
    return stamp.is_file() and stamp.read_text() == wanted and python_of(folder).exists()


def stamp_of(folder: Path) -> Path:
    """The file that says that an environment was made to its end, and of what."""
    return folder / "requirements.sha256"


def make(folder: Path, wanted: str, steps: Sequence[Callable[[Path], None]]) -> None:
    """Make an environment anew. Until that is done no stamp says so."""
    stamp_of(folder).unlink(missing_ok=True)
    create_venv(folder)
    for step in steps:
        step(python_of(folder))
    problem = import_problem(python_of(folder), "gradio")
    if problem:
        raise SetupError(f"All packages were installed, but gradio cannot be used: {problem}")
    stamp_of(folder).write_text(wanted)


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Wait until no other start makes this environment, then keep others from it."""
    from playground.installing import wait_for_lock  # this checkout's

    folder.parent.mkdir(exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("a") as file:
        wait_for_lock(file.fileno(), f"Another start is installing into {folder.relative_to(ROOT)}; waiting for it ...")
        yield


def import_problem(python: Path, *modules: str) -> str:
    """Why one of these modules cannot be imported in an environment; empty where they can be."""
    done = run_quietly([python, "-I", "-c", f"import {', '.join(modules)}"])
    return last_error(done.stdout) if done.returncode else ""


def create_venv(folder: Path) -> None:
    """Make an empty virtual environment, in place of what is there."""
    made = run_quietly([sys.executable, "-I", "-m", "venv", "--clear", folder])
    if made.returncode:
        lacks = "\nOn Debian and Ubuntu it needs the package python3-venv." if "ensurepip" in made.stdout else ""
        raise SetupError(f"Could not make a virtual environment in {folder}: {last_error(made.stdout)}{lacks}")


def install(python: Path, files: Sequence[Path]) -> None:
    """Install complete lists of pinned packages."""
    lists = [argument for file in files for argument in ("-r", file)]
    done = pip_install(python, "--no-deps", *lists)
    if done.returncode:
        network = (
            "Mostly that means that the Python package index (pypi.org, or your mirror of it) cannot be reached. Once "
            "it can be, run the same command again; after that it needs no connection."
        )
        hint = network if is_of_network(done.stdout) else "Once that is mended, run the same command again."
        raise SetupError(f"Could not install the packages: {last_error(done.stdout)}\n{hint}")


def is_of_network(told: str) -> bool:
    """Whether a command failed because an index cannot be reached, or has not what it should."""
    return any(sign in told.lower() for sign in OFFLINE)


def pip_install(python: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `pip install` in an environment, with the user's settings of where packages come from, and no others."""
    from playground.installing import pip_variables, variables_to_list  # this checkout's

    pip = [python, "-I", "-m", "pip"]
    listed = run_quietly([*pip, "config", "list"], variables_to_list(os.environ))
    if listed.returncode:
        return listed
    variables = pip_variables(listed.stdout, os.environ)
    return run_quietly([*pip, "install", "--disable-pip-version-check", "--no-input", *arguments], variables)


def render_environment(purpose: str, gradio: str = RENDER_GRADIO) -> Path:
    """Make the environment for real pictures, or for tests of them, unless it is there. Returns its Python."""
    check_python(gradio)
    base, own = requirement_files(purpose, gradio), [ROOT / "requirements" / "render.txt"]
    builds = torch_builds(sys.platform, has_nvidia_card())
    size = "some gigabytes, with CUDA," if "--no-deps" not in builds[0] else "some 300 MB"
    steps = [
        lambda python: install(python, base),
        lambda python: install(python, own),
        lambda python: install_torch(python, builds),
    ]
    wanted = fingerprint([*base, *own], more=" ".join(builds[0]))
    name = folder_name("render" if purpose == "playground" else "render-test", gradio)
    return prepared(name, wanted, f"Installing torch and diffusers, {size}", steps)


def has_nvidia_card() -> bool:
    """Whether NVIDIA's driver is installed."""
    return shutil.which("nvidia-smi") is not None


def torch_builds(platform: str, nvidia: bool) -> list[list[str]]:
    """What to tell pip of torch: the build to have first. `platform` is as `sys.platform` has it.

    On Linux without an NVIDIA card: the build without CUDA, whose dependencies are in our list; and where its place
    cannot be reached, as with a mirror of the package index only, that index's. With a card: the index's, with its CUDA
    packages. On Windows and macOS the index has a build without CUDA.
    """
    if platform != "linux":
        return [["--no-deps", f"torch=={TORCH}"]]
    with_cuda = [f"torch=={TORCH}"]
    if nvidia:
        return [with_cuda]
    return [["--no-deps", "--extra-index-url", CPU_TORCH, "--retries", "1", f"torch=={TORCH}+cpu"], with_cuda]


def install_torch(python: Path, builds: Sequence[Sequence[str]]) -> None:
    """Install the first build of torch that can be had, and see that it can be imported."""
    problem = ""
    for number, build in enumerate(builds):
        if number:
            print(f"{problem}\nTaking the build with CUDA, some gigabytes (Ctrl-C stops) ...", flush=True)
        done = pip_install(python, *build)
        told = last_error(done.stdout) if done.returncode else import_problem(python, "torch")
        if not told:
            return
        problem = f"Could not install {build[-1]}: {told}"
    hint = f"Is there a connection to the package index, and to {CPU_TORCH}? " if is_of_network(problem) else ""
    raise SetupError(f"{problem}\n{hint}The playground without --render needs neither torch nor that.")


def run_quietly(
    command: Sequence[str | Path], variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it prints. It shares the lock that we hold (`only_one`)."""
    return subprocess.run(
        command,
        env=without_python_settings(os.environ if variables is None else variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        close_fds=False,
    )


def without_python_settings(variables: Mapping[str, str]) -> dict[str, str]:
    """Environment variables for a Python of ours."""
    return {name: value for name, value in variables.items() if name.upper() not in PYTHON_SETTINGS}


def last_error(output: str) -> str:
    """The most telling line of a failed command's output: its last line with an error, else its last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["no output"])[-1]


def has_browser() -> bool:
    """Whether a browser that the page tests can drive is installed."""
    return any(shutil.which(name) for name in BROWSERS)


def can_use_apt() -> bool:
    """Whether we may install Debian packages: root on a system with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def ensure_browser() -> None:
    """Install Chromium with apt where that is possible; else say how to get it. Page tests skip without one."""
    if has_browser():
        return
    if can_use_apt():
        print("Installing Chromium for the page tests (once) ...", flush=True)
        run_quietly(["apt-get", "update"])
        done = run_quietly(["apt-get", "install", "-y", "--no-install-recommends", "chromium"])
        if done.returncode == 0:
            return
        print(f"Chromium could not be installed: {last_error(done.stdout)}")
    print("No Chromium or Chrome found: the page tests will be skipped. Install one to run them.", flush=True)


def run_tests(gradio: str, render: bool, arguments: Sequence[str]) -> int:
    """Run the test suite, or with `render` the tests that need torch; returns pytest's exit status."""
    if render:
        return run_module(lambda: render_environment("test"), "pytest", RENDER_TESTS, *arguments)
    environment("test", gradio)
    ensure_browser()
    return run_module(lambda: environment("test", gradio), "pytest", *PARALLEL, *arguments)


def run_lint(gradio: str) -> int:
    """Run ruff over the checkout; returns its exit status."""
    return run_module(lambda: environment("test", gradio), "ruff", "check", ".")


def run_playground(options: argparse.Namespace) -> int:
    """Run the playground until it is stopped. Raises SetupError where the checkpoint is none for it."""
    if options.ckpt:
        check_checkpoint(Path(options.ckpt))
    made = partial(render_environment if options.render else environment, "playground", options.gradio)
    return run_module(made, "playground", *playground_arguments(options))


def run_module(made: Callable[[], Path], module: str, *arguments: str) -> int:
    """Run a module in an environment; returns its exit status. A broken environment is made anew, for a second run."""
    python = made()
    status = run_in_checkout([python, "-m", module, *arguments])
    needed = ["gradio"] if module == "playground" else ["gradio", module]
    problem = import_problem(python, *needed) if status else ""
    if not problem:
        return status
    folder = python.parents[1]
    print(f"What is in {folder} is broken ({problem}), so it is made anew.", file=sys.stderr, flush=True)
    stamp_of(folder).unlink(missing_ok=True)
    return run_in_checkout([made(), "-m", module, *arguments])


def check_checkpoint(file: Path) -> None:
    """Raise SetupError where a file is no checkpoint for the real run: before anything is installed for it."""
    from playground.render.checkpoint_file import CheckpointError, read_shapes, require_sdxl  # this checkout's

    try:
        require_sdxl(file, read_shapes(file))
    except CheckpointError as problem:
        raise SetupError(f"The playground cannot start: {problem}") from problem


def playground_arguments(options: argparse.Namespace) -> list[str]:
    """The playground's options among ours."""
    given = ["--port", str(options.port)]
    given += [f"--{name.replace('_', '-')}" for name in ("no_browser", "render") if getattr(options, name)]
    return given + (["--ckpt", str(Path(options.ckpt).resolve())] if options.ckpt else [])


def run_in_checkout(command: Sequence[str | Path]) -> int:
    """Run a command in the checkout's root, on this terminal; returns its exit status."""
    variables = without_python_settings(os.environ)
    variables |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def parse_arguments(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Our own options, and what is left for pytest. Exits with a message on options that nobody knows."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__, allow_abbrev=False)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--test", action="store_true", help="run the tests; further arguments go to pytest")
    what.add_argument("--lint", action="store_true", help="check the code with ruff")
    parser.add_argument("--render", action="store_true", help="paint real pictures, with torch and diffusers")
    parser.add_argument("--ckpt", metavar="FILE", help="a Stable Diffusion XL checkpoint (.safetensors) for --render")
    parser.add_argument("--gradio", choices=list(GRADIO_VERSIONS), help=f"here {usual_gradio()} as it comes")
    parser.add_argument("--port", type=int, default=7860, help="the playground's port, or the next free one after it")
    parser.add_argument("--no-browser", action="store_true", help="do not open the playground in a browser")
    options, rest = parser.parse_known_args(arguments)
    if rest and not options.test:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    if options.ckpt == "":
        parser.error("--ckpt takes the name of a file, and got an empty one")
    if options.ckpt and not options.render:
        parser.error("--ckpt is for --render; without it the playground shows plans and loads no checkpoint")
    if options.render and options.gradio not in (None, RENDER_GRADIO):
        parser.error(f"--render runs with gradio {RENDER_GRADIO} only")
    if not 0 < options.port < 65536:
        parser.error(f"--port takes a number from 1 to 65535, not {options.port}")
    options.gradio = options.gradio or (RENDER_GRADIO if options.render else usual_gradio())
    return options, rest


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; returns the exit status."""
    options, rest = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        if options.test:
            return run_tests(options.gradio, options.render, rest)
        if options.lint:
            return run_lint(options.gradio)
        return run_playground(options)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # with PYTHONSAFEPATH it is not there
    sys.exit(main())
