"""Sets up and runs this project on a machine that has Python 3.11 or newer and nothing else.

    python3 run.py example     audit the example article, with no network, and show the report
    python3 run.py test        run the tests
    python3 run.py check       ruff and mypy
    python3 run.py package     build sdist and wheel, install the wheel elsewhere, and use it there
    python3 run.py bench       the benchmarks

Each does its own set-up: a virtual environment in .venv with what pyproject.toml asks for, made once, and again when
that file changes. Further arguments are handed on: python3 run.py test tests/model -x
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def set_up(extra: str) -> None:
    """Makes .venv with the package (editable) and one of its extras, unless that was done for this pyproject.toml."""
    digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    stamp = ENVIRONMENT / f".ready-{extra or 'plain'}"
    for done in (stamp, ENVIRONMENT / ".ready-dev"):
        if done.is_file() and done.read_text() == digest and PYTHON.exists():
            return
    print("Setting up .venv (once; this can take a minute) ...", file=sys.stderr, flush=True)
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    if subprocess.call(install) != 0:
        sys.exit(
            "run.py: pip could not install what pyproject.toml asks for; its message is above. Check the network and run again."
        )
    # Compiled once here, so that the first command is as fast as the next, also where Python is told to write no bytecode.
    subprocess.call([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "provenance")])
    stamp.write_text(digest)


def call(*arguments: str, **environment: str) -> int:
    """Runs a program of .venv in the project's folder; returns its exit code."""
    return subprocess.call(list(arguments), cwd=ROOT, env={**os.environ, **environment})


def example(rest: list[str]) -> int:
    """The main job on the example, at a fixed day, from the archive that lies beside it."""
    set_up("")
    command = [str(PYTHON), "-m", "provenance", "audit", "examples/article.txt", "--archive", "warc:examples/archive"]
    return call(*command, "--outlets", "examples/outlets.toml", "--as-of", "2019-03-20", *rest)


def test(rest: list[str]) -> int:
    """The whole test suite."""
    set_up("dev")
    return call(str(PYTHON), "-m", "pytest", "-q", *rest)


def check(rest: list[str]) -> int:
    """Lint, format and types."""
    set_up("dev")
    steps = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
    return max(call(str(PYTHON), "-m", *step) for step in steps)


def package(rest: list[str]) -> int:
    """Builds the distributions and uses the wheel from another folder, without extras."""
    set_up("dev")
    return call(str(PYTHON), "tests/packaging/use_wheel.py", *rest)


def bench(rest: list[str]) -> int:
    """Every benchmark."""
    set_up("dev")
    scripts = sorted((ROOT / "benchmarks").glob("*.py")) if not rest else [ROOT / "benchmarks" / f"{name}.py" for name in rest]
    return max(call(str(PYTHON), str(script)) for script in scripts)


COMMANDS = {"example": example, "test": test, "check": check, "package": package, "bench": bench}

if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit(f"run.py: Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in COMMANDS:
        sys.exit(__doc__)
    sys.exit(COMMANDS[name](sys.argv[2:]))
