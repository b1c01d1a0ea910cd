"""The commands `defcoop sources …`: the catalogue, whether its sources work, and recordings of what they answer."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.console import STATE, Format, Verbose, check_format, start_log

if TYPE_CHECKING:
    from pipeline.settings import Settings

app = typer.Typer(
    help="List the sources of the catalogue; ask whether they work, and record what they answer.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

Catalogue = Annotated[Path | None, typer.Option("--sources", help="Folder of source files [DEFCOOP_CATALOGUE].")]
Sample = Annotated[int, typer.Option(min=1, max=50, help="Most links of an entry point that are followed.")]


@app.callback()
def list_sources(context: typer.Context, form: Format = "table", verbose: Verbose = False) -> None:
    """List the sources of the catalogue, and what each gave in the last run.

    `sources check` asks them, `sources record` keeps what one answers.
    """
    STATE["verbose"] = verbose
    if context.invoked_subcommand is None:
        from pipeline.commands.status import print_sources
        from pipeline.output import FORMATS

        print_sources(check_format(form, FORMATS))


@app.command()
def check(
    names: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none: all.")] = None,
    catalogue: Catalogue = None,
    sample: Sample = 3,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array of findings.")] = False,
    verbose: Verbose = False,
) -> None:
    """Ask the entry points of sources, read a sample, and say what broke: a line each. Exit 1 where something did.

    Nothing goes into the home's fetches or into the warehouse.

    Example: defcoop sources check jpn_prime_minister
    """
    start_log(verbose)
    from pipeline.commands.source_check import check_source, choose_sources, list_verified

    settings = _load_settings(catalogue)
    findings = []
    for name in choose_sources(settings, names or []):
        found = check_source(settings, name, sample)
        findings += found
        for finding in found if not as_json else ():
            often = f" ({finding.times} times)" if finding.times > 1 else ""
            remedy = f": {finding.remedy}" if finding.remedy else ""
            print(f"{name}  {finding.part}  {finding.url}  {finding.said}{often}{remedy}", flush=True)
    verified = list(list_verified(settings, findings))
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for name, line in verified:
            print(f"{name}  works; once you have read a text of it, write into its file:\n  {line}")
    if not all(finding.is_ok for finding in findings):
        raise SystemExit(1)


@app.command()
def record(
    name: Annotated[str, typer.Argument(help="Id of a source.")],
    folder: Annotated[Path, typer.Argument(help="A new folder for the recording.")],
    catalogue: Catalogue = None,
    sample: Sample = 3,
    verbose: Verbose = False,
) -> None:
    """Keep what a source answers now, bytes and headers, so that a test can serve it.

    Example: defcoop sources record jpn_prime_minister recordings/jpn_prime_minister
    """
    start_log(verbose)
    from pipeline.commands.recording import record_source
    from pipeline.commands.source_check import choose_sources

    settings = _load_settings(catalogue)
    (chosen,) = choose_sources(settings, [name])
    note = record_source(settings, chosen, folder, sample)
    failed = sum("failed" in answer for answer in note["answers"])
    none = f", {failed} {'address' if failed == 1 else 'addresses'} gave none" if failed else ""
    print(f"{name}: {len(note['answers']) - failed} answers in {folder}{none}")


@app.command()
def publishers(catalogue: Catalogue = None) -> None:
    """Print the publishers of the packaged catalogue, or of another, as Markdown."""
    from pipeline.commands.publishers_page import write_publishers
    from sources.catalogue import PACKAGED, load_catalogue

    print(write_publishers(load_catalogue(catalogue or PACKAGED)))


def _load_settings(catalogue: Path | None) -> "Settings":
    from pipeline.settings import load_settings

    settings = load_settings()
    return settings.model_copy(update={"catalogue": catalogue.expanduser().absolute()}) if catalogue else settings
