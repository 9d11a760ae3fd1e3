"""Whose advice a version needs: the FG's always, the CISO's when data, place or risk ask for it."""

from services.dpia.domain.case.state import Case


def advisers(state: Case) -> tuple[str, ...]:
    """The roles whose advice is asked."""
    return ("fg", "ciso") if why_ciso(state) else ("fg",)


def why_ciso(state: Case) -> tuple[str, ...]:
    """Codes of why the CISO is asked: `special-data`, `outside-eea`, `high-risk`; none when there is no reason."""
    screening = state.screened.screening if state.screened else None
    transfer = screening.transfer if screening else None
    reasons = {
        "special-data": bool(screening and screening.special) or bool(transfer and transfer.special),
        "outside-eea": bool(transfer and "outside-eea" in (transfer.storage, transfer.support)),
        "high-risk": bool(state.high_left),
    }
    return tuple(code for code, holds in reasons.items() if holds)
