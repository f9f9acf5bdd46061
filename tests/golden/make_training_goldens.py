# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/training: what transformers and torch.optim make of the golden checkpoints in three steps.

usage: make_training_goldens.py        (needs torch==2.13.0 transformers==5.23.0 safetensors)

Each file SHAPE.safetensors has the pairs (source_i, target_i: int64 ids) and, for each optimiser, `OPTIMIZER/loss` [3]
and what the three steps changed in some weights, `OPTIMIZER/WEIGHT`, all in fp64, without dropout and clipping.
A step's loss is the mean over all target tokens of the four pairs. `smooth/…` is the loss and the change after one Adam
step with label smoothing 0.1, and `topk/…` with Top-k thresholding of 5 activations a layer and token; `fp32/OPTIMIZER/loss` the losses in fp32. The tests need neither Python nor this script."""
import os
import torch
from safetensors.torch import save_file
from torch.nn.functional import cross_entropy
from transformers import AutoModelForSeq2SeqLM
from transformers.optimization import Adafactor

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data')
SHAPES = ['t5-relu', 't5-gelu', 't5-v1_1', 't5-gated-silu', 'umt5', 't5-inner-dimension']
LENGTHS = [((9, 5), (21, 3), (4, 7), (14, 2)), ((30, 6), (2, 1), (11, 11), (17, 4)), ((6, 6), (13, 9), (25, 2), (8, 3))]
OPTIMIZERS = {'adam': lambda p: torch.optim.Adam(p, lr=1e-3, foreach=False),
              'adamw': lambda p: torch.optim.AdamW(p, lr=1e-3, weight_decay=0.1, foreach=False),
              'adafactor': lambda p: Adafactor(p, lr=1e-3, relative_step=False, scale_parameter=False)}
TOP_K = 5
# Of every kind of weight some rows, so that the files stay small.
KEPT = ['shared.weight', 'lm_head.weight', 'final_layer_norm', 'relative_attention_bias', 'block.0.layer.0', 'block.1.']


def batches(vocabulary):
    generator = torch.Generator().manual_seed(7)
    return [[[torch.randint(3, vocabulary, (n - 1,), generator=generator).tolist() + [1] for n in pair] for pair in step]
            for step in LENGTHS]


def padded(rows, value):
    longest = max(map(len, rows))
    return torch.tensor([row + [value] * (longest - len(row)) for row in rows])


def loss_of(model, pairs, smoothing=0.0):
    source, labels = padded([p[0] for p in pairs], 0), padded([p[1] for p in pairs], -100)
    mask = padded([[1] * len(p[0]) for p in pairs], 0)
    logits = model(input_ids=source, attention_mask=mask, labels=labels).logits
    return cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-100, label_smoothing=smoothing)


def keep_largest(k):
    def threshold(module, inputs):
        kept = inputs[0].abs().topk(k, dim=-1).indices
        return (inputs[0] * torch.zeros_like(inputs[0]).scatter(-1, kept, 1.0),)
    return threshold


def train(path, make, steps, dtype, smoothing=0.0, top_k=0):
    model = AutoModelForSeq2SeqLM.from_pretrained(path, dtype=dtype).eval() # no dropout
    for name, module in model.named_modules():
        if top_k and name.endswith('DenseReluDense.wo'): module.register_forward_pre_hook(keep_largest(top_k))
    before = {name: w.detach().clone() for name, w in model.named_parameters()}
    optimizer, losses = make(list(model.parameters())), []
    for pairs in steps:
        optimizer.zero_grad()
        loss = loss_of(model, pairs, smoothing)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return torch.tensor(losses, dtype=torch.float64), {n: w.detach() - before[n] for n, w in model.named_parameters()}


def kept(changes):
    return {name: c[:4].contiguous() for name, c in changes.items() if any(part in name for part in KEPT)}


if __name__ == '__main__':
    torch.set_num_threads(1)
    os.makedirs(os.path.join(DATA, 'training'), exist_ok=True)
    for shape in SHAPES:
        path = os.path.join(DATA, 'golden', shape)
        vocabulary = AutoModelForSeq2SeqLM.from_pretrained(path).config.vocab_size
        steps, out = batches(vocabulary), {}
        for step, pairs in enumerate(steps):
            for i, (source, target) in enumerate(pairs):
                out[f'source_{step}_{i}'], out[f'target_{step}_{i}'] = torch.tensor(source), torch.tensor(target)
        for name, make in OPTIMIZERS.items():
            out[name + '/loss'], changes = train(path, make, steps, torch.float64)
            out |= {f'{name}/{weight}': change for weight, change in kept(changes).items()}
            out['fp32/' + name + '/loss'], _ = train(path, make, steps, torch.float32)
        out['smooth/loss'], changes = train(path, OPTIMIZERS['adam'], steps[:1], torch.float64, smoothing=0.1)
        out |= {f'smooth/{weight}': change for weight, change in kept(changes).items()}
        out['topk/loss'], changes = train(path, OPTIMIZERS['adam'], steps[:1], torch.float64, top_k=TOP_K)
        out |= {f'topk/{weight}': change for weight, change in kept(changes).items()}
        save_file(out, os.path.join(DATA, 'training', shape + '.safetensors'))
        print(shape, [round(x, 6) for x in out['adam/loss'].tolist()])
