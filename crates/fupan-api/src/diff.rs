//! What grows from dump to dump.

use fupan_stack::{Growth, GrowthGroup, Snapshot};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::fingerprint::written;
use crate::{FrameBody, rounded};

/// A series of dumps compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiffDumpsBody {
    /// The dumps in the order in which they were given.
    pub dumps: Vec<DumpBody>,
    /// The minutes between the first dump and the last, where they are known.
    pub minutes: Option<f64>,
    /// Above how many goroutines a group is over the threshold.
    pub threshold: u64,
    /// The families of all dumps, what grows most first.
    pub groups: Vec<GrowthBody>,
}

/// One dump.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DumpBody {
    /// The file it was read from.
    pub name: String,
    /// In what form it was taken: `goroutines` (with headers), `profile` (`debug=1`) or `threads` (Java). Groups of
    /// different forms have different families.
    #[serde(default)]
    pub form: String,
    /// When it was written, as the log says.
    pub time: Option<String>,
    /// How many goroutines it holds.
    pub goroutines: u64,
}

/// One family over a series of dumps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GrowthBody {
    /// Its family fingerprint.
    pub family: String,
    /// What its goroutines are doing: `chan receive`.
    pub state: String,
    /// How many goroutines each dump has of it.
    pub counts: Vec<u64>,
    /// Goroutines per minute between the first dump and the last; null where the times are not known.
    pub per_minute: Option<f64>,
    /// Whether the last dump has more of it than the threshold.
    pub over_threshold: bool,
    /// By how many there are more in the last dump than in the first.
    pub growth: i64,
    /// What ended or stopped them, as `fingerprint` gives it.
    pub kind: String,
    /// Whether the frames say too little to tell two bugs apart.
    pub low_information: bool,
    /// The innermost frame of the application; null where there is none.
    pub first_in_app: Option<FrameBody>,
    /// The innermost frame; null where no frame is known.
    pub first_frame: Option<FrameBody>,
}

impl DiffDumpsBody {
    /// The answer for dumps, each with the name of its file.
    #[must_use]
    pub fn of(names: &[String], snapshots: &[Snapshot], growth: &Growth, threshold: u64) -> Self {
        let dumps = names.iter().zip(snapshots).map(|(name, snapshot)| DumpBody {
            name: name.clone(),
            form: snapshot.form.as_str().to_owned(),
            time: written(snapshot.time.as_ref()),
            goroutines: snapshot.goroutines,
        });
        Self {
            dumps: dumps.collect(),
            minutes: growth.minutes.map(rounded),
            threshold,
            groups: growth.groups.iter().map(|group| GrowthBody::of(group, threshold)).collect(),
        }
    }
}

impl GrowthBody {
    fn of(family: &GrowthGroup, threshold: u64) -> Self {
        let group = &family.group;
        Self {
            family: group.family.to_string(),
            state: group.state.as_ref().unwrap_or(&group.kind).clone(),
            counts: family.counts.clone(),
            per_minute: family.per_minute.map(rounded),
            over_threshold: family.last() > threshold,
            growth: family.growth,
            kind: group.kind.clone(),
            low_information: group.low_information,
            first_in_app: group.frames.iter().find(|frame| frame.in_app).map(FrameBody::from),
            first_frame: group.frames.first().map(FrameBody::from),
        }
    }
}
