"""The monthly job of the loyalty programme as an Airflow DAG, every night; for Airflow 3 (in 2.x see the imports).

One task does the whole month: it skips what is done, and goes on where a killed one stopped, so a retry is safe. Exit
code 3 (a file was refused, all else was done) leaves the task in the state "skipped"; 4 (a list is blocked) and 1 fail
it. The month is that of ten days ago: what comes in the first days of a month still belongs to the one before.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator  # in 2.x: from airflow.operators.bash
from airflow.sdk import DAG  # in 2.x: from airflow

with DAG(
    dag_id="attitude_month",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    tags=["loyalty"],
) as dag:
    BashOperator(
        task_id="run",
        bash_command=(
            "/opt/attitude/bin/attitude run month.toml --month $(date -d '10 days ago' +%Y-%m) "
            "--log-format jsonl --format json --output last-run.json"
        ),
        cwd="/srv/loyalty",
        append_env=True,
        skip_on_exit_code=3,
        retries=2,
        retry_delay=timedelta(minutes=10),
        execution_timeout=timedelta(hours=4),
    )
