"""The second derivation against the first, on drawn cases: needs, traits, pages, outcomes, coverage and kinds of source."""

import json
from datetime import date

import rederiving
from conftest import FULL, MAIN, NONE, PART, RUSSIAN, Case
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.catalog.rules import load_rules
from provenance.model.audit import Audit, Run
from provenance.model.finding import Finding
from provenance.report.json import draw_audit

RULES = load_rules()
RUN = Run(
    version="1",
    rules_version=RULES.version,
    rules_sha256=RULES.sha256,
    settings_sha256="0",
    as_of=date(2026, 1, 1),
    archives=(),
)

CITED = st.fixed_dictionaries(
    {
        "page": st.sampled_from([FULL, MAIN, PART, NONE, RUSSIAN, MAIN.replace("Tuesday", "Monday evening")]),
        "outcome": st.sampled_from(["matched", "matched", "matched", "candidates", "not_archived", "unreachable"]),
        "identity": st.sampled_from(["high", "high", "medium"]),
        "coverage": st.sampled_from(["direct", "direct", "partial", "carried"]),
        "outlet": st.sampled_from([None, "house", "militia", "other"]),
        "error": st.booleans(),
    }
)


def audit_of(need, traits, cited, named):
    built = Case(need=need, traits=traits, named=named)
    built.row("house", publisher="own").row("militia", kind="militant").row("other").row("own")
    built.publisher = "own"
    for row in cited:
        options = {key: row[key] for key in ("outcome", "identity", "coverage", "outlet")}
        built.cite(row["page"], **options)
        if row["error"]:
            id = built.citations[-1].id
            built.findings.append(Finding(code="T03", severity="error", start=0, end=1, message="before", about=(id, "k1")))
    judged, reading = built.judge(), built.reading()
    audit = Audit(
        **{name: getattr(reading, name) for name in type(reading).model_fields if name != "findings"},
        findings=(*reading.findings, *judged.findings),
        resolutions=tuple(item.resolution for item in built.resolved),
        assessments=judged.assessments,
        profile=judged.profile,
        run=RUN,
    )
    return judged.assessments[0], json.loads(draw_audit(audit))


SEEN = {"grades": set(), "codes": set()}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.sampled_from(["must", "must", "must", "should", "may", "none"]),
    st.sampled_from([(), ("statistic",), ("accusation",), ("contested",), ("statistic", "superlative")]),
    st.lists(CITED, max_size=3),
    st.sampled_from([(), ("Lena Ortiz",)]),
)
def test_both_derivations_agree_on_drawn_cases(need, traits, cited, named):
    assessment, report = audit_of(need, traits, cited, named)
    SEEN["grades"].add(assessment.grade)
    SEEN["codes"].update(assessment.codes)
    assert rederiving.grades_of(report) == {"k1": assessment.grade}, assessment.trace


def test_the_drawn_cases_met_every_grade_and_most_weaknesses():
    assert {"A", "B", "C", "D", "P", "U", "NC", "R", "NA"} == SEEN["grades"]
    assert {"I1", "I2", "I4", "I5", "I6"} <= SEEN["codes"]
