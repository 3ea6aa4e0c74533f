"""What is looked into of an answer."""

import io
import time

from openpyxl import Workbook

from tests.isolation.canaries import canary, seen_in
from tests.isolation.door import Answer


def workbook(text: str) -> Answer:
    book, file = Workbook(), io.BytesIO()
    book.active["A1"] = text
    book.save(file)
    return Answer(200, (), file.getvalue())


def test_a_secret_in_a_workbook_is_seen():
    answer = workbook(canary("E", "secret"))
    assert (seen_in(answer.body), seen_in(answer.everything)) == (set(), {("E", "secret")})


def test_workbooks_differ_by_what_they_hold_and_not_by_when_they_were_written():
    early, other = workbook("甲"), workbook("乙")
    time.sleep(1.1)
    late = workbook("甲")
    assert early.body != late.body
    assert early.everything == late.everything != other.everything
