"""The command line: one file a command. Clock, environment and terminal are read here and nowhere below."""

from .main import main

__all__ = ["main"]
