"""Unpack a body while it arrives, a step beyond a bound at most: a small bomb must not become a large text."""

import io
import zlib

from sources.web.errors import WebError

ACCEPTED = "gzip, deflate"
"""What we ask for; what comes packed otherwise is refused."""
_GZIP_OR_ZLIB, _RAW = 47, -15
STEP = 1_000_000
"""Bytes that are unpacked at a time."""


class Body:
    """The unpacked bytes of one answer, fed with chunks from the wire."""

    def __init__(self, encoding: str, bytes_max: int) -> None:
        self._bytes_max = bytes_max
        self._content = io.BytesIO()  # gives what it holds without a copy
        self._wire_count = 0
        self._unpacker = None if encoding in ("", "identity") else _begin(encoding)
        self._is_deflate = encoding == "deflate"

    @property
    def wire_count(self) -> int:
        """Bytes that came over the wire."""
        return self._wire_count

    def feed(self, chunk: bytes) -> None:
        """Add a chunk. Raises `WebError` above the bound, on the wire or unpacked, and for a broken packing."""
        self._wire_count += len(chunk)
        if self._wire_count > self._bytes_max:
            raise too_large(self._bytes_max, "on the wire")
        if self._unpacker is None:
            self._content.write(chunk)
            return
        try:
            self._unpack(chunk)
        except zlib.error as error:
            raise WebError("broken_packing", "the body is not packed as it says", "tell the publisher") from error

    def finish(self) -> bytes:
        """The whole content. Raises `WebError` where the packed stream ends early."""
        if self._unpacker is not None and self._wire_count and not self._unpacker.eof:
            raise WebError("cut_off", "the packed body ends early", "it is asked again next night")
        return self._content.getvalue()

    def _unpack(self, chunk: bytes) -> None:
        is_full = False
        while chunk or is_full:
            assert self._unpacker is not None
            if self._unpacker.eof and not chunk.strip(b"\0"):
                return  # padding
            if self._unpacker.eof:  # a gzip file of several members
                self._unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
            try:
                unpacked = self._unpacker.decompress(chunk, STEP)
            except zlib.error:
                if not self._is_deflate or self._content.tell():
                    raise
                self._unpacker = zlib.decompressobj(_RAW)  # many servers send `deflate` without its header
                unpacked = self._unpacker.decompress(chunk, STEP)
            is_full = len(unpacked) == STEP  # then more may come, also where all of the chunk is taken in
            self._content.write(unpacked)
            if self._content.tell() > self._bytes_max:
                raise too_large(self._bytes_max, "unpacked")
            chunk = self._unpacker.unconsumed_tail or self._unpacker.unused_data


def too_large(bytes_max: int, where: str) -> WebError:
    """The error for a body above the bound."""
    remedy = "leave it out, or raise DEFCOOP_WEB_BYTES_MAX"
    return WebError("too_large", f"more than {bytes_max:,} bytes {where}", remedy)


def _begin(encoding: str) -> "zlib._Decompress":
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise WebError(
            "unasked_packing", f"the body is packed as {encoding[:50]}, which we do not ask for", "tell the publisher"
        )
    return zlib.decompressobj(_GZIP_OR_ZLIB)
