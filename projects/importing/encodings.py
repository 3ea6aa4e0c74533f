"""In which encoding a text file is written: stated by a mark, proven by decoding, or guessed and said so."""

import codecs
from pathlib import Path

from projects.importing.errors import FileRefused

_CHUNK = 1 << 20
_SAMPLE = 64 << 10
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(path: Path, stated: str = "") -> tuple[str, bool]:
    """The name of the codec, and whether it is only a guess. Raises FileRefused.

    Damaged files keep their encoding: decode with errors="replace" and refuse the rows that hold U+FFFD.
    """
    if stated:
        try:
            name = codecs.lookup(stated).name
        except LookupError as error:
            raise FileRefused("unknown_encoding", what=stated) from error
        return ("utf-8-sig" if name == "utf-8" else name), False
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name, False
    is_utf8 = _decodes(path, "utf-8")
    zeros = sample.count(0)
    if zeros > 1 and (not is_utf8 or zeros * 5 > len(sample)):
        return _by_zeros(sample), True
    if is_utf8 or _is_damaged_utf8(sample):
        return "utf-8", False
    if _decodes(path, "gb18030"):
        return "gb18030", True
    raise FileRefused("encoding")


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _by_zeros(sample: bytes) -> str:
    """UTF-16 without a mark: ASCII has its zero byte second in little endian, first in big endian."""
    first, second = sample[::2].count(0), sample[1::2].count(0)
    if second > 3 * first:
        return "utf-16-le"
    if first > 3 * second:
        return "utf-16-be"
    raise FileRefused("encoding")


def _is_damaged_utf8(sample: bytes) -> bool:
    """Nearly everything reads as UTF-8: a few broken bytes must not turn the whole file into another encoding."""
    text = codecs.getincrementaldecoder("utf-8")(errors="replace").decode(sample)
    broken = text.count("\ufffd")
    return broken * 10 < sum(character > "\x7f" for character in text) - broken
