"""Terms of a text, against a reference written the slow and plain way."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.engine.tokenise import is_pair, normalise, tokenise

CHINESE = re.compile(r"[㐀-鿿豈-﫿𠀀-𱍏]")
LATIN = re.compile(r"[0-9a-zÀ-ɏͰ-ϿЀ-ӿ]")


def reference(text: str) -> list[str]:
    """One character at a time: runs of one class, then their terms."""
    text = unicodedata.normalize("NFKC", text).lower()
    runs: list[tuple[str, str]] = []
    kind = ""
    for c in text:
        now = "c" if CHINESE.match(c) else "l" if LATIN.match(c) else ""
        if c in " \t" and kind in ("c", "gap"):
            kind = "gap"  # spaces between Chinese characters are layout
            continue
        if now and (now == kind or (now == "c" and kind == "gap")):
            runs[-1] = (now, runs[-1][1] + c)
        elif now:
            runs.append((now, c))
        kind = now
    terms = []
    for now, run in runs:
        if now == "c":
            terms += list(run) + [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            terms += [run] + ([run[:5] + "*"] if len(run) > 5 else [])
    return terms


@given(st.text(alphabet="铝电解槽镍 \t，。AbCdxyz09ＡＢ①㎏é\n-", max_size=60))
def test_terms_equal_the_reference(text: str) -> None:
    assert tokenise(text) == reference(text)


@given(st.text(max_size=40))
def test_any_text_has_terms_without_error(text: str) -> None:
    assert all(tokenise(text))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("铝电解", ["铝", "电", "解", "铝电", "电解"]),
        ("锂 离子", ["锂", "离", "子", "锂离", "离子"]),
        ("铝，电", ["铝", "电"]),
        ("Catalysts", ["catalysts", "catal*"]),
        ("PAO油", ["pao", "油"]),
        ("ＣＯ２", ["co2"]),
        ("3.5 kg", ["3", "5", "kg"]),
        ("", []),
        ("——！", []),
    ],
)
def test_examples(text: str, terms: list[str]) -> None:
    assert tokenise(text) == terms


def test_normalise_folds_width_and_case() -> None:
    assert normalise("ＡＢＣ　㎏") == "abc kg"


def test_pairs_are_two_chinese_characters() -> None:
    assert [is_pair(term) for term in ("电解", "电", "co", "电a")] == [True, False, False, False]
