"""The pre-scan: twelve scores and eight rules over the answers, each with its reason, and the outcome."""

from contracts.dpia import Rule, Score, Screening, ScreeningResult
from services.dpia.domain import prescan
from services.dpia.domain import screening_reasons as why

REQUIRED_BY = ("new-law", "total", "ap-list", "edpb-list")
RECOMMENDED_BY = ("edpb-single",)
ALSO_DUE = ("dtia", "iama", "kia")
"""Rules that do not decide about the DPIA, but name another assessment."""


def screen(screening: Screening) -> ScreeningResult:
    """Scores, rules and outcome of the answers, with the rule set that gave them."""
    ticks = ticked(screening)
    points = {w.key: w.score(ticks[w.key]) for w in prescan.WEIGHINGS}
    total = sum(points[w.key] for w in prescan.WEIGHINGS if w.summed)
    rules = _rules(screening, total)
    return ScreeningResult(
        outcome=_outcome({rule.rule for rule in rules if rule.met}),
        total=total,
        scores={
            w.key: Score(score=points[w.key], reason=why.score(w, ticks[w.key], points[w.key]))
            for w in prescan.WEIGHINGS
        },
        rules=rules,
        rule_set=prescan.RULE_SET,
    )


def asks_another_look(screening: Screening) -> bool:
    """Does much weigh on people, while neither of the lists that make an assessment due has a tick?

    Both name sensitive data, and scores that decide on people: who ticks one seldom has nothing on the other.
    """
    weighs = bool(screening.special or screening.sensitive) or (screening.high_risk_ai and screening.impactful)
    return weighs and not (screening.ap_list or screening.edpb_list)


def ticked(screening: Screening) -> dict[str, tuple[str, ...]]:
    """Per score the codes that the answers tick, each once and in the official order."""
    chosen = {
        "ordinary": screening.ordinary,
        "special": screening.special,
        "sensitive": screening.sensitive,
        "people": screening.people,
        "tenThousand": ("yes",) if screening.ten_thousand else (),
        "frequency": (screening.frequency,),
        "retention": (screening.retention,),
        "transfer": _transfer(screening),
        "apList": screening.ap_list,
        "edpbList": screening.edpb_list,
        "baseRegisters": screening.base_registers,
        "digitalService": _digital_service(screening),
    }
    return {w.key: tuple(code for code in w.weights if code in chosen[w.key]) for w in prescan.WEIGHINGS}


def _transfer(screening: Screening) -> tuple[str, ...]:
    transfer = screening.transfer
    if transfer is None:
        return ()
    facts = {
        "transfer": True,
        "storage-outside-eea": transfer.storage == "outside-eea",
        "support-outside-eea": transfer.support == "outside-eea",
        "special": transfer.special,
    }
    return tuple(code for code, holds in facts.items() if holds)


def _digital_service(screening: Screening) -> tuple[str, ...]:
    service = screening.digital_service
    if service is None:
        return ()
    if service.for_minors:
        return ("for-minors",)
    return ("adults-only",) if service.proven_adults_only else ("perhaps-minors",)


def _rules(screening: Screening, total: int) -> tuple[Rule, ...]:
    ticks = ticked(screening)
    ap_list, edpb_list = ticks["apList"], ticks["edpbList"]
    met = {
        "new-law": screening.new_law,
        "total": total > prescan.REQUIRED_ABOVE,
        "ap-list": len(ap_list) >= prescan.AP_LIST_FROM,
        "edpb-list": len(edpb_list) >= prescan.EDPB_LIST_FROM,
        "edpb-single": len(edpb_list) == 1,
        "dtia": _dtia(screening),
        "iama": screening.high_risk_ai or screening.impactful,
        "kia": bool({"for-minors", "perhaps-minors"} & set(ticks["digitalService"])),
    }
    return tuple(
        Rule(rule=rule, met=holds, reason=why.rule(rule, screening, ticks, total)) for rule, holds in met.items()
    )


def _dtia(screening: Screening) -> bool:
    """A transfer to outside the EEA on a mechanism that does not judge the other country's law by itself."""
    transfer = screening.transfer
    if transfer is None or "outside-eea" not in (transfer.storage, transfer.support):
        return False
    return transfer.mechanism is None or transfer.mechanism in prescan.DTIA_MECHANISMS


def _outcome(met: set[str]) -> str:
    if met.intersection(REQUIRED_BY):
        return "required"
    return "recommended" if met.intersection(RECOMMENDED_BY) else "not-required"
