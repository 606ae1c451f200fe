"""Coming in, going out, one's own password and tokens."""

from __future__ import annotations

from monitor.desk.permits import HOME
from monitor.errors import InputError, MonitorError, NotAllowedError
from monitor.web.pages import ANYBODY, PUBLIC, Answer, Go, Page, Route, local
from monitor.web.visit import Visit

_HOMES = {"harian": "/harian", "opd": "/opd", "papan": "/papan", "catatan": "/admin/catatan",
          "pengguna": "/admin/pengguna"}  # fmt: skip


def home(visit: Visit) -> Answer:
    """Go to where this person's day begins."""
    return Go(_HOMES[HOME[visit.me.user.role]])


def login_form(visit: Visit) -> Answer:
    """Show the login form."""
    if visit.visitor is not None:
        return Go("/")
    return Page("masuk.html", {"said": "", "name": "", "to": local(visit.query.get("ke", ""), "/")})


def login(visit: Visit) -> Answer:
    """Let somebody in, ask for the second proof, or say why not."""
    to, name = local(visit.one("ke"), "/"), visit.one("nama")[:80]
    try:
        secret = visit.desk.accounts.log_in(name, visit.one("sandi"), visit.address)
    except NotAllowedError as error:
        return Page("masuk.html", {"said": str(error), "name": name, "to": to}, 403)
    if not secret:
        return Page("kode_masuk.html", {"said": "", "to": to}, half=name)
    return Go(to, session=secret)


def login_code(visit: Visit) -> Answer:
    """Let somebody in whose password was right, by a code; or say why not."""
    to = local(visit.one("ke"), "/")
    if not visit.half:
        said = "Waktunya habis; masukkan nama dan sandi sekali lagi."
        return Page("masuk.html", {"said": said, "name": "", "to": to}, 403)
    try:
        secret = visit.desk.accounts.log_in_with(visit.half, visit.one("kode"), visit.address)
    except NotAllowedError as error:
        return Page("kode_masuk.html", {"said": str(error), "to": to}, 403, half=visit.half)
    return Go(to, session=secret)


def logout(visit: Visit) -> Answer:
    """End the session."""
    visit.desk.accounts.log_out(visit.secret)
    return Go("/masuk", "Anda sudah keluar.", session="")


def password_form(visit: Visit) -> Answer:
    """Show the form for a new password."""
    return Page("sandi.html", {"said": "", "first": visit.me.user.must_change})


def password(visit: Visit) -> Answer:
    """Set a new password; everybody has to log in again with it."""
    user = visit.me.user
    try:
        if visit.one("baru") != visit.one("ulang"):
            raise InputError("Kedua isian sandi baru tidak sama.")
        visit.desk.accounts.change_password(user, visit.one("lama"), visit.one("baru"))
    except MonitorError as error:
        return Page("sandi.html", {"said": str(error), "first": user.must_change}, 422)
    secret = visit.desk.accounts.log_in(user.name, visit.one("baru"), visit.address)
    if not secret:
        return Go("/masuk", "Sandi sudah diganti. Masuklah dengan sandi baru dan kode.", session="")
    return Go("/", "Sandi sudah diganti.", session=secret)


def second(visit: Visit) -> Answer:
    """Show whether a second proof is set up, and how to begin."""
    return _second(visit, "")


def _second(visit: Visit, said: str) -> Page:
    proof, user = visit.desk.accounts.second, visit.me.user
    active = proof.active(user)
    context = {
        "active": active,
        "must": user.lacks_second,
        "left": proof.left(user) if active else 0,
        "enrolment": None,
        "codes": (),
        "said": said,
    }
    return Page("kode.html", context, 422 if said else 200)


def set_up_second(visit: Visit) -> Answer:
    """Give a key to scan; with a first code from the app, switch the second proof on and show spare codes."""
    proof, user = visit.desk.accounts.second, visit.me.user
    try:
        if visit.one("kode"):
            shown = {"active": True, "codes": proof.confirm(user, visit.one("kode"))}
        else:
            shown = {"enrolment": proof.begin(user)}
    except InputError as error:
        page = _second(visit, str(error))
        again = {} if page.context["active"] else {"enrolment": proof.begin(user)}
        return Page(page.template, {**page.context, **again}, 422)
    page = _second(visit, "")
    return Page(page.template, {**page.context, **shown})


def end_second(visit: Visit) -> Answer:
    """Let somebody end their own second proof, by a code."""
    try:
        visit.desk.accounts.second.give_up(visit.me.user, visit.one("kode"))
    except InputError as error:
        return _second(visit, str(error))
    return Go("/akun/kode", "Kode masuk dilepas dari akun Anda.")


def account(visit: Visit) -> Answer:
    """Show one's own account and the keys of programs that act for it."""
    return Page("akun.html", {"tokens": visit.desk.accounts.tokens(visit.me.user), "secret": "", "said": ""})


def add_token(visit: Visit) -> Answer:
    """Make a key for a program and show it, this once."""
    accounts, user = visit.desk.accounts, visit.me.user
    secret = said = ""
    try:
        days = visit.one("hari") or "90"
        if not (days.isascii() and days.isdecimal() and len(days) < 5):
            raise InputError("Masa berlaku token: tulis banyaknya hari dengan angka.")
        secret = accounts.add_token(user, visit.one("label"), tuple(visit.form.get("cakupan", ())), int(days))
    except InputError as error:
        said = str(error)
    context = {"tokens": accounts.tokens(user), "secret": secret, "said": said}
    return Page("akun.html", context, 422 if said else 200)


def revoke_token(visit: Visit) -> Answer:
    """Make one of one's own keys useless."""
    number = visit.path["nomor"]
    if number.isascii() and number.isdecimal() and len(number) < 19:
        visit.desk.accounts.revoke(visit.me.user, int(number))
    return Go("/akun", "Token dicabut.")


ROUTES = (
    Route("GET", "/", ANYBODY, home),
    Route("GET", "/masuk", PUBLIC, login_form),
    Route("POST", "/masuk", PUBLIC, login),
    Route("POST", "/masuk/kode", PUBLIC, login_code),
    Route("POST", "/keluar", ANYBODY, logout),
    Route("GET", "/sandi", ANYBODY, password_form),
    Route("POST", "/sandi", ANYBODY, password),
    Route("GET", "/akun", ANYBODY, account),
    Route("GET", "/akun/kode", ANYBODY, second),
    Route("POST", "/akun/kode", ANYBODY, set_up_second),
    Route("POST", "/akun/kode/lepas", ANYBODY, end_second),
    Route("POST", "/akun/token", ANYBODY, add_token),
    Route("POST", "/akun/token/{nomor}/cabut", ANYBODY, revoke_token),
)
