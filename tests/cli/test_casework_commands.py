"""Casework from the shell: an issue from disposisi to its end with plain options, and what goes wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))

from small_office import ROAD, ROOT, SmallOffice

from monitor import cli
from monitor.desk import triaging
from monitor.desk.commandforms import commands
from monitor.desk.office import quiet
from monitor.model import Article

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    office = SmallOffice(tmp_path / "data")
    office.open(1)
    office.open(2)
    office.close()
    return tmp_path / "data"


@pytest.fixture
def monitor(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    monkeypatch.chdir(ROOT)

    def call(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["monitor", "--data", str(data), *map(str, args)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return call


OPERATOR = ("--as", "operator", "--opd", ROAD, "--actor", "nurhayati")
HUMAS = ("--as", "koordinator", "--actor", "rahmat")


def test_an_issue_is_worked_from_the_shell_with_readable_options(monitor: Call, tmp_path: Path) -> None:
    report = tmp_path / "laporan.pdf"
    report.write_bytes(b"%PDF-1.7\n")
    steps = [
        ("accept", *OPERATOR, "--pic", "Nurhayati"),
        ("start", *OPERATOR),
        ("respond", *OPERATOR, "--text", "Lubang ditutup.", "--kind", "klarifikasi", "--source", "UPT II",
         "--approver", "Kepala Dinas", "--attachment", report),
        ("revise", *HUMAS, "--fix", "Sebut tanggalnya"),
        ("respond", *OPERATOR, "--text", "Lubang ditutup 13 Juli.", "--kind", "klarifikasi", "--source",
         "UPT II", "--approver", "Kepala Dinas"),
        ("approve", *HUMAS),
        ("publish", *HUMAS, "--channel", "hak jawab", "--outlet", "kabar-1", "--url",
         "https://kabar-1.example/hak-jawab", "--linked"),
        ("close", *HUMAS, "--outcome", "dimuat", "--tone", "netral"),
    ]  # fmt: skip
    for action, *options in steps:
        code, out, err = monitor("issue", action, "2026-0001", *options)
        assert (code, err) == (0, ""), action

    story = json.loads(monitor("issue", "show", "2026-0001", "--json")[1])
    by_kind = {event["kind"]: event["payload"] for event in story["events"]}
    [code_of_file] = story["events"][-7]["payload"].get("attachments", []) or next(
        event["payload"]["attachments"] for event in story["events"] if event["payload"].get("attachments")
    )
    assert out == "Isu 2026-0001: selesai\n"
    assert by_kind["publish"]["linked"] is True
    assert code_of_file[:12] in monitor("issue", "attachments", "2026-0001", *OPERATOR[:4])[1]


def test_an_issue_is_put_off_taken_over_and_merged_from_the_shell(monitor: Call) -> None:
    steps = [
        ("accept", "2026-0001", *OPERATOR, "--pic", "Nurhayati"),
        ("set-level", "2026-0001", *HUMAS, "--level", "K3", "--reason", "Hanya satu media", "--keep-terms"),
        ("start", "2026-0001", *OPERATOR),
        ("pause", "2026-0001", *HUMAS, "--reason", "pihak-luar", "--until", "2099-01-05T10:00+08:00"),
    ]
    codes = [monitor("issue", *step)[0] for step in steps]

    assert codes[:3] == [0, 0, 0]
    assert codes[3] == 1  # longer than all pauses may be together
    assert monitor("issue", "reassign", "2026-0001", *HUMAS, "--opd", "dinkes", "--reason", "Keliru")[0] == 0
    assert monitor("issue", "merge", "2026-0002", *HUMAS, "--parent", "2026-0001")[1].startswith(
        "Isu 2026-0002"
    )


def test_a_merger_is_taken_back_from_the_shell(monitor: Call) -> None:
    assert monitor("issue", "merge", "2026-0002", *HUMAS, "--parent", "2026-0001")[0] == 0
    code, out, err = monitor("issue", "unmerge", "2026-0002", *HUMAS, "--reason", "Dua ruas jalan")

    assert (code, out, err) == (0, "Isu 2026-0002: diverifikasi\n", "")
    parent = json.loads(monitor("issue", "show", "2026-0001", "--json")[1])
    assert [event["kind"] for event in parent["events"]][-2:] == ["absorb", "release"]
    assert len(parent["articles"]) == 1


def test_an_issue_is_opened_from_the_shell_about_an_article_that_the_machine_doubted(
    monitor: Call, data: Path
) -> None:
    office, url = SmallOffice(data), "https://kabar-9.example/festival"
    now = office.clock.now()
    text = "Ratusan warga memadati pantai untuk menonton perahu hias.\nJuara pertama kelompok nelayan dari pulau."
    with office.office.store.transaction():
        office.office.store.articles.save(
            [Article(url, url, "kabar-9", "", "Festival Perahu Hias Meriah", text, now, now)]
        )
    triaging.triage(office.office, quiet)
    office.close()

    refused = monitor("issue", "open", url, "--as", "operator")
    done = monitor("issue", "open", url, "--as", "verifikator", "--json")
    again = monitor("issue", "open", url, "--as", "verifikator")

    assert (refused[0], refused[2].count("\n")) == (1, 1)
    assert json.loads(done[1])["issue"] == "2026-0003"
    assert (again[0], "sudah termasuk isu 2026-0003" in again[2]) == (2, True)


def test_a_return_names_who_is_responsible(monitor: Call) -> None:
    code, _, err = monitor("issue", "reject", "2026-0001", *OPERATOR, "--reason", "Jalan kabupaten")
    again, out, _ = monitor(
        "issue", "reject", "2026-0001", *OPERATOR, "--reason", "Jalan kabupaten", "--suggested", "dinkes"
    )

    assert (code, again) == (2, 0)
    assert "OPD yang disarankan" in err
    assert "bukan wewenang" in out


def test_the_dismissal_of_an_issue_takes_a_reason_of_the_list(monitor: Call) -> None:
    code, _, err = monitor("issue", "dismiss", "2026-0001", *HUMAS, "--reason", "malas")

    assert code != 0
    assert err.startswith("monitor: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.action)
def test_every_action_of_the_workflow_has_a_command_that_explains_itself(
    monitor: Call, command: object
) -> None:
    action = command.action.replace("_", "-")  # type: ignore[attr-defined]

    code, out, _ = monitor("issue", action, "--help")

    assert code == 0
    assert "--as" in out


def test_a_message_is_listed_shown_read_and_sent_again(monitor: Call) -> None:
    monitor("notify")
    listed = monitor("outbox", "list", "--issue", "2026-0001")[1]
    number = listed.split()[0]

    shown = monitor("outbox", "show", number)[1]

    assert "uji-coba" in listed
    assert "https://wa.me/?text=" in shown
    assert monitor("outbox", "ack", number, "--actor", "ani")[0] == 0
    assert "dibaca ani" in monitor("outbox", "list")[1]
    assert monitor("outbox", "retry", number)[1].startswith("1 pesan")
    assert monitor("outbox", "show", 999)[0] == 2


def test_a_faulty_file_of_contacts_is_one_line_and_an_exit_code(monitor: Call, data: Path) -> None:
    (data / "kontak.yaml").write_text("aktif: true\nemail: {host: x, sender: a@b.example, password: kunci}\n")

    for command in (("outbox", "check"), ("notify",)):
        code, out, err = monitor(*command)
        assert code in (1, 2)
        assert "${SMTP_PASSWORD}" in out + err
        assert "kunci}" not in out + err


def test_a_letter_that_is_not_due_is_refused_and_a_backup_is_made(monitor: Call, tmp_path: Path) -> None:
    assert monitor("issue", "letter", "2026-0001", "--out", tmp_path / "s.docx")[0] == 2
    code, out, _ = monitor("backup", "--out", tmp_path / "c.zip")

    assert (code, (tmp_path / "c.zip").exists()) == (0, True)
    assert "Cadangan:" in out
