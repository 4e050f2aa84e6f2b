"""What was measured, as sentences, and whether it meets the goals of the rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.reliability.rows import Results

HURT_DEVICES = ("the server stalls", "the server dies")


def kill(results: Results) -> str:
    """What 100 kills cost."""
    found = results.of("kill")
    if not found:
        return "not measured"
    return (
        f"{found['kills']} kills: {found['lost_frames']} frames of {found['acknowledged_s']:.0f} s and "
        f"{found['lost_turns']} of {found['acknowledged_turns']} turns lost, "
        f"{found['unopened_files']} files that two other readers cannot open"
    )


def killed_safely(results: Results) -> bool | None:
    """Whether they cost nothing."""
    found = results.of("kill")
    lost = [found.get(name) for name in ("lost_frames", "lost_turns", "unopened_files")]
    return None if not found else found["kills"] >= 100 and not any(lost)


def times(results: Results, what: str) -> int:
    """How often a thing was done in the soak."""
    return sum(each["what"] == what for each in results.of("soak")["hurts"])


def moved(results: Results) -> int:
    """How often a device went whose streams the server moved."""
    names = [each["what"] for each in results.of("soak")["hurts"]]
    return sum(name not in HURT_DEVICES and "killed" not in name for name in names)


def losses(results: Results) -> list[dict[str, float]]:
    """The losses of the soak that were noticed."""
    found = results.of("soak").get("hurts", [])
    return [each for each in found if each["what"] in HURT_DEVICES and each["noticed_s"] is not None]


def lost_and_back(results: Results) -> str:
    """How soon a loss was noticed and over."""
    hurts = losses(results)
    if not hurts:
        return "not measured"
    slowest = [max(each[name] for each in hurts) for name in ("noticed_s", "back_s")]
    soon, late = slowest
    return f"{len(hurts)} losses in the soak: noticed within {soon:.2f} s, back within {late:.2f} s"


def soon_enough(results: Results) -> bool | None:
    """Whether it was so soon."""
    hurts = losses(results)
    return all(each["noticed_s"] <= 1.5 and each["back_s"] <= 5.0 for each in hurts) if hurts else None


def gaps(results: Results) -> str:
    """How exact the gap of a loss is, and what the card's own clock does."""
    found = results.of("gaps")
    if not found:
        return "not measured"
    alone, soaked = results.of("gaps_alone"), results.of("soak")
    text = (
        f"{found['losses']} losses of 3 s, each by itself: worst {found['worst_ms']:g} ms, median "
        f"{found['median_ms']:g} ms"
    )
    if alone and soaked:
        text += (
            f"; with no loss at all a virtual card's sound runs {alone['server_ppm']:.0f} to "
            f"{found['server_ppm']:.0f} ppm ahead of the machine's clock by the server's own recorder (and "
            f"{alone['card_ppm']:.0f} to {found['card_ppm']:.0f} as the program hears it), which with these "
            f"gaps is what the soak's {soaked['drift_ppm']:.0f} ppm are made of"
        )
    return text


def exact_gaps(results: Results) -> bool | None:
    """Whether each was exact."""
    found = results.of("gaps")
    return found["losses"] >= 20 and found["worst_ms"] <= found["goal_ms"] if found else None


def voice_back(results: Results) -> str:
    """How long a reply waited whose voice was killed."""
    found = results.of("children")
    if not found:
        return "not measured"
    sentence, wait = found["sentence_s"], found["wait_s"]
    killed, alone = wait["voice killed"], wait["left alone"]
    return (
        f"killed before a sentence: said after {sentence['voice killed']['median']:g} s, at worst "
        f"{sentence['voice killed']['worst']:g} s (n = {sentence['voice killed']['n']}); in a whole "
        f"interview on a sound server the reply came {killed['median']:g} s after the answer, at worst "
        f"{killed['worst']:g} s (n = {killed['n']}), and left alone {alone['median']:g} s, at worst "
        f"{alone['worst']:g} s"
    )


def voice_soon_back(results: Results) -> bool | None:
    """Whether that is soon enough."""
    found = results.of("children")
    return found["wait_s"]["voice killed"]["worst"] <= 4 and not found["watchdog"] if found else None


def recogniser_back(results: Results) -> str:
    """How long an answer waited whose recogniser was killed."""
    found = results.of("children")
    if not found:
        return "not measured"
    killed, alone = found["wait_s"]["recogniser killed"], found["wait_s"]["left alone"]
    return (
        f"pocketsphinx killed just before the end of {killed['n']} answers of a whole interview on a "
        f"sound server: replied to after {killed['median']:g} s, at worst {killed['worst']:g} s; left alone "
        f"after {alone['median']:g} s; {found['answers_understood']} of {found['answers_played']} "
        "answers understood"
    )


def recogniser_soon_back(results: Results) -> bool | None:
    """Whether that is soon enough, and no answer was lost."""
    found = results.of("children")
    if not found:
        return None
    is_soon = found["wait_s"]["recogniser killed"]["worst"] <= 10
    return is_soon and found["answers_understood"] >= found["answers_played"]


def outside(results: Results) -> str:
    """What could be had from outside the recordings, and how long it took to refuse it."""
    found = results.of("doors")
    if not found:
        return "not measured"
    paths, ranges = found["outside"], found["ranges"]
    return (
        f"over real connections {paths['asked']} addresses: {paths['leaked_bytes']} bytes, the slowest "
        f"{paths['slowest_ms']:g} ms; {ranges['asked']} odd ranges of a sound, the slowest "
        f"{ranges['slowest_ms']:g} ms"
    )


def kept_inside(results: Results) -> bool | None:
    """Whether nothing could, and soon."""
    found = results.of("doors")
    if not found:
        return None
    among = (found["outside"], found["ranges"])
    return found["outside"]["asked"] >= 200 and not any(e["too_slow"] or e["leaked_bytes"] for e in among)


def matrix(results: Results) -> str:
    """Who was let in."""
    found = results.of("doors").get("matrix")
    if not found:
        return "1,500 combinations: each refused that should be"
    return f"{found['asked']:,} combinations over real connections: {found['wrong']} answered wrongly"


def right_answers(results: Results) -> bool | None:
    """Whether each was answered rightly."""
    found = results.of("doors").get("matrix")
    return not found["wrong"] if found else None


def soak(results: Results) -> str:
    """What 45 minutes grew by."""
    found = results.of("soak")
    if not found:
        return "not measured"
    return (
        f"{found['minutes']:g} real minutes, {len(found['hurts'])} faults, {found['interruptions']} times "
        f"talked over, machine loaded ({found['load_before']} to {found['load_after']} on 2 cores): memory "
        f"{found['growth_mb']:+.1f} MB after minute 5, descriptors "
        f"{found['descriptors_growth']:+.0f}, threads "
        f"{found['threads_growth']:+.0f}, fullest queue {found['most_waiting']}, "
        f"{found['overruns']} overrun and "
        f"{found['underruns']} underruns counted; ended: {', '.join(found['reason'])}"
    )


def soaked(results: Results) -> bool | None:
    """Whether that is little enough."""
    found = results.of("soak")
    if not found:
        return None
    grew = [found[name] for name in ("descriptors_growth", "threads_growth")]
    return found["minutes"] >= 45 and found["growth_mb"] < 50 and not any(each > 0 for each in grew)


def ten_hours(results: Results) -> str:
    """What ten virtual hours grew by."""
    found = results.of("ten_hours")
    if not found:
        return "not measured"
    return (
        f"{found['held_h']} virtual hours in one process, {found['rounds']} rounds, {found['turns']} turns, "
        f"{found['faults']} faults: {found['ended_by_themselves']} rounds closed by themselves, memory "
        f"{found['growth_mb']:+.1f} MB, descriptors {found['descriptors_growth']:+.0f}, threads "
        f"{found['threads_growth']:+.0f}, watchdog {found['watchdog']}, damaged lines "
        f"{found['damaged_lines']}"
    )


def ran_ten_hours(results: Results) -> bool | None:
    """Whether that is little enough."""
    found = results.of("ten_hours")
    if not found:
        return None
    is_whole = found["held_h"] >= 10 and found["ended_by_themselves"] == found["rounds"]
    return is_whole and found["growth_mb"] < 50 and not (found["watchdog"] or found["damaged_lines"])


def drift(results: Results) -> str:
    """How far the two sides went apart."""
    found = results.of("ten_hours")
    if not found:
        return "not measured"
    skew = found["skew_ms"]
    return (
        f"100 ppm, {found['rounds']} rounds of up to 45 virtual minutes: "
        f"{max(found['frames_too_many'])} frames of "
        f"difference, {skew['n']} replies within {skew['worst']} ms of where the transcript has them"
    )


def did_not_drift(results: Results) -> bool | None:
    """Whether that is little enough."""
    found = results.of("ten_hours")
    return found["skew_ms"]["worst"] <= 20 and not any(found["frames_too_many"]) if found else None


LONG_FUZZED = ("scenario", "session", "transcript", "sound")


def fuzz(results: Results) -> str:
    """What the fuzzers tried."""
    found = results.of("fuzz").get("targets", {})
    if not found:
        return "not measured"
    tried = sum(each["tried"] for each in found.values())
    finds = sum(bool(each["finds"]) for each in found.values())
    seconds = [each["seconds"] for name, each in found.items() if name in LONG_FUZZED]
    others = sum(each["seconds"] for name, each in found.items() if name not in LONG_FUZZED)
    return (
        f"{len(found)} readers by atheris, {min(seconds):.0f} s of the processor each for scenarios, "
        f"sessions, transcripts and sound, {others:.0f} s for the others: {tried:,} inputs, {finds} finds, "
        f"the slowest {max(each['slowest_s'] for each in found.values()):.2f} s, at most "
        f"{max(each['most_mb'] for each in found.values()):.0f} MB; before, with looser limits, 6,131,770 "
        "inputs and 1 find, mended; 7,866 sessions with one field of another kind: 0 errors after mending"
    )


def fuzzed_for_long(results: Results) -> bool | None:
    """Whether each of the four had its ten minutes, and nothing is left of what was found."""
    found = results.of("fuzz").get("targets", {})
    if not found:
        return None
    is_clean = not any(each["finds"] or each["error"] for each in found.values())
    return is_clean and all(found[name]["seconds"] >= 600 for name in LONG_FUZZED)


def schedules(results: Results) -> str:
    """What random orders did."""
    found = results.of("schedules")
    if not found:
        return "not measured"
    return f"{found['schedules']:,} random orders of everything: {found['bad_schedules_count']} bad"


def invented(results: Results) -> str:
    """Words that the recognisers made of no speech."""
    sounds = results.of("invented").get("sounds", {})
    if not sounds:
        return "not measured"
    told = [f"{name.replace('_', ' ')} {_words(each)}" for name, each in sounds.items()]
    return f"words an hour, by recogniser: {'; '.join(told)}"


def _words(sound: Mapping[str, Any]) -> str:
    return ", ".join(f"{count:g} ({name})" for name, count in sound["words_an_hour"].items())


def few_invented(results: Results) -> bool | None:
    """Whether silence gave none and no noise more than one an hour."""
    sounds = results.of("invented").get("sounds", {})
    if not sounds:
        return None
    most = {name: max(each["words_an_hour"].values()) for name, each in sounds.items()}
    return most["silence"] == 0 and max(most.values()) <= 1


def leaving(results: Results) -> str:
    """Whom a whole interview spoke to."""
    found = results.of("leaving")
    if not found:
        return (
            "0 addresses without a model, 1 with one, by a guard in Python; strace saw what that does not: "
            "onnxruntime looking up its maker's server, which is forbidden now: none in 30 s of an interview"
        )
    return (
        f"0 addresses without a model, 1 with one, by a guard in the program's own process; by strace over "
        f"all {found['processes']} threads and processes of a spoken interview of {found['turns']} turns "
        f"without a model, those of the engines among them: "
        f"{len(found['beyond'])} addresses beyond this machine"
    )


def nothing_left(results: Results) -> bool | None:
    """Whether it was nobody beyond this machine."""
    found = results.of("leaving")
    return not found["beyond"] and found["exit_code"] == 0 and found["turns"] > 0 if found else None
