# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/tokens/expected.json: at which tokens and positions neurons are strongest, by transformers and NumPy.

usage: make_token_goldens.py      (needs torch==2.13.0 transformers==5.23.0 sentencepiece scipy numpy)

The checkpoint is tests/data/golden/t5-trained, the sentences are made here. The tests need neither Python nor this
script."""
import json, os, random
from collections import Counter
import numpy as np
import torch
from scipy import stats
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
from make_goldens import ROOT

OUT = os.path.join(ROOT, '..', 'tokens', 'expected.json')
LAYERS = {'enc1': ('encoder', 0), 'dec2': ('decoder', 1)}
FROM_START = [(1, 1), (2, 2), (3, 3), (4, 4), (5, 8), (9, 16), (17, 32), (33, 64), (65, None)]


def sentences():
    rng = random.Random(7)
    words = ('the red lantern shines over harbour and warm bread grows beside another kitchen in 1987 a silver coin fell '
             'into museum grey smoke waits outside library tonight her bicycle belongs to classroom fresh milk').split()
    made = [' '.join(rng.choice(words) for _ in range(rng.randint(1, 22))).capitalize() for _ in range(148)]
    made += [' '.join(rng.choice(words) for _ in range(90)), 'the silver coin ' * 30]
    return [{'text': text, 'target': ' '.join(text.split()[::-1][:12])} for text in made]


def spread(observed, expected):
    total = sum(observed)
    groups, rest = [], [0, 0]
    for pair in zip(observed, expected):
        rest = [rest[0] + pair[0], rest[1] + pair[1]]
        if rest[1] >= 5:
            groups.append(rest)
            rest = [0, 0]
    if groups:
        groups[-1] = [groups[-1][0] + rest[0], groups[-1][1] + rest[1]]
    p = chi = None
    if len(groups) > 1:
        o, e = np.array(groups, float).T
        result = stats.chisquare(o, e * o.sum() / e.sum())
        chi, p = float(result.statistic), float(result.pvalue)
    return {'observed': observed, 'expected': expected, 'degrees': len(groups) - 1, 'chi_square': chi, 'p': p,
            'distance': float(np.abs(np.array(observed) - expected).sum() / total / 2)}


def judge(rows, neuron, eos, content):
    """rows: ids and activations [tokens, neurons] of each sentence."""
    counted = [[t for t, i in enumerate(ids) if not (content and i == eos)] for ids, _ in rows]
    positions = sum(map(len, counted))
    maxima, occurrences = [Counter() for _ in range(3)], [Counter() for _ in range(3)]
    tenths, start = [[0] * 10, [0.0] * 10], [[0] * 9, [0.0] * 9]
    fires = 0
    bin_of = lambda place: next(b for b, (first, last) in enumerate(FROM_START) if last is None or place + 1 <= last)
    for (ids, a), places in zip(rows, counted):
        for t in places:
            for n in range(min(3, t + 1)):
                occurrences[n][tuple(ids[t - n:t + 1])] += 1
        column = np.abs(a[places, neuron])
        if column.max() == 0:
            continue
        fires += 1
        place = int(column.argmax())
        for n in range(min(3, places[place] + 1)):
            maxima[n][tuple(ids[places[place] - n:places[place] + 1])] += 1
        length = len(places)
        tenths[0][10 * (2 * place + 1) // (2 * length)] += 1
        start[0][bin_of(place)] += 1
        for at in range(length):
            tenths[1][10 * (2 * at + 1) // (2 * length)] += 1 / length
            start[1][bin_of(at)] += 1 / length
    ngrams = [sorted(({'ids': list(key), 'maxima': c, 'occurrences': occurrences[n][key],
                       'lift': c / fires / (occurrences[n][key] / positions)} for key, c in maxima[n].items()),
                     key=lambda row: (-row['maxima'], row['ids']))[:6] for n in range(3)]
    return {'neuron': neuron, 'fires': fires, 'positions': positions, 'ngrams': ngrams,
            'different': [len(each) for each in maxima], 'tenths': spread(*tenths), 'from_start': spread(*start)}


def main():
    folder = os.path.join(ROOT, 't5-trained')
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    texts, seen = sentences(), {}
    for name, (stack, number) in LAYERS.items():
        wo = getattr(model, stack).block[number].layer[-1].DenseReluDense.wo
        wo.register_forward_pre_hook(lambda _, inputs, name=name: seen.__setitem__(name, inputs[0][0].numpy().copy()))
    rows = {name: [] for name in LAYERS}
    for text in texts:
        ids, labels = tokenizer(text['text']).input_ids, tokenizer(text['target']).input_ids
        decoder = [model.config.decoder_start_token_id] + labels[:-1]
        with torch.no_grad():
            model(input_ids=torch.tensor([ids]), decoder_input_ids=torch.tensor([decoder]))
        for name in LAYERS:
            rows[name].append((ids if name.startswith('enc') else decoder, seen[name]))
    eos = tokenizer.eos_token_id
    runs = {}
    for run, content in (('all', False), ('content', True)):
        runs[run] = {}
        for name in LAYERS:
            fires = [sum(1 for _, a in rows[name] if a[:, n].max() > 0) for n in range(rows[name][0][1].shape[1])]
            chosen = [int(n) for n in np.argsort(fires)[::-1][[0, 5, 20, -2, -1]]]
            runs[run][name] = [judge(rows[name], n, eos, content) for n in chosen]
    os.makedirs(os.path.dirname(OUT), exist_ok=True)
    with open(OUT, 'w') as file:
        json.dump({'sentences': texts, 'runs': runs}, file, separators=(',', ':'), ensure_ascii=False)
        file.write('\n')


if __name__ == '__main__':
    main()
