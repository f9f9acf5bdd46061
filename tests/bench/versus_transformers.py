# SPDX-License-Identifier: GPL-3.0-or-later
"""Capture with sparsight-cli beside transformers with forward hooks, in one run, interleaved.

usage: versus_transformers.py CLI MODEL SENTENCES [--layers enc6|enc1,enc6|all] [--pairs 5] [--threads N] [--precision fp32|bf16]

transformers runs twice a pair. The usual way is what one writes for a study: batches of 32 sentences in the data set's
order, padded, a hook on the layer's `wo`, the maximum over real tokens kept. The tuned way sorts by length, ends the
model behind the last wanted layer, runs in inference mode, and uses the best of a few batch sizes, chosen before.
Both put a row a sentence and neuron that fires into SQLite. Each must find the same values as the capture before a
time counts. A ratio above 1 says how many times faster the capture is; sparsight's time is its whole capture,
tokenising and storing included, without loading; transformers' time is tokenising, the passes, and its rows."""
import argparse, json, os, sqlite3, statistics, subprocess, tempfile, time
import torch
from safetensors.torch import load_file
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer


class Hooks:
    def __init__(self, model_path, layers):
        self.tokens = AutoTokenizer.from_pretrained(model_path)
        self.model = AutoModelForSeq2SeqLM.from_pretrained(model_path, dtype=torch.float32).eval()
        blocks = self.model.encoder.block
        self.layers = list(range(1, len(blocks) + 1)) if layers == 'all' else [int(x[3:]) for x in layers.split(',')]
        self.seen = {}
        for layer in self.layers:
            wo = blocks[layer - 1].layer[-1].DenseReluDense.wo
            wo.register_forward_pre_hook(lambda _, inputs, layer=layer: self.seen.__setitem__(layer, inputs[0].detach()))

    def values(self, sentences):
        """[layers, sentences, d_ff] of one batch"""
        batch = self.tokens(sentences, return_tensors='pt', padding=True)
        self.model.encoder(input_ids=batch.input_ids, attention_mask=batch.attention_mask)
        mask = batch.attention_mask[:, :, None]
        return torch.stack([(self.seen[layer] * mask).max(1).values for layer in self.layers])

    def store(self, database, ids, values):
        for layer, of_layer in zip(self.layers, values):
            rows, neurons = of_layer.nonzero(as_tuple=True)
            database.executemany('INSERT INTO activation VALUES (?, ?, ?, ?)', zip(
                [ids[i] for i in rows.tolist()], [layer] * len(rows), neurons.tolist(), of_layer[rows, neurons].tolist()))

    def capture(self, sentences, order, batch, folder):
        file = os.path.join(folder, 'hooks.sqlite')
        if os.path.exists(file):
            os.remove(file)
        start, found, passes = time.perf_counter(), [], 0.0
        database = sqlite3.connect(file)
        database.execute('CREATE TABLE activation (sentence INTEGER, layer INTEGER, neuron INTEGER, value REAL)')
        for first in range(0, len(order), batch):
            ids = order[first:first + batch]
            begun = time.perf_counter()
            values = self.values([sentences[i] for i in ids])
            passes += time.perf_counter() - begun
            self.store(database, ids, values)
            found.append(values)
        database.commit()
        seconds = time.perf_counter() - start
        database.close()
        back = torch.tensor(order).argsort()
        return torch.cat(found, 1)[:, back], seconds, passes

    def usual(self, sentences, folder):
        with torch.no_grad():
            return self.capture(sentences, list(range(len(sentences))), 32, folder)

    def tune(self, sentences):
        """Ends the model behind the last layer and chooses the batch, on a part of the sentences."""
        self.whole, part, rates = self.model.encoder.block, sentences[::max(1, len(sentences) // 512)], {}
        self.truncated = torch.nn.ModuleList(list(self.whole)[:max(self.layers)])
        for batch in (16, 32, 64, 128):
            with tempfile.TemporaryDirectory() as folder:
                self.batch = batch
                rates[batch] = self.tuned(part, folder)[2]
        self.batch = min(rates, key=rates.get)

    def tuned(self, sentences, folder):
        lengths = [len(x) for x in self.tokens(sentences).input_ids] # part of the work, but quick
        order = sorted(range(len(sentences)), key=lambda i: lengths[i])
        self.model.encoder.block = self.truncated
        with torch.inference_mode():
            result = self.capture(sentences, order, self.batch, folder)
        self.model.encoder.block = self.whole
        return result


def run_cli(arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def capture(a, layers, folder):
    project = os.path.join(folder, 'versus.sparsight')
    for end in ('', '-wal', '-shm'):
        if os.path.exists(project + end):
            os.remove(project + end)
    names = ','.join(f'enc{layer}' for layer in layers)
    run_cli([a.cli, 'import', project, '--data', a.sentences, '--name', 'data', '--format', 'text'])
    lines = run_cli([a.cli, 'capture', project, '--model', a.model, '--data', 'data', '--layers', names, '--values', 'f32',
                     '--threads', str(a.threads), '--device', 'cpu', '--precision', a.precision, '--name', 'run',
                     '--json']).strip().splitlines()
    values = []
    for layer in layers:
        out = os.path.join(folder, 'values.safetensors')
        run_cli([a.cli, 'values', project, '--run', 'run', '--layer', f'enc{layer}', '-o', out])
        values.append(load_file(out)['values'])
    return torch.stack(values), json.loads(lines[-1])


def check(ours, theirs, limit):
    error = ((ours - theirs).abs().amax((1, 2)) / theirs.abs().amax((1, 2))).max().item()
    assert ours.shape == theirs.shape and error < limit, f'the values differ: {error:.2g} of max |a|'
    return error


def spread(values):
    return f'median {statistics.median(values):.2f}, from {min(values):.2f} to {max(values):.2f}'


if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('cli'), p.add_argument('model'), p.add_argument('sentences')
    p.add_argument('--layers', default='enc6'), p.add_argument('--pairs', type=int, default=5)
    p.add_argument('--precision', default='fp32'), p.add_argument('--threads', type=int, default=os.cpu_count())
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    sentences = [line.rstrip('\n') for line in open(a.sentences, encoding='utf-8') if line.strip()]
    hooks, limit = Hooks(a.model, a.layers), 1e-4 if a.precision == 'fp32' else 0.1
    hooks.tune(sentences)
    ratios = {'usual': [], 'tuned': [], 'tuned without rows': []}
    with tempfile.TemporaryDirectory() as folder:
        for pair in range(a.pairs):
            usual, usual_seconds, _ = hooks.usual(sentences, folder)
            ours, summary = capture(a, hooks.layers, folder)
            tuned, tuned_seconds, passes = hooks.tuned(sentences, folder)
            error = max(check(ours, usual, limit), check(ours, tuned, limit))
            ratios['usual'].append(usual_seconds / summary['seconds'])
            ratios['tuned'].append(tuned_seconds / summary['seconds'])
            ratios['tuned without rows'].append(passes / summary['seconds'])
            n = len(sentences)
            print(f"pair {pair + 1}: usual {n / usual_seconds:.1f}, tuned {n / tuned_seconds:.1f} (its passes alone "
                  f"{n / passes:.1f}), sparsight {n / summary['seconds']:.1f} sentences/s, values within {error:.1g}", flush=True)
    print(f'{len(sentences)} sentences, layers {a.layers}, {a.precision}, {a.threads} threads, tuned batch {hooks.batch}')
    for name, values in ratios.items():
        print(f'ratio to the {name} way: {spread(values)}')
