"""No secret that a night is given is in anything that it leaves: logs, task parameters, XCom, files, what it prints."""

import json
from pathlib import Path

import yaml

from tests.listeners import open_hook, open_mailbox
from tests.small_world import FIGURES, make_world, run, write

SECRETS = {
    "DEFCOOP_LLM_KEY": "sk-Zq8vT3nWk1LmP0",
    "DEFCOOP_STORE_PASSWORD": "rT5-of-the-store-w8Kd",
    "HOOK_SECRET": "whsec_YSBzZWNyZXQgb2YgdGhlIGRlc2s=",
    "HOOK_PATH": "T0pQ9rXkeyOfTheRoom",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMIK7MDENGbPxRf",
    "MAIL_PASSWORD": "p4ss-Word-Of-Mail",
}


def test_a_broken_night_through_airflow_leaves_no_secret_anywhere(tmp_path: Path) -> None:
    environment = make_world(tmp_path)
    write(tmp_path / "yearbook" / "shares.csv", FIGURES + "LVA,2024,200,Small Yearbook,2025\n")
    with open_mailbox() as box, open_hook() as hook:
        hook.status = 500  # what fails says why, and must not say too much
        host = hook.url.split("/hooks")[0]
        channels = {
            "hook": {"webhook": host + "/${HOOK_PATH}", "secret": "${HOOK_SECRET}", "fallback": "duty"},
            "duty": {"email": ["duty@example.org"]},
        }
        routes = [{"severity": "critical", "channels": ["hook"]}, {"severity": "warning", "channels": ["duty"]}]
        write(tmp_path / "alerting.yml", yaml.safe_dump({"channels": channels, "routes": routes}))
        extra = {"disable_tls": True, "disable_ssl": True}
        smtp = {"conn_type": "smtp", "host": "127.0.0.1", "port": box.port, "login": "", "extra": extra}
        environment |= SECRETS | {
            "DEFCOOP_ALERTING": str(tmp_path / "alerting.yml"),
            "AIRFLOW_CONN_SMTP_DEFAULT": json.dumps(smtp),
            "AIRFLOW_CONN_STORE": json.dumps({"conn_type": "aws", "password": SECRETS["MAIL_PASSWORD"]}),
        }
        done = run(environment, "nightly", "--verbose")
    assert "refused" in done.stdout, done.stderr[-2000:]
    assert any("audit failed" in subject for subject, _ in box.mails)
    home = Path(environment["DEFCOOP_HOME"])
    files = [path for path in home.rglob("*") if path.is_file()]
    assert home / "airflow" / "airflow.db" in files
    left = {str(path.relative_to(home)): path.read_bytes() for path in files}
    left |= {"stdout": done.stdout.encode(), "stderr": done.stderr.encode()}
    left |= {f"mail {number}": "".join(mail).encode() for number, mail in enumerate(box.mails)}
    for name, secret in SECRETS.items():
        assert [where for where, content in left.items() if secret.encode() in content] == [], name
    assert any(b"the webhook answered 500" in content for content in left.values())
