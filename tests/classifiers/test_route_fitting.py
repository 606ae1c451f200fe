from __future__ import annotations

import numpy as np
import pytest

from classifiers.duties import DUTIES
from classifiers.route_fitting import conditional_logit, fit_words, learned

TEXTS = {
    "dbmbk": [["jalan", "rusak"], ["jalan", "berlubang"], ["jembatan", "jalan"]],
    "dinkes": [["pasien", "obat"], ["pasien", "dokter"], ["obat", "pasien"]],
    "disdik": [["guru", "sekolah"], ["siswa", "sekolah"], ["guru", "siswa", "sekolah"]],
}


def test_words_point_to_the_agency_whose_articles_use_them() -> None:
    rows = [row for rows in TEXTS.values() for row in rows]
    opds = [(slug,) for slug, rows in TEXTS.items() for _ in rows]
    parts = fit_words(rows, opds)
    for slug, word in (("dbmbk", "jalan"), ("dinkes", "pasien"), ("disdik", "sekolah")):
        said = learned(*parts, [[word]])[0]
        assert max(said, key=lambda each: said[each]) == slug


def test_one_agency_alone_is_learned_without_a_contest() -> None:
    parts = fit_words([["jalan"]] * 3, [("dbmbk",)] * 3)
    assert learned(*parts, [["jalan"]])[0]["dbmbk"] == pytest.approx(0.0, abs=1e-5)


def test_the_weightier_contest_decides_where_two_disagree() -> None:
    one, two = np.array([[1.0], [0.0]]), np.array([[0.0], [1.0]])
    assert conditional_logit([one, two], np.array([1.0, 0.2]), 1.0)[0] > 0
    assert conditional_logit([one, two], np.array([0.2, 1.0]), 1.0)[0] < 0


def test_no_duty_lists_a_topic_twice_or_blank() -> None:
    for duty in DUTIES:
        assert len(set(duty.topics)) == len(duty.topics), duty.slug
        assert all(topic.strip() == topic and topic for topic in duty.topics), duty.slug
