"""Made-up pages as archives replay them. synthetic: no page of these tests was captured anywhere."""

import hashlib
from datetime import UTC, datetime

import pytest

from provenance.model.answer import Content

CAPTURED = datetime(2013, 10, 25, 6, tzinfo=UTC)


@pytest.fixture
def content():
    """Builds a replay's `Content` from a body and what differs from an ordinary article's."""

    def build(
        body, *, url="http://sample.example/a/1", asked=None, status=200, captured=CAPTURED, content_type="text/html", **more
    ):
        data = body if isinstance(body, bytes) else body.encode()
        asked = asked or url
        return Content(
            archive="paper",
            asked_url=asked,
            url=url,
            captured_at=captured,
            archive_url=f"https://paper.example/{url}",
            status=status,
            headers=(("Content-Type", content_type),),
            body=data,
            sha256=hashlib.sha256(data).hexdigest(),
            redirects=(asked, url) if asked != url else (),
            **more,
        )

    return build
