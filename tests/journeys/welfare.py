"""What is typed in the story of an application for welfare."""

from tests.journeys.assessing import Risk

NAME = "Voorsorteren aanvragen bijstand"
DESCRIBED = {
    "Naam": NAME,
    "Wat doet het, en waarvoor?": "Legt een aanvraag op de stapel ‘compleet’ of ‘nog vragen’. Een medewerker beslist.",
    "In welk werkproces?": "aanvraag bijstand behandelen",
    "Welke functie is er verantwoordelijk voor?": "teammanager Werk en Inkomen",
    "Van welke leverancier?": "Voorbeeldsoft BV",
    "Hoe werkt het?": "Machinaal leren",
    "Welke rol heeft het bij besluiten over mensen?": "Adviseert",
    "Over hoeveel mensen gaat het per jaar, ongeveer?": "410",
}
SOURCES = (
    {
        "Naam van de bron": "Aanvraagformulier en bewijsstukken",
        "Waar komen de gegevens vandaan?": "Van de inwoner zelf",
        "Waar zijn ze voor?": ["Bij het gebruik"],
        "Gewone persoonsgegevens": ["Naam en adres", "Gezin"],
        "Gevoelige gegevens": ["Inkomen en schulden"],
        "Op welke wettelijke grond?": "Participatiewet, artikel 17",
        "Hoe lang bewaart u ze?": "5 jaar na het einde van de uitkering",
    },
    {
        "Naam van de bron": "Basisregistratie Personen",
        "Waar komen de gegevens vandaan?": "Uit een basisregistratie",
        "Gewone persoonsgegevens": ["Wie er op het adres wonen"],
        "Nationaal nummer": "Burgerservicenummer",
        "Op welke wettelijke grond?": "Wet BRP, artikel 3.5",
        "Hoe lang bewaart u ze?": "5 jaar na het einde van de uitkering",
    },
    {
        "Naam van de bron": "Inkomensregister",
        "Waar komen de gegevens vandaan?": "Van een leverancier of andere organisatie",
        "Gevoelige gegevens": "Loon en uitkeringen van de laatste drie maanden",
        "Op welke wettelijke grond?": "Wet SUWI, artikel 62",
        "Hoe lang bewaart u ze?": "13 maanden",
    },
)
OVERSIGHT = {
    "Wie kijkt naar de uitkomst?": "consulent Werk en Inkomen",
    "Wat controleren zij, en hoe vaak?": "Elke week twintig aanvragen opnieuw, zonder de stapel te zien.",
    "Hoe wijken zij ervan af, of stoppen zij het?": "De consulent verandert de stapel met één klik.",
    "Hoe krijgt een inwoner uitleg?": "Bel of schrijf ons. U krijgt binnen vier weken uitleg.",
    "Hoe laat een inwoner een fout herstellen?": "Een andere medewerker kijkt binnen vijf werkdagen opnieuw.",
    "Hoe maakt een inwoner bezwaar?": "Tegen het besluit, binnen zes weken na de brief.",
    "Waar kan een inwoner terecht?": "algoritmes@eskerwold.example",
}
SCREENING = {
    "Gaat het om een nieuwe wet of regeling?": "Nee",
    "Welke gewone gegevens gebruikt u?": ["naam en contact", "leeftijd, geslacht, woonplaats en andere demografie"],
    "Welke gevoelige gegevens gebruikt u?": ["financiële situatie", "burgerservicenummer of ander nationaal nummer"],
    "Over wie gaan de gegevens?": ["inwoners", "andere kwetsbare groepen"],
    "Gaat het om 10.000 mensen of meer?": "Nee",
    "Hoe vaak gebruikt u de gegevens?": "voortdurend",
    "Hoe lang bewaart u ze?": "meer dan een jaar",
    "Staat het op de lijst van de Autoriteit Persoonsgegevens?": ["financiële situatie"],
    "Welke kenmerken van de EDPB passen?": ["gegevens over kwetsbare mensen"],
    "Is het AI met een hoog risico volgens de AI-verordening?": "Ja",
    "Heeft het algoritme veel invloed op mensen?": "Ja",
}
RISKS = (
    Risk(
        "Wie wisselend werk heeft, komt vaker op de stapel ‘nog vragen’ en wacht langer.", ("Middel", "Groot"),
        "Elk half jaar meten of groepen gelijk uitkomen.", "data-analist", ("Klein", "Middel"),
    ),
    Risk(
        "Een medewerker volgt de computer zonder zelf te lezen.", ("Middel", "Middel"),
        "Elke week twintig aanvragen opnieuw bekijken.", "teamleider Inkomen", ("Klein", "Klein"),
    ),
)  # fmt: skip
ENTRY = {
    "Korte omschrijving": "Legt een aanvraag op de stapel ‘compleet’ of ‘nog vragen’. Een medewerker beslist.",
    "Thema": ["Sociale zekerheid"],
    "Contactgegevens": "algoritmes@eskerwold.example",
    "Publicatiecategorie": "Hoog-risico AI-systeem",
    "Gegevens": "Uw aanvraag en bewijsstukken, wie er op uw adres wonen, en uw inkomen van de laatste drie maanden.",
    "Menselijke tussenkomst": "Een medewerker leest elke aanvraag, en kan de stapel veranderen.",
    "Risicobeheer": "Wij meten elk half jaar of groepen gelijk uitkomen.",
}
ANSWERS = {
    "1": "Complete aanvragen liggen nu weken tussen aanvragen waarvoor nog bewijs nodig is. Dat moet sneller.",
    "2": "Van de aanvrager en het gezin: naam, adres, inkomen en schulden, van henzelf en uit twee registers.",
    "3": "De aanvraag komt binnen, het programma kiest een stapel, een medewerker leest en beslist.",
    "4": "Een lerend model van de leverancier. Het leert in gebruik niet bij en draait in Nederland.",
    "5": "Alleen om te zien of een aanvraag compleet is. Niet om fraude te zoeken.",
    "6": "Team Werk en Inkomen is verantwoordelijk. Voorbeeldsoft BV levert, met een verwerkersovereenkomst.",
    "7": "Inwoners horen sneller wat er mist. De cliëntenraad vroeg om een zin in de brief; die komt er.",
    "8": "In Nederland, ook de hulp op afstand.",
    "9": "Participatiewet, Wet SUWI, Algemene wet bestuursrecht, Archiefwet en de AI-verordening.",
    "10": "De aanvraag 5 jaar na het einde van de uitkering; de stapel 13 maanden.",
    "11": "De taak van algemeen belang: het recht op bijstand vaststellen (Participatiewet).",
    "12": "Het burgerservicenummer, om gegevens op te halen (Wet SUWI).",
    "13": "Het inkomensregister is bedoeld om uitkeringen vast te stellen. Ons doel ligt daar dichtbij.",
    "14": "Een beter formulier hielp, maar niet genoeg. Met minder gegevens mist het programma de helft.",
    "15": "Inzien en verbeteren aan de balie of op de website. Bezwaar kan tegen het besluit.",
    "own-1": "Bestaanszekerheid, gelijke behandeling en privacy.",
    "own-2": "Wie wisselend werk heeft, kan vaker op ‘nog vragen’ komen. Wij meten dat elk half jaar.",
    "own-3": "Mensen met weinig geld. Zij krijgen binnen vijf werkdagen bericht van een medewerker.",
    "own-4": "Elke werkdag, bij de ontvangst van een aanvraag. Na drie jaar beslissen wij opnieuw.",
    "own-5": "De consulent leest alle stukken en verandert de stapel met één klik.",
    "own-6": "Het staat in het register en in de ontvangstbevestiging.",
    "own-7": "Een andere medewerker kijkt binnen vijf werkdagen opnieuw.",
    "own-8": "De cliëntenraad en twee consulenten. Zij wilden de stapel kunnen veranderen; dat kan.",
    "own-9": "Snelheid tegenover zorgvuldigheid. Een mens blijft alles lezen.",
    "own-10": "Is het verschil tussen groepen meer dan 5 procentpunt, dan gaat het systeem uit.",
}
"""By the number of the question."""
