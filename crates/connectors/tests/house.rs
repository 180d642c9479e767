//! The Dutch House of Representatives read in its three ways: that one row is one item whichever
//! way it came, that no run which breaks off misses anything, and that debates keep their words.

mod server;

use noaber_connectors::{Harvest, Kind, Page, Request, kinds, read_recording};
use noaber_domain::source::Cursor;
use noaber_domain::{Item, ItemState, Relation, Source};
use serde_json::{Value, json};
use server::source;
use std::path::Path;

const FEED: &str = "https://data.example.org/SyncFeed/2.0";
const ODATA: &str = "https://data.example.org/OData/v5";

fn kind(code: &str) -> Kind {
    kinds::find(code).expect("a kind on the list")
}

fn fixture(path: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    std::fs::read(folder.join(path)).expect("a fixture")
}

fn recorded(code: &str, body: &[u8]) -> Harvest {
    let any = source(code, ODATA, &[]);
    read_recording(kind(code), &any, body, "page").expect("readable")
}

fn start(code: &str, of: &Source, cursor: Option<&Cursor>) -> Request {
    let now = "2026-06-01T12:00:00Z".parse().expect("a moment");
    let requests = (kind(code).start)(of, cursor, now).expect("the kind starts");
    requests.into_iter().next().expect("a first request")
}

/// The harvest of the answer to a request.
fn answer(code: &str, of: &Source, request: &Request, body: impl Into<Vec<u8>>) -> Harvest {
    let page = Page {
        url: request.url.clone(),
        status: 200,
        content_type: None,
        body: body.into(),
        retrieved: "2026-06-01T12:00:00Z".parse().expect("a moment"),
        carry: request.carry.clone(),
        headers: Vec::new(),
    };
    (kind(code).read)(of, &page).expect("readable")
}

fn rows(rows: Value) -> String {
    json!({ "value": rows }).to_string()
}

fn keys(harvest: &Harvest) -> Vec<&str> {
    harvest.items.iter().map(|item| item.key.as_str()).collect()
}

#[test]
fn a_row_is_the_same_item_from_odata_and_from_the_feed() {
    let full = |kind: &str, end: &str| format!("0000000{kind}-1111-4222-8333-{end}");
    let case = json!({
        "Id": full("a", "444444444401"), "Nummer": "2026Z00101", "Soort": "Motie", "Titel": "Grensoverschrijdende samenwerking",
        "Onderwerp": "Motie van het lid Voorbeeld c.s. over een rechtstreekse treindienst langs de grens ",
        "GestartOp": "2026-02-03T00:00:00+01:00", "Termijn": "2026-05-01T00:00:00+02:00", "Afgedaan": false, "Kabinetsappreciatie": "Oordeel Kamer",
        "GewijzigdOp": "2026-02-04T09:00:00+01:00", "ApiGewijzigdOp": "2026-02-04T08:00:05Z", "Verwijderd": false,
        "GerelateerdVanuit": [{ "Id": full("a", "444444444403") }],
    });
    let paper = json!({
        "Id": full("d", "444444444410"), "Soort": "Amendement", "DocumentNummer": "2026D00410", "Titel": "Voorbeeldwet",
        "Onderwerp": "Amendement van het lid Voorbeeld over de ingangsdatum", "Datum": "2026-02-20T00:00:00+01:00",
        "Kamer": 2, "Volgnummer": 9, "Aanhangselnummer": null, "Verwijderd": false,
        "Zaak": [{ "Id": full("A", "444444444410") }],
    });
    let meeting = json!({
        "Id": full("c", "444444444403"), "Soort": "Commissiedebat", "Nummer": "2026A00399", "Onderwerp": "Spoor", "DatumSoort": "Dag",
        "Aanvangstijd": "2026-03-26T10:00:00+01:00", "Status": "Verplaatst", "VRSNummer": "00000002", "Noot": null,
        "Voortouwnaam": "vaste commissie voor Voorbeelden", "GewijzigdOp": "2026-03-12T09:00:00+01:00", "Verwijderd": false,
    });
    let mut feed = recorded("tk_syncfeed", &fixture("tk_syncfeed/zaken.xml")).items;
    feed.extend(recorded("tk_syncfeed", &fixture("tk_syncfeed/gemengd.xml")).items);
    for row in [case, paper, meeting] {
        let odata = recorded("tweede_kamer", rows(json!([row])).as_bytes());
        let item = odata.items.first().expect("an item");
        let same = feed.iter().find(|other| other.key == item.key);
        assert_eq!(Some(item), same, "{}", item.key);
    }
}

#[test]
fn the_feed_tells_deletions_and_what_it_cannot_read() {
    let cases = recorded("tk_syncfeed", &fixture("tk_syncfeed/zaken.xml"));
    assert_eq!(cases.tombstones.len(), 1);
    assert!(cases.tombstones[0].key.ends_with("444444444402") && cases.rejected.is_empty());
    let mixed = recorded("tk_syncfeed", &fixture("tk_syncfeed/gemengd.xml"));
    assert_eq!(mixed.items.len(), 3);
    // A hall is no entity that we read, and no category that is asked for.
    assert_eq!(mixed.rejected.len(), 1);
    let promise = mixed.items.last().expect("a commitment");
    let related = promise.links.iter().filter(|l| l.what == Relation::Related);
    let to: Vec<&str> = related.map(|link| link.to.as_str()).collect();
    assert_eq!(to, ["tk:2026Z00501", "tk:2026Z00502"]);
    assert_eq!(promise.state, Some(ItemState::Open));
}

#[test]
fn the_place_to_begin_at_is_found_by_halves_for_all_categories() {
    let of = source(
        "tk_syncfeed",
        FEED,
        &[("category", "Zaak,Besluit"), ("since", "2026-02-01")],
    );
    let mut request = start("tk_syncfeed", &of, None);
    // The numbers of the made-up feed: one a second since 2026-01-01, up to 10 million.
    let began: jiff::Timestamp = "2026-01-01T00:00:00Z".parse().expect("a moment");
    let mut asked = 0;
    while request.url.contains("category=Document") {
        asked += 1;
        assert!(asked < 40, "the search does not end");
        let token: i64 = number_behind(&request.url, "skiptoken=");
        let page = if token > 10_000_000 {
            "<feed><link rel='resume' href='https://x/Feed?skiptoken=10000000'/></feed>".to_owned()
        } else {
            let updated = began + jiff::SignedDuration::from_secs(token);
            format!("<feed><entry><title>x</title><updated>{updated}</updated></entry></feed>")
        };
        let found = answer("tk_syncfeed", &of, &request, page);
        assert!(found.items.is_empty() && found.cursor.is_none());
        request = found.next.into_iter().next().expect("it goes on");
    }
    let wanted = 31 * 24 * 3_600;
    let token: i64 = number_behind(&request.url, "skiptoken=");
    assert!(
        request.url.contains("category=Zaak") && (wanted - 4_096..=wanted).contains(&token),
        "{}",
        request.url
    );
    // The end of the one category leads to the other, from the same place.
    let end = answer(
        "tk_syncfeed",
        &of,
        &request,
        "<feed><title>x</title></feed>",
    );
    assert!(
        end.next[0]
            .url
            .contains(&format!("category=Besluit&skiptoken={token}"))
    );
}

fn number_behind(url: &str, name: &str) -> i64 {
    let tail = url.split(name).nth(1).expect("the name");
    let digits: String = tail.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

fn cursor(text: &str) -> Option<Cursor> {
    Some(Cursor(text.into()))
}

#[test]
fn the_feed_goes_on_from_its_last_entry_and_ends_without_entries() {
    let of = source("tk_syncfeed", FEED, &[("category", "Zaak,Document")]);
    let stored = cursor(r#"{"Zaak":25000000,"Document":7}"#);
    let first = start("tk_syncfeed", &of, stored.as_ref());
    let page = answer("tk_syncfeed", &of, &first, fixture("tk_syncfeed/zaken.xml"));
    assert_eq!(
        keys(&page),
        ["tk:zaak:0000000a-1111-4222-8333-444444444401"]
    );
    assert_eq!(page.cursor, cursor(r#"{"Document":7,"Zaak":25000205}"#));
    assert!(
        page.next[0]
            .url
            .contains("category=Zaak&skiptoken=25000205")
    );
    let end = answer(
        "tk_syncfeed",
        &of,
        &page.next[0],
        fixture("tk_syncfeed/einde.xml"),
    );
    assert!(end.items.is_empty());
    assert_eq!(end.cursor, cursor(r#"{"Document":7,"Zaak":25000205}"#));
    assert!(end.next[0].url.contains("category=Document&skiptoken=7#"));
}

#[test]
fn a_feed_that_does_not_lead_on_is_told() {
    let of = source("tk_syncfeed", FEED, &[("category", "Zaak")]);
    let request = start("tk_syncfeed", &of, cursor(r#"{"Zaak":25000205}"#).as_ref());
    let page = Page {
        url: request.url,
        status: 200,
        content_type: None,
        body: fixture("tk_syncfeed/zaken.xml"),
        retrieved: jiff::Timestamp::UNIX_EPOCH,
        carry: request.carry,
        headers: Vec::new(),
    };
    let fault = (kind("tk_syncfeed").read)(&of, &page).expect_err("a circle");
    assert!(fault.to_string().contains("25000205"), "{fault}");
}

#[test]
fn changed_rows_are_read_whole_before_the_cursor_moves() {
    let of = source(
        "tk_syncfeed",
        FEED,
        &[("category", "Zaak"), ("odata", ODATA)],
    );
    let first = start("tk_syncfeed", &of, cursor(r#"{"Zaak":25000000}"#).as_ref());
    let page = answer("tk_syncfeed", &of, &first, fixture("tk_syncfeed/zaken.xml"));
    assert!(page.items.is_empty() && page.cursor.is_none());
    assert_eq!(page.tombstones.len(), 1);
    let [whole, next] = &page.next[..] else {
        panic!("the row, then the next page: {:?}", page.next);
    };
    assert!(whole.url.starts_with(&format!(
        "{ODATA}/Zaak?$filter=Id%20eq%200000000a-1111-4222-8333-444444444401&$expand="
    )));
    assert!(next.url.contains("skiptoken=25000205"));
    let row = json!([{ "Id": "0000000a-1111-4222-8333-444444444401", "Nummer": "2026Z00101", "Soort": "Motie",
        "Onderwerp": "Motie", "GestartOp": "2026-02-03T00:00:00+01:00", "Verwijderd": false,
        "Kamerstukdossier": [{ "Nummer": 99410 }] }]);
    let came = answer("tk_syncfeed", &of, whole, rows(row));
    assert_eq!(came.items[0].file.as_deref(), Some("99410"));
    assert_eq!(came.cursor, cursor(r#"{"Zaak":25000205}"#));
    // A row that OData does not have yet is taken as the feed had it, and so it is when OData fails.
    let lagging = answer("tk_syncfeed", &of, whole, rows(json!([])));
    let failed = whole.otherwise.as_ref().expect("a way out");
    for bare in [&lagging, failed.as_ref()] {
        assert_eq!(keys(bare), keys(&came));
        assert_eq!(bare.cursor, came.cursor);
    }
}

#[test]
fn those_who_act_and_vote_make_their_case_or_decision_be_read_anew() {
    let of = source("tweede_kamer", ODATA, &[("entity", "Stemming")]);
    let first = start("tweede_kamer", &of, None);
    let vote = |id: &str, decision: &str| {
        json!({ "Id": id, "Besluit_Id": decision, "Soort": "Voor", "FractieGrootte": 5, "ActorNaam": "X",
            "ApiGewijzigdOp": "2026-05-30T10:00:00Z", "Verwijderd": false })
    };
    let page = rows(json!([
        vote("s1", "B1"),
        vote("s2", "b1"),
        vote("s3", "b2")
    ]));
    let votes = answer("tweede_kamer", &of, &first, page);
    assert!(votes.items.is_empty() && votes.cursor.is_none());
    assert_eq!(votes.next.len(), 1);
    let anew = &votes.next[0];
    assert!(
        anew.url
            .contains("/Besluit?$filter=Id%20eq%20b1%20or%20Id%20eq%20b2&$expand=Stemming")
    );
    let decision = json!([{ "Id": "b1", "BesluitSoort": "Stemmen - aangenomen", "Status": "Besluit", "BesluitTekst": "Aangenomen.",
        "Zaak": [{ "Id": "z1", "Nummer": "2026Z1", "Onderwerp": "Motie" }], "Stemming": [vote("s1", "b1")] }]);
    let came = answer("tweede_kamer", &of, anew, rows(decision));
    assert_eq!(came.items[0].state, Some(ItemState::Adopted));
    assert_eq!(
        came.cursor,
        cursor(r#"{"Stemming":"2026-05-30T10:00:00Z"}"#)
    );
}

#[test]
fn a_refused_expansion_leaves_the_rows() {
    let of = source("tweede_kamer", ODATA, &[("entity", "Zaak")]);
    let first = start("tweede_kamer", &of, None);
    assert!(first.url.contains("$expand=ZaakActor"));
    let again = &first.otherwise.as_ref().expect("a second try").next[0];
    assert!(again.url.starts_with(&first.url) && again.url != first.url);
    let plain = &again.otherwise.as_ref().expect("a way out").next[0];
    assert!(!plain.url.contains("expand") && plain.url.contains("$orderby=ApiGewijzigdOp"));
    assert_eq!(plain.carry, first.carry);
    assert!(plain.otherwise.is_none());
}

#[test]
fn a_text_is_an_origin_of_its_own_that_is_known_as_the_same_paper() {
    let of = source("tweede_kamer", ODATA, &[("entity", "Document")]);
    let first = start("tweede_kamer", &of, None);
    let page = answer(
        "tweede_kamer",
        &of,
        &first,
        fixture("tweede_kamer/documenten_v5.json"),
    );
    assert!(page.cursor.is_none() && page.next.len() == 1);
    let text = answer(
        "tweede_kamer",
        &of,
        &page.next[0],
        fixture("kst/kst-99001-XII-7.xml"),
    );
    let (paper, of_text): (&Item, &Item) = (&page.items[0], &text.items[0]);
    assert_eq!(of_text.key, "tk:tekst:0000000d-1111-4222-8333-444444444410");
    assert_eq!((&of_text.same, &of_text.title), (&paper.same, &paper.title));
    assert!(
        of_text
            .body
            .contains("verzoekt de regering de korte weg te nemen")
    );
    assert!(text.cursor.is_some());
    // A text that does not come does not hold up the rest.
    let failed = page.next[0].otherwise.as_ref().expect("a way out");
    assert_eq!((failed.items.len(), &failed.cursor), (0, &text.cursor));
}

#[test]
fn debate_reports_are_asked_for_once_a_sitting_and_frames_not_at_all() {
    let of = source("vlos", ODATA, &[("since", "2026-01-01")]);
    let first = start("vlos", &of, None);
    let page = answer("vlos", &of, &first, fixture("vlos/verslagen.json"));
    let bare = |request: &'_ Request| request.url.split('#').next().map(str::to_owned);
    let asked: Vec<String> = page.next.iter().filter_map(bare).collect();
    assert_eq!(asked.len(), 3);
    assert!(asked[0].ends_with("444444444404)/resource"));
    assert!(asked[1].ends_with("444444444403)/resource"));
    assert!(asked[2].contains("$skiptoken=abc"));
    let last = answer(
        "vlos",
        &of,
        &page.next[1],
        fixture("vlos/commissiedebat.xml"),
    );
    let place = last.cursor.expect("a cursor").0;
    assert!(
        place.starts_with(r#"{"Verslag":"2026-01-01T00:00:00Z","at":{"entity":"Verslag","reach":"2026-03-20T10:01:00Z""#)
            && place.contains("$skiptoken=abc"),
        "the mark moves when all pages were read: {place}"
    );
    let frame = "<vlosCoreDocument status='Casco'><vergadering objectid='v'><activiteit soort='Commissiedebat'><parlisid>2026A1</parlisid><zaken><zaak/></zaken></activiteit></vergadering></vlosCoreDocument>";
    let frame = recorded("vlos", frame.as_bytes());
    assert!(frame.items.is_empty() && frame.rejected.is_empty());
}

const CASE: &str = "0000000d-1111-4222-8333-444444444410";

#[test]
fn no_cut_and_no_flipped_byte_makes_the_feed_panic() {
    let of = source("tk_syncfeed", FEED, &[("odata", ODATA)]);
    let first = start("tk_syncfeed", &of, None);
    let carries = [None, first.carry, Some(r#"{"tokens":{},"run":1}"#.into())];
    for name in ["zaken.xml", "gemengd.xml", "einde.xml"] {
        let body = fixture(&format!("tk_syncfeed/{name}"));
        for place in (0..body.len()).step_by(3) {
            let mut bent = body.clone();
            bent[place] ^= 0x24;
            for carry in &carries {
                for body in [&bent[..], &body[..place]] {
                    let page = Page {
                        url: format!("{FEED}/Feed?category=Zaak&skiptoken=7"),
                        status: 200,
                        content_type: None,
                        body: body.to_vec(),
                        retrieved: jiff::Timestamp::UNIX_EPOCH,
                        carry: carry.clone(),
                        headers: Vec::new(),
                    };
                    if let Ok(harvest) = (kind("tk_syncfeed").read)(&of, &page) {
                        assert!(harvest.items.iter().all(|item| !item.title.is_empty()));
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_file_that_the_house_lost_does_not_hold_up_the_rest() {
    let (base, _) = server::serve(|asked, _| {
        if asked.path.contains("/resource") {
            return server::reply("500 Internal Server Error", &[], "lost");
        }
        house(asked, true)
    })
    .await;
    let settings = [("category", "Document"), ("odata", base.as_str())];
    let of = source("tk_syncfeed", &base, &settings);
    let fetcher = server::fetcher(server::manners());
    let (run, pages) = server::run(&of, cursor(r#"{"Document":5}"#), &fetcher).await;
    assert_eq!(
        (run.fault, run.complete, run.rejected_count),
        (None, true, 1)
    );
    assert!(run.rejected[0].fault.contains("500"), "{:?}", run.rejected);
    assert_eq!(pages.iter().flat_map(|page| keys(page)).count(), 1);
    assert_eq!(run.cursor, cursor(r#"{"Document":9}"#));
}

/// A House in small: a feed of one changed and one deleted paper, the paper whole, its file.
fn house(asked: &server::Asked, odata_works: bool) -> Vec<u8> {
    let path = asked.path.as_str();
    let entry = |id: &str, gone: bool, next: u32| {
        format!(
            "<entry><title>{id}</title><updated>2026-05-30T10:00:00Z</updated><link rel='next' href='x?skiptoken={next}'/><content><document id='{id}' verwijderd='{gone}' bijgewerkt='2026-05-30T12:00:00'><onderwerp>Brief</onderwerp><documentNummer>2026D00410</documentNummer></document></content></entry>"
        )
    };
    let xml = |text: &str| server::reply("200 OK", &["Content-Type: application/atom+xml"], text);
    if path.contains("/Feed?category=Document&skiptoken=5") {
        let gone = entry("0000000d-1111-4222-8333-444444444499", true, 9);
        return xml(&format!("<feed>{}{gone}</feed>", entry(CASE, false, 8)));
    }
    if path.contains("/Feed?") {
        return xml("<feed><link rel='resume' href='x?skiptoken=9'/></feed>");
    }
    if !odata_works {
        let fault = r#"{"error":{"code":"","message":"An error has occurred."}}"#;
        return server::reply(
            "400 Bad Request",
            &["Content-Type: application/json"],
            fault,
        );
    }
    if path.contains("/resource") {
        return server::reply("200 OK", &["Content-Type: application/pdf"], "%PDF-1.7 x");
    }
    let row = json!([{ "Id": CASE, "Nummer": "2026D00410", "Soort": "Brief regering", "Onderwerp": "Brief", "ContentType": "application/pdf",
        "DocumentActor": [{ "Id": "a", "ActorNaam": "P. Proefman", "ActorFractie": null, "Relatie": "Eerste ondertekenaar" }] }]);
    server::ok_json(&rows(row))
}

#[tokio::test]
async fn a_run_over_the_feed_ends_with_every_paper_whole_and_with_its_text() {
    let (base, log) = server::serve(|asked, _| house(asked, true)).await;
    let settings = [("category", "Document"), ("odata", base.as_str())];
    let of = source("tk_syncfeed", &base, &settings);
    let mut manners = server::manners();
    manners.extract = noaber_connectors::Extract::new(|_| Ok("De tekst van de brief.".into()));
    let fetcher = server::fetcher(manners);
    let (run, pages) = server::run(&of, cursor(r#"{"Document":5}"#), &fetcher).await;
    assert_eq!(
        (run.fault, run.complete, run.rejected_count),
        (None, true, 0)
    );
    assert_eq!(run.cursor, cursor(r#"{"Document":9}"#));
    let items: Vec<&Item> = pages.iter().flat_map(|page| &page.items).collect();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].actors, ["P. Proefman"]);
    assert_eq!(items[1].body, "De tekst van de brief.");
    assert_eq!(items[0].same, items[1].same);
    // The cursor stays until the last of what a page leads to is stored.
    let cursors: Vec<bool> = pages.iter().map(|page| page.cursor.is_some()).collect();
    assert_eq!(cursors, [false, false, true, true]);
    // What stands behind the sign is never sent.
    let sent = |asked: &server::Asked| !asked.path.contains('#');
    assert!(log.lock().expect("the log").iter().all(sent));
    // The same run again asks from where it ended, and finds nothing.
    let (again, pages) = server::run(&of, run.cursor, &fetcher).await;
    assert_eq!((again.complete, again.items), (true, 0));
    assert_eq!(pages.len(), 1);
}

#[tokio::test]
async fn a_run_over_the_feed_misses_nothing_while_odata_refuses() {
    let (base, _) = server::serve(|asked, _| house(asked, false)).await;
    let settings = [("category", "Document"), ("odata", base.as_str())];
    let of = source("tk_syncfeed", &base, &settings);
    let fetcher = server::fetcher(server::manners());
    let (run, pages) = server::run(&of, cursor(r#"{"Document":5}"#), &fetcher).await;
    assert_eq!(
        (run.fault, run.complete, run.rejected_count),
        (None, true, 1)
    );
    let found: Vec<&str> = pages.iter().flat_map(|page| keys(page)).collect();
    assert_eq!(found, [format!("tk:document:{CASE}")]);
    assert_eq!(run.tombstones, 2, "the paper and its text");
    assert_eq!(run.cursor, cursor(r#"{"Document":9}"#));
}
