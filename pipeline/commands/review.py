"""`defcoop review` serves the desk; its commands list what waits for a person, show an item, and write decisions."""

from typing import Annotated

import typer

from pipeline.commands.console import STATE, Format, Verbose, check_format, open_warehouse, start_log

app = typer.Typer(
    help="Look at what was found, and decide: the decisions are files that you keep, and every night applies them.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

Target = Annotated[str, typer.Argument(help="Id of a mention (m-…) or a commitment (c-…).")]
Other = Annotated[str, typer.Argument(help="Id of the other one.")]
Who = Annotated[str | None, typer.Option("--reviewer", help="Who decides [DEFCOOP_REVIEWER].")]
Why = Annotated[str | None, typer.Option("--reason", help="Why; it is kept with the decision.")]


@app.callback()
def desk(
    context: typer.Context,
    reviewer: Who = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of this machine; 0 is any that is free.")] = 0,
    verbose: Verbose = False,
) -> None:
    """Serve the review desk: a page of this machine where you judge by single keys, sentence by sentence.

    Its address is printed once and holds a token; only who has it can look or decide. Decisions are appended to your
    file, and the next night applies them. The commands below do the same without a browser.

    Example: defcoop review --reviewer "Anna Berg"
    """
    if context.invoked_subcommand:
        return
    start_log(verbose)
    open_warehouse()
    from pipeline.review.deciding import name_reviewer
    from pipeline.review.desk.serving import serve
    from pipeline.settings import load_settings

    settings = load_settings()
    serve(settings, name_reviewer(settings, reviewer, "at the desk").name, port)


@app.command("list")
def list_items(
    kind: Annotated[str | None, typer.Option(help="Only this kind.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only what this actor takes part in, as JPN or Japan.")] = None,
    source: Annotated[str | None, typer.Option(help="Only what a text of this source proves best.")] = None,
    limit: Annotated[int, typer.Option(help="Most rows.")] = 20,
    decided: Annotated[bool, typer.Option("--decided", help="The decisions instead, and what became of each.")] = False,
    second: Annotated[bool, typer.Option("--second", help="What others judged, for you to judge too.")] = False,
    reviewer: Who = None,
    form: Format = "table",
    verbose: Verbose = False,
) -> None:
    """What a person should look at, first where a decision would change most; each row says why it is there.

    Example: defcoop review list --kind budget_share --actor Japan
    """
    STATE["verbose"] = verbose
    from pipeline.commands.reviewing import print_decisions, print_queue, print_second
    from pipeline.output import FORMATS

    open_warehouse()
    check_format(form, FORMATS)
    given = {"kind": kind, "actor": actor, "source": source, "limit": str(limit)}
    chosen = {name: value for name, value in given.items() if value is not None}
    if decided:
        print_decisions(limit, form)
    elif second:
        print_second(reviewer, chosen, limit, form)
    else:
        print_queue(chosen, form)


@app.command()
def show(target_id: Target, verbose: Verbose = False) -> None:
    """One item: what it says, its evidence in its sentences, why it is in the queue, earlier decisions.

    Example: defcoop review show c-0123456789abcdef0123
    """
    STATE["verbose"] = verbose
    from pipeline.commands.reviewing import describe_item

    open_warehouse()
    print(describe_item(target_id))


@app.command()
def accept(target_id: Target, reviewer: Who = None, reason: Why = None, verbose: Verbose = False) -> None:
    """Say that it is right.

    Example: defcoop review accept c-0123456789abcdef0123 --reason "the communiqué says so"
    """
    _record("accept", target_id, reviewer=reviewer, reason=reason, verbose=verbose)


@app.command()
def reject(target_id: Target, reviewer: Who = None, reason: Why = None, verbose: Verbose = False) -> None:
    """Say that it is wrong: a mention then supports nothing, a commitment is shown nowhere.

    Example: defcoop review reject m-0123456789abcdef0123 --reason "a commentator says it"
    """
    _record("reject", target_id, reviewer=reviewer, reason=reason, verbose=verbose)


@app.command()
def correct(
    target_id: Target,
    pairs: Annotated[list[str], typer.Argument(help='column=value, also due=2027-06 or quantity="5 units".')],
    reviewer: Who = None,
    reason: Why = None,
    verbose: Verbose = False,
) -> None:
    """Give columns their right values; with nothing behind the sign a column is emptied.

    Example: defcoop review correct m-0123456789abcdef0123 standing=planned due=2027 --reason "it is not agreed yet"
    """
    _record("correct", target_id, *pairs, reviewer=reviewer, reason=reason, verbose=verbose)


@app.command()
def same(one: Target, other: Other, reviewer: Who = None, reason: Why = None, verbose: Verbose = False) -> None:
    """Say that two are one commitment.

    Example: defcoop review same c-0123456789abcdef0123 c-9876543210abcdef9876 --reason "one exercise"
    """
    _record("same", one, other, reviewer=reviewer, reason=reason, verbose=verbose)


@app.command("not-same")
def not_same(one: Target, other: Other, reviewer: Who = None, reason: Why = None, verbose: Verbose = False) -> None:
    """Say that two are not one commitment.

    Example: defcoop review not-same m-0123456789abcdef0123 m-9876543210abcdef9876 --reason "two years"
    """
    _record("not_same", one, other, reviewer=reviewer, reason=reason, verbose=verbose)


@app.command()
def agreement(form: Format = "table", verbose: Verbose = False) -> None:
    """How far two reviewers agree who judged the same: Cohen's kappa, column by column."""
    STATE["verbose"] = verbose
    from pipeline.commands.reviewing import print_agreement
    from pipeline.output import FORMATS

    open_warehouse()
    print_agreement(check_format(form, FORMATS))


@app.command()
def undo(
    decision_id: Annotated[str, typer.Argument(help="Id of a decision (v-…); see `defcoop review list --decided`.")],
    reviewer: Who = None,
    reason: Why = None,
    verbose: Verbose = False,
) -> None:
    """Take a decision back, also an undo.

    Example: defcoop review undo v-0123456789abcdef0123 --reason "the text was corrected"
    """
    _record("undo", decision_id, reviewer=reviewer, reason=reason, verbose=verbose)


def _record(verdict: str, *arguments: str, reviewer: str | None, reason: str | None, verbose: bool) -> None:
    STATE["verbose"] = verbose
    from pipeline.review import deciding
    from pipeline.review.decided import describe_decision
    from pipeline.settings import load_settings

    open_warehouse()
    settings = load_settings()
    who = deciding.name_reviewer(settings, reviewer, reason)
    for row in deciding.record(settings, verdict, arguments, who):
        print(f"{row['decision_id']}  {describe_decision(row)} on {row['target_id']}")
    print(f"written to {deciding.find_file(settings, who)}; the next night applies it")
