"""Files over the API: asked for by their own media type or by none; what goes wrong is still problem+json."""

from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from config.api.errors import TooLarge

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BytesRenderer(JSONRenderer):
    """Lets a caller accept any file; the file itself is no business of a renderer."""

    media_type = "application/octet-stream"
    format = "bytes"


class XlsxRenderer(JSONRenderer):
    """Lets a caller accept a workbook."""

    media_type = XLSX
    format = "xlsx"


def uploaded(request: Request) -> Any:
    """The body of an upload. Raises TooLarge for one that was given up on the way."""
    body = request.data
    if getattr(request._request, "upload_too_large", False):
        raise TooLarge()
    return body
