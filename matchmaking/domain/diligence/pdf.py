"""Drawing a pack with fpdf2 and Noto Sans SC: the font is embedded, of each glyph used once, and its text can be copied
and searched. Dates and ids of the file are fixed, so that equal packs are equal bytes."""

import datetime as dt
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from matchmaking.domain.diligence.types import Entry, Pack, Section

FONT = "NotoSansSC"
_FONT_FILE = files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"
_MADE = dt.datetime(
    2000, 1, 1, tzinfo=dt.UTC
)  # of every pack: a date of making would make equal packs differ
_MARGIN, _LINE, _HEAD = 18, 5.2, 6.4  # mm
_INK, _SOFT, _RULE = (24, 32, 44), (96, 104, 118), (205, 211, 220)


class _Sheet(FPDF):
    """A4 with the docking's number and the page under each page."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(format="A4")
        self.pack = pack
        self.set_creation_date(_MADE)
        self.set_producer("Duijie")
        self.set_title(f"{pack.title} {pack.number}")
        self.set_lang(pack.language)
        self.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN + 6)
        self.add_font(FONT, fname=str(_FONT_FILE))

    def footer(self) -> None:
        self.set_y(-_MARGIN)
        self.set_font(FONT, size=8)
        self.set_text_color(*_SOFT)
        words = _("%(number)s · 第 %(page)s 页") % {"number": self.pack.number, "page": self.page_no()}
        self.cell(0, 4, words, align="C")

    def words(self, text: str, *, size: float, line: float, colour: tuple[int, int, int] = _INK) -> None:
        """A paragraph over the whole width; the next begins under it."""
        self.set_font(FONT, size=size)
        self.set_text_color(*colour)
        self.multi_cell(0, line, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def rule(self) -> None:
        self.set_draw_color(*_RULE)
        y = self.get_y() + 1
        self.line(_MARGIN, y, self.w - _MARGIN, y)
        self.set_y(y + 2)


def draw(pack: Pack) -> bytes:
    """The bytes of the PDF."""
    sheet = _Sheet(pack)
    sheet.add_page()
    sheet.words(pack.title, size=20, line=10)
    sheet.words(pack.subtitle, size=12, line=7)
    sheet.words(pack.number, size=10, line=6, colour=_SOFT)
    for section in pack.sections:
        _section(sheet, section)
    drawn: Any = sheet.output()
    return bytes(drawn)


def _section(sheet: _Sheet, section: Section) -> None:
    sheet.ln(4)
    if sheet.will_page_break(3 * _HEAD):  # a heading does not stand alone at the foot of a page
        sheet.add_page()
    sheet.words(section.title, size=14, line=8)
    sheet.rule()
    if section.lead:
        sheet.words(section.lead, size=9, line=_LINE, colour=_SOFT)
    for entry in section.entries:
        _entry(sheet, entry)


def _entry(sheet: _Sheet, entry: Entry) -> None:
    sheet.ln(1.5)
    sheet.words(entry.head, size=10.5, line=_HEAD)
    for line in entry.lines:
        sheet.words(line, size=9, line=_LINE, colour=_SOFT)
