"""Text as an enemy would write it, for every place of a report that strangers can fill."""

from audit_factory import SENTENCES, make_audit

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\x00\x08"
BIDI = "\u202e\u2066\u061c"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>{{7*7}}{% raw %}[bold]x[/bold]"
FORMULA = '=HYPERLINK("https://evil.example","x")'
ALL = f"{FORMULA}{MARKUP}{ESCAPES}{BIDI}"


def make_hostile():
    """An audit whose text, names, titles, reasons, passages and addresses are all hostile."""
    rows = tuple(
        (
            text.replace(" the ", f" the {MARKUP}{ESCAPES}{BIDI} ", 1),
            need,
            grade,
            tuple((words, name and name + ALL, day, outcome) for words, name, day, outcome in cited),
        )
        for text, need, grade, cited in SENTENCES
    )
    audit = make_audit(rows, title=f"{MARKUP}{ESCAPES}{BIDI} Dam", source=f"javascript:{ALL}", language='en" onload="alert(1)')
    resolutions = tuple(
        made.model_copy(
            update={
                "explanation": ALL,
                "outcome_reason": tuple(answer.model_copy(update={"reason": ALL}) for answer in made.outcome_reason),
                "queries": tuple(query.model_copy(update={"request": ALL, "why": ALL}) for query in made.queries),
                "candidates": tuple(
                    page.model_copy(
                        update={
                            "title": ALL,
                            "archive_url": f"javascript:alert(1)//{ALL}",
                            "language": 'ru" onload="alert(1)',
                            "passages": tuple(passage.model_copy(update={"text": ALL}) for passage in page.passages),
                        }
                    )
                    for page in made.candidates
                ),
            }
        )
        for made in audit.resolutions
    )
    assessments = tuple(
        assessment.model_copy(
            update={
                "trace": (ALL,),
                "tags": (ALL,),
                "codes": (ALL,),
                "reason": ALL,
                "support": tuple(
                    support.model_copy(
                        update={"reason": ALL, "passages": tuple(p.model_copy(update={"text": ALL}) for p in support.passages)}
                    )
                    for support in assessment.support
                ),
            }
        )
        for assessment in audit.assessments
    )
    findings = tuple(finding.model_copy(update={"message": ALL, "code": ALL}) for finding in audit.findings)
    return audit.model_copy(update={"resolutions": resolutions, "assessments": assessments, "findings": findings})
