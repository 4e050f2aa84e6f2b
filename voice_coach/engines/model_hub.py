"""Whisper models in the Hugging Face cache, and on their hub; the only file that imports huggingface_hub."""

from __future__ import annotations

import hashlib
import io
import queue
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voice_coach.errors import RecogniserError

REACHABLE_WITHIN_S = 3.0
_NEEDED = ("config.json", "model.bin", "tokenizer.json")
_WANTED = (*_NEEDED, "preprocessor_config.json", "vocabulary.*")
_ELSEWHERE = {
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "large": "Systran/faster-whisper-large-v3",
}
_ABOUT_MB = {"tiny": 75, "base": 145, "small": 485, "medium": 1530, "turbo": 1620, "large": 3090}

Progress = Callable[[str], None]
"""Told a sentence now and then."""
Fetch = Callable[..., Any]
"""`huggingface_hub.snapshot_download`, or what stands in for it in a test."""


class ModelHub:
    """Finds models in the cache and downloads missing ones."""

    def __init__(self, endpoint: str = "", offline: bool = False, fetch: Fetch | None = None) -> None:
        """`endpoint` "" is the library's own choice; `offline` forbids every request."""
        self._endpoint = endpoint
        self._offline = offline
        self._fetch = fetch

    def cached(self, model: str) -> Path | None:
        """The folder of a model that lies whole in the cache, or is a folder itself; None otherwise."""
        if Path(model).is_dir():
            return Path(model)
        try:
            folder = Path(self._snapshot(model, local_files_only=True))
        except (OSError, ValueError):  # the library's "not there" is one of each, by version
            return None
        return folder if all((folder / name).is_file() for name in _NEEDED) else None

    def reachable(self, within_s: float = REACHABLE_WITHIN_S) -> bool:
        """Whether the hub answers; decided within `within_s` even where name resolution hangs."""
        if self._offline:
            return False
        answer: queue.SimpleQueue[bool] = queue.SimpleQueue()
        address = self._address()
        threading.Thread(target=lambda: answer.put(_answers(address, within_s)), daemon=True).start()
        try:
            return answer.get(timeout=within_s)
        except queue.Empty:
            return False

    def download(self, model: str, progress: Progress) -> Path:
        """Fetch a model into the cache, saying its size first; goes on where an earlier try broke off.

        Raises RecogniserError.
        """
        if self._offline:
            raise RecogniserError(
                f"The speech model {model} is not on this machine.", "Go online once to fetch it."
            )
        progress(f"Downloading the speech model {model} (about {about_mb(model)} MB) from {self._address()}.")
        try:
            self._snapshot(model, tqdm_class=_bar_class(progress) if self._fetch is None else None)
        except Exception as failure:  # the library lets errors of three network libraries through
            raise RecogniserError(
                f"The speech model {model} could not be downloaded ({type(failure).__name__}).", _CURE
            ) from failure
        folder = self.cached(model)
        if folder is None:
            raise RecogniserError(f"The speech model {model} did not arrive whole.", _CURE)
        check_sums(folder, model)
        return folder

    def _snapshot(self, model: str, **options: Any) -> str:
        fetch = self._fetch or _library_fetch()
        endpoint = {"endpoint": self._endpoint} if self._endpoint else {}
        return str(fetch(repository_of(model), allow_patterns=list(_WANTED), **endpoint, **options))

    def _address(self) -> str:
        if self._endpoint:
            return self._endpoint
        from huggingface_hub import constants

        return constants.ENDPOINT


def check_sums(folder: Path, model: str) -> None:
    """Compare the large files with their checksums, by which the cache names them.

    A file that differs is deleted, so that the next download fetches it again. Raises RecogniserError.
    """
    for path in (folder / name for name in _NEEDED):
        blob = path.resolve()
        if _SHA256.fullmatch(blob.name) and _sha256(blob) != blob.name:
            blob.unlink()
            path.unlink(missing_ok=True)
            raise RecogniserError(f"The speech model {model} is damaged: its checksum is wrong.", _CURE)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_SHA256 = re.compile("[0-9a-f]{64}")
_CURE = "Try again, or use `--stt sphinx`, which needs no download."


def repository_of(model: str) -> str:
    """The repository of a model's short name; a name with a slash is one already."""
    if "/" in model:
        return model
    return _ELSEWHERE.get(model, f"Systran/faster-whisper-{model}")


def about_mb(model: str) -> int:
    """The size of a model's download, to the nearest few MB; large for one we do not know."""
    sizes = [size for name, size in _ABOUT_MB.items() if name in model]
    return min(sizes, default=max(_ABOUT_MB.values()))


def _answers(address: str, within_s: float) -> bool:
    try:
        request = urllib.request.Request(address, method="HEAD")
        with urllib.request.urlopen(request, timeout=within_s) as reply:
            return bool(reply.status < 400)
    except (OSError, ValueError, urllib.error.URLError):
        return False


def _library_fetch() -> Fetch:
    from huggingface_hub import snapshot_download

    return snapshot_download


def _bar_class(progress: Progress) -> Any:
    """A progress bar that draws nothing and reports every tenth of the bytes."""
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[type-arg, misc, unused-ignore]  # tqdm ships no types
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **{**options, "file": io.StringIO()})
            self._told = 0

        def update(self, n: float | None = 1) -> bool | None:
            drawn: bool | None = super().update(n)
            tenths = int(10 * self.n / self.total) if self.total else 0
            if self.unit == "B" and tenths > self._told:
                self._told = tenths
                progress(f"Speech model: {10 * tenths} % of {self.total / 1e6:.0f} MB.")
            return drawn

    return Bar
