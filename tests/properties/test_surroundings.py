"""What surrounds a run changes nothing: not the seed of hashes, the locale, or how Python reads the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import random
from hashlib import sha256
from corpus_clean.cleaner import Cleaner
from corpus_clean.rules import RULES
from tests.test_character_rules import HOSTILE
chance = random.Random(5)
pieces = [*HOSTILE, *(example.before for rule in RULES for example in rule.examples)]
digest = sha256()
for number in range(400):
    cleaner = Cleaner(("minimal", "corpus", "typographic")[number % 3], lang=(None, "zh", "tr", "ja")[number % 4])
    digest.update(repr(cleaner.clean("".join(chance.choices(pieces, k=number % 9)))).encode("utf-8", "surrogatepass"))
print(digest.hexdigest())
"""
SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR"},
    {"PYTHONHASHSEED": "4294967295", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "UTC+11"},
    {"PYTHONHASHSEED": "17", "PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "20"},
)


@pytest.mark.slow
def test_the_same_everywhere() -> None:
    told = set()
    for known in SURROUNDINGS:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))
        }
        environment |= {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **known}
        ran = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
        )
        told.add(ran.stdout)
    assert len(told) == 1
