"""What an engine costs beside the kernel: CPU seconds to clean 50 MB of text, start-up apart.

Run it where the engine is installed, as `python -m tests.bench.engines polars FOLDER`; the text is made in the folder.
`datatrove-alone` is its pipeline without us, which reads and writes documents one by one. CPU seconds are those of all
processes, for two sizes: the difference has no start-up in it. Those of Ray and Spark are not ours to wait for.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

DOCUMENTS = 25_000
"""How many of 2 kB make 50 MB."""

LINES = (
    "Nothing is wrong with this line of ordinary text, which is only there to be long and to be read once.\n"
    "秋天到了，山裡的柿子紅了，孩子們都去幫家裡收玉米，大人們坐在一起，談明年種什麼。\n"
)
DAMAGED = "當地的老人說(shuō),他們活了一輩子,頭一回看見汽車開(kāi)到門口。\n"

RUNS = {
    "kernel": """
import pyarrow.parquet
from corpus_clean.integrations.arrow import BatchCleaner
pyarrow.parquet.write_table(BatchCleaner()(pyarrow.parquet.read_table(source)), target)
""",
    "polars": """
import polars as pl
import corpus_clean.integrations.polars
pl.scan_parquet(source).with_columns(pl.col("text").corpus_clean.fix()).sink_parquet(target)
""",
    "pandas": """
import pandas as pd
import corpus_clean.integrations.pandas
frame = pd.read_parquet(source)
frame["text"] = frame["text"].corpus_clean.fix()
frame.to_parquet(target)
""",
    "duckdb": """
import duckdb
from corpus_clean.integrations.duckdb import register
connection = duckdb.connect()
register(connection)
connection.execute(f"COPY (SELECT * REPLACE (corpus_clean(text) AS text) FROM '{source}') TO '{target}'")
""",
    "datasets": """
from datasets import load_dataset
from corpus_clean.integrations.datasets import cleaned
cleaned(load_dataset("parquet", data_files=source, split="train", cache_dir=target + ".cache")).to_parquet(target)
""",
    "daft": """
import daft
from corpus_clean.integrations.daft import function
frame = daft.read_parquet(source)
frame.with_column("text", function()(frame["text"])).write_parquet(target)
""",
    "dask": """
import dask.dataframe as dd
from corpus_clean.integrations.dask import cleaned
cleaned(dd.read_parquet(source)).to_parquet(target)
""",
    "datatrove": """
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import ParquetWriter
from corpus_clean.integrations.datatrove import CorpusCleanFormatter
from datatrove.executor import LocalPipelineExecutor
from pathlib import Path
LocalPipelineExecutor(
    pipeline=[ParquetReader(str(Path(source).parent), glob_pattern=Path(source).name), CorpusCleanFormatter(),
              ParquetWriter(target)],
    logging_dir=target + ".logs").run()
""",
    "datatrove-alone": """
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import ParquetWriter
from datatrove.executor import LocalPipelineExecutor
from pathlib import Path
LocalPipelineExecutor(
    pipeline=[ParquetReader(str(Path(source).parent), glob_pattern=Path(source).name),
              ParquetWriter(target)],
    logging_dir=target + ".logs").run()
""",
}


def documents(folder: Path, number: int) -> Path:
    """Write so many documents of 2 kB, one in a hundred of them damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"{number}.parquet"
    if not path.exists():
        body = LINES * (2_000 // len(LINES.encode()))
        texts = [f"{at}\n{body}{DAMAGED if at % 100 == 0 else ''}" for at in range(number)]
        pq.write_table(pa.table({"id": [str(at) for at in range(number)], "text": texts}), path, row_group_size=5_000)
    return path


def seconds(engine: str, source: Path, target: Path) -> float:
    """Return the CPU seconds of a process, with those that it started and waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = f"source, target = {json.dumps([str(source), str(target)])}\n{RUNS[engine]}"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(engine: str, folder: Path, rounds: int = 3) -> None:
    """Print the median of what 50 MB cost, beside the kernel in the same rounds."""
    large, small = documents(folder, DOCUMENTS), documents(folder, DOCUMENTS // 50)
    costs: dict[str, list[float]] = {"kernel": [], engine: []}
    for one in range(rounds):
        for name, found in costs.items():
            cost = [seconds(name, path, folder / f"{name}-{one}-{path.stem}-out") for path in (large, small)]
            found.append(cost[0] - cost[1])
    kernel, own = (sorted(found)[rounds // 2] for found in costs.values())
    print(f"{engine:10} {own:6.2f} s, kernel {kernel:6.2f} s, {own / kernel - 1:+.0%}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
