"""The text encoder: a small transformer over the tokens of a sentence."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import CONTEXT_LENGTH, EMBEDDING, TextConfig
from .tokens import PAD_ID


class TextBlock(nn.Module):
    """Attention and a feed-forward layer, both after a normalisation."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.before_attention = nn.LayerNorm(width)
        self.queries_keys_values = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.before_widening = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, x: Tensor, padding: Tensor) -> Tensor:
        count, length, width = x.shape
        each = width // self.heads
        mixed = self.queries_keys_values(self.before_attention(x))
        q, k, v = mixed.view(count, length, 3, self.heads, each).permute(2, 0, 3, 1, 4).unbind(0)
        # Written out, because the export must not depend on a fused kernel.
        weights = (q @ k.transpose(-1, -2)) * each**-0.5 + padding
        seen = weights.softmax(-1) @ v
        x = x + self.attended(seen.transpose(1, 2).reshape(count, length, width))
        thought: Tensor = self.narrow(F.gelu(self.widen(self.before_widening(x))))
        return x + thought


class TextEncoder(nn.Module):
    """int64 [n, length], padded with PAD_ID -> unit embeddings [n, 128].

    The mean over the tokens that are not padding, so that the padding's length changes nothing.
    """

    def __init__(self, config: TextConfig, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, config.width)
        nn.init.normal_(self.words.weight, std=0.05)
        self.places = nn.Parameter(torch.randn(CONTEXT_LENGTH, config.width) * 0.02)
        self.blocks = nn.ModuleList(
            TextBlock(config.width, config.heads) for _ in range(config.layers)
        )
        self.norm = nn.LayerNorm(config.width)
        self.project = nn.Linear(config.width, EMBEDDING)

    def forward(self, input_ids: Tensor) -> Tensor:
        read = (input_ids != PAD_ID).float()
        padding = (1 - read)[:, None, None, :] * -1e4
        x = self.words(input_ids) + self.places[: input_ids.shape[1]]
        for block in self.blocks:
            x = block(x, padding)
        mean = (self.norm(x) * read[..., None]).sum(1) / read.sum(1, keepdim=True)
        embedding: Tensor = self.project(mean).float()
        return F.normalize(embedding, dim=-1)
