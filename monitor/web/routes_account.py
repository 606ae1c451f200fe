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
    """Let somebody in, or say why not."""
    to = local(visit.one("ke"), "/")
    try:
        secret = visit.desk.accounts.log_in(visit.one("nama"), visit.one("sandi"), visit.address)
    except NotAllowedError as error:
        return Page("masuk.html", {"said": str(error), "name": visit.one("nama")[:80], "to": to}, 403)
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
    return Go("/", "Sandi sudah diganti.", session=secret)


def account(visit: Visit) -> Answer:
    """Show one's own account and the keys of programs that act for it."""
    return Page("akun.html", {"tokens": visit.desk.accounts.tokens(visit.me.user), "secret": "", "said": ""})


def add_token(visit: Visit) -> Answer:
    """Make a key for a program and show it, this once."""
    accounts, user = visit.desk.accounts, visit.me.user
    secret = said = ""
    try:
        days = visit.one("hari") or "90"
        if not days.isdigit():
            raise InputError("Masa berlaku token: tulis banyaknya hari dengan angka.")
        secret = accounts.add_token(user, visit.one("label"), tuple(visit.form.get("cakupan", ())), int(days))
    except InputError as error:
        said = str(error)
    context = {"tokens": accounts.tokens(user), "secret": secret, "said": said}
    return Page("akun.html", context, 422 if said else 200)


def revoke_token(visit: Visit) -> Answer:
    """Make one of one's own keys useless."""
    number = visit.path["nomor"]
    if number.isdigit() and len(number) < 19:
        visit.desk.accounts.revoke(visit.me.user, int(number))
    return Go("/akun", "Token dicabut.")


ROUTES = (
    Route("GET", "/", ANYBODY, home),
    Route("GET", "/masuk", PUBLIC, login_form),
    Route("POST", "/masuk", PUBLIC, login),
    Route("POST", "/keluar", ANYBODY, logout),
    Route("GET", "/sandi", ANYBODY, password_form),
    Route("POST", "/sandi", ANYBODY, password),
    Route("GET", "/akun", ANYBODY, account),
    Route("POST", "/akun/token", ANYBODY, add_token),
    Route("POST", "/akun/token/{nomor}/cabut", ANYBODY, revoke_token),
)
