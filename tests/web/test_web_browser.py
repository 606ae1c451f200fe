"""A real browser works through a day, by keyboard and on a phone; axe looks at every page.

Needs Debian's chromium (``apt-get install --no-install-recommends chromium``); skipped where it is missing.
Set ``HRC_SCREENSHOTS`` to a folder to keep a picture of every page for looking at.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from web_world import ANSWER, PASSWORD, World

from monitor.clock import ManualClock
from monitor.config import Config
from monitor.desk import Desk
from monitor.web.app import build
from monitor.web.server import listen

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no browser: apt-get install chromium")
SIZES = {"meja": (1280, 900), "hp": (360, 740)}
PAGES = {
    "koordinator": ("/harian", "/harian?mode=satu", "/isu", "/isu/{own}", "/isu/{own_submitted}", "/isu/{hostile}",
                    "/isu/{own}/berkas", "/cari?q=jalan", "/papan", "/laporan", "/kepesertaan", "/sumber",
                    "/admin/catatan?periksa=1", "/admin/kebijakan", "/admin/proses", "/admin/pesan",
                    "/admin/akses", "/admin/kontak", "/akun", "/akun/kode", "/isu/{own}/disposisi",
                    "/berita/{doubtful}", "/laporan?jenis=bukti-iid"),
    "operator": ("/opd", "/isu/{own}", "/laporan"),
    "admin": ("/admin/pengguna", "/sandi"),
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def address(own_config: Config, clock: ManualClock) -> Iterator[str]:
    """Serve the filled folder over real HTTP on loopback."""
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(build(own_config, clock), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    bound.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page as a role; every complaint of the browser's console fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        role: str, path: str = "/", size: str = "meja", scheme: str = "light", script: bool = True
    ) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="id-ID",  # type: ignore[arg-type]
            java_script_enabled=script,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/masuk")
        page.fill("#nama", role)
        page.fill("#sandi", PASSWORD)
        page.click("button.utama")
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_days_list_is_cleared_by_keyboard(visit: Callable[..., Page], world: World, office: Desk) -> None:
    page = visit("verifikator", "/harian?mode=satu")
    expect(page.locator(".kemajuan b.angka")).to_have_text("5/6")

    page.keyboard.press("b")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".kemajuan b.angka")).to_have_text("6/6")
    page.keyboard.press("u")
    expect(page.locator(".kemajuan b.angka")).to_have_text("5/6")
    page.keyboard.press("d")
    page.locator(".putus.assign[open] button").press("Enter")
    expect(page.locator(".kemajuan b.angka")).to_have_text("6/6")
    row = office._office.store.issues.get(world.waiting)
    assert row is not None
    assert row.state == "DIDISPOSISI"


def test_keys_can_be_switched_off(visit: Callable[..., Page], world: World) -> None:
    page = visit("verifikator", "/harian")
    page.locator("[data-pintas-saklar]").uncheck()
    page.keyboard.press("p")
    page.wait_for_timeout(200)
    expect(page.locator(".kemajuan b.angka")).to_have_text("5/6")
    page.reload()
    expect(page.locator("[data-pintas-saklar]")).not_to_be_checked()


@pytest.mark.parametrize(("size", "script"), [("meja", True), ("hp", True), ("hp", False)])
def test_an_issue_goes_its_whole_way(
    visit: Callable[..., Page], world: World, clock: ManualClock, size: str, script: bool
) -> None:
    def act(role: str, label: str, /, **fields: str) -> Page:
        clock.forward(minutes=5)
        page = visit(role, f"/isu/{world.waiting}", size, script=script)
        button = page.locator("button", has_text=re.compile(f"^{label}$"))
        if not button.is_visible():
            page.locator("summary", has_text=re.compile(f"^{label}$")).click()
        form = page.locator("form", has=button)
        for name, value in fields.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        button.click()
        expect(page.locator(".kabar.baik")).to_be_visible()
        return page

    act("verifikator", "Disposisi", opd="dbmbk")
    act("operator", "Terima disposisi", pic="Nurhayati")
    act("operator", "Ajukan tanggapan", **ANSWER)
    act("verifikator", "Setujui tanggapan")
    act("verifikator", "Catat penyampaian", channel="hak jawab")
    act("verifikator", "Selesaikan", outcome="dimuat")
    page = act("koordinator", "Buka kembali", reason="Muncul lagi")
    expect(page.get_by_text("dibuka kembali").first).to_be_visible()
    expect(
        visit("pimpinan", "/laporan", size, script=script).get_by_text("Laporan Waktu Tanggap")
    ).to_be_visible()


LOOKS = (("meja", "light"), ("meja", "dark"), ("hp", "light"))
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Dark is the same page in other colours: only what depends on colours can differ.
RULES: dict[str, dict[str, object]] = {
    "light": {"runOnly": WCAG},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}


@pytest.mark.parametrize("role", sorted(PAGES))
def test_every_page_fits_and_axe_finds_nothing_serious(
    visit: Callable[..., Page], address: str, world: World, role: str
) -> None:
    page = visit(role, "/akun")
    found: dict[str, list[str]] = {}
    for path in PAGES[role]:
        page.goto(address + path.format(**vars(world)))
        for size, scheme in LOOKS:
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            # Without motion: colours that are still fading into the other scheme would be measured halfway.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            keep(page, path, f"{size}-{scheme}")
            if faults := faults_of(page, scheme):
                found[f"{path} {size} {scheme}"] = faults

    assert found == {}


def faults_of(page: Page, scheme: str) -> list[str]:
    """Return what axe finds serious, and by how much the page is wider than the screen."""
    answer = Axe().run(page, options=RULES[scheme]).response
    assert answer["passes"], "axe has looked"
    found = [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes'][:3]])}"
        for one in answer["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, f"{wide} px too wide"] if wide > 0 else found


def keep(page: Page, path: str, kind: str) -> None:
    """Keep a picture where a folder for them is named."""
    folder = os.environ.get("HRC_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", path).strip("-") or "depan"
        page.screenshot(path=Path(folder) / f"{name}-{kind}.png", full_page=True)


def test_hostile_articles_run_nothing(visit: Callable[..., Page], address: str, world: World) -> None:
    page = visit("koordinator")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    for path in (
        "/harian",
        "/isu",
        f"/isu/{world.hostile}",
        f"/isu/{world.hostile}/berkas",
        "/cari?q=script",
        "/papan",
    ):
        page.goto(address + path)

    assert said == []


def test_pages_ask_nobody_else_for_anything(visit: Callable[..., Page], address: str, world: World) -> None:
    page = visit("koordinator")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/harian", f"/isu/{world.own}", "/papan"):
        page.goto(address + path)

    assert asked
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
