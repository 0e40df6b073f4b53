"""The word classes load, and a wrong one is named."""

import pytest

from provenance.catalog import prose
from provenance.errors import CatalogError


def test_the_shipped_classes_load() -> None:
    words = prose.load_prose()
    assert words.is_finite("was")
    assert words.is_finite("declared")
    assert words.is_past("fought")
    assert not words.is_past("hundred")
    assert not words.is_finite("dam")


@pytest.mark.parametrize(
    ("data", "says"),
    [({}, "not a list"), ({"verbs": {"past": []}}, "not a list"), ({"verbs": {"past": ["Fought"]}}, "not lower case")],
    ids=["missing", "empty", "capital"],
)
def test_a_wrong_class_is_named(data: dict[str, object], says: str) -> None:
    with pytest.raises(CatalogError, match=says):
        prose._words(data, "verbs", "past")
