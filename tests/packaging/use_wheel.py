"""Builds sdist and wheel, installs the wheel in a fresh environment without extras, and uses it from another folder.

Not a test module: it needs the package index, which the test suite must not. `python3 run.py package` and .ci/run call it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
INDEX = "provenance/outlets/shipped.index"
ARTICLE = "The mayor of Lodz resigned on Friday (Reuters, May 2, 2014). “We are done,” he said.\n"


def main() -> None:
    work = Path(tempfile.mkdtemp(prefix="provenance-package-"))
    try:
        wheel = build(work / "dist")
        every_data_file_is_in(wheel)
        python = install(wheel, work / "environment")
        use(python, work / "elsewhere")
    finally:
        shutil.rmtree(work)
    print("package: built, installed without extras, used from another folder")


def run(*command: str, **options: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, (
        f"{' '.join(command[:4])}: exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    )
    return done


def build(folder: Path) -> Path:
    # Without --wheel or --sdist the wheel is made from the sdist: so both are proved.
    run(sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    assert len(list(folder.glob("*.tar.gz"))) == 1
    return wheel


def every_data_file_is_in(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    tracked = run("git", "ls-files", "provenance", cwd=ROOT).stdout.split() if (ROOT / ".git").exists() else []
    absent = [name for name in tracked if name not in inside]
    assert tracked, "the package's files could not be listed"
    assert not absent, f"not in the wheel: {absent}"
    assert INDEX in inside, "the index of the outlets was not built into the wheel"


def install(wheel: Path, folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel))
    return python


def use(python: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.md").write_text("# Note\n\n" + ARTICLE, encoding="utf-8")
    (folder / "c.html").write_text(
        f"<html><body><article><h1>Note</h1><p>{ARTICLE}</p></article></body></html>", encoding="utf-8"
    )
    (folder / "d.wiki").write_text("== Note ==\n\n" + ARTICLE, encoding="utf-8")
    (folder / "pairs.jsonl").write_text(
        json.dumps({"id": "1", "claim": "Nine were held.", "page": "Nine people were held in Osh."}) + "\n"
    )
    environment = {**os.environ, "PROVENANCE_CACHE": str(folder / "cache"), "HOME": str(folder)}
    environment.pop("PYTHONPATH", None)
    program = str(python.parent / "provenance")

    def call(*arguments: str) -> str:
        return run(program, *arguments, cwd=folder, env=environment).stdout

    parsed = [json.loads(line) for line in call("parse", "a.txt", "b.md", "c.html", "d.wiki", "--format", "json").splitlines()]
    assert [len(reading["citations"]) for reading in parsed] == [1, 1, 1, 1], [reading["citations"] for reading in parsed]
    for form in ("text", "json", "html", "csv"):
        assert "Reuters" in call("audit", "a.txt", "--offline", "--format", form), form
    call("batch", ".", "--offline", "--store", "audits.sqlite")
    assert sqlite3.connect(folder / "audits.sqlite").execute("select count(*) from audits").fetchone() == (4,)
    assert not list((folder / "cache").rglob("outlets-*.index")), "the shipped index was not used"
    assert json.loads(call("outlets", "lookup", "Interfax", "--on", "2013-10-22", "--format", "json"))["answer"] == "outlet"
    assert json.loads(call("support", "pairs.jsonl", "--format", "json"))["id"] == "1"
    assert "usage" in call("--help").lower()


if __name__ == "__main__":
    main()
