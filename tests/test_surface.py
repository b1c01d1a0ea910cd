"""What is read in French and German without a parser: claims in our own words, a line each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import read_rows
from transforms.surface.surface import extract_surface, join_sentences
from transforms.surface.surface_actors import find_surface_actors
from transforms.surface.surface_book import LANGUAGES, load_book
from transforms.surface.surface_facts import find_surface_dates, find_surface_quantities
from transforms.surface.surface_lexicon import inflect
from transforms.words.segments import split_sentences

PUBLISHED = date(2025, 6, 11)
"""A Wednesday."""


def describe(text: str, language: str) -> list[str]:
    """The records of a text, as in `planned joint_training CHL PER`."""
    records, _ = extract_surface(text, PUBLISHED, language=language)
    return [f"{r.standing} {r.kind} {' '.join(r.parties)}" for r in records]


# language | text | what it says
RECORDS = """
fr | Les marines chilienne et péruvienne mèneront un exercice naval conjoint. | planned joint_training CHL PER
fr | Le Chili a mené en mai un exercice militaire conjoint avec le Pérou. | completed joint_training CHL PER
fr | Le Kenya et l'Ouganda ont entamé lundi un exercice militaire conjoint. | under_way joint_training KEN UGA
fr | L'exercice naval franco-brésilien aura lieu en novembre. | planned joint_training BRA FRA
fr | Le Kenya participera à des manœuvres en Ouganda. | planned joint_training KEN
fr | Le Maroc a suspendu ses exercices militaires communs avec la Tunisie. | suspended joint_training MAR TUN
fr | La Grèce envisage de mener un exercice naval conjoint avec l'Égypte. | proposed joint_training EGY GRC
fr | Nairobi a dit que le Kenya et l'Ouganda mèneraient un exercice commun. | planned joint_training KEN UGA
fr | Le Chili et le Pérou ont convenu de partager leurs renseignements militaires. | agreed information_sharing CHL PER
fr | L'accord d'échange de renseignements entre Oslo et Tokyo est en vigueur. | in_force information_sharing JPN NOR
fr | Le Danemark dépense 2,4 % de son PIB pour sa défense. | under_way budget_share DNK
fr | Le Danemark, qui consacre 2,4 % de son PIB à la défense, accueillera le sommet. | under_way budget_share DNK
fr | La Croatie a refusé de porter ses dépenses militaires à 5 % du PIB. | denied budget_share HRV
fr | Washington exhorte la Croatie à consacrer 5 % du PIB à la défense. | called_for budget_share HRV
fr | Les dépenses de défense atteindront 3 % du PIB, a dit le gouvernement croate. | planned budget_share HRV
fr | L'exercice naval conjoint du Chili et du Pérou a été annulé. | suspended joint_training CHL PER
fr | L'accord d'échange de renseignements entre Oslo et Tokyo a pris effet. | in_force information_sharing JPN NOR
fr | Le Chili et le Pérou mènent un exercice naval conjoint jusqu'au 20 juin. | under_way joint_training CHL PER
fr | Oslo et Tokyo ont signé un accord de partage de renseignements sur la Russie. | agreed information_sharing JPN NOR
de | Angesichts der Spannungen mit Ruanda haben Kenia und Uganda Manöver begonnen. | under_way joint_training KEN UGA
de | Während Bonn 1,6 Prozent erreicht, gibt Lettland 4 Prozent des BIP für die Armee aus. | under_way budget_share LVA
de | Die chilenische und peruanische Marine werden gemeinsam üben. | planned joint_training CHL PER
de | Chile hielt im Mai ein gemeinsames Manöver mit Peru ab. | completed joint_training CHL PER
de | Kenia und Uganda haben am Montag eine gemeinsame Militärübung begonnen. | under_way joint_training KEN UGA
de | Die deutsch-brasilianische Marineübung soll im November stattfinden. | planned joint_training BRA DEU
de | Kenia wird an einem Manöver in Uganda teilnehmen. | planned joint_training KEN
de | Marokko hat die gemeinsamen Übungen mit Tunesien ausgesetzt. | suspended joint_training MAR TUN
de | Griechenland erwägt gemeinsame Marineübungen mit Ägypten. | proposed joint_training EGY GRC
de | Chile und Peru haben vereinbart, Aufklärungsdaten auszutauschen. | agreed information_sharing CHL PER
de | Das Geheimschutzabkommen zwischen Norwegen und Japan ist in Kraft getreten. | in_force information_sharing JPN NOR
de | Dänemark gibt 2,4 Prozent seines BIP für die Verteidigung aus. | under_way budget_share DNK
de | Kroatien lehnt es ab, fünf Prozent des BIP für die Verteidigung auszugeben. | denied budget_share HRV
de | Washington forderte, dass Kroatien fünf Prozent des BIP für die Armee ausgibt. | called_for budget_share HRV
de | Kroatien teilte mit, es werde drei Prozent des BIP für die Armee ausgeben. | planned budget_share HRV
de | Während man tagt, halten Kenia und Uganda an der Grenze zu Ruanda Manöver ab. | under_way joint_training KEN UGA
"""

# language | text | why it is no record
REASONS = """
fr | Le Chili pourrait mener un exercice naval conjoint avec le Pérou. | hypothetical
fr | Le Chili mènera-t-il un exercice naval conjoint avec le Pérou ? | hypothetical
fr | Si le Pérou accepte, le Chili mènera un exercice naval conjoint avec lui. | hypothetical
fr | Le Chili devrait annuler son exercice naval conjoint avec le Pérou. | hypothetical
fr | L'opposition chilienne promet de consacrer 3 % du PIB à la défense. | no_authority
fr | L'ancien ministre chilien a promis de consacrer 3 % du PIB à la défense. | no_authority
fr | Selon un expert, le Chili consacrera 3 % de son PIB à la défense. | no_authority
fr | Nous consacrerons 3 % du PIB à la défense. | no_authority
fr | Le Chili doit consacrer 3 % de son PIB à la défense. | evaluation
fr | Le Chili n'a pas consacré 3 % de son PIB à la défense. | status_report
fr | Le Chili consacre 3 % de son PIB à la recherche scientifique et à la défense de la nature. | out_of_domain
fr | En 1962, le Chili et le Pérou ont mené un exercice naval conjoint. | history
fr | Un exercice naval conjoint aura lieu en octobre. | no_authority
fr | Le Chili mènera un exercice naval conjoint. | vague
de | Chile könnte mit Peru eine gemeinsame Marineübung abhalten. | hypothetical
de | Wird Chile mit Peru eine gemeinsame Marineübung abhalten? | hypothetical
de | Falls Peru zustimmt, wird Chile mit ihm eine gemeinsame Marineübung abhalten. | hypothetical
de | Die chilenische Opposition verspricht, drei Prozent des BIP für die Verteidigung auszugeben. | no_authority
de | Der frühere chilenische Minister verlangt, drei Prozent des BIP für die Verteidigung auszugeben. | no_authority
de | Wir werden drei Prozent des BIP für die Verteidigung ausgeben. | no_authority
de | Chile muss drei Prozent seines BIP für die Armee ausgeben. | evaluation
de | Chile hat nicht drei Prozent seines BIP für die Armee ausgegeben. | status_report
de | Chile und Peru hielten damals gemeinsame Marineübungen ab. | history
de | Eine gemeinsame Marineübung wird im Oktober stattfinden. | no_authority
"""

# language | text | due or effective dates
TIMES = """
fr | Le Chili consacrera 3 % de son PIB à la défense d'ici 2030. | due 2030-01-01 2030-12-31
fr | Le Chili consacrera 3 % de son PIB à la défense l'année prochaine. | due 2026-01-01 2026-12-31
fr | Le Chili et le Pérou mèneront un exercice naval conjoint du 3 au 9 octobre. | due 2025-10-03 2025-10-09
fr | Le Chili et le Pérou mèneront un exercice naval conjoint du 30 août au 2 septembre. | due 2025-08-30 2025-09-02
fr | Le Chili et le Pérou mèneront un exercice naval conjoint au printemps 2026. | due 2026-03-01 2026-05-31
fr | Le budget de la défense du Chili a été porté à 2 % du PIB en 2024. | effective 2024-01-01 2024-12-31
fr | Le Chili et le Pérou ont signé le 3 mai un accord de partage de renseignements. | none
fr | Le Chili et le Pérou mèneront l'exercice naval conjoint « Condor 2024 ». | none
de | Chile wird bis 2030 drei Prozent seines BIP für die Verteidigung ausgeben. | due 2030-01-01 2030-12-31
de | Chile will im kommenden Jahr drei Prozent des BIP für die Verteidigung ausgeben. | due 2026-01-01 2026-12-31
de | Chile und Peru werden vom 3. bis 9. Oktober eine gemeinsame Marineübung abhalten. | due 2025-10-03 2025-10-09
de | Chile und Peru werden Ende Oktober eine gemeinsame Marineübung abhalten. | due 2025-10-16 2025-10-31
de | Chile und Peru hielten im Oktober eine gemeinsame Marineübung ab. | effective 2024-10-01 2024-10-31
de | Chile und Peru tauschen seit Oktober Aufklärungsdaten aus. | effective 2024-10-01 2024-10-31
"""

SHARES = """
fr | au moins 2,5 % du PIB | 2.5 - at_least
fr | entre 3 et 3,5 % du produit intérieur brut | 3 3.5 -
fr | de 2,1 % à 5 % du PIB | 5 - -
fr | près de deux pour cent de son PIB | 2 - about
fr | 2,5 % de son budget | none
de | mindestens 2,5 Prozent des BIP | 2.5 - at_least
de | zwischen 3 und 3,5 Prozent seines Bruttoinlandsprodukts | 3 3.5 -
de | 5-6% des BIP | 5 6.0 -
de | von 2 auf 3 Prozent des BIP | 3 - -
de | knapp zwei Prozent der Wirtschaftsleistung | 2 - about
de | 2,5 Prozent seines Haushalts | none
"""

ACTORS = """
fr | la marine grecque boit du vin français | GRC
fr | les Français et l'armée belge | BEL
fr | MADRID, 3 mai : l'Espagne | ESP
fr | la mer de Chine et la Chine | CHN
fr | le président Macron | FRA
fr | les forces navales turque, grecque et chypriote | TUR GRC CYP
de | die griechische Marine trinkt französischen Wein | GRC
de | Deutschlands Regierung und die Schweizer Armee | DEU CHE
de | im Südchinesischen Meer übt China | CHN
de | litauische und lettische Soldaten | LTU LVA
"""


@pytest.mark.parametrize(("language", "text", "wanted"), read_rows(RECORDS), ids=lambda cell: cell[:60])
def test_a_sentence_gives_its_record(language: str, text: str, wanted: str) -> None:
    assert describe(text, language) == [wanted]


@pytest.mark.parametrize(("language", "text", "reason"), read_rows(REASONS), ids=lambda cell: cell[:60])
def test_what_is_no_record_says_why(language: str, text: str, reason: str) -> None:
    records, candidates = extract_surface(text, PUBLISHED, language=language)
    assert records == []
    assert {candidate.reason for candidate in candidates} == {reason}


@pytest.mark.parametrize(("language", "text", "wanted"), read_rows(TIMES), ids=lambda cell: cell[:60])
def test_dates_are_resolved_against_the_day_of_publication(language: str, text: str, wanted: str) -> None:
    (record,), _ = extract_surface(text, PUBLISHED, language=language)
    found = {"due": record.times.due, "effective": record.times.effective}
    assert [f"{name} {m.start_on} {m.end_on}" for name, m in found.items() if m] == (
        [wanted] if wanted != "none" else []
    )


@pytest.mark.parametrize(("language", "text", "wanted"), read_rows(SHARES), ids=lambda cell: cell[:60])
def test_a_share_of_gdp_is_read(language: str, text: str, wanted: str) -> None:
    found = find_surface_quantities(text, load_book(language))
    shown = [f"{q.value:g} {q.value_max or '-'} {q.qualifier or '-'}" for q in found]
    assert shown == ([wanted] if wanted != "none" else [])


@pytest.mark.parametrize(("language", "text", "wanted"), read_rows(ACTORS), ids=lambda cell: cell[:60])
def test_a_demonym_stands_for_its_state_beside_an_organ_of_it(language: str, text: str, wanted: str) -> None:
    found = find_surface_actors(text, PUBLISHED, load_book(language))
    assert [mention.actor_id for mention in found] == wanted.split()


def test_the_three_countries_are_those_of_the_sentence_before() -> None:
    text = "Le Chili, le Pérou et le Brésil se sont réunis. Les trois pays mèneront un exercice naval conjoint."
    assert describe(text, "fr") == ["planned joint_training BRA CHL PER"]
    assert describe(text.replace("trois", "deux"), "fr") == []
    text = "Chile und Peru trafen sich. Beide Staaten werden Aufklärungsdaten austauschen."
    assert describe(text, "de") == ["planned information_sharing CHL PER"]


def test_what_the_context_supplies_is_inferred() -> None:
    records, _ = extract_surface(
        "Le Chili vote. Le pays consacre 2 % de son PIB à la défense.", PUBLISHED, language="fr"
    )
    assert [(r.parties, r.tier) for r in records] == [(("CHL",), "inferred")]


def test_adjectives_have_their_forms() -> None:
    assert {"italien", "italiens", "italienne", "italiennes"} <= set(inflect("fr", "italien"))
    assert {"turc", "turque", "turques"} <= set(inflect("fr", "turc"))
    assert {"grec", "grecque"} <= set(inflect("fr", "grec"))
    assert {"français", "française"} <= set(inflect("fr", "français"))
    assert {"deutsche", "deutschen"} <= set(inflect("de", "deutsch"))
    assert inflect("de", "Schweizer") == ["Schweizer"]


def test_an_ordinal_does_not_end_a_sentence() -> None:
    text = "Die Übung endet am 9. Mai. Dann ist Ruhe."
    assert len(join_sentences(text, split_sentences(text), load_book("de"))) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    text=st.text(st.sampled_from("Le Chili et Perú 3,5 % du PIB am 31. Juni exercice Übung « », qui\n"), max_size=120)
)
def test_no_text_breaks_it(language: str, text: str) -> None:
    records, candidates = extract_surface(text, PUBLISHED, language=language)
    spans = [(r.start, r.end) for r in records] + [(c.start, c.end) for c in candidates]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    find_surface_dates(text, PUBLISHED, True, load_book(language))
