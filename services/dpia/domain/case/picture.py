"""`python -m services.dpia.domain.case.picture`: the states of a case as a page with a picture, from the table."""

import re

from services.dpia.domain.case.transitions import TRANSITIONS, Kind, Transition

HEAD = """# The states of a case

Written by `make documents` from `services/dpia/domain/case/transitions.py`, the table from which commands are refused.
A command that stands at no arrow out of a state is refused there with a code and a sentence, and changes nothing.
"""


def page() -> str:
    """The page, as it is kept in docs."""
    return "\n".join([HEAD, *_picture(), "", *_table(), ""])


def _picture() -> list[str]:
    arrows: dict[tuple[str, str], list[str]] = {}
    for transition in TRANSITIONS:
        for source in transition.sources:
            for target in transition.targets or (source,):
                arrows.setdefault((source, target), []).append(_words(transition.command))
    lines = [
        f"    {_node(source)} --> {_node(target)}: {', '.join(names)}" for (source, target), names in arrows.items()
    ]
    return ["```mermaid", "stateDiagram-v2", *lines, "```"]


def _table() -> list[str]:
    return ["| Command | From | To | Who |", "|---|---|---|---|", *map(_row, TRANSITIONS)]


def _row(t: Transition) -> str:
    targets, people = ", ".join(t.targets) or "the same", ", ".join(t.who) or "a policy"
    return f"| {_words(t.command)} | {', '.join(t.sources)} | {targets} | {people} |"


def _node(state: str) -> str:
    return "[*]" if state == "unopened" else state.replace("-", "_")


def _words(command: Kind) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", command.__name__).lower()


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201
