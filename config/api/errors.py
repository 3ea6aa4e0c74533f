"""Every error leaves as problem+json (RFC 9457), from one place, in one shape.

Status rule: 400 malformed or bad query parameter, 401 no valid credentials, 403 not yours to do, 404 not yours to see
or not there (the same bytes), 409 state or race, 413 too large, 415 not JSON, 422 field rules, 429 too many.
"""

import logging
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.core.signals import got_request_exception
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from config.api.pointers import ErrorItem, body_errors, domain_errors, query_errors
from config.kernel.errors import DomainError, Invalid, Text

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
NOT_FOUND = _("没有这条记录，或者您无权查看。请核对编号，并注意地址以“/”结尾。")
UNFORESEEN = _("服务器没能完成请求。请把请求编号（request_id）告诉管理员。")
TITLES: dict[int, Text] = {
    400: _("请求有误"),
    401: _("需要有效的凭据"),
    403: _("无权进行此操作"),
    404: _("没有找到"),
    405: _("不支持的方法"),
    406: _("不支持的响应格式"),
    409: _("与当前状态冲突"),
    413: _("请求体过大"),
    415: _("不支持的内容类型"),
    422: _("内容需要修改"),
    429: _("请求过于频繁"),
    500: _("服务器出错"),
}


class BadQuery(exceptions.ValidationError):
    """A query parameter that is unknown, repeated or malformed. `detail` maps its name to what is wrong."""

    status_code = 400


class TooLarge(exceptions.APIException):
    """The body is larger than one accepts."""

    status_code = 413
    default_code = "body_too_large"
    default_detail = _("请求体不能超过 1 MiB。")


def problem_json(error: Exception, context: Mapping[str, Any]) -> Response:
    """The exception handler of the REST framework: what went wrong, as a response; unforeseen errors are logged."""
    request_id = str(uuid4())
    known = _as_api_exception(error)
    if known is None:
        # 1. told to whoever listens (the log, an error collector, the test client), 2. not to the caller
        got_request_exception.send(sender=None, request=context.get("request"))
        log.exception("request %s failed", request_id)
        return _response(500, "server_error", UNFORESEEN, request_id)
    status, code, detail, errors = known
    response = _response(status, code, detail, request_id, errors)
    if challenge := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait) + 1)
    return response


Known = tuple[int, str, Text, list[ErrorItem]]


def _as_api_exception(error: Exception) -> Known | None:
    """Status, code, sentence and field errors of an error we know; None for one we do not."""
    if isinstance(error, DomainError):
        fields = error.fields if isinstance(error, Invalid) else {}
        return error.status, error.code, error.message, domain_errors(fields)
    if isinstance(error, (Http404, exceptions.NotFound)):
        return 404, "not_found", NOT_FOUND, []
    if isinstance(error, BadQuery):
        return 400, "bad_query", _("查询参数有误。"), query_errors(error.detail)
    if isinstance(error, exceptions.ValidationError):
        return 422, "invalid", Invalid.message, body_errors(error.detail)
    if isinstance(error, ValidationError):
        return 422, "invalid", Invalid.message, body_errors({"non_field_errors": error.messages})
    if isinstance(error, PermissionDenied):
        return 403, "not_allowed", TITLES[403], []
    if isinstance(error, SuspiciousOperation):
        return 400, "bad_request", TITLES[400], []
    if isinstance(error, exceptions.APIException):
        return error.status_code, str(error.get_codes()), str(error.detail), []
    return None


def _response(
    status: int, code: str, detail: Text, request_id: str, errors: list[ErrorItem] | None = None
) -> Response:
    body = {
        "type": f"urn:duijie:problem:{code}",
        "title": str(TITLES.get(status, TITLES[400])),
        "status": status,
        "detail": str(detail),
        # the occurrence, not the path: what is not yours must answer with the same bytes as what is not there
        "instance": f"urn:uuid:{request_id}",
        "code": code,
        "request_id": request_id,
        "errors": errors or [],
    }
    return Response(body, status=status, content_type=MEDIA_TYPE)
