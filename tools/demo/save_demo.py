# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a trained demo model in the Hugging Face layout of a T5 checkpoint: bf16 safetensors, JSON files, spiece.model."""

import copy
import json
import shutil

import sentencepiece
import torch

SENTINELS = 100


def load_pieces(path):
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def save(model, spiece, folder):
    """`spiece` may already lie in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    stored = copy.deepcopy(model)
    for module in stored.modules():  # hooks hold activations, which are no part of a checkpoint
        module._forward_hooks.clear()
    stored = stored.to(torch.bfloat16)
    stored.config.dropout_rate = 0.1  # trained without dropout; 0.1 is T5's default for fine-tuning
    stored.save_pretrained(folder)
    if spiece.resolve() != (folder / "spiece.model").resolve():
        shutil.copyfile(spiece, folder / "spiece.model")
    sentinels = [f"<extra_id_{number}>" for number in range(SENTINELS)]
    special = {"eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    write_json(folder / "special_tokens_map.json", {"additional_special_tokens": sentinels, **special})
    write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "T5Tokenizer",
            "extra_ids": SENTINELS,
            "additional_special_tokens": sentinels,
            "clean_up_tokenization_spaces": False,
            "model_max_length": 512,
            **special,
        },
    )
