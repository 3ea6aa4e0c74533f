"""Which kind of encoder a folder holds."""

from pathlib import Path

from ..errors import EncoderError
from . import onnx_graph, weights
from .bert import BertEncoder
from .encoder import Encoder


def load_encoder(folder: Path) -> Encoder:
    """The encoder in a local folder: model.onnx where there is one, else a BERT in model.safetensors.

    Nothing is ever fetched. EncoderError says what is wrong, where, and how to mend it.
    """
    if not folder.is_dir():
        raise EncoderError(f"{folder} is no folder; name the folder that holds the model's files")
    if (folder / onnx_graph.FILE).is_file():
        return onnx_graph.OnnxEncoder(folder)
    if (folder / weights.FILE).is_file():
        return BertEncoder(folder)
    if (folder / "pytorch_model.bin").is_file():
        raise EncoderError(
            f"{folder} holds its weights as a pickle only, which may run any code; "
            "take the model's model.safetensors or model.onnx"
        )
    raise EncoderError(
        f"{folder} holds neither {weights.FILE} nor {onnx_graph.FILE}; copy the model's whole folder there"
    )
