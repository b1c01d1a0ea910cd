"""What reaches the disk whole or not at all: sync, and texts that are written aside and renamed."""

import errno
import fcntl
import mmap
import os
import shutil
from pathlib import Path

CHUNK = 1 << 24
BLOCK = 4096
_SHARE_BLOCKS = 0x40049409
"""FICLONE of Linux: let one file have the blocks of another until either is written to."""
_DIRECT = getattr(os, "O_DIRECT", 0)
"""Past the page cache, where the system knows that."""


def sync_path(path: Path) -> None:
    """Make a file, or a folder's list of names, reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_text(path: Path, text: str) -> None:
    """Write a text so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    partial.write_text(text, encoding="utf-8")
    sync_path(partial)
    partial.replace(path)
    sync_path(path.parent)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file: a file system that can share blocks writes nothing and takes no time; else past the page cache,
    whose upkeep is nearly all that a large copy takes of the processor; and where that is not let, as any copy."""
    with source.open("rb") as old, target.open("wb") as new:
        try:
            fcntl.ioctl(new.fileno(), _SHARE_BLOCKS, old.fileno())
            return
        except OSError:  # not on this file system
            pass
    try:
        _copy_directly(source, target)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):  # a full disk is none the less full
            raise
        shutil.copyfile(source, target)


def _copy_directly(source: Path, target: Path) -> None:
    """Copy a file in whole blocks, without the page cache. Raises `OSError` where a file system does not let it."""
    old = os.open(source, os.O_RDONLY | _DIRECT)
    try:
        new = os.open(target, os.O_WRONLY | _DIRECT)
        try:
            with mmap.mmap(-1, CHUNK) as chunk, memoryview(chunk) as memory:
                at, size = 0, os.fstat(old).st_size
                while at < size:
                    count = os.preadv(old, [chunk], at)
                    if not count:
                        raise OSError(errno.EIO, "it became shorter while it was copied", str(source))
                    whole = -(-count // BLOCK) * BLOCK  # the last block is written whole, and cut off below
                    at += min(count, os.pwritev(new, [memory[:whole]], at))
                os.ftruncate(new, size)
        finally:
            os.close(new)
    finally:
        os.close(old)
