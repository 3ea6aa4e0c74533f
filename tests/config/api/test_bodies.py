"""Bodies that are not what they should be: refused with a reason, whatever they are, before anything looks at them."""

import pytest
from rest_framework.test import APIClient

JSON = "application/json"
PATH = "/api/v1/match-preview/"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"{", "JSON 语法错误：第 1 行第 2 列。"),
        (b"text", "JSON 语法错误：第 1 行第 1 列。"),
        (b"[]", "请求体应当是一个 JSON 对象。"),
        (b"null", "请求体应当是一个 JSON 对象。"),
        (b'{"text": NaN}', "JSON 中不能有 NaN 或 Infinity。"),
        (b'{"text": -Infinity}', "JSON 中不能有 NaN 或 Infinity。"),
        (b'{"text": 1e400}', "数字超出范围。"),
        (b'{"text": ' + b"9" * 5000 + b"}", "数字超出范围。"),
        (b'{"text": "a", "text": "b"}', "同一个对象里有重复的键。"),
        (b'{"text": "a\\u0000b"}', "文本中不能有空字符（U+0000）。"),
        (b'{"\\u0000": 1}', "文本中不能有空字符（U+0000）。"),
        (b'{"text": "\\ud800"}', "文本中有不成对的代理字符。"),
        (b"\xef\xbb\xbf{}", "请求体开头有 BOM，请去掉。"),
        ("{'text': '铝'}".encode("gbk"), "请求体不是有效的 UTF-8 文本。"),
        (b'{"text": ' + b"[" * 30 + b"]" * 30 + b"}", "JSON 嵌套过深，最多 20 层。"),
        (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "JSON 嵌套过深，最多 20 层。"),
    ],
)
def test_what_is_not_a_json_object_is_malformed(partner: APIClient, body: bytes, detail: str):
    response = partner.generic("POST", PATH, body, content_type=JSON)

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert (response.json()["code"], response.json()["detail"]) == ("malformed_json", detail)


def test_a_body_over_one_mebibyte_is_too_large(partner: APIClient):
    body = b'{"text": "' + b"a" * (1 << 20) + b'"}'

    response = partner.generic("POST", PATH, body, content_type=JSON)

    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain",
        "application/json; charset=gbk",
    ],
)
def test_other_content_types_are_not_taken(partner: APIClient, content_type: str):
    response = partner.generic("POST", PATH, b"text=a", content_type=content_type)

    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_a_charset_that_is_utf8_is_fine(partner: APIClient):
    response = partner.generic(
        "POST", PATH, b'{"text": "a"}', content_type='application/json; charset="UTF-8"'
    )

    assert response.status_code == 200


def test_a_list_of_many_wrong_keys_is_cut(partner: APIClient):
    response = partner.post(PATH, {f"key{number}": 1 for number in range(200)})

    assert (response.status_code, len(response.json()["errors"])) == (422, 50)


def test_an_empty_body_is_an_empty_object(partner: APIClient):
    response = partner.generic("POST", PATH, b"", content_type=JSON)

    (error,) = response.json()["errors"]
    assert (response.status_code, error["pointer"], error["code"]) == (422, "#/text", "required")
