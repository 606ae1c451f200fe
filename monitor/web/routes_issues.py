"""Lists of issues, the page of one, its acts, its printable story; an agency's desk; search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from monitor.desk.guard import UNDO
from monitor.desk.wording import STATE_NAMES
from monitor.errors import CaseError, InputError, UnknownIssueError
from monitor.web.inputs import LEVELS, ORDERS, day_of, filter_of, page_of
from monitor.web.pages import Answer, Download, Go, Page, Route, local
from monitor.web.printing import download, formats
from monitor.web.visit import Form, Visit


def issues(visit: Visit) -> Answer:
    """Show a filtered list of issues."""
    wanted = filter_of(visit.query)
    listing = visit.me.issues(wanted, page_of(visit.query.get("halaman", "")))
    context = {
        "listing": listing,
        "query": dict(visit.query),
        "states": STATE_NAMES,
        "levels": LEVELS,
        "orders": ORDERS,
        "agencies": visit.me.agencies(),
    }
    return Page("daftar.html", context)


def issue(visit: Visit) -> Answer:
    """Show one issue."""
    return _page(visit, {}, "", {})


def _page(visit: Visit, typed: Mapping[str, Any], said: str, preview: Mapping[str, str]) -> Page:
    number = visit.path["nomor"]
    context = {
        "file": visit.me.case(number),
        "typed": typed,
        "typed_action": visit.path.get("aksi", "") if said or preview else "",
        "said": said,
        "preview": preview,
        "formats": formats(),
        "attachments": visit.me.attachments(number),
        "back": local(visit.query.get("dari", ""), ""),
    }
    return Page("isu.html", context, 422 if said else 200)


def act(visit: Visit) -> Answer:
    """Do one action on an issue; what was typed stays when it is refused."""
    number, action = visit.path["nomor"], visit.path["aksi"]
    if action == "pratinjau":
        preview = {name: visit.one(name) for name in ("text", "answer_kind", "source", "approver")}
        return _page(visit, visit.form, "", preview)
    try:
        done = visit.me.submit(number, action, _with_files(visit, number, action))
    except UnknownIssueError:
        if visit.one("parent") and action in ("merge", "duplicate"):
            return _page(
                visit, visit.form, f"Isu {visit.one('parent')[:20]} tidak ada; periksa nomornya.", {}
            )
        raise
    except InputError as error:
        return _page(visit, visit.form, str(error), {})
    except CaseError as error:
        visit.me.note_refusal(f"{action} {number}")
        page = _page(visit, visit.form, str(error), {})
        return Page(page.template, page.context, 403)
    undo = (number,) if action in UNDO else ()
    return Go(local(visit.one("kembali"), f"/isu/{number}"), f"Isu {number}: {done['words']}.", undo=undo)


def _with_files(visit: Visit, number: str, action: str) -> Form:
    """Return the form's fields; files that came with an answer are taken in and named by their codes."""
    if action not in ("draft", "respond") or not visit.files:
        return visit.form
    codes = [visit.me.attach(number, one.name, one.content) for one in visit.files]
    return {**visit.form, "attachments": [*visit.form.get("attachments", ()), *codes]}


def attachment(visit: Visit) -> Answer:
    """Hand over a file that came with an answer; always as a download, never shown in the page."""
    found, content = visit.me.attachment(visit.path["nomor"], visit.path["kode"])
    return Download(content, found.name, found.kind)


def story(visit: Visit) -> Answer:
    """Show an issue's whole story for printing, or hand it over as a file."""
    number = visit.path["nomor"]
    document = visit.me.story(number)
    form = visit.query.get("bentuk", "")
    if form:
        return download(document, form, f"isu-{number}")
    return Page("dokumen.html", {"document": document, "formats": formats(), "here": f"/isu/{number}/berkas"})


def disposal(visit: Visit) -> Answer:
    """Show the lembar disposisi for printing, or hand it over as a file."""
    number = visit.path["nomor"]
    document = visit.me.disposal(number)
    form = visit.query.get("bentuk", "")
    if form:
        return download(document, form, f"disposisi-{number}")
    printed = [(key, label) for key, label in formats() if key in ("pdf", "docx")]
    here = f"/isu/{number}/disposisi"
    return Page("dokumen.html", {"document": document, "formats": printed, "here": here})


def article(visit: Visit) -> Answer:
    """Show one article and what the machine made of it."""
    context = {"article": visit.me.article(visit.path["kode"]), "may_open": visit.me.may("isu-buka")}
    return Page("berita.html", context)


def open_issue(visit: Visit) -> Answer:
    """Open an issue about an article that the machine doubted or dropped."""
    done = visit.me.open_issue(visit.path["kode"])
    return Go(f"/isu/{done['issue']}", f"Isu {done['issue']} dibuka dari berita ini.")


def agency_desk(visit: Visit) -> Answer:
    """Show the desk of one's own agency."""
    return Page("opd.html", {"desk": visit.me.agency_desk()})


def search(visit: Visit) -> Answer:
    """Search articles and issues."""
    words = visit.query.get("q", "")[:200]
    page = page_of(visit.query.get("halaman", ""))
    start, end = (
        day_of(visit.query.get(name, ""), label) for name, label in (("dari", "Dari"), ("sampai", "Sampai"))
    )
    found = named = None
    if words.strip():
        outlet = visit.query.get("media", "")[:80]
        found = visit.me.search(visit.me.wanted(words, outlet, start, end), page)
        named = visit.me.issues(filter_of({"q": words}), size=8) if page == 1 else None
    context = {"found": found, "named": named, "query": dict(visit.query), "outlets": visit.me.outlets()}
    return Page("cari.html", context)


ROUTES = (
    Route("GET", "/isu", "isu", issues),
    Route("GET", "/isu/{nomor}", "isu", issue),
    Route("GET", "/isu/{nomor}/berkas", "isu", story),
    Route("GET", "/isu/{nomor}/disposisi", "isu", disposal),
    Route("GET", "/isu/{nomor}/lampiran/{kode}", "isu", attachment),
    Route("POST", "/isu/{nomor}/{aksi}", "isu", act),
    Route("GET", "/berita/{kode}", "berita", article),
    Route("POST", "/berita/{kode}/isu", "isu-buka", open_issue),
    Route("GET", "/opd", "opd", agency_desk),
    Route("GET", "/cari", "cari", search),
)
