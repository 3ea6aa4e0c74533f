"""From the words people write to the codes of a list: by code, by name, by the name's usual short form."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from projects.importing.errors import BadValue

_DASHES = re.compile("[‐-―−～~至到]")
_APART = re.compile(r"[;；|\n]+")
_WORD = re.compile(r"[^、,，\s]+")
_LISTED, _NEAREST = 8, 3  # entries that a sentence names


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: the code that is stored, the Chinese and English names, the code above it."""

    code: str
    zh: str
    en: str = ""
    parent: str = ""


def plain(text: str) -> str:
    """A word as it is compared: full-width made narrow, no spaces, one kind of dash, no capitals."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return _DASHES.sub("-", "".join(narrow.split()))


class Vocabulary:
    """The codes one column may hold. `shorten` makes the usual short form of a name (兰州市 → 兰州)."""

    def __init__(self, entries: Iterable[Entry], shorten: Callable[[str], str] = str) -> None:
        self.entries = list(entries)
        self._shorten = shorten
        self._codes = {plain(entry.code): entry.code for entry in self.entries}
        self._names: dict[str, set[str]] = {}
        self._by_code = {entry.code: entry for entry in self.entries}
        for entry in self.entries:
            for name in self._forms(entry, self._by_code.get(entry.parent)):
                self._names.setdefault(name, set()).add(entry.code)

    def _forms(self, entry: Entry, parent: Entry | None) -> set[str]:
        own = {plain(entry.zh), self._shorten(plain(entry.zh))}
        above = {plain(parent.zh), self._shorten(plain(parent.zh))} if parent else set()
        both = {f"{entry.code}{name}" for name in own} | {plain(f"{entry.code} {entry.zh}")}
        return (own | {plain(entry.en)} | both | {up + name for up in above for name in own}) - {""}

    def code(self, text: str) -> str:
        """The code of what one person wrote. Raises BadValue with the nearest entries."""
        found = self._find(text)
        if len(found) == 1:
            return found.pop()
        if found:
            raise BadValue(
                _("“%(text)s”可以是 %(entries)s。") % {"text": text, "entries": self._listed(sorted(found))},
                _("请写代码。"),
            )
        raise BadValue(_("没有“%(text)s”这一项。") % {"text": text}, self._advice(text))

    def codes(self, text: str) -> list[str]:
        """The codes of a list written in one cell, in its order, each once.

        `;` and new lines part entries always; 、 , and spaces do where the whole is no name of its own, since names
        hold them too (农、林、牧、渔业).
        """
        found: dict[str, None] = {}
        for part in _APART.split(text):
            if part.strip():
                found |= dict.fromkeys(self._codes_in(part.strip()))
        return list(found)

    def _codes_in(self, part: str) -> list[str]:
        if self._find(part):
            return [self.code(part)]
        words = [(match.start(), match.end()) for match in _WORD.finditer(part)]
        codes, at = [], 0
        while at < len(words):
            for last in range(len(words), at, -1):  # the longest name that starts here
                name = part[words[at][0] : words[last - 1][1]]
                if last == at + 1 or self._find(name):
                    codes.append(self.code(name))
                    at = last
                    break
        return codes

    def _find(self, text: str) -> set[str]:
        word = plain(text)
        if word in self._codes:
            return {self._codes[word]}
        return set(self._names.get(word) or self._names.get(self._shorten(word)) or ())

    def _advice(self, text: str) -> str:
        word = plain(text)
        names = {plain(entry.zh): entry.code for entry in reversed(self.entries)}
        holding = sorted((name for name in names if len(word) > 1 and word in name), key=len)
        alike = difflib.get_close_matches(word, names, n=_NEAREST, cutoff=0.5)
        # Excel drops the zeros before a number
        padded = [code for width in (2, 4) if (code := word.zfill(width)) in self._codes and word.isdigit()]
        near = dict.fromkeys([self._codes[code] for code in padded] + [names[n] for n in holding + alike])
        if near:
            entries = self._listed(islice(near, _NEAREST))
            return _("最接近的是：%(entries)s。请写代码或名称。") % {"entries": entries}
        if not self.entries:
            return _("还没有可选的项，请先登记，或删去这一格。")
        more = "……" if len(self.entries) > _LISTED else ""
        entries = self._listed(entry.code for entry in self.entries)
        return _("可以写：%(entries)s。") % {"entries": entries + more}

    def _listed(self, codes: Iterable[str]) -> str:
        entries = [self._by_code[code] for code in islice(codes, _LISTED)]
        return "、".join(
            entry.zh if entry.code == entry.zh else f"{entry.code} {entry.zh}" for entry in entries
        )
