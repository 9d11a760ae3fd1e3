"""The seventeen questions in the order and with the numbers of the Rijksmodel DPIA's paragraphs, in our own words."""

from services.chassis.wording import _
from services.dpia.domain.question import Question
from services.dpia.domain.sources import ai_act, avg, paragraph, uavg

DESCRIPTION: tuple[Question, ...] = (
    Question(
        "1",
        _("Voorstel"),
        _("Wat wilt u gaan doen, en waarom nu?"),
        _("Schrijf het zo op dat een inwoner het begrijpt: welk probleem lost u op, en voor wie?"),
        (paragraph(1), avg(_("35 lid 7 onder a"))),
    ),
    Question(
        "2",
        _("Persoonsgegevens"),
        _("Welke gegevens gebruikt u, over wie, en waar komen die vandaan?"),
        _("Noem per groep mensen de gegevens, en de bron als u ze niet van de mensen zelf krijgt."),
        (paragraph(2), avg(_("4 en 14"))),
    ),
    Question(
        "3",
        _("Verwerkingen"),
        _("Wat gebeurt er met de gegevens, stap voor stap?"),
        _("Volg één geval van begin tot eind: verzamelen, rekenen, bekijken, delen, bewaren, wissen."),
        (paragraph(3), avg(_("4 punt 2"))),
    ),
    Question(
        "4",
        _("Techniek en methode"),
        _("Hoe werkt het systeem, en wat doet de computer zelf?"),
        _(
            "Zeg of het vaste regels, statistiek of lerende AI is,"
            " of het profielen maakt, en of het in de cloud draait."
        ),
        (paragraph(4), avg("22"), ai_act("3")),
    ),
    Question(
        "5",
        _("Doelen"),
        _("Waarvoor gebruikt u de gegevens, en waarvoor zeker niet?"),
        _("Maak elk doel zo precies dat u later kunt nagaan of u zich eraan hield."),
        (paragraph(5), avg(_("5 lid 1 onder b"))),
    ),
    Question(
        "6",
        _("Betrokken partijen"),
        _("Wie werken er mee, en wie is waarvoor verantwoordelijk?"),
        _("Denk aan afdelingen, leverancier, onderaannemers en wie gegevens geeft of krijgt. Is er een overeenkomst?"),
        (paragraph(6), avg(_("26 en 28"))),
    ),
    Question(
        "7",
        _("Belangen"),
        _("Wat heeft elke partij te winnen of te verliezen, en wat vinden inwoners ervan?"),
        _("Hebt u inwoners of hun vertegenwoordigers niet gevraagd? Schrijf dan op waarom niet."),
        (paragraph(7), avg(_("35 lid 9"))),
    ),
    Question(
        "8",
        _("Waar gebeurt de verwerking?"),
        _("In welke landen staan de gegevens, en van waaruit kan iemand erbij?"),
        _("Ook hulp op afstand van een leverancier telt. Buiten de EER: noem de grond en de extra maatregelen."),
        (paragraph(8), avg(_("44 tot en met 49"))),
    ),
    Question(
        "9",
        _("Wetten en beleid"),
        _("Welke andere wetten, regels en afspraken gelden hier?"),
        _("Bijvoorbeeld de wet van uw taak, de archiefwet, gemeentelijk beleid en de AI-verordening."),
        (paragraph(9), avg(_("6 lid 3"))),
    ),
    Question(
        "10",
        _("Bewaartermijnen"),
        _("Hoe lang bewaart u welke gegevens, en waarom niet korter?"),
        _("Vergeet logboeken, kopieën en de uitkomsten van het systeem niet. Wie wist ze, en wanneer?"),
        (paragraph(10), avg(_("5 lid 1 onder e"))),
    ),
)
LAWFULNESS: tuple[Question, ...] = (
    Question(
        "11",
        _("Rechtsgrond"),
        _("Op welke grond uit de wet mag u deze gegevens gebruiken?"),
        _("Geef per verwerking één grond. Een taak van algemeen belang moet in een wet staan: noem het artikel."),
        (paragraph(11), avg("6")),
    ),
    Question(
        "12",
        _("Bijzondere gegevens"),
        _("Gebruikt u bijzondere of strafrechtelijke gegevens of het BSN, en waarom mag dat?"),
        _("Deze gegevens mag u niet gebruiken, tenzij een uitzondering in de wet staat. Noem die uitzondering."),
        (paragraph(12), avg(_("9 en 10")), uavg(_("22 tot en met 33 en 46"))),
    ),
    Question(
        "13",
        _("Doelbinding"),
        _("Zijn de gegevens eerst voor iets anders verzameld, en past het nieuwe doel daarbij?"),
        _("Vergelijk het oude doel met het nieuwe: wat mocht iemand verwachten toen hij de gegevens gaf?"),
        (paragraph(13), avg(_("6 lid 4"))),
    ),
    Question(
        "14",
        _("Noodzaak"),
        _("Kan het met minder gegevens of zonder dit systeem, en weegt het nut op tegen de inbreuk?"),
        _("Noem de andere wegen die u hebt bekeken en waarom die niet goed genoeg zijn."),
        (paragraph(14), avg(_("35 lid 7 onder b"))),
    ),
    Question(
        "15",
        _("Rechten van inwoners"),
        _("Hoe kan iemand zijn gegevens zien, verbeteren, laten wissen of bezwaar maken?"),
        _("Loop alle rechten langs. Kan er één niet? Zeg dan waarom en op welke grond."),
        (paragraph(15), avg(_("12 tot en met 22"))),
    ),
)
RISKS: tuple[Question, ...] = (
    Question(
        "16",
        _("Risico’s"),
        _("Wat kan er misgaan voor de mensen over wie het gaat?"),
        _("Voeg elk risico apart toe met kans en gevolg. Hier kunt u iets schrijven over het geheel."),
        (paragraph(16), avg(_("35 lid 7 onder c"))),
    ),
    Question(
        "17",
        _("Maatregelen"),
        _("Wat doet u tegen elk risico, wie doet het en wanneer is het klaar?"),
        _("Voeg elke maatregel apart toe bij het risico. Zeg hier waarom u aanvaardt wat er overblijft."),
        (paragraph(17), avg(_("35 lid 7 onder d"))),
    ),
)
