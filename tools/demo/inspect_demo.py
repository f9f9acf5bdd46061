#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the demo checkpoint on the demo sentences: density by layer, dead neurons, and the best neurons of every topic.

Activations are what `wo` receives, relu(wi x), in fp32, at every real token and </s>. A sentence's value is the largest over its
tokens, and a neuron captures a sentence when that value is above zero. KT = captured sentences with a keyword / captured sentences.
"""

import argparse
import collections
import csv
import pathlib
import re

import torch
from transformers import AutoTokenizer, T5ForConditionalGeneration

ROOT = pathlib.Path(__file__).resolve().parents[2]
BATCH = 64
LEAST = 10  # captured sentences a neuron needs to be listed
TOP = 20
STRONGEST = 10  # neurons of a sentence


def read_topic(path):
    """(name, pattern) of a keyword list whose keywords are whole words."""
    name, words = path.stem, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# name:"):
            name = line.split(":", 1)[1].strip()
        elif line.strip() and not line.startswith("#"):
            words.append(line.strip())
    return name, re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)


@torch.no_grad()
def measure(model, tokenizer, texts):
    """(density by layer, largest value by sentence and neuron of the last encoder layer, tokens, and where the strongest neurons
    have it: counts of tokens for the STRONGEST of each sentence)."""
    kept = {}
    for number, block in enumerate(model.encoder.block, 1):
        wo = block.layer[-1].DenseReluDense.wo
        wo.register_forward_pre_hook(lambda _, inputs, name=f"enc{number}": kept.__setitem__(name, inputs[0]))
    last = f"enc{len(model.encoder.block)}"
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    active, places, tokens = collections.Counter(), collections.Counter(), 0
    largest = torch.zeros(len(texts), model.config.d_ff)  # [sentences, d_ff]
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        batch = tokenizer([texts[at] for at in chosen], padding=True, return_tensors="pt")
        mask = batch.attention_mask.bool()
        model.encoder(input_ids=batch.input_ids, attention_mask=batch.attention_mask)
        tokens += int(mask.sum())
        for name, values in kept.items():
            active[name] += int((values[mask] != 0).sum())
        peak, at = kept[last].masked_fill(~mask[..., None], 0).max(1)
        largest[chosen] = peak
        tops = at.gather(1, peak.topk(STRONGEST, dim=1).indices)  # [sentences, STRONGEST]: positions
        places.update(tokenizer.convert_ids_to_tokens(batch.input_ids.gather(1, tops).flatten().tolist()))
    return {name: count / tokens / model.config.d_ff for name, count in active.items()}, largest, tokens, places


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=pathlib.Path, default=ROOT / "resources/demo/base")
    parser.add_argument("--sentences", type=pathlib.Path, default=ROOT / "resources/demo/sentences.tsv")
    parser.add_argument("--topics", type=pathlib.Path, default=ROOT / "resources/topics")
    parser.add_argument("--limit", type=int, default=0, help="only the first so many sentences")
    parser.add_argument("--best", type=int, default=10)
    options = parser.parse_args()
    torch.set_num_threads(2)
    with open(options.sentences, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = rows[: options.limit or None]
    texts = [row["text"] for row in rows]
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    assert tokenizer("A test.").input_ids[-1] == 1, "the tokenizer must end a text with </s>"
    model = T5ForConditionalGeneration.from_pretrained(options.model, dtype=torch.float32).eval()

    density, largest, tokens, places = measure(model, tokenizer, texts)
    print(f"{len(texts)} sentences, {tokens} tokens")
    for name, share in density.items():
        print(f"  {name}: density {share:.2%}")
    peaks = sum(places.values())
    print(f"where the {STRONGEST} strongest neurons of a sentence in the last encoder layer are strongest:")
    print("  " + ", ".join(f"{piece} {count / peaks:.1%}" for piece, count in places.most_common(8)))
    captured = (largest > 0).sum(0)  # [d_ff]
    neurons = largest.shape[1]
    dead = int((captured == 0).sum())
    print(f"last encoder layer: {dead} of {neurons} neurons never fire ({dead / neurons:.2%})")
    edges = (1, LEAST, 100, 400, 1000, 2000, int(0.95 * len(texts)), len(texts) + 1)
    for low, high in zip(edges, edges[1:]):
        count = int(((captured >= low) & (captured < high)).sum())
        print(f"  fire on {low} to {high - 1} sentences: {count}")

    # How many neurons' top sentences share a label, or a group
    values, top = largest.topk(TOP, dim=0)
    for field in ("label", "group"):
        shared = collections.Counter()
        for neuron in range(neurons):
            if captured[neuron] < TOP:
                continue
            kind, count = collections.Counter(rows[at][field] for at in top[:, neuron].tolist()).most_common(1)[0]
            if count >= 16 and captured[neuron] <= len(texts) // 4:
                shared[kind] += 1
        print(f"neurons that fire on at most a quarter of the sentences, with 16 of their top {TOP} of one {field}: {sum(shared.values())}")
        print("  " + ", ".join(f"{kind} {count}" for kind, count in shared.most_common()))

    for path in sorted(options.topics.glob("*.txt")):
        name, pattern = read_topic(path)
        has = torch.tensor([bool(pattern.search(text)) for text in texts])
        hits = (largest[has] > 0).sum(0)
        print(f"\n{name}: {int(has.sum())} of {len(texts)} sentences have a keyword ({has.float().mean():.1%})")
        ranked = [n for n in range(neurons) if captured[n] >= LEAST]
        ranked.sort(key=lambda n: (-int(hits[n]) / int(captured[n]), -int(captured[n])))
        for n in ranked[: options.best]:
            k, total = int(hits[n]), int(captured[n])
            print(f"  neuron {n}: KT {k}/{total} = {k / total:.3f}")
            for at in top[:3, n].tolist():
                print(f"      {largest[at, n]:7.3f}  [{rows[at]['group']}] {texts[at]}")


if __name__ == "__main__":
    main()
