"""config.yaml + environment + flags -> `Settings`.

Later ones win: defaults of the code, the config file, environment variables (`PROVENANCE_ARCHIVES__WAYBACK__RATE=0.2`), flags.
An unknown name or a wrong type is a `SettingsError` that says where it stands and what was probably meant.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, Field, ValidationError

from provenance.archives.settings import ArchivesSettings
from provenance.candidates.settings import FindSettings
from provenance.errors import SettingsError
from provenance.net.settings import NetSettings

#: The name that is looked for in the current folder and in the user's configuration folder.
FILE_NAME = "config.yaml"
_PREFIX = "PROVENANCE_"


class _Settings(BaseModel):
    model_config = {"frozen": True, "extra": "forbid"}


class ReadSettings(_Settings):
    """How articles are read."""

    max_bytes: int = Field(default=20_000_000, gt=0, description="Articles larger than this many bytes are not read.")


class OutletSettings(_Settings):
    """Which outlets are known beside the shipped ones."""

    files: tuple[str, ...] = Field(
        default=(), description="Your own outlet files (TOML, JSON or CSV); their rows win over the shipped ones."
    )
    wikidata: bool = Field(
        default=False, description="Ask Wikidata for names that no row knows; it is sent the name, and answers are marked."
    )


class ModelSettings(_Settings):
    """A language model of the user's, asked only with --ask-model (docs/models.md)."""

    url: str = Field(default="", description="Base address of an OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1.")
    name: str = Field(default="", description="The model's name, as the endpoint knows it.")
    key: str = Field(default="", repr=False, description="The endpoint's key; better in PROVENANCE_JUDGE__MODEL__KEY.")
    send_text: bool = Field(
        default=False, description="Agree that claims and passages of pages are sent to that host, if it is another machine."
    )
    most_questions: int = Field(default=50, ge=0, description="Questions of one run, at most.")
    price_in: float = Field(default=0.0, ge=0, description="Price of a million tokens sent, for the bill.")
    price_out: float = Field(default=0.0, ge=0, description="Price of a million tokens received, for the bill.")


class JudgeSettings(_Settings):
    """How claims are graded."""

    preset: Literal["strict", "default", "lenient"] = Field(
        default="default", description="Thresholds: strict, default or lenient."
    )
    rules: str | None = Field(default=None, description="Your own rules file in place of the shipped one.")
    model: ModelSettings = Field(default=ModelSettings(), description="A language model of your own, asked with --ask-model.")


class Settings(_Settings):
    """Every option there is, composed of the stages' own settings."""

    read: ReadSettings = ReadSettings()
    outlets: OutletSettings = OutletSettings()
    net: NetSettings = NetSettings()
    archives: ArchivesSettings = ArchivesSettings()
    find: FindSettings = FindSettings()
    judge: JudgeSettings = JudgeSettings()

    @property
    def sha256(self) -> str:
        """Hash of all settings in a canonical form."""
        tree = self.model_dump(mode="json")
        # Unnamed archives keep their own settings; spelled out or not, the hash is the same.
        tree["archives"] = self.archives.complete().model_dump(mode="json")
        del tree["judge"]["model"]["key"]  # a secret that changes no result
        del tree["net"]["budget"]  # where workers take turns changes no result, and the address may hold a password
        text = json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def load_settings(
    path: Path | None, *, environment: Mapping[str, str], flags: Mapping[str, Any] | None = None, required: bool = True
) -> Settings:
    """Settings from a config file, the environment and flags.

    Args:
        path: the config file; None for none.
        environment: names beginning with PROVENANCE_ that hold a double underscore are options; others are left alone.
        flags: nested mapping in the shape of the config file; wins over everything.
        required: False for a file that was found rather than named: one in which no key is ours belongs to another
            program and is left alone.

    Raises:
        SettingsError: unreadable file, unknown option, wrong type.
    """
    tree: dict[str, Any] = {}
    lines: dict[tuple[str, ...], int] = {}
    if path is not None:
        tree, lines = _read_yaml(path)
        if not required and not set(tree) & set(Settings.model_fields):
            tree, lines = {}, {}
    places = {key: f"{path.name}, line {line}" for key, line in lines.items()} if path is not None else {}
    for name, value in sorted(environment.items()):
        if name.startswith(_PREFIX) and "__" in name:
            keys = tuple(part.lower() for part in name.removeprefix(_PREFIX).split("__"))
            _put(tree, keys, _yaml_value(value))
            places[keys] = f"environment variable {name}"
    _merge(tree, flags or {})
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        raise _explained(error, places, str(path) if path else "the settings") from None
    except SettingsError as error:  # an archive that there is no adapter for
        place = places.get(tuple(error.on.split(".")))
        if place is None:
            raise
        raise SettingsError("use the option", f"{error.on} ({place})", error.why, error.todo) from None


def find_config(folder: Path, user_folder: Path) -> Path | None:
    """The config file that holds without being named: in `folder`, else in the user's configuration folder."""
    for candidate in (folder / FILE_NAME, user_folder / FILE_NAME):
        if candidate.is_file():
            return candidate
    return None


def _read_yaml(path: Path) -> tuple[dict[str, Any], dict[tuple[str, ...], int]]:
    import yaml

    try:
        text = path.read_text(encoding="utf-8-sig")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)  # libyaml's, ten times as fast, where it was built in
        node = loader.get_single_node()
        value = loader.construct_document(node) if node is not None else None
    except OSError as error:
        raise SettingsError("read the config file", str(path), error.strerror or str(error), "check the path") from None
    except UnicodeDecodeError:
        raise SettingsError("read the config file", str(path), "it is not UTF-8 text", "save it as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        why = getattr(error, "problem", None) or "it is not YAML"
        raise SettingsError("read the config file", place, why, "correct the line") from None
    if value is None:
        return {}, {}
    if not isinstance(value, dict):
        raise SettingsError(
            "read the config file", str(path), "it holds no options (name: value)", "see config.yaml of the project"
        )
    lines: dict[tuple[str, ...], int] = {}
    _note_lines(node, (), lines)
    return value, lines


def _note_lines(node: Any, keys: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> None:
    import yaml

    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = (*keys, str(key.value))
            lines[name] = key.start_mark.line + 1
            _note_lines(value, name, lines)


def _yaml_value(text: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return text


def _put(tree: dict[str, Any], keys: tuple[str, ...], value: Any) -> None:
    for key in keys[:-1]:
        inner = tree.get(key)
        if not isinstance(inner, dict):
            inner = tree[key] = {}
        tree = inner
    tree[keys[-1]] = value


def _merge(tree: dict[str, Any], other: Mapping[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, Mapping) and isinstance(tree.get(key), dict):
            _merge(tree[key], value)
        else:
            tree[key] = dict(value) if isinstance(value, Mapping) else value


def _explained(error: ValidationError, places: Mapping[tuple[str, ...], str], where: str) -> SettingsError:
    first = error.errors()[0]
    keys = tuple(str(part) for part in first["loc"] if part != "by_id")  # `archives` has its rows under that name
    name = ".".join(keys)
    place = next((places[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in places), where)
    if first["type"] == "extra_forbidden":
        known = _names_beside(keys)
        near = difflib.get_close_matches(keys[-1], known, n=1)
        todo = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(known))}"
        return SettingsError("use the option", f"{name} ({place})", "there is no such option", todo)
    why = first["msg"].removeprefix("Value error, ")
    why = f"{why[:1].lower()}{why[1:]}"
    # A whole group is no help to look at, and a key must not be shown.
    if not isinstance(first["input"], Mapping) and keys[-1] != "key":
        why += f", got {first['input']!r}"
    return SettingsError("use the option", f"{name} ({place})", why, "see config.yaml of the project")


def _names_beside(keys: tuple[str, ...]) -> list[str]:
    model: Any = Settings
    for key in keys[:-1]:
        fields = getattr(model, "model_fields", {})
        if key not in fields:
            return list(fields)
        annotation = fields[key].annotation
        model = next((part for part in (annotation, *get_args(annotation)) if hasattr(part, "model_fields")), None)
    return list(getattr(model, "model_fields", {}))
