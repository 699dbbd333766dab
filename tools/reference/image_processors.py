"""What transformers' image processors make of 42 images of all sorts, for preprocess-reference.test.ts.

    python tools/reference/image_processors.py originals DIR
    npx tsx tools/reference/serve.ts DIR lib/infra/encoders/fixtures/served
    python tools/reference/image_processors.py expected lib/infra/encoders/fixtures/served \\
        lib/infra/encoders/fixtures/reference

The first command draws originals; the second makes of each the JPEG that Blindpair serves and
encodes; the third runs Pillow and transformers on those very bytes and records the pixels before
normalisation and the embedding of the small CLIP of tiny_models.py.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import transformers
from PIL import Image
from transformers import BitImageProcessor, CLIPImageProcessor, SiglipImageProcessor

SIZE = 32
"""Pixels per side that the processors make: the small models' own."""
GIVE_PIXELS = dict(do_rescale=False, do_normalize=False)
PROCESSORS = {
    "clip": CLIPImageProcessor(
        size={"shortest_edge": SIZE}, crop_size={"height": SIZE, "width": SIZE}, **GIVE_PIXELS
    ),
    "siglip": SiglipImageProcessor(size={"height": SIZE, "width": SIZE}, **GIVE_PIXELS),
    # DINOv2: shorter side to 8/7 of the crop, as 256 is to 224.
    "dinov2": BitImageProcessor(
        size={"shortest_edge": SIZE * 8 // 7},
        crop_size={"height": SIZE, "width": SIZE},
        resample=Image.Resampling.BICUBIC,
        **GIVE_PIXELS,
    ),
}
CLIP_MEAN = np.float32([0.48145466, 0.4578275, 0.40821073])
CLIP_STD = np.float32([0.26862954, 0.26130258, 0.27577711])


def scene(width: int, height: int, seed: int, grain: float) -> np.ndarray:
    """Something like a photograph: a gradient, discs with sharp edges, and noise of `grain`."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    corners = rng.uniform(20, 235, (2, 3)).astype(np.float32)
    share = ((x / max(1, width - 1) + y / max(1, height - 1)) / 2)[..., None]
    out = corners[0] * (1 - share) + corners[1] * share
    for _ in range(12):
        radius = rng.uniform(0.03, 0.25) * min(width, height)
        inside = (x - rng.uniform(0, width)) ** 2 + (y - rng.uniform(0, height)) ** 2 < radius**2
        out[inside] = rng.uniform(0, 255, 3)
    out += rng.normal(0, grain, out.shape)
    return out.clip(0, 255).astype(np.uint8)


def originals(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [(300, 200), (200, 300), (320, 240), (241, 359), (224, 224), (225, 224), (33, 32), (64, 48)]
    sizes += [(32, 32), (32, 33), (47, 32), (36, 61), (90, 33), (500, 40), (40, 500), (1800, 1300)]
    made: list[tuple[str, Image.Image, dict[str, object]]] = []
    for seed, (width, height) in enumerate(sizes):
        made.append((f"rgb-{width}x{height}.png", Image.fromarray(scene(width, height, seed, 2)), {}))
    for seed, (width, height) in enumerate(sizes[:4], 100):
        picture = Image.fromarray(scene(width, height, seed, 2))
        made.append((f"jpeg-{seed}.jpg", picture, {"quality": 80}))
        made.append((f"grey-{seed}.png", picture.convert("L"), {}))
        made.append((f"webp-{seed}.webp", picture, {"quality": 85}))
        made.append((f"cmyk-{seed}.jpg", picture.convert("CMYK"), {"quality": 90}))
        alpha = Image.fromarray(scene(width, height, seed + 50, 0)).convert("L")
        with_alpha = picture.copy()
        with_alpha.putalpha(alpha)
        made.append((f"alpha-{seed}.png", with_alpha, {}))
    for orientation in (3, 6, 8):
        exif = Image.Exif()
        exif[0x0112] = orientation
        picture = Image.fromarray(scene(260, 180, 200 + orientation, 2))
        made.append((f"exif-{orientation}.jpg", picture, {"quality": 90, "exif": exif}))
    deep = scene(210, 160, 300, 2).astype(np.uint16)[..., 0] * 257
    made.append(("deep.png", Image.fromarray(deep), {}))
    made.append(("palette.png", Image.fromarray(scene(190, 140, 301, 0)).quantize(32), {}))
    made.append(("dark.png", Image.fromarray(scene(200, 150, 302, 1) // 16), {}))
    for name, picture, options in made:
        picture.save(folder / name, **options)
    print(f"{len(made)} originals")


def expected(served: Path, folder: Path) -> None:
    clip = onnxruntime.InferenceSession(str(folder / "clip.vision.onnx"))
    images = []
    for path in sorted(served.glob("*.jpg")):
        picture = Image.open(path)
        entry: dict[str, object] = {"file": path.name}
        for name, processor in PROCESSORS.items():
            pixels = processor(picture, return_tensors="np")["pixel_values"][0]
            entry[name] = pixels.astype(np.uint8).transpose(1, 2, 0).flatten().tolist()
            if name == "clip":
                values = (pixels.transpose(1, 2, 0).astype(np.float32) / 255 - CLIP_MEAN) / CLIP_STD
                (embedding,) = clip.run(["image_embeds"], {"pixel_values": values.transpose(2, 0, 1)[None]})
                entry["embedding"] = [round(float(value), 7) for value in embedding[0]]
        images.append(entry)
    out = {"transformers": transformers.__version__, "size": SIZE, "images": images}
    packed = gzip.compress(json.dumps(out, separators=(",", ":")).encode(), mtime=0)
    (folder / "image-processors.json.gz").write_bytes(packed)
    print(f"{len(images)} images, {len(packed)} bytes")


if __name__ == "__main__":
    command, *paths = sys.argv[1:]
    {"originals": originals, "expected": expected}[command](*map(Path, paths))
