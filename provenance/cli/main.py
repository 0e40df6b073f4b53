"""The command group, and the one place where an error becomes a line and an exit code."""

from __future__ import annotations

import errno
import gc
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import click

from provenance.errors import ProvenanceError
from provenance.version import VERSION

from .output import ReaderGone

#: command -> (module of its own, one line of help). Modules are imported only when their command runs.
COMMANDS = {
    "parse": ("parse", "Read an article: its references, claims and findings. No network."),
    "audit": ("audit", "Audit an article: find the cited items and report what they show."),
    "batch": ("batch", "Audit many articles into a store; goes on where it stopped."),
    "outlets": ("outlets", "Who is meant by a name, and where they published on a day."),
    "support": ("support", "What does this page show about this sentence?"),
    "archives": ("archives", "Which archives are configured, their limits, their state."),
    "preserve": ("preserve", "Ask the Internet Archive to capture pages (wants a key)."),
    "record": ("record", "Record how services answer, for the tests that play it back."),
    "evaluate": ("evaluate", "Score the reading of articles on a labelled corpus."),
    "index": ("index", "A catalogue of captures from archive and index files, asked in bulk."),
    "explain": ("explain", "How a claim or citation of a report came out, step by step."),
    "correct": ("correct", "Write a person's correction of a report into a log, or take one back."),
    "verify": ("verify", "Was a log of corrections, or a bundle of evidence, altered?"),
}


class Terminated(BaseException):
    """SIGTERM came. Not an Exception: only the edge may answer it."""


class LazyGroup(click.Group):
    """Imports a command's module when it is called, so that `--help` starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"provenance.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="provenance")
def group() -> None:
    """Reads newsroom citations, finds the cited items in public archives, and reports what they show.

    SOURCE is a path (.txt .md .html .wiki), an address, or - for standard input.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and exits with its code (docs/commands.md)."""
    # A run makes many records that last and few cycles: looking for them as often as is the default takes a tenth of it.
    gc.set_threshold(100_000, 20, 20)
    code = run(arguments)
    # As it ends, the interpreter looks through all that was ever made for cycles: a tenth of a `parse`, to free what the
    # system takes back anyway. Whatever has to be closed was closed by `run`.
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code instead of leaving the process."""
    # No plugin of another package may change how records are checked; and looking for some takes a tenth of a `parse`.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    for stream in (sys.stdout, sys.stderr):
        # Reports hold every script; a terminal of another encoding gets escapes instead of a crash.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="backslashreplace")
    previous = _terminate_like_interrupt()
    try:
        return _answered(group.main(args=given, prog_name="provenance", standalone_mode=False))
    except click.ClickException as error:
        _say(f"{error.format_message()} ({_usage(error)})")
        return 2
    except ProvenanceError as error:
        if debug:
            raise
        _say(error.line)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt, Terminated):
        _say("stopped; what was finished is kept")
        return 130
    except ReaderGone:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the last flush has somewhere to go
        return 0
    except OSError as error:
        if debug:
            raise
        why = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        where = f" ({error.filename})" if error.filename else ""
        _say(f"could not finish: {why}{where}; free some space or check permissions, and run again")
        return 2
    except Exception as error:
        if debug:
            raise
        _say(f"an error of this program: {type(error).__name__}: {error}; run again with --debug and report what it prints")
        return 2
    finally:
        if previous is not None:
            signal.signal(signal.SIGTERM, previous)


def _answered(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"see {context.command_path} --help" if context is not None else "see provenance --help"


def _say(text: str) -> None:
    print(f"provenance: {' '.join(text.split())}", file=sys.stderr)


def _terminate_like_interrupt() -> Any:
    def stop(signum: int, frame: object) -> None:
        raise Terminated

    try:
        return signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread: whoever embeds us handles signals
        return None
