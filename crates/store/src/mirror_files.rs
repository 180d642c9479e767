//! The files that a dossier holds side by side. What may stand for a file and what is suggested are not
//! known here.

use crate::engine::Value;
use crate::items::placeholders;
use crate::views::StoredItem;
use crate::{Change, Fault, Reader, moment};
use jiff::Timestamp;
use noaber_domain::{DossierId, ItemId, MirrorFile, RegionId};
use serde::Serialize;

/// A file of a dossier with its item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MirrorFileRow {
    /// The file.
    pub file: MirrorFile,
    /// When it was added, UTC.
    pub added: Timestamp,
    /// Its item.
    pub item: StoredItem,
}

impl Change<'_> {
    /// Adds a file to a dossier, or changes who decides on it.
    pub fn keep_mirror_file(&mut self, region: &RegionId, file: &MirrorFile) -> Result<(), Fault> {
        let sql = "SELECT competent FROM mirror_files WHERE region_id = $1 AND dossier_id = $2 AND item_id = $3";
        let key: [Value; 3] = [
            region.as_str().into(),
            file.dossier.as_str().into(),
            file.item.0.into(),
        ];
        let what = match self.row(sql, &key)? {
            Some(row) if row.text(0)? == file.competent => return Ok(()),
            Some(_) => "mirror-changed",
            None => "mirror-added",
        };
        let sql = "INSERT INTO mirror_files (region_id, dossier_id, item_id, competent, added) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (region_id, dossier_id, item_id) DO UPDATE SET competent = excluded.competent";
        let mut values = key.to_vec();
        values.push(file.competent.as_str().into());
        values.push(moment(self.at).into());
        self.execute(sql, &values)?;
        let mut detail = self.titled(file.item)?;
        if !file.competent.is_empty() {
            detail.push_str(&format!(" ({})", file.competent));
        }
        self.record(
            Some(region),
            what,
            "dossier",
            file.dossier.as_str(),
            &detail,
        )
    }

    /// Takes a file out of a dossier; gives whether it was there.
    pub fn drop_mirror_file(
        &mut self,
        region: &RegionId,
        dossier: &DossierId,
        item: ItemId,
    ) -> Result<bool, Fault> {
        let sql =
            "DELETE FROM mirror_files WHERE region_id = $1 AND dossier_id = $2 AND item_id = $3";
        let key: [Value; 3] = [
            region.as_str().into(),
            dossier.as_str().into(),
            item.0.into(),
        ];
        if self.execute(sql, &key)? == 0 {
            return Ok(false);
        }
        let detail = self.titled(item)?;
        self.record(
            Some(region),
            "mirror-removed",
            "dossier",
            dossier.as_str(),
            &detail,
        )?;
        Ok(true)
    }

    /// `7: Brief over …`, for the history; the detail of a line loses the title when the item is taken
    /// down.
    fn titled(&mut self, item: ItemId) -> Result<String, Fault> {
        let row = self.row("SELECT title FROM items WHERE id = $1", &[item.0.into()])?;
        let title = row.map(|row| row.text(0).map(str::to_owned)).transpose()?;
        Ok(format!("{item}: {}", title.unwrap_or_default()))
    }
}

impl Reader {
    /// The files of a dossier, in order of being added.
    pub fn mirror_files(
        &self,
        region: &RegionId,
        dossier: &DossierId,
    ) -> Result<Vec<MirrorFileRow>, Fault> {
        let sql = "SELECT item_id, competent, added FROM mirror_files WHERE region_id = $1 AND dossier_id = $2 ORDER BY added, item_id";
        let mut files = Vec::new();
        for row in self.query(sql, &[region.as_str().into(), dossier.as_str().into()])? {
            let id = ItemId(row.int(0)?);
            let Some(item) = self.item(id)? else { continue };
            files.push(MirrorFileRow {
                file: MirrorFile {
                    dossier: dossier.clone(),
                    item: id,
                    competent: row.text(1)?.to_owned(),
                },
                added: row.parse(2)?,
                item,
            });
        }
        Ok(files)
    }

    /// The items that stand under these numbers for people, each given in lower case without spaces,
    /// as the number and the item. What its source took away is passed over.
    pub fn items_numbered(&self, numbers: &[String]) -> Result<Vec<(String, ItemId)>, Fault> {
        const BARE: &str = "REPLACE(LOWER(number), ' ', '')";
        let sql = |marks: &str| {
            format!(
                "SELECT {BARE}, id FROM items WHERE gone IS NULL AND {BARE} IN ({marks}) ORDER BY id"
            )
        };
        self.items_under(sql, numbers)
    }

    /// The items whose page stands at one of these addresses, with any source that tells of them, as
    /// the address and the item. What its source took away is passed over.
    pub fn items_at(&self, addresses: &[String]) -> Result<Vec<(String, ItemId)>, Fault> {
        let sql = |marks: &str| {
            format!(
                "SELECT url, item_id FROM origins WHERE gone IS NULL AND url IN ({marks}) ORDER BY item_id"
            )
        };
        self.items_under(sql, addresses)
    }

    fn items_under(
        &self,
        sql: impl Fn(&str) -> String,
        names: &[String],
    ) -> Result<Vec<(String, ItemId)>, Fault> {
        let mut found = Vec::new();
        for part in names.chunks(250) {
            let values: Vec<Value> = part.iter().map(|name| name.as_str().into()).collect();
            for row in self.query(&sql(&placeholders(1, part.len())), &values)? {
                found.push((row.text(0)?.to_owned(), ItemId(row.int(1)?)));
            }
        }
        Ok(found)
    }
}
