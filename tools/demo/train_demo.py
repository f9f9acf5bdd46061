#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains the demo checkpoint from random weights: a small T5 with 3072 feed-forward neurons a layer, by span corruption.

The corpus comes from make_corpus.py. The objective is T5's: 15 % of the pieces of a sentence are replaced by sentinels, in spans
of 3 on average, and the decoder writes what is missing. AdamW with decoupled weight decay, linear warm-up, cosine decay, batches
of sentences of similar length. A penalty keeps each feed-forward neuron from firing on more than a given share of the tokens
(--rate, --rate-weight): a short training run leaves most neurons either always on or dead, where a long one leaves them sparse.
It is part of the training loss and the model card says so. The log is JSON lines; a checkpoint is written every --save-every steps, so that an interrupted run leaves a usable model.
"""

import argparse
import contextlib
import json
import math
import pathlib
import random
import time

import sentencepiece
import torch
from transformers import T5Config, T5ForConditionalGeneration

import make_corpus
from save_demo import SENTINELS, load_pieces, save

NOISE, MEAN_SPAN = 0.15, 3.0
IGNORED = -100
FLOOR = 0.2  # of the allowed firing rate


def train_pieces(texts, path, size, seed):
    """A unigram SentencePiece model with the special ids of T5."""
    random.Random(seed).shuffle(texts)
    path.parent.mkdir(parents=True, exist_ok=True)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(path.with_suffix("")),
        model_type="unigram",
        vocab_size=size,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        pad_piece="<pad>",
        eos_piece="</s>",
        unk_piece="<unk>",
        normalization_rule_name="nmt_nfkc",
        character_coverage=1.0,
        byte_fallback=False,
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=1,
    )
    path.with_suffix(".vocab").unlink(missing_ok=True)


def corrupt(ids, pieces, rng):
    """(source, target) of one sentence by span corruption; `ids` has no </s>."""
    noise = min(max(round(len(ids) * NOISE), 1), len(ids) - 1)
    spans = min(max(round(noise / MEAN_SPAN), 1), len(ids) - noise)

    def cut(total, parts):  # `parts` positive lengths that add up to `total`
        edges = sorted(rng.sample(range(1, total), parts - 1)) if parts > 1 else []
        return [high - low for low, high in zip([0] + edges, edges + [total])]

    noisy = cut(noise, spans)
    # The kept lengths: the first and the last may be empty, so that a span may touch either end of the sentence.
    kept = cut(len(ids) - noise + 2, spans + 1)
    kept[0] -= 1
    kept[-1] -= 1
    source, target, at = [], [], 0
    for number, (keep, drop) in enumerate(zip(kept, noisy)):
        sentinel = pieces + SENTINELS - 1 - number
        source += ids[at : at + keep] + [sentinel]
        target += [sentinel] + ids[at + keep : at + keep + drop]
        at += keep + drop
    return source + ids[at:] + [1], target + [1]


def padded(rows, fill):
    width = max(map(len, rows))
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def batches(sentences, pieces, size, rng):
    """Batches of one epoch: sentences of similar length together, in a random order."""
    order = list(range(len(sentences)))
    rng.shuffle(order)
    order.sort(key=lambda at: len(sentences[at]) + rng.random())
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        pairs = [corrupt(sentences[at], pieces, rng) for at in group]
        yield padded([source for source, _ in pairs], 0), padded([target for _, target in pairs], IGNORED)


class Activations:
    """Collects what every feed-forward `wo` of the model receives."""

    def __init__(self, model):
        self.kept = {}
        for side, stack in (("enc", model.encoder), ("dec", model.decoder)):
            for number, block in enumerate(stack.block, 1):
                block.layer[-1].DenseReluDense.wi.register_forward_hook(self.keeper(f"{side}{number}"))

    def keeper(self, name):
        def keep(_, inputs, output):
            self.kept[name] = output  # before the relu, so it fires where this is above zero

        return keep

    def penalty(self, sources, labels, allowed):
        """Mean over neurons of how far the firing rate is above `allowed`, or below a fifth of it, on a random half of the tokens.

        The rate is a mean of sigmoids, so that it has a gradient. The lower side keeps the push from killing what it thins out.
        """
        chosen = {"enc": sources != 0, "dec": labels != IGNORED}
        chosen = {side: real & (torch.rand(real.shape) < 0.5) for side, real in chosen.items()}
        terms = []
        for name, values in self.kept.items():
            real = values[chosen[name[:3]]]  # [tokens, d_ff]
            rates = torch.sigmoid(real * (5.0 / real.detach().float().std())).float().mean(0)
            above = (rates / allowed - 1).clamp(min=0).square()
            below = (1 - rates / (FLOOR * allowed)).clamp(min=0).square()
            terms.append((above + below).mean())
        return torch.stack(terms).sum()


@torch.no_grad()
def evaluate(model, activations, held, pieces, size):
    """(loss a target token, share of non-zero activations by layer) on held-out sentences, with fixed corruption."""
    model.eval()
    loss_sum = tokens = 0
    active, seen = {}, {}
    for sources, labels in batches(held, pieces, size, random.Random(7)):
        out = model(input_ids=sources, attention_mask=(sources != 0).long(), labels=labels)
        count = int((labels != IGNORED).sum())
        loss_sum += float(out.loss) * count
        tokens += count
        for name, values in activations.kept.items():
            real = values[(sources != 0) if name.startswith("enc") else (labels != IGNORED)]
            active[name] = active.get(name, 0) + int((real > 0).sum())
            seen[name] = seen.get(name, 0) + real.numel()
    model.train()
    return loss_sum / tokens, {name: round(active[name] / seen[name], 4) for name in active}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=pathlib.Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--per-label", type=int, default=9000)
    parser.add_argument("--corpus-seed", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pieces", type=int, default=4000)
    parser.add_argument("--steps", type=int, default=3400)
    parser.add_argument("--minutes", type=float, default=0, help="end after this time at the latest, the decay included; 0 for no limit")
    parser.add_argument("--start-from", type=pathlib.Path, help="a checkpoint of this script to go on from (the optimiser starts anew)")
    parser.add_argument("--start-step", type=int, default=0, help="the step it was saved at")
    parser.add_argument("--warm-up", type=int, default=300)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--learning-rate", type=float, default=0.02, help="peak, relative to the RMS of each tensor")
    parser.add_argument("--weight-decay", type=float, default=0.1)
    parser.add_argument("--rate", type=float, default=0.03, help="share of tokens on which a neuron may fire without penalty")
    parser.add_argument("--rate-steps", type=int, default=600, help="steps in which the allowed share falls from a half to --rate")
    parser.add_argument("--rate-weight", type=float, default=0.05, help="weight of the penalty on the firing rate; 0 for none")
    parser.add_argument("--precision", choices=("fp32", "bf16"), default="bf16")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-every", type=int, default=200)
    parser.add_argument("--log-every", type=int, default=100)
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    train, held = make_corpus.build(options.per_label, 1000, options.corpus_seed)
    options.output.mkdir(parents=True, exist_ok=True)
    spiece = options.output / "spiece.model"
    train_pieces([text for text, _, _ in train], spiece, options.pieces, options.seed)
    tokenizer = load_pieces(spiece)
    pieces = tokenizer.get_piece_size()
    train_ids = [tokenizer.encode(text) for text, _, _ in train]
    held_ids = [tokenizer.encode(text) for text, _, _ in held]

    config = T5Config(
        vocab_size=math.ceil((pieces + SENTINELS) / 64) * 64,
        d_model=80,
        d_kv=16,
        d_ff=3072,
        num_heads=5,
        num_layers=6,
        num_decoder_layers=2,
        feed_forward_proj="relu",
        dropout_rate=0.0,
        tie_word_embeddings=True,
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=1,
    )
    model = T5ForConditionalGeneration(config)
    if options.start_from:
        found = T5ForConditionalGeneration.from_pretrained(options.start_from, dtype=torch.float32)
        model.load_state_dict(found.state_dict())
    activations = Activations(model)
    # One group a tensor: as in Adafactor, the step is relative to the size of the weights (embeddings have RMS 1, wo 0.02).
    optimizer = torch.optim.AdamW(
        [
            {"params": [p], "weight_decay": options.weight_decay if p.dim() > 1 and p is not model.shared.weight else 0.0}
            for p in model.parameters()
        ],
        lr=options.learning_rate,
        betas=(0.9, 0.98),
    )

    start = time.monotonic()

    def spent():  # share of the time limit
        return (time.monotonic() - start) / (60 * options.minutes) if options.minutes else 0.0

    def rate(step):
        fresh = step - options.start_step
        if fresh < options.warm_up:
            return (fresh + 1) / options.warm_up
        done = max((step - options.warm_up) / max(1, options.steps - options.warm_up), spent())
        return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))

    def allowed(step):
        return 0.5 * (options.rate / 0.5) ** min(1.0, step / options.rate_steps)

    @torch.no_grad()
    def set_rates(step):
        for group in optimizer.param_groups:
            size = float(group["params"][0].square().mean().sqrt())
            group["lr"] = options.learning_rate * rate(step) * max(size, 1e-3)

    half = contextlib.nullcontext if options.precision == "fp32" else (lambda: torch.autocast("cpu", torch.bfloat16))
    log = open(options.output.parent / f"{options.output.name}.log.jsonl", "w", encoding="utf-8")

    def note(**row):
        row["seconds"] = round(time.monotonic() - start, 1)
        log.write(json.dumps(row) + "\n")
        log.flush()
        print(json.dumps(row), flush=True)

    def check(step, everything=False):
        some = held_ids if step == 0 or everything else held_ids[:600]
        with half():
            loss, density = evaluate(model, activations, some, pieces, 2 * options.batch)
        note(step=step, held_out_loss=round(loss, 4), density=density)

    note(arguments={k: str(v) for k, v in vars(options).items()}, parameters=sum(p.numel() for p in model.parameters()), pieces=pieces)
    if not options.start_step:
        check(0)
    rng = random.Random(f"{options.seed}/{options.start_step}")
    step, running, running_penalty = options.start_step, 0.0, 0.0
    while True:
        for sources, labels in batches(train_ids, pieces, options.batch, rng):
            with half():
                loss = model(input_ids=sources, attention_mask=(sources != 0).long(), labels=labels).loss
                extra = activations.penalty(sources, labels, allowed(step)) if options.rate_weight else torch.zeros(())
            (loss + options.rate_weight * extra).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            set_rates(step)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            running += float(loss.detach())
            running_penalty += float(extra.detach())
            if step % options.log_every == 0:
                note(step=step, loss=round(running / options.log_every, 4), penalty=round(running_penalty / options.log_every, 5))
                running = running_penalty = 0.0
            ended = step >= options.steps or spent() >= 1.0
            if step % options.save_every == 0 or ended:
                check(step, everything=ended)
                save(model, spiece, options.output)
            if ended:
                return


if __name__ == "__main__":
    main()
