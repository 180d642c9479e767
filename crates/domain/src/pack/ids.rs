//! Ids in a pack's tables: given to things, and naming other things. Whether a named thing exists
//! is looked at in `check`, when everything was read.

use super::fault::Place;
use super::page::{Named, Sort};
use super::sheet::{Sheet, Value};
use crate::id::{InterestId, NotAnId};
use std::cell::RefCell;
use std::collections::BTreeSet;

impl<'p> Sheet<'p> {
    fn slug<T: TryFrom<String, Error = NotAnId>>(
        &self,
        name: &str,
        value: Value<'p>,
    ) -> Option<(T, Place)> {
        let written = value.get_ref().as_str();
        if written.is_none() {
            self.wrong_type(name, value, "a string");
        }
        let at = value.span().start;
        let id = T::try_from(written?.to_owned());
        let id = id.map_err(|why| self.page.fault_at(at, why.to_string(), None));
        Some((id.ok()?, self.page.place(at)))
    }

    /// The thing's own id.
    pub fn own_id<T>(&self, sort: Sort) -> T
    where
        T: TryFrom<String, Error = NotAnId> + ToString,
    {
        let value = self.require("id");
        let Some((id, place)) = value.and_then(|v| self.slug::<T>("id", v)) else {
            return stand_in();
        };
        self.give(sort, id.to_string(), place);
        id
    }

    /// The id that the file's name gives; a field `id`, when there, must say the same.
    pub fn id_of_file<T>(&self, sort: Sort, stem: &str) -> T
    where
        T: TryFrom<String, Error = NotAnId> + ToString,
    {
        let here = self.page.place(0);
        if let Some(written) = self.maybe_text("id").filter(|w| w != stem) {
            let what = format!("the id `{written}` is not the name of the file, `{stem}`");
            self.fault("id", what);
        }
        match T::try_from(stem.to_owned()) {
            Ok(id) => {
                self.give(sort, id.to_string(), here);
                id
            }
            Err(why) => {
                let help = Some("the file's name is the id: rename the file".to_owned());
                self.page.fault_at(0, why.to_string(), help);
                stand_in()
            }
        }
    }

    fn give(&self, sort: Sort, id: String, place: Place) {
        let mut given = self.page.notes.given.borrow_mut();
        given.push(Named { sort, id, place });
    }

    /// The id of another thing, which must exist.
    pub fn id_of<T>(&self, name: &'static str, sort: Sort) -> Option<T>
    where
        T: TryFrom<String, Error = NotAnId> + ToString,
    {
        let value = self.ask(name)?;
        self.naming(name, sort, value)
    }

    /// As [`Sheet::id_of`], and it must be there.
    pub fn id_of_required<T>(&self, name: &'static str, sort: Sort) -> T
    where
        T: TryFrom<String, Error = NotAnId> + ToString,
    {
        let value = self.require(name);
        value
            .and_then(|v| self.naming(name, sort, v))
            .unwrap_or_else(stand_in)
    }

    /// Ids of other things, each named once.
    pub fn ids_of<T>(&self, name: &'static str, sort: Sort) -> Vec<T>
    where
        T: TryFrom<String, Error = NotAnId> + ToString,
    {
        let seen = RefCell::new(BTreeSet::new());
        self.list(name, |value| {
            let id: T = self.naming(name, sort, value)?;
            if !seen.borrow_mut().insert(id.to_string()) {
                let what = format!("`{}` stands twice in `{name}`", id.to_string());
                self.page.fault_at(value.span().start, what, None);
            }
            Some(id)
        })
    }

    fn naming<T>(&self, name: &str, sort: Sort, value: Value<'p>) -> Option<T>
    where
        T: TryFrom<String, Error = NotAnId> + ToString,
    {
        let (id, place) = self.slug::<T>(name, value)?;
        let mut named = self.page.notes.named.borrow_mut();
        named.push(Named {
            sort,
            id: id.to_string(),
            place,
        });
        Some(id)
    }

    /// Keeps where the query of an interest begins.
    pub fn keep_place_of_query(&self, interest: &InterestId) {
        if let Some(value) = self.table.get("query") {
            let place = self.page.words_of(&value.span());
            self.page.notes.keep_place(interest, place);
        }
    }
}

/// Stands for an id that could not be read; a pack that holds it is refused.
fn stand_in<T: TryFrom<String, Error = NotAnId>>() -> T {
    T::try_from("stand-in".to_owned()).expect("'stand-in' is a slug")
}
