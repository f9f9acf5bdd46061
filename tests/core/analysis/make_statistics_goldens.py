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
from sklearn.metrics import average_precision_score, roc_auc_score


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


def main():
    rng = np.random.default_rng(20240611)
    goldens = {"wilson": wilson(), "hypergeometric": hypergeometric(), "benjamini_hochberg": false_discovery(rng),
               "columns": columns(rng)}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(goldens, file, separators=(",", ":"))
        file.write("\n")


main()
