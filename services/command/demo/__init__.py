"""The example of a first start: one made-up municipality, Eskerwold, with one system halfway its road.

Its people use the API as anyone would. It stops where the board is to decide: that step is for the newcomer.
"""

from services.command.demo.filling import fill
from services.command.demo.http import Unexpected
from services.command.demo.people import PEOPLE

NEXT = "First step: sign in as Dirk Postma and decide on “Voorsorteren aanvragen bijstand”."

__all__ = ["NEXT", "PEOPLE", "Unexpected", "fill"]
