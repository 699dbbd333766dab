"""The image encoder: a small residual network with patch tokens and one kind of head."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import EMBEDDING, ImageConfig

HEAD_CHANNELS = 64


def conv_norm(inputs: int, outputs: int, stride: int = 1, kernel: int = 3) -> nn.Sequential:
    """Convolution and batch normalisation; the export folds the second into the first."""
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs))


class Block(nn.Module):
    """Halves the picture, then one residual step."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.down = conv_norm(inputs, outputs, stride=2)
        self.first = conv_norm(outputs, outputs)
        self.second = conv_norm(outputs, outputs)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.down(x))
        return F.relu(x + self.second(F.relu(self.first(x))))


class ImageEncoder(nn.Module):
    """float32 [n, 3, s, s], normalised -> unit embeddings [n, 128] and tokens [n, (s/8)^2, c].

    The head is a further block, few channels, and one linear layer over all places. It starts as
    the global mean: every place counts the same. An objective that asks where things are can
    learn to tell the places apart; one that does not ask has no reason to.
    """

    def __init__(self, config: ImageConfig) -> None:
        super().__init__()
        width = config.width
        self.stem = conv_norm(3, width, stride=2)
        self.early = Block(width, width * 2)
        self.late = Block(width * 2, config.token_channels)
        self.head = Block(config.token_channels, width * 8)
        self.reduce = conv_norm(width * 8, HEAD_CHANNELS, kernel=1)
        places = ((config.grid + 1) // 2) ** 2
        self.project = nn.Linear(HEAD_CHANNELS * places, EMBEDDING)
        with torch.no_grad():
            # Columns are ordered by channel, then by place.
            anywhere = self.project.weight[:, :HEAD_CHANNELS].clone()
            self.project.weight.copy_(anywhere.repeat_interleave(places, dim=1))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        features = self.late(self.early(F.relu(self.stem(x))))
        seen = F.relu(self.reduce(self.head(features))).flatten(1)
        embedding = self.project(seen).float()
        return F.normalize(embedding, dim=-1), features.flatten(2).transpose(1, 2)
