"""What the process owner answers to the questions of the DPIA."""

from collections.abc import Mapping

ANSWERS: Mapping[str, str] = {
    "1": "Aanvragen voor bijstand die compleet zijn, liggen nu soms weken tussen aanvragen waarvoor nog bewijs nodig"
    " is. Een programma kijkt vooraf of er stukken missen. Complete aanvragen kunnen zo eerder worden behandeld.",
    "2": "Van de aanvrager en zijn gezin: naam, adres, gezin, huurcontract, inkomen, schulden en bankafschriften. Deels"
    " van henzelf, deels uit de Basisregistratie Personen en het landelijk inkomensregister.",
    "3": "De aanvraag komt binnen. Het programma haalt gezin en inkomen op, leest de stukken en kiest een stapel. Een"
    " medewerker leest de aanvraag en beslist. Na het besluit blijven alleen de stapel en het tijdstip bewaard.",
    "4": "Een lerend model van de leverancier, getraind op verzonnen en geanonimiseerde aanvragen. Het leert in gebruik"
    " niet bij. Het draait in een rekencentrum in Nederland.",
    "5": "Alleen om te zien of een aanvraag compleet is. Niet om fraude te zoeken en niet om over het recht op bijstand"
    " te beslissen.",
    "6": "Team Werk en Inkomen gebruikt het en is verantwoordelijk. Voorbeeldsoft BV levert en beheert het programma,"
    " met een verwerkersovereenkomst tot 1 januari 2030.",
    "7": "Inwoners horen sneller wat er mist. De gemeente werkt minder dubbel. De cliëntenraad vroeg om een duidelijke"
    " zin in de brief; die komt er.",
    "8": "In Nederland. Hulp op afstand geeft de leverancier vanuit Nederland, met een tijdelijk account per keer.",
    "9": "Participatiewet, Wet SUWI, Algemene wet bestuursrecht, Archiefwet, de AI-verordening en ons eigen beleid van"
    " 17 maart 2026.",
    "10": "De aanvraag en het bewijs bewaren wij 5 jaar na het einde van de uitkering. De stapel en de kans bewaart het"
    " systeem 13 maanden, zodat iemand een jaar later nog uitleg kan krijgen. Daarna wist het systeem ze zelf.",
    "11": "De taak van algemeen belang: het vaststellen van het recht op bijstand (Participatiewet, artikel 7 en 17).",
    "12": "Het burgerservicenummer, om gegevens op te halen (Wet SUWI). Gezondheid staat soms in een bewijsstuk; het"
    " programma gebruikt die woorden niet en wij vragen er niet om.",
    "13": "Het inkomensregister is bedoeld om loon en uitkeringen vast te stellen. Ons doel ligt daar dichtbij en staat"
    " in de Wet SUWI.",
    "14": "Wij bekeken een beter formulier en meer medewerkers. Het formulier is verbeterd, maar bewijsstukken blijven"
    " te verschillend. Zonder het inkomensregister mist het programma de helft van de onvolledige aanvragen.",
    "15": "Inzien en verbeteren kan via ‘Mijn Eskerwold’ of aan de balie. Bezwaar kan tegen het besluit. Wissen kan"
    " niet zolang de Archiefwet bewaren voorschrijft.",
    "own-1": "Bestaanszekerheid, gelijke behandeling en privacy. Sneller geld is winst; onterecht wachten is verlies.",
    "own-2": "Ja: wie wisselend werk heeft, kan vaker op ‘nog vragen’ komen. Wij meten dat met 600 oude aanvragen en"
    " daarna elk half jaar.",
    "own-3": "Mensen met weinig geld, die zich moeilijk verweren. Daarom krijgt iedereen die ‘nog vragen’ krijgt binnen"
    " 5 werkdagen bericht van een medewerker.",
    "own-4": "Vanaf maart 2027, elke werkdag, bij de ontvangst van een aanvraag. Na 3 jaar beslissen wij opnieuw.",
    "own-5": "De consulent leest alle stukken en kan de stapel met één klik veranderen. Elke week worden 20 aanvragen"
    " opnieuw bekeken, zonder het advies te zien.",
    "own-6": "Het staat in het register en in de ontvangstbevestiging. Wie erom vraagt, krijgt binnen 4 weken uitleg.",
    "own-7": "Een nieuwe blik door een andere medewerker binnen 5 werkdagen, een klacht, of bezwaar tegen het besluit.",
    "own-8": "De cliëntenraad, twee consulenten en de ondernemingsraad. De consulenten wilden de stapel kunnen"
    " veranderen zonder reden op te geven; dat kan.",
    "own-9": "Snelheid tegenover zorgvuldigheid. Wij kiezen voor snelheid waar een mens alles blijft lezen.",
    "own-10": "De data-analist meet elk half jaar het verschil tussen groepen. Is het meer dan 5 procentpunt, dan zet"
    " de proceseigenaar het systeem uit.",
}
