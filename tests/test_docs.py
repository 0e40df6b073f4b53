"""Docs can't drift: help texts, config options, examples and version are compared with the code."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import provenance
from provenance.config import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_commands_page_is_what_the_help_says():
    # Words are compared, not columns: how wide a column is, the next release of the library may decide otherwise.
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").split()
    assert written == load(ROOT / "docs" / "generate.py").commands_page().split()


def test_config_yaml_lists_every_option_with_its_default():
    written = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    settings = Settings.model_validate(written)
    assert settings.archives == Settings().archives.complete()
    assert settings.model_copy(update={"archives": Settings().archives}) == Settings()
    assert settings.sha256 == Settings().sha256
    every = settings.model_dump(mode="json")
    every["archives"] = every["archives"]["by_id"]
    assert names(written) == names(every)


def test_every_option_of_config_yaml_has_a_comment():
    bare, last = [], ""
    for line in (ROOT / "config.yaml").read_text(encoding="utf-8").splitlines():
        if re.match(r" *[a-z_]+:", line) and "#" not in line and not last.strip().startswith("#"):
            bare.append(line)
        last = line
    assert bare == []


def names(tree, prefix=""):
    found = set()
    for key, value in tree.items():
        found.add(prefix + key)
        if isinstance(value, dict):
            found |= names(value, f"{prefix}{key}.")
    return found


def test_the_python_example_of_the_readme_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(blocks) == 1
    exec(compile(blocks[0], "README.md", "exec"), {})  # noqa: S102 - our own README
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("2019-03-14")
    assert lines[1].startswith("Sarnik Telegraph 2019-03-05")
    assert lines[-1] == "['matched', 'matched', 'matched', 'not_archived']"


def test_every_command_that_the_readme_names_exists():
    from provenance.cli.main import COMMANDS

    named = set(re.findall(r"^ {4}provenance ([a-z]+)", README, re.M))
    assert {"parse", "audit", "batch", "support", "outlets", "explain"} <= named
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_of_the_readme_leads_somewhere(target):
    assert (ROOT / target).exists()


def test_version_and_changelog_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == provenance.__version__
    assert f"## {provenance.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_public_name_is_there_and_described():
    assert len(provenance.__all__) > 8
    for name in provenance.__all__:
        assert getattr(provenance, name).__doc__, name
