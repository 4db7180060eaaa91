//! Days that are written as instants: the midnights of some clock.
//!
//! # Contract
//! Instants are days of a zone only if all of them are its midnights, at least 22 hours apart, and the weekdays,
//! the days of the months or the changes of the clock do not speak against it. Where nothing speaks for it
//! either, they stay instants, and that is said. Days whose UTC day is the same are left as they are.

#![expect(clippy::arithmetic_side_effects, reason = "instants of the calendar, and days")]

use super::{source::Because, timestamp::DAY_MS, zone_words::offset_text};
use crate::calendar::{
    civil::{Civil, HOUR_MS, iso_weekday},
    zone::{Offsets, PlatformZones},
};
use std::rc::Rc;

/// What instants of whole days are.
#[derive(Clone, Debug, PartialEq)]
pub enum Days {
    /// Midnights of this zone.
    Of(String, Rc<Offsets>, Because),
    /// Instants, though they could be midnights elsewhere.
    Instants(Because),
    /// No such instants.
    None,
}

/// Zones with summer time east of UTC, one for each of their rules.
const CLOCKS: &[&str] = &[
    "Europe/London",
    "Europe/Paris",
    "Europe/Athens",
    "Europe/Moscow",
    "Asia/Jerusalem",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Amman",
    "Asia/Tehran",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Europe/Istanbul",
];

/// Offsets from UTC, in minutes, without summer time, at whose midnight nothing else is wont to be noted: those
/// of East Asia, and those of no whole hour.
const SURE: &[i64] = &[540, 480, 330, 345, 390, 270];

/// Fewest instants by which a clock is recognised that the file does not name; with a sign, and without.
const FEWEST: (usize, usize) = (4, 8);

/// Whether instants (ascending, each once) are the midnights of a zone: of `stated`, where the file says it, or
/// of one that they show.
pub fn days_of(stamps: &[i64], stated: Option<&str>, dated: bool) -> Days {
    let (Some(&first), Some(&last)) = (stamps.first(), stamps.last()) else { return Days::None };
    if stamps
        .windows(2)
        .any(|pair| pair.first().zip(pair.get(1)).is_some_and(|(a, b)| b - a < 22 * HOUR_MS))
    {
        return Days::None;
    }
    let midnights = |zone: &str| {
        let offsets = Offsets::of(&PlatformZones, zone, first, last)?;
        stamps
            .iter()
            .all(|&at| (at + offsets.at_utc(at)).rem_euclid(DAY_MS) == 0)
            .then(|| Rc::new(offsets))
    };
    if let Some(zone) = stated {
        let moves = stamps.iter().any(|at| at.rem_euclid(DAY_MS) != 0) && stamps.len() > 1;
        return match midnights(zone).filter(|_| moves) {
            Some(offsets) => Days::Of(zone.into(), offsets, Because::ItsMidnights),
            None => Days::None,
        };
    }
    let mut clocks: Vec<i64> = Vec::new();
    for at in stamps {
        let clock = at.rem_euclid(DAY_MS);
        if !clocks.contains(&clock) {
            clocks.push(clock);
        }
        if clocks.len() > 2 || clock % (HOUR_MS / 4) != 0 {
            return Days::None;
        }
    }
    let late = clocks.iter().copied().max().unwrap_or(0);
    // Midnight west of Greenwich, and noon: their UTC day is the day that is meant.
    if late < 10 * HOUR_MS || stamps.len() < FEWEST.0 {
        return Days::None;
    }
    let clock = clocks.iter().map(|ms| format!("{:02}:{:02}", ms / HOUR_MS, ms % HOUR_MS / 60_000));
    let clock = clock.collect::<Vec<_>>().join(", ");
    let signs = Signs::of(stamps);
    if let [one] = clocks.as_slice() {
        let minutes = (DAY_MS - one) / 60_000;
        let zone = offset_text(i16::try_from(minutes).unwrap_or(0));
        let because = Because::Midnights { clock: clock.clone(), zone: zone.clone() };
        let sure = SURE.contains(&minutes) || dated;
        return match (signs.meant, late > 12 * HOUR_MS) {
            // An end of the world that is a day ahead: only with a sign.
            (Some(true), _) if minutes <= 840 => {
                Days::Of(zone, Rc::new(Offsets::fixed(minutes * 60_000)), because)
            }
            (Some(false), true) => Days::Instants(Because::NoMidnights { clock }),
            (None, true) if stamps.len() < FEWEST.1 => Days::None,
            (None, true) if sure => {
                Days::Of(zone, Rc::new(Offsets::fixed(minutes * 60_000)), because)
            }
            (None, true) => Days::Instants(Because::MaybeMidnights { clock, zone }),
            _ => Days::None,
        };
    }
    // Two times of day: a clock that was changed when these did.
    let zone = CLOCKS.iter().find_map(|zone| Some((*zone, midnights(zone)?)));
    match zone {
        Some((zone, offsets)) if signs.meant != Some(false) => {
            Days::Of(zone.into(), offsets, Because::Midnights { clock, zone: zone.into() })
        }
        _ => Days::None,
    }
}

/// What weekdays and days of the month say: whether the days after the instants' UTC days are meant.
struct Signs {
    meant: Option<bool>,
}

impl Signs {
    fn of(stamps: &[i64]) -> Signs {
        let all = |fits: &dyn Fn(i64) -> bool| stamps.iter().all(|at| fits(at.div_euclid(DAY_MS)));
        let work = |day: i64| iso_weekday(day) <= 5;
        let month = |day: i64| Civil::from_ms(day * DAY_MS).day == 1;
        let (at, after) = (all(&work), all(&|day| work(day + 1)));
        let monday = all(&|day| iso_weekday(day) == 1);
        let many = stamps.len() >= FEWEST.1;
        let meant = if all(&month) || monday || (many && at && !after) {
            Some(false)
        } else if all(&|day| month(day + 1)) || (many && after && !at) {
            Some(true)
        } else {
            None
        };
        Signs { meant }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::ms_from_iso;

    /// Days from a first on, at a time of day of UTC, but for those of no work where `work`.
    fn days(first: &str, count: i64, work: bool) -> Vec<i64> {
        let first = ms_from_iso(first).unwrap();
        let all = (0..count).map(|day| first + day * DAY_MS);
        all.filter(|at| !work || iso_weekday(at.div_euclid(DAY_MS)) <= 5).collect()
    }

    fn shown(days: Days) -> String {
        match days {
            Days::Of(zone, ..) => zone,
            Days::Instants(Because::NoMidnights { .. }) => "instants".into(),
            Days::Instants(_) => "perhaps".into(),
            Days::None => "none".into(),
        }
    }

    #[test]
    fn one_time_of_day() {
        #[rustfmt::skip]
        let cases = [
            // First instant, instants, of working days only, name of a day: whose days.
            ("2024-02-29T15:00Z", 60, false, false, "+09:00"), ("2024-02-29T15:00Z", 60, false, true, "+09:00"), ("2024-02-29T16:00Z", 60, false, false, "+08:00"), ("2024-02-29T18:30Z", 60, false, false, "+05:30"),
            ("2024-02-29T23:00Z", 20, false, true, "+01:00"), ("2024-02-29T23:00Z", 20, false, false, "perhaps"), ("2024-02-29T21:00Z", 60, false, false, "perhaps"), ("2024-02-29T21:00Z", 60, true, true, "instants"),
            ("2024-02-29T15:00Z", 60, true, true, "instants"), ("2024-03-01T05:00Z", 60, false, true, "none"), ("2024-03-01T00:00Z", 60, false, true, "none"), ("2024-03-01T12:00Z", 60, false, true, "none"), ("2024-03-01T11:00Z", 60, false, true, "none"),
            ("2024-02-29T15:00Z", 5, false, true, "none"), ("2024-02-29T15:00Z", 2, false, true, "none"), ("2024-02-29T15:07Z", 60, false, true, "none"),
        ];
        for (first, count, work, dated, want) in cases {
            assert_eq!(
                shown(days_of(&days(first, count, work), None, dated)),
                want,
                "{first} {work} {dated}"
            );
        }
        // Working days of the zone; hours of a day.
        let tokyo: Vec<i64> =
            days("2024-02-29T00:00Z", 60, true).iter().map(|at| at - 9 * HOUR_MS).collect();
        assert_eq!(shown(days_of(&tokyo, None, false)), "+09:00");
        let hours: Vec<i64> = (0..60)
            .map(|hour| ms_from_iso("2024-02-29T15:00Z").unwrap() + hour * 12 * HOUR_MS)
            .collect();
        assert_eq!(shown(days_of(&hours, None, true)), "none");
    }

    #[test]
    fn a_zone_that_is_stated() {
        let tokyo = days("2024-02-29T15:00Z", 3, false);
        assert_eq!(shown(days_of(&tokyo, Some("+09:00"), false)), "+09:00");
        assert_eq!(shown(days_of(&tokyo, Some("+08:00"), false)), "none");
        assert_eq!(shown(days_of(&tokyo[..1], Some("+09:00"), false)), "none");
    }

    #[test]
    fn a_clock_that_was_changed() {
        let midnights = |zone: &str| -> Vec<i64> {
            let offsets =
                Offsets::of(&PlatformZones, zone, 0, ms_from_iso("2026").unwrap()).unwrap();
            days("2024-02-01", 120, false).iter().map(|at| offsets.utc_from_local(*at)).collect()
        };
        for (zone, want) in [
            ("Europe/Paris", "Europe/Paris"),
            ("Europe/Warsaw", "Europe/Paris"),
            ("Europe/London", "Europe/London"),
            ("Europe/Helsinki", "Europe/Athens"),
            ("Australia/Melbourne", "Australia/Sydney"),
            ("Pacific/Auckland", "Pacific/Auckland"),
            ("America/New_York", "none"),
        ] {
            assert_eq!(shown(days_of(&midnights(zone), None, false)), want, "{zone}");
        }
        // Four o'clock in New York.
        let closes: Vec<i64> =
            midnights("America/New_York").iter().map(|at| at + 16 * HOUR_MS).collect();
        assert_eq!(shown(days_of(&closes, None, true)), "none");
    }
}
