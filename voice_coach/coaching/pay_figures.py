"""The candidate's figures for a talk about pay, and the sums that follow from them.

They are illustrative and the user's own to edit; all money is in thousands a year.
"""

from __future__ import annotations

from dataclasses import dataclass

GRANT_YEARS = 4


@dataclass(frozen=True, slots=True)
class Span:
    """From the least to the most."""

    low: float
    high: float

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def said(self) -> str:
        """As a person says it."""
        return f"{self.low:g} to {self.high:g}" if self.low != self.high else f"{self.low:g}"


@dataclass(frozen=True, slots=True)
class PayFigures:
    """What is asked for."""

    base_k: Span = Span(180, 195)
    equity_k: Span = Span(120, 150)
    """A year."""
    equity_percent: Span = Span(0.04, 0.07)
    """Of the company, the whole grant."""
    sign_on_k: Span = Span(25, 45)

    @property
    def first_year_k(self) -> Span:
        """Base, a year of stock and the sign-on."""
        return self.base_k + self.equity_k + self.sign_on_k

    @property
    def implied_worth_m(self) -> Span:
        """What the company is worth, in millions, where percent and money of the grant are the same thing."""
        grant_k = GRANT_YEARS * self.equity_k.low, GRANT_YEARS * self.equity_k.high
        ends = [
            grant / 1000 / (percent / 100)
            for grant in grant_k
            for percent in (self.equity_percent.low, self.equity_percent.high)
        ]
        return Span(round(min(ends)), round(max(ends)))

    @property
    def script(self) -> str:
        """The range, the parts and the sum in one sentence."""
        return (
            f"I expect {self.first_year_k.said} thousand dollars in the first year: {self.base_k.said} base, "
            f"{self.equity_k.said} in stock a year, and {self.sign_on_k.said} to sign"
        )

    @property
    def tension(self) -> str:
        """Why percent and money of a grant rarely agree."""
        worth = self.implied_worth_m
        return (
            f"{self.equity_percent.said} percent and {self.equity_k.said} thousand a year agree only at a "
            f"company worth about {worth.low / 1000:.1f} to {worth.high / 1000:.1f} billion; at a large lab "
            "they will not, so name the dollars"
        )


EXAMPLE = PayFigures()
"""What stands in for figures of the user's own."""
