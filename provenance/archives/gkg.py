"""GDELT's table files: Knowledge Graph 1.0 (one a day), and 2.x (every 15 minutes), as addresses by host.

Rows are broken now and then: a row with another number of columns is left out and counted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Columns: version 1.0 has 11, version 2.x 27 (archives.md, section 12c).
_V1, _V2 = 11, 27
#: An unpacked day is a few hundred megabytes; more is no day.
_MAX_UNPACKED = 2_000_000_000
_MAX_LINE = 4_000_000


class GkgFault(Exception):
    """The file is no day file."""


@dataclass(frozen=True, slots=True)
class GkgDay:
    """Addresses by host (lower case, without `www.`), in file order, and how many rows made no sense."""

    by_host: Mapping[str, tuple[str, ...]]
    skipped: int


def read_day_file(body: bytes) -> GkgDay:
    """Read a zipped or plain table.

    Raises:
        GkgFault: there is no row in it that makes sense, or it is too large.
        zipfile.BadZipFile: the zip is broken off or damaged.
    """
    if not body.startswith(b"PK"):
        return read_rows(body.splitlines())
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        inside = [info for info in packed.infolist() if not info.is_dir()]
        if not inside or sum(info.file_size for info in inside) > _MAX_UNPACKED:
            raise GkgFault("it holds nothing, or too much")
        with packed.open(inside[0]) as table:
            return read_rows(_lines(table))


def _lines(table: Iterable[bytes]) -> Iterator[bytes]:
    unpacked = 0
    for line in table:
        unpacked += len(line)
        if unpacked > _MAX_UNPACKED or len(line) > _MAX_LINE:
            raise GkgFault("it holds too much")
        yield line


def read_rows(lines: Iterable[bytes]) -> GkgDay:
    """Read the rows of a table. Raises GkgFault where none makes sense."""
    hosts: dict[str, dict[str, None]] = {}
    skipped = read = 0
    for line in lines:
        if not line.strip() or line.startswith(b"DATE\t"):
            continue
        urls = urls_of_row(line)
        if urls is None:
            skipped += 1
            continue
        read += 1
        for url in urls:
            host = host_of(url)
            if host:
                hosts.setdefault(host, {})[url] = None
    if not read:  # a day without any news in the world is a broken file
        raise GkgFault("no row of it makes sense")
    return GkgDay({host: tuple(urls) for host, urls in hosts.items()}, skipped)


def urls_of_row(line: bytes) -> list[str] | None:
    """The addresses of a row, None where it is malformed."""
    columns = line.rstrip(b"\r\n").split(b"\t")
    if len(columns) == _V1:
        named = columns[10].split(b"<UDIV>")
    elif len(columns) == _V2:
        named = [columns[4]]
    else:
        return None
    if not columns[0][:8].isdigit():
        return None
    urls = [raw.decode("utf-8", "replace").strip() for raw in named]
    return [url for url in urls if url.lower().startswith(("http://", "https://")) and len(url) < 2100]


def host_of(url: str) -> str:
    """The host of an address, lower case, without `www.`; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
