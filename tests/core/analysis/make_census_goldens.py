#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/analysis/census_goldens.json: made-up runs, and the class of every neuron as NumPy and SciPy give
it from the definitions in docs/definitions.md ("Census").

    python make_census_goldens.py ../../data/analysis/census_goldens.json
"""
import hashlib
import json
import sys

import numpy as np
from scipy import stats

NEURONS = 32


def half_of(group, sentence):
    return int(hashlib.sha256((group or str(sentence)).encode()).hexdigest()[0] >= "8")


def values(rng, labels, topics):
    """[sentences, neurons], multiples of 1/8, so that halves hold them exactly."""
    n = len(labels)
    a = np.zeros((n, NEURONS))
    marks = np.array([topics[name] for name in topics], dtype=bool) if topics else np.zeros((0, n), dtype=bool)
    label = np.array(labels)
    for neuron in range(NEURONS):
        share = np.full(n, rng.choice([0.02, 0.05, 0.1, 0.3, 0.6]))
        kind = neuron % 8
        if kind == 0:
            share[:] = 0 if neuron % 16 else 0.97
        elif kind in (1, 2) and len(marks):
            share[marks[neuron % len(marks)]] = rng.choice([0.15, 0.4, 0.9])
        elif kind == 3:
            share[label == label[0]] *= rng.choice([0, 1.7, 3])
        elif kind == 4:
            share[:] = rng.choice([0.93, 0.95, 0.99])
        fires = rng.random(n) < np.minimum(share, 1)
        a[:, neuron] = np.where(fires, rng.integers(1, 60, n) / 8, 0)
    # At the thresholds: sentence density 0.95 exactly, and one sentence less.
    a[:, 5] = a[:, 6] = 0
    at = int(np.ceil(0.95 * n))
    a[:at, 5] = 1
    a[: at - 1, 6] = 1
    return a


def captured(column, rule):
    kind, _, number = rule.partition(":")
    fires = column > 0
    if kind == "threshold":
        return column > float(number)
    if kind == "relative":
        return fires & (column >= float(number) * column.max())
    assert kind == "top"
    order = sorted(np.flatnonzero(fires), key=lambda s: (-column[s], s))[: int(number)]
    mask = np.zeros(len(column), dtype=bool)
    mask[order] = True
    return mask


def follows(masks, marks, settings):
    """Which neurons follow a topic on these sentences."""
    population, marked = len(marks), int(marks.sum())
    result = np.zeros(len(masks), dtype=bool)
    tested, p, lifts = [], [], []
    for neuron, mask in enumerate(masks):
        n, k = int(mask.sum()), int((mask & marks).sum())
        if n < settings["minimum"]:
            continue
        tested.append(neuron)
        p.append(float(stats.hypergeom.sf(k - 1, population, marked, n)) if marked else 1.0)
        lifts.append(k * population / (n * marked) if marked else 0.0)
    if tested:
        q = stats.false_discovery_control(np.minimum(p, 1.0), method="bh")
        result[tested] = (q < settings["topic_q"]) & (np.array(lifts) >= settings["topic_lift"])
    return result


def census(a, labels, groups, topics, settings):
    n = len(a)
    half = np.array([half_of(groups[s], s) for s in range(n)])
    masks = [captured(a[:, neuron], settings["rule"]) for neuron in range(NEURONS)]
    marks = {name: np.array(topic, dtype=bool) for name, topic in topics.items()}
    topic_neurons = {}
    for name, mark in marks.items():
        both = [follows([mask[half == h] for mask in masks], mark[half == h], settings) for h in (0, 1)]
        topic_neurons[name] = both[0] & both[1]
    label = np.array(labels)
    members = list(marks.values()) + [label == name for name in sorted(set(labels)) if name]
    members = [mark for mark in members if mark.any()]
    rows = []
    for neuron in range(NEURONS):
        fires = a[:, neuron] > 0
        fired = int(fires.sum())
        followed = [name for name in topics if topic_neurons[name][neuron]]
        if fired == 0:
            kind = "never"
        elif fired / n >= settings["always_on"]:
            kind = "always"
        elif followed:
            kind = "topic"
        elif members and all(
            (fires & mark).any() and int((fires & mark).sum()) * n / (fired * int(mark.sum())) < settings["general_lift"]
            for mark in members
        ):
            kind = "general"
        else:
            kind = "rest"
        rows.append({"class": kind, "topics": followed if kind == "topic" else []})
    return rows, [int((half == h).sum()) for h in (0, 1)]


def case(name, seed, sentences=400, documents=40, labels=("a", "b", "c"), topic_shares=(0.25, 0.1), **changed):
    rng = np.random.default_rng(seed)
    settings = {"rule": "threshold:0", "always_on": 0.95, "topic_q": 0.05, "topic_lift": 2.0, "general_lift": 1.5,
                "minimum": 10} | changed
    groups = [f"paper {rng.integers(documents)}" if documents else "" for _ in range(sentences)]
    label = [str(rng.choice(labels)) if labels else "" for _ in range(sentences)]
    topics = {f"topic {i}": [int(x) for x in rng.random(sentences) < share] for i, share in enumerate(topic_shares)}
    a = values(rng, label, topics)
    rows, halves = census(a, label, groups, topics, settings)
    positions = sentences  # the tests store one token a sentence
    return {
        "name": name, "settings": settings, "groups": groups, "labels": label,
        "topics": {name: "".join(map(str, marks)) for name, marks in topics.items()},
        # a neuron a row, a character a sentence: 8 times the value, counted from "0"
        "columns": ["".join(chr(48 + int(8 * v)) for v in a[:, c]) for c in range(NEURONS)],
        "neurons": rows, "halves": halves, "never_bound": 1 - 0.05 ** (1 / positions),
    }


def main():
    cases = [
        case("defaults", 1),
        case("no documents", 2, documents=0),
        case("no labels", 3, labels=()),
        case("labels only", 4, topic_shares=()),
        case("neither labels nor topics", 5, labels=(), topic_shares=()),
        case("one document", 6, documents=1),
        case("few sentences", 7, sentences=40),
        case("a topic that does not occur", 8, topic_shares=(0.25, 0.0)),
        case("a topic that is everywhere", 9, topic_shares=(1.0, 0.3)),
        case("other thresholds", 10, always_on=0.9, topic_q=0.2, topic_lift=1.25, general_lift=1.1, minimum=5),
        case("another rule", 11, rule="top:40"),
        case("relative", 12, rule="relative:0.5"),
    ]
    seen = {row["class"] for c in cases for row in c["neurons"]}
    assert seen == {"never", "always", "topic", "general", "rest"}, seen
    for c in cases:
        print(c["name"], {k: sum(r["class"] == k for r in c["neurons"]) for k in seen}, c["halves"], file=sys.stderr)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
