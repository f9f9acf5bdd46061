#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/analysis/compare_goldens.json: made-up runs, and what NumPy and SciPy say of their neurons from the
definitions in docs/definitions.md ("Between checkpoints" and what follows it).

    python make_compare_goldens.py ../../data/analysis/compare_goldens.json
"""
import hashlib
import json
import sys
import warnings

import numpy as np
from scipy import stats

from draws import bootstrap_changes, shuffled

NEURONS = 20
MINIMUM = 10


def values(rng, sentences, marks):
    """[sentences, neurons], multiples of 1/8, so that half precision holds them exactly. Ties are many."""
    a = np.zeros((sentences, NEURONS))
    for neuron in range(NEURONS):
        share = np.full(sentences, rng.choice([0.02, 0.1, 0.3, 0.6]))
        if neuron % 3 == 0:
            share[marks] = np.minimum(3 * share[marks], 1)
        a[:, neuron] = np.where(rng.random(sentences) < share, rng.integers(1, 60, sentences) / 8, 0)
    a[:, 0] = 0
    a[:, 1] = 0.5
    return a


def second_values(rng, first, sentences, marks):
    """Some neurons stay as they are, some become others, some are born and some die."""
    second = values(rng, sentences, marks)
    keep = slice(5, 12)
    noise = rng.integers(0, 4, (sentences, 7)) / 8
    second[:, keep] = np.where(first[:, keep] > 0, first[:, keep] + noise, 0)
    second[:, 12], second[:, 13] = first[:, 13], first[:, 12]
    second[:, 14] = 0
    second[:, 0] = np.where(rng.random(sentences) < 0.2, 1, 0)
    second[:, 15] = 3 * first[:, 15]
    return second


def top(column, count):
    return sorted(np.flatnonzero(column > 0), key=lambda s: (-column[s], s))[:count]


def mask(column, rule, other):
    """[sentences], `other` is the column of the run that the rule names."""
    kind, _, number = rule.partition(":")
    result = np.zeros(len(column), dtype=bool)
    if kind == "threshold":
        return column > float(number)
    if kind == "top":
        result[top(column, int(number))] = True
    elif kind == "matched":
        result[top(column, int((other > 0).sum()))] = True
    else:
        assert kind == "fixed"
        return other > 0
    return result


def number(x):
    return None if x is None or np.isnan(x) else float(x)


def pearson(x, y):
    if np.all(x == x[0]) or np.all(y == y[0]):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(stats.pearsonr(x, y).statistic)


def q_values(p, tested):
    q = [None] * len(p)
    chosen = [i for i in range(len(p)) if tested[i] and p[i] is not None]
    if chosen:
        for i, value in zip(chosen, stats.false_discovery_control(np.minimum([p[i] for i in chosen], 1))):
            q[i] = float(value)
    return q


def kt_column(masks, labels, members=None):
    """k, n and q of every neuron, among some sentences."""
    members = np.ones(len(labels), dtype=bool) if members is None else members
    n = [int((m & members).sum()) for m in masks]
    k = [int((m & members & labels).sum()) for m in masks]
    population, marked = int(members.sum()), int((labels & members).sum())
    p = [min(float(stats.hypergeom.sf(k[i] - 1, population, marked, n[i])), 1.0) if k[i] else 1.0
         for i in range(len(n))]
    q = q_values(p, [x >= MINIMUM for x in n])
    return {"k": k, "n": n, "q": q, "sentences": population, "with_keyword": marked,
            "passing": sum(x is not None and x < 0.05 for x in q)}


def ranks(column):
    def lift(i):
        k, n = column["k"][i], column["n"][i]
        return k * column["sentences"] / (n * column["with_keyword"]) if n and column["with_keyword"] else -1
    order = sorted(range(len(column["q"])), key=lambda i: (2 if column["q"][i] is None else column["q"][i], -lift(i), i))
    return [order.index(i) + 1 if column["q"][i] is not None else None for i in range(len(order))]


def comparison(a, b, rule, clusters, labels, draws, seed):
    masks = [[mask(run[:, n], rule, a[:, n]) for n in range(NEURONS)] for run in (a, b)]
    columns = [kt_column(masks[i], labels[i]) for i in (0, 1)]
    rank = [ranks(column) for column in columns]
    rows, p = [], []
    for n in range(NEURONS):
        captured = np.stack([masks[0][n], masks[1][n]])
        row = {"n": [int(x) for x in captured.sum(1)], "k": [int(x) for x in (captured & labels).sum(1)],
               "rank": [rank[0][n], rank[1][n]], "q": [columns[0]["q"][n], columns[1]["q"][n]],
               "r": pearson(a[:, n], b[:, n]), "mean": float(b[:, n].mean() - a[:, n].mean()),
               "density": float((b[:, n] > 0).mean() - (a[:, n] > 0).mean()),
               "born": bool((b[:, n] > 0).any() and not (a[:, n] > 0).any()),
               "died": bool((a[:, n] > 0).any() and not (b[:, n] > 0).any())}
        tops = [set(top(run[:, n], 20)) for run in (a, b)]
        row["top_shared"] = len(tops[0] & tops[1])
        row["top_jaccard"] = len(tops[0] & tops[1]) / len(tops[0] | tops[1]) if tops[0] | tops[1] else None
        row["kt"] = row["k"][1] / row["n"][1] - row["k"][0] / row["n"][0] if all(row["n"]) else None
        row["low"] = row["high"] = row["undefined"] = None
        if all(row["n"]) and clusters.max() > 0:
            changes = bootstrap_changes(clusters, captured, labels, seed, draws)
            row["undefined"] = int(np.isnan(changes).sum())
            row["low"], row["high"] = (float(x) for x in np.nanpercentile(changes, [2.5, 97.5]))
        p.append(None)
        if rule.startswith("fixed") and all(row["n"]):
            gained = int((captured[0] & labels[1] & ~labels[0]).sum())
            lost = int((captured[0] & labels[0] & ~labels[1]).sum())
            p[-1] = float(stats.binomtest(min(gained, lost), gained + lost, 0.5).pvalue) if gained + lost else 1.0
        rows.append(row)
    for row, own, q in zip(rows, p, q_values(p, [min(row["n"]) >= MINIMUM for row in rows])):
        row["mcnemar_p"], row["mcnemar_q"] = own, q
    return rows


def matching(a, b):
    rows = []
    for n in range(NEURONS):
        r = [pearson(a[:, n], b[:, m]) for m in range(NEURONS)]
        defined = [x for x in r if x is not None]
        rows.append({"best": max(defined) if defined else None, "same": r[n], "all": r})
    return rows


def cofiring(a, neuron):
    fires = a > 0
    rows = []
    for n in range(NEURONS):
        either = int((fires[:, n] | fires[:, neuron]).sum())
        both = int((fires[:, n] & fires[:, neuron]).sum())
        rows.append({"both": both, "r": pearson(a[:, n], a[:, neuron]), "jaccard": both / either if either else None})
    return rows


def controls(a, rule, labels, groups, shuffles, seed):
    masks = [mask(a[:, n], rule, a[:, n]) for n in range(NEURONS)]
    half = np.array([hashlib.sha256((g or str(s)).encode()).hexdigest()[0] >= "8" for s, g in enumerate(groups)])
    return {"real": kt_column(masks, labels),
            "shuffled": [kt_column(masks, shuffled(labels, seed, i)) for i in range(shuffles)],
            "halves": [kt_column(masks, labels, half == h) for h in (False, True)]}


def samples(a, b, rule, labels):
    """Two data sets: independent samples."""
    columns = [kt_column([mask(run[:, n], rule, run[:, n]) for n in range(NEURONS)], own)
               for run, own in zip((a, b), labels)]
    rows = []
    for n in range(NEURONS):
        (k1, n1), (k2, n2) = ((c["k"][n], c["n"][n]) for c in columns)
        row = {"k": [k1, k2], "n": [n1, n2], "p": None, "low": None, "high": None}
        if n1 and n2:
            row["p"] = float(stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue)
            x, y = (stats.binomtest(k, m).proportion_ci(method="wilson") for k, m in ((k1, n1), (k2, n2)))
            row["low"] = float(k2 / n2 - k1 / n1 - np.hypot(k2 / n2 - y.low, x.high - k1 / n1))
            row["high"] = float(k2 / n2 - k1 / n1 + np.hypot(y.high - k2 / n2, k1 / n1 - x.low))
        rows.append(row)
    for row, q in zip(rows, q_values([row["p"] for row in rows], [min(row["n"]) >= MINIMUM for row in rows])):
        row["q"] = q
    return rows


def carry_over(a, b, rule, labels):
    """Topic neurons of both data sets, and whether those that both have are more than chance would make."""
    topic, tested = [], []
    for run, own in zip((a, b), labels):
        column = kt_column([mask(run[:, n], rule, run[:, n]) for n in range(NEURONS)], own)
        base = column["with_keyword"] / column["sentences"]
        lift = [k / n / base if n and base else 0 for k, n in zip(column["k"], column["n"])]
        topic.append(np.array([q is not None and q < 0.05 and x >= 2 for q, x in zip(column["q"], lift)]))
        tested.append(np.array([q is not None for q in column["q"]]))
    everywhere = tested[0] & tested[1]
    own = [int((t & everywhere).sum()) for t in topic]
    both, population = int((topic[0] & topic[1]).sum()), int(everywhere.sum())
    law = stats.hypergeom(population, own[0], own[1])
    return {"topic": [int(t.sum()) for t in topic], "tested": population, "tested_topic": own, "both": both,
            "expected": float(law.mean()) if population else None,
            "p": float(law.sf(both - 1)) if population else None,
            "base_rates": [float(own.mean()) for own in labels]}


def columns(a):
    """A neuron a row, a character a sentence: 8 times the value, counted from "0"."""
    return ["".join(chr(48 + int(8 * v)) for v in a[:, c]) for c in range(NEURONS)]


def case(name, seed, sentences=260, documents=45, rule="threshold:0", generated=False, share=0.25, draws=200,
         signed=False, identical=False):
    rng = np.random.default_rng(seed)
    marks = rng.random(sentences) < share
    a = values(rng, sentences, marks)
    b = a.copy() if identical else second_values(rng, a, sentences, marks)
    b = np.minimum(b, 9.75)  # a printable character each
    groups = [f"paper {rng.integers(documents)}" if documents and s % 11 else "" for s in range(sentences)]
    numbers = {}
    clusters = np.array([numbers.setdefault(g or s, len(numbers)) for s, g in enumerate(groups)])
    if documents == 1:
        groups, clusters = ["paper"] * sentences, np.zeros(sentences, dtype=int)
    labels = np.stack([marks, rng.random(sentences) < 0.35 if generated else marks])
    other = values(rng, 180, rng.random(180) < 0.2)
    other_marks = rng.random(180) < 0.3
    plain = rule.startswith(("threshold", "top"))
    return {
        "name": name, "rule": rule, "draws": draws, "seed": seed, "signed": signed, "groups": groups,
        "clusters": int(clusters.max()) + 1, "labels": ["".join(str(int(x)) for x in row) for row in labels],
        "first": columns(a), "second": columns(b), "other": columns(other),
        "other_labels": "".join(str(int(x)) for x in other_marks),
        "rows": comparison(a, b, rule, clusters, labels, draws, seed),
        "matching": matching(a, b), "cofiring": {"neuron": 6, "rows": cofiring(a, 6)},
        "controls": controls(a, rule, labels[0], groups, 5, seed) if plain else None,
        "samples": samples(a, other, rule, (labels[0], other_marks)) if plain else None,
        "carry_over": carry_over(a, other, rule, (labels[0], other_marks)) if plain else None,
    }


def main():
    cases = [
        case("documents", 1),
        case("sentences", 2, documents=0),
        case("all draws", 3, documents=20, draws=2000),
        case("top of each", 4, rule="top:15"),
        case("matched", 5, rule="matched:first"),
        case("fixed, generated text", 6, rule="fixed:first", generated=True),
        case("fixed, source", 7, rule="fixed:first"),
        case("no keyword", 8, share=0),
        case("every sentence has one", 9, share=1.1),
        case("one document", 10, documents=1),
        case("identical runs", 11, identical=True),
        case("signed values", 12, signed=True, rule="threshold:1"),
        case("captures little", 13, rule="threshold:7", sentences=90),
    ]
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
