"""A real PostgreSQL for the tests of the shared budget: its own cluster, on a socket in a temporary folder."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


def find_program(name: str) -> str | None:
    """A program of PostgreSQL's server: on the path, or where Debian puts it, the newest first."""
    on_path = shutil.which(name)
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: -float(path.parts[4]))
    return on_path or next((str(path) for path in debian), None)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database. Without a server the test is skipped; where CI is set, it fails."""
    initdb, server = find_program("initdb"), find_program("postgres")
    try:
        import pg8000
    except ImportError:
        pg8000 = None
    if initdb is None or server is None or pg8000 is None:
        missing = "pg8000 is not installed (pip install -e .[postgres])" if pg8000 is None else "PostgreSQL is not installed"
        if os.environ.get("CI"):
            pytest.fail(f"{missing}, and CI runs every test (apt-get install postgresql)")
        pytest.skip(f"{missing} (Debian: apt-get install postgresql)")
    folder = tmp_path_factory.mktemp("postgresql")
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:  # the server refuses to be root
        import pwd

        nobody = pwd.getpwnam("nobody")
        as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        for parent in (folder, *folder.parents[:3]):
            if parent.stat().st_uid == 0 and parent != Path("/tmp"):  # noqa: S108 - never touched, only passed through
                parent.chmod(parent.stat().st_mode | 0o011)
    data = folder / "data"
    subprocess.run(
        [initdb, "-D", str(data), "-U", "tester", "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8"],
        check=True, capture_output=True, cwd=folder, **as_user,
    )  # fmt: skip
    options = ("listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "synchronous_commit=off")
    arguments = [word for option in options for word in ("-c", option)]
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen([server, "-D", str(data), *arguments], stdout=log, stderr=log, cwd=folder, **as_user)
    try:
        address = f"postgresql://tester@/postgres?unix_sock={folder}/.s.PGSQL.5432"
        _await(process, address, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _await(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    import time

    from provenance.errors import SettingsError
    from provenance.net.database import open_database

    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"PostgreSQL did not start: {log.read_text(errors='replace')[-500:]}")
        try:
            open_database(address, lambda: 0.0).close()
        except SettingsError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"PostgreSQL did not answer: {log.read_text(errors='replace')[-500:]}")
