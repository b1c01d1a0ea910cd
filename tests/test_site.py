"""The site of a publication: every number leads to its rows, every row to its sentence, and nothing on it is code."""

import json
import re
from pathlib import Path

import pytest

from pipeline.night.exporting import export_published, write_site_of
from pipeline.settings import Settings
from tests.hostile_pages import SCRIPT, copy_warehouse, write_hostile_site
from tests.samples_world import SamplesNight
from tests.site_reading import read
from tests.small_world import write
from warehouse.kept import keep_version
from warehouse.query import query
from warehouse.site import write_site
from warehouse.site.texts import read_accuracy
from warehouse.site.wording import safe_url


@pytest.fixture(scope="module")
def site(samples_night: SamplesNight) -> Path:
    return samples_night.home / "site" / "current"


def list_pages(site: Path) -> list[Path]:
    return sorted(site.glob("**/*.html"))


def test_every_page_forbids_what_is_not_its_own(site: Path) -> None:
    for path in list_pages(site):
        (policy,) = read(path).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert not read(path).xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]"), path


def test_every_link_of_the_site_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    places = {path.resolve(): {*read(path).xpath("//@id")} for path in list_pages(site)}
    for path in list_pages(site):
        for link in read(path).xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src"):
            if re.match(r"https?://", link):
                continue
            name, _, place = link.partition("#")
            target = (path.parent / name).resolve() if name else path.resolve()
            assert target.exists(), f"{path.name}: {link}"
            if place and "=" not in place and target.suffix == ".html":
                assert place in places[target], f"{path.name}: {link}"


def test_a_page_has_one_heading_a_language_and_a_name(site: Path) -> None:
    for path in list_pages(site):
        page = read(path)
        assert page.get("lang") == "en"
        assert len(page.xpath("//h1")) == 1
        assert page.xpath("string(//title)").endswith("· defcoop")


def test_every_current_commitment_has_a_page_with_its_sentences(site: Path, samples_night: SamplesNight) -> None:
    ids = {row[0] for row in query(samples_night.warehouse, "select commitment_id from current_commitments").rows}
    assert {path.stem for path in (site / "c").iterdir()} == ids
    rows = query(samples_night.warehouse, "select commitment_id, mention_id, evidence_text from evidence").rows
    for commitment_id, mention_id, evidence in rows:
        (article,) = read(site / "c" / f"{commitment_id}.html").xpath(f"//article[@id='{mention_id}']")
        assert article.xpath("string(.//mark)") == evidence


def test_a_pair_has_a_page_with_all_that_both_have_a_part_in(site: Path, samples_night: SamplesNight) -> None:
    statement = """
        with parts as (
            select commitment_id, unnest(list_distinct(parties || counterparts)) as actor_id from current_commitments
        )
        select a.actor_id, b.actor_id, list(commitment_id) from parts a join parts b using (commitment_id)
        where a.actor_id < b.actor_id group by all
    """
    rows = query(samples_night.warehouse, statement).rows
    assert {path.stem for path in (site / "p").iterdir()} == {f"{a}-{b}" for a, b, _ in rows}
    for a, b, commitments in rows:
        links = read(site / "p" / f"{a}-{b}.html").xpath("//table//td[1]/a/@href")
        assert sorted(links) == sorted(f"../c/{name}.html" for name in commitments)


def test_the_front_page_says_how_far_to_trust_it(site: Path, samples_night: SamplesNight) -> None:
    statement = """
        select (select count(*) from overdue_commitments), (select count(distinct commitment_id) from contradictions),
            (select count(*) from current_commitments where documents_count > 1), (select count(*) from rejections)
    """
    ((overdue, contradicted, confirmed, rejected),) = query(samples_night.warehouse, statement).rows
    page = read(site / "index.html")
    assert page.xpath("string(//h2[@id='brief-overdue'])").split()[0] == str(overdue)
    assert page.xpath("string(//h2[@id='brief-contradicted'])").split()[0] == str(contradicted)
    trust = page.xpath("string(//section[@aria-labelledby='brief-trust'])")
    assert f"{confirmed} of" in trust
    assert f"{rejected} rows" in trust


def test_what_is_said_of_accuracy_is_what_its_document_says(site: Path) -> None:
    said = read_accuracy()
    assert said is not None
    row = f"| record | {said['precision']} ("
    assert row in (Path("docs") / "accuracy.md").read_text(encoding="utf-8").split("## Real texts")[1]
    assert f"about {round(100 * said['precision'])} in 100" in read(site / "index.html").text_content()


def test_documents_are_pages_without_scripts_or_styles(site: Path) -> None:
    for name, words in (("accuracy", "Real texts"), ("method", "How a commitment goes")):
        page = read(site / f"{name}.html")
        assert words in page.xpath("string(//main)")
        assert page.xpath("//main//table | //main//li")


def test_decisions_stand_on_the_page_of_their_commitment(samples_night: SamplesNight, tmp_path: Path) -> None:
    ((name,),) = query(samples_night.warehouse, "select min(commitment_id) from current_commitments").rows
    copy = copy_warehouse(
        samples_night,
        tmp_path,
        f"""insert into decisions (decision_id, verdict, target_id, reviewer_name, decided_at, reason, location,
            commitment_id, is_undone, state) values ('v-1', 'accept', '{name}', 'An Analyst', now(),
            'I read <b>it</b>', 'file', '{name}', false, 'applied')""",
    )
    write_site(copy, make_folder(tmp_path), [], None)
    row = read(tmp_path / "site" / "c" / f"{name}.html").xpath("string(//table[@id='decisions']/tbody/tr)")
    assert "An Analyst" in row
    assert "I read <b>it</b>" in row


def test_texts_that_disagree_stand_on_the_pages_of_their_commitments(site: Path, samples_night: SamplesNight) -> None:
    statement = """
        select c.commitment_id, c.mention_id_a, c.mention_id_b, c.evidence_a, c.evidence_b, e.commitment_id
        from contradictions c join commitment_evidence e on e.mention_id = c.mention_id_b
    """
    asked = query(samples_night.warehouse, statement).rows
    assert {row[0] != row[5] for row in asked} == {True, False}
    for one, a, b, evidence_a, evidence_b, other in asked:
        for name in (one, other):
            page = read(site / "c" / f"{name}.html")
            (pair,) = page.xpath(f"//article[@data-mentions='{a} {b}']")
            assert [words.text_content() for words in pair.xpath(".//q")] == [evidence_a, evidence_b]
            assert page.xpath("//dd/a[@href='#disputed']")
    named = {name for row in asked for name in (row[0], row[5])}
    shown = {path.stem for path in (site / "c").iterdir() if read(path).xpath("//article[@data-mentions]")}
    assert shown == named


def test_what_a_text_says_against_it_makes_a_page_anew(samples_night: SamplesNight, tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    write_site(samples_night.warehouse, before, [], None)
    copy = copy_warehouse(samples_night, tmp_path, "delete from contradiction_pairs where reason <> 'both_stand'")
    write_site(copy, after, [], None, before)
    statement = "select distinct commitment_id from contradictions where reason <> 'both_stand'"
    asked = {row[0] for row in query(samples_night.warehouse, statement).rows}
    assert {path.stem for path in (after / "c").iterdir() if path.stat().st_nlink == 1} == asked


def test_the_table_of_all_commitments_has_all_of_them(site: Path, samples_night: SamplesNight) -> None:
    (part,) = (site / "data").iterdir()
    rows = json.loads(part.read_text(encoding="utf-8").removeprefix("defcoop.add(").removesuffix(");\n"))
    ((count,),) = query(samples_night.warehouse, "select count(*) from current_commitments").rows
    assert len({row[0] for row in rows}) == len(rows) == count


def test_what_stands_around_a_sentence_is_shown_where_the_licence_allows(
    samples_night: SamplesNight, tmp_path: Path
) -> None:
    copy = copy_warehouse(samples_night, tmp_path, "update sources set is_redistributable = source_id = 'wire'")
    write_site(copy, make_folder(tmp_path), [], None)
    statement = "select commitment_id, mention_id, source_id from evidence"
    seen = {True: 0, False: 0}
    for commitment_id, mention_id, source_id in query(copy, statement).rows:
        page = read(tmp_path / "site" / "c" / f"{commitment_id}.html")
        around = page.xpath(f"//article[@id='{mention_id}']//p[@class='context']/span")
        assert not around or source_id == "wire"
        seen[bool(around)] += 1
    assert min(seen.values()) > 0


def test_hostile_words_are_words(samples_night: SamplesNight, tmp_path: Path) -> None:
    hostile = write_hostile_site(samples_night, tmp_path)
    for path in list_pages(hostile):
        page = read(path)
        assert not page.xpath("//script[not(@src)] | //img | //@onerror"), path
        assert not page.xpath("//a[starts-with(@href, 'javascript:') or starts-with(@href, 'data:')]"), path
    assert SCRIPT in read(next((hostile / "c").iterdir())).text_content()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.example", "", None]
)
def test_only_addresses_of_the_web_are_links(url: str | None) -> None:
    assert safe_url(url) is None


def test_a_site_is_written_once_a_version_and_the_one_before_stays(kept_nights: Settings, tmp_path: Path) -> None:
    settings = kept_nights.model_copy(update={"home": tmp_path / "home"})
    settings.published.parent.mkdir(parents=True)
    for night in ("night-1", "night-2", "night-3"):
        settings.published.unlink(missing_ok=True)
        settings.published.write_bytes((kept_nights.versions / f"{night}.duckdb").read_bytes())
        version = keep_version(settings.published, settings.versions)
        assert write_site_of(settings, version)
        assert not write_site_of(settings, version)
    folder = settings.home / "site"
    assert (folder / "current").readlink().name.startswith("night-3-")
    assert [path.name[:7] for path in sorted(folder.iterdir()) if path.name != "current"] == ["night-2", "night-3"]
    front = read(folder / "current" / "index.html")
    assert "added" in front.xpath("string(//section[@aria-labelledby='changed'])")


def test_only_what_changed_is_made_again(samples_night: SamplesNight, tmp_path: Path) -> None:
    before, after, alone = (tmp_path / name for name in ("before", "after", "alone"))
    for folder in (before, after, alone):
        folder.mkdir()
    write_site(samples_night.warehouse, before, [], None)
    ((name,),) = query(
        samples_night.warehouse,
        "select min(commitment_id) from current_commitments where parties = ['JPN', 'PHL'] and counterparts = []",
    ).rows
    copy = copy_warehouse(
        samples_night, tmp_path, f"update commitments set instrument = 'A new name' where commitment_id = '{name}'"
    )
    write_site(copy, after, [], None, before)
    write_site(copy, alone, [], None)
    assert list_files(after) - list_files(before) == list_files(alone) - list_files(before)
    for path in list_files(alone):
        assert (after / path).read_bytes() == (alone / path).read_bytes(), path
    own = {path for path in list_files(after) if path.suffix == ".html" and (after / path).stat().st_nlink == 1}
    made = {str(path) for path in own if len(path.parts) > 1}
    assert made == {f"c/{name}.html", "a/JPN.html", "a/PHL.html", "p/JPN-PHL.html"}


def test_the_rows_of_evidence_make_a_page_anew(samples_night: SamplesNight, tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    write_site(samples_night.warehouse, before, [], None)
    source = "(select min(source_id) from sources where is_redistributable)"
    copy = copy_warehouse(
        samples_night, tmp_path, f"update sources set is_redistributable = false where source_id = {source}"
    )
    write_site(copy, after, [], None, before)
    statement = f"select distinct commitment_id from evidence where source_id = {source}"
    asked = {row[0] for row in query(samples_night.warehouse, statement).rows}
    assert {path.stem for path in (after / "c").iterdir() if path.stat().st_nlink == 1} == asked


def test_who_has_opened_the_table_before_a_switch_finds_its_data_after_it(
    samples_night: SamplesNight, tmp_path: Path
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    write_site(samples_night.warehouse, before, [], None)
    copy = copy_warehouse(samples_night, tmp_path, "update commitments set evidence_text = 'other words'")
    write_site(copy, after, [], None, before)
    for script in read(before / "commitments.html").xpath("//script/@src"):
        assert (after / script).exists()
        if "data/" in script:
            assert script not in read(after / "commitments.html").xpath("//script/@src")


def test_a_site_that_cannot_be_written_takes_nothing_back(kept_nights: Settings, tmp_path: Path) -> None:
    settings = kept_nights.model_copy(update={"home": tmp_path / "home"})
    settings.published.parent.mkdir(parents=True)
    settings.published.write_bytes(kept_nights.published.read_bytes())
    write(settings.home / "site", "a file where the folder should be")
    with pytest.raises(OSError, match="site"):
        export_published(settings)
    assert (settings.exports / "current" / "datapackage.json").exists()


def list_files(folder: Path) -> set[Path]:
    """What a person opens, not what the next site reads."""
    return {path.relative_to(folder) for path in folder.rglob("*") if path.suffix in (".html", ".js", ".css")}


def make_folder(folder: Path) -> Path:
    (folder / "site").mkdir()
    return folder / "site"
