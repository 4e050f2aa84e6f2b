"""How written text is read: no figure, sign or abbreviation is left to the voice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.engines.reading_aloud import aloud


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Which KPI moves first?", "Which K P I moves first?"),
        ("Your RAG pipeline", "Your rag pipeline"),
        ("the p95", "the P ninety-five"),
        ("p99.9 latency", "P ninety-nine point nine latency"),
        ("GDPR, HIPAA and SQL", "G D P R, hippa and sequel"),
        ("three KPIs", "three K P I's"),
        ("$0.02 per reply", "two cents per reply"),
        ("$0.01", "one cent"),
        ("$1.50 or $1", "one dollar and fifty cents or one dollar"),
        ("$2,000/month", "two thousand dollars per month"),
        (
            "$5k, $3.5M, $2 million",
            "five thousand dollars, three point five million dollars, two million dollars",
        ),
        ("$0.005 a token", "zero point zero zero five dollars a token"),
        ("£0.02 and €3", "two pence and three euros"),
        ("120ms", "one hundred twenty milliseconds"),
        ("1 ms", "one millisecond"),
        ("1.2 s", "one point two seconds"),
        ("10k QPS", "ten thousand queries per second"),
        ("200 req/s", "two hundred requests per second"),
        ("50 MB/s", "fifty megabytes per second"),
        ("5GB of RAM", "five gigabytes of ram"),
        ("1,200,000 users", "one million two hundred thousand users"),
        ("99.9% uptime", "ninety-nine point nine percent uptime"),
        ("10-20 minutes", "ten to twenty minutes"),
        ("3x faster", "three times faster"),
        ("the 95th percentile", "the ninety-fifth percentile"),
        ("at 3:20, 9:05 and 12:00", "at three twenty, nine oh five and twelve o'clock"),
        ("7am", "seven A M"),
        ("in 2024 we had 2024 users", "in twenty twenty-four we had two thousand twenty-four users"),
        ("v2.1 vs. v3", "version two point one versus version three"),
        ("24/7", "twenty-four seven"),
        ("1/3 or 3/4", "one third or three quarters"),
        ("an H100 and GPT-4o-mini", "an H one hundred and G P T-four o-mini"),
        ("https://example.com/docs/v1.", "example dot com slash docs slash v one"),
        ("http://localhost:8000", "localhost colon eight thousand"),
        ("me@example.org", "me at example dot org"),
        ("CI/CD, A/B tests, read/write", "C I C D, A B tests, read write"),
        ("e.g. a queue, i.e. a buffer", "for example a queue, that is a buffer"),
        ("a -> b, x >= 3", "a to b, x at least three"),
        ("do NOT cache it", "do not cache it"),
        ("-5 or +5%", "minus five or plus five percent"),
        ("user_id in `events` is **bold**", "user id in events is bold"),
        ("Good work 👍🏽🎉!", "Good work!"),
        ("Café, naïve", "Café, naïve"),
        ("two\nlines", "two lines"),
    ],
)
def test_it_is_read_as_a_person_would_say_it(written, read):
    assert aloud(written) == read


@pytest.mark.parametrize(
    "plain",
    ["Which constraint binds first?", "I see; and then what?", "It's a trade-off, isn't it?", "A. B."],
)
def test_plain_sentences_stay_as_they_are(plain):
    assert aloud(plain) == plain


@pytest.mark.parametrize("nothing", ["", "   ", "😀", "👩‍💻 🎉", "\u200b"])
def test_where_there_is_nothing_to_read_nothing_is_read(nothing):
    assert aloud(nothing) == ""


def test_a_number_too_long_to_be_one_is_read_digit_by_digit():
    assert aloud("12345678901234567").split()[:3] == ["one", "two", "three"]


@pytest.mark.parametrize(
    "text", ["3kn", "about 10 kn of wind", "7Kn", "1,000" + ",000" * 200 + " k", "9" * 5000]
)
def test_what_only_looks_like_a_scale_or_has_no_end_is_read_all_the_same(text):
    assert not any(sign.isdigit() for sign in aloud(text))


@given(st.text(max_size=200))
def test_no_text_is_too_odd_and_no_figure_or_sign_is_left(text):
    said = aloud(text)
    assert not any(sign in said for sign in "0123456789$%&@#<>=_`")


def test_five_thousand_signs_take_no_time():
    assert len(aloud("The p95 of 120ms costs $0.02 per reply. " * 125)) > 5000
