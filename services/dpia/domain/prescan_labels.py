"""The pre-scan's codes in plain Dutch, in the order of the official lists."""

from collections.abc import Mapping

from services.chassis.wording import _

ORDINARY: Mapping[str, str] = {
    "device": _("apparaat en internet"),
    "content": _("inhoud van berichten of bestanden"),
    "demographic": _("leeftijd, geslacht, woonplaats en andere demografie"),
    "diagnostic": _("meetgegevens over het gebruik"),
    "website": _("bezoek aan een website"),
    "helpdesk": _("vragen aan de helpdesk"),
    "logging": _("logboeken"),
    "contact": _("naam en contact"),
    "other": _("andere gewone gegevens"),
}
SPECIAL: Mapping[str, str] = {
    "biometric": _("biometrie om iemand te herkennen"),
    "sexual": _("seksueel gedrag of gerichtheid"),
    "health": _("gezondheid"),
    "genetic": _("erfelijke gegevens"),
    "union": _("lidmaatschap van een vakbond"),
    "political": _("politieke opvatting"),
    "ethnic": _("ras of etnische afkomst"),
    "religious": _("geloof of levensovertuiging"),
}
SENSITIVE: Mapping[str, str] = {
    "browsing": _("surfgedrag"),
    "financial": _("financiële situatie"),
    "fraud-usable": _("gegevens waarmee iemand kan frauderen"),
    "vulnerable-groups": _("gegevens over kwetsbare groepen"),
    "credentials": _("inloggegevens"),
    "communication-location": _("communicatie en locatie"),
    "national-number": _("burgerservicenummer of ander nationaal nummer"),
    "criminal": _("strafrechtelijke gegevens"),
    "stigma": _("gegevens die tot stigma of uitsluiting kunnen leiden"),
}
PEOPLE: Mapping[str, str] = {
    "staff": _("medewerkers en bestuurders"),
    "citizens": _("inwoners"),
    "children": _("kinderen jonger dan 16 jaar"),
    "vulnerable": _("andere kwetsbare groepen"),
    "other": _("een andere groep"),
}
TEN_THOUSAND: Mapping[str, str] = {"yes": _("10.000 mensen of meer")}
FREQUENCY: Mapping[str, str] = {
    "continuous": _("voortdurend"),
    "more-than-monthly": _("vaker dan elke maand"),
    "monthly": _("elke maand"),
    "yearly": _("elk jaar"),
    "irregular": _("onregelmatig"),
    "once": _("één keer"),
}
RETENTION: Mapping[str, str] = {
    "years": _("meer dan een jaar"),
    "year": _("een jaar"),
    "under-month": _("korter dan een maand"),
    "under-week": _("korter dan een week"),
    "under-day": _("korter dan een dag"),
}
TRANSFER: Mapping[str, str] = {
    "transfer": _("doorgifte"),
    "storage-outside-eea": _("opslag buiten de EER"),
    "support-outside-eea": _("ondersteuning van buiten de EER"),
    "special": _("ook bijzondere gegevens"),
}
PLACE: Mapping[str, str] = {
    "inside-eea": _("binnen de Europese Economische Ruimte (EER)"),
    "outside-eea": _("buiten de Europese Economische Ruimte (EER)"),
}
MECHANISM: Mapping[str, str] = {
    "adequacy": _("adequaatheidsbesluit"),
    "scc": _("standaardcontractbepalingen"),
    "bcr": _("bindende bedrijfsvoorschriften"),
    "certification": _("goedgekeurde certificering"),
    "code-of-conduct": _("goedgekeurde gedragscode"),
    "instrument": _("juridisch bindend instrument tussen overheden"),
    "article-49": _("uitzondering van AVG artikel 49"),
    "other": _("een andere weg"),
}
AP_LIST: Mapping[str, str] = {
    "biometric": _("biometrische gegevens"),
    "camera": _("cameratoezicht"),
    "communication": _("communicatiegegevens"),
    "worker-monitoring": _("controle van werknemers"),
    "credit-scores": _("kredietscores"),
    "financial-situation": _("financiële situatie"),
    "flexible-camera": _("flexibel cameratoezicht"),
    "fraud-control": _("fraudebestrijding"),
    "genetic": _("erfelijke gegevens"),
    "health": _("gezondheid"),
    "covert-research": _("heimelijk onderzoek"),
    "internet-of-things": _("apparaten op internet (internet of things)"),
    "profiling": _("profielen maken"),
    "behaviour": _("gedrag volgen en beïnvloeden"),
    "location": _("locatiegegevens"),
    "cooperation": _("gegevens delen in samenwerkingsverbanden"),
    "blacklists": _("zwarte lijsten"),
}
EDPB_LIST: Mapping[str, str] = {
    "sensitive-data": _("bijzondere of zeer gevoelige gegevens"),
    "blocks-service": _("iemand kan een dienst, recht of contract mislopen"),
    "automated-decisions": _("geautomatiseerde besluiten"),
    "new-technology": _("nieuwe technologie"),
    "large-scale": _("op grote schaal"),
    "combining": _("gegevens uit verschillende bronnen combineren"),
    "evaluation": _("mensen beoordelen of een score geven"),
    "monitoring": _("mensen stelselmatig en op grote schaal volgen"),
    "vulnerable-people": _("gegevens over kwetsbare mensen"),
}
BASE_REGISTERS: Mapping[str, str] = {
    "BGT": _("Grootschalige Topografie (BGT)"),
    "BRI": _("Inkomen (BRI)"),
    "BRK": _("Kadaster (BRK)"),
    "BRO": _("Ondergrond (BRO)"),
    "BRP": _("Personen (BRP)"),
    "BRT": _("Topografie (BRT)"),
    "BRV": _("Voertuigen (BRV)"),
    "WOZ": _("Waarde Onroerende Zaken (WOZ)"),
    "HR": _("Handelsregister (HR)"),
    "BAG": _("Adressen en Gebouwen (BAG)"),
}
DIGITAL_SERVICE: Mapping[str, str] = {
    "for-minors": _("een digitale dienst voor mensen jonger dan 18 jaar"),
    "perhaps-minors": _("een digitale dienst die mensen jonger dan 18 jaar kunnen gebruiken"),
    "adults-only": _("een digitale dienst die aantoonbaar alleen volwassenen gebruiken"),
}
