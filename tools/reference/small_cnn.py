"""A small convolutional network as ONNX, as somebody's own visual encoder would be exported.

    python tools/reference/small_cnn.py lib/infra/models/fixtures/small-cnn.onnx

Random weights. It has what published transformers have not: an input by another name, its own mean and
standard deviation, no patch tokens, and two outputs: class scores and the feature map before them,
which is the one to mine with.
"""

import sys
import warnings
from pathlib import Path

import torch
from torch import nn

SEED = 20261125
SIZE = 48


class SmallCnn(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 16, 5, stride=2, padding=2),
            nn.ReLU(),
            nn.Conv2d(16, 24, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(24, 32, 3, stride=2, padding=1),
        )
        self.classes = nn.Linear(32, 10)

    def forward(self, data: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features = self.features(data)
        return self.classes(features.mean(dim=(2, 3))), features


def main(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    names = ["scores", "features"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            SmallCnn().eval(),
            (torch.zeros(1, 3, SIZE, SIZE),),
            str(path),
            input_names=["data"],
            output_names=names,
            dynamic_axes={name: {0: "batch_size"} for name in ["data", *names]},
            opset_version=17,
            dynamo=False,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
