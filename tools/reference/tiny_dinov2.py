"""A graph with the inputs and outputs of DINOv2 ViT-B/14 with registers, and nothing else of it.

    python tools/reference/tiny_dinov2.py e2e/support/tiny-dinov2.onnx

The browser test downloads it from a hub of its own: it has the shapes that the catalogue says of
`dinov2-base-reg`, so that it is accepted, and a few kilobytes instead of hundreds of megabytes. Each
patch is averaged and multiplied by a random matrix; the class token is the mean over all patches.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SEED = 20261125
PATCH = 14
CHANNELS = 768
REGISTERS = 4


def main(path: Path) -> None:
    weights = np.random.default_rng(SEED).normal(size=(3, CHANNELS)).astype(np.float32)
    shape = np.array([0, 3, -1], dtype=np.int64)
    nodes = [
        helper.make_node(
            "AveragePool",
            ["pixel_values"],
            ["patches"],
            kernel_shape=[PATCH, PATCH],
            strides=[PATCH, PATCH],
        ),
        helper.make_node("Reshape", ["patches", "shape"], ["flat"]),
        helper.make_node("Transpose", ["flat"], ["rows"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["rows", "weights"], ["tokens"]),
        helper.make_node("ReduceMean", ["tokens"], ["mean"], axes=[1], keepdims=1),
        helper.make_node(
            "Concat", ["mean"] * (1 + REGISTERS) + ["tokens"], ["last_hidden_state"], axis=1
        ),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny-dinov2",
        [helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["n", 3, "h", "w"])],
        [
            helper.make_tensor_value_info(
                "last_hidden_state", TensorProto.FLOAT, ["n", "tokens", CHANNELS]
            )
        ],
        [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(shape, "shape")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
