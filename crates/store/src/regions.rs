//! Keeping regions and what their packs bring. Loading the same pack twice changes nothing; a
//! changed pack writes one line of history per noun that came, changed or went.

use crate::engine::Value;
use crate::{Change, Fault, Reader, digest, moment};
use noaber_domain::{
    Agenda, Agreement, Dossier, DossierId, Interest, Network, Organisation, Programme, Region,
    RegionId, RegionPack, SourceId,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// What loading a pack did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Loaded {
    /// Nouns that are new.
    pub added: usize,
    /// Nouns that changed.
    pub changed: usize,
    /// Nouns that are no longer in the pack.
    pub removed: usize,
    /// Sources of the pack that were passed over: one that was added at the desk has the same id.
    pub skipped: Vec<SourceId>,
}

impl Change<'_> {
    /// Makes the region what its pack says. Signals, verdicts and history stay; what is no longer
    /// in the pack is removed, with a line of history.
    pub fn load_region(&mut self, pack: &RegionPack) -> Result<Loaded, Fault> {
        let region = &pack.region.id;
        let now = moment(self.at);
        let body = serde_json::to_string(&pack.region)?;
        let sql = "SELECT body FROM regions WHERE id = $1";
        let known = self.row(sql, &[region.as_str().into()])?;
        let before = known.as_ref().map(|r| r.text(0)).transpose()?;
        let mut loaded = Loaded::default();
        if before != Some(&body) {
            let sql = "INSERT INTO regions (id, body, fingerprint, changed) VALUES ($1, $2, '', $3) ON CONFLICT (id) DO UPDATE SET body = excluded.body, changed = excluded.changed";
            let values: [Value; 3] = [region.as_str().into(), body.into(), now.into()];
            self.execute(sql, &values)?;
            let what = match before {
                None => {
                    loaded.added += 1;
                    "region-added"
                }
                Some(_) => {
                    loaded.changed += 1;
                    "region-changed"
                }
            };
            self.record(Some(region), what, "region", region.as_str(), "")?;
        }
        for (sort, wanted) in nouns(pack)? {
            self.load_nouns(region, sort, &wanted, &mut loaded)?;
        }
        self.load_sources(region, &pack.sources, &mut loaded)?;
        self.take_fingerprint(region)?;
        Ok(loaded)
    }

    /// Writes down what decides about matches: interests, names of organisations, and what the
    /// dossiers are about. When it changes, everything is matched again. Gives the one before.
    pub(crate) fn take_fingerprint(&mut self, region: &RegionId) -> Result<String, Fault> {
        let sql = "SELECT sort, body FROM nouns WHERE region_id = $1 AND sort IN ('dossier', 'interest', 'organisation') ORDER BY sort, id";
        let mut parts = String::new();
        for row in self.query(sql, &[region.as_str().into()])? {
            if row.text(0)? == "dossier" {
                let dossier: Dossier = row.json(1)?;
                let says = (&dossier.id, &dossier.title, &dossier.about);
                parts.push_str(&serde_json::to_string(&says)?);
            } else {
                parts.push_str(row.text(1)?);
            }
        }
        let sql = "SELECT fingerprint FROM regions WHERE id = $1";
        let before = self.row(sql, &[region.as_str().into()])?;
        let before = before.map_or(Ok(String::new()), |r| r.text(0).map(str::to_owned))?;
        let sql = "UPDATE regions SET fingerprint = $2 WHERE id = $1 AND fingerprint <> $2";
        self.execute(sql, &[region.as_str().into(), digest(&parts).into()])?;
        Ok(before)
    }

    fn load_nouns(
        &mut self,
        region: &RegionId,
        sort: &str,
        wanted: &[(String, String)],
        loaded: &mut Loaded,
    ) -> Result<(), Fault> {
        let mut known = BTreeMap::new();
        let mut own = BTreeSet::new();
        // What was taken out at the desk stays out.
        let sql = "SELECT id, place, body, own FROM nouns WHERE region_id = $1 AND sort IN ($2, $2 || '-out')";
        for row in self.query(sql, &[region.as_str().into(), sort.into()])? {
            let id = row.text(0)?.to_owned();
            if row.int(3)? == 1 {
                own.insert(id);
            } else {
                known.insert(id, (row.int(1)?, row.text(2)?.to_owned()));
            }
        }
        for (place, (id, body)) in wanted.iter().enumerate() {
            if own.contains(id) {
                continue;
            }
            let place = place as i64;
            let before = known.remove(id);
            if before
                .as_ref()
                .is_some_and(|(at, old)| *at == place && old == body)
            {
                continue;
            }
            let sql = "INSERT INTO nouns (region_id, sort, id, place, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (region_id, sort, id) DO UPDATE SET place = excluded.place, body = excluded.body";
            let values: [Value; 5] = [
                region.as_str().into(),
                sort.into(),
                id.as_str().into(),
                place.into(),
                body.as_str().into(),
            ];
            self.execute(sql, &values)?;
            match before {
                None => {
                    loaded.added += 1;
                    self.record(Some(region), &format!("{sort}-added"), sort, id, "")?;
                }
                Some((_, old)) if old != *body => {
                    loaded.changed += 1;
                    self.record(Some(region), &format!("{sort}-changed"), sort, id, &old)?;
                }
                Some(_) => {}
            }
        }
        for (id, (_, old)) in known {
            let sql = "DELETE FROM nouns WHERE region_id = $1 AND sort = $2 AND id = $3";
            self.execute(
                sql,
                &[region.as_str().into(), sort.into(), id.as_str().into()],
            )?;
            loaded.removed += 1;
            self.record(Some(region), &format!("{sort}-removed"), sort, &id, &old)?;
        }
        Ok(())
    }
}

type Bodies = Vec<(String, String)>;

fn nouns(pack: &RegionPack) -> Result<Vec<(&'static str, Bodies)>, Fault> {
    fn bodies<T: Serialize>(all: &[T], id: impl Fn(&T) -> &str) -> Result<Bodies, Fault> {
        all.iter()
            .map(|n| Ok((id(n).to_owned(), serde_json::to_string(n)?)))
            .collect()
    }
    Ok(vec![
        (
            "organisation",
            bodies(&pack.organisations, |n| n.id.as_str())?,
        ),
        ("network", bodies(&pack.networks, |n| n.id.as_str())?),
        ("agenda", bodies(&pack.agendas, |n| n.id.as_str())?),
        ("dossier", bodies(&pack.dossiers, |n| n.id.as_str())?),
        ("interest", bodies(&pack.interests, |n| n.id.as_str())?),
        ("agreement", bodies(&pack.agreements, |n| n.id.as_str())?),
        ("programme", bodies(&pack.programmes, |n| n.id.as_str())?),
    ])
}

impl Reader {
    /// The regions of this installation.
    pub fn regions(&self) -> Result<Vec<Region>, Fault> {
        self.query("SELECT body FROM regions ORDER BY id", &[])?
            .iter()
            .map(|r| r.json(0))
            .collect()
    }

    /// One region.
    pub fn region(&self, id: &RegionId) -> Result<Option<Region>, Fault> {
        let row = self.row(
            "SELECT body FROM regions WHERE id = $1",
            &[id.as_str().into()],
        )?;
        row.map(|r| r.json(0)).transpose()
    }

    fn nouns<T: DeserializeOwned>(&self, region: &RegionId, sort: &str) -> Result<Vec<T>, Fault> {
        let sql = "SELECT body FROM nouns WHERE region_id = $1 AND sort = $2 ORDER BY place";
        let rows = self.query(sql, &[region.as_str().into(), sort.into()])?;
        rows.iter().map(|r| r.json(0)).collect()
    }

    /// Organisations, in the order of the pack.
    pub fn organisations(&self, region: &RegionId) -> Result<Vec<Organisation>, Fault> {
        self.nouns(region, "organisation")
    }
    /// Networks, in the order of the pack.
    pub fn networks(&self, region: &RegionId) -> Result<Vec<Network>, Fault> {
        self.nouns(region, "network")
    }
    /// Agendas, in the order of the pack.
    pub fn agendas(&self, region: &RegionId) -> Result<Vec<Agenda>, Fault> {
        self.nouns(region, "agenda")
    }
    /// Dossiers, in the order of the pack.
    pub fn dossiers(&self, region: &RegionId) -> Result<Vec<Dossier>, Fault> {
        self.nouns(region, "dossier")
    }
    /// Interests, in the order of the pack.
    pub fn interests(&self, region: &RegionId) -> Result<Vec<Interest>, Fault> {
        self.nouns(region, "interest")
    }
    /// Agreements, in the order of the pack.
    pub fn agreements(&self, region: &RegionId) -> Result<Vec<Agreement>, Fault> {
        self.nouns(region, "agreement")
    }
    /// Programmes, in the order of the pack.
    pub fn programmes(&self, region: &RegionId) -> Result<Vec<Programme>, Fault> {
        self.nouns(region, "programme")
    }

    /// One dossier.
    pub fn dossier(&self, region: &RegionId, id: &DossierId) -> Result<Option<Dossier>, Fault> {
        let sql = "SELECT body FROM nouns WHERE region_id = $1 AND sort = 'dossier' AND id = $2";
        let row = self.row(sql, &[region.as_str().into(), id.as_str().into()])?;
        row.map(|r| r.json(0)).transpose()
    }
}
