"""The example of a first start: a made-up region of three municipalities, each halfway with the AI that it uses.

Its people use the API as anyone would. In Eskerwold one system waits for a decision: that step is for the newcomer. The
small example is that municipality with that system alone.
"""

from services.chassis import days
from services.chassis.sign_in import DemoPerson
from services.command.demo import region
from services.command.demo.filling import fill
from services.command.demo.http import Unexpected

NEXT = "First step: sign in as Dirk Postma and decide on “Voorsorteren aanvragen bijstand”."


def people(small: bool = False) -> list[DemoPerson]:
    """Who can sign in; who is to act first stands first."""
    return region.cast(region.chosen(days.today(), small))


__all__ = ["NEXT", "Unexpected", "fill", "people"]
