"""A night as a whole, against its own last nights: how much it brought, of what, how much of it repeats or is missing.

A night counts where it published new documents; a back-fill is none. Where there are too few nights, or too few rows,
a check says so and judges nothing: it never passes in silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import duckdb
import pandas as pd

from schemas.ddl import quote_name
from schemas.expectations import BETWEEN, Check
from schemas.nights import BACKFILL, NightCheck, load_night_checks
from warehouse.expect import Outcome, run_checks
from warehouse.findings import Finding

_SCALE = 1.4826
"""From a median absolute deviation to a standard deviation, where values are spread normally."""
_NIGHTS = """
    with tonight as (select started_at from runs where run_id = $run_id),
    nights as (
        select run_id, documents_count, run_id = $run_id as is_tonight
        from runs
        where outcome = 'published' and documents_count > 0 and not starts_with(run_id, $backfill)
            and started_at <= (from tonight) and started_at > (from tonight) - to_days($days)
    ),
    rows as (
        select run_id, {columns} from {table}
        join (select batch_id, run_id from loads where stage = 'documents' and run_id in (select run_id from nights))
            using (batch_id)
    )
"""
_VALUES = """
    select is_tonight, documents_count, count(batch_id), {value}
    from nights left join rows using (run_id)
    group by run_id, is_tonight, documents_count
"""
_MIXES = """
    , counts as (
        select run_id, is_tonight, documents_count, kind, count(rows.kind) as n
        from nights cross join (select distinct kind from rows) kinds left join rows using (run_id, kind)
        group by all
    ),
    shares as (
        select *, sum(n) over (partition by run_id) as own,
            sum(n) filter (not is_tonight) over (partition by kind) - case when is_tonight then 0 else n end as others,
            sum(n) filter (not is_tonight) over () as total
        from counts
    )
    select is_tonight, documents_count, any_value(own),
        sum(abs(n / nullif(own, 0) - others / nullif(total - case when is_tonight then 0 else own end, 0))) / 2
    from shares group by run_id, is_tonight, documents_count
"""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A value of tonight with its bounds, or why there are none."""

    check: NightCheck
    rows_count: int
    value: float = 0
    least: float = 0
    most: float | None = None
    usual: float = 0
    nights: int = 0
    why_not: str | None = None


def judge_night(con: duckdb.DuckDBPyConnection, run_id: str) -> list[Finding]:
    """One finding a check of `vocabulary/nights.yml`, of a run that a candidate holds."""
    measured = [_measure(con, check, run_id) for check in load_night_checks().checks]
    judged = [one for one in measured if one.why_not is None]
    outcomes: dict[str, Outcome] = {}
    if judged:
        frame = pd.DataFrame([{one.check.name: one.value for one in judged}])
        outcomes = {one.check.name: one for one in run_checks([_expect(one) for one in judged], frame)}
    return [_make_finding(one, outcomes.get(_name(one.check))) for one in measured]


def judge_sources(unread: Sequence[str], count: int) -> Finding:
    """Whether all sources could be read; a night that misses some publishes what the others gave, and says so."""
    details = "\n".join(f"source_id={name} could not be read tonight; what it gave before stays" for name in unread)
    remedy = "what these sources published since their last night is missing: see the alert, and run the night again"
    return Finding(
        "night.sources_are_read", "sources", "warning", not unread, count, len(unread), details or None, remedy
    )


def _name(check: NightCheck) -> str:
    return f"night.{check.name}"


def _measure(con: duckdb.DuckDBPyConnection, check: NightCheck, run_id: str) -> _Judged:
    rules = load_night_checks()
    columns = f"{quote_name(check.mix)} as kind" if check.mix else "*"
    statement = _NIGHTS.format(table=quote_name(check.table), columns=columns)
    statement += _MIXES if check.mix else _VALUES.format(value=check.value)
    found = con.execute(statement, {"run_id": run_id, "days": rules.days, "backfill": BACKFILL}).fetchall()
    tonight = [row for row in found if row[0]]
    rows_count = tonight[0][2] if tonight else 0
    if not tonight or not _is_enough(check, tonight[0]):
        return _Judged(check, rows_count, why_not=f"too few rows tonight: {rows_count:,}")
    past = [float(row[3]) for row in found if not row[0] and row[3] is not None and _is_enough(check, row)]
    if len(past) < rules.nights_min:
        why = f"not enough history: {len(past)} such nights in {rules.days} days, and it takes {rules.nights_min}"
        return _Judged(check, rows_count, why_not=why)
    if tonight[0][3] is None:
        return _Judged(check, rows_count, why_not="nothing of the kind tonight")
    usual = median(past)
    least, most = _bound(check, past, usual)
    return _Judged(check, rows_count, float(tonight[0][3]), least, most, usual, len(past))


def _is_enough(check: NightCheck, row: tuple[object, int, int, float | None]) -> bool:
    """Whether a night brought enough for its value to mean something."""
    return row[1] >= check.documents_min and row[2] >= check.rows_min


def _bound(check: NightCheck, past: list[float], usual: float) -> tuple[float, float | None]:
    if check.least_share is not None:
        return usual * check.least_share, None
    own = _SCALE * median(abs(value - usual) for value in past)
    spread = max(own, check.spread_min, check.spread_share * usual)
    return usual - check.widths * spread, usual + check.widths * spread


def _expect(one: _Judged) -> Check:
    bounds = {"min_value": one.least} | ({} if one.most is None else {"max_value": one.most})
    arguments = {"column": one.check.name, **bounds}
    return Check(_name(one.check), BETWEEN, arguments, (), one.check.severity, one.check.remedy)


def _make_finding(one: _Judged, outcome: Outcome | None) -> Finding:
    check = one.check
    if outcome is None:
        name = _name(check)
        return Finding(name, check.table, check.severity, True, one.rows_count, 0, None, check.remedy, one.why_not)
    bounds = f"at least {one.least:.3g}" if one.most is None else f"{max(0.0, one.least):.3g} to {one.most:.3g}"
    said = f"tonight {one.value:.3g}; the last {one.nights} nights {one.usual:.3g} in the middle, expected {bounds}"
    details = outcome.error or (None if outcome.is_passed else said)
    failed = int(not outcome.is_passed)
    severity = "critical" if outcome.error else check.severity
    return Finding(
        _name(check), check.table, severity, outcome.is_passed, one.rows_count, failed, details, check.remedy
    )
