"""Where a question comes from: the law or model behind it, with a link that everybody can open."""

from dataclasses import dataclass

from services.chassis.wording import _


@dataclass(frozen=True)
class Source:
    """A place in a law or model: its name for people, and its address."""

    name: str
    link: str


def avg(article: str) -> Source:
    """Regulation (EU) 2016/679, the AVG (GDPR)."""
    return Source(_("AVG artikel {article}", article=article), "https://eur-lex.europa.eu/eli/reg/2016/679/oj")


def ai_act(article: str) -> Source:
    """Regulation (EU) 2024/1689, the AI Act."""
    return Source(
        _("AI-verordening artikel {article}", article=article), "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"
    )


def charter(article: str) -> Source:
    """The Charter of Fundamental Rights of the European Union."""
    return Source(
        _("EU-Handvest artikel {article}", article=article), "https://eur-lex.europa.eu/eli/treaty/char_2016/oj"
    )


def awb(article: str) -> Source:
    """The Dutch General Administrative Law Act."""
    return Source(_("Awb artikel {article}", article=article), "https://wetten.overheid.nl/BWBR0005537")


def uavg(article: str) -> Source:
    """The Dutch act that implements the GDPR."""
    return Source(_("UAVG artikel {article}", article=article), "https://wetten.overheid.nl/BWBR0040940")


def paragraph(number: int) -> Source:
    """A paragraph of the national government's model for a DPIA."""
    model = "https://www.kcbr.nl/sites/default/files/2026-08/088_T1_20260818%20Model%20DPIA%20Rijksdienst.pdf"
    return Source(_("Rijksmodel DPIA, paragraaf {number}", number=number), model)
