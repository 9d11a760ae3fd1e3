"""Two people in the same form: the second sees what the first made of it, loses nothing, and can go on."""

import re
from html import unescape

import pytest

from tests.component.inventory.browsing import Page
from tests.component.marked import MARK, ROLES, Marked

HERE = "/inventory/eskerwold"
FORMS = {
    "description": (f"{HERE}/systems/{{id}}/describe", "department", {"change": "minor", "reason": "Nieuw team"}),
    "data source": (f"{HERE}/systems/{{id}}/data-sources/{{source}}", "origin", {"change": "minor", "reason": "Zo"}),
    "oversight": (f"{HERE}/systems/{{id}}/oversight", "checks", {"change": "minor", "reason": "Beter"}),
    "organisation": (f"{HERE}/organisation/identity", "contact", {}),
    "policy": (f"{HERE}/organisation/policy", "oversight", {}),
    "entry": ("/publication/eskerwold/entries/{id}", "goal", {"action": "save"}),
    "dialogue": ("/feedback/eskerwold/dialogues/{dialogue}/plan", "title", {}),
}
"""Address of the form, a field that both change, and what the form asks beside what it shows."""


def _fields(html: str, name: str) -> dict[str, str]:
    """What the form with this field would send."""
    form = next(form for form in re.findall(r"<form.*?</form>", html, flags=re.S) if f'name="{name}"' in form)
    return {key: unescape(value) for key, value in Page(form).form.items() if key and value}


@pytest.mark.parametrize("form", FORMS)
async def test_the_second_sees_what_the_first_wrote_and_keeps_what_was_typed(marked: Marked, form: str) -> None:
    path, name, more = FORMS[form]
    address = path.format(**marked.ids)
    async with marked.helder.browser("piet", *ROLES) as http:
        opened = _fields((await http.get(address)).text, name) | more
        first = await http.post(address, data=opened | {name: f"Van de eerste {MARK}"})
        assert first.status_code == 303, first.text
        second = await http.post(address, data=opened | {name: "Van de tweede"})
        assert second.status_code == 412
        assert "Iemand anders heeft dit intussen veranderd" in second.text
        note = re.search(rf'id="field-{name}-now">.*?</p>', second.text, flags=re.S)
        assert note
        assert f"Van de eerste {MARK}" in note[0]
        again = _fields(second.text, name) | more
        assert again[name] == "Van de tweede"
        assert (await http.post(address, data=again)).status_code == 303
        assert _fields((await http.get(address)).text, name)[name] == "Van de tweede"


@pytest.mark.parametrize("form", FORMS)
async def test_a_form_with_a_fault_in_it_still_knows_what_it_was_made_on(marked: Marked, form: str) -> None:
    """Else who mends the fault would write over what someone else saved in the meantime, unseen."""
    path, name, more = FORMS[form]
    address = path.format(**marked.ids)
    async with marked.helder.browser("piet", *ROLES) as http:
        opened = _fields((await http.get(address)).text, name) | more
        assert (await http.post(address, data=opened | {name: f"Van de eerste {MARK}"})).status_code == 303
        refused = await http.post(address, data=opened | {name: "x" * 20_000})
        assert refused.status_code == 400
        mended = _fields(refused.text, name) | more | {name: "Van de tweede"}
        assert (await http.post(address, data=mended)).status_code == 412
