"""Reads exports of the national algorithm register, one entry at a time, and says what is wrong with a file or a row.

Two forms: the JSON of the daily copy (ten fields an entry) and the CSV that the register itself offers. A file is read
through once before its first entry is given, so a file that breaks off halfway gives none. Memory does not grow with it
but for one short digest an entry. What was refused can be written in the same form, to be mended and read again. Both
the command line and the inventory's page read with this.
"""

from services.chassis.register_files.export import Survey, organisations, read, survey
from services.chassis.register_files.refusals import Refusal, mendable, name_in_file, title_of
from services.chassis.register_files.rows import REGISTER, BadRow, Row, UnreadableFile, folded

__all__ = [
    "REGISTER", "BadRow", "Refusal", "Row", "Survey", "UnreadableFile", "folded", "mendable", "name_in_file",
    "organisations", "read", "survey", "title_of",
]  # fmt: skip
