# SPDX-License-Identifier: GPL-3.0-or-later
"""Fine-tuning with sparsight-cli beside the transformers Trainer, in one run, interleaved.

usage: versus_trainer.py CLI MODEL [--steps 3] [--pairs 3] [--batch 16] [--source 128] [--target 32] [--ragged]
                         [--precision fp32|bf16] [--threads N]

Both train MODEL for the same steps over the same pairs with Adam (Trainer: its fused AdamW without decay), dropout as
configured, and neither evaluates nor saves in the time that counts. Texts all have the length that is asked for, or
with --ragged lengths from a tenth of it up, which is what texts are like: the Trainer then groups them by length too.
Each program runs in processes of its own, whose peak memory is compared as well. Tokens are real tokens, source and
target together. A ratio above 1 says how many times faster, or smaller, sparsight is."""
import argparse, json, os, random, resource, statistics, subprocess, sys, tempfile, time


def make_pairs(model, count, source, target, ragged):
    from transformers import AutoTokenizer
    tokenizer, generator = AutoTokenizer.from_pretrained(model), random.Random(1)
    # Words of one token each, so that a text of n − 1 words has n tokens with </s>.
    words = [p[1:] for p in tokenizer.get_vocab() if p.startswith('▁') and p[1:].isalpha() and p[1:].isascii()]
    words = [w for w in sorted(words) if len(tokenizer(w).input_ids) == 2]
    def text(n):
        n = generator.randint(max(2, n // 10), n) if ragged else n
        return ' '.join(generator.choice(words) for _ in range(n - 1))
    return [(text(source), text(target)) for _ in range(count)]


def run_trainer(a, pairs):
    """In a process of its own. Returns tokens, seconds and bytes at most."""
    import torch
    from transformers import (AutoModelForSeq2SeqLM, AutoTokenizer, DataCollatorForSeq2Seq, Seq2SeqTrainer,
                              Seq2SeqTrainingArguments, TrainerCallback)
    torch.set_num_threads(a.threads)
    tokenizer = AutoTokenizer.from_pretrained(a.model)
    model = AutoModelForSeq2SeqLM.from_pretrained(a.model, dtype=torch.float32)
    rows = [{'input_ids': tokenizer(s).input_ids, 'labels': tokenizer(t).input_ids} for s, t in pairs]
    for row in rows:
        row['attention_mask'] = [1] * len(row['input_ids'])

    class Clock(TrainerCallback):
        def on_train_begin(self, *_, **__):
            self.start = time.perf_counter()
        def on_train_end(self, *_, **__):
            self.seconds = time.perf_counter() - self.start

    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        arguments = Seq2SeqTrainingArguments(
            folder, per_device_train_batch_size=a.batch, num_train_epochs=1, learning_rate=1e-4, lr_scheduler_type='constant',
            save_strategy='no', report_to=[], disable_tqdm=True, use_cpu=True, bf16=a.precision == 'bf16', weight_decay=0.0,
            logging_strategy='no', **({'train_sampling_strategy': 'group_by_length'} if a.ragged else {}))
        trainer = Seq2SeqTrainer(model, arguments, train_dataset=rows, callbacks=[clock],
                                 data_collator=DataCollatorForSeq2Seq(tokenizer, model))
        trainer.train()
    tokens = sum(len(r['input_ids']) + len(r['labels']) for r in rows)
    return tokens, clock.seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def run_ours(a, pairs, folder):
    data, project, out = (os.path.join(folder, name) for name in ('pairs.jsonl', 'p.sparsight', 'out'))
    subprocess.run(['rm', '-rf', data, project, out], check=True)
    with open(data, 'w', encoding='utf-8') as file:
        for source, target in pairs:
            file.write(json.dumps({'text': source, 'target': target}) + '\n')
    quiet = dict(check=True, capture_output=True, text=True)
    subprocess.run([a.cli, 'import', project, '--data', data, '--name', 'd'], **quiet)
    result = subprocess.run(
        [a.cli, 'finetune', project, '--model', a.model, '--data', 'd', '--output', out, '--lr', '0.0001', '--epochs', '1',
         '--batch', str(a.batch), '--precision', a.precision, '--validation-share', '0', '--prefix', '', '--threads',
         str(a.threads), '--device', 'cpu', '--max-source', '4096', '--max-target', '4096', '--json'], **quiet)
    summary = json.loads(result.stdout.strip().splitlines()[-1])
    return summary['tokens'], summary['seconds'], summary['checkpoints'][0]['peak_memory']


if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('cli'), p.add_argument('model')
    p.add_argument('--steps', type=int, default=3), p.add_argument('--pairs', type=int, default=3)
    p.add_argument('--batch', type=int, default=16), p.add_argument('--source', type=int, default=128)
    p.add_argument('--target', type=int, default=32), p.add_argument('--ragged', action='store_true')
    p.add_argument('--precision', default='fp32'), p.add_argument('--threads', type=int, default=os.cpu_count())
    p.add_argument('--trainer-only', action='store_true', help=argparse.SUPPRESS)
    a = p.parse_args()
    pairs = make_pairs(a.model, a.steps * a.batch, a.source, a.target, a.ragged)
    if a.trainer_only:
        print(json.dumps(run_trainer(a, pairs)))
        sys.exit()
    speeds, memories = [], []
    with tempfile.TemporaryDirectory() as folder:
        for pair in range(a.pairs):
            child = subprocess.run([sys.executable, *sys.argv, '--trainer-only'], check=True, capture_output=True, text=True)
            tokens, seconds, memory = json.loads(child.stdout.strip().splitlines()[-1])
            ours, our_seconds, our_memory = run_ours(a, pairs, folder)
            assert ours == tokens, f'{ours} tokens, not {tokens}'
            speeds.append(seconds / our_seconds), memories.append(memory / our_memory)
            print(f'pair {pair + 1}: Trainer {tokens / seconds:.0f} tokens/s, {memory / 2**30:.2f} GiB; sparsight '
                  f'{ours / our_seconds:.0f} tokens/s, {our_memory / 2**30:.2f} GiB; ratios {speeds[-1]:.2f}, {memories[-1]:.2f}',
                  flush=True)
    print(f'{a.precision}, batch {a.batch}, {"up to " if a.ragged else ""}{a.source} + {a.target} tokens, {a.steps} steps, '
          f'{a.threads} threads: speed ratio median {statistics.median(speeds):.2f} ({min(speeds):.2f} to {max(speeds):.2f}), '
          f'memory ratio {statistics.median(memories):.2f}')
