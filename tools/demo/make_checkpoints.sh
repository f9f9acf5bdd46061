#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the demo's four checkpoints anew: tools/demo/make_checkpoints.sh [FOLDER]
#
# base is trained from random weights on 36,000 sentences; lr0.01, lr0.001 and lr0.0001 are base fine-tuned on the 240
# papers with these learning rates. An interrupted call goes on when it is repeated. An hour on two cores that are busy.
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-build/demo}
threads=2
export OMP_WAIT_POLICY=passive # threads sleep while they wait, for machines that do other work too

mkdir -p "$folder"
python3 -B tools/demo/make_corpus.py --train "$folder/train.tsv"
./run cli pretrain --data "$folder/train.tsv" --output "$folder/base" \
    --layers 6 --decoder-layers 2 --d-model 80 --d-ff 3072 --heads 5 --d-kv 16 --pieces 4000 \
    --roll --firing-rate 0.05 --dropout 0 --batch 64 --steps 2600 --seed 1 \
    --optimizer adamw --relative --lr 0.02 --warm-up 300 --schedule cosine \
    --weights bf16 --save-every 120 --threads $threads

[ -e "$folder/papers.sparsight" ] ||
    ./run cli import "$folder/papers.sparsight" --data resources/demo/papers --name papers
./run cli finetune "$folder/papers.sparsight" --model "$folder/base" --data papers --output "$folder/tuned" \
    --lr 0.01,0.001,0.0001 --epochs 5 --batch 16 --max-source 256 --evaluate 24 \
    --weights bf16 --threads $threads

for name in base tuned/base-lr0.01 tuned/base-lr0.001 tuned/base-lr0.0001; do
    shipped="$folder/shipped/${name#tuned/base-}"
    mkdir -p "$shipped"
    cp "$folder/$name"/*.json "$folder/$name/spiece.model" "$folder/$name/model.safetensors" "$shipped/"
    sed -i 's|"parent": ".*/|"parent": "|' "$shipped/training.json" # its name, not a folder of this machine
done
echo "$folder/shipped holds what belongs into resources/demo"
