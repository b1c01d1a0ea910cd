"""Who stands behind the words, who said so, and whose word binds nobody."""

import pytest

from tests.marks import read_lines, read_rows
from tests.readings import read, read_all

# text | voice | speaker; `-` for none
VOICES = """
Norway will send a frigate to the Red Sea. | reported_as_fact | -
Norway will send a frigate to the Red Sea, Prime Minister Jonas Gahr Støre said. | official_paraphrase | \
Prime Minister Jonas Gahr Støre
Norway's defence minister said the country would send a frigate to the Red Sea. | official_paraphrase | \
Norway's defence minister
The Norwegian defence ministry announced that it would send a frigate to the Red Sea. | official_paraphrase | \
The Norwegian defence ministry
"Norway will send a frigate to the Red Sea," the Norwegian defence minister said. | official_quote | \
the Norwegian defence minister
“Norway will send a frigate to the Red Sea,” said the Norwegian defence minister. | official_quote | \
the Norwegian defence minister
The Norwegian defence minister said: "Norway will send a frigate to the Red Sea." | official_quote | \
The Norwegian defence minister
According to the Norwegian government, Norway will send a frigate to the Red Sea. | official_paraphrase | \
the Norwegian government
Norway will send a frigate to the Red Sea, according to a statement by its defence ministry. | official_paraphrase | \
a statement by its defence ministry
Norway will send a frigate to the Red Sea, a senior Norwegian official said on condition of anonymity. | \
anonymous_official | a senior Norwegian official
Norway will send a frigate to the Red Sea, according to two officials familiar with the plans. | anonymous_official | \
two officials familiar with the plans
A Norwegian diplomat, speaking anonymously, said Norway would send a frigate to the Red Sea. | \
anonymous_official | A Norwegian diplomat
NATO Secretary General Mark Rutte said Norway had sent a frigate to the Red Sea. | official_paraphrase | \
NATO Secretary General Mark Rutte
Norway has sent a frigate to the Red Sea, said Lars Berg, an analyst in Oslo. | analyst | Lars Berg, an analyst in Oslo
The joint declaration states that Norway will send a frigate to the Red Sea. | official_paraphrase | \
The joint declaration
"""


@pytest.mark.parametrize(("text", "voice", "speaker"), read_rows(VOICES), ids=lambda cell: cell)
def test_a_voice_is_told_from_the_others(text: str, voice: str, speaker: str) -> None:
    (record,) = read(text)
    assert (record.kind, record.parties) == ("force_deployment", ("NOR",))
    assert record.voice.voice == voice
    assert (record.voice.speaker or "-").startswith(speaker)
    assert record.condition is None


@pytest.mark.parametrize("document_type", ["declaration", "statement"])
def test_an_official_document_speaks_for_itself(document_type: str) -> None:
    (record,) = read("Norway will send a frigate to the Red Sea.", document_type)
    assert (record.voice.voice, record.voice.speaker) == ("official_text", None)


# who says so binds nobody, and it has not happened
NO_AUTHORITY = """
Norway will send a frigate to the Red Sea, analysts say.
Experts believe that Norway will send a frigate to the Red Sea.
Norway should send a frigate to the Red Sea, a retired general said.
Norway will have to send a frigate to the Red Sea, according to a professor at the University of Oslo.
According to a report by a think tank, Norway should send a frigate to the Red Sea.
Norway must send a frigate to the Red Sea, the newspaper wrote in an editorial.
The former Norwegian defence minister said Norway would send a frigate to the Red Sea.
Former president Lars Berg promised that Norway would send a frigate to the Red Sea.
The Norwegian opposition leader said Norway should send a frigate to the Red Sea.
A candidate for prime minister promised to send a Norwegian frigate to the Red Sea.
Critics called on Norway to send a frigate to the Red Sea.
Norway is likely to send a frigate to the Red Sea, observers say.
A columnist urged Norway to send a frigate to the Red Sea.
A poll found that half of Norwegians want to send a frigate to the Red Sea.
"Norway should send a frigate to the Red Sea," said Kari Berg, a research fellow at an institute in Oslo.
Activists demanded that Norway send a frigate to the Red Sea.
"""


@pytest.mark.parametrize("text", read_lines(NO_AUTHORITY))
def test_who_does_not_speak_for_a_party_binds_nobody(text: str) -> None:
    records, candidates = read_all(text)
    assert records == []
    assert {candidate.reason for candidate in candidates} <= {
        "no_authority", "prediction", "aspiration", "request", "hypothetical", "vague"
    }  # fmt: skip


# what happened stays a fact, whoever tells it: text | standing
FACTS_IN_COMMENTARY = """
Norway sent a frigate to the Red Sea in May, analysts noted. | completed
Experts point out that Norway has sent a frigate to the Red Sea. | completed
The opposition criticised that Norway had sent a frigate to the Red Sea. | completed
Norway, which sent a frigate to the Red Sea in May, has done enough, a columnist wrote. | completed
Norway has agreed to send a frigate to the Red Sea, which experts called a risk. | agreed
"""


@pytest.mark.parametrize(("text", "standing"), read_rows(FACTS_IN_COMMENTARY), ids=lambda cell: cell)
def test_a_fact_inside_commentary_counts(text: str, standing: str) -> None:
    (record,) = read(text)
    assert (record.kind, record.parties, record.standing) == ("force_deployment", ("NOR",), standing)


# text | parties | speaker, where several people speak
TWO_SPEAKERS = """
Sweden's foreign minister said that Norway would send a frigate to the Red Sea. | NOR | Sweden's foreign minister
"We will send a frigate to the Red Sea," Norway's minister said, as his Swedish colleague listened. | NOR | \
Norway's minister
Experts had expected less. "We will send a frigate to the Red Sea," Norway's minister said. | NOR | Norway's minister
Norway's minister said it would send a frigate to the Red Sea. Experts were surprised. | NOR | Norway's minister
"""


@pytest.mark.parametrize(("text", "parties", "speaker"), read_rows(TWO_SPEAKERS), ids=lambda cell: cell)
def test_the_word_belongs_to_who_said_it(text: str, parties: str, speaker: str) -> None:
    (record,) = read(text)
    assert (" ".join(record.parties), record.voice.speaker) == (parties, speaker)


def test_a_quote_that_runs_on_keeps_its_speaker() -> None:
    text = 'The Norwegian defence minister spoke in Bergen. "The sea is ours," he said. "We will buy five frigates."'
    (record,) = read(text)
    assert (record.kind, record.parties, record.voice.voice) == ("capability", ("NOR",), "official_quote")


def test_a_company_binds_no_state() -> None:
    assert read("The shipyard's chief executive said the company would sell two frigates to a rival firm.") == []
