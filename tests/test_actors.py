"""Actors in running text: which words stand for a state or an organisation, and which only look so.

Every line is a text as it should be marked: `[JPN Tokyo]` is a mention, what has no mark is none.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.marks import mark, read_lines, strip_marks
from transforms.words.actors import ActorMention, find_actors

PUBLISHED = date(2024, 7, 17)

NAMES = """
[JPN Japan] and the [USA United States] agreed.
The [USA U.S.] and the [USA US] are one; they told us.
[TUR Turkey] is [TUR Türkiye]; they ate turkey.
[CIV Ivory Coast] and [CIV Côte d'Ivoire] are one.
[XKX Kosovo], [TWN Taiwan] and [PSE Palestine] were named.
The [PRK DPRK] met the [KOR ROK]; the [CHN PRC] watched.
The [CHN CCP] rejects the plan.
The [PRK Democratic People's Republic of Korea] and the [KOR Republic of Korea] spoke.
The [CHN People's Republic of China] and the [TWN Republic of China (Taiwan)] did not speak.
The [COD Democratic Republic of the Congo] borders the [COG Republic of the Congo].
[GIN Guinea], [GNB Guinea-Bissau], [GNQ Equatorial Guinea] and [PNG Papua New Guinea] are four.
[NER Niger] borders [NGA Nigeria].
[SSD South Sudan] left [SDN Sudan].
[DMA Dominica] is not the [DOM Dominican Republic].
[GBR Britain], the [GBR UK] and [GBR Great Britain] are one.
[TUR TURKEY] AND [GRC GREECE] AGREE
[USA US] AND [JPN JAPAN] TO HOLD DRILLS
The [ARE UAE] bought it from [KOR Korea].
The [RUS Russian Federation] denies it.
The [NLD Netherlands] agreed, and so did [NLD Holland].
"""

DEMONYMS = """
[CHN Chinese] and [RUS Russian] ships sailed.
The [FIN Finns] and the [NLD Dutch] agreed.
[SWE Swedes], [DNK Danes], [NOR Norwegians] and [ISL Icelanders] train.
[PHL Filipino] troops and [GBR British] ships came.
The [FRA Franco]-[DEU German] brigade and a [CHN Sino]-[RUS Russian] patrol.
[JPN Japan]-[PHL Philippines] ties, [USA U.S.]–[KOR ROK] drills, [EU EU]-[JPN Japan] talks.
A [USA U.S.]-led coalition and a [GBR British]-led battlegroup.
The [USA United States]' pledge and [JPN Japan]'s plan.
"""

CAPITALS = """
[JPN Tokyo] said it would join.
The talks were held in Tokyo.
He flew to Tokyo on Monday.
On Monday [JPN Tokyo] agreed.
[USA Washington] and [KOR Seoul] agreed to share data.
[JPN Tokyo], [KOR Seoul] and [USA Washington] agreed.
They met in Tokyo, Seoul and Washington.
In Washington, [JPN Tokyo] and [KOR Seoul] agreed to share data.
Talks between [CHN Beijing] and [RUS Moscow] went on.
Weapons to [UKR Kyiv] will follow.
TOKYO (AP) — [JPN Japan] said so.
WASHINGTON — The [USA U.S.] said so.
The Washington summit ended; the Paris Agreement stands.
They met in Taipei, [TWN Taiwan].
Paris, Texas is a town.
Paris Hilton came, and Jack London too.
Brussels, Geneva and The Hague seat too many to stand for one.
[MEX Mexico City] agreed.
London-based analysts of the London School of Economics disagreed.
"""

INSTITUTIONS = """
The [JPN Japan Air Self-Defense Force] will join.
The [USA U.S. Navy] and the [JPN JMSDF] trained.
The [GBR UK's Royal Navy] sent ships.
The [FRA French] and [GBR British navies] train.
The [NLD Royal Netherlands Navy] and the [PHL Philippine Navy] trained.
The [JPN Japanese Ministry of Defense] announced it.
The [JPN Ministry of Defence of Japan] announced it.
[LTU Ministry of National Defence of Lithuania] announced it.
[KOR South Korea's Ministry of National Defense] announced it.
The [CHN Chinese Embassy] in Canberra protested.
The [USA Pentagon] and the [RUS Kremlin] spoke.
The leaders met at the White House, and the [USA White House] announced it.
The National Security Council met.
The [USA National Security Council] met, the [USA U.S.] said.
The [EU European Commission] and the [NATO North Atlantic Council] met.
The [NATO NATO-Ukraine Council] met.
"""

LEADERS = """
[JPN Japanese Prime Minister Fumio Kishida] met [USA US President Joe Biden].
[JPN Prime Minister Kishida] spoke; [JPN Kishida] smiled.
[KOR South Korean President Yoon Suk Yeol] agreed.
[FRA President Macron] and [DEU Chancellor Scholz] met.
[USA Mr. Biden] and [RUS Mr. Putin] met.
[NATO NATO Secretary General Jens Stoltenberg] spoke.
[UN UN Secretary-General António Guterres] spoke.
[EU EU High Representative Josep Borrell] spoke.
[ISR Israeli Foreign Minister Israel Katz] spoke.
[CHN President Xi Jinping] spoke; [CHN Xi] left.
[UKR Ukraine's President Volodymyr Zelenskyy] spoke.
[PHL Philippine President Ferdinand Marcos Jr.] spoke.
[SYR Bashar al-Assad] and [EGY Abdel Fattah el-Sisi] met; [EGY Sisi] left.
[IRN Iran's Supreme Leader Ali Khamenei] spoke.
[LTU Lithuanian President Gitanas Nauseda] spoke.
[JPN Japan's Kishida] and [USA America's Biden] met.
[USA Secretary of State Antony Blinken] met [GBR Defence Secretary John Healey].
[JPN Defence ministers of Japan] and [AUS Australia] met.
Gen. Charles Q. Brown and General Lee Smith are no heads of state.
Jill Biden and Hunter Biden stayed at home.
Kim, Lee and Li are too many to be one.
[GBR Theresa May] signed it; in May it was gone.
Defense Secretary To Visit [JPN Japan]
"""

ORGANISATIONS = """
[NATO NATO], the [EU EU], the [UN UN], [ASEAN ASEAN], [AUKUS AUKUS], the [QUAD Quad] and the [G7 G7] met.
The [IP4 IP4], the [OSCE OSCE], the [AU African Union], the [CSTO CSTO], the [SCO SCO] and the [GCC GCC] met.
The [JEF Joint Expeditionary Force] and the [IP4 Indo-Pacific Four] met.
[NATO NATO allies] and [NATO European allies] will pay more.
European countries will pay more.
[SWE Sweden] joined [NATO the Alliance].
The [EU European Union member states] agreed.
The [E3 E3], the [E5 E5] and the [WEIMAR_TRIANGLE Weimar Triangle] met.
The [BALTIC_STATES Baltic states] and the [NORDIC_COUNTRIES Nordic countries] train.
The [NB8 Nordic-Baltic Eight] met.
[KOREAS The two Koreas] will talk.
The [COALITION_OF_THE_WILLING coalition of the willing] met.
A quad bike, a squad of men and a new alliance.
"""

SHIPS = """
[USA USS] Carl Vinson left; [USA Carl Vinson] and its escorts turned back.
Busan received [USA USS] Carl Vinson. [USA Carl Vinson] will sail to [JPN Japan].
[USA USS] Texas left; Texas is hot. The [USA USS] Nimitz left, and the [USA Nimitz] is back.
[USA USS] George Washington left. President George Washington, of another age, had no ship.
Carl Vinson was a congressman of whom a town is proud.
"""

NOT_ACTORS = """
Ships crossed the South China Sea, the Taiwan Strait, the Indian Ocean and the English Channel.
It cost 5 Swedish kronor, a Swiss franc and 3 Norwegian kroner.
American Airlines, Korean Air, Japan Airlines and British Airways fly.
Israel Aerospace Industries and Japan Steel Works build.
China Railway Construction Corporation builds.
The Korea Herald, the Japan Times and the Kyiv Independent reported.
A Chinese restaurant, French wine, Turkish coffee and Swiss cheese.
Guinea pigs and Brazil nuts.
It was read in English and in French; he spoke in Chinese.
The Chinese-language site of a US-made system.
New Mexico, New Jersey, British Columbia and Northern Ireland.
Latin America, North America and the South Pole.
The Soviet Union built Soviet tanks; Yugoslavia bought them.
Greenland, Guam and Hong Kong are places.
Contact us. Tell us more. Us and them.
LET US PRAY
"""

PERSONS_AND_US_STATES = """
Michael Jordan came. Jordan was glad.
Jordan Smith and Chad Johnson disagreed.
Rep. Jordan asked.
On Monday [JOR Jordan] agreed; later [TCD Chad] did.
The meeting was held in Amman. [JOR Jordan] will host.
[JOR Jordan] and [JOR Jordanian] troops came.
Georgia, Alabama and Florida build it.
In Athens, Georgia, they met.
Fort Jackson, Georgia is a base.
[GEO Georgia] and [MDA Moldova] were named.
"""

TABLES = {
    "names": NAMES,
    "demonyms": DEMONYMS,
    "capitals": CAPITALS,
    "institutions": INSTITUTIONS,
    "leaders": LEADERS,
    "organisations": ORGANISATIONS,
    "ships": SHIPS,
    "not actors": NOT_ACTORS,
    "persons and US states": PERSONS_AND_US_STATES,
}
LINES = [pytest.param(line, id=f"{name}: {line}") for name, table in TABLES.items() for line in read_lines(table)]


def find_marked(text: str, published_on: date = PUBLISHED) -> str:
    return mark(text, [(m.start, m.end, m.actor_id) for m in find_actors(text, published_on)])


@pytest.mark.parametrize("line", LINES)
def test_actors_are_marked(line: str) -> None:
    assert find_marked(strip_marks(line)) == line


@pytest.mark.parametrize(
    ("published_on", "actor_id"), [(date(2022, 3, 1), "NLD"), (date(2024, 12, 1), "NATO")], ids=["before", "after"]
)
def test_a_bare_surname_means_who_holds_office_that_day(published_on: date, actor_id: str) -> None:
    (mention,) = find_actors("It is right, Rutte said.", published_on)
    assert mention.actor_id == actor_id


def test_a_leader_out_of_office_is_former() -> None:
    (mention,) = find_actors("Former US President Donald Trump spoke.", PUBLISHED)
    assert (mention.actor_id, mention.is_former) == ("USA", True)
    (mention,) = find_actors("US President Donald Trump spoke.", date(2025, 7, 17))
    assert (mention.actor_id, mention.is_former) == ("USA", False)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Japan agreed.", "name"),
        ("Japanese ships came.", "demonym"),
        ("Tokyo agreed.", "capital"),
        ("The Kremlin agreed.", "metonym"),
        ("Prime Minister Kishida agreed.", "leader"),
        ("The Bundeswehr agreed.", "force"),
        ("The Japanese Ministry of Defense agreed.", "ministry"),
        ("NATO agreed.", "organisation"),
        ("NATO allies agreed.", "group"),
    ],
)
def test_the_form_says_by_what_an_actor_is_named(text: str, form: str) -> None:
    (mention,) = find_actors(text, PUBLISHED)
    assert mention.form == form


def test_the_same_words_across_a_line_break_are_one_mention() -> None:
    assert find_actors("the United\nStates", PUBLISHED) == [ActorMention(4, 17, "USA", "name")]


def test_two_paragraphs_are_no_name() -> None:
    assert find_actors("the United\n\nStates", PUBLISHED) == []


SOUP = st.sampled_from(
    "Japan US U.S. us Jordan Michael Georgia Atlanta Tokyo in In , and & - – ' ’s . President former Biden Rutte the "
    "NATO allies Royal Navy Minister of Defence White House Sino New Mexico \n \u00a0 İ ß ſ ( ) “ ” Korea ROK May "
    "Kim Jong Un Secretary-General To AND JAPAN".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60) | st.lists(SOUP, max_size=14).map(" ".join) | st.lists(SOUP, max_size=9).map("".join),
    st.dates(),
)
def test_any_text_gives_sorted_mentions_inside_it(text: str, published_on: date) -> None:
    previous = 0
    for mention in find_actors(text, published_on):
        assert previous <= mention.start < mention.end <= len(text)
        previous = mention.end
