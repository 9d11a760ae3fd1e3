"""Who looks at a case, and what is asked of that person now."""

from collections.abc import Collection
from dataclasses import dataclass

from services.chassis.decider import Command
from services.dpia.domain.case import (
    AnswerConsultation,
    Case,
    ConfirmExemption,
    Decide,
    JudgeEvidence,
    ReleaseSummary,
    WriteSummary,
    is_allowed,
    who,
)

WRITERS = frozenset({"process-owner", "privacy-officer"})


@dataclass(frozen=True)
class Viewer:
    """Who looks: in which roles, and whether this person had a hand in the version."""

    roles: Collection[str]
    member: str
    state: Case

    @property
    def writes(self) -> bool:
        """May this person still write in the draft?"""
        return bool(WRITERS & set(self.roles)) and self.state.phase in ("screening", "drafting")

    @property
    def advises(self) -> str:
        """The role in which advice is asked of this person; none when it is not."""
        heard = self.state.phase in ("advising", "answering")
        return next((role for role in self.state.advice_missing if heard and role in self.roles), "")

    @property
    def advisers_missing(self) -> tuple[str, ...]:
        """The roles whose advice is asked and waited for, by someone of whom none is asked."""
        heard = self.state.phase in ("advising", "answering") and not self.advises
        return self.state.advice_missing if heard else ()

    @property
    def replies(self) -> bool:
        """Is an answer to points of advice asked of this person?"""
        return "process-owner" in self.roles and self.state.phase == "answering"

    @property
    def decides(self) -> bool:
        """Is the decision asked of this person, and does no rule stop it?"""
        return (
            self.state.phase == "deciding"
            and "decision-maker" in self.roles
            and "fg" not in self.roles
            and not self.had_a_hand
        )

    @property
    def must_consult(self) -> bool:
        """Is the supervisory authority still to be asked before an approval?"""
        return bool(self.state.high_left) and self.state.consultation is None

    @property
    def keeps_consultation(self) -> bool:
        """Is it asked of this person to record what the supervisory authority says?"""
        return self.state.phase == "consulting" and bool(set(who(AnswerConsultation)) & set(self.roles))

    @property
    def confirms(self) -> bool:
        """Is it asked of this person to confirm that no assessment is needed?"""
        may = bool(set(who(ConfirmExemption)) & set(self.roles)) and "fg" not in self.roles
        return may and self.state.phase == "unconfirmed" and not self.had_a_hand

    @property
    def reports(self) -> bool:
        """Is it asked of this person to see to conditions of the approval, and to say when they are met?"""
        return "process-owner" in self.roles and bool(self.to_report)

    @property
    def to_report(self) -> frozenset[str]:
        """The conditions that are not reported yet."""
        open_now = self.state.open_conditions if self.state.phase in ("conditional", "verifying") else ()
        return frozenset(condition.id for condition in open_now) - self.state.reported.keys()

    @property
    def to_judge(self) -> frozenset[str]:
        """The conditions of which this person is to say whether they are met."""
        may = bool(set(who(JudgeEvidence)) & set(self.roles)) and "fg" not in self.roles
        reported = self.state.reported if may and self.state.phase == "verifying" else {}
        return frozenset(condition for condition, reporter in reported.items() if reporter != self.member)

    @property
    def summarises(self) -> bool:
        """May this person write the summary for everyone?"""
        return bool(set(who(WriteSummary)) & set(self.roles)) and is_allowed(WriteSummary, self.state.phase)

    @property
    def releases(self) -> bool:
        """Is it asked of this person to read the summary and make it public?"""
        summary = self.state.summary
        may = bool(set(who(ReleaseSummary)) & set(self.roles)) and "fg" not in self.roles
        waits = summary is not None and not summary.released and is_allowed(ReleaseSummary, self.state.phase)
        return may and waits and summary is not None and self.member not in summary.writers

    @property
    def second(self) -> tuple[type[Command], frozenset[str]] | None:
        """The step that takes a second person and is not for who looks, and who had a hand in what it is about."""
        state, summary = self.state, self.state.summary
        if state.phase == "deciding" and not self.decides:
            return Decide, state.hands
        if state.phase == "unconfirmed" and not self.confirms:
            return ConfirmExemption, state.hands
        if state.phase == "verifying" and not self.to_judge:
            return JudgeEvidence, frozenset(state.reported.values())
        if summary and not summary.released and not self.releases:
            return ReleaseSummary, summary.writers
        return None

    @property
    def had_a_hand(self) -> bool:
        """Did this person write, submit or advise in this version?"""
        return self.member in self.state.hands
