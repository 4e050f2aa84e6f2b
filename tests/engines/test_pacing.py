from voice_coach.engines.pacing import RealTime, Unpaced


class StubClock:
    def __init__(self) -> None:
        self.now_s = 100.0
        self.slept: list[float] = []

    def read(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_s += seconds + 0.001  # as a real sleep, a little too long


def test_small_delays_never_add_up() -> None:
    clock = StubClock()
    pacer = RealTime(clock.read, clock.sleep)
    for frame in range(1001):
        pacer.wait_until(frame * 160)
    assert abs(clock.now_s - 110.0) < 0.002


def test_after_a_stall_the_frames_that_are_due_come_at_once() -> None:
    clock = StubClock()
    pacer = RealTime(clock.read, clock.sleep)
    pacer.wait_until(0)
    clock.now_s += 0.5
    for frame in range(1, 50):
        pacer.wait_until(frame * 160)
    assert clock.slept == []
    pacer.wait_until(60 * 160)
    assert len(clock.slept) == 1


def test_an_unpaced_card_never_waits() -> None:
    Unpaced().wait_until(10**12)
