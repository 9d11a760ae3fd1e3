"""A field of a public record as plain paragraphs."""

import pytest

from services.feedback.pages.public_text import paragraphs


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Een regel.\n\nEn nog een.", ["Een regel.", "En nog een."]),
        ("<p>Een</p><ul><li>twee</li><li>drie <b>vier</b></li></ul>", ["Een", "twee", "drie vier"]),
        ("Minder dan 5 &amp; meer dan 3 < 4", ["Minder dan 5 & meer dan 3 < 4"]),
        (["Sociale zekerheid", "Wonen"], ["Sociale zekerheid", "Wonen"]),
        ([{"title": "BRP", "link": "https://brp.example"}, {"link": "https://bag.example"}, {}],
         ["BRP", "https://bag.example"]),
        (None, []),
        (" ", []),
        (7, ["7"]),
        ({"onverwacht": 1}, ["{'onverwacht': 1}"]),
    ],
)  # fmt: skip
def test_whatever_a_record_holds_is_shown_as_text(value: object, shown: list[str]) -> None:
    assert paragraphs(value) == shown
