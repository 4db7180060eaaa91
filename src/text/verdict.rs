//! What the statistics amount to, in words.

use super::{Bilingual, format};
use crate::{report::report::VerdictKind, series::series::Period, stats::analysis::Analysis};

/// What the sentences speak about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Name of the first series.
    pub x: &'a str,
    /// Name of the second.
    pub y: &'a str,
    /// Length of a bucket.
    pub period: Period,
    /// Local start of each bucket in wall-clock milliseconds, for dates.
    pub starts: &'a [i64],
}

/// The verdict in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// First line.
    pub headline: Bilingual,
    /// How sure, and what else is known, most important first.
    pub details: Vec<Bilingual>,
    /// What to keep in mind.
    pub cautions: Vec<Bilingual>,
}

/// Everything the page says about an analysis.
pub fn words(analysis: &Analysis, subject: &Subject) -> Words {
    let (x, y, context) = (subject.x, subject.y, subject);
    let headline = match analysis.verdict.kind {
        VerdictKind::Together => Bilingual::new(
            format!("{x} and {y} moved together."),
            format!("{x}と{y}は、いっしょに動いていました。"),
        ),
        VerdictKind::Opposite => Bilingual::new(
            format!("{x} and {y} moved against each other."),
            format!("{x}と{y}は、逆向きに動いていました。"),
        ),
        VerdictKind::Suggestive => Bilingual::new(
            format!("{x} and {y} may be related; it is not confirmed."),
            format!("{x}と{y}には関係があるかもしれませんが、確認はできません。"),
        ),
        VerdictKind::None => Bilingual::new(
            format!("{x} and {y}: no more agreement than chance would give."),
            format!("{x}と{y}の一致は、偶然でも起こる程度です。"),
        ),
        VerdictKind::CannotTell => Bilingual::new(
            format!("{x} and {y}: there is too little to tell."),
            format!("{x}と{y}の関係を判断するには、データが足りません。"),
        ),
    };
    let details = analysis
        .levels
        .pearson
        .value
        .map(|r| {
            let n = format::periods(analysis.levels.n, context.period);
            let r = format::number((r * 100.0).round() / 100.0);
            Bilingual::new(
                format!("The levels correlate at {r} over {}.", n.en),
                format!("{}の水準どうしの相関は {r} です。", n.ja),
            )
        })
        .into_iter()
        .collect();
    Words { headline, details, cautions: Vec::new() }
}
