"""Run by the tests as a child process: which of some sentences is said in a sound?

python choose_sentence.py '["one sentence", "another"]' FILE.wav …

Prints a JSON list with an index for each file, null for none of the sentences.

A closed choice, since the recogniser reads the interviewer's voice badly word by word.
"""

import json
import re
import sys

import soundfile
from pocketsphinx import Decoder

RATE_HZ = 16_000


def words_of(sentence: str, decoder: Decoder) -> list[str]:
    """The words as the dictionary has them; those that it does not know are left out."""
    plain = re.sub(r"[^a-z' ]", " ", sentence.lower().replace("e-mail", "email"))
    return [word for word in plain.split() if decoder.lookup_word(word)]


def main(sentences: list[str], files: list[str]) -> None:
    decoder = Decoder(loglevel="FATAL", lm=None, beam=1e-60, pbeam=1e-60, wbeam=1e-40, bestpath=False)
    known = [" ".join(words_of(sentence, decoder)) for sentence in sentences]
    grammar = " | ".join(f"({words})" for words in known)
    decoder.add_jsgf_string("said", f"#JSGF V1.0; grammar said; public <said> = {grammar};")
    decoder.activate_search("said")
    sys.stdout.write(json.dumps([choice(decoder, file, known) for file in files]))


def choice(decoder: Decoder, file: str, known: list[str]) -> int | None:
    samples, rate_hz = soundfile.read(file, dtype="int16")
    assert rate_hz == RATE_HZ
    decoder.start_utt()
    decoder.process_raw(samples.tobytes(), full_utt=True)
    decoder.end_utt()
    hypothesis = decoder.hyp()
    return known.index(hypothesis.hypstr) if hypothesis and hypothesis.hypstr in known else None


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2:])
