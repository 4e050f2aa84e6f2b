"""What a model used and about what it costs, in a sentence."""

from __future__ import annotations

from voice_coach.cli.spending import spent
from voice_coach.engines.protocols import Usage


def test_nothing_is_said_where_no_model_was_asked() -> None:
    assert spent(Usage(), 1.0, 2.0) == ""


def test_tokens_are_told_and_how_to_see_a_price() -> None:
    said = spent(Usage(12_345, 678), 0.0, 0.0)
    assert said.startswith("The language model read 12,345 tokens and wrote 678.")
    assert "model_price_in" in said


def test_the_price_is_estimated_from_what_a_million_costs() -> None:
    assert spent(Usage(1_000_000, 100_000), 0.15, 0.6).endswith("which costs about 21.0 cents.")
    assert spent(Usage(4_000_000, 1_000_000), 2.0, 8.0).endswith("which costs about $16.00.")
    assert spent(Usage(10, 1), 0.1, 0.1).endswith("which costs less than a tenth of a cent.")
