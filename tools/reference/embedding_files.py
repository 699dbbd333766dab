"""Embeddings as numpy, pandas and pyarrow write them, for the tests of lib/infra/embeddings.

    python tools/reference/embedding_files.py lib/infra/embeddings/fixtures

`table` is the same 7 x 5 numbers everywhere: (17 * row + 3 * column) / 8 - 4, exact in float16.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

NAMES = [f"birds/{k}.jpg" for k in range(6)] + ["vögel/日.jpg"]


def table() -> np.ndarray:
    row, column = np.mgrid[0:7, 0:5]
    return (17 * row + 3 * column) / 8 - 4


def arrays(folder: Path) -> None:
    values = table()
    np.save(folder / "f2.npy", values.astype("<f2"))
    np.save(folder / "f4.npy", values.astype("<f4"))
    np.save(folder / "f8.npy", values.astype("<f8"))
    np.save(folder / "fortran.npy", np.asfortranarray(values.astype("<f4")))
    np.save(folder / "big-endian.npy", values.astype(">f4"))
    np.save(folder / "integers.npy", values.astype("<i4"))
    np.save(folder / "flat.npy", values.ravel().astype("<f4"))
    np.save(folder / "objects.npy", np.array([[1, "x"]], dtype=object), allow_pickle=True)
    np.save(folder / "structured.npy", np.zeros(3, dtype=[("a", "<f4"), ("b", "<f4")]))
    with open(folder / "version-2.npy", "wb") as file:
        np.lib.format.write_array(file, values.astype("<f4"), version=(2, 0))
    whole = (folder / "f4.npy").read_bytes()
    (folder / "cut.npy").write_bytes(whole[:-25])
    (folder / "long.npy").write_bytes(whole + b"\0")
    np.save(folder / "names.npy", np.array(NAMES, dtype=str))
    np.save(folder / "hashes.npy", np.array([f"{k:064x}" for k in range(7)], dtype="S"))
    np.savez(folder / "plain.npz", embeddings=values.astype("<f4"), names=np.array(NAMES))
    np.savez_compressed(folder / "packed.npz", embeddings=values.astype("<f2"), names=np.array(NAMES))
    np.savez(folder / "two.npz", image=values.astype("<f4"), text=values.astype("<f4"))


def halves(folder: Path) -> None:
    """Every 17th of all float16 numbers, subnormal, infinite and NaN ones among them, and the same as float32."""
    bits = np.concatenate([np.arange(0, 65536, 17), [0x7C00, 0xFC00, 0x0001, 0x03FF, 0x8001, 0x7BFF]])
    half = bits.astype("<u2").view("<f2").reshape(1, -1)
    np.save(folder / "halves.npy", half)
    np.save(folder / "halves-as-f4.npy", half.astype("<f4"))


def parquet(folder: Path) -> None:
    values = table()
    lists = [list(row) for row in values]
    for name, kind in [("f4", pa.float32()), ("f8", pa.float64()), ("f2", pa.float16())]:
        column = pa.array([np.asarray(row, kind.to_pandas_dtype()) for row in lists], pa.list_(kind))
        pq.write_table(
            pa.table({"image_path": NAMES, "embedding": column}),
            folder / f"{name}.parquet",
            row_group_size=3,
        )
    flat = pa.array(values.astype("f4").ravel())
    fixed = pa.FixedSizeListArray.from_arrays(flat, 5)
    pq.write_table(
        pa.table({"path": NAMES, "caption": NAMES, "vector": fixed}),
        folder / "fixed-zstd.parquet",
        compression="zstd",
        write_page_index=True,
    )
    ragged = lists[:4] + [[1.0, 2.0]] + lists[5:]
    pq.write_table(pa.table({"path": NAMES, "embedding": ragged}), folder / "ragged.parquet")


def clip_retrieval(folder: Path) -> None:
    """The layout of its writer: arrays by numpy.save, metadata by pandas, numbered with leading zeros."""
    values = table()
    for name in ["img_emb", "text_emb", "metadata"]:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for part, rows in enumerate([slice(0, 4), slice(4, 7)]):
        np.save(folder / "img_emb" / f"img_emb_{part:02d}", values[rows].astype("<f2"))
        np.save(folder / "text_emb" / f"text_emb_{part:02d}", -values[rows].astype("<f2"))
        paths = [f"/data/images/{name}" for name in NAMES[rows]]
        frame = pd.DataFrame(list(zip(paths, NAMES[rows])), columns=["image_path", "caption"])
        frame.to_parquet(folder / "metadata" / f"metadata_{part:02d}.parquet")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    arrays(folder)
    halves(folder)
    parquet(folder)
    clip_retrieval(folder / "clip-retrieval")
    (folder / "f4.txt").write_text("\n".join(NAMES) + "\n", encoding="utf-8")


main(Path(sys.argv[1]))
