//! A change that a control of the page, a chart or an offer asks for, by its type; and how it is
//! read from what a control's inputs hold.
//!
//! # Contract
//! What cannot be read is a [`PatchError`] that names the setting and what was typed. Whether a
//! value that can be read makes sense (a zone that is known, dates that are dates) is judged where
//! it is applied, for all ways into the recipe alike.

use super::{
    fragment::lag_window_of,
    notes,
    patch::{Expected, PatchError, typed as as_json},
    recipe::{Annotation, Outage, ScaleMode},
    setting::{ControlId, Reach, SettingId},
};
use crate::{
    calendar::{
        buckets::ms_of_label,
        holidays::HolidayChoice,
        period::{PeriodChoice, WeekStart},
    },
    ingest::timestamp::typed::{self, Typed, Wrong},
    kit::language::Language,
    series::aggregate::Aggregate,
};

/// A setting with its new value; where several belong together, all of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The first series; what the second has swaps the two, `None` leaves it to the program.
    X(Option<String>),
    /// The second series, likewise.
    Y(Option<String>),
    /// Everything that belongs to x goes to y, and the other way round.
    Swap,
    /// Both series, and the further ones of the matrix.
    Pair {
        /// First series.
        x: String,
        /// Second series.
        y: String,
        /// The others.
        others: Vec<String>,
    },
    /// Which groups of a source are looked at, and how.
    Groups(GroupChoice),
    /// Whether a source's series is a share of all of its events.
    ShareOfAll {
        /// Id of the source.
        source: String,
        /// Or not.
        on: bool,
    },
    /// Length of a bucket.
    Period(PeriodChoice),
    /// First day of a week.
    WeekStart(WeekStart),
    /// Zone of the buckets.
    Zone(String),
    /// How x's values become one; `None` is its kind's default.
    AggregateX(Option<Aggregate>),
    /// How y's values become one.
    AggregateY(Option<Aggregate>),
    /// What x is divided by.
    ShareOfX(Option<String>),
    /// What y is divided by.
    ShareOfY(Option<String>),
    /// How several units share one picture; `None` is chosen from the data.
    Scale(Option<ScaleMode>),
    /// Logarithmic axis of x.
    LogX(bool),
    /// Logarithmic axis of y.
    LogY(bool),
    /// The moving average that is drawn.
    Smoothing {
        /// Its width; 1 is none, `None` is chosen from the data.
        periods: Option<u32>,
        /// Whether it looks back only.
        trailing: bool,
    },
    /// Largest lag looked at; `None` is chosen from the data.
    MaxLag(Option<u32>),
    /// Lags declared before looking.
    LagWindow(Option<(i32, i32)>),
    /// Periods of the rolling correlation; `None` is chosen from the data.
    RollingWindow(Option<u32>),
    /// Whose public holidays are left out of both.
    Holidays(HolidayChoice),
    /// Further series of the matrix.
    Others(Vec<String>),
    /// Series taken out of both.
    Controls(Vec<String>),
    /// First bucket of the window.
    From(Option<String>),
    /// Last bucket of the window.
    To(Option<String>),
    /// First and last bucket; `None` is the end of the data.
    Window(Option<String>, Option<String>),
    /// Spans treated as missing.
    Outages(Vec<Outage>),
    /// All notes on the time axis.
    Annotations(Vec<Annotation>),
    /// Whether private groups leave the page by their names.
    GroupNames(bool),
    /// What x is called; empty for its own name.
    NameX(String),
    /// What y is called.
    NameY(String),
    /// Language of the page; `None` follows the browser.
    Language(Option<Language>),
}

/// Groups of one source, and how they are looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupChoice {
    /// Id of the source.
    pub source: String,
    /// Ids of groups' series; none is all events.
    pub groups: Vec<String>,
    /// Each is a series of its own; one series together otherwise.
    pub each: bool,
    /// All others together are a further series.
    pub rest: bool,
}

impl Change {
    /// The change that a control asks for, from what its inputs hold: one of its choices' values
    /// or what was typed.
    ///
    /// # Errors
    /// Names the setting, what was typed and what it takes.
    pub fn of_control(control: ControlId, value: &str) -> Result<Change, PatchError> {
        let text = value.trim();
        let some = || (!text.is_empty()).then(|| text.to_owned());
        let on = text == "on" || text == "true" || text == "1";
        let list = || value.split('\n').filter(|id| !id.is_empty()).map(str::to_owned).collect();
        let wrong = |id: SettingId, expected| PatchError::of(id, as_json(text), expected);
        let periods = |id, text: &str| {
            text.parse::<u32>().map_err(|_| PatchError::of(id, as_json(text), Expected::Periods))
        };
        let count = |id| if text.is_empty() { Ok(None) } else { periods(id, text).map(Some) };
        let aggregate = |id| match Aggregate::from_name(text) {
            None if !text.is_empty() => Err(wrong(id, Expected::Aggregate)),
            aggregate => Ok(aggregate),
        };
        Ok(match control {
            ControlId::X => Change::X(some()),
            ControlId::Y => Change::Y(some()),
            ControlId::Swap => Change::Swap,
            ControlId::Period => Change::Period(
                PeriodChoice::from_name(text)
                    .ok_or_else(|| wrong(SettingId::Period, Expected::Period))?,
            ),
            ControlId::WeekStart => Change::WeekStart(
                WeekStart::from_name(text)
                    .ok_or_else(|| wrong(SettingId::WeekStart, Expected::WeekStart))?,
            ),
            ControlId::Zone => Change::Zone(some().unwrap_or_else(|| "UTC".to_owned())),
            ControlId::AggregateX => Change::AggregateX(aggregate(SettingId::AggregateX)?),
            ControlId::AggregateY => Change::AggregateY(aggregate(SettingId::AggregateY)?),
            ControlId::ShareOfX => Change::ShareOfX(some()),
            ControlId::ShareOfY => Change::ShareOfY(some()),
            ControlId::Scale if text.is_empty() => Change::Scale(None),
            ControlId::Scale => Change::Scale(Some(
                ScaleMode::from_name(text)
                    .ok_or_else(|| wrong(SettingId::Scale, Expected::Scale))?,
            )),
            ControlId::LogX => Change::LogX(on),
            ControlId::LogY => Change::LogY(on),
            ControlId::Smoothing if text.is_empty() => {
                Change::Smoothing { periods: None, trailing: false }
            }
            ControlId::Smoothing => {
                let (width, trailing) = match text.strip_suffix('t') {
                    Some(width) => (width, true),
                    None => (text, false),
                };
                let periods =
                    width.parse().map_err(|_| wrong(SettingId::Smoothing, Expected::Periods))?;
                Change::Smoothing { periods: Some(periods), trailing }
            }
            ControlId::MaxLag => Change::MaxLag(count(SettingId::MaxLag)?),
            ControlId::LagWindow if text.is_empty() => Change::LagWindow(None),
            ControlId::LagWindow => Change::LagWindow(Some(
                lag_window_of(text)
                    .ok_or_else(|| wrong(SettingId::LagWindow, Expected::LagWindow))?,
            )),
            ControlId::RollingWindow => Change::RollingWindow(count(SettingId::RollingWindow)?),
            ControlId::Holidays => Change::Holidays(
                HolidayChoice::from_name(text)
                    .ok_or_else(|| wrong(SettingId::Holidays, Expected::Holidays))?,
            ),
            ControlId::Others => Change::Others(list()),
            ControlId::Controls => Change::Controls(list()),
            ControlId::From if text.is_empty() => Change::From(None),
            ControlId::From => Change::From(Some(date(text)?.from)),
            ControlId::To if text.is_empty() => Change::To(None),
            ControlId::To => {
                let wrong =
                    |error: PatchError| PatchError::of(SettingId::To, error.got, error.expected);
                Change::To(Some(date(text).map_err(wrong)?.to))
            }
            ControlId::GroupNames => Change::GroupNames(on),
            ControlId::Notes => Change::Annotations(
                notes::read(value)
                    .map_err(|line| PatchError::of(SettingId::Annotations, line, Expected::Note))?,
            ),
            ControlId::NameX => Change::NameX(text.to_owned()),
            ControlId::NameY => Change::NameY(text.to_owned()),
        })
    }
}

/// A date as a label: one already, or as a person types it.
///
/// # Errors
/// Says it of the setting `from`.
pub fn date(text: &str) -> Result<Typed, PatchError> {
    // A month or a year is taken apart below, so that its last day is meant by an end.
    if text.len() >= "2020-04-01".len() && ms_of_label(text).is_some() {
        return Ok(Typed { from: text.to_owned(), to: text.to_owned() });
    }
    typed::date(text).map_err(|wrong| {
        let expected = match wrong {
            Wrong::Unreadable => Expected::Date,
            Wrong::DayOrMonth(one, other) => Expected::DayOrMonth(one, other),
        };
        PatchError::of(SettingId::From, text.to_owned(), expected)
    })
}

impl ControlId {
    /// The settings that it changes.
    pub fn settings(self) -> &'static [SettingId] {
        use SettingId as Id;
        match self {
            ControlId::X => &[Id::X],
            ControlId::Y => &[Id::Y],
            ControlId::Swap => &[Id::X, Id::Y, Id::AggregateX, Id::AggregateY],
            ControlId::Period => &[Id::Period],
            ControlId::WeekStart => &[Id::WeekStart],
            ControlId::Zone => &[Id::Zone],
            ControlId::AggregateX => &[Id::AggregateX],
            ControlId::AggregateY => &[Id::AggregateY],
            ControlId::ShareOfX => &[Id::ShareOfX],
            ControlId::ShareOfY => &[Id::ShareOfY],
            ControlId::Scale => &[Id::Scale],
            ControlId::LogX => &[Id::LogX],
            ControlId::LogY => &[Id::LogY],
            ControlId::Smoothing => &[Id::Smoothing, Id::SmoothingTrailing],
            ControlId::MaxLag => &[Id::MaxLag],
            ControlId::LagWindow => &[Id::LagWindow, Id::LagWindowAfterLooking],
            ControlId::RollingWindow => &[Id::RollingWindow],
            ControlId::Holidays => &[Id::Holidays],
            ControlId::Others => &[Id::Others],
            ControlId::Controls => &[Id::Controls],
            ControlId::From => &[Id::From],
            ControlId::To => &[Id::To],
            ControlId::GroupNames => &[Id::GroupNames],
            ControlId::Notes => &[Id::Annotations],
            ControlId::NameX | ControlId::NameY => &[Id::Names],
        }
    }

    /// What a change by it needs to be made again.
    pub fn reach(self) -> Reach {
        let reach = |id: &SettingId| id.setting().reach;
        self.settings().iter().map(reach).max().unwrap_or(Reach::Files)
    }

    /// Whether it means something for one series alone, which is x.
    pub fn of_one_series(self) -> bool {
        self != ControlId::NameY && self.settings().iter().all(|id| id.setting().of_one_series)
    }
}
