"""Which agency should answer, how sure that is, and whether the issue may go there without a verifier.

rankings of the issue's flagged articles
| propose    main agency, supporting agencies, confidence
| decide     at once by policy, or wait for a human; either way with the reason in words
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.schema_policy import Policy
from monitor.triage import wording

# A supporting agency must be named for at least half of the articles: one reporter's aside is no duty.
SUPPORT_SHARE = 0.5
# More than three helpers is a circular letter, not a disposisi.
MOST_SUPPORT = 3


@dataclass(frozen=True, slots=True)
class Ranking:
    """The routing of one flagged article: agencies in the classifier's order, and a probability for each."""

    opd: tuple[str, ...]
    scores: Mapping[str, float]
    flag_probability: float = 1.0
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Main and supporting agencies, the confidence (0–1) in the main one, and the words that spoke for it.

    ``ranking``: all candidates with their mean probability, best first. ``opd`` is "" where nobody fits.
    """

    opd: str = ""
    support: tuple[str, ...] = ()
    confidence: float = 0.0
    ranking: tuple[tuple[str, float], ...] = ()
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the issue is disposed of at once, and why or why not."""

    auto: bool
    reason: str
    thresholds: Mapping[str, float] = field(default_factory=dict)


def propose(rankings: Sequence[Ranking]) -> Proposal:
    """Return who should answer, weighing each article by its flag probability.

    Main agencies are only those that the classifier put first for some article: its order (a hospital before
    its parent agency) knows more than the bare probabilities.
    """
    weights = [max(ranking.flag_probability, 0.0) for ranking in rankings]
    total = sum(weights)
    firsts = {ranking.opd[0] for ranking in rankings if ranking.opd}
    if not firsts or not total:
        return Proposal()
    means: dict[str, float] = defaultdict(float)
    named: dict[str, float] = defaultdict(float)
    for ranking, weight in zip(rankings, weights, strict=True):
        for slug, score in ranking.scores.items():
            means[slug] += weight * score / total
        for slug in ranking.opd:
            named[slug] += weight / total
    order = sorted({*means, *named}, key=lambda slug: (-means[slug], slug))
    main = next(slug for slug in order if slug in firsts)
    helpers = [slug for slug in order if slug != main and named[slug] >= SUPPORT_SHARE]
    return Proposal(
        opd=main,
        support=tuple(helpers[:MOST_SUPPORT]),
        confidence=min(max(means[main], 0.0), 1.0),
        ranking=tuple((slug, round(means[slug], 4)) for slug in order),
        cues=tuple(dict.fromkeys(cue for ranking in rankings for cue in ranking.cues)),
    )


def decide(proposal: Proposal, flag_probability: float, level: str, policy: Policy) -> Decision:
    """Return whether policy sends the issue to its agency at once; else what it waits for a human for."""
    auto = policy.auto_assign
    causes = []
    if not auto.enabled:
        causes.append(wording.AUTO_OFF)
    if level not in auto.levels:
        causes.append(wording.auto_level_off(level))
    if not proposal.opd:
        causes.append(wording.NO_AGENCY)
    if flag_probability < auto.flag:
        causes.append(wording.flag_too_low(flag_probability, auto.flag))
    if proposal.opd and proposal.confidence < auto.routing:
        causes.append(wording.routing_too_low(proposal.confidence, auto.routing))
    thresholds = {"flag": auto.flag, "routing": auto.routing}
    if causes:
        return Decision(False, wording.waits_for_verifier(causes), thresholds)
    sure = wording.auto_assigned(flag_probability, auto.flag, proposal.confidence, auto.routing)
    return Decision(True, sure, thresholds)
