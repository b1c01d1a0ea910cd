"""What a failure of the network means, in words that are the same every night."""

import ssl

import httpcore

from sources.web.errors import WebError

_AGAIN = "it is asked again next night; if it stays, look at the address"


def explain_failure(error: Exception, *, has_begun: bool) -> WebError:
    """The `WebError` of a failed request; `has_begun` says whether the head of an answer had come."""
    if isinstance(cause := error.__cause__ or error.__context__, ssl.SSLError):
        said = getattr(cause, "verify_message", "") or cause.reason or "handshake failed"
        remedy = "nothing is read over it: tell the publisher, or set SSL_CERT_FILE where the authority is your own"
        return WebError("tls", f"the connection cannot be trusted: {said}", remedy)
    if isinstance(error, httpcore.ProxyError):
        return WebError("proxy", f"the proxy refuses: {error}", "look at the proxy that the environment names")
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout):
        return WebError("unreachable", f"no connection: {_say(error)}", _AGAIN, is_temporary=True)
    if isinstance(error, httpcore.TimeoutException):
        return WebError("too_slow", f"the answer takes too long: {_say(error)}", _AGAIN)
    if has_begun and "complete message body" not in str(error) and isinstance(error, httpcore.ProtocolError):
        return WebError("bad_http", f"the answer breaks HTTP: {error}", "tell the publisher")
    if has_begun:
        return WebError("cut_off", "the connection ended before the whole answer came", _AGAIN)
    if isinstance(error, httpcore.NetworkError) or "disconnected without" in str(error):
        return WebError("cut_off", "the connection ended before an answer came", _AGAIN, is_temporary=True)
    return WebError("bad_http", f"the answer breaks HTTP: {error}", "tell the publisher")


def _say(error: Exception) -> str:
    return str(error) or type(error).__name__
