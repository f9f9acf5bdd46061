# SPDX-License-Identifier: GPL-3.0-or-later
"""Capture with sparsight-cli beside transformers with forward hooks, in one run, interleaved.

usage: versus_transformers.py CLI MODEL SENTENCES [--layer enc6] [--pairs 5] [--threads N]

transformers runs as one writes it for a study: batches of 32 sentences in the data set's order, padded, a hook on the
layer's `wo`, the maximum over real tokens kept. Both must find the same values before a time counts. A ratio above 1
says how many times faster the capture is; sparsight's time is its whole capture, reading, tokenising and storing
included, without loading; transformers' time is tokenising and the passes."""
import argparse, json, os, statistics, subprocess, tempfile, time
import torch
from safetensors.torch import load_file
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer


class Hooks:
    def __init__(self, model_path, layer):
        self.tokens = AutoTokenizer.from_pretrained(model_path)
        self.model = AutoModelForSeq2SeqLM.from_pretrained(model_path, dtype=torch.float32).eval()
        self.seen = None
        stack = self.model.encoder if layer.startswith('enc') else self.model.decoder
        wo = stack.block[int(layer[3:]) - 1].layer[-1].DenseReluDense.wo
        wo.register_forward_pre_hook(lambda _, inputs: setattr(self, 'seen', inputs[0].detach()))

    def capture(self, sentences):
        start, values = time.perf_counter(), []
        with torch.no_grad():
            for first in range(0, len(sentences), 32):
                batch = self.tokens(sentences[first:first + 32], return_tensors='pt', padding=True)
                self.model.encoder(input_ids=batch.input_ids, attention_mask=batch.attention_mask)
                values.append((self.seen * batch.attention_mask[:, :, None]).max(1).values)
        return torch.cat(values), time.perf_counter() - start


def run_cli(arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def capture(cli, model, sentences_file, layer, threads, folder):
    project = os.path.join(folder, 'versus.sparsight')
    for end in ('', '-wal', '-shm'):
        if os.path.exists(project + end):
            os.remove(project + end)
    run_cli([cli, 'import', project, '--data', sentences_file, '--name', 'data', '--format', 'text'])
    lines = run_cli([cli, 'capture', project, '--model', model, '--data', 'data', '--layers', layer, '--values', 'f32',
                     '--threads', str(threads), '--device', 'cpu', '--name', 'run', '--json']).strip().splitlines()
    out = os.path.join(folder, 'values.safetensors')
    run_cli([cli, 'values', project, '--run', 'run', '--layer', layer, '-o', out])
    return load_file(out)['values'], json.loads(lines[-1])


if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('cli'), p.add_argument('model'), p.add_argument('sentences')
    p.add_argument('--layer', default='enc6'), p.add_argument('--pairs', type=int, default=5)
    p.add_argument('--threads', type=int, default=os.cpu_count())
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    sentences = [line.rstrip('\n') for line in open(a.sentences, encoding='utf-8') if line.strip()]
    hooks, ratios = Hooks(a.model, a.layer), []
    with tempfile.TemporaryDirectory() as folder:
        for pair in range(a.pairs):
            theirs, seconds = hooks.capture(sentences)
            ours, summary = capture(a.cli, a.model, a.sentences, a.layer, a.threads, folder)
            error = ((ours - theirs).abs().max() / theirs.abs().max()).item()
            assert ours.shape == theirs.shape and error < 1e-4, f'the values differ: {error:.2g} of max |a|'
            ratios.append(seconds / summary['seconds'])
            print(f"pair {pair + 1}: transformers {len(sentences) / seconds:.1f}, sparsight "
                  f"{summary['sentences_per_second']:.1f} sentences/s, ratio {ratios[-1]:.2f}, values within {error:.1g}")
    print(f'ratio: median {statistics.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}, {a.pairs} pairs, '
          f'{len(sentences)} sentences, {a.threads} threads')
