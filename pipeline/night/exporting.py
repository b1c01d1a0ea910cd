"""What follows a publication: the version is kept, its exports are written, what is too old is removed.

It looks at what is published and at what is there, not at what the night did: a night that was killed in between is
made good by the next one, also by one that brings nothing new. Nothing here can take a publication back.
"""

import logging
import shutil
from pathlib import Path

from pipeline.errors import PipelineError, explain_error
from pipeline.home.changes import find_before, read_changes
from pipeline.home.files import list_names, open_partial_folder, publish_folder, sync_path
from pipeline.settings import Settings
from warehouse import site
from warehouse.kept import Version, keep_version, prune_versions

LOG = logging.getLogger("defcoop")
CURRENT, SITE = "current", "site"
SHOWN_CHANGES = 200
"""Changes that the front page of the site shows."""


def export_published(settings: Settings) -> bool:
    """Keep and export what is published; returns whether there was something to write."""
    version = keep_version(settings.published, settings.versions)
    final = settings.exports / version.version_id
    is_new = not final.exists()
    if is_new:
        _sweep(settings.exports)
        _write(settings.published, final)
    _point(settings.exports, version.version_id)
    is_new = write_site_of(settings, version) or is_new
    _prune(settings, version)
    return is_new


def write_site_of(settings: Settings, version: Version) -> bool:
    """Write the site of what is published, where it is not there; returns whether it was not.

    Its folder is named after the version and the code that made it. The site before stays for those who read it.
    """
    from pipeline.night.resolve import fingerprint_package

    folder = settings.home / SITE
    final = folder / f"{version.version_id}-{fingerprint_package(site)[:8]}"
    is_new = not final.exists()
    if is_new:
        _sweep(folder)
        partial = open_partial_folder(final)
        before = folder / CURRENT
        site.write_site(settings.published, partial, *_list_changes(settings), before if before.exists() else None)
        publish_folder(partial, final)
    _point(folder, final.name)
    others = [folder / name for name in list_names(folder) if name not in (final.name, CURRENT)]
    for path in sorted(others, key=lambda path: path.stat().st_mtime)[:-1]:
        shutil.rmtree(path)
    return is_new


def _list_changes(settings: Settings) -> tuple[list[dict[str, object]], dict[str, int] | None]:
    """What changed since the version before, the first rows and how many there are; nothing where there is none."""
    before = find_before(settings)
    if before is None:
        return [], None
    counts, found = read_changes(settings, before, SHOWN_CHANGES)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows], counts


def keep_before_swap(settings: Settings) -> None:
    """Keep what is published now, where a killed night has not: after the swap it would be gone."""
    if settings.published.exists():
        try:
            keep_version(settings.published, settings.versions)
        except Exception as error:
            LOG.warning("the published version is not kept: %s", explain_error(error))


def _write(published: Path, final: Path) -> None:
    from warehouse.exports import write_exports

    partial = open_partial_folder(final)
    write_exports(published, partial)
    publish_folder(partial, final)


def _sweep(folder: Path) -> None:
    """Remove what killed nights left of exports that they did not finish."""
    if folder.is_dir():
        for path in folder.glob(".*.part*"):
            shutil.rmtree(path)


def _point(folder: Path, version_id: str) -> None:
    """Let `current` lead to a version, by one rename."""
    link, aside = folder / CURRENT, folder / f".{CURRENT}"
    if link.is_symlink() and link.readlink() == Path(version_id):
        return
    if link.exists() and not link.is_symlink():
        raise PipelineError(f"{link} is no link", "move it elsewhere; it leads to the latest exports")
    aside.unlink(missing_ok=True)
    aside.symlink_to(version_id)
    aside.replace(link)
    sync_path(folder)


def _prune(settings: Settings, current: Version) -> None:
    """Leave the last versions and their exports."""
    kept = {version.version_id for version in prune_versions(settings.versions, settings.versions_kept)}
    for name in list_names(settings.exports):
        if name not in kept | {current.version_id, CURRENT}:
            shutil.rmtree(settings.exports / name)
