"""Files of forms while they arrive: what is too large for memory waits on disk sealed, without a name.

Its key is in this process alone. Killed or not, nothing is left that anybody could find or read.
"""

import io
import os
import tempfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from motcua.kernel import sealed_files


class SealedUploadHandler(FileUploadHandler):
    """Takes what Django's handler of small files leaves."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.target = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed when all is here
        self.sealing = sealed_files.Writer(self.target)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.sealing.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.sealing.end()
        reader = sealed_files.Reader(os.dup(self.target.fileno()), self.sealing.key)
        self.target.close()
        arrived = io.BufferedReader(reader, sealed_files.PIECE_BYTES)
        return UploadedFile(
            arrived, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "target"):
            self.target.close()
