# De woorden van het bureau in het Nederlands. Elke sleutel staat ook in de.ftl en en.ftl,
# met dezelfde variabelen. $n is altijd een aantal.

## Rond elke bladzijde
skip = Naar de inhoud
nav-main = Hoofdmenu
nav-languages = Taal
nav-today = Vandaag
nav-signals = Signalen
nav-agenda = Agenda
nav-dossiers = Dossiers
nav-networks = Netwerken
nav-search = Zoeken
nav-sources = Bronnen
nav-help = Uitleg
nav-waiting = om over te beslissen
search-hint = Zoek in alle stukken
search-hint-count = Zoek in { $n ->
    [one] { $n } stuk
   *[other] { $n } stukken
  }
demo-day = De klok van deze demonstratie staat stil op
foot = Noaber leest openbare bronnen. De kans bij een signaal is een schatting; het oordeel is aan u.
sign-in = Aanmelden
sign-in-help = Dit bureau is alleen open voor wie de sleutel heeft. De beheerder van uw regio kan u die geven.
sign-in-key = Sleutel
sign-in-wrong = Deze sleutel klopt niet. Controleer hem en probeer het nog eens.
sign-out = Afmelden
never = nog nooit
example = Voorbeeld

## Afstand in dagen
relative-today = vandaag
relative-tomorrow = morgen
relative-yesterday = gisteren
relative-ahead = over { $n } dagen
relative-ago = { $n } dagen geleden

## Vandaag
today-read = { $n ->
    [one] { $n } stuk gelezen
   *[other] { $n } stukken gelezen
  }
today-since = sinds { $since }, uit { $n ->
    [one] { $n } bron.
   *[other] { $n } bronnen.
  }
today-sources = uit { $n ->
    [one] { $n } bron.
   *[other] { $n } bronnen.
  }
today-touched = { $n ->
    [0] Niets wacht op u.
    [one] Eén signaal raakt { $region } en wacht op u.
   *[other] { $n } signalen raken { $region } en wachten op u.
  }
today-behind = { $n ->
    [one] Er is nog { $n } stuk dat niet met de dossiers is vergeleken.
   *[other] Er zijn nog { $n } stukken die niet met de dossiers zijn vergeleken.
  }
today-tier-empty = Niets. Alles is hier beoordeeld.
today-more = { $n ->
    [one] Nog { $n } signaal bekijken
   *[other] Nog { $n } signalen bekijken
  }
today-rail = Overzicht
today-coming = Komende 14 dagen
today-coming-empty = De komende twee weken staat er niets in de agenda’s.
today-moving = In beweging
today-moving-empty = Geen dossier kreeg de laatste acht weken een signaal.
today-moving-help = Signalen per week; het verschil is dat van de laatste vier weken met de vier ervoor.
today-moved = van { $before } naar { $after } signalen in vier weken
today-silent = Stilte verklaard
today-in-time = { $n ->
    [one] { $n } bron is op tijd.
   *[other] { $n } bronnen zijn op tijd.
  }
today-unread = { $n ->
    [one] { $n } bron is nog nooit gelezen.
   *[other] { $n } bronnen zijn nog nooit gelezen.
  }
today-to-sources = Alle bronnen
source-is-silent = zwijgt { $n ->
    [one] { $n } dag
   *[other] { $n } dagen
  } (verwacht: hoogstens { $expected }).
source-is-late = is niet op tijd gelezen.
source-is-failing = geeft een fout.

## Lagen, richting, oordeel
tier-decide = Beslissen
tier-decide-hint = vraagt een standpunt of een besluit
tier-act = Handelen
tier-act-hint = deze week iets doen
tier-know = Weten
tier-know-hint = ter informatie
bearing-opportunity = Kans
bearing-threat = Bedreiging
bearing-neutral = Neutraal
verdict-act = Oppakken
verdict-watch = Volgen
verdict-dismiss = Niet voor ons
judged-act = Opgepakt
judged-watch = Gevolgd
judged-dismiss = Niet voor ons
judged-undone = Weer open
standing-open = Nog open
undo = Ongedaan maken

## Kaart van een signaal
card-position = Standpunt
card-carriers = Wie draagt het
card-why = Waarom:
card-chance = kans
card-chance-title = De geschatte kans dat u dit wilt zien
card-because = om de woorden:
card-add-why = Zeg erbij waarom
card-why-label = Waarom (komt in de geschiedenis)

## Redenen
reason-title-hit = in de titel: { $words }
reason-body-hit = in de tekst: { $words }
reason-phrase = letterlijk: { $words }
reason-terms = meer woorden samen: { $words }
reason-rare-term = zeldzaam woord: { $words }
reason-region-named = noemt { $words }
reason-committee = commissie { $words }
reason-kind = soort stuk: { $words }
reason-deadline = termijn: { $words }
reason-country = komt uit: { $words }
reason-money = er is geld bij: { $words }
reason-border = gaat over de grens: { $words }
reason-closeness = lijkt in betekenis op het dossier

## Signalen en filters
signals-list = Lijst van signalen
signals-count = { $n ->
    [0] Geen signalen
    [one] { $n } signaal
   *[other] { $n } signalen
  }
signals-empty = Er zijn nog geen signalen. Zodra er stukken gelezen en vergeleken zijn, staan ze hier.
signals-empty-filtered = Geen signaal past bij deze keuze.
filter-all = Alle
filter-show = Toon
filter-clear = Wis de keuze
filter-tier = Laag
filter-bearing = Richting
filter-dossier = Dossier
filter-country = Arena
filter-language = Taal
filter-standing = Oordeel
filter-order = Volgorde
filter-kind = Soort stuk
filter-source = Bron
filter-from = Vanaf
filter-to = Tot en met
order-newest = Nieuwste eerst
order-best = Beste eerst
order-deadline = Eerste termijn eerst
pager = Bladzijde { $at } van { $n }
pager-at = Bladzijde { $n }
pager-label = Bladzijden
pager-before = Vorige
pager-after = Volgende
country-nl = Nederland
country-de = Duitsland
country-eu = Europese Unie
language-nl = Nederlands
language-de = Duits
language-en = Engels
language-any = Elke taal

## Soorten stukken
kind-motion = motie
kind-amendment = amendement
kind-letter = brief
kind-question = Kamervragen
kind-answer = antwoord
kind-bill = wetsvoorstel
kind-proposal = voorstel
kind-report = rapport
kind-debate = debat
kind-meeting = bijeenkomst
kind-vote = stemming
kind-commitment = toezegging
kind-call = oproep
kind-consultation = consultatie
kind-law = besluit of wet
kind-record = verslag
kind-news = nieuws
kind-annex = bijlage
kind-other = overig
date-deadline = Sluit
date-event = Vergadering
date-vote = Stemming
date-opening = Opent

## Een stuk
item-open = Naar de bron
item-gone = Ingetrokken door de bron
item-gone-help = Wat wij lazen, blijft hier staan.
item-signals = Waarom dit hier staat
item-no-signal = Dit stuk raakt geen dossier.
item-named = Genoemd
item-shares = Alle redenen en hun aandeel
item-text = Tekst
item-no-text = De bron gaf geen tekst; lees het stuk bij de bron.
item-facts = Gegevens
item-versions = Versies
item-version = versie { $n }
item-version-same = Aan titel, gegevens en tekst veranderde niets.
field-kind = Soort
field-title = Titel
field-number = Nummer
field-published = Verschenen
field-dates = Data
field-committee = Commissie
field-actors = Wie
field-file = Zaak
field-topics = Onderwerpen
field-arrived = Gelezen
field-body = Tekst
history = Geschiedenis
history-empty = Er is nog niets veranderd.
who-adviser = adviseur
who-noaber = Noaber
change-signal-act = opgepakt
change-signal-watch = gevolgd
change-signal-dismiss = afgewezen: niet voor ons
change-signal-undone = oordeel ingetrokken
change-dossier-added = dossier toegevoegd
change-dossier-changed = dossier gewijzigd
change-dossier-removed = dossier verwijderd
score-words-only = Noaber vergelijkt nu alleen woorden: de woorden van een dossier met die van een stuk, elk in de eigen taal. Wat hetzelfde betekent in heel andere woorden, ziet het niet.

## Dossiers
dossiers-lead = Waar de regio voor pleit, het zwaarste eerst.
dossiers-empty = De regio heeft nog geen dossiers.
dossier-priority = prioriteit { $n } van 5
dossier-priority-head = Prioriteit
dossier-open = Open signalen
dossier-signals = Alle signalen
dossier-moved = { $n ->
    [one] { $n } signaal verschil met de vier weken ervoor
   *[other] { $n } signalen verschil met de vier weken ervoor
  }
dossier-parts = Onderdelen van dit dossier
dossier-ask = Wat wij vragen
dossier-position = Standpunt
dossier-lead = Trekker
dossier-why = Waarom deze regio
dossier-why-empty = Er zijn nog geen argumenten.
lanes-head = Drie sporen, één tijdlijn
lanes-help = Elke stip is een stuk of een datum; open stippen liggen nog voor ons. De streeplijn is vandaag.
lanes-told = Stukken en data: { $eu } in Brussel, { $nl } in Den Haag, { $de } in Berlijn.
lane-eu = Brussel
lane-nl = Den Haag
lane-de = Berlijn
dossier-carriers = Wie draagt het verder
dossier-no-signals = Nog geen signalen voor dit dossier.
dossier-all-signals = Alle signalen van dit dossier
dossier-queries = Waar het naar luistert
dossier-queries-help = Met deze zoekvragen wordt elk nieuw stuk vergeleken.
dossier-no-queries = Dit dossier luistert nog nergens naar.
dossier-rail = Afspraken en geld
dossier-agreements = Afspraken
dossier-programmes = Wie kan betalen
mandate-pack = ✓ Mag gezegd worden
mandate-pack-help = Standpunt en vraag staan zo in de stukken van de regio.
mandate-example = Nog niet zeggen
mandate-example-help = Standpunt en vraag zijn hier een voorbeeld; de regio heeft ze niet vastgesteld.
mandate-none = Nog geen standpunt
mandate-none-help = De regio volgt dit, maar vraagt nog niets.

## Zoeken
search-words = Woorden
search-help = Woorden zonder meer zoeken stukken waarin ze samen staan. "Tussen aanhalingstekens" zoekt letterlijk, grens* vindt alles wat zo begint, en OR, NOT en haakjes werken ook.
search-count = { $n ->
    [0] Niets gevonden
    [one] { $n } stuk gevonden
   *[other] { $n } stukken gevonden
  }
search-count-more = Meer dan { $n } stukken gevonden
search-understood = Gelezen als
search-results = Gevonden stukken
search-touches = Raakt
search-empty = Niets gevonden. Probeer minder woorden of een ruimere keuze.
search-nothing-asked = Typ een of meer woorden om te zoeken in alles wat gelezen is.

## Bronnen
sources-told = { $n ->
    [one] { $n } bron, waarvan { $fine } op tijd.
   *[other] { $n } bronnen, waarvan { $fine } op tijd.
  }
sources-empty = De regio heeft nog geen bronnen.
health-fine = Op tijd
health-silent = Zwijgt
health-late = Niet op tijd gelezen
health-failing = Geeft een fout
health-unread = Nog niet gelezen
health-off = Uitgezet
source-items = Stukken
source-succeeded = Laatst gelukt
source-newest = Laatst iets nieuws
source-newest-published = Nieuwste stuk van
source-lag = Gewone achterstand
source-lag-days = { $n ->
    [one] { $n } dag
   *[other] { $n } dagen
  }
source-silent-after = Heet stil na
source-rejected = Onleesbare stukken
source-failures = Keren achtereen mislukt
source-fault = Wat er misging:
source-address = Adres
source-runs = De laatste keren
run-ok = gelukt
run-failed = mislukt
run-running = bezig of afgebroken
run-told = bladzijden { $pages }, nieuw { $new }, gewijzigd { $changed }, al bekend { $same }, ingetrokken { $gone }, onleesbaar { $rejected }

## Agenda en netwerken
agenda-lead = Van de eigen lijnen naar die van provincie, land en Europa: wat wij doen, dient ook wat anderen willen.
agenda-serves = draagt bij aan
agenda-served = gedragen door
agenda-empty = De regio heeft nog geen agenda.
agenda-loose = Dossiers zonder lijn
networks-lead = Waar de regio aan tafel zit, wie er trekt en welke afspraken gelden.
networks-ladder = Ladder van schalen
networks-memberships = Lidmaatschappen
networks-empty = De regio heeft nog geen netwerken.
networks-agreements = Overeenkomsten
networks-twinnings = Partnersteden
network-members = Lid:
network-forums = Fora
network-lead = trekker
network-seats-head = Zetels
network-seats = { $n ->
    [one] { $n } zetel
   *[other] { $n } zetels
  }
network-seats-of = { $n } van { $of } zetels
network-carries = Kan dragen
network-known-in = Stand van { $year }

## Uitleg
help-day-head = Een dag met Noaber
help-day = Noaber leest parlementen, ministeries en fondsen in Den Haag, Berlijn en Brussel en vergelijkt elk nieuw stuk met de dossiers van de regio. Op Vandaag staat wat u aangaat. Zeg bij elk signaal of u het oppakt, volgt of weglegt; dat kan altijd ongedaan worden gemaakt, en in de geschiedenis blijft staan wie wat deed en waarom.
help-tiers-head = Drie lagen
help-tier-decide = Er komt een debat, een stemming of een sluitingsdatum. De regio moet weten wat zij wil.
help-tier-act = Vers en raak: bel, schrijf of deel het deze week.
help-tier-know = Goed om te weten; u hoeft er niets mee.
help-score-head = Hoe een kans tot stand komt
help-score = Elk signaal krijgt een kans tussen 0 en 100 procent dat u het wilt zien. Die is opgebouwd uit redenen: woorden in titel of tekst, letterlijke woordgroepen, zeldzame woorden, plaatsen uit de regio, het soort stuk, een termijn. Op de bladzijde van een stuk staat van elke reden het aandeel.
help-bearing = Kans, bedreiging of neutraal volgt uit vaste regels. De woorden die de doorslag gaven staan erbij. Klopt het niet, dan geldt uw oordeel.
help-keys-head = Toetsen
help-key-next = Volgend signaal
help-key-previous = Vorig signaal
help-search-head = Zoeken
help-example-head = Voorbeelden
help-example = Wat de merknaam Voorbeeld draagt, is bedacht om te laten zien hoe het werkt. De regio heeft het niet vastgesteld.

## Wat niet kan
error-home = Naar Vandaag
error-search = Zoeken
error-not-found = Dit is er niet
error-not-found-help = De bladzijde bestaat niet, of het stuk hoort niet bij deze regio.
error-method = Zo kan dat niet
error-method-help = Dit adres neemt deze opdracht niet aan. Ga terug en gebruik de knoppen op de bladzijde.
error-forged = Dit formulier is verlopen
error-forged-help = Er is niets veranderd. Open de bladzijde opnieuw en probeer het nog eens.
error-host = Verkeerd adres
error-host-help = Dit bureau is alleen te openen op de machine waarop het draait, als localhost.
error-unreadable = Dit is niet te lezen
error-unreadable-help = Wat uw browser stuurde is onvolledig of te lang. Er is niets veranderd.
error-cannot = Dat kan nu niet
error-no-region = Er is nog geen regio
error-no-region-help = De gegevens van de regio zijn nog niet geladen. De beheerder kan dat doen met noaber region load.
error-fault = Er ging iets mis
error-fault-help = Er is niets verloren. Probeer het nog eens; blijft het misgaan, laat de beheerder dan in het logboek kijken.
refused-same-verdict = Dit oordeel was al gegeven.
refused-nothing-to-undo = Er is geen oordeel om ongedaan te maken.
refused-too-long = De reden is langer dan 1.000 tekens.
