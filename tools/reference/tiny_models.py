"""Small, randomly initialised CLIP, SigLIP, DINOv2 and DINOv3 models as ONNX, with what PyTorch makes of them.

    python tools/reference/tiny_models.py lib/infra/encoders/fixtures/reference

The architectures are transformers' own, so that agreement on these files is agreement with the
published models in everything but the weights. The exports use the input and output names of the
exports on the Hugging Face hub. Needs the packages of tools/reference/requirements.txt.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import torch
import transformers
from PIL import Image
from torch import nn

SEED = 20261125
IMAGES = 4
SIZE = 32
"""Pixels per side of the small models; patches of 8 give a grid of 4 x 4."""

VISION = dict(
    hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, image_size=SIZE, patch_size=8
)
TEXT = dict(
    hidden_size=32,
    intermediate_size=64,
    num_hidden_layers=2,
    num_attention_heads=4,
    vocab_size=512,
    max_position_embeddings=16,
)


class ClipVision(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        out = self.model(pixel_values=pixel_values)
        return out.image_embeds, out.last_hidden_state


class ClipText(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=input_ids).text_embeds


class Pooled(nn.Module):
    """Models that pool by themselves: SigLIP's towers, DINOv2, DINOv3."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        out = self.model(values)
        return out.last_hidden_state, out.pooler_output


def scatter(model: nn.Module) -> nn.Module:
    """Larger than the usual initial weights: with those, all embeddings are nearly the same."""
    generator = torch.Generator().manual_seed(SEED)
    for parameter in model.parameters():
        parameter.data = torch.randn(parameter.shape, generator=generator) * 0.15 + (
            1.0 if parameter.dim() == 1 and parameter.mean() > 0.5 else 0.0
        )
    return model.eval()


def pictures() -> np.ndarray:
    """uint8 [IMAGES, SIZE, SIZE, 3]: noise that is smoothed a little more in each picture."""
    rng = np.random.default_rng(SEED)
    made = []
    for index in range(IMAGES):
        grain = SIZE // 2**index
        noise = rng.integers(0, 256, (grain, grain, 3), dtype=np.uint8)
        made.append(np.asarray(Image.fromarray(noise).resize((SIZE, SIZE), Image.Resampling.BICUBIC)))
    return np.stack(made)


def normalised(pixels: np.ndarray, mean: list[float], std: list[float]) -> torch.Tensor:
    values = (pixels.astype(np.float32) / 255 - np.float32(mean)) / np.float32(std)
    return torch.from_numpy(values.transpose(0, 3, 1, 2).copy())


def export(module: nn.Module, path: Path, example: torch.Tensor, name: str, outputs: list[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            (example,),
            str(path),
            input_names=[name],
            output_names=outputs,
            dynamic_axes={key: {0: "batch_size"} for key in [name, *outputs]},
            opset_version=17,
            dynamo=False,
        )


def rows(tensor: torch.Tensor) -> list[list[float]]:
    return [[round(value, 7) for value in row] for row in tensor.detach().float().tolist()]


CLIP_MEAN = [0.48145466, 0.4578275, 0.40821073]
CLIP_STD = [0.26862954, 0.26130258, 0.27577711]
IMAGENET_MEAN = [0.485, 0.456, 0.406]
IMAGENET_STD = [0.229, 0.224, 0.225]
HALF = [0.5, 0.5, 0.5]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    pixels = pictures()
    ids = torch.randint(3, 500, (IMAGES, 16), generator=torch.Generator().manual_seed(SEED))
    # CLIP takes the token with the highest id as the end of the text.
    ids[:, -1] = 511
    expected: dict[str, object] = {
        "transformers": transformers.__version__,
        "torch": torch.__version__.split("+")[0],
        "size": SIZE,
        "pixels": [image.flatten().tolist() for image in pixels],
        "inputIds": ids.tolist(),
    }

    clip = scatter(
        transformers.CLIPModel(
            transformers.CLIPConfig(
                text_config={**TEXT, "eos_token_id": 511}, vision_config=VISION, projection_dim=24
            )
        )
    )
    vision = transformers.CLIPVisionModelWithProjection(
        transformers.CLIPVisionConfig(**VISION, projection_dim=24)
    ).eval()
    vision.vision_model, vision.visual_projection = clip.vision_model, clip.visual_projection
    text = transformers.CLIPTextModelWithProjection(
        transformers.CLIPTextConfig(**TEXT, projection_dim=24, eos_token_id=511)
    ).eval()
    text.text_model, text.text_projection = clip.text_model, clip.text_projection
    values = normalised(pixels, CLIP_MEAN, CLIP_STD)
    export(ClipVision(vision), folder / "clip.vision.onnx", values[:1], "pixel_values", ["image_embeds", "last_hidden_state"])
    export(ClipText(text), folder / "clip.text.onnx", ids[:1], "input_ids", ["text_embeds"])
    expected["clip"] = {
        "imageEmbeds": rows(clip.get_image_features(pixel_values=values)),
        "textEmbeds": rows(clip.get_text_features(input_ids=ids)),
        "firstPatch": rows(vision(pixel_values=values).last_hidden_state[:, 1]),
    }

    siglip = scatter(
        transformers.SiglipModel(
            transformers.SiglipConfig(text_config=TEXT, vision_config=VISION)
        )
    )
    values = normalised(pixels, HALF, HALF)
    export(Pooled(siglip.vision_model), folder / "siglip.vision.onnx", values[:1], "pixel_values", ["last_hidden_state", "pooler_output"])
    export(Pooled(siglip.text_model), folder / "siglip.text.onnx", ids[:1], "input_ids", ["last_hidden_state", "pooler_output"])
    expected["siglip"] = {
        "imageEmbeds": rows(siglip.get_image_features(pixel_values=values)),
        "textEmbeds": rows(siglip.get_text_features(input_ids=ids)),
    }

    values = normalised(pixels, IMAGENET_MEAN, IMAGENET_STD)
    dino = {key: VISION[key] for key in ("hidden_size", "num_hidden_layers", "num_attention_heads", "image_size", "patch_size")}
    dinov2 = scatter(transformers.Dinov2Model(transformers.Dinov2Config(**dino, mlp_ratio=2)))
    registers = scatter(
        transformers.Dinov2WithRegistersModel(
            transformers.Dinov2WithRegistersConfig(**dino, mlp_ratio=2, num_register_tokens=4)
        )
    )
    dinov3 = scatter(
        transformers.DINOv3ViTModel(
            transformers.DINOv3ViTConfig(**VISION, num_register_tokens=4)
        )
    )
    # Antialiased interpolation of positions has no ONNX operator; at the native size it changes nothing.
    positions = registers.embeddings.position_embeddings
    registers.embeddings.interpolate_pos_encoding = lambda *_: positions
    for name, model, prefix in (("dinov2", dinov2, 1), ("dinov2-registers", registers, 5), ("dinov3", dinov3, 5)):
        export(Pooled(model), folder / f"{name}.onnx", values[:1], "pixel_values", ["last_hidden_state", "pooler_output"])
        out = model(values)
        expected[name] = {
            "cls": rows(out.last_hidden_state[:, 0]),
            "pooler": rows(out.pooler_output),
            "meanPatches": rows(out.last_hidden_state[:, prefix:].mean(dim=1)),
            "firstPatch": rows(out.last_hidden_state[:, prefix]),
        }

    (folder / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
