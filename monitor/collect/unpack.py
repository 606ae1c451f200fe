"""Bounded decompression: raw chunks in, at most so many bytes out.

httpx inflates a whole chunk before anybody can look at its size: one chunk of a 300 MiB gzip bomb was 64 MiB
already. Here zlib is told how much it may give, so a bomb stops at the cap.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable, Iterable
from typing import Any

_STEP = 256 * 1024


class TooBigError(Exception):
    """The unpacked body passes the cap (never leaves ``fetch.py``)."""


class DamagedError(Exception):
    """The packed body cannot be unpacked (never leaves ``fetch.py``)."""


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


# Brotli and Zstandard are offered only where their library is there: wheels may be missing on a rare
# machine, and gzip is enough for every outlet seen.
_brotli, _zstd = _optional("brotli"), _optional("zstandard")


def offered() -> str:
    """Return the Accept-Encoding header: what can be unpacked within bounds on this machine."""
    return ", ".join(["gzip", "deflate", *(["br"] if _brotli else []), *(["zstd"] if _zstd else [])])


def unpack(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Return the body of ``chunks`` sent as ``encoding`` (a Content-Encoding header).

    Raise TooBigError beyond ``limit`` bytes, DamagedError for unknown, stacked, broken or truncated packing.
    """
    name = encoding.strip().lower()
    body = bytearray()

    def take(piece: bytes) -> None:
        if len(body) + len(piece) > limit:
            raise TooBigError
        body.extend(piece)

    if name in ("", "identity", "none", "utf-8"):
        for chunk in chunks:
            take(chunk)
    elif name in ("gzip", "x-gzip", "deflate"):
        _inflate(chunks, take)
    elif name == "br" and _brotli:
        _unbrotli(chunks, take)
    elif name == "zstd" and _zstd:
        _unzstd(chunks, take)
    else:
        raise DamagedError(name)
    return bytes(body)


def gunzip(data: bytes, limit: int) -> bytes:
    """Return the content of a gzip file (``sitemap.xml.gz``); errors as for ``unpack``."""
    return unpack([data], "gzip", limit)


def _inflate(chunks: Iterable[bytes], take: Callable[[bytes], None]) -> None:
    # 47: gzip or zlib by its header. Some servers send raw deflate (-15) under the name "deflate".
    machine, first = zlib.decompressobj(47), True
    for chunk in chunks:
        data = chunk
        while data:
            try:
                piece = machine.decompress(data, _STEP)
            except zlib.error as error:
                if not first:
                    raise DamagedError from error
                machine, first = zlib.decompressobj(-15), False
                continue
            first = False
            take(piece)
            data = machine.unconsumed_tail
            if machine.eof:
                data = machine.unused_data
                # A further member may follow; zero padding after the last one is common and harmless.
                if not data.strip(b"\0"):
                    break
                machine = zlib.decompressobj(47)
    if not machine.eof and not first:
        raise DamagedError


def _unbrotli(chunks: Iterable[bytes], take: Callable[[bytes], None]) -> None:
    machine = _brotli.Decompressor()
    try:
        for chunk in chunks:
            take(machine.process(chunk, output_buffer_limit=_STEP))
            while not machine.can_accept_more_data():
                take(machine.process(b"", output_buffer_limit=_STEP))
    except (_brotli.error, TypeError) as error:
        raise DamagedError from error
    if not machine.is_finished():
        raise DamagedError


class _Pipe:
    """A file-like view of an iterable of chunks, as the Zstandard reader wants it."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks, self._left = iter(chunks), b""

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            self._left = next(self._chunks, b"")
        piece, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return piece


def _unzstd(chunks: Iterable[bytes], take: Callable[[bytes], None]) -> None:
    try:
        reader = _zstd.ZstdDecompressor(max_window_size=8 * 2**20).stream_reader(
            _Pipe(chunks), read_across_frames=True
        )
        while piece := reader.read(_STEP):
            take(piece)
    except _zstd.ZstdError as error:
        raise DamagedError from error
