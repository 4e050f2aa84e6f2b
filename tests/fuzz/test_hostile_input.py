"""Whatever a file, a form, a request or a recogniser holds: one of our own sentences, or no complaint."""

from __future__ import annotations

import pytest
from fuzz.limits import MOST_MB, MOST_S, Costs, TooMuch
from fuzz.mutations import near
from fuzz.targets import TARGETS, Target
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

IS_LONG = settings.get_current_profile_name() == "fuzz"
"""Asked for by `make fuzz`; the suite tries the same few inputs each time."""
FEW = settings(max_examples=12, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(settings.get_profile("fuzz"), suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.__name__)
@pytest.mark.timeout(0 if IS_LONG else 120)
def test_nothing_but_our_own_errors_comes_of_it(target: Target) -> None:
    seeds = TARGETS[target]()

    limited = Costs(target) if IS_LONG else target

    @(MANY if IS_LONG else FEW)
    @given(st.sampled_from(seeds).flatmap(near) | st.binary(max_size=300))
    def try_it(data: bytes) -> None:
        limited(data)

    try_it()


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.__name__)
def test_what_it_begins_from_is_itself_taken(target: Target) -> None:
    for seed in TARGETS[target]():
        target(seed)


def test_an_error_that_is_not_ours_would_be_found() -> None:
    def bad(data: bytes) -> None:
        if len(data) > 3:
            raise ZeroDivisionError

    @FEW
    @given(st.just(b"some").flatmap(near) | st.binary(min_size=4))
    def try_it(data: bytes) -> None:
        bad(data)

    with pytest.raises(ZeroDivisionError):
        try_it()


def test_an_input_that_costs_too_much_would_be_found() -> None:
    def slow(_: bytes) -> None:
        while True:
            pass

    def large(_: bytes) -> None:
        bytearray(int((MOST_MB + 50) * 1e6))

    for bad in (slow, large):
        with pytest.raises(TooMuch):
            Costs(bad)(b"")
    cheap = Costs(lambda _: None)
    cheap(b"")
    assert cheap.slowest_s < MOST_S
