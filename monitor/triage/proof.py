"""Articles that may prove that an answer was published: proposed to Humas, never taken for granted."""

from __future__ import annotations

from monitor.triage.casedata import Case, CaseArticle


def proofs(case: Case) -> tuple[CaseArticle, ...]:
    """Return the articles that carry the government's own answer and are not recorded as its publication.

    Only what was published after the issue was found counts: a comment in the very article that raised the
    matter answers nothing. Articles without criticism of their own come first.
    """
    recorded = {one.url for one in case.publications}
    found = [
        article
        for article in case.articles
        if article.answer and article.published > case.opened_at and article.url not in recorded
    ]
    return tuple(sorted(found, key=lambda article: (article.flag, article.published)))
