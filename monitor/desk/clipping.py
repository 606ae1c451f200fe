"""The press clipping of a period: fetch articles about the government, cut excerpts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from monitor.desk.office import Office
from monitor.desk.periods import Period, midnight
from monitor.desk.reporting import footer, masthead
from monitor.report import clips as report
from monitor.report.document import Document

_TONES = {"negative": 0, "neutral": 1, "positive": 2}


def clipping(office: Office, period: Period, opd: str = "") -> Document:
    """Return the clipping of articles about the government that were first seen in a period.

    ``opd``: only those that are, first of all, about this agency.
    """
    now, name = office.clock.now(), office.opd_names.get(opd, opd)
    start, end = midnight(office, period.first), midnight(office, period.last + timedelta(days=1))
    return report.clipping(
        report.ClippingFacts(
            period=f"{period.words} · {name}" if opd else period.words,
            as_of=office.say(now),
            clips=tuple(
                one
                for one in clips(office, office.store.ratings.about(("province",), start, end))
                if not opd or one.opd == name
            ),
            footer=footer(office, now),
            masthead=masthead(office),
            at=now,
        )
    )


def clips(office: Office, ids: Sequence[str]) -> tuple[report.Clip, ...]:
    """Return the articles with these ids as the clipping shows them, by tone, newest first."""
    articles, ratings = office.store.articles.get(ids), office.store.ratings.of(ids)
    found = [
        report.Clip(
            outlet=office.outlet_names.get(article.outlet, article.outlet),
            time=office.say(article.published),
            title=article.title,
            author=article.author,
            excerpt=report.excerpt(article.text or article.summary),
            url=article.url,
            tone="negative" if ratings[one].flag else ratings[one].tone,
            opd=office.opd_names.get(ratings[one].opd[0], "") if ratings[one].opd else "",
            published=article.published.astimezone(office.zone).replace(tzinfo=None),
        )
        for one in ids
        if (article := articles.get(one)) and one in ratings
    ]
    newest = sorted(found, key=lambda clip: str(clip.published), reverse=True)
    return tuple(sorted(newest, key=lambda clip: _TONES[clip.tone]))
