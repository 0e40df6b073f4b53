"""Where the reports of several articles go: each as soon as it is made, so that a stop loses none that was finished."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from .output import write_result


class Delivery:
    """Takes reports one by one. Use it in a `with` block, and add reports in the order of the articles.

    To standard output and into a folder (a file an article) each is written when it is added. One file for all of them is
    written whole at the end of the block, with what was finished if the block is left by an error or a signal.
    """

    def __init__(self, form: str, output: Path | None) -> None:
        self._form, self._output = form, output
        self._folder = output is not None and output.is_dir()
        self._kept: list[str] = []
        self._names: set[str] = set()
        self._count = 0

    def add(self, source: str, text: str) -> None:
        """Takes the report of one article. Raises OutputError, ReaderGone."""
        self._count += 1
        if self._folder and self._output is not None:
            write_result(text, self._output / self._name(source))
            return
        if self._form == "csv" and self._count > 1:
            text = text.split("\n", 1)[1]  # one table: the heading of the first article serves for all
        if self._output is None:
            write_result(text, None)
        else:
            self._kept.append(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._output is not None and not self._folder and (self._kept or kind is None):
            write_result("".join(self._kept), self._output)

    def _name(self, source: str) -> str:
        stem = Path(source.rstrip("/")).stem or "article"
        name, n = stem, 1
        while name in self._names:
            n += 1
            name = f"{stem}-{n}"
        self._names.add(name)
        return f"{name}.{'txt' if self._form == 'text' else self._form}"
