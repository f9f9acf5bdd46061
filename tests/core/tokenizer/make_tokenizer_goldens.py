# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/tokenizer: tiny SentencePiece models and goldens.json, what transformers does with hard texts.

usage: make_tokenizer_goldens.py OUT
Needs torch-free transformers==5.23.0, sentencepiece and protobuf. Everything is seeded; training SentencePiece on another
version may give other pieces, which the goldens then follow.
"""
import json
import os
import random
import shutil
import sys
import tempfile

import sentencepiece
from transformers import AddedToken, AutoTokenizer, T5Tokenizer

SENTENCES = """
The kite climbed above the harbour while two gulls argued over a crust of bread.
Every evening my grandmother counted the stars and named three of them after her sisters.
A red bicycle leaned against the green door of the bakery on Mill Street.
Engineers measured how the bridge bends when forty lorries cross it at once.
The chemist mixed blue copper salt with water; the crystals grew overnight!
"Why does ice float?" asked Noor. "Because it is lighter than water," said her teacher.
In 1987 the village had 312 people, 1,045 sheep and no bank; in 2021 it had 298.7 per cent more sheep.
Lighthouses, lanterns and light bulbs: light, lighter, lightest, lighting, enlightened.
He can't, won't and shouldn't open the box, it's John's and they've sealed it.
Prices rose from $4.50 to 6.25 (up 39%), see https://example.org/a?b=1&c=2#top or mail x_y@example.org.
Der Bäcker grüßt die Straße früh; die Füchse hören zu.
Le garçon mangeait une crêpe près de l'hôtel à Orléans, où il était né.
El niño soñó con un pingüino y una piñata en la montaña.
Быстрая лиса перепрыгнула через ленивую собаку и убежала в лес.
Η θάλασσα ήταν ήρεμη και τα παιδιά έπαιζαν στην άμμο.
東京では今日も雨が降っています。傘を持って出かけましょう。
我们在图书馆读书，然后去河边散步。
서울의 봄은 짧지만 벚꽃이 아름답다.
किताबें ज्ञान का भंडार हैं और वे हमें सोचना सिखाती हैं।
كان البحر هادئا والأطفال يلعبون على الرمال.
summarize: the committee met on Monday, voted on Tuesday and resigned on Friday.
translate English to German: The house is wonderful and the garden is large.
""".strip().splitlines()

WORDS = ("river stone copper orange violet signal market winter planet gentle quickly under between because although "
         "twelve hundred machine neuron layer weight bright darker yellow carbon oxygen rocket number theory proof").split()

HARD = [
    "", " ", "   ", "\t", "\n", "\r\n", "\r", " \t\r\n ", "a", " a", "a ", "  a  ", "a b", "a  b", "a \t b", "a\nb", "a\r\nb",
    "a\rb", "\u00a0a\u00a0b\u00a0", "a\u2003b", "a\u3000b", "a\u200bb", "a\u200db", "a\ufeffb", "\ufeffabc", "a\u2028b\u2029c",
    "a\u0085b", "a\u000bb\u000cc", "a\u001cb\u001fc", "a\u0000b", "\u0000", "a\u0001\u0002b", "a\u007fb", "a\u0008b", "a\u009fb",
    "▁", "▁▁", "▁a", "a▁b", "a▁▁b", " ▁ a", "a ▁b", "▁ ▁", "light▁house", "\u2581\u2581\u2581x\u2581",
    "The light.", "the LIGHT", "lighthouse lighthouses", "enlightenmentness", "qzxj", "QZXJ qzxj", "ß ẞ ss", "İstanbul ıiIİ",
    "ﬁsh ﬂoor oﬃce", "ﬁ\u0301x", "e\u0301 é", "A\u030a Å \u212b", "ａｂｃ　ＡＢＣ１２３", "½ ¼ ² ³ ₂ ™ ℃ № ㍿ ㌔", "Ⅷ ⅷ ①②③ ⑳", "… ‥ ． 。",
    "“quoted” ‘single’ «guillemets» „low“", "— – ‐ ‑ − -", "ﷺ", "ﷺ\u0301", "ｶﾞｷﾞｸﾞ", "ｶ\uff9e", "が か\u3099", "각 \u1100\u1161\u11a8",
    "क्षत्रिय कि की", "नि\u200dक", "ก็ กำ กุ้ง", "שָׁלוֹם", "العَرَبِيَّة", "ﻻ ﺎ", "🙂", "🙂🙂 🙂", "👨\u200d👩\u200d👧\u200d👦", "🇩🇪🇫🇷",
    "👍🏽 ok", "𝒜𝓑𝔠 𝟘𝟙", "𠀀𠀁 漢字", "a\u0300\u0301\u0302\u0303b", "\u0301a", " \u0301a", "x\u0338=", "o\u0308 ö", "1\u20e3", "\u202eabc\u202c",
    "a\u00adb", "a\u034fb", "a\ufe0fb", "\ufffd", "\ufffe", "\U0010ffff", "\ue000", "¨ ´ ¸ ˘", "ſtop", "ŉ ĳ ǆ", "ℋ ℏ Ω Ω", "a\u0345b", "ΐ ΰ", "ὰ ά",
    "東京は雨。傘を持って", "我们读书，然后散步", "서울의 봄", "Быстрая лиса", "θάλασσα", "किताबें", "كان البحر", "grüßt Füchse crêpe niño",
    "<extra_id_0>", "<extra_id_0>. Hello", "<extra_id_0> . Hello", " <extra_id_0>", "<extra_id_0> ", "a<extra_id_0>b", "a <extra_id_0> b",
    "a  <extra_id_0>  b", "a\n<extra_id_0>\tb", "<extra_id_0><extra_id_1>", "<extra_id_0> <extra_id_1>", "<extra_id_99>", "<extra_id_100>",
    "<extra_id_299>", "<extra_id_300>", "<extra_id_6> <extra_id_7>", "<extra_id_>", "<extra_id_-1>", "<extra_id_00>", "<extra_id_0", "extra_id_0>",
    "< extra_id_0>", "<EXTRA_ID_0>", "<extra_id_0>\u0301x", "＜extra_id_0＞", "<extra_id_１>", "▁<extra_id_0>", "x▁<extra_id_0>y", "<extra_id_1>.",
    "The <extra_id_0> walks in <extra_id_1> park", "<extra_id_0> the light <extra_id_1> , <extra_id_2>!", "<extra_id_0>, <extra_id_1>; end</s>",
    "</s>", " </s> ", "a</s>b", "a </s> b", "</s></s>", "<pad>", "a<pad>b", "<pad> <pad>", "<unk>", "a <unk> b", "<unk><unk>", "<s> a </s>", "<S>",
    "<pad>the light</s>", "[MASK] <mask>", "<unk>\u0301", "<pad>\u200d", "a<unk>qz", "qz<unk>qz", "qz <unk> qz", "🙂<extra_id_0>🙂", "🙂 🙂🙂 a🙂a",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ababababababababababab", "lightlightlightlight", "0000000000000000", "3.14159, 2,718.28", "1e-6 0x1F",
    "don't can't it's they've I'm we're", "( a ) [ b ] { c }", "a.b,c;d:e!f?g", "...", "???", "!!!", "--- ***", "a/b\\c|d", "x_y@example.org", "$4.50 €4 £4 ¥4",
    "https://example.org/a?b=1&c=2#top", "#hash @at", "tab\there", "new\nline", "line\n\nline", "\n\nline\n\n", "trailing newline\n", "\tlead",
    "summarize: the committee met", "translate English to German: The house", "summarize:", "summarize : x", "<sep> a<sep>b", "sep", "NEW_TOKEN new_token",
    "anew_tokenb", "new_token.", "(new_token)", "Ｎew_token", "ｎｅｗ＿ｔｏｋｅｎ", "a <wide> b", "a<wide>b", " <wide>  <wide> ", "<wide>\n\n<wide>x",
]

FRAGMENTS = ["the", " light", "house", ".", ",", " ", "  ", "\n", "\t", "▁", "<extra_id_0>", "<extra_id_5>", "<extra_id_98>", "</s>", "<unk>",
             "<pad>", "🙂", "é", "e\u0301", "ß", "ﬁ", "\u200d", "\u0301", "東", "京は", "Б", "лиса", "क", "्", "ष", "Ａ", "１", "\u3000", "\u00a0", "\u0000", "q", "zz",
             "42", "'s", "new_token", "<wide>", "ｶ", "ﾞ", "가", "\u1100", "\u1161", "\r\n", "\u00ad", "…", "İ", "a" * 20]

# Small rules of our own: replacements that are longer, empty, shared by a prefix, and over several characters.
RULES = [("ﬁ", "fi"), ("Ａ", "A"), ("ｶ", "カ"), ("ｶﾞ", "ガ"), ("\u200d", ""), ("…", "..."), ("\u3000", " "), ("\u00a0", " "), ("é", "e\u0301"),
         ("İ", "i"), ("\u0001", ""), ("\t", " "), ("\n", " "), ("\r", " ")]


def corpus(path):
    rng = random.Random(5)
    with open(path, "w", encoding="utf-8") as out:
        for _ in range(12):
            for sentence in SENTENCES:
                words = sentence.split(" ")
                at = rng.randrange(len(words) + 1)
                print(" ".join(words[:at] + [rng.choice(WORDS)] + words[at:]), file=out)
        for _ in range(600):
            print(" ".join(rng.choices(WORDS, k=rng.randrange(4, 12))) + ".", file=out)


def train(folder, name, **options):
    os.chdir(folder)  # the model remembers the paths, which must be the same in every run
    sentencepiece.SentencePieceTrainer.train(
        input="corpus.txt", model_prefix=name, model_type="unigram", pad_id=0, eos_id=1, unk_id=2,
        bos_id=-1, hard_vocab_limit=False, minloglevel=2, num_threads=1, **options)


def models(out, scratch):
    """t5: nmt_nfkc, as T5 and mT5 have it. rules: a few rules of our own and sentinels that are pieces. plain: none."""
    corpus(os.path.join(scratch, "corpus.txt"))
    with open(os.path.join(scratch, "rules.tsv"), "w") as rules:
        for source, target in RULES:
            print(" ".join(f"{ord(c):04X}" for c in source), " ".join(f"{ord(c):04X}" for c in target), sep="\t", file=rules)
    train(scratch, "t5", vocab_size=700, character_coverage=0.995)
    train(scratch, "rules", vocab_size=400, character_coverage=0.98, normalization_rule_tsv="rules.tsv",
          user_defined_symbols=[f"▁<extra_id_{i}>" for i in range(99, -1, -1)])
    train(scratch, "plain", vocab_size=300, character_coverage=0.98, normalization_rule_name="identity", control_symbols=["<s>"])
    for name in ("t5", "rules", "plain"):
        shutil.copy(os.path.join(scratch, name + ".model"), os.path.join(out, name + ".model"))


def sentinels(count):
    return [f"<extra_id_{i}>" for i in range(count)]


def added(content, **flags):
    return {"content": content, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True} | flags


def cases(pieces):
    """name, SentencePiece model, config.json, and the other files of the directory ("saved": those of saved_again)."""
    first = pieces["t5"]  # id of the first sentinel
    return [
        ("t5", "t5", {"model_type": "t5"}, {}),
        ("t5-extra-ids-7", "t5", {"model_type": "t5"}, {"tokenizer_config.json": {"extra_ids": 7}}),
        ("t5-extra-ids-0", "t5", {"model_type": "t5"}, {"tokenizer_config.json": {"extra_ids": 0}}),
        ("t5-hub", "t5", {"model_type": "t5"}, {
            "tokenizer_config.json": {"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>", "extra_ids": 100,
                                      "additional_special_tokens": sentinels(100), "model_max_length": 512,
                                      "clean_up_tokenization_spaces": True, "tokenizer_class": "T5Tokenizer", "sp_model_kwargs": {}},
            "special_tokens_map.json": {"eos_token": added("</s>", special=False) | {}, "pad_token": "<pad>", "unk_token": "<unk>",
                                        "additional_special_tokens": sentinels(100)}}),
        ("t5-decoder", "t5", {"model_type": "t5"}, {
            "tokenizer_config.json": {
                "extra_ids": 100, "additional_special_tokens": sentinels(100), "legacy": False, "eos_token": "</s>",
                "added_tokens_decoder": {"0": added("<pad>"), "1": added("</s>"), "2": added("<unk>")} | {
                    str(first + 99 - i): added(f"<extra_id_{i}>", lstrip=True, rstrip=True) for i in range(100)} | {
                    str(first + 100): added("<wide>", lstrip=True, rstrip=True, special=False),
                    str(first + 101): added("new_token", normalized=True, special=False, single_word=True)}}}),
        ("t5-added", "t5", {"model_type": "t5"}, {
            "tokenizer_config.json": {"additional_special_tokens": sentinels(100) + ["<sep>"]},
            "added_tokens.json": {"new_token": first + 100, "<wide>": first + 101}}),
        ("t5-renamed", "t5", {"model_type": "t5"}, {
            "tokenizer_config.json": {"eos_token": "<extra_id_0>", "pad_token": "<mypad>"}}),
        ("t5-saved", "t5", {"model_type": "t5"}, "saved"),
        ("t5-plain", "plain", {"model_type": "t5"}, {}),
        ("mt5", "rules", {"model_type": "mt5"}, {
            "tokenizer_config.json": {"extra_ids": 0, "additional_special_tokens": None, "eos_token": "</s>", "unk_token": "<unk>",
                                      "pad_token": "<pad>", "sp_model_kwargs": {}, "tokenizer_class": "T5Tokenizer"}}),
        ("mt5-bare", "rules", {"model_type": "mt5"}, {}),
        ("umt5", "t5", {"model_type": "umt5"}, {
            "tokenizer_config.json": {"extra_ids": 300, "additional_special_tokens": sentinels(300), "tokenizer_class": "T5Tokenizer"}}),
        ("umt5-bare", "plain", {"model_type": "umt5"}, {}),
    ]


def saved_again(folder):
    """What save_pretrained writes for a tokenizer that got tokens of its own, beside the model. The program reads no more
    of tokenizer.json than the added tokens, so the rest is left out of the goldens."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_tokens(["new_token", AddedToken("<wide>", lstrip=True, rstrip=True, normalized=False)])
    tokenizer.add_special_tokens({"extra_special_tokens": ["<sep>"]}, replace_extra_special_tokens=False)
    tokenizer.save_pretrained(folder)
    files = {}
    for name in ("tokenizer.json", "tokenizer_config.json"):
        with open(os.path.join(folder, name), encoding="utf-8") as source:
            files[name] = json.load(source)
    files["tokenizer.json"] = {"added_tokens": files["tokenizer.json"]["added_tokens"], "model": {}}
    return files


def texts():
    rng = random.Random(11)
    made = ["".join(rng.choices(FRAGMENTS, k=rng.randrange(2, 14))) for _ in range(120)]
    return list(dict.fromkeys(HARD + SENTENCES + made))


def without_legacy_space(model, sentinel_ids, text):
    """Slow T5Tokenizer of transformers 4 with legacy=False, for texts of words, blanks and sentinels."""
    processor = sentencepiece.SentencePieceProcessor(model_file=model)
    ids, after, rest = [], False, text
    while rest:
        at = min((rest.find(s) for s in sentinel_ids if s in rest), default=len(rest))
        chunk, rest = rest[:at], rest[at:]
        if chunk.strip():
            if after and not chunk.startswith(" "):  # an unknown in front takes the place of the word before
                ids += processor.encode("<unk>" + chunk, out_type=int)[len(processor.encode("<unk>", out_type=int)):]
            else:
                ids += processor.encode(chunk, out_type=int)
        if rest:
            name = max((s for s in sentinel_ids if rest.startswith(s)), key=len)
            ids.append(sentinel_ids[name])
            rest, after = rest[len(name):], True
    return ids + [1]


def main(out):
    os.makedirs(out, exist_ok=True)
    goldens = {"texts": texts(), "tokenizers": [], "without_legacy_space": []}
    with tempfile.TemporaryDirectory() as scratch:
        models(out, scratch)
        pieces = {name: sentencepiece.SentencePieceProcessor(model_file=os.path.join(out, name + ".model")).get_piece_size()
                  for name in ("t5", "rules", "plain")}
        for name, model, config, files in cases(pieces):
            folder = os.path.join(scratch, name)
            os.makedirs(folder)
            shutil.copy(os.path.join(out, model + ".model"), os.path.join(folder, "spiece.model"))
            saved = files == "saved"
            for file, content in ({"config.json": config} | ({} if saved else files)).items():
                with open(os.path.join(folder, file), "w") as target:
                    json.dump(content, target)
            if saved:
                files = saved_again(folder)
            tokenizer = (T5Tokenizer if config["model_type"] == "umt5" else AutoTokenizer).from_pretrained(folder)
            ids = [tokenizer(text).input_ids for text in goldens["texts"]]
            goldens["tokenizers"].append({
                "name": name, "model": model, "config": config, "files": files, "size": len(tokenizer), "eos": tokenizer.eos_token_id,
                "pad": tokenizer.pad_token_id, "ids": ids, "decoded": [tokenizer.decode(i, skip_special_tokens=True) for i in ids],
                "added_pieces": [tokenizer.convert_ids_to_tokens(i) for i in range(pieces[model], len(tokenizer))]})
        numbers = {f"<extra_id_{i}>": pieces["t5"] + 99 - i for i in range(100)}
        for text in ["<extra_id_0>. Hello", "<extra_id_0> . the light", "the <extra_id_0>light<extra_id_1> house", "<extra_id_0><extra_id_1>, a river",
                     "<extra_id_0> light", "light<extra_id_3>house.", "the river", "<extra_id_12>s and <extra_id_2>"]:
            goldens["without_legacy_space"].append(
                {"text": text, "ids": without_legacy_space(os.path.join(out, "t5.model"), numbers, text)})
    with open(os.path.join(out, "goldens.json"), "w") as target:
        json.dump(goldens, target, separators=(",", ":"))
        target.write("\n")
    print(len(goldens["texts"]), "texts,", len(goldens["tokenizers"]), "tokenizers", pieces)


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
