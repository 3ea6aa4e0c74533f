"""What a file is, told from what it holds: its first bytes, its last ones, and the inside of Office files.

The last bytes count as well: of an upload that was cut, the beginning looks right.
"""

import struct
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from enterprises.choices import DocumentKind

MOST_PIXELS = 50_000_000
MOST_ENTRIES = 5_000  # files inside an Office file
MOST_UNPACKED = 400 << 20  # bytes, as an Office file says of itself; nobody here unpacks it
_TAIL = 1024
_PNG, _JPEG, _ZIP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04"
_PNG_END = b"IEND\xaeB`\x82"
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers that carry height and width
_OFFICE = {"word/document.xml": DocumentKind.DOCX, "xl/workbook.xml": DocumentKind.XLSX}


def kind_of(file: IO[bytes], size: int) -> DocumentKind:
    """The kind of a whole file. Raises Invalid, for the field `file`, for everything that is not on the list."""
    file.seek(0)
    head = file.read(64 << 10)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return _whole(DocumentKind.PDF, b"%%EOF" in tail)
    if head.startswith(_PNG):
        _check_pixels(struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" else None)
        return _whole(DocumentKind.PNG, tail.endswith(_PNG_END))
    if head.startswith(_JPEG):
        _check_pixels(_jpeg_size(head))
        return _whole(DocumentKind.JPEG, tail.rstrip(b"\0").endswith(b"\xff\xd9"))
    if head.startswith(_ZIP):
        return _office_kind(file)
    raise _refused(_("这种文件不能上传。可以上传：PDF、Word（docx）、Excel（xlsx）、PNG 和 JPEG。"))


def _refused(sentence: str) -> Invalid:
    return Invalid({"file": sentence})


def _whole(kind: DocumentKind, ends_well: bool) -> DocumentKind:
    if not ends_well:
        raise _refused(_("文件不完整：末尾缺失。请重新上传完整的文件。"))
    return kind


def _check_pixels(size: tuple[int, ...] | None) -> None:
    if size is None:
        raise _refused(_("图片已损坏，读不出尺寸。"))
    if size[0] * size[1] > MOST_PIXELS:
        raise _refused(_("图片超过 5000 万像素，请缩小后再上传。"))


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    """Height and width: the segments before the picture are walked to the one that says them."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        if marker in _JPEG_SIZES:
            return int.from_bytes(head[at + 5 : at + 7], "big"), int.from_bytes(head[at + 7 : at + 9], "big")
        at += 2 + length
    return None


def _office_kind(file: IO[bytes]) -> DocumentKind:
    """Word or Excel, told from the parts inside; without macros, without a password, without a bomb."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        raise _refused(_("文件已损坏或不完整，请重新上传。")) from error
    file.seek(0)
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refused(_("文件里有宏，请另存为不含宏的格式后再上传。"))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _refused(_("文件设有密码，请去掉密码后再上传。"))
    bomb = len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED
    astray = any(".." in name or "\\" in name or name.startswith("/") for name in names)
    kind = next((kind for part, kind in _OFFICE.items() if part in names), None)
    if bomb or astray or kind is None or "[Content_Types].xml" not in names:
        raise _refused(_("压缩包和其他 Office 格式不能上传。可以上传 Word（docx）和 Excel（xlsx）。"))
    return kind
