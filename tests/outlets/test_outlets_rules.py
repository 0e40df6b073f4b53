"""Who is meant by a name: the order of the rules, and every trap that the design of the registry lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.dates import parse_date

# name, {context}, answer, outlet or candidates, rule
DECIDED = [
    pytest.param("Orvinform", {}, "orvinform", "exact", id="exact"),
    pytest.param("ORVINFORM", {}, "orvinform", "exact", id="case"),
    pytest.param("«Orvinform»", {}, "orvinform", "exact", id="quotation marks"),
    pytest.param("Орвинформ", {}, "orvinform", "exact", id="native script"),
    pytest.param("The Harbour Daily", {}, "harbour-daily", "exact", id="with its article"),
    pytest.param("Harbour Daily", {}, "harbour-daily", "exact-article", id="without its article"),
    pytest.param("OIA", {}, "orvinform", "exact", id="abbreviation in capitals"),
    pytest.param("orvinform.example", {}, "orvinform", "host", id="bare host"),
    pytest.param("https://www.orvinform.example/a/b?c=d", {}, "orvinform", "host", id="address"),
    pytest.param("ORVINFORM.EXAMPLE", {}, "orvinform", "host", id="host in capitals"),
    pytest.param("archive.orvinform.example", {}, "orvinform", "host", id="host below a known one"),
    pytest.param("ru.islewave.example", {}, "islewave-russian", "host", id="longest host wins"),
    pytest.param("islewave.example/russian/news-1", {}, "islewave-russian", "host", id="longest path wins"),
    pytest.param("islewave.example/sport", {}, "islewave", "host", id="another path is the house's"),
    pytest.param("azadliq-mirror.example", {}, "azadliq", "host", id="mirror used while the main domain was blocked"),
    pytest.param("Orvinform newspaper", {}, None, "none", id="a kind that does not agree"),
    pytest.param("Orvinform news agency", {}, "orvinform", "descriptor", id="a kind that agrees"),
    pytest.param("the news agency Orvinform", {}, "orvinform", "descriptor", id="a kind before the name"),
    pytest.param("Russia's Orvinform", {}, "orvinform", "nationality", id="country before the name"),
    pytest.param("the Russian news agency Orvinform", {}, "orvinform", "nationality", id="country and kind"),
    pytest.param("the Kenyan daily newspaper Wave", {}, "wave", "nationality", id="country and kind in small letters"),
    pytest.param("Wave [Nairobi]", {}, "wave", "place", id="city in brackets"),
    pytest.param("Wave, Nairobi", {}, "wave", "place", id="city after a comma"),
    pytest.param("Vlast (Almaty)", {}, "vlast-kz", "place", id="city decides between namesakes"),
    pytest.param("The Nation [Islamabad]", {}, "nation-pk", "place", id="city decides, article kept"),
    pytest.param("Orvinform (Tashkent)", {}, "orvinform", "place", id="a reporter's city"),
    pytest.param("Orvinform (OIA)", {}, "orvinform", "second-name", id="its own abbreviation in brackets"),
    pytest.param("Far Radio's Tajik Service", {}, "ozodi", "service", id="service with 's"),
    pytest.param("FR/L's Uzbek Service", {}, "ozodlik", "service", id="service of an abbreviation with a slash"),
    pytest.param("Far Radio Uzbek Service", {}, "ozodlik", "service", id="service without 's"),
    pytest.param("Far Radio (Tajik edition)", {}, "ozodi", "service", id="service as an edition"),
    pytest.param("Far Radio - Dari", {}, "azadi", "service", id="service after a dash"),
    pytest.param("Islewave/Russian", {}, "islewave-russian", "exact", id="written service with a slash"),
    pytest.param("Islewave Russian", {}, "islewave-russian", "exact", id="written service"),
    pytest.param("Orvinform-Ukraine", {}, "orvinform-ukraine", "exact", id="hyphen-country company"),
    pytest.param("Orvinform Ukraine", {}, "orvinform-ukraine", "exact", id="hyphen-country without a hyphen"),
    pytest.param("Orvinform via Islewave Monitoring", {}, "orvinform", "carrier", id="via a carrier"),
    pytest.param("Islewave Monitoring/Orvinform", {}, "orvinform", "carrier", id="carrier before a slash"),
    pytest.param("Orvinform (Islewave Monitoring)", {}, "orvinform", "carrier", id="carrier in brackets"),
    pytest.param("Islewave Monitoring, citing Orvinform", {}, "orvinform", "carrier", id="carrier that cites"),
    pytest.param("Orvinform, quoted by The Harbour Daily", {}, "orvinform", "carrier", id="passed on by a paper"),
    pytest.param("Svet", {"on": "2003-05-01"}, "svet-old", "exact-date", id="two decades: the older"),
    pytest.param("Svet", {"on": "2014-05-01"}, "svet-new", "exact-date", id="two decades: the newer"),
    pytest.param("Vlast", {"country": "KZ", "on": "2015"}, "vlast-kz", "exact-country", id="country"),
    pytest.param("Channel 5", {"country": "UA"}, "channel-5-ua", "exact-country", id="channel by country"),
    pytest.param("Daily News", {"country": "LK"}, "daily-news", "exact", id="title of many papers at home"),
    pytest.param("APA", {"country": "AZ"}, "apa-az", "exact-country", id="abbreviation of two by country"),
    pytest.param(
        "SDM", {"publication": "steppe-daily-monitor"}, "steppe-daily-monitor", "self-reference", id="its own abbreviation"
    ),
    pytest.param(
        "SDM", {"publication": "steppe.example"}, "steppe-daily-monitor", "self-reference", id="publication by its host"
    ),
    pytest.param(
        "SDM", {"publication": "Steppe Focus"}, "steppe-daily-monitor", "self-reference", id="sister of the same house"
    ),
    pytest.param(
        "Steppe Daily Monitor", {"publication": "steppe-daily-monitor"}, "steppe-daily-monitor", "self-reference", id="own name"
    ),
    pytest.param("KP", {"country": "RU"}, "kp-ru", "exact", id="alias that needs its country"),
    pytest.param("Satellite News", {"on": "2005-02-01"}, "ruswire", "exact-date", id="label before it became a brand"),
    pytest.param("Satellite News", {"on": "2018-02-01"}, "satellite-news", "exact-date", id="brand that was a label"),
    pytest.param("sold.example", {"on": "2004-02-01"}, "first-owner", "host", id="domain before it was sold"),
    pytest.param("sold.example", {"on": "2015-02-01"}, "second-owner", "host", id="domain after it was sold"),
    pytest.param("Postonline", {}, "stadtpost-online", "exact", id="online edition of another name"),
    pytest.param("Stadtpost", {}, "stadtpost", "exact", id="daily beside its online edition"),
    pytest.param("Ozodi", {}, "ozodi", "exact", id="sister services: first"),
    pytest.param("Ozodlik", {}, "ozodlik", "exact", id="sister services: second"),
    pytest.param("Azadi", {}, "azadi", "exact", id="sister services: third"),
    pytest.param("T.me/rybolov", {}, "rybolov", "host", id="account that is an outlet"),
    pytest.param("T.me/other/12", {}, "telegram", "platform", id="account that is not"),
    pytest.param("Facebook page of Orvinform", {}, "facebook", "platform", id="page of an outlet"),
    pytest.param("@rybolov, Telegram", {}, "telegram", "platform", id="handle and platform"),
]


@pytest.mark.parametrize(("name", "context", "outlet", "rule"), DECIDED)
def test_a_name_leads_to_its_outlet_by_its_rule(world, name, context, outlet, rule):
    answer = _ask(world, name, context)
    assert (answer.outlet, answer.rule) == (outlet, rule), answer
    assert answer.answer == ("outlet" if outlet else "unknown")


AMBIGUOUS = [
    pytest.param("Daily News", {}, {"daily-news"}, id="title of many papers"),
    pytest.param("Daily News", {"country": "GB"}, {"daily-news"}, id="title of many papers in another country"),
    pytest.param("Vlast", {}, {"vlast-kz", "vlast-ru", "vlast-ua"}, id="three countries"),
    pytest.param("Vlast", {"on": "2015-01-01"}, {"vlast-kz", "vlast-ru"}, id="one is dead"),
    pytest.param(
        "Vlast", {"country": "UA", "on": "2015-01-01"}, {"vlast-kz", "vlast-ru", "vlast-ua"}, id="country and day disagree"
    ),
    pytest.param("Svet", {}, {"svet-old", "svet-new"}, id="no day given"),
    pytest.param("The Nation", {}, {"nation-pk", "nation-us"}, id="the nation"),
    pytest.param("The Nation", {"country": "KE"}, {"nation-pk", "nation-us"}, id="a country that is neither's"),
    pytest.param("Channel 5", {}, {"channel-5-ua", "channel-5-ru"}, id="channel 5"),
    pytest.param("APA", {}, {"apa-az", "apa-at"}, id="abbreviation of two"),
    pytest.param("Al-Hayatna", {}, {"al-hayatna", "hayatna-media"}, id="Arabic word of a daily and of militants"),
    pytest.param("Azadlıq", {}, {"azadliq", "azadliq-radio"}, id="freedom in Azeri"),
    pytest.param("SDM", {}, {"steppe-daily-monitor"}, id="needs the publication"),
    pytest.param("SDM", {"publication": "harbour-daily"}, {"steppe-daily-monitor"}, id="needs another publication"),
    pytest.param("KP", {"country": "DE"}, {"kp-ru"}, id="needs another country"),
    pytest.param("Orvinform (Harbour)", {}, {"orvinform", "harbour-daily"}, id="two names that are given"),
    pytest.param("sold.example", {}, {"first-owner", "second-owner"}, id="host of two, no day"),
]


@pytest.mark.parametrize(("name", "context", "outlets"), AMBIGUOUS)
def test_ambiguity_is_an_answer_with_its_candidates(world, name, context, outlets):
    answer = _ask(world, name, context)
    assert (answer.answer, answer.outlet) == ("ambiguous", None)
    assert {candidate.outlet for candidate in answer.candidates} == outlets
    assert all(candidate.why and candidate.outlet_name for candidate in answer.candidates)


SUGGESTED = [
    pytest.param("Rocky Telegram", {}, set(), "none", id="a paper with a platform's word in its name"),
    pytest.param("The Telegram", {}, {"telegram"}, "exact-article", id="a paper with a platform's name"),
    pytest.param("El Orvinform", {}, set(), "none", id="a foreign article belongs to the name"),
    pytest.param("Kenya Wave", {}, set(), "none", id="a country in capitals belongs to the name"),
    pytest.param("Nairobi Wave", {}, set(), "none", id="a city belongs to the name"),
    pytest.param("Daily Wave", {}, set(), "none", id="a describing word in capitals before the name belongs to it"),
    pytest.param("Nation magazine", {}, {"nation-pk", "nation-us"}, None, id="a word off the end and an article off the front"),
    pytest.param("Orvinform-Georgia", {}, {"orvinform"}, "hyphen-country", id="a hyphen-country company never falls back"),
    pytest.param("Orvinform News", {}, {"orvinform"}, "affix", id="affix"),
    pytest.param("Ottoman Insurance Agency (OIA)", {}, {"orvinform"}, "second-name", id="letters of another, unknown name"),
    pytest.param("Wave Weekly", {}, set(), "none", id="Weekly in the title of what is no weekly"),
    pytest.param("Ruswirre Agencyy", {}, set(), "none", id="nothing near"),
    pytest.param("Steppe Daily Moniter", {}, {"steppe-daily-monitor"}, "similar", id="spelt nearly so"),
    pytest.param("Nation", {}, {"nation-pk", "nation-us"}, "exact-article", id="common word without its article"),
    pytest.param("Svet-old", {"on": "1950"}, set(), "none", id="unknown stays unknown"),
    pytest.param("Orvinform", {"on": "1950-01-01"}, None, "exact", id="no years of life are known"),
    pytest.param("Wave [Kampala]", {}, {"wave"}, "place", id="a paper in another country"),
    pytest.param("oia", {}, set(), "none", id="abbreviation in small letters"),
    pytest.param("Apa", {"country": "AZ"}, set(), "none", id="short name in small letters"),
    pytest.param("Islewave Bengali", {}, {"islewave"}, "service-unknown", id="service that is not in the table"),
]


@pytest.mark.parametrize(("name", "context", "maybe", "rule"), SUGGESTED)
def test_what_is_loose_suggests_and_never_decides(world, name, context, maybe, rule):
    answer = _ask(world, name, context)
    assert rule is None or answer.rule == rule
    if rule is None:
        assert answer.outlet is None
    elif maybe is None:
        assert answer.answer == "outlet"
    elif rule == "service-unknown":
        assert answer.outlet == "islewave"
        assert {candidate.outlet for candidate in answer.candidates} == maybe
    else:
        assert (answer.answer, answer.outlet) == ("unknown", None)
        assert {candidate.outlet for candidate in answer.candidates} == maybe


def test_an_affix_decides_only_where_kind_and_country_agree(world):
    assert world.look_up("Orvinform News", country="RU").outlet == "orvinform"
    assert world.look_up("Orvinform News", country="DE").outlet is None
    assert world.look_up("Wave Newsline", country="KE").outlet is None


def test_an_outlet_that_had_ended_is_not_certain(world):
    only = world.look_up("Satellite News", on=parse_date("2011-01-01"))
    assert only.answer == "ambiguous"
    dead = world.look_up("Svet [Moscow]", on=parse_date("2008-06-01"))
    assert dead.outlet is None


def test_no_web_ends_the_search_honestly(world):
    answer = world.look_up("Granit Media Foundation")
    assert (answer.answer, answer.outlet, answer.domains) == ("no_web", "granit-media", ())


@pytest.mark.parametrize("host", ["harbourwatch.example", "new.invalid", "some.test", "unlisted-site.kz"])
def test_an_unknown_host_is_its_own_outlet(world, host):
    answer = world.look_up(host)
    assert (answer.answer, answer.outlet, answer.rule) == ("outlet", None, "host")
    assert [domain.host for domain in answer.domains] == [host]


def test_a_host_outside_its_years_keeps_its_former_owner_as_a_suggestion(world):
    answer = world.look_up("orvinform-news.example", on=parse_date("2020-01-01"))
    assert (answer.answer, answer.outlet, answer.rule) == ("outlet", None, "host")
    assert [candidate.outlet for candidate in answer.candidates] == ["orvinform"]


@pytest.mark.parametrize(
    ("day", "hosts", "used"),
    [
        ("2005-06-01", ["orvinform-news.example", "orvinform.example", "en.orvinform.example"], [True, False, False]),
        ("2012-06-01", ["orvinform-news.example", "orvinform.example", "en.orvinform.example"], [True, True, True]),
        ("2015-06-01", ["orvinform.example", "en.orvinform.example", "orvinform-news.example"], [True, True, False]),
    ],
)
def test_domains_in_use_that_day_come_first(world, day, hosts, used):
    domains = world.look_up("Orvinform", on=parse_date(day)).domains
    assert sorted(domain.host for domain in domains) == sorted(hosts)
    assert [domain.on_date for domain in domains] == used
    assert domains[0].host == hosts[0] or day == "2012-06-01"


def test_without_a_day_all_domains_come_undecided(world):
    domains = world.look_up("Orvinform").domains
    assert len(domains) == 3
    assert {domain.on_date for domain in domains} == {None}


def test_the_carrier_is_kept(world):
    answer = world.look_up("Orvinform via Islewave Monitoring")
    assert [(candidate.outlet, candidate.why) for candidate in answer.candidates] == [("islewave-monitoring", "passed it on")]
    unknown = world.look_up("Somebody Unheard Of, quoted by Orvinform")
    assert (unknown.answer, [candidate.outlet for candidate in unknown.candidates]) == ("unknown", ["orvinform"])


def test_houses_and_carriers(world):
    assert world.same_house("ozodi", "far-radio")
    assert world.same_house("steppe-focus", "steppe-daily-monitor")
    assert not world.same_house("orvinform", "orvinform-ukraine")
    assert world.is_carrier("islewave-monitoring")
    assert not world.is_carrier("orvinform")
    assert world.publisher_of("steppe.example") == "steppe-daily-monitor"
    assert world.publisher_of("Vlast") is None


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(world, text):
    answer = world.look_up(text)
    assert answer.name == text
    assert (answer.outlet is None) or world.outlet(answer.outlet) is not None
    assert answer.answer != "ambiguous" or answer.candidates


@pytest.mark.parametrize(
    "text", ["", " ", "(((((", "x" * 100_000, "a, " * 30_000, "www.", "://", "((a)(b))" * 5_000, "'s " * 9_000]
)
def test_hostile_names_are_unknown(world, text):
    assert world.look_up(text).answer == "unknown"


def _ask(registry, name, context):
    day = parse_date(context["on"]) if "on" in context else None
    others = {key: value for key, value in context.items() if key != "on"}
    return registry.look_up(name, on=day, **others)


def test_an_alias_that_needs_its_language_counts_in_an_article_of_that_language(registry_with):
    row = '[[outlet]]\nid = "novyny"\nname = "Tavda Novyny"\nnames = [{ text = "Novyny", needs = ["language"] }]\n'
    registry = registry_with("mine.toml", row + 'kind = "site"\nlanguages = ["uk", "ru"]\n')
    assert registry.look_up("Novyny", language="uk").outlet == "novyny"
    for language in ("pl", None):
        answer = registry.look_up("Novyny", language=language)
        assert (answer.answer, answer.rule) == ("ambiguous", "needs-context")


def test_a_host_that_two_outlets_share_is_the_ones_whose_main_site_it_is(registry_with):
    row = '[[outlet]]\nid = "sunday"\nname = "Sunday Stadtpost"\nkind = "newspaper"\n'
    registry = registry_with("mine.toml", row + 'domains = [{ host = "stadtpost.example", role = "edition" }]\n')
    assert registry.look_up("stadtpost.example").outlet == "stadtpost"
    assert registry.look_up("Sunday Stadtpost").domains[0].host == "stadtpost.example"


def test_a_name_spelt_as_an_address_is_a_name(registry_with):
    row = '[[outlet]]\nid = "horn"\nname = "Horn"\nnames = ["Horn.Org"]\nkind = "site"\ndomains = ["horn.example"]\n'
    registry = registry_with("mine.toml", row)
    assert [domain.host for domain in registry.look_up("Horn.org").domains] == ["horn.example"]
    assert registry.look_up("horn.org/news").rule == "host"
    assert registry.look_up("horn.org/news").outlet is None
