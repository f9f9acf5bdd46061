#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the demo's papers: short scientific articles with summaries and citing sentences, in the layout of ScisummNet.

They are drawn from the hand-written grammar/papers.txt with the lists of the corpus (grammar/stem.txt, grammar/common.txt), as
make_corpus.py describes. A block `@paper GROUP` is one kind of study; its lines say which part a sentence belongs to:

    summary: The authors test a {t.drug} with {tens} patients.     all lines of a part, in this order (of titles one)
    methods: ~Patients who were too ill were treated at once.      ~: in half of the papers

All sentences of a paper share what their slots mean. Sentences of `@any` fit every study, those of `@experiment` every one but
the studies that begin with `@theory GROUP`. `{change}` is a share in per cent
before and after, with the words that fit whether it rose or fell. The same arguments give the same bytes everywhere.
"""

import argparse
import itertools
import json
import pathlib
import random
import shutil
import sys
from xml.sax.saxutils import escape, quoteattr

from make_corpus import GRAMMARS, LIST, Grammar, joined

PARTS = ("title", "abstract", "introduction", "methods", "results", "discussion", "conclusion", "citance", "summary")
SHARED = {"introduction": (1, 2), "methods": (0, 1), "results": (0, 1), "discussion": (1, 2), "conclusion": (0, 1), "citance": (0, 2)}
HEADINGS = {
    "introduction": ("Introduction",),
    "methods": ("Methods", "Method", "Methods and Data"),
    "results": ("Results",),
    "discussion": ("Discussion",),
    "conclusion": ("Conclusion",),
}
SMALL_WORDS = {"a", "an", "the", "and", "as", "at", "by", "for", "from", "in", "of", "on", "to", "with", "its", "it", "per"}
TENS = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
CHANGE = ("from", "to", "by", "rose", "rise", "gain", "higher", "more", "many")
ROSE = ("rose", "rise", "gain", "higher", "more", "more")
FELL = ("fell", "fall", "loss", "lower", "less", "fewer")


class PaperGrammar(Grammar):
    """The parts of one kind of study, over the lists of the corpus."""

    def __init__(self, path, shared, lines):
        self.lists = dict(shared.lists)
        self.fields = dict(shared.fields)
        self.fields["change"] = list(CHANGE)
        pairs = itertools.permutations(range(len(TENS)), 2)
        self.lists["change"] = [
            (TENS[a], TENS[b], TENS[abs(a - b) - 1], *(ROSE if b > a else FELL)) for a, b in pairs
        ]
        self.parts = {part: [] for part in PARTS}
        templates = []
        for line in lines:
            if found := LIST.fullmatch(line):
                self.read_list(path, *found.groups())
            else:
                part, _, text = line.partition(": ")
                if part not in PARTS:
                    sys.exit(f"{path.name}: no part of a paper: {line}")
                self.parts[part].append(text)
                templates.append(text)
        for text in templates:
            self.check(path, text)


def read_grammar(path, shared):
    """Studies as (group, grammar, sentences that fit it as well)."""
    blocks = []
    for line in joined(path.read_text(encoding="utf-8")):
        if line.startswith("@"):
            kind, _, group = line.partition(" ")
            blocks.append((kind, group, []))
        elif blocks:
            blocks[-1][2].append(line)
        else:
            name, fields, body = LIST.fullmatch(line).groups()
            shared.read_list(path, name, fields, body)
    fitting = {kind: lines for kind, _, lines in blocks if kind in ("@any", "@experiment")}
    theory = PaperGrammar(path, shared, fitting["@any"]).parts
    experiment = PaperGrammar(path, shared, fitting["@any"] + fitting["@experiment"]).parts
    return [
        (group, PaperGrammar(path, shared, lines), theory if kind == "@theory" else experiment)
        for kind, group, lines in blocks
        if kind not in fitting
    ]


def title_case(text):
    words = text.split()
    for i, word in enumerate(words):
        after_colon = i > 0 and words[i - 1][-1] in ":?"
        if i == 0 or after_colon or word not in SMALL_WORDS:
            words[i] = word[0].upper() + word[1:]
    return " ".join(words)


class Paper:
    """One article with its summary and what others say of it."""

    def __init__(self, name, study, fitting, rng):
        self.name = name
        drawn = {}
        self.year = rng.randrange(1985, 2020)
        self.authors = [study.draw(slot, rng, drawn) for slot in ("{p.n}", "{p2.n}")]
        self.title = title_case(study.draw(rng.choice(study.parts["title"]), rng, drawn))

        def sentences(part):
            kept = [text for text in study.parts[part] if not text.startswith("~") or rng.random() < 0.5]
            if part == "citance":
                rng.shuffle(kept)
                kept = kept[: rng.randint(2, 4)]
            fewest, most = SHARED.get(part, (0, 0))
            kept += rng.sample(fitting.get(part, []), rng.randint(fewest, most))
            return [study.draw(text.lstrip("~"), rng, drawn) for text in kept]

        self.abstract = sentences("abstract")
        self.sections = []
        for part, headings in HEADINGS.items():
            if part in ("discussion", "conclusion") and rng.random() < 0.25:
                continue
            self.sections.append((rng.choice(headings), sentences(part)))
        self.citances = sentences("citance")
        self.summary = sentences("summary")

    def xml(self):
        lines = ["<PAPER>", f'  <S sid="0">{escape(self.title)}</S>']
        sid = 0

        def add(sentences):
            nonlocal sid
            for ssid, sentence in enumerate(sentences, 1):
                sid += 1
                lines.append(f'    <S sid="{sid}" ssid="{ssid}">{escape(sentence)}</S>')

        lines.append("  <ABSTRACT>")
        add(self.abstract)
        lines.append("  </ABSTRACT>")
        for number, (heading, sentences) in enumerate(self.sections, 1):
            lines.append(f'  <SECTION title={quoteattr(f"{number} {heading}")} number="{number}">')
            add(sentences)
            lines.append("  </SECTION>")
        return "\n".join(lines + ["</PAPER>"]) + "\n"

    def gold(self):
        return "\n".join([self.title, *self.summary]) + "\n"

    def citing_json(self, others, rng):
        names = " and ".join(self.authors)
        later = [other for other in others if other is not self and other.year >= self.year] or others
        entries = []
        for number, clean in enumerate(self.citances, 1):
            citing = rng.choice(later)
            entries.append(
                {
                    "citance_No": number,
                    "citing_paper_id": citing.name,
                    "citing_paper_authority": rng.randrange(40),
                    "citing_paper_authors": " | ".join(citing.authors),
                    "raw_text": clean.replace(names, f"{names} ({self.year})").rstrip("."),
                    "clean_text": clean,
                    "keep_for_gold": int(number <= 2),
                }
            )
        return json.dumps(entries, indent=1) + "\n"


def make_papers(per_group, seed):
    """Papers by group, all different."""
    shared = Grammar(GRAMMARS / "stem.txt", Grammar(GRAMMARS / "common.txt"))
    seen, groups = set(), []
    for group, study, fitting in read_grammar(GRAMMARS / "papers.txt", shared):
        rng = random.Random(f"{seed}/{group}")
        papers = []
        while len(papers) < per_group:
            paper = Paper(f"{group}-{len(papers) + 1:02}", study, fitting, rng)
            abstract = " ".join(paper.abstract)
            if paper.title not in seen and abstract not in seen:
                seen |= {paper.title, abstract}
                papers.append(paper)
        groups.append((papers, rng))
    return groups


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=pathlib.Path, required=True, help="folder for top1000_complete/, which is replaced")
    parser.add_argument("--per-group", type=int, default=24, help="papers of each of the ten groups")
    parser.add_argument("--seed", type=int, default=20)
    arguments = parser.parse_args()
    root = arguments.output / "top1000_complete"
    if root.exists():
        shutil.rmtree(root)
    groups = make_papers(arguments.per_group, arguments.seed)
    for papers, rng in groups:
        for paper in papers:
            write(root / paper.name / "Documents_xml" / f"{paper.name}.xml", paper.xml())
            write(root / paper.name / "summary" / f"{paper.name}.gold.txt", paper.gold())
            write(root / paper.name / "citing_sentences_annotated.json", paper.citing_json(papers, rng))
    print(f"{sum(len(papers) for papers, _ in groups)} papers")


if __name__ == "__main__":
    main()
