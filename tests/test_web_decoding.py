"""A body is unpacked as it was packed, in whatever pieces it comes, and holds itself in memory once."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.web.decoding import STEP, Body
from sources.web.errors import WebError


def unpack(packed: bytes, encoding: str, piece: int, bytes_max: int = 10 * STEP) -> bytes:
    body = Body(encoding, bytes_max)
    for start in range(0, len(packed), piece):
        body.feed(packed[start : start + piece])
    return body.finish()


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 400))
def test_what_was_packed_comes_out_in_whatever_pieces_it_came(members: list[bytes], piece: int) -> None:
    content = b"".join(members)
    assert unpack(b"".join(gzip.compress(part) for part in members), "gzip", piece) == content
    assert unpack(zlib.compress(content), "deflate", piece) == content
    assert unpack(content, "", piece) == content


@pytest.mark.parametrize("size", [STEP - 1, STEP, STEP + 1, 3 * STEP - 200, 3 * STEP, 3 * STEP + 1])
@pytest.mark.parametrize("piece", [1, 100, 65_536])
def test_nothing_is_lost_where_a_step_ends(size: int, piece: int) -> None:
    content = bytes(size)
    assert unpack(gzip.compress(content), "gzip", piece) == content
    assert unpack(gzip.compress(content) + gzip.compress(b"end"), "gzip", piece) == content + b"end"
    with pytest.raises(WebError, match="ends early"):
        unpack(gzip.compress(content)[:-9], "gzip", piece)


def test_a_small_bomb_takes_no_more_than_the_bound_and_a_step() -> None:
    bomb, bound = gzip.compress(bytes(60 * STEP)), 5 * STEP
    tracemalloc.start()
    with pytest.raises(WebError, match="5,000,000 bytes unpacked"):
        unpack(bomb, "gzip", len(bomb), bound)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * bound


def test_a_large_body_is_held_once() -> None:
    chunk = bytes(65_536)
    tracemalloc.start()
    body = Body("", 50 * STEP)
    for _ in range(40 * STEP // len(chunk)):
        body.feed(chunk)
    content = body.finish()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1.3 * len(content)
