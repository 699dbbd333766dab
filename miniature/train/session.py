"""What both training commands share: device, precision, schedule, checkpoints, log of metrics."""

import json
import math
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from .config import PIXEL_MEAN, PIXEL_STD, Recipe
from .corpus import Corpus


def choose_device(wanted: str) -> torch.device:
    """`auto` takes a CUDA device where there is one."""
    if wanted != "auto":
        return torch.device(wanted)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def fast_precision(device: torch.device) -> AbstractContextManager[Any]:
    """bfloat16 where the processor multiplies it natively (2.4 times as fast), else float32."""
    processor = Path("/proc/cpuinfo")
    native = device.type == "cuda" or (
        processor.exists() and "avx512_bf16" in processor.read_text("utf8")
    )
    return torch.autocast(device.type, torch.bfloat16, enabled=native)


def normalised(images: Tensor) -> Tensor:
    """0..1 to what an encoder reads."""
    return (images - PIXEL_MEAN) / PIXEL_STD


class Session:
    """One training run that can be cut anywhere and goes on from its last whole epoch.

    All randomness of an epoch comes from the seed and the epoch's number, so a run that was cut
    sees the same batches as one that was not.
    """

    def __init__(self, name: str, recipe: Recipe, out: Path, device: torch.device) -> None:
        self.name = name
        self.recipe = recipe
        self.device = device
        self.generator = torch.Generator()
        self.random = np.random.default_rng()
        self.step = 0
        self.steps_in_all = 0
        out.mkdir(parents=True, exist_ok=True)
        self.checkpoint = out / f"{name}.checkpoint.pt"
        self.log = out / f"{name}.jsonl"
        self.modules: dict[str, nn.Module] = {}
        self.optimizer: torch.optim.AdamW | None = None

    def prepare(self, modules: dict[str, nn.Module], steps_per_epoch: int) -> int:
        """Takes up the checkpoint if there is one; returns the first epoch to do."""
        self.modules = modules
        self.steps_in_all = self.recipe.epochs * steps_per_epoch
        decayed = [p for m in modules.values() for p in m.parameters() if p.ndim > 1]
        plain = [p for m in modules.values() for p in m.parameters() if p.ndim <= 1]
        groups = [
            {"params": decayed, "weight_decay": self.recipe.weight_decay},
            {"params": plain, "weight_decay": 0.0},
        ]
        self.optimizer = torch.optim.AdamW(groups, lr=self.recipe.learning_rate)
        if not self.checkpoint.exists():
            self.log.write_text("", "utf8")
            return 0
        saved = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
        for name, module in modules.items():
            module.load_state_dict(saved["modules"][name])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.step = int(saved["step"])
        return int(saved["epochs"])

    def start_epoch(self, epoch: int) -> float:
        seed = self.recipe.seed * 1_000 + epoch
        self.generator.manual_seed(seed)
        self.random = np.random.default_rng(seed)
        return time.perf_counter()

    def learn(self, loss: Tensor) -> None:
        """One step down the gradient: linear warm-up, then half a cosine to nearly nothing."""
        assert self.optimizer is not None
        warm = min(1.0, (self.step + 1) / self.recipe.warmup_steps)
        left = 0.5 * (1 + math.cos(math.pi * min(1.0, self.step / self.steps_in_all)))
        for group in self.optimizer.param_groups:
            group["lr"] = self.recipe.learning_rate * warm * left + 1e-5
        self.optimizer.zero_grad()
        torch.autograd.backward(loss)
        self.optimizer.step()
        self.step += 1

    def end_epoch(self, epoch: int, metrics: dict[str, Any]) -> None:
        """Writes metrics and checkpoint; the checkpoint replaces the old one in one move."""
        assert self.optimizer is not None
        line = {"model": self.name, "epoch": epoch + 1, "step": self.step, **metrics}
        with self.log.open("a", encoding="utf8") as log:
            log.write(json.dumps(line) + "\n")
        print(json.dumps(line), flush=True)
        saved = {
            "modules": {name: module.state_dict() for name, module in self.modules.items()},
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "epochs": epoch + 1,
        }
        new = self.checkpoint.with_suffix(".new")
        torch.save(saved, new)
        os.replace(new, self.checkpoint)


def batches(order: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """Whole batches in the given order; what is left over waits for another epoch's order."""
    for start in range(0, len(order) - size + 1, size):
        yield order[start : start + size]


@torch.no_grad()
def embed(encoder: nn.Module, corpus: Corpus, device: torch.device, batch: int = 250) -> Tensor:
    """Unit embeddings of all scenes, float32 [count, 128], without augmentation."""
    encoder.eval()
    rows = []
    with fast_precision(device):
        for start in range(0, len(corpus), batch):
            images = corpus.batch(np.arange(start, min(len(corpus), start + batch)))
            images = normalised(images).to(device, memory_format=torch.channels_last)
            rows.append(encoder(images)[0].cpu())
    encoder.train()
    return torch.cat(rows)
