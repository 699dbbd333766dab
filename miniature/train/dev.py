"""How far an encoder has come on the dev corpus. Choices are made on these figures, not on test."""

from collections import defaultdict
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from .corpus import Corpus
from .text_model import TextEncoder
from .tokens import encode

Pairs = dict[str, list[tuple[int, int]]]


def burst_pairs(corpus: Corpus) -> Pairs:
    """Pairs of an original and another scene of its burst, by pattern; and near-duplicates."""
    originals = {
        scene["base"]: row
        for row, scene in enumerate(corpus.scenes)
        if scene["variant"] == "original"
    }
    pairs: Pairs = defaultdict(list)
    for row, scene in enumerate(corpus.scenes):
        if scene["variant"] != "original" and scene["base"] in originals:
            pairs[scene["pattern"] or "near-duplicate"].append((originals[scene["base"]], row))
    return dict(sorted(pairs.items()))


def cosine_summary(corpus: Corpus, rows: Tensor) -> dict[str, Any]:
    """Per pattern: median cosine of single-detail pairs, share above .95, share below .6."""
    values = rows.numpy()
    summary: dict[str, Any] = {}
    for group, pairs in burst_pairs(corpus).items():
        first, second = np.array(pairs).T
        cosines = np.sum(values[first] * values[second], axis=1)
        summary[group] = [
            round(float(np.median(cosines)), 3),
            round(float(np.mean(cosines > 0.95)), 3),
            round(float(np.mean(cosines < 0.6)), 3),
        ]
    return summary


@torch.no_grad()
def recognition(
    corpus: Corpus, rows: Tensor, text: TextEncoder, tokenizer: Tokenizer, device: torch.device
) -> float:
    """Share of scenes without held-out classes whose main object is named first, of all named."""
    known = [row for row, scene in enumerate(corpus.scenes) if not scene["heldOut"]]
    main = [corpus.scenes[row]["main"] for row in known]
    names = sorted(set(main))
    text.eval()
    ids = torch.from_numpy(encode(tokenizer, [f"a picture of a {name}" for name in names]))
    said = text(ids.long().to(device)).cpu()
    text.train()
    best = (rows[known] @ said.t()).argmax(1).tolist()
    return round(float(np.mean([names[k] == name for k, name in zip(best, main, strict=True)])), 4)
