"""The report in a terminal: what matters first, then claim by claim, every line in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..catalog.words import load_words
from .plain import plural
from .sheet import STYLES, Sheet
from .summary import UNASKED, ProfileView
from .viewer import view_of
from .views import CitedView, ClaimView, FindingView, PageView, ReportView

if TYPE_CHECKING:
    from ..model.audit import Audit

#: Claims listed under "look at these first" (rules, profile: the top five).
MOST_ATTENTION = 5
_BAR = "█"
_MARK_WIDTH = 5
_ANSWERED = ("copies_only", "no_match", "not_archived")


def draw_audit_text(audit: Audit, *, color: bool, width: int) -> str:
    """The whole report."""
    view = view_of(audit)
    sheet = Sheet(width=width, color=color)
    draw_head(sheet, view, "Sourcing report")
    if view.profile:
        _profile(sheet, view.profile)
    _attention(sheet, view)
    sheet.heading("Claim by claim")
    seen = _Seen(view)
    for claim in view.claims:
        _claim(sheet, claim, seen)
    if not view.claims:
        sheet.line("The article holds no sentence that could be read as a claim.")
    draw_findings(sheet, "About the article as a whole", view.findings)
    if view.corrections:
        sheet.heading("Corrections by people")
        for line in view.corrections:
            sheet.line(line)
    _gaps(sheet, view)
    sheet.heading("How this was made")
    for label, value in view.run:
        _fact(sheet, label, value)
    sheet.gap()
    sheet.line((view.provisional, "dim"))
    return sheet.text()


def draw_head(sheet: Sheet, view: ReportView, kicker: str) -> None:
    """Title, date and publisher."""
    sheet.line((kicker.upper(), "dim"))
    sheet.line((view.title, "bold"))
    sheet.line((" · ".join(part for part in (view.published, view.publisher, view.source) if part), "dim"))


def draw_findings(sheet: Sheet, heading: str, findings: tuple[FindingView, ...]) -> None:
    """Remarks that belong to no claim."""
    if not findings:
        return
    sheet.heading(heading)
    for finding in findings:
        finding_line(sheet, finding, 0)


def finding_line(sheet: Sheet, finding: FindingView, indent: int) -> None:
    """One remark: severity in words, code, message."""
    style = {"error": "bold red", "warning": "yellow"}.get(finding.severity, "cyan")
    sheet.line((f"{finding.severity_words} ", style), (f"{finding.code}  ", "dim"), finding.message, indent=indent, hang=2)


def _fact(sheet: Sheet, label: str, value: str) -> None:
    sheet.line((f"{label:<18}", "dim"), value, indent=2, hang=18)


def _profile(sheet: Sheet, profile: ProfileView) -> None:
    sheet.gap()
    if profile.claims:
        room = min(60, sheet.width - 4)
        bars = []
        for row in profile.grades:
            cells = max(1, round(row.share * room))
            bars.append((_BAR * cells, STYLES[row.tone]))
        sheet.line(*_fitted(bars, room), indent=2)
    for row in profile.grades:
        sheet.line(
            (f"{row.count:>4}  ", "bold"), (f"{row.label:<{_MARK_WIDTH}}", STYLES[row.tone]), row.short, indent=0, hang=11
        )
    sheet.gap()
    for label, value in profile.facts:
        _fact(sheet, label, value)
    if profile.outcomes:
        _fact(sheet, "Citations", " · ".join(f"{row.short} {row.count}" for row in profile.outcomes))


def _fitted(bars: list[tuple[str, str]], room: int) -> list[tuple[str, str]]:
    """Rounding may make the bars a cell or two too long: the longest gives way."""
    over = sum(len(bar) for bar, _ in bars) - room
    while over > 0:
        longest = max(range(len(bars)), key=lambda index: len(bars[index][0]))
        bars[longest] = (bars[longest][0][:-1], bars[longest][1])
        over -= 1
    return bars


def _label(claim: ClaimView) -> str:
    """The claim's id, by which `provenance explain` knows it, where it is short."""
    return claim.id if len(claim.id) <= 3 else str(claim.number)


def _attention(sheet: Sheet, view: ReportView) -> None:
    if not view.attention:
        return
    sheet.heading("Look at these first")
    for claim in view.attention[:MOST_ATTENTION]:
        quote = claim.text if len(claim.text) <= 140 else claim.text[:139].rstrip() + "…"
        sheet.line(
            (f"{_label(claim):>3}  ", "bold"),
            (f"{claim.mark or '':<{_MARK_WIDTH}}", STYLES[claim.tone]),
            (f"{claim.short}. ", "bold"),
            quote,
            hang=10,
        )
    if len(view.attention) > MOST_ATTENTION:
        sheet.line((f"and {plural(len(view.attention) - MOST_ATTENTION, 'more claim')}, below", "dim"), indent=10)


class _Seen:
    """What was said before and need not be said at each claim again."""

    def __init__(self, view: ReportView) -> None:
        said = Counter(citation.explanation for citation in view.citations if citation.outcome in UNASKED)
        #: Reasons why many sources could not be asked stand once, under "what could not be asked".
        self.common = {explanation for explanation, count in said.items() if explanation and count > 2}
        self._findings: set[FindingView] = set()

    def new(self, findings: tuple[FindingView, ...]) -> list[FindingView]:
        """The remarks that no earlier claim had."""
        fresh = [finding for finding in dict.fromkeys(findings) if finding not in self._findings]
        self._findings.update(fresh)
        return fresh


def _claim(sheet: Sheet, claim: ClaimView, seen: _Seen) -> None:
    style = STYLES[claim.tone]
    if claim.grade == "NA" and not claim.cited and not claim.findings and not claim.override:
        text = claim.text if len(claim.text) <= sheet.width - 28 else claim.text[: sheet.width - 29].rstrip() + "…"
        sheet.line((f"{_label(claim):>3}  {claim.mark:<{_MARK_WIDTH}}{text}", "dim"), hang=10)
        sheet.gap()
        return
    sheet.line(
        (f"{_label(claim):>3}  ", "bold"),
        (f"{claim.mark or '':<{_MARK_WIDTH}}", style),
        (claim.short or "", style),
        (f"  ·  {claim.need}" + (f"  ·  {claim.origins}" if claim.origins else ""), "dim"),
        hang=10,
    )
    sheet.line(claim.text, indent=5)
    if claim.sentence:
        sheet.line((claim.sentence, style), indent=5)
    if claim.reason:
        sheet.line((claim.reason, "dim"), indent=5)
    for cited in claim.cited:
        _cited(sheet, cited, seen)
    if claim.together:
        sheet.line(claim.together, indent=5, hang=2)
    for number, line in enumerate(claim.graph):
        sheet.line(("origins  " if number == 0 else "         ", "dim"), line, indent=5, hang=11)
    for code, words in claim.codes:
        sheet.line((f"{code}  ", "dim"), words, indent=5, hang=4)
    if claim.tags:
        sheet.line("; ".join(claim.tags), indent=5, hang=4)
    for finding in seen.new(claim.findings):
        # The line of the citation already says "year inferred"; JSON and HTML keep the note with its reason.
        if (finding.code, finding.severity) != ("T08", "info"):
            finding_line(sheet, finding, 5)
    if claim.override:
        sheet.line((claim.override, "bold"), indent=5, hang=2)
    for number, step in enumerate(claim.trace):
        sheet.line(("why  " if number == 0 else "     ", "dim"), (step, "dim"), indent=5, hang=7)
    sheet.gap()


def _cited(sheet: Sheet, cited: CitedView, seen: _Seen) -> None:
    citation = cited.citation
    date = f", {citation.date}" if citation.date else ""
    note = f" ({citation.date_note})" if citation.date_note else ""
    sheet.line(
        (f"{citation.id}  ", "dim"),
        (f"{citation.source}{date}", "bold"),
        (note, "dim"),
        (f"  {citation.short or ''}", STYLES[citation.tone or "quiet"]),
        (f"  ·  {cited.coverage_note}" if cited.coverage_note else "", "dim"),
        (f"  ·  outlet from {citation.outlet_from}" if citation.outlet_from else "", "dim"),
        indent=5,
        hang=2,
    )
    if cited.tags:
        sheet.line(("; ".join(cited.tags), "dim"), indent=7, hang=2)
    if citation.explanation and citation.outcome != "matched" and citation.explanation not in seen.common:
        sheet.line((citation.explanation, "dim"), indent=7)
    if citation.outcome in _ANSWERED:
        found = load_words().answers["found"]
        # Archives that could not be asked are summed up at the end, once for all citations.
        for archive, answer, reason in citation.answers:
            if answer == found and not reason:
                continue
            sheet.line((f"{archive} {answer}" + (f": {reason}" if reason else ""), "dim"), indent=7, hang=2)
    if cited.level:
        why = "; ".join(part for part in (cited.why, cited.confidence) if part)
        sheet.line(("shows: ", "dim"), cited.level, (f" ({why})" if why else "", "dim"), indent=7, hang=2)
    for opinion in cited.opinions:
        sheet.line((opinion, "dim"), indent=7, hang=2)
    for page in cited.pages:
        _page(sheet, page)


def _page(sheet: Sheet, page: PageView) -> None:
    date = f", {page.published}" if page.published else ", no date on the page"
    kind = "another outlet's copy" if page.is_copy else page.identity
    sheet.line((f"“{page.title}”", "italic"), date, (f"  ({kind})", "dim"), indent=7, hang=2)
    sheet.line((f"captured {page.captured}, {page.archive}", "dim"), indent=9, hang=2)
    sheet.unbroken((page.place, "cyan" if page.link else "dim"), indent=9)
    for passage in page.passages:
        sheet.line(("│ ", "dim"), passage.text, indent=9, hang=2)


def _gaps(sheet: Sheet, view: ReportView) -> None:
    if not view.gaps:
        return
    sheet.heading("What could not be asked")
    sheet.line("This says nothing about the sources: where nobody could be asked, nothing is known.")
    for gap in view.gaps:
        for line in gap.lines:
            sheet.line((f"{gap.archive}  " if gap.archive else "", "bold"), line, indent=2, hang=4)
