//! What the charts draw.

use crate::{
    calendar::period::Period,
    kit::language::Language,
    recipe::recipe::ScaleMode,
    report::{numbers::Number, report::Rolling},
    series::{
        series::SeriesInfo,
        transform::{Window, moving_average},
    },
    stats::result::{Lags, Matrix, Strength},
    text::chart as words,
};

use serde::{Deserialize, Serialize};

/// What the charts draw.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Figure {
    /// Grows with every change.
    pub version: u64,
    /// Length of a bucket.
    pub period: Period,
    /// `week`, `週`.
    pub period_name: String,
    /// Zone of the time axis.
    pub zone: String,
    /// Label of each bucket, as in the report.
    pub labels: Vec<String>,
    /// Instants of the buckets' starts, epoch ms UTC; one more than labels: the last is the end.
    #[serde(with = "steps")]
    pub edges_ms: Vec<i64>,
    /// The same on the wall clock of the zone (as if it were UTC), for calendar ticks.
    #[serde(with = "steps")]
    pub local_edges_ms: Vec<i64>,
    /// Whether each bucket is not covered whole by a source (drawn hollow).
    pub partial: Vec<bool>,
    /// The measurement and the event count, x first; further series after them.
    pub series: Vec<FigureSeries>,
    /// How two units share one picture.
    pub scale: ScaleMode,
    /// Periods of the moving average; 1 = none.
    pub smoothing: u32,
    /// Whether it looks back only.
    pub trailing: bool,
    /// Logarithmic axis of x.
    pub log_x: bool,
    /// Logarithmic axis of y.
    pub log_y: bool,
    /// Periods by which y is drawn earlier (a lag that was clicked).
    pub shift: i32,
    /// Spans in which the two went apart, with words.
    pub disagreements: Vec<Span>,
    /// Spans treated as missing, with words.
    pub outages: Vec<Span>,
    /// Notes on the time axis.
    pub notes: Vec<Note>,
    /// Buckets of the window that is analysed (first, last).
    pub window: Option<(usize, usize)>,
    /// Correlation at every lag, when it is known.
    pub lags: Option<Lags>,
    /// Correlation in a moving window, when it is known.
    pub rolling: Option<Rolling>,
    /// Index into `labels` of each of `rolling`'s windows' last buckets.
    pub rolling_at: Vec<usize>,
    /// Many pairs, when there are.
    pub matrix: Option<Matrix>,
    /// Names of the matrix's series.
    pub matrix_labels: Vec<String>,
    /// Alternative text of the picture.
    pub alt: String,
    /// `Files: …; 12 rows left out; zone; version`.
    pub source_line: String,
    /// The verdict's lag.
    pub best_lag: Option<i32>,
    /// The strength that all views show, when it is known.
    pub strength: Option<Strength>,
    /// Lags declared before looking.
    pub declared_lags: Option<(i32, i32)>,
    /// The coefficients behind the verdict; none until the statistics are there.
    pub numbers: Vec<Number>,
}

/// One series of the figure.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct FigureSeries {
    /// Its facts.
    pub info: SeriesInfo,
    /// Name of its axis: label, unit, aggregate.
    pub axis: String,
    /// Colour slot: 0 for x, 1 for y, then on.
    pub slot: usize,
    /// Value of each bucket in its own unit; NaN is missing.
    pub values: Vec<f64>,
    /// The moving average; empty where there is none.
    pub smoothed: Vec<f64>,
}

/// A span of buckets with words.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Span {
    /// First bucket.
    pub first: usize,
    /// Last bucket.
    pub last: usize,
    /// `went apart 4 Jan – 15 Feb 2021`.
    pub text: String,
}

/// A note on the time axis.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Note {
    /// Instant, epoch ms UTC.
    pub at_ms: i64,
    /// The note.
    pub text: String,
    /// Its place in the recipe.
    pub index: usize,
}

impl Figure {
    /// Whether the two compared have no bucket in common: further views would be empty.
    pub fn is_apart(&self) -> bool {
        let [x, y, ..] = self.series.as_slice() else { return false };
        x.values.iter().zip(&y.values).all(|(x, y)| x.is_nan() || y.is_nan())
    }

    /// All that is in words, in an order that depends on nothing but how many there are.
    pub fn words_mut(&mut self) -> Vec<&mut String> {
        let mut all = vec![&mut self.period_name, &mut self.alt, &mut self.source_line];
        for series in &mut self.series {
            all.extend([&mut series.axis, &mut series.info.label]);
        }
        let spans = self.disagreements.iter_mut().chain(&mut self.outages);
        all.extend(spans.map(|span| &mut span.text));
        all.extend(&mut self.matrix_labels);
        all
    }
}

impl Figure {
    /// The alternative text, with how the lines are drawn.
    pub fn alternative(&self, language: Language) -> String {
        if self.smoothing <= 1 {
            return self.alt.clone();
        }
        words::alternative(&self.alt, self.smoothing, self.trailing, self.period, language)
    }
}

impl FigureSeries {
    /// Makes the smoothed line: the mean over so many periods, `trailing` or centred.
    pub fn smooth(&mut self, periods: u32, trailing: bool) {
        let window = if trailing { Window::Trailing } else { Window::Centred };
        self.smoothed = match periods {
            0 | 1 => Vec::new(),
            periods => moving_average(&self.values, periods as usize, window),
        };
    }
}

/// Instants as what each adds to the step before it: mostly zero, and so mostly nothing when packed.
mod steps {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(instants: &[i64], to: S) -> Result<S::Ok, S::Error> {
        let (mut last, mut step) = (0_i64, 0_i64);
        let changes = instants.iter().map(|instant| {
            let next = instant.wrapping_sub(last);
            let change = next.wrapping_sub(step);
            (last, step) = (*instant, next);
            change
        });
        changes.collect::<Vec<i64>>().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<i64>, D::Error> {
        let (mut last, mut step) = (0_i64, 0_i64);
        let mut instants = Vec::<i64>::deserialize(from)?;
        for instant in &mut instants {
            step = step.wrapping_add(*instant);
            last = last.wrapping_add(step);
            *instant = last;
        }
        Ok(instants)
    }
}
