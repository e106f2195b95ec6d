"""One generation at a time."""

import threading


class FIFOLock:
    """The webui's lock: it is taken and given back, and there is no way to ask whether it is held."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def acquire(self, blocking: bool = True) -> bool:
        return self._lock.acquire(blocking)

    def release(self) -> None:
        self._lock.release()

    __enter__ = acquire

    def __exit__(self, *_: object) -> None:
        self.release()


queue_lock = FIFOLock()
