"""A graph that holds both towers and keeps its weights in a file beside it, as optimum exports large CLIPs.

    python tools/reference/small_combined.py lib/infra/models/fixtures/small-combined.onnx

Random weights. Both inputs must be fed for either embedding.
"""

import sys
import warnings
from pathlib import Path

import onnx
import torch
from torch import nn

SEED = 20261125
SIZE = 16
WORDS = 512
DIMENSIONS = 8


class Combined(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, DIMENSIONS, 8, stride=8)
        self.words = nn.Embedding(WORDS, DIMENSIONS)

    def forward(
        self, input_ids: torch.Tensor, pixel_values: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        image = self.patches(pixel_values).mean(dim=(2, 3))
        mask = attention_mask[..., None].float()
        text = (self.words(input_ids) * mask).sum(dim=1) / mask.sum(dim=1)
        return image @ text.T, text, image


def main(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    inputs = ["input_ids", "pixel_values", "attention_mask"]
    ids = torch.ones(2, 5, dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Combined().eval(),
            (ids, torch.zeros(1, 3, SIZE, SIZE), ids),
            str(path),
            input_names=inputs,
            output_names=["logits_per_image", "text_embeds", "image_embeds"],
            dynamic_axes={
                "input_ids": {0: "texts", 1: "tokens"},
                "attention_mask": {0: "texts", 1: "tokens"},
                "pixel_values": {0: "images"},
            },
            opset_version=17,
            dynamo=False,
        )
    model = onnx.load(str(path))
    data = path.with_name(f"{path.name}_data")
    data.unlink(missing_ok=True)
    onnx.save(model, str(path), save_as_external_data=True, location=data.name, size_threshold=0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
