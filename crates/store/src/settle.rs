//! Making one item of its origins and writing what that changes: the item's row, its place in the
//! ledger, its words, its names and links. Which origins belong together is found in `take_in`.

use crate::engine::Value;
use crate::items::{place, placeholders};
use crate::origins::{self, Origin, Owners};
use crate::{Change, Fault, digest, moment};
use jiff::civil::Date;
use noaber_domain::{Item, Language, Link, Tombstone};
use noaber_text::{Analyser, Lang};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;

const ITEM_HEAD: &str = "INSERT INTO items (id, item_key, source_id, ledger, version, arrived, changed, digest, place, number, kind, label, country, language, title, url, published, committee, dates)";
const LEDGER_HEAD: &str = "INSERT INTO ledger (number, item_id, version, what, at, run_id, body)";
const IDENTITY_HEAD: &str = "INSERT INTO identities (identity, item_id)";

/// What a source says of an item, on its way in.
pub(crate) struct Account<'t> {
    pub source: String,
    pub item: Cow<'t, Item>,
    pub body: String,
    pub digest: String,
}

impl Account<'_> {
    /// Its key and its identities.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let same = self.item.same.iter().map(String::as_str);
        std::iter::once(self.item.key.as_str()).chain(same)
    }

    fn origin(&self, now: &str, body: Option<String>) -> Origin {
        Origin {
            key: self.item.key.clone(),
            source: self.source.clone(),
            url: self.item.url.clone(),
            digest: self.digest.clone(),
            body,
            arrived: now.to_owned(),
            changed: now.to_owned(),
            gone: None,
            touched: true,
        }
    }
}

/// An item as it stands, with all that is known of it.
pub(crate) struct Standing {
    pub id: i64,
    pub version: i64,
    pub ledger: i64,
    pub digest: String,
    pub place: i64,
    pub gone: bool,
    /// The newest whole version: its number and the item.
    pub whole: Option<(i64, String)>,
    pub origins: Vec<Origin>,
    /// The codes of its origins when it was matched last: an interest may ask for them.
    pub codes: BTreeSet<String>,
}

/// The codes of the origins that stand, as [`Item::origin`] gives them.
fn codes(origins: &[Origin]) -> BTreeSet<String> {
    let standing = origins.iter().filter(|origin| !origin.is_gone());
    let code = |origin: &Origin| origin.key.split(':').next().unwrap_or_default().to_owned();
    standing.map(code).collect()
}

impl Standing {
    /// Takes up what a source says now.
    pub fn hear(&mut self, account: Account<'_>, now: &str) -> Result<(), Fault> {
        self.unfold();
        let (key, source) = (account.item.key.as_str(), account.source.as_str());
        let known = self
            .origins
            .iter_mut()
            .find(|o| o.key == key && o.source == source);
        let fresh = account.origin(now, Some(account.body.clone()));
        match known {
            Some(known) => {
                let arrived = std::mem::take(&mut known.arrived);
                *known = Origin { arrived, ..fresh };
            }
            None => self.origins.push(fresh),
        }
        Ok(())
    }

    /// Gives the only origin its own body, before it gets company.
    pub fn unfold(&mut self) {
        if let ([only], Some((_, body))) = (&mut self.origins[..], &self.whole)
            && only.body.is_none()
        {
            only.body = Some(body.clone());
            only.touched = true;
        }
    }

    /// Notes that a source took it away; gives whether that is news.
    pub fn bury(&mut self, tombstone: &Tombstone, now: &str) -> bool {
        let mut news = false;
        let of_key = self.origins.iter_mut().filter(|o| o.key == tombstone.key);
        for origin in of_key.filter(|o| !o.is_gone()) {
            origin.gone = Some(tombstone.reason.clone());
            origin.changed = now.to_owned();
            origin.touched = true;
            news = true;
        }
        news
    }

    /// What the origins that stand make together, and whose source leads.
    fn merged(&self) -> Result<Option<(Item, String)>, Fault> {
        let mut accounts = Vec::with_capacity(self.origins.len());
        for origin in self.origins.iter().filter(|o| !o.is_gone()) {
            let whole = self.whole.as_ref().map(|(_, body)| body);
            let Some(body) = origin.body.as_ref().or(whole) else {
                return Err(Fault::corrupt(format!("item {} has no text", self.id)));
            };
            let account: Item = serde_json::from_str(body)
                .map_err(|why| Fault::corrupt(format!("an origin of item {}: {why}", self.id)))?;
            accounts.push(account);
        }
        let Some(item) = Item::merged(&accounts) else {
            return Ok(None);
        };
        let leads = self.origins.iter().filter(|o| o.key == item.key);
        let source = leads.map(|o| o.source.clone()).min().unwrap_or_default();
        Ok(Some((item, source)))
    }
}

/// What a page will have written, in the order in which the tables want it.
pub(crate) struct Writes {
    pub now: String,
    pub ledger: i64,
    pub next_id: i64,
    /// The last item that there was before this page.
    known: i64,
    /// Whose the names of this page are.
    pub owners: Owners,
    today: Date,
    run: Option<i64>,
    items: Vec<Vec<Value>>,
    entries: Vec<Vec<Value>>,
    words: Vec<(i64, String, String)>,
    origins: Vec<Vec<Value>>,
    identities: Vec<Vec<Value>>,
    links: Vec<(i64, Vec<Link>)>,
    names: Vec<(String, i64)>,
}

impl Writes {
    /// Takes the lock on the counters.
    pub fn begin(change: &mut Change<'_>, run: Option<i64>) -> Result<Writes, Fault> {
        let next_id = change.counter("item")?;
        Ok(Writes {
            ledger: change.counter("ledger")?,
            next_id,
            known: next_id,
            now: moment(change.at),
            today: change.at.to_zoned(jiff::tz::TimeZone::UTC).date(),
            run,
            owners: Owners::default(),
            items: Vec::new(),
            entries: Vec::new(),
            words: Vec::new(),
            origins: Vec::new(),
            identities: Vec::new(),
            links: Vec::new(),
            names: Vec::new(),
        })
    }

    /// Notes the names under which an account knows an item.
    pub fn own(&mut self, account: &Account<'_>, item: i64) {
        for identity in &account.item.same {
            if !self.owners.has_identity(identity) {
                self.owners.note(identity, item);
                let row = vec![identity.as_str().into(), item.into()];
                self.identities.push(row);
            }
        }
        let names = account.names().map(|name| (name.to_owned(), item));
        self.names.extend(names);
    }

    /// The next number of the ledger goes to this version of an item.
    pub fn enter(&mut self, item: i64, version: i64, what: &str, body: Option<String>) -> i64 {
        self.ledger += 1;
        self.entries.push(vec![
            self.ledger.into(),
            item.into(),
            version.into(),
            what.into(),
            self.now.as_str().into(),
            self.run.into(),
            body.into(),
        ]);
        self.ledger
    }

    fn say(&mut self, change: &Change<'_>, item: &Item, at: i64) {
        let (title, body) = words_of(change.analyser, item);
        self.words.push((at, title, body));
    }

    /// Writes all of it.
    pub fn flush(&mut self, change: &mut Change<'_>) -> Result<(), Fault> {
        let connection = change.connection()?;
        let take = std::mem::take::<Vec<Vec<Value>>>;
        connection.insert_many(ITEM_HEAD, 19, take(&mut self.items))?;
        connection.insert_many(LEDGER_HEAD, 7, take(&mut self.entries))?;
        connection.keep_words(std::mem::take(&mut self.words))?;
        connection.insert_many(origins::INSERT, origins::WIDTH, take(&mut self.origins))?;
        connection.insert_many(IDENTITY_HEAD, 2, take(&mut self.identities))?;
        change.keep_links(&std::mem::take(&mut self.links), self.known)?;
        change.resolve_links(&std::mem::take(&mut self.names))
    }
}

impl Change<'_> {
    /// These items as they stand, by id.
    pub(crate) fn standing(&mut self, ids: &[i64]) -> Result<FxHashMap<i64, Standing>, Fault> {
        let mut all = FxHashMap::default();
        let values: Vec<Value> = ids.iter().map(|id| Value::Int(*id)).collect();
        let mut origins = self.origins_of(&values)?;
        for part in values.chunks(250) {
            let these = placeholders(1, part.len());
            let sql = format!(
                "SELECT id, version, ledger, digest, place, gone FROM items WHERE id IN ({these})"
            );
            for row in self.query(&sql, part)? {
                let id = row.int(0)?;
                let origins = origins.remove(&id).unwrap_or_default();
                let one = Standing {
                    id,
                    version: row.int(1)?,
                    ledger: row.int(2)?,
                    digest: row.text(3)?.to_owned(),
                    place: row.int(4)?,
                    gone: row.text_opt(5)?.is_some(),
                    whole: None,
                    codes: codes(&origins),
                    origins,
                };
                all.insert(id, one);
            }
            let sql = format!(
                "SELECT item_id, number, body FROM ledger WHERE item_id IN ({these}) AND body IS NOT NULL ORDER BY number"
            );
            for row in self.query(&sql, part)? {
                if let Some(one) = all.get_mut(&row.int(0)?) {
                    one.whole = Some((row.int(1)?, row.text(2)?.to_owned()));
                }
            }
        }
        Ok(all)
    }

    /// Adds an item that nobody knew.
    pub(crate) fn add_item(
        &mut self,
        writes: &mut Writes,
        accounts: Vec<Account<'_>>,
    ) -> Result<(), Fault> {
        writes.next_id += 1;
        let id = writes.next_id;
        accounts.iter().for_each(|account| writes.own(account, id));
        if let [account] = &accounts[..] {
            let origin = account.origin(&writes.now, None);
            writes.origins.push(origin.values(id));
            self.enter_item(
                writes,
                id,
                &account.source,
                &account.item,
                account.body.clone(),
            );
            return Ok(());
        }
        let mut fresh = Standing {
            id,
            version: 0,
            ledger: 0,
            digest: String::new(),
            place: 0,
            gone: false,
            whole: None,
            origins: Vec::new(),
            codes: BTreeSet::new(),
        };
        for account in accounts {
            fresh.hear(account, &writes.now)?;
        }
        let Some((item, source)) = fresh.merged()? else {
            return Ok(());
        };
        let rows = fresh.origins.iter().map(|origin| origin.values(id));
        writes.origins.extend(rows);
        let body = serde_json::to_string(&item)?;
        self.enter_item(writes, id, &source, &item, body);
        Ok(())
    }

    /// The row, the place in the ledger and the words of a new item.
    fn enter_item(
        &mut self,
        writes: &mut Writes,
        id: i64,
        source: &str,
        item: &Item,
        body: String,
    ) {
        let at = place(item.published.unwrap_or(writes.today), id);
        let print = digest(&body);
        let ledger = writes.enter(id, 1, "new", Some(body));
        let mut row: Vec<Value> = vec![
            id.into(),
            item.key.as_str().into(),
            source.into(),
            ledger.into(),
            1.into(),
            writes.now.as_str().into(),
            writes.now.as_str().into(),
            print.into(),
            at.into(),
        ];
        row.extend(head_values(item));
        writes.items.push(row);
        writes.say(self, item, at);
        if !item.links.is_empty() {
            writes.links.push((id, item.links.clone()));
        }
    }

    /// Renews an item of one source with what that source says now.
    pub(crate) fn renew_alone(
        &mut self,
        writes: &mut Writes,
        item: Standing,
        account: &Account<'_>,
    ) -> Result<(), Fault> {
        writes.own(account, item.id);
        let sql = "UPDATE origins SET url = $3, digest = $4, changed = $5, gone = NULL WHERE item_key = $1 AND source_id = $2";
        let values: [Value; 5] = [
            account.item.key.as_str().into(),
            account.source.as_str().into(),
            account.item.url.as_str().into(),
            account.digest.as_str().into(),
            writes.now.as_str().into(),
        ];
        self.execute(sql, &values)?;
        self.renew(
            writes,
            &item,
            &account.source,
            &account.item,
            account.body.clone(),
        )
    }

    /// Writes the origins of an item, and a new version of it when they now make something else, or
    /// when it comes from elsewhere: without a number no walk would hold it against `source:` again.
    pub(crate) fn renew_merged(
        &mut self,
        writes: &mut Writes,
        item: Standing,
    ) -> Result<(), Fault> {
        for origin in item.origins.iter().filter(|origin| origin.touched) {
            self.keep_origin(origin, item.id)?;
        }
        let Some((merged, source)) = item.merged()? else {
            return Ok(());
        };
        let body = serde_json::to_string(&merged)?;
        let same = digest(&body) == item.digest && codes(&item.origins) == item.codes;
        if same && !item.gone {
            return Ok(());
        }
        self.renew(writes, &item, &source, &merged, body)
    }

    /// A new version of an item.
    fn renew(
        &mut self,
        writes: &mut Writes,
        known: &Standing,
        source: &str,
        item: &Item,
        body: String,
    ) -> Result<(), Fault> {
        if let Some((number, old)) = &known.whole {
            self.supersede(*number, old, item)?;
        }
        self.connection()?.forget_words(known.place)?;
        let at = place(item.published.unwrap_or(writes.today), known.id);
        let print = digest(&body);
        let what = if known.gone { "back" } else { "changed" };
        let version = known.version + 1;
        let ledger = writes.enter(known.id, version, what, Some(body));
        let sql = "UPDATE items SET ledger = $2, version = $3, changed = $4, gone = NULL, digest = $5, place = $6, item_key = $7, source_id = $8, number = $9, kind = $10, label = $11, country = $12, language = $13, title = $14, url = $15, published = $16, committee = $17, dates = $18 WHERE id = $1";
        let mut values: Vec<Value> = vec![
            known.id.into(),
            ledger.into(),
            version.into(),
            writes.now.as_str().into(),
            print.into(),
            at.into(),
            item.key.as_str().into(),
            source.into(),
        ];
        values.extend(head_values(item));
        self.execute(sql, &values)?;
        writes.say(self, item, at);
        writes.links.push((known.id, item.links.clone()));
        Ok(())
    }

    /// Ends an item: no source has it any more, or another item stands for it.
    pub(crate) fn end_item(
        &mut self,
        writes: &mut Writes,
        item: Standing,
        reason: &str,
    ) -> Result<(), Fault> {
        for origin in item.origins.iter().filter(|origin| origin.touched) {
            self.keep_origin(origin, item.id)?;
        }
        let version = item.version + 1;
        let ledger = writes.enter(item.id, version, "gone", None);
        let sql =
            "UPDATE items SET gone = $2, changed = $3, version = $4, ledger = $5 WHERE id = $1";
        let values: [Value; 5] = [
            item.id.into(),
            reason.into(),
            writes.now.as_str().into(),
            version.into(),
            ledger.into(),
        ];
        self.execute(sql, &values)?;
        self.connection()?.forget_words(item.place)
    }
}

fn head_values(item: &Item) -> [Value; 10] {
    let dates =
        (!item.dates.is_empty()).then(|| serde_json::to_string(&item.dates).unwrap_or_default());
    [
        item.number.as_deref().into(),
        item.kind.code().into(),
        item.label.as_deref().into(),
        item.country.code().into(),
        item.language.map(Language::code).into(),
        item.title.as_str().into(),
        item.url.as_str().into(),
        item.published.map(|d| d.to_string()).into(),
        item.committee.as_deref().into(),
        dates.into(),
    ]
}

/// The words of the title and of the body of an item, as the full text keeps them.
pub(crate) fn words_of(analyser: &Analyser, item: &Item) -> (String, String) {
    let language = item.language.and_then(|l| Lang::from_code(l.code()));
    let words = |text: &str| analyser.index_terms(language, text);
    (words(&item.title), words(&item.body))
}
