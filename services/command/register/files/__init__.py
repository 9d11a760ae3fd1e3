"""Reads exports of the national algorithm register, one entry at a time, and says what is wrong with a file or a row.

Two forms: the JSON of the daily copy (ten fields an entry) and the CSV that the register itself offers. A file is read
through once before its first entry is given, so a file that breaks off halfway gives none. Memory does not grow with it
but for one short digest an entry.
"""

from services.command.register.files.export import Survey, organisations, read, survey
from services.command.register.files.rows import BadRow, Row, UnreadableFile

__all__ = ["BadRow", "Row", "Survey", "UnreadableFile", "organisations", "read", "survey"]
