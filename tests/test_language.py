"""In which language a text is: certain or not at all."""

from __future__ import annotations

import pytest

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.document import Document
from corpus_clean.language import detect
from corpus_clean.names import UnknownNameError
from corpus_clean.unicode.languages import checked, writing

KNOWN = [
    ("今天天氣很好，我們去公園散步。", "zh"),
    ("今日は天気がいいので、公園へ行きます。", "ja"),
    ("오늘은 날씨가 좋아서 공원에 갑니다.", "ko"),
    ("Η θάλασσα ήταν ήρεμη και ο ουρανός γαλανός, χωρίς ούτε ένα σύννεφο.", "el"),
    ("השמיים היו כחולים והים היה שקט מאוד באותו בוקר של חורף.", "he"),
    ("Ранним утром дети побежали к реке, чтобы посмотреть, как тронулся лёд и как по воде плывут льдины.", "ru"),
    ("Рано-вранці діти побігли до річки, щоб подивитися на кригу, яка вже скресла.", "uk"),
    ("Früh am Morgen liefen die Kinder zum Fluss, um das Eis zu sehen, das schon brach.", "de"),
    ("Tôt le matin, les enfants coururent à la rivière pour voir la glace qui se brisait déjà.", "fr"),
]
UNKNOWN = [
    "",
    "ok",
    "12345",
    "Bucureşti",
    "sæson",
    "ᠮᠣᠩᠭᠣᠯ",
    "ښه ورځ ولرئ، زه غواړم چې تاسو ته یو څه ووایم او بیا به لاړ شم",
    "Hello привет",
]


@pytest.mark.parametrize(("text", "language"), KNOWN)
def test_what_is_certain(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not(text: str) -> None:
    assert detect(text) is None


def test_what_is_given_counts() -> None:
    document = Document("今天天氣很好", given_language="ja")
    assert document.language == "ja"
    assert document.is_in("ja", "zh")
    assert not Document("ok").is_in("en")


def test_a_language_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="unknown language 'xq'"):
        clean("a", lang="xq")
    assert Cleaner(lang="pt_BR").lang == "pt-BR"
    assert checked("zh-Hant-HK") == "zh-Hant-HK"


def test_what_a_language_writes() -> None:
    romanian, french = writing("ro"), writing("fr")
    assert romanian
    assert french
    assert "ș" in romanian.letters
    assert "ş" not in romanian.letters
    assert (french.quotes, romanian.quotes, romanian.inner) == (("«", "»"), ("„", "”"), ("«", "»"))
    assert writing("") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("東京都千代田区", "ja"),
        ("株式会社 代表取締役", "ja"),
        ("爲了學習", "zh"),
        ("隨着時間", "zh"),
        ("東京", "zh"),  # in all standards
        ("为了学习國語", "zh"),  # in none of them
    ],
)
def test_japanese_without_kana_is_told_by_its_han(text: str, language: str) -> None:
    assert detect(text) == language
