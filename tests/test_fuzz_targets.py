"""The seeds of the fuzz targets are input that once was trouble, or may be: each is tried in every run of the tests."""

from __future__ import annotations

import pytest

from tests.fuzz.targets import TARGETS, seeds, written

CASES = [(name, seed) for name in TARGETS for seed in seeds(name)]


@pytest.mark.parametrize(("name", "seed"), CASES, ids=[f"{name}-{at}" for at, (name, _) in enumerate(CASES)])
def test_no_seed_finds_a_fault(name: str, seed: bytes) -> None:
    TARGETS[name](seed)


def test_a_seed_is_read_as_it_is_written() -> None:
    data = bytes(range(256))
    assert written(data).isascii()
    assert written(data).encode().decode("unicode_escape").encode("latin-1") == data
