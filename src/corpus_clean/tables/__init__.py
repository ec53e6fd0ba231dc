"""Data files that rules and models read on first use, and nothing else. README.md says where each comes from."""

from __future__ import annotations

from _blake2 import blake2b  # hashlib brings OpenSSL along, and with it 2 ms
from typing import Any

DIGESTS = {
    "han_bigrams.bin": "fea3a79a91da83475096a64991ee4f69",
    "languages.tsv": "0aa1b009d2863e06e5ccf221f61babe9",
    "letter_ngrams.bin": "ce8aa7a11d2a5c8012038788bceef6dc",
    "traditional_readings.tsv": "774f6dc7f1146af0222c058d56982179",
    "unicode_facts.tsv": "59037a8b15b8f58e515363c46247e4f3",
    "web_codecs.tsv": "e55f4c20d0211d82707cd1f348be5b5b",
}
"""The BLAKE2b of each file, of 16 bytes: a table that is not all there would repair what is not broken."""


class TableError(Exception):
    """A data file is not the one that this version was made with; `str()` is one line."""


def read(name: str) -> bytes:
    r"""Return the bytes of the data file `name` of this package, which are what they are meant to be.

    Raises OSError where there is no such file, TableError where it is damaged. The loader is asked, not the file
    system, so that it works from a zip archive too; importlib.resources does the same and costs 9 ms to import.

    >>> read("traditional_readings.tsv").decode().partition("\n")[0]
    '丟\tdiū\t丢'
    """
    loader: Any = __spec__.loader
    data: bytes = loader.get_data(f"{__path__[0]}/{name}")
    if blake2b(data, digest_size=16).hexdigest() != DIGESTS[name]:
        raise TableError(f"the table {name} is damaged; install corpus-clean again")
    return data
