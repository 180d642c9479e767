//! Networks: memberships, forums and leads, seats, agreements, twin towns and the ladder of scales.

use crate::ask::Ask;
use crate::html::Phrase;
use crate::lists;
use crate::refuse::Refuse;
use crate::serve::State;
use crate::shell::{Place, Shell};
use crate::words::Words;
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use noaber_domain::{Agreement, Dossier, Network, Organisation, OrganisationId, Region};

/// The page.
#[derive(Template)]
#[template(path = "networks.html")]
pub struct NetworksPage {
    shell: Shell,
    rungs: Vec<(Phrase, Phrase)>,
    networks: Vec<NetworkView>,
    agreements: Vec<AgreementView>,
    twinnings: Vec<AgreementView>,
}

struct NetworkView {
    id: String,
    name: Phrase,
    scale: Phrase,
    size: Phrase,
    about: Phrase,
    part: Phrase,
    known_in: Option<String>,
    members: String,
    forums: Vec<ForumView>,
    seats: Vec<SeatView>,
    dossiers: Vec<(String, Phrase)>,
}

struct ForumView {
    name: Phrase,
    about: Phrase,
    lead: Option<String>,
    note: Phrase,
}

struct SeatView {
    holder: String,
    body: Phrase,
    count: String,
}

struct AgreementView {
    name: Phrase,
    about: Phrase,
    parties: String,
    year: Option<i16>,
}

/// What the page is made of.
pub struct NetworksData {
    /// The region, for its ladder.
    pub region: Region,
    /// Networks.
    pub networks: Vec<Network>,
    /// Agreements and twinnings.
    pub agreements: Vec<Agreement>,
    /// Organisations, for their names.
    pub organisations: Vec<Organisation>,
    /// Dossiers, for what each network could carry.
    pub dossiers: Vec<Dossier>,
}

/// `GET /networks`
pub fn show(state: &State, ask: &Ask) -> Result<Response<Body>, Refuse> {
    let reader = state.store.reader()?;
    let (shell, region) = Shell::load(state, ask, &reader, Place::Networks)?;
    let data = NetworksData {
        region,
        networks: reader.networks(&state.region)?,
        agreements: reader.agreements(&state.region)?,
        organisations: reader.organisations(&state.region)?,
        dossiers: reader.dossiers(&state.region)?,
    };
    lists::page(&NetworksPage::new(shell, &data))
}

impl NetworksPage {
    /// Puts the networks in the reader's words.
    pub fn new(shell: Shell, data: &NetworksData) -> NetworksPage {
        let w = shell.w.clone();
        let (twinnings, agreements): (Vec<&Agreement>, Vec<&Agreement>) = data
            .agreements
            .iter()
            .partition(|agreement| agreement.twinning);
        let views =
            |list: Vec<&Agreement>| list.into_iter().map(|a| agreement(&w, data, a)).collect();
        NetworksPage {
            rungs: data
                .region
                .ladder
                .iter()
                .map(|rung| (w.wording(&rung.name), w.wording(&rung.what)))
                .collect(),
            networks: data
                .networks
                .iter()
                .map(|network| view(&w, data, network))
                .collect(),
            agreements: views(agreements),
            twinnings: views(twinnings),
            shell: shell.titled(w.t("nav-networks")),
        }
    }
}

fn name(w: &Words, data: &NetworksData, id: &OrganisationId) -> String {
    match data
        .organisations
        .iter()
        .find(|organisation| organisation.id == *id)
    {
        Some(organisation) => w.wording(&organisation.name).text,
        None => id.to_string(),
    }
}

fn view(w: &Words, data: &NetworksData, network: &Network) -> NetworkView {
    let members: Vec<String> = network.members.iter().map(|id| name(w, data, id)).collect();
    let carried = data
        .dossiers
        .iter()
        .filter(|dossier| dossier.networks.contains(&network.id));
    NetworkView {
        id: network.id.to_string(),
        name: w.wording(&network.name),
        scale: w.wording(&network.scale),
        size: w.wording(&network.size),
        about: w.wording(&network.about),
        part: w.wording(&network.part),
        known_in: network
            .known_in
            .map(|year| w.with("network-known-in", &[("year", (&year.to_string()).into())])),
        members: members.join(", "),
        forums: network
            .forums
            .iter()
            .map(|forum| ForumView {
                name: w.wording(&forum.name),
                about: w.wording(&forum.about),
                lead: forum.lead.as_ref().map(|id| name(w, data, id)),
                note: w.wording(&forum.note),
            })
            .collect(),
        seats: network
            .seats
            .iter()
            .map(|seat| SeatView {
                holder: name(w, data, &seat.holder),
                body: w.wording(&seat.body),
                count: match seat.of {
                    Some(of) => w.with(
                        "network-seats-of",
                        &[
                            ("n", i64::from(seat.count).into()),
                            ("of", i64::from(of).into()),
                        ],
                    ),
                    None => w.n("network-seats", i64::from(seat.count)),
                },
            })
            .collect(),
        dossiers: carried
            .map(|dossier| (dossier.id.to_string(), w.wording(&dossier.title)))
            .collect(),
    }
}

fn agreement(w: &Words, data: &NetworksData, agreement: &Agreement) -> AgreementView {
    let ours = agreement.parties.iter().map(|id| name(w, data, id));
    let parties: Vec<String> = ours.chain(agreement.others.iter().cloned()).collect();
    AgreementView {
        name: w.wording(&agreement.name),
        about: w.wording(&agreement.about),
        parties: parties.join(", "),
        year: agreement.year,
    }
}
