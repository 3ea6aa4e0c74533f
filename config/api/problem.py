"""The shape of an error in the published schema; config/api/errors.py fills it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class ProblemErrorSerializer(serializers.Serializer[Any]):
    """One thing to repair."""

    pointer = serializers.CharField(
        required=False, help_text=_("请求体中的位置（JSON Pointer），例如 #/targets/0/unit")
    )
    parameter = serializers.CharField(required=False, help_text=_("查询参数名"))
    code = serializers.CharField(help_text=_("稳定的错误代码"))
    detail = serializers.CharField(help_text=_("给人看的说明"))


class ProblemSerializer(serializers.Serializer[Any]):
    """错误响应（RFC 9457 problem+json）。程序请依据 code 判断，不要依据文字。"""

    type = serializers.CharField(help_text=_("错误类型的标识"))
    title = serializers.CharField(help_text=_("这一类错误的名称"))
    status = serializers.IntegerField(help_text=_("HTTP 状态码"))
    detail = serializers.CharField(help_text=_("这一次错误的说明"))
    instance = serializers.CharField(help_text=_("这一次错误的标识"))
    code = serializers.CharField(help_text=_("稳定的错误代码，例如 not_found、invalid、lost_race"))
    request_id = serializers.CharField(help_text=_("请求编号，联系管理员时请提供"))
    errors = ProblemErrorSerializer(many=True)  # type: ignore[assignment]  # a member of RFC 9457's shape
