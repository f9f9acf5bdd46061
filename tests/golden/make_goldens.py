# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/golden: tiny checkpoints of every shape, and what transformers computes with them.

usage: make_goldens.py [SHAPE...]        (needs torch==2.13.0 transformers==5.23.0 sentencepiece safetensors)

Each folder is a checkpoint in the Hugging Face layout with random weights, and expected.safetensors with, for case i
of cases.json, ids, decoder_ids, enc1 ..., dec1 ... (what `wo` receives) and logits at the positions enc_rows, dec_rows
and logit_rows, and generated: the greedily decoded tokens. The tests need neither Python nor this script."""
import io, json, os, random, shutil, sys
import sentencepiece as sp
import torch
from safetensors.torch import load_file, save_file
from sentencepiece import sentencepiece_model_pb2
from transformers import (AutoModelForSeq2SeqLM, AutoTokenizer, MT5Config, MT5ForConditionalGeneration, T5Config,
                          T5ForConditionalGeneration, T5Tokenizer, UMT5Config, UMT5ForConditionalGeneration)

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'golden')
FAMILIES = {'t5': (T5Config, T5ForConditionalGeneration), 'mt5': (MT5Config, MT5ForConditionalGeneration),
            'umt5': (UMT5Config, UMT5ForConditionalGeneration)}
SIZE = dict(d_model=16, d_kv=8, num_heads=2, d_ff=32, num_layers=2)

# Options beside the configuration: `head` gives the checkpoint a head of its own, `config` is put into config.json
# after saving (None takes a field out), the rest say how the files are written.
SHAPES = {
    't5-relu': dict(nfkc=True, vocab_size=512),
    't5-v1_1': dict(feed_forward_proj='gated-gelu', head=True,
                    config={'tie_word_embeddings': False, 'scale_decoder_outputs': None}),
    't5-v1_1-new-config': dict(feed_forward_proj='gated-gelu', head=True,
                               config={'tie_word_embeddings': True, 'scale_decoder_outputs': False}),
    't5-gated-silu': dict(feed_forward_proj='gated-silu'),
    't5-gated-relu': dict(feed_forward_proj='gated-relu'),
    't5-gelu': dict(feed_forward_proj='gelu', embedding_name='encoder.embed_tokens.weight'),
    'mt5': dict(family='mt5', head=True, config={'tie_word_embeddings': False}),
    'umt5': dict(family='umt5', head=True, config={'tie_word_embeddings': False}),
    't5-inner-dimension': dict(d_model=24, d_kv=10, num_heads=3),
    't5-one-layer': dict(num_layers=1),
    't5-uneven': dict(num_layers=3, num_decoder_layers=1),
    't5-old-config': dict(old_bias=True, config={'num_decoder_layers': None, 'relative_attention_max_distance': None,
                                                 'scale_decoder_outputs': None, 'tie_word_embeddings': None}),
    't5-buckets': dict(relative_attention_num_buckets=12, relative_attention_max_distance=37),
    't5-sharded': dict(shard='12KB'),
    't5-bin': dict(bin=True),
    't5-bf16': dict(dtype=torch.bfloat16),
    't5-fp16': dict(dtype=torch.float16),
}

PLACES = ['garden', 'harbour', 'library', 'mountain village', 'railway station', 'small laboratory', 'kitchen',
          'northern forest', 'market square', 'classroom', 'observatory', 'quiet valley', 'museum', 'river bank']
THINGS = ['the red lantern', 'a green apple', 'the blue notebook', 'a tiny magnet', 'the old telescope', 'warm bread',
          'yellow paint', 'the copper wire', 'her bicycle', 'a silver coin', 'the number seven', 'a page of algebra',
          'fresh milk', 'the orange kite', 'a glass prism', 'the flag of Norway', 'a letter from Brazil', 'grey smoke']
DEEDS = ['shines over', 'was found near', 'disappeared from', 'belongs to', 'was measured in', 'travels towards',
         'reminds everyone of', 'must never leave', 'was painted behind', 'grows beside', 'waits outside', 'fell into']
WHEN = ['Yesterday', 'Every winter', 'At noon', 'Before the concert', 'In 1987', 'On Tuesday', 'Sometimes', 'Tonight']


def corpus():
    lines = [f'{w} {t} {d} the {p}, and {u} {e} another {q}.' for w, t, d, p, u, e, q in zip(*[
        random.Random(seed).choices(words, k=3000) for seed, words in enumerate(
            (WHEN, THINGS, DEEDS, PLACES, THINGS, DEEDS, PLACES))])]
    return lines


def long_text(words):
    return ' '.join(' '.join(corpus()[:200]).split()[:words])


CASES = [
    {'text': 'The red lantern shines over the harbour.', 'decoder_text': ''},
    {'text': 'summarize: Grüße aus Zürich — 東京 🙂 ﬁne ½ café\u200b, naïve?!', 'decoder_text': long_text(7)},
    {'text': 'A <extra_id_0> apple <extra_id_1>. Bread</s> and <pad> <unk><extra_id_99>', 'decoder_text':
     '<extra_id_0> green <extra_id_1> warm'},
    {'text': long_text(60), 'decoder_text': long_text(46)},
    {'text': '', 'decoder_text': 'A tiny magnet.'},
]


def train_tokenizer(path, nfkc, sentinel_pieces):
    model = io.BytesIO()
    sp.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus()), model_writer=model, vocab_size=300, model_type='unigram', pad_id=0, eos_id=1,
        unk_id=2, bos_id=-1, normalization_rule_name='nmt_nfkc' if nfkc else 'identity', minloglevel=2,
        hard_vocab_limit=False, num_threads=1)
    proto = sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())
    if sentinel_pieces:  # as mT5's model has them, at its end
        for i in range(99, -1, -1):
            proto.pieces.add(piece=f'▁<extra_id_{i}>', score=0.0, type=proto.SentencePiece.USER_DEFINED)
    with open(path, 'wb') as file:
        file.write(proto.SerializeToString())
    return len(proto.pieces)


def randomise(model):
    """Random weights whose every part matters: norms unlike 1, position biases that decide."""
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if 'layer_norm' in name:
                weight.copy_(1 + .3 * torch.randn_like(weight))
            elif 'relative_attention_bias' in name:
                weight.copy_(1.5 * torch.randn_like(weight))
            elif name == 'shared.weight':
                weight.mul_(.25)  # or a tied model would only repeat its input


def write_weights(model, folder, o):
    weights = {k: v.clone().to(o.get('dtype', torch.float32)) for k, v in model.state_dict().items()}
    tied = {'encoder.embed_tokens.weight', 'decoder.embed_tokens.weight', 'lm_head.weight'}
    weights = {k: v for k, v in weights.items() if k not in tied}
    if o.get('head'):
        head = torch.randn_like(weights['shared.weight']) * model.config.d_model ** -.5
        head[model.config.eos_token_id] *= 2.5  # so that greedy decoding comes to an end somewhere
        weights['lm_head.weight'] = head
    if o.get('old_bias'):
        name = 'decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight'
        weights[name] = torch.randn(model.config.relative_attention_num_buckets, model.config.num_heads)
    if 'shard' in o:
        model.save_pretrained(folder, max_shard_size=o['shard'])
    elif o.get('bin'):
        torch.save({k: v for k, v in model.state_dict().items()}, os.path.join(folder, 'pytorch_model.bin'))
    else:
        save_file(weights, os.path.join(folder, 'model.safetensors'), metadata={'format': 'pt'})


def edit_config(folder, changes):
    path = os.path.join(folder, 'config.json')
    config = json.load(open(path))
    for key, value in changes.items():
        if value is None:
            config.pop(key, None)
        else:
            config[key] = value
    json.dump(config, open(path, 'w'), indent=2, sort_keys=True)
    open(path, 'a').write('\n')


def rename_embedding(folder, name):
    path = os.path.join(folder, 'model.safetensors')
    weights = load_file(path)
    weights[name] = weights.pop('shared.weight')
    save_file(weights, path, metadata={'format': 'pt'})


def activations(model, ids, decoder_ids):
    seen, hooks = {}, []
    for prefix, stack in (('enc', model.encoder), ('dec', model.decoder)):
        for i, block in enumerate(stack.block):
            hooks.append(block.layer[-1].DenseReluDense.wo.register_forward_pre_hook(
                lambda _, a, name=f'{prefix}{i + 1}': seen.__setitem__(name, a[0][0].detach().float().clone())))
    with torch.no_grad():
        logits = model(input_ids=ids[None], decoder_input_ids=decoder_ids[None]).logits[0].float()
    for hook in hooks:
        hook.remove()
    return seen | {'logits': logits}


def keep_some(seen, ids, decoder_ids):
    """Of long texts only some positions are kept, so that the files stay small: enc_rows, dec_rows, logit_rows."""
    def rows(count, n):
        return torch.unique(torch.linspace(0, n - 1, count).long())
    kept = {'enc_rows': rows(24, len(ids)), 'dec_rows': rows(24, len(decoder_ids)), 'logit_rows': rows(5, len(decoder_ids))}
    return kept | {k: v[kept[('enc' if k.startswith('enc') else 'dec' if k.startswith('dec') else 'logit') + '_rows']]
                   for k, v in seen.items()}


def expected(folder, family):
    tokens = (T5Tokenizer if family == 'umt5' else AutoTokenizer).from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    start = model.config.decoder_start_token_id or 0
    out = {}
    for i, case in enumerate(CASES):
        ids = torch.tensor(tokens(case['text']).input_ids)
        decoder_ids = torch.tensor([start] + tokens(case['decoder_text']).input_ids[:-1])
        seen = keep_some(activations(model, ids, decoder_ids), ids, decoder_ids) | {'ids': ids, 'decoder_ids': decoder_ids}
        with torch.no_grad():
            generated = model.generate(ids[None], max_new_tokens=24, do_sample=False, num_beams=1,
                                       decoder_start_token_id=start)[0][1:]
        out |= {f'{i}.{k}': v.contiguous() for k, v in (seen | {'generated': generated}).items()}
    return out


def make(shape):
    o = dict(SHAPES[shape])
    torch.manual_seed(sum(map(ord, shape)))
    folder = os.path.join(ROOT, shape)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    family = o.pop('family', 't5')
    pieces = train_tokenizer(os.path.join(folder, 'spiece.model'), o.pop('nfkc', False), family == 'mt5')
    sentinels = {'t5': 100, 'mt5': 0, 'umt5': 300}[family]
    config_type, model_type = FAMILIES[family]
    files = {k: o.pop(k) for k in ('head', 'config', 'shard', 'bin', 'dtype', 'old_bias', 'embedding_name') if k in o}
    config = config_type(**(SIZE | {'vocab_size': pieces + sentinels, 'feed_forward_proj': 'gated-gelu' if family !=
                                    't5' else 'relu', 'decoder_start_token_id': 0, 'pad_token_id': 0,
                                    'eos_token_id': 1} | o))
    model = model_type(config).eval()
    randomise(model)
    config.save_pretrained(folder)
    write_weights(model, folder, files)
    # save_pretrained of a sharded model writes both again
    edit_config(folder, {'architectures': [model_type.__name__]} | files.get('config', {}))
    if os.path.exists(os.path.join(folder, 'generation_config.json')):
        os.remove(os.path.join(folder, 'generation_config.json'))
    out = expected(folder, family)
    if 'embedding_name' in files:
        rename_embedding(folder, files['embedding_name'])
    save_file(out, os.path.join(folder, 'expected.safetensors'))
    print(shape, {k: tuple(v.shape) for k, v in out.items() if k.endswith('ids')},
          [out[f'{i}.generated'].tolist()[:10] for i in range(len(CASES))],
          sum(os.path.getsize(os.path.join(folder, f)) for f in os.listdir(folder)) // 1024, 'KB')


if __name__ == '__main__':
    os.makedirs(ROOT, exist_ok=True)
    json.dump(CASES, open(os.path.join(ROOT, 'cases.json'), 'w'), indent=2, ensure_ascii=False)
    for name in sys.argv[1:] or SHAPES:
        make(name)
