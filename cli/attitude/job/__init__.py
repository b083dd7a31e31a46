"""The monthly job: files are taken in, members scored, lists handed over, campaigns measured, the month told."""

from attitude.job.lock import job_lock
from attitude.job.model import Job, planned, read_job
from attitude.job.run import run_job
from attitude.job.step import Outcome, exit_code

__all__ = ["Job", "Outcome", "exit_code", "job_lock", "planned", "read_job", "run_job"]
