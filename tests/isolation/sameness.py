"""Two answers with the same bytes, but for the id that was asked for and what is new in every answer."""

import re

from tests.isolation.door import Answer

FRESH = [
    (re.compile(rb'(csrfmiddlewaretoken" value=|"X-CSRFToken": |csrftoken=)"?[\w-]+'), rb"\1"),
    (re.compile(rb'("instance":"urn:uuid:|"request_id":")[\w-]+'), rb"\1"),
    (re.compile(rb"expires=[^;]+"), b"expires"),
    (re.compile(rb"(messages=[^:;]+):[^;]+"), rb"\1"),  # signed with the time
]


def told(answer: Answer, id: str) -> bytes:
    """Status, headers and body without the id and what is fresh."""
    text = b"%d\n%s" % (answer.code, answer.everything)
    for pattern, plain in FRESH:
        text = pattern.sub(plain, text)
    return text.replace(id.encode(), b"<id>")


def difference(one: bytes, other: bytes) -> str:
    """The first line that differs, for a person to read; nothing when none does."""
    if one == other:
        return ""
    lines = zip(one.splitlines(), other.splitlines(), strict=False)
    pair = next(((left, right) for left, right in lines if left != right), (b"", b"(one is longer)"))
    return " | ".join(line.decode(errors="replace").strip()[:120] for line in pair)
