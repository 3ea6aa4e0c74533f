"""Uploads that are too large are given up while they come in, not when all of them is there."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

_ROOM = 1 << 20  # for the other fields of a form, and so that a little too much is refused beside its field


class SizeGuard(FileUploadHandler):
    """Counts what all files of a request bring; a request beyond the limit is read no further, and has no file.

    `request.upload_too_large` says so to the doors.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._left = settings.DOCUMENT_LARGEST + _ROOM

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._left -= len(raw_data)
        if self._left < 0:
            self.request.upload_too_large = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
