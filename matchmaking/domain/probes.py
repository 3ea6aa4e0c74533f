"""What an owner's run passes over, so that made-up listings cannot fish for the words of a secret text.

An invitation is one bit of the owner's text. It stays dear: copies of one listing are one, lists of keywords are none,
and of one organization only so many new listings a day are looked at.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.utils import timezone

MOST_A_DAY = 20  # new listings of one organization that enter owners' runs; the rest enters on the days after
ALIKE = 0.8  # Jaccard similarity of the shingles from which two listings are one
_SHINGLE = 4  # characters
_SHORT = 8  # characters: a piece between two marks that is no clause
_SALAD_PIECES, _SALAD_SHARE, _GLUE_SHARE = 8, 0.8, 0.05
_MARKS = re.compile(r"[\s,，、;；。.!！?？:：|/·()（）\[\]【】]+")
_GLUE = re.compile("[的了是在和与及对为以可用由使其将从有到等后并较]|能够|the|and|for|with|that")


def entering(published: Iterable[tuple[UUID, UUID, dt.datetime]], *, today: dt.date) -> set[UUID]:
    """Ids that may enter owners' runs today, from (owner, id, time of publication).

    Of one owner MOST_A_DAY enter per day in the order of publication; who publishes more waits for the next days.
    """
    allowed: set[UUID] = set()
    for _owner, rows in groupby(sorted(published, key=itemgetter(0, 2, 1)), key=itemgetter(0)):
        days: list[dt.date] = []  # on which the n-th listing enters
        for _same, pk, time in rows:
            day = timezone.localdate(time)
            earlier = days[-MOST_A_DAY] if len(days) >= MOST_A_DAY else None
            days.append(day if earlier is None else max(day, earlier + dt.timedelta(days=1)))
            if days[-1] <= today:
                allowed.add(pk)
    return allowed


def shingles(text: str) -> frozenset[str]:
    """All runs of four characters of the text, without marks, spaces and case."""
    plain = _MARKS.sub("", text).lower()
    return frozenset(plain[n : n + _SHINGLE] for n in range(max(1, len(plain) - _SHINGLE + 1)))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Do two sets of shingles overlap so far that the texts say the same?"""
    return len(one & other) >= ALIKE * len(one | other)


def folded(rows: Sequence[tuple[UUID, UUID, str]]) -> dict[UUID, int]:
    """From (id, owner, text), best first: those that stand, each with how many alike of the same owner follow it."""
    standing: dict[UUID, int] = {}
    seen: dict[UUID, list[tuple[UUID, frozenset[str]]]] = {}
    for pk, owner, text in rows:
        mine = shingles(text)
        ahead = next((id for id, theirs in seen.get(owner, ()) if alike(mine, theirs)), None)
        if ahead is None:
            standing[pk] = 0
            seen.setdefault(owner, []).append((pk, mine))
        else:
            standing[ahead] += 1
    return standing


def is_salad(text: str) -> bool:
    """Is the text a list of keywords rather than sentences: many short pieces and hardly a word that joins them?"""
    pieces = [piece for piece in _MARKS.split(text) if piece]
    letters = sum(map(len, pieces))
    short = sum(len(piece) for piece in pieces if len(piece) <= _SHORT)
    if len(pieces) < _SALAD_PIECES or short < _SALAD_SHARE * letters:
        return False
    return len(_GLUE.findall(text.lower())) < _GLUE_SHARE * letters
