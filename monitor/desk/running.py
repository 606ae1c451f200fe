"""One run from cron: every step in order, under one lock, with a line in the book of runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from monitor.desk import crawling, sending, triaging, working
from monitor.desk.crawling import Crawled
from monitor.desk.office import Office, Tell
from monitor.desk.sending import Notified
from monitor.desk.triaging import Triaged
from monitor.desk.working import Escalated


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run did, step by step."""

    crawled: Crawled
    triaged: Triaged
    escalated: Escalated
    notified: Notified


def run(office: Office, tell: Tell) -> Ran:
    """Do the whole job once. Raises BusyError when another run is at work on the same data folder."""
    with office.store.only_run():
        with office.store.transaction():
            number = office.store.runs.begin("run", office.clock.now())
        done = Ran(
            crawled=crawling.crawl(office, tell),
            triaged=triaging.triage(office, tell),
            escalated=working.escalate(office),
            notified=sending.notify(office),
        )
        with office.store.transaction():
            office.store.runs.end(number, office.clock.now(), "selesai", asdict(done))
    return done
