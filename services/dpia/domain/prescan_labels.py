"""The pre-scan's codes in plain Dutch, in the order of the official lists."""

from collections.abc import Mapping

ORDINARY: Mapping[str, str] = {
    "device": "apparaat en internet",
    "content": "inhoud van berichten of bestanden",
    "demographic": "leeftijd, geslacht, woonplaats en andere demografie",
    "diagnostic": "meetgegevens over het gebruik",
    "website": "bezoek aan een website",
    "helpdesk": "vragen aan de helpdesk",
    "logging": "logboeken",
    "contact": "naam en contact",
    "other": "andere gewone gegevens",
}
SPECIAL: Mapping[str, str] = {
    "biometric": "biometrie om iemand te herkennen",
    "sexual": "seksueel gedrag of gerichtheid",
    "health": "gezondheid",
    "genetic": "erfelijke gegevens",
    "union": "lidmaatschap van een vakbond",
    "political": "politieke opvatting",
    "ethnic": "ras of etnische afkomst",
    "religious": "geloof of levensovertuiging",
}
SENSITIVE: Mapping[str, str] = {
    "browsing": "surfgedrag",
    "financial": "financiële situatie",
    "fraud-usable": "gegevens waarmee iemand kan frauderen",
    "vulnerable-groups": "gegevens over kwetsbare groepen",
    "credentials": "inloggegevens",
    "communication-location": "communicatie en locatie",
    "national-number": "burgerservicenummer of ander nationaal nummer",
    "criminal": "strafrechtelijke gegevens",
    "stigma": "gegevens die tot stigma of uitsluiting kunnen leiden",
}
PEOPLE: Mapping[str, str] = {
    "staff": "medewerkers en bestuurders",
    "citizens": "inwoners",
    "children": "kinderen jonger dan 16 jaar",
    "vulnerable": "andere kwetsbare groepen",
    "other": "een andere groep",
}
TEN_THOUSAND: Mapping[str, str] = {"yes": "10.000 mensen of meer"}
FREQUENCY: Mapping[str, str] = {
    "continuous": "voortdurend",
    "more-than-monthly": "vaker dan elke maand",
    "monthly": "elke maand",
    "yearly": "elk jaar",
    "irregular": "onregelmatig",
    "once": "één keer",
}
RETENTION: Mapping[str, str] = {
    "years": "meer dan een jaar",
    "year": "een jaar",
    "under-month": "korter dan een maand",
    "under-week": "korter dan een week",
    "under-day": "korter dan een dag",
}
TRANSFER: Mapping[str, str] = {
    "transfer": "doorgifte",
    "storage-outside-eea": "opslag buiten de EER",
    "support-outside-eea": "ondersteuning van buiten de EER",
    "special": "ook bijzondere gegevens",
}
PLACE: Mapping[str, str] = {
    "inside-eea": "binnen de Europese Economische Ruimte (EER)",
    "outside-eea": "buiten de Europese Economische Ruimte (EER)",
}
MECHANISM: Mapping[str, str] = {
    "adequacy": "adequaatheidsbesluit",
    "scc": "standaardcontractbepalingen",
    "bcr": "bindende bedrijfsvoorschriften",
    "certification": "goedgekeurde certificering",
    "code-of-conduct": "goedgekeurde gedragscode",
    "instrument": "juridisch bindend instrument tussen overheden",
    "article-49": "uitzondering van AVG artikel 49",
    "other": "een andere weg",
}
AP_LIST: Mapping[str, str] = {
    "biometric": "biometrische gegevens",
    "camera": "cameratoezicht",
    "communication": "communicatiegegevens",
    "worker-monitoring": "controle van werknemers",
    "credit-scores": "kredietscores",
    "financial-situation": "financiële situatie",
    "flexible-camera": "flexibel cameratoezicht",
    "fraud-control": "fraudebestrijding",
    "genetic": "erfelijke gegevens",
    "health": "gezondheid",
    "covert-research": "heimelijk onderzoek",
    "internet-of-things": "apparaten op internet (internet of things)",
    "profiling": "profielen maken",
    "behaviour": "gedrag volgen en beïnvloeden",
    "location": "locatiegegevens",
    "cooperation": "gegevens delen in samenwerkingsverbanden",
    "blacklists": "zwarte lijsten",
}
EDPB_LIST: Mapping[str, str] = {
    "sensitive-data": "bijzondere of zeer gevoelige gegevens",
    "blocks-service": "iemand kan een dienst, recht of contract mislopen",
    "automated-decisions": "geautomatiseerde besluiten",
    "new-technology": "nieuwe technologie",
    "large-scale": "op grote schaal",
    "combining": "gegevens uit verschillende bronnen combineren",
    "evaluation": "mensen beoordelen of een score geven",
    "monitoring": "mensen stelselmatig en op grote schaal volgen",
    "vulnerable-people": "gegevens over kwetsbare mensen",
}
BASE_REGISTERS: Mapping[str, str] = {
    "BGT": "Grootschalige Topografie (BGT)",
    "BRI": "Inkomen (BRI)",
    "BRK": "Kadaster (BRK)",
    "BRO": "Ondergrond (BRO)",
    "BRP": "Personen (BRP)",
    "BRT": "Topografie (BRT)",
    "BRV": "Voertuigen (BRV)",
    "WOZ": "Waarde Onroerende Zaken (WOZ)",
    "HR": "Handelsregister (HR)",
    "BAG": "Adressen en Gebouwen (BAG)",
}
DIGITAL_SERVICE: Mapping[str, str] = {
    "for-minors": "een digitale dienst voor mensen jonger dan 18 jaar",
    "perhaps-minors": "een digitale dienst die mensen jonger dan 18 jaar kunnen gebruiken",
    "adults-only": "een digitale dienst die aantoonbaar alleen volwassenen gebruiken",
}
