"""Reads a corpus that `npm run miniature:corpus` wrote: pixels, captions, bursts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

Scene = dict[str, Any]


@dataclass(frozen=True)
class Corpus:
    """Scenes in file order. `pixels` is uint8 [count, size, size, 3], mapped from the file."""

    generator: str
    scenes: list[Scene]
    pixels: np.ndarray

    def __len__(self) -> int:
        return len(self.scenes)

    def batch(self, rows: np.ndarray) -> Tensor:
        """Pixels of some scenes as float32 [n, 3, size, size] in 0..1."""
        # Sorted reads, because the file may be larger than memory.
        order = np.argsort(rows)
        taken = np.empty((len(rows), *self.pixels.shape[1:]), np.uint8)
        taken[order] = self.pixels[rows[order]]
        return torch.from_numpy(taken).permute(0, 3, 1, 2).float().div_(255)

    def bases(self) -> np.ndarray:
        """Number of the base of every scene; scenes of one base are one burst."""
        return np.array([scene["base"] for scene in self.scenes])


def load_corpora(folders: Sequence[Path], size: int) -> Corpus:
    """Several corpora of one generator as one; their bases keep apart."""
    parts = [load_corpus(folder, size) for folder in folders]
    if len({part.generator for part in parts}) != 1:
        raise ValueError("The corpora were made by different versions of the generator.")
    scenes: list[Scene] = []
    for part in parts:
        after = 1 + max((scene["base"] for scene in scenes), default=-1)
        scenes += [{**scene, "base": scene["base"] + after} for scene in part.scenes]
    return Corpus(parts[0].generator, scenes, np.concatenate([part.pixels for part in parts]))


def load_corpus(folder: Path, size: int) -> Corpus:
    """Raises ValueError if the files do not fit each other."""
    meta = json.loads((folder / "meta.json").read_text("utf8"))
    with (folder / "scenes.jsonl").open(encoding="utf8") as lines:
        scenes = [json.loads(line) for line in lines]
    path = folder / f"pixels-{size}.u8"
    if path.stat().st_size != len(scenes) * size * size * 3:
        raise ValueError(f"{path} does not hold {len(scenes)} images of {size} pixels.")
    pixels = np.memmap(path, np.uint8, "r", shape=(len(scenes), size, size, 3))
    return Corpus(str(meta["generator"]), scenes, pixels)
