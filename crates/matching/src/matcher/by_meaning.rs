//! Signals by meaning alone: items that no word of a dossier finds, but that are about the same
//! thing. Where closeness comes from is not known here; why the gate stands where it stands is told
//! in `docs/decisions/0006`.

use super::{Matcher, Seen, Touched, call_is_open};
use crate::closeness::Closeness;
use crate::passages::whole_title;
use crate::score::FLOOR;
use crate::subject::Subject;
use crate::tier::tier;
use noaber_domain::{DossierId, ItemId, LedgerNumber, Reason, Share, Signal, SignalId};
use noaber_text::Lang;

/// The closeness from which meaning alone may speak.
const GATE: f32 = 0.35;
/// What the score counts where only meaning speaks: among all that is published fewer are wanted
/// than among the judged items that the weights were learned on. So a signal needs half a chance by
/// the weights, and none is nearly certain.
const TRUST: f64 = 0.6;
/// Below so many terms for a language a dossier is not expected to find by words what it wants.
const FEW_TERMS: usize = 3;
/// From this closeness an item is called very near.
const VERY_NEAR: f32 = 0.55;

impl Matcher {
    /// The dossiers that an item of this language is near to in meaning, and that have no or few
    /// terms to find it by; in the order of their ids.
    pub(super) fn near(
        &self,
        lang: Option<Lang>,
        closeness: &impl Fn(&DossierId) -> Option<Closeness>,
    ) -> Vec<(&DossierId, Closeness)> {
        let silent = self.dossiers.iter().filter(|(_, subject)| {
            subject.count_for(lang) < FEW_TERMS && !subject.terms.is_empty()
        });
        let close = silent.filter_map(|(id, _)| Some((id, closeness(id)?)));
        let mut near: Vec<_> = close.filter(|(_, close)| close.0 >= GATE).collect();
        near.sort_unstable_by_key(|(id, _)| *id);
        near
    }

    /// Whether an item is to be weighed as one in a language without terms: the dossier has none, or
    /// so few that meeting none of them says nothing.
    pub(super) fn is_far(&self, subject: &Subject, lang: Option<Lang>, group: &[Touched]) -> bool {
        let few = group.is_empty() && subject.count_for(lang) < FEW_TERMS;
        subject.is_far(lang) || (few && !subject.terms.is_empty())
    }

    /// The signal of a dossier that only the meaning of an item speaks for, with whether it is
    /// shown. It stands with the dossier's first interest, as every signal needs one, and its passage
    /// is the title until somebody who can compare sentences puts better ones in.
    pub(super) fn by_meaning(
        &self,
        seen: &Seen,
        dossier: &DossierId,
        closeness: Closeness,
        (item, ledger): (ItemId, LedgerNumber),
    ) -> Option<(Signal, bool)> {
        let first = self.standing.iter().find(|s| s.dossier == *dossier)?;
        let weighed = self.weigh(seen, dossier, &[], Some(closeness));
        let (share, plain, mut reasons) = self.score(dossier, &weighed);
        let (share, plain) = (share.value() * TRUST, plain.value() * TRUST);
        if share.max(plain) < FLOOR {
            return None;
        }
        say_meaning(&mut reasons, closeness);
        let deadline = seen.item.next_date(seen.today);
        let judged = self.rules.judge(&seen.document, &seen.sentences, &[]);
        let (bearing, trigger) = call_is_open(seen.item, judged);
        let (kind, published) = (seen.item.kind, seen.item.published);
        let signal = Signal {
            id: SignalId(0),
            dossier: dossier.clone(),
            interest: first.interest.clone(),
            item,
            ledger,
            score: Share::new(share),
            tier: tier(share, kind, deadline, published, seen.today),
            bearing,
            trigger,
            reasons,
            passages: whole_title(&seen.document).into_iter().collect(),
            named: seen.named.iter().map(|n| n.organisation.clone()).collect(),
            deadline,
        };
        Some((signal, share >= FLOOR))
    }
}

/// Says of the reason of closeness that no word stands beside it, and how near the item is; all
/// parts are made smaller as the score is.
fn say_meaning(reasons: &mut [Reason], closeness: Closeness) {
    let [near, very_near] = Reason::MEANING;
    let code = match closeness.0 >= VERY_NEAR {
        true => very_near,
        false => near,
    };
    for reason in reasons {
        reason.share *= TRUST;
        if reason.code == "closeness" {
            reason.code = code.to_owned();
        }
    }
}
