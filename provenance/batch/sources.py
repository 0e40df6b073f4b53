"""Which articles a batch is about: folders, lists, single paths and addresses."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import SourceError
from ..model.record import Record

#: Endings that a folder is searched for; a file named outright is read whatever its ending.
READABLE = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".wiki")
_CHUNK = 1 << 20


class SourceProblem(Record):
    """A source that can't even be begun with: which, and one line that says why."""

    source: str
    error: str


class SourceList(Record):
    """Sources in order, each once, and what could not be taken for one."""

    sources: tuple[str, ...]
    problems: tuple[SourceProblem, ...] = ()


def is_address(source: str) -> bool:
    """Whether it is a web address rather than a path."""
    return source.partition(":")[0].lower() in ("http", "https") and "://" in source


def find_sources(folder: str | Path) -> tuple[str, ...]:
    """The readable files under `folder`, sorted by path; hidden files and folders are left out, links are not followed.

    Raises:
        SourceError: the folder can't be read.
    """

    def refuse(error: OSError) -> None:
        raise SourceError("list the articles in", str(error.filename), error.strerror or str(error), "check the permissions")

    found = []
    for here, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and name.lower().endswith(READABLE):
                found.append((Path(here) / name).as_posix())
    return tuple(sorted(found))


def read_list(path: str | Path) -> SourceList:
    """The sources in a list: one path or address a line, `#` begins a comment, empty lines are skipped.

    A relative path is taken from the current folder or, where it is not there, from the folder of the list. Problems name
    the line; the other lines stay good.

    Raises:
        SourceError: the list itself can't be read.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError("read the list", str(path), error.strerror or str(error), "check the path") from None
    sources: dict[str, None] = {}
    problems = []
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        where = f"{path}, line {number}"
        try:
            line = raw.decode("utf-8").strip()
        except UnicodeDecodeError:
            shown = raw.decode("utf-8", "replace").strip()
            problems.append(_problem(shown, where, "the line is not UTF-8", "save the list as UTF-8"))
            continue
        if not line or line.startswith("#"):
            continue
        line = line.split(" #", 1)[0].rstrip()
        source, why, todo = _listed(line, path.parent)
        if why:
            problems.append(_problem(source, where, why, todo))
        else:
            sources[source] = None
    return SourceList(sources=tuple(sources), problems=tuple(problems))


def list_sources(named: Iterable[str]) -> SourceList:
    """The sources that a command line names: folders are searched, paths and addresses stand for themselves.

    A path that is not there is kept: reading it gives the message.
    """
    sources: dict[str, None] = {}
    problems = []
    for name in named:
        if not is_address(name) and Path(name).is_dir():
            try:
                found = find_sources(name)
            except SourceError as error:
                problems.append(SourceProblem(source=name, error=error.line))
                continue
            if not found:
                why = f"no file ends in {' '.join(READABLE)}"
                problems.append(_problem(name, name, why, "check the folder, or name the files"))
            sources.update(dict.fromkeys(found))
        else:
            sources[name] = None
    return SourceList(sources=tuple(sources), problems=tuple(problems))


def fingerprint(source: str) -> str | None:
    """The SHA-256 of a file's bytes; None for an address, and for a file that can't be read."""
    if is_address(source):
        return None
    digest = hashlib.sha256()
    try:
        with open(source, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def _listed(line: str, folder: Path) -> tuple[str, str, str]:
    """A line as (source, why it is none, what to do)."""
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in line):
        return line, "it holds control characters", "give one path or address a line"
    if "://" in line:
        try:
            parts = urlsplit(line)
            host = parts.hostname
        except ValueError:
            return line, "it is no address", "write it as https://host/path"
        if parts.scheme not in ("http", "https"):
            return line, f"{parts.scheme}: addresses are not read", "give an http or https address, or a path"
        return (line, "", "") if host else (line, "the address has no host", "write it as https://host/path")
    path = Path(line)
    if not path.exists() and not path.is_absolute() and (folder / path).exists():
        path = folder / path
    if not path.exists():
        return line, "there is no such file", "check the path"
    if path.is_dir():
        return line, "it is a folder", "name the folder on the command line, or list its files"
    return (line if path == Path(line) else path.as_posix()), "", ""


def _problem(source: str, where: str, why: str, todo: str) -> SourceProblem:
    on = f"{source!r} ({where})" if source != where else source
    return SourceProblem(source=source, error=SourceError("read the article", on, why, todo).line)
