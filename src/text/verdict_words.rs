//! Words that several sentences of the verdict share: names, counts, dates.

use super::period;
use crate::{
    calendar::period::Period,
    kit::language::{Bilingual, Language},
    stats::verdict::Which,
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
    /// What x, what y is measured in.
    pub measures: [Measure<'a>; 2],
}

/// What a series is measured in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure<'a> {
    /// Unit, as in the file, where one is known.
    pub unit: Option<&'a str>,
    /// Whether it is a share of another series.
    pub share: bool,
}

/// A sentence in both languages.
pub(super) fn both(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
    Bilingual { en: en.into(), ja: ja.into() }
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
    let digits = period::distance(n, period).take(language);
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
    period::start(start, subject.period).take(language)
}

/// A bucket as the end of a span: a week's last day, as the figure shades it.
pub(super) fn until(subject: &Subject, bucket: usize, language: Language) -> String {
    let Some(&start) = subject.starts.get(bucket) else { return String::new() };
    period::end(start, subject.period).take(language)
}
