# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/intervention/expected.json: what transformers computes where neurons are set to a value.

usage: make_intervention_goldens.py      (needs torch==2.13.0 transformers==5.23.0 sentencepiece safetensors)

For every checkpoint of tests/data/golden: the interventions, which are hooks that overwrite what `wo` receives at every
token; and for some texts the log-probability of the decoder text with `</s>` before and after, what `wo` receives at the
last position after, and what is written after, greedily and by beams, where no other choice comes within 1e-4. Also the
pieces that a neuron writes. The tests need neither Python nor this script."""
import json, os
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, T5Tokenizer
from make_generation_goldens import LIMITS, MARGIN, write
from make_goldens import CASES, ROOT

OUT = os.path.join(ROOT, '..', 'intervention', 'expected.json')
SEARCHES = [dict(num_beams=1), dict(num_beams=4, early_stopping=True)]


def layers(model):
    for prefix, stack in (('enc', model.encoder), ('dec', model.decoder)):
        for i, block in enumerate(stack.block):
            yield f'{prefix}{i + 1}', block.layer[-1].DenseReluDense.wo


def watch(model, interventions=()):
    """What `wo` receives in the last pass, after interventions."""
    seen, hooks = {}, []

    def hook(name, changes):
        def set_and_see(_, inputs):
            a = inputs[0].clone()
            for neuron, value in changes:
                a[..., neuron] = value
            seen[name] = a.detach().float()
            return (a,)
        return set_and_see

    for name, wo in layers(model):
        changes = [(i['neuron'], i['value']) for i in interventions if i['layer'] == name]
        hooks.append(wo.register_forward_pre_hook(hook(name, changes)))
    return seen, hooks


def score(model, ids, decoder_ids, labels):
    with torch.no_grad():
        logits = model(input_ids=ids[None], decoder_input_ids=decoder_ids[None]).logits[0]
    return logits.double().log_softmax(-1).gather(1, labels[:, None]).sum().item()


def tensors(tokens, case, start):
    ids, labels = (torch.tensor(tokens(case[key]).input_ids) for key in ('text', 'decoder_text'))
    return ids, torch.cat([torch.tensor([start]), labels[:-1]]), labels


def choose(model, tokens):
    """In the first and the last layer of each stack the two neurons that matter most in one text: off, and to a value."""
    seen, hooks = watch(model)
    score(model, *tensors(tokens, CASES[3], 0))
    for hook in hooks:
        hook.remove()
    chosen = []
    for stack in ('enc', 'dec'):
        names = [name for name in seen if name.startswith(stack)]
        for name in dict.fromkeys([names[0], names[-1]]):
            weights = dict(layers(model))[name].weight.float().norm(dim=0)
            first, second = (seen[name][0].abs().mean(0) * weights).topk(2).indices.tolist()
            chosen += [{'layer': name, 'neuron': first, 'value': 0.0},
                       {'layer': name, 'neuron': second, 'value': -1.5 if seen[name].min() < 0 else 2.5}]
    return chosen


def writing(model, tokens):
    """The pieces that the first neuron of each stack's last layer writes, through transformers' own norm and head."""
    rows = []
    for stack, name in ((model.encoder, 'enc'), (model.decoder, 'dec')):
        with torch.no_grad():
            w = stack.block[-1].layer[-1].DenseReluDense.wo.weight[:, 0].float()
            norm = stack.final_layer_norm
            output = norm(w) * (w.square().mean() + norm.variance_epsilon).sqrt()
            scores = output @ model.shared.weight.T
            if name == 'dec':
                always = {'mt5': False, 'umt5': True}.get(model.config.model_type)
                scaled = model.config.scale_decoder_outputs if always is None else always
                scores = model.lm_head(output * model.config.d_model ** -.5 if scaled else output)
        ends = [scores[:len(tokens)].topk(8, largest=largest) for largest in (True, False)]
        rows.append({'layer': f'{name}{len(stack.block)}', 'neuron': 0} |
                    {key: [[i, s] for i, s in zip(end.indices.tolist(), end.values.tolist())]
                     for key, end in zip(('top', 'bottom'), ends)})
    return rows


def expected(folder):
    tokens = (T5Tokenizer if 'umt5' in folder else AutoTokenizer).from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    start = model.config.decoder_start_token_id or 0
    interventions = choose(model, tokens)
    limit = LIMITS.get(os.path.basename(folder), 24)
    rows = []
    for case in (CASES[1], CASES[3]):
        ids, decoder_ids, labels = tensors(tokens, case, start)
        before = score(model, ids, decoder_ids, labels)
        seen, hooks = watch(model, interventions)
        after = score(model, ids, decoder_ids, labels)
        row = dict(case) | {'before': before, 'after': after, 'last': {k: v[0, -1].tolist() for k, v in seen.items()}}
        row['written'] = []
        for choices in SEARCHES:
            written, margins = write(model, tokens, [case['text']], choices, limit)
            if margins[0] > MARGIN:
                row['written'].append({'choices': choices | {'max_new_tokens': limit}, 'ids': written[0]})
        for hook in hooks:
            hook.remove()
        rows.append(row)
    return {'interventions': interventions, 'cases': rows, 'writing': writing(model, tokens)}


if __name__ == '__main__':
    torch.use_deterministic_algorithms(True)
    result = {}
    for shape in sorted(os.listdir(ROOT)):
        folder = os.path.join(ROOT, shape)
        if os.path.isdir(folder):
            result[shape] = expected(folder)
            print(shape, [(round(c['before'], 2), round(c['after'], 2), len(c['written'])) for c in result[shape]['cases']],
                  flush=True)
    os.makedirs(os.path.dirname(OUT), exist_ok=True)
    with open(OUT, 'w') as file:
        json.dump(result, file, ensure_ascii=False)
        file.write('\n')
