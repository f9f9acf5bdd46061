# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/golden/t5-trained and tests/data/generation: what transformers' generate() writes.

usage: make_generation_goldens.py [train]      (needs torch==2.13.0 transformers==5.23.0 sentencepiece safetensors)

t5-trained is a small checkpoint that has learnt to write one of several shorter sentences from a long one, so that texts
close at different lengths and beams compete; `train` makes it again. expected.json has, for each checkpoint and each
set of choices, batches of texts with the ids that are written from them, without the start token and padding, and the
smallest margin by which something was decided in the batch: rows are taken only where no other choice comes within
1e-4, so that the order of additions cannot change them. The tests need neither Python nor this script."""
import json, os, random, shutil, sys
import torch
from transformers import (AutoModelForSeq2SeqLM, AutoTokenizer, T5Config, T5ForConditionalGeneration, T5Tokenizer)
from transformers.generation.utils import GenerationMixin
from make_goldens import DEEDS, PLACES, ROOT, THINGS, WHEN, edit_config, long_text, train_tokenizer

OUT = os.path.join(ROOT, '..', 'generation', 'expected.json')
MARGIN, TEXTS_A_BATCH = 1e-4, 4
TRAINED = 't5-trained'
LIMITS = {TRAINED: 72}  # tokens, else 24: random weights seldom come to an end

# In transformers' names; those that a set leaves out are its defaults. min_length counts the start token.
CHOICES = [
    dict(num_beams=1),
    dict(num_beams=1, no_repeat_ngram_size=2),
    dict(num_beams=1, no_repeat_ngram_size=1, min_length=9),
    dict(num_beams=2),
    dict(num_beams=2, early_stopping=True, length_penalty=0.6),
    dict(num_beams=4, early_stopping=True),
    dict(num_beams=4, early_stopping=False, length_penalty=0.6),
    dict(num_beams=4, early_stopping=False, length_penalty=2.0),
    dict(num_beams=4, early_stopping='never', length_penalty=2.0),
    dict(num_beams=4, early_stopping=False, length_penalty=-1.0),
    dict(num_beams=4, no_repeat_ngram_size=2, early_stopping=True, length_penalty=2.0),
    dict(num_beams=4, no_repeat_ngram_size=3, early_stopping=False),
    dict(num_beams=2, no_repeat_ngram_size=3, min_length=14, length_penalty=0.6),
    dict(num_beams=4, no_repeat_ngram_size=3, min_length=18, early_stopping=True, length_penalty=2.0),
]
FEWER = [CHOICES[i] for i in (0, 1, 4, 7, 11, 13)]  # for the checkpoints with random weights


def sentence(rng):
    w, t, d, p, u, e, q = (rng.choice(words) for words in (WHEN, THINGS, DEEDS, PLACES, THINGS, DEEDS, PLACES))
    return f'{w} {t} {d} the {p}, and {u} {e} another {q}.', (w, t, d, p, u, e, q)


def summary(rng, parts):
    w, t, d, p, u, e, q = parts
    return rng.choice([f'{t} {d} the {p}.', f'{t} {d} the {p}, {w}.', f'{u} {e} the {q}, and {t} {d} the {p}.',
                       f'{t} and {u}.', f'{u} {e} another {q}.'])


def train():
    rng, folder = random.Random(5), os.path.join(ROOT, TRAINED)
    torch.manual_seed(5)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    pieces = train_tokenizer(os.path.join(folder, 'spiece.model'), False, False)
    config = T5Config(d_model=32, d_kv=8, num_heads=4, d_ff=64, num_layers=2, vocab_size=pieces + 100,
                      feed_forward_proj='relu', decoder_start_token_id=0, pad_token_id=0, eos_token_id=1)
    model = T5ForConditionalGeneration(config)
    config.save_pretrained(folder)
    tokens = AutoTokenizer.from_pretrained(folder)
    steps = 2500
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 6e-3, steps)
    for step in range(steps):
        pairs = [(s, summary(rng, parts)) for s, parts in (sentence(rng) for _ in range(32))]
        source = tokens([s for s, _ in pairs], return_tensors='pt', padding=True)
        labels = tokens([t for _, t in pairs], return_tensors='pt', padding=True).input_ids
        loss = model(**source, labels=labels.masked_fill(labels == 0, -100)).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step(), schedule.step(), optimizer.zero_grad()
        if step % 250 == 0:
            print(step, round(loss.item(), 3), flush=True)
    model.save_pretrained(folder)
    os.remove(os.path.join(folder, 'generation_config.json'))
    edit_config(folder, {'architectures': ['T5ForConditionalGeneration']})


class Margins:
    """The smallest gap that decided something, for each row of a batch, while that row is being searched."""
    def __init__(self, rows):
        self.smallest = torch.full((rows,), float('inf'))

    def note(self, row, gap):
        self.smallest[row] = min(self.smallest[row], float(gap))

    def greedy(self, scores, ids, eos):
        for step, at in enumerate(scores):
            best = at.topk(2).values
            for row in range(len(self.smallest)):
                if eos not in ids[row, 1:1 + step]:
                    self.note(row, best[row, 0] - best[row, 1])

    def watch_beams(self):
        """Wraps the three places where beam search decides."""
        candidates = GenerationMixin._get_top_k_continuations
        closing = GenerationMixin._update_finished_beams
        stopping = GenerationMixin._check_early_stop_heuristic
        self.done = torch.zeros(len(self.smallest), dtype=torch.bool)

        def top_k(mixin, accumulated_log_probs, *args, beams_to_keep, **kwargs):
            best = accumulated_log_probs.topk(beams_to_keep + 1).values
            for row, scores in enumerate(best):
                scores = scores[scores > -1e8]  # all but the beams that are not there yet
                if not self.done[row] and len(scores) > 1:
                    self.note(row, (scores[:-1] - scores[1:]).min())
            return candidates(mixin, accumulated_log_probs=accumulated_log_probs, *args, beams_to_keep=beams_to_keep,
                              **kwargs)

        def update(mixin, **kwargs):
            result = closing(mixin, **kwargs)
            # in log-probabilities, as the gaps between open beams: that is where rounding happens
            scale = (kwargs['cur_len'] + 1 - kwargs['decoder_prompt_len']) ** min(0, -kwargs['length_penalty'])
            for row, scores in enumerate(result[1]):
                scores = scores[result[3][row]]
                if not self.done[row] and len(scores) > 1:
                    self.note(row, (scores[:-1] - scores[1:]).min() / scale)
            return result

        def stop(is_early_stop_heuristic_unsatisfied, running_beam_scores, beam_scores, is_sent_finished, cur_len,
                 max_length, decoder_prompt_len, early_stopping, length_penalty):
            still = stopping(is_early_stop_heuristic_unsatisfied, running_beam_scores, beam_scores, is_sent_finished,
                             cur_len, max_length, decoder_prompt_len, early_stopping, length_penalty)
            full = is_sent_finished.all(1)
            length = (max_length if early_stopping == 'never' and length_penalty > 0 else cur_len) - decoder_prompt_len
            for row in range(len(self.smallest)):
                if full[row] and not self.done[row] and early_stopping is not True:
                    gap = running_beam_scores[row, 0] / length ** length_penalty - beam_scores[row].min()
                    self.note(row, abs(gap) * length ** max(0, length_penalty))
                self.done[row] |= bool(full[row]) and (early_stopping is True or not still[row])
            return still

        GenerationMixin._get_top_k_continuations = top_k
        GenerationMixin._update_finished_beams = update
        GenerationMixin._check_early_stop_heuristic = staticmethod(stop)
        return candidates, closing, stopping

    @staticmethod
    def unwatch(saved):
        GenerationMixin._get_top_k_continuations, GenerationMixin._update_finished_beams, stopping = saved
        GenerationMixin._check_early_stop_heuristic = staticmethod(stopping)


def write(model, tokens, texts, choices, limit):
    batch = tokens(texts, return_tensors='pt', padding=True)
    margins = Margins(len(texts))
    saved = margins.watch_beams() if choices['num_beams'] > 1 else None
    with torch.no_grad():
        out = model.generate(**batch, max_length=limit + 1, do_sample=False, decoder_start_token_id=0,
                             return_dict_in_generate=True, output_scores=True, **choices)
    if saved:
        Margins.unwatch(saved)
    else:
        margins.greedy(out.scores, out.sequences, model.config.eos_token_id)
    rows = []
    for row in out.sequences[:, 1:].tolist():
        end = row.index(model.config.eos_token_id) + 1 if model.config.eos_token_id in row else limit
        rows.append(row[:end])
    return rows, margins.smallest.tolist()


def pool():
    rng = random.Random(11)
    texts = []
    for i in range(24):
        text = sentence(rng)[0]
        texts.append([text, text[:rng.randint(8, 30)], text + ' ' + sentence(rng)[0], long_text(rng.randint(3, 40))][i % 4])
    return texts


def batches(folder, choices, limit):
    """As many texts as a batch has whose margins are wide, of different lengths; written again as that batch."""
    tokens = (T5Tokenizer if 'umt5' in folder else AutoTokenizer).from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    found = []
    for each in choices:
        _, margins = write(model, tokens, pool(), each, limit)
        wide = [t for t, m in zip(pool(), margins) if m > 2 * MARGIN][:TEXTS_A_BATCH]
        if len(wide) < 2:
            print('   too few wide margins:', os.path.basename(folder), each, sorted(margins)[-3:])
            continue
        ids, margins = write(model, tokens, wide, each, limit)
        assert min(margins) > MARGIN, (folder, each, margins)
        found.append({'choices': each | {'max_new_tokens': limit}, 'texts': wide, 'ids': ids, 'margin': float(f'{min(margins):.3g}')})
    return found


if __name__ == '__main__':
    torch.use_deterministic_algorithms(True)
    if 'train' in sys.argv[1:]:
        train()
    expected = {}
    for shape in sorted(os.listdir(ROOT)):
        folder = os.path.join(ROOT, shape)
        if os.path.isdir(folder):
            expected[shape] = batches(folder, CHOICES if shape == TRAINED else FEWER, LIMITS.get(shape, 24))
            closed = sum(row[-1] == 1 for b in expected[shape] for row in b['ids'])
            print(shape, len(expected[shape]), 'sets of choices,', closed, 'of',
                  sum(len(b['ids']) for b in expected[shape]), 'closed, margin',
                  min(b['margin'] for b in expected[shape]), flush=True)
    os.makedirs(os.path.dirname(OUT), exist_ok=True)
    with open(OUT, 'w') as file:
        json.dump(expected, file, ensure_ascii=False)
        file.write('\n')
