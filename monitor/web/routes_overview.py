"""The board, the reports, the sources, and which agencies take part."""

from __future__ import annotations

from monitor.web.inputs import PERIODS, asked_of
from monitor.web.pages import Answer, Page, Route
from monitor.web.printing import download, formats
from monitor.web.visit import Visit


def board(visit: Visit) -> Answer:
    """Show where things stand."""
    return Page("papan.html", {"board": visit.me.board()})


def reports(visit: Visit) -> Answer:
    """Show a report over a period, or hand it over as a file."""
    query, kinds = visit.query, visit.me.report_kinds()
    kind = query.get("jenis", "") if query.get("jenis", "") in dict(kinds) else kinds[0][0]
    asked = asked_of(query)
    document = visit.me.report(kind, asked)
    if query.get("bentuk"):
        days = asked.named or f"{asked.first or 'awal-bulan'}-{asked.last or 'hari-ini'}"
        return download(document, query["bentuk"], f"{kind}-{days}")
    context = {
        "document": document,
        "kinds": kinds,
        "kind": kind,
        "formats": formats(),
        "query": dict(query),
        "periods": PERIODS,
        "agencies": visit.me.agencies() if visit.me.may("papan") else (),
    }
    return Page("laporan.html", context)


def sources(visit: Visit) -> Answer:
    """Show the health of every source, failed ones first."""
    found = sorted(visit.me.sources(), key=lambda one: (one.state != "gagal", one.outlet, one.id))
    counts = {state: sum(one.state == state for one in found) for state in ("baik", "gagal", "belum", "mati")}
    return Page("sumber.html", {"sources": found, "counts": counts})


def participation(visit: Visit) -> Answer:
    """Show which agencies and companies take part."""
    found = visit.me.participation()
    return Page("kepesertaan.html", {"found": found, "active": sum(one.takes_part for one in found)})


ROUTES = (
    Route("GET", "/papan", "papan", board),
    Route("GET", "/laporan", "laporan", reports),
    Route("GET", "/sumber", "sumber", sources),
    Route("GET", "/kepesertaan", "kepesertaan", participation),
)
