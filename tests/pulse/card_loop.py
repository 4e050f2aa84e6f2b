"""Run by the tests as a child process: the interview's loop on the PortAudio card, with clicks to say.

python card_loop.py RESULT.npz SECONDS CLICK_EVERY_FRAMES
"""

import sys

import numpy as np

from voice_coach.conversation.sound import FRAME_SAMPLES, silence
from voice_coach.engines.portaudio_card import PortAudioCard


def main(result: str, seconds: int, click_every: int) -> None:
    card = PortAudioCard()
    card.open()
    near, far, heard, faults = [], [], [], []
    click = silence(FRAME_SAMPLES)
    click[:32] = 20_000
    for index in range(seconds * 100):
        frame = card.read()
        assert frame is not None
        near.append(frame.near)
        far.append(frame.far)
        heard.append(frame.heard)
        says = click_every and index % click_every == click_every // 2
        card.write(click if says else silence(FRAME_SAMPLES))
        faults += card.drain_faults()
        if index == 0:
            sys.stdout.write("listening\n")
            sys.stdout.flush()
    card.close()
    np.savez(result, near=np.concatenate(near), far=np.concatenate(far), heard=heard, faults=faults)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
