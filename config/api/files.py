"""Files over the API: asked for by their own media type or by none; what goes wrong is still problem+json."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from config.api.errors import TooLarge
from config.downloads import TYPES

PDF, XLSX = TYPES["pdf"], TYPES["xlsx"]
FILE_ANSWERS = {(200, media_type): OpenApiTypes.BINARY for media_type in TYPES.values()}  # for extend_schema


class BytesRenderer(JSONRenderer):
    """Lets a caller accept any file; the file itself is no business of a renderer."""

    media_type = "application/octet-stream"
    format = "bytes"


class XlsxRenderer(JSONRenderer):
    """Lets a caller accept a workbook."""

    media_type = XLSX
    format = "xlsx"


def _accepting(name: str) -> type[JSONRenderer]:
    return type(f"{name.title()}FileRenderer", (BytesRenderer,), {"media_type": TYPES[name], "format": name})


FILE_RENDERERS = [JSONRenderer, BytesRenderer, *(_accepting(name) for name in TYPES)]


def uploaded(request: Request) -> Any:
    """The body of an upload. Raises TooLarge for one that was given up on the way."""
    body = request.data
    if getattr(request._request, "upload_too_large", False):
        raise TooLarge()
    return body
