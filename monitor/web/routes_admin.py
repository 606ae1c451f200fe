"""Administration: people, policy and calendar, runs, messages, and the two logs."""

from __future__ import annotations

from monitor.errors import ConfigError, InputError, LogBrokenError
from monitor.web.pages import Answer, Go, Page, Route
from monitor.web.visit import Visit


def people(visit: Visit) -> Answer:
    """Show everybody who may log in."""
    return _people(visit, "", "", {})


def _people(visit: Visit, said: str, first: str, typed: dict[str, str]) -> Page:
    context = {
        "people": visit.me.people(),
        "may_change": visit.me.may("pengguna-ubah"),
        "agencies": visit.me.agencies(),
        "said": said,
        "first": first,
        "typed": typed,
    }
    return Page("pengguna.html", context, 422 if said else 200)


def add(visit: Visit) -> Answer:
    """Add a person; the first password is shown once."""
    typed = {name: visit.one(name) for name in ("nama", "lengkap", "peran", "opd", "sk", "pelatihan")}
    try:
        user, first = visit.desk.accounts.add(
            typed["nama"], typed["lengkap"], typed["peran"], typed["opd"],
            by=visit.me.user.name, deputy=visit.one("wakil") == "ya",
            decree=typed["sk"], trained_on=typed["pelatihan"],
        )  # fmt: skip
    except InputError as error:
        return _people(visit, str(error), "", typed)
    return _people(visit, "", f"{user.name}: {first}", {})


def change(visit: Visit) -> Answer:
    """Disable, enable or reset somebody, or see to their second proof."""
    accounts, name, by = visit.desk.accounts, visit.path["nama"], visit.me.user.name
    try:
        match visit.path["ubah"]:
            case "nonaktif":
                accounts.disable(name, by=by)
            case "aktif":
                accounts.enable(name, by=by)
            case "sandi":
                return _people(visit, "", f"{name}: {accounts.reset(name, by=by)}", {})
            case "wajib-kode" | "bebas-kode" as wanted:
                accounts.second.require(accounts.named(name), by=by, required=wanted == "wajib-kode")
            case "hapus-kode":
                accounts.second.remove(accounts.named(name), by=by)
            case _:
                raise InputError("Perubahan ini tidak dikenal.")
    except InputError as error:
        return _people(visit, str(error), "", {})
    return Go("/admin/pengguna", f"Akun {name} sudah diubah.")


def contacts(visit: Visit) -> Answer:
    """Show who is reached where, agencies without an address first."""
    try:
        path, active, found = visit.me.contacts()
    except ConfigError as error:
        return Page("kontak.html", {"said": str(error), "found": (), "path": "", "active": False, "empty": 0})
    found = sorted(found, key=lambda one: (one.recipient.startswith("opd:"), bool(one.targets)))
    empty = sum(one.recipient.count("/") == 0 and not one.targets for one in found)
    return Page("kontak.html", {"said": "", "found": found, "path": path, "active": active, "empty": empty})


def policy(visit: Visit) -> Answer:
    """Show policy and calendar as they are in force."""
    return Page("kebijakan.html", {"view": visit.me.policy()})


def runs(visit: Visit) -> Answer:
    """Show the newest runs and the state of the installation."""
    return Page("proses.html", {"runs": visit.me.run_lines(), "checks": visit.me.checks()})


def outbox(visit: Visit) -> Answer:
    """Show the newest messages."""
    return Page("pesan.html", {"messages": visit.me.message_lines()})


def log(visit: Visit) -> Answer:
    """Show the event log; ``periksa=1`` walks its chain."""
    before = visit.query.get("sebelum", "")
    number = visit.query.get("isu", "")[:20]
    lines = visit.me.log_lines(int(before) if before.isdecimal() and len(before) < 12 else 0, number)
    verdict, sound = "", True
    if visit.query.get("periksa"):
        try:
            count, head = visit.me.verify_log()
            verdict = f"Rantai utuh: {count} peristiwa, kepala {head[:16]}…"
        except LogBrokenError as error:
            verdict, sound = str(error), False
    context = {"lines": lines, "verdict": verdict, "sound": sound, "number": number}
    return Page("catatan.html", context)


def access(visit: Visit) -> Answer:
    """Show the access log."""
    return Page("akses.html", {"lines": visit.me.access_lines()})


ROUTES = (
    Route("GET", "/admin/pengguna", "pengguna", people),
    Route("POST", "/admin/pengguna", "pengguna-ubah", add),
    Route("POST", "/admin/pengguna/{nama}/{ubah}", "pengguna-ubah", change),
    Route("GET", "/admin/kontak", "kontak", contacts),
    Route("GET", "/admin/kebijakan", "kebijakan", policy),
    Route("GET", "/admin/proses", "proses", runs),
    Route("GET", "/admin/pesan", "pesan", outbox),
    Route("GET", "/admin/catatan", "catatan", log),
    Route("GET", "/admin/akses", "akses", access),
)
