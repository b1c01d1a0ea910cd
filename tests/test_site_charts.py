"""Charts of the site: every mark stands where its figure in SQL says, says it, and leads to its rows.

Marks are read back from the drawing by the axes that a reader sees, to a fifth of a pixel.
"""

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.samples_world import SamplesNight
from tests.site_reading import (
    Scale,
    find_marks,
    height_of,
    link_of,
    place_of,
    points_of,
    read,
    read_axes,
    say,
)  # fmt: skip
from warehouse.query import ask, query

PIXEL = 0.2
GOALS = """
    select country_id, due_year, pledge_pct, series, latest_year, actual_pct, straight_line_pct, pledged_by
    from budget_share_gap
    where due_year is not null and pledge_pct is not null and scope = 'defence'
        and country_id in (select country_id from budget_share_trend where actual_pct is not null)
    qualify row_number() over (
        partition by country_id, due_year, pledge_pct order by series, commitment_id
    ) = 1
"""
"""One pledge a country, year and share, held against the first series."""
FIGURES = """
    select series, country_id, year, arg_max(actual_pct, vintage) as actual_pct from budget_share_trend
    where actual_pct is not null group by all
"""


@pytest.fixture(scope="module")
def site(samples_night: SamplesNight) -> Path:
    return samples_night.home / "site" / "current"


@pytest.fixture(scope="module")
def budget(site: Path) -> html.HtmlElement:
    return read(site / "budget.html")


def list_charts(page: html.HtmlElement) -> dict[str, Any]:
    """The chart of each country."""
    found = page.xpath("//div[@class='grid']/figure")
    return {figure.get("id"): figure.xpath(".//*[name() = 'svg']")[0] for figure in found}


def list_overall(page: html.HtmlElement) -> dict[str, Any]:
    """The chart of all countries, by series."""
    found = page.xpath("//figure[contains(@class, 'big')]")
    return {
        figure.xpath("string(figcaption)").split(",")[0]: figure.xpath(".//*[name() = 'svg']")[0] for figure in found
    }


def ends_of(rule: Any, year_at: Scale, share_at: Scale) -> tuple[float, float, float, float]:
    """The years from and to which a rule goes, and the shares."""
    x, y = place_of(rule)
    far_x, far_y = x + float(rule.get("x2")), y + float(rule.get("y2"))
    return round(year_at(x)), round(year_at(far_x)), share_at(y), share_at(far_y)


def assert_near(shown: dict[Any, float], asked: dict[Any, float], scale: Scale) -> None:
    """The same keys, and values that differ by less than what can be seen."""
    seen = PIXEL * abs(scale(0) - scale(1))
    assert shown.keys() == asked.keys()
    assert {key: value for key, value in shown.items() if abs(value - asked[key]) > seen} == {}


def test_each_point_of_a_country_stands_where_its_figure_says(
    budget: html.HtmlElement, samples_night: SamplesNight
) -> None:
    rows = query(samples_night.warehouse, FIGURES).rows
    for country, drawn in list_charts(budget).items():
        year_at, share_at = read_axes(drawn)
        asked = {(year, f"{year}: {pct:g} %, {series}"): pct for series, name, year, pct in rows if name == country}
        points = [mark for mark in find_marks(drawn, "symbol") if link_of(mark).startswith("#")]
        shown = {
            (round(year_at(place_of(mark)[0])), say(mark).replace(" (estimate)", "")): share_at(place_of(mark)[1])
            for mark in points
        }
        assert_near(shown, asked, share_at)
        joined = {(round(x), round(y)) for line in find_marks(drawn, "line") for x, y in points_of(line)}
        assert joined == {(round(x), round(y)) for x, y in map(place_of, points)}


def test_pledges_and_their_straight_lines_stand_where_the_view_says(
    budget: html.HtmlElement, samples_night: SamplesNight
) -> None:
    goals = query(samples_night.warehouse, GOALS).rows
    count = 0
    for country, drawn in list_charts(budget).items():
        year_at, share_at = read_axes(drawn)
        own = [goal[1:] for goal in goals if goal[0] == country]
        diamonds = {
            (round(year_at(place_of(mark)[0])), say(mark)): share_at(place_of(mark)[1])
            for mark in find_marks(drawn, "symbol")
            if say(mark).startswith("pledge")
        }
        pledged = {(due, f"pledge of {who}: {pct:g} % by {due}"): pct for due, pct, *_, who in own}
        assert_near(diamonds, pledged, share_at)
        ahead = [row for row in own if row[5] is not None and row[3] < row[0]]
        lines = {say(mark): ends_of(mark, year_at, share_at) for mark in find_marks(drawn, "rule")}
        starts = {f"straight line: {line} % in {due}, no prediction": (latest, due, pct, line)
                  for due, _, _, latest, pct, line, _ in ahead}  # fmt: skip
        straight = {name: ends for name, ends in lines.items() if "straight" in name}
        for number in range(4):
            assert_near(
                {k: v[number] for k, v in straight.items()}, {k: v[number] for k, v in starts.items()}, share_at
            )
        gaps = {name: ends[2:] for name, ends in lines.items() if "gap" in name}
        assert gaps.keys() == {f"gap that it leaves in {row[0]}" for row in ahead}
        count += len(straight)
    assert count > 10


def test_the_lines_of_all_countries_are_the_figures_of_one_series(
    budget: html.HtmlElement, samples_night: SamplesNight
) -> None:
    rows = query(samples_night.warehouse, FIGURES).rows
    charts = list_overall(budget)
    assert {series for series, *_ in rows} == charts.keys()
    for series, drawn in charts.items():
        year_at, share_at = read_axes(drawn)
        shown = {
            (line.get("data-id"), round(year_at(x))): share_at(y)
            for line in find_marks(drawn, "line")
            for x, y in points_of(line)
        }
        asked = {(country, year): pct for name, country, year, pct in rows if name == series}
        assert_near(shown, asked, share_at)
        assert {link_of(line) for line in find_marks(drawn, "line")} == {f"#{country}" for country, _ in asked}


def test_no_line_crosses_a_year_without_a_figure(budget: html.HtmlElement) -> None:
    lines = 0
    for drawn in [*list_charts(budget).values(), *list_overall(budget).values()]:
        year_at, _ = read_axes(drawn)
        for line in find_marks(drawn, "line"):
            years = [round(year_at(x)) for x, _ in points_of(line)]
            assert years == [*range(years[0], years[-1] + 1)]
            lines += 1
    assert lines > 50


def test_the_lines_of_nato_stand_at_two_and_three_and_a_half_percent_for_its_members(
    budget: html.HtmlElement, samples_night: SamplesNight
) -> None:
    statement = "select member_id from actor_memberships where organisation_id = 'NATO' and left_on is null"
    members = {row[0] for row in query(samples_night.warehouse, statement).rows}
    for country, drawn in list_charts(budget).items():
        _, share_at = read_axes(drawn)
        guides = [mark for mark in find_marks(drawn, "rule") if mark.get("stroke-dasharray") == "6,3"]
        shown = {round(share_at(place_of(mark)[1]), 1) for mark in guides}
        assert shown == ({2.0, 3.5} if country in members else set())


def test_the_bars_of_training_are_as_high_as_the_view_counts(site: Path, samples_night: SamplesNight) -> None:
    (drawn,) = read(site / "training.html").xpath("//figure//*[name() = 'svg']")
    _, count_at = read_axes(drawn)
    shown = {say(bar): height_of(bar) * abs(count_at(0) - count_at(1)) for bar in find_marks(drawn, "rect")}
    statement = "select year, held_count, planned_count, discussed_count, off_count from joint_training_by_year"
    words = ("held", "planned", "discussed", "called off")
    asked = {
        f"{year}: {count} {word}": float(count)
        for year, *counts in query(samples_night.warehouse, statement).rows
        for word, count in zip(words, counts, strict=True)
        if count
    }
    assert_near(shown, asked, count_at)
    years = [label.text for label in drawn.xpath(".//*[contains(@class, 'role-axis-label')]")[0]]
    assert years == [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]


def test_the_pairs_of_training_are_those_of_the_view(site: Path, samples_night: SamplesNight) -> None:
    statement = "select actor_a, actor_b, exercises_count, held_count, planned_count from joint_training_by_dyad"
    shown = {
        tuple(row.xpath("td[1]/a/@href")[0].removeprefix("p/").removesuffix(".html").split("-")): [
            int(cell.text_content()) for cell in row.xpath("td")[1:4]
        ]
        for row in read(site / "training.html").xpath("//table[@id='pairs']/tbody/tr")
    }
    assert shown == {(a, b): counts for a, b, *counts in query(samples_night.warehouse, statement).rows}


def test_the_calendar_says_when_and_what(site: Path, samples_night: SamplesNight) -> None:
    statement = """
        select commitment_id, coalesce(strftime(coalesce(due_start_on, effective_start_on), '%Y'), 'date'), standing
        from joint_training where stage = 'planned'
    """
    shown = {
        (line.get("data-commitment"), month.xpath("string(h3)").split()[-1], line.xpath("string(span[@title]/@class)"))
        for month in read(site / "training.html").xpath("//div[@id='calendar']/section")
        for line in month.xpath("p")
    }
    asked = query(samples_night.warehouse, statement).rows
    assert shown == {(name, year, f"standing {standing}") for name, year, standing in asked}


def test_partners_of_an_actor_are_counted_as_sql_does(site: Path, samples_night: SamplesNight) -> None:
    statement = """
        with parts as (
            select commitment_id, unnest(list_distinct(parties || counterparts)) as actor_id from current_commitments
        )
        select a.actor_id, coalesce(n.name, b.actor_id), count(*)
        from parts a join parts b using (commitment_id) left join actors n on n.actor_id = b.actor_id
        where a.actor_id <> b.actor_id group by all
    """
    asked = {tuple(row) for row in query(samples_night.warehouse, statement).rows}
    shown = {
        (path.stem, chip.xpath("string(a)"), int(chip.xpath("string(span)")))
        for path in (site / "a").iterdir()
        for chip in read(path).xpath("//ul[@class='chips']/li")
    }
    assert shown == asked


def test_sources_are_counted_as_the_view_does(site: Path, samples_night: SamplesNight) -> None:
    statement = """
        select source_id, documents_count, duplicates_count, mentions_count, commitments_count, rejections_count
        from source_coverage
    """
    shown = {
        (row.get("id"), *(int(cell.text_content()) for cell in row.xpath("td[@class='number']")))
        for row in read(site / "sources.html").xpath("//tr[@id]")
    }
    assert shown == {tuple(row) for row in query(samples_night.warehouse, statement).rows}


def test_a_figure_leads_to_the_source_that_gave_it(budget: html.HtmlElement, samples_night: SamplesNight) -> None:
    statement = "select country_id, year, series, source_id from latest_indicators"
    asked = {tuple(row[:3]): row[3] for row in query(samples_night.warehouse, statement).rows}
    rows = budget.xpath("//tr[@data-year]")
    assert rows
    for row in rows:
        country = row.xpath("string(ancestor::figure/@id)")
        (link,) = row.xpath("td[last()]/a/@href")
        assert link == f"sources.html#{asked[country, int(row.get('data-year')), row.get('data-series')]}"


def test_the_figures_of_the_charts_are_those_of_the_trend(site: Path, samples_night: SamplesNight) -> None:
    shown = {
        (figure.get("id"), int(row.get("data-year")), row.get("data-series"), float(row.get("data-pct")))
        for figure in read(site / "budget.html").xpath("//div[@class='grid']/figure")
        for row in figure.xpath(".//tr[@data-year]")
    }
    statement = """
        select country_id, year, series, arg_max(actual_pct, vintage) from budget_share_trend
        where actual_pct is not null group by all
    """
    assert shown == {tuple(row) for row in query(samples_night.warehouse, statement).rows}


def test_the_marks_of_a_chart_say_the_figures_of_the_trend_and_lead_to_them(
    site: Path, samples_night: SamplesNight
) -> None:
    page = read(site / "budget.html")
    for figure in page.xpath("//div[@class='grid']/figure"):
        marks = figure.xpath(".//*[name()='svg']//*[name()='a']")
        rows = [(row.get("id"), row) for row in figure.xpath(".//tr[@data-year]")]
        drawn = {mark.get("href"): mark.xpath("string(.//*[name()='title'])") for mark in marks}
        assert {link for link in drawn if link.startswith("#")} == {f"#{name}" for name, _ in rows}
        for name, row in rows:
            said = f"{row.get('data-year')}: {float(row.get('data-pct')):g} %"
            assert drawn[f"#{name}"].startswith(said)
            assert drawn[f"#{name}"].endswith(row.get("data-series"))


def test_gaps_and_forecasts_are_those_of_the_view(site: Path, samples_night: SamplesNight) -> None:
    columns = ("country", "pledge", "series", "gap", "forecast")
    shown = {
        (figure.get("id"), *(row.get(f"data-{name}") for name in columns[1:]))
        for figure in read(site / "budget.html").xpath("//div[@class='grid']/figure")
        for row in figure.xpath(".//tr[@data-pledge]")
    }
    statement = """
        select country_id, commitment_id, series, gap_pct_points, straight_line_pct from budget_share_gap
        where country_id in (select country_id from budget_share_trend where actual_pct is not null)
    """
    asked = {tuple(str(value) for value in row) for row in query(samples_night.warehouse, statement).rows}
    assert shown == asked


def test_the_years_of_training_are_those_of_the_view(site: Path, samples_night: SamplesNight) -> None:
    rows = read(site / "training.html").xpath("//table[@id='years']/tbody/tr")
    shown = [[int(cell.text_content()) for cell in row.xpath("th | td")[:6]] for row in rows]
    columns = "year, held_count, planned_count, discussed_count, off_count, exercises_count"
    asked = query(samples_night.warehouse, f"select {columns} from joint_training_by_year order by year").rows
    assert shown == [list(row) for row in asked]


@pytest.mark.parametrize("what", ["domain", "region"])
def test_exercises_by_year_are_counted_as_the_questions_do(site: Path, samples_night: SamplesNight, what: str) -> None:
    page = read(site / "training.html")
    years = [cell.text for cell in page.xpath(f"//table[@id='by-{what}']/thead//th")][1:]
    shown = {
        (int(year), row.xpath("string(th)").replace(" ", "_"), int(cell.text_content()))
        for row in page.xpath(f"//table[@id='by-{what}']/tbody/tr")
        for year, cell in zip(years, row.xpath("td"), strict=True)
        if cell.text_content()
    }
    asked = ask(samples_night.warehouse, f"exercises_by_{what}")
    columns = [asked.columns.index(name) for name in ("year", what, "exercises_count")]
    assert shown == {tuple(row[column] for column in columns) for row in asked.rows}


def test_the_dots_of_a_timeline_are_the_steps_of_the_history(site: Path, samples_night: SamplesNight) -> None:
    statement = """
        select '../c/' || commitment_id || '.html', changed_on::varchar, new_value from commitment_history
        where field = 'standing' and recorded_to is null and commitment_id in (
            select commitment_id from current_commitments where list_contains(parties || counterparts, 'JPN')
        )
    """
    drawn = read(site / "a" / "JPN.html").xpath("//*[contains(@class, 'timeline')]//*[name()='a']")
    shown = {
        (dot.get("href"), dot.xpath("string(.//*[name()='title'])")[:10], dot.xpath("string(*/@class)"))
        for dot in drawn
    }
    assert shown == {tuple(row) for row in query(samples_night.warehouse, statement).rows}


def test_what_a_pair_is_counted_for_names_both(samples_night: SamplesNight) -> None:
    named = "list_has_all(list_concat(t.parties, t.counterparts), [d.actor_a, d.actor_b])"
    statement = f"""
        select d.actor_a, d.actor_b, d.exercises_count, count(t.commitment_id)
        from joint_training_by_dyad d left join joint_training t on {named}
        group by all
    """
    rows = query(samples_night.warehouse, statement).rows
    assert rows
    assert [row for row in rows if row[2] != row[3]] == []


def test_the_chart_of_an_actor_says_what_its_marks_mean(site: Path) -> None:
    for path in (site / "a").iterdir():
        for figure in read(path).xpath("//figure[@class='one']"):
            key = figure.xpath("string(ul[@class='key'])")
            colours = {"1": "series-1", "2": "series-2", "3": "series-3", "4": "series-4"}
            drawn = html.tostring(figure.xpath(".//*[name()='svg']")[0], encoding="unicode")
            marks = {number for number, name in colours.items() if f"var(--{name})" in drawn}
            assert {swatch[-1] for swatch in figure.xpath("ul//span/@class") if swatch[-1].isdigit()} == marks
            assert ("var(--target)" in drawn) == ("pledge" in key)
            assert ("straight line:" in drawn) == ("forecast" in key)
