"""What becomes of messages: who is told, when, how often, and what is done when nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from small_office import HOSPITAL, ROAD, SmallOffice, wita

from monitor import notify as channels
from monitor.contacts import load_contacts
from monitor.desk import sending
from monitor.desk.mailroom import Mailroom
from monitor.errors import ConfigError
from monitor.notify import Outcome, Parcel

CONTACTS = """
aktif: true
email: {host: surel.example, sender: humas@sulsel.example}
telegram: {token: "${TELEGRAM_TOKEN}"}
roles:
  verifikator: [mailto:verifikator@sulsel.example]
  koordinator: [mailto:koordinator@sulsel.example]
opd:
  dbmbk:
    operator: [mailto:operator@dbmbk.example, telegram:42]
    kepala: mailto:kepala@dbmbk.example
  rsud-labuang-baji:
    operator: {to: "mailto:piket@rsud.example", digest: true}
fallback: [mailto:humas@sulsel.example]
"""
OPERATOR, BOT = "mailto:operator@dbmbk.example", "telegram:42"

Open = Callable[..., SmallOffice]


class Line:
    """Plays the servers: takes down what is sent and gives the answers it was told to give, then "sent"."""

    def __init__(self) -> None:
        self.parcels: list[Parcel] = []
        self.answers: dict[str, list[Outcome]] = {}
        self.before: Callable[[], None] = lambda: None

    def send(self, parcel: Parcel) -> Outcome:
        self.before()
        self.parcels.append(parcel)
        answers = self.answers.get(parcel.target, [])
        return answers.pop(0) if answers else Outcome("sent")

    def targets(self) -> list[str]:
        return [one.target for one in self.parcels]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    playing = Line()
    monkeypatch.setattr(
        channels,
        "open_post",
        lambda contacts, secret: channels.Post({"mailto": playing, "telegram": playing}, secret),
    )
    return playing


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[Open]:
    opened: list[SmallOffice] = []

    def open_one(contacts: str = CONTACTS, **env: str) -> SmallOffice:
        opened.append(SmallOffice(tmp_path, contacts, **{"TELEGRAM_TOKEN": "x", **env}))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


# --- who and when ----------------------------------------------------------------------------------------


def test_without_contacts_nothing_leaves_the_house(open_office: Open, line: Line) -> None:
    office = open_office(contacts="")
    office.open()

    done = sending.notify(office.office)

    assert (done.dry_run, done.sent, line.parcels) == (True, 2, [])
    assert set(office.fates()) == {"uji-coba"}


def test_contacts_that_are_not_switched_on_are_a_rehearsal(open_office: Open, line: Line) -> None:
    office = open_office(CONTACTS.replace("aktif: true", "aktif: false"))
    office.open()

    assert sending.notify(office.office).dry_run
    assert line.parcels == []


def test_every_address_of_an_agency_is_told_once(open_office: Open, line: Line) -> None:
    office = open_office()
    office.open()

    first, second = sending.notify(office.office), sending.notify(office.office)

    assert line.targets() == ["mailto:verifikator@sulsel.example", OPERATOR, BOT]
    assert (first.sent, first.waiting, second.sent) == (3, 0, 0)
    assert set(office.fates()) == {"terkirim"}


def test_whoever_has_no_address_is_told_through_the_fallback(open_office: Open, line: Line) -> None:
    office = open_office()
    office.open(opd="dinkes")

    sending.notify(office.office)

    assert "mailto:humas@sulsel.example" in line.targets()


def test_without_an_address_and_a_fallback_the_message_says_so(open_office: Open, line: Line) -> None:
    office = open_office(CONTACTS.replace("fallback: [mailto:humas@sulsel.example]", ""))
    office.open(opd="dinkes")

    sending.notify(office.office)

    [lost] = office.office.store.outbox.latest(status="tanpa-alamat")
    assert lost.error == "Belum ada alamat untuk opd:dinkes di kontak.yaml."


def test_a_message_that_finds_the_office_closed_waits_for_the_opening(open_office: Open, line: Line) -> None:
    office = open_office()
    office.open()
    office.clock.set(wita("2026-07-13T21:00"))

    late = sending.notify(office.office)
    office.clock.set(wita("2026-07-14T07:30"))
    next_day = sending.notify(office.office)

    assert (late.sent, late.waiting, next_day.sent) == (0, 2, 3)


def test_the_gravest_level_is_told_at_night_and_never_in_a_digest(open_office: Open, line: Line) -> None:
    office = open_office()
    office.clock.set(wita("2026-07-13T23:00"))
    office.open(level="K1", opd=HOSPITAL)

    sending.notify(office.office)

    assert "mailto:piket@rsud.example" in line.targets()


def test_a_digest_gathers_the_messages_of_an_address_until_its_hour(open_office: Open, line: Line) -> None:
    office = open_office()
    for number in (1, 2, 3):
        office.open(number, level="K3", opd=HOSPITAL)
    sending.notify(office.office)
    before = line.targets().count("mailto:piket@rsud.example")

    office.clock.set(wita("2026-07-13T13:00"))
    sending.notify(office.office)

    [digest] = [one for one in line.parcels if one.target == "mailto:piket@rsud.example"]
    assert before == 0
    assert digest.subject == "Ringkasan: 3 pesan Humas Reaksi Cepat"
    assert all(f"Isu 2026-000{number}" in digest.body for number in (1, 2, 3))


def test_a_round_sends_so_many_and_leaves_the_rest_to_the_next(
    open_office: Open, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_AT_ONCE", 4)
    office = open_office()
    for number in (1, 2, 3):
        office.open(number)

    rounds = [sending.notify(office.office).sent for _ in range(4)]

    assert rounds == [4, 4, 1, 0]
    assert len({(one.key, one.target) for one in line.parcels}) == len(line.parcels) == 9


# --- when sending fails ----------------------------------------------------------------------------------


def test_only_the_address_that_failed_is_tried_again_and_each_time_later(
    open_office: Open, line: Line
) -> None:
    office = open_office()
    office.open()
    line.answers[BOT] = [Outcome("refused", "tidak")] * 9
    waits = []
    for _ in range(20):
        before = line.targets().count(BOT)
        sending.notify(office.office)
        if line.targets().count(BOT) > before:
            waits.append(office.clock.now())
        office.clock.forward(minutes=5)

    gaps = [int((b - a).total_seconds() // 60) for a, b in pairwise(waits)]
    assert gaps == [5, 10, 15, 20, 25]
    assert line.targets().count(OPERATOR) == 1
    assert sorted(office.fates()) == ["sebagian", "terkirim"]


def test_a_retry_does_not_reach_into_the_night(open_office: Open, line: Line) -> None:
    office = open_office()
    office.clock.set(wita("2026-07-13T15:58"))
    office.open()
    line.answers[OPERATOR] = [Outcome("refused", "tidak")]
    sending.notify(office.office)

    office.clock.set(wita("2026-07-13T16:10"))
    sending.notify(office.office)
    night = line.targets().count(OPERATOR)
    office.clock.set(wita("2026-07-14T07:30"))
    sending.notify(office.office)

    assert (night, line.targets().count(OPERATOR)) == (1, 2)


def test_a_server_that_is_down_is_asked_once_a_round(open_office: Open, line: Line) -> None:
    office = open_office()
    for number in (1, 2, 3):
        office.open(number)
    line.answers["mailto:verifikator@sulsel.example"] = [Outcome("unsent", "Server mati.")]

    done = sending.notify(office.office)

    assert [one for one in line.targets() if one.startswith("mailto:")] == [
        "mailto:verifikator@sulsel.example"
    ]
    assert line.targets().count(BOT) == 3
    assert done.waiting == 6
    office.clock.forward(minutes=5)
    assert sending.notify(office.office).sent == 6


def test_silence_is_answered_by_one_more_try_that_says_so(open_office: Open, line: Line) -> None:
    office = open_office()
    office.open()
    line.answers[BOT] = [Outcome("doubtful", "diam")] * 5
    for _ in range(10):
        sending.notify(office.office)
        office.clock.forward(minutes=10)

    tries = [one for one in line.parcels if one.target == BOT]
    assert len(tries) == 2
    assert tries[1].body.startswith("(Kiriman ulang")
    assert tries[0].key == tries[1].key
    assert sorted(office.fates()) == ["terkirim", "tidak-pasti"]


def test_silence_followed_by_an_answer_is_marked_as_maybe_twice(open_office: Open, line: Line) -> None:
    office = open_office()
    office.open()
    line.answers[BOT] = [Outcome("doubtful", "diam")]
    sending.notify(office.office)
    office.clock.forward(minutes=10)
    sending.notify(office.office)

    assert sorted(office.fates()) == ["mungkin-ganda", "terkirim"]


class Killed(BaseException):
    """Stands for a kill: nothing of ours catches it."""


def test_a_message_cut_off_by_a_crash_is_sent_once_more_marked_and_never_a_third_time(
    open_office: Open, line: Line
) -> None:
    office = open_office()
    office.open()

    def die() -> None:
        raise Killed

    line.before = die
    for _ in range(2):
        with pytest.raises(Killed):
            sending.notify(office.office)
    line.before = lambda: None
    sending.notify(office.office)

    assert "mailto:verifikator@sulsel.example" not in line.targets()
    assert line.targets() == [OPERATOR, BOT]
    assert sorted(office.fates()) == ["terkirim", "tidak-pasti"]


def test_what_failed_can_be_sent_again_by_hand(open_office: Open, line: Line) -> None:
    office = open_office(CONTACTS.replace("fallback: [mailto:humas@sulsel.example]", ""))
    office.open(opd="dinkes")
    sending.notify(office.office)
    [lost] = office.office.store.outbox.latest(status="tanpa-alamat")
    path = office.office.config.data_dir / "kontak.yaml"
    path.write_text(CONTACTS, encoding="utf-8")

    again = Mailroom(office.office).retry([lost.id])
    sending.notify(office.office)

    assert again == 1
    assert "mailto:humas@sulsel.example" in line.targets()


# --- for people ------------------------------------------------------------------------------------------


def test_an_agency_that_acts_on_an_issue_has_read_what_was_sent_to_it(open_office: Open, line: Line) -> None:
    office = open_office()
    issue = office.open()
    sending.notify(office.office)

    office.act(issue, "accept", "operator", own=ROAD, pic="Nurhayati")

    read = {one.recipient: one.ack_by for one in office.office.store.outbox.latest()}
    assert read == {"opd:dbmbk": "operator@uji", "peran:verifikator": "verifikator@uji"}


def test_a_message_can_always_be_copied_into_whatsapp(open_office: Open) -> None:
    office = open_office(contacts="")
    office.open()
    mailroom = Mailroom(office.office)

    letter = mailroom.letter(mailroom.latest()[0].id)

    assert letter.to == office.office.opd_names[ROAD]
    assert letter.copy.startswith("*Disposisi isu berita*\n")
    assert letter.links[0][1].startswith("https://wa.me/?text=%2ADisposisi")


# --- the file of contacts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"${TELEGRAM_TOKEN}"', "s4ngat-rahasia"), "rahasia tidak ditulis di berkas"),
        (("mailto:kepala@dbmbk.example", "surat:s4ngat-rahasia"), "alamat harus diawali"),
        (("telegram:42", "whatsapp:+6281234567890"), "memerlukan bagian 'whatsapp'"),
        (("  dbmbk:", "  dbmkb:"), "mungkin maksud Anda 'dbmbk'"),
        (("aktif: true", "aktif: true\nemial: {}"), "mungkin maksud Anda 'email'"),
        (("telegram:42", "pengguna:ani"), "tidak ada di bagian users"),
    ],
)
def test_a_fault_in_the_contacts_is_one_line_that_shows_no_secret(
    open_office: Open, change: tuple[str, str], said: str
) -> None:
    office = open_office(CONTACTS.replace(*change))

    with pytest.raises(ConfigError) as fault:
        load_contacts(office.office.config)

    assert said in str(fault.value)
    assert "\n" not in str(fault.value)
    assert "s4ngat" not in str(fault.value)


def test_a_key_that_the_environment_lacks_stops_the_sending_and_not_the_run(
    open_office: Open, line: Line
) -> None:
    office = open_office(TELEGRAM_TOKEN="")
    office.open()

    done = sending.notify(office.office)

    assert "TELEGRAM_TOKEN belum diisi" in done.problem
    assert (done.waiting, line.parcels) == (2, [])
