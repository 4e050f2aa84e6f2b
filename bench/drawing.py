"""Pictures of the benchmarks, in one manner. Needs matplotlib (the extra `bench`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def new_figure(rows: int, columns: int, inches: tuple[float, float]) -> tuple[Any, Any]:
    """A figure of axes that is drawn without a screen; the axes as `pyplot.subplots` gives them."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    return plt.subplots(rows, columns, figsize=inches)


def save(figure: Any, path: Path) -> None:
    """Write it as the kind of picture that the path's ending says."""
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
