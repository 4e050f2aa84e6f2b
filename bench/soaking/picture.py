"""A long session as curves: memory, descriptors, threads and queues, with the faults as lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.soaking.vitals import Vitals

CURVES = (
    ("program_mb", "program, MB"),
    ("children_mb", "its children, MB"),
    ("descriptors", "descriptors"),
    ("threads", "threads"),
    ("waiting", "fullest queue"),
)


def draw(path: Path, title: str, samples: Sequence[Vitals], faults: Sequence[float] = ()) -> None:
    """Write a PNG."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(len(CURVES), 1, figsize=(9, 9), sharex=True)
    minutes = [each.t_s / 60 for each in samples]
    for axis, (name, label) in zip(axes, CURVES, strict=True):
        axis.plot(minutes, [getattr(each, name) for each in samples], lw=1.2)
        axis.set_ylabel(label, fontsize=8)
        axis.set_ylim(bottom=0)
        for at_s in faults:
            axis.axvline(at_s / 60, color="tab:red", lw=0.5, alpha=0.5)
    axes[0].set_title(title, fontsize=10)
    axes[-1].set_xlabel("session minutes")
    figure.tight_layout()
    figure.savefig(path, dpi=110)
