# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/topk/expected.json: what transformers computes where tokens keep only their k largest activations.

usage: make_topk_goldens.py      (needs torch==2.13.0 transformers==5.23.0 sentencepiece safetensors)

For some checkpoints of tests/data/golden, over the texts of cases.json: hooks set all but the k largest |a| of what `wo`
receives at a token to 0, in all layers or in one, and the sum of −log p of the target tokens and how many of the likeliest
tokens are still those of the dense model are written down, with how near another token came to being likeliest. The
tests need neither Python nor this script."""
import json, os
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
from make_goldens import CASES, ROOT
from make_intervention_goldens import layers

OUT = os.path.join(ROOT, '..', 'topk', 'expected.json')
SHAPES = ['t5-relu', 't5-trained', 't5-v1_1', 't5-gelu']


def keep(k):
    def hook(_, inputs):
        a = inputs[0]
        kept = a.abs().topk(k, dim=-1).indices
        return (torch.zeros_like(a).scatter(-1, kept, a.gather(-1, kept)),)
    return hook


def passes(model, tokens, k, only):
    hooks = [wo.register_forward_pre_hook(keep(k)) for name, wo in layers(model) if k and only in (None, name)]
    loss, likeliest, margin = 0.0, [], 1e9
    for case in CASES:
        ids, labels = (torch.tensor(tokens(text).input_ids) for text in (case['text'], case['decoder_text'] or case['text']))
        start = model.config.decoder_start_token_id or 0
        with torch.no_grad():
            logits = model(input_ids=ids[None], decoder_input_ids=torch.cat([torch.tensor([start]), labels[:-1]])[None]).logits[0]
        loss -= logits.double().log_softmax(-1).gather(1, labels[:, None]).sum().item()
        best = logits.topk(2, dim=-1).values
        margin = min(margin, (best[:, 0] - best[:, 1]).min().item())
        likeliest += logits.argmax(-1).tolist()
    for hook in hooks:
        hook.remove()
    return loss, likeliest, margin


def checkpoint(shape):
    folder = os.path.join(ROOT, shape)
    tokens = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    dense, before, margin = passes(model, tokens, 0, None)
    rows = []
    for k, only in ((1, None), (4, None), (12, None), (4, 'dec1'), (model.config.d_ff, None)):
        loss, after, near = passes(model, tokens, k, only)
        rows.append({'k': k, 'layer': only, 'loss': loss / len(before), 'margin': min(margin, near),
                     'agreeing': sum(a == b for a, b in zip(before, after))})
    return {'tokens': len(before), 'dense': dense / len(before), 'rows': rows}


if __name__ == '__main__':
    result = {shape: checkpoint(shape) for shape in SHAPES}
    for shape, row in result.items():
        print(shape, row['tokens'], round(row['dense'], 4),
              [(r['k'], r['layer'], round(r['loss'], 4), r['agreeing'], f"{r['margin']:.1e}") for r in row['rows']])
    os.makedirs(os.path.dirname(OUT), exist_ok=True)
    with open(OUT, 'w') as file:
        json.dump(result, file)
        file.write('\n')
