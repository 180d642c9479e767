# The words of the desk in English. Every key stands in nl.ftl and de.ftl as well,
# with the same variables. $n is always a count.

## Around every page
skip = Skip to the content
nav-main = Main menu
nav-languages = Language
nav-today = Today
nav-signals = Signals
nav-agenda = Agenda
nav-dossiers = Dossiers
nav-networks = Networks
nav-search = Search
nav-sources = Sources
nav-help = Help
nav-waiting = to decide on
search-hint = Search all papers
search-hint-count = Search { $n ->
    [one] { $n } paper
   *[other] { $n } papers
  }
demo-day = The clock of this demonstration stands still at
foot = Noaber reads public sources. The percentage beside a signal is an estimate; the judgement is yours.
foot-keys = Switch keyboard shortcuts on or off
sign-in = Sign in
sign-in-help = This desk is open only to those who have its key. Your region’s administrator can give it to you.
sign-in-key = Key
sign-in-wrong = This key is not right. Please check it and try again.
sign-out = Sign out
never = never yet
example = Example

## Distance in days
relative-today = today
relative-tomorrow = tomorrow
relative-yesterday = yesterday
relative-ahead = in { $n } days
relative-ago = { $n } days ago

## Today
today-read = { $n ->
    [one] { $n } paper read
   *[other] { $n } papers read
  }
today-since = since { $since }, from { $sources }.
today-sources = from { $sources }.
today-recorded = in the recordings, from { $sources }.
today-from-all = { $n ->
    [one] { $n } source
   *[other] { $n } sources
  }
today-from = { $read } of { $n ->
    [one] { $n } source
   *[other] { $n } sources
  }
today-touched = { $n ->
    [0] Nothing is waiting for you.
    [one] One signal touches { $region } and is waiting for you.
   *[other] { $n } signals touch { $region } and are waiting for you.
  }
today-behind = { $n ->
    [one] { $n } paper has not been compared with the dossiers yet.
   *[other] { $n } papers have not been compared with the dossiers yet.
  }
today-tier-empty = Nothing: everything here has been judged.
today-more = { $n ->
    [one] See { $n } more signal
   *[other] See { $n } more signals
  }
today-rail = Overview
today-coming = The next 14 days
today-coming-empty = Nothing is planned for the next two weeks.
today-moving = On the move
today-moving-empty = No dossier had a signal in the last eight weeks.
today-moving-help = Signals a week; the difference is between the last four weeks and the four before.
today-moved = from { $before } to { $after } signals in four weeks
today-silent = What is not heard, and why
today-in-time = { $n ->
    [one] { $n } source is on time.
   *[other] { $n } sources are on time.
  }
today-to-sources = All sources
source-is-silent = has been silent for { $n ->
    [one] { $n } day
   *[other] { $n } days
  } (expected: at most { $expected }).
source-is-late = was not read in time.
source-is-failing = reports an error.
source-is-blocked = holds us back with a challenge page.
source-is-changed = answers in another form than before.

## Tiers, bearing, verdict
tier-decide = Decide
tier-decide-hint = asks for a position or a decision
tier-act = Act
tier-act-hint = do something this week
tier-know = For information
tier-know-hint = good to know
bearing-opportunity = Opportunity
bearing-threat = Threat
bearing-neutral = Neutral
verdict-act = Take up
verdict-watch = Follow
verdict-dismiss = Not for us
judged-act = Taken up
judged-watch = Being followed
judged-dismiss = Not for us
judged-undone = Open again
judged-learns = The other signals of this dossier are being weighed anew.
standing-open = Still open
undo = Undo

## The card of a signal
card-position = Position
card-carriers = Possible allies
card-why = Why:
card-chance = fit
card-chance-title = How likely it is, by estimate, that you want to see this
card-learned-up = +{ $by } by your verdicts
card-learned-down = −{ $by } by your verdicts
card-because = because of:
card-archived = from the archive
card-add-why = Say why
card-why-label = Why (goes into the history)

## Reasons
reason-title-hit = in the title: { $words }
reason-body-hit = in the text: { $words }
reason-phrase = word for word: { $words }
reason-terms = several terms together: { $words }
reason-rare-term = rare word: { $words }
reason-region-named = names { $words }
reason-committee = committee { $words }
reason-kind = type of paper: { $words }
reason-deadline = deadline: { $words }
reason-country = comes from: { $words }
reason-money = there is money in it: { $words }
reason-border = is about the border: { $words }
reason-closeness = comes close to the dossier in meaning
reason-meaning = no word of yours stands in it; its meaning is near to your dossier
reason-meaning-very = no word of yours stands in it; its meaning is very near to your dossier
reason-about = words of the description: { $words }
reason-elsewhere = about another region: { $words }
reason-learned = earlier verdicts: { $words }
feature-start = every paper for this dossier
feature-title-words = words in the title
feature-text-words = words in the text
feature-title-term = whole search terms in the title
feature-rare-title = rare words in the title
feature-terms = how many search terms occur
feature-title-parts = parts of compound words in the title
feature-covered = how fully a search term occurs
feature-covered-title = how fully a search term stands in the title
feature-core-title = core words of the dossier in the title
feature-focus = how much of the title is about it
feature-about-title = words of the description in the title
feature-about-text = words of the description in the text
feature-region-title = a name of the region in the title
feature-region-named = a name of the region
feature-border = is about our border
feature-elsewhere-title = another region in the title
feature-elsewhere = another region
feature-kind-motion = motion
feature-kind-single = question of a single member
feature-kind-paper = type of paper
feature-kind-course = paper on the course of business
feature-kind-union = paper of or about the European Union
feature-deadline = a deadline that draws near
feature-money = there is money in it
feature-committee = words of the name of the committee
feature-closeness = comes close to the dossier in meaning
feature-closeness-border = comes close to the dossier in meaning and names our border in its title
feature-closeness-union = comes close to the dossier in meaning, in a paper of or about the European Union

## Signals and filters
signals-list = List of signals
signals-count = { $n ->
    [0] No signals
    [one] { $n } signal
   *[other] { $n } signals
  }
signals-empty = There are no signals yet. They will stand here once papers have been read and compared.
signals-empty-filtered = No signal fits this choice.
filter-all = All
filter-show = Show
filter-clear = Clear the choice
filter-tier = Tier
filter-bearing = Bearing
filter-dossier = Dossier
filter-country = Arena
filter-language = Language
filter-standing = Verdict
filter-order = Order
filter-kind = Type of paper
filter-source = Source
filter-from = From
filter-to = Up to
order-newest = Newest first
order-best = Best first
order-deadline = Earliest deadline first
pager = Page { $at } of { $n }
pager-at = Page { $n }
pager-label = Pages
pager-before = Previous
pager-after = Next
country-nl = Netherlands
country-de = Germany
country-eu = European Union
language-nl = Dutch
language-de = German
language-en = English
language-any = Any language

## Types of paper
kind-motion = motion
kind-amendment = amendment
kind-letter = letter
kind-question = question
kind-answer = answer
kind-bill = bill
kind-proposal = proposal
kind-report = report
kind-debate = debate
kind-meeting = meeting
kind-vote = vote
kind-commitment = commitment
kind-call = call for proposals
kind-consultation = consultation
kind-law = act or decision
kind-record = record
kind-news = news
kind-annex = annex
kind-other = other
date-deadline = Closes
date-event = Meeting
date-vote = Vote
date-opening = Opens
date-promised = Due
date-closed = Closed

## One paper
item-open = Go to the source
item-gone = Withdrawn by the source
item-gone-help = What we read remains here.
item-signals = Why this is here
item-no-signal = This paper touches no dossier.
item-named = Named
item-shares = All reasons and their share
item-text = Text
item-no-text = The source gave no text; please read the paper there.
item-text-taken-down = The text of this paper was taken down.
item-facts = Particulars
item-versions = Versions
item-version = version { $n }
item-version-same = Title, particulars and text did not change.
changed-since-seen = Changed on { $day }, after it was last looked at here:
changed-lately = Changed on { $day }:
card-also = also in { $sources }
item-taken-down = Taken down
item-taken-down-help = The text was taken down and is no longer kept here. Who did so and why stands in the history below.
item-origins = Sources of this paper
item-origin-gone = withdrawn there
altered-date-moved = Moved: { $from } → { $to }
altered-deadline-moved = Deadline moved: { $from } → { $to }
altered-date-set = New date: { $date }
altered-deadline-set = New deadline: { $date }
altered-date-dropped = No longer announced: { $date }
altered-cancelled = Cancelled
off-cancelled = Cancelled
off-withdrawn = Withdrawn
altered-reopened = Open again
altered-state = Status: { $state }
altered-title = The title has changed
altered-text-came = The text has become available
altered-text = Text amended: { $gone ->
    [one] { $gone } word deleted
   *[other] { $gone } words deleted
  }, { $came ->
    [one] { $came } word added
   *[other] { $came } words added
  }
altered-committee = Another committee leads
altered-new-actor = Newly involved: { $actor }
altered-file = Moved to another file
altered-published = The date of publication has changed
altered-number = The number has changed
altered-links = Its links to other papers have changed
change-items-joined = recognised as the same paper from another source
change-signals-joined = two signals of one paper put together
change-item-taken-down = taken down
change-take-down-lifted = may be read again
field-kind = Type
field-title = Title
field-number = Number
field-published = Published
field-dates = Dates
field-committee = Committee
field-actors = Those involved
field-file = File
field-topics = Subjects
field-arrived = Read
field-body = Text
history = History
history-empty = Nothing has changed yet.
who-adviser = adviser
who-noaber = Noaber
who-command-line = command line
who-demo = demonstration
change-signal-act = taken up
change-signal-watch = being followed
change-signal-dismiss = put aside: not for us
change-signal-undone = verdict taken back
change-dossier-added = dossier added
change-dossier-changed = dossier changed
change-dossier-removed = dossier removed
change-learning-aside = verdicts no longer count
change-learning-counts = verdicts count again
score-words-only = Noaber compares words alone for now: those of a dossier with those of a paper, each in its own language. What means the same in quite other words it does not see.

## Dossiers
dossiers-lead = What the region speaks up for, the most important first.
dossiers-empty = The region has no dossiers yet.
dossier-priority = priority { $n } of 5
dossier-priority-head = Priority
dossier-open = Open signals
dossier-signals = All signals
dossier-moved = { $n ->
    [one] { $n } signal compared with the four weeks before
   *[other] { $n } signals compared with the four weeks before
  }
dossier-parts = Parts of this dossier
dossier-ask = What we ask
dossier-position = Position
dossier-lead = In the lead
dossier-why = Why this region
dossier-why-empty = There are no arguments yet.
lanes-head = Three lanes, one time line
lanes-help = Every dot is a paper or a date; open dots still lie ahead. The dashed line is today.
lanes-told = Papers and dates: { $eu } in Brussels, { $nl } in The Hague, { $de } in Berlin.
lane-eu = Brussels
lane-nl = The Hague
lane-de = Berlin
dossier-carriers = Possible allies
dossier-no-signals = No signals for this dossier yet.
dossier-all-signals = All signals of this dossier
dossier-queries = What is searched for
dossier-queries-help = Every new paper is compared with these standing queries.
dossier-no-queries = Nothing is searched for yet.
dossier-rail = Agreements and money
dossier-agreements = Agreements
dossier-programmes = Who could pay
mandate-pack = ✓ May be said
mandate-pack-help = Position and ask stand like this in the region’s own papers.
mandate-example = Do not say this yet
mandate-example-help = Position and ask are an example here; the region has not agreed on them.
mandate-none = No position yet
mandate-none-help = The region follows this, but asks for nothing so far.

## What a dossier listens for
dossier-new = New dossier
dossier-listen = Change what is searched for
listen-help = Every new paper is compared with these words: the Dutch ones with papers in Dutch, the German ones with German papers, the English ones with English papers. Put a word or a group of words on each line; one line that fits is enough. Beside it you see what you would find, before you save.
listen-field = Words
listen-save = Save
listen-saved = Saved: { $languages }. New papers are compared with it from now on.
listen-saved-none = Nothing had been changed.
listen-out = No longer searched in: { $languages }.
listen-emptied = This field is empty. Once saved, the dossier no longer searches in this language. What you judged stays; write the query again to undo this.
listen-silent = This dossier searches for nothing at present. Write a query in at least one language to get new signals.
listen-always = Always show me exact hits
listen-always-help = Whatever this query finds stays in view, however low its score.
listen-unsaved = Not saved yet
listen-kept = What you typed is below; what was saved still applies.
listen-signs = Signs you can use
listen-others = Also searches with
listen-others-help = These queries come with the region’s data and cannot be changed here.
sign-word = the word, also inflected and in compounds
sign-phrase = these words side by side, in this order
sign-star = everything that begins like this
sign-and = both words, anywhere in the same paper
sign-or = either of the two
sign-not = the first, but not the second
sign-near = at most five words apart
sign-field = in the title only; likewise actor, committee, country, source and kind
sign-exact = exactly so, with these capitals
sign-weight = counts double
preview-show = Show what this finds
preview-nothing = Type one or more words; what they find appears here.
preview-week = last 7 days
preview-year = last 12 months
preview-all = in everything
preview-more-than = more than { $n }
preview-unknown = unknown
preview-flood = { $n ->
    [one] This finds { $n } paper a week on average.
   *[other] This finds { $n } papers a week on average: more than anyone can read. Add a word that must occur as well, or choose a more precise one.
  }
preview-never = Never found:
preview-never-once = never found
preview-terms = Hits per word
preview-term = Word
preview-related = Search for these as well
preview-related-help = A click adds the word; a word of another language goes into the query of that language. The number is that of the papers it stands in; saving is up to you.
preview-lost = No longer found
preview-gained = Found as well
preview-kept = Still found
preview-newest = Newest finds
preview-empty = Not a single paper fits. Once saved, new papers are compared with it all the same.
related-add = Add:
related-form = Found already: other forms
related-compound = Compounds and their parts
related-spelling = Other spellings
related-beside = Often in the same papers
related-meaning = Related in meaning
related-language = In other languages
related-items = { $n ->
    [one] { $n } paper
   *[other] { $n } papers
    }
related-items-more = more than { $n } papers
related-add-other = Add to the query in { $language }:
related-counting = The words of the archive are being counted. Related words will appear here by themselves.
related-without-model = Words related in meaning and words in other languages need the meaning model, which is not installed here.
related-being-read = Words are still being read for their meaning; there will be more in a minute.
query-fault-place = Where it goes wrong
query-fault-suggestion = Did you mean:
query-fault-empty = There is no word yet.
query-fault-too-long = This is too long: a query has at most 10,000 characters.
query-fault-too-deep = There are too many brackets within brackets.
query-fault-too-many-terms = These are too many words: at most 500.
query-fault-unexpected = This cannot stand here.
query-fault-unclosed = A bracket is not closed or not opened.
query-fault-quote = A quotation mark is not closed.
query-fault-no-word = Here is a sign where a word should be.
query-fault-wildcard = An asterisk belongs at the end of a word of at least two letters.
query-fault-unknown-field = This field or language does not exist.
query-fault-unknown-value = This kind of paper or this country does not exist.
query-fault-weight = A weight is a number from 0.1 to 10.
query-fault-distance = A distance is a number from 1 to 100.
query-fault-only-not = Say what must occur as well.
query-fault-misplaced = These two do not go together.
query-fault-operator = The connecting words are English: AND, OR, NOT and NEAR.
backfill-head = The past is being searched.
backfill-help = You can carry on meanwhile.
backfill-waits = about to begin
backfill-at = { $done } of { $total } papers
backfill-look = See how far it is
backfill-done = The past has been searched.
backfill-to-dossier = To the signals of this dossier
learned-head = What you kept and dismissed counts
learned-short = What was learned
learned-help = Your verdicts shift how much the features of a paper count, for this dossier only and within fixed bounds. Take a verdict back, and what it shifted is back as it was.
learned-heard = { $n ->
    [one] { $n } verdict heard
   *[other] { $n } verdicts heard
  }
learned-act = { $n } taken up
learned-watch = { $n } followed
learned-dismiss = { $n } not for us
learned-since = By your verdicts:
learned-rose = { $n ->
    [one] { $n } open signal higher
   *[other] { $n } open signals higher
  }
learned-fell = { $n } lower
learned-muted = { $n } below the threshold and no longer shown
learned-moves = Features that count differently for this dossier
learned-feature = Feature
learned-change = Shift
learned-weight = Weight
learned-more = speaks for it more
learned-less = speaks for it less
learned-from-to = { $from } → { $to }
learned-nothing = As soon as you judge signals of this dossier, that counts for the others. What shifts is then shown here.
learned-waits = The signals are being weighed anew now.
learned-aside = The verdicts on this dossier do not count; all signals have the score they would have without them.
learned-set-aside = Do not let verdicts count
learned-take-up = Let verdicts count again
new-help = A subject and two words are enough to begin with. You see at once what they find; position and arguments can wait.
new-title = Title
new-about = What it is about (may stay empty)
new-about-help = One or two ordinary sentences. Papers are compared with these as well.
new-language = Language of the words
new-words = Words to search for
new-words-help = A word or a group of words on each line; one line that fits is enough.
new-words-other = Words
new-save = Make this dossier
new-made = The dossier has been made; it is searched for from now on.
new-made-listen = Add words in other languages
mirror-head = In other languages and countries
mirror-help = Papers close in meaning to this one.
mirror-how = Compared were the title and the beginning of the text.
mirror-closeness = closeness
mirror-empty = Nothing like it was found in other languages and countries.
mirror-without = Whether something elsewhere means the same cannot be seen now: the language model is not installed. Whoever looks after the program can add it with
mirror-not-read = This paper has not been read for its meaning yet, so nothing has been compared. So far { $read } of { $total } papers have been read. Noaber reads the rest while it runs. Whoever looks after the program can have all of them read at once with
help-new-head = A dossier of your own
help-new = Under Dossiers you make a new dossier with a title and a few words. Before you save you see how often each word was found in the last week and the last year, which papers are gained or lost, and which words often stand in the same papers. Once saved, new papers are compared with it at once; the old ones follow in the background.
change-interest-added = query added
change-interest-changed = query changed
change-interest-removed = query removed
refused-query = The query cannot be read; nothing was changed.
refused-title = Give the dossier a title of at most 200 characters.

## Search
search-words = Words
search-help = Plain words find papers in which they stand together. "In quotation marks" searches word for word, border* finds everything that begins like that, and OR, NOT and brackets work too.
search-count = { $n ->
    [0] Nothing found
    [one] { $n } paper found
   *[other] { $n } papers found
  }
search-count-more = More than { $n } papers found
search-understood = Read as
search-fault = This could not be read as a query; searched for the words instead. This is where it went wrong:
search-results = Papers found
search-touches = Touches
search-empty = Nothing found. Try fewer words or a wider choice.
search-looked-at = { $n ->
    [one] Looked at: { $n } paper
   *[other] Looked at: the newest { $n } papers with these words
  }
search-looked-back = { $looked }, back to { $day }. Older papers have not been looked at yet.
search-look-on = Search on in older papers
search-nothing-asked = Type one or more words to search everything that was read.

## Sources
sources-told = { $n ->
    [one] { $n } source, { $fine } of them on time.
   *[other] { $n } sources, { $fine } of them on time.
  }
sources-unread = { $n ->
    [one] { $n } source was not read yet
   *[other] { $n } sources were not read yet
  }
sources-off = { $n ->
    [one] { $n } source is switched off or cannot be heard
   *[other] { $n } sources are switched off or cannot be heard
  }
sources-empty = The region has no sources yet.
health-fine = On time
health-silent = Silent
health-late = Not read in time
health-failing = Reports an error
health-unread = Not read yet
health-off = Switched off
health-blocked = Held back
health-changed = Changed its form
health-why-fine = If the source is still silent after { $day }, something is wrong.
health-why-silent = Nothing new since { $day }; that time usually brings { $n } papers.
health-why-late = Last asked on { $day }; that should have happened sooner.
health-why-failing = The last read failed. What was there stays; the next read goes on from there.
health-why-blocked = The source holds us back with a challenge page. Wait an hour and ask less often.
health-why-changed = The source answers, but in a form this program does not know. What was there stays and nothing is passed over. Trying again will not help: see whether there is a newer version of the program, or tell whoever maintains it.
health-why-unread = This source was never read.
health-why-off = This source is not read.
source-arrived = New in this time
source-asked = Asked and answered
source-asked-told = asked { $asked } times, answered { $answered } times
source-failed = Last error
source-failed-told = { $when }: { $why }
source-per-day = On a working day, usually
source-lag-told = half within { $median }, nearly all within { $most } days
source-late = The latecomers
source-pages = Pages asked for
page-told = status { $status }, { $bytes } bytes, papers { $items }, numbers { $numbers }
proof-since = Counted from { $day }.
proof-matched = Everything that arrived, up to number { $to }, was held against everything the region cares about.
proof-behind = { $n ->
    [one] One number still waits to be matched.
   *[other] { $n } numbers still wait to be matched.
  }
proof-again = Interests or the way of matching changed: everything is matched again.
proof-silences = Silences
proof-silent = { $source } has been silent since { $since }; about { $n } papers were to be expected.
proof-spoke = { $source } was silent since { $since } and spoke again on { $closed }.
proof-left = { $source } was silent since { $since }; since { $closed } it is listened to no more.
proof-interests = Every interest: hits and last hit
proof-interest = Interest
proof-hits = Hits
proof-last-hit = Last hit
proof-bad = unreadable
proof-unreadable = { $n ->
    [one] One interest cannot be read and finds nothing.
   *[other] { $n } interests cannot be read and find nothing.
}
proof-to = Matched up to number
proof-failure = Last unusable
proof-letters = Of { $made } messages that were made, the mail server accepted { $sent }.
proof-letters-failed = { $n ->
    [one] One message was given up: it did not arrive.
   *[other] { $n } messages were given up: they did not arrive.
}
proof-letters-wait = { $n ->
    [one] One message has been waiting since { $since }; next try { $next }.
   *[other] { $n } messages are waiting, the oldest since { $since }; next try { $next }.
}
proof-letters-answer = The last try ended with:
proof-letters-more = All messages
source-items = Papers
source-succeeded = Last read well
source-newest = Last news
source-newest-published = Newest paper of
source-lag = Usual lag
source-lag-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
  }
source-silent-after = Counts as silent after
source-silent-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
  }
source-rejected = Unreadable papers
source-failures = Failures in a row
source-fault = What went wrong:
source-address = Address
source-kind-tweede_kamer = Dutch House of Representatives, open data
source-kind-kst = Dutch parliamentary papers
source-kind-dip = Bundestag and Bundesrat (DIP)
source-kind-sedia = European calls for proposals
source-kind-cellar = EUR-Lex: European proposals and acts
source-kind-europarl = European Parliament
source-kind-have_your_say = Consultations of the European Commission
source-kind-parlamentsspiegel = Parliaments of the German states
source-kind-tk_syncfeed = Dutch House of Representatives: all papers, as a running feed
source-kind-vlos = Reports of debates in the Dutch House of Representatives
source-kind-feed = News feed
source-kind-jsonl = Exchange file
source-kind-koop_sru = Dutch government, provincial and municipal gazettes
source-kind-open_besluitvorming = Open Besluitvorming: Dutch councils and water boards
source-kind-notubiz = Council information (Notubiz)
source-kind-gemeente_oplossingen = Council information (GemeenteOplossingen)
source-kind-ics = Calendar (iCalendar)
source-kind-maildrop = Drop folder of newsletters
source-runs = The latest reads
run-ok = worked
run-failed = failed
run-blocked = held back
run-changed = another form
run-running = under way or cut off
run-told = pages { $pages }, new { $new }, changed { $changed }, known { $same }, withdrawn { $gone }, unreadable { $rejected }

## Agenda and networks
agenda-lead = From our own lines to those of province, country and Europe: what we do also serves what others want.
agenda-serves = contributes to
agenda-served = carried by
agenda-empty = The region has no agenda yet.
agenda-loose = Dossiers without a line
networks-lead = Where the region has a seat at the table, who leads there, and which agreements hold.
networks-ladder = Scales, from town to Europe
networks-memberships = Memberships
networks-empty = The region has no networks yet.
networks-agreements = Agreements
networks-twinnings = Twin towns
network-members = Member:
network-forums = Forums
network-lead = led by
network-seats-head = Seats
network-seats = { $n ->
    [one] { $n } seat
   *[other] { $n } seats
  }
network-seats-of = { $n } of { $of } seats
network-carries = Could help with
network-known-in = As known in { $year }

## Help
help-day-head = A day with Noaber
help-day = Noaber reads parliaments, ministries and funds in The Hague, Berlin and Brussels and compares every new paper with the region’s dossiers. Today shows what concerns you. Say of each signal whether you take it up, follow it or put it aside; that can always be undone, and the history keeps who did what and why.
help-tiers-head = Three tiers
help-tier-decide = A debate, a vote or a closing date is coming. The region has to know what it wants.
help-tier-act = New and to the point: call, write or share it this week.
help-tier-know = Good to know; nothing needs doing.
help-score-head = How the percentage comes about
help-score = Every signal shows how well it fits: how likely it is, between 0 and 100 per cent, that you want to see it. The figure is made of reasons: words in title or text, phrases found word for word, rare words, places of the region, the type of paper, a deadline. The page of a paper shows the share of each reason.
help-bearing = Whether something is an opportunity, a threat or neutral follows from fixed rules. The words that tipped the balance are shown. If it is wrong, your verdict counts.
help-keys-head = Keys
help-keys = The keyboard is the fast way. After d the cursor is in the field for the reason; Enter puts the signal aside, with or without one. A second d on its own does so too.
help-keys-on = Use single-key shortcuts
help-key-next = Next signal
help-key-previous = Previous signal
help-search-head = Search
help-example-head = Examples
help-example = Whatever is marked as an example was made up to show how it works. The region has not agreed on it.

## What cannot be done
error-home = To Today
error-search = Search
error-not-found = This is not here
error-not-found-help = The page does not exist, or the paper does not belong to this region.
error-method = It does not work like that
error-method-help = This address does not take that request. Go back and use the buttons on the page.
error-forged = This form has expired
error-forged-help = Nothing was changed. Open the page afresh and try again.
error-host = Wrong address
error-host-help = This desk can only be opened on the machine it runs on, as localhost.
error-unreadable = This cannot be read
error-unreadable-help = What your browser sent is incomplete or too long. Nothing was changed.
error-cannot = That cannot be done now
error-no-region = There is no region yet
error-no-region-help = The region’s data have not been loaded yet. The administrator can do that with noaber region load.
error-fault = Something went wrong
error-fault-help = Nothing was lost. Please try again; if it keeps failing, let the administrator look in the log.
refused-same-verdict = This verdict was given already.
refused-nothing-to-undo = There is no verdict to undo.
refused-too-long = The reason is longer than 1,000 characters.
refused-no-reason = Please give a reason; nothing was changed.

## Digest, as a letter
mail-gist-quiet = nothing new for you
mail-gist = { $n ->
    [one] one paper for you
   *[other] { $n } papers for you
  }
mail-gist-decide = { $n } papers for you, { $decide } of them to decide on
mail-gist-all = { $n ->
    [one] one paper for you to decide on
   *[other] { $n } papers for you to decide on
  }
mail-gist-due = { $n ->
    [one] one deadline approaching
   *[other] { $n } deadlines approaching
  }
mail-gist-silent = { $n ->
    [one] one source has fallen silent
   *[other] { $n } sources have fallen silent
  }
mail-gist-speak = { $n ->
    [one] one source speaks again
   *[other] { $n } sources speak again
  }
mail-silences = Sources that fell silent or speak again
mail-silence-began = “{ $source }” has been silent since { $since }; in that time { $n ->
    [one] about one paper was to be expected
   *[other] about { $n } papers were to be expected
  }.
mail-silence-never = “{ $source }” has brought nothing yet; { $n ->
    [one] about one paper was to be expected
   *[other] about { $n } papers were to be expected
  }.
mail-silence-ended = “{ $source }” was silent from { $since } and has been heard again since { $until }.
mail-silence-first = “{ $source }” was heard for the first time on { $until }.
mail-news-changed = Changed since you read it
mail-news-also = Now touches another dossier as well
mail-news-withdrawn = Withdrawn: the source has taken this away
mail-news-removed = Removed on request: nothing of it can be read any more
mail-removed-title = A paper you received earlier
mail-change-moved = { $what } moved from { $from } to { $to }
mail-change-added = new date: { $what } { $on }
mail-change-dropped = date dropped: { $what } { $on }
mail-change-state = status: { $state }
mail-change-title = another title; before: { $old }
mail-change-text = the text has changed
mail-more = There is more than fits in one message; the rest follows in the next.
mail-ahead = What lies ahead
mail-heard-papers = { $n ->
    [one] { $n } paper read
   *[other] { $n } papers read
  }
mail-heard-sources = { $n ->
    [one] from { $n } source
   *[other] from { $n } sources
  }
mail-heard-none-silent = no source is silent
heard-failing = { $n ->
    [one] { $n } source reports an error ({ $names })
   *[other] { $n } sources report an error ({ $names })
  }
heard-blocked = { $n ->
    [one] { $n } source holds us back ({ $names })
   *[other] { $n } sources hold us back ({ $names })
  }
heard-changed = { $n ->
    [one] { $n } source answers in another form than before ({ $names })
   *[other] { $n } sources answer in another form than before ({ $names })
  }
heard-late = { $n ->
    [one] { $n } source was not read in time ({ $names })
   *[other] { $n } sources were not read in time ({ $names })
  }
heard-unread = { $n ->
    [one] { $n } source has never been read ({ $names })
   *[other] { $n } sources have never been read ({ $names })
  }
heard-silent = { $n ->
    [one] { $n } source is silent ({ $names })
   *[other] { $n } sources are silent ({ $names })
  }
heard-names = { $names } and { $n } more
mail-why = You receive this message because { $reader } is subscribed to this digest.
mail-to-desk = To the desk
mail-to-source = To the source
mail-stop = Unsubscribe
mail-stop-ask = If you no longer wish to receive this digest, please tell whoever sends it to you.

## Digest, the page
nav-digest = Digest
digest-lead = Who gets what, how often, and what became of every message. Nothing is passed over: what could not be delivered is listed below.
digest-no-server = No mail server has been set, so nothing goes out by mail. The administrator sets NOABER_SMTP and NOABER_MAIL_FROM.
digest-readers = Subscribers
digest-readers-empty = Nobody has subscribed yet.
digest-add = Add somebody
digest-change = Change
digest-save = Save
digest-name = Name or role
digest-address = Email address
digest-purpose = Name and address are used only to send this digest. Removing a subscriber erases them, from the queue as well; they are never in the history.
digest-language = Language
digest-cadence = How often
cadence-at-once = as soon as there is something new
cadence-daily = every day
cadence-weekly = every week
cadence-sitting-days = on days when the House sits
digest-at = Time
digest-day = Day (when every week)
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
digest-tiers = What
digest-dossiers = Dossiers
digest-dossiers-help = Nothing ticked means: all dossiers, new ones included.
digest-all-dossiers = all dossiers
digest-some-dossiers = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
  }
digest-heartbeat = Also a message when there is nothing
digest-preview = Preview
digest-preview-lead = This is what the next message would say now.
digest-pause = Pause until
digest-pause-do = Pause
digest-paused = paused until { $until }
digest-paused-moved = at rest since this desk was moved, until you resume the subscription
digest-resume = Resume
digest-remove = Remove and erase the data
digest-new-feed = New secret feed address
digest-feed-once = Secret address of the feed. It is shown only now; whoever knows it can read along.
digest-last = last message: { $when }
digest-outbox = Outbox
digest-outbox-empty = No message has been made yet.
outbox-number = Message
outbox-said = What the server said
outbox-waiting = waiting
outbox-claimed = being delivered
outbox-handed = being handed over
outbox-uncertain = not certain that it arrived; goes out once more under the same identifier
outbox-sent = accepted by the mail server
outbox-failed = failed
outbox-held = held during the pause
outbox-dropped = dropped; will not go out
outbox-moved = not sent before the move; follows in a later message
outbox-waits = { $n ->
    [one] { $n } message is waiting
   *[other] { $n } messages are waiting
  } to be delivered, the oldest since { $since }.
outbox-waits-next = Next try: { $when }.
outbox-last-answer = Last answer of the mail server, { $when }:
outbox-notices = { $n ->
    [one] { $n } notice
   *[other] { $n } notices
  }
outbox-tried = last try { $when }
outbox-tries = { $n ->
    [one] tried once
   *[other] tried { $n } times
  }
outbox-twice = may have arrived twice
outbox-next = next try { $when }
outbox-items = { $n ->
    [one] { $n } paper
   *[other] { $n } papers
  }
outbox-retry = Try again now
outbox-gone = somebody who was removed
digest-stop-ask = Do you no longer wish to receive the digest?
digest-stop-help = Your name and address will then be erased.
digest-stop-do = Unsubscribe
digest-stopped = You are unsubscribed. Your name and address have been erased.
digest-bad-name = Please fill in a name or role, on one line.
digest-bad-address = This cannot be an email address; expected is name@place.example.
digest-bad-tiers = Please choose at least one tier.
digest-bad-cadence = Please choose how often, with a time such as 07:30.
change-subscriber-added = subscription added
change-subscriber-changed = subscription changed
change-subscriber-secret = new feed address
change-subscriber-paused = subscription paused
change-subscriber-resumed = subscription resumed
change-subscriber-removed = subscription removed
change-digest-made = message made
change-letter-retried = message offered again

## How far a thing has come
state-planned = planned
state-open = open
state-closed = closed
state-kept = kept
state-cancelled = cancelled
state-adopted = adopted
state-rejected = rejected
state-withdrawn = withdrawn

## Calendar, commitments and the trail of a paper
nav-calendar = Calendar
nav-commitments = Commitments
filter-view = View
filter-scope = Which
calendar-lead = Debates, votes, consultations and closing dates from every source. Times are those of the source.
calendar-who = Person or committee
calendar-turn = Other days
calendar-now = Now
calendar-count = { $n ->
    [0] No dates
    [one] { $n } date
   *[other] { $n } dates
  }
calendar-cut = Not everything fits on this page; choose a week or a dossier.
calendar-off = Cancelled
calendar-empty = There is nothing on these days or after them. Choose other days, or look among all dates.
calendar-empty-until = There is nothing on these days. The next date is
calendar-hour = When it ends is not known here; the calendar shows an hour.
calendar-view-ahead = Next 30 days
calendar-view-month = Month
calendar-view-week = Week
calendar-scope-ours = What touches our dossiers
calendar-scope-all = All dates
feeds-head = In your own calendar
feeds-help = With a secret address your calendar program fetches this choice by itself, also when something moves or is cancelled. Whoever has the address can read along; withdraw it when that should end.
feeds-name = Name of the calendar
feeds-make = Make an address for this choice
feeds-made = Made
feeds-withdrawn = withdrawn
feeds-withdraw = Withdraw
feeds-once = The calendar has been made. Its address is shown only now; Noaber does not keep it.
feeds-how = Add this address to your calendar program as a subscription (not as a file, because a file is not updated):
feeds-unreachable = Where this desk can be reached has not been set. Put the beginning of the address you open it with before this one; the administrator can set it with NOABER_ADDRESS.
feeds-open = Open the file
feeds-back = Back to the calendar
refused-feed-name = Give the calendar a name of at most 100 characters.
today-reminders = Closing soon
reminder-urgent = two days at most
reminder-soon = within a week
commitments-lead = What ministers promised to parliament. Late is what is still open after the day it was promised for.
commitments-who = Who promised or asked
commitments-standing = Standing
commitments-count = { $n ->
    [0] No commitments
    [one] { $n } commitment
   *[other] { $n } commitments
  }
commitments-empty = There are no commitments here. Choose another standing, or look among all commitments.
commitment-scope-ours = What touches our dossiers
commitment-scope-all = All commitments
commitment-due = by
commitment-no-day = no day given
commitment-by = By
commitment-to = to
commitment-made = on
commitment-debate = Promised in
promise-late = Late
promise-open = Open
promise-kept = Kept
promise-dropped = Dropped
trail-head = The trail of this paper
trail-help = The case, debate, vote and commitment that belong to it, in order of day.
trail-here = this paper
trail-same-case = in the same case
trail-promised = promised in this debate
trail-missing = It points to these, which have not arrived here yet:
link-part-of = this paper belongs to it
link-concerns = what it is about
link-answers = what it answers
link-amends = what it amends
link-implements = European paper it goes with
link-promised-in = promised here
link-agenda-of = on this agenda
link-annex-of = annexed to this
link-record-of = record of this
link-related = related
linked-part-of = belongs to this paper
linked-concerns = is about this
linked-answers = answers this
linked-amends = amends this
linked-implements = national paper that goes with it
linked-promised-in = promised here
linked-agenda-of = was on this agenda
linked-annex-of = annex
linked-record-of = record
linked-related = related
files-head = On each side of the border
files-short = Both sides
files-help = The Dutch, the German and the European paper on the same matter side by side: how far it has come, what is next and who decides.
files-none-here = No paper on this side yet.
files-stage = Stage
files-next = Next
files-competent = Who decides
files-deciding = Who decides here
files-by-source = (says the source)
files-not-said = not known
files-no-date = no date known
files-change = Change
files-save = Save
files-remove = Take out of the dossier
files-suggested = May belong here
files-add = Add
files-name = Number or address of a paper
files-why-link = named in a paper of this dossier
files-why-meaning = like a paper of this dossier:
files-why-signal = signal of this dossier
refused-competent = The name of an authority is one line of at most 200 characters.
refused-file-unknown = No paper that arrived here has this number or address.
change-mirror-added = paper laid beside the others
change-mirror-changed = competent authority changed
change-mirror-removed = paper taken out of the dossier

# Sources of one's own
sources-add = Add a source
sources-own = added at the desk
sources-change = Change
sources-out = Taken out
new-source-lead = A news feed, a calendar, or an ordinary web page that has one. First you see what answers; it is kept only when you say so.
new-source-address = Address
new-source-address-help = The news page of a municipality, for instance, or an address that ends in rss, atom or ics.
new-source-look = See what answers
new-source-found = Found
new-source-items = { $n ->
    [one] { $n } paper
   *[other] { $n } papers
}
new-source-newest = newest of { $day }
new-source-until = dates up to { $day }
new-source-rejected = { $n ->
    [one] { $n } of them cannot be read
   *[other] { $n } of them cannot be read
}
new-source-empty = empty at the moment; you can keep it all the same
new-source-offers = Found on this page
new-source-offers-help = Choose what you want to listen to.
new-source-offer-look = See what answers
new-source-stands = Is read already
new-source-as = Keep it as
new-source-any-language = As each paper says
new-source-keep = Keep this source
own-source-name = Name
own-source-hours = Read every so many hours
own-source-save = Save
own-source-rest = Let it rest
own-source-resume = Read it again
own-source-remove = Take out
own-source-remove-help = A source that rests or is taken out is not read. What it brought stays, and you can take it up again at any time.
own-source-restore = Bring back
own-source-added = added on { $day }
own-source-out = Taken out on { $day } and not read since. What it brought stays.
own-source-among = To the source in the list
own-source-history = What was done with it
own-source-done-added = The source was kept. It will be read at the next round of collecting.
own-source-done-demo = The source was kept. This is a demonstration: nothing new is collected here.
own-source-done-saved = Saved.
own-source-done-rests = The source rests and is not read.
own-source-done-resumed = The source will be read again, at the next round of collecting.
own-source-done-removed = The source was taken out. You can bring it back below.
own-source-done-back = The source is back and will be read at the next round of collecting.
no-source-address = This is not an address. Expected is something like https://municipality.example/news.
no-source-scheme = Only addresses that begin with https:// or http:// can be read.
no-source-password = This address holds a user name or password, which everybody at the desk would see. Leave it out.
no-source-network = This address lies in an internal network, or leads there. The desk does not ask such addresses, so that nobody can look into the network through it. Whoever runs Noaber can allow it.
no-source-stands = This address is read already: { $what }.
no-source-answer = No answer came from this address. Is it spelled right? Otherwise try again later.
no-source-slow = This address took longer than { $what } seconds to answer. Try again later.
no-source-status = The address answered with error { $what }. Is it complete, and can it be read without signing in?
no-source-too-big = What answers here is larger than { $what } megabytes and was not read to the end.
no-source-blocked = The publisher holds programs back with a challenge page. Ask there for a feed.
no-source-feed = This is neither a feed nor a calendar, and the page names none. Look on the page for “RSS”, “Atom” or “iCal” and take that address.
no-source-unreadable = This begins like a feed or calendar, but cannot be read. Ask the publisher to mend it.
no-source-kind = This kind of source cannot be added here.
no-source-name = Give the source a name of at most 120 characters.
no-source-rhythm = A source is read at most once an hour and at least once a month: fill in 1 to 744.
no-source-unknown = This source does not exist.
no-source-of-pack = This source comes with the region and is changed there.
change-source-added = source added
change-source-changed = source changed
change-source-rested = laid to rest
change-source-resumed = taken up again
change-source-removed = taken out
change-source-back = brought back
