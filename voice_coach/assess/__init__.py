"""A conversation in, a scorecard out: files are read and checked here, judging is the coaching room's.

`assess(load_target(path))` is the whole of it; `assess_session(folder)` also keeps the result in the folder.
"""

from voice_coach.assess.keeping import SCORECARD_NAME, assess_session, keep_scorecard
from voice_coach.assess.reading import SOUND_ENDINGS, Conversation, conversation_of, load_target
from voice_coach.assess.scoring import CAUTION, assess

__all__ = [
    "CAUTION",
    "SCORECARD_NAME",
    "SOUND_ENDINGS",
    "Conversation",
    "assess",
    "assess_session",
    "conversation_of",
    "keep_scorecard",
    "load_target",
]
