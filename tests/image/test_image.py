"""The image of the Dockerfile, as an engine builds it: what is in it, who runs in it, and a night there."""

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tests.deployment.compose import ROOT
from tests.deployment.small_nights import hash_night_by_hand
from tests.deployment.world import NOW
from tests.image.engine import SERVICE, Image
from warehouse.query import hash_tables

USER = int(SERVICE["user"].split(":")[0])


def list_files(archive: IO[bytes], inside: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file of an archive, and of those within it, by its path."""
    with tarfile.open(fileobj=archive) as files:
        for member in files:
            opened = files.extractfile(member) if member.isfile() else None
            if opened is None:
                continue
            path = f"{inside}/{member.name}"
            if not inside and re.search(r"layer|\.tar$|blobs/", member.name) and is_archive(opened):
                yield from list_files(opened, path)
            else:
                yield path, opened.read()


def is_archive(opened: IO[bytes]) -> bool:
    """Whether a file is an archive; it is left at its start."""
    found = tarfile.is_tarfile(opened)
    opened.seek(0)
    return found


def test_no_secret_of_the_tree_is_in_any_layer_nor_in_what_says_how_it_was_built(image: Image, tmp_path: Path) -> None:
    saved = tmp_path / "image.tar"
    assert image.call("save", "--output", str(saved), image.name).returncode == 0
    seen, found = set[str](), []
    with saved.open("rb") as archive:
        for path, content in list_files(archive):
            seen.add(path.rsplit("/", 1)[-1])
            found += [(file, path) for file, secret in image.secrets.items() if secret.encode() in content]
    assert {"publish_warehouse.py", "settings.py", "manifest.json"} <= seen
    assert found == []


def test_a_process_is_not_root_and_cannot_write_what_it_runs(image: Image) -> None:
    (told,) = json.loads(image.call("image", "inspect", image.name).stdout)
    assert told["Config"]["User"] == SERVICE["user"]
    assert image.run("id", "-u").stdout.strip() == str(USER)
    written = image.run("sh", "-c", 'for d in /opt/defcoop /srv/defcoop /etc /data; do test -w "$d" && echo "$d"; done')
    assert written.stdout.split() == ["/data"]


def test_what_it_runs_is_compiled_and_knows_no_tests(image: Image) -> None:
    code = (
        "import importlib.util as u, pathlib, pipeline.cli, sys; r = pathlib.Path(pipeline.cli.__file__).parents[1];"
        "f = [p for n in ('airflow', 'duckdb', 'pipeline', 'warehouse') for p in (r / n).rglob('*.py')];"
        "print(len(f) > 500, [str(p) for p in f if not pathlib.Path(u.cache_from_source(str(p))).exists()][:3],"
        "[n for n in ('tests', 'bench', 'evaluation', 'pytest') if u.find_spec(n)])"
    )
    assert image.run("python", "-c", code).stdout.strip() == "True [] []"


def test_a_night_in_it_without_any_network_gives_the_tables_of_one_by_hand(image: Image, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o777)
    done = image.run(options=(f"--volume={data}:/data", f"--env=DEFCOOP_NOW={NOW}", "--network=none"))
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    published = data / "warehouse" / "defcoop.duckdb"
    assert published.stat().st_uid == USER
    assert hash_tables(published) == hash_night_by_hand(ROOT, tmp_path / "home")
