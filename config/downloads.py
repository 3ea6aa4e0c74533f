"""A private file as an answer: saved, never shown by the browser, kept by nobody on the way."""

from typing import Any

from django.http import FileResponse, HttpResponse

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}


def attachment(file: Any, *, name: str, kind: str) -> FileResponse:
    """`file` to be saved under `name`; `kind` is a key of TYPES."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def workbook(content: bytes, *, name: str) -> HttpResponse:
    """A workbook that was just made, to be saved."""
    response = HttpResponse(content, content_type=TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
