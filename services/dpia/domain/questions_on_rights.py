"""Ten own questions on rights and ethics; together they hold what article 27 of the AI Act asks."""

from services.chassis.wording import _
from services.dpia.domain.question import Question
from services.dpia.domain.sources import ai_act, avg, awb, charter

RIGHTS: tuple[Question, ...] = (
    Question(
        "own-1",
        _("Grondrechten"),
        _("Welke grondrechten kan dit systeem raken, ten goede of ten kwade?"),
        _("Denk verder dan privacy: gelijke behandeling, bestaanszekerheid, een eerlijk proces, vrije meningsuiting."),
        (charter(_("1 tot en met 54")), ai_act(_("27 lid 1 onder d"))),
    ),
    Question(
        "own-2",
        _("Gelijke behandeling"),
        _("Kan het systeem voor de ene groep slechter uitpakken dan voor de andere, en hoe weet u dat?"),
        _("Kijk ook naar kenmerken die indirect iets zeggen, zoals een postcode. Schrijf op wat u hebt gemeten."),
        (charter("21"), ai_act(_("10 lid 2"))),
    ),
    Question(
        "own-3",
        _("Wie het raakt"),
        _("Wie merkt de gevolgen, en wie kan zich daar het slechtst tegen verweren?"),
        _("Denk aan kinderen, mensen met schulden of een beperking, en mensen die moeilijk lezen."),
        (ai_act(_("27 lid 1 onder c")), charter(_("24 tot en met 26"))),
    ),
    Question(
        "own-4",
        _("Duur en gebruik"),
        _("Hoe lang en hoe vaak gaat u het systeem gebruiken, en in welke stap van het werk?"),
        _("Noem begin en einde, of wanneer u opnieuw beslist of u doorgaat."),
        (ai_act(_("27 lid 1 onder a en b")),),
    ),
    Question(
        "own-5",
        _("Menselijke controle"),
        _("Wie kijkt mee, wat weet die persoon, en hoe kan hij het systeem tegenhouden?"),
        _("Zeg ook hoeveel tijd er per geval is en hoe u voorkomt dat iemand het advies blind volgt."),
        (ai_act(_("14 en 26 lid 2")), avg("22")),
    ),
    Question(
        "own-6",
        _("Openheid en uitleg"),
        _("Hoe weet iemand dat dit systeem meedeed, en hoe krijgt hij uitleg die hij begrijpt?"),
        _("Een plek in het register is een begin. Wat staat er in de brief met het besluit?"),
        (ai_act(_("26 lid 11 en 86")), awb(_("3:46 en 3:47"))),
    ),
    Question(
        "own-7",
        _("Herstel"),
        _("Wat kan iemand doen als de uitkomst niet klopt, en hoe snel wordt een fout hersteld?"),
        _("Noem de weg naar bezwaar, een klacht en een nieuwe blik door een mens, met de termijnen."),
        (awb(_("6:4 en 9:1")), ai_act(_("27 lid 1 onder f"))),
    ),
    Question(
        "own-8",
        _("Wie meedacht"),
        _("Wie hebt u betrokken, wat zeiden zij, en wat hebt u daarmee gedaan?"),
        _("Bijvoorbeeld inwoners, de cliëntenraad, medewerkers, de ondernemingsraad en de gemeenteraad."),
        (avg(_("35 lid 9")), ai_act(_("26 lid 7"))),
    ),
    Question(
        "own-9",
        _("De afweging"),
        _("Welke waarden botsen hier, en waarom kiest u zoals u kiest?"),
        _("Sneller werken kan botsen met zorgvuldigheid of privacy. Zeg wat voor u de doorslag gaf."),
        (charter("52"), awb("3:4")),
    ),
    Question(
        "own-10",
        _("Blijven kijken"),
        _("Hoe ziet u dat het goed blijft gaan, en wanneer stopt u ermee?"),
        _("Noem wat u meet, hoe vaak, wie ernaar kijkt en bij welke uitkomst het systeem uitgaat."),
        (ai_act(_("26 lid 5")), avg(_("35 lid 11"))),
    ),
)
