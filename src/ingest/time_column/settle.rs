//! The format of the chosen column, over all of its rows: taken where one fits best, asked where two do.

use super::TimePlan;
use crate::ingest::{
    overrides::SourcePatch,
    source::{Because, Choice, Evidence, Question},
    timestamp::{
        Format,
        candidate::{Candidate, Why},
        detect::Detection,
    },
    topic::Topic,
};

/// Takes the format that the column decides on; what it leaves open is asked.
pub(super) fn settle(
    plan: &mut TimePlan,
    found: Detection,
    cells: &[&[u8]],
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) -> Option<Question> {
    let dated: Vec<Candidate> =
        found.candidates.into_iter().filter(|found| found.format.has_date()).collect();
    let top = dated.first().map_or(0, |best| best.fits);
    let tied = dated.iter().take(found.tied).map(|found| found.format.clone());
    // Most of the world writes the day first.
    let (mut tied, others): (Vec<Format>, Vec<Format>) =
        tied.partition(|format| format.to_string().starts_with("%d"));
    tied.extend(others);
    let ordinal = tied.first().is_some_and(|format| format.to_string().starts_with("ordinal"));
    if ordinal {
        tied = ordinals(tied.first());
    }
    let answered = patch.answer.as_ref().and_then(|answer| answer.parse::<Format>().ok());
    let chosen = match &answered {
        Some(format) => format.clone(),
        None => tied.first()?.clone(),
    };
    plan.alternatives = dated
        .iter()
        .filter(|alternative| alternative.fits == top && alternative.format != chosen && !ordinal)
        .map(|alternative| alternative.format.clone())
        .collect();
    evidence.push(Evidence {
        field: Topic::TimeFormat,
        chosen: chosen.to_string(),
        because: match (&answered, found.why) {
            (Some(_), _) => Because::Override,
            (None, Some(Why::Sorted)) => Because::InOrder,
            (None, Some(Why::Regular | Why::DaysRunOn)) => Because::EvenSteps,
            (None, Some(Why::RunsOn)) => Because::RunsOn,
            (None, Some(Why::Companion)) => Because::Companion,
            (None, Some(Why::NotLater)) => Because::NotLater,
            (None, Some(Why::Habit)) => Because::Habit,
            (None, Some(Why::Locale)) => Because::Locale,
            (None, Some(Why::Fits) | None) => Because::Fits {
                rows: top as u64,
                of: dated.first().map_or(0, |best| best.of as u64),
            },
        },
        alternatives: plan.alternatives.iter().map(Format::to_string).collect(),
    });
    plan.format = chosen.clone();
    if answered.is_some() || tied.len() < 2 {
        return None;
    }
    let differs = |cell: &&&[u8]| {
        let first = chosen.parse(cell).ok();
        first.is_some() && tied.iter().any(|format| format.parse(cell).ok() != first)
    };
    let cell = cells.iter().find(differs).or_else(|| cells.get(1)).copied().unwrap_or_default();
    let iso: Option<Format> = "%Y-%m-%d".parse().ok();
    let choices = tied
        .iter()
        .map(|format| {
            let shown = match (format.parse(cell), &iso) {
                (Ok(instant), Some(iso)) => iso.render(instant),
                _ => "?".into(),
            };
            let cell = String::from_utf8_lossy(cell);
            Choice { value: format.to_string(), sample: format!("{} = {shown}", cell.trim()) }
        })
        .collect();
    Some(Question { field: Topic::TimeFormat, choices })
}

/// Steps since a day: how long a step is, and when it began, is not in the column.
fn ordinals(found: Option<&Format>) -> Vec<Format> {
    let Some(found) = found else { return Vec::new() };
    let text = found.to_string();
    let origin = text.split_once(' ').map_or("1970-01-01", |(_, origin)| origin);
    let mut all = vec![found.clone()];
    for step in ["ordinal", "ordinal-week", "ordinal-month"] {
        if let Ok(format) = format!("{step} {origin}").parse::<Format>()
            && !all.contains(&format)
        {
            all.push(format);
        }
    }
    all
}
