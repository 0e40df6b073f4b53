"""The cache under a process that is killed while it writes."""

import hashlib
import subprocess
import sys
from datetime import UTC, datetime

from provenance.net.answer import Response
from provenance.net.cache import DiskCache, cache_key

WRITER = """
import sys, hashlib
from datetime import UTC, datetime
from pathlib import Path
from provenance.net.answer import Response
from provenance.net.cache import DiskCache
cache = DiskCache(Path(sys.argv[1]), [])
for number in range(100000):
    body = b"body %d " % number * 500
    sha = hashlib.sha256(body).hexdigest()
    url = f"http://a.example/{number}"
    cache.store(str(number), Response(url, 200, (), body, sha, datetime.fromtimestamp(1_700_000_000, UTC)), "past")
    if number == 50:
        print("going", flush=True)
"""


def test_a_killed_process_leaves_a_sound_cache(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"going\n"
    process.kill()
    process.wait()
    process.stdout.close()
    warnings: list[str] = []
    cache = DiskCache(tmp_path, warnings)
    found = [cache.find(str(number), now=1_700_000_001.0) for number in range(51)]
    assert all(answer is not None and answer.body.startswith(b"body ") for answer in found)
    body = b"more"
    fresh = Response("http://a.example/x", 200, (), body, hashlib.sha256(body).hexdigest(), datetime.fromtimestamp(1.7e9, UTC))
    cache.store("x", fresh, "past")
    again = cache.find("x", now=1_700_000_001.0)
    assert again is not None
    assert again.body == body
    cache.close()
    assert warnings == []


def test_only_headers_that_change_the_answer_make_another_question():
    base = cache_key("GET", "http://a.example/", {"Accept-Encoding": "gzip"}, 10)
    assert cache_key("GET", "http://a.example/", {"User-Agent": "x"}, 10) == base
    others = [
        cache_key("GET", "http://a.example/", {"Accept-Datetime": "Tue, 22 Oct 2013 10:15:00 GMT"}, 10),
        cache_key("GET", "http://a.example/?", {}, 10),
        cache_key("GET", "http://a.example/", {}, 11),
    ]
    assert len({base, *others}) == 4


FULL = """
import hashlib, resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from provenance.net.answer import Response
from provenance.net.cache import DiskCache

def store(cache, name, size):
    body = name.encode() * size
    sha = hashlib.sha256(body).hexdigest()
    cache.store(name, Response("http://a.example/" + name, 200, (), body, sha, datetime.fromtimestamp(1.7e9, UTC)), "past")

warnings = []
cache = DiskCache(Path(sys.argv[1]), warnings)
store(cache, "before", 10)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
store(cache, "large", 1_000_000)
store(cache, "after", 10)
print(len(warnings), warnings[0])
cache.close()
"""


def test_a_full_disk_is_said_once_and_what_was_stored_before_stays(tmp_path):
    """A limit on the size of files stands in for the disk: writing fails in the same way, in the middle of a body."""
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("1 answers are not stored from here on: ")
    assert "free space" in done.stdout
    assert done.stderr == ""
    warnings: list[str] = []
    cache = DiskCache(tmp_path, warnings)
    before, large, after = (cache.find(name, now=1_700_000_001.0) for name in ("before", "large", "after"))
    cache.close()
    assert before is not None
    assert before.body == b"before" * 10
    assert (large, after) == (None, None)
    assert warnings == []
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".new-")]


def test_equal_bodies_are_kept_once(tmp_path):
    """Bodies are named by their hash: a front page that two archives send alike takes the place of one."""
    cache = DiskCache(tmp_path, [])
    body = b"the same front page"
    sha = hashlib.sha256(body).hexdigest()
    for name in ("one", "two"):
        answer = Response(f"http://{name}.example/", 200, (), body, sha, datetime.fromtimestamp(1.7e9, UTC))
        cache.store(name, answer, "past")
    found = [cache.find(name, now=1_700_000_001.0) for name in ("one", "two")]
    cache.close()
    assert [answer.body for answer in found if answer is not None] == [body, body]
    assert [path.name for path in (tmp_path / "bodies").rglob("*") if path.is_file()] == [sha]
