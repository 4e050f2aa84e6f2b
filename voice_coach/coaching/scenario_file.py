"""TOML text -> `Scenario`, strictly: what is unknown, missing or unfit to be spoken is refused with its
line."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from voice_coach.coaching import scenario as values
from voice_coach.coaching.moves import MoveKind, Stage
from voice_coach.coaching.scenario_checks import Problem, problems_of
from voice_coach.coaching.scenario_lines import Path, line_of, positions
from voice_coach.errors import ScenarioError

MOST_CHARACTERS = 200_000
"""A scenario is a brief, not a book; a larger file is refused unread."""
GENERAL_TOPICS = (
    "restatement",
    "questions",
    "approach",
    "constraints",
    "priority",
    "sketch",
    "legitimate-sketch",
    "tradeoff",
    "source",
    "number",
    "user",
    "impact",
    "summary",
    "closing-question",
    "more",
)
"""Topics of model answers that are not about one probe or shift."""
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that steer a terminal, hide words or turn them round."""


def _plain(text: str) -> str:
    if found := _NOT_TEXT.search(text):
        raise ValueError(f"U+{ord(found[0]):04X}")
    return text


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000),
    AfterValidator(_plain),
]
ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
RubricDimension = Literal[
    "framing",
    "constraints",
    "tradeoff_clarity",
    "prioritisation",
    "impact",
    "product_sense",
    "pressure",
    "technical_credibility",
]
Words = Annotated[tuple[Text, ...], Field(max_length=400)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Persona(_Table):
    name: Text
    role: Text
    manner: Text


class _Fact(_Table):
    id: Id
    answer: Text
    brief: Text
    words: Annotated[Words, Field(min_length=1)]
    questions: Words = ()


class _Constraint(_Table):
    id: Id
    kind: Literal["latency", "cost", "compliance", "quality", "availability", "scale", "other"]
    name: Text
    value: float
    unit: Text
    says: Text
    words: Annotated[Words, Field(min_length=1)]
    binding: bool


class _Probe(_Table):
    id: Id
    stage: Stage
    ask: Text
    follow_ups: Annotated[tuple[Text, ...], Field(max_length=2)] = ()
    about: Words = ()


class _FactChange(_Table):
    fact: Id
    answer: Text
    brief: Text


class _Shift(_Table):
    id: Id
    stage: Stage
    say: Text
    changes: Annotated[tuple[_FactChange, ...], Field(min_length=1)]


class _ModelAnswer(_Table):
    topic: Id
    lines: Annotated[Words, Field(min_length=1)]


class _File(_Table):
    format: Literal[1]
    extends: Text | None = None
    id: Id
    title: Text
    field: Text
    level: Text
    prompt: Text
    persona: _Persona
    facts: tuple[_Fact, ...]
    constraints: tuple[_Constraint, ...]
    components: Annotated[Words, Field(min_length=3)]
    levers: Annotated[Words, Field(min_length=3)]
    unsaid: Words = ()
    probes: tuple[_Probe, ...]
    shifts: tuple[_Shift, ...]
    pressure: tuple[MoveKind, ...]
    model_answers: tuple[_ModelAnswer, ...]
    rubric: dict[RubricDimension, Text] = {}


def parse_scenario(text: str, name: str, bases: Mapping[str, str] | None = None) -> values.Scenario:
    """The scenario of a TOML text.

    `name` is how the file is called in errors, `bases` are the texts by id that `extends` may name.

    Raises ScenarioError, one line `file:line: field: what was expected` for each problem.
    """
    source = _Source(name, text)
    base_id = source.table.get("extends")
    base = None if base_id is None else _base(source, base_id, bases or {})
    merged, origins = _merged(base.table if base else {}, source.table)
    origin = _Origin(source, base, origins)
    try:
        file = _File.model_validate(merged)
    except ValidationError as error:
        raise origin.failure(
            [Problem(_path(item["loc"]), _expected(item)) for item in error.errors()]
        ) from None
    parsed = _scenario(file, _digest(text, base.text if base else ""))
    if problems := problems_of(parsed):
        raise origin.failure(problems)
    return parsed


def extends_of(text: str) -> str | None:
    """The id of the base that a text extends, None where it has none or is no TOML."""
    try:
        base_id = tomllib.loads(text[: MOST_CHARACTERS + 1]).get("extends")
    except (ValueError, RecursionError):
        return None
    return base_id if isinstance(base_id, str) else None


class _Source:
    """One text with its table and the lines of its keys."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        if len(text) > MOST_CHARACTERS:
            raise _error(
                [f"{name}:1: file: at most {MOST_CHARACTERS} characters were expected, there are {len(text)}"]
            )
        try:
            self.table: dict[str, Any] = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            raise _error([_syntax(name, text, str(error))]) from None
        self.lines = positions(text)


def _syntax(name: str, text: str, message: str) -> str:
    where = re.search(r"line (\d+)", message)
    line = int(where[1]) if where else text.count("\n") + 1
    return f"{name}:{line}: syntax: TOML was expected ({message})"


def _base(source: _Source, base_id: object, bases: Mapping[str, str]) -> _Source:
    if not isinstance(base_id, str) or base_id not in bases:
        known = ", ".join(sorted(bases)) or "none is there"
        line = source.lines.get(("extends",), 1)
        raise _error(
            [
                f"{source.name}:{line}: extends: the id of a base file was expected ({known}), "
                f'found "{base_id}"'
            ]
        )
    base = _Source(f"{base_id}.toml", bases[base_id])
    if "extends" in base.table:
        raise _error(
            [f"{base.name}:{base.lines.get(('extends',), 1)}: extends: a base that stands alone was expected"]
        )
    return base


Origins = dict[tuple[str, int], tuple[int | None, int | None]]
"""(list, merged index) -> index in the base, index in the file."""


def _merged(base: dict[str, Any], own: dict[str, Any]) -> tuple[dict[str, Any], Origins]:
    merged, origins = dict(base), Origins()
    for key, value in own.items():
        if isinstance(value, list) and isinstance(base.get(key, []), list):
            merged[key] = _merged_list(key, base.get(key, []), value, origins)
        else:
            merged[key] = _merged_value(base.get(key), value)
    for key, value in base.items():
        if key not in own and isinstance(value, list):
            origins.update({(key, index): (index, None) for index in range(len(value))})
    return merged, origins


def _merged_list(key: str, base: list[Any], own: list[Any], origins: Origins) -> list[Any]:
    """The file's own items first, in its order, then what only the base has."""
    base_at = {_name(item): index for index, item in enumerate(base) if _name(item)}
    items: list[Any] = []
    for own_index, item in enumerate(own):
        at = base_at.pop(_name(item), None)
        origins[(key, len(items))] = (at, own_index)
        items.append(item if at is None else _merged_value(base[at], item))
    return _with_base(key, items, base, origins)


def _with_base(key: str, items: list[Any], base: list[Any], origins: Origins) -> list[Any]:
    taken = {at for (list_key, _), (at, _own) in origins.items() if list_key == key and at is not None}
    for index, item in enumerate(base):
        if index not in taken:
            origins[(key, len(items))] = (index, None)
            items.append(item)
    return items


def _name(item: object) -> str | None:
    return str(item.get("id") or item.get("topic") or "") or None if isinstance(item, dict) else None


def _merged_value(base: Any, own: Any) -> Any:
    if isinstance(base, dict) and isinstance(own, dict):
        return base | {key: _merged_value(base.get(key), value) for key, value in own.items()}
    if isinstance(base, list) and isinstance(own, list):
        return [*own, *base]
    return own


class _Origin:
    """Finds the file and line of a field of the merged table."""

    def __init__(self, source: _Source, base: _Source | None, origins: Origins) -> None:
        self.source, self.base, self.origins = source, base, origins

    def failure(self, problems: Sequence[Problem]) -> ScenarioError:
        return _error([self._line(problem) for problem in problems])

    def _line(self, problem: Problem) -> str:
        source, path = self._place(problem.path)
        line = line_of(source.lines, path) or 1
        return f"{source.name}:{line}: {_field(problem.path)}: {problem.expected}"

    def _place(self, path: Path) -> tuple[_Source, Path]:
        if self.base is None:
            return self.source, path
        if len(path) > 1 and isinstance(path[0], str) and isinstance(path[1], int):
            in_base, in_own = self.origins.get((path[0], path[1]), (None, None))
            rest = path[2:3] if in_base is not None and in_own is not None else path[2:]
            if in_own is not None and (in_base is None or (path[0], in_own, *rest) in self.source.lines):
                return self.source, (path[0], in_own, *rest)
            if in_base is not None:
                return self.base, (path[0], in_base, *rest)
        in_base_only = path[:1] not in self.source.lines and path[:1] in self.base.lines
        return (self.base if in_base_only else self.source), path


def _path(location: Sequence[int | str]) -> Path:
    return tuple(location)


def _field(path: Path) -> str:
    return (
        "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".") or "file"
    )


def _expected(item: Any) -> str:
    """pydantic's finding as what was expected."""
    context: dict[str, Any] = item.get("ctx", {})
    match item["type"]:
        case "missing":
            return "this field was expected and is missing"
        case "extra_forbidden":
            return "no field of this name was expected"
        case "string_pattern_mismatch":
            return "lower case letters, digits and hyphens were expected"
        case "enum" | "literal_error":
            return f"one of {context.get('expected')} was expected, found {_shown(item['input'])}"
        case "value_error":
            return f"visible text was expected, found the control sign {context.get('error')}; take it out"
        case "too_long" | "too_short" | "string_too_short" | "string_too_long":
            return str(item["msg"]).replace("should have", "was expected to have")
        case kind:
            return (
                f"{kind.removesuffix('_type').replace('_', ' ')} was expected, found {_shown(item['input'])}"
            )


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _error(lines: Sequence[str]) -> ScenarioError:
    return ScenarioError("\n".join(lines), "Mend the file and run `voice-coach scenarios check` on it.")


def _digest(text: str, base_text: str) -> str:
    return hashlib.sha256((text + base_text).encode()).hexdigest()


def _scenario(file: _File, sha256: str) -> values.Scenario:
    return values.Scenario(
        id=file.id,
        title=file.title,
        field=file.field,
        level=file.level,
        prompt=_one_line(file.prompt),
        persona=values.Persona(**file.persona.model_dump()),
        facts=tuple(values.Fact(**fact.model_dump()) for fact in file.facts),
        constraints=tuple(values.Constraint(**constraint.model_dump()) for constraint in file.constraints),
        components=file.components,
        levers=file.levers,
        probes=tuple(values.Probe(**probe.model_dump()) for probe in file.probes),
        shifts=tuple(_shift(shift) for shift in file.shifts),
        pressure=frozenset(file.pressure),
        model_answers=tuple(values.ModelAnswer(**answer.model_dump()) for answer in file.model_answers),
        rubric=tuple(file.rubric.items()),
        sha256=sha256,
        unsaid=file.unsaid,
    )


def _shift(shift: _Shift) -> values.Shift:
    changes = tuple(values.FactChange(**change.model_dump()) for change in shift.changes)
    return values.Shift(shift.id, shift.stage, shift.say, changes)


def _one_line(text: str) -> str:
    return " ".join(text.split())
