"""The catalogues of texts in other languages: `make texts` puts every text that the code says into them."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from services.chassis.wording import DUTCH, LANGUAGES, SERVICES

METHODS = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}}


def folders() -> list[Path]:
    """What has pages of its own: the services, and what they have in common."""
    return sorted(path.parent for path in SERVICES.glob("*/templates"))


def extracted(folder: Path) -> Catalog:
    """Every text that templates and code of this folder say."""
    catalog = Catalog(project="Helder", fuzzy=False)
    for _file, _line, message, comments, context in extract_from_dir(folder, METHODS, OPTIONS, keywords=_KEYWORDS):
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def place(folder: Path, language: str) -> Path:
    """Where the catalogue of a folder stands."""
    return folder / "locale" / f"{language}.po"


def read(folder: Path, language: str) -> Catalog:
    """The catalogue as it stands; empty when there is none."""
    path = place(folder, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(folder: Path, language: str) -> None:
    """Adds what is new, to be translated by hand, and takes out what nothing says any more."""
    catalog = read(folder, language)
    catalog.update(extracted(folder), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    written = BytesIO()
    write_po(written, catalog, omit_header=True, no_location=True, sort_output=True, width=0)
    place(folder, language).parent.mkdir(exist_ok=True)
    place(folder, language).write_bytes(written.getvalue())


def main() -> None:
    """Brings every catalogue up to date."""
    for folder in folders():
        for language in LANGUAGES:
            if language != DUTCH:
                update(folder, language)


if __name__ == "__main__":
    main()
