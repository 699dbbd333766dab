"""Writes what the product loads: ONNX files, tokenizer, description; and a fixture to check them.

    python -m miniature.train.export --run DIR --dev DIR --to miniature/weights

Takes every encoder that has a finished checkpoint in the run's folder, and its metrics.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import torch
from torch import nn

from .agreement import record_agreement
from .clip import LARGEST_SCALE
from .config import (
    CLIP_VARIANTS,
    CONTEXT_LENGTH,
    EMBEDDING,
    PIXEL_MEAN,
    PIXEL_STD,
    VISUAL,
    ClipVariant,
    ImageConfig,
)
from .image_model import ImageEncoder
from .onnx_files import write_onnx
from .text_model import TextEncoder
from .tokens import PAD_ID, load_tokenizer

TOKENIZER = "miniature-clip.tokenizer.json"
METRICS = Path(__file__).parent / "metrics"
LICENSE = "Apache-2.0"
NOTES = (
    "Trained by this project on rendered scenes, to demonstrate the pipeline. Not for measuring "
    "photographs, and not a stand-in for {peer}: no figure obtained with it may be quoted as one "
    "about {peer}."
)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def saved_modules(run: Path, name: str, epochs: int) -> dict[str, Any]:
    """Weights of a finished run; raises ValueError for one that was cut."""
    saved = torch.load(run / f"{name}.checkpoint.pt", map_location="cpu", weights_only=True)
    if saved["epochs"] != epochs:
        raise ValueError(f"{name} has {saved['epochs']} of {epochs} epochs; train it to the end.")
    modules: dict[str, Any] = saved["modules"]
    return modules


def image_part(config: ImageConfig, path: Path, embedding: str) -> dict[str, Any]:
    """The description of an image tower, as lib/domain/encoders.ts reads it."""
    size = config.resolution
    return {
        "file": path.name,
        "sha256": sha256(path),
        "input": "pixel_values",
        "embedding": {"output": embedding, "pooling": "none"},
        "tokens": {
            "output": "last_hidden_state",
            "rows": config.grid,
            "columns": config.grid,
            "channels": config.token_channels,
            "before": 0,
        },
        "preprocessing": {
            "version": f"box{size}-v2",
            "resize": {"kind": "box", "shortestEdge": size},
            "crop": size,
            "mean": [PIXEL_MEAN] * 3,
            "std": [PIXEL_STD] * 3,
        },
    }


def write_image(encoder: nn.Module, config: ImageConfig, path: Path, output: str) -> None:
    example = torch.rand(2, 3, config.resolution, config.resolution)
    write_onnx(encoder, example, path, "pixel_values", [output, "last_hidden_state"])


def keep_metrics(run: Path, name: str) -> None:
    METRICS.mkdir(exist_ok=True)
    shutil.copyfile(run / f"{name}.jsonl", METRICS / f"{name}.jsonl")


def describe(to: Path, entry: dict[str, Any]) -> None:
    text = json.dumps(entry, indent=2, ensure_ascii=False)
    (to / f"{entry['id']}.json").write_text(text + "\n", "utf8")


def export_clip(variant: ClipVariant, run: Path, to: Path) -> tuple[nn.Module, nn.Module]:
    modules = saved_modules(run, variant.id, variant.recipe.epochs)
    keep_metrics(run, variant.id)
    image = ImageEncoder(variant.image)
    image.load_state_dict(modules["image"])
    tokenizer = load_tokenizer(run / "tokenizer.json")
    text = TextEncoder(variant.text, tokenizer.get_vocab_size())
    text.load_state_dict(modules["text"])
    image_path, text_path = to / f"{variant.id}.image.onnx", to / f"{variant.id}.text.onnx"
    write_image(image, variant.image, image_path, "image_embeds")
    ids = torch.ones(2, CONTEXT_LENGTH, dtype=torch.int64)
    ids[1, 9:] = PAD_ID
    write_onnx(text, ids, text_path, "input_ids", ["text_embeds"])
    scale = float(modules["scale"]["logarithm"].exp().clamp(max=LARGEST_SCALE))
    describe(
        to,
        {
            "id": variant.id,
            "name": variant.name,
            "role": "semantic",
            "family": "CLIP-like: convolutional image tower, transformer text tower, contrastive",
            "miniature": True,
            "dimensions": EMBEDDING,
            "image": image_part(variant.image, image_path, "image_embeds"),
            "text": {
                "file": text_path.name,
                "sha256": sha256(text_path),
                "input": "input_ids",
                "output": "text_embeds",
                "tokenizer": {"file": TOKENIZER, "sha256": sha256(to / TOKENIZER)},
                "contextLength": CONTEXT_LENGTH,
                "padTokenId": PAD_ID,
                "logitScale": scale,
            },
            "license": LICENSE,
            "notes": NOTES.format(peer="OpenAI CLIP"),
        },
    )
    return image.eval(), text.eval()


def export_visual(run: Path, to: Path) -> nn.Module:
    modules = saved_modules(run, VISUAL.id, VISUAL.recipe.epochs)
    keep_metrics(run, VISUAL.id)
    image = ImageEncoder(VISUAL.image)
    image.load_state_dict(modules["image"])
    path = to / f"{VISUAL.id}.image.onnx"
    write_image(image, VISUAL.image, path, "pooler_output")
    describe(
        to,
        {
            "id": VISUAL.id,
            "name": VISUAL.name,
            "role": "visual",
            "family": "Convolutional, NT-Xent over augmented views and within bursts",
            "miniature": True,
            "dimensions": EMBEDDING,
            "image": image_part(VISUAL.image, path, "pooler_output"),
            "license": LICENSE,
            "notes": NOTES.format(peer="DINOv2")
            + " Its training used which scenes share a base, and the generator of the test scenes.",
        },
    )
    return image.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True, help="corpus of the agreement fixture")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(asked.run / "tokenizer.json", asked.to / TOKENIZER)
    networks: dict[str, tuple[ImageConfig, nn.Module, nn.Module | None]] = {}
    for variant in CLIP_VARIANTS.values():
        if (asked.run / f"{variant.id}.checkpoint.pt").exists():
            networks[variant.id] = (variant.image, *export_clip(variant, asked.run, asked.to))
    if (asked.run / f"{VISUAL.id}.checkpoint.pt").exists():
        networks[VISUAL.id] = (VISUAL.image, export_visual(asked.run, asked.to), None)
    record_agreement(networks, load_tokenizer(asked.run / "tokenizer.json"), asked.dev)


if __name__ == "__main__":
    main()
