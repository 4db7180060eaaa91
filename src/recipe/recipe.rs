//! Everything that reproduces a figure from its files; written to the URL.

use super::publication::Field;
use crate::{
    calendar::{
        holidays::HolidayChoice,
        period::{PeriodChoice, WeekStart},
    },
    kit::{fnv::Fnv1a, indices::sorted, language::Language, names::names, plain::plain},
    series::aggregate::Aggregate,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// All settings of an analysis, as in the JavaScript interface.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Recipe {
    /// Series ids; by default the measurement is x, the event count is y.
    pub x: Option<String>,
    /// See `x`.
    pub y: Option<String>,
    /// Further series of the matrix.
    pub others: Vec<String>,
    /// Series taken out of both.
    pub controls: Vec<String>,
    /// Groups of one source that are a series together.
    pub sums: Vec<Sum>,
    /// Event counts to divide by.
    pub share_of: ShareOf,
    /// First day of a week.
    pub week_start: WeekStart,
    /// Length of a bucket.
    pub period: PeriodChoice,
    /// IANA name.
    pub zone: String,
    /// First bucket label of the window.
    pub from: Option<String>,
    /// Last bucket label of the window.
    pub to: Option<String>,
    /// How values in a bucket become one.
    pub aggregate_x: Option<Aggregate>,
    /// See `aggregate_x`; `None` is the kind's default.
    pub aggregate_y: Option<Aggregate>,
    /// Periods of the moving average that is drawn; 1 = none; never enters a test. `None` is chosen
    /// from the data.
    pub smoothing: Option<u32>,
    /// Whether that average looks back only, from each period; centred on it otherwise.
    pub smoothing_trailing: bool,
    /// How several units share one picture; `None` is chosen from the data.
    pub scale: Option<ScaleMode>,
    /// Logarithmic axis of x.
    pub log_x: bool,
    /// Logarithmic axis of y.
    pub log_y: bool,
    /// Largest lag looked at.
    pub max_lag: Option<u32>,
    /// Lags declared before looking.
    pub lag_window: Option<(i32, i32)>,
    /// Whether the window was in truth declared after having looked.
    pub lag_window_after_looking: bool,
    /// Analyses seen so far.
    #[serde(rename = "looks")]
    pub tests_seen: u32,
    /// Periods of the rolling correlation.
    pub rolling_window: Option<u32>,
    /// Whose public holidays are left out of both.
    pub holidays: HolidayChoice,
    /// Spans treated as missing.
    pub outages: Vec<Outage>,
    /// Notes on the time axis.
    pub annotations: Vec<Annotation>,
    /// Language; `None` follows the browser.
    pub language: Option<Language>,
    /// Names that the user gave to series, by their ids: strings (a JSON object, a type that the
    /// program has already).
    pub names: serde_json::Map<String, Value>,
    /// Whether groups by address, host, user or free text leave the page by their names; they
    /// are "group 1 … n" otherwise.
    pub group_names: bool,
    /// What a published figure says and how it looks, see [`publication`](super::publication).
    pub publish: serde_json::Map<String, Value>,
}

impl Default for Recipe {
    fn default() -> Self {
        Recipe {
            x: None,
            y: None,
            others: Vec::new(),
            controls: Vec::new(),
            sums: Vec::new(),
            share_of: ShareOf::default(),
            week_start: WeekStart::Monday,
            period: PeriodChoice::Auto,
            zone: "UTC".to_owned(),
            from: None,
            to: None,
            aggregate_x: None,
            aggregate_y: None,
            smoothing: None,
            smoothing_trailing: false,
            scale: None,
            log_x: false,
            log_y: false,
            max_lag: None,
            lag_window: None,
            lag_window_after_looking: false,
            tests_seen: 0,
            rolling_window: None,
            holidays: HolidayChoice::Auto,
            outages: Vec::new(),
            annotations: Vec::new(),
            language: None,
            names: Default::default(),
            group_names: false,
            publish: Default::default(),
        }
    }
}

impl Recipe {
    /// The name that the user gave to a series.
    pub fn name_of(&self, id: &str) -> Option<&str> {
        self.names.get(id)?.as_str()
    }

    /// Makes names and notes of an origin that is not known such as may stand in a sentence.
    pub fn tidy(&mut self) {
        for name in self.names.values_mut() {
            if let Value::String(name) = name {
                *name = plain(name).into_owned();
            }
        }
        for note in &mut self.annotations {
            note.text = plain(&note.text).into_owned();
        }
    }

    /// A text of what is published.
    pub fn published(&self, field: Field) -> Option<&str> {
        self.publish.get(field.name())?.as_str()
    }

    /// Whether a part of what is published was switched on or off.
    pub fn switched(&self, field: Field) -> Option<bool> {
        self.publish.get(field.name())?.as_bool()
    }

    /// Whether a series is in use anywhere.
    fn uses(&self, id: &str) -> bool {
        let one = |of: &Option<String>| of.as_deref() == Some(id);
        [&self.x, &self.y, &self.share_of.x, &self.share_of.y].into_iter().any(one)
            || self.others.iter().chain(&self.controls).any(|other| other == id)
            || self.outages.iter().any(|outage| outage.series == id)
    }

    /// Takes out the sums that are used nowhere.
    pub fn drop_unused_sums(&mut self) {
        let mut sums = std::mem::take(&mut self.sums);
        sums.retain(|sum| self.uses(&sum.id));
        self.sums = sums;
    }

    /// Gives series other ids, wherever they are named; those for which there is none are named no
    /// more.
    pub fn map_ids(&mut self, map: &mut dyn FnMut(&str) -> Option<String>) {
        for one in [&mut self.x, &mut self.y, &mut self.share_of.x, &mut self.share_of.y] {
            *one = one.take().and_then(|id| map(&id));
        }
        for list in [&mut self.others, &mut self.controls] {
            *list = list.iter().filter_map(|id| map(id)).collect();
        }
        for sum in &mut self.sums {
            sum.groups = sum.groups.iter().filter_map(|id| map(id)).collect();
        }
        self.outages.retain_mut(|outage| match map(&outage.series) {
            Some(id) => {
                outage.series = id;
                true
            }
            None => false,
        });
        let names = std::mem::take(&mut self.names);
        for (id, name) in names {
            if let Some(id) = map(&id) {
                self.names.insert(id, name);
            }
        }
    }

    /// Gives a series a name, on one line whatever was pasted; an empty one gives it its own
    /// again.
    pub fn set_name(&mut self, id: &str, name: &str) {
        let name = plain(name).split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            self.names.remove(id);
        } else {
            self.names.insert(id.to_owned(), Value::String(name));
        }
    }
}

/// Event counts to divide by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ShareOf {
    /// Id of x's denominator.
    pub x: Option<String>,
    /// Id of y's denominator.
    pub y: Option<String>,
}

/// Groups (or value columns) of one source that are a series together.
///
/// Its id begins with that of the source. Groups that the source does not have, as after a filter,
/// add nothing; of none of them there is no series.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Sum {
    /// Series id.
    pub id: String,
    /// Ids of the groups' series.
    pub groups: Vec<String>,
    /// The sum is of all others instead; of all, where `groups` is empty.
    #[serde(default)]
    pub rest: bool,
}

impl Sum {
    /// What stands behind the source's id in that of a sum made here.
    pub const MARK: &str = "/sum-";

    /// The sum of these groups of a source, or of all others. The same groups, in any order, have
    /// the same id: the name that was given to it stays.
    pub fn of(source: &str, groups: &[String], rest: bool) -> Sum {
        let different: Vec<&str> = groups.iter().map(String::as_str).collect();
        let mut different = sorted(different, &|a, b| a.cmp(b));
        different.dedup();
        let mut key = Fnv1a::default();
        for group in different {
            key.add(group.as_bytes());
            key.add(&[0x1f]);
        }
        key.add(&[u8::from(rest)]);
        let short = key.key() >> 32;
        Sum { id: format!("{source}{}{short:08x}", Sum::MARK), groups: groups.to_vec(), rest }
    }

    /// Id of its source.
    pub fn source(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

/// How two units share one picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScaleMode {
    /// Two axes.
    #[default]
    Dual,
    /// Both start at 100.
    Index,
    /// Standard deviations from the mean.
    Zscore,
    /// One above the other.
    Panels,
}

names!(ScaleMode { "dual" Dual, "index" Index, "zscore" Zscore, "panels" Panels });

/// A span that is treated as missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Outage {
    /// Series id.
    pub series: String,
    /// First bucket label.
    pub from: String,
    /// Last bucket label.
    pub to: String,
}

/// A note on the time axis.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Annotation {
    /// Date or instant.
    pub at: String,
    /// The note.
    pub text: String,
}
