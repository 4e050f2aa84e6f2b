"""What a language model has used in a session, and about what it costs."""

from __future__ import annotations

from voice_coach.engines.protocols import Usage

A_MILLION = 1_000_000


def spent(usage: Usage, price_in: float, price_out: float) -> str:
    """A sentence on the tokens used and their estimated price; "" where no model was asked.

    Prices are dollars per million tokens read and written; where both are 0 the price is unknown.
    """
    if not (usage.prompt_tokens or usage.completion_tokens):
        return ""
    tokens = f"The language model read {usage.prompt_tokens:,} tokens and wrote {usage.completion_tokens:,}"
    if not (price_in or price_out):
        return (
            f"{tokens}. Set model_price_in and model_price_out, in dollars per million tokens, "
            "to see about what that costs."
        )
    dollars = (usage.prompt_tokens * price_in + usage.completion_tokens * price_out) / A_MILLION
    return f"{tokens}, which costs {_money(dollars)}."


def _money(dollars: float) -> str:
    if dollars < 0.001:
        return "less than a tenth of a cent"
    return f"about {dollars * 100:.1f} cents" if dollars < 1 else f"about ${dollars:.2f}"
