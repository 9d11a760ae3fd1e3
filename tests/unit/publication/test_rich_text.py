"""Markup in an entry: a few tags are allowed, all else is shown as text."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.publication.domain.record import sanitise, strip_html

ALLOWED = re.compile(r"</?(div|p|ul|ol|li)>|<br>")

PIECES = st.lists(st.sampled_from([
    "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<br>", "<br/>", "</br>", "<script>", "</script>", "<b", "<",
    ">", "<img src=x onerror=y>", '<p class="a">', "<!--", "-->", "<![CDATA[", "]]>", "<?x", "&lt;", "&amp", "&#60;",
    " ", "a", "<style>", "<svg/onload=x>", "<p/>", "<textarea>", "<title>", "\n", "'", '"',
]), max_size=12).map("".join)  # fmt: skip


@pytest.mark.parametrize(("text", "plain"), [
    ("gewone tekst", "gewone tekst"),
    ("<p>een</p><p>twee</p>", "een twee"),
    ("prijs &lt; 3 &amp; meer", "prijs < 3 & meer"),
    ("a < b", "a < b"),
    ("", ""),
])  # fmt: skip
def test_stripping_leaves_the_text(text: str, plain: str) -> None:
    assert strip_html(text) == plain


@pytest.mark.parametrize(("text", "safe"), [
    ("<p>een<br/>twee</p>", "<p>een<br>twee</p>"),
    ('<p class="x">een</p>', "<p>een</p>"),
    ("<b>vet</b>", "&lt;b&gt;vet&lt;/b&gt;"),
    ("<ul><li>een", "<ul><li>een</li></ul>"),
    ("</div>los", "los"),
    ("a & b < c", "a &amp; b &lt; c"),
    ("<!-- stil -->", "&lt;!-- stil --&gt;"),
])  # fmt: skip
def test_only_the_allowed_tags_stay_tags(text: str, safe: str) -> None:
    assert sanitise(text) == safe


@given(PIECES | st.text())
@example("<script>alert(1)</script>")
def test_what_is_shown_holds_no_other_markup_and_is_balanced(text: str) -> None:
    safe = sanitise(text)
    assert "<" not in ALLOWED.sub("", safe)
    for tag in ("div", "p", "ul", "ol", "li"):
        assert safe.count(f"<{tag}>") == safe.count(f"</{tag}>")


@given(PIECES)
def test_making_safe_twice_changes_nothing(text: str) -> None:
    assert sanitise(sanitise(text)) == sanitise(text)
