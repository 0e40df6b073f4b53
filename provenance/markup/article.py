"""Which part of a page is the article, and which parts of it are not text of the article."""

from __future__ import annotations

import re

from .outline import Element, Outline

#: Never text of an article.
_DROPPED_NAMES = (
    "script style noscript template svg iframe object embed applet audio video canvas map select button textarea datalist "
    "head title nav menu dialog noframes noembed frameset"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
#: Not text of the article unless a note that the article points to stands inside.
_SET_ASIDE = frozenset({"aside", "footer"})
_ROLES = frozenset(
    {"navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alertdialog", "menu", "menubar"}
)
#: Whole class names and ids; parts of names ("with-sidebar") say too little.
_CLASSES_NAMES = (
    "nav navbar navigation main-nav site-nav menu breadcrumb breadcrumbs sidebar side-bar comments comment-list commentlist "
    "comments-area comment-section disqus_thread respond related related-posts related-articles related-links share sharing "
    "share-buttons social social-share newsletter newsletter-signup cookie-banner cookie-notice advertisement advert ads "
    "pagination pager skip-link skiplink noprint site-footer site-header wm-ipp-base wm-ipp"
)
_CLASSES = frozenset(_CLASSES_NAMES.split())
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NOTE_ELEMENTS_NAMES = "li p div dd td aside section footer blockquote"
_NOTE_ELEMENTS = frozenset(_NOTE_ELEMENTS_NAMES.split())
#: A part of the page with fewer letters is no article beside a page that has many more.
_LEAST_LETTERS = 80
#: The share of its surroundings that an article must hold to stand for the page, where it holds no heading of the first rank.
_ARTICLE_SHARE = 0.4


def find_article(outline: Outline) -> Element | None:
    """The element whose content is the article: `<article>`, `<main>`, else `<body>`; None if the page has none of them."""
    articles: list[Element] = []
    mains: list[Element] = []
    bodies: list[Element] = []
    for element in outline.elements:
        role = element.attributes.get("role", "").lower()
        if element.name == "article" or role == "article":
            articles.append(element)
        elif element.name == "main" or role == "main":
            mains.append(element)
        elif element.name == "body":
            bodies.append(element)
    body = max(bodies, key=lambda element: element.letters, default=None)
    whole = body.letters - body.linked if body else sum(e.letters for e in outline.elements if e.parent is None)
    main = max(mains, key=_own, default=None)
    article = max(articles, key=lambda element: (element.titles > 0, _own(element)), default=None)
    if article is not None:
        around = _own(main) if main is not None else sum(_own(a) for a in articles if not _inside(a, "article"))
        if not article.titles and _own(article) < _ARTICLE_SHARE * around:
            article = None
    for choice in (article, main):
        if choice is not None and (_own(choice) >= _LEAST_LETTERS or _own(choice) * 4 >= whole):
            return choice
    return body


def _own(element: Element) -> int:
    return element.letters - element.linked


def _inside(element: Element, name: str) -> bool:
    parent, steps = element.parent, 0
    while parent is not None and steps < 200:
        if parent.name == name:
            return True
        parent, steps = parent.parent, steps + 1
    return False


def note_elements(outline: Outline) -> dict[Element, str]:
    """Elements that are notes, by their name: pointed to by a marker, or items of a list that says it holds notes."""
    notes: dict[Element, str] = {}
    for element in outline.elements:
        if element.name not in _NOTE_ELEMENTS:
            continue
        own = element.attributes.get("id", "")
        name = next((name for name in (own, *element.names) if name in outline.wanted), None)
        if name is None and own and element.name == "li" and element.parent is not None and _lists_notes(element.parent):
            name = own
        if name is not None and not element.titles:
            notes[element] = name
    return notes


_NOTE_LIST = re.compile(r"(?:foot|end)?notes?|references?|reflist|citations?|sources|bibliography", re.IGNORECASE)


def _lists_notes(element: Element) -> bool:
    for candidate in (element, element.parent):
        if candidate is not None and candidate.name in ("ol", "ul", "div", "section", "footer", "aside"):
            words = f"{candidate.attributes.get('class', '')} {candidate.attributes.get('id', '')}".split()
            if any(_NOTE_LIST.fullmatch(word) for word in words):
                return True
    return False


class LeftOut:
    """Says of an element, when called with it, whether it and its content are left out of the article's text."""

    def __init__(self, outline: Outline, root: Element | None, notes: dict[Element, str]) -> None:
        tops = (root,) if root is not None else tuple(element for element in outline.elements if element.parent is None)
        self.root_letters = sum(element.letters for element in tops)
        self.kept: set[Element] = set()
        for element in (*notes, *((root,) if root is not None else ())):
            above: Element | None = element
            while above is not None and above not in self.kept:
                self.kept.add(above)
                above = above.parent

    def __call__(self, element: Element) -> bool:
        """Whether `element` is left out."""
        if element.name in _DROPPED:
            return True
        attributes = element.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")[:500]):
            return True
        if element in self.kept:
            return False
        if element.name in _SET_ASIDE:
            return element.parent is None or element.parent.name != "blockquote"
        if attributes.get("role", "").lower() in _ROLES:
            return True
        if element.name in ("form", "fieldset"):
            # Some old sites wrap the whole page in one form.
            return element.paragraphs < 3 and not element.titles and element.letters * 2 < self.root_letters
        words = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
        return any(word in _CLASSES for word in words) and element.letters * 2 < self.root_letters and not element.titles
