"""Writes docs/commands.md from the commands' own help texts. A test compares; run it after changing an option.

python docs/generate.py
"""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.main import COMMANDS, group

HEAD = """# Commands

Made from the help texts by `python docs/generate.py`; a test keeps it so.

Results go to standard output or `-o`; progress, warnings and errors go to standard error. A source that can't be read
stops only that source. JSON is one object on one line a source, in the order given; a source that can't be read gives
`{"source", "error"}`.

| exit code | meaning |
| --- | --- |
| 0 | done (also when archives could not be reached: that is a result, and the report says so) |
| 1 | done, and a threshold that you set with `--fail-on` was crossed; of `evaluate`: a floor was missed |
| 2 | the command line, config file or input can't be used: one line says what, where, and what to do |
| 3 | some sources of several could not be read; the rest are done (of `evaluate`: rows of the corpus) |
| 130 | stopped by the user; what was finished is kept |

Options come from the code's defaults, then `config.yaml` (in the current folder, in your configuration folder, or named
by `--config` or `PROVENANCE_CONFIG`), then the environment (`PROVENANCE_ARCHIVES__WAYBACK__RATE=0.2`), then flags.
`PROVENANCE_CACHE` names the folder in which answers and indexes are kept.
"""


def commands_page() -> str:
    """The page as it should stand."""
    parts = [HEAD]
    # The settings that the group gives its commands at run time: without them the help option would have one name less.
    width = {"max_content_width": 100, "terminal_width": 100}
    root = click.Context(group, info_name="provenance", **group.context_settings, **width)
    parts.append(_block("provenance", group, root))
    for name in COMMANDS:
        command = group.get_command(root, name)
        context = click.Context(command, info_name=name, parent=root, max_content_width=100, terminal_width=100)
        parts.append(_block(f"provenance {name}", command, context))
        if isinstance(command, click.Group):
            for inner, sub in command.commands.items():
                below = click.Context(sub, info_name=inner, parent=context, max_content_width=100, terminal_width=100)
                parts.append(_block(f"provenance {name} {inner}", sub, below))
    return "\n".join(parts)


def _block(title: str, command: click.Command, context: click.Context) -> str:
    return f"## {title}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    (Path(__file__).resolve().parent / "commands.md").write_text(commands_page(), encoding="utf-8")
