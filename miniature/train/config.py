"""What is trained: the sizes of the encoders and the recipe of each, in one place.

Every image encoder has the same kind of body and the same kind of head. What one of them does not
see therefore comes from what it was asked to learn, not from a head that cannot carry it.
"""

from dataclasses import dataclass

EMBEDDING = 128
"""Numbers in an embedding, the same for all encoders."""

CONTEXT_LENGTH = 64
"""Tokens of a sentence, start and end included; the longest full description needs fewer."""

PIXEL_MEAN = 0.5
PIXEL_STD = 0.25
"""Pixels of 0..1 are normalised to (x - mean) / std before the first layer, in every channel."""


@dataclass(frozen=True)
class ImageConfig:
    """An image encoder: `width` channels after the first layer, `resolution` pixels a side."""

    width: int
    resolution: int

    @property
    def grid(self) -> int:
        """Patch tokens a side: three layers of stride two."""
        return self.resolution // 8

    @property
    def token_channels(self) -> int:
        return self.width * 4


@dataclass(frozen=True)
class TextConfig:
    """A text encoder: a small transformer that reads in both directions."""

    width: int = 128
    layers: int = 2
    heads: int = 4


@dataclass(frozen=True)
class Recipe:
    """How long and how fast one encoder learns."""

    epochs: int
    batch: int
    learning_rate: float
    warmup_steps: int
    weight_decay: float
    seed: int


@dataclass(frozen=True)
class ClipVariant:
    """One CLIP: image tower, text tower, recipe."""

    id: str
    name: str
    image: ImageConfig
    text: TextConfig
    recipe: Recipe


def _clip(name: str, image: ImageConfig, epochs: int, seed: int, text: TextConfig) -> ClipVariant:
    recipe = Recipe(epochs, 128, 2e-3, 200, 0.03, seed)
    return ClipVariant(f"miniature-clip-{name}", f"Miniature CLIP, {name}", image, text, recipe)


CLIP_VARIANTS = {
    "tiny": _clip("tiny", ImageConfig(16, 32), 30, 11, TextConfig(96, 2, 4)),
    "small": _clip("small", ImageConfig(24, 48), 30, 12, TextConfig(96, 2, 4)),
    "base": _clip("base", ImageConfig(32, 64), 30, 13, TextConfig(128, 2, 4)),
}
"""They grow in channels, in pixels and in the text tower; scenes and epochs are the same for all."""

CAPTIONS_PER_STEP = 2
"""Captions of a scene that one step of training compares it with: text costs less than pixels."""


@dataclass(frozen=True)
class VisualVariant:
    """The self-supervised encoder: image tower and recipe."""

    id: str
    name: str
    image: ImageConfig
    recipe: Recipe
    batch_temperature: float
    burst_temperature: float
    burst_weight: float


VISUAL = VisualVariant(
    "miniature-visual",
    "Miniature visual encoder",
    ImageConfig(32, 64),
    Recipe(28, 192, 2e-3, 60, 0.03, 21),
    batch_temperature=0.1,
    burst_temperature=0.2,
    burst_weight=2.0,
)
