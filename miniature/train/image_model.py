"""The image encoder: a small residual network with patch tokens and one kind of head."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import EMBEDDING, ImageConfig

QUARTERS = 4


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

    The head is a further block, the means of the four quarters of the picture, and one linear
    layer. It starts as the global mean: every quarter counts the same. An objective that asks where
    things are can learn to tell the quarters apart; one that does not ask has no reason to.
    """

    def __init__(self, config: ImageConfig) -> None:
        super().__init__()
        width = config.width
        self.stem = conv_norm(3, width, stride=2)
        self.early = Block(width, width * 2)
        self.late = Block(width * 2, config.token_channels)
        self.head = Block(config.token_channels, width * 8)
        features = width * 8
        head_side = (config.grid + 1) // 2
        self.half = (head_side + 1) // 2
        self.project = nn.Linear(QUARTERS * features, EMBEDDING)
        with torch.no_grad():
            first = self.project.weight[:, :features].clone()
            self.project.weight.copy_(first.repeat(1, QUARTERS))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        features = self.late(self.early(F.relu(self.stem(x))))
        embedding = self.project(quarter_means(self.head(features), self.half)).float()
        return F.normalize(embedding, dim=-1), features.flatten(2).transpose(1, 2)


def quarter_means(x: Tensor, half: int) -> Tensor:
    """[n, c, s, s] -> [n, 4 c]: means of the corners of `half` a side; where s is odd they overlap."""
    top, bottom = x[:, :, :half], x[:, :, -half:]
    quarters = [top[..., :half], top[..., -half:], bottom[..., :half], bottom[..., -half:]]
    return torch.cat([quarter.mean((2, 3)) for quarter in quarters], 1)
