"""Clean text, damaged on purpose and cleaned again: what comes back is the source, or it was reported."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_clean import Cleaner
from corpus_clean.tables.readings import first_reading
from tests.gbk_damage import FOLD, corrupt, loss_of

SENTENCES = (
    "秋收以後，村裡的人都到曬穀場上來看戲。",
    "老師們在黑板上寫字，學生們在下面抄。",
    "這條路修好了。可以走大車，也可以走小車。",
    "他放下書本。“今天就到這裡！”他說完就走了。",
    "因為工作的關係，他常常不在家。",
    "當地的學校只有兩個班，一共三十名學生。",
    "會議開了一整天，大家都說了自己的看法。",
    "我們在車站等了很久，火車還沒有來。",
    "測量儀器放在櫃子裡，鑰匙由會計保管。",
    "橋修好了。“新河大橋”四個字是老校長寫的。",
    "從前這裡是一片荒地，現在種滿了蘋果樹。",
    "每個人都有自己的難處，他也不例外。",
    "她把信讀了兩遍，然後放進抽屜，鎖上了。",
    "經過十年的努力，這部詞典終於出版了。",
)
TRADITIONAL = sorted({char for line in SENTENCES for char in line if first_reading(char)} | set("數冊驗謹績經達詢請"))

CLEANER = Cleaner(select=("gbk-straddle", "pinyin-gloss"))


@settings(derandomize=True, deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True),
    st.lists(st.sampled_from(TRADITIONAL), min_size=4, max_size=60, unique=True),
)
def test_damage_is_undone_or_reported(lines: list[str], chars: list[str]) -> None:
    source = "\n".join(lines)
    readings = {char: first_reading(char) or "" for char in chars}
    seen = corrupt(source, readings)
    result = CLEANER.clean(seen)
    assert result.revert() == seen
    assert CLEANER.clean(result.text).text == result.text
    if loss_of(source, readings) in {"nothing", "lossless"} and not result.findings:
        assert result.text == source.translate(FOLD)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet="當地數?！，,!（shù)ūcè)們在x_W/p><“”\n。可", max_size=60))
def test_soup_of_its_fragments_is_survived(text: str) -> None:
    result = CLEANER.clean(text)
    assert result.revert() == text
    assert CLEANER.clean(result.text).text == result.text
