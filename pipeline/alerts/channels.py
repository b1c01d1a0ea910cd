"""Channels of alerts and who hears what: the file `DEFCOOP_ALERTING`, and how one message is sent through one channel.

A channel is mail (`email`, through Airflow's connection `smtp_default`), any address that Apprise knows (`url`), or a
webhook (`webhook`), signed as Standard Webhooks 1.0 says where it has a secret. `${NAME}` in the file stands for the
environment variable of that name, or for the content of the file that `NAME_FILE` names.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from pipeline.errors import PipelineError
from pipeline.settings import Settings

DEFAULT = "email"
"""Name of the one channel that there is without a file: mail to `DEFCOOP_ALERT_EMAIL_TO`."""
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


class Channel(BaseModel):
    """One channel; exactly one of `email`, `url` and `webhook` is given. `fallback` names who takes over."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    email: list[str] = Field(default_factory=list)
    url: SecretStr = SecretStr("")
    webhook: SecretStr = SecretStr("")
    style: Literal["plain", "slack"] = "plain"
    secret: SecretStr = SecretStr("")
    fallback: str | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Channel":
        given = [bool(self.email), bool(self.url.get_secret_value()), bool(self.webhook.get_secret_value())]
        if sum(given) != 1:
            raise ValueError("give exactly one of email, url and webhook")
        return self


class Route(BaseModel):
    """Which channels hear of a severity, and the hours (`22:00-07:00`) in which they wait."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    severity: Literal["critical", "warning"]
    channels: list[str] = Field(min_length=1)
    quiet: str | None = None
    zone: str = "UTC"

    @field_validator("quiet")
    @classmethod
    def _hours(cls, given: str | None) -> str | None:
        if given is not None and not _HOURS.fullmatch(given):
            raise ValueError(f"quiet is {given!r}: write two times, 22:00-07:00")
        return given

    @field_validator("zone")
    @classmethod
    def _zone(cls, given: str) -> str:
        try:
            ZoneInfo(given)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"zone is {given!r}: write a name such as Europe/Brussels") from error
        return given

    def is_quiet(self, at: datetime) -> bool:
        """Whether its channels wait at a moment (with its zone)."""
        if self.quiet is None:
            return False
        begin, end = (time.fromisoformat(part) for part in self.quiet.split("-"))
        now = at.astimezone(ZoneInfo(self.zone)).time()
        return begin <= now < end if begin <= end else now >= begin or now < end


class Alerting(BaseModel):
    """The whole file: channels by name, and routes by severity."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    channels: dict[str, Channel] = Field(default_factory=dict)
    routes: list[Route] = Field(default_factory=list)

    @model_validator(mode="after")
    def _names(self) -> "Alerting":
        used = [name for route in self.routes for name in route.channels]
        used += [channel.fallback for channel in self.channels.values() if channel.fallback]
        for name in used:
            if name not in self.channels:
                raise ValueError(f"no channel {name!r}: use one of {', '.join(self.channels) or 'none that there is'}")
        return self


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: one text for people, and the same as data for machines."""

    message_id: str
    severity: str
    subject: str
    body: str
    data: Mapping[str, Any]


def load_alerting(settings: Settings) -> Alerting:
    """The channels and routes that are set. Raises `PipelineError` that names file, place and remedy."""
    if settings.alerting is None:
        return _default(settings)
    try:
        text = settings.alerting.read_text(encoding="utf-8")
        return Alerting.model_validate(yaml.safe_load(_VARIABLE.sub(_read_variable, text)) or {})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise PipelineError(f"{settings.alerting}: {place}: {first['msg']}", "correct it") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError) as error:
        # a broken line of YAML may hold a secret: only where it stands is said
        mark = getattr(error, "problem_mark", None)
        reason = f"line {mark.line + 1}: {getattr(error, 'problem', 'no YAML')}" if mark else str(error).strip("'")
        raise PipelineError(f"{settings.alerting}: {reason}", "mend it, or correct DEFCOOP_ALERTING") from None


def _default(settings: Settings) -> Alerting:
    if not settings.recipients:
        return Alerting()
    routes = [Route(severity="critical", channels=[DEFAULT]), Route(severity="warning", channels=[DEFAULT])]
    return Alerting(channels={DEFAULT: Channel(email=settings.recipients)}, routes=routes)


def _read_variable(found: re.Match[str]) -> str:
    name = found[1]
    if name in os.environ:
        return os.environ[name]
    if f"{name}_FILE" in os.environ:
        return Path(os.environ[f"{name}_FILE"]).read_text(encoding="utf-8").strip()
    raise KeyError(f"neither {name} nor {name}_FILE is set in the environment")


def choose_channels(alerting: Alerting, severity: str) -> dict[str, Route]:
    """The channels that hear of a severity, each with the route that says when."""
    return {name: route for route in alerting.routes if route.severity == severity for name in route.channels}
