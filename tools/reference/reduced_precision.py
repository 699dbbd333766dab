"""Makes graphs of reduced precision from float32 ones, for `npm run bench precision`.

    python tools/reference/reduced_precision.py OUT GRAPH.onnx...

Writes OUT/<name>.int8.onnx: weights of matrix products and convolutions as int8 (per channel), inputs
quantised at run time (onnxruntime's dynamic quantisation); and OUT/<name>.half.onnx: the same float32
arithmetic on weights that were rounded to half precision, which shows what storing float16 costs.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic


def folded(source: Path, target: Path) -> Path:
    """With constants computed: weights may be stored as halves that the graph casts."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(target)
    onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    return target


def half(source: Path, target: Path) -> None:
    model = onnx.load(source)
    for tensor in model.graph.initializer:
        if tensor.data_type == onnx.TensorProto.FLOAT:
            values = numpy_helper.to_array(tensor)
            rounded = values.astype(np.float16).astype(np.float32)
            tensor.CopyFrom(numpy_helper.from_array(rounded, tensor.name))
    onnx.save(model, target)


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:]:
        stem = Path(name).name.removesuffix(".onnx")
        source = folded(Path(name), out / f"{stem}.folded.onnx")
        quantize_dynamic(
            source,
            out / f"{stem}.int8.onnx",
            per_channel=True,
            # Seven bits: without VNNI, products of eight may saturate 16 bits.
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        half(source, out / f"{stem}.half.onnx")
        source.unlink()
        print(stem)


if __name__ == "__main__":
    main()
