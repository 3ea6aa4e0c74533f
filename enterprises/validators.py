"""Field rules of this app, shared by forms, serializers and imports. Each raises Django's ValidationError."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NumberError

_MOBILE = re.compile(r"1[3-9]\d{9}")


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
