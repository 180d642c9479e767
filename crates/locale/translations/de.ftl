# Die Worte des Büros auf Deutsch. Jeder Schlüssel steht auch in nl.ftl und en.ftl,
# mit denselben Variablen. $n ist immer eine Anzahl.

## Rund um jede Seite
skip = Zum Inhalt
nav-main = Hauptmenü
nav-languages = Sprache
nav-today = Heute
nav-signals = Signale
nav-agenda = Agenda
nav-dossiers = Dossiers
nav-networks = Netzwerke
nav-search = Suche
nav-sources = Quellen
nav-help = Hilfe
nav-waiting = zur Entscheidung
search-hint = Alle Dokumente durchsuchen
search-hint-count = { $n ->
    [one] { $n } Dokument durchsuchen
   *[other] { $n } Dokumente durchsuchen
  }
demo-day = Die Uhr dieser Vorführung steht auf
foot = Noaber liest öffentliche Quellen. Der Prozentwert bei einem Signal ist eine Schätzung; das Urteil liegt bei Ihnen.
foot-keys = Tastenkürzel ein- oder ausschalten
sign-in = Anmelden
sign-in-help = Dieses Büro steht nur denen offen, die den Schlüssel haben. Sie erhalten ihn von der Verwaltung Ihrer Region.
sign-in-key = Schlüssel
sign-in-wrong = Dieser Schlüssel ist falsch. Bitte prüfen Sie ihn und versuchen Sie es erneut.
sign-out = Abmelden
never = noch nie
example = Beispiel

## Abstand in Tagen
relative-today = heute
relative-tomorrow = morgen
relative-yesterday = gestern
relative-ahead = in { $n } Tagen
relative-ago = vor { $n } Tagen

## Heute
today-read = { $n ->
    [one] { $n } Dokument gelesen
   *[other] { $n } Dokumente gelesen
  }
today-since = seit { $since }, aus { $sources }.
today-sources = aus { $sources }.
today-recorded = in den Aufzeichnungen, aus { $sources }.
today-from-all = { $n ->
    [one] { $n } Quelle
   *[other] { $n } Quellen
  }
today-from = { $read } von { $n ->
    [one] { $n } Quelle
   *[other] { $n } Quellen
  }
today-touched = { $n ->
    [0] Nichts wartet auf Sie.
    [one] Ein Signal betrifft { $region } und wartet auf Sie.
   *[other] { $n } Signale betreffen { $region } und warten auf Sie.
  }
today-behind = { $n ->
    [one] { $n } Dokument ist noch nicht mit den Dossiers abgeglichen.
   *[other] { $n } Dokumente sind noch nicht mit den Dossiers abgeglichen.
  }
today-tier-empty = Nichts: hier ist alles schon beurteilt.
today-more = { $n ->
    [one] Noch { $n } Signal ansehen
   *[other] Noch { $n } Signale ansehen
  }
today-rail = Übersicht
today-coming = Die nächsten 14 Tage
today-coming-empty = In den nächsten zwei Wochen steht nichts an.
today-moving = In Bewegung
today-moving-empty = In den letzten acht Wochen erhielt kein Dossier ein Signal.
today-moving-help = Signale je Woche; der Unterschied ist der zwischen den letzten vier Wochen und den vier davor.
today-moved = von { $before } auf { $after } Signale in vier Wochen
today-silent = Was wir nicht hören und warum
today-in-time = { $n ->
    [one] { $n } Quelle ist pünktlich.
   *[other] { $n } Quellen sind pünktlich.
  }
today-to-sources = Alle Quellen
source-is-silent = schweigt seit { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
  } (erwartet: höchstens { $expected }).
source-is-late = wurde nicht rechtzeitig gelesen.
source-is-failing = meldet einen Fehler.
source-is-blocked = weist uns mit einer Prüfseite ab.
source-is-changed = antwortet in einer anderen Form als bisher.

## Stufen, Richtung, Urteil
tier-decide = Entscheiden
tier-decide-hint = verlangt eine Position oder einen Beschluss
tier-act = Handeln
tier-act-hint = diese Woche etwas tun
tier-know = Zur Kenntnis
tier-know-hint = gut zu wissen
bearing-opportunity = Chance
bearing-threat = Risiko
bearing-neutral = Neutral
verdict-act = Aufgreifen
verdict-watch = Beobachten
verdict-dismiss = Nicht für uns
judged-act = Aufgegriffen
judged-watch = Wird beobachtet
judged-dismiss = Nicht für uns
judged-undone = Wieder offen
judged-learns = Die übrigen Signale dieses Dossiers werden neu gewichtet.
standing-open = Noch offen
undo = Rückgängig machen

## Karte eines Signals
card-position = Position
card-carriers = Wer trägt es mit
card-why = Warum:
card-chance = Übereinstimmung
card-chance-title = Die geschätzte Wahrscheinlichkeit, dass Sie dies sehen möchten
card-learned-up = +{ $by } durch Ihre Urteile
card-learned-down = −{ $by } durch Ihre Urteile
card-because = wegen:
card-archived = aus dem Archiv
card-add-why = Begründung hinzufügen
card-why-label = Begründung (erscheint im Verlauf)

## Gründe
reason-title-hit = im Titel: { $words }
reason-body-hit = im Text: { $words }
reason-phrase = wörtlich: { $words }
reason-terms = mehrere Begriffe zusammen: { $words }
reason-rare-term = seltenes Wort: { $words }
reason-region-named = nennt { $words }
reason-committee = Ausschuss { $words }
reason-kind = Art des Dokuments: { $words }
reason-deadline = Frist: { $words }
reason-country = kommt aus: { $words }
reason-money = es geht um Geld: { $words }
reason-border = handelt von der Grenze: { $words }
reason-closeness = kommt dem Dossier in der Bedeutung nahe
reason-meaning = keines Ihrer Suchwörter kommt vor; inhaltlich steht es Ihrem Dossier nahe
reason-meaning-very = keines Ihrer Suchwörter kommt vor; inhaltlich steht es Ihrem Dossier sehr nahe
reason-about = Wörter aus der Beschreibung: { $words }
reason-elsewhere = betrifft eine andere Region: { $words }
reason-learned = frühere Urteile: { $words }
feature-start = jedes Dokument für dieses Dossier
feature-title-words = Wörter im Titel
feature-text-words = Wörter im Text
feature-title-term = ganze Suchbegriffe im Titel
feature-rare-title = seltene Wörter im Titel
feature-terms = wie viele Suchbegriffe vorkommen
feature-title-parts = Teile zusammengesetzter Wörter im Titel
feature-covered = wie vollständig ein Suchbegriff vorkommt
feature-covered-title = wie vollständig ein Suchbegriff im Titel steht
feature-core-title = Kernwörter des Dossiers im Titel
feature-focus = wie viel des Titels davon handelt
feature-about-title = Wörter aus der Beschreibung im Titel
feature-about-text = Wörter aus der Beschreibung im Text
feature-region-title = ein Name aus der Region im Titel
feature-region-named = ein Name aus der Region
feature-border = handelt von unserer Grenze
feature-elsewhere-title = eine andere Region im Titel
feature-elsewhere = eine andere Region
feature-kind-motion = Antrag oder Entschließung
feature-kind-single = Anfrage eines einzelnen Mitglieds
feature-kind-paper = Art des Dokuments
feature-kind-course = Dokument zum Geschäftsgang
feature-kind-union = Dokument der Europäischen Union oder über sie
feature-deadline = eine nahende Frist
feature-money = es geht um Geld
feature-committee = Wörter aus dem Namen des Ausschusses
feature-closeness = kommt dem Dossier in der Bedeutung nahe
feature-closeness-border = kommt dem Dossier in der Bedeutung nahe und nennt unsere Grenze im Titel
feature-closeness-union = kommt dem Dossier in der Bedeutung nahe, in einem Dokument der Europäischen Union oder über sie

## Signale und Filter
signals-list = Liste der Signale
signals-count = { $n ->
    [0] Keine Signale
    [one] { $n } Signal
   *[other] { $n } Signale
  }
signals-empty = Es gibt noch keine Signale. Sobald Dokumente gelesen und abgeglichen sind, stehen sie hier.
signals-empty-filtered = Kein Signal passt zu dieser Auswahl.
filter-all = Alle
filter-show = Anzeigen
filter-clear = Auswahl löschen
filter-tier = Stufe
filter-bearing = Richtung
filter-dossier = Dossier
filter-country = Arena
filter-language = Sprache
filter-standing = Urteil
filter-order = Reihenfolge
filter-kind = Art des Dokuments
filter-source = Quelle
filter-from = Ab
filter-to = Bis einschließlich
order-newest = Neueste zuerst
order-best = Beste zuerst
order-deadline = Früheste Frist zuerst
pager = Seite { $at } von { $n }
pager-at = Seite { $n }
pager-label = Seiten
pager-before = Zurück
pager-after = Weiter
country-nl = Niederlande
country-de = Deutschland
country-eu = Europäische Union
language-nl = Niederländisch
language-de = Deutsch
language-en = Englisch
language-any = Jede Sprache

## Arten von Dokumenten
kind-motion = Entschließungsantrag
kind-amendment = Änderungsantrag
kind-letter = Unterrichtung
kind-question = Anfrage
kind-answer = Antwort
kind-bill = Gesetzentwurf
kind-proposal = Antrag
kind-report = Bericht
kind-debate = Debatte
kind-meeting = Sitzung
kind-vote = Abstimmung
kind-commitment = Zusage
kind-call = Förderaufruf
kind-consultation = Konsultation
kind-law = Beschluss oder Gesetz
kind-record = Protokoll
kind-news = Nachricht
kind-annex = Anlage
kind-other = Sonstiges
date-deadline = Frist
date-event = Sitzung
date-vote = Abstimmung
date-opening = Beginn
date-promised = Fällig
date-closed = Frist abgelaufen

## Ein Dokument
item-open = Zur Quelle
item-gone = Von der Quelle zurückgezogen
item-gone-help = Was wir gelesen haben, bleibt hier stehen.
item-signals = Warum dies hier steht
item-no-signal = Dieses Dokument betrifft kein Dossier.
item-named = Genannt
item-shares = Alle Gründe und ihr Anteil
item-text = Text
item-no-text = Die Quelle gab keinen Text; bitte dort lesen.
item-text-taken-down = Der Text dieses Dokuments wurde entfernt.
item-facts = Angaben
item-versions = Fassungen
item-version = Fassung { $n }
item-version-same = An Titel, Angaben und Text hat sich nichts geändert.
changed-since-seen = Geändert am { $day }, nachdem es hier angesehen wurde:
changed-lately = Geändert am { $day }:
card-also = auch bei { $sources }
item-taken-down = Entfernt
item-taken-down-help = Der Text wurde entfernt und wird hier nicht mehr aufbewahrt. Wer das veranlasst hat und warum, steht unten im Verlauf.
item-origins = Quellen dieses Dokuments
item-origin-gone = dort zurückgezogen
altered-date-moved = Verlegt: { $from } → { $to }
altered-deadline-moved = Frist verschoben: { $from } → { $to }
altered-date-set = Neuer Termin: { $date }
altered-deadline-set = Neue Frist: { $date }
altered-date-dropped = Nicht mehr angekündigt: { $date }
altered-cancelled = Abgesagt
off-cancelled = Abgesagt
off-withdrawn = Zurückgezogen
altered-reopened = Wieder offen
altered-state = Stand: { $state }
altered-title = Der Titel wurde geändert
altered-text-came = Der Text liegt jetzt vor
altered-text = Text geändert: { $gone ->
    [one] { $gone } Wort gestrichen
   *[other] { $gone } Wörter gestrichen
  }, { $came ->
    [one] { $came } Wort hinzugefügt
   *[other] { $came } Wörter hinzugefügt
  }
altered-committee = Ein anderer Ausschuss ist federführend
altered-new-actor = Neu beteiligt: { $actor }
altered-file = Einem anderen Vorgang zugeordnet
altered-published = Das Veröffentlichungsdatum wurde geändert
altered-number = Die Nummer wurde geändert
altered-links = Die Verweise auf andere Dokumente wurden geändert
change-items-joined = als dasselbe Dokument aus einer anderen Quelle erkannt
change-signals-joined = zwei Signale zu einem Dokument zusammengeführt
change-item-taken-down = entfernt
change-take-down-lifted = darf wieder gelesen werden
field-kind = Art
field-title = Titel
field-number = Nummer
field-published = Erschienen
field-dates = Termine
field-committee = Ausschuss
field-actors = Beteiligte
field-file = Vorgang
field-topics = Themen
field-arrived = Gelesen
field-body = Text
history = Verlauf
history-empty = Noch hat sich nichts geändert.
who-adviser = Referat
who-noaber = Noaber
who-command-line = Befehlszeile
who-demo = Vorführung
change-signal-act = aufgegriffen
change-signal-watch = wird beobachtet
change-signal-dismiss = abgelegt: nicht für uns
change-signal-undone = Urteil zurückgenommen
change-dossier-added = Dossier angelegt
change-dossier-changed = Dossier geändert
change-dossier-removed = Dossier entfernt
change-learning-aside = Urteile zählen nicht mehr mit
change-learning-counts = Urteile zählen wieder mit
score-words-only = Noaber vergleicht derzeit nur Wörter: die eines Dossiers mit denen eines Dokuments, jeweils in der eigenen Sprache. Was mit ganz anderen Worten dasselbe meint, erkennt es nicht.

## Dossiers
dossiers-lead = Wofür sich die Region einsetzt, das Wichtigste zuerst.
dossiers-empty = Die Region hat noch keine Dossiers.
dossier-priority = Priorität { $n } von 5
dossier-priority-head = Priorität
dossier-open = Offene Signale
dossier-signals = Alle Signale
dossier-moved = { $n ->
    [one] { $n } Signal gegenüber den vier Wochen davor
   *[other] { $n } Signale gegenüber den vier Wochen davor
  }
dossier-parts = Teile dieses Dossiers
dossier-ask = Was wir fordern
dossier-position = Position
dossier-lead = Federführung
dossier-why = Warum diese Region
dossier-why-empty = Es gibt noch keine Argumente.
lanes-head = Drei Spuren, eine Zeitachse
lanes-help = Jeder Punkt ist ein Dokument oder ein Termin; offene Punkte liegen noch vor uns. Die gestrichelte Linie ist heute.
lanes-told = Dokumente und Termine: { $eu } in Brüssel, { $nl } in Den Haag, { $de } in Berlin.
lane-eu = Brüssel
lane-nl = Den Haag
lane-de = Berlin
dossier-carriers = Wer es weitertragen kann
dossier-no-signals = Noch keine Signale zu diesem Dossier.
dossier-all-signals = Alle Signale dieses Dossiers
dossier-queries = Wonach gesucht wird
dossier-queries-help = Jedes neue Dokument wird mit diesen Suchanfragen abgeglichen.
dossier-no-queries = Für dieses Dossier wird noch nach nichts gesucht.
dossier-rail = Vereinbarungen und Mittel
dossier-agreements = Vereinbarungen
dossier-programmes = Wer fördern kann
mandate-pack = ✓ Darf gesagt werden
mandate-pack-help = Position und Forderung stehen so in den Unterlagen der Region.
mandate-example = Noch nicht verwenden
mandate-example-help = Position und Forderung sind hier ein Beispiel; die Region hat sie nicht beschlossen.
mandate-none = Noch keine Position
mandate-none-help = Die Region beobachtet dies, fordert aber noch nichts.

## Worauf ein Dossier hört
dossier-new = Neues Dossier
dossier-listen = Ändern, wonach gesucht wird
listen-help = Jedes neue Dokument wird mit diesen Wörtern verglichen: die niederländischen mit niederländischen Dokumenten, die deutschen mit deutschen, die englischen mit englischen. Schreiben Sie in jede Zeile ein Wort oder eine Wortgruppe; es genügt, wenn eine Zeile passt. Daneben sehen Sie vor dem Speichern, was Sie damit finden.
listen-field = Wörter
listen-save = Speichern
listen-saved = Gespeichert: { $languages }. Neue Dokumente werden ab sofort damit verglichen.
listen-saved-none = Es war nichts geändert.
listen-out = Nicht mehr gesucht wird in: { $languages }.
listen-emptied = Dieses Feld ist leer. Nach dem Speichern sucht das Dossier in dieser Sprache nicht mehr. Was Sie bewertet haben, bleibt; schreiben Sie die Suchanfrage neu, um dies rückgängig zu machen.
listen-silent = Dieses Dossier sucht zurzeit nach nichts. Schreiben Sie in mindestens einer Sprache eine Suchanfrage, um neue Signale zu erhalten.
listen-always = Wörtliche Treffer immer zeigen
listen-always-help = Was diese Suchanfrage findet, bleibt sichtbar, wie niedrig die Bewertung auch ist.
listen-unsaved = Noch nicht gespeichert
listen-kept = Was Sie eingegeben haben, steht unten; was gespeichert war, gilt weiter.
listen-signs = Zeichen, die Sie verwenden können
listen-others = Sucht auch mit
listen-others-help = Diese Suchanfragen stammen aus den Daten der Region und lassen sich hier nicht ändern.
sign-word = das Wort, auch gebeugt und in Zusammensetzungen
sign-phrase = diese Wörter nebeneinander, in dieser Reihenfolge
sign-star = alles, was so beginnt
sign-and = beide Wörter, irgendwo im selben Dokument
sign-or = eines von beiden
sign-not = das erste, aber nicht das zweite
sign-near = höchstens fünf Wörter voneinander entfernt
sign-field = nur im Titel; ebenso actor, committee, country, source und kind
sign-exact = genau so, mit diesen Großbuchstaben
sign-weight = zählt doppelt
preview-show = Zeigen, was das findet
preview-nothing = Geben Sie ein oder mehrere Wörter ein; hier erscheint, was Sie damit finden.
preview-week = letzte 7 Tage
preview-year = letzte 12 Monate
preview-all = insgesamt
preview-more-than = mehr als { $n }
preview-unknown = unbekannt
preview-flood = { $n ->
    [one] Das findet im Schnitt { $n } Dokument pro Woche.
   *[other] Das findet im Schnitt { $n } Dokumente pro Woche: mehr, als ein Mensch lesen kann. Fügen Sie ein Wort hinzu, das ebenfalls vorkommen muss, oder wählen Sie ein genaueres.
  }
preview-never = Nie gefunden:
preview-never-once = nie gefunden
preview-terms = Treffer je Wort
preview-term = Wort
preview-related = Auch suchen nach
preview-related-help = Ein Klick fügt das Wort hinzu, bei einem Wort aus einer anderen Sprache in der Suchanfrage dieser Sprache. Die Zahl nennt die Dokumente, in denen es steht; gespeichert wird erst mit „Speichern“.
preview-lost = Fällt weg
preview-gained = Kommt hinzu
preview-kept = Wird weiterhin gefunden
preview-newest = Neueste Funde
preview-empty = Kein einziges Dokument passt. Neue Dokumente werden nach dem Speichern trotzdem damit verglichen.
related-add = Hinzufügen:
related-form = Wird schon gefunden: andere Formen
related-compound = Zusammensetzungen und ihre Teile
related-spelling = Andere Schreibweisen
related-beside = Steht oft in denselben Dokumenten
related-meaning = In der Bedeutung verwandt
related-language = In anderen Sprachen
related-items = { $n ->
    [one] { $n } Dokument
   *[other] { $n } Dokumente
    }
related-items-more = mehr als { $n } Dokumente
related-add-other = In die Suchanfrage auf { $language } aufnehmen:
related-counting = Die Wörter des Archivs werden gezählt. Verwandte Wörter erscheinen hier von selbst.
related-without-model = Wörter mit verwandter Bedeutung und Wörter in anderen Sprachen gibt es nur mit dem Bedeutungsmodell; es ist hier nicht eingerichtet.
related-being-read = Die Bedeutung der Wörter wird noch gelesen; in einer Minute sind es mehr.
query-fault-place = Die Stelle des Fehlers
query-fault-suggestion = Meinten Sie:
query-fault-empty = Hier steht noch kein Wort.
query-fault-too-long = Das ist zu lang: Eine Suchanfrage hat höchstens 10.000 Zeichen.
query-fault-too-deep = Hier stehen zu viele Klammern in Klammern.
query-fault-too-many-terms = Das sind zu viele Wörter: höchstens 500.
query-fault-unexpected = Das kann hier nicht stehen.
query-fault-unclosed = Eine Klammer ist nicht geschlossen oder nicht geöffnet.
query-fault-quote = Ein Anführungszeichen ist nicht geschlossen.
query-fault-no-word = Hier steht ein Zeichen, wo ein Wort stehen müsste.
query-fault-wildcard = Ein Sternchen gehört ans Ende eines Wortes mit mindestens zwei Buchstaben.
query-fault-unknown-field = Dieses Feld oder diese Sprache gibt es nicht.
query-fault-unknown-value = Diese Art von Papieren oder dieses Land gibt es nicht.
query-fault-weight = Ein Gewicht ist eine Zahl von 0,1 bis 10.
query-fault-distance = Ein Abstand ist eine Zahl von 1 bis 100.
query-fault-only-not = Sagen Sie auch, was vorkommen soll.
query-fault-misplaced = Diese beiden passen nicht zusammen.
query-fault-operator = Verknüpft wird auf Englisch: AND, OR, NOT und NEAR.
backfill-head = Die Vergangenheit wird durchsucht.
backfill-help = Sie können unterdessen weiterarbeiten.
backfill-waits = beginnt gleich
backfill-at = { $done } von { $total } Dokumenten
backfill-look = Nachsehen, wie weit es ist
backfill-done = Die Vergangenheit ist durchsucht.
backfill-to-dossier = Zu den Signalen dieses Dossiers
learned-head = Was Sie behalten und abgelegt haben, zählt mit
learned-short = Was gelernt wurde
learned-help = Ihre Urteile verschieben, wie viel die Merkmale eines Dokuments zählen, nur für dieses Dossier und innerhalb fester Grenzen. Nehmen Sie ein Urteil zurück, ist auch die Verschiebung aufgehoben.
learned-heard = { $n ->
    [one] { $n } Urteil berücksichtigt
   *[other] { $n } Urteile berücksichtigt
  }
learned-act = { $n } aufgegriffen
learned-watch = { $n } beobachtet
learned-dismiss = { $n } nicht für uns
learned-since = Durch Ihre Urteile:
learned-rose = { $n ->
    [one] { $n } offenes Signal höher
   *[other] { $n } offene Signale höher
  }
learned-fell = { $n } niedriger
learned-muted = { $n } unter der Schwelle und nicht mehr angezeigt
learned-moves = Merkmale, die für dieses Dossier anders zählen
learned-feature = Merkmal
learned-change = Verschiebung
learned-weight = Gewicht
learned-more = spricht mehr dafür
learned-less = spricht weniger dafür
learned-from-to = { $from } → { $to }
learned-nothing = Sobald Sie Signale dieses Dossiers beurteilen, zählt das für die übrigen mit. Hier sehen Sie dann, was sich verschiebt.
learned-waits = Die Signale werden gerade neu gewichtet.
learned-aside = Die Urteile zu diesem Dossier zählen nicht mit; alle Signale haben den Wert, den sie ohne Urteile hätten.
learned-set-aside = Urteile nicht mitzählen lassen
learned-take-up = Urteile wieder mitzählen lassen
new-help = Ein Thema und zwei Wörter genügen für den Anfang. Sie sehen sofort, was sie finden; Position und Argumente haben Zeit.
new-title = Titel
new-about = Worum es geht (kann leer bleiben)
new-about-help = Ein oder zwei gewöhnliche Sätze. Auch damit werden Dokumente verglichen.
new-language = Sprache der Wörter
new-words = Wörter, nach denen gesucht wird
new-words-help = In jede Zeile ein Wort oder eine Wortgruppe; es genügt, wenn eine Zeile passt.
new-words-other = Wörter
new-save = Dossier anlegen
new-made = Das Dossier ist angelegt; ab jetzt wird danach gesucht.
new-made-listen = Wörter in anderen Sprachen hinzufügen
mirror-head = In anderen Sprachen und Ländern
mirror-help = Dokumente, die diesem in der Bedeutung nahekommen.
mirror-how = Verglichen wurden der Titel und der Anfang des Textes.
mirror-closeness = Ähnlichkeit
mirror-empty = In anderen Sprachen und Ländern wurde nichts Ähnliches gefunden.
mirror-without = Ob anderswo etwas steht, das dasselbe bedeutet, ist derzeit nicht zu sehen: Das Sprachmodell ist nicht installiert. Wer das Programm betreut, kann es hinzufügen mit
mirror-not-read = Die Bedeutung dieses Dokuments wurde noch nicht gelesen; deshalb wurde noch nichts verglichen. Gelesen sind bisher { $read } von { $total } Dokumenten. Noaber liest die übrigen, während es läuft. Wer das Programm betreut, kann sofort alle lesen lassen mit
help-new-head = Ein eigenes Dossier
help-new = Unter Dossiers legen Sie mit einem Titel und ein paar Wörtern ein neues Dossier an. Vor dem Speichern sehen Sie, wie oft jedes Wort in der letzten Woche und im letzten Jahr gefunden wurde, welche Dokumente hinzukommen oder wegfallen und welche Wörter oft in denselben Dokumenten stehen. Nach dem Speichern werden neue Dokumente sofort damit verglichen; die alten folgen im Hintergrund.
change-interest-added = Suchanfrage hinzugefügt
change-interest-changed = Suchanfrage geändert
change-interest-removed = Suchanfrage entfernt
refused-query = Die Suchanfrage ist nicht lesbar; es wurde nichts geändert.
refused-title = Geben Sie dem Dossier einen Titel mit höchstens 200 Zeichen.

## Suche
search-words = Suchwörter
search-help = Einfache Wörter finden Dokumente, in denen sie zusammen vorkommen. "In Anführungszeichen" sucht wörtlich, grenz* findet alles, was so beginnt, und auch OR, NOT und Klammern sind möglich.
search-count = { $n ->
    [0] Nichts gefunden
    [one] { $n } Dokument gefunden
   *[other] { $n } Dokumente gefunden
  }
search-count-more = Mehr als { $n } Dokumente gefunden
search-understood = Gelesen als
search-fault = Dies ließ sich nicht als Suchanfrage lesen; stattdessen wurde nach den einzelnen Wörtern gesucht. Hier lag der Fehler:
search-results = Gefundene Dokumente
search-touches = Betrifft
search-empty = Nichts gefunden. Versuchen Sie es mit weniger Wörtern oder einer weiteren Auswahl.
search-looked-at = { $n ->
    [one] Durchgesehen wurde { $n } Dokument
   *[other] Durchgesehen wurden die neuesten { $n } Dokumente mit diesen Wörtern
  }
search-looked-back = { $looked }, zurück bis zum { $day } – ältere Dokumente wurden noch nicht durchgesehen.
search-look-on = In älteren Dokumenten weitersuchen
search-nothing-asked = Geben Sie ein oder mehrere Wörter ein, um alles Gelesene zu durchsuchen.

## Quellen
sources-told = { $n ->
    [one] { $n } Quelle, davon { $fine } pünktlich.
   *[other] { $n } Quellen, davon { $fine } pünktlich.
  }
sources-unread = { $n ->
    [one] { $n } Quelle wurde noch nicht gelesen
   *[other] { $n } Quellen wurden noch nicht gelesen
  }
sources-off = { $n ->
    [one] { $n } Quelle ist ausgeschaltet oder nicht zu hören
   *[other] { $n } Quellen sind ausgeschaltet oder nicht zu hören
  }
sources-empty = Die Region hat noch keine Quellen.
health-fine = Pünktlich
health-silent = Schweigt
health-late = Nicht rechtzeitig gelesen
health-failing = Meldet einen Fehler
health-unread = Noch nicht gelesen
health-off = Abgeschaltet
health-blocked = Wird abgewiesen
health-changed = Hat die Form geändert
health-why-fine = Schweigt die Quelle nach dem { $day } noch, stimmt etwas nicht.
health-why-silent = Seit dem { $day } nichts Neues; in dieser Zeit kommen gewöhnlich { $n } Dokumente.
health-why-late = Zuletzt abgefragt am { $day }; das hätte früher geschehen müssen.
health-why-failing = Der letzte Abruf ist fehlgeschlagen. Was schon da war, bleibt; der nächste Abruf setzt dort fort.
health-why-blocked = Die Quelle weist uns mit einer Prüfseite ab. Eine Stunde warten und seltener abfragen.
health-why-changed = Die Quelle antwortet, aber in einer Form, die dieses Programm nicht kennt. Was schon da war, bleibt, und es wird nichts übersprungen. Ein neuer Versuch hilft nicht: Bitte prüfen, ob es eine neuere Fassung des Programms gibt, oder der zuständigen Stelle melden.
health-why-unread = Diese Quelle wurde noch nie gelesen.
health-why-off = Diese Quelle wird nicht gelesen.
source-arrived = Neu in dieser Zeit
source-asked = Abgefragt und beantwortet
source-asked-told = { $asked }-mal abgefragt, { $answered }-mal Antwort
source-failed = Letzter Fehler
source-failed-told = { $when }: { $why }
source-per-day = An einem Werktag gewöhnlich
source-lag-told = die Hälfte binnen { $median }, fast alles binnen { $most } Tagen
source-late = Die Nachzügler
source-pages = Abgerufene Seiten
page-told = Status { $status }, { $bytes } Bytes, Dokumente { $items }, Nummern { $numbers }
proof-since = Ab { $day } gezählt.
proof-matched = Alles, was eingegangen ist, bis Nummer { $to }, wurde mit allem abgeglichen, was der Region wichtig ist.
proof-behind = { $n ->
    [one] Eine Nummer wartet noch auf den Abgleich.
   *[other] { $n } Nummern warten noch auf den Abgleich.
  }
proof-again = Suchprofile oder die Art des Abgleichs haben sich geändert: alles wird neu abgeglichen.
proof-silences = Funkstille
proof-silent = { $source } schweigt seit { $since }; etwa { $n } Dokumente waren zu erwarten.
proof-spoke = { $source } schwieg seit { $since } und meldete sich am { $closed } wieder.
proof-left = { $source } schwieg seit { $since }; seit { $closed } wird die Quelle nicht mehr abgefragt.
proof-interests = Jedes Suchprofil: Treffer und letzter Treffer
proof-interest = Suchprofil
proof-hits = Treffer
proof-last-hit = Letzter Treffer
proof-bad = unlesbar
proof-unreadable = { $n ->
    [one] Ein Suchprofil ist unlesbar und findet nichts.
   *[other] { $n } Suchprofile sind unlesbar und finden nichts.
}
proof-to = Abgeglichen bis Nummer
proof-failure = Zuletzt unbrauchbar
proof-letters = Von { $made } erstellten Nachrichten hat der Mailserver { $sent } angenommen.
proof-letters-failed = { $n ->
    [one] Eine Nachricht wurde aufgegeben: Sie ist nicht angekommen.
   *[other] { $n } Nachrichten wurden aufgegeben: Sie sind nicht angekommen.
}
proof-letters-wait = { $n ->
    [one] Eine Nachricht wartet seit { $since }; nächster Versuch { $next }.
   *[other] { $n } Nachrichten warten, die älteste seit { $since }; nächster Versuch { $next }.
}
proof-letters-answer = Der letzte Versuch endete mit:
proof-letters-more = Alle Nachrichten
source-items = Dokumente
source-succeeded = Zuletzt erfolgreich gelesen
source-newest = Zuletzt etwas Neues
source-newest-published = Neuestes Dokument vom
source-lag = Üblicher Verzug
source-lag-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
  }
source-silent-after = Gilt als verstummt nach
source-silent-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
  }
source-rejected = Unlesbare Dokumente
source-failures = Mal in Folge gescheitert
source-fault = Was schiefging:
source-address = Adresse
source-kind-tweede_kamer = Datenbestand der niederländischen Zweiten Kammer
source-kind-kst = Niederländische Parlamentsdrucksachen
source-kind-dip = Bundestag und Bundesrat (DIP)
source-kind-sedia = Europäische Förderaufrufe
source-kind-cellar = EUR-Lex: Vorschläge und Rechtsakte der EU
source-kind-europarl = Europäisches Parlament
source-kind-have_your_say = Konsultationen der Europäischen Kommission
source-kind-parlamentsspiegel = Landesparlamente (Parlamentsspiegel)
source-kind-tk_syncfeed = Niederländische Zweite Kammer: alle Dokumente, fortlaufend
source-kind-vlos = Plenarprotokolle der niederländischen Zweiten Kammer
source-kind-feed = Nachrichten-Feed
source-kind-jsonl = Austauschdatei
source-kind-koop_sru = Niederländische Amtsblätter von Staat, Provinzen und Gemeinden
source-kind-open_besluitvorming = Open Besluitvorming: niederländische Räte und Wasserverbände
source-kind-notubiz = Ratsinformation (Notubiz)
source-kind-gemeente_oplossingen = Ratsinformation (GemeenteOplossingen)
source-kind-ics = Kalender (iCalendar)
source-kind-maildrop = Ablageordner für Newsletter
source-runs = Die letzten Abrufe
run-ok = gelungen
run-failed = gescheitert
run-blocked = abgewiesen
run-changed = andere Form
run-running = läuft oder abgebrochen
run-told = Seiten { $pages }, neu { $new }, geändert { $changed }, bekannt { $same }, zurückgezogen { $gone }, unlesbar { $rejected }

## Agenda und Netzwerke
agenda-lead = Von den eigenen Linien zu denen von Provinz, Land und Europa: Was wir tun, dient auch dem, was andere wollen.
agenda-serves = trägt bei zu
agenda-served = getragen von
agenda-empty = Die Region hat noch keine Agenda.
agenda-loose = Dossiers ohne Linie
networks-lead = Wo die Region am Tisch sitzt, wer die Führung hat und welche Vereinbarungen gelten.
networks-ladder = Ebenen von Ort bis Europa
networks-memberships = Mitgliedschaften
networks-empty = Die Region hat noch keine Netzwerke.
networks-agreements = Vereinbarungen
networks-twinnings = Partnerstädte
network-members = Mitglied:
network-forums = Foren
network-lead = Leitung
network-seats-head = Sitze
network-seats = { $n ->
    [one] { $n } Sitz
   *[other] { $n } Sitze
  }
network-seats-of = { $n } von { $of } Sitzen
network-carries = Kann mittragen
network-known-in = Stand { $year }

## Hilfe
help-day-head = Ein Tag mit Noaber
help-day = Noaber liest Parlamente, Ministerien und Förderstellen in Den Haag, Berlin und Brüssel und gleicht jedes neue Dokument mit den Dossiers der Region ab. Unter „Heute“ steht, was Sie angeht. Sagen Sie bei jedem Signal, ob Sie es aufgreifen, beobachten oder ablegen; das lässt sich jederzeit rückgängig machen, und im Verlauf bleibt stehen, wer was warum getan hat.
help-tiers-head = Drei Stufen
help-tier-decide = Eine Debatte, eine Abstimmung oder eine Frist steht bevor. Die Region muss wissen, was sie will.
help-tier-act = Neu und einschlägig: diese Woche anrufen, schreiben oder weitergeben.
help-tier-know = Gut zu wissen; Sie müssen nichts tun.
help-score-head = Wie der Prozentwert entsteht
help-score = Bei jedem Signal steht die Übereinstimmung in Prozent: wie wahrscheinlich es ist, dass Sie es sehen möchten. Der Wert setzt sich aus Gründen zusammen: Wörter in Titel oder Text, wörtliche Wendungen, seltene Wörter, Orte der Region, die Art des Dokuments, eine Frist. Auf der Seite eines Dokuments steht der Anteil jedes Grundes.
help-bearing = Ob etwas eine Chance, ein Risiko oder neutral ist, folgt aus festen Regeln. Die ausschlaggebenden Wörter stehen dabei. Stimmt es nicht, gilt Ihr Urteil.
help-keys-head = Tasten
help-keys = Mit der Tastatur geht es schnell. Nach d steht der Cursor im Feld für die Begründung; mit der Eingabetaste legen Sie das Signal ab, mit oder ohne Begründung. Ein zweites d allein genügt ebenfalls.
help-keys-on = Tastenkürzel aus einem Zeichen verwenden
help-key-next = Nächstes Signal
help-key-previous = Voriges Signal
help-search-head = Suche
help-example-head = Beispiele
help-example = Was als Beispiel gekennzeichnet ist, wurde erdacht, um zu zeigen, wie es geht. Die Region hat es nicht beschlossen.

## Was nicht geht
error-home = Zu „Heute“
error-search = Suche
error-not-found = Das gibt es nicht
error-not-found-help = Die Seite besteht nicht, oder das Dokument gehört nicht zu dieser Region.
error-method = So geht das nicht
error-method-help = Diese Adresse nimmt diesen Auftrag nicht an. Gehen Sie zurück und verwenden Sie die Schaltflächen der Seite.
error-forged = Dieses Formular ist abgelaufen
error-forged-help = Es wurde nichts geändert. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.
error-host = Falsche Adresse
error-host-help = Dieses Büro ist nur auf dem Rechner erreichbar, auf dem es läuft, als localhost.
error-unreadable = Das ist nicht lesbar
error-unreadable-help = Was Ihr Browser sandte, ist unvollständig oder zu lang. Es wurde nichts geändert.
error-cannot = Das geht jetzt nicht
error-no-region = Es gibt noch keine Region
error-no-region-help = Die Daten der Region sind noch nicht geladen. Die Verwaltung kann das mit noaber region load tun.
error-fault = Etwas ist schiefgegangen
error-fault-help = Es ist nichts verloren. Versuchen Sie es noch einmal; bleibt der Fehler, sollte die Verwaltung ins Protokoll sehen.
refused-same-verdict = Dieses Urteil war schon gefällt.
refused-nothing-to-undo = Es gibt kein Urteil, das rückgängig zu machen wäre.
refused-too-long = Die Begründung ist länger als 1.000 Zeichen.
refused-no-reason = Bitte geben Sie einen Grund an; es wurde nichts geändert.

## Digest, as a letter
mail-gist-quiet = nichts Neues für Sie
mail-gist = { $n ->
    [one] ein Dokument für Sie
   *[other] { $n } Dokumente für Sie
  }
mail-gist-decide = { $n } Dokumente für Sie, davon { $decide } zur Entscheidung
mail-gist-all = { $n ->
    [one] ein Dokument für Sie zur Entscheidung
   *[other] { $n } Dokumente für Sie zur Entscheidung
  }
mail-gist-due = { $n ->
    [one] eine Frist rückt näher
   *[other] { $n } Fristen rücken näher
  }
mail-gist-silent = { $n ->
    [one] eine Quelle ist verstummt
   *[other] { $n } Quellen sind verstummt
  }
mail-gist-speak = { $n ->
    [one] eine Quelle meldet sich wieder
   *[other] { $n } Quellen melden sich wieder
  }
mail-silences = Quellen, die verstummt sind oder sich wieder melden
mail-silence-began = „{ $source }“ schweigt seit { $since }; in dieser Zeit { $n ->
    [one] war etwa ein Dokument zu erwarten
   *[other] waren etwa { $n } Dokumente zu erwarten
  }.
mail-silence-never = „{ $source }“ hat noch nichts geliefert; zu erwarten { $n ->
    [one] war etwa ein Dokument
   *[other] waren etwa { $n } Dokumente
  }.
mail-silence-ended = „{ $source }“ schwieg seit { $since } und meldet sich seit { $until } wieder.
mail-silence-first = „{ $source }“ hat sich am { $until } zum ersten Mal gemeldet.
mail-news-changed = Geändert, seit Sie es gelesen haben
mail-news-also = Betrifft jetzt auch ein weiteres Dossier
mail-news-withdrawn = Zurückgezogen: Die Quelle hat dies entfernt
mail-news-removed = Auf Verlangen gelöscht: Es ist nichts mehr davon zu lesen
mail-removed-title = Ein Dokument, das Sie früher erhalten haben
mail-change-moved = { $what } verschoben von { $from } auf { $to }
mail-change-added = neuer Termin: { $what } { $on }
mail-change-dropped = Termin entfällt: { $what } { $on }
mail-change-state = Stand: { $state }
mail-change-title = anderer Titel; vorher: { $old }
mail-change-text = der Text wurde geändert
mail-more = Es gibt mehr, als in eine Nachricht passt; der Rest folgt in der nächsten.
mail-ahead = Was bevorsteht
mail-heard-papers = { $n ->
    [one] { $n } Dokument gelesen
   *[other] { $n } Dokumente gelesen
  }
mail-heard-sources = { $n ->
    [one] aus { $n } Quelle
   *[other] aus { $n } Quellen
  }
mail-heard-none-silent = keine Quelle schweigt
heard-failing = { $n ->
    [one] { $n } Quelle meldet einen Fehler ({ $names })
   *[other] { $n } Quellen melden einen Fehler ({ $names })
  }
heard-blocked = { $n ->
    [one] { $n } Quelle weist uns ab ({ $names })
   *[other] { $n } Quellen weisen uns ab ({ $names })
  }
heard-changed = { $n ->
    [one] { $n } Quelle antwortet in einer anderen Form als bisher ({ $names })
   *[other] { $n } Quellen antworten in einer anderen Form als bisher ({ $names })
  }
heard-late = { $n ->
    [one] { $n } Quelle wurde nicht rechtzeitig gelesen ({ $names })
   *[other] { $n } Quellen wurden nicht rechtzeitig gelesen ({ $names })
  }
heard-unread = { $n ->
    [one] { $n } Quelle wurde noch nie gelesen ({ $names })
   *[other] { $n } Quellen wurden noch nie gelesen ({ $names })
  }
heard-silent = { $n ->
    [one] { $n } Quelle schweigt ({ $names })
   *[other] { $n } Quellen schweigen ({ $names })
  }
heard-names = { $names } und { $n ->
    [one] eine weitere
   *[other] { $n } weitere
  }
mail-why = Sie erhalten diese Nachricht, weil für { $reader } diese Übersicht abonniert ist.
mail-to-desk = Zum Lobbybüro
mail-to-source = Zur Quelle
mail-stop = Abbestellen
mail-stop-ask = Möchten Sie diese Übersicht nicht mehr erhalten, teilen Sie es bitte der Absenderin oder dem Absender mit.

## Digest, the page
nav-digest = Übersicht per E-Mail
digest-lead = Wer was wie oft erhält und was aus jeder Nachricht geworden ist. Nichts wird übersprungen: Was nicht zugestellt werden konnte, steht unten.
digest-no-server = Es ist kein Mailserver eingerichtet, daher geht nichts per E-Mail hinaus. Die Verwaltung setzt NOABER_SMTP und NOABER_MAIL_FROM.
digest-readers = Abonnements
digest-readers-empty = Es gibt noch kein Abonnement.
digest-add = Jemanden hinzufügen
digest-change = Ändern
digest-save = Speichern
digest-name = Name oder Funktion
digest-address = E-Mail-Adresse
digest-purpose = Name und Adresse dienen nur dem Versand dieser Übersicht. Beim Entfernen werden sie gelöscht, auch aus der Warteschlange; im Verlauf stehen sie nie.
digest-language = Sprache
digest-cadence = Wie oft
cadence-at-once = sobald es etwas Neues gibt
cadence-daily = täglich
cadence-weekly = wöchentlich
cadence-sitting-days = an Sitzungstagen der Zweiten Kammer
digest-at = Uhrzeit
digest-day = Tag (bei wöchentlich)
weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag
digest-tiers = Was
digest-dossiers = Dossiers
digest-dossiers-help = Nichts angekreuzt heißt: alle Dossiers, auch neue.
digest-all-dossiers = alle Dossiers
digest-some-dossiers = { $n ->
    [one] { $n } Dossier
   *[other] { $n } Dossiers
  }
digest-heartbeat = Auch eine Nachricht, wenn es nichts gibt
digest-preview = Vorschau
digest-preview-lead = Das stünde jetzt in der nächsten Nachricht.
digest-pause = Pausieren bis
digest-pause-do = Pausieren
digest-paused = pausiert bis { $until }
digest-paused-moved = ruht seit dem Umzug dieses Büros, bis Sie das Abonnement fortsetzen
digest-resume = Fortsetzen
digest-remove = Entfernen und Daten löschen
digest-new-feed = Neue geheime Feed-Adresse
digest-feed-once = Geheime Adresse des Feeds. Sie wird nur jetzt angezeigt; wer sie kennt, kann mitlesen.
digest-last = letzte Nachricht: { $when }
digest-outbox = Postausgang
digest-outbox-empty = Es wurde noch keine Nachricht erstellt.
outbox-number = Nachricht
outbox-said = Was der Server sagte
outbox-waiting = wartet
outbox-claimed = wird zugestellt
outbox-handed = wird übergeben
outbox-uncertain = unklar, ob sie angekommen ist; geht noch einmal unter derselben Kennung hinaus
outbox-sent = vom Mailserver angenommen
outbox-failed = fehlgeschlagen
outbox-held = während der Pause zurückgehalten
outbox-dropped = entfallen; wird nicht versandt
outbox-moved = vor dem Umzug nicht versandt; kommt in einer späteren Nachricht
outbox-waits = { $n ->
    [one] { $n } Nachricht wartet
   *[other] { $n } Nachrichten warten
  } auf Zustellung, die älteste seit { $since }.
outbox-waits-next = Nächster Versuch: { $when }.
outbox-last-answer = Letzte Antwort des Mailservers, { $when }:
outbox-notices = { $n ->
    [one] { $n } Hinweis
   *[other] { $n } Hinweise
  }
outbox-tried = letzter Versuch { $when }
outbox-tries = { $n ->
    [one] { $n } Versuch
   *[other] { $n } Versuche
  }
outbox-twice = kann doppelt angekommen sein
outbox-next = nächster Versuch { $when }
outbox-items = { $n ->
    [one] { $n } Dokument
   *[other] { $n } Dokumente
  }
outbox-retry = Jetzt erneut versuchen
outbox-gone = jemand, der entfernt wurde
digest-stop-ask = Möchten Sie die Übersicht nicht mehr erhalten?
digest-stop-help = Ihr Name und Ihre Adresse werden dann gelöscht.
digest-stop-do = Abbestellen
digest-stopped = Sie sind abgemeldet. Ihr Name und Ihre Adresse wurden gelöscht.
digest-bad-name = Bitte einen Namen oder eine Funktion in einer Zeile angeben.
digest-bad-address = Das kann keine E-Mail-Adresse sein; erwartet wird name@ort.de.
digest-bad-tiers = Bitte mindestens eine Stufe wählen.
digest-bad-cadence = Bitte wählen, wie oft, mit einer Uhrzeit wie 07:30.
change-subscriber-added = Abonnement hinzugefügt
change-subscriber-changed = Abonnement geändert
change-subscriber-secret = neue Feed-Adresse
change-subscriber-paused = Abonnement pausiert
change-subscriber-resumed = Abonnement fortgesetzt
change-subscriber-removed = Abonnement entfernt
change-digest-made = Nachricht erstellt
change-letter-retried = Nachricht erneut angeboten

## How far a thing has come
state-planned = geplant
state-open = läuft
state-closed = abgeschlossen
state-kept = erfüllt
state-cancelled = abgesagt
state-adopted = angenommen
state-rejected = abgelehnt
state-withdrawn = zurückgezogen

## Kalender, Zusagen und die Spur eines Dokuments
nav-calendar = Kalender
nav-commitments = Zusagen
filter-view = Ansicht
filter-scope = Welche
calendar-lead = Debatten, Abstimmungen, Konsultationen und Fristen aus allen Quellen. Uhrzeiten sind die der Quelle.
calendar-who = Person oder Ausschuss
calendar-turn = Andere Tage
calendar-now = Jetzt
calendar-count = { $n ->
    [0] Keine Termine
    [one] { $n } Termin
   *[other] { $n } Termine
  }
calendar-cut = Nicht alles passt auf diese Seite; wählen Sie eine Woche oder ein Dossier.
calendar-off = Entfällt
calendar-empty = An diesen Tagen und danach steht nichts an. Wählen Sie andere Tage, oder sehen Sie unter allen Terminen nach.
calendar-empty-until = An diesen Tagen steht nichts an. Der nächste Termin ist am
calendar-hour = Wann die Sitzung endet, ist hier nicht bekannt; im Kalender steht eine Stunde.
calendar-view-ahead = Nächste 30 Tage
calendar-view-month = Monat
calendar-view-week = Woche
calendar-scope-ours = Was unsere Dossiers berührt
calendar-scope-all = Alle Termine
feeds-head = In Ihrem eigenen Kalender
feeds-help = Über eine geheime Adresse holt Ihr Kalenderprogramm diese Auswahl selbst ab, auch wenn sich etwas verschiebt oder entfällt. Wer die Adresse hat, kann mitlesen; widerrufen Sie sie, wenn das nicht mehr sein soll.
feeds-name = Name des Kalenders
feeds-make = Adresse für diese Auswahl anlegen
feeds-made = Angelegt
feeds-withdrawn = widerrufen
feeds-withdraw = Widerrufen
feeds-once = Der Kalender ist angelegt. Die Adresse wird nur jetzt angezeigt; Noaber speichert sie nicht.
feeds-how = Fügen Sie diese Adresse in Ihrem Kalenderprogramm als Abonnement hinzu (nicht als Datei, denn eine Datei wird nicht aktualisiert):
feeds-unreachable = Es ist nicht eingestellt, wo dieses Büro zu erreichen ist. Stellen Sie den Anfang der Adresse voran, unter der Sie es öffnen; die Administration kann sie mit NOABER_ADDRESS festlegen.
feeds-open = Datei öffnen
feeds-back = Zurück zum Kalender
refused-feed-name = Geben Sie dem Kalender einen Namen mit höchstens 100 Zeichen.
today-reminders = Endet demnächst
reminder-urgent = höchstens zwei Tage
reminder-soon = innerhalb einer Woche
commitments-lead = Was Regierungsmitglieder dem Parlament zugesagt haben. Überfällig ist, was nach dem zugesagten Tag noch offen ist.
commitments-who = Wer zusagte oder fragte
commitments-standing = Stand
commitments-count = { $n ->
    [0] Keine Zusagen
    [one] { $n } Zusage
   *[other] { $n } Zusagen
  }
commitments-empty = Hier gibt es keine Zusagen. Wählen Sie einen anderen Stand, oder sehen Sie unter allen Zusagen nach.
commitment-scope-ours = Was unsere Dossiers berührt
commitment-scope-all = Alle Zusagen
commitment-due = bis
commitment-no-day = ohne Termin
commitment-by = Von
commitment-to = an
commitment-made = am
commitment-debate = Zugesagt in
promise-late = Überfällig
promise-open = Offen
promise-kept = Erfüllt
promise-dropped = Hinfällig
trail-head = Die Spur dieses Dokuments
trail-help = Vorgang, Debatte, Abstimmung und Zusage, die dazugehören, nach Tagen geordnet.
trail-here = dieses Dokument
trail-same-case = zum selben Vorgang
trail-promised = in dieser Debatte zugesagt
trail-missing = Hierauf wird verwiesen, es ist hier aber noch nicht eingegangen:
link-part-of = hierzu gehört dieses Dokument
link-concerns = darum geht es
link-answers = dies wird beantwortet
link-amends = dies wird geändert
link-implements = europäisches Dokument dazu
link-promised-in = hier zugesagt
link-agenda-of = steht hier auf der Tagesordnung
link-annex-of = Anlage hierzu
link-record-of = Protokoll hiervon
link-related = hängt damit zusammen
linked-part-of = gehört zu diesem Dokument
linked-concerns = betrifft dies
linked-answers = Antwort hierauf
linked-amends = ändert dies
linked-implements = nationales Dokument dazu
linked-promised-in = hier zugesagt
linked-agenda-of = stand hier auf der Tagesordnung
linked-annex-of = Anlage
linked-record-of = Protokoll
linked-related = hängt damit zusammen
files-head = Auf jeder Seite der Grenze
files-short = Beide Seiten
files-help = Das niederländische, das deutsche und das europäische Dokument zur selben Sache nebeneinander: wie weit es ist, was folgt und wer zuständig ist.
files-none-here = Auf dieser Seite noch kein Dokument.
files-stage = Stand
files-next = Danach
files-competent = Zuständig
files-deciding = Wer hier entscheidet
files-by-source = (laut Quelle)
files-not-said = nicht bekannt
files-no-date = kein Termin bekannt
files-change = Ändern
files-save = Speichern
files-remove = Aus dem Dossier nehmen
files-suggested = Könnte dazugehören
files-add = Hinzufügen
files-name = Nummer oder Adresse eines Dokuments
files-why-link = wird in einem Dokument dieses Dossiers genannt
files-why-meaning = ähnelt einem Dokument dieses Dossiers:
files-why-signal = Signal dieses Dossiers
refused-competent = Der Name einer Behörde ist eine Zeile mit höchstens 200 Zeichen.
refused-file-unknown = Zu dieser Nummer oder Adresse ist hier kein Dokument eingegangen.
change-mirror-added = Dokument danebengelegt
change-mirror-changed = zuständige Behörde geändert
change-mirror-removed = Dokument aus dem Dossier genommen

# Eigene Quellen
sources-add = Quelle hinzufügen
sources-own = selbst hinzugefügt
sources-change = Ändern
sources-out = Herausgenommen
new-source-lead = Ein Nachrichten-Feed, ein Kalender oder eine gewöhnliche Webseite, die einen anbietet. Sie sehen zuerst, was antwortet; gespeichert wird erst, wenn Sie es möchten.
new-source-address = Adresse
new-source-address-help = Zum Beispiel die Nachrichtenseite einer Gemeinde oder eine Adresse, die auf rss, atom oder ics endet.
new-source-look = Nachsehen, was antwortet
new-source-found = Gefunden
new-source-items = { $n ->
    [one] { $n } Dokument
   *[other] { $n } Dokumente
}
new-source-newest = neuestes vom { $day }
new-source-until = Termine bis { $day }
new-source-rejected = { $n ->
    [one] { $n } davon ist unlesbar
   *[other] { $n } davon sind unlesbar
}
new-source-empty = derzeit leer; Sie können die Quelle trotzdem speichern
new-source-offers = Auf dieser Seite gefunden
new-source-offers-help = Wählen Sie aus, was gelesen werden soll.
new-source-offer-look = Nachsehen, was antwortet
new-source-stands = Wird bereits gelesen
new-source-as = Speichern als
new-source-any-language = Wie im jeweiligen Dokument angegeben
new-source-keep = Diese Quelle speichern
own-source-name = Name
own-source-hours = Abruf alle … Stunden
own-source-save = Speichern
own-source-rest = Ruhen lassen
own-source-resume = Wieder lesen
own-source-remove = Herausnehmen
own-source-remove-help = Eine ruhende oder herausgenommene Quelle wird nicht gelesen. Was sie gebracht hat, bleibt; Sie können sie jederzeit wieder aufnehmen.
own-source-restore = Zurückholen
own-source-added = hinzugefügt am { $day }
own-source-out = Am { $day } herausgenommen und seither nicht gelesen. Was sie gebracht hat, bleibt.
own-source-among = Zur Quelle in der Liste
own-source-history = Was damit geschah
own-source-done-added = Die Quelle ist gespeichert und wird beim nächsten Abruf gelesen.
own-source-done-demo = Die Quelle ist gespeichert. Dies ist eine Vorführung: Hier wird nichts Neues abgerufen.
own-source-done-saved = Gespeichert.
own-source-done-rests = Die Quelle ruht und wird nicht gelesen.
own-source-done-resumed = Die Quelle wird ab dem nächsten Abruf wieder gelesen.
own-source-done-removed = Die Quelle ist herausgenommen. Unten können Sie sie zurückholen.
own-source-done-back = Die Quelle ist zurück und wird beim nächsten Abruf gelesen.
no-source-address = Das ist keine Adresse. Erwartet wird etwas wie https://gemeinde.example/aktuelles.
no-source-scheme = Nur Adressen, die mit https:// oder http:// beginnen, können gelesen werden.
no-source-password = Diese Adresse enthält einen Benutzernamen oder ein Kennwort, das alle im Büro sehen würden. Lassen Sie es weg.
no-source-network = Diese Adresse liegt in einem internen Netz oder führt dorthin. Solche Adressen fragt Noaber nicht ab, damit niemand auf diesem Weg in das Netz sehen kann. Wer Noaber betreibt, kann es zulassen.
no-source-stands = Diese Adresse wird bereits gelesen: { $what }.
no-source-answer = Von dieser Adresse kam keine Antwort. Ist sie richtig geschrieben? Versuchen Sie es sonst später erneut.
no-source-slow = Diese Adresse brauchte länger als { $what } Sekunden für eine Antwort. Versuchen Sie es später erneut.
no-source-status = Die Adresse antwortete mit Fehler { $what }. Ist sie vollständig, und ist sie ohne Anmeldung lesbar?
no-source-too-big = Was hier antwortet, ist größer als { $what } Megabyte und wurde nicht zu Ende gelesen.
no-source-blocked = Der Herausgeber weist Programme mit einer Prüfseite ab. Fragen Sie dort nach einem Feed.
no-source-feed = Das ist weder ein Feed noch ein Kalender, und die Seite nennt auch keinen. Suchen Sie auf der Seite nach „RSS“, „Atom“ oder „iCal“ und nehmen Sie diese Adresse.
no-source-unreadable = Das beginnt wie ein Feed oder Kalender, ist aber nicht lesbar. Bitten Sie den Herausgeber, es in Ordnung zu bringen.
no-source-kind = Quellen dieser Art können hier nicht hinzugefügt werden.
no-source-name = Geben Sie der Quelle einen Namen von höchstens 120 Zeichen.
no-source-rhythm = Eine Quelle wird höchstens einmal pro Stunde und mindestens einmal im Monat gelesen: Tragen Sie 1 bis 744 ein.
no-source-unknown = Diese Quelle gibt es nicht.
no-source-of-pack = Diese Quelle gehört zur Region und wird dort geändert.
change-source-added = Quelle hinzugefügt
change-source-changed = Quelle geändert
change-source-rested = ruht
change-source-resumed = wieder aufgenommen
change-source-removed = herausgenommen
change-source-back = zurückgeholt
