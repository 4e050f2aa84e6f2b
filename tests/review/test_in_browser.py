"""The review page in a real browser: Chromium without a window, on a session that the demo recorded."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from demonstrated import a_demo
from recorded import a_hostile_session, a_judged_session
from session_makers import a_writer, play, say

from voice_coach.__main__ import run

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
REPORTS = "document.addEventListener('securitypolicyviolation', (e) => console.error(e.violatedDirective))"
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 800}
ATTACKS = (
    "<script>window.attacked=1</script>",
    "<img src=x onerror=window.attacked=1>",
    '"><svg onload=window.attacked=1>',
    "</script><script>window.attacked=1</script>",
    "javascript:window.attacked=1",
    "{{7*7}}${window.attacked=1}",
    "'-(window.attacked=1)-'",
    "<iframe srcdoc='<script>parent.attacked=1</script>'>",
    "<a href=javascript:window.attacked=1>x</a><style>*{display:none}</style>",
)


class Served:
    """The command `review`, running."""

    def __init__(self, recordings: Path) -> None:
        command = [
            sys.executable,
            "-m",
            "voice_coach",
            "review",
            "--no-browser",
            "--recordings",
            str(recordings),
        ]
        self.program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.program.stdout is not None
        self.link = self.program.stdout.readline().strip()
        self.base = self.link.partition("/launch")[0]

    def end(self) -> int:
        self.program.send_signal(signal.SIGINT)
        out, errors = self.program.communicate(timeout=15)
        assert out == ""
        assert "Traceback" not in errors
        return self.program.returncode


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demo of three minutes, one small session, one session for each attack."""
    folder = tmp_path_factory.mktemp("recordings")
    a_demo(folder, folder.parent / "settings.toml")
    a_judged_session(folder)
    for attack in ATTACKS:
        a_hostile_session(folder, attack)
    return folder


@pytest.fixture(scope="module")
def demo_id(recordings: Path) -> str:
    heads = (json.loads(path.read_text()) for path in recordings.glob("*/session.json"))
    return next(head["id"] for head in heads if head["mode"] == "demo")


@pytest.fixture(scope="module")
def small_id(recordings: Path, demo_id: str) -> str:
    """The small session, in whose one answer two boxes and an arrow are named."""
    heads = [json.loads(path.read_text()) for path in recordings.glob("*/session.json")]
    titles = {head["id"]: head["scenario"]["title"] for head in heads}
    return next(id for id, title in titles.items() if id != demo_id and title not in ATTACKS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def served(recordings: Path) -> Iterator[Served]:
    running = Served(recordings)
    yield running
    assert running.end() == 0


@pytest.fixture(scope="module")
def context(browser: Any, served: Served) -> Iterator[Any]:
    opened = browser.new_context(viewport=WIDE)
    page = opened.new_page()
    page.goto(served.link)
    page.close()
    yield opened
    opened.close()


@pytest.fixture
def page(context: Any, served: Served) -> Iterator[Any]:
    """A tab whose console, requests and policy reports are held against it at the end."""
    tab = context.new_page()
    tab.troubles = []
    tab.on(
        "console", lambda said: tab.troubles.append(said.text) if said.type in ("error", "warning") else None
    )
    tab.on("pageerror", lambda error: tab.troubles.append(str(error)))
    tab.on("request", lambda asked: None if is_own(asked.url, served) else tab.troubles.append(asked.url))
    tab.add_init_script(REPORTS)
    yield tab
    assert tab.troubles == []
    tab.close()


def is_own(url: str, served: Served) -> bool:
    return url.startswith((f"{served.base}/", "data:", "blob:"))


def open_session(page: Any, served: Served, session_id: str, query: str = "") -> None:
    page.goto(f"{served.base}/sessions/{session_id}{query}")
    page.wait_for_selector(".turn")


def at_s(page: Any) -> float:
    return float(page.evaluate("window.page.player.now()"))


def wait(page: Any, condition: str) -> None:
    """Until it holds, for ten seconds; the page's policy forbids the library's own way of waiting."""
    for _ in range(200):
        if page.evaluate(f"Boolean({condition})"):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never: {condition}")


def test_the_sound_plays_and_the_transcript_follows_word_by_word(
    page: Any, served: Served, demo_id: str
) -> None:
    open_session(page, served, demo_id)
    page.keyboard.press(" ")
    wait(page, "window.page.player.audio.currentTime > 1 && document.querySelector('.word.spoken')")
    first = page.text_content(".word.spoken")
    wait(page, f"document.querySelector('.word.spoken').textContent !== {json.dumps(first)}")
    page.keyboard.press("k")
    assert page.evaluate("window.page.player.audio.paused")


def test_a_word_is_heard_by_a_click_and_a_quote_by_its_button(
    page: Any, served: Served, demo_id: str
) -> None:
    open_session(page, served, demo_id)
    word = page.locator(".turn.c .word").nth(3)
    word.click()
    wait(page, "!window.page.player.audio.paused")
    assert abs(at_s(page) - float(word.get_attribute("data-t"))) < 1.0
    quote = page.locator("#dimensions .quote").first
    quote.click()
    minutes, seconds = quote.locator(".time").inner_text().removeprefix("▶ ").split(":")
    assert abs(at_s(page) - (60 * int(minutes) + int(seconds))) < 2.0


def test_the_keys_of_players_steer_it(page: Any, served: Served, demo_id: str) -> None:
    open_session(page, served, demo_id)
    length_s = page.evaluate("window.page.player.length_s")
    page.keyboard.press("5")
    assert at_s(page) == pytest.approx(length_s / 2, abs=0.2)
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    assert at_s(page) == pytest.approx(length_s / 2 - 5, abs=0.3)
    page.keyboard.press(">")
    assert page.evaluate("window.page.player.audio.playbackRate") == 1.25
    assert page.evaluate("window.page.player.audio.preservesPitch")
    page.keyboard.press("0")
    page.keyboard.press("n")
    assert at_s(page) > 0
    page.keyboard.press("?")
    assert page.locator("dialog.help").is_visible()
    page.keyboard.press("Escape")


def test_a_note_is_kept_at_its_moment_and_typing_steers_nothing(
    page: Any, served: Served, demo_id: str
) -> None:
    open_session(page, served, demo_id, "?t=12")
    page.keyboard.press("m")
    page.keyboard.type("5 kinds of limits")
    assert at_s(page) == pytest.approx(12, abs=0.3)
    page.get_by_role("button", name="Keep this note").click()
    page.wait_for_selector("#notes li")
    open_session(page, served, demo_id)
    assert "0:12 5 kinds of limits" in page.inner_text("#notes li")


def test_model_answers_stay_hidden_until_asked_for(page: Any, served: Served, demo_id: str) -> None:
    open_session(page, served, demo_id)
    answer = page.locator("#answers details p").first
    assert not answer.is_visible()
    page.locator("#answers > summary").click()
    assert not answer.is_visible()
    page.locator("#answers details summary").first.click()
    assert answer.is_visible()


def test_the_sketch_says_when_each_arrow_was_said_and_plays_it_at_both_widths(
    page: Any, served: Served, small_id: str
) -> None:
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        open_session(page, served, small_id)
        page.keyboard.press("0")
        moment = page.locator("#sketch .moment text")
        minutes, seconds = moment.text_content().split(":")
        assert moment.evaluate("(each) => each.getScreenCTM().a") == pytest.approx(1, abs=0.01), "as large"
        moment.click()
        assert at_s(page) == pytest.approx(60 * int(minutes) + int(seconds), abs=1.5)


def test_practise_this_copies_the_command_and_says_so_or_shows_it(
    page: Any, context: Any, served: Served, small_id: str
) -> None:
    open_session(page, served, small_id)
    practise, said = (
        page.get_by_role("button", name="Practise this").first,
        page.locator("#next [role=status]"),
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.base)
    practise.click()
    wait(page, "document.querySelector('#next [role=status]').textContent.includes('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == "voice-coach drill constraints"
    context.clear_permissions()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    practise.click()
    wait(page, "!document.querySelector('#next [role=status]').textContent.includes('Copied')")
    assert said.inner_text() == "Run in a terminal: voice-coach drill constraints"


def test_the_page_of_a_session_that_is_being_recorded_shows_what_there_is_so_far(
    page: Any, served: Served, recordings: Path
) -> None:
    writer = a_writer(recordings)
    play(writer, 0, 3)
    for turn in (0, 1):
        say(writer, turn)
    open_session(page, served, writer.folder.name)
    assert "being recorded now" in page.inner_text(".notice >> nth=0")
    assert page.locator(".turn").count() == 2
    page.keyboard.press(" ")
    wait(page, "window.page.player.audio.currentTime > 0.3")
    play(writer, 3, 4)
    say(writer, 2)
    open_session(page, served, writer.folder.name)
    assert page.locator(".turn").count() == 3
    page.goto(served.base)
    assert "recording" in page.inner_text(f"tr[data-id='{writer.folder.name}']")
    writer.finish()
    open_session(page, served, writer.folder.name)
    assert "being recorded" not in page.inner_text("main")


def test_the_charts_come_from_this_machine_under_the_same_policy(
    page: Any, served: Served, demo_id: str
) -> None:
    open_session(page, served, demo_id)
    page.locator("#delivery").scroll_into_view_if_needed()
    page.wait_for_selector("#delivery .main-svg")
    assert page.evaluate("getComputedStyle(document.querySelector('.main-svg')).position") == "absolute"


def test_the_library_is_searched_and_filtered_by_keyboard_and_a_hit_plays(page: Any, served: Served) -> None:
    page.goto(served.base)
    everything = page.locator("table.library tbody tr").count()
    page.keyboard.press("/")
    page.keyboard.type("resolved cases")
    page.wait_for_selector(".hits mark")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("border")
    wait(page, f"document.querySelectorAll('table.library tbody tr').length < {everything}")
    page.locator(".hits a").first.press("Enter")
    page.wait_for_selector(".turn.now")
    wait(page, "!window.page.player.audio.paused")
    assert at_s(page) >= 4.0


def test_a_session_is_deleted_after_asking(page: Any, served: Served, recordings: Path) -> None:
    folder = a_judged_session(recordings)
    page.goto(served.base)
    page.locator(f"button.delete[data-id='{folder.name}']").click()
    page.locator("#confirm-no").press("Enter")
    assert folder.is_dir()
    page.locator(f"button.delete[data-id='{folder.name}']").click()
    page.locator("#confirm-yes").click()
    page.wait_for_selector(f"tr[data-id='{folder.name}']", state="detached")
    assert not folder.exists()


def test_a_transcript_is_imported_by_upload(page: Any, served: Served, tmp_path: Path) -> None:
    talk = tmp_path / "mock with a friend.jsonl"
    talk.write_text(
        '{"speaker": "interviewer", "text": "Begin?"}\n{"text": "I would name the limits first."}\n'
    )
    page.goto(served.base)
    page.set_input_files("#import", talk)
    page.wait_for_selector(".turn", timeout=20_000)
    assert page.inner_text("h1") == "mock with a friend"
    assert "no sound" in page.inner_text(".notice >> nth=0")


def test_no_script_in_the_name_of_an_imported_file_runs(page: Any, served: Served) -> None:
    for attack in ATTACKS[:4]:
        page.goto(served.base)
        talk = {
            "name": f"{attack}.jsonl",
            "mimeType": "text/plain",
            "buffer": b'{"text": "I would ask first."}\n',
        }
        page.set_input_files("#import", talk)
        page.wait_for_selector(".turn", timeout=20_000)
        assert page.evaluate("window.attacked") is None
        assert page.locator("main img, main iframe, main svg[onload]").count() == 0


def test_no_script_in_an_exported_page_runs(browser: Any, recordings: Path, tmp_path: Path) -> None:
    hostile = [path.parent for path in recordings.glob("*/session.json") if "attacked" in path.read_text()]
    with browser.new_context() as opened:
        tab = opened.new_page()
        for folder in hostile[:4]:
            out = tmp_path / "page.html"
            to = ["--to", str(out), "--sound", "none", "--recordings", str(recordings)]
            assert run(["export", folder.name, *to]) == 0
            tab.goto(out.as_uri())
            tab.wait_for_selector(".turn")
            assert tab.evaluate("window.attacked") is None
            assert tab.locator("main img, main iframe").count() == 0


def test_no_script_in_any_field_runs(page: Any, served: Served, recordings: Path) -> None:
    heads = (json.loads(path.read_text()) for path in recordings.glob("*/session.json"))
    hostile = [head["id"] for head in heads if head["scenario"]["title"] in ATTACKS]
    assert len(hostile) == len(ATTACKS)
    both = f"/compare?a={hostile[0]}&b={hostile[-1]}"
    asked = [f"/?{urlencode({'q': attack, 'scenario': attack, 'verdict': attack})}" for attack in ATTACKS]
    places = [*(f"/sessions/{each}" for each in hostile), "/", "/?q=attacked", both, "/progress", *asked]
    for place in places:
        page.goto(served.base + place)
        if place.startswith("/sessions"):
            page.wait_for_selector(".turn")
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("window.attacked") is None
        assert page.locator("main img, main iframe, main style, main a[href^='javascript']").count() == 0


PLACES = (
    "/",
    "/?q=latency",
    "/progress?demos=1",
    "/compare",
    "both",
    "session",
    "/sessions/20260101-000000-gone-abcd",
)
LOOKS = [(size, scheme) for size in (WIDE, NARROW) for scheme in ("light", "dark")]


@pytest.mark.parametrize("place", PLACES)
def test_every_page_is_accessible_and_fits_at_both_widths_in_dark_and_light(
    context: Any, served: Served, demo_id: str, recordings: Path, place: str
) -> None:
    other = next(path.name for path in sorted(recordings.iterdir()) if path.is_dir() and path.name != demo_id)
    addresses = {"session": f"/sessions/{demo_id}", "both": f"/compare?a={demo_id}&b={other}"}
    pictures = Path(tempfile.gettempdir()) / "voice-coach-review-pictures"
    pictures.mkdir(exist_ok=True)
    with closing(context.new_page()) as tab:
        tab.goto(served.base + addresses.get(place, place))
        if place == "session":
            tab.wait_for_selector(".turn")
        load_axe(tab)
        for size, scheme in LOOKS:
            tab.set_viewport_size(size)
            tab.emulate_media(color_scheme=scheme)
            assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"], (size, scheme)
            tab.screenshot(path=pictures / f"{size['width']}-{scheme}-{PLACES.index(place)}.png")
            assert serious_findings(tab) == [], (size, scheme)


def test_every_control_of_a_session_is_reached_by_the_keyboard_alone(
    page: Any, served: Served, demo_id: str
) -> None:
    open_session(page, served, demo_id)
    controls = page.evaluate(CONTROLS)
    reached = set()
    for _ in range(controls + 5):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("window.places.indexOf(document.activeElement)"))
    assert reached >= set(range(controls)), [
        page.evaluate(f"places[{n}].outerHTML") for n in range(controls) if n not in reached
    ][:3]


CONTROLS = """() => {
  const kinds = "a[href], button:not(:disabled), select, input, textarea, summary, [tabindex='0']";
  window.places = [...document.querySelectorAll(kinds)].filter((each) => each.checkVisibility());
  return window.places.length;
}"""


def load_axe(page: Any) -> None:
    found = find_spec("axe_playwright_python")
    if found is None or not found.submodule_search_locations:
        pytest.skip("axe-core is not installed")
    source = Path(found.submodule_search_locations[0]) / "axe.min.js"
    page.evaluate(source.read_text(encoding="utf-8"))


def serious_findings(page: Any) -> list[str]:
    result = page.evaluate("axe.run(document, {resultTypes: ['violations'], elementRef: false})")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in result["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def test_an_exported_page_plays_from_the_disk_and_a_peer_fills_its_form(
    browser: Any, recordings: Path, demo_id: str, tmp_path: Path
) -> None:
    for options in ((), ("--peer-form", "--sound", "none")):
        to = ["--to", str(tmp_path), "--recordings", str(recordings)]
        assert run(["export", demo_id, *to, *options]) == 0
    with browser.new_context(viewport=WIDE) as opened:
        tab, troubles = opened.new_page(), []
        tab.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        tab.on("request", lambda asked: troubles.append(asked.url) if asked.url.startswith("http") else None)
        tab.goto((tmp_path / f"{demo_id}.html").as_uri())
        tab.wait_for_selector(".turn")
        tab.keyboard.press(" ")
        wait(tab, "window.page.player.audio.currentTime > 0.5 && document.querySelector('.word.spoken')")
        shown = [each.get_attribute("aria-label") for each in tab.locator("#delivery svg[role=img]").all()]
        assert [each.split()[0] for each in shown] == ["Pace", "1", "Loudness"]
        assert not tab.locator("#answers details p").first.is_visible()
        assert "voice-coach drill" in tab.inner_text("#next code >> nth=0")
        tab.goto((tmp_path / f"{demo_id}-peer-form.html").as_uri())
        tab.wait_for_selector(".turn")
        assert tab.locator("#delivery, #answers, #next, #sketch, #packet").count() == 0
        tab.select_option("#peer-framing", "2")
        tab.fill("#peer-framing-why", "no restatement")
        with tab.expect_download() as saved:
            tab.get_by_role("button", name="Save the filled form").click()
        form = json.loads(Path(saved.value.path()).read_text())
        assert troubles == []
    assert form["session"] == demo_id
    assert form["dimensions"][0] == {"id": "framing", "level": 2, "why": "no restatement", "t_s": None}
