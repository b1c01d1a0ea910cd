"""The store: object storage that holds bulk under the same names as the home folder, S3-compatible or a folder.

Everything goes through pyarrow's file systems, which the wheel brings; so `file://` and `s3://` are one code. An object
is there whole or not at all. Nothing here knows what is kept: `pipeline.night.bulk` does.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pipeline.errors import PipelineError
from pipeline.settings import FORMS, Settings
from sources.snapshots import write_atomically

CONNECT_SECONDS, REQUEST_SECONDS, TRIES = 5.0, 20.0, 3
"""Bounds of one request to an S3 server: a server that accepts and then says nothing holds a task for a minute."""
PIECE_BYTES = 16_000_000
WAITS = "what is not there yet waits in the home and is put again"
_REMEDIES = {
    "NETWORK_CONNECTION": "see that it runs and can be reached at DEFCOOP_STORE_ENDPOINT",
    "NO_SUCH_BUCKET": "make the bucket (`defcoop store make`) or correct DEFCOOP_STORE",
    "ACCESS_DENIED": "see that DEFCOOP_STORE_USER and DEFCOOP_STORE_PASSWORD are right and may write there",
    "INVALID_ACCESS_KEY_ID": "correct DEFCOOP_STORE_USER",
    "SIGNATURE_DOES_NOT_MATCH": "correct DEFCOOP_STORE_PASSWORD",
}


class StoreError(PipelineError):
    """The store cannot be used; the message says for what, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Store:
    """A file system, the folder or `bucket/prefix` there, and the address as a person wrote it, without secrets."""

    address: str
    base: str
    filesystem: Any = field(repr=False)
    is_local: bool = False

    def locate(self, key: str) -> str:
        """The path of an object."""
        return f"{self.base}/{key}"


def open_store(settings: Settings) -> Store:
    """The store that is set. Raises `StoreError` where none is."""
    from pyarrow import fs

    if not settings.store:
        raise StoreError("no store is set", f"set DEFCOOP_STORE to {FORMS}")
    parts = urlsplit(settings.store)
    if parts.scheme == "file":
        return Store(settings.store, unquote(parts.path), fs.LocalFileSystem(), is_local=True)
    with _explain(settings.store, "let itself be opened"):
        filesystem = fs.S3FileSystem(**_describe_client(settings), retry_strategy=fs.AwsStandardS3RetryStrategy(TRIES))
    return Store(settings.store, (parts.netloc + parts.path).rstrip("/"), filesystem)


def _describe_client(settings: Settings) -> dict[str, Any]:
    """What an S3 client is made with. What is not set, the client looks up as AWS' own tools do."""
    keys = {"access_key": settings.store_user, "secret_key": settings.store_password.get_secret_value()}
    region = os.environ.get("AWS_REGION") or "us-east-1"
    endpoint = {"endpoint_override": settings.store_endpoint, "region": region} if settings.store_endpoint else {}
    bounds = {"connect_timeout": CONNECT_SECONDS, "request_timeout": REQUEST_SECONDS}
    return {**bounds, **endpoint, **(keys if settings.store_user else {}), "allow_delayed_open": True}


def make_place(settings: Settings) -> str:
    """Make the bucket or the folder that is set, where it is missing; returns the address."""
    from pyarrow import fs

    store = open_store(settings)
    maker = store.filesystem
    if not store.is_local:
        maker = fs.S3FileSystem(**_describe_client(settings), allow_bucket_creation=True)
    with _explain(store.address, "let itself be made"):
        maker.create_dir(store.base if store.is_local else store.base.split("/")[0])
    return store.address


def prove(store: Store) -> None:
    """Put, read and remove an object. Raises `StoreError` where any of it fails."""
    key, content = ".probe", b"defcoop"
    put(store, key, content)
    if get(store, key) != content:
        raise StoreError(f"{store.address} gives back something else than was put", "use another store")
    remove(store, key)


def put(store: Store, key: str, content: bytes) -> None:
    """Put an object, whole or not at all, in place of one of the same name."""
    path = store.locate(key)
    with _explain(store.address, f"take {key}"):
        if store.is_local:
            _check_mounted(store)
            write_atomically(Path(path), content)
        else:
            with store.filesystem.open_output_stream(path) as stream:
                stream.write(content)


def put_file(store: Store, key: str, source: Path) -> None:
    """Put a file as an object, piece by piece: it may be larger than memory."""
    path = store.locate(key)
    with source.open("rb") as file, _explain(store.address, f"take {key}"):
        if store.is_local:
            _check_mounted(store)
            partial = Path(f"{path}.{os.getpid()}.part")
            partial.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as copy:
                shutil.copyfileobj(file, copy)
                copy.flush()
                os.fsync(copy.fileno())
            partial.replace(path)
        else:
            with store.filesystem.open_output_stream(path) as stream:
                shutil.copyfileobj(file, stream, PIECE_BYTES)


def _check_mounted(store: Store) -> None:
    if not Path(store.base).is_dir():  # a disk that is not mounted must not be taken for an empty store
        raise FileNotFoundError(2, "no such folder: mount it, or make it with `defcoop store make`", store.base)


def get(store: Store, key: str) -> bytes:
    """The bytes of an object. Raises `StoreError` where it is missing as well."""
    with _explain(store.address, f"give {key}"), store.filesystem.open_input_stream(store.locate(key)) as stream:
        content: bytes = stream.read()
        return content


def measure(store: Store, key: str) -> int | None:
    """How many bytes an object has; None where there is none."""
    from pyarrow import fs

    with _explain(store.address, f"tell of {key}"):
        found = store.filesystem.get_file_info(store.locate(key))
    return int(found.size) if found.type == fs.FileType.File else None


def list_keys(store: Store, folder: str) -> list[str]:
    """Names of all objects below a folder, sorted; none where it is not there."""
    from pyarrow import fs

    selector = fs.FileSelector(store.locate(folder), allow_not_found=True, recursive=True)
    with _explain(store.address, f"list {folder}"):
        found = store.filesystem.get_file_info(selector)
    files = (info.path for info in found if info.type == fs.FileType.File and not info.path.endswith(".part"))
    return sorted(path.removeprefix(f"{store.base}/") for path in files)


def remove(store: Store, key: str) -> None:
    """Remove an object; one that is not there is well."""
    with _explain(store.address, f"remove {key}"):
        try:
            store.filesystem.delete_file(store.locate(key))
        except FileNotFoundError:
            return


@contextmanager
def _explain(address: str, what: str) -> Iterator[None]:
    """Say which store did not do what, why, and the remedy. What a server says holds no secret; its address neither."""
    from pyarrow import ArrowException

    try:
        yield
    except (OSError, ArrowException) as error:
        found = re.search(r"AWS Error (\w+)", str(error))
        code = found[1] if found else ""
        reason = re.sub(r" *\(Request ID: [^)]*\)", "", " ".join(str(error).split()))
        remedy = _REMEDIES.get(code, "see that DEFCOOP_STORE is right and that the store takes and gives objects")
        raise StoreError(f"the store {address} did not {what}: {reason}", f"{remedy}; {WAITS}") from error
