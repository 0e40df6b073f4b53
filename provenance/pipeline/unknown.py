"""Names that no row of the registry knows, put to Wikidata where the user allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.outlet import LookupAnswer

if TYPE_CHECKING:
    from provenance.model.dates import DateValue
    from provenance.net import Client
    from provenance.net.answer import Response
    from provenance.outlets import Registry

#: One question at a time, one a second (Wikimedia's access policy; archives.md, section 29).
_RATE = 1.0
#: The list of media classes, the largest answer, is some hundred kilobytes.
_MAX_BYTES = 10_000_000


class _Polite:
    """The client as the outlets' service: an answer is good for three months, a page for people is none."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._last: dict[str, Response] = {}

    def fetch(self, address: str) -> bytes | str:
        from provenance.net import NoResponse

        accept = {"Accept": "application/json"}
        answer = self._client.get(address, headers=accept, host_rate=_RATE, max_bytes=_MAX_BYTES, cache="past")
        if isinstance(answer, NoResponse):
            return answer.message
        self._last[address] = answer
        return answer.body if answer.status == 200 else f"it answered with HTTP {answer.status}"

    def reject(self, address: str) -> None:
        if address in self._last:
            self._client.forget(self._last[address])


class UnknownNames:
    """Looks names up in the registry, and on Wikidata those that it does not know.

    Args:
        registry: asked first; what it knows is never asked about.
        client: asks; its budget, cache and manners hold.
    """

    def __init__(self, registry: Registry, client: Client) -> None:
        from provenance.outlets.online import Wikidata

        self._registry, self._wikidata = registry, Wikidata(_Polite(client))

    def look_up(
        self,
        name: str,
        *,
        on: DateValue | None = None,
        country: str | None = None,
        publication: str | None = None,
        language: str | None = None,
    ) -> LookupAnswer:
        """As `Registry.look_up`. An answer from outside is marked `unverified`; `remark` says where nobody could be asked."""
        known = self._registry.look_up(name, on=on, country=country, publication=publication)
        return self.ask(known, country=country, language=language)

    def ask(self, known: LookupAnswer, *, country: str | None = None, language: str | None = None) -> LookupAnswer:
        """The registry's answer, or where that is `unknown` Wikidata's, with the registry's suggestions kept."""
        if known.answer != "unknown" or known.rule == "ignored" or not known.name.strip():
            return known
        common = self._registry.is_common(known.name)
        asked = self._wikidata.look_up(known.name, on=known.on, language=language, country=country, common=common)
        if asked.answer == "unknown":
            return known.model_copy(update={"remark": asked.remark, "candidates": (*known.candidates, *asked.candidates)})
        return asked
