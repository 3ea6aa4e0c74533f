"""Field rules of this app, shared by forms, serializers and imports. Each raises Django's ValidationError."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import isni
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NumberError

_MOBILE = re.compile(r"1[3-9]\d{9}")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_DOI = re.compile(r"10\.\d{4,9}/[-._;()/:a-z0-9<>]+")  # Crossref's advice, in small letters
_APPLIED = re.compile(r"(?:ZL|CN)((?:19|20)\d{2}[12389]\d{7}|\d{2}[12389]\d{5})\.([\dX])")
_PUBLISHED = re.compile(r"CN\d{7,9}[ABCUSY]\d?")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def validate_credit_code(value: str) -> None:
    """Accept an 18-character 统一社会信用代码 whose check character is right (GB 32100-2015)."""
    try:
        compact = uscc.validate(value)
    except NumberError as error:
        raise ValidationError(
            _("不是有效的统一社会信用代码：应为18位，且末位校验码正确。请对照营业执照核对。"),
            code="credit_code",
        ) from error
    if compact != value:
        raise ValidationError(_("统一社会信用代码中不能有空格或小写字母。"), code="credit_code")


def validate_mobile(value: str) -> None:
    """Accept a mainland mobile number: eleven digits, nothing else."""
    if not _MOBILE.fullmatch(value):
        raise ValidationError(_("请填写11位手机号码，例如 19900001234。"), code="mobile")


def validate_plain_text(value: str) -> None:
    """Refuse control and invisible format characters, which hide one name behind another."""
    for position, character in enumerate(value, start=1):
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} and character not in "\n\r\t":
            raise ValidationError(
                _("第 %(position)s 个字符是不可见的控制字符（U+%(code)s），请删除后重试。"),
                code="control_character",
                params={"position": position, "code": f"{ord(character):04X}"},
            )


def validate_orcid(value: str) -> None:
    """Accept an ORCID iD as people write it, 0000-0002-1825-0097, whose check character is right.

    ISO 7064 MOD 11-2, as ISNI has it.
    """
    if not (_ORCID.fullmatch(value) and isni.is_valid(value)):
        raise ValidationError(
            _("不是有效的 ORCID：应为16位，每4位以短横线分开，且末位校验码正确。"), code="orcid"
        )


def validate_doi(value: str) -> None:
    """Accept a DOI without the address in front of it."""
    if not _DOI.fullmatch(value):
        raise ValidationError(_("不是有效的 DOI：以 10. 开头，例如 10.1000/182。"), code="doi")


def validate_patent_number(value: str) -> None:
    """Accept a Chinese application or patent number whose check character is right, or a publication number."""
    if _PUBLISHED.fullmatch(value):
        return
    applied = _APPLIED.fullmatch(value)
    if applied is None or patent_check_character(applied[1]) != applied[2]:
        raise ValidationError(
            _(
                "不是有效的中国专利号：形如 ZL200310102344.5，小数点后的校验位须正确；或公布号，如 CN1234567A。"
            ),
            code="patent_number",
        )


def patent_check_character(digits: str) -> str:
    """The character behind the point of an application number of 8 or 12 digits (ZC 0006-2003): the digits times
    2, 3 … 9, 2, 3, 4, 5, modulo 11; ten is X."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return "X" if rest == 10 else str(rest)
