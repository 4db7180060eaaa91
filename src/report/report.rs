//! The report's fields: a contract for embedders and tests. Add, never rename.
//!
//! A number that is not defined is `None` (`null`), never NaN, never 0.

use crate::{
    calendar::period::Period,
    kit::language::{Bilingual, Language},
    recipe::recipe::Recipe,
    series::series::SeriesInfo,
    stats::{
        chance::Chance,
        result::{Changes, Granger, Lags, Levels, Matrix, Strength, Surprises},
        verdict::VerdictKind,
    },
    text::methods::{Facts, methods},
};
use serde::{Deserialize, Serialize};

/// Everything that a figure says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Version of Comove that made it.
    pub version: String,
    /// The commit that this program was built of, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<&'static str>,
    /// What it was made with.
    pub recipe: Recipe,
    /// The first series, x.
    pub x: SeriesInfo,
    /// The second series, y.
    pub y: SeriesInfo,
    /// The two, bucket by bucket.
    pub aligned: Aligned,
    /// Agreement of the levels.
    pub levels: Levels,
    /// Agreement of the changes.
    pub changes: Changes,
    /// The surprises test, which the verdict rests on.
    pub surprises: Surprises,
    /// Correlation at every lag.
    pub lags: Lags,
    /// Correlation in a moving window.
    pub rolling: Rolling,
    /// Periods in which the two went apart; none where nothing was found.
    pub disagreements: Vec<Disagreement>,
    /// Break of the relation.
    pub breaks: Breaks,
    /// Does one help to predict the other?
    pub granger: Granger,
    /// All pairs of series; `None` where only two are compared.
    pub matrix: Option<Matrix>,
    /// The verdict in words.
    pub verdict: Verdict,
    /// Where the numbers come from.
    pub sources: Vec<SourceNote>,
}

impl Report {
    /// As JSON, a field a line.
    ///
    /// # Errors
    /// Of the serializer; a number that JSON has not is none, and every key is a text.
    pub fn to_json(&self) -> Result<String, String> {
        serde_json::to_string_pretty(self).map_err(|error| error.to_string())
    }

    /// The methods paragraph.
    pub(crate) fn methods(&self) -> Bilingual {
        let aligned = &self.aligned;
        let said = methods(&Facts {
            version: &self.version,
            recipe: &self.recipe,
            x: &self.x,
            y: &self.y,
            period: aligned.period,
            span: aligned
                .labels
                .first()
                .map(String::as_str)
                .zip(aligned.labels.last().map(String::as_str)),
            complete: aligned.complete,
            left_out: aligned.left_out.iter().map(|left| left.count).sum(),
            surprises: &self.surprises,
            strength: self.verdict.strength.as_ref(),
        });
        let only = || self.sources.iter().filter_map(|source| source.only.as_ref());
        let joined = |language, between| {
            only().map(|one| format!("{}{between}", one.get(language))).collect::<String>()
        };
        Bilingual::new(joined(Language::En, " ") + &said.en, joined(Language::Ja, "") + &said.ja)
    }
}

/// The two series on common buckets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Aligned {
    /// Length of a bucket.
    pub period: Period,
    /// Local start of each bucket.
    pub labels: Vec<String>,
    /// Values of x; `None` is missing.
    pub x: Vec<Option<f64>>,
    /// Values of y; `None` where missing.
    pub y: Vec<Option<f64>>,
    /// Labels of buckets that a source does not cover whole; out of the statistics.
    pub partial: Vec<String>,
    /// Buckets in which both have a value and neither is partial.
    pub complete: u64,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
}

/// Buckets or rows left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Stable key (`partial`, `missing-x`, `missing-y`, `outside-window`, `outage`, …).
    pub reason: String,
    /// Number of buckets left out.
    pub count: u64,
}

/// Correlation in a moving window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rolling {
    /// Width of the window, in periods.
    pub window: u32,
    /// Label of each window's last bucket.
    pub labels: Vec<String>,
    /// Correlation of the surprises in the window, at the lag or lags of the verdict's strength; at each
    /// the window's last bucket is that of the series that comes later.
    pub r: Vec<Option<f64>>,
    /// |r| that the largest window of unrelated series reaches in 5 %; `None` where not known.
    pub band: Option<f64>,
    /// Descriptive: of the levels, at the lag that stands for these.
    pub levels: Vec<Option<f64>>,
}

/// A period in which the two went apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Label of the first bucket.
    pub from: String,
    /// Label of the last bucket, inclusive.
    pub to: String,
    /// Correlation inside.
    pub r: f64,
}

/// Break of the relation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Breaks {
    /// p of the CUSUM test; `None` where no test was possible.
    pub p: Option<f64>,
    /// Label of the most likely break.
    pub at: Option<String>,
}

/// The verdict in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The finding, one of five.
    pub kind: VerdictKind,
    /// Lag of the finding in periods; `None` where it names no lag.
    pub lag: Option<i32>,
    /// Only the slow swings agree.
    pub slow: bool,
    /// How strong the link is that this speaks of; `None` where no test was possible.
    pub strength: Option<Strength>,
    /// What unrelated pairs reach in the test that decided; `None` where no test was possible.
    pub chance: Option<Chance>,
    /// The finding in the first line, then how sure, how strong, how much each grew, one a line.
    /// Its languages are fields beside the others: `en`, `ja`.
    #[serde(flatten)]
    pub text: Bilingual,
    /// What to keep in mind.
    pub cautions: Vec<Bilingual>,
}

impl Verdict {
    /// The first line: the finding without the numbers.
    pub fn headline(&self) -> Bilingual {
        self.text.map(|text| text.lines().next().unwrap_or_default().to_owned())
    }
}

/// One file behind the figure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceNote {
    /// File's name.
    pub name: String,
    /// SHA-256 in hex; `None` while it is not known.
    pub sha256: Option<String>,
    /// Number of rows that were used.
    pub rows_used: u64,
    /// Rows that did not.
    pub rows_skipped: u64,
    /// Rows that a filter left out.
    #[serde(default)]
    pub rows_filtered: u64,
    /// Which rows were used, where a filter left some out.
    #[serde(default)]
    pub only: Option<Bilingual>,
    /// Zone its times were read in.
    pub zone: String,
}
