"""How a text of a record reads: paragraphs, lines, and lists."""

import pytest

from services.publication.pages.values import items, rich


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Een.\nTwee.\n\nDrie.", "<p>Een.<br>Twee.</p><p>Drie.</p>"),
        ("- een\n- twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("Dit:\r\n- a & b\r\n- c\r\nKlaar.", "<p>Dit:</p><ul><li>a &amp; b</li><li>c</li></ul><p>Klaar.</p>"),
        ("-geen lijst", "<p>-geen lijst</p>"),
        ("<ul><li>een</li></ul>", "<ul><li>een</li></ul>"),
    ],
)
def test_lines_that_begin_with_a_dash_are_a_list(text: str, html: str) -> None:
    assert rich(text) == html


def test_items_are_told_of_a_text_that_is_a_list_and_nothing_else() -> None:
    assert items("- een: x\n\n- twee") == ["een: x", "twee"]
    assert items("Dit:\n- een") == items("") == []
