"""The package's public names, loaded when asked for."""

import pytest

from provenance import candidates


@pytest.mark.parametrize("name", candidates.__all__)
def test_every_public_name_is_there(name):
    assert getattr(candidates, name).__name__ == name


def test_other_names_are_not():
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = candidates.nothing_such
