"""The rater: articles in, ratings out; in batches, on one core, the same for every government."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from classifiers import explaining, route_fitting
from classifiers.government import Government
from classifiers.lexicon import Lexicon
from classifiers.model import Model, Scores, rate_sentences, score, softmax
from classifiers.pooling import FINAL
from classifiers.rating import CHECK, DROP, FLAG, SEVERITIES, TARGETS, TONES, Rating, Text
from classifiers.reading import Reading, read
from classifiers.routing import Registry, candidates, cues_of, units_first

Array = NDArray[np.float64]
# Articles are rated in slices of this size, so that memory stays bounded whatever the batch.
SLICE = 256
KEPT_GOVERNMENTS = 64
# Below this probability nobody asks which agency would have to answer.
ROUTE_FROM = 0.01
# A second agency is named when its score reaches this share of the first one's. A value by judgement; a sweep
# out of fold is still owed.
SECOND = 0.4
MOST_EVIDENCE = 3
# A sentence is evidence when its score reaches this share of the strongest one's.
EVIDENCE_SHARE = 0.6


@cache
def threads() -> ThreadpoolController:
    """Return the control over OpenMP's and BLAS's threads.

    Rows of one article are too few to share out: a second thread gains nothing on an idle machine, and on a
    busy one the first waits for it ten times as long as the work takes.
    """
    return ThreadpoolController()


class Rater:
    """Rates articles with one model. ``version`` names it; ``thresholds`` are the bounds of flag and check
    band.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._seen: dict[int, tuple[Government, Lexicon, Registry]] = {}

    @property
    def version(self) -> str:
        """The version of the model, as written on every rating."""
        return self._model.version

    @property
    def thresholds(self) -> tuple[float, float]:
        """The probabilities from which an article is flagged, and from which it is listed for checking."""
        return self._model.thresholds

    def rate(self, texts: Sequence[Text], government: Government) -> list[Rating]:
        """Return a rating for each text, in order, as seen from ``government``. Any text is rated; none
        raises.
        """
        _, lexicon, registry = self._known(government)
        found: list[Rating] = []
        for start in range(0, len(texts), SLICE):
            part = texts[start : start + SLICE]
            readings = [
                read(text.title, text.body, lexicon, text.published, None, self._model.vocabulary.plain)
                for text in part
            ]
            found += self.rate_readings(readings, registry)
        return found

    def explain(self, text: Text, government: Government) -> list[explaining.View]:
        """Return each sentence of a text (the title first) as the model read it, with its scores."""
        _, lexicon, _ = self._known(government)
        reading = read(text.title, text.body, lexicon, text.published, None, self._model.vocabulary.plain)
        heads, finals = rate_sentences(self._model, [reading])
        return explaining.views(self._model, reading, heads[0], finals[0])

    def rate_readings(self, readings: Sequence[Reading], registry: Registry) -> list[Rating]:
        """Return ratings of readings made with the lexicon of the registry's government."""
        if not readings:
            return []
        with threads().limit(limits=1):
            scores = score(self._model, readings)
        return [self._rating(number, reading, scores, registry) for number, reading in enumerate(readings)]

    def _known(self, government: Government) -> tuple[Government, Lexicon, Registry]:
        """Return lexicon and registry of a government, made once; identity stands for equality while it is
        held here.
        """
        key = id(government)
        if key not in self._seen:
            if len(self._seen) >= KEPT_GOVERNMENTS:
                self._seen.clear()
            self._seen[key] = (government, Lexicon(government), Registry(government))
        return self._seen[key]

    def _rating(self, number: int, reading: Reading, scores: Scores, registry: Registry) -> Rating:
        probability = float(scores.flag[number])
        flag_from, check_from = self.thresholds
        band = FLAG if probability >= flag_from else CHECK if probability >= check_from else DROP
        flagged = band == FLAG
        target = "province" if flagged else TARGETS[int(scores.target[number].argmax())]
        tone = "negative" if flagged else TONES[int(scores.tone[number].argmax())]
        answer = bool(scores.answer[number] >= 0.5)
        evidence = _evidence(scores.sentences[number]) if band != DROP else []
        opd: tuple[str, ...] = ()
        ranking: dict[str, float] = {}
        if probability >= ROUTE_FROM:
            ranking = self.route(reading, scores.sentences[number][:, FINAL], registry)
            opd = _chosen(ranking, registry)
        return Rating(
            target=target,
            tone=tone,
            flag=flagged,
            flag_probability=round(probability, 4),
            band=band,
            opd=opd if band != DROP else (),
            opd_scores=dict(list(ranking.items())[:10]),
            opd_cues=cues_of(registry, reading, opd[0]) if opd and band != DROP else (),
            severity=SEVERITIES[int(scores.severity[number].argmax())] if band != DROP else None,
            evidence=tuple(reading.sentences[place].text for place in evidence),
            reasons=explaining.reasons(self._model, reading, scores.heads[number], evidence, answer)
            if evidence
            else (),
            model=self.version,
            answer=answer,
        )

    def route(self, reading: Reading, blame: Array, registry: Registry) -> dict[str, float]:
        """Return the probability of each agency to be the one that must answer, highest first."""
        if not registry.slugs:
            return {}
        model = self._model
        features = [route_fitting.route_features(reading, blame)]
        said = route_fitting.learned(model.route_words, model.route_heads, model.route_slugs, features)[0]
        rows = candidates(registry, reading, blame, said)
        values = softmax(model.ranker.logits(rows).T)[0]
        order = np.argsort(-values, kind="stable").tolist()
        ranked = zip(units_first(order, rows, registry), order, strict=True)
        return {registry.slugs[place]: round(float(values[worth]), 4) for place, worth in ranked}


def _evidence(sentences: Array) -> list[int]:
    """Return the sentences that carry the blame of P, strongest first; the title only where no sentence is
    near it.
    """
    strength = sentences[:, FINAL]
    best = float(strength.max())
    order = [
        place
        for place in np.argsort(-strength, kind="stable").tolist()
        if strength[place] >= EVIDENCE_SHARE * best
    ]
    return order[:MOST_EVIDENCE]


def _chosen(ranking: dict[str, float], registry: Registry) -> tuple[str, ...]:
    slugs = list(ranking)
    if not slugs:
        return ()
    first = slugs[0]
    parent = next((agency.parent for agency in registry.agencies if agency.slug == first), "")
    if parent and parent in ranking:
        return first, parent
    if len(slugs) > 1 and ranking[slugs[1]] >= SECOND * ranking[first]:
        return first, slugs[1]
    return (first,)
