"""Trains the visual encoder: two views of a scene agree, all else differs. No text, no labels.

    python -m miniature.train.visual --corpus DIR --dev DIR --out DIR

NT-Xent (Chen et al., arXiv 2002.05709) over the batch, plus NT-Xent within each burst, whose scenes
differ in single details. It uses which scenes share a base and which show the same, and the bursts
come from the generator that also makes the test scenes; the model card says so.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .augment import GENTLE, views
from .config import VISUAL, VisualVariant
from .corpus import Corpus, load_corpus
from .dev import cosine_summary
from .image_model import ImageEncoder
from .session import Session, choose_device, embed, fast_precision, normalised


def scene_keys(corpus: Corpus) -> np.ndarray:
    """Equal numbers for scenes that show the same: an original and its near-duplicate."""
    numbers: dict[str, int] = {}
    return np.array(
        [
            numbers.setdefault(
                json.dumps([scene["base"], scene["details"]], sort_keys=True), len(numbers)
            )
            for scene in corpus.scenes
        ]
    )


def partners(keys: np.ndarray) -> np.ndarray:
    """For every scene another picture of the same scene, or itself where there is none."""
    order = np.argsort(keys, kind="stable")
    found = np.arange(len(keys))
    for group in np.split(order, np.flatnonzero(np.diff(keys[order])) + 1):
        found[group] = np.roll(group, 1)
    return found


def visual_loss(
    rows: Tensor, keys: Tensor, bases: Tensor, variant: VisualVariant
) -> tuple[Tensor, Tensor]:
    """Both terms for rows [2n, d]: n scenes, then another view of each."""
    count = len(rows) // 2
    places = torch.arange(count, device=rows.device)
    truth = torch.cat([places + count, places])
    cosines = rows @ rows.t()
    # Neither itself nor another picture of the same scene is a negative; its other view is wanted.
    ignored = keys[:, None] == keys[None, :]
    ignored[torch.arange(2 * count, device=rows.device), truth] = False
    elsewhere = bases[:, None] != bases[None, :]
    batch = (cosines / variant.batch_temperature).masked_fill(ignored, -1e4)
    burst = (cosines / variant.burst_temperature).masked_fill(ignored | elsewhere, -1e4)
    return F.cross_entropy(batch, truth), F.cross_entropy(burst, truth)


def burst_batches(bases: np.ndarray, size: int, random: np.random.Generator) -> list[np.ndarray]:
    """Whole bursts in random order, about `size` scenes a batch."""
    starts = np.flatnonzero(np.r_[True, bases[1:] != bases[:-1]])
    bursts = np.split(np.arange(len(bases)), starts[1:])
    found: list[np.ndarray] = []
    waiting: list[np.ndarray] = []
    for number in random.permutation(len(bursts)):
        waiting.append(bursts[number])
        if sum(map(len, waiting)) >= size:
            found.append(np.concatenate(waiting))
            waiting = []
    return found


def train(variant: VisualVariant, corpus: Corpus, dev: Corpus | None, out: Path, on: str) -> None:
    recipe = variant.recipe
    device = choose_device(on)
    session = Session(variant.id, recipe, out, device)
    torch.manual_seed(recipe.seed)
    image = ImageEncoder(variant.image).to(device)
    image.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    bases, keys = corpus.bases(), scene_keys(corpus)
    partner = partners(keys)
    per_epoch = len(burst_batches(bases, recipe.batch, np.random.default_rng(recipe.seed)))
    first = session.prepare({"image": image}, per_epoch)
    for epoch in range(first, recipe.epochs):
        began = session.start_epoch(epoch)
        terms: list[tuple[float, float]] = []
        seen = 0
        for rows in burst_batches(bases, recipe.batch, session.random):
            # The other view is of the near-duplicate half of the time: another camera, truly.
            other = np.where(session.random.random(len(rows)) < 0.5, partner[rows], rows)
            scenes = torch.cat([corpus.batch(rows), corpus.batch(other)]).to(device)
            both = normalised(views(scenes, GENTLE, session.generator))
            with fast_precision(device):
                embeddings, _ = image(both.to(memory_format=torch.channels_last))
            twice = np.concatenate([rows, rows])
            over_batch, in_burst = visual_loss(
                embeddings,
                torch.from_numpy(keys[twice]).to(device),
                torch.from_numpy(bases[twice]).to(device),
                variant,
            )
            session.learn(over_batch + variant.burst_weight * in_burst)
            terms.append((float(over_batch.detach()), float(in_burst.detach())))
            seen += len(twice)
        spent = time.perf_counter() - began
        over_batch_mean, in_burst_mean = np.mean(terms, axis=0)
        metrics: dict[str, Any] = {
            "lossBatch": round(float(over_batch_mean), 4),
            "lossBurst": round(float(in_burst_mean), 4),
            "seconds": round(spent, 1),
            "viewsPerSecond": round(seen / spent, 1),
        }
        if dev and (epoch % 3 == 2 or epoch == recipe.epochs - 1):
            metrics["dev"] = cosine_summary(dev, embed(image, dev, device))
        session.end_epoch(epoch, metrics)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="auto")
    asked = parser.parse_args()
    size = VISUAL.image.resolution
    dev = load_corpus(asked.dev, size) if asked.dev else None
    train(VISUAL, load_corpus(asked.corpus, size), dev, asked.out, asked.device)


if __name__ == "__main__":
    main()
