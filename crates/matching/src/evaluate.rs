//! Evaluation: how well the score ranks what somebody judged, beside a plain word search on the
//! same items. What a judged set looks like stands in `evaluate/judged`; printing is the caller's.

mod areas;
mod bearings;
mod calibration;
mod judged;
mod measures;
mod near;
mod plain;
mod report;
mod run;
mod themes;

pub use areas::{Area, Filed, areas, by_area};
pub use bearings::Bearings;
pub use calibration::{Calibration, Part};
pub use judged::{BadSet, Judged, Paper, Topic};
pub use measures::{DEPTHS, Measures, measure};
pub use near::{Nearness, model_in};
pub use report::recall_report;
pub use run::{Evaluation, Near, Row, Setting, evaluate, examples, learn_all};
pub use themes::{Theme, themes};
