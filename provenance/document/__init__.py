"""Bytes or a file -> `Document`: one reader a format, places kept, what could not be read said."""

from .reading import MAX_BYTES, read_bytes, read_path

__all__ = ["MAX_BYTES", "read_bytes", "read_path"]
