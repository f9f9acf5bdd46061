# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/lab: what PyTorch, NumPy and SciPy make of the lab's models, corruptions and calibration, and small
files of images in the layouts that the lab reads.

usage: make_lab_goldens.py        (needs torch==2.13.0 safetensors numpy scipy)

MODEL.safetensors has weights under the names that torch.nn gives them, images and labels, and for dense and topk (4
activations kept): logits, the feed-forward layers' activations, the loss and its gradients, all in fp64. The models are
written here with torch.nn, by what their papers say, with ReLU. reference.json has random numbers, corruptions and
calibration errors. The tests need neither Python nor this script."""
import json
import math
import os
import struct
import zlib
import numpy as np
import torch
from safetensors.torch import save_file
from scipy.stats import poisson
from torch import nn

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'lab')
CHANNELS, SIDE, CLASSES, WIDTH, D_FF, LAYERS, HEAD, KEPT = 2, 8, 5, 32, 12, 2, 16, 4


class FeedForward(nn.Sequential):
    kept, seen = 0, []

    def __init__(self, inputs, hidden, outputs):
        super().__init__(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, outputs))

    def forward(self, x):
        a = self[1](self[0](x))
        if FeedForward.kept:
            best = a.topk(FeedForward.kept, dim=-1)
            a = torch.zeros_like(a).scatter(-1, best.indices, best.values)
        FeedForward.seen.append(a.flatten(0, -2))
        return self[2](a)


def patches(images):
    size = SIDE // 4
    return nn.functional.unfold(images, size, stride=size).transpose(1, 2)


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.mlp = FeedForward(CHANNELS * SIDE * SIDE, D_FF, CLASSES)

    def forward(self, images):
        return self.mlp(images.flatten(1))


class MixerBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch_norm, self.patches = nn.LayerNorm(WIDTH), FeedForward(16, D_FF // 2, 16)
        self.channel_norm, self.channels = nn.LayerNorm(WIDTH), FeedForward(WIDTH, D_FF, WIDTH)

    def forward(self, x):
        x = x + self.patches(self.patch_norm(x).transpose(1, 2)).transpose(1, 2)
        return x + self.channels(self.channel_norm(x))


class VitBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention_norm, self.qkv = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 3 * WIDTH)
        self.projection, self.mlp_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH)
        self.mlp = FeedForward(WIDTH, D_FF, WIDTH)

    def forward(self, x):
        q, k, v = (part.unflatten(-1, (WIDTH // HEAD, HEAD)).transpose(1, 2)
                   for part in self.qkv(self.attention_norm(x)).chunk(3, dim=-1))
        context = nn.functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)
        x = x + self.projection(context)
        return x + self.mlp(self.mlp_norm(x))


class Patched(nn.Module):
    def __init__(self, block, places):
        super().__init__()
        self.embedding = nn.Linear(CHANNELS * (SIDE // 4) ** 2, WIDTH)
        if places: self.position = nn.Parameter(torch.randn(16, WIDTH) * 0.3)
        self.blocks = nn.Sequential(*[block() for _ in range(LAYERS)])
        self.norm, self.head = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, CLASSES)

    def forward(self, images):
        x = self.embedding(patches(images))
        if hasattr(self, 'position'): x = x + self.position
        return self.head(self.norm(self.blocks(x)).mean(1))


MODELS = {'mlp': Mlp, 'mixer': lambda: Patched(MixerBlock, False), 'vit': lambda: Patched(VitBlock, True)}


def write_model(name, make):
    torch.manual_seed(3)
    model = make().double()
    for parameter in model.parameters():
        if parameter.dim() == 1: parameter.data += 0.1 * torch.randn_like(parameter) # norms and biases matter
    images, labels = torch.randn(3, CHANNELS, SIDE, SIDE).double(), torch.tensor([0, 4, 2])
    out = {'images': images, 'labels': labels} | {'weight/' + n: p.detach().clone() for n, p in model.named_parameters()}
    for variant, FeedForward.kept in {'dense': 0, 'topk': KEPT}.items():
        FeedForward.seen = []
        model.zero_grad()
        logits = model(images)
        loss = nn.functional.cross_entropy(logits, labels)
        loss.backward()
        out |= {f'{variant}/logits': logits.detach(), f'{variant}/loss': loss.detach().reshape(1)}
        out |= {f'{variant}/activations/{i}': a.detach().clone() for i, a in enumerate(FeedForward.seen)}
        out |= {f'{variant}/gradient/{n}': p.grad.clone() for n, p in model.named_parameters()}
    save_file({n: t.contiguous() for n, t in out.items()}, os.path.join(DATA, name + '.safetensors'))


def mixed(key, number):
    x = (key + (number + 1) * 0x9e3779b97f4a7c15) % 2 ** 64
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9 % 2 ** 64
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb % 2 ** 64
    return x ^ (x >> 31)


def uniform(key, n):
    return (mixed(key, n) >> 40) * 2.0 ** -24


def normal(key, n):
    bits = mixed(key, n)
    first, second = ((bits >> 40) + 1) * 2.0 ** -24, (bits & 0xffffff) * 2.0 ** -24
    return math.sqrt(-2 * math.log(first)) * math.cos(2 * math.pi * second)


def corruptions(pixels, key):
    u, z = np.array([uniform(key, i) for i in range(len(pixels))]), np.array([normal(key, i) for i in range(len(pixels))])
    for c in (0.08, 0.12, 0.18, 0.26, 0.38):
        yield 'gaussian', c, np.clip(pixels + c * z, 0, 1)
    for c in (60, 25, 12, 5, 3):
        yield 'shot', c, np.clip(np.maximum(poisson.ppf(u, pixels * c), 0) / c, 0, 1)
    for c in (0.03, 0.06, 0.09, 0.17, 0.27):
        yield 'impulse', c, np.where(u < c / 2, 1.0, np.where(u < c, 0.0, pixels))


def calibration_error(confidence, right, bins=15):
    edges = np.linspace(0, 1, bins + 1)
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any(): error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return error


def write_reference():
    random = np.random.default_rng(5)
    key, pixels = 7, random.integers(0, 256, 64).astype(np.float64) / 255
    confidence = np.concatenate([random.uniform(0.1, 1, 200), [1.0, 0.2, 0.6, 1e-9]]) # also on edges of bins
    right = random.uniform(size=confidence.size) < confidence
    json.dump({'key': key, 'uniform': [uniform(key, i) for i in range(8)], 'normal': [normal(key, i) for i in range(8)],
               'pixels': pixels.tolist(),
               'corrupted': [{'id': n, 'severity': c, 'pixels': p.tolist()} for n, c, p in corruptions(pixels, key)],
               'confidence': confidence.tolist(), 'right': right.tolist(),
               'calibration_error': calibration_error(confidence, right)},
              open(os.path.join(DATA, 'reference.json'), 'w'), indent=0)


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(side, colour):
    """A grey or coloured image whose left half has the colour, and the right half is black."""
    depth = len(colour)
    row = b'\0' + bytes(colour) * (side // 2) + bytes(depth) * (side - side // 2)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', side, side, 8, 2 if depth == 3 else 0, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(row * side, 9)) + chunk(b'IEND', b''))


def write(path, data):
    path = os.path.join(DATA, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, 'wb').write(data)


def write_files():
    for name, count in (('train', 6), ('t10k', 3)):
        write(f'mnist/{name}-images-idx3-ubyte', struct.pack('>IIII', 0x803, count, 8, 8) +
              bytes(i * 64 + p & 255 for i in range(count) for p in range(64)))
        write(f'mnist/{name}-labels-idx1-ubyte', struct.pack('>II', 0x801, count) + bytes(9 - i for i in range(count)))
    pixels = lambda value: bytes([value]) * 1024 + bytes([value + 1]) * 1024 + bytes([value + 2]) * 1024
    write('cifar10/data_batch_1.bin', b''.join(bytes([i]) + pixels(i * 10) for i in range(2)))
    write('cifar10/data_batch_2.bin', bytes([9]) + pixels(90))
    write('cifar10/test_batch.bin', bytes([3]) + pixels(30))
    write('cifar100/train.bin', b''.join(bytes([i, 99 - i]) + pixels(i) for i in range(2)))
    write('cifar100/test.bin', bytes([19, 42]) + pixels(50))
    for split in ('train', 'val'):
        write(f'png/{split}/red/1.png', png(64, (255, 0, 0)))
        write(f'png/{split}/white/1.png', png(40, (255,)))
    write('png/train/red/2.png', png(32, (128, 0, 0)))


if __name__ == '__main__':
    torch.set_num_threads(1)
    os.makedirs(DATA, exist_ok=True)
    for name, make in MODELS.items():
        write_model(name, make)
    write_reference()
    write_files()
