//! The entities of the House's data: which become items, which only tell that another must be read
//! anew, and what is asked along with each. How a row becomes an item stands in `rows`.

use serde_json::Value;

/// An entity that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entity {
    /// A case: what runs through the House.
    Zaak,
    /// A paper.
    Document,
    /// A meeting or a written round.
    Activiteit,
    /// A point on the agenda of a meeting; belongs to its meeting.
    Agendapunt,
    /// A decision on a case, with the votes it was taken by.
    Besluit,
    /// What one group or member voted; belongs to its decision.
    Stemming,
    /// What a minister promised.
    Toezegging,
    /// Who acts in a case; belongs to the case.
    ZaakActor,
    /// Who acts in a paper; belongs to the paper.
    DocumentActor,
    /// Who takes part in a meeting; belongs to the meeting.
    ActiviteitActor,
    /// A version of a paper; belongs to the paper.
    DocumentVersie,
    /// A file in which a paper was published officially; belongs to the paper.
    DocumentPublicatie,
}

impl Entity {
    /// All entities, in the order in which they are read: what others point to comes first.
    pub const ALL: [Entity; 12] = [
        Entity::Zaak,
        Entity::Document,
        Entity::Activiteit,
        Entity::Agendapunt,
        Entity::Besluit,
        Entity::Stemming,
        Entity::Toezegging,
        Entity::ZaakActor,
        Entity::DocumentActor,
        Entity::ActiviteitActor,
        Entity::DocumentVersie,
        Entity::DocumentPublicatie,
    ];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Entity::Zaak => "Zaak",
            Entity::Document => "Document",
            Entity::Activiteit => "Activiteit",
            Entity::Agendapunt => "Agendapunt",
            Entity::Besluit => "Besluit",
            Entity::Stemming => "Stemming",
            Entity::Toezegging => "Toezegging",
            Entity::ZaakActor => "ZaakActor",
            Entity::DocumentActor => "DocumentActor",
            Entity::ActiviteitActor => "ActiviteitActor",
            Entity::DocumentVersie => "DocumentVersie",
            Entity::DocumentPublicatie => "DocumentPublicatie",
        }
    }

    /// The entity with this name, in whatever case it is written.
    pub fn named(name: &str) -> Option<Entity> {
        Entity::ALL
            .into_iter()
            .find(|entity| entity.name().eq_ignore_ascii_case(name))
    }

    /// The entity in the last part of an address: `.../Zaak?$filter=`, `.../Zaak(<id>)`.
    pub fn of_address(url: &str) -> Option<Entity> {
        let path = url.split(['?', '#']).next()?;
        let last = path.trim_end_matches('/').rsplit('/').next()?;
        let name = last.split('(').next()?;
        Entity::ALL.into_iter().find(|entity| entity.name() == name)
    }

    /// The entity of a row by fields that only it has; deleted rows keep theirs, empty.
    pub fn of_row(row: &Value) -> Option<Entity> {
        let marks = [
            ("VRSNummer", Entity::Activiteit),
            ("DatumSoort", Entity::Activiteit),
            ("Aanhangselnummer", Entity::Document),
            ("KenmerkAfzender", Entity::Document),
            ("GestartOp", Entity::Zaak),
            ("Grondslagvoorhang", Entity::Zaak),
            ("BesluitSoort", Entity::Besluit),
            ("FractieGrootte", Entity::Stemming),
            ("DatumNakoming", Entity::Toezegging),
            ("Rubriek", Entity::Agendapunt),
        ];
        let found = marks.iter().find(|(field, _)| row.get(*field).is_some());
        found.map(|(_, entity)| *entity)
    }

    /// The key of an item of this entity.
    pub fn key(self, id: &str) -> String {
        format!("tk:{}:{}", self.name().to_lowercase(), id.to_lowercase())
    }

    /// Whose item changes when a row of this entity does, and the relation that leads there;
    /// `None` when its rows are items themselves.
    pub fn owner(self) -> Option<(Entity, &'static str)> {
        match self {
            Entity::Agendapunt | Entity::ActiviteitActor => {
                Some((Entity::Activiteit, "Activiteit"))
            }
            Entity::Stemming => Some((Entity::Besluit, "Besluit")),
            Entity::ZaakActor => Some((Entity::Zaak, "Zaak")),
            Entity::DocumentActor | Entity::DocumentVersie => Some((Entity::Document, "Document")),
            Entity::DocumentPublicatie => Some((Entity::Document, "DocumentVersie")),
            Entity::Zaak
            | Entity::Document
            | Entity::Activiteit
            | Entity::Besluit
            | Entity::Toezegging => None,
        }
    }

    /// What is asked along with a row, so that one answer holds all that its item needs.
    pub fn expand(self) -> &'static str {
        match self {
            Entity::Zaak => {
                "ZaakActor,Kamerstukdossier,Besluit,GerelateerdVanuit($select=Id),VervangenVanuit($select=Id)"
            }
            Entity::Document => {
                "DocumentActor,Kamerstukdossier,Zaak,Activiteit($select=Id),BronDocument($select=Id),HuidigeDocumentVersie($expand=DocumentPublicatie)"
            }
            Entity::Activiteit => {
                "ActiviteitActor,Agendapunt($expand=Zaak($select=Id)),Zaak($select=Id),VervangenVanuit($select=Id),VoortgezetVanuit($select=Id)"
            }
            Entity::Besluit => "Stemming,Zaak,Agendapunt($expand=Activiteit)",
            Entity::Toezegging => {
                "Activiteit,ToegezegdAan($expand=Fractie,Persoon),KamerbriefNakoming($select=Id)"
            }
            Entity::DocumentPublicatie => "DocumentVersie",
            Entity::Agendapunt
            | Entity::Stemming
            | Entity::ZaakActor
            | Entity::DocumentActor
            | Entity::ActiviteitActor
            | Entity::DocumentVersie => "",
        }
    }

    /// A condition on the rows beside that on their change.
    pub fn filter(self) -> &'static str {
        match self {
            Entity::DocumentPublicatie => "%20and%20DocumentType%20eq%20'Xml'",
            _ => "",
        }
    }
}
