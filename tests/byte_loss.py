"""UTF-8 read in another encoding by decoders that lose bytes: what Python, Windows and browsers do."""

from __future__ import annotations


def replaced(text: str, codec: str) -> str:
    """Read the text as Python does: U+FFFD for each byte that it has no reading for.

    >>> replaced("好。", "gb18030")
    '濂姐��'
    """
    return text.encode().decode(codec, "replace")


def questioned(text: str, codec: str) -> str:
    """Read the text as Windows does: one ? for two bytes that are no pair, be the second one ASCII.

    >>> questioned("功能</p>", "gbk"), questioned("新功能</p>", "gbk")
    ('鍔熻兘</p>', '鏂板姛鑳?/p>')
    """
    data, at, shown = text.encode(), 0, ""
    while at < len(data):
        width = 1 if data[at] < 0x80 else 2
        shown += "€" if data[at] == 0x80 else _pair(data[at : at + width], codec)
        at += 1 if data[at] == 0x80 else width
    return shown


def _pair(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return "?"


def unmapped(text: str, codec: str) -> str:
    """Read the text as old web tools do: what a code page has no character for is dropped.

    >>> unmapped("“night”", "cp1252")
    'â€œnightâ€'
    """
    return text.encode().decode(codec, "ignore")
