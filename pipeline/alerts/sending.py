"""One message through one channel. What goes wrong is an error without a secret in it."""

import base64
import contextlib
import hashlib
import hmac
import html
import json
import logging
import os
import re
import warnings
from typing import Any
from urllib.parse import urlsplit

from pipeline.alerts.channels import Channel, Message
from pipeline.settings import Settings

SMTP_CONNECTION = "AIRFLOW_CONN_SMTP_DEFAULT"
SECONDS_MAX = 15
_OWN_LINK = re.compile(r"^(Audit page: )(\S+)$", re.MULTILINE)
_TYPES = {"critical": "failure", "warning": "warning"}


class SendError(Exception):
    """A channel did not take a message; the text says why and holds no secret."""


def send(settings: Settings, channel: Channel, message: Message) -> None:
    """Send a message. Raises `SendError`."""
    try:
        if channel.email:
            _send_mail(settings, channel.email, message)
        elif channel.webhook.get_secret_value():
            _send_webhook(settings, channel, message)
        else:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Apprise asks for a module that Python gives up
                _send_by_apprise(channel, message)
    except SendError:
        raise
    except Exception as error:  # whatever a server or a library does must not change the night
        raise SendError(_hide(channel, f"{type(error).__name__}: {error}")) from None


def connect_mail(settings: Settings) -> None:
    """Give Airflow its mail connection from our settings, where it has none of its own."""
    if settings.smtp_host and SMTP_CONNECTION not in os.environ:
        extra = {"disable_tls": True, "disable_ssl": True, "timeout": SECONDS_MAX, "retry_limit": 1}
        connection = {"conn_type": "smtp", "host": settings.smtp_host, "port": settings.smtp_port, "extra": extra}
        os.environ[SMTP_CONNECTION] = json.dumps(connection)


def _send_mail(settings: Settings, recipients: list[str], message: Message) -> None:
    connect_mail(settings)
    if SMTP_CONNECTION not in os.environ:
        raise SendError(f"no mail server is set: give DEFCOOP_SMTP_HOST or {SMTP_CONNECTION}")
    os.environ.setdefault("AIRFLOW_HOME", str(settings.home / "airflow"))
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier

    # notify() and not the notifier itself: calling it would render braces of a source's text as a template
    SmtpNotifier(
        to=recipients,
        from_email=settings.alert_email_from,
        subject=message.subject,
        html_content=render_html(message.body),
    ).notify({})


def render_html(body: str) -> str:
    """A message's text as HTML. Our own address in it is a link; those that a source's text holds are none."""
    linked = _OWN_LINK.sub(r'\1<a href="\2">\2</a>', html.escape(body))
    return f"<pre>{linked}</pre>"


def _send_webhook(settings: Settings, channel: Channel, message: Message) -> None:
    """A POST of JSON, with the headers of Standard Webhooks 1.0: id, timestamp, HMAC-SHA256 over both and the body."""
    import httpx

    content = {"text": f"*{message.subject}*\n{message.body}"} if channel.style == "slack" else dict(message.data)
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    stamp = str(int(settings.clock().timestamp()))
    headers = {"content-type": "application/json", "webhook-id": message.message_id, "webhook-timestamp": stamp}
    if channel.secret.get_secret_value():
        headers["webhook-signature"] = sign(channel.secret.get_secret_value(), message.message_id, stamp, body)
    answer = httpx.post(channel.webhook.get_secret_value(), content=body.encode(), headers=headers, timeout=SECONDS_MAX)
    if not answer.is_success:
        raise SendError(f"the webhook answered {answer.status_code}")


def sign(secret: str, message_id: str, stamp: str, body: str) -> str:
    """The signature of a webhook's body, as Standard Webhooks 1.0 defines version 1.

    A secret that begins with `whsec_` is base64 after it; any other is taken as it is.
    """
    key = base64.b64decode(secret.removeprefix("whsec_")) if secret.startswith("whsec_") else secret.encode()
    digest = hmac.new(key, f"{message_id}.{stamp}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def _send_by_apprise(channel: Channel, message: Message) -> None:
    import apprise

    sender = apprise.Apprise(asset=apprise.AppriseAsset(app_id="defcoop", async_mode=False))
    if not sender.add(channel.url.get_secret_value()):
        raise SendError("its url is none that Apprise knows: correct it")
    with _capture_log() as said:
        is_sent = sender.notify(
            title=message.subject, body=message.body, notify_type=_TYPES[message.severity], body_format="text"
        )
    if not is_sent:
        raise SendError(_hide(channel, said[-1] if said else "it was not taken, and Apprise does not say why"))


@contextlib.contextmanager
def _capture_log() -> Any:
    """The warnings that Apprise writes meanwhile, kept out of our own log."""
    said: list[str] = []
    logger = logging.getLogger("apprise")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    kept = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(handler)
        logger.propagate = kept


def _hide(channel: Channel, text: str) -> str:
    """A text without the channel's addresses, logins and secrets."""
    for secret in (channel.url, channel.webhook, channel.secret):
        for part in sorted(_list_secrets(secret.get_secret_value()), key=len, reverse=True):
            text = text.replace(part, "…")
    return " ".join(text.split())


def _list_secrets(value: str) -> list[str]:
    """An address and its parts that may be keys; three letters or less are none."""
    found: list[str | None] = [value]
    if "://" in value:
        parts = urlsplit(value)
        found += [parts.username, parts.password, parts.query, parts.path, _token(parts.netloc)]
    return [part for part in found if part and len(part) > 3]


def _token(host: str) -> str | None:
    """What stands where a host should, but is none: services put their keys there."""
    return None if "." in host or ":" in host else host
