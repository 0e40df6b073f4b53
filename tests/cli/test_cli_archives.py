"""`provenance archives`: what is there, what an audit asks, and how gently."""


def test_only_archives_of_captures_are_said_to_be_on(call):
    outcome = call("archives", "--format", "json")
    assert outcome.code == 0
    on = [row["id"] for row in outcome.rows if row["enabled"]]
    assert "wayback" in on
    assert {row["kind"] for row in outcome.rows if row["enabled"]} == {"captures"}
    assert all(row["rate"] > 0 for row in outcome.rows)


def test_the_list_for_people_names_the_state_of_each(call):
    outcome = call("archives")
    assert "Internet Archive Wayback Machine (on)" in outcome.out
    assert "warc:..." in outcome.out
    assert "not part of an audit yet" in outcome.out


def test_a_service_that_keeps_no_captures_is_no_archive_for_an_audit(call, folder):
    (folder / "note.txt").write_text("The mayor resigned (Reuters, May 2, 2014).\n")
    outcome = call("audit", "note.txt", "--archive", "crossref")
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert "crossref" in line
