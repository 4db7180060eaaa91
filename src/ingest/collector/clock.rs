//! Whose clock the times of a file are on, once all of it is read.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "instants of the calendar and offsets of hours"
)]

use super::Collector;
use crate::calendar::zone::{Offsets, PlatformZones, Zones, fixed_offset_ms};
use crate::ingest::{
    local_days::{self, Days},
    plan::Plan,
    source::{Because, Clock, Evidence},
    time_column::TimePlan,
    timestamp::{DAY_MS, Format},
    topic::Topic,
    zone_words::{Sense, offset_text},
};

/// Instants of whole days that are looked at: a hundred years of them.
const STAMPS_MAX: usize = 36_525;

/// A zone and how it is known.
pub(super) struct Known {
    /// `UTC`, an IANA name, an offset, or `per row`.
    pub(super) zone: String,
    /// Whether the file says so.
    pub(super) stated: bool,
    /// Whose clock the data are on.
    pub(super) clock: Clock,
    /// Whether the times were instants, all midnights of the zone.
    pub(super) days: bool,
}

impl Collector {
    /// The clock of a file's times; instants that are the midnights of a zone become its days.
    pub(super) fn clock(&mut self, time: &TimePlan, plan: &mut Plan) -> Known {
        let own = time.format.has_zone() || time.clock.as_ref().is_some_and(Format::has_zone);
        let known = |zone: String, stated, clock| Known { zone, stated, clock, days: false };
        let each = self.time_parser.zone_of_rows();
        let mut found = match (own || time.zone.column.is_some(), self.offset.flatten()) {
            (true, _) if each.is_some() => known(each.unwrap_or_default(), true, Clock::Utc),
            (true, _) if self.offsets_differ => known("per row".into(), true, Clock::Utc),
            (true, Some(minutes)) => known(offset_text(minutes), true, Clock::Utc),
            _ => match (&plan.patch.zone, &time.zone.stated) {
                (Some(zone), _) => known(zone.clone(), false, Clock::Local),
                (None, Some(stated)) if stated.zone == "UTC" => {
                    known("UTC".into(), true, Clock::Utc)
                }
                (None, Some(stated)) => known(stated.zone.clone(), true, Clock::Local),
                (None, None) => known("UTC".into(), false, Clock::Local),
            },
        };
        match found.clock {
            Clock::Local => self.season(time, plan, &mut found),
            Clock::Utc => self.days(time, plan, &mut found),
        }
        let open =
            |evidence: &&mut Evidence| evidence.field == Topic::Zone && evidence.chosen.is_empty();
        if let Some(evidence) = plan.evidence.iter_mut().find(open) {
            evidence.chosen.clone_from(&found.zone);
        }
        found
    }

    /// Whether an abbreviation stands for clocks that were changed, by the rows.
    fn season(&self, time: &TimePlan, plan: &mut Plan, found: &mut Known) {
        let (Some(stated), Some(span), None) = (&time.zone.stated, &self.span, &plan.patch.zone)
        else {
            return;
        };
        let (clocks, minutes) = match stated.sense {
            Sense::Civil(minutes) => (stated.zone.as_str(), minutes),
            Sense::Standard(clocks) => (clocks, offset_minutes(&stated.zone)),
            _ => return,
        };
        if !changes_between(clocks, minutes, span.first, span.last) {
            return;
        }
        let has = |from: i64, to: i64| self.table.has(from, to) || self.tally.has(from, to);
        let changed = clocks_changed(clocks, span.first, span.last, &has);
        let fixed = offset_text(minutes);
        let (zone, other, because) = match (changed, stated.sense) {
            (Some(true), _) => (clocks.to_owned(), fixed, Because::ClocksChanged(clocks.into())),
            (Some(false), _) => (fixed, clocks.to_owned(), Because::ClocksUnchanged(clocks.into())),
            (None, Sense::Civil(_)) => {
                (clocks.to_owned(), fixed, Because::SummerTime(stated.word.clone()))
            }
            (None, _) => (fixed, clocks.to_owned(), Because::StandardTime(stated.word.clone())),
        };
        if let Some(evidence) =
            plan.evidence.iter_mut().find(|evidence| evidence.field == Topic::Zone)
        {
            evidence.chosen.clone_from(&zone);
            evidence.because = because;
            evidence.alternatives = vec![other];
        }
        found.zone = zone;
    }

    /// Instants that are all midnights of a zone: its days.
    fn days(&mut self, time: &TimePlan, plan: &mut Plan, found: &mut Known) {
        let Some(stamps) = self.whole_days() else { return };
        let stated = match &plan.patch.zone {
            // The user's word is followed where it fits.
            Some(zone) => Some(zone.as_str()),
            None => Some(found.zone.as_str()).filter(|zone| !matches!(*zone, "UTC" | "per row")),
        };
        let mut say = |chosen: &str, because| {
            plan.evidence.push(Evidence {
                field: Topic::Zone,
                chosen: chosen.into(),
                because,
                alternatives: Vec::new(),
            });
        };
        // Whoever says that a day is one of UTC knows what midnight is.
        let dated = time.zone.dated && time.zone.stated.is_none();
        match local_days::days_of(&stamps, stated, dated) {
            Days::Of(zone, offsets, because) => {
                let by_user = plan.patch.zone.is_some();
                say(&zone, if by_user { Because::Override } else { because });
                let local = |at: i64| Some(offsets.local_from_utc(at));
                // Every instant has its wall clock.
                _ = self.tally.map_times(&local) + self.table.map_times(&local);
                if let Some(span) = &mut self.span {
                    span.first = offsets.local_from_utc(span.first);
                    span.last = offsets.local_from_utc(span.last);
                }
                let stated = stated.is_some() && !by_user;
                *found = Known { zone, stated, clock: Clock::Local, days: true };
            }
            Days::Instants(because) => say("UTC", because),
            Days::None => {}
        }
    }

    /// The instants of the rows, each once and ascending, where they come at no more than two times of day.
    fn whole_days(&self) -> Option<Vec<i64>> {
        let mut clocks: Vec<i64> = Vec::new();
        let mut stamps: Vec<i64> = Vec::new();
        for at in self.table.times()?.iter().copied().chain(self.tally.times()?) {
            let clock = at.rem_euclid(DAY_MS);
            if !clocks.contains(&clock) {
                clocks.push(clock);
            }
            if clocks.len() > 2 || stamps.len() > STAMPS_MAX {
                return None;
            }
            if stamps.last() != Some(&at) {
                stamps.push(at);
            }
        }
        stamps.sort_unstable();
        stamps.dedup();
        Some(stamps)
    }
}

/// Minutes of `+09:00`.
fn offset_minutes(zone: &str) -> i16 {
    let ms = fixed_offset_ms(zone).unwrap_or(0);
    i16::try_from(ms / 60_000).unwrap_or(0)
}

/// Whether rows show which of two readings of an abbreviation holds: `Some(true)` where the clocks of `zone` were
/// changed, `Some(false)` where its skipped hour has rows. `has` tells whether there are rows in [from, to) of
/// the wall clock.
fn clocks_changed(
    zone: &str,
    first: i64,
    last: i64,
    has: &dyn Fn(i64, i64) -> bool,
) -> Option<bool> {
    let offsets = Offsets::of(&PlatformZones, zone, first, last)?;
    let mut changed = None;
    for (from, to) in offsets.skipped().filter(|(from, to)| first < *from && *to < last) {
        if has(from, to) {
            return Some(false);
        }
        // The hour is there on each day around, so that its absence says something.
        let days = [-2, -1, 1, 2];
        if days.iter().all(|day| has(from + day * DAY_MS, to + day * DAY_MS)) {
            changed = Some(true);
        }
    }
    changed
}

/// Whether an offset ever changes there.
fn changes_between(zone: &str, minutes: i16, first: i64, last: i64) -> bool {
    let fixed = i64::from(minutes) * 60_000;
    let step = (15 * DAY_MS).max((last - first) / 400);
    let mut at = first;
    while at <= last {
        if PlatformZones.offset_ms(zone, at - fixed) != Some(fixed) {
            return true;
        }
        at += step;
    }
    PlatformZones.offset_ms(zone, last - fixed) != Some(fixed)
}
