"""What else a sentence says of its commitment: when, how much, where, under which name, on what terms."""

import pytest

from tests.marks import read_lines, read_rows
from tests.readings import read
from transforms.words.dates import DateMention

# published on 11 June 2025; text | start..end of `due`, `effective` or `announced`; `-` for none
DUE = """
Portugal will buy six frigates by 2030. | 2030-01-01..2030-12-31
Chile and Peru will hold a joint exercise in September. | 2025-09-01..2025-09-30
Chile and Peru will hold a joint exercise on 3 July. | 2025-07-03..2025-07-03
Chile and Peru will hold a joint exercise next month. | 2025-07-01..2025-07-31
Chile and Peru agreed to hold a joint exercise within the year. | 2025-01-01..2025-12-31
Chile and Peru will hold a joint exercise in the second half of July. | 2025-07-16..2025-07-31
Canada pledged to spend 2 percent of GDP on defence by 2032. | 2032-01-01..2032-12-31
Canada pledged in 2024 to spend 2 percent of GDP on defence by 2032. | 2032-01-01..2032-12-31
Norway will send a frigate to the Red Sea. | -
Denmark will deliver ten howitzers to Ukraine by the end of the year. | 2025-01-01..2025-12-31
Chile and Peru began a joint naval exercise on Tuesday, which runs until June 20. | 2025-06-20..2025-06-20
The exercise between Chile and Peru will begin on Monday and run through Friday next week. | 2025-06-16..2025-06-20
Chile and Peru began a two-week joint exercise on Monday. | 2025-06-09..2025-06-22
Two Chilean frigates arrived in Callao on Monday for a five-day visit. | 2025-06-09..2025-06-13
Chile and Peru will hold a joint exercise for 10 days, beginning Wednesday. | 2025-06-11..2025-06-20
Two Chilean frigates docked in Callao for a visit from June 10-14. | 2025-06-10..2025-06-14
Chile will send 40 troops to Bosnia for six months starting in July. | 2025-07-01..2026-01-01
Turkey's parliament extended the deployment of its troops in Libya for a year. | 2025-06-11..2026-06-11
Japan and Norway will sign an access agreement during the upcoming talks held in July. | 2025-07-01..2025-07-31
Chile and Peru began a joint exercise on Monday that will end on 20 June. | 2025-06-20..2025-06-20
Sweden, which left Afghanistan in 2021, will send 600 soldiers to Latvia in 2026. | 2026-01-01..2026-12-31
"""

EFFECTIVE = """
The access agreement between Australia and Japan entered into force on 13 August 2023. | 2023-08-13..2023-08-13
Spain's defence spending reached 1.3 percent of GDP in 2024. | 2024-01-01..2024-12-31
Spain's defence spending reached 1.3 percent of GDP last year. | 2024-01-01..2024-12-31
Spain spent 1.3 percent of GDP on defence last year, up from 1.1 percent in 2019. | 2024-01-01..2024-12-31
Finland joined NATO in April 2023. | 2023-04-01..2023-04-30
Chile and Peru held a joint exercise last month. | 2025-05-01..2025-05-31
Denmark delivered ten howitzers to Ukraine on 2 June. | 2025-06-02..2025-06-02
Chad terminated its defence pact with France in November 2024. | 2024-11-01..2024-11-30
Denmark delivered ten howitzers to Ukraine. | -
Australia took part in the exercise Malabar for the first time since 2007. | -
Chile and Peru held a five-day joint exercise last week. | 2025-06-02..2025-06-08
A Chilean frigate sailed through the Taiwan Strait in May, the first to do so in 22 years. | 2025-05-01..2025-05-31
Chile began a naval exercise on Tuesday. | 2025-06-10..2025-06-10
Chile on Monday launched military drills off the coast of Peru. | 2025-06-09..2025-06-09
"""

ANNOUNCED = """
Chile and Peru agreed on 2 June to share intelligence. | 2025-06-02..2025-06-02
On Tuesday, Portugal announced the purchase of six frigates. | 2025-06-10..2025-06-10
Canada pledged in 2024 to spend 2 percent of GDP on defence by 2032. | 2024-01-01..2024-12-31
Norway's defence minister said on 5 June that it would send a frigate to the Red Sea. | 2025-06-05..2025-06-05
Portugal announced the purchase of six frigates. | -
Belgium promised Ukraine 30 F-16 fighters in May 2024. | 2024-05-01..2024-05-31
Portugal will buy six frigates by 2030. | -
"""


def show(mention: DateMention | None) -> str:
    return f"{mention.start_on}..{mention.end_on}" if mention else "-"


@pytest.mark.parametrize(("text", "period"), read_rows(DUE), ids=lambda cell: cell)
def test_what_is_to_come_is_due(text: str, period: str) -> None:
    (record,) = read(text)
    assert show(record.times.due) == period


@pytest.mark.parametrize(("text", "period"), read_rows(EFFECTIVE), ids=lambda cell: cell)
def test_what_happened_took_effect(text: str, period: str) -> None:
    (record,) = read(text)
    assert (show(record.times.effective), record.times.due) == (period, None)


def test_what_was_begun_may_be_the_planning_of_it() -> None:
    (record,) = read("Chile on Monday began planning a naval exercise with Peru in July.")
    assert (show(record.times.due), record.times.effective) == ("2025-07-01..2025-07-31", None)


@pytest.mark.parametrize(("text", "period"), read_rows(ANNOUNCED), ids=lambda cell: cell)
def test_only_a_dated_announcement_is_announced_on_a_day(text: str, period: str) -> None:
    (record,) = read(text)
    assert show(record.times.announced) == period


def test_a_fiscal_year_is_its_countrys() -> None:
    (record,) = read("Japan plans to spend 2 percent of GDP on defence in FY2027.")
    assert (show(record.times.due), record.times.due and record.times.due.precision) == (
        "2027-04-01..2028-03-31", "fiscal_year"
    )  # fmt: skip


@pytest.mark.parametrize("dateline", ["LISBON, June 9 - ", "LISBON, June 9 (Wire) — ", "Lisbon, 9 June 2025 – "])
def test_a_dateline_dates_the_text_and_not_the_commitment(dateline: str) -> None:
    text = f"{dateline}Portugal will buy six frigates."
    (record,) = read(text)
    assert (record.parties, record.times.due, record.times.effective) == (("PRT",), None, None)
    assert text[record.start : record.end].startswith("Portugal")


def test_no_world_knowledge_fills_a_date() -> None:
    (record,) = read("Japan decided to raise its defence budget to 2 percent of GDP.")
    assert (record.times.due, record.times.effective, record.times.announced) == (None, None, None)


# text | value or range | unit | basis | qualifier
QUANTITIES = """
Canada will spend at least 2 percent of GDP on defence. | 2 | percent_of_gdp | - | at_least
Canada will spend between 2 and 2.5 percent of GDP on defence. | 2..2.5 | percent_of_gdp | - | -
Canada will spend about 2 percent of GDP on defence. | 2 | percent_of_gdp | - | about
Canada will spend 2 percent of GDP on defence. | 2 | percent_of_gdp | - | -
Canada will raise its defence spending from 1.4 to 2 percent of GDP. | 2 | percent_of_gdp | - | -
Canada will double its defence budget. | 100 | percent | increase | -
Canada will increase its defence budget by 20 percent. | 20 | percent | increase | -
Canada will add 5 billion Canadian dollars to its defence budget. | 5000000000 | CAD | - | -
Denmark will send Ukraine 19 howitzers worth $50 million. | 19 | units | - | -
Portugal will buy six frigates for 3 billion euros. | 6 | units | - | -
Norway will send more than 300 soldiers to Latvia. | 300 | personnel | - | at_least
Norway will send up to 300 soldiers to Latvia. | 300 | personnel | - | up_to
Norway will send dozens of soldiers to Latvia. | - | - | - | -
Norway will send soldiers to Latvia. | - | - | - | -
Some 4,000 troops from Chile and Peru will hold a joint exercise. | 4000 | personnel | - | about
Poland pledged 100 million euros in military aid to Moldova. | 100000000 | EUR | - | -
The Chilean frigate Williams, with 230 sailors on board, docked in Callao on Monday. | - | - | - | -
Pakistan proposed a defence budget of Rs2,100 billion. | 2100000000000 | PKR | - | -
Norway handed over a Leopard tank to Ukraine. | 1 | units | - | -
Japan will raise its defence budget to 9 trillion yen ($60 billion). | 9000000000000 | JPY | - | -
Portugal will buy F-35 fighters. | - | - | - | -
"""


def show_quantity(text: str) -> tuple[str, str, str, str]:
    (record,) = read(text)
    found = record.quantity
    if found is None:
        return "-", "-", "-", "-"
    value = f"{found.value:.15g}" + (f"..{found.value_max:.15g}" if found.value_max is not None else "")
    return value, found.unit, found.basis or "-", found.qualifier or "-"


@pytest.mark.parametrize("row", read_rows(QUANTITIES), ids=lambda row: row[0])
def test_a_quantity_is_that_of_its_object(row: tuple[str, ...]) -> None:
    assert show_quantity(row[0]) == row[1:]


def test_each_object_has_its_own_number() -> None:
    records = read("Denmark will send Ukraine 19 howitzers, and Norway will send 300 soldiers to Latvia.")
    found = {record.kind: record.quantity.value for record in records if record.quantity}
    assert found == {"arms_transfer": 19, "force_deployment": 300}


# text | domains
DOMAINS = """
Chile and Peru will hold a naval exercise in May. | maritime
Chile and Peru will hold a joint cyber exercise in May. | cyber
Norway will station six fighter jets in Iceland. | air
Norway will send a battalion of infantry to Latvia. | land
Portugal will buy six frigates. | maritime
Chile and Peru agreed to share missile warning data. | missile_defence
Chile and Peru agreed to counter disinformation together. | information
Chile and Peru will cooperate on military satellites. | space
Chile and Peru will hold an exercise for warships and fighter jets. | air maritime
"""


@pytest.mark.parametrize(("text", "domains"), read_rows(DOMAINS), ids=lambda cell: cell)
def test_words_of_the_object_name_its_domains(text: str, domains: str) -> None:
    (record,) = read(text)
    assert set(domains.split()) <= set(record.domains)
    assert list(record.domains) == sorted(set(record.domains))


def test_a_domain_is_not_borrowed_from_the_neighbour() -> None:
    records = read("Chile and Peru will hold a naval exercise, and Kenya will buy tanks.")
    found = {record.kind: set(record.domains) for record in records}
    assert "land" not in found["joint_training"]
    assert "maritime" not in found["capability"]


# text | instrument | place | condition
NAMES = """
Chile and Peru will hold the exercise "Southern Tide" off Callao. | Southern Tide | Callao | -
Canada and Japan signed an Acquisition and Cross-Servicing Agreement in Tokyo. | ACSA | Tokyo | -
Norway will send a frigate to the Red Sea. | - | the Red Sea | -
Chile and Peru agreed to hold a joint exercise in the Atacama region in May. | - | the Atacama region | -
Norway will send a frigate. | - | - | -
Norway will send troops to Latvia if a ceasefire is agreed. | - | Latvia | if a ceasefire is agreed
If parliament agrees, Norway will send a frigate to the Red Sea. | - | the Red Sea | If parliament agrees
Norway will send a frigate to the Red Sea, provided that parliament agrees. | - | the Red Sea | \
provided that parliament agrees
Norway will send a frigate to the Red Sea, subject to approval by parliament. | - | the Red Sea | \
subject to approval by parliament
Once the treaty is ratified, Chile will send two liaison officers to Peru. | - | Peru | Once the treaty is ratified
Finland will hold the exercise Freezing Winds in the Baltic Sea with Sweden. | Freezing Winds | the Baltic Sea | -
"""


@pytest.mark.parametrize(("text", "instrument", "place", "condition"), read_rows(NAMES), ids=lambda cell: cell)
def test_name_place_and_condition_are_as_the_text_says(text: str, instrument: str, place: str, condition: str) -> None:
    (record,) = read(text)
    assert (record.instrument or "-", record.place or "-", record.condition or "-") == (instrument, place, condition)


NO_PLACE = """
Chile and Peru will hold a joint exercise in May.
Chile and Peru will hold a joint exercise in Spring.
"""


@pytest.mark.parametrize("text", read_lines(NO_PLACE))
def test_a_time_is_no_place(text: str) -> None:
    (record,) = read(text)
    assert record.place is None


def test_evidence_holds_what_the_record_states() -> None:
    text = "The weather was fine. Portugal will buy six frigates by 2030. The minister smiled."
    (record,) = read(text)
    assert text[record.start : record.end] == "Portugal will buy six frigates by 2030"


# text | what its evidence holds | what it leaves out
EVIDENCE = """
The minister smiled, and Portugal will buy six frigates by 2030. | Portugal; six frigates; 2030 | smiled
Norway will send a frigate to the Red Sea, while Sweden debates its schools. | Norway; frigate | Sweden
After a long night of talks in Lima, Chile and Peru agreed to share intelligence. | Chile and Peru; intelligence | night
Chile and Peru agreed to share intelligence, which pleased the fishermen of Arica. | Chile and Peru | fishermen
"We will send a frigate to the Red Sea," the Greek minister said, before he left for the airport. | frigate | airport
"""


@pytest.mark.parametrize(("text", "inside", "outside"), read_rows(EVIDENCE), ids=lambda cell: cell)
def test_evidence_is_short_and_enough(text: str, inside: str, outside: str) -> None:
    (record,) = read(text)
    evidence = text[record.start : record.end]
    assert [words for words in inside.split("; ") if words not in evidence] == []
    assert outside not in evidence
