"""A sheet of terminal text: wrapped paragraphs with indents, coloured or plain, the same on every machine."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

#: Terminal styles of the tones in catalog/words.toml. Colour never stands alone: the words are always beside it.
STYLES = {
    "good": "green",
    "part": "yellow",
    "weak": "bold red",
    "conflict": "bold magenta",
    "named": "cyan",
    "none": "bold yellow",
    "open": "blue",
    "quiet": "dim",
}
LEAST_WIDTH = 40


class Sheet:
    """Collects lines of at most `width` columns (wide characters count double). Nothing is printed."""

    def __init__(self, *, width: int, color: bool) -> None:
        from rich.console import Console

        self.width = max(LEAST_WIDTH, width)
        self._out = io.StringIO()
        # An empty environment: what stands in the user's must not change the bytes.
        self._console = Console(
            file=self._out,
            width=self.width,
            force_terminal=color,
            color_system="standard" if color else None,
            no_color=not color,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
            force_jupyter=False,
            _environ={},
        )

    def line(self, *parts: str | tuple[str, str] | None, indent: int = 0, hang: int = 0) -> None:
        """A paragraph of parts, each a text or (text, style); later lines are indented by `hang` more."""
        from rich.text import Text

        text = Text.assemble(*(part for part in parts if part is not None), no_wrap=False)
        self._wrapped(text, indent, hang)

    def unbroken(self, part: tuple[str, str], *, indent: int = 0) -> None:
        """An address: on one line however long, so that it can be copied whole."""
        from rich.text import Text

        self._console.print(Text.assemble(" " * indent, part), soft_wrap=True)

    def gap(self) -> None:
        """An empty line."""
        self._out.write("\n")

    def heading(self, text: str) -> None:
        """A heading of the report, with air around it."""
        self.gap()
        self.line((text.upper(), "bold"))
        self.line(("─" * self.width, "dim"))

    def _wrapped(self, text: Text, indent: int, hang: int) -> None:
        from rich.text import Text

        room = max(LEAST_WIDTH // 2, self.width - indent - hang)
        if hang:
            # The first line is longer by `hang`: it is cut off first, the rest is wrapped to what is left.
            lead = text.wrap(self._console, room + hang)[0]
            rest = text[len(lead.plain) :] if len(lead.plain) < len(text.plain) else Text()
            lines = [lead]
            if rest.plain.strip():
                stripped = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
                lines += list(stripped.wrap(self._console, room))
        else:
            lines = list(text.wrap(self._console, room))
        for number, line in enumerate(lines):
            line.rstrip()
            margin = indent + (hang if number else 0)
            self._console.print(Text(" " * margin) + line if line.plain else Text(), soft_wrap=True)

    def text(self) -> str:
        """All that was written, ended by one line break."""
        return self._out.getvalue().rstrip("\n") + "\n"
