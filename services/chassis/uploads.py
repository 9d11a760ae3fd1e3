"""A file that someone sends with a form."""

import contextlib
from collections.abc import AsyncIterator

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from services.chassis.decider import Rejected
from services.chassis.formats import size
from services.chassis.wording import _

TOO_LARGE = 413
FRAME = 10_000
"""Bytes that a form may have around its file."""


@contextlib.asynccontextmanager
async def uploaded(request: Request, name: str, most: int) -> AsyncIterator[UploadFile]:
    """The file in this field; raises Rejected when there is none, or when it has more than `most` bytes."""
    try:
        file = await _sent(request, name, most)
        if not isinstance(file, UploadFile) or not file.filename:
            raise Rejected("no-file", _("Kies eerst een bestand."))
        if (file.size or 0) > most:
            raise _too_large(most)
        yield file
    finally:
        await request.close()


async def _sent(request: Request, name: str, most: int) -> UploadFile | str | None:
    try:
        return (await request.form()).get(name)
    except HTTPException as error:
        if error.status_code == TOO_LARGE and "multipart/" in request.headers.get("content-type", ""):
            raise _too_large(most) from error
        raise


def _too_large(most: int) -> Rejected:
    return Rejected(
        "too-large",
        _("Dit bestand is te groot: het mag hoogstens {size} zijn. Kies een kleiner bestand.", size=size(most)),
    )
