"""What people write who write about mojibake, in the languages that have a word for it."""

from __future__ import annotations

import re

MOJIBAKE = re.compile(
    r"mojibake|\bftfy\b|zeichensalat|buchstabensalat|krakozyabr|кракозябр|乱码|亂碼|文字化け|文字バケ"
    r"|깨진 (?:글자|문자|한글)"
    r"|(?:글자|문자|한글)\w? ?깨|krzacz|krzaki",
    re.IGNORECASE,
)
"""The fault by its own name."""
_FAULT = (
    rf"{MOJIBAKE.pattern}|mis-?(?:en|de)cod|double[- ](?:en|de)cod|garbled|gibberish"
    r"|replacement character|caract[eè]res? (?:bizarre|étrange|illisible|raro|extrañ|estranho)"
    r"|(?:encoding|charset|codepage|unicode) (?:error|problem|issue|bug|mistake|mix)"
    r"|(?:wrong|broken|bad|incorrect) (?:encoding|charset|umlauts|accents)"
)
NAMES_THE_FAULT = re.compile(_FAULT, re.IGNORECASE)
"""The fault by its name, or by what it is."""
TELLS_THE_FAULT = re.compile(
    rf"{_FAULT}|(?:decoded|encoded|read|interpreted|displayed|shown|appears?|treated) as\b"
    r"|unicode(?:de|en)codeerror|u\+fffd",
    re.IGNORECASE,
)
"""The same, and what happens to bytes; on one line only, for programs say so as well."""
SPEAKS_OF_ENCODING = re.compile(
    r"\butf-?8|latin-?[12]\b|iso[-_ ]?8859|windows-?125\d|\bcp-?\d{3,5}\b|\bgbk\b|gb2312|gb18030|\bbig5"
    r"|s(?:hift)?[-_]?jis|\beuc-|koi8|mac[-_ ]?roman|unicode|\bascii\b|\bansi\b|charset"
    r"|code ?page|(?:en|de)cod(?:e|ing|er|ed|es|age|ific)"
    r"|kodier|codifica|encodage|décodage|кодиров|编码|編碼|解码|解碼|字符集|字元集|文字コード|エンコード|デコード|인코딩"
    r"|kodowani|kódování|umlaut|sonderzeichen|diacritic|accented",
    re.IGNORECASE,
)
"""Encodings, by name and in general."""
JOINS = re.compile(
    r"\b(?:instead|statt|anstatt|stattdessen|anstelle|rather|should|becomes?|became|wird|werden|wurde|au lieu|devient"
    r"|en lugar|en vez|em vez|invece|diventa|zamiast|místo|вместо|становится|превращается|displays?|shows?|in place)\b"
    r"|变成|變成|应为|應為|应该是|應該是|而不是|代替|の代わり|대신"
)
"""What stands between a right form and a broken one, and hardly between others."""
RELATES = re.compile(
    r"\b(?:not|for|is|was|to|into|from|pour|donne|zu|aus|means?|gets?|это|не|jest|es|está|è)\b|は|が|是|为|為|은|는"
)
"""What stands between the two when both are quoted."""
