"""Vocabulary codes: loading, checking, naming."""

import csv
import datetime as dt
import time
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from enterprises.models import Term

_KEPT_SECONDS = 60


def load_vocabularies(folder: Path) -> int:
    """Write the rows of `<scheme>.csv` files; rows that stand already are updated. Returns the number of rows read."""
    rows = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for position, row in enumerate(csv.DictReader(file)):
                rows.append(
                    Term(
                        scheme=path.stem,
                        code=row["code"],
                        zh=row["zh"],
                        en=row["en"],
                        parent=row.get("parent") or "",
                        valid_from=_day(row.get("valid_from")),
                        valid_to=_day(row.get("valid_to")),
                        position=position,
                    )
                )
    Term.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["scheme", "code"],
        update_fields=["zh", "en", "parent", "valid_from", "valid_to", "position"],
    )
    forget_terms()
    return len(rows)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def forget_terms() -> None:
    """Make this process read the vocabularies anew; the others do within a minute."""
    _terms.cache_clear()


@lru_cache(maxsize=128)
def _terms(scheme: str, _minute: int) -> Mapping[str, Term]:
    return {term.code: term for term in Term.objects.filter(scheme=scheme)}


def terms_of(scheme: str) -> Mapping[str, Term]:
    """All terms of a scheme by code, in the order of the list; kept in memory for a minute."""
    return _terms(scheme, int(time.monotonic() // _KEPT_SECONDS))


def unknown_codes(scheme: str, codes: Iterable[str], *, on: dt.date | None = None) -> list[str]:
    """Those of `codes` that the scheme does not hold, or not on the day `on`."""
    known = terms_of(scheme)
    return [
        code for code in codes if code not in known or (on is not None and not _in_force(known[code], on))
    ]


def _in_force(term: Term, day: dt.date) -> bool:
    return (term.valid_from is None or term.valid_from <= day) and (
        term.valid_to is None or day <= term.valid_to
    )


def term_label(scheme: str, code: str) -> str:
    """The term's name in the active language; the bare code when the scheme does not hold it."""
    term = terms_of(scheme).get(code)
    return term.label if term else code


def codes_below(scheme: str, code: str) -> list[str]:
    """A code and all codes under it: a province holds its prefectures, a section its divisions and their classes."""
    children: dict[str, list[str]] = {}
    for term in terms_of(scheme).values():
        children.setdefault(term.parent, []).append(term.code)
    found = [code]
    for parent in found:
        found.extend(children.get(parent, ()))
    return found


def code_error(scheme: str, codes: Iterable[str]) -> str | None:
    """One sentence that names the unknown codes and where the known ones stand; None when all are known."""
    if unknown := unknown_codes(scheme, codes):
        shown = _("、").join(unknown[:5])
        return _("词表 %(scheme)s 中没有代码：%(codes)s。可用代码见 /api/v1/terms/?scheme=%(scheme)s。") % {
            "scheme": scheme,
            "codes": shown,
        }
    return None
