"""Counted terms: the compiled way against the reference, on any text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.engine.codes import code_of, term_of
from matchmaking.engine.counts import _count_compiled, _count_plain, count
from matchmaking.engine.tokenise import tokenise

ALPHABET = "铝電解镍薴 \t　，。AbCdxyzΣς09ＡＢ①㎏℃éèı̇ｶﾞ가각\n-"
texts = st.lists(
    st.text(alphabet="铝電解镍薴 \t　，。AbCdxyzΣς09ＡＢ①㎏℃éèı̇ｶﾞ가각\n-", max_size=60) | st.text(max_size=30),
    max_size=6,
)


def assert_equal(texts: list[str]) -> None:
    plain, compiled = _count_plain(texts), _count_compiled(texts)
    for name in ("codes", "bounds", "terms", "times"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(compiled, name))


@settings(max_examples=400, deadline=None)
@given(texts)
def test_compiled_counts_equal_the_reference(texts: list[str]) -> None:
    assert_equal(texts)


def test_many_texts_need_a_larger_table() -> None:
    assert_equal(["".join(chr(0x4E00 + (n * 37 + i * 11) % 20000) for i in range(300)) for n in range(600)])


def test_texts_that_grow_when_folded_find_room() -> None:
    assert_equal(["\ufdfa" * 300, "铝", "㎏㏄" * 200])  # a single character there gives eighteen


def test_room_is_the_same_from_the_kernel_and_from_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matchmaking.engine.memory.LARGE", 1)
    assert_equal(["铝电解", "PAO 3", ""])
    assert_equal(["\ufdfa" * 300])


def test_a_term_may_stand_in_a_text_any_number_of_times() -> None:
    assert_equal(["电" * 300_000 + "铝", *(["铝电"] * 600)])


def test_a_row_holds_its_terms_with_their_times() -> None:
    counts = count(["铝槽铝", "", "PAO 3"])
    rows = [
        dict(zip(counts.codes[counts.terms[a:b]].tolist(), counts.times[a:b].tolist(), strict=True))
        for a, b in zip(counts.bounds[:-1], counts.bounds[1:], strict=True)
    ]
    expected = [{"铝": 2, "槽": 1, "铝槽": 1, "槽铝": 1}, {}, {"pao": 1, "3": 1}]
    assert rows == [{code_of(term): n for term, n in row.items()} for row in expected]


@given(st.text(alphabet="铝电𠀀abcdefgh019 é", max_size=20))
def test_codes_of_different_terms_differ_and_chinese_ones_read_back(text: str) -> None:
    terms = set(tokenise(text))
    assert len({code_of(term) for term in terms}) == len(terms)
    chinese = {term for term in terms if ord(term[0]) >= 0x3400}
    assert {term_of(code_of(term)) for term in chinese} == chinese


@pytest.mark.parametrize(
    ("traditional", "simplified"), [("電動機離子", "电动机离子"), ("鋁電解槽", "铝电解槽")]
)
def test_traditional_characters_are_the_simplified_ones(traditional: str, simplified: str) -> None:
    assert tokenise(traditional) == tokenise(simplified)
