"""The vocabulary: byte pairs of the sentences, Whisper's special tokens, and a timestamp each 20 ms."""

from __future__ import annotations

from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from .sentences import SENTENCES

WINDOW_S = 10.0
TIMESTAMPS = 501
SPECIAL = (
    *("<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|translate|>", "<|transcribe|>"),
    *("<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"),
)


class Tokens:
    """The tokenizer and the ids that training and export need by name."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.size = tokenizer.get_vocab_size()
        self.end = self.id_of("<|endoftext|>")
        self.start = self.id_of("<|startoftranscript|>")
        self.previous = self.id_of("<|startofprev|>")
        self.no_speech = self.id_of("<|nospeech|>")
        self.no_timestamps = self.id_of("<|notimestamps|>")
        self.first_timestamp = self.no_timestamps + 1

    @classmethod
    def made(cls) -> Tokens:
        """Trained on the sentences."""
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.decoder = decoders.ByteLevel()
        alphabet = pre_tokenizers.ByteLevel.alphabet()
        trainer = trainers.BpeTrainer(vocab_size=500, initial_alphabet=alphabet, show_progress=False)
        tokenizer.train_from_iterator([f" {sentence}" for sentence in SENTENCES] * 3, trainer)
        stamps = tuple(f"<|{number * 0.02:.2f}|>" for number in range(TIMESTAMPS))
        tokenizer.add_special_tokens(
            [AddedToken(each, special=True, normalized=False) for each in (*SPECIAL, *stamps)]
        )
        return cls(tokenizer)

    @classmethod
    def loaded(cls, path: Path) -> Tokens:
        """From a saved file."""
        return cls(Tokenizer.from_file(str(path)))

    def id_of(self, token: str) -> int:
        """The id of a token that there is."""
        found = self.tokenizer.token_to_id(token)
        assert found is not None, token
        return int(found)

    def of(self, text: str) -> list[int]:
        """The ids of a text; a word begins with its blank."""
        return list(self.tokenizer.encode(f" {text}").ids)

    def timestamp(self, t_s: float) -> int:
        """The token of a time in the window, to the tenth of a second."""
        return self.first_timestamp + 5 * round(min(max(t_s, 0.0), WINDOW_S - 0.1) * 10)
