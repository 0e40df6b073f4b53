"""Public lists, read on the user's machine into a file of rows that rank below the shipped ones. Nothing of them is shipped."""

from .imported import Imported, as_file
from .journals import read_journals
from .perennial import read_perennial
from .state_media import read_state_media
from .wikidata import query_address, read_wikidata

__all__ = ["Imported", "as_file", "query_address", "read_journals", "read_perennial", "read_state_media", "read_wikidata"]
