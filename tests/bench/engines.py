"""What an engine costs beside the kernel: CPU seconds to clean 50 MB of text, start-up apart.

Run it where the engine is installed, as `python -m tests.bench.engines polars FOLDER`; the text is made in the folder.
Three things are measured in turn, in one session that is warm: the kernel over an Arrow table in memory; the engine,
reading the text and writing it (through a function that does nothing, where it runs functions in processes or forms of
its own); the same with our adapter. What the adapter adds to the engine is held against the kernel (`more`); and, where
there is such a function, what it adds to the engine without any (`bare`), which is what any function costs there, too
(`more_than_bare`).

CPU seconds are those of all processes of the engine, those that it does not wait for too: they are counted by a control
group of Linux, which takes the rights of root to make. Ray ends workers and starts others in between, a second each: of
it those are counted that its tasks took, as it tells itself, for reading, cleaning and writing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCUMENTS = 28_000
"""How many of 1.8 kB make 50 MB."""
FILES = 4

LINES = (
    "Nothing is wrong with this line of ordinary text, which is only there to be long and to be read once.\n"
    "秋天到了，山裡的柿子紅了，孩子們都去幫家裡收玉米，大人們坐在一起，談明年種什麼。\n"
)
DAMAGED = "當地的老人說(shuō),他們活了一輩子,頭一回看見汽車開(kāi)到門口。\n"


def polars(source: Path, target: Path, clean: bool) -> None:  # noqa: FBT001 - so are all below
    """Stream Parquet."""
    import polars as pl

    import corpus_clean.integrations.polars  # noqa: F401

    frame = pl.scan_parquet(source / "*.parquet")
    (frame.with_columns(pl.col("text").corpus_clean.fix()) if clean else frame).sink_parquet(target)


def pandas(source: Path, target: Path, clean: bool) -> None:  # noqa: FBT001
    """Read Parquet whole."""
    import pandas as pd

    import corpus_clean.integrations.pandas  # noqa: F401

    frame = pd.read_parquet(source)
    if clean:
        frame["text"] = frame["text"].corpus_clean.fix()
    frame.to_parquet(target)


def duckdb(source: Path, target: Path, clean: bool) -> None:  # noqa: FBT001
    """Copy Parquet by a query."""
    import duckdb as engine

    from corpus_clean.integrations.duckdb import register

    connection = engine.connect()
    register(connection)
    columns = "* REPLACE (corpus_clean(text) AS text)" if clean else "*"
    connection.execute(f"COPY (SELECT {columns} FROM '{source}/*.parquet') TO '{target}' (FORMAT parquet)")  # noqa: S608


def datasets(source: Path, target: Path, clean: bool) -> None:  # noqa: FBT001
    """Load Parquet into a cache that is new, map, and write it."""
    from datasets import load_dataset

    from corpus_clean.integrations.datasets import cleaned

    data = load_dataset("parquet", data_files=f"{source}/*.parquet", split="train", cache_dir=f"{target}.cache")
    (cleaned(data) if clean else data).to_parquet(target)


def daft(source: Path, target: Path, clean: bool) -> None:  # noqa: FBT001
    """Read and write Parquet, lazily."""
    import daft as engine

    from corpus_clean.integrations.daft import function

    frame = engine.read_parquet(f"{source}/*.parquet")
    (frame.with_column("text", function()(frame["text"])) if clean else frame).write_parquet(str(target))


def dask(source: Path, target: Path, clean: bool) -> None:  # noqa: FBT001
    """Read and write Parquet by threads."""
    import dask.dataframe as dd

    from corpus_clean.integrations.dask import cleaned

    frame = dd.read_parquet(source)
    (cleaned(frame) if clean else frame).to_parquet(target)


def datatrove(source: Path, target: Path, clean: bool) -> None:  # noqa: FBT001
    """Read and write Parquet, document by document."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import ParquetWriter

    from corpus_clean.integrations.datatrove import CorpusCleanFormatter

    steps = [ParquetReader(str(source)), *([CorpusCleanFormatter()] if clean else []), ParquetWriter(str(target))]
    LocalPipelineExecutor(pipeline=steps, logging_dir=f"{target}.logs").run()


def ray(source: Path, target: Path, clean: bool | None) -> float:  # noqa: FBT001
    """Read and write Parquet by two workers, with a function that does nothing or ours; return the seconds it tells."""
    import ray as engine
    import ray.data

    from corpus_clean.integrations.ray import cleaned

    if not engine.is_initialized():
        engine.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    data = engine.data.read_parquet(str(source))
    if clean:
        data = cleaned(data)
    elif clean is not None:
        data = data.map_batches(lambda batch: batch, batch_format="pyarrow", zero_copy_batch=True)
    data.write_parquet(str(target))
    told = re.findall(r"Remote cpu time: .* ([\d.]+)(us|ms|s) total", data.stats())
    return sum(float(number) * {"us": 1e-6, "ms": 1e-3, "s": 1.0}[unit] for number, unit in told)


def spark(source: Path, target: Path, clean: bool | None) -> None:  # noqa: FBT001
    """Read and write Parquet by two workers, with a function that does nothing or ours."""
    from pyspark.sql import SparkSession

    from corpus_clean.integrations.spark import cleaned

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    frame = session.read.parquet(str(source))
    if clean:
        frame = cleaned(frame)
    elif clean is not None:
        frame = frame.mapInArrow(_same, frame.schema)
    frame.write.parquet(str(target))


def _same(batches: Iterator[Any]) -> Iterator[Any]:
    yield from batches


def hojichar(source: Path, target: Path, clean: bool) -> None:  # noqa: FBT001
    """Read and write JSON Lines, document by document."""
    from hojichar import Compose, Document
    from hojichar.filters.document_filters import JSONDumper, JSONLoader

    from corpus_clean.integrations.hojichar import CorpusClean

    pipeline = Compose([JSONLoader(), *([CorpusClean()] if clean else []), JSONDumper()])
    with source.with_suffix(".jsonl").open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        out.writelines(f"{document.text}\n" for document in pipeline.apply_stream(map(Document, lines)))


def data_juicer(source: Path, target: Path, clean: bool | None) -> None:  # noqa: FBT001
    """Load Parquet into a cache that is new, run an operator over it, that does nothing or ours, and write it."""
    from data_juicer.core.data import NestedDataset
    from data_juicer.ops.base_op import Mapper
    from datasets import load_dataset

    from corpus_clean.integrations.data_juicer import CorpusCleanMapper

    data = load_dataset("parquet", data_files=f"{source}/*.parquet", split="train", cache_dir=f"{target}.cache")

    class Nothing(Mapper):  # type: ignore[misc]
        _batched_op = True

        def process_batched(self, samples: Any) -> Any:  # noqa: ANN401
            samples["text"] = list(samples["text"])
            return samples

    dataset = NestedDataset(data)
    if clean is not None:
        dataset = dataset.process((CorpusCleanMapper if clean else Nothing)(num_proc=1))
    dataset.to_parquet(target)


def nemo_curator(source: Path, target: Path, clean: bool | None) -> None:  # noqa: FBT001
    """Read and write Parquet by its stages, in this process, with a modifier that does nothing or ours.

    Its executors start Ray's workers anew in each run, and end them: that is all start-up.
    """
    from nemo_curator.pipeline import Pipeline
    from nemo_curator.stages.text.io.reader import ParquetReader
    from nemo_curator.stages.text.io.writer import ParquetWriter
    from nemo_curator.stages.text.modifiers import DocumentModifier, Modify
    from nemo_curator.tasks import EmptyTask

    from corpus_clean.integrations.nemo_curator import CorpusCleanModifier

    class Nothing(DocumentModifier):  # type: ignore[misc]
        def modify_document(self, text: Any) -> Any:  # noqa: ANN401
            return text

    steps = [] if clean is None else [Modify(CorpusCleanModifier() if clean else Nothing(), input_fields="text")]
    pipeline = Pipeline("clean", stages=[ParquetReader(str(source)), *steps, ParquetWriter(str(target))])
    pipeline.build()
    tasks: list[Any] = [EmptyTask()]
    for stage in pipeline.stages:
        tasks = [made for task in tasks for made in _several(stage.process(task))]


def _several(made: Any) -> list[Any]:  # noqa: ANN401
    return made if isinstance(made, list) else [made]


def dolma(source: Path, target: Path, clean: bool) -> None:  # noqa: FBT001
    """Tag JSON Lines in this process: spans by rule, beside a tagger that tags nothing."""
    from dolma import BaseTagger, add_tagger
    from dolma.core.data_types import DocResult
    from dolma.core.runtime import create_and_run_tagger

    import corpus_clean.integrations.dolma  # noqa: F401

    @add_tagger(f"nothing_{target.name}")
    class Nothing(BaseTagger):  # type: ignore[misc]
        def predict(self, doc: Any) -> Any:  # noqa: ANN401
            return DocResult(doc, [])

    names = ["corpus_clean"] if clean else [f"nothing_{target.name}"]
    create_and_run_tagger([f"{source}.jsonl"], names, destination=str(target), debug=True)


ENGINES: tuple[Callable[..., float | None], ...] = (
    polars,
    pandas,
    duckdb,
    datasets,
    daft,
    dask,
    datatrove,
    ray,
    spark,
    hojichar,
    data_juicer,
    nemo_curator,
    dolma,
)


def documents(folder: Path, number: int) -> Path:
    """Write so many documents into a few files, one in a hundred of them damaged; and all of them as JSON Lines."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = folder / str(number)
    if not made.exists():
        made.mkdir(parents=True)
        body = LINES * (2_000 // len(LINES.encode()))
        texts = [f"{at}\n{body}{DAMAGED if at % 100 == 0 else ''}" for at in range(number)]
        table = pa.table({"id": [str(at) for at in range(number)], "text": texts})
        for at in range(FILES):
            part = table.slice(at * number // FILES, number // FILES)
            pq.write_table(part, made / f"{at}.parquet")
        lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in table.to_pylist())
        made.with_suffix(".jsonl").write_text(lines, "utf-8")
    return made


BY_FUNCTION = {"ray", "spark", "data_juicer", "nemo_curator"}
"""The engines of which two ways are measured: with no function at all, and with one that does nothing."""


def counted() -> Callable[[], float]:
    """Put this process, and all that it will start, into a control group; return what tells its CPU seconds."""
    root = Path("/sys/fs/cgroup")
    one = not (root / "cgroup.controllers").exists()
    group = root / ("cpuacct" if one else "") / f"bench-{os.getpid()}"
    group.mkdir()
    (group / "cgroup.procs").write_text("0", "ascii")
    if one:
        return lambda: int((group / "cpuacct.usage").read_text("ascii")) / 1e9
    return lambda: int((group / "cpu.stat").read_text("ascii").split()[1]) / 1e6


def kernel(source: Path) -> float:
    """Return the CPU seconds of the kernel alone, over what is in memory."""
    import pyarrow.parquet as pq

    from corpus_clean.integrations.arrow import BatchCleaner

    table: Any = pq.read_table(sorted(source.glob("*.parquet")))
    before = time.process_time()
    BatchCleaner()(table)
    return time.process_time() - before


def main(name: str, folder: Path, rounds: int = 5) -> None:
    """Print the medians of what 50 MB cost."""
    (engine,) = [one for one in ENGINES if one.__name__ == name]
    seconds = counted()
    large, small = documents(folder, DOCUMENTS), documents(folder, DOCUMENTS // 50)
    parts: dict[str, bool | None] = {"bare": None} if name in BY_FUNCTION else {}
    parts |= {"engine": False, "both": True}
    costs: dict[str, list[float]] = {part: [] for part in ("kernel", *parts)}
    for one in range(rounds + 1):
        source = large if one else small  # first, to warm up
        found = {"kernel": kernel(source)}
        for part, clean in parts.items():
            target = folder / f"{name}-{os.getpid()}-{one}-{part}"
            before = seconds()
            told = engine(source, target, clean=clean)
            found[part] = seconds() - before if told is None else told
            for path in folder.glob(f"{target.name}*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        if one:
            for part, cost in found.items():
                costs[part].append(cost)
    more = {}
    for part, key in {"engine": "more", "bare": "more_than_bare"}.items():
        if part in costs:
            triples = zip(costs["both"], costs[part], costs["kernel"], strict=True)
            more[key] = f"{median((both - alone) / own - 1 for both, alone, own in triples):+.0%}"
    figures = {part: round(median(cost), 2) for part, cost in costs.items()}
    print(json.dumps({"name": name, **figures, **more}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
