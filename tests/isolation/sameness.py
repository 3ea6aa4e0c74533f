"""Two answers with the same bytes, but for the id that was asked for and what is new in every answer."""

import re
from collections.abc import Iterable

from django.contrib.messages.storage.cookie import CookieStorage

from tests.isolation.door import Answer

FRESH = [
    (re.compile(rb'(csrfmiddlewaretoken" value=|"X-CSRFToken": |csrftoken=)"?[\w-]+'), rb"\1"),
    (re.compile(rb'(name="token" value=)"[^"]+'), rb"\1"),  # of a form that is sent once
    (re.compile(rb'("instance":"urn:uuid:|"request_id":")[\w-]+'), rb"\1"),
    (re.compile(rb"expires=[^;]+"), b"expires"),
    (re.compile(rb"^(Expires|Content-Length): .+", re.MULTILINE), rb"\1"),  # the body itself is compared
]
MESSAGES = re.compile(rb'messages="?([^;"\s]+)')


def _said(cookie: re.Match[bytes]) -> bytes:
    """The messages for the next page, packed and signed in their cookie, as text."""
    messages = CookieStorage(None)._decode(cookie[1].decode())  # type: ignore[attr-defined]
    return f"messages={[(each.level, str(each)) for each in messages or ()]}".encode()


def told(answer: Answer, ids: Iterable[str]) -> bytes:
    """Status, headers and body without the ids that were asked for and what is fresh."""
    text = b"%d\n%s" % (answer.code, MESSAGES.sub(_said, answer.everything))
    for pattern, plain in FRESH:
        text = pattern.sub(plain, text)
    for id in ids:
        if id.isdigit():  # a short number stands elsewhere too
            text = re.sub(f"([/“]){id}([/”])".encode(), rb"\1<id>\2", text)
        else:
            text = text.replace(id.encode(), b"<id>")
    return text


def difference(one: bytes, other: bytes) -> str:
    """The first line that differs, for a person to read; nothing when none does."""
    if one == other:
        return ""
    lines = zip(one.splitlines(), other.splitlines(), strict=False)
    pair = next(((left, right) for left, right in lines if left != right), (b"", b"(one is longer)"))
    return " | ".join(line.decode(errors="replace").strip()[:120] for line in pair)
