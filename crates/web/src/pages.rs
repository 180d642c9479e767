//! One file a page. Each gathers what it shows from a reader, turns it into words of the reader's
//! language and fills in its template; none of them changes anything but by a verb of `work`.

pub mod agenda;
pub mod calendar;
pub mod commitments;
pub mod digest;
pub mod digest_read;
pub mod dossiers;
pub mod help;
pub mod items;
pub mod learned;
pub mod listen;
pub mod mirror_files;
pub mod networks;
pub mod new_dossier;
pub mod new_source;
pub mod own_source;
pub mod preview;
pub mod progress;
pub mod search;
pub mod signals;
pub mod signin;
pub mod sources;
pub mod today;
pub mod triage;
pub mod well_known;
