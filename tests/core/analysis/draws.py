# SPDX-License-Identifier: GPL-3.0-or-later
"""The random numbers of core/analysis/statistics/CounterRandom.h and what is drawn with them, for the scripts here."""
import numpy as np


def splitmix(seed, number):
    """Output number `number` (an array, or one) of SplitMix64."""
    with np.errstate(over="ignore"):
        x = np.uint64(seed) + (np.asarray(number, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


assert splitmix(0, 0) == 0xE220A8397B1DCDAF  # the published generator's first number


def numbers(seed, stream, count):
    return splitmix(splitmix(seed, stream), np.arange(count))


def drawn(seed, draw, clusters):
    """As many clusters as there are, with replacement."""
    return (((numbers(seed, draw, clusters) >> np.uint64(32)) * np.uint64(clusters)) >> np.uint64(32)).astype(int)


def bootstrap_changes(clusters, captured, keyword, seed, draws):
    """KT of the second run minus KT of the first in each draw. captured, keyword: [2 runs, sentences]; each draw takes
    clusters, with all their sentences."""
    count = int(clusters.max()) + 1
    changes = []
    for draw in range(draws):
        times = np.bincount(drawn(seed, draw, count), minlength=count)[clusters]
        n = (captured * times).sum(1)
        k = (captured * keyword * times).sum(1)
        changes.append(k[1] / n[1] - k[0] / n[0] if n.all() else np.nan)
    return np.array(changes)


def shuffled(labels, seed, shuffle):
    """As many labels, on the sentences with the smallest numbers."""
    keys = numbers(seed, shuffle, len(labels))
    result = np.zeros(len(labels), dtype=bool)
    result[np.argsort(keys, kind="stable")[: int(labels.sum())]] = True
    return result
