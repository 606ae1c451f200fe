"""Fills templates. Everything is escaped: no filter here, and no template, marks scraped text as safe."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from monitor.config import Config
from monitor.desk.accounts import PEOPLE
from monitor.desk.wording import ACCESS_NAMES, ROLE_NAMES
from monitor.report.document import Chart
from monitor.web.cookies import Flash
from monitor.web.visit import Visit

# Titles of a megabyte exist; a page that shows fifty of them must still open.
LONGEST = 400
# Marks that turn the direction of text around (Unicode bidi controls): a title could make its neighbours
# unreadable or look like something else.
_TURNING = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None)

MENU = (
    ("harian", "/harian", "Daftar harian"),
    ("opd", "/opd", "Meja OPD"),
    ("papan", "/papan", "Papan"),
    ("isu", "/isu", "Isu"),
    ("cari", "/cari", "Cari"),
    ("laporan", "/laporan", "Laporan"),
    ("kepesertaan", "/kepesertaan", "Kepesertaan"),
    ("sumber", "/sumber", "Sumber"),
    ("pengguna", "/admin/pengguna", "Pengguna"),
    ("kontak", "/admin/kontak", "Kontak"),
    ("kebijakan", "/admin/kebijakan", "Kebijakan"),
    ("proses", "/admin/proses", "Proses"),
    ("pesan", "/admin/pesan", "Pesan"),
    ("catatan", "/admin/catatan", "Catatan"),
    ("akses", "/admin/akses", "Akses"),
)


class Templates:
    """The templates of the package, filled with what every page needs."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._env = Environment(
            loader=PackageLoader("monitor.web"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters["teks"] = plain
        self._env.filters["query"] = query
        self._env.filters["gambar"] = picture
        self._env.globals.update(
            static=static_url,
            role_names=ROLE_NAMES,
            access_names=ACCESS_NAMES,
            roles=PEOPLE,
            government=config.profile.name,
            unit=config.profile.identity.verifier.unit,
        )

    def compile(self) -> None:
        """Compile every template, so that the first visitors do not wait for it."""
        for name in self._env.list_templates():
            self._env.get_template(name)

    def render(
        self, name: str, visit: Visit, csrf: str, flash: Flash | None, context: Mapping[str, Any]
    ) -> str:
        """Return a page."""
        visitor = visit.visitor
        user = visitor.user if visitor else None
        if user and (user.must_change or user.lacks_second):
            user = None
        parts = visit.me.parts() if user else frozenset()
        here = "/" + visit.url.split("?", 1)[0].strip("/")
        menu = [
            (url, label, here == url or here.startswith(url + "/"))
            for part, url, label in MENU
            if part in parts
        ]
        return self._env.get_template(name).render(
            csrf=csrf, flash=flash, user=user, menu=menu, parts=parts, url=visit.url, **context
        )

    def error(self, context: Mapping[str, Any]) -> str:
        """Return an error page without menu: nobody was asked for."""
        nothing: dict[str, Any] = {"csrf": "", "flash": None, "user": None, "menu": [], "parts": frozenset()}
        return self._env.get_template("galat.html").render(**nothing, url="/", **context)


def plain(text: object, longest: int = LONGEST) -> str:
    """Return scraped text as it may stand in a page: bounded, and unable to turn the page's direction."""
    found = str(text).translate(_TURNING)
    return found if len(found) <= longest else found[:longest].rstrip() + "…"


def query(values: Mapping[str, Any], **changes: Any) -> str:
    """Return a query string of ``values`` with some changed; empty ones are left out."""
    return urlencode(
        {name: value for name, value in {**values, **changes}.items() if value not in ("", None)}
    )


def picture(chart: Chart) -> str:
    """Return a chart as an address that holds the picture itself."""
    # Loading the chart library takes a second; only pages with a chart need it.
    from monitor.report.charts import svg

    return f"data:image/svg+xml;base64,{b64encode(svg(chart).encode()).decode()}"


@cache
def static_url(name: str) -> str:
    """Return the address of a file of ours, changing with its content so that browsers may keep it."""
    content = files("monitor.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:10]}"
