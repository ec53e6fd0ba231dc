"""How long hostile text takes: `python -m tests.bench.time_bombs [--profile P] [--only NAME]... [--largest N]`.

Each generator makes a text of 10 kB, 100 kB and 1 MB of UTF-8. A row for each: the seconds of a processor that
`Cleaner.clean` takes, and the exponent of their growth from the first size to the last that ended (1.0 is linear).
A text is cleaned in a process of its own, as a command does it, which is ended after `--limit` seconds. Where the
largest took more than `--slow` seconds for a megabyte, the `find` of each rule is timed alone, on the text as it is.
"""

from __future__ import annotations

import gc
import multiprocessing
import random
import time
from functools import cache
from itertools import cycle, islice
from math import log
from typing import TYPE_CHECKING

import click

from corpus_clean import RULES, Cleaner
from corpus_clean.cli import COLLECTED_AFTER
from corpus_clean.document import Document
from corpus_clean.plausibility.han import rank
from corpus_clean.profiles import PROFILES
from corpus_clean.rules import BY_ID
from corpus_clean.tables.readings import first_reading
from tests.gbk_damage import corrupt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

SIZES = (10_000, 100_000, 1_000_000)
LITERALS = {
    # what the patterns of the rules look for
    "Ã": "Ã",
    "Ã©": "Ã©",
    "Ã©Ã": "Ã©Ã ",
    "â€": "â€",
    "ÃƒÂ©": "ÃƒÆ’Ã‚Â©",
    "Ð¿Ñ€": "Ð¿Ñ€Ð¸",
    "ï¿½": "ï¿½",
    "C1": "\x85\x93",
    "zero width": "a\u200b",
    "joiners": "\u200d\u200c",
    "selectors": "a\ufe0f\U000e0101",
    "tags": "\U0001f3f4\U000e0067",
    "bidi": "\u202e\u2066א",
    "bidi lines": "\u202ea\n",
    "accents": "e\u0301",
    "marks in disorder": "\u0301\u0323",
    "zalgo": "a\u0301\u0302\u0303\u0304\u0305",
    "presentation": "ﻣﺮ",
    "radicals": "⼀⽅",
    "half-width": "ﾊﾟ",
    "half-width dots": "･",
    "full-width": "Ａ，",
    "styled": "𝐇𝐞 ",
    "styled dots": "𝐇. ",
    "mixed": "аa",
    "mixed words": "Мoсква ",
    "zeros": "0О",
    "look-alikes": "カ一",
    "&#38;": "&#38;",
    "escapes": "\x1b[",
    "overstrike": "_\x08a",
    "interleaved": "a\x00",
    "no-break": "a\xa0",
    "quotes": 'a "b" ',
    "TeX": "``a'' ",
    "dots": "a...",
    "annotation": "\ufff9a\ufffab\ufffb",
    "private": "\uf0b7 \ue5e5",
    "U+FFFD": "\ufffd",
    "â€?": "â€? ",
    "鑳?": "鑳?",
    "銆�": "銆�好",
    "縺・": "縺・",
    "�옄": "�옄",
    "(": "(",
    ")": ")",
    "()": "()",
    ",": ",",
    "，": "，",
    "?": "?",
    "?!": "?!",
    "？！": "？！",
    "?，": "?，",
    "當?": "當?",
    "當?！": "當?！",
    "?shù)": "?shù)",
    "當?shù)": "當?shù)",
    "當?shù)氐": "當?shù)氐拿?",
    "們?cè)": "們?cè)谌粘",
    "(shù)": "(shù)",
    "達(dá)": "達(dá)",
    "學(xué)而(ér)": "學(xué)而(ér)",
    "a(dá)": "a(dá)",
    "。?！": "。?！",
    "?！边_": "?！边_",
    "。?！边": "。?！边_川說的事",
    "“?！边_": "“?！边_",
    "?！?/p>": "?！?/p>",
    "?？?，": "？?，?！",
    "men)": "?men)",
    "</p>": "</p>",
    "。</p>": "。</p>",
    "。</p> lines": "很長的路。\n不大的聲音。\n回到了家裡。\n走了。</p>\n",
    "<p": "<p ",
    "/p>": "/p>",
    "“": "“",
    "”": "”",
    "‘": "‘",
    "“‘": "“‘",
    "“ lines": "“\n",
    "“好 lines": "他說“好。\n",
    "”’": "”’",
    "好,": "好,",
    "folded": "雨停了,風還在吹,樹葉落了一地。“走吧!”他說(門口):好嗎?",
    "好(": "好(",
    "雨,( ": "雨,“好(",
    "lines": "\n",
    "blank lines": " \n",
    "\\r": "\r",
    "\\r\\n": "好\r\n",
    "surrogates": "\ud83d\ude00\udc80",
    "surrogates Ã": "Ã\udca9é\ud800",
    "toned": "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ",
    "lv": "lüè)",
    "NUL": "\x00",
    "marks": "á̂̃",
    "Hangul": "각ᆨ",
    "URL": "https://example.org/a,b?c=(d)&",
    "URLs": "好,https://example.org/a,b “好”。",
    "mail": "a.b+c@d.e,",
    "/": "/",
    "../": "../a,",
    "fences": "```\n",
    "fences ~": "```\n~~~\n",
    "spans": "`a,",
    "``": "`` ",
    "links": "[a](",
    "[": "[",
    "maths": "$a,",
    "\\": "\\a{",
    "{{": "{{a,",
    "entities": "&amp;amp;",
    "<code>": "<code>好,</pre>",
    "<code> open": "<code>好,",
    "faces": ":) :( ",
    "yaml": "a: 好,\n",
    "csv": "好,好,“好”\n",
    "json": '{"a": "好,好,好。“”"}\n',
    "json nested": "[",
    "code": "if (a) { 好,好;\n",
    "tables": "|---",
}
GATE = "雨停了,風還在吹,樹葉落了一地。月亮,很亮,也很冷。“走吧。”\n"
"""Opens the gate of cjk-width, so that what comes behind is looked at."""


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _behind(unit: str) -> Callable[[int], str]:
    return lambda size: (GATE * (1 + size // 60 // 10) + _repeated(unit)(size))[:size]


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    return lambda size: (GATE + opening * (size // 2) + closing * (size // 2))[:size]


@cache
def _common() -> tuple[str, ...]:
    return tuple(char for char in map(chr, range(0x4E00, 0x9FA6)) if (rank(char) or 9_999) <= 3000)


def _random_han(size: int) -> str:
    lot = random.Random(size)  # noqa: S311 - a lot that can be drawn again
    return "".join(map(chr, lot.choices(range(0x4E00, 0x9FA6), k=size)))


def _random_text(lot: random.Random, size: int) -> str:
    """Characters of the commonest 3,000 in any order, one in ten a mark or the end of a line."""
    pool = _common()
    marks = "，。！？\n“”：、"
    return "".join(lot.choice(marks if lot.random() < 0.1 else pool) for _ in range(size))


def _shifted(size: int) -> str:
    """Chinese whose GBK bytes are paired one off, in pieces."""
    lot = random.Random(size)  # noqa: S311 - a lot that can be drawn again
    text = _random_text(lot, size)
    shifted = (b"\xa3" + piece.encode("gbk", "ignore") for piece in text.split("，"))
    return "?！".join(piece.decode("gbk", "replace").replace("�", "?") for piece in shifted)[:size]


def _tool_damage(size: int) -> str:
    """Random Chinese, damaged as the tool does it."""
    lot = random.Random(size)  # noqa: S311 - a lot that can be drawn again
    text = _random_text(lot, size)
    readings = {char: first_reading(char) or "" for char in _common() if first_reading(char)}
    return corrupt(text, dict(islice(readings.items(), 131)))[:size]


def _random_mojibake(size: int) -> str:
    lot = random.Random(size)  # noqa: S311 - a lot that can be drawn again
    text = "".join(map(chr, lot.choices([*range(0x20, 0x7F), *range(0xA1, 0x180), *range(0x400, 0x460)], k=size)))
    return text.encode().decode("cp1252", "replace").replace("�", "")[:size]


def _from_tables(size: int) -> str:
    """Every character of the readings' table with its own reading, and with a lost byte before it."""
    pairs = [(char, reading) for char in map(chr, range(0x4E00, 0x9FA6)) if (reading := first_reading(char))]
    units = cycle(f"{char}({reading}){char}?{reading})" for char, reading in pairs)
    return "".join(islice(units, size // 8 + 1))[:size]


def generators() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield every generator with its name."""
    for name, unit in LITERALS.items():
        yield name, _repeated(unit)
    for unit in ("(", ")", "()", "!?(", "好(", "https://a/", "`", "[a](", "```\n", ":)", "“", "”\n", "，", "$"):
        yield f"folded text + {unit!r}", _behind(unit)
    for brackets in ("()", "“”", "《》", "[]"):
        yield f"nested {brackets}", _nested(*brackets)
    yield "random Han", _random_han
    yield "re-paired random Chinese", _shifted
    yield "tool's damage on random Chinese", _tool_damage
    yield "random letters read in cp1252", _random_mojibake
    yield "table of readings", _from_tables
    for rule in RULES:
        for number, example in enumerate(rule.examples, 1):
            yield f"{rule.id} example {number}", _repeated(example.before + "\n")
        yield f"{rule.id} examples, one line", _repeated("".join(e.before for e in rule.examples).replace("\n", ""))


def generated(name: str, size: int) -> str:
    """Return the text of a generator, about so many bytes of UTF-8."""
    text = dict(generators())[name](size)
    return text[: size * len(text) // len(text.encode("utf-8", "surrogatepass"))]


def _work(pipe: Connection, profile: str, name: str, size: int, rule_id: str) -> None:
    text = generated(name, size)
    gc.set_threshold(COLLECTED_AFTER, *gc.get_threshold()[1:])
    cleaner = Cleaner(profile)
    cleaner.clean("們?cè)谌粘９ぷ髦?達(dá)川 cigÃ¼eÃ±a")  # tables and modules are loaded
    gc.collect()
    start = time.process_time()
    if rule_id:
        for _ in BY_ID[rule_id].find(text, Document(text)):
            pass
    else:
        cleaner.clean(text)
    pipe.send(time.process_time() - start)


def seconds(profile: str, name: str, size: int, limit: float, rule_id: str = "") -> float | None:
    """Time one text in a process of its own; None when it did not end within the limit."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    worker = multiprocessing.Process(target=_work, args=(theirs, profile, name, size, rule_id))
    worker.start()
    theirs.close()
    try:
        return float(ours.recv()) if ours.poll(limit) else None
    except EOFError:  # it raised, and its traceback is on stderr
        return None
    finally:
        worker.kill()
        worker.join()


def row(profile: str, name: str, sizes: tuple[int, ...], limit: float, slow: float) -> Iterator[str]:
    """Yield the row of one generator, and below it the rules that are slow."""
    times: list[float] = []
    for size in sizes:
        took = seconds(profile, name, size, limit)
        if took is None:
            break
        times.append(took)
    ended, size = len(times), sizes[min(len(times), len(sizes) - 1)]
    shown = [f"{took:9.3f}" for took in times] + [f"{'> ' + format(limit, 'g'):>9}"] * (len(sizes) - ended)
    growth = log(times[-1] / times[0]) / log(sizes[ended - 1] / sizes[0]) if ended > 1 else 0.0
    is_slow = ended < len(sizes) or times[-1] > slow * size / 1_000_000
    yield f"{name:<34}{''.join(shown)}{growth:8.2f}{'  slow' if is_slow else ''}"
    for rule_id in PROFILES[profile] if is_slow else ():
        took = seconds(profile, name, size, limit, rule_id)
        if took is None or took > slow * size / 1_000_000 / 10:
            yield f"    {rule_id:<30}{f'over {limit:g}' if took is None else f'{took:.3f}':>9} at {size}"


@click.command()
@click.option("--profile", default="corpus", show_default=True, type=click.Choice([*PROFILES]))
@click.option("--only", multiple=True, help="A generator's name; all without it.")
@click.option("--largest", default=SIZES[-1], show_default=True, help="Leave larger sizes out.")
@click.option("--limit", default=60.0, show_default=True, help="Seconds a text may take.")
@click.option("--slow", default=2.0, show_default=True, help="Seconds for a megabyte that are too many.")
def main(profile: str, only: tuple[str, ...], largest: int, limit: float, slow: float) -> None:
    """Print a row for each generator."""
    sizes = tuple(size for size in SIZES if size <= largest)
    click.echo(f"{'seconds for':<34}{''.join(f'{size:>9}' for size in sizes)}  growth")
    for name, _ in generators():
        if not only or name in only:
            for line in row(profile, name, sizes, limit, slow):
                click.echo(line)


if __name__ == "__main__":
    main()
