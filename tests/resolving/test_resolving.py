"""Resolving citations against a small made-up web."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paperweb import (
    BRIDGE,
    BRIDGE_CLAIM,
    FAIR,
    FERRY,
    OUTLETS,
    VIDEO_CLAIM,
    PaperArchive,
    PaperRegistry,
    at,
    bridge,
    gazette_web,
    hoard_copy,
    html,
    meta_date,
    primer_web,
    reading,
    sample_web,
)

from provenance.candidates.settings import FindSettings
from provenance.pipeline.asking import query_id
from provenance.pipeline.resolving import resolve

ITEM = "http://www.sample.example/world/2013/oct/22/bridge-collapse-tavda"
VIDEO = {"name": "Primer", "claim": VIDEO_CLAIM, "date": "2013-10-22"}


def run(archives, *items, **changes):
    archives = archives if isinstance(archives, list) else [archives]
    return resolve(reading(*items), PaperRegistry(OUTLETS), archives, FindSettings(**changes))


def one(archives, item, **changes):
    resolved = run(archives, item, **changes)
    assert len(resolved) == 1
    return resolved[0].resolution


def sample(*extra, without=()):
    return [capture for capture in sample_web() if not any(part in capture["url"] for part in without)] + list(extra)


def sample_pages(*slugs):
    """Pages of the sample web alone: its front and section pages name the item."""
    return [capture for capture in sample_web() if any(slug in capture["url"] for slug in slugs)]


def sample_page(slug, title, *text, day="2013-10-22", **more):
    url = f"http://www.sample.example/world/2013/oct/22/{slug}"
    return {"url": url, "at": at(2), "body": html(title, *text, head=meta_date(f"{day}T10:00:00Z"))} | more


@pytest.mark.parametrize(
    ("web", "item", "url"),
    [
        pytest.param(sample_web, bridge(), ITEM, id="slug under a day, captured 40 days later"),
        pytest.param(
            primer_web, VIDEO, "http://primer.example/txt.asp?id=336423", id="English claim, Russian page, id for an address"
        ),
        pytest.param(
            gazette_web, bridge(name="Old Gazette"), "http://gazette.example/art/1071.html", id="table layout, printed day"
        ),
        pytest.param(gazette_web, bridge(name="gazette.example"), "http://gazette.example/art/1071.html", id="host as a name"),
        pytest.param(sample_web, bridge(name="The Other", url=ITEM), ITEM, id="address given, name unknown"),
        pytest.param(sample_web, bridge(date=None, url=ITEM), ITEM, id="address given, no date"),
        pytest.param(sample_web, bridge(date="2013-10-23"), ITEM, id="dated a day before the cited one"),
        pytest.param(sample_web, bridge(date="2013-10"), ITEM, id="only the month"),
        pytest.param(sample_web, bridge(date="2014-10-22", readings=("2014-10-22", "2013-10-22")), ITEM, id="second reading"),
    ],
)
def test_the_item_is_found(web, item, url):
    found = one(PaperArchive(web()), item)
    assert found.outcome == "matched"
    assert found.candidates[0].url == url
    assert found.candidates[0].role == "item"
    assert found.identity == found.candidates[0].identity
    assert found.candidates[0].passages


@pytest.mark.parametrize(
    ("captures", "item", "outcome", "captured"),
    [
        pytest.param(
            sample_pages("book-fair-opens", "tavda-ferry-returns"),
            bridge(),
            "no_match",
            True,
            id="the day is captured without the item",
        ),
        pytest.param(sample(without=["bridge"]), bridge(), "not_archived", True, id="only a headline of it is captured"),
        pytest.param([], bridge(), "not_archived", False, id="nothing captured"),
        pytest.param(
            [{"url": "http://www.sample.example/", "at": at(-40), "body": html("Daily Sample")}],
            bridge(),
            "not_archived",
            False,
            id="other days only",
        ),
        pytest.param(sample_web(), bridge(date="2009-03-04"), "not_archived", False, id="cited day not captured, another is"),
        pytest.param(
            [sample_page("bridge-collapse-tavda", "Home", "Welcome", leads_to="http://www.sample.example/")],
            bridge(),
            "not_archived",
            True,
            id="redirect to the home page",
        ),
        pytest.param(
            [
                sample_page(
                    "bridge-collapse-tavda",
                    "Page not found",
                    "Sorry, the page you requested has been removed from our site. " * 2,
                )
            ],
            bridge(),
            "not_archived",
            True,
            id="soft 404",
        ),
        pytest.param(
            [sample_page("bridge-collapse-tavda", "Bridge over the Tavda river collapsed", *BRIDGE, day="2013-10-09")],
            bridge(),
            "no_match",
            True,
            id="page of another day",
        ),
        pytest.param(
            [
                sample_page("bridge-one-tavda", "Bridge over the Tavda river collapsed", *BRIDGE),
                sample_page("bridge-two-tavda", "Tavda bridge falls", *BRIDGE, *FAIR, *FERRY),
            ],
            bridge(),
            "candidates",
            True,
            id="two pages fit alike",
        ),
        pytest.param(
            [
                sample_page(
                    "tavda-search-ends",
                    "Search on Tavda river ends",
                    "Governor Pyotr Sedov thanked the rescuers in Lugovaya.",
                    *FAIR,
                )
            ],
            bridge(),
            "candidates",
            True,
            id="same people, other event",
        ),
    ],
)
def test_outcomes_without_faults(captures, item, outcome, captured):
    found = one(PaperArchive(captures), item)
    assert found.outcome == outcome
    assert found.explanation
    assert found.coverage.day_captured is captured


@pytest.mark.parametrize(
    ("item", "word"),
    [
        pytest.param(bridge(date=None), "neither a day", id="no date and no address"),
        pytest.param(bridge(name="Tape Studio"), "no web site", id="an outlet without a web"),
        pytest.param(bridge(name="Echo"), "several outlets", id="an ambiguous name"),
        pytest.param(bridge(name="The Unheard"), "not a known outlet", id="an unknown name"),
        pytest.param(bridge(name=None, lost=True), "is lost", id="a lost name"),
        pytest.param(bridge(name="Ivan Petrov", kind="person"), "person", id="a person"),
        pytest.param(bridge(tags=("author's interview",)), "person", id="the author's interview"),
        pytest.param(bridge(date="2013"), "too many days", id="only a year"),
        pytest.param(bridge(refers_to="c9"), "another entry", id="a marker"),
    ],
)
def test_nothing_to_look_for_is_not_tried_and_says_why(item, word):
    archive = PaperArchive(sample_web())
    found = one(archive, item)
    assert found.outcome == "not_tried"
    assert word in found.explanation
    assert archive.asked == []
    assert found.queries == ()


def test_without_archives_nothing_is_tried():
    assert {one([], item).outcome for item in (bridge(), VIDEO, bridge(refers_to="c2"))} == {"not_tried"}


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("unreachable", "unreachable"), ("bad_query", "unreachable"), ("refused", "refused"), ("skipped", "not_tried")],
)
def test_an_archive_that_answers_nothing(outcome, state):
    archive = PaperArchive(sample_web(), fault=lambda number, request: outcome)
    found = one(archive, bridge())
    assert found.outcome == state
    assert [answer.outcome for answer in found.outcome_reason] == [outcome]
    assert found.coverage.day_captured is None
    assert {query.outcome for query in found.queries} == {outcome}


def test_a_refused_site_beside_an_open_one():
    archive = PaperArchive([*sample_web(), *gazette_web()], refused=["sample.example"])
    first, second = run(archive, bridge(), bridge(name="Old Gazette"))
    assert (first.resolution.outcome, second.resolution.outcome) == ("refused", "matched")


def test_two_archives_are_joined():
    item, rest = sample_web()[:1], sample_web()[1:]
    found = one([PaperArchive(rest, id="first"), PaperArchive(item, id="second")], bridge())
    assert found.outcome == "matched"
    assert found.candidates[0].archive == "second"
    assert [answer.archive for answer in found.outcome_reason] == ["first", "second"]


def test_one_archives_silence_keeps_the_others_absence_open():
    silent = PaperArchive(id="silent", fault=lambda number, request: "unreachable")
    found = one([PaperArchive(id="empty"), silent], bridge())
    assert found.outcome == "unreachable"
    assert {answer.archive: answer.outcome for answer in found.outcome_reason} == {"empty": "empty", "silent": "unreachable"}


def test_a_find_outweighs_another_archives_silence():
    silent = PaperArchive(id="silent", fault=lambda number, request: "unreachable")
    assert one([silent, PaperArchive(sample_web())], bridge()).outcome == "matched"


def test_a_copy_in_another_outlet():
    archive = PaperArchive([hoard_copy("Primer"), *sample(without=["bridge"])])
    copied, own = run(archive, bridge(name="Primer"), bridge(name="Hoard"))
    assert own.resolution.outcome == "matched"
    assert copied.resolution.outcome == "copies_only"
    assert [candidate.role for candidate in copied.resolution.candidates] == ["copy"]
    assert copied.resolution.candidates[0].signals["credit"] == "Primer"
    assert copied.resolution.identity is None


def test_a_copy_that_another_search_only_listed_is_read():
    fair = {"name": "Hoard", "claim": "The autumn book fair opened in the capital with many publishers.", "date": "2013-10-22"}
    fair_page = {
        "url": "http://hoard.example/2013/10/22/autumn-book-fair-opens-capital",
        "at": at(1),
        "body": html("Autumn book fair opens", *FAIR, head=meta_date("2013-10-22T09:00:00Z")),
    }
    archive = PaperArchive([hoard_copy("Primer"), fair_page])
    copied, own = run(archive, bridge(name="Primer"), fair)
    assert own.resolution.outcome == "matched"
    assert copied.resolution.outcome == "copies_only"
    refused = PaperArchive([hoard_copy("Primer"), fair_page], refused=["primer.example"])
    assert run(refused, bridge(name="Primer"), fair)[0].resolution.outcome == "copies_only"


def test_a_copy_that_could_not_be_read_leaves_the_question_open():
    fault = {"replay": "unreachable"}
    archive = PaperArchive([hoard_copy("Primer")], fault=lambda number, request: fault.get(request.split()[0]))
    copied, own = run(archive, bridge(name="Primer"), bridge(name="Hoard"))
    assert (copied.resolution.outcome, own.resolution.outcome) == ("unreachable", "unreachable")


def test_a_page_that_credits_someone_else_is_no_copy():
    copied, own = run(PaperArchive([hoard_copy("Agency Nine")]), bridge(name="Primer"), bridge(name="Hoard"))
    assert own.resolution.outcome == "matched"
    assert copied.resolution.outcome == "not_archived"


def test_an_unplayable_capture_is_not_absence():
    web = sample_web()
    web[0]["unplayable"] = True
    found = one(PaperArchive(web), bridge())
    assert found.outcome == "unreachable"
    assert "can't be played" in found.explanation


def test_a_neighbour_stands_in_for_an_unplayable_capture():
    web = sample_web()
    web[0]["unplayable"] = True
    web[0]["at"], again = at(2), web[0] | {"at": at(50), "unplayable": False}
    address = bridge(url=ITEM)
    found = one(PaperArchive([*web, again]), address)
    assert found.outcome == "matched"
    assert found.candidates[0].captured_at == at(50)


def test_a_capture_of_an_error_page_is_passed_over_for_the_next():
    gone = {
        "url": ITEM,
        "at": at(3),
        "body": html("Page not found", "Sorry, the page you requested does not exist on our site."),
    }
    found = one(PaperArchive([gone, *sample_web()]), bridge(url=ITEM))
    assert found.outcome == "matched"
    assert found.candidates[0].captured_at == at(40)


def test_an_address_of_which_only_the_end_is_archived_is_no_match():
    gone = {
        "url": ITEM,
        "at": at(3),
        "body": html("Page not found", "Sorry, the page you requested does not exist on our site."),
    }
    assert one(PaperArchive([gone]), bridge(name="The Other", url=ITEM, date=None)).outcome == "no_match"


def test_a_file_cited_by_its_address_is_the_item_though_unread():
    url = "http://www.sample.example/files/report.pdf"
    file = {"url": url, "at": at(3), "body": b"%PDF-1.4 \x00\xff", "type": "application/pdf"}
    found = one(PaperArchive([file]), bridge(url=url))
    assert found.outcome == "matched"
    assert found.candidates[0].passages == ()


def test_an_older_page_cited_by_its_address_is_found():
    found = one(PaperArchive(sample_web()), bridge(date="2014-02-01", url=ITEM))
    assert found.candidates[0].url == ITEM
    assert found.candidates[0].signals["date_match"] is False


def test_a_front_page_is_read_at_several_hours():
    item = primer_web()[0]
    home = "http://primer.example/"
    evening = {
        "url": home,
        "at": at(0, 9),
        "body": html("Пример", links=[(f"{home}txt.asp?id=9", "Курс валюты вырос на торгах")]),
    }
    noon = {
        "url": home,
        "at": at(0, 1),
        "body": html("Пример", links=[(item["url"], "Около 150 казахстанцев показаны в видео из Сирии")]),
    }
    assert one(PaperArchive([item, evening]), VIDEO).outcome == "no_match"
    assert one(PaperArchive([item, evening, noon]), VIDEO).outcome == "matched"


def test_a_copy_of_what_has_no_web_site_is_found():
    copied, _ = run(PaperArchive([hoard_copy("Tape Studio")]), bridge(name="Tape Studio"), bridge(name="Hoard"))
    assert copied.resolution.outcome == "copies_only"


def test_a_list_that_broke_off_is_unreachable():
    class Broken(PaperArchive):
        def look_up(self, query):
            answer = super().look_up(query)
            if answer.outcome != "found":
                return answer
            failed = answer.records[0].model_copy(update={"outcome": "unreachable", "request": "the second part"})
            return answer.model_copy(update={"complete": False, "records": (*answer.records, failed)})

    found = one(Broken(sample(without=["bridge"])), bridge())
    assert found.outcome == "unreachable"


def test_a_cut_list_is_not_absence():
    found = one(PaperArchive(sample(without=["bridge"]), limit=1), bridge())
    assert found.outcome == "not_tried"


def test_pages_left_unread_for_the_budget_are_not_absence():
    pages = [
        {
            "url": f"http://gazette.example/art/{number}.html",
            "at": at(1),
            "body": html(f"Fair {number}", *FAIR, date="22 October 2013"),
        }
        for number in range(2000, 2012)
    ]
    archive = PaperArchive(pages)
    found = one(archive, bridge(name="Old Gazette"))
    assert found.outcome == "not_tried"
    assert "budget" in found.explanation
    assert sum(request.startswith("replay") for request in archive.asked) == FindSettings().max_replays_per_citation
    assert one(PaperArchive(pages), bridge(name="Old Gazette"), max_replays_per_citation=12).outcome == "no_match"


def test_an_uncaptured_page_with_a_fitting_headline_is_told():
    found = one(PaperArchive(sample(without=["bridge"])), bridge())
    assert "“Bridge collapse on Tavda river kills 14 workers”" in found.explanation
    assert found.outcome == "not_archived"
    assert found.coverage.day_captured is True


def test_a_page_dated_the_day_after_is_for_the_reader_to_decide():
    found = one(PaperArchive(sample_web()), bridge(date="2013-10-21"))
    assert found.outcome == "candidates"
    assert found.candidates[0].url == ITEM


def test_a_page_captured_on_the_cited_day_is_not_of_the_day_after():
    pages = sample_pages("bridge-collapse-tavda")
    early = [page | {"at": at(-1, 5)} for page in pages]
    assert one(PaperArchive(early), bridge(date="2013-10-21")).outcome == "matched"


def test_the_next_days_story_does_not_stand_in_for_an_uncaptured_item():
    story = sample_page("bridge-follow-up-tavda", "Commission on Tavda bridge", *BRIDGE, day="2013-10-23")
    found = one(PaperArchive([*sample(without=["bridge"]), story]), bridge())
    assert found.outcome == "candidates"


def test_the_next_days_story_does_not_rival_the_item():
    story = sample_page("bridge-collapse-tavda-commission", "Commission on Tavda bridge", *BRIDGE, day="2013-10-23")
    found = one(PaperArchive([*sample_web(), story]), bridge())
    assert found.outcome == "matched"
    assert found.candidates[0].url == ITEM


def test_an_aggregator_of_the_outlets_country_is_asked_for_a_copy():
    copy = hoard_copy("Daily Sample")
    archive = PaperArchive([copy, *sample_pages("book-fair-opens", "tavda-ferry-returns")])
    assert one(archive, bridge()).outcome == "no_match"
    outlets = [outlet.model_copy(update={"country": "XO"}) for outlet in OUTLETS]
    (found,) = resolve(reading(bridge()), PaperRegistry(outlets), [archive], FindSettings())
    assert found.resolution.outcome == "copies_only"
    (none,) = resolve(reading(bridge()), PaperRegistry(outlets), [archive], FindSettings(max_carriers=0))
    assert none.resolution.outcome == "no_match"


def test_an_aggregator_that_the_user_added_is_asked_for_what_an_unknown_host_published():
    pages = [
        page | {"url": page["url"].replace("sample.example", "stranger.example")} for page in sample_pages("fair", "ferry")
    ]
    registry = PaperRegistry(OUTLETS)
    registry.user_rows = {"hoard": "mine.toml"}
    archive = PaperArchive([hoard_copy("stranger.example"), *pages])
    (found,) = resolve(reading(bridge(name="stranger.example")), registry, [archive], FindSettings())
    assert found.resolution.outcome == "copies_only"


@pytest.mark.parametrize("refused", [["hoard.example"], []], ids=["refused", "failed"])
def test_an_aggregator_that_gives_no_answer_leaves_the_outlets_own_outcome(refused):
    pages = sample_pages("book-fair-opens", "tavda-ferry-returns")
    outlets = [outlet.model_copy(update={"country": "XO"}) for outlet in OUTLETS]

    def fault(_, request):
        return "unreachable" if "hoard.example" in request else None

    archive = PaperArchive(pages, refused=refused, fault=fault)
    (found,) = resolve(reading(bridge()), PaperRegistry(outlets), [archive], FindSettings())
    assert any("hoard.example" in request for request in archive.asked)
    assert found.resolution.outcome == "no_match"


def namesakes():
    """A registry in which "Echo" may be two outlets: Primer's row and Daily Sample's, under the ids that the look-up names."""
    rows = {outlet.id: outlet for outlet in OUTLETS}
    return PaperRegistry(
        [rows["gazette"].model_copy(update={"id": "echo-a"}), rows["sample"].model_copy(update={"id": "echo-b"})]
    )


@pytest.mark.parametrize(
    ("captures", "limit", "outcome"),
    [
        pytest.param(sample_web(), 3, "matched", id="at the second"),
        pytest.param(sample_web(), 1, "not_tried", id="only the first is asked"),
        pytest.param(sample_web(), 0, "not_tried", id="none is asked"),
        pytest.param(sample_pages("book-fair-opens"), 3, "not_archived", id="one was not captured that day"),
        pytest.param([*sample_pages("book-fair-opens"), gazette_web()[1]], 3, "no_match", id="both were read"),
        pytest.param([], 3, "not_archived", id="neither was captured"),
    ],
)
def test_outlets_of_one_name_are_asked_one_after_the_other(captures, limit, outcome):
    settings = FindSettings(max_namesakes=limit)
    (found,) = resolve(reading(bridge(name="Echo")), namesakes(), [PaperArchive(captures)], settings)
    assert found.resolution.outcome == outcome
    assert bool(found.resolution.candidates) is (outcome == "matched")
    if outcome == "matched":
        assert found.resolution.candidates[0].url == ITEM
        assert "Daily Sample" in found.resolution.explanation


def test_a_namesake_that_does_not_answer_leaves_the_question_open():
    archive = PaperArchive(sample_pages("book-fair-opens"), refused=["gazette.example"])
    (found,) = resolve(reading(bridge(name="Echo")), namesakes(), [archive], FindSettings())
    assert found.resolution.outcome == "refused"


def test_a_title_stands_in_for_a_day_where_only_the_year_is_given():
    titled = bridge(date="2013", title="Bridge collapse on Tavda river kills 14 workers")
    archive = PaperArchive(sample_web())
    found = one(archive, titled)
    assert found.outcome == "matched"
    assert found.candidates[0].url == ITEM
    assert len(archive.asked) == 2
    assert one(PaperArchive(sample(without=["bridge"])), titled).outcome == "not_tried"
    assert one(PaperArchive([]), titled).outcome == "not_tried"
    assert one(PaperArchive(sample_web()), bridge(date="2013", title="Collapse")).outcome == "not_tried"


def test_a_fitting_headline_that_leads_to_an_error_page_is_told():
    gone = sample_page("bridge-collapse-tavda", "Page not found", "Sorry, the page you requested has been removed. " * 2)
    found = one(PaperArchive([*sample(without=["bridge"]), gone]), bridge())
    assert found.outcome == "not_archived"
    assert "“Bridge collapse on Tavda river kills 14 workers”" in found.explanation


VERSIONS = ("bridge-collapse-tavda-kills-workers", "tavda-bridge-collapse-confirmed")


def test_a_second_version_of_the_story_is_read_before_the_verdict():
    first = sample_page(VERSIONS[0], "Bridge over the Tavda river collapsed", *BRIDGE)
    second = sample_page(VERSIONS[1], "Tavda bridge falls, governor confirms", *BRIDGE, *FAIR, *FERRY)
    for pages in ([first, second], [second, first]):
        found = one(PaperArchive(pages), bridge())
        assert found.outcome == "candidates"
        assert {candidate.url.rpartition("/")[2] for candidate in found.candidates} == set(VERSIONS)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"url": ITEM.replace("http://www.", "https://")}, id="another scheme and host"),
        pytest.param({"url": ITEM, "at": at(30)}, id="a later capture"),
        pytest.param({"url": ITEM + "-print"}, id="a print view of the same text"),
        pytest.param({"url": ITEM.replace("bridge-", "video-bridge-")}, id="the same bytes under another address"),
    ],
)
def test_the_same_item_twice_is_no_second_candidate(other):
    item = next(capture for capture in sample_web() if capture["url"] == ITEM)
    found = one(PaperArchive([item, item | other]), bridge())
    assert found.outcome == "matched"
    assert len(found.candidates) == 1


def test_one_outlet_day_is_asked_once():
    other = bridge(claim="The autumn book fair opened in the capital with publishers from thirty countries.")
    alone = PaperArchive(sample_web())
    run(alone, bridge())
    both = PaperArchive(sample_web())
    first, _, third = run(both, bridge(), VIDEO, other)
    assert first.resolution.outcome == third.resolution.outcome == "matched"
    assert first.resolution.queries[0].id == third.resolution.queries[0].id
    assert len(both.asked) == len(set(both.asked))
    ours = [request for request in both.asked if "sample.example" in request]
    assert len(ours) == len(alone.asked) + 1  # the second page itself


def test_few_requests_find_an_item_with_a_day_in_its_address():
    archive = PaperArchive(sample_web())
    assert one(archive, bridge()).outcome == "matched"
    assert len(archive.asked) == 2


def test_results_are_in_citation_order_and_the_same_in_every_run():
    items = (bridge(), VIDEO, bridge(name="Echo"), bridge(name="Old Gazette"), VIDEO)
    web = [*sample_web(), *primer_web(), *gazette_web()]
    one_run, other_run = run(PaperArchive(web), *items), run(PaperArchive(list(reversed(web))), *items)
    assert [resolved.resolution.citation for resolved in one_run] == ["c1", "c2", "c3", "c4", "c5"]
    assert [r.resolution.model_dump_json() for r in one_run] == [r.resolution.model_dump_json() for r in other_run]


def test_queries_have_the_ids_and_times_of_their_questions():
    archive = PaperArchive(sample_web())
    resolved = run(archive, bridge())[0]
    queries = resolved.resolution.queries
    assert [query.id for query in queries] == [query_id("paper", request) for request in archive.asked]
    assert set(resolved.times) == {query.id for query in queries}
    assert all(query.why for query in queries)


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("Nothing at all was said.", "no_match"),
        ("Pyotr Sedov said so.", "candidates"),
        ("Sedov came to Lugovaya on the Tavda.", "matched"),
    ],
)
def test_a_claim_of_few_words_is_not_enough_to_name_a_page(claim, outcome):
    assert one(PaperArchive(sample_web()), bridge(claim=claim)).outcome == outcome


def test_the_name_of_the_outlet_in_the_text_is_no_word_of_the_claim():
    claim = "Nothing that any page says happened somewhere unnamed."
    page = sample_page(
        "about-daily-sample-paper",
        "About Daily Sample",
        "The Daily Sample is a newspaper. Daily Sample, October 22, 2013. " * 3,
    )
    assert one(PaperArchive([page]), bridge(claim=claim)).outcome == "no_match"


ALL_WEB = [*sample_web(), *primer_web(), *gazette_web(), hoard_copy()]
FOUND = {"matched", "candidates", "copies_only"}


@settings(max_examples=60, deadline=None)
@given(
    faults=st.dictionaries(st.integers(0, 15), st.sampled_from(["unreachable", "refused", "bad_query", "skipped"]), max_size=8),
    item=st.sampled_from([bridge(), VIDEO, bridge(name="Old Gazette"), bridge(date="2012-05-06"), bridge(name="Primer")]),
)
def test_whatever_fails_is_never_absence(faults, item):
    hit = []

    def fault(number, request):
        if number in faults:
            hit.append(faults[number])
        return faults.get(number)

    found = one(PaperArchive(ALL_WEB, fault=fault), item)
    if hit:
        assert found.outcome not in ("no_match", "not_archived")
        if found.outcome not in FOUND:
            worst = "unreachable" if {"unreachable", "bad_query"} & set(hit) else "refused" if "refused" in hit else "not_tried"
            assert found.outcome == worst
    else:
        assert found.outcome == one(PaperArchive(ALL_WEB), item).outcome


@settings(max_examples=40, deadline=None)
@given(subset=st.sets(st.integers(0, len(ALL_WEB) - 1)), claim=st.sampled_from([BRIDGE_CLAIM, VIDEO_CLAIM]))
def test_whatever_is_captured_only_the_item_is_matched(subset, claim):
    found = one(PaperArchive([ALL_WEB[number] for number in sorted(subset)]), bridge(claim=claim))
    assert found.outcome in FOUND | {"no_match", "not_archived"}
    assert found.outcome != "matched" or found.candidates[0].url == ITEM


ITEMS = (bridge(), VIDEO, bridge(name="Old Gazette"), bridge(name="Primer"), bridge(name="Hoard"), bridge(date="2012-05-06"))


@settings(max_examples=30, deadline=None)
@given(
    faults=st.sets(st.integers(0, 40), max_size=12),
    outcome=st.sampled_from(["unreachable", "refused", "bad_query", "skipped"]),
    missing=st.sets(st.integers(0, len(ALL_WEB) - 1), max_size=6),
)
def test_a_citation_with_an_open_question_is_never_called_absent(faults, outcome, missing):
    web = [capture for number, capture in enumerate(ALL_WEB) if number not in missing]
    archive = PaperArchive(web, fault=lambda number, request: outcome if number in faults else None)
    resolved = run(archive, *ITEMS)
    assert len(resolved) == len(ITEMS)
    for resolution in (one_of.resolution for one_of in resolved):
        if any(query.outcome == outcome for query in resolution.queries):
            assert resolution.outcome not in ("no_match", "not_archived")
        assert {query.outcome for query in resolution.queries} <= {"found", "empty", outcome}
