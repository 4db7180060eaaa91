//! The verdict in words: what was found, how sure, what else to know.
//!
//! Written for the reader of a blog. The first line says the finding and nothing technical; a
//! number is explained where it stands. Past tense throughout, because data are the past, and
//! because names of series may be singular or plural. A lag is said in the report's own period.

use super::{
    chart, date, verdict_caution::caution, verdict_details as details, verdict_headline as headline,
};
use crate::{
    calendar::period::Period,
    kit::language::{Bilingual, Language},
    stats::{
        analysis::Analysis,
        verdict::{VerdictKind, Which},
    },
};

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

impl Words {
    /// The same with the Japanese of another, which speaks of the same under other names.
    pub fn with_japanese(mut self, other: Words) -> Words {
        let own = std::iter::once(&mut self.headline).chain(&mut self.details);
        let others = std::iter::once(other.headline).chain(other.details);
        let cautions = self.cautions.iter_mut().zip(other.cautions);
        for (one, other) in own.zip(others).chain(cautions) {
            one.ja = other.ja;
        }
        self
    }

    /// Headline and details, one a line.
    pub fn whole(&self) -> Bilingual {
        let all = || std::iter::once(&self.headline).chain(&self.details);
        let join = |pick: fn(&Bilingual) -> &str| all().map(pick).collect::<Vec<_>>().join("\n");
        Bilingual { en: join(|b| &b.en), ja: join(|b| &b.ja) }
    }
}

pub(super) fn both(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
    Bilingual { en: en.into(), ja: ja.into() }
}

/// Everything the page says about an analysis.
pub fn words(analysis: &Analysis, subject: &Subject<'_>) -> Words {
    let verdict = &analysis.verdict;
    let first = match (verdict.kind, verdict.reason) {
        (VerdictKind::CannotTell, Some(reason)) => headline::cannot_tell(reason, analysis, subject),
        (VerdictKind::CannotTell, None) => {
            both("There is too little to tell.", "手がかりが少なく、判断できません。")
        }
        (VerdictKind::None, _) => both(
            format!(
                "{} and {} did not move together more than chance alone would explain.",
                capital(subject.x),
                subject.y
            ),
            format!(
                "{}と{}のあいだに、偶然を超えるつながりは見つかりませんでした。",
                subject.x, subject.y
            ),
        ),
        _ => headline::found(verdict, subject),
    };
    let lines = [
        details::doubts(verdict, analysis),
        details::sure(analysis),
        details::strength(analysis),
        details::levels(analysis),
        details::apart(analysis, subject),
        details::growth(analysis, subject),
        details::meaning(verdict),
    ];
    Words {
        headline: first,
        details: lines.into_iter().flatten().collect(),
        cautions: verdict.cautions.iter().map(|c| caution(*c, subject)).collect(),
    }
}

/// A name at the head of a sentence.
pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        // A word with capitals of its own (eBay, pH) keeps its first letter.
        Some(first) if !name.chars().skip(1).any(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// `five days`, 5日: small numbers as words, as a newspaper has them.
pub(super) fn count(n: u64, period: Period, language: Language) -> String {
    let digits = chart::periods(n, period, language);
    let word = WORDS.get(n as usize).copied().unwrap_or("");
    match language {
        Language::En if !word.is_empty() => digits.replacen(&n.to_string(), word, 1),
        _ => digits,
    }
}

pub(super) const WORDS: [&str; 10] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

pub(super) fn name<'a>(which: Which, subject: &Subject<'a>) -> &'a str {
    match which {
        Which::X => subject.x,
        Which::Y => subject.y,
    }
}

pub(super) fn join_en(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A bucket as a date; a week by its first day.
pub(super) fn date(subject: &Subject, bucket: usize, language: Language) -> String {
    let Some(&start) = subject.starts.get(bucket) else { return String::new() };
    let words = match subject.period {
        Period::Hour => date::instant(start),
        Period::Day | Period::Week => date::date(start),
        Period::Month => date::month_of(start),
    };
    words.get(language).to_owned()
}

/// A bucket as the end of a span: a week's last day, as the figure shades it.
pub(super) fn until(subject: &Subject, bucket: usize, language: Language) -> String {
    match (subject.period, subject.starts.get(bucket)) {
        (Period::Week, Some(start)) => date::date(start + 6 * 86_400_000).take(language),
        _ => date(subject, bucket, language),
    }
}
