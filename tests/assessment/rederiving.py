"""The grade table of rules.md, 6.2, written a second time: from one line of a JSON report, without any code of the program."""

RANK = {"E0": 0, "E1": 1, "E2": 2, "E3": 3, "E4": 4}
HEAVY = {"accusation", "statistic", "superlative"}


def grades_of(report):
    """Claim id -> the grade that the default rules give, from what the report says about claims and citations alone."""
    return {claim["id"]: _grade(claim, report) for claim in report["claims"]}


def _grade(claim, report):
    if claim["need"] == "none":
        return "NA"
    if not claim["citations"]:
        if claim["need"] == "may":
            return "NA"
        if "doubtful_citation" in claim["traits"]:
            return "NC"
        return "P" if claim["named_sources"] or "in_text_primary" in claim["traits"] else "U"
    (assessment,) = [row for row in report["assessments"] if row["claim"] == claim["id"]]
    read = [_read(link, claim, assessment, report) for link in claim["citations"]]
    read = [row for row in read if row is not None]
    if not read:
        return "NC"
    good = [row for row in read if row["rank"] >= 2]
    if good and all(row["time_error"] for row in good):
        return "R"
    top = max(row["rank"] for row in read)
    if top < 2:
        return "D"
    leaders = [row for row in read if row["rank"] == top]
    traits, need = set(claim["traits"]), claim["need"]
    weighty, origins = bool(HEAVY & traits), assessment["independent_origins"]
    steps = [
        not any(row["sure"] for row in leaders),
        (weighty or "contested" in traits) and all("party" in row["tags"] for row in good),
        need == "must" and all("unnamed" in row["tags"] for row in good),
        need == "must" and weighty and origins is not None and origins[1] == 1,
        need in ("must", "should") and all("same-publisher" in row["tags"] for row in good),
        top < 4 and all(row["coverage"] != "direct" for row in leaders),
    ]
    place = min(4 - top + min(2, sum(steps)), 2)
    return "ABC"[max(0, place - 1) if assessment["strong_origins"] >= 2 else place]


def _read(link, claim, assessment, report):
    """One citation as the table sees it, None where nothing that counts was read."""
    id = link["id"]
    (resolution,) = [row for row in report["resolutions"] if row["citation"] == id]
    judged = [row for row in assessment["support"] if row["citation"] == id and row["counts"]]
    if resolution["outcome"] not in ("matched", "candidates") or not judged:
        return None
    (support,) = judged
    tags = {tag.partition(":")[0] for tag in assessment["tags"] if tag.endswith(f":{id}")}
    claims = {row["id"] for row in report["claims"]}
    errors = [
        row
        for row in report["findings"]
        if row["severity"] == "error" and row["code"] in ("T01", "T02", "T03") and id in row["about"]
    ]
    return {
        "rank": RANK[support["level"]],
        "coverage": link["coverage"],
        "sure": resolution["outcome"] == "matched" and resolution["identity"] == "high",
        "tags": tags,
        "time_error": any(not claims & set(row["about"]) or claim["id"] in row["about"] for row in errors),
    }
