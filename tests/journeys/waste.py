"""What is typed in the story of collecting waste."""

from tests.journeys.assessing import Risk

NAME = "Route afvalwagens"
DESCRIBED = {
    "Naam": NAME,
    "Wat doet het, en waarvoor?": "Rekent uit welke containers vol zijn en welke route de wagens rijden.",
    "In welk werkproces?": "huisvuil ophalen",
    "Welke functie is er verantwoordelijk voor?": "teamleider Openbare Ruimte",
    "Van welke leverancier?": "Routebouw BV",
    "Hoe werkt het?": "Statistiek",
    "Welke rol heeft het bij besluiten over mensen?": "Geeft informatie",
    "Over hoeveel mensen gaat het per jaar, ongeveer?": "9400",
    "Is het al in gebruik?": "Ja, het is in gebruik",
    "Sinds welke maand?": "2025-03",
}
SOURCES = (
    {
        "Naam van de bron": "Hoe vol de containers zijn",
        "Waar komen de gegevens vandaan?": "Van een sensor of camera",
        "Waar zijn ze voor?": ["Bij het gebruik"],
        "Hoe lang bewaart u ze?": "2 jaar",
    },
    {
        "Naam van de bron": "Passen waarmee containers opengaan",
        "Waar komen de gegevens vandaan?": "Van een sensor of camera",
        "Gewone persoonsgegevens": ["Nummer van de pas", "Tijd waarop een container openging"],
        "Op welke wettelijke grond?": "Wet milieubeheer, artikel 10.21",
        "Hoe lang bewaart u ze?": "1 week",
    },
    {
        "Naam van de bron": "Adressen die bij de passen horen",
        "Waar komen de gegevens vandaan?": "Uit een eigen administratie",
        "Gewone persoonsgegevens": ["Naam en adres"],
        "Op welke wettelijke grond?": "Afvalstoffenverordening",
        "Hoe lang bewaart u ze?": "Zolang iemand er woont",
    },
    {
        "Naam van de bron": "Waar de wagens rijden",
        "Waar komen de gegevens vandaan?": "Van een sensor of camera",
        "Gevoelige gegevens": ["Plaats van de chauffeur"],
        "Op welke wettelijke grond?": "Overeenkomst met de chauffeur",
        "Hoe lang bewaart u ze?": "Tot het einde van de ronde",
    },
)
OVERSIGHT = {
    "Wie kijkt naar de uitkomst?": "planner Openbare Ruimte",
    "Wat controleren zij, en hoe vaak?": "Elke ochtend of de route klopt.",
    "Hoe wijken zij ervan af, of stoppen zij het?": "De planner verandert de route, of rijdt de vaste route.",
    "Hoe krijgt een inwoner uitleg?": "Bel de milieubalie.",
    "Hoe laat een inwoner een fout herstellen?": "De milieubalie leegt een volle container binnen een dag.",
    "Hoe maakt een inwoner bezwaar?": "Er valt geen besluit. Een klacht kan wel.",
    "Waar kan een inwoner terecht?": "milieubalie@eskerwold.example",
}
SCREENING = {
    "Gaat het om een nieuwe wet of regeling?": "Nee",
    "Welke gewone gegevens gebruikt u?": ["naam en contact", "meetgegevens over het gebruik"],
    "Welke gevoelige gegevens gebruikt u?": ["communicatie en locatie"],
    "Over wie gaan de gegevens?": ["inwoners", "medewerkers en bestuurders"],
    "Gaat het om 10.000 mensen of meer?": "Nee",
    "Hoe vaak gebruikt u de gegevens?": "voortdurend",
    "Hoe lang bewaart u ze?": "korter dan een week",
    "Staat het op de lijst van de Autoriteit Persoonsgegevens?": [
        "locatiegegevens", "controle van werknemers", "apparaten op internet (internet of things)",
    ],
    "Welke kenmerken van de EDPB passen?": ["gegevens uit verschillende bronnen combineren"],
    "Is het AI met een hoog risico volgens de AI-verordening?": "Nee",
    "Heeft het algoritme veel invloed op mensen?": "Nee",
    "Is het een dienst op een scherm voor inwoners?": "Nee",
}  # fmt: skip
RISKS = (
    Risk(
        "Uit de passen is te zien wie er thuis is, en wanneer.", ("Middel", "Groot"),
        "Passen na een week wissen.", "teamleider Openbare Ruimte", ("Klein", "Middel"),
    ),
    Risk(
        "Uit de plaats van de wagen is te zien hoe een chauffeur werkt.", ("Groot", "Middel"),
        "De plaats alleen per ronde bewaren.", "planner", ("Klein", "Klein"),
    ),
)  # fmt: skip
LINE = (
    "Passen waarmee containers opengaan: gewone persoonsgegevens (Nummer van de pas, Tijd waarop een container "
    "openging). Van een sensor of camera. Bewaartermijn: 1 week."
)
"""What the entry says of the second source, without anyone typing it again."""
ADDED = "Hoe vaak een pas in een maand is gebruikt"
ENTRY = {
    "Korte omschrijving": "Kijkt hoe vol containers zijn en rekent een route uit. Een planner kiest.",
    "Thema": ["Natuur en milieu"],
    "Contactgegevens": "milieubalie@eskerwold.example",
    "Publicatiecategorie": "Overige algoritmes",
    "Afwegingen": "Minder ritten en schone straten, tegenover weten welke pas een container opent.",
    "Risicobeheer": "Passen worden na een week gewist, de plaats van een wagen na de ronde.",
}
CHANGE = {
    "Gewone persoonsgegevens": ["Nummer van de pas", "Tijd waarop een container openging", ADDED],
    "Wat voor wijziging is het?": "Wezenlijke wijziging",
    "Waarom verandert u dit?": "Wie veel afval brengt, gaat straks meer betalen.",
}
KEPT = "Zonder route blijft afval liggen. Tot het nieuwe besluit tellen wij nog niet hoe vaak een pas is gebruikt."
"""Why it goes on until it is decided again."""
SUMMARY = "Wij onderzochten wat er uit passen te zien is. Daarom wissen wij ze na een week."
ANSWERS = {
    "1": "Wagens rijden nu vaste routes langs containers die half leeg zijn. Dat kost geld en geeft lawaai.",
    "2": "Van bewoners: het nummer van de pas, het adres en de tijd. Van chauffeurs: waar de wagen rijdt.",
    "3": "De meter zegt hoe vol een container is, het programma rekent een route uit, de planner kiest.",
    "4": "Statistiek: een formule rekent uit wanneer een container vol is. Zij leert niet bij.",
    "5": "Alleen om de route te kiezen. Niet om te kijken wie er hoeveel weggooit.",
    "6": "Team Openbare Ruimte is verantwoordelijk. Routebouw BV levert, met een verwerkersovereenkomst.",
    "7": "Minder ritten en geen overvolle containers. De wijkraad wil dat passen snel worden gewist.",
    "8": "In Nederland. Niemand van buiten kan erbij.",
    "9": "Wet milieubeheer, de afvalstoffenverordening en de Archiefwet.",
    "10": "Passen een week, de plaats van een wagen tot het einde van de ronde. Korter kan de klacht niet.",
    "11": "De taak van algemeen belang: huishoudelijk afval ophalen (Wet milieubeheer, artikel 10.21).",
    "12": "Nee. Wij gebruiken geen bijzondere gegevens en geen burgerservicenummer.",
    "13": "Passen zijn bedoeld om containers te openen. Tellen hoe vaak dat is, past daarbij.",
    "14": "Zonder passen weten wij niet welke container gebruikt wordt. Het adres is alleen nodig bij een klacht.",
    "15": "Bij de milieubalie ziet u wat er van uw pas bekend is, en laat u het wissen.",
    "16": "Wat bij de risico’s staat, geldt ook voor wie zelden thuis is: stilte zegt evenveel als drukte.",
    "17": "De maatregelen staan bij elk risico. De teamleider kijkt elk kwartaal of zij werken.",
    "own-1": "Het recht op een privéleven, en voor chauffeurs op werk zonder voortdurend toezicht.",
    "own-2": "Wie geen container in de buurt heeft, wordt slechter bediend. Wij meten het per wijk.",
    "own-3": "Bewoners zonder auto, en chauffeurs met een tijdelijk contract.",
    "own-4": "Elke ophaaldag, bij het plannen van de route. Na twee jaar beslissen wij opnieuw.",
    "own-5": "De planner kiest de route en kan haar altijd veranderen.",
    "own-6": "Het staat op elke container en in het register.",
    "own-7": "Bel de milieubalie. Een overvolle container wordt binnen een dag geleegd.",
    "own-8": "De wijkraad en de ondernemingsraad. De raad wilde geen cijfers per chauffeur; die zijn er niet.",
    "own-9": "Schone straten tegenover weten wie wat doet. Wij wissen wat niet meer nodig is.",
    "own-10": "Elk kwartaal telt de teamleider klachten en ritten. Zijn er meer klachten, dan gaat het uit.",
}
"""By the number of the question."""
ANEW = {"Welke gegevens gebruikt u, over wie, en waar komen die vandaan?": f"{ANSWERS['2']} {ADDED}."}
