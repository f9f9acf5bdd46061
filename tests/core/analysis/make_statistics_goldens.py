#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/analysis/statistics_goldens.json: the statistics of core/analysis/statistics as SciPy,
scikit-learn and exact integer arithmetic give them.

    python make_statistics_goldens.py ../../data/analysis/statistics_goldens.json
"""
import json
import sys
import warnings
from fractions import Fraction
from math import comb

import numpy as np
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from draws import bootstrap_changes


def wilson():
    rows = []
    for k, n in [(0, 1), (1, 1), (0, 10), (10, 10), (18, 35), (13, 26), (17, 83), (25, 103), (1, 3072), (99999, 100000)]:
        interval = stats.binomtest(k, n).proportion_ci(method="wilson")
        rows.append({"k": k, "n": n, "low": interval.low, "high": interval.high})
    return rows


def exact_tail(k, n, marked, population):
    """P(X >= k) in integers, rounded once at the end."""
    low, high = max(0, n + marked - population), min(n, marked)
    k = max(k, low)
    if k > high:
        return 0.0
    term = comb(marked, k) * comb(population - marked, n - k)
    total = 0
    for i in range(k, high + 1):
        total += term
        if i < high:
            term = term * (marked - i) * (n - i) // ((i + 1) * (population - marked - n + i + 1))
    return float(Fraction(total, comb(population, n)))


def hypergeometric():
    cases = [
        (0, 0, 0, 0), (0, 0, 5, 10), (0, 5, 0, 10), (0, 5, 5, 10), (5, 5, 5, 10), (5, 10, 5, 10), (6, 6, 5, 10),
        (5, 5, 10, 10), (3, 8, 5, 10), (4, 8, 5, 10), (1, 1, 1, 1), (5, 10, 10, 20),
        (18, 35, 2000, 5000), (60, 300, 10000, 100000), (101, 1000, 10000, 100000), (99, 1000, 10000, 100000),
        (180, 1000, 10000, 100000), (330, 1000, 10000, 100000), (500, 10000, 3000, 100000), (299, 10000, 3000, 100000),
        (1, 10000, 3000, 100000), (1, 1, 3000, 100000), (20000, 99000, 20100, 100000),
        (700, 10000, 30000, 1000000), (350, 10000, 30000, 1000000),
    ]
    rows = []
    for k, n, marked, population in cases:
        tail = exact_tail(k, n, marked, population)
        if population:  # SciPy calls the empty population invalid
            assert np.isclose(stats.hypergeom.sf(k - 1, population, marked, n), tail, rtol=1e-8, atol=0)
        rows.append({"k": k, "n": n, "marked": marked, "population": population, "p": tail})
    return rows


def false_discovery(rng):
    lists = [[], [0.5], [1.0, 1.0, 1.0], [0.01, 0.02, 0.03, 0.04], [0.04, 0.01, 0.04, 0.02, 0.9],
             [0.0, 1e-300, 0.3, 0.3], list(rng.random(200) ** 3)]
    return [{"p": p, "q": [float(q) for q in stats.false_discovery_control(p)] if p else []} for p in lists]


def column(name, values, labels):
    values = np.asarray(values, dtype=np.float32)
    labels = np.asarray(labels, dtype=bool)
    positives = int(labels.sum())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        constant = values.size == 0 or np.all(values == values[0])
        two_classes = 0 < positives < labels.size
        row = {
            "name": name,
            "sentences": int(values.size),
            "labelled": positives,
            "values": [[float(v), bool(l)] for v, l in zip(values, labels) if v != 0],
            "ap": float(average_precision_score(labels, values)) if positives else None,
            "auroc": float(roc_auc_score(labels, values)) if two_classes else None,
            "pearson": float(stats.pearsonr(values.astype(np.float64), labels.astype(np.float64)).statistic)
            if two_classes and not constant else None,
        }
    return row


def columns(rng):
    few = np.zeros(40)
    few[[3, 7, 8, 21]] = [1.5, 0.25, 1.5, 3.0]
    labels = np.zeros(40)
    labels[[3, 8, 30]] = 1
    sparse = np.where(rng.random(900) < 0.1, rng.gamma(1.0, 1.0, 900), 0)
    dense = rng.gamma(1.0, 1.0, 800)
    halves = np.float16(np.where(rng.random(2000) < 0.4, rng.gamma(1.0, 0.2, 2000), 0)).astype(np.float32)
    related = np.where(rng.random(1500) < 0.5, rng.gamma(2.0, 1.0, 1500), 0)
    return [
        column("a few values with a tie", few, labels),
        column("never fires", np.zeros(30), np.arange(30) < 7),
        column("constant and not zero", np.full(600, 0.1), np.arange(600) < 70),
        column("fires everywhere", dense, rng.random(800) < 0.2),
        column("no sentence labelled", few, np.zeros(40)),
        column("every sentence labelled", few, np.ones(40)),
        column("perfect", np.concatenate([np.ones(5), np.zeros(20)]), np.arange(25) < 5),
        column("reversed", np.concatenate([np.ones(5), np.zeros(20)]), np.arange(25) >= 5),
        column("one sentence", [2.0], [1]),
        column("sparse, unrelated", sparse, rng.random(900) < 0.15),
        column("half precision, many ties", halves, rng.random(2000) < 0.1),
        column("related", related, rng.random(1500) < related / 8),
        column("denormal to huge", [1e-40, 6e-8, 0, 65504, 3e38, 0, 1], [0, 1, 0, 1, 1, 0, 0]),
    ]


def mcnemar():
    pairs = [(0, 0), (1, 0), (0, 1), (5, 5), (1, 4), (4, 1), (0, 12), (30, 12), (2, 80), (700, 812), (0, 1200)]
    return [{"gained": b, "lost": c, "p": float(stats.binomtest(min(b, c), b + c, 0.5).pvalue) if b + c else 1.0}
            for b, c in pairs]


def exact_fisher(k1, n1, k2, n2):
    """Two-sided, in integers: tables that are exactly as probable as the one that was seen count."""
    marked, population = k1 + k2, n1 + n2
    weights = [comb(n1, i) * comb(n2, marked - i) for i in range(max(0, marked - n2), min(n1, marked) + 1)]
    seen = comb(n1, k1) * comb(n2, k2)
    return float(Fraction(sum(w for w in weights if w <= seen), comb(population, marked)))


def independent_samples():
    """Fisher's p against SciPy, Newcombe's interval from SciPy's Wilson intervals and against his published table."""
    published = {(56, 70, 48, 80): (0.0524, 0.3339), (9, 10, 3, 10): (0.1705, 0.8090), (6, 7, 2, 7): (0.0582, 0.8062),
                 (5, 56, 0, 29): (-0.0381, 0.1926), (0, 10, 0, 20): (-0.1611, 0.2775), (10, 10, 0, 20): (0.6791, 1.0)}
    cases = [(k2, n2, k1, n1) for k1, n1, k2, n2 in published]  # he subtracts the second, we the first
    cases += [(0, 0, 3, 9), (0, 0, 0, 0), (0, 5, 0, 5), (5, 5, 5, 5), (3, 10, 7, 10), (1, 1, 0, 1), (18, 35, 13, 35),
              (18, 35, 22, 35), (13, 26, 11, 26), (25, 103, 31, 103), (17, 83, 10, 83), (120, 4000, 30, 900),
              (900, 4000, 800, 4000), (1, 100000, 30, 100000)]
    rows = []
    for k1, n1, k2, n2 in cases:
        p = exact_fisher(k1, n1, k2, n2)
        if n1 and n2:
            assert np.isclose(stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue, p, rtol=1e-8, atol=0)
        low = high = None
        if n1 and n2:
            a, b = (stats.binomtest(k, n).proportion_ci(method="wilson") for k, n in ((k1, n1), (k2, n2)))
            change = k2 / n2 - k1 / n1
            low = change - np.hypot(k2 / n2 - b.low, a.high - k1 / n1)
            high = change + np.hypot(b.high - k2 / n2, k1 / n1 - a.low)
            if (k2, n2, k1, n1) in published:
                assert np.allclose((low, high), published[k2, n2, k1, n1], atol=6e-5)
        rows.append({"k1": k1, "n1": n1, "k2": k2, "n2": n2, "p": p, "low": low, "high": high})
    return rows


def bootstrap_case(name, clusters, captured, keyword, seed, draws):
    """captured, keyword: [2 runs, sentences]; each draw takes clusters, with all their sentences."""
    changes = bootstrap_changes(clusters, captured, keyword, seed, draws)
    defined = changes[~np.isnan(changes)]
    low, high = np.percentile(defined, [2.5, 97.5]) if defined.size else (None, None)
    return {"name": name, "seed": seed, "draws": draws, "clusters": int(clusters.max() + 1),
            "sentences": [[int(c), *(int(x) for x in (captured[0, i], keyword[0, i], captured[1, i], keyword[1, i]))]
                          for i, c in enumerate(clusters)],
            "low": low, "high": high, "undefined": int(np.isnan(changes).sum()),
            "first": [None if np.isnan(x) else x for x in changes[:3]]}


def bootstrap(rng):
    captured = rng.random((2, 700)) < [[0.5], [0.4]]
    keyword = rng.random((2, 700)) < 0.3
    keyword[1] = keyword[0]
    own = np.arange(700)
    few = np.zeros((2, 40), dtype=bool)
    few[0, :3], few[1, 2:4] = True, True
    generated = rng.random((2, 700)) < [[0.3], [0.5]]
    same = np.stack([captured[0], captured[0]])
    return [
        bootstrap_case("sentences", own, captured, keyword, 0, 2000),
        bootstrap_case("another seed, draws not a whole block", own, captured, keyword, 2**63 + 5, 130),
        bootstrap_case("documents", np.sort(rng.integers(0, 37, 700)), captured, keyword, 1, 500),
        bootstrap_case("many in a document", np.repeat([0, 1], 350), captured, keyword, 1, 300),
        bootstrap_case("one document", np.zeros(700, dtype=int), captured, keyword, 1, 20),
        bootstrap_case("few captured, draws without any", np.arange(40), few, keyword[:, :40], 2, 400),
        bootstrap_case("nothing captured in one run", own, captured & [[True], [False]], keyword, 3, 50),
        bootstrap_case("identical runs", own, same, keyword, 4, 200),
        bootstrap_case("the same sentences, keywords in generated text", own, same, generated, 5, 200),
    ]


def logistic_case(name, rows, labels):
    model = LogisticRegression(C=1, class_weight="balanced", solver="newton-cholesky", tol=1e-14, max_iter=1000)
    model.fit(rows, labels)
    return {"name": name, "features": rows.shape[1], "rows": [float(x) for x in rows.ravel()],
            "labels": [bool(y) for y in labels], "intercept": float(model.intercept_[0]),
            "weights": [float(w) for w in model.coef_[0]]}


def logistic():
    rng = np.random.default_rng(20261125)
    rows = rng.normal(size=(60, 3))
    labels = rows[:, 0] - rows[:, 1] + rng.normal(size=60) > 0.8
    separable = rows[:, 0] > 0.3
    sparse = np.maximum(rng.normal(size=(80, 5)) - 1, 0)
    twins = np.repeat(rows[:, :1], 2, axis=1)
    return [
        logistic_case("noisy", rows, labels),
        logistic_case("separable", rows, separable),
        logistic_case("rare label", rows, np.arange(60) == 7),
        logistic_case("sparse", sparse, sparse[:, 2] + rng.normal(size=80) / 3 > 0.4),
        logistic_case("the same feature twice", twins, labels),
        logistic_case("a feature that is constant", np.hstack([rows, np.zeros((60, 1))]), labels),
        logistic_case("large values", rows * 1000, labels),
    ]


def main():
    rng = np.random.default_rng(20240611)
    goldens = {"wilson": wilson(), "hypergeometric": hypergeometric(), "benjamini_hochberg": false_discovery(rng),
               "columns": columns(rng), "mcnemar": mcnemar(), "independent_samples": independent_samples(),
               "bootstrap": bootstrap(rng), "logistic": logistic()}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(goldens, file, separators=(",", ":"))
        file.write("\n")


main()
