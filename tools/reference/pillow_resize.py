"""Records what Pillow makes of test images, for lib/infra/encoders/resample.test.ts.

    python tools/reference/pillow_resize.py > lib/infra/encoders/fixtures/pillow-resize.json

Only hashes are kept: the TypeScript side must agree to the bit. Needs numpy and Pillow.
"""

import hashlib
import json
import sys

import numpy as np
import PIL
from PIL import Image

SIZES = [
    (500, 375, 299, 224),  # a photograph, shorter side to 224
    (375, 500, 224, 299),
    (640, 480, 37, 28),  # a strong reduction
    (64, 64, 224, 224),  # enlarged
    (225, 224, 224, 224),  # one side only
    (224, 224, 224, 224),  # nothing to do
    (17, 13, 5, 29),  # one side up, one down
    (1000, 30, 336, 336),  # out of proportion
    (1, 1, 7, 5),
    (3, 200, 16, 1067),
]
RESAMPLING = {
    "box": Image.Resampling.BOX,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}


def noise(width: int, height: int) -> np.ndarray:
    """Uniform bytes from a linear congruential generator modulo 2^32 (Numerical Recipes)."""
    count = width * height * 3
    out = np.empty(count, dtype=np.uint8)
    state = 1
    for i in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        out[i] = state >> 24
    return out.reshape(height, width, 3)


def edges(width: int, height: int) -> np.ndarray:
    """A board of black and white fields, 7 x 5 pixels each: the overshoot of cubic filters."""
    y, x = np.mgrid[0:height, 0:width]
    board = ((x // 7 + y // 5) % 2 * 255).astype(np.uint8)
    return np.repeat(board[..., None], 3, axis=2)


def main() -> None:
    cases = []
    for width, height, to_width, to_height in SIZES:
        for picture, make in {"noise": noise, "edges": edges}.items():
            image = Image.fromarray(make(width, height))
            for name, resampling in RESAMPLING.items():
                pixels = np.asarray(image.resize((to_width, to_height), resampling))
                cases.append(
                    {
                        "from": [width, height],
                        "to": [to_width, to_height],
                        "picture": picture,
                        "resampling": name,
                        "sha256": hashlib.sha256(pixels.tobytes()).hexdigest(),
                    }
                )
    json.dump({"pillow": PIL.__version__, "cases": cases}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
