"""VISCII and VPS: Vietnamese with a place for every letter with its marks, capitals too.

VISCII is RFC 1456; VPS is the set of the Vietnamese Professionals Society. Both use the bytes that windows-1252 has for
marks, and each some controls for the capitals that were left.
"""

from __future__ import annotations

from corpus_clean.mojibake.legacy_fonts.table import Table

_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VPS = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ  ỀỂỄỐỒỔỖýỷỵỚỜỞ ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ àáâãảạă èéêẽìí ĩẴĐòóôõ Ơụùúủ ỶẼỳ"
)
_VISCII_CONTROLS = {"\x02": "Ẳ", "\x05": "Ẵ", "\x06": "Ẫ", "\x14": "Ỷ", "\x19": "Ỹ", "\x1e": "Ỵ"}
_VPS_CONTROLS = dict(
    zip("\x02\x03\x04\x05\x06\x10\x11\x12\x13\x14\x15\x19\x1c\x1d", "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ", strict=True),
)


class Precomposed:
    """One such set, as windows-1252 or Latin-1 shows it."""

    def __init__(self, upper_half: str, controls: dict[str, str]) -> None:
        self._to_font = {}
        shown = dict(controls)
        for byte, letter in enumerate(upper_half, 0x80):
            if letter != " ":
                shown[chr(byte)] = letter
                char = bytes((byte,)).decode("cp1252", "ignore") or chr(byte)
                shown[char] = letter
                self._to_font[ord(letter)] = char
        self._to_font |= {ord(letter): char for char, letter in controls.items()}
        self._table = Table(shown)

    def read(self, text: str) -> str | None:
        """Return the Vietnamese that a text shows, None where it has characters that are not in the set."""
        if not self._table.covers(text):
            return None
        return self._table.read(text)

    def written(self, text: str) -> str:
        """Return what a text in the set shows as windows-1252."""
        return text.translate(self._to_font)


VISCII = Precomposed(_VISCII, _VISCII_CONTROLS)
"""
>>> VISCII.read("Vi®t Nam, xin chào các bÕn")
'Việt Nam, xin chào các bạn'
"""
VPS = Precomposed(_VPS, _VPS_CONTROLS)
"""
>>> VPS.written("Tiếng Việt"), VPS.read(VPS.written("Tiếng Việt"))
('Ti‰ng ViŒt', 'Tiếng Việt')
"""
