"""The daily list: as a list or one issue at a time, with bulk dismissal and undo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from monitor.desk.actionforms import ActionForm
from monitor.web.inputs import day_of
from monitor.web.pages import Answer, Go, Page, Route, local
from monitor.web.printing import download, formats
from monitor.web.visit import Visit


def daily(visit: Visit) -> Answer:
    """Show the day; ``mode=satu``: one issue at a time, ``isu`` says which; ``bentuk``: as a file."""
    wanted = day_of(visit.query.get("hari", ""), "Hari")
    if visit.query.get("bentuk"):
        return download(
            visit.me.daily_list(wanted), visit.query["bentuk"], f"daftar-harian-{wanted or 'hari-ini'}"
        )
    day = visit.me.day(wanted)
    single = visit.query.get("mode") == "satu"
    shown = day.cards
    place = 0
    if single and shown:
        numbers = [one.row.id for one in shown]
        asked = visit.query.get("isu", "")
        place = numbers.index(asked) if asked in numbers else 0
        shown = shown[place : place + 1]
    quick = {one.row.id: visit.me.quick_forms(one) for one in shown}
    context = {
        "day": day,
        "single": single,
        "shown": shown,
        "quick": quick,
        "place": place,
        "before": day.cards[place - 1].row.id if single and place else "",
        "after": day.cards[place + 1].row.id if single and place + 1 < len(day.cards) else "",
        "yesterday": (day.date - timedelta(days=1)).isoformat(),
        "tomorrow": "" if day.today else (day.date + timedelta(days=1)).isoformat(),
        "reasons": _reasons(quick),
        "formats": formats(),
    }
    return Page("harian.html", context)


def _reasons(quick: Mapping[str, Mapping[str, ActionForm]]) -> tuple[tuple[str, str], ...]:
    """Return the reasons that "bukan isu" offers, taken from any of the shown forms; () where none is."""
    for forms in quick.values():
        dismiss = forms.get("dismiss")
        if dismiss is not None:
            return next(one.options for one in dismiss.fields if one.name == "reason_code")
    return ()


def dismiss_many(visit: Visit) -> Answer:
    """Say "bukan isu" of all marked issues."""
    numbers = list(visit.form.get("nomor", ()))
    back = local(visit.one("kembali"), "/harian")
    if not numbers:
        return Go(back, "Belum ada isu yang dicentang.", "perlu")
    done, refused = visit.me.submit_many(numbers, "dismiss", visit.form)
    said = f"{len(done)} isu dinyatakan bukan isu."
    if refused:
        said += f" {len(refused)} tidak dapat: {refused[0]}"
    return Go(back, said, "perlu" if refused else "baik", undo=tuple(done[:20]))


def undo(visit: Visit) -> Answer:
    """Take back a verdict: the issue counts as one again and waits for its disposisi."""
    done, refused = visit.me.undo(list(visit.form.get("nomor", ())))
    said = f"Diurungkan: {', '.join(done)} kembali menjadi isu." if done else ""
    return Go(
        local(visit.one("kembali"), "/harian"), " ".join([said, *refused[:1]]), "perlu" if refused else "baik"
    )


ROUTES = (
    Route("GET", "/harian", "harian", daily),
    Route("POST", "/harian/bukan-isu", "harian", dismiss_many),
    Route("POST", "/harian/urungkan", "harian", undo),
)
