"""The kernel for Arrow: the same texts and the same ledger as `clean`, whatever the type of the column."""

from __future__ import annotations

import pickle
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_clean.cleaner import Cleaner, clean
from corpus_clean.edit import Edit, Patch
from corpus_clean.integrations.treated import ENCODING, ERROR, entries, treat
from tests.cards import cards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus_clean.document import Syntax
    from corpus_clean.result import Result

pytest.importorskip("pyarrow")

import pyarrow as pa

from corpus_clean.integrations import arrow
from corpus_clean.integrations.arrow import LEDGER, BatchCleaner, clean_array, clean_batch

TEXTS = ["達(dá)川", None, "fine", "", "La cigÃ¼eÃ±a vuelve en marzo, y se va en otoño.", "達(dá)川"]
CLEANED = ["達川", None, "fine", "", "La cigüeña vuelve en marzo, y se va en otoño.", "達川"]
TYPES = [pa.string(), pa.large_string(), pa.string_view()]
TYPES += [pa.dictionary(pa.int8(), one) for one in TYPES]


def made(texts: Iterable[str | None], kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(kind):
        plain = pa.array(texts, pa.string()).dictionary_encode()
        values = plain.dictionary.cast(kind.value_type)
        return pa.DictionaryArray.from_arrays(plain.indices.cast(kind.index_type), values)
    return pa.array(texts, kind)


def batch(texts: Iterable[str | None], kind: pa.DataType | None = None) -> pa.RecordBatch:
    array = made(texts, kind or pa.string())
    ids = pa.array(range(len(array)))
    field = pa.field("text", array.type, metadata={"kept": "yes"})
    return pa.record_batch([ids, array], schema=pa.schema([pa.field("id", ids.type), field], {"whole": "kept"}))


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_each_type_of_strings_keeps_its_type(kind: pa.DataType) -> None:
    source = batch(TEXTS, kind)
    cleaned = clean_batch(source)
    assert cleaned["text"].to_pylist() == CLEANED
    assert cleaned.schema.equals(source.schema, check_metadata=True)
    assert source["text"].to_pylist() == TEXTS
    cleaned.validate(full=True)


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_what_is_clean_is_the_same_memory(kind: pa.DataType) -> None:
    source = batch(["fine", None, "a text that is longer than twelve bytes"], kind)
    cleaned = clean_batch(source)
    assert cleaned is source
    assert clean_batch(source, ledger_column="repairs")["text"].buffers() is not None
    kept = clean_batch(source, ledger_column="repairs").column(1)
    buffers = (kept.dictionary if pa.types.is_dictionary(kind) else kept).buffers()
    first = (source.column(1).dictionary if pa.types.is_dictionary(kind) else source.column(1)).buffers()
    assert [one and one.address for one in buffers] == [one and one.address for one in first]


def test_unchanged_views_stay_in_their_buffers() -> None:
    source = batch(TEXTS, pa.string_view())
    cleaned = clean_batch(source)
    old, new = source.column(1).buffers(), cleaned.column(1).buffers()
    assert [one.address for one in new[2 : len(old)]] == [one.address for one in old[2:]]


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_a_slice_is_cleaned_as_a_slice(kind: pa.DataType) -> None:
    cleaned = clean_batch(batch(TEXTS, kind).slice(2, 4), ledger_column="repairs")
    assert cleaned["text"].to_pylist() == CLEANED[2:]
    assert [len(one) for one in cleaned["repairs"].to_pylist()] == [0, 0, 2, 1]
    cleaned.validate(full=True)


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_the_ledger_is_that_of_clean(kind: pa.DataType) -> None:
    cleaned = clean_batch(batch(TEXTS, kind), ledger_column="repairs")
    assert cleaned.schema.field("repairs").type == LEDGER
    for text, told in zip(TEXTS, cleaned["repairs"].to_pylist(), strict=True):
        assert told == (None if text is None else entries(treat(Cleaner(), text)))


def test_values_that_become_the_same_are_one_value() -> None:
    source = batch(["達(dá)川", "達川", None, "達(dá)川"], pa.dictionary(pa.int8(), pa.string()))
    cleaned = clean_batch(source).column(1)
    assert cleaned.to_pylist() == ["達川", "達川", None, "達川"]
    assert cleaned.dictionary.to_pylist() == ["達川"]


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=8), st.data())
def test_any_texts_of_any_type_are_what_clean_makes_of_them(texts: list[str | None], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(TYPES))
    damaged = [text and data.draw(st.sampled_from([text, f"縣(xiàn){text}", f"Ã¼ cigÃ¼eÃ±a {text}"])) for text in texts]
    cleaned = clean_batch(batch(damaged, kind), ledger_column="repairs")
    cleaned.validate(full=True)
    for text, after, told in zip(damaged, cleaned["text"].to_pylist(), cleaned["repairs"].to_pylist(), strict=True):
        assert after == (None if text is None else clean(text).text)
        if text is not None:
            assert reverted(after, told) == text


def reverted(text: str, told: list[dict[str, Any]]) -> str:
    repairs = [one for one in told if one["kind"] == "repair"]
    edits = [Edit(one["result"]["start"], one["result"]["end"], one["before"]) for one in repairs]
    return Patch(tuple(edits)).apply(text)


def test_every_fixture_comes_out_as_clean_has_it() -> None:
    texts = [card.before for folder in ("wild", "kept") for card in cards(folder)]
    assert len(texts) > 100
    cleaned = clean_batch(batch(texts), ledger_column="repairs")
    results = [clean(text) for text in texts]
    assert cleaned["text"].to_pylist() == [result.text for result in results]
    for result, told in zip(results, cleaned["repairs"].to_pylist(), strict=True):
        assert [(one["before"], one["after"]) for one in told if one["kind"] == "repair"] == [
            (one.before, one.after) for one in result.repairs
        ]
        assert [one["candidates"] for one in told if one["kind"] == "finding"] == [
            list(one.candidates) for one in result.findings
        ]


def test_a_column_of_nulls_stays_one() -> None:
    source = pa.record_batch({"text": pa.nulls(2)})
    assert clean_batch(source) is source
    assert clean_batch(source, ledger_column="repairs")["repairs"].to_pylist() == [None, None]


def test_an_empty_batch_stays_empty() -> None:
    cleaned = clean_batch(batch([]), ledger_column="repairs")
    assert cleaned.num_rows == 0
    assert cleaned.schema.names == ["id", "text", "repairs"]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_bytes_that_are_no_utf_8_cost_no_other_text(kind: pa.DataType) -> None:
    raw = ["達(dá)川", "走吧。".encode("utf-16"), b"\xe9", None, b"fine"]
    binary = arrow._BINARY[kind]
    array = pa.array([one.encode() if isinstance(one, str) else one for one in raw], binary).view(kind)
    cleaned, told = clean_array(array, Cleaner(), ledger=True)
    assert cleaned.view(binary).to_pylist() == [
        "達川".encode(),
        "走吧。".encode(),
        b"\xe9",
        None,
        b"fine",
    ]
    assert told is not None
    kinds = [one and [entry["kind"] for entry in one] for one in told.to_pylist()]
    assert kinds == [["repair"], [ENCODING], [ERROR], None, []]


class Raising(Cleaner):
    def clean(self, text: str, *, syntax: Syntax | None = None) -> Result:
        if "bad" in text:
            raise RuntimeError("one\nfault")
        return super().clean(text, syntax=syntax)


def test_a_text_that_cannot_be_cleaned_costs_no_other() -> None:
    counts: Counter[str] = Counter()
    array, told = clean_array(pa.array(["bad 達(dá)川", "達(dá)川"]), Raising(), ledger=True, counts=counts)
    assert array.to_pylist() == ["bad 達(dá)川", "達川"]
    assert told is not None
    (error,), _ = told.to_pylist()
    assert error["note"] == "our own fault, RuntimeError: one fault; it was left as it is"
    assert +counts == {ERROR: 1, "pinyin-gloss": 1}


def test_of_a_batch_with_all_that_can_be_wrong_no_text_is_lost() -> None:
    huge = "fine " * 200_000
    raw = ["達(dá)川".encode(), b"\xe9\xa0b", b"bad", f"{huge}達(dá)川".encode(), b"fine"]
    source = pa.record_batch({"text": pa.array(raw, pa.binary()).view(pa.string())})
    cleaned = clean_batch(source, cleaner=Raising(), ledger_column="repairs")
    assert cleaned["text"].view(pa.binary()).to_pylist() == [
        *("達川".encode(), b"\xe9\xa0b", b"bad", f"{huge}達川".encode(), b"fine"),
    ]
    kinds = [[entry["kind"] for entry in told] for told in cleaned["repairs"].to_pylist()]
    assert kinds == [["repair"], [ERROR], [ERROR], ["repair"], []]


def test_what_does_not_fit_is_said_in_one_line() -> None:
    with pytest.raises(KeyError, match="no column 'body', or more than one; there are id, text"):
        clean_batch(batch(TEXTS), "body")
    with pytest.raises(TypeError, match="a column of int64 holds no text; cast it to string"):
        clean_batch(batch(TEXTS), "id")
    with pytest.raises(ValueError, match="there is a column 'id' already"):
        clean_batch(batch(TEXTS), ledger_column="id")


@pytest.mark.parametrize("ledger_column", [None, "repairs"])
def test_a_table_comes_back_as_a_table(ledger_column: str | None) -> None:
    table = pa.concat_tables([pa.Table.from_batches([batch(TEXTS)])] * 2)
    cleaner = pickle.loads(pickle.dumps(BatchCleaner(ledger_column=ledger_column)))  # noqa: S301 - our own bytes
    cleaned = cleaner(table)
    assert cleaned["text"].to_pylist() == CLEANED * 2
    assert cleaned.schema.equals(cleaner.schema(table.schema), check_metadata=True)
    assert cleaner(table.slice(0, 0)).schema.equals(cleaned.schema)
    assert cleaner(table.to_batches()[0])["text"].to_pylist() == CLEANED
