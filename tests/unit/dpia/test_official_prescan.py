"""Our rule set against the file of the official pre-scan: the same lists, weights, steps and thresholds."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.dpia.domain import prescan
from services.dpia.domain.prescan import Weighing
from services.dpia.domain.screening import screen
from tests.unit.dpia.prescan_answers import answers

FILE = "dpia/MinBZK_par-dpia-form/sources/prescan.yaml"
OURS = {weighing.key: weighing for weighing in prescan.WEIGHINGS}
COUNTED = ("ordinary", "special", "sensitive", "apList", "edpbList")
WEIGHED = ("people", "baseRegisters")
CHOSEN = ("frequency", "retention")
Task = dict[str, Any]


@pytest.fixture(scope="module")
def official(reference: Callable[[str], Path]) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(reference(FILE).read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def tasks(official: dict[str, Any]) -> dict[str, Task]:
    return {task["id"]: task for task in walk(official["tasks"])}


def walk(tasks: list[Task]) -> Iterator[Task]:
    for task in tasks:
        yield task
        yield from walk(task.get("tasks", []))


def calculations(node: Any) -> Iterator[dict[str, Any]]:
    """Every calculation in the file, also the one that hangs in a dependency."""
    if isinstance(node, dict):
        yield from ([node["calculation"]] if "calculation" in node else [])
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from calculations(part)


def calculation(tasks: dict[str, Task], key: str) -> dict[str, Any]:
    return next(calculations(tasks[OURS[key].official]))


def evaluate(expression: str, **names: Any) -> Any:
    """An expression of the official file, which are near enough to Python but for `a ? b : c`."""
    python = expression.replace("&&", " and ").replace("||", " or ").replace("\n", " ")
    python = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", re.sub(r"\bnull\b", "None", python)))
    return eval(choice(python), {"bool": bool, **names})  # noqa: S307 (a reference file that we chose)


def choice(expression: str) -> str:
    """`a ? b : c` as Python's `(b) if (a) else (c)`."""
    asked, mark, rest = expression.partition(" ? ")
    if not mark:
        return expression
    then, _, otherwise = rest.partition(" : ")
    return f"(({then}) if ({asked}) else ({choice(otherwise)}))"


def official_score(steps: list[dict[str, Any]], name: str, value: Any) -> int:
    return next((step["value"] for step in steps if evaluate(step["when"], **{name: value})), 0)


def our_score(weighing: Weighing, weight: int) -> int:
    return max((score for start, score in weighing.steps if weight >= start), default=0)


@pytest.mark.parametrize("key", [*COUNTED, *WEIGHED, *CHOSEN])
def test_each_list_has_as_many_options_as_the_official_one(tasks: dict[str, Task], key: str) -> None:
    assert len(OURS[key].weights) == len(tasks[OURS[key].official]["options"])


@pytest.mark.parametrize(("key", "number"), [("apList", 17), ("edpbList", 9)])
def test_the_two_lists_have_seventeen_and_nine_entries(tasks: dict[str, Task], key: str, number: int) -> None:
    assert len(tasks[OURS[key].official]["options"]) == number


@pytest.mark.parametrize("key", COUNTED)
def test_what_is_counted_weighs_one_and_steps_where_the_official_score_does(tasks: dict[str, Task], key: str) -> None:
    there, weighing = calculation(tasks, key), OURS[key]
    assert set(weighing.weights.values()) == {1}
    for count in range(len(weighing.weights) + 1):
        expected = official_score(there["riskScore"], there["scoreKey"], count)
        assert our_score(weighing, count) == expected


@pytest.mark.parametrize("key", WEIGHED)
def test_what_is_weighed_has_the_official_weights_in_the_official_order(tasks: dict[str, Task], key: str) -> None:
    there, weighing = calculation(tasks, key), OURS[key]
    weights = [int(digits) for digits in re.findall(r"\d+", there["expression"].rpartition("[")[2])]
    assert list(weighing.weights.values()) == weights
    for weight in range(sum(weights) + 1):
        assert our_score(weighing, weight) == official_score(there["riskScore"], there["scoreKey"], weight)


@pytest.mark.parametrize("key", CHOSEN)
def test_each_choice_scores_as_the_official_one_in_the_same_place(tasks: dict[str, Task], key: str) -> None:
    there, weighing = calculation(tasks, key), OURS[key]
    options = [option["value"] for option in tasks[weighing.official]["options"]]
    expected = [official_score(there["riskScore"], there["scoreKey"], option) for option in options]
    assert [weighing.score((code,)) for code in weighing.weights] == expected


@pytest.mark.parametrize("many", [True, False])
def test_many_people_score_as_officially(tasks: dict[str, Task], many: bool) -> None:
    there = calculation(tasks, "tenThousand")
    expected = official_score(there["riskScore"], there["scoreKey"], many)
    assert screen(answers(ten_thousand=many)).scores["tenThousand"].score == expected


@pytest.mark.parametrize(("storage", "support", "special"), list(product("io", "io", [True, False])))
def test_a_transfer_scores_as_the_official_rule_once_the_missing_question_is_answered(
    tasks: dict[str, Task], storage: str, support: str, special: bool
) -> None:
    """The rule asks 0.4.1, which does not exist: taken as the question on the cloud, and true of every transfer."""
    assert "0.4.1" not in tasks
    place, theirs = {"i": "inside-eea", "o": "outside-eea"}, {"i": "Binnen EER", "o": "Buiten EER"}
    given = {"2.1.1": True, "0.4.1": True, "2.1.3": theirs[storage], "2.1.4": theirs[support], "2.1.8": special}
    expected = evaluate(calculation(tasks, "transfer")["expression"], answers=given.get)
    sent = {"storage": place[storage], "support": place[support], "mechanism": "bcr", "special": special}
    assert screen(answers(transfer=sent)).scores["transfer"].score == expected


@pytest.mark.parametrize(("minors", "proven"), list(product([True, False], repeat=2)))
def test_a_digital_service_scores_as_the_official_rule_that_is_never_run(
    tasks: dict[str, Task], minors: bool, proven: bool
) -> None:
    given = {"7.1.1": True, "7.1.2": minors, "7.1.3": proven}
    expected = evaluate(calculation(tasks, "digitalService")["expression"], answers=given.get)
    service = {"for_minors": minors, "proven_adults_only": proven}
    assert screen(answers(digital_service=service)).scores["digitalService"].score == expected


def test_the_same_twelve_scores_of_which_the_same_ten_are_summed(
    official: dict[str, Any], tasks: dict[str, Task]
) -> None:
    names = {calculation(tasks, key)["scoreKey"]: weighing.summed for key, weighing in OURS.items()}
    assert set(names) == {there["scoreKey"] for there in calculations(official)}
    total = criteria(official, "DPIA")["riskscore"]
    assert {name for name, summed in names.items() if summed} == set(re.findall(r"scores\.(\w+)", total))
    assert len(names) == 12


def criteria(official: dict[str, Any], assessment: str) -> dict[str, str]:
    levels = next(a["levels"] for a in official["assessments"] if a["id"] == assessment)
    return {c["id"]: c["expression"] for level in levels for c in level["criteria"]}


def test_the_thresholds_are_the_official_ones(official: dict[str, Any]) -> None:
    there = criteria(official, "DPIA")
    assert there["riskscore"].split()[-2:] == [">", str(prescan.REQUIRED_ABOVE)]
    assert there["aplist"] == f"countSelectedOptions('3.1') >= {prescan.AP_LIST_FROM}"
    assert there["edpblist2"] == f"countSelectedOptions('4.1') >= {prescan.EDPB_LIST_FROM}"
    assert there["edpblist1"] == "countSelectedOptions('4.1') == 1"


def test_the_mechanisms_that_ask_for_a_transfer_assessment_are_the_official_ones(
    official: dict[str, Any], tasks: dict[str, Task]
) -> None:
    codes = ("adequacy", "scc", "bcr", "certification", "code-of-conduct", "instrument", "article-49", "other")
    options = [option["value"] for option in tasks["2.1.6"]["options"]]
    named = criteria(official, "DTIA")["mechanisme"]
    assert tuple(code for code, value in zip(codes, options, strict=True) if f"'{value}'" in named) == (
        prescan.DTIA_MECHANISMS
    )
