"""The name of an uploaded file, made harmless for every system it may be saved on."""

import re
import unicodedata

LONGEST = 100  # characters before the end; the column holds twenty more
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # U+202E turns `gpj.exe` into what reads `exe.jpg`
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # names Windows keeps for itself


def clean_file_name(name: str, end: str) -> str:
    """`name` without folders, invisible letters and forbidden signs; it ends as what the file holds, not as it said."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _HIDDEN)
    stem = _FORBIDDEN.sub("_", seen).rpartition(".")[0] or seen
    stem = " ".join(stem.split()).strip(". ")[:LONGEST].strip(". ")
    if not stem or _DEVICES.match(stem):
        stem = f"_{stem}"
    return f"{stem}.{end}"
