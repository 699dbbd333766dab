"""Views of an image that show the same scene: moved, turned a little, lit and grained anew.

Nothing here may undo a detail that people can be asked about: no flip (orientation), no other hue
(colour), no crop that cuts an object off.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True)
class Shake:
    """How far views differ: zoom as a share, shift in half sides, turn in radians."""

    zoom: float
    shift: float
    turn: float
    noise: float = 0.02


GENTLE = Shake(zoom=0.06, shift=0.05, turn=0.035)
"""A little more than the camera of a near-duplicate moves."""

MODERATE = Shake(zoom=0.1, shift=0.08, turn=0.05)
"""So that an object is known elsewhere, too. Of four times as much little was learned in time."""


def views(images: Tensor, shake: Shake, generator: torch.Generator) -> Tensor:
    """One random view of each image, float32 [n, 3, s, s] in about 0..1."""
    count = images.shape[0]

    def between(low: float, high: float) -> Tensor:
        return torch.rand(count, generator=generator) * (high - low) + low

    scale = between(1 - shake.zoom, 1 + shake.zoom)
    angle = between(-shake.turn, shake.turn)
    cosine, sine = torch.cos(angle) * scale, torch.sin(angle) * scale
    across, down = between(-shake.shift, shake.shift), between(-shake.shift, shake.shift)
    rows = [torch.stack([cosine, -sine, across], 1), torch.stack([sine, cosine, down], 1)]
    grid = F.affine_grid(torch.stack(rows, 1), list(images.shape), align_corners=False)
    moved = F.grid_sample(
        images, grid.to(images.device), padding_mode="border", align_corners=False
    )
    contrast = between(0.85, 1.15)[:, None, None, None].to(images.device)
    light = between(-0.1, 0.1)[:, None, None, None].to(images.device)
    # White balance: a few per cent in each channel, far less than from one colour to another.
    balance = 1 + (torch.rand(count, 3, 1, 1, generator=generator) - 0.5) * 0.1
    grain = torch.randn(moved.shape, generator=generator) * shake.noise
    grain *= torch.rand(count, 1, 1, 1, generator=generator)
    lit = ((moved - 0.5) * contrast + 0.5 + light) * balance.to(images.device)
    return lit + grain.to(images.device)
