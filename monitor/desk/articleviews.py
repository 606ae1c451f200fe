"""Articles as pages show them: those the machine doubted, one with its rating, those that a search found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.desk.office import Office
from monitor.errors import UnknownIssueError
from monitor.report.clips import excerpt
from monitor.store.search import Hit as Hit
from monitor.store.search import Wanted


@dataclass(frozen=True, slots=True)
class Doubt:
    """An article that the machine doubted, or one of the sample it dropped; ``issue`` once it has one."""

    id: str
    title: str
    outlet: str
    url: str
    probability: str
    issue: str = ""


def doubts(office: Office, ids: Sequence[str]) -> tuple[Doubt, ...]:
    """Return articles with the probability that the machine gave them."""
    articles, ratings = office.store.articles.get(ids), office.store.ratings.of(ids)
    issues = office.store.browse.issues_of(ids)
    return tuple(
        Doubt(
            one,
            articles[one].title,
            office.outlet_names.get(articles[one].outlet, articles[one].outlet),
            linkable(articles[one].url),
            f"{ratings[one].flag_probability:.0%}",
            issues.get(one, ""),
        )
        for one in ids
        if one in articles
    )


def linkable(url: str) -> str:
    """Return an address that may become a link, or "": an article's address is a stranger's, too."""
    return url if url.lower().startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article and what the machine made of it. ``excerpt``: its beginning, the rest is the outlet's."""

    id: str
    title: str
    outlet: str
    time: str
    url: str
    excerpt: str
    issue: str
    probability: str
    evidence: tuple[str, ...]
    reasons: tuple[str, ...]
    opd: tuple[str, ...]


def article_page(office: Office, article: str) -> ArticlePage:
    """Return one rated article. Raises UnknownIssueError."""
    found = office.store.articles.get([article]).get(article)
    rating = office.store.ratings.of([article]).get(article)
    if found is None or rating is None:
        raise UnknownIssueError("Berita ini tidak ada atau belum dinilai; cari lewat halaman Cari.")
    return ArticlePage(
        article,
        found.title,
        office.outlet_names.get(found.outlet, found.outlet),
        office.say(found.published),
        linkable(found.url),
        excerpt(found.text or found.summary),
        office.store.browse.issues_of([article]).get(article, ""),
        f"{rating.flag_probability:.0%}",
        rating.evidence,
        rating.reasons,
        tuple(office.opd_names.get(one, one) for one in rating.opd),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought. An excerpt is a list of (found, words) pieces."""

    hits: tuple[tuple[Hit, str, str, tuple[tuple[bool, str], ...]], ...]
    page: int
    more: bool
    cut: bool


def search(office: Office, wanted: Wanted, page: int, size: int = 20) -> Found:
    """Return articles that hold the words, newest first."""
    hits, cut = office.store.search.articles(wanted, size + 1, (page - 1) * size)
    shown = tuple(
        (one, office.outlet_names.get(one.outlet, one.outlet), office.say(one.published), pieces(one.excerpt))
        for one in hits[:size]
    )
    return Found(shown, page, len(hits) > size, cut)


def pieces(excerpt: str) -> tuple[tuple[bool, str], ...]:
    """Return an excerpt cut where a word was found: ("…", True for the word itself)."""
    found = []
    for part in excerpt.split("\x02"):
        word, sign, rest = part.partition("\x03")
        found += [(True, word), (False, rest)] if sign else [(False, word)]
    return tuple((hit, text) for hit, text in found if text)
