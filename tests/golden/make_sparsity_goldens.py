# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/sparsity/expected.json: what sparsity is by NumPy, and CETT by transformers.

usage: make_sparsity_goldens.py      (needs torch==2.13.0 transformers==5.23.0 sentencepiece safetensors numpy)

vectors: density, Gini, Hoyer and the top-p share of activation vectors, straight from the formulas of
docs/definitions.md. checkpoints: for some checkpoints of tests/data/golden, over all texts of cases.json with teacher
forcing, each layer's mean of the measures over tokens, the neurons' firings, and for several errors the largest threshold
2^(k/16) at which dropping all |a_i|·‖wo_i‖ below it changes the output of the layer by at most that much in the mean. The
margin says how far the errors around it are from that, so that rounding in fp32 does not move it. The tests need neither
Python nor this script."""
import json, os
import numpy as np
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
from make_goldens import CASES, ROOT
from make_intervention_goldens import layers, watch

OUT = os.path.join(ROOT, '..', 'sparsity', 'expected.json')
SHAPES = ['t5-relu', 't5-trained', 't5-v1_1', 't5-gelu', 't5-gated-silu']
ERRORS = [0.05, 0.2, 0.5]
THRESHOLDS = 2.0 ** (np.arange(-32 * 16, 32 * 16 + 1) / 16)


def gini(a):
    c = np.sort(np.abs(a))
    n = len(c)
    k = np.arange(1, n + 1)
    return 1 - 2 * np.sum(c / c.sum() * (n - k + 0.5) / n)


def hoyer(a):
    root = np.sqrt(len(a))
    return (root - np.abs(a).sum() / np.sqrt(np.square(a).sum())) / (root - 1)


def top_share(a, part):
    c = np.sort(np.abs(a))[::-1]
    return (np.searchsorted(np.cumsum(c), part * c.sum()) + 1) / len(a)


def measures(a, part=0.9):
    return {'gini': gini(a), 'hoyer': hoyer(a), 'top_share': top_share(a, part)}


def vectors():
    rng = np.random.default_rng(7)
    dense = rng.normal(size=128)
    cases = [('relu', np.maximum(rng.normal(size=96), 0)), ('sparse', np.maximum(rng.normal(size=512) - 1.8, 0)),
             ('gated', rng.normal(size=200) * np.abs(rng.normal(size=200)) ** 3), ('dense', dense),
             ('one fires', np.eye(1, 40, 11)[0] * 2.5), ('all alike', np.full(24, -0.75)),
             ('ties', np.array([0, 1, 1, 1, 2, 2, 0, 4.0])), ('two', np.array([3.0, -1.0]))]
    rows = []
    for name, values in cases:
        values = values.astype(np.float32).astype(np.float64)
        for epsilon, part in ((0, 0.9), (0.5, 0.5)):
            rows.append({'name': f'{name}, {part}', 'values': values.tolist(), 'epsilon': epsilon, 'part': part,
                         'density': float(np.mean(np.abs(values) > epsilon))} | measures(values, part))
    return rows


def cett(a, wo, error):
    """a [tokens, d_ff], wo [d_ff, d_model], both fp64."""
    magnitude = np.abs(a) * np.linalg.norm(wo, axis=1)
    whole = np.linalg.norm(a @ wo, axis=1)
    means = []
    for threshold in THRESHOLDS:
        lost = np.linalg.norm((a * (magnitude < threshold)) @ wo, axis=1)
        means.append(np.mean(np.divide(lost, whole, out=np.zeros_like(lost), where=whole > 0)))
    place = np.nonzero(np.array(means) <= error)[0].max()
    margin = min(abs(means[i] - error) for i in range(max(place - 1, 0), min(place + 2, len(means))))
    threshold = THRESHOLDS[place]
    return {'error_limit': error, 'epsilon': threshold, 'error': means[place], 'margin': margin,
            'kept': float(np.mean((magnitude >= threshold) & (a != 0)))}


def checkpoint(shape):
    folder = os.path.join(ROOT, shape)
    tokens = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    start = model.config.decoder_start_token_id or 0
    seen, _ = watch(model)
    collected = {name: [] for name, _ in layers(model)}
    for case in CASES:
        ids = torch.tensor(tokens(case['text']).input_ids)
        target = case['decoder_text'] or case['text']
        decoder_ids = torch.tensor([start] + tokens(target).input_ids[:-1])
        with torch.no_grad():
            model(input_ids=ids[None], decoder_input_ids=decoder_ids[None])
        for name, value in seen.items():
            collected[name].append(value[0].double().numpy())
    rows = {}
    for name, wo in layers(model):
        a = np.concatenate(collected[name])
        firing = [row for row in a if np.any(row != 0)]
        rows[name] = {'tokens': len(a), 'density': float(np.mean(a != 0)), 'firings': np.sum(a != 0, axis=0).tolist(),
                      'first': float(np.mean([text[0] != 0 for text in collected[name]])),
                      'cett': [cett(a, wo.weight.detach().double().numpy().T, error) for error in ERRORS]}
        for key in ('gini', 'hoyer', 'top_share'):
            rows[name][key] = float(np.mean([measures(row)[key] for row in firing]))
    return rows


if __name__ == '__main__':
    result = {'vectors': vectors(), 'checkpoints': {shape: checkpoint(shape) for shape in SHAPES}}
    for shape, rows in result['checkpoints'].items():
        for name, row in rows.items():
            print(shape, name, row['tokens'], round(row['density'], 3),
                  [(round(c['epsilon'], 4), round(c['kept'], 3), f"{c['margin']:.1e}") for c in row['cett']])
    os.makedirs(os.path.dirname(OUT), exist_ok=True)
    with open(OUT, 'w') as file:
        json.dump(result, file)
        file.write('\n')
