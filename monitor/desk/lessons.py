"""What people decided, as labelled rows for the classifiers.

log of events
| verdicts.learnt      what people decided about each issue
| verdict_rows         one labelled row per article in question
"""

from __future__ import annotations

from classifiers.examples import verdict_row
from monitor.desk.office import Office
from monitor.triage.verdicts import learnt


def verdict_rows(office: Office) -> list[dict[str, object]]:
    """Return every human verdict as a labelled row, the newest last: one row per article it speaks of."""
    decided = sorted(
        (one for events in office.store.events.issue_by_issue() if (one := learnt(events))),
        key=lambda verdict: (verdict.at, verdict.issue),
    )
    profile = office.config.profile
    found = []
    for verdict in decided:
        articles = office.store.articles.get(verdict.articles)
        for article in (articles[identity] for identity in verdict.articles if identity in articles):
            row = verdict_row(
                article.id, article.title, article.text, profile.name, profile.identity.level,
                verdict.flag, verdict.opd, verdict.severity,
            )  # fmt: skip
            row |= {"published": article.published.isoformat(), "outlet": article.outlet}
            found.append(row | {"issue": verdict.issue, "act": verdict.act})
    return found
