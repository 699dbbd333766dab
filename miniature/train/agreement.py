"""Records what PyTorch computes, so that the product's own runtime can be held to it.

The images are PNG files of the encoders' own resolution, on which the product's box resize is the
identity: both sides read the same numbers.
"""

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from tokenizers import Tokenizer
from torch import Tensor, nn

from .config import ImageConfig
from .corpus import load_corpus
from .session import normalised
from .tokens import encode

FIXTURES = Path(__file__).parent / "fixtures"
IMAGES = 8
EVERY = 37
"""Scenes apart: each picture of another base."""

Networks = dict[str, tuple[ImageConfig, nn.Module, nn.Module | None]]


def _base64(rows: Tensor) -> list[str]:
    """Each row as little-endian float32."""
    values = rows.numpy().astype("<f4")
    return [base64.b64encode(row.tobytes()).decode("ascii") for row in values]


def record_agreement(networks: Networks, tokenizer: Tokenizer, dev: Path) -> None:
    """Writes the pictures and `agreement.json`: embeddings per encoder, in float32."""
    folder = FIXTURES / "agreement"
    folder.mkdir(parents=True, exist_ok=True)
    rows = np.arange(IMAGES) * EVERY
    expected: dict[str, Any] = {}
    sentences: list[str] = []
    for name, (config, image, text) in networks.items():
        corpus = load_corpus(dev, config.resolution)
        sentences = [corpus.scenes[row]["full"] for row in rows]
        for number, row in enumerate(rows):
            picture = Image.fromarray(np.asarray(corpus.pixels[row]))
            picture.save(folder / f"{config.resolution}-{number}.png", optimize=True)
        with torch.no_grad():
            embeddings, tokens = image(normalised(corpus.batch(rows)))
            expected[name] = {
                "size": config.resolution,
                "images": _base64(embeddings),
                "firstToken": _base64(tokens[:, 0]),
            }
            if text is not None:
                ids = torch.from_numpy(encode(tokenizer, sentences).astype(np.int64))
                expected[name]["texts"] = _base64(text(ids))
    document = {"sentences": sentences, "encoders": expected}
    (FIXTURES / "agreement.json").write_text(json.dumps(document, indent=1) + "\n", "utf8")
