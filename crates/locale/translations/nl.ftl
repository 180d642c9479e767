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
foot = Noaber leest openbare bronnen. Het percentage bij een signaal is een schatting; het oordeel is aan u.
foot-keys = Sneltoetsen aan- of uitzetten
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
today-since = sinds { $since }, uit { $sources }.
today-sources = uit { $sources }.
today-recorded = in de opnamen, uit { $sources }.
today-from-all = { $n ->
    [one] { $n } bron
   *[other] { $n } bronnen
  }
today-from = { $read } van { $n ->
    [one] { $n } bron
   *[other] { $n } bronnen
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
today-tier-empty = Niets: hier is alles al beoordeeld.
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
today-silent = Wat we niet horen, en waarom
today-in-time = { $n ->
    [one] { $n } bron is op tijd.
   *[other] { $n } bronnen zijn op tijd.
  }
today-to-sources = Alle bronnen
source-is-silent = zwijgt { $n ->
    [one] { $n } dag
   *[other] { $n } dagen
  } (verwacht: hoogstens { $expected }).
source-is-late = is niet op tijd gelezen.
source-is-failing = geeft een fout.
source-is-blocked = weert ons met een controlepagina.
source-is-changed = stuurt iets in een andere vorm dan voorheen.

## Lagen, richting, oordeel
tier-decide = Beslissen
tier-decide-hint = vraagt een standpunt of een besluit
tier-act = Handelen
tier-act-hint = deze week iets doen
tier-know = Ter informatie
tier-know-hint = goed om te weten
bearing-opportunity = Kans
bearing-threat = Bedreiging
bearing-neutral = Neutraal
verdict-act = Oppakken
verdict-watch = Volgen
verdict-dismiss = Niet voor ons
judged-act = Opgepakt
judged-watch = Wordt gevolgd
judged-dismiss = Niet voor ons
judged-undone = Weer open
judged-learns = De andere signalen van dit dossier worden opnieuw gewogen.
standing-open = Nog open
undo = Ongedaan maken

## Kaart van een signaal
card-position = Standpunt
card-carriers = Mogelijke medestanders
card-why = Waarom:
card-chance = past
card-chance-title = Hoe waarschijnlijk het is, naar schatting, dat u dit wilt zien
card-learned-up = +{ $by } door uw oordelen
card-learned-down = −{ $by } door uw oordelen
card-because = vanwege:
card-archived = uit het archief
card-add-why = Zeg erbij waarom
card-why-label = Waarom (komt in de geschiedenis)

## Redenen
reason-title-hit = in de titel: { $words }
reason-body-hit = in de tekst: { $words }
reason-phrase = letterlijk: { $words }
reason-terms = meerdere woorden samen: { $words }
reason-rare-term = zeldzaam woord: { $words }
reason-region-named = noemt { $words }
reason-committee = commissie { $words }
reason-kind = soort stuk: { $words }
reason-deadline = termijn: { $words }
reason-country = komt uit: { $words }
reason-money = er is geld bij: { $words }
reason-border = gaat over de grens: { $words }
reason-closeness = lijkt in betekenis op het dossier
reason-meaning = er staat geen woord van u in; de betekenis ligt dicht bij uw dossier
reason-meaning-very = er staat geen woord van u in; de betekenis ligt heel dicht bij uw dossier
reason-about = woorden uit de omschrijving: { $words }
reason-elsewhere = gaat over een andere streek: { $words }
reason-learned = eerdere oordelen: { $words }
feature-start = elk stuk voor dit dossier
feature-title-words = woorden in de titel
feature-text-words = woorden in de tekst
feature-title-term = hele zoektermen in de titel
feature-rare-title = zeldzame woorden in de titel
feature-terms = hoeveel zoektermen er voorkomen
feature-title-parts = delen van samengestelde woorden in de titel
feature-covered = hoe volledig een zoekterm voorkomt
feature-covered-title = hoe volledig een zoekterm in de titel staat
feature-core-title = kernwoorden van het dossier in de titel
feature-focus = hoeveel van de titel erover gaat
feature-about-title = woorden uit de omschrijving in de titel
feature-about-text = woorden uit de omschrijving in de tekst
feature-region-title = een naam uit de regio in de titel
feature-region-named = een naam uit de regio
feature-border = gaat over onze grens
feature-elsewhere-title = een andere streek in de titel
feature-elsewhere = een andere streek
feature-kind-motion = motie
feature-kind-single = vraag van één Kamerlid
feature-kind-paper = soort stuk
feature-kind-course = stuk over de gang van zaken
feature-kind-union = stuk van of over de Europese Unie
feature-deadline = een termijn die nadert
feature-money = er is geld bij
feature-committee = woorden uit de naam van de commissie
feature-closeness = lijkt in betekenis op het dossier
feature-closeness-border = lijkt in betekenis op het dossier en noemt onze grens in de titel
feature-closeness-union = lijkt in betekenis op het dossier, in een stuk van of over de Europese Unie

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
order-deadline = Vroegste termijn eerst
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
date-promised = Uiterlijk
date-closed = Gesloten

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
item-text-taken-down = De tekst van dit stuk is verwijderd.
item-facts = Gegevens
item-versions = Versies
item-version = versie { $n }
item-version-same = Aan titel, gegevens en tekst veranderde niets.
changed-since-seen = Gewijzigd op { $day }, nadat het hier is bekeken:
changed-lately = Gewijzigd op { $day }:
card-also = ook bij { $sources }
item-taken-down = Verwijderd
item-taken-down-help = De tekst is verwijderd en wordt hier niet meer bewaard. Wie dat deed en waarom, staat hieronder in de geschiedenis.
item-origins = Bronnen van dit stuk
item-origin-gone = daar ingetrokken
altered-date-moved = Verplaatst: { $from } → { $to }
altered-deadline-moved = Termijn verschoven: { $from } → { $to }
altered-date-set = Nieuwe datum: { $date }
altered-deadline-set = Nieuwe termijn: { $date }
altered-date-dropped = Niet meer aangekondigd: { $date }
altered-cancelled = Vervallen
off-cancelled = Vervallen
off-withdrawn = Ingetrokken
altered-reopened = Weer open
altered-state = Stand van zaken: { $state }
altered-title = De titel is gewijzigd
altered-text-came = De tekst is beschikbaar gekomen
altered-text = Tekst gewijzigd: { $gone ->
    [one] { $gone } woord geschrapt
   *[other] { $gone } woorden geschrapt
  }, { $came ->
    [one] { $came } woord toegevoegd
   *[other] { $came } woorden toegevoegd
  }
altered-committee = Een andere commissie is aan zet
altered-new-actor = Nieuw betrokken: { $actor }
altered-file = Bij een ander dossier gevoegd
altered-published = De publicatiedatum is gewijzigd
altered-number = Het nummer is gewijzigd
altered-links = De verwijzingen naar andere stukken zijn gewijzigd
change-items-joined = herkend als hetzelfde stuk uit een andere bron
change-signals-joined = twee signalen van één stuk samengevoegd
change-item-taken-down = verwijderd
change-take-down-lifted = mag weer worden gelezen
field-kind = Soort
field-title = Titel
field-number = Nummer
field-published = Verschenen
field-dates = Data
field-committee = Commissie
field-actors = Betrokkenen
field-file = Zaak
field-topics = Onderwerpen
field-arrived = Gelezen
field-body = Tekst
history = Geschiedenis
history-empty = Er is nog niets veranderd.
who-adviser = adviseur
who-noaber = Noaber
who-command-line = opdrachtregel
who-demo = demonstratie
change-signal-act = opgepakt
change-signal-watch = gevolgd
change-signal-dismiss = afgewezen: niet voor ons
change-signal-undone = oordeel ingetrokken
change-dossier-added = dossier toegevoegd
change-dossier-changed = dossier gewijzigd
change-dossier-removed = dossier verwijderd
change-learning-aside = oordelen tellen niet meer mee
change-learning-counts = oordelen tellen weer mee
score-words-only = Noaber vergelijkt nu alleen woorden: de woorden van een dossier met die van een stuk, elk in de eigen taal. Wat hetzelfde betekent in heel andere woorden, ziet het niet.

## Dossiers
dossiers-lead = Waar de regio voor pleit, het belangrijkste eerst.
dossiers-empty = De regio heeft nog geen dossiers.
dossier-priority = prioriteit { $n } van 5
dossier-priority-head = Prioriteit
dossier-open = Open signalen
dossier-signals = Alle signalen
dossier-moved = { $n ->
    [one] { $n } signaal ten opzichte van de vier weken ervoor
   *[other] { $n } signalen ten opzichte van de vier weken ervoor
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
dossier-carriers = Mogelijke medestanders
dossier-no-signals = Nog geen signalen voor dit dossier.
dossier-all-signals = Alle signalen van dit dossier
dossier-queries = Waarnaar wordt gezocht
dossier-queries-help = Elk nieuw stuk wordt met deze zoekvragen vergeleken.
dossier-no-queries = Voor dit dossier wordt nog nergens naar gezocht.
dossier-rail = Afspraken en geld
dossier-agreements = Afspraken
dossier-programmes = Wie kan betalen
mandate-pack = ✓ Mag gezegd worden
mandate-pack-help = Standpunt en vraag staan zo in de stukken van de regio.
mandate-example = Nog niet zeggen
mandate-example-help = Standpunt en vraag zijn hier een voorbeeld; de regio heeft ze niet vastgesteld.
mandate-none = Nog geen standpunt
mandate-none-help = De regio volgt dit, maar vraagt nog niets.

## Waar een dossier naar luistert
dossier-new = Nieuw dossier
dossier-listen = Wijzig waarnaar wordt gezocht
listen-help = Elk nieuw stuk wordt met deze woorden vergeleken: de Nederlandse met stukken in het Nederlands, de Duitse met Duitse, de Engelse met Engelse. Zet op elke regel een woord of een groep woorden; één regel die past is genoeg. Ernaast staat wat u ermee vindt, voordat u opslaat.
listen-field = Woorden
listen-save = Opslaan
listen-saved = Opgeslagen: { $languages }. Nieuwe stukken worden er meteen mee vergeleken.
listen-saved-none = Er was niets gewijzigd.
listen-out = Er wordt niet meer gezocht in: { $languages }.
listen-emptied = Dit veld is leeg. Na opslaan zoekt het dossier niet meer in deze taal. Wat u hebt beoordeeld, blijft staan; schrijf de zoekvraag opnieuw om dit terug te draaien.
listen-silent = Dit dossier zoekt nu nergens naar. Schrijf in ten minste één taal een zoekvraag om nieuwe signalen te krijgen.
listen-always = Toon letterlijke treffers altijd
listen-always-help = Wat met deze zoekvraag wordt gevonden, blijft zichtbaar, hoe laag de score ook is.
listen-unsaved = Nog niet opgeslagen
listen-kept = Wat u typte, staat hieronder; wat was opgeslagen, blijft gelden.
listen-signs = Tekens die u kunt gebruiken
listen-others = Zoekt ook met
listen-others-help = Deze zoekvragen komen uit de gegevens van de regio en zijn hier niet te wijzigen.
sign-word = het woord, ook verbogen en in samenstellingen
sign-phrase = deze woorden naast elkaar, in deze volgorde
sign-star = alles wat zo begint
sign-and = beide woorden, ergens in hetzelfde stuk
sign-or = een van beide
sign-not = wel het eerste, niet het tweede
sign-near = hoogstens vijf woorden uit elkaar
sign-field = alleen in de titel; zo ook actor, committee, country, source en kind
sign-exact = letterlijk zo, met deze hoofdletters
sign-weight = telt dubbel
preview-show = Toon wat dit vindt
preview-nothing = Typ een of meer woorden; hier verschijnt wat u ermee vindt.
preview-week = laatste 7 dagen
preview-year = laatste 12 maanden
preview-all = in alles
preview-more-than = meer dan { $n }
preview-unknown = onbekend
preview-flood = { $n ->
    [one] Dit vindt gemiddeld { $n } stuk per week.
   *[other] Dit vindt gemiddeld { $n } stukken per week: meer dan een mens kan lezen. Voeg een woord toe dat er ook in moet staan, of kies een preciezer woord.
  }
preview-never = Nooit gevonden:
preview-never-once = nooit gevonden
preview-terms = Treffers per woord
preview-term = Woord
preview-related = Ook zoeken op
preview-related-help = Een klik zet het woord erbij, bij een woord uit een andere taal in de zoekvraag van die taal. Het getal is het aantal stukken waarin het staat; opslaan doet u zelf.
preview-lost = Valt weg
preview-gained = Komt erbij
preview-kept = Blijft gevonden
preview-newest = Nieuwste vondsten
preview-empty = Geen enkel stuk past hierbij. Nieuwe stukken worden er na het opslaan wel mee vergeleken.
related-add = Zet erbij:
related-form = Vindt u al: andere vormen
related-compound = Samenstellingen en hun delen
related-spelling = Andere schrijfwijzen
related-beside = Staat vaak in dezelfde stukken
related-meaning = Verwant in betekenis
related-language = In andere talen
related-items = { $n ->
    [one] { $n } stuk
   *[other] { $n } stukken
    }
related-items-more = meer dan { $n } stukken
related-add-other = Zet in de zoekvraag in het { $language }:
related-counting = De woorden van het archief worden geteld. Verwante woorden verschijnen hier vanzelf.
related-without-model = Woorden die verwant zijn in betekenis en woorden in andere talen zijn er alleen met het betekenismodel; dat is hier niet geplaatst.
related-being-read = De woorden worden nog op betekenis gelezen; over een minuut zijn er meer.
query-fault-place = De plaats van de fout
query-fault-suggestion = Bedoelde u:
query-fault-empty = Er staat nog geen woord.
query-fault-too-long = Dit is te lang: een zoekvraag heeft hoogstens 10.000 tekens.
query-fault-too-deep = Er staan te veel haakjes binnen haakjes.
query-fault-too-many-terms = Dit zijn te veel woorden: hoogstens 500.
query-fault-unexpected = Dit kan hier niet staan.
query-fault-unclosed = Een haakje is niet gesloten of niet geopend.
query-fault-quote = Een aanhalingsteken is niet gesloten.
query-fault-no-word = Hier staat een teken waar een woord hoort.
query-fault-wildcard = Een sterretje hoort aan het eind van een woord van minstens twee letters.
query-fault-unknown-field = Dit veld of deze taal bestaat niet.
query-fault-unknown-value = Deze soort stukken of dit land bestaat niet.
query-fault-weight = Een gewicht is een getal van 0,1 tot 10.
query-fault-distance = Een afstand is een getal van 1 tot 100.
query-fault-only-not = Zeg ook wat er wél in moet staan.
query-fault-misplaced = Deze twee gaan niet samen.
query-fault-operator = Verbindingswoorden zijn Engels: AND, OR, NOT en NEAR.
backfill-head = Het verleden wordt doorzocht.
backfill-help = U kunt gewoon verder werken.
backfill-waits = begint zo
backfill-at = { $done } van { $total } stukken
backfill-look = Kijk hoe ver het is
backfill-done = Het verleden is doorzocht.
backfill-to-dossier = Naar de signalen van dit dossier
learned-head = Wat u bewaarde en wegdeed, telt mee
learned-short = Wat is geleerd
learned-help = Uw oordelen verschuiven hoe zwaar de kenmerken van een stuk tellen, alleen voor dit dossier en binnen vaste grenzen. Trekt u een oordeel in, dan is ook de verschuiving weg.
learned-heard = { $n ->
    [one] { $n } oordeel gehoord
   *[other] { $n } oordelen gehoord
  }
learned-act = { $n } opgepakt
learned-watch = { $n } gevolgd
learned-dismiss = { $n } niet voor ons
learned-since = Door uw oordelen:
learned-rose = { $n ->
    [one] { $n } open signaal hoger
   *[other] { $n } open signalen hoger
  }
learned-fell = { $n } lager
learned-muted = { $n } onder de drempel en niet meer getoond
learned-moves = Kenmerken die voor dit dossier anders tellen
learned-feature = Kenmerk
learned-change = Verschuiving
learned-weight = Gewicht
learned-more = spreekt er meer voor
learned-less = spreekt er minder voor
learned-from-to = { $from } → { $to }
learned-nothing = Zodra u signalen van dit dossier beoordeelt, telt dat mee voor de andere. Hier ziet u dan wat er verschuift.
learned-waits = De signalen worden nu opnieuw gewogen.
learned-aside = De oordelen op dit dossier tellen niet mee; alle signalen hebben de score die ze zonder oordelen zouden hebben.
learned-set-aside = Laat oordelen niet meetellen
learned-take-up = Laat oordelen weer meetellen
new-help = Een onderwerp en twee woorden zijn genoeg om te beginnen. U ziet meteen wat ze vinden; standpunt en argumenten kunnen later.
new-title = Titel
new-about = Waar het over gaat (mag leeg blijven)
new-about-help = Eén of twee gewone zinnen. Ook daarmee worden stukken vergeleken.
new-language = Taal van de woorden
new-words = Woorden waarnaar wordt gezocht
new-words-help = Op elke regel een woord of een groep woorden; één regel die past is genoeg.
new-words-other = Woorden
new-save = Maak dit dossier
new-made = Het dossier is gemaakt; vanaf nu wordt ernaar gezocht.
new-made-listen = Voeg woorden in andere talen toe
mirror-head = In andere talen en landen
mirror-help = Stukken die in betekenis dicht bij dit stuk liggen.
mirror-how = Vergeleken zijn de titel en het begin van de tekst.
mirror-closeness = gelijkenis
mirror-empty = In andere talen en landen is niets gevonden dat hierop lijkt.
mirror-without = Of er elders iets staat wat hetzelfde betekent, is nu niet te zien: het taalmodel is niet geïnstalleerd. De beheerder kan het toevoegen met
mirror-not-read = De betekenis van dit stuk is nog niet gelezen; daarom is er nog niets vergeleken. Gelezen zijn nu { $read } van de { $total } stukken. Noaber leest de rest terwijl het aanstaat. De beheerder kan alles meteen laten lezen met
help-new-head = Een eigen dossier
help-new = Onder Dossiers maakt u met een titel en een paar woorden een nieuw dossier. Voordat u opslaat, ziet u hoe vaak elk woord in de laatste week en het laatste jaar is gevonden, welke stukken erbij komen of wegvallen en welke woorden vaak in dezelfde stukken staan. Na het opslaan worden nieuwe stukken er meteen mee vergeleken; de oude volgen op de achtergrond.
change-interest-added = zoekvraag toegevoegd
change-interest-changed = zoekvraag gewijzigd
change-interest-removed = zoekvraag verwijderd
refused-query = De zoekvraag is niet te lezen; er is niets gewijzigd.
refused-title = Geef het dossier een titel van hoogstens 200 tekens.

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
search-fault = Dit is niet als zoekvraag te lezen; daarom is naar de losse woorden gezocht. Hier ging het mis:
search-results = Gevonden stukken
search-touches = Raakt
search-empty = Niets gevonden. Probeer minder woorden of een ruimere keuze.
search-looked-at = { $n ->
    [one] Bekeken is { $n } stuk
   *[other] Bekeken zijn de nieuwste { $n } stukken waarin deze woorden voorkomen
  }
search-looked-back = { $looked }, terug tot { $day }. Oudere stukken zijn nog niet bekeken.
search-look-on = Zoek verder in oudere stukken
search-nothing-asked = Typ een of meer woorden om te zoeken in alles wat gelezen is.

## Bronnen
sources-told = { $n ->
    [one] { $n } bron, waarvan { $fine } op tijd.
   *[other] { $n } bronnen, waarvan { $fine } op tijd.
  }
sources-unread = { $n ->
    [one] { $n } bron is nog niet gelezen
   *[other] { $n } bronnen zijn nog niet gelezen
  }
sources-off = { $n ->
    [one] { $n } bron staat uit of is niet te horen
   *[other] { $n } bronnen staan uit of zijn niet te horen
  }
sources-empty = De regio heeft nog geen bronnen.
health-fine = Op tijd
health-silent = Zwijgt
health-late = Niet op tijd gelezen
health-failing = Geeft een fout
health-unread = Nog niet gelezen
health-off = Uitgezet
health-blocked = Wordt geweerd
health-changed = Heeft een andere vorm
health-why-fine = Zwijgt de bron na { $day } nog, dan is er iets mis.
health-why-silent = Sinds { $day } niets nieuws; in die tijd komen gewoonlijk { $n } stukken.
health-why-late = Laatst gevraagd op { $day }; dat had eerder moeten gebeuren.
health-why-failing = De laatste keer lezen is mislukt. Wat er al was, blijft; de volgende keer gaat het verder waar het bleef.
health-why-blocked = De bron houdt ons tegen met een controlepagina. Wacht een uur en vraag minder vaak.
health-why-changed = De bron antwoordt, maar in een vorm die dit programma niet kent. Wat er al was, blijft en er wordt niets overgeslagen. Opnieuw proberen helpt niet: kijk of er een nieuwere versie van het programma is, of meld het aan wie het beheert.
health-why-unread = Deze bron is nog nooit gelezen.
health-why-off = Deze bron wordt niet gelezen.
source-arrived = Nieuw in deze tijd
source-asked = Gevraagd en beantwoord
source-asked-told = { $asked } keer gevraagd, { $answered } keer antwoord
source-failed = Laatste fout
source-failed-told = { $when }: { $why }
source-per-day = Op een werkdag gewoonlijk
source-lag-told = helft binnen { $median }, bijna alles binnen { $most } dagen
source-late = De laatkomers
source-pages = Opgevraagde bladzijden
page-told = status { $status }, { $bytes } bytes, stukken { $items }, nummers { $numbers }
proof-since = Geteld vanaf { $day }.
proof-matched = Alles wat binnenkwam, tot nummer { $to }, is vergeleken met alles waar de regio om geeft.
proof-behind = { $n ->
    [one] Eén nummer wacht nog op vergelijken.
   *[other] { $n } nummers wachten nog op vergelijken.
  }
proof-again = Zoekprofielen of de manier van vergelijken zijn veranderd: alles wordt opnieuw vergeleken.
proof-silences = Stiltes
proof-silent = { $source } zwijgt sinds { $since }; er waren ongeveer { $n } stukken te verwachten.
proof-spoke = { $source } zweeg sinds { $since } en sprak weer op { $closed }.
proof-left = { $source } zweeg sinds { $since }; sinds { $closed } wordt er niet meer naar geluisterd.
proof-interests = Elk zoekprofiel: treffers en laatste treffer
proof-interest = Zoekprofiel
proof-hits = Treffers
proof-last-hit = Laatste treffer
proof-bad = onleesbaar
proof-unreadable = { $n ->
    [one] Eén zoekprofiel is onleesbaar en vindt niets.
   *[other] { $n } zoekprofielen zijn onleesbaar en vinden niets.
}
proof-to = Vergeleken tot nummer
proof-failure = Laatst onbruikbaar
proof-letters = Van de { $made } gemaakte berichten heeft de mailserver er { $sent } aangenomen.
proof-letters-failed = { $n ->
    [one] Eén bericht is opgegeven: het is niet aangekomen.
   *[other] { $n } berichten zijn opgegeven: ze zijn niet aangekomen.
}
proof-letters-wait = { $n ->
    [one] Eén bericht wacht sinds { $since }; volgende poging { $next }.
   *[other] { $n } berichten wachten, het oudste sinds { $since }; volgende poging { $next }.
}
proof-letters-answer = De laatste poging eindigde met:
proof-letters-more = Alle berichten
source-items = Stukken
source-succeeded = Laatst goed gelezen
source-newest = Laatst iets nieuws
source-newest-published = Nieuwste stuk van
source-lag = Gewone achterstand
source-lag-days = { $n ->
    [one] { $n } dag
   *[other] { $n } dagen
  }
source-silent-after = Geldt als stil na
source-silent-days = { $n ->
    [one] { $n } dag
   *[other] { $n } dagen
  }
source-rejected = Onleesbare stukken
source-failures = Keren achtereen mislukt
source-fault = Wat er misging:
source-address = Adres
source-kind-tweede_kamer = Gegevensmagazijn van de Tweede Kamer
source-kind-kst = Officiële publicaties: Kamerstukken
source-kind-dip = Bundestag en Bundesrat (DIP)
source-kind-sedia = Europese subsidieoproepen
source-kind-cellar = EUR-Lex: Europese voorstellen en wetgeving
source-kind-europarl = Europees Parlement
source-kind-have_your_say = Raadplegingen van de Europese Commissie
source-kind-parlamentsspiegel = Duitse deelstaatparlementen
source-kind-tk_syncfeed = Tweede Kamer: alle stukken, als doorlopende feed
source-kind-vlos = Verslagen van debatten in de Tweede Kamer
source-kind-feed = Nieuwsfeed
source-kind-jsonl = Uitwisselbestand
source-kind-koop_sru = Officiële publicaties: Staatscourant, provincie- en gemeentebladen
source-kind-open_besluitvorming = Open Besluitvorming: raden, Staten en waterschappen
source-kind-notubiz = Raadsinformatie (Notubiz)
source-kind-gemeente_oplossingen = Raadsinformatie (GemeenteOplossingen)
source-kind-ics = Agenda (iCalendar)
source-kind-maildrop = Postmap met nieuwsbrieven
source-runs = De laatste leesbeurten
run-ok = gelukt
run-failed = mislukt
run-blocked = geweerd
run-changed = andere vorm
run-running = bezig of afgebroken
run-told = bladzijden { $pages }, nieuw { $new }, gewijzigd { $changed }, al bekend { $same }, ingetrokken { $gone }, onleesbaar { $rejected }

## Agenda en netwerken
agenda-lead = Van de eigen lijnen naar die van provincie, land en Europa: wat wij doen, dient ook wat anderen willen.
agenda-serves = draagt bij aan
agenda-served = gedragen door
agenda-empty = De regio heeft nog geen agenda.
agenda-loose = Dossiers zonder lijn
networks-lead = Waar de regio aan tafel zit, wie er trekt en welke afspraken gelden.
networks-ladder = Schalen, van gemeente tot Europa
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
network-carries = Kan meedoen bij
network-known-in = Stand van { $year }

## Uitleg
help-day-head = Een dag met Noaber
help-day = Noaber leest parlementen, ministeries en fondsen in Den Haag, Berlijn en Brussel en vergelijkt elk nieuw stuk met de dossiers van de regio. Op Vandaag staat wat u aangaat. Zeg bij elk signaal of u het oppakt, volgt of weglegt; dat kan altijd ongedaan worden gemaakt, en in de geschiedenis blijft staan wie wat deed en waarom.
help-tiers-head = Drie lagen
help-tier-decide = Er komt een debat, een stemming of een sluitingsdatum. De regio moet weten wat zij wil.
help-tier-act = Nieuw en ter zake: bel, schrijf of deel het deze week.
help-tier-know = Goed om te weten; u hoeft er niets mee te doen.
help-score-head = Hoe het percentage tot stand komt
help-score = Bij elk signaal staat voor hoeveel procent het past: hoe waarschijnlijk het is dat u het wilt zien. Dat getal is opgebouwd uit redenen: woorden in titel of tekst, letterlijke woordgroepen, zeldzame woorden, plaatsen uit de regio, het soort stuk, een termijn. Op de bladzijde van een stuk staat van elke reden het aandeel.
help-bearing = Of iets een kans, een bedreiging of neutraal is, volgt uit vaste regels. De woorden die de doorslag gaven, staan erbij. Klopt het niet, dan geldt uw oordeel.
help-keys-head = Toetsen
help-keys = Vanaf het toetsenbord gaat het snel. Na d staat de cursor in het veld voor de reden; met Enter legt u het signaal weg, met of zonder reden. Een tweede d zonder meer doet dat ook.
help-keys-on = Sneltoetsen van één teken gebruiken
help-key-next = Volgend signaal
help-key-previous = Vorig signaal
help-search-head = Zoeken
help-example-head = Voorbeelden
help-example = Wat het label Voorbeeld draagt, is bedacht om te laten zien hoe het werkt. De regio heeft het niet vastgesteld.

## Wat niet kan
error-home = Naar Vandaag
error-search = Zoeken
error-not-found = Dit is er niet
error-not-found-help = De bladzijde bestaat niet, of het stuk hoort niet bij deze regio.
error-method = Dit kan zo niet
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
refused-no-reason = Geef een reden op; er is niets gewijzigd.

## Digest, as a letter
mail-gist-quiet = niets nieuws voor u
mail-gist = { $n ->
    [one] één stuk voor u
   *[other] { $n } stukken voor u
  }
mail-gist-decide = { $n } stukken voor u, waarvan { $decide } om over te beslissen
mail-gist-all = { $n ->
    [one] één stuk voor u om over te beslissen
   *[other] { $n } stukken voor u om over te beslissen
  }
mail-gist-due = { $n ->
    [one] één termijn nadert
   *[other] { $n } termijnen naderen
  }
mail-gist-silent = { $n ->
    [one] één bron is stilgevallen
   *[other] { $n } bronnen zijn stilgevallen
  }
mail-gist-speak = { $n ->
    [one] één bron laat weer van zich horen
   *[other] { $n } bronnen laten weer van zich horen
  }
mail-silences = Bronnen die stilvielen of weer van zich laten horen
mail-silence-began = ‘{ $source }’ zwijgt sinds { $since }; in die tijd { $n ->
    [one] was ongeveer één stuk te verwachten
   *[other] waren ongeveer { $n } stukken te verwachten
  }.
mail-silence-never = ‘{ $source }’ heeft nog niets gebracht; er { $n ->
    [one] was ongeveer één stuk te verwachten
   *[other] waren ongeveer { $n } stukken te verwachten
  }.
mail-silence-ended = ‘{ $source }’ zweeg sinds { $since } en laat sinds { $until } weer van zich horen.
mail-silence-first = ‘{ $source }’ liet op { $until } voor het eerst van zich horen.
mail-news-changed = Gewijzigd sinds u het las
mail-news-also = Raakt nu ook een ander dossier
mail-news-withdrawn = Ingetrokken: de bron heeft dit weggehaald
mail-news-removed = Op verzoek verwijderd: er is niets meer van te lezen
mail-removed-title = Een stuk dat u eerder kreeg
mail-change-moved = { $what } verplaatst van { $from } naar { $to }
mail-change-added = nieuwe datum: { $what } { $on }
mail-change-dropped = datum vervallen: { $what } { $on }
mail-change-state = stand: { $state }
mail-change-title = andere titel; eerst: { $old }
mail-change-text = de tekst is gewijzigd
mail-more = Er is meer dan in één bericht past; de rest volgt in het volgende.
mail-ahead = Wat eraan komt
mail-heard-papers = { $n ->
    [one] { $n } stuk gelezen
   *[other] { $n } stukken gelezen
  }
mail-heard-sources = { $n ->
    [one] uit { $n } bron
   *[other] uit { $n } bronnen
  }
mail-heard-none-silent = geen bron is stil
heard-failing = { $n ->
    [one] { $n } bron geeft een fout ({ $names })
   *[other] { $n } bronnen geven een fout ({ $names })
  }
heard-blocked = { $n ->
    [one] { $n } bron weert ons ({ $names })
   *[other] { $n } bronnen weren ons ({ $names })
  }
heard-changed = { $n ->
    [one] { $n } bron antwoordt in een andere vorm dan voorheen ({ $names })
   *[other] { $n } bronnen antwoorden in een andere vorm dan voorheen ({ $names })
  }
heard-late = { $n ->
    [one] { $n } bron is niet op tijd gelezen ({ $names })
   *[other] { $n } bronnen zijn niet op tijd gelezen ({ $names })
  }
heard-unread = { $n ->
    [one] { $n } bron is nog nooit gelezen ({ $names })
   *[other] { $n } bronnen zijn nog nooit gelezen ({ $names })
  }
heard-silent = { $n ->
    [one] { $n } bron is stil ({ $names })
   *[other] { $n } bronnen zijn stil ({ $names })
  }
heard-names = { $names } en nog { $n }
mail-why = U krijgt dit bericht omdat { $reader } op dit overzicht is geabonneerd.
mail-to-desk = Naar het lobbybureau
mail-to-source = Naar de bron
mail-stop = Afmelden
mail-stop-ask = Wilt u dit overzicht niet meer ontvangen, laat het dan weten aan wie het u stuurt.

## Digest, the page
nav-digest = Overzicht per mail
digest-lead = Wie krijgt wat, hoe vaak, en wat er van elk bericht is geworden. Niets wordt overgeslagen: wat niet kon worden bezorgd, staat hieronder.
digest-no-server = Er is geen mailserver ingesteld, dus er gaat niets per mail uit. De beheerder stelt NOABER_SMTP en NOABER_MAIL_FROM in.
digest-readers = Abonnees
digest-readers-empty = Er is nog niemand geabonneerd.
digest-add = Iemand toevoegen
digest-change = Wijzigen
digest-save = Opslaan
digest-name = Naam of functie
digest-address = E-mailadres
digest-purpose = Naam en adres worden alleen gebruikt om dit overzicht te sturen. Bij verwijderen worden ze gewist, ook uit de wachtrij; in de geschiedenis staan ze nooit.
digest-language = Taal
digest-cadence = Hoe vaak
cadence-at-once = zodra er iets nieuws is
cadence-daily = elke dag
cadence-weekly = elke week
cadence-sitting-days = op dagen dat de Kamer vergadert
digest-at = Tijd
digest-day = Dag (bij elke week)
weekday-1 = maandag
weekday-2 = dinsdag
weekday-3 = woensdag
weekday-4 = donderdag
weekday-5 = vrijdag
weekday-6 = zaterdag
weekday-7 = zondag
digest-tiers = Wat
digest-dossiers = Dossiers
digest-dossiers-help = Niets aangevinkt betekent: alle dossiers, ook nieuwe.
digest-all-dossiers = alle dossiers
digest-some-dossiers = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
  }
digest-heartbeat = Ook een bericht als er niets is
digest-preview = Voorbeeld
digest-preview-lead = Dit zou nu in het volgende bericht staan.
digest-pause = Pauzeren tot
digest-pause-do = Pauzeren
digest-paused = gepauzeerd tot { $until }
digest-paused-moved = staat stil sinds de verhuizing van dit bureau, tot u het abonnement hervat
digest-resume = Weer beginnen
digest-remove = Verwijderen en gegevens wissen
digest-new-feed = Nieuw geheim feedadres
digest-feed-once = Geheim adres van de feed. Het wordt alleen nu getoond; wie het kent, kan meelezen.
digest-last = laatste bericht: { $when }
digest-outbox = Uitgaande post
digest-outbox-empty = Er is nog geen bericht gemaakt.
outbox-number = Bericht
outbox-said = Wat de server zei
outbox-waiting = wacht
outbox-claimed = wordt bezorgd
outbox-handed = wordt overgedragen
outbox-uncertain = onzeker of het is aangekomen; gaat nog een keer onder hetzelfde kenmerk
outbox-sent = aangenomen door de mailserver
outbox-failed = mislukt
outbox-held = aangehouden tijdens de pauze
outbox-dropped = vervallen; gaat niet uit
outbox-moved = niet verstuurd vóór de verhuizing; komt in een volgend bericht
outbox-waits = { $n ->
    [one] Er wacht { $n } bericht
   *[other] Er wachten { $n } berichten
  } op bezorging, het oudste sinds { $since }.
outbox-waits-next = Volgende poging: { $when }.
outbox-last-answer = Laatste antwoord van de mailserver, { $when }:
outbox-notices = { $n ->
    [one] { $n } melding
   *[other] { $n } meldingen
  }
outbox-tried = laatste poging { $when }
outbox-tries = { $n ->
    [one] { $n } keer geprobeerd
   *[other] { $n } keer geprobeerd
  }
outbox-twice = kan dubbel zijn aangekomen
outbox-next = volgende poging { $when }
outbox-items = { $n ->
    [one] { $n } stuk
   *[other] { $n } stukken
  }
outbox-retry = Nu opnieuw proberen
outbox-gone = iemand die verwijderd is
digest-stop-ask = Wilt u het overzicht niet meer ontvangen?
digest-stop-help = Uw naam en adres worden dan gewist.
digest-stop-do = Afmelden
digest-stopped = U bent afgemeld. Uw naam en adres zijn gewist.
digest-bad-name = Vul een naam of functie in, op één regel.
digest-bad-address = Dit kan geen e-mailadres zijn; verwacht wordt naam@plaats.nl.
digest-bad-tiers = Kies ten minste één soort.
digest-bad-cadence = Kies hoe vaak, met een tijd als 07:30.
change-subscriber-added = abonnement toegevoegd
change-subscriber-changed = abonnement gewijzigd
change-subscriber-secret = nieuw feedadres
change-subscriber-paused = abonnement gepauzeerd
change-subscriber-resumed = abonnement hervat
change-subscriber-removed = abonnement verwijderd
change-digest-made = bericht gemaakt
change-letter-retried = bericht opnieuw aangeboden

## How far a thing has come
state-planned = gepland
state-open = loopt
state-closed = afgerond
state-kept = nagekomen
state-cancelled = vervallen
state-adopted = aangenomen
state-rejected = verworpen
state-withdrawn = ingetrokken

## Kalender, toezeggingen en het spoor van een stuk
nav-calendar = Kalender
nav-commitments = Toezeggingen
filter-view = Weergave
filter-scope = Welke
calendar-lead = Debatten, stemmingen, consultaties en sluitingsdata uit alle bronnen. Tijden zijn die van de bron.
calendar-who = Persoon of commissie
calendar-turn = Andere dagen
calendar-now = Nu
calendar-count = { $n ->
    [0] Geen data
    [one] { $n } datum
   *[other] { $n } data
  }
calendar-cut = Niet alles past op deze bladzijde; kies een week of een dossier.
calendar-off = Vervalt
calendar-empty = In deze dagen staat niets, en daarna ook niet. Kies andere dagen, of kijk bij alle data.
calendar-empty-until = In deze dagen staat niets. De eerstvolgende datum is
calendar-hour = De eindtijd is hier niet bekend; in de agenda staat een uur.
calendar-view-ahead = Komende 30 dagen
calendar-view-month = Maand
calendar-view-week = Week
calendar-scope-ours = Wat onze dossiers raakt
calendar-scope-all = Alle data
feeds-head = In uw eigen agenda
feeds-help = Met een geheim adres haalt uw agendaprogramma deze keuze zelf op, ook als er iets verschuift of vervalt. Wie het adres heeft, kan meelezen; trek het in als dat niet meer mag.
feeds-name = Naam van de agenda
feeds-make = Maak een adres voor deze keuze
feeds-made = Gemaakt
feeds-withdrawn = ingetrokken
feeds-withdraw = Trek in
feeds-once = De agenda is gemaakt. Het adres wordt alleen nu getoond; Noaber bewaart het niet.
feeds-how = Voeg dit adres in uw agendaprogramma toe als abonnement (niet als bestand, want een bestand wordt niet bijgewerkt):
feeds-unreachable = Waar dit bureau staat, is niet ingesteld. Zet er het begin van het adres voor waarmee u dit bureau opent; de beheerder kan dat vastleggen met NOABER_ADDRESS.
feeds-open = Open het bestand
feeds-back = Terug naar de kalender
refused-feed-name = Geef de agenda een naam van hooguit 100 tekens.
today-reminders = Sluit binnenkort
reminder-urgent = hooguit twee dagen
reminder-soon = binnen een week
commitments-lead = Wat bewindspersonen aan het parlement toezegden. Te laat is wat na de toegezegde dag nog openstaat.
commitments-who = Wie toezegde of vroeg
commitments-standing = Stand
commitments-count = { $n ->
    [0] Geen toezeggingen
    [one] { $n } toezegging
   *[other] { $n } toezeggingen
  }
commitments-empty = Hier zijn geen toezeggingen. Kies een andere stand, of kijk bij alle toezeggingen.
commitment-scope-ours = Wat onze dossiers raakt
commitment-scope-all = Alle toezeggingen
commitment-due = vóór
commitment-no-day = zonder dag
commitment-by = Door
commitment-to = aan
commitment-made = op
commitment-debate = Toegezegd in
promise-late = Te laat
promise-open = Open
promise-kept = Nagekomen
promise-dropped = Vervallen
trail-head = Het spoor van dit stuk
trail-help = Zaak, debat, stemming en toezegging die erbij horen, in volgorde van dag.
trail-here = dit stuk
trail-same-case = bij dezelfde zaak
trail-promised = toegezegd in dit debat
trail-missing = Hiernaar wordt verwezen, maar het is hier nog niet binnengekomen:
link-part-of = hierbij hoort dit stuk
link-concerns = hierover gaat het
link-answers = dit wordt beantwoord
link-amends = dit wordt gewijzigd
link-implements = Europees stuk waar dit bij hoort
link-promised-in = hierin toegezegd
link-agenda-of = staat hier op de agenda
link-annex-of = bijlage hierbij
link-record-of = verslag hiervan
link-related = houdt verband
linked-part-of = hoort bij dit stuk
linked-concerns = gaat hierover
linked-answers = antwoord hierop
linked-amends = wijzigt dit
linked-implements = nationaal stuk hierbij
linked-promised-in = hier toegezegd
linked-agenda-of = stond hier op de agenda
linked-annex-of = bijlage
linked-record-of = verslag
linked-related = houdt verband
files-head = Aan elke kant van de grens
files-short = Beide kanten
files-help = Het Nederlandse, het Duitse en het Europese stuk over dezelfde zaak naast elkaar: hoe ver het is, wat er komt en wie erover gaat.
files-none-here = Nog geen stuk aan deze kant.
files-stage = Stand
files-next = Hierna
files-competent = Bevoegd
files-deciding = Wie beslist hier
files-by-source = (volgens de bron)
files-not-said = niet bekend
files-no-date = geen datum bekend
files-change = Wijzig
files-save = Bewaar
files-remove = Haal uit het dossier
files-suggested = Kan hierbij horen
files-add = Voeg toe
files-name = Nummer of adres van een stuk
files-why-link = wordt genoemd in een stuk van dit dossier
files-why-meaning = lijkt op een stuk van dit dossier:
files-why-signal = signaal van dit dossier
refused-competent = De naam van een overheid is één regel van hooguit 200 tekens.
refused-file-unknown = Dit nummer of adres hoort bij geen stuk dat hier binnen is.
change-mirror-added = stuk naast de andere gelegd
change-mirror-changed = bevoegde overheid gewijzigd
change-mirror-removed = stuk uit het dossier gehaald

# Eigen bronnen
sources-add = Bron toevoegen
sources-own = zelf toegevoegd
sources-change = Wijzigen
sources-out = Weggehaald
new-source-lead = Een nieuwsfeed, een agenda, of een gewone webpagina die er een heeft. U ziet eerst wat er antwoordt; pas als u dat wilt, wordt de bron bewaard.
new-source-address = Adres
new-source-address-help = Bijvoorbeeld de nieuwspagina van een gemeente, of een adres dat eindigt op rss, atom of ics.
new-source-look = Kijk wat er antwoordt
new-source-found = Gevonden
new-source-items = { $n ->
    [one] { $n } stuk
   *[other] { $n } stukken
}
new-source-newest = nieuwste van { $day }
new-source-until = data tot en met { $day }
new-source-rejected = { $n ->
    [one] { $n } daarvan is onleesbaar
   *[other] { $n } daarvan zijn onleesbaar
}
new-source-empty = op dit moment leeg; u kunt de bron toch bewaren
new-source-offers = Op deze pagina gevonden
new-source-offers-help = Kies waarnaar u wilt luisteren.
new-source-offer-look = Kijk wat er antwoordt
new-source-stands = Wordt al gelezen
new-source-as = Bewaren als
new-source-any-language = Zoals elk stuk zelf zegt
new-source-keep = Deze bron bewaren
own-source-name = Naam
own-source-hours = Lezen om de zoveel uur
own-source-save = Opslaan
own-source-rest = Laten rusten
own-source-resume = Weer lezen
own-source-remove = Weghalen
own-source-remove-help = Een bron die rust of is weggehaald, wordt niet gelezen. Wat er al van binnen is, blijft, en u kunt de bron altijd weer opnemen.
own-source-restore = Terughalen
own-source-added = toegevoegd op { $day }
own-source-out = Weggehaald op { $day } en sindsdien niet gelezen. Wat er al van binnen was, blijft.
own-source-among = Naar de bron in de lijst
own-source-history = Wat ermee gebeurd is
own-source-done-added = De bron is bewaard en wordt bij de volgende ronde van het ophalen gelezen.
own-source-done-demo = De bron is bewaard. Dit is een demonstratie: hier wordt niets nieuws opgehaald.
own-source-done-saved = Opgeslagen.
own-source-done-rests = De bron rust en wordt niet gelezen.
own-source-done-resumed = De bron wordt weer gelezen, te beginnen bij de volgende ronde van het ophalen.
own-source-done-removed = De bron is weggehaald. Hieronder kunt u haar terughalen.
own-source-done-back = De bron is terug en wordt bij de volgende ronde van het ophalen gelezen.
no-source-address = Dit is geen adres. Verwacht wordt iets als https://gemeente.example/nieuws.
no-source-scheme = Alleen adressen die met https:// of http:// beginnen, kunnen worden gelezen.
no-source-password = In dit adres staat een gebruikersnaam of wachtwoord, dat iedereen aan het bureau zou zien. Laat dat weg.
no-source-network = Dit adres ligt in een intern netwerk, of leidt daarheen. Zulke adressen vraagt Noaber niet op, zodat niemand er langs deze weg in kan kijken. Wie Noaber beheert, kan het toestaan.
no-source-stands = Dit adres wordt al gelezen: { $what }.
no-source-answer = Er kwam geen antwoord van dit adres. Is het goed gespeld? Probeer het anders later nog eens.
no-source-slow = Dit adres deed er langer dan { $what } seconden over om te antwoorden. Probeer het later nog eens.
no-source-status = Het adres antwoordde met fout { $what }. Is het volledig, en is het te lezen zonder in te loggen?
no-source-too-big = Wat hier antwoordt is groter dan { $what } megabyte en is niet tot het eind gelezen.
no-source-blocked = De uitgever houdt programma’s tegen met een controlepagina. Vraag daar om een feed.
no-source-feed = Dit is geen feed en geen agenda, en de pagina noemt er ook geen. Zoek op de pagina naar ‘RSS’, ‘Atom’ of ‘iCal’ en neem dat adres.
no-source-unreadable = Dit begint als een feed of agenda, maar is niet te lezen. Vraag de uitgever het te herstellen.
no-source-kind = Dit soort bron kan hier niet worden toegevoegd.
no-source-name = Geef de bron een naam van ten hoogste 120 tekens.
no-source-rhythm = Een bron wordt hooguit eens per uur en minstens eens per maand gelezen: vul 1 tot en met 744 in.
no-source-unknown = Deze bron bestaat niet.
no-source-of-pack = Deze bron hoort bij de regio en wordt daar gewijzigd.
change-source-added = bron toegevoegd
change-source-changed = bron gewijzigd
change-source-rested = te rusten gelegd
change-source-resumed = weer opgenomen
change-source-removed = weggehaald
change-source-back = teruggehaald
