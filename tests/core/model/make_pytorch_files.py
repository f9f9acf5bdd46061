# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/pytorch: small files as torch.save writes them, and expected.json with what they hold.

usage: make_pytorch_files.py OUT
Needs torch 2.13.0.
"""
import json
import os
import sys
import zipfile
from collections import OrderedDict

import torch


class Evil:
    def __reduce__(self):
        return os.system, ("true",)


def good():
    """name: a dictionary that must be read."""
    torch.manual_seed(3)
    base = torch.arange(24, dtype=torch.float32)
    tied = torch.randn(3, 4)
    layer = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.LayerNorm(2))
    return {
        "types": OrderedDict(
            double=torch.randn(2, 3, dtype=torch.float64), single=torch.randn(5), half=torch.randn(2, 2).half(), brain=torch.randn(3).bfloat16(),
            long=torch.tensor([-(2 ** 62), 0, 2 ** 40]), int=torch.tensor([1, -2], dtype=torch.int32), short=torch.tensor([-3], dtype=torch.int16),
            char=torch.tensor([-4, 5], dtype=torch.int8), byte=torch.tensor([200], dtype=torch.uint8), bool=torch.tensor([True, False]),
            scalar=torch.tensor(2.5), empty=torch.zeros(0, 7), parameter=torch.nn.Parameter(torch.randn(2))),
        "views": {
            "whole": base, "matrix": base.view(4, 6), "transposed": base.view(4, 6).t(), "tail": base[10:], "step": base[1::5],
            "block": base.view(4, 6)[1:3, 2:5], "cube": base.view(2, 3, 4).permute(2, 0, 1), "first": tied, "second": tied},
        "module": layer.state_dict(),
        "extra": {"weight": torch.ones(2), "step": 12, "rate": 0.5, "name": "run", "done": True, "nothing": None, "list": [1, (2, 3)]},
        "many": {f"block.{i}.weight": torch.full((1, i % 3 + 1), float(i)) for i in range(70)},  # over 256 memo entries
    }


def bad():
    """name: what torch.save writes but no weights file holds."""
    return {
        "expanded": {"weight": torch.ones(1).expand(1000)},
        "nested": {"model": {"weight": torch.ones(2)}, "step": 3},
        "list": [torch.ones(2)],
        "code": {"weight": torch.ones(2), "evil": Evil()},
        "whole-module": torch.nn.Linear(2, 2),
        "sparse": {"weight": torch.eye(3).to_sparse()},
        "device": {"weight": torch.ones(2), "device": torch.device("cpu")},
        "uint16": {"weight": torch.ones(2, dtype=torch.uint16)},
    }


def described(tensor):
    names = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64", torch.int32: "I32",
             torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}
    raw = tensor.detach().contiguous().reshape(-1).view(torch.uint8) if tensor.numel() else torch.zeros(0, dtype=torch.uint8)
    return {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "bytes": bytes(raw.tolist()).hex()}


def main(out):
    os.makedirs(out, exist_ok=True)
    expected = {}
    for name, state in good().items():
        torch.save(state, os.path.join(out, name + ".bin"))
        expected[name] = {key: described(value) for key, value in state.items() if isinstance(value, torch.Tensor)}
    for name, state in bad().items():
        torch.save(state, os.path.join(out, name + ".bin"))
    torch.save({"weight": torch.ones(2)}, os.path.join(out, "legacy.bin"), _use_new_zipfile_serialization=False)
    torch.save({"weight": torch.ones(2)}, os.path.join(out, "protocol4.bin"), pickle_protocol=4)
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), os.path.join(out, "script.bin"))
    with zipfile.ZipFile(os.path.join(out, "module.bin")) as source, \
            zipfile.ZipFile(os.path.join(out, "deflated.bin"), "w", zipfile.ZIP_DEFLATED) as target:
        for record in source.infolist():
            target.writestr(zipfile.ZipInfo(record.filename), source.read(record), zipfile.ZIP_DEFLATED)
    with open(os.path.join(out, "expected.json"), "w") as file:
        json.dump(expected, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
