"""One question to an OpenAI-compatible endpoint, over HTTP: bounded in time and size, tried again where that may help.

The key is sent to the endpoint and to nobody else: no redirect is followed, no message or file holds it. Whatever is
no answer is a `PipelineError`, and nothing is lost by it: the batch waits, and what was answered is kept.
"""

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from pydantic import SecretStr

from pipeline.errors import PipelineError
from pipeline.settings import Settings

LOG = logging.getLogger("defcoop")
TRIES = 4
PAUSE_MAX = 60.0
"""Seconds that are waited before another try at the most, also where an endpoint asks for more."""
BYTES_MAX = 4_000_000
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_SHOWN = 200
_LATER = "see that it answers and run again: what it has answered is kept"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where and whom to ask, and for how long; `pause` is the first wait before another try, in seconds."""

    url: str
    model: str
    key: SecretStr
    seconds_max: float
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said; `is_cut`: it came to its limit before its end."""

    content: str
    is_cut: bool


class Busy(PipelineError):
    """No answer this time; `after` are the seconds that the endpoint asks to wait."""

    def __init__(self, what: str, after: float | None = None) -> None:
        super().__init__(what, _LATER)
        self.after = after


def make_endpoint(settings: Settings) -> Endpoint:
    """The endpoint that is set. Raises `PipelineError` where there is none, or its address is no address."""
    if not settings.llm_url or not settings.llm_model:
        raise PipelineError("no endpoint for the extractor llm", "set DEFCOOP_LLM_URL and DEFCOOP_LLM_MODEL")
    try:
        url = httpx.URL(settings.llm_url)
    except httpx.InvalidURL as error:
        raise PipelineError(f"setting DEFCOOP_LLM_URL: {error}", "write it as http://host:port/v1") from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo or url.query:
        remedy = "write it as http://host:port/v1, and the key as DEFCOOP_LLM_KEY"
        raise PipelineError("setting DEFCOOP_LLM_URL: no plain http or https address", remedy)
    key = settings.llm_key.get_secret_value().strip()
    if not (key.isascii() and key.isprintable() and " " not in key):  # an error of the library would repeat it
        raise PipelineError("setting DEFCOOP_LLM_KEY: no key has such characters", "copy it again, as one line")
    address = settings.llm_url.rstrip("/") + "/chat/completions"
    return Endpoint(address, settings.llm_model, SecretStr(key), settings.llm_seconds_max)


def complete(client: httpx.Client, endpoint: Endpoint, request: dict[str, Any]) -> Reply:
    """The completion of a request. Raises `PipelineError` where none is to be had."""
    for tried in range(1, TRIES):
        try:
            return _ask_once(client, endpoint, request)
        except Busy as busy:
            own = endpoint.pause * 2 ** (tried - 1)
            pause = min(own if busy.after is None else busy.after, PAUSE_MAX)
            LOG.info("llm: %s; asking again in %.0f s", busy.what, pause)
            time.sleep(pause)
    return _ask_once(client, endpoint, request)


def _ask_once(client: httpx.Client, endpoint: Endpoint, request: dict[str, Any]) -> Reply:
    key = endpoint.key.get_secret_value()
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {key}"} if key else {})
    deadline = time.monotonic() + endpoint.seconds_max
    timeout = httpx.Timeout(endpoint.seconds_max)
    try:
        with client.stream("POST", endpoint.url, json=request, headers=headers, timeout=timeout) as response:
            body = _read_body(response, deadline)
    except httpx.TimeoutException as error:
        raise Busy(f"{endpoint.url} gave no answer in {endpoint.seconds_max:g} seconds") from error
    except httpx.HTTPError as error:
        raise Busy(f"{endpoint.url} cannot be reached: {error}") from error
    if response.status_code in _BUSY:
        raise Busy(f"{endpoint.url} answered {response.status_code}", _read_retry_after(response))
    if response.status_code != httpx.codes.OK:
        said = _shorten(body, key) if response.status_code not in (401, 403) else "the key is not accepted"
        remedy = "check DEFCOOP_LLM_URL, DEFCOOP_LLM_MODEL and DEFCOOP_LLM_KEY"
        raise PipelineError(f"{endpoint.url} answered {response.status_code}: {said}", remedy)
    return _read_reply(endpoint, response, body)


def _read_body(response: httpx.Response, deadline: float) -> bytes:
    """The body, as far as it is in time and no larger than an answer can be."""
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > BYTES_MAX:
            raise PipelineError(f"{response.url} answered more than {BYTES_MAX} bytes", "use another model or server")
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("the answer took too long", request=response.request)
    return bytes(body)


def _read_retry_after(response: httpx.Response) -> float | None:
    """The pause that the endpoint asks for, in seconds; it may name a moment instead."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _read_reply(endpoint: Endpoint, response: httpx.Response, body: bytes) -> Reply:
    try:
        choice = httpx.Response(response.status_code, content=body).json()["choices"][0]
        content, reason = choice["message"].get("content"), choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        what = f"{endpoint.url} answered what is no chat completion"
        raise PipelineError(what, "check DEFCOOP_LLM_URL: as a rule it ends in /v1") from error
    text = content if isinstance(content, str) else ""
    return Reply(text.encode("utf-8", "replace").decode("utf-8"), reason == "length")


def _shorten(body: bytes, key: str) -> str:
    """What an endpoint says of its refusal, in one line; never the key, should it repeat it."""
    text = " ".join(body.decode("utf-8", "replace").split())
    return (text.replace(key, "***") if key else text)[:_SHOWN]
