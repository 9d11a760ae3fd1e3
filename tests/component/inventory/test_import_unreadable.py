"""Files that the import page refuses as a whole: with one sentence, the limit, and nothing kept."""

from typing import Any

import pytest

from tests.component.inventory.browsing import Page
from tests.component.inventory.offering import (
    LIMIT,
    LIST,
    PAGE,
    TABLE,
    anna,
    checked,
    counts,
    entry,
    export,
    kept,
    sends,
)
from tests.installation import Installation

RUBBISH = {
    "nothing": (b"", "Het bestand is leeg."),
    "other columns": (b"naam;status\r\na;b\r\n", "Niet gevonden als kolom: name, organization."),
    "a megabyte": (b"x" * 1_100_000, "Een regel is veel te lang."),
    "noise": (bytes(range(1, 256)) * 4000, "De tekens zijn niet te lezen."),
    "latin-1": (TABLE.encode() + b"Cr\xe8che;Gemeente Eskerwold;In gebruik;x\r\n", "op als UTF-8"),
    "utf-16": (TABLE.encode("utf-16"), "op als UTF-8"),
    "zip bomb": (b"PK\x03\x04" + b"\0" * 1_000_000, "Dit is een XLSX- of ZIP-bestand."),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0" + b"\0" * 1000, "Dit is geen tekstbestand."),
    "broken off": (export(entry(1))[:-20], "Het bestand breekt af"),
    "of others": (export(entry(1, organisatie="Gemeente Zandveen")), "geen vermelding van Gemeente Eskerwold"),
    "too many": (TABLE.encode() + b"".join(b"%d;Gemeente Eskerwold;In gebruik;x\r\n" % n for n in range(5001)),
                 "meer dan 5.000 vermeldingen"),
}  # fmt: skip


@pytest.mark.parametrize("name", RUBBISH)
async def test_a_file_that_is_no_export_gets_one_sentence_and_keeps_nothing(helder: Installation, name: str) -> None:
    content, sentence = RUBBISH[name]
    answer = await sends(anna(helder), content, "export.csv")
    page = Page(answer.text)
    assert answer.status_code == 409
    assert sentence in answer.text
    assert (page.wrong(), LIMIT in page.html) == ({"file"}, True)
    assert await kept(helder) == (0, 0)


async def test_no_file_at_all_is_asked_for(helder: Installation) -> None:
    empty = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n'
    as_browsers_do = {"content": empty, "headers": {"content-type": "multipart/form-data; boundary=x"}}
    sends_nothing: list[dict[str, Any]] = [as_browsers_do, {"data": {"file": "x"}}, {"data": {}}]
    for sent in sends_nothing:
        answer = await anna(helder).post(PAGE, **sent)
        assert (answer.status_code, "Kies eerst een bestand." in answer.text) == (409, True)


@pytest.mark.parametrize("says_its_length", [True, False])
async def test_a_file_beyond_the_limit_is_refused_with_the_limit(helder: Installation, says_its_length: bool) -> None:
    content = b"x" * 20_050_000
    request = anna(helder).build_request("POST", PAGE, files={"file": ("export.json", content)})
    if not says_its_length:
        del request.headers["content-length"]
        request.headers["transfer-encoding"] = "chunked"
    answer = await anna(helder).send(request)
    assert answer.status_code == 413
    assert f"Dit bestand is te groot: het mag {LIMIT} zijn." in answer.text


async def test_a_file_is_larger_than_a_form_may_be_and_only_where_one_is_asked_for(helder: Installation) -> None:
    large = export(*(entry(n, doel="x" * 2500, organisatie="Gemeente Zandveen") for n in range(1000)), entry(1))
    assert len(large) > 2_100_000
    assert counts(await checked(helder, large)) == {"Nieuw": 1, "Van een andere organisatie": 1000}
    assert (await sends(anna(helder), large, page=f"{LIST}/new")).status_code == 413
