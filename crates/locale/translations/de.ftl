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
foot = Noaber liest öffentliche Quellen. Die Wahrscheinlichkeit bei einem Signal ist eine Schätzung; das Urteil liegt bei Ihnen.
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
today-since = seit { $since }, aus { $n ->
    [one] { $n } Quelle.
   *[other] { $n } Quellen.
  }
today-sources = aus { $n ->
    [one] { $n } Quelle.
   *[other] { $n } Quellen.
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
today-tier-empty = Nichts. Hier ist alles beurteilt.
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
today-silent = Stille erklärt
today-in-time = { $n ->
    [one] { $n } Quelle ist pünktlich.
   *[other] { $n } Quellen sind pünktlich.
  }
today-unread = { $n ->
    [one] { $n } Quelle wurde noch nie gelesen.
   *[other] { $n } Quellen wurden noch nie gelesen.
  }
today-to-sources = Alle Quellen
source-is-silent = schweigt seit { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
  } (erwartet: höchstens { $expected }).
source-is-late = wurde nicht rechtzeitig gelesen.
source-is-failing = meldet einen Fehler.

## Stufen, Richtung, Urteil
tier-decide = Entscheiden
tier-decide-hint = verlangt eine Position oder einen Beschluss
tier-act = Handeln
tier-act-hint = diese Woche etwas tun
tier-know = Wissen
tier-know-hint = zur Kenntnis
bearing-opportunity = Chance
bearing-threat = Risiko
bearing-neutral = Neutral
verdict-act = Aufgreifen
verdict-watch = Beobachten
verdict-dismiss = Nicht für uns
judged-act = Aufgegriffen
judged-watch = Beobachtet
judged-dismiss = Nicht für uns
judged-undone = Wieder offen
standing-open = Noch offen
undo = Rückgängig machen

## Karte eines Signals
card-position = Position
card-carriers = Wer trägt es
card-why = Warum:
card-chance = Wahrscheinlichkeit
card-chance-title = Die geschätzte Wahrscheinlichkeit, dass Sie dies sehen möchten
card-because = wegen der Worte:
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
order-deadline = Nächste Frist zuerst
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
item-facts = Angaben
item-versions = Fassungen
item-version = Fassung { $n }
item-version-same = An Titel, Angaben und Text hat sich nichts geändert.
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
change-signal-act = aufgegriffen
change-signal-watch = wird beobachtet
change-signal-dismiss = abgelegt: nicht für uns
change-signal-undone = Urteil zurückgenommen
change-dossier-added = Dossier angelegt
change-dossier-changed = Dossier geändert
change-dossier-removed = Dossier entfernt
score-words-only = Noaber vergleicht derzeit nur Wörter: die eines Dossiers mit denen eines Dokuments, jeweils in der eigenen Sprache. Was mit ganz anderen Worten dasselbe meint, erkennt es nicht.

## Dossiers
dossiers-lead = Wofür sich die Region einsetzt, das Wichtigste zuerst.
dossiers-empty = Die Region hat noch keine Dossiers.
dossier-priority = Priorität { $n } von 5
dossier-priority-head = Priorität
dossier-open = Offene Signale
dossier-signals = Alle Signale
dossier-moved = { $n ->
    [one] { $n } Signal Unterschied zu den vier Wochen davor
   *[other] { $n } Signale Unterschied zu den vier Wochen davor
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
dossier-carriers = Wer trägt es weiter
dossier-no-signals = Noch keine Signale zu diesem Dossier.
dossier-all-signals = Alle Signale dieses Dossiers
dossier-queries = Worauf es hört
dossier-queries-help = Mit diesen Suchanfragen wird jedes neue Dokument abgeglichen.
dossier-no-queries = Dieses Dossier hört noch auf nichts.
dossier-rail = Vereinbarungen und Mittel
dossier-agreements = Vereinbarungen
dossier-programmes = Wer fördern kann
mandate-pack = ✓ Darf gesagt werden
mandate-pack-help = Position und Forderung stehen so in den Unterlagen der Region.
mandate-example = Noch nicht verwenden
mandate-example-help = Position und Forderung sind hier ein Beispiel; die Region hat sie nicht beschlossen.
mandate-none = Noch keine Position
mandate-none-help = Die Region beobachtet dies, fordert aber noch nichts.

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
search-results = Gefundene Dokumente
search-touches = Betrifft
search-empty = Nichts gefunden. Versuchen Sie es mit weniger Wörtern oder einer weiteren Auswahl.
search-nothing-asked = Geben Sie ein oder mehrere Wörter ein, um alles Gelesene zu durchsuchen.

## Quellen
sources-told = { $n ->
    [one] { $n } Quelle, davon { $fine } pünktlich.
   *[other] { $n } Quellen, davon { $fine } pünktlich.
  }
sources-empty = Die Region hat noch keine Quellen.
health-fine = Pünktlich
health-silent = Schweigt
health-late = Nicht rechtzeitig gelesen
health-failing = Meldet einen Fehler
health-unread = Noch nicht gelesen
health-off = Abgeschaltet
source-items = Dokumente
source-succeeded = Zuletzt gelungen
source-newest = Zuletzt etwas Neues
source-newest-published = Neuestes Dokument vom
source-lag = Üblicher Verzug
source-lag-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
  }
source-silent-after = Gilt als still nach
source-rejected = Unlesbare Dokumente
source-failures = Mal in Folge gescheitert
source-fault = Was schiefging:
source-address = Adresse
source-runs = Die letzten Abrufe
run-ok = gelungen
run-failed = gescheitert
run-running = läuft oder abgebrochen
run-told = Seiten { $pages }, neu { $new }, geändert { $changed }, bekannt { $same }, zurückgezogen { $gone }, unlesbar { $rejected }

## Agenda und Netzwerke
agenda-lead = Von den eigenen Linien zu denen von Provinz, Land und Europa: Was wir tun, dient auch dem, was andere wollen.
agenda-serves = trägt bei zu
agenda-served = getragen von
agenda-empty = Die Region hat noch keine Agenda.
agenda-loose = Dossiers ohne Linie
networks-lead = Wo die Region am Tisch sitzt, wer die Führung hat und welche Vereinbarungen gelten.
networks-ladder = Leiter der Ebenen
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
network-carries = Kann tragen
network-known-in = Stand { $year }

## Hilfe
help-day-head = Ein Tag mit Noaber
help-day = Noaber liest Parlamente, Ministerien und Förderstellen in Den Haag, Berlin und Brüssel und gleicht jedes neue Dokument mit den Dossiers der Region ab. Unter „Heute“ steht, was Sie angeht. Sagen Sie bei jedem Signal, ob Sie es aufgreifen, beobachten oder ablegen; das lässt sich jederzeit rückgängig machen, und im Verlauf bleibt stehen, wer was warum getan hat.
help-tiers-head = Drei Stufen
help-tier-decide = Eine Debatte, eine Abstimmung oder eine Frist steht bevor. Die Region muss wissen, was sie will.
help-tier-act = Frisch und treffend: diese Woche anrufen, schreiben oder weitergeben.
help-tier-know = Gut zu wissen; Sie müssen nichts tun.
help-score-head = Wie eine Wahrscheinlichkeit entsteht
help-score = Jedes Signal erhält eine Wahrscheinlichkeit zwischen 0 und 100 Prozent, dass Sie es sehen möchten. Sie setzt sich aus Gründen zusammen: Wörter in Titel oder Text, wörtliche Wendungen, seltene Wörter, Orte der Region, die Art des Dokuments, eine Frist. Auf der Seite eines Dokuments steht der Anteil jedes Grundes.
help-bearing = Chance, Risiko oder neutral folgt aus festen Regeln. Die ausschlaggebenden Wörter stehen dabei. Stimmt es nicht, gilt Ihr Urteil.
help-keys-head = Tasten
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
