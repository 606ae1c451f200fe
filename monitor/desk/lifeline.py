"""How an issue lives in the press, in words; and what became of the government's own releases."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.desk.detecting import evidence_of, reports
from monitor.desk.office import Office
from monitor.report.daily import Release
from monitor.report.media import TONE_NAMES
from monitor.triage import cluster
from monitor.triage.case import Case
from monitor.wording_time import format_date

# A release is picked up within hours, now and then on the third day.
PICKED_UP_WITHIN = timedelta(days=2)
_TIERS = {0: "milik pemerintah", 1: "terbesar", 2: "mapan", 3: "kecil", 4: "sangat kecil", 9: "pengutip"}


def life(office: Office, case: Case, now: datetime) -> cluster.Life:
    """Return an issue's life as of ``now``, told by its log, the outlets' tiers and the ratings."""
    ids = [one.id for one in case.articles]
    tones, copies = office.store.ratings.tones(ids), office.store.articles.originals(ids)
    told = [
        cluster.Report(
            id=one.id,
            outlet=one.outlet,
            title=one.title,
            published=one.published,
            tier=office.outlets[one.outlet].tier if one.outlet in office.outlets else 3,
            tone=tones.get(one.id, "negative" if one.flag else "neutral"),
            original=copies.get(one.id, ""),
        )
        for one in case.articles
    ]
    # an outlet may date its article a little ahead of its being found
    return cluster.life(told, max([now, *(one.published for one in case.articles)]), office.zone)


def lines(office: Office, case: Case, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return an issue's life as (label, words): first report, outlets and reach, growth, tone by day."""
    found = life(office, case, now)
    reach = ", ".join(f"{count} {_TIERS.get(tier, 'lain')}" for tier, count in found.reach)
    days = "; ".join(
        f"{format_date(day)}: {', '.join(f'{count} {TONE_NAMES.get(tone, tone)}' for tone, count in counts)}"
        for day, counts in found.tones
    )
    copies = f", {found.copies} di antaranya salinan" if found.copies else ""
    return (
        ("Pertama terbit", office.say(found.first_seen)),
        ("Jangkauan", f"{found.outlets} media ({reach}); {found.articles} berita{copies}"),
        ("Pertumbuhan", growth(found) or "tidak melonjak"),
        ("Nada per hari", days),
    )


def growth(found: cluster.Life) -> str:
    """Return that coverage takes off, or ""."""
    if not found.taking_off:
        return ""
    times = f"{found.growth:.1f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"melonjak: {times} kali jumlah media tiga jam sebelumnya"


def releases(office: Office, start: datetime, end: datetime) -> tuple[Release, ...]:
    """Return the government's own releases up to ``end`` that can still be picked up on a day, with who did.

    The day begins at ``start``. The most picked up come first.
    """
    own = [outlet.id for outlet in office.outlets.values() if outlet.role == "own"]
    ids = office.store.articles.of_outlets(own, start - PICKED_UP_WITHIN, end)
    copies = office.store.stories.copies_of(ids)
    told = reports(office, evidence_of(office, [*ids, *copies]))
    titles = {one.id: (one.title, one.outlet) for one in told}
    found = [
        Release(
            titles[name][0],
            office.outlet_names.get(titles[name][1], titles[name][1]),
            tuple(office.outlet_names.get(one, one) for one in outlets),
        )
        for name, outlets in cluster.pickups(told).items()
    ]
    return tuple(sorted(found, key=lambda one: -len(one.outlets)))
