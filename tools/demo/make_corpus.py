#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the corpus of the demo checkpoint: short English sentences with a label and a group.

The sentences are drawn from the hand-written grammars in grammar/*.txt, one file a label. A grammar is read top down:

    $metal = iron; copper; zinc                    a list; indented lines continue it
    $person(n,he) = Anna,she; Tom,he               a list of records, whose fields belong together
    @group chemistry                               what follows belongs to this group
    {person.n} weighed (some|a gram of) {metal}.   a template: any other line

In a template `{metal}` draws an entry, `{metal2}` a second, different one; `{person.n}` and `{person.he}` come from the same
record; `(a|b|)` draws an alternative. Lists before the first @group, and those of common.txt, are shared. Every draw comes
from one seeded generator, so the same arguments give the same bytes on every machine.
"""

import argparse
import pathlib
import random
import re
import sys

LABELS = ("stem", "colours", "countries", "everyday")
GRAMMARS = pathlib.Path(__file__).resolve().parent / "grammar"
SHORTEST, LONGEST = 6, 25  # words a sentence
PATIENCE = 40  # duplicates in a row before a template counts as used up

LIST = re.compile(r"\$(\w+?)(?:\(([\w,]+)\))?\s*=\s*(.*)")
SLOT = re.compile(r"\{([a-z_]+)(\d?)(?:\.(\w+))?\}")
CHOICE = re.compile(r"\(([^()]*)\)")
ARTICLE = re.compile(r"\b([Aa])n? (?=([A-Za-z0-9]+))")
SOUNDS_LIKE_CONSONANT = re.compile(r"(?:uni(?!n)|use|usu|eu|one\b|once|uran|Ukr)", re.IGNORECASE)
SOUNDS_LIKE_VOWEL = re.compile(r"(?:hour|honest|X-|MRI\b)")


class Grammar:
    """Lists and templates of one label."""

    def __init__(self, path, shared=None):
        self.lists = dict(shared.lists) if shared else {}
        self.fields = dict(shared.fields) if shared else {}
        self.templates = []  # (group, text)
        group = None
        for line in joined(path.read_text(encoding="utf-8")):
            if found := LIST.fullmatch(line):
                self.read_list(path, *found.groups())
            elif line.startswith("@group "):
                group = line.split(None, 1)[1]
            else:
                if group is None:
                    sys.exit(f"{path.name}: a template before the first @group: {line}")
                self.check(path, line)
                self.templates.append((group, line))

    def read_list(self, path, name, fields, body):
        entries = [entry.strip() for entry in body.split(";") if entry.strip()]
        if fields:
            self.fields[name] = fields.split(",")
            entries = [tuple(part.strip() for part in entry.split(",")) for entry in entries]
            for entry in entries:
                if len(entry) != len(self.fields[name]):
                    sys.exit(f"{path.name}: ${name}: wrong number of fields in {entry}")
        if len(entries) != len(set(entries)):
            sys.exit(f"{path.name}: ${name}: an entry occurs twice")
        self.lists[name] = entries

    def check(self, path, template):
        for name, _, field in SLOT.findall(template):
            if name not in self.lists or (field or None) not in self.fields.get(name, [None]):
                sys.exit(f"{path.name}: unknown slot {name}.{field} in: {template}")
        if template.count("(") != template.count(")") or template.count("{") != template.count("}"):
            sys.exit(f"{path.name}: unbalanced brackets in: {template}")

    def draw(self, template, rng, drawn=None):
        """A sentence. With `drawn`, which keeps what slots mean by (list, number), it belongs to those drawn before.

        Entries may have slots of their own. Those of a sentence that stands alone are drawn by a generator of its own, so
        that an entry that gains or loses a slot leaves all other sentences as they are."""
        text = template
        while found := CHOICE.search(text):
            text = text[: found.start()] + rng.choice(found[1].split("|")) + text[found.end() :]
        alone = drawn is None
        drawn = {} if alone else drawn

        def fill(match, rng=rng):
            name, number, field = match.groups()
            key = (name, number)
            if key not in drawn:
                taken = [entry for (other, _), entry in drawn.items() if other == name]
                drawn[key] = rng.choice([entry for entry in self.lists[name] if entry not in taken])
            entry = drawn[key]
            return entry[self.fields[name].index(field)] if field else entry

        text = SLOT.sub(fill, text)
        inner = random.Random(text) if alone else rng
        while SLOT.search(text):
            text = SLOT.sub(lambda match: fill(match, inner), text)
        return tidy(text)


def joined(text):
    """Lines without comments and blanks, indented lines appended to the one before."""
    lines = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    return lines


def tidy(text):
    """Spaces, plurals in -ies, the article a or an, and the capital at the start."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" ([,.;?!])", r"\1", text)
    text = re.sub(r"([^aeiou\W])ys\b", r"\1ies", text)  # the plural of a slot that ends in y

    def article(match):
        word = match[2]
        vowel = word[0] in "aeiouAEIOU" and not SOUNDS_LIKE_CONSONANT.match(word)
        return match[1] + ("n " if vowel or SOUNDS_LIKE_VOWEL.match(text[match.end() :]) else " ")

    text = ARTICLE.sub(article, text)
    return text[0].upper() + text[1:]


def sentences(label, wanted, rng):
    """`wanted` distinct sentences of a label as (text, label, group), groups and templates taking turns."""
    grammar = Grammar(GRAMMARS / f"{label}.txt", Grammar(GRAMMARS / "common.txt"))
    groups = sorted({group for group, _ in grammar.templates})
    open_templates = {group: [text for name, text in grammar.templates if name == group] for group in groups}
    seen, rows = set(), []
    while len(rows) < wanted:
        groups = [group for group in groups if open_templates[group]]
        if not groups:
            sys.exit(f"{label}: the grammar gives only {len(rows)} distinct sentences")
        for group in groups:
            template = rng.choice(open_templates[group])
            for _ in range(PATIENCE):
                text = grammar.draw(template, rng)
                if text not in seen and SHORTEST <= len(text.split()) <= LONGEST:
                    seen.add(text)
                    rows.append((text, label, group))
                    break
            else:
                open_templates[group].remove(template)
    del rows[wanted:]
    rng.shuffle(rows)
    return rows


def build(per_label, held_out, seed):
    """(training rows, held-out rows): no sentence is in both."""
    train, held = [], []
    for label in LABELS:
        rows = sentences(label, per_label + held_out, random.Random(f"{seed}/{label}"))
        held += rows[:held_out]
        train += rows[held_out:]
    order = random.Random(f"{seed}/order")
    order.shuffle(train)
    order.shuffle(held)
    return train, held


def without_stops(rows, share, seed):
    """The rows, of which this share lose the mark that closes the sentence. A model that has always seen a full stop at the end
    keeps there what the sentence is about, and its strongest neurons answer to the stop."""
    rng = random.Random(f"{seed}/stops")
    return [(text[:-1] if rng.random() < share and text[-1] in ".?!" else text, *rest) for text, *rest in rows]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("text\tlabel\tgroup\n")
        out.writelines("\t".join(row) + "\n" for row in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=pathlib.Path, help="where the training sentences go (TSV)")
    parser.add_argument("--held-out", type=pathlib.Path, help="where the held-out sentences go (TSV)")
    parser.add_argument("--per-label", type=int, default=9000, help="training sentences a label")
    parser.add_argument("--held-out-per-label", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--bare", type=float, default=0.5, help="share of the training sentences that lose their closing full stop")
    arguments = parser.parse_args()
    train, held = build(arguments.per_label, arguments.held_out_per_label, arguments.seed)
    if arguments.train:
        write(arguments.train, without_stops(train, arguments.bare, arguments.seed))
    if arguments.held_out:
        write(arguments.held_out, held)
    print(f"{len(train)} training sentences, {len(held)} held out")


if __name__ == "__main__":
    main()
