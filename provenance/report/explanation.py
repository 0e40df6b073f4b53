"""How a claim or a citation of a JSON report came out, step by step, down to characters of the article and bytes of captures.

Works on the report alone: whoever has the JSON can follow it without this program's state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..catalog.words import load_words
from ..errors import SettingsError
from .plain import one_line


def explain(report: Mapping[str, Any], id: str) -> str:
    """The steps behind one claim, one citation or what stands at a place of the article, ended by a line break.

    Args:
        report: one object as `audit --format json` or `parse --format json` writes it.
        id: of a claim or a citation in it, or `@` and the number of a character of the article, counted from 0.

    Raises:
        SettingsError: the report holds no claim or citation of that id, or the article no such character.
    """
    claims = {claim["id"]: claim for claim in report.get("claims", ())}
    citations = {citation["id"]: citation for citation in report.get("citations", ())}
    if id in claims:
        lines = _claim(report, claims[id], citations)
    elif id in citations:
        lines = _citation(report, citations[id])
    elif id.startswith("@"):
        lines = _place(report, id, citations)
    else:
        known = ", ".join([*citations, *claims][:12]) or "none"
        raise SettingsError("explain", repr(id), "the report has no claim or citation of that id", f"it has {known} ...")
    run = report.get("run") or {}
    tail = (
        f"Made by version {run.get('version')}, rules {run.get('rules_version')} (sha256 {str(run.get('rules_sha256'))[:16]})"
    )
    return "\n".join([*lines, "", tail]) + "\n" if run else "\n".join(lines) + "\n"


def _place(report: Mapping[str, Any], id: str, citations: Mapping[str, Any]) -> Iterator[str]:
    """What was made of a character: the reference around it, or the reason why its bracket is none."""
    length = len(report.get("document", {}).get("text") or "")
    digits = id.removeprefix("@")
    if not (digits.isascii() and digits.isdigit() and int(digits[:20]) < length):
        raise SettingsError("explain", repr(id), "the article has no such character", f"give @0 to @{length - 1}")
    at = int(digits)

    def around(list_name: str) -> list[Mapping[str, Any]]:
        """Those that hold the character, the shortest first."""
        rows = [row for row in report.get(list_name, ()) if row["start"] <= at < row["end"]]
        return sorted(rows, key=lambda row: (row["end"] - row["start"], row["start"]))

    nothing = True
    for reference in around("references"):
        nothing = False
        yield _spot(f"Reference {reference['id']} ({reference['style']})", reference)
        for cited in reference["citations"]:
            yield from ("", *_citation(report, citations[cited]))
    for doubt in around("doubtful"):
        nothing = False
        yield _spot("Doubtful", doubt)
        yield f"  may be a citation (confidence {doubt['confidence']:g}): {one_line(doubt['why'])}"
    for passed in around("passed_over"):
        nothing = False
        yield _spot("Passed over", passed)
        yield f"  not taken for a citation: {one_line(passed['why'])}"
    if nothing:
        yield f"No reference stands at character {at}, and no bracket that was read as one."
        yield "  A bracket that is longer than 900 characters, never closed or deeply nested is not read."
    for claim in around("claims"):
        yield f'  it stands in claim {claim["id"]}: "{one_line(claim["text"], 160)}"'


def _spot(what: str, row: Mapping[str, Any]) -> str:
    return f'{what}, characters {row["start"]} to {row["end"]} of the article: "{one_line(row["text"])}"'


def _claim(report: Mapping[str, Any], claim: Mapping[str, Any], citations: Mapping[str, Any]) -> Iterator[str]:
    yield f'Claim {claim["id"]}, characters {claim["start"]} to {claim["end"]} of the article: "{one_line(claim["text"])}"'
    yield f"  needs a source: {claim['need']} ({', '.join(claim['need_reasons']) or 'no rule asks for one'})"
    for link in claim["citations"]:
        yield f"  cited for it: {link['id']} ({link['coverage']})"
    for speaker in claim["named_sources"]:
        yield f"  named in the text: {one_line(speaker['name'])}"
    if not claim["citations"]:
        yield "  nothing is cited for it"
    for assessment in report.get("assessments", ()):
        if assessment["claim"] == claim["id"]:
            yield from _assessment(assessment)
    yield from _findings(report, claim["id"])
    for link in claim["citations"]:
        yield ""
        yield from _citation(report, citations[link["id"]])


def _assessment(assessment: Mapping[str, Any]) -> Iterator[str]:
    grade = assessment["grade"] + ("?" if assessment["provisional"] else "")
    yield f"  grade {grade}"
    for step in assessment["trace"]:
        yield f"    {one_line(step)}"
    for support in assessment["support"]:
        page = support["sha256"][:16]
        yield f"    {support['citation']}: {support['level']} ({one_line(support['reason'])}), page sha256 {page}"


def _citation(report: Mapping[str, Any], citation: Mapping[str, Any]) -> Iterator[str]:
    words = load_words()
    yield f'Citation {citation["id"]}, characters {citation["start"]} to {citation["end"]}: "{one_line(citation["text"])}"'
    source, day = citation["source"], citation["date"]
    entry = source["outlet"] or "no single entry"
    yield f"  source: {one_line(source['name'] or 'none')} ({source['kind']}; registry: {entry})"
    if day:
        reason = f" ({one_line(day['reason'])})" if day["reason"] else ""
        yield f'  date: {day["value"]}, read from "{one_line(day["text"])}"{reason}'
    for ground in citation.get("why", ()):
        yield f"  taken for a citation: {one_line(ground)}"
    for resolution in report.get("resolutions", ()):
        if resolution["citation"] == citation["id"]:
            yield f"  outcome {resolution['outcome']}: {words.outcomes[resolution['outcome']].sentence}"
            if resolution.get("outlet_from"):
                yield f"    outlet from {one_line(resolution['outlet_from'])}"
            if resolution.get("explanation"):
                yield f"    {one_line(resolution['explanation'])}"
            yield from _search(resolution)
    yield from _findings(report, citation["id"])


def _search(resolution: Mapping[str, Any]) -> Iterator[str]:
    for query in resolution["queries"]:
        status = f" HTTP {query['status']}" if query["status"] else ""
        yield f"    {query['id']} {query['archive']}:{status} {query['outcome']}  {one_line(query['request'], 160)}"
        if query.get("why"):
            yield f"      asked because {one_line(query['why'])}"
    for candidate in resolution["candidates"]:
        yield f"    page {one_line(candidate['url'])}"
        yield f"      capture {one_line(candidate['archive_url'])} of {candidate['captured_at']}, sha256 {candidate['sha256']}"
        signals = ", ".join(f"{key} {value}" for key, value in candidate["signals"].items())
        yield f"      identity {candidate['identity']}: {one_line(signals)}"
        for passage in candidate["passages"][:3]:
            yield f'      characters {passage["start"]} to {passage["end"]} of the page: "{one_line(passage["text"], 200)}"'


def _findings(report: Mapping[str, Any], id: str) -> Iterator[str]:
    for finding in report.get("findings", ()):
        if id in finding["about"]:
            yield f"  {finding['severity']} {finding['code']}: {one_line(finding['message'])}"
