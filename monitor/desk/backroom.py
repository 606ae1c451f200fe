"""What administrators and auditors look at, in words: policy and calendar, runs, messages, logs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from monitor.desk.office import Office
from monitor.desk.wording import event_name
from monitor.model import Event
from monitor.schema_policy import TERMS
from monitor.store.outbox import Message
from monitor.store.runs import Run
from monitor.store.users import AccessLine
from monitor.triage.names import ROLE_NAMES, TERM_NAMES
from monitor.triage.workflow import ROLES
from monitor.wording_time import format_date, format_span

UNFINISHED = "belum selesai"
# Days ahead for which the calendar page names holidays and other hours.
AHEAD = 120


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level of the policy, in words."""

    id: str
    name: str
    clock: str
    terms: tuple[tuple[str, str], ...]
    approve: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyView:
    """Policy and calendar as they are in force."""

    version: str
    since: str
    status: str
    calendar: str
    levels: tuple[LevelView, ...]
    ladder: tuple[tuple[str, str, str, str], ...]
    days: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    versions: tuple[tuple[str, str, str], ...]


_RUNGS = {
    "remind": "pengingat",
    "breach": "lewat tenggat",
    "letter": "surat teguran",
    "brief": "laporan pimpinan",
}


def policy(office: Office) -> PolicyView:
    """Return policy and calendar in words, and since when each version was used in the log."""
    rules, calendar = office.config.profile.policy, office.calendars.default
    today = office.clock.now().astimezone(office.zone).date()
    return PolicyView(
        version=rules.version,
        since=format_date(rules.berlaku_dari),
        status=rules.status,
        calendar=calendar.version,
        levels=tuple(
            LevelView(
                one.id,
                one.name,
                "waktu berjalan (24 jam)" if one.clock == "running" else "jam kerja",
                tuple((TERM_NAMES[term], one.terms.span(term)) for term in TERMS),
                ", ".join(ROLE_NAMES.get(role, role) for role in one.approve),
                tuple(rule.because for rule in one.rules),
            )
            for one in rules.levels
        ),
        ladder=tuple(
            (f"{step.percent}%", _RUNGS.get(step.kind, step.kind), ", ".join(step.to), ", ".join(step.cc))
            for step in rules.ladder
        ),
        days=tuple(
            (format_date(one.date), one.reason or one.note)
            for one in (calendar.day(today + timedelta(days=number)) for number in range(AHEAD))
            if one.note or (one.reason and one.date.weekday() < 5)
        ),
        warnings=tuple(line for year in (today.year, today.year + 1) for line in calendar.warnings(year)),
        versions=tuple((row[0], row[1], office.say(row[2])) for row in office.store.browse.policy_versions()),
    )


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in words."""

    number: int
    kind: str
    started: str
    ended: str
    took: str
    status: str
    summary: str


def run_line(office: Office, run: Run) -> RunLine:
    """Return a run in words."""
    ended = run.finished_at
    return RunLine(
        run.id,
        run.kind,
        office.say(run.started_at),
        office.say(ended) if ended else UNFINISHED,
        format_span(ended - run.started_at) if ended else "",
        run.status,
        "; ".join(_summary(run.summary)),
    )


def _summary(summary: Any) -> Iterable[str]:
    if not isinstance(summary, Mapping):
        return
    crawled, triaged = summary.get("crawled", {}), summary.get("triaged", {})
    if crawled:
        yield f"{crawled.get('ok', 0)} sumber terbaca, {len(crawled.get('failed', ()))} gagal"
        yield f"{crawled.get('new', 0)} berita baru"
    if triaged:
        yield f"{triaged.get('flagged', 0)} negatif, {triaged.get('opened', 0)} isu dibuka"


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message in words."""

    number: int
    issue: str
    recipient: str
    subject: str
    body: str
    status: str
    tries: int
    error: str
    not_before: str


def message_line(office: Office, message: Message, *, content: bool) -> MessageLine:
    """Return a message in words; without ``content`` only whom it goes to and what became of it."""
    return MessageLine(
        message.id,
        message.issue if content else "",
        message.recipient,
        message.subject if content else "(isi tidak ditampilkan)",
        message.body if content else "",
        message.status,
        message.tries,
        message.error,
        office.say(message.not_before),
    )


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the event log in words, with both ends of its link."""

    seq: int
    issue: str
    what: str
    change: str
    who: str
    at: str
    previous: str
    hash: str


def log_line(office: Office, event: Event) -> LogLine:
    """Return a log line in words."""
    who = ROLE_NAMES.get(event.role, event.role)
    return LogLine(
        event.seq,
        event.issue,
        event_name(event.kind),
        f"{event.before or '–'} → {event.after}" if event.before != event.after else event.after,
        who if event.actor in ROLES else f"{event.actor}, {who}",
        office.say(event.at),
        event.prev_hash[:12],
        event.hash[:12],
    )


def access_line(office: Office, line: AccessLine) -> tuple[str, str, str, str, str]:
    """Return an access line as (time, who, code of what, about whom, address)."""
    return office.say(line.at), line.actor, line.what, line.about, line.address
