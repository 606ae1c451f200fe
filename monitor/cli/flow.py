"""``monitor run`` and its steps."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import typer

from monitor.cli.app import DataOption, JsonOption, desk
from monitor.cli.console import progress, say_json
from monitor.desk import Crawled, Escalated, Notified, Triaged


def register(app: typer.Typer) -> None:
    """Add the commands of the pipeline."""
    app.command("run")(run)
    app.command("crawl")(crawl)
    app.command("triage")(triage)
    app.command("escalate")(escalate)
    app.command("notify")(notify)


def run(data: DataOption = None, json: JsonOption = False) -> None:
    """Pekerjaan cron: baca sumber yang jatuh waktu, nilai, disposisi, eskalasi, kabari."""
    with desk(data) as opened, progress(not json) as tell:
        done = opened.run(tell)
    if json:
        say_json(asdict(done))
    else:
        for line in (*crawl_lines(done.crawled), *triage_lines(done.triaged)):
            print(line)
        print(escalate_line(done.escalated))
        print(notify_line(done.notified))
    if (done.crawled.visited and not done.crawled.ok) or done.notified.problem:
        raise typer.Exit(1)


def crawl(data: DataOption = None, json: JsonOption = False) -> None:
    """Baca sumber yang jatuh waktu."""
    with desk(data) as opened, progress(not json) as tell:
        done = opened.crawl(tell)
    _show(done, crawl_lines(done), json)
    if done.visited and not done.ok:
        raise typer.Exit(1)


def triage(data: DataOption = None, json: JsonOption = False) -> None:
    """Nilai berita yang menunggu, kelompokkan menjadi isu, teruskan ke OPD."""
    with desk(data) as opened, progress(not json) as tell:
        done = opened.triage(tell)
    _show(done, triage_lines(done), json)


def escalate(data: DataOption = None, json: JsonOption = False) -> None:
    """Periksa semua tenggat: pengingat, lewat tenggat, eskalasi."""
    with desk(data) as opened:
        done = opened.escalate()
    _show(done, [escalate_line(done)], json)


def notify(data: DataOption = None, json: JsonOption = False) -> None:
    """Kirim pesan yang menunggu di kotak keluar."""
    with desk(data) as opened:
        done = opened.notify()
    _show(done, [notify_line(done)], json)
    if done.problem:
        raise typer.Exit(1)


def _show(done: Any, lines: list[str], json: bool) -> None:
    if json:
        say_json(asdict(done))
    else:
        print("\n".join(lines))


def crawl_lines(done: Crawled) -> list[str]:
    """Return what a crawl did, one line per failed source."""
    read = f"{done.visited} dikunjungi, {done.ok} terbaca, {len(done.failed)} gagal"
    first = f"Sumber: {read}; {done.new} berita baru."
    return [first, *(f"  gagal {one.id}: {one.reason}" for one in done.failed)]


def triage_lines(done: Triaged) -> list[str]:
    """Return what triage did."""
    return [
        f"Penilaian: {done.rated} berita dinilai, {done.flagged} negatif, {done.checked} perlu diperiksa.",
        f"Isu: {done.opened} dibuka, {done.joined} berita bergabung, {done.assigned} langsung didisposisi.",
    ]


def escalate_line(done: Escalated) -> str:
    """Return what the escalation pass did."""
    letters = f", {done.letters} draf surat teguran" if done.letters else ""
    passed = f"{done.breached} lewat tenggat, {done.escalated} eskalasi{letters}"
    return f"Tenggat: {done.checked} isu diperiksa, {passed}."


def notify_line(done: Notified) -> str:
    """Return what became of the outbox."""
    if done.problem:
        return f"Pesan: tidak ada yang dikirim, {done.waiting} menunggu. {done.problem}"
    mode = " (uji coba: tidak ada yang dikirim)" if done.dry_run else ""
    return f"Pesan: {done.sent} dikirim, {done.failed} gagal, {done.waiting} menunggu{mode}."
