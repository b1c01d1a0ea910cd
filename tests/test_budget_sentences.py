"""Defence budgets as texts word them: figures without their object, several in a sentence, old ones beside new ones."""

import pytest

from tests.marks import read_rows
from tests.readings import describe, read

# text | standing kind parties = value unit, due or effective year; … (`-` for none)
SHARES = """
Denmark, which spent 2.4% of GDP on defence last year, has pledged 3% in 2027. | \
completed budget_share DNK = 2.4 2024; agreed budget_share DNK = 3 2027
Bulgaria, which spends 2.1 percent of GDP on defence, aims to reach 2.5 percent by 2029. | \
under_way budget_share BGR = 2.1; planned budget_share BGR = 2.5 2029
Romania will increase defence spending from 2 to 2.5 per cent of GDP by 2027 and to 3 per cent by 2030. | \
planned budget_share ROU = 2.5 2027; planned budget_share ROU = 3 2030
Portugal plans to raise defence spending from 1.5 to 2 per cent by 2030. | planned budget_share PRT = 2 2030
Greece spent 3.1 percent of GDP on defence in 2024, Hungary 2.1 percent and Czechia 2.0 percent. | \
completed budget_share GRC = 3.1 2024; completed budget_share HUN = 2.1; completed budget_share CZE = 2
Albania, Croatia and Montenegro spend 1.7, 1.8 and 1.6 percent of GDP on defence respectively. | \
under_way budget_share ALB = 1.7; under_way budget_share HRV = 1.8; under_way budget_share MNE = 1.6
Norway's defence spending reached 2.2 percent of GDP last year and will rise to 3 percent by 2028. | \
completed budget_share NOR = 2.2 2024; planned budget_share NOR = 3 2028
Defence spending in Finland stood at 2.4% of GDP in 2024. | completed budget_share FIN = 2.4 2024
Croatia reached the 2 percent NATO target for the first time last year. | completed budget_share HRV = 2 2024
Norway will meet NATO's 5 percent target for military spending. | planned budget_share NOR = 5
Slovakia spent 2% of GDP on defence last year. The government wants to reach 2.4% by 2027. | \
completed budget_share SVK = 2 2024; planned budget_share SVK = 2.4 2027
Iceland's economy grew by 3 percent while it spent 0.2 percent of GDP on defence. | completed budget_share ISL = 0.2
NATO leaders agreed to raise defence spending to 5 percent of GDP by 2035: 3.5 percent for core defence and \
1.5 percent for related investments. | agreed budget_share NATO = 5 2035; agreed budget_share NATO = 3.5; \
agreed budget_share NATO = 1.5
Estonia said on Monday that unemployment had fallen to 5 percent although it spends 3 percent of GDP on defence. | \
under_way budget_share EST = 3
The Swiss government proposed an eight-year defence budget of 30 billion francs. | \
proposed budget_amount CHE = 3e+10 2025
Croatia put 1.5 percent of the defence budget into research. | -
Malta is to raise its defence effort from 0.5 per cent of GDP to 0.8 by 2030. | planned budget_share MLT = 0.8 2030
Uganda devotes two and a half percent of everything it produces to the army. | under_way budget_share UGA = 2.5
Iceland binds itself to spending 1.5 percent of GDP on defence. | agreed budget_share ISL = 1.5
Canada pours an extra 5 billion dollars into its forces, which will bring them to 2.1 per cent of GDP by 2029. | \
planned budget_share CAN = 2.1 2029
"""

AMOUNTS = """
Portugal promised to spend more on defence. | agreed budget_amount PRT
The Bulgarian cabinet proposed 800 million leva for the rearmament of the army. | proposed budget_amount BGR = 8e+08
Finland has set its 2026 defence budget at 6.3 billion euros. | agreed budget_amount FIN = 6.3e+09 2026
The defence budget of Latvia was 1.5 billion euros in 2024. | completed budget_amount LVA = 1.5e+09 2024
Chile said it would spend 3 billion dollars over four years to modernise its navy. | \
planned budget_amount CHL = 3e+09 2025
The defence ministry of Japan has requested 8.8 trillion yen ($60 billion) for fiscal 2026. | \
proposed budget_amount JPN = 8.8e+12 2026
Norway's parliament agreed to spend another 60 billion crowns on defence. | agreed budget_amount NOR = 6e+10
The rise marks the steepest growth of defence spending in Peru. | -
The budget law of Senegal devotes 300 billion CFA francs to defence. | in_force budget_amount SEN = 3e+11
The Georgian budget for next year gives the army 1.6 billion lari. | in_force budget_amount GEO = 1.6e+09 2026
"""


def tell(text: str) -> list[str]:
    """The budgets of a text with value and year."""
    told = []
    for record in read(text):
        quantity, times = record.quantity, record.times
        value = f" = {quantity.value:g}" if quantity else ""
        day = times.due or times.effective
        told.append(f"{record.standing} {describe(record)}{value}{f' {day.start_on.year}' if day else ''}")
    return sorted(told)


@pytest.mark.parametrize(("text", "expected"), read_rows(SHARES) + read_rows(AMOUNTS))
def test_a_budget_has_its_figure_and_its_year(text: str, expected: str) -> None:
    assert tell(text) == sorted(part.strip() for part in expected.split(";") if part != "-")
