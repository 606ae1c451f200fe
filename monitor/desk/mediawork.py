"""What the media analysis is made of: articles and ratings of a period, issues, follow-ups."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from classifiers import Rating
from monitor.desk.advice import due_soon, steps
from monitor.desk.listing import source_summary
from monitor.desk.office import Office
from monitor.desk.periods import Period, midnight
from monitor.desk.reporting import footer, load, masthead
from monitor.model import Article
from monitor.report import media as report
from monitor.report import media_facts as facts
from monitor.report.document import Behind, Document
from monitor.triage import wording
from monitor.triage import workflow as w
from monitor.triage.case import Case, fold
from monitor.triage.deadlines import open_terms
from monitor.wording_time import format_day

MAIN = 5
MOST_ROWS = 12
TREND_DAYS = 30
CHECKED_DAYS = 90
_DAY = timedelta(days=1)
# Public bodies and groups that criticise; persons are not looked for.
_CRITICS = {
    "DPRD": r"\bDPRD\b|\blegislator\b",
    "Ombudsman": r"\bOmbudsman\b",
    "BPK": r"\bBPK\b|Badan Pemeriksa Keuangan",
    "KPK": r"\bKPK\b|Komisi Pemberantasan Korupsi",
    "Kejaksaan atau kepolisian": r"\b[Kk]ejaksaan\b|\b[Kk]ejati\b|\b[Pp]olda\b|\b[Pp]olres\b",
    "LSM dan aktivis": r"\bLSM\b|\b[Aa]ktivis\b|\bWALHI\b|\bLBH\b",
    "Mahasiswa": r"\b[Mm]ahasiswa\b",
    "Akademisi dan pengamat": r"\b[Aa]kademisi\b|\b[Pp]engamat\b|\b[Gg]uru [Bb]esar\b",
    "Warga": r"\b[Ww]arga\b",
}
_CRITICS_RE = {name: re.compile(pattern) for name, pattern in _CRITICS.items()}
Rated = tuple[Article, Rating]


def analysis(office: Office, period: Period) -> Document:
    """Return the analysis of a period, beside the period of equal length before it."""
    now = office.clock.now()
    start, end = midnight(office, period.first), midnight(office, period.last + _DAY)
    before = Period(period.first - (period.last - period.first) - _DAY, period.first - _DAY)
    rated = _rated(office, start, end)
    cases = _cases(office, rated, start, end)
    new = [case for case in cases if start <= case.opened_at < end]
    days, marks = _trend(office, period.last, cases)
    ok, failed = source_summary(office, start, end)
    return report.analysis(
        facts.MediaFacts(
            period=period.words,
            before_period=before.words,
            as_of=office.say(now),
            read=office.store.articles.count_between(start, end),
            tones=_tones(rated),
            before=_tones(_rated(office, midnight(office, before.first), start)),
            issues=tuple(_main(office, case, now) for case in cases[:MAIN]),
            new_issues=len(new),
            answered=sum(case.responded_at is not None for case in new),
            outlets=tuple(_outlets(office, rated)[:MOST_ROWS]),
            voices=tuple(_voices(office, rated, period.last)),
            critics=tuple(_critics(rated)),
            opd=tuple(_opd(office, rated)[:MOST_ROWS]),
            days=days,
            marks=marks,
            due=tuple(due_soon(office, now)),
            steps=tuple(steps(office, now)),
            checked=_checked(office, period.last, now),
            sources=(ok, len(failed)),
            model=office.store.ratings.latest_model(),
            footer=footer(office, now),
            headlines=_headlines(rated),
            behind=tuple(_behind(office, rated, cases, new)),
            masthead=masthead(office),
            at=now,
        )
    )


def _rated(office: Office, start: datetime, end: datetime) -> list[Rated]:
    ids = office.store.ratings.about(("province",), start, end)
    articles, ratings = office.store.articles.get(ids), office.store.ratings.of(ids)
    return [(articles[one], ratings[one]) for one in ids if one in articles and one in ratings]


def _tone(rating: Rating) -> str:
    return "negative" if rating.flag else rating.tone


def _tones(rated: Sequence[Rated]) -> dict[str, int]:
    return dict(Counter(_tone(rating) for _, rating in rated))


def _headlines(rated: Sequence[Rated]) -> tuple[int, int]:
    """Return how many negative articles blame in the title, and how many only in the text."""
    bad = [(article, rating) for article, rating in rated if _tone(rating) == "negative" and rating.evidence]
    title = sum(
        any(sentence.casefold().strip(" .") in article.title.casefold() for sentence in rating.evidence)
        for article, rating in bad
    )
    return title, len(bad) - title


def _behind(
    office: Office, rated: Sequence[Rated], cases: Sequence[Case], new: Sequence[Case]
) -> Iterator[Behind]:
    """Yield what each figure counts: issues by number, articles by address."""
    yield Behind("Ringkasan", "Isu baru", [case.id for case in new])
    yield Behind("Ringkasan", "Sudah ditanggapi", [case.id for case in new if case.responded_at])
    yield Behind("Isu utama", "Isu", [case.id for case in cases[:MAIN]])
    for title, key in (
        ("Nada pemberitaan", lambda article, rating: _tone(rating)),
        ("Per media", lambda article, rating: office.outlet_names.get(article.outlet, article.outlet)),
        ("Per OPD", lambda article, rating: office.opd_names.get(rating.opd[0], "") if rating.opd else ""),
        ("Tren 30 hari", lambda article, rating: f"{_local(office, article.published):%d/%m/%Y}"),
    ):
        groups: dict[str, list[str]] = {}
        for article, rating in rated:
            groups.setdefault(key(article, rating), []).append(article.url)
        for name in sorted(groups):
            yield Behind(title, report.TONE_NAMES.get(name, name) or "tanpa OPD", groups[name])


def _cases(office: Office, rated: Sequence[Rated], start: datetime, end: datetime) -> list[Case]:
    """Return the issues that the period's articles belong to or that were opened in it, heaviest first."""
    ids = set(office.store.articles.issues_of([article.id for article, _ in rated]))
    ids |= {row.id for row in office.store.issues.opened_between(start, end)}
    cases = [fold(office.store.events.of(one)) for one in sorted(ids)]
    alive = [case for case in cases if case.state not in (w.DISMISSED, w.DUPLICATE)]
    return sorted(alive, key=lambda case: (case.level, -len(case.outlets), -len(case.articles), case.id))


def _main(office: Office, case: Case, now: datetime) -> facts.MainIssue:
    opd = case.opd or str(case.proposal.get("opd", ""))
    return facts.MainIssue(
        id=case.id,
        title=case.title,
        level=case.level,
        opd=office.opd_names.get(opd, opd or "belum ada usulan"),
        articles=len(case.articles),
        outlets=len(case.outlets),
        answer=_answer(office, case),
        late=any(item.term.due < now and not item.frozen for item in open_terms(case)),
    )


def _answer(office: Office, case: Case) -> str:
    if case.publications:
        last = case.publications[-1]
        return f"disampaikan {office.say(last.at)} lewat {last.channel}"
    if case.responded_at:
        return "tanggapan disetujui, belum disampaikan"
    return f"belum dijawab: {wording.STATE_NAMES[case.state].lower()}"


def _outlets(office: Office, rated: Sequence[Rated]) -> list[facts.OutletRow]:
    own = {outlet.id for outlet in office.config.feeds.outlets if outlet.role == "own"}
    ours = {article.id for article, _ in rated if article.outlet in own}
    copies = office.store.articles.originals([article.id for article, _ in rated])
    rows: dict[str, list[int]] = {}
    for article, rating in rated:
        row = rows.setdefault(article.outlet, [0, 0, 0])
        row[0] += 1
        row[1] += _tone(rating) == "negative"
        row[2] += article.outlet in own or copies.get(article.id, "") in ours
    found = [facts.OutletRow(office.outlet_names.get(one, one), *row) for one, row in rows.items()]
    return sorted(found, key=lambda row: (-row.articles, row.name))


def _voices(office: Office, rated: Sequence[Rated], day: date) -> list[facts.Voice]:
    """Return the leaders in office and heads of agencies whom the articles name, most named first."""
    people = {
        f"{one.name} ({one.role})": (one.name, *one.aka)
        for one in office.config.profile.identity.in_office(day)
    }
    for opd in office.config.profile.opd.opd:
        people |= {f"{head.name} ({head.role})": (head.name,) for head in opd.heads}
    found = {
        label: [rating for article, rating in rated if _names(article, names)]
        for label, names in people.items()
    }
    return _most_named(found)


def _names(article: Article, names: Sequence[str]) -> bool:
    text = f"{article.title} {article.text}"
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names if name in text)


def _critics(rated: Sequence[Rated]) -> list[facts.Voice]:
    bad = [(article, rating) for article, rating in rated if _tone(rating) == "negative"]
    return _most_named(
        {
            label: [rating for article, rating in bad if pattern.search(f"{article.title} {article.text}")]
            for label, pattern in _CRITICS_RE.items()
        }
    )


def _most_named(found: Mapping[str, Sequence[Rating]]) -> list[facts.Voice]:
    voices = [
        facts.Voice(label, len(ratings), sum(_tone(one) == "negative" for one in ratings))
        for label, ratings in found.items()
        if ratings
    ]
    return sorted(voices, key=lambda one: (-one.articles, one.name))[:MOST_ROWS]


def _opd(office: Office, rated: Sequence[Rated]) -> list[tuple[str, dict[str, int]]]:
    found: dict[str, Counter[str]] = {}
    for _, rating in rated:
        if rating.opd:
            found.setdefault(rating.opd[0], Counter())[_tone(rating)] += 1
    rows = [(office.opd_names.get(slug, slug), dict(tones)) for slug, tones in found.items()]
    return sorted(rows, key=lambda row: (-row[1].get("negative", 0), -sum(row[1].values()), row[0]))


def _trend(
    office: Office, last: date, cases: Sequence[Case]
) -> tuple[tuple[tuple[str, int, int], ...], tuple[tuple[int, str], ...]]:
    """Return (day, articles, negative) for thirty days, and the gravest issue of each day that has one."""
    first = last - _DAY * (TREND_DAYS - 1)
    rated = _rated(office, midnight(office, first), midnight(office, last + _DAY))
    every = Counter(_local(office, article.published) for article, _ in rated)
    bad = Counter(_local(office, article.published) for article, one in rated if _tone(one) == "negative")
    dates = [first + _DAY * number for number in range(TREND_DAYS)]
    days = tuple((format_day(day)[4:-5], every[day], bad[day]) for day in dates)
    marked: dict[int, str] = {}
    for case in cases:  # heaviest first
        place = (_local(office, case.opened_at) - first).days
        if case.level in ("K1", "K2") and 0 <= place < TREND_DAYS and len(marked) < MAIN:
            marked.setdefault(place, case.id)
    return days, tuple(sorted(marked.items()))


def _local(office: Office, instant: datetime) -> date:
    return instant.astimezone(office.zone).date()


def _checked(office: Office, last: date, now: datetime) -> tuple[int, int]:
    """Return how many issues of the last ninety days Humas judged, and how many it confirmed."""
    issues = load(office, last - _DAY * CHECKED_DAYS, last, now).issues
    judged = issues.assigned | np.isin(issues.state, (w.DISMISSED, w.WATCHED, w.VERIFIED))
    return int(judged.sum()), int((judged & (issues.state != w.DISMISSED)).sum())
