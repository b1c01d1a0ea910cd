"""Settings: where things lie and who is told. Every one is an environment variable `DEFCOOP_…` or a line of `.env`."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipeline.errors import PipelineError
from schemas.extractors import DEFAULT, ExtractorName

PROJECT = Path(__file__).resolve().parent.parent
PATHS = ("home", "root", "catalogue", "dags", "decisions", "alerting", "subscriptions")
FORMS = "s3://BUCKET/PREFIX or file:///FOLDER"
"""How the address of a store is written."""
PACKAGED_CATALOGUE = PROJECT / "sources" / "catalogue"


def _default_root() -> Path:
    return PROJECT if (PROJECT / "samples").is_dir() else Path.cwd()


def _default_catalogue(given: dict[str, Any]) -> Path:
    """The samples, where they are there: a night that nobody has configured asks nobody on the web."""
    samples: Path = given["root"] / "samples" / "catalogue"
    return samples if samples.is_dir() else PACKAGED_CATALOGUE


def check_address(address: str) -> str:
    """An address as it may be set. Raises `ValueError` that says what is wrong and never repeats a password."""
    if not address:
        return address
    parts = urlsplit(address)
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("an address holds no user, password or option: set DEFCOOP_STORE_USER and its like")
    if parts.scheme == "file" and not parts.netloc and PurePosixPath(parts.path).parts[1:]:
        return address.rstrip("/")
    if parts.scheme == "s3" and re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", parts.netloc):
        return address.rstrip("/")
    raise ValueError(f"not the address of a store: write {FORMS}")


def check_endpoint(endpoint: str) -> str:
    """The address of an S3 server as it may be set. Raises `ValueError`."""
    parts = urlsplit(endpoint)
    is_server = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/")
    if endpoint and ("@" in parts.netloc or parts.query or not is_server):
        raise ValueError("not the address of a server: write https://HOST:PORT, without user and password")
    return endpoint.rstrip("/")


class Settings(BaseSettings):
    """All settings, with their defaults."""

    model_config = SettingsConfigDict(
        env_prefix="DEFCOOP_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    home: Path = Field(default=Path("data"), description="Folder that holds everything a night writes.")
    root: Path = Field(default_factory=_default_root, description="Folder that locations of sources are relative to.")
    catalogue: Path = Field(
        default_factory=_default_catalogue, description="Folder of source files, one .yml a publisher."
    )
    decisions: Path | None = Field(default=None, description="Folder of the reviewers' files of decisions, a CSV each.")
    reviewer: str = Field(default="", description="Who decides, where --reviewer is not given.")
    dags: Path = Field(default=PROJECT / "dags", description="Folder of the DAGs.")
    now: datetime | None = Field(default=None, description="A fixed clock (ISO 8601), for tests and replays.")
    alert_email_to: str = Field(default="", description="Who gets alerts by mail, comma-separated; empty: nobody.")
    alert_email_from: str = Field(default="defcoop@localhost", description="Sender of alerts.")
    alerting: Path | None = Field(default=None, description="File of channels and routes of alerts (YAML).")
    subscriptions: Path | None = Field(default=None, description="File of analysts' subscriptions (YAML).")
    base_url: str = Field(default="", description="Address where the home folder is served; alerts link below it.")
    remind_days: int = Field(default=7, ge=1, description="Days after which an open incident is told again.")
    night_hours_max: int = Field(default=26, ge=1, description="Hours after which a night that did not end is missed.")
    smtp_host: str = Field(default="", description="Mail server, where AIRFLOW_CONN_SMTP_DEFAULT is not set.")
    smtp_port: int = Field(default=25, ge=1, le=65535, description="Its port.")
    log_format: Literal["plain", "json"] = Field(default="plain", description="How the log is written.")
    batch_size: int = Field(default=500, ge=1, description="Most fetched items that one batch holds.")
    document_seconds_max: int = Field(
        default=120, ge=1, description="Seconds of work that the rules may take over one."
    )
    item_bytes_max: int = Field(default=200_000_000, ge=1, description="Bytes; a larger item is not fetched.")
    contact: str = Field(default="", description="Address or page by which publishers reach you; the web needs it.")
    allow_loopback: bool = Field(default=False, description="Let requests go to this machine: for tests.")
    web_bytes_max: int = Field(default=50_000_000, ge=1, description="Bytes of an answer, on the wire and unpacked.")
    web_seconds_max: float = Field(default=120.0, gt=0, description="Seconds that a request may take in all.")
    web_delay_seconds: float = Field(default=1.0, ge=0, le=60, description="Seconds between two requests to a host.")
    extractor: ExtractorName = Field(default=DEFAULT, description="Which extractor a night reads with.")
    llm_url: str = Field(default="", description="Address of an OpenAI-compatible endpoint, up to /v1.")
    llm_model: str = Field(default="", description="Name of the model there.")
    llm_key: SecretStr = Field(default=SecretStr(""), description="Its key; empty where it wants none.")
    versions_kept: int = Field(default=7, ge=1, description="Published versions that stay, with their exports.")
    llm_seconds_max: float = Field(default=120.0, gt=0, description="Seconds; a later answer is asked for again.")
    store: str = Field(default="", description="Object storage for bulk, s3:// or file://; empty: the home alone.")
    store_endpoint: str = Field(default="", description="Address of an S3-compatible server; empty: Amazon's.")
    store_user: str = Field(default="", description="Access key there; empty: what the environment says of AWS.")
    store_password: SecretStr = Field(default=SecretStr(""), description="Its secret.")

    _check_store = field_validator("store")(check_address)
    _check_endpoint = field_validator("store_endpoint")(check_endpoint)

    @property
    def recipients(self) -> list[str]:
        """Addresses that alerts go to."""
        return [address.strip() for address in self.alert_email_to.split(",") if address.strip()]

    @property
    def published(self) -> Path:
        """The published warehouse."""
        return self.home / "warehouse" / "defcoop.duckdb"

    @property
    def candidate(self) -> Path:
        """The warehouse that a night is building."""
        return self.home / "warehouse" / "next.duckdb"

    @property
    def decisions_folder(self) -> Path:
        """The folder of the reviewers' files: as set, else `decisions` beside the home."""
        return self.decisions or self.home.parent / "decisions"

    @property
    def versions(self) -> Path:
        """The folder of the last published versions."""
        return self.home / "warehouse" / "versions"

    @property
    def exports(self) -> Path:
        """The folder of the exports of these versions."""
        return self.home / "exports"

    def clock(self) -> datetime:
        """The present moment (UTC), or the fixed one."""
        if self.now is None:
            return datetime.now(UTC)
        return self.now.replace(tzinfo=UTC) if self.now.tzinfo is None else self.now.astimezone(UTC)


def load_settings() -> Settings:
    """Settings from the environment, paths made absolute. Raises `PipelineError` that names the wrong variable."""
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "DEFCOOP_" + "_".join(str(part) for part in first["loc"]).upper()
        said = first["msg"].removeprefix("Value error, ")
        raise PipelineError(f"setting {name}: {said}", "correct it in the environment or in .env") from error
    paths = {name: getattr(settings, name) for name in PATHS}
    return settings.model_copy(update={name: path and path.expanduser().absolute() for name, path in paths.items()})


def prepare_home(settings: Settings) -> None:
    """Make the home folder and prove that it can be written. Raises `PipelineError` with the remedy."""
    probe = settings.home / f".probe-{os.getpid()}"
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"defcoop")
        probe.unlink()
    except OSError as error:
        what = f"cannot write to the home folder {settings.home}: {error.strerror}"
        remedy = "give permission, free space, or set DEFCOOP_HOME to another folder"
        raise PipelineError(what, remedy) from error
