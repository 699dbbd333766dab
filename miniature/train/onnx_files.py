"""Encoders as ONNX files: weights stored as half precision, everything computed in float32.

The graph is written in float32 and then each large constant is replaced by its half and a cast back
to float32, which onnxruntime undoes once when it opens the file. So the file is half as large and
no kernel for half precision is needed, which the CPU build does not have for all operators.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

OPSET = 17
SMALLEST_HALVED = 512
"""Numbers in a constant from which halving is worth a node; biases and norms stay exact."""


def _halve(model: onnx.ModelProto) -> None:
    casts: list[onnx.NodeProto] = []
    kept: list[TensorProto] = []
    for constant in model.graph.initializer:
        values = numpy_helper.to_array(constant)
        if values.dtype != np.float32 or values.size < SMALLEST_HALVED:
            kept.append(constant)
            continue
        if np.abs(values).max() > np.finfo(np.float16).max:
            raise ValueError(f"{constant.name} does not fit half precision.")
        stored = f"{constant.name}.half"
        kept.append(numpy_helper.from_array(values.astype(np.float16), stored))
        casts.append(helper.make_node("Cast", [stored], [constant.name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.initializer[:]
    del model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes)


def write_onnx(
    network: nn.Module, example: Tensor, path: Path, reads: str, gives: Sequence[str]
) -> None:
    """Writes `path`; the number of inputs is free. The same weights give the same bytes."""
    free = {name: {0: "count"} for name in (reads, *gives)}
    torch.onnx.export(
        network.eval(),
        (example,),
        str(path),
        input_names=[reads],
        output_names=list(gives),
        dynamic_axes=free,
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(str(path))
    _halve(model)
    onnx.checker.check_model(model, full_check=True)
    # Names of source files of this machine would otherwise be part of the hash.
    for node in model.graph.node:
        node.doc_string = ""
    onnx.save(model, str(path))
