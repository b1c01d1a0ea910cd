"""Articles for the measurement of page reading: made up from a bank of sentences, the same at every run."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

_STATES = "Norland Esteria Kovania Maritia Sudova Arden Belmark Ostrana Trevia Halden Lunara Portavia".split()
_PEOPLE = (
    "Ana Verhoeven,Jonas Ekdahl,Mina Sato,Petra Novak,Luis Ortega,Hye-jin Park,Omar Siddiq,Clara Weiss,"
    "Tomas Lind,Ruth Okafor,Paul Drummond,Ines Carvalho"
).split(",")
_PLACES = "Westport,Old Harbour,Karsund,Mirov,Santa Rosa,Ballin,Tarn,Kita City,North Bay,Velden".split(",")
_THINGS = "air defence,mine hunting,coastal radar,cyber security,field hospitals,transport aircraft,patrol ships".split(
    ","
)
_OPENINGS = (
    "{a} agreed with {b} on {weekday} to set up a joint centre for {thing} in {place}, its defence ministry said.",
    "The defence minister of {a}, {person}, signed an agreement on {thing} with {b} during a visit to {place}.",
    "{a} will send {n} soldiers and {m} vehicles to an exercise that {b} hosts near {place} next spring.",
    "The parliament of {a} approved a plan to raise spending on {thing} to {pct} percent of the defence budget.",
    "Officials of {a} and {b} met in {place} to discuss {thing}, supply routes and the training of young officers.",
)
_SENTENCES = (
    "The agreement runs for {y} years and may be renewed once if both sides wish so.",
    "Work on the site is due to begin after the thaw, and the first crews should arrive by the end of the year.",
    "“We have waited a long time for this day,” {person} told reporters in {place}.",
    "A spokesman of {b} declined to say how much each of the partners is going to pay.",
    "The two neighbours have trained together since the floods of the last decade, mostly at sea.",
    "About {n} people of both armies are expected to take part, among them engineers, medics and pilots.",
    "Observers from {c} were invited as well, though nobody has answered the letter so far.",
    "The opposition in {a} called the plan costly and asked for a full list of what had been ordered.",
    "Under the text, each side informs the other {m} days before it moves ships through the strait.",
    "“It is not directed against anybody,” the minister said, adding that the door was open to {c}.",
    "The ministry put the cost at {n} million crowns, of which a third falls due before the summer.",
    "Deliveries of {thing} equipment slipped twice last year because a supplier in {c} ran out of steel.",
    "A working group led by {person} is to report on the open questions within {m} weeks.",
    "Exercises of this kind had been suspended for {y} years after a quarrel over fishing rights.",
    "Analysts in {place} doubt that the timetable holds, given how few trained technicians there are.",
    "The general staff has asked for {m} more {thing} units, and the finance ministry has agreed to two of them.",
    "Both governments said that the centre is going to share what it learns with the whole region.",
    "Local councils near {place} want to know which roads are closed while heavy vehicles pass.",
    "In a separate letter the two ministers promised to exchange pictures from their patrol aircraft.",
    "The hotline between the two command posts has been tested {m} times since it was switched on.",
    "Nobody was hurt when a boat of {b} ran aground last month; the inquiry is still under way.",
    "The treaty of {year} remains the basis of the cooperation, the joint statement says.",
    "Training of the first {n} recruits takes place in {place}, where barracks stood empty for {y} years.",
    "“Without spare parts there is no readiness,” said {person}, who commands the northern brigade.",
    "The cabinet of {c} meets on Thursday and may decide to join, a diplomat said on condition of anonymity.",
    "A review every {y} years is meant to show whether the money was well spent.",
    "Fuel, food and medical care are paid by the host; the guests bring their own ammunition.",
    "The lower house votes next week, and the government counts on a majority of {m} seats.",
)
_HEADINGS = ("What was agreed", "Who pays", "Next steps", "Background", "Reactions", "The open questions")
_TITLES = (
    "{a} and {b} agree on {thing}",
    "{a} raises its spending on {thing}",
    "Ministers of {a} and {b} meet in {place}",
    "{b} hosts {a} for exercise near {place}",
    "{a}: new centre for {thing} announced",
)
ZONES = ("+00:00", "+09:00", "-05:00", "+01:00", "+05:30")


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says: blocks of its main text in order, each a kind (`p`, `h`, `li`, `tr`) and its text."""

    title: str
    blocks: tuple[tuple[str, str], ...]
    published: datetime
    author: str
    place: str

    @property
    def paragraphs(self) -> list[str]:
        """The texts of its blocks."""
        return [text for _, text in self.blocks]


def make_article(seed: str, length: int) -> Article:
    """An article of so many paragraphs; the same for the same seed."""
    draw = random.Random(seed)
    title = _fill(draw, draw.choice(_TITLES))
    sentences = list(_SENTENCES)
    draw.shuffle(sentences)
    blocks = [("p", _fill(draw, draw.choice(_OPENINGS)))]
    headings = list(_HEADINGS)
    draw.shuffle(headings)
    for number in range(1, length):
        if number % 4 == 3:
            blocks.append(("h", headings.pop()))
        taken = [sentences.pop() for _ in range(min(draw.choice((1, 2, 2, 3)), len(sentences)))]
        if not taken:
            break
        blocks.append(("p", " ".join(_fill(draw, sentence) for sentence in taken)))
    moment = datetime(2023, 1, 1, 6, 30) + timedelta(days=draw.randrange(900), minutes=15 * draw.randrange(50))
    return Article(title, tuple(blocks), moment.replace(tzinfo=_zone(draw)), draw.choice(_PEOPLE), draw.choice(_PLACES))


def make_list(seed: str) -> tuple[tuple[str, str], ...]:
    """Three items of a list, as blocks."""
    draw = random.Random(seed)
    return tuple(("li", _fill(draw, sentence)) for sentence in draw.sample(_SENTENCES, 3))


def make_rows(seed: str) -> tuple[tuple[str, str], ...]:
    """Rows of a small table, cells cut by `|`, as blocks."""
    draw = random.Random(seed)
    rows = ["State|Soldiers|Ships"]
    rows += [f"{state}|{draw.randrange(50, 5000)}|{draw.randrange(1, 40)}" for state in draw.sample(_STATES, 5)]
    return tuple(("tr", row) for row in rows)


def make_day(seed: str, near: date) -> date:
    """Another day, up to a year before or after."""
    return near + timedelta(days=random.Random(seed).choice((-1, 1)) * random.Random(seed + "n").randrange(3, 360))


def _fill(draw: random.Random, pattern: str) -> str:
    a, b, c = draw.sample(_STATES, 3)
    return pattern.format(
        a=a,
        b=b,
        c=c,
        person=draw.choice(_PEOPLE),
        place=draw.choice(_PLACES),
        thing=draw.choice(_THINGS),
        weekday=draw.choice("Monday Tuesday Wednesday Thursday Friday".split()),
        n=draw.randrange(100, 900),
        m=draw.randrange(3, 40),
        y=draw.randrange(2, 9),
        pct=draw.randrange(4, 30),
        year=draw.randrange(1960, 2015),
    )


def _zone(draw: random.Random) -> timezone:
    written = draw.choice(ZONES)
    sign = -1 if written[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(written[1:3]), minutes=int(written[4:])))
