"""The commands `defcoop alerts …`: what is wrong, who was told, what is in hand, and whether the channels work."""

from typing import Annotated

import typer

from pipeline.commands.console import STATE, Format, Verbose, check_format, start_log

app = typer.Typer(
    help="What is wrong since when, who was told, and whether the channels work.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_(
    is_all: Annotated[bool, typer.Option("--all", help="Those that are healed as well.")] = False,
    form: Format = "table",
    verbose: Verbose = False,
) -> None:
    """The incidents that are not healed, the oldest first.

    Example: defcoop alerts list --all
    """
    STATE["verbose"] = verbose
    from pipeline.commands.handling import print_incidents
    from pipeline.output import FORMATS

    check_format(form, FORMATS)
    print_incidents(is_all, form)


@app.command()
def show(
    incident_id: Annotated[str, typer.Argument(help="Id of an incident (i-…).")], verbose: Verbose = False
) -> None:
    """One incident in full, and the messages about it.

    Example: defcoop alerts show i-0123456789abcdef0123
    """
    STATE["verbose"] = verbose
    from pipeline.commands.handling import describe_incident

    print(describe_incident(incident_id))


@app.command()
def ack(
    incident_ids: Annotated[list[str], typer.Argument(help="Ids of incidents (i-…).")],
    reason: Annotated[str, typer.Option("--reason", help="What is being done.")],
    who: Annotated[str | None, typer.Option("--who", help="Who has it in hand [DEFCOOP_REVIEWER].")] = None,
    verbose: Verbose = False,
) -> None:
    """Say that incidents are in hand: nobody is reminded of them, and their end is still told.

    Example: defcoop alerts ack i-0123456789abcdef0123 --reason "the ministry moved its feed; new address by Friday"
    """
    STATE["verbose"] = verbose
    from pipeline.commands.handling import acknowledge_all

    for line in acknowledge_all(incident_ids, who, reason):
        print(line)


@app.command()
def test(
    names: Annotated[list[str] | None, typer.Argument(help="Channels; none: all.")] = None, verbose: Verbose = False
) -> None:
    """Send a message that says that it is a test through each channel, and say what became of it.

    Example: defcoop alerts test duty
    """
    start_log(verbose)
    from pipeline.commands.handling import try_channels

    if not try_channels(names or []):
        raise SystemExit(1)


@app.command()
def watch(verbose: Verbose = False) -> None:
    """Look whether a night is missing or a DAG broken, and deliver what waits for a channel. For cron, hourly.

    Example: defcoop alerts watch
    """
    start_log(verbose)
    from pipeline.alerts.watch import watch as look
    from pipeline.settings import load_settings

    if not look(load_settings()):
        raise SystemExit(1)
