"""A notebook on the published warehouse: six of the named questions, each with a chart and the sentences behind it.

Open it with `marimo edit docs/notebook.py`; `DEFCOOP_HOME` says where the warehouse lies, as for `defcoop`.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="defcoop: six questions")


@app.cell
def _():
    import altair as alt
    import marimo as mo

    from pipeline.settings import load_settings
    from warehouse.kept import read_version
    from warehouse.query import ask

    return alt, ask, load_settings, mo, read_version


@app.cell
def _(load_settings, mo, read_version):
    published = load_settings().published
    version = read_version(published)
    mo.md(f"""
    # Six questions

    Asked of `{published.name}`, version **{version.version_id}**, published
    {version.published_at:%Y-%m-%d %H:%M} UTC. The file is opened read-only for each question. Every row carries an id:
    `defcoop explain ID` prints the sentence that it rests on.
    """)
    return published, version


@app.cell
def _(alt, ask, published):
    def look(name, **parameters):
        """The rows of a named question; days as text, lists joined, as a chart takes them."""
        found = ask(published, name, parameters)
        return [dict(zip(found.columns, map(plain, row), strict=True)) for row in found.rows]

    def plain(value):
        if isinstance(value, list):
            return ", ".join(value)
        return value.isoformat() if hasattr(value, "isoformat") else value

    def draw(rows):
        """An empty chart of rows."""
        return alt.Chart(alt.Data(values=rows)).properties(width=560, height=260)

    return draw, look


@app.cell
def _(mo):
    country = mo.ui.dropdown(["JPN", "DEU", "POL", "USA", "GBR", "KOR", "EST", "CAN"], value="JPN", label="Country")
    mo.vstack([mo.md("## 1. What is spent, and what was pledged"), country])
    return (country,)


@app.cell
def _(alt, country, draw, look, mo):
    budget_rows = look("budget_trend", country=country.value)
    _years = alt.X("year:O", title=None)
    _spent = (
        draw(budget_rows)
        .mark_line(point=True)
        .encode(
            _years, alt.Y("actual_pct:Q", title="percent of GDP"), alt.Color("series:N", title="series, never mixed")
        )
    )
    _pledged = draw(budget_rows).mark_tick(color="firebrick", thickness=3).encode(_years, alt.Y("pledge_pct:Q"))
    budget_chart = _spent + _pledged
    mo.vstack([budget_chart, mo.ui.table(budget_rows, label="budget_trend")])
    return budget_chart, budget_rows


@app.cell
def _(alt, draw, look, mo):
    gap_rows = [row for row in look("budget_gap", pledged_by="NATO") if row["gap_pct_points"] is not None]
    gap_chart = (
        draw(gap_rows)
        .mark_bar()
        .encode(
            alt.X("gap_pct_points:Q", title="percentage points still to go"),
            alt.Y("country_id:N", sort="-x", title=None),
            alt.Color("due_year:O", title="due"),
            alt.Tooltip(["country_id:N", "actual_pct:Q", "pledge_pct:Q", "needed_pct_points_a_year:Q", "progress:N"]),
        )
    )
    mo.vstack([mo.md("## 2. How far the members of NATO are from what they agreed"), gap_chart, mo.ui.table(gap_rows)])
    return gap_chart, gap_rows


@app.cell
def _(alt, draw, look, mo):
    training_rows = look("exercises_by_domain")
    training_chart = (
        draw(training_rows)
        .mark_bar()
        .encode(alt.X("year:O", title=None), alt.Y("exercises_count:Q", title="exercises"), alt.Color("domain:N"))
    )
    mo.vstack(
        [
            mo.md("## 3. Joint training by domain\nAn exercise of two domains counts in both: bars are no totals."),
            training_chart,
            mo.ui.table(training_rows),
        ]
    )
    return training_chart, training_rows


@app.cell
def _(alt, draw, look, mo):
    line_rows = look("intelligence_lines")
    line_chart = (
        draw(line_rows)
        .mark_point(filled=True, size=90)
        .encode(
            alt.X("since_on:T", title="since"),
            alt.Y("members:N", title=None),
            alt.Color("standing:N"),
            alt.Tooltip(["members:N", "instrument:N", "standing:N", "evidence_text:N"]),
        )
    )
    mo.vstack(
        [
            mo.md(
                "## 4. Who shares intelligence with whom\nA line that no text dates has no point; it is in the table."
            ),
            line_chart,
            mo.ui.table(line_rows),
        ]
    )
    return line_chart, line_rows


@app.cell
def _(alt, draw, look, mo):
    mix_rows = look("standing_mix")
    mix_chart = (
        draw(mix_rows)
        .mark_bar()
        .encode(alt.X("commitments_count:Q", title="commitments"), alt.Y("kind:N", title=None), alt.Color("standing:N"))
    )
    mo.vstack([mo.md("## 5. How binding what is promised is"), mix_chart, mo.ui.table(mix_rows)])
    return mix_chart, mix_rows


@app.cell
def _(alt, draw, look, mo):
    coverage_rows = look("coverage_by_week", since="2024-01-01")
    coverage_chart = (
        draw(coverage_rows)
        .mark_bar()
        .encode(
            alt.X("week_on:T", title=None), alt.Y("documents_count:Q", title="documents read"), alt.Color("source_id:N")
        )
    )
    mo.vstack(
        [
            mo.md("## 6. What was read\nWithout this a rising count of anything means nothing."),
            coverage_chart,
            mo.ui.table(coverage_rows),
        ]
    )
    return coverage_chart, coverage_rows


if __name__ == "__main__":
    app.run()
