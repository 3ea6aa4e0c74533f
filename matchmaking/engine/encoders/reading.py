"""From a text to the numbers of its tokens, by the tokenizer.json the model was trained with."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import EncoderError
from .folder import COPY_AGAIN, package

# A reader that misses more than one word in four guesses: an English model sees Chinese as a row of unknown signs,
# all alike. Measured with MiniLM: English docstrings 0 to .02 unknown, Chinese sentences .6 to .9.
MOST_UNKNOWN = 0.25
CHARACTERS = 32  # of a text per token that can be read; what comes after is not even split
_UNKNOWN = ("[UNK]", "<unk>")


class Reading:
    """A tokenizer that cuts at `longest` tokens, pads nothing, and knows when it does not understand."""

    def __init__(self, folder: Path, longest: int, prompt: str = "") -> None:
        path = folder / "tokenizer.json"
        if not path.is_file():
            raise EncoderError(f"{path} is missing; {COPY_AGAIN}")
        tokenizers = package("tokenizers", folder)
        try:
            tokenizer: Any = tokenizers.Tokenizer.from_file(str(path))
        except Exception as error:  # noqa: BLE001 the package raises nothing narrower
            raise EncoderError(f"{path} is no tokenizer ({error}); {COPY_AGAIN}") from None
        tokenizer.no_padding()
        tokenizer.enable_truncation(longest)
        self._tokenizer = tokenizer
        self._longest = longest
        self._prompt = prompt
        ids = (tokenizer.token_to_id(token) for token in _UNKNOWN)
        self._unknown = {id for id in ids if id is not None}

    @property
    def size(self) -> int:
        """How many tokens the tokenizer can give."""
        return int(self._tokenizer.get_vocab_size(with_added_tokens=True))

    def tokens(self, text: str) -> npt.NDArray[np.int64] | None:
        """Token numbers with the marks of beginning and end; None where too little of the text is known."""
        text = text.strip()[: self._longest * CHARACTERS]
        own: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        if not own or sum(id in self._unknown for id in own) > MOST_UNKNOWN * len(own):
            return None
        return np.array(self._tokenizer.encode(self._prompt + text).ids, np.int64)
