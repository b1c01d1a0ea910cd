"""What the words around a number make of it: its qualifier, a change, a share of GDP, or a mere designation."""

import re

from transforms.words.quantity_words import FLAGS

_QUALIFIERS = (
    (
        "at_least",
        r"at least|(?:no|not) (?:less|fewer) than|over|more than|above|upwards? of|in excess of|exceed(?:s|ed|"
        r"ing)?|(?:a |the )?minimum(?: of)?|"
        r"surpass(?:es|ed|ing)?|beyond|greater than|north of|an initial",
    ),
    (
        "up_to",
        r"up to|as (?:many|much|high) as|(?:a |the )?maximum(?: of)?|(?:no|not) more than|at most|less than|"
        r"fewer than|under|below|capped at",
    ),
    ("exactly", r"exactly|precisely"),
    (
        "about",
        r"about|around|some|roughly|nearly|approximately|approx\.?|almost|close to|(?:an )?estimated|circa|c\.|"
        r"~|in the region of|an average of|"
        r"just (?:under|over|below|above)",
    ),
)
_FILLER = r"(?:(?:an? )?(?:another|additional|further|total of|extra|combined|initial|whopping|record)(?: an?)?,? )?"
_QUALIFIER_BEFORE = re.compile(
    rf"(?<![\w-])(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _QUALIFIERS)})(?:(?<=~)| ){_FILLER}$", FLAGS
)
_MORE_AFTER = re.compile(
    r"\+| or (?:more|higher|above|greater|over)\b|"
    r"(?:-| )plus\b(?! (?:an?|the|another|[0-9$€£]|two|three|four|five|six|options?))",
    FLAGS,
)
_ABOUT_AFTER = re.compile(r" or so\b", FLAGS)
_QUALIFIER_WIDTH = 44

_GDP = re.compile(
    r"(?:,? ?(?:or more|or higher|plus))?(?:-of-| (?:of|in terms of|share of) )(?:(?:its|their|the|our|his|a|"
    r"each|every|this|that|national|annual|"
    r"total|combined|own|size|share|country|nation|member|state|collective|respective|overall|nominal|current|"
    r"expected|projected|Allied|NATO|EU|[A-Z][a-z]+)(?:'s|s')? ){0,5}"
    r"(?:GDP|gross[ -]domestic[ -]products?|GNP|GNI|gross[ -]national[ -](?:product|income)|(?:national|"
    r"economic) (?:output|income|product|wealth)|"
    r"economic size|(?:domestic |annual )?(?:output|product)|econom(?:y|ies))(?!\w)|(?:-of-| of | )GDP\b|"
    r" of (?:all (?:that )?|everything (?:that )?|what )(?:it|the (?:country|nation|state|kingdom|republic|island)|"
    r"[A-Z][a-z]+) (?:produces?|earns?|makes?)\b",
    FLAGS,
)
_DEFENCE = r"(?:NATO|defen[cs]e|defensive|military|alliance|spending|armed forces|security|Wales|Hague)"
_TARGET = (
    r"(?:target|guideline|benchmark|threshold|goal|pledge|floor|commitment|minimum|mark|standard|requirement|"
    r"level|line|objective|norm|criteri(?:on|a))s?"
)
_TARGET_AFTER = re.compile(rf"[ -](?:(?:of )?[\w'-]{{1,20}} ){{0,4}}{_TARGET}\b", FLAGS)
_TARGET_BEFORE = re.compile(rf"\b{_TARGET} (?:of|to|at|is|was|set at)(?: [a-z]+){{0,3}} $", FLAGS)
_SPENT_ON = re.compile(
    r" (?:or more )?(?:a year |annually |each )?(?:on|for|to|in|towards?) (?:core |their |its |our )"
    r"?(?:defen[cs]e|the military|military|armed)",
    FLAGS,
)
_SPENDING_BEFORE = re.compile(
    r"\b(?:(?:defen[cs]e|military) (?:spending|budgets?|expenditures?|outlays?|investments?|share|burden|vote|bill|"
    r"purse|effort)|"
    r"(?:spending|outlays?|expenditures?) (?:on|for) (?:defen[cs]e|(?:the |its )?(?:military|armed forces|army)))"
    r"\b(?:[^.;\n]|\.(?=[0-9])){0,80}\b(?:to|at|of|reach(?:ed|es|ing)?|hits?|spend(?:s|ing)?|"
    r"was|is|stood|stands|remain(?:s|ed)?|than|least|about|around|nearly|(?:course|track|way) (?:for|to|towards?))\b"
    r"(?: [a-z]+){0,2} $",
    FLAGS,
)
_SHARE_BEFORE = re.compile(
    r"\b(?:share|percentage|proportion|ratio|part|burden)\b[^.;\n]{0,40}\b(?:GDP|gross domestic product|"
    r"national (?:output|income))\b|"
    r"\b(?:GDP|gross domestic product)[ -](?:share|ratio|target|goal)\b",
    FLAGS,
)
_SPENDING_AFTER = re.compile(
    rf"[ -](?:NATO )?{_DEFENCE}(?:[ -]related)? (?:spending|investments?|expenditures?|outlays?)"
    rf"\b(?! (?:increase|rise|hike|growth|boost|cut))",
    FLAGS,
)
_LEVEL_BEFORE = re.compile(
    r"\b(?:spen[dt]|pledg|reach|rais|lift|hik|commit|hit|meet|met|aim|allocat|devot|invest|target|goal|norm|level|stood|"
    r"stands?|ris[ei]|increas|go(?:es|ing)? (?:up )?to|exceed|mark|threshold|boost|surpass|share|provid|foresee|"
    r"envisag)\w*\b"
    r"(?:[^.;\n]|\.(?=[0-9])){0,60}$",
    FLAGS,
)
_LEVEL_AFTER = re.compile(
    r" (?:(?:will|would|is|are|should|must|to|be) ){0,3}(?:go|spent|earmarked|allocated|for|on),? (?:[\w,-]+ ){0,8}"
    r"(?:defen[cs]e|securit|infrastructure|resilien|related|core|military|armed|troops|soldiers|weapons|arms|equipment)|"
    r" (?:will|would|is|are) (?:be )?(?:enough|sufficient|adequate)\b",
    FLAGS,
)
_OTHER_SUBJECT = (
    r"deficits?|debts?|inflation|growth|grew|borrowing|surplus|remittances|aid|R&D|education|pensions?|exports|imports|"
    r"health|climate|emissions?|tariffs?|duty|duties|interest|unemployment|votes?|polls?|turnout|tax(?:es)?|wages?|"
    r"prices?|shares? of|respondents|population|discount|contracting|recession|savings"
)
_OTHER_BEFORE = re.compile(
    rf"\b(?:{_OTHER_SUBJECT})\b(?:(?!\b(?:spen[dt]|while|although|but|defen[cs]e|military)\b)[^,;.\n]|\.(?=[0-9])){{0,60}}"
    r"(?:, (?:(?:down |up )?from (?:[0-9.]+ ?(?:%|per ?cents?) )?|down |up )(?:to )?)?$",
    FLAGS,
)
_OTHER_AFTER = re.compile(
    rf"[^,;.\n]{{0,30}}\b(?:of|on|for|to|in|from) (?:[\w-]+ ){{0,2}}(?:{_OTHER_SUBJECT})\b| (?:{_OTHER_SUBJECT})\b",
    FLAGS,
)
_OF_A_BUDGET = re.compile(
    r" of (?:the |its |their |our |his )?(?:[\w-]+ ){0,2}(?:budgets?|spending|expenditures?|outlays?)\b", FLAGS
)
_SENTENCE_START = re.compile(r"[.!?][”\"’')]*\s+(?=[A-Z“\"‘(])|\n")
_UP = (
    r"increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|ris(?:e|es|ing)|rose|risen|gr(?:ow|ew|own|ows|owth|owing)|"
    r"boost(?:s|ed|ing)?|jump(?:s|ed|ing)?|hik(?:e|es|ed|ing)|expand(?:s|ed|ing)?|surg(?:e|es|ed|ing)|climb(?:s|"
    r"ed|ing)?|up|lift(?:s|ed|ing)?|soar(?:s|ed|ing)?|uplift|higher"
)
_DOWN = (
    r"decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tion)|cut(?:s|ting)?|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)"
    r"?|declin(?:e|es|ed|ing)|slash(?:es|ed|ing)?|lower(?:s|ed|ing)?|shr[aiu]nk(?:s|ing)?|trim(?:s|med|ming)?|"
    r"down"
)
_CHANGE_BEFORE = re.compile(
    rf"\b(?:(?P<increase>{_UP})|(?P<decrease>{_DOWN}))\b(?P<object>[^.;:\n]{{0,60}}?)(?P<link> by| of|)"
    rf" [“\"]?(?:(?:at least|over|more than|about|around|some|nearly|"
    rf"up to|almost|roughly|approximately|an?|another|additional|further|annual) ){{0,3}}$",
    FLAGS,
)
_CHANGE_AFTER = re.compile(
    rf"[ -](?:[a-z-]+ ){{0,3}}?(?:(?P<increase>{_UP}|more)|(?P<decrease>{_DOWN}|less|fewer))\b", FLAGS
)
_REACHED = re.compile(r"\b(?:to|at)\b[^,]*$", FLAGS)
_PLAIN_OBJECT = re.compile(r"(?: (?!(?:from|reach|be|is|are|was|than|above|and|but|if|of|the)\b)[\w'-]+){0,4}", FLAGS)
_DESIGNATORS = (
    r"Leopard|Challenger|Merkava|Type|Mark|Mk\.?|Articles?|Block|Phase|Pillar|Chapter|Level|Tier|Sections?|"
    r"Resolutions?|UNSCR|Task Force|CTF|Link|"
    r"Standard Missile|Batch|Flight|Tranche|Increment|Version|Track|Group of|No\.?|Nos\.|Number|Unit|Class|"
    r"Category|Title|Part|Annex|Paragraphs?|Page|Room|"
    r"Stage|Spiral|Boeing|Airbus|Trident|Minuteman|Arrow|Protocol|Agenda|Vision|Horizon|Option|Step|Rule|"
    r"Directive|Highway|Route|Runway|"
    r"Storm|Fattah|Shahed|Geran|Bulava|Angara|Ariane|Expo|Table|Figure|Fig\.|Footnote|Note|Clause|Item|"
    r"Sentinel|Neptune|JAS|Jas|Su|MiG|Mi|Ka|Tu|Yak|Mirage|Hawk|Aster|Meteor|Ceptor|Marder|Centauro|Ariete|Gripen|Rafale"
)
_DESIGNATOR = re.compile(rf"(?:^|(?<!\w))(?:{_DESIGNATORS}) $", re.ASCII)
_DOING = re.compile(r" (?!(?:training|fighting|landing|existing|remaining|missing|operating)\b)[a-z]+ing\b")
_MONTH_BEFORE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|"
    r"Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|"
    r"Oct\.?|Nov\.?|Dec\.?) $",
    re.ASCII,
)


def find_qualifier(text: str, start: int, number_end: int, end: int) -> tuple[int, int, str | None]:
    """The span widened by its qualifier, and the qualifier: `at_least`, `about`, `up_to`, `exactly` or None."""
    offset = max(0, start - _QUALIFIER_WIDTH)
    before = _QUALIFIER_BEFORE.search(text[offset:start])
    if before:
        return offset + before.start(), end, before.lastgroup
    for position in (number_end, end):
        for pattern, name in ((_MORE_AFTER, "at_least"), (_ABOUT_AFTER, "about")):
            match = pattern.match(text, position)
            if match:
                return start, max(end, match.end()), name
    return start, end, None


def match_gdp(text: str, end: int) -> int | None:
    """Where "of GDP" and its like end behind a percentage; None where they do not follow."""
    match = _GDP.match(text, end)
    return match.end() if match else None


def find_basis(text: str, start: int, end: int) -> str | None:
    """`increase` or `decrease` where the percentage is a change and no level ("by 20%", "a 10% cut")."""
    after = _CHANGE_AFTER.match(text, end)
    if after:
        return after.lastgroup
    before = _CHANGE_BEFORE.search(text[max(0, start - 110) : start])
    if not before or _REACHED.search(before["object"]) or _TARGET_AFTER.match(text, end):
        return None
    if not before["link"] and not _PLAIN_OBJECT.fullmatch(before["object"]):
        return None
    return "increase" if before["increase"] else "decrease"


def is_share_of_gdp(text: str, start: int, end: int, value: float) -> bool:
    """Whether a bare percentage is a defence spending target or level, which allies state as a share of GDP."""
    if value > 10 or _OF_A_BUDGET.match(text, end):
        return False
    before, around = text[max(0, start - 120) : start], text[max(0, start - 160) : end + 120]
    is_target = _TARGET_AFTER.match(text, end) or _TARGET_BEFORE.search(before)
    if is_target and re.search(rf"\b{_DEFENCE}\b", around, FLAGS):
        return True
    if _SHARE_BEFORE.search(before) or _SPENDING_AFTER.match(text, end):
        return True
    return bool(_SPENT_ON.match(text, end) or _SPENDING_BEFORE.search(before))


def is_about_other_spending(text: str, start: int, end: int) -> bool:
    """Whether a percentage is about something else than defence: a deficit, growth, aid, a vote."""
    before = text[max(0, start - 90) : start]
    return bool(_OTHER_BEFORE.search(before) or _OTHER_AFTER.match(text[end : end + 80]))


def is_level(text: str, start: int, end: int) -> bool:
    """Whether a percentage that has lost its object is a level that somebody reaches, pledges or spends."""
    stretch = text[max(0, start - 160) : start]
    breaks = [match.end() for match in _SENTENCE_START.finditer(stretch)]
    own = stretch[breaks[-1] :] if breaks else stretch
    if is_about_other_spending(text, start, end) or re.match(r" of\b", text[end : end + 4]):
        return False
    return bool(
        _LEVEL_BEFORE.search(own) or _LEVEL_AFTER.match(text[end : end + 120]) or _TARGET_AFTER.match(text, end)
    )


def is_designation(text: str, start: int, number: str) -> bool:
    """Whether a number names rather than counts: Article 5, Leopard 2, Resolution 1701, July 12."""
    before = text[max(0, start - 24) : start]
    if number.lower() == "one" and _DOING.match(text, start + len(number)):
        return True  # "two pacts, one allowing troops to"
    return "," not in number and bool(_DESIGNATOR.search(before) or _MONTH_BEFORE.search(before))
