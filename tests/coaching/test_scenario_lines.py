from voice_coach.coaching.scenario_lines import line_of, positions

TEXT = '''# a comment with [brackets] and = signs
title = "x # not a comment"
words = [
  "a",
  "b",  # note
  { id = "c", at = 3 },
]
long = """
[not.a.table]
key = 1
"""

[person]
name = "n"

[[facts]]
id = "one"
[[facts]]
id = "two"
[[facts.parts]]
x = 1
'''


def test_keys_elements_and_tables_stand_on_their_lines():
    lines = positions(TEXT)
    assert lines[("title",)] == 2
    assert lines[("words", 1)] == 5
    assert lines[("words", 2, "at")] == 6
    assert lines[("long",)] == 8
    assert lines[("person", "name")] == 14
    assert lines[("facts", 1, "id")] == 19
    assert lines[("facts", 1, "parts", 0, "x")] == 21


def test_text_inside_a_string_is_no_table():
    assert ("not", "a", "table") not in positions(TEXT)


def test_a_missing_key_is_found_at_its_nearest_parent():
    lines = positions(TEXT)
    assert line_of(lines, ("facts", 1, "answer")) == 18
    assert line_of(lines, ("nothing",)) is None
