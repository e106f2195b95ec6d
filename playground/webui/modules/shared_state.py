"""What is being generated just now."""

from __future__ import annotations

import time


class State:
    """The job's progress and the user's wish to stop it."""

    def __init__(self) -> None:
        self.job = ""
        self.job_count = 0
        self.job_no = 0
        self.interrupted = False
        self.skipped = False
        self.sampling_step = 0
        self.sampling_steps = 0
        self.textinfo: str | None = None
        self.job_timestamp = "0"
        # Set by the X/Y/Z script while it runs; None where it never ran.
        self.xyz_plot_x = self.xyz_plot_y = self.xyz_plot_z = None

    def begin(self, job: str = "(unknown)") -> None:
        self.job, self.job_no, self.job_count = job, 0, 0
        self.job_timestamp = time.strftime("%Y%m%d%H%M%S")
        self.sampling_step = self.sampling_steps = 0
        self.interrupted = self.skipped = False

    def nextjob(self) -> None:
        """A batch is done."""
        self.job_no += 1
        self.sampling_step = 0

    def interrupt(self) -> None:
        """The user wants what is done so far, and no more."""
        self.interrupted = True

    def end(self) -> None:
        self.job = ""

    @property
    def progress(self) -> float:
        """How much of the job is done, from 0 to 1."""
        if not self.job or not self.job_count:
            return 0.0
        step = self.sampling_step / self.sampling_steps if self.sampling_steps else 0.0
        return min(1.0, (self.job_no + step) / self.job_count)
