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
# Offices from whose publications Chinese owners come back (WIPO ST.3), a number, and the kind of document (ST.16)
_ABROAD = re.compile(
    r"(?:AU|BR|CA|CH|DE|EA|EP|ES|FR|GB|HK|IN|IT|JP|KR|KZ|MO|MY|NL|RU|SE|SG|TH|TW|UA|US|UZ|VN|WO|ZA)"
    r"[IM]?\d{5,13}[A-Z]\d?|PCT/[A-Z]{2}\d{4}/\d{6}"
)
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
    """Accept a Chinese application or patent number whose check character is right, a publication number of this or
    another office, or an international application, none of which has a check character."""
    if _PUBLISHED.fullmatch(value) or _ABROAD.fullmatch(value):
        return
    applied = _APPLIED.fullmatch(value)
    if applied is None or patent_check_character(applied[1]) != applied[2]:
        raise ValidationError(
            _(
                "不是有效的专利号：中国专利形如 ZL200310102344.5，小数点后的校验位须正确；公布号须带文献种类，"
                "如 CN1234567A、US10123456B2；国际申请形如 PCT/CN2020/123456。"
            ),
            code="patent_number",
        )


def patent_check_character(digits: str) -> str:
    """The character behind the point of an application number of 8 or 12 digits (ZC 0006-2003): the digits times
    2, 3 … 9, 2, 3, 4, 5, modulo 11; ten is X."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return "X" if rest == 10 else str(rest)
