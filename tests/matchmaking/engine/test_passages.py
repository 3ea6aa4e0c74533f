"""What of a card is read."""

from matchmaking.engine.passages import READ, heading, offered_text, wanted_content, without_repeats
from matchmaking.engine.types import Card


def test_a_doubled_text_is_read_once() -> None:
    text = "1.提高模具寿命；2.减少残余应力"
    assert without_repeats(text + text) == text


def test_a_doubled_text_with_a_line_between_is_read_once() -> None:
    assert without_repeats("降低能耗。提高效率。\n降低能耗。提高效率。") == "降低能耗。提高效率。"


def test_repeated_sentences_go_whatever_their_marks() -> None:
    assert without_repeats("降低能耗。提高效率！降低 能耗；") == "降低能耗。提高效率！"


def test_different_sentences_stay() -> None:
    assert without_repeats("降低能耗。提高能耗。") == "降低能耗。提高能耗。"


def test_empty_and_blank_texts() -> None:
    assert [without_repeats(text) for text in ("", "  \n", "。。")] == ["", "", ""]


def test_heading_is_title_and_keywords() -> None:
    assert heading(Card("1", "铝电解", keywords=("阳极", "效应"))) == "铝电解\n阳极\n效应"


def test_a_wanted_text_is_cut_an_offered_one_is_not() -> None:
    card = Card("1", "题", text="".join(chr(0x4E00 + n) for n in range(READ + 50)))
    assert (len(wanted_content(card)), len(offered_text(card))) == (READ, READ + 52)
