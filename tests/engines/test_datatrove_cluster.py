"""datatrove by Slurm and by Ray, as far as one machine can show it: what is sent there is run as it would be there."""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("datatrove")

from tests.engines.documents import BAD, CLEANED, TEXTS, ledgers, recipe

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]

SBATCH = """#!/bin/bash
# Runs what it is given at once, each task of its array in turn, as Slurm would on a node.
script=$(mktemp "$SPOOL/XXXXXX")
cat "${!#}" > "$script"
last=$(sed -n 's/^#SBATCH --array=0-\\([0-9]*\\).*/\\1/p' "$script")
for task in $(seq 0 "$last"); do
    SLURM_ARRAY_TASK_ID=$task SLURM_NODELIST=node1 bash "$script" >> "$SPOOL/log" 2>&1 || exit 1
done
echo "Submitted batch job 7"
"""
SRUN = """#!/bin/bash
# The options of the executor are: -l -n NODES
shift 3
exec "$@"
"""
SCONTROL = """#!/bin/bash
# show hostnames NODES
echo "$3"
"""


def read(folder: Path) -> list[Any]:
    data = b"".join(gzip.decompress(path.read_bytes()) for path in sorted(folder.iterdir()))
    return [json.loads(line) for line in data.decode().split("\n") if line]


def told(folder: Path) -> dict[int, Any]:
    """Return the ledgers in a folder, by document."""
    return {int(row["id"]): row["entries"] for row in read(folder) if "id" in row}


EXPECTED = {at: one for at, one in enumerate(ledgers()) if one and TEXTS[at]}


def test_slurm_runs_each_task_from_what_was_pickled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, code in {"sbatch": SBATCH, "srun": SRUN, "scontrol": SCONTROL}.items():
        (programs / name).write_text(code, "utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("SPOOL", str(programs))
    recipe("slurm", tmp_path, str(programs))
    script = (tmp_path / "logs" / "launch_script.slurm").read_text("utf-8")
    assert "#SBATCH --array=0-3\n" in script
    assert "#SBATCH --partition=cpu\n" in script
    assert len(list((tmp_path / "logs" / "completions").iterdir())) == 4
    assert told(tmp_path / "ledger") == EXPECTED
    stats = json.loads((tmp_path / "logs" / "stats.json").read_text("utf-8"))
    assert any("corpus-clean" in one["name"] for one in stats)


RAY = """
import ray
from datatrove.executor import RayPipelineExecutor
from datatrove.pipeline.writers import JsonlWriter

from corpus_clean.integrations.datatrove import CorpusCleanFormatter, CorpusCleanJsonlReader

PIPELINE = [
    CorpusCleanJsonlReader("documents", quarantine_folder="quarantine"),
    CorpusCleanFormatter(ledger_folder="ledger"),
    JsonlWriter("out"),
]
ray.init(num_cpus=2, include_dashboard=False)
RayPipelineExecutor(pipeline=PIPELINE, tasks=4, workers=2, logging_dir="logs").run()
"""


def test_ray_runs_the_tasks_with_its_workers(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is an extra of its own")
    (tmp_path / "documents").mkdir()
    rows = [json.dumps({"id": str(at), "text": text}) for at, text in enumerate(TEXTS) if text]
    for part in range(4):
        (tmp_path / "documents" / f"{part}.jsonl").write_text("\n".join(rows[part::4]) + "\n", "utf-8")
    with (tmp_path / "documents" / "2.jsonl").open("ab") as file:
        file.write(BAD + b"\n")
    ran = subprocess.run(
        [sys.executable, "-c", RAY], cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    made = {int(one["id"]): one["text"] for one in read(tmp_path / "out")}
    assert made == {at: text for at, text in enumerate(CLEANED) if text}
    assert told(tmp_path / "ledger") == EXPECTED
    (entry,) = [
        json.loads(line) for line in (tmp_path / "quarantine" / "2.jsonl.jsonl").read_text("utf-8").splitlines()
    ]
    assert base64.b64decode(entry["raw"]) == BAD + b"\n"
