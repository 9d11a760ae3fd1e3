"""Two texts beside each other: nothing of what went or came is lost, and what stayed is short."""

from typing import Any

from hypothesis import given as for_all
from hypothesis import strategies as st

from services.publication.pages.changes import Piece, compared, differences, versions

texts = st.lists(st.sampled_from(["een", "twee", "drie", "vier", "vijf"]), max_size=40).map(" ".join)


@for_all(texts, texts)
def test_every_shown_word_stands_in_its_text_in_that_order(before: str, after: str) -> None:
    pieces = compared(before, after)
    assert [piece for piece in pieces if not piece.text] == []
    for kinds, text in ((("same", "gone"), before), (("same", "new"), after)):
        words = iter(text.split())
        shown = " ".join(piece.text for piece in pieces if piece.kind in kinds).split()
        assert all(word in words for word in shown if word != "…")


@for_all(texts, texts)
def test_what_went_and_what_came_is_there_whole(before: str, after: str) -> None:
    pieces = compared(before, after)
    stayed = before.split(), after.split()
    gone, new = (" ".join(p.text for p in pieces if p.kind == kind).split() for kind in ("gone", "new"))
    assert len(stayed[0]) - len(gone) == len(stayed[1]) - len(new)


@for_all(texts)
def test_the_same_text_has_nothing_that_went_or_came(text: str) -> None:
    assert {piece.kind for piece in compared(text, text)} <= {"same"}


def test_what_stayed_is_shown_near_the_change_only() -> None:
    words = [f"w{n}" for n in range(40)]
    after = [*words[:20], "nieuw", *words[20:]]
    assert compared(" ".join(words), " ".join(after)) == [
        Piece("same", "… w14 w15 w16 w17 w18 w19"),
        Piece("new", "nieuw"),
        Piece("same", "w20 w21 w22 w23 w24 w25 …"),
    ]


def test_texts_with_little_in_common_are_shown_whole() -> None:
    assert compared("een twee drie vier", "vijf zes een acht") == [
        Piece("gone", "een twee drie vier"),
        Piece("new", "vijf zes een acht"),
    ]


def test_the_lines_of_a_list_stay_lines() -> None:
    before, after = "- Een: een adres.\n- Twee: een naam.", "- Een: een adres.\n- Drie: een pas.\n- Twee: een naam."
    [change] = differences({"source_data": before}, {"source_data": after})
    assert change.pieces == [
        Piece("same", "• Een: een adres.\n•"),
        Piece("new", "Drie: een pas.\n•"),
        Piece("same", "Twee: een naam."),
    ]


def row(number: int, record: dict[str, Any], **extension: Any) -> dict[str, Any]:
    day = f"2026-11-{10 + number}T09:00:00Z"
    return {"version": number, "published_at": day, "record": record, "extension": extension}


def test_each_version_says_what_it_changed_also_beside_the_standard() -> None:
    summary = {"text": "Het grootste risico is te laat geld.", "decidedOn": "2026-11-01", "releasedOn": "2026-11-12"}
    rows = [
        row(4, {"name": "B"}, summary=summary),
        row(3, {"name": "B"}, outdated={"since": "2026-11-13", "keys": ["name"]}, suspended=True),
        row(2, {"name": "B"}, assessment={"standing": "in-progress"}),
        row(1, {"name": "A"}),
    ]
    found = versions(rows, 10)
    assert [[(one.label, one.before, one.after) for one in version.differences] for version in found] == [
        [
            ("Stilgelegd", "ja", ""),
            ("Samenvatting van de DPIA", "", summary["text"]),
            ("Deze tekst", "loopt achter sinds 13 november 2026", ""),
        ],
        [("Stilgelegd", "", "ja"), ("Deze tekst", "", "loopt achter sinds 13 november 2026")],
        [("Naam", "A", "B")],
        [],
    ]
    standings = [version.assessment and version.assessment["standing"] for version in found]
    assert standings == [None, "none", "in-progress", None]
    assert [version.first for version in found] == [False, False, False, True]
