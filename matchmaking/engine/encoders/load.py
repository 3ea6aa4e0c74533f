"""Which kind of encoder a folder holds."""

from pathlib import Path

from ..errors import EncoderError
from .encoder import Encoder

ONNX, BERT = "model.onnx", "model.safetensors"


def load_encoder(folder: Path) -> Encoder:
    """The encoder in a local folder: model.onnx where there is one, else a BERT in model.safetensors.

    Nothing is ever fetched. EncoderError says what is wrong, where, and how to mend it.
    """
    if not folder.is_dir():
        raise EncoderError(f"{folder} is no folder; name the folder that holds the model's files")
    # Imported where they are wanted: without an encoder nothing of this is loaded.
    if (folder / ONNX).is_file():
        from .onnx_graph import OnnxEncoder  # noqa: PLC0415

        return OnnxEncoder(folder)
    if (folder / BERT).is_file():
        from .bert import BertEncoder  # noqa: PLC0415

        return BertEncoder(folder)
    if (folder / "pytorch_model.bin").is_file():
        raise EncoderError(
            f"{folder} holds its weights as a pickle only, which may run any code; "
            "take the model's model.safetensors or model.onnx"
        )
    raise EncoderError(f"{folder} holds neither {BERT} nor {ONNX}; copy the model's whole folder there")
