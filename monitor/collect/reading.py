"""From one announced entry to an article: which need their page, how its pages join, what fills the gaps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from threading import BoundedSemaphore

from monitor.collect import problems
from monitor.collect.extract import extract_entry, extract_page
from monitor.collect.feeds import is_challenge
from monitor.collect.fetch import Answer
from monitor.collect.job import Entry, Job, PageResult
from monitor.collect.pages import join, next_page, whole_url
from monitor.collect.problems import Failure
from monitor.collect.search import is_unresolved
from monitor.collect.texts import plain, scrub, to_tree
from monitor.collect.urls import is_home, key_of, media_flag
from monitor.collect.when import choose_loosely
from monitor.model import Article

# Threads wait for the network together, but parse pages a few at a time: Python's lock lets them work one
# by one anyway, and every page open at once costs ten times its size.
_DESKS = BoundedSemaphore(3)

GetPage = Callable[[str], "Answer | Failure"]

# A feed's own content of this length, not cut with "[…]", is the article: no page is fetched for it.
FULL_CONTENT = 700
# How much of a feed's own content stands in for a summary the feed does not give.
SUMMARY = 400
# What is kept of a page's own words at most: the longest honest headline seen has some 200 characters, the
# longest article 40,000. A page of a megabyte in its title must not reach search, messages and letters.
_LONGEST = {"title": 500, "text": 200_000, "summary": 2000, "author": 200, "section": 200}
_CUT_OFF = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|(?:read more|(?:baca )?selengkapnya|continue reading)\W{0,6})\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article or None, and the failure of its page: the article is then made from the feed alone."""

    article: Article | None
    failure: Failure | None = None


def read_entry(job: Job, entry: Entry, get: GetPage) -> Reading:
    """Return the article behind ``entry``; its page is fetched where the outlet's policy asks for it.

    A page that is gone gives no article; for any other failure the headline and summary stand, flagged
    ``ringkasan``, because a negative headline must not be lost to a slow server.
    """
    return _from_page(job, entry, get) if needs_page(job, entry) else Reading(_from_feed(job, entry))


def read_again(job: Job, url: str, get: GetPage) -> Reading:
    """Return the article at ``url`` as it reads now; neither article nor failure where no page is ever read.

    A page that cannot be read this time gives no article: what is stored already is better than a summary.
    """
    if _policy(job) == "never" or media_flag(url):
        return Reading(None)
    return _from_page(job, Entry(key=key_of(url, job.outlet.links), url=url), get)


def _from_page(job: Job, entry: Entry, get: GetPage) -> Reading:
    answer = get(whole_url(entry.url, job.outlet.article))
    if isinstance(answer, Answer):
        answer = _checked(answer, entry)
    if isinstance(answer, Failure):
        keep = answer.problem.kind != "gone" and entry.title
        return Reading(_from_feed(job, entry) if keep else None, answer)
    page = read_pages(job, answer, entry.published_raw, get)
    return Reading(_article(job, entry, page, answer.url))


def read_pages(job: Job, answer: Answer, feed_date: str, get: GetPage) -> PageResult:
    """Return the whole article that begins with ``answer``; further pages by the outlet's rule."""
    page = _extract(job, answer, feed_date)
    mode, texts, cut, missing = job.outlet.article.pages, [page.text], list(page.cut), False
    if mode in ("auto", "query:page=N") or mode.startswith("path:"):
        for url in page.more:
            further = get(url)
            missing = missing or isinstance(further, Failure)
            if isinstance(further, Answer):
                part = _extract(job, further, "")
                texts.append(part.text)
                cut += part.cut
    elif mode == "next-link":
        texts += _follow(job, answer, get)
    flags = (*page.flags, "bersambung") if missing else page.flags
    return replace(page, text=join(texts), cut=tuple(cut), flags=flags)


def _follow(job: Job, answer: Answer, get: GetPage) -> list[str]:
    texts: list[str] = []
    current, seen = answer, {answer.url}
    while len(seen) < job.outlet.article.max_pages:
        tree = to_tree(current.body.decode("utf-8", "replace"))
        url = next_page(tree, current.url, job.outlet.links) if tree is not None else ""
        following = get(url) if url and url not in seen else None
        if not isinstance(following, Answer):
            break
        seen.add(url)
        texts.append(_extract(job, following, "").text)
        current = following
    return texts


def needs_page(job: Job, entry: Entry) -> bool:
    """Return whether the article's page must be fetched: policy, gate, kind of link, content in the feed."""
    policy = _policy(job)
    if policy == "never" or not entry.url or has_full_content(entry):
        return False
    if is_unresolved(entry.url) or media_flag(entry.url):
        return False
    text = f"{entry.title} {entry.summary}"
    near = bool(_finder(job.places).search(text)) if job.places else True
    if job.outlet.needs_place and not near:
        return False
    if policy == "always" or not entry.title:
        return True
    named = bool(_finder(job.defaults.terms).search(text)) if job.defaults.terms else not job.places
    return named or (bool(job.places) and near)


def _policy(job: Job) -> str:
    return job.outlet.full_text or job.defaults.full_text


@lru_cache(maxsize=64)
def has_full_content(entry: Entry) -> bool:
    """Return whether the feed itself carries the whole article."""
    text = plain(entry.html) if len(entry.html) >= FULL_CONTENT else ""
    text = (
        text.partition("appeared first on")[0].rpartition("The post")[0]
        if "appeared first on" in text
        else text
    )
    return len(text) >= FULL_CONTENT and not _CUT_OFF.search(text[-60:])


@lru_cache(maxsize=16)
def _finder(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.I)


def _checked(answer: Answer, entry: Entry) -> Answer | Failure:
    if is_challenge(answer.body) and len(answer.body) < 20000:
        return problems.challenge(answer.url)
    if is_home(answer.url) and not is_home(entry.url):
        return problems.fail(
            "gone",
            f"Berita {entry.url[:120]} dialihkan ke halaman depan; tampaknya sudah dihapus.",
            entry.url,
        )
    return answer


def _extract(job: Job, answer: Answer, feed_date: str) -> PageResult:
    with _DESKS:
        return extract_page(
            answer.url,
            answer.body,
            job.outlet,
            job.defaults,
            job.now,
            charset=answer.charset,
            feed_date=feed_date,
        )


def _from_feed(job: Job, entry: Entry) -> Article:
    """Return the article as the feed alone tells it; ``never`` keeps no full text even if it is there."""
    if _policy(job) == "never":
        entry = replace(entry, html="", summary=entry.summary or plain(entry.html)[:SUMMARY])
    page = extract_entry(entry, job.outlet, job.defaults, job.now)
    media = media_flag(entry.url)
    flags = [*page.flags, *([media] if media else [])]
    if not page.text or not has_full_content(entry):
        flags.append("ringkasan")
    text = page.text if len(page.text) >= len(entry.summary) else entry.summary
    return _article(job, entry, replace(page, text=text, flags=tuple(flags)), entry.url)


def _article(job: Job, entry: Entry, page: PageResult, url: str) -> Article:
    link_key, canonical = entry.key, key_of(page.canonical, job.outlet.links) if page.canonical else ""
    moved = canonical and canonical != link_key and not is_home(canonical)
    key = canonical if moved else link_key
    published, flags = _published(page, entry, job.now)
    return Article(
        key=key,
        url=page.canonical or entry.url or url,
        outlet=job.outlet.id,
        source=job.source.id,
        title=_kept("title", page.title or entry.title),
        text=_kept("text", page.text or entry.summary),
        published=published,
        first_seen=job.now,
        published_raw=scrub(page.published_raw)[:200],
        author=_kept("author", page.author or entry.author),
        section=_kept("section", entry.publisher or page.section or entry.section),
        summary=_kept("summary", entry.summary),
        flags=flags,
        cut=tuple(scrub(line) for line in page.cut),
        place=page.place,
        aliases=(link_key,) if moved else (),
    )


def _kept(name: str, words: str) -> str:
    limit, clean = _LONGEST[name], scrub(words)
    return clean if len(clean) <= limit else f"{clean[:limit].rpartition(' ')[0] or clean[:limit]}…"


def _published(page: PageResult, entry: Entry, now: datetime) -> tuple[datetime, tuple[str, ...]]:
    if page.published is not None:
        return page.published, page.flags
    about = choose_loosely((entry.published_raw, page.published_raw), now)
    return (about, (*page.flags, "tanggal-perkiraan")) if about else (now, page.flags)
