"""A new user adds a made-up publisher: the file and the commands of docs/sources.md, as they stand there."""

import re
import subprocess
import sys
from pathlib import Path

from sources.catalogue import load_source
from tests.small_world import ROOT, write
from tests.web_site import Site, open_site, send

PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
SECTION = PAGE.split("## Add a publisher in ten minutes\n")[1].split("\n## ")[0]
FILE = re.findall(r"```yaml\n# (\S+)\n(.*?)```", SECTION, re.S)
SHOWN = re.findall(r"^\$ (.+)\n((?:(?!\$ |```).*\n)*)", SECTION, re.M)
PUBLISHER = "https://www.baltic-review.example"
END = "@@@ end of a command, which ended with "
NEWS = [
    (
        "Estonia and Latvia to buy air defence together",
        "12 October 2026",
        "Estonia and Latvia signed an agreement to procure medium-range air defence systems together, the Estonian "
        "defence ministry said on Monday. The two countries will also train their crews together from 2027.",
    ),
    (
        "Lithuania decides on its defence budget",
        "14 October 2026",
        "The Lithuanian government has decided to raise its defence spending to 5.5 percent of GDP by 2027. The "
        "finance ministry will present the plan to parliament in November.",
    ),
    (
        "Poland and Lithuania plan a joint exercise",
        "20 October 2026",
        "Poland and Lithuania will hold a joint military exercise in the Suwalki region in May 2027, the Polish "
        "defence ministry said on Tuesday. About 4,000 soldiers are expected to take part.",
    ),
]


def publish_review(site: Site) -> None:
    """A paper with a page that lists its news, and a page for each."""
    links = "".join(f'<h2><a href="/news/{n}">{title}</a></h2>' for n, (title, _, _) in enumerate(NEWS, 1))
    site.routes["/news"] = send(
        f"<html lang=en><body><a href=/about>About</a><main>{links}</main></body></html>".encode()
    )
    for number, (title, day, text) in enumerate(NEWS, 1):
        body = f"<h1>{title}</h1><p class=date>{day}</p><div class=story><p>{text}</p></div><footer>The Review</footer>"
        page = f"<html lang=en><head><title>{title}</title></head><body>{body}</body></html>"
        site.routes[f"/news/{number}"] = send(page.encode())


def run_all(folder: Path, site: Site) -> list[tuple[str, int]]:
    """What each shown command prints and how it ends, in one shell, in the order of the page."""
    shell = [f'defcoop() {{ "{sys.executable}" -B -m pipeline.cli "$@"; }}']
    for command, _ in SHOWN:
        shell += [command.replace(PUBLISHER, site.url), f'echo "{END}$?"']
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1", "HOME": str(folder)}
    environment |= {
        "DEFCOOP_ALLOW_LOOPBACK": "1",
        "DEFCOOP_WEB_DELAY_SECONDS": "0",
        "DEFCOOP_NOW": "2026-11-26T02:00:00+00:00",
    }
    done = subprocess.run(
        ["bash", "-c", "\n".join(shell)], cwd=folder, env=environment, capture_output=True, text=True, timeout=500
    )
    printed = re.split(rf"{END}(\d+)\n", done.stdout.replace(site.url, PUBLISHER))
    ended = [(text, int(code)) for text, code in zip(printed[::2], printed[1::2], strict=False)]
    assert len(ended) == len(SHOWN), done.stderr
    return ended


def test_what_the_page_tells_a_new_user_to_do_gives_documents(tmp_path: Path) -> None:
    ((name, content),) = FILE
    (tmp_path / "sources" / "catalogue").mkdir(parents=True)
    with open_site() as site:
        publish_review(site)
        write(tmp_path / name, content.replace(PUBLISHER, site.url))
        ended = run_all(tmp_path, site)
    for (command, shown), (printed, code) in zip(SHOWN, ended, strict=True):
        assert [line for line in shown.splitlines() if line not in printed.splitlines()] == [], command
        assert code == (1 if "  selector  " in shown else 0), command
    source = load_source(tmp_path / "sources" / "catalogue", "baltic_review")
    assert source.verification is not None
    assert source.verification.status == "verified"
    assert (tmp_path / "recordings" / "baltic_review" / "recording.json").exists()
