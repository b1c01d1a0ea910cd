"""Which office holder a name means, by the day, the title and what the text has said before."""

from datetime import date

from schemas.registers import Office
from transforms.words.actor_lexicon import Sense
from transforms.words.phrases import Phrase

_TITLES = {
    "president": "head_of_state",
    "king": "head_of_state",
    "prime minister": "head_of_government",
    "premier": "head_of_government",
    "chancellor": "head_of_government",
    "defen": "defence",
    "foreign": "foreign",
    "secretary of state": "foreign",
    "secretary general": "head",
    "secretary-general": "head",
}


class People:
    """The persons that one text has named so far."""

    def __init__(self, published_on: date) -> None:
        self._day = published_on
        self._named: dict[str, str] = {}

    def resolve(self, phrase: Phrase[Sense], is_titled: bool, title: str = "", actor_id: str = "") -> Office | None:
        """The office of the person named, the current one first; None where the name alone says too little."""
        offices = [office for office in phrase.payload.offices if not actor_id or office.actor_id == actor_id]
        if phrase.payload.form == "surname":
            offices = self._narrow(phrase.written, offices, is_titled, title)
        if not offices:
            return None
        best = min(offices, key=self._distance)
        for surname in best.surnames:
            self._named[surname] = best.actor_id
        return best

    def _narrow(self, surname: str, offices: list[Office], is_titled: bool, title: str) -> list[Office]:
        if surname in self._named:
            return [office for office in offices if office.actor_id == self._named[surname]]
        if not is_titled:
            return [office for office in offices if office.is_household_name and office.is_held_on(self._day)]
        fitting = [office for office in offices if _fits_title(office, title)] or offices
        current = [office for office in fitting if office.is_held_on(self._day)] or fitting
        return current if len({office.actor_id for office in current}) == 1 else []

    def is_in_office(self, office: Office) -> bool:
        """Whether the office was held on the day of publication."""
        return office.is_held_on(self._day)

    def _distance(self, office: Office) -> int:
        """Days between the term and the day of publication."""
        if office.is_held_on(self._day):
            return 0
        ends = [office.took_on, *([office.left_on] if office.left_on else [])]
        return min(abs((self._day - end).days) for end in ends)


def _fits_title(office: Office, title: str) -> bool:
    lowered = title.casefold()
    return any(word in lowered and office.office == kind for word, kind in _TITLES.items())
