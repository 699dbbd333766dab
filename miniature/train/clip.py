"""Trains one CLIP variant: images and sparse captions, contrastive over the batch.

python -m miniature.train.clip --variant base --corpus TRAIN WORDS --dev DEV --out RUN
"""

import argparse
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .augment import MODERATE, views
from .config import CAPTIONS_PER_STEP, CLIP_VARIANTS, ClipVariant
from .corpus import Corpus, load_corpora, load_corpus
from .dev import cosine_summary, recognition
from .image_model import ImageEncoder
from .session import Session, batches, choose_device, embed, fast_precision, normalised
from .text_model import TextEncoder
from .tokens import PAD_ID, encode, load_tokenizer, train_tokenizer

LARGEST_SCALE = 100.0
"""Bound on the factor before the softmax, as in CLIP."""


class Scale(nn.Module):
    """The learned factor on the cosines, kept as its logarithm."""

    def __init__(self) -> None:
        super().__init__()
        self.logarithm = nn.Parameter(torch.tensor(math.log(20.0)))

    def forward(self) -> Tensor:
        return self.logarithm.exp().clamp(max=LARGEST_SCALE)


def tokenised(corpus: Corpus, out: Path) -> tuple[np.ndarray, int]:
    """Captions as int16 [scenes, captions, length] and the vocabulary's size."""
    path = out / "tokenizer.json"
    if not path.exists():
        train_tokenizer(c for scene in corpus.scenes for c in scene["captions"]).save(str(path))
    tokenizer = load_tokenizer(path)
    captions = [caption for scene in corpus.scenes for caption in scene["captions"]]
    ids = encode(tokenizer, captions).reshape(len(corpus), -1, tokenizer.padding["length"])
    return ids, tokenizer.get_vocab_size()


def caption_batches(corpus: Corpus, size: int, random: np.random.Generator) -> list[np.ndarray]:
    """Every other batch is of scenes in one place.

    There the place says nothing about which caption is right, so what stands in it must be learned.
    With random batches alone the place comes first, and for long nothing else.
    """
    order = random.permutation(len(corpus))
    half = len(order) // 2
    mixed, sorted_out = order[:half], order[half:]
    found = list(batches(mixed, size))
    places = np.array([corpus.scenes[row]["background"] for row in sorted_out])
    for place in np.unique(places):
        found += batches(sorted_out[places == place], size)
    return [found[number] for number in random.permutation(len(found))]


def clip_loss(images: Tensor, texts: Tensor, scale: Tensor) -> tuple[Tensor, float]:
    """Symmetric cross-entropy over the batch, and how often the right caption wins.

    `texts` holds one caption of every image, then another of every image, and so on.
    """
    truth = torch.arange(len(images), device=images.device)
    losses: list[Tensor] = []
    hits: list[float] = []
    # Every set of captions apart, so that a scene's other caption is no negative of it.
    for captions in texts.split(len(images)):
        logits = images @ captions.t() * scale
        losses += [F.cross_entropy(logits, truth), F.cross_entropy(logits.t(), truth)]
        hits.append(float((logits.argmax(1) == truth).float().mean()))
    return torch.stack(losses).mean(), float(np.mean(hits))


def train(variant: ClipVariant, corpus: Corpus, dev: Corpus | None, out: Path, on: str) -> None:
    recipe = variant.recipe
    device = choose_device(on)
    session = Session(variant.id, recipe, out, device)
    captions, vocabulary = tokenised(corpus, out)
    torch.manual_seed(recipe.seed)
    image = ImageEncoder(variant.image).to(device)
    image.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    text = TextEncoder(variant.text, vocabulary).to(device)
    scale = Scale().to(device)
    per_epoch = len(caption_batches(corpus, recipe.batch, np.random.default_rng(recipe.seed)))
    first = session.prepare({"image": image, "text": text, "scale": scale}, per_epoch)
    for epoch in range(first, recipe.epochs):
        began = session.start_epoch(epoch)
        losses: list[float] = []
        hits: list[float] = []
        for rows in caption_batches(corpus, recipe.batch, session.random):
            seen = views(corpus.batch(rows).to(device), MODERATE, session.generator)
            said = np.tile(rows, CAPTIONS_PER_STEP)
            picked = captions[said, session.random.integers(0, captions.shape[1], len(said))]
            # Columns that are padding in the whole batch change nothing and cost time.
            picked = picked[:, : int((picked != PAD_ID).sum(1).max())].astype(np.int64)
            with fast_precision(device):
                pictures, _ = image(normalised(seen).to(memory_format=torch.channels_last))
                sentences = text(torch.from_numpy(picked).to(device))
            loss, hit = clip_loss(pictures, sentences, scale())
            session.learn(loss)
            losses.append(float(loss.detach()))
            hits.append(hit)
        spent = time.perf_counter() - began
        metrics: dict[str, Any] = {
            "loss": round(float(np.mean(losses)), 4),
            "rightCaption": round(float(np.mean(hits)), 4),
            "scale": round(float(scale().detach()), 2),
            "seconds": round(spent, 1),
            "imagesPerSecond": round(len(losses) * recipe.batch / spent, 1),
        }
        if dev and (epoch % 4 == 3 or epoch == recipe.epochs - 1):
            rows = embed(image, dev, device)
            metrics["dev"] = cosine_summary(dev, rows)
            tokenizer = load_tokenizer(out / "tokenizer.json")
            metrics["devRecognition"] = recognition(dev, rows, text, tokenizer, device)
        session.end_epoch(epoch, metrics)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variant", choices=sorted(CLIP_VARIANTS), required=True)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="auto")
    asked = parser.parse_args()
    variant = CLIP_VARIANTS[asked.variant]
    size = variant.image.resolution
    dev = load_corpus(asked.dev, size) if asked.dev else None
    train(variant, load_corpora(asked.corpus, size), dev, asked.out, asked.device)


if __name__ == "__main__":
    main()
