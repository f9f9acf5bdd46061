#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/rouge: texts made here and what rouge_score and NLTK say about them.

    python make_rouge_goldens.py ../../data/rouge

pairs.jsonl      a pair a line: prediction, references, and under "plain" and "stemmed" [precision, recall, F] of each score
stems.tsv        word, stem by NLTK's PorterStemmer in its default mode
aggregate.json   means and BootstrapAggregator's intervals over all pairs
"""
import json
import random
import re
import sys
from pathlib import Path

import numpy as np
from nltk.stem.porter import PorterStemmer
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.scoring import BootstrapAggregator

KINDS = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
ROOT = Path(__file__).resolve().parents[3]

SUBJECTS = ("the parser|our tagger|a lattice decoder|the second annotator|this corpus|every treebank|Müller's system|"
            "the 2019 baseline|naïve smoothing|an École model|the β-reranker|their alignment|one café review|"
            "the Kelvin scale|İstanbul's newspapers|state-of-the-art parsing").split("|")
VERBS = ("improves|improved|is improving|relies on|relied upon|studies|studied|ties with|is tying|outperformed|skips|"
         "conflates|was compared with|agrees with|disagreed about|exceeds|proceeds from|generalises|generalizes|"
         "carefully examines|does not explain").split("|")
OBJECTS = ("long sentences|the sentence boundary|12.5 % of all errors|3,000 annotated clauses|rare words (hapaxes)|"
           "dependency relations|relational features|“quoted” speech|e-mail & chat logs|Zürich German|日本語 text|"
           "flying and dying metaphors|low-resource languages|happily ever after|organisational knowledge|"
           "x² + y² features|the U.S. news|co-reference chains|№ 7 of the list|emoji 🙂🙂|F1=0.87").split("|")
TAILS = ("in practice|on both test sets|, however|; see Table 4|(p < 0.05)|at 300 K|more often than not|again and again|"
         "— a surprise|without supervision|for 1,024 hidden units|as expected!|?|…").split("|")
ODD = ["", " ", "\n", "\n\n\n", ".", "…!?", "東京", "привет мир", "ΣΊΣΥΦΟΣ", "a", "A a A a", "1", "1 2 3", "the the the the",
       "İİİ ıı", "300 K 300 \u212a", "straße STRASSE", "ﬁne fine", "１２３ 123", "٣٤ 34", "e\u0301tude étude", "don't dont do n't",
       "tab\tseparated\twords", "carriage\r\nreturn\rhere", "non\u00a0breaking\u00a0space", "line\u2028separator", "zero\u200bwidth",
       "under_score", "CamelCase camelcase", "dying lying tying skies news innings", "die lie tie sky new inning",
       "x" * 300, "y" * 50, "ying yying yyy", "word " * 100, "a b c d e f g", "g f e d c b a", "NUL\x00inside", "\ufeffmark",
       "one\ntwo\nthree", "three\ntwo\none", "one two three", "same line\nsame line", "same line", "end\n", "\nstart"]


def sentence(rng):
    parts = [rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(OBJECTS)]
    if rng.random() < 0.4:
        parts.append(rng.choice(TAILS))
    text = " ".join(parts)
    return text[0].upper() + text[1:] + rng.choice([".", ".", ".", "", "!"])


def summary(rng, sentences):
    return rng.choice(["\n", "\n", " ", "\r\n", "\n\n"]).join(sentence(rng) for _ in range(sentences))


def inflect(rng, word):
    if not re.fullmatch(r"[a-z]{4,}", word):
        return word
    return word + rng.choice(["s", "ed", "ing", "ly", "ness", ""])


def disturbed(rng, text):
    """A text like this one: words dropped, repeated, moved, replaced and inflected, lines joined and cut."""
    out = []
    for piece in re.findall(r"\S+|\s+", text):
        chance = rng.random()
        if chance < 0.12:
            continue
        if chance < 0.18:
            piece = piece + " " + piece
        elif chance < 0.26 and out:
            out.insert(rng.randrange(len(out)), piece + " ")
            continue
        elif chance < 0.42:
            piece = inflect(rng, piece)
        elif chance < 0.46:
            piece = rng.choice(OBJECTS)
        elif chance < 0.50:
            piece = rng.choice([" ", "\n"])
        elif chance < 0.54:
            piece = piece.upper()
        out.append(piece)
    return "".join(out)


def letters(rng, length, alphabet):
    """Many equal tokens: there are many longest common subsequences, and which one is taken shows in rougeLsum."""
    return "".join(rng.choice(alphabet) + rng.choice([" ", " ", " ", "\n"]) for _ in range(length))


def make_pairs(rng):
    pairs = [(a, [b]) for a in ODD for b in rng.sample(ODD, 3)]
    pairs += [(text, [text]) for text in ODD]
    for _ in range(180):
        reference = summary(rng, rng.randint(1, 6))
        pairs.append((disturbed(rng, reference), [reference]))
    for _ in range(60):
        pairs.append((summary(rng, rng.randint(1, 5)), [summary(rng, rng.randint(1, 5))]))
    for _ in range(80):
        references = [summary(rng, rng.randint(1, 4)) for _ in range(rng.randint(2, 4))]
        pairs.append((disturbed(rng, rng.choice(references)), references))
    for _ in range(20):
        pairs.append((rng.choice(ODD), rng.sample(ODD, rng.randint(2, 4))))
    for alphabet in ["ab", "abc", "abcdefgh"]:
        for length in [3, 8, 20, 63, 64, 65, 130]:
            for _ in range(3):
                pairs.append((letters(rng, length, alphabet), [letters(rng, rng.randint(1, length + 20), alphabet)]))
    for lines in [False, True]:
        long = summary(rng, 90)
        long = long if lines else long.replace("\n", " ")
        pairs.append((disturbed(rng, long), [long]))
    one_line = letters(rng, 300, "abcdef").replace("\n", " ")
    pairs.append((one_line, [letters(rng, 280, "abcdef").replace("\n", " "), letters(rng, 280, "abcdefgh")]))
    return pairs


def derived(word):
    """Forms of a word, real or not, that reach the stemmer's rules."""
    suffixes = ("s es ies ied ed eed ing y ly ally alli fully fulli logy logi ational tional ency ancy izer ably entli ely ously "
                "ization ation ator alism iveness fulness ousness ality ivity bility icate ative alize icity ical ful ness al "
                "ance ence er ic able ible ant ement ment ent sion tion ion ou ism ate iti ous ive ize e ll lled tted zzing").split()
    yield word
    for suffix in suffixes:
        yield word + suffix


def make_words(rng):
    text = (ROOT / "resources/demo/sentences.tsv").read_text()
    for page in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/definitions.md", "docs/command-line.md"]:
        text += (ROOT / page).read_text()
    corpus = sorted(set(re.findall(r"[a-z]+", text.lower())))
    words = set(corpus)
    for word in rng.sample(corpus, 120):
        words.update(derived(word))
    for word in ["sky", "die", "l", "t", "b", "ag", "y", "by", "spy", "enjo", "hopp", "fil", "fizz", "contr", "geo", "rat", "a1", "2"]:
        words.update(derived(word))
    words.update("sky skies dying lying tying news innings inning outings outing cannings canning howe proceed exceed succeed".split())
    alphabet = "aeiouybcdlstxwz1"
    words.update("".join(rng.choice(alphabet) for _ in range(rng.randint(1, 9))) for _ in range(600))
    words.update("".join(rng.choice(alphabet) for _ in range(rng.randint(1, 4))) + rng.choice(
        ["ies", "ied", "eed", "yed", "ying", "alli", "ationalli", "logi", "ll", "e", "ion"]) for _ in range(600))
    return sorted(words)


def scores_of(scorer, prediction, references):
    scores = scorer.score_multi(references, prediction)
    return scores, {kind: [float(value) for value in scores[kind]] for kind in KINDS}


def main(folder):
    only_capitals = [hex(c) for c in range(128, 0x110000) if re.search("[a-z0-9]", chr(c).lower())]
    assert only_capitals == ["0x130", "0x212a"], only_capitals  # what RougeTokens.cpp relies on
    pairs = make_pairs(random.Random(2004))
    assert len(pairs) >= 500
    scorers = {"plain": RougeScorer(KINDS), "stemmed": RougeScorer(KINDS, use_stemmer=True)}
    np.random.seed(0)
    aggregators = {name: BootstrapAggregator() for name in scorers}
    every = {name: [] for name in scorers}
    with open(folder / "pairs.jsonl", "w") as out:
        for prediction, references in pairs:
            row = {"prediction": prediction, "references": references}
            for name, scorer in scorers.items():
                scores, row[name] = scores_of(scorer, prediction, references)
                aggregators[name].add_scores(scores)
                every[name].append([row[name][kind] for kind in KINDS])
            out.write(json.dumps(row, ensure_ascii=False).replace("\u2028", "\\u2028") + "\n")
    aggregate = {}
    for name, aggregator in aggregators.items():
        means = np.mean(np.array(every[name]), axis=0)
        bounds = aggregator.aggregate()
        aggregate[name] = {kind: {"mean": means[i].tolist(), "low": [float(value) for value in bounds[kind].low],
                                  "high": [float(value) for value in bounds[kind].high]} for i, kind in enumerate(KINDS)}
    (folder / "aggregate.json").write_text(json.dumps(aggregate, indent=1) + "\n")

    stemmer = PorterStemmer()
    words = make_words(random.Random(1980))
    (folder / "stems.tsv").write_text("".join(f"{word}\t{stemmer.stem(word)}\n" for word in words))
    print(len(pairs), "pairs,", len(words), "words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
