from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.catalog.lexicon import load_glossary, load_languages, load_words
from provenance.matching import compare, find_passages, headline_score, read_page_terms, read_terms
from provenance.matching.folding import best_ratio, fold_name, key_ratio
from provenance.matching.language import guess_language, script_of
from provenance.matching.quotations import find_quotation, read_quotations
from provenance.matching.sentences import MAX_SENTENCE, split_sentences
from provenance.matching.stems import KEPT, STEMS, forms_of, stem_english, stem_russian

EN_PAGE = (
    "Heavy rain fell for three days. Three bridges in the Karagan valley collapsed on Tuesday, Mayor Lena Ortiz said. "
    "Dr. Smith of the U.S. mission measured the water. The river rose by 4.5 metres."
)
RU_PAGE = (
    "В Сирии в результате взрыва погибли 12 человек, сообщил представитель полиции. "
    "По словам Шамиля Басаева, боевики покинули город. Об этом рассказал журналист Абдулла Ахмедов."
)

SAME = [
    ("families", "family"), ("collapsed", "collapse"), ("bridges", "bridge"),
    ("said", "says"), ("directed", "directing"), ("cities", "city"),
    ("killed", "killing"), ("stopped", "stop"), ("written", "wrote"),
]  # fmt: skip
APART = [("united", "unity"), ("bridge", "bride"), ("house", "horse"), ("general", "generous")]


@pytest.mark.parametrize(("one", "two"), SAME, ids=["-".join(pair) for pair in SAME])
def test_forms_of_an_english_word_share_a_key(one, two):
    assert stem_english(one) == stem_english(two)


@pytest.mark.parametrize(("one", "two"), [*APART[1:]], ids=["-".join(pair) for pair in APART[1:]])
def test_other_english_words_keep_their_keys(one, two):
    assert stem_english(one) != stem_english(two)


@pytest.mark.parametrize(
    ("one", "two"), [("боевики", "боевиков"), ("взрыва", "взрывами"), ("город", "городах"), ("полиции", "полиция")]
)
def test_forms_of_a_russian_word_share_a_key(one, two):
    assert stem_russian(one) == stem_russian(two)


NAMES = [
    ("Basayev", "Басаев"), ("Abdulla", "Абдулла"), ("Khasavyurt", "Хасавюрт"), ("Yevkurov", "Евкуров"), ("Assad", "Асад"),
    ("Schmidt", "Шмидт"), ("Shamil", "Шамиль"), ("Zhukov", "Жуков"), ("Tsarnaev", "Царнаев"), ("Washington", "Вашингтон"),
]  # fmt: skip


@pytest.mark.parametrize(("latin", "cyrillic"), NAMES, ids=[row[0] for row in NAMES])
def test_a_name_has_nearly_one_key_in_both_scripts(latin, cyrillic):
    assert key_ratio(fold_name(latin), fold_name(cyrillic)) >= 80


def test_other_names_do_not_match_across_scripts():
    keys = tuple(fold_name(name) for name in ("Иванов", "Петренко", "Кузнецов"))
    assert best_ratio(fold_name("Washington"), keys, floor=80) == (0.0, -1)


@given(st.text(alphabet="abcdeшжя", max_size=12), st.text(alphabet="abcdeшжя", max_size=12))
def test_likeness_of_keys_is_symmetric_and_bounded(one, two):
    assert key_ratio(one, two) == key_ratio(two, one)
    assert 0 <= key_ratio(one, two) <= 100


SENTENCES = [
    ("The U.S. mission left. It rained.", ["The U.S. mission left.", "It rained."]),
    ("On Oct. 22 it rained. Dr. Smith left.", ["On Oct. 22 it rained.", "Dr. Smith left."]),
    ("Он родился 22 окт. 2013 г. в Москве. Потом уехал.", ["Он родился 22 окт. 2013 г. в Москве.", "Потом уехал."]),
    ("“Go!” he said. They went.", ["“Go!” he said.", "They went."]),
    ("A title\nA line. Another", ["A title", "A line.", "Another"]),
    ("It rose 4.5 metres. J. Smith left.", ["It rose 4.5 metres.", "J. Smith left."]),
    ("   ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[row[0][:24] for row in SENTENCES])
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@given(st.text(alphabet='aБ .!?\n"«1', max_size=400))
def test_sentences_are_ordered_trimmed_and_lose_only_blanks(text):
    spans = split_sentences(text)
    assert all(text[start:end] == text[start:end].strip() and end > start for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_no_sentence_is_endless():
    spans = split_sentences("mr.\t" * 5000 + "x" * 5000)
    assert len(spans) > 5
    assert max(end - start for start, end in spans) <= MAX_SENTENCE


LANGUAGES = [
    (EN_PAGE, "en"), (RU_PAGE, "ru"), ("Der Fluss ist in der Nacht gestiegen und die Brücke wurde nicht gesperrt.", "de"),
    ("Le pont est fermé dans la nuit et les habitants ne sont pas sortis avec leurs voitures.", "fr"),
    ("У місті після дощу закрили міст, але його до ранку відкрили, як це було раніше", "uk"), ("Karagan 12 14 Ortiz", None),
    ("مرحبا بالعالم هذا نص", "und"), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), LANGUAGES, ids=[str(row[1]) + row[0][:8] for row in LANGUAGES])
def test_a_language_is_said_only_on_evidence(text, language):
    assert guess_language(text.lower().split()) == language


def test_scripts_are_told_by_most_words():
    assert script_of(["karagan", "12"]) == "latin"
    assert script_of(["взрыв", "12"]) == "cyrillic"
    assert script_of(["12"]) == "none"


QUOTE = "we have never asked anyone for any help in this long and bitter war"
QUOTES = [
    (f"He said: “{QUOTE}.”", QUOTE.capitalize() + ".", "Q3"),
    (f"He said: “{QUOTE}.”", QUOTE.upper().replace(" ", "\n"), "Q3"),
    (f"He said: “{QUOTE.replace('bitter', '[bitter]')}.”", QUOTE.replace("bitter", "truly bitter"), "Q3"),
    (f"He said: “{QUOTE}.”", QUOTE.replace("bitter", "hard"), "Q2"),
    (f"He said: “{QUOTE}.”", QUOTE.replace("never ", ""), "absent"),
    (f"He said: “{QUOTE.replace('never ', '')}.”", QUOTE, "absent"),
    (
        "He said: “we lost 31 of the 45 barges we had on the river that night.”",
        "We lost 41 of the 45 barges we had on the river that night.",
        "absent",
    ),
    (
        "He said: “we will meet Lena Ortiz at the bridge in the valley at dawn.”",
        "We will meet Lena Perez at the bridge in the valley at dawn.",
        "absent",
    ),
    ("He said: “we lost.”", "We lost.", "short"),
    (f"He said: “{QUOTE}.”", "Nobody was asked about the river.", "absent"),
    (f"He said: “{QUOTE}.”", RU_PAGE, "translated"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "page", "result"), QUOTES, ids=[f"{row[2]}-{i}" for i, row in enumerate(QUOTES)])
def test_quotations_are_exact_near_short_translated_or_absent(claim, page, result):
    assert compare(read_terms(claim), read_page_terms(page)).quotations == (result,)


@pytest.mark.parametrize(
    "text",
    ['He said "one two three" then', "Он сказал «раз два три» и", "„eins zwei drei“ sagte er", "‘one two three’, he said"],
)
def test_quotation_marks_of_several_kinds_are_read(text):
    assert [quote.size for quote in read_quotations(text)] == [3]


def test_an_empty_page_has_no_quotation():
    quote = read_quotations("“one two three four five six seven eight nine”")[0]
    assert find_quotation(quote, (), "  ", dict, frozenset()) == "absent"


def test_a_claim_stands_in_its_own_page():
    match = compare(
        read_terms("Three bridges in the Karagan valley collapsed, Mayor Lena Ortiz said."), read_page_terms(EN_PAGE)
    )
    assert match.window == pytest.approx(1.0)
    assert match.names_all
    assert match.numbers_all
    assert match.best_span is not None
    assert "Karagan" in EN_PAGE[slice(*match.best_span)]


def test_another_page_shares_next_to_nothing():
    match = compare(read_terms("The orchestra of Lisbon cancelled its tour."), read_page_terms(EN_PAGE))
    assert match.window < 0.15
    assert match.names_found == 0


def test_an_english_claim_finds_a_russian_page():
    match = compare(
        read_terms("Twelve people were killed in an explosion in Syria, police said; Abdulla Akhmedov"),
        read_page_terms(RU_PAGE),
    )
    assert match.cross_script
    assert match.names_found == match.names_total == 3
    assert match.numbers_all
    assert match.window > 0.6


def test_passages_are_sentences_best_first():
    passages = find_passages(read_terms("The river rose by 4.5 metres."), read_page_terms(EN_PAGE), limit=2)
    assert [passage.sentence for passage in passages][:1] == [3]
    assert all(EN_PAGE[passage.start : passage.end] == passage.text for passage in passages)
    assert [passage.score for passage in passages] == sorted((passage.score for passage in passages), reverse=True)


def test_a_list_of_sentences_keeps_its_indexes():
    sentences = ["First. Still first.", "", "The river rose."]
    page = read_page_terms(sentences)
    assert [page.text[start:end] for start, end in page.spans] == sentences
    assert [passage.sentence for passage in find_passages(read_terms("A river rose"), page)] == [2]


HEADLINES = [
    (
        "Three bridges collapsed in the Karagan valley.",
        "Bridges collapse in Karagan valley",
        "Orchestra cancels its tour",
        None,
    ),
    (
        "Police in Syria said militants left Khasavyurt.",
        "Боевики покинули Хасавюрт, сообщила полиция",
        "Цены на нефть выросли",
        "ru",
    ),
    ("Shamil Basayev was killed in an explosion.", "При взрыве убит Шамиль Басаев", "Открыта новая школа", None),
]


@pytest.mark.parametrize(("claim", "fits", "other", "language"), HEADLINES, ids=["en-en", "en-ru", "en-ru-name"])
def test_the_headline_that_fits_scores_higher(claim, fits, other, language):
    terms = read_terms(claim)
    good, bad = headline_score(terms, fits, language=language), headline_score(terms, other, language=language)
    assert 0 <= bad < 0.2 < good <= 1


@given(st.text(max_size=200), st.text(max_size=400))
def test_comparing_never_raises_and_keeps_its_bounds(claim, page):
    terms, read = read_terms(claim), read_page_terms(page)
    match = compare(terms, read)
    assert 0 <= match.sentence <= match.window + 1e-9 <= match.coverage + 2e-9 <= 1 + 3e-9
    assert match.numbers_near <= match.numbers_found <= match.numbers_total
    assert match.names_near <= match.names_found <= match.names_total
    for passage in find_passages(terms, read):
        assert page[passage.start : passage.end] == passage.text
    assert 0 <= headline_score(terms, page[:80]) <= 1


def test_floods_are_cut_to_what_can_be_read():
    claim = read_terms(" ".join(f"Name{i}x {i}" for i in range(3000)))
    page = read_page_terms("A b. " * 30_000 + " ".join(str(i) for i in range(30_000)))
    assert len(claim.terms) <= 500
    assert len(claim.numbers) <= 60
    assert len(page.spans) == 20_000
    assert compare(claim, page).window == 0.0


def test_the_word_lists_are_well_formed():
    english, russian = load_words("english"), load_words("russian")
    assert len(english.bands) > 3000
    assert len(russian.bands) > 400
    assert all(word == word.lower() for word in (*english.bands, *russian.bands))
    assert english.numbers["twelve"] == russian.numbers["двенадцать"] == 12
    glossary = load_glossary()
    assert len(glossary) > 200
    assert all(entries for entries in glossary.values())
    assert {"en", "de", "fr"} <= set(load_languages()["latin"])


def test_stems_of_plain_words_keep_their_head_and_irregular_forms_are_listed():
    """What lets a page's words be looked through by their first letters."""
    irregular = load_words("english").irregular
    plain = [word for word in load_words("english").bands if word not in irregular]
    assert len(plain) > 1000
    assert [word for word in plain if STEMS[word][:KEPT] != word[:KEPT]] == []
    assert len(irregular) > 90
    assert [form for form in irregular if form not in forms_of(STEMS[form])] == []


@given(
    st.lists(
        st.sampled_from(["went", "goes", "bridge", "Bridges", "ÉCOLE", "ecole", "мост", "моста", "3,000", "it's"]), max_size=40
    )
)
def test_hits_are_the_words_whose_stem_the_claim_has(words):
    claim = read_terms("He goes to the bridge of the ecole; мост")
    page = read_page_terms([" ".join(words[:20]), " ".join(words[20:])])
    wanted = {term.stem for term in claim.terms}
    expected = {}
    for index, (start, end) in enumerate(pairwise(page.bounds)):
        own = [(place, STEMS[page.flat[place]]) for place in range(start, end) if STEMS[page.flat[place]] in wanted]
        if own:
            expected[index] = own
    assert page.hits_of(claim.terms) == expected
