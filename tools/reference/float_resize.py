"""What PyTorch's antialiased resize of float images gives, for resample-exact.test.ts.

    python tools/reference/float_resize.py lib/infra/encoders/fixtures/float-resize.json

DINOv3's image processor rescales to floats first and resizes then, so nothing is rounded to bytes.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import interpolate

CASES = [
    ("bilinear", (37, 23), (8, 8)),
    ("bilinear", (5, 9), (8, 8)),
    ("bicubic", (31, 40), (9, 7)),
    ("bicubic", (6, 4), (11, 8)),
]
"""Filter, (width, height) before and after."""


def main(path: Path) -> None:
    rng = np.random.default_rng(20261125)
    cases = []
    for mode, (width, height), (to_width, to_height) in CASES:
        pixels = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
        values = torch.from_numpy(pixels.astype(np.float32)).permute(2, 0, 1)[None]
        out = interpolate(values, (to_height, to_width), mode=mode, antialias=True, align_corners=False)
        cases.append(
            {
                "filter": mode,
                "width": width,
                "height": height,
                "pixels": pixels.flatten().tolist(),
                "toWidth": to_width,
                "toHeight": to_height,
                "expected": [round(float(v), 4) for v in out[0].permute(1, 2, 0).flatten()],
            }
        )
    made = {"torch": torch.__version__.split("+")[0], "cases": cases}
    path.write_text(json.dumps(made, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
