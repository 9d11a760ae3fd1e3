"""The seventeen questions in the order and with the numbers of the Rijksmodel DPIA's paragraphs, in our own words."""

from services.dpia.domain.question import Question
from services.dpia.domain.sources import ai_act, avg, paragraph, uavg

DESCRIPTION: tuple[Question, ...] = (
    Question(
        "1",
        "Voorstel",
        "Wat wilt u gaan doen, en waarom nu?",
        "Schrijf het zo op dat een inwoner het begrijpt: welk probleem lost u op, en voor wie?",
        (paragraph(1), avg("35 lid 7 onder a")),
    ),
    Question(
        "2",
        "Persoonsgegevens",
        "Welke gegevens gebruikt u, over wie, en waar komen die vandaan?",
        "Noem per groep mensen de gegevens, en de bron als u ze niet van de mensen zelf krijgt.",
        (paragraph(2), avg("4 en 14")),
    ),
    Question(
        "3",
        "Verwerkingen",
        "Wat gebeurt er met de gegevens, stap voor stap?",
        "Volg één geval van begin tot eind: verzamelen, rekenen, bekijken, delen, bewaren, wissen.",
        (paragraph(3), avg("4 punt 2")),
    ),
    Question(
        "4",
        "Techniek en methode",
        "Hoe werkt het systeem, en wat doet de computer zelf?",
        "Zeg of het vaste regels, statistiek of lerende AI is, of het profielen maakt, en of het in de cloud draait.",
        (paragraph(4), avg("22"), ai_act("3")),
    ),
    Question(
        "5",
        "Doelen",
        "Waarvoor gebruikt u de gegevens, en waarvoor zeker niet?",
        "Maak elk doel zo precies dat u later kunt nagaan of u zich eraan hield.",
        (paragraph(5), avg("5 lid 1 onder b")),
    ),
    Question(
        "6",
        "Betrokken partijen",
        "Wie werken er mee, en wie is waarvoor verantwoordelijk?",
        "Denk aan afdelingen, leverancier, onderaannemers en wie gegevens geeft of krijgt. Is er een overeenkomst?",
        (paragraph(6), avg("26 en 28")),
    ),
    Question(
        "7",
        "Belangen",
        "Wat heeft elke partij te winnen of te verliezen, en wat vinden inwoners ervan?",
        "Hebt u inwoners of hun vertegenwoordigers niet gevraagd? Schrijf dan op waarom niet.",
        (paragraph(7), avg("35 lid 9")),
    ),
    Question(
        "8",
        "Waar gebeurt de verwerking?",
        "In welke landen staan de gegevens, en van waaruit kan iemand erbij?",
        "Ook hulp op afstand van een leverancier telt. Buiten de EER: noem de grond en de extra maatregelen.",
        (paragraph(8), avg("44 tot en met 49")),
    ),
    Question(
        "9",
        "Wetten en beleid",
        "Welke andere wetten, regels en afspraken gelden hier?",
        "Bijvoorbeeld de wet van uw taak, de archiefwet, gemeentelijk beleid en de AI-verordening.",
        (paragraph(9), avg("6 lid 3")),
    ),
    Question(
        "10",
        "Bewaartermijnen",
        "Hoe lang bewaart u welke gegevens, en waarom niet korter?",
        "Vergeet logboeken, kopieën en de uitkomsten van het systeem niet. Wie wist ze, en wanneer?",
        (paragraph(10), avg("5 lid 1 onder e")),
    ),
)
LAWFULNESS: tuple[Question, ...] = (
    Question(
        "11",
        "Rechtsgrond",
        "Op welke grond uit de wet mag u deze gegevens gebruiken?",
        "Geef per verwerking één grond. Een taak van algemeen belang moet in een wet staan: noem het artikel.",
        (paragraph(11), avg("6")),
    ),
    Question(
        "12",
        "Bijzondere gegevens",
        "Gebruikt u bijzondere of strafrechtelijke gegevens of het BSN, en waarom mag dat?",
        "Deze gegevens mag u niet gebruiken, tenzij een uitzondering in de wet staat. Noem die uitzondering.",
        (paragraph(12), avg("9 en 10"), uavg("22 tot en met 33 en 46")),
    ),
    Question(
        "13",
        "Doelbinding",
        "Zijn de gegevens eerst voor iets anders verzameld, en past het nieuwe doel daarbij?",
        "Vergelijk het oude doel met het nieuwe: wat mocht iemand verwachten toen hij de gegevens gaf?",
        (paragraph(13), avg("6 lid 4")),
    ),
    Question(
        "14",
        "Noodzaak",
        "Kan het met minder gegevens of zonder dit systeem, en weegt het nut op tegen de inbreuk?",
        "Noem de andere wegen die u hebt bekeken en waarom die niet goed genoeg zijn.",
        (paragraph(14), avg("35 lid 7 onder b")),
    ),
    Question(
        "15",
        "Rechten van inwoners",
        "Hoe kan iemand zijn gegevens zien, verbeteren, laten wissen of bezwaar maken?",
        "Loop alle rechten langs. Kan er één niet? Zeg dan waarom en op welke grond.",
        (paragraph(15), avg("12 tot en met 22")),
    ),
)
RISKS: tuple[Question, ...] = (
    Question(
        "16",
        "Risico’s",
        "Wat kan er misgaan voor de mensen over wie het gaat?",
        "Voeg elk risico apart toe met kans en gevolg. Hier kunt u iets schrijven over het geheel.",
        (paragraph(16), avg("35 lid 7 onder c")),
    ),
    Question(
        "17",
        "Maatregelen",
        "Wat doet u tegen elk risico, wie doet het en wanneer is het klaar?",
        "Voeg elke maatregel apart toe bij het risico. Zeg hier waarom u aanvaardt wat er overblijft.",
        (paragraph(17), avg("35 lid 7 onder d")),
    ),
)
