"""What is being generated just now."""

from __future__ import annotations


class State:
    """The job's progress and the user's wish to stop it."""

    def __init__(self) -> None:
        self.job = ""
        self.job_count = 0
        self.job_no = 0
        self.interrupted = False
        self.skipped = False
        self.textinfo: str | None = None
        # Set by the X/Y/Z script while it runs; None where it never ran.
        self.xyz_plot_x = self.xyz_plot_y = self.xyz_plot_z = None

    def begin(self, job: str = "(unknown)") -> None:
        self.job, self.job_no, self.job_count = job, 0, 0
        self.interrupted = self.skipped = False

    def end(self) -> None:
        self.job = ""
