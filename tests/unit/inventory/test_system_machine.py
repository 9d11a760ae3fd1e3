"""Whatever people do and whatever is noted, in any order and repeated: no step passes a closed gate."""

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contracts import inventory
from contracts.envelope import Event
from services.chassis.decider import Command, Logged, Rejected, Stamp
from services.inventory.domain import system
from services.inventory.domain.system import (
    ArrangeOversight,
    ClassifyChange,
    ClassifySystem,
    ConfirmClassification,
    DescribeSystem,
    DocumentDataSource,
    ImportSystem,
    NoteAssessment,
    RegisterSystem,
    RemoveDataSource,
    TakeStep,
    described_by,
    readiness,
)
from tests.samples import APPLICATIONS, FOUND, OVERSIGHT, REASON, SORTING
from tests.spec import WHEN
from tests.unit.inventory.system_commands import ask
from tests.unit.inventory.system_oracle import why_closed

people = st.sampled_from(("anna", "petra"))
changes = st.sampled_from((None, "correction", "minor", "substantial"))
found_as = st.sampled_from((None, None, "development", "in-use", "retired"))
rules = st.sampled_from(("every-system", "when-required"))
standings = st.sampled_from(
    (
        "in-progress", "submitted", "not-required", "no-personal-data", "approved", "approved", "rejected", "suspended",
        "withdrawn",
    )
)  # fmt: skip
classes = st.sampled_from(("prohibited", "high-risk", "minimal", "unknown"))
guarded_steps = st.sampled_from(("in-use", "pilot", "development"))
disturbances = st.sampled_from(
    (None, None, None, "changed", "raised", "reclassified", "rejected", "older", "condition")
)
guarded_facts = (inventory.PilotStarted, inventory.SystemTakenIntoUse)


class Life(RuleBasedStateMachine):
    """One system, two people, and an assessment that is noted late, twice or in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[Logged] = []
        self.state = system.initial()
        self.notes: list[NoteAssessment] = []

    def do(self, command: Command) -> list[Event]:
        """Decide, check every new fact against the oracle, and log it."""
        try:
            facts = system.decide(command, self.state)
        except Rejected:
            return []
        for fact in facts:
            self.check(fact, command)
            stamp = Stamp(command.written_by or command.by, len(self.log) + 1, WHEN)
            self.log.append(Logged(fact, stamp))
            self.state = system.evolve(fact, self.state, stamp)
        return facts

    def check(self, fact: Event, command: Command) -> None:
        real_data = isinstance(fact, inventory.DevelopmentStarted) and fact.personal_data
        if isinstance(fact, guarded_facts) or real_data:
            assert why_closed(self.log, command.assessment_rule) == set()

    @initialize(found_as=found_as, imported=st.booleans(), noted_first=st.booleans())
    def register(self, found_as: str | None, imported: bool, noted_first: bool) -> None:
        if noted_first:
            self.note("approved", 0, 0, 0, 1)
        if imported:
            description = described_by(FOUND.record)
            self.do(ask(ImportSystem, found_record=FOUND, description=description, found_as=found_as))
        else:
            self.do(ask(RegisterSystem, description=SORTING, found_as=found_as))

    @rule(who=people, change=changes, name=st.sampled_from("ABC"))
    def describe(self, who: str, change: str | None, name: str) -> None:
        description = SORTING.model_copy(update={"name": name})
        reason = REASON if change else None
        self.do(ask(DescribeSystem, who, description=description, change=change, reason=reason))

    @rule(goal=st.sampled_from("DEF"), day=st.sampled_from(("2024-05-14", "2025-01-01")))
    def follow_the_register(self, goal: str, day: str) -> None:
        provenance = FOUND.provenance.model_copy(update={"registered_on": day})
        found = FOUND.model_copy(update={"record": FOUND.record | {"goal": goal}, "provenance": provenance})
        self.do(ask(ImportSystem, found_record=found, description=described_by(found.record)))

    @rule(who=people, change=changes, known=st.booleans())
    def document_source(self, who: str, change: str | None, known: bool) -> None:
        source = APPLICATIONS if known else APPLICATIONS.model_copy(update={"retention": f"{len(self.log)} jaar"})
        self.do(ask(DocumentDataSource, who, source_id="source", source=source, change=change, reason=REASON))

    @rule()
    def remove_source(self) -> None:
        self.do(ask(RemoveDataSource, source_id="source"))

    @rule(who=people, change=changes, term=st.sampled_from((None, "twee weken")))
    def arrange_oversight(self, who: str, change: str | None, term: str | None) -> None:
        oversight = OVERSIGHT.model_copy(update={"term": term})
        self.do(ask(ArrangeOversight, who, oversight=oversight, change=change, reason=REASON))

    @rule(back=st.integers(0, 3), change=st.sampled_from(("correction", "minor", "substantial")))
    def classify_change(self, back: int, change: str) -> None:
        self.do(ask(ClassifyChange, up_to=max(1, len(self.log) - back), change=change, reason=REASON))

    @rule(who=people, ai_act_class=classes)
    def classify(self, who: str, ai_act_class: str) -> None:
        self.do(ask(ClassifySystem, who, ai_act_class=ai_act_class, reason=REASON))

    @rule(who=people, roles=st.sampled_from(((), (), ("fg",))))
    def confirm(self, who: str, roles: tuple[str, ...]) -> None:
        confirmed = self.do(ask(ConfirmClassification, who, roles=roles))
        assert not (confirmed and "fg" in roles)

    @rule(
        standing=standings,
        back=st.integers(0, 3),
        drift=st.sampled_from((0, 0, 0, -1, 1)),
        conditions=st.sampled_from((0, 0, 0, 1)),
        newer=st.integers(1, 3),
    )
    def note(self, standing: str, back: int, drift: int, conditions: int, newer: int) -> None:
        newest = max((note.noted_version for note in self.notes), default=0)
        note = ask(
            NoteAssessment,
            "system:note-assessment",
            standing=standing,
            assessment_version=max(1, self.state.assessment_version + drift),
            system_version=max(0, len(self.log) - back),
            open_conditions=conditions,
            noted_version=newest + newer,
            written_by="dirk",
        )
        self.notes.append(note)
        self.do(note)

    @precondition(lambda self: self.notes)
    @rule(data=st.data())
    def note_again(self, data: st.DataObject) -> None:
        assert self.do(data.draw(st.sampled_from(self.notes))) == []

    @rule(step=st.sampled_from(("development", "pilot", "in-use", "suspended")), real=st.booleans(), rule=rules)
    def take_step(self, step: str, real: bool, rule: str) -> None:
        self.do(ask(TakeStep, step=step, personal_data=real, assessment_rule=rule))

    @precondition(lambda self: len(self.log) > 25)
    @rule(rule=rules)
    def retire(self, rule: str) -> None:
        self.do(ask(TakeStep, step="retired", assessment_rule=rule))

    @rule(term=st.sampled_from(("een week", "een maand")), step=guarded_steps, rule=rules, disturbed=disturbances)
    def put_everything_in_order_and_step(self, term: str, step: str, rule: str, disturbed: str | None) -> None:
        """Open gates must be met as well as closed ones; one thing may go wrong at the last moment."""
        self.take_step("suspended", False, rule)
        self.arrange_oversight("anna", "minor", term)
        self.classify("anna", "high-risk")
        self.confirm("petra", ())
        self.note("approved", 0, 0, 0, 1)
        if disturbed:
            DISTURB[disturbed](self)
        self.take_step(step, True, rule)

    @invariant()
    def readiness_names_what_the_oracle_names(self) -> None:
        for assessment_rule in ("every-system", "when-required"):
            named = readiness(self.state, "in-use", assessment_rule)
            assert set(named) == why_closed(self.log, assessment_rule)
            assert len(named) == len(set(named))

    @invariant()
    def every_fact_survives_the_log(self) -> None:
        if self.log:
            fact = self.log[-1].event
            assert type(fact).read(fact.data()) == fact


DISTURB: dict[str, Callable[[Life], None]] = {
    "changed": lambda life: life.follow_the_register(str(len(life.log)), "2024-05-14"),
    "raised": lambda life: life.describe("anna", "substantial", str(len(life.log))),
    "reclassified": lambda life: life.classify("petra", "prohibited"),
    "rejected": lambda life: life.note("rejected", 0, 0, 0, 1),
    "older": lambda life: life.note("approved", 0, -1, 0, 1),
    "condition": lambda life: life.note("approved", 0, 0, 1, 1),
}

Life.TestCase.settings = settings(max_examples=max(60, settings().max_examples), stateful_step_count=30)
TestLife = Life.TestCase
