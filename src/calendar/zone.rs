//! Time zones: offsets of wall clocks from UTC.
//!
//! The core holds no zone table. [`Zones`] answers for one instant; natively over chrono-tz, in
//! the browser over `Intl`. [`Offsets`] asks it a few hundred times, finds the transitions by
//! bisection, and from then on all is integer arithmetic.
//!
//! # Contract
//! * An unknown zone is `None`, never UTC in silence.
//! * A local time that does not exist (spring forward) is read with the offset before the change,
//!   so it lands as much later as the clock jumped: 02:30 becomes 03:30. A local time that exists
//!   twice (autumn) is the earlier instant. Both as `Temporal`'s "compatible" and java.time do.
//! * Offsets change at most once in [`STEP_MS`]; two changes inside it that cancel are not seen.

use litemap::LiteMap;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::OnceLock;

/// A source of zone offsets.
pub trait Zones: std::fmt::Debug {
    /// Milliseconds that the wall clock of `zone` is ahead of UTC at an instant (epoch ms UTC);
    /// `None` where the zone is not known.
    ///
    /// Called with IANA names only: UTC and fixed offsets are answered by [`Offsets`] itself.
    fn offset_ms(&self, zone: &str, utc_ms: i64) -> Option<i64>;
}

/// The platform's offset of a zone at an instant, as [`Zones::offset_ms`].
pub type Platform = fn(&str, i64) -> Option<i64>;

static PLATFORM: OnceLock<Platform> = OnceLock::new();

/// Names the platform's zones, for files that name zones; the first call counts. Natively there is
/// no need.
pub fn install(platform: Platform) {
    _ = PLATFORM.set(platform);
}

/// The zones of the platform: those that [`install`] was given, natively the system's own table.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlatformZones;

impl Zones for PlatformZones {
    fn offset_ms(&self, zone: &str, utc_ms: i64) -> Option<i64> {
        match PLATFORM.get() {
            Some(platform) => platform(zone, utc_ms),
            #[cfg(not(target_arch = "wasm32"))]
            None => TableZones.offset_ms(zone, utc_ms),
            #[cfg(target_arch = "wasm32")]
            None => None,
        }
    }
}

/// Distance at which a zone is sampled for changes.
pub(crate) const STEP_MS: i64 = 6 * 86_400_000;

/// Offset in milliseconds of `UTC`, `Z`, `GMT`, `+09:00`, `-0700`, `UTC+9`; `None` for other names.
pub(crate) fn fixed_offset_ms(name: &str) -> Option<i64> {
    let bare = name.trim();
    if ["utc", "z", "gmt", "per row", "etc/utc"].iter().any(|utc| bare.eq_ignore_ascii_case(utc)) {
        return Some(0);
    }
    let bare = match bare.get(..3) {
        Some(head) if head.eq_ignore_ascii_case("utc") || head.eq_ignore_ascii_case("gmt") => {
            bare.get(3..)?
        }
        _ => bare,
    };
    let (sign, digits) = match bare.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, bare.strip_prefix('-').or_else(|| bare.strip_prefix('\u{2212}'))?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    if hours.is_empty() || hours.len() > 2 || minutes.len() > 2 {
        return None;
    }
    let number = |text: &str| -> Option<i64> {
        text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60_000)
}

/// The offsets of one zone over a range of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offsets {
    /// (first instant UTC, offset from then on), ascending; the first entry holds for all before.
    steps: Vec<(i64, i64)>,
}

impl Offsets {
    /// Offset 0 at every instant.
    pub fn utc() -> Offsets {
        Offsets::fixed(0)
    }

    /// The same offset always.
    pub(crate) fn fixed(offset_ms: i64) -> Offsets {
        Offsets { steps: vec![(i64::MIN, offset_ms)] }
    }

    /// Offsets of a zone from `from_ms` to `to_ms` (UTC, widened by some days); `None` where the
    /// zone is not known. O(days / 6) questions.
    pub fn of(zones: &dyn Zones, name: &str, from_ms: i64, to_ms: i64) -> Option<Offsets> {
        if let Some(offset) = fixed_offset_ms(name) {
            return Some(Offsets::fixed(offset));
        }
        // Zones before 1900 are local mean times; rules after 2100 are not made yet. Stray years must not
        // cost a hundred thousand questions.
        let from_ms = from_ms.clamp(-2_208_988_800_000, 4_102_444_800_000);
        let to_ms = to_ms.clamp(-2_208_988_800_000, 4_102_444_800_000);
        // The grid is fixed, so that the same zone gives the same steps whatever the range.
        let from = from_ms.saturating_sub(2 * STEP_MS).div_euclid(STEP_MS).saturating_mul(STEP_MS);
        let to = to_ms.saturating_add(2 * STEP_MS).div_euclid(STEP_MS).saturating_mul(STEP_MS);
        let mut offset = zones.offset_ms(name, from)?;
        let mut steps = vec![(i64::MIN, offset)];
        let mut at = from;
        while at < to {
            let next = at + STEP_MS;
            let after = zones.offset_ms(name, next)?;
            if after != offset {
                // The change lies in (low, high]; all known zones change on a whole minute.
                let (mut low, mut high) = (at, next);
                while high - low > 60_000 {
                    let middle = low + (high - low) / 120_000 * 60_000;
                    let middle = if middle == low { low + 60_000 } else { middle };
                    if zones.offset_ms(name, middle)? == offset {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                steps.push((high, after));
                offset = after;
            }
            at = next;
        }
        Some(Offsets { steps })
    }

    /// Whether the offset never changes.
    pub(crate) fn is_fixed(&self) -> bool {
        self.steps.len() == 1
    }

    /// Whether this is UTC.
    pub(crate) fn is_utc(&self) -> bool {
        self.is_fixed() && self.steps.first().is_some_and(|step| step.1 == 0)
    }

    /// Offset at an instant, ms.
    pub(crate) fn at_utc(&self, utc_ms: i64) -> i64 {
        let after = self.steps.partition_point(|step| step.0 <= utc_ms);
        self.steps.get(after.saturating_sub(1)).map_or(0, |step| step.1)
    }

    /// Wall-clock milliseconds (as if it were UTC) of an instant.
    pub(crate) fn local_from_utc(&self, utc_ms: i64) -> i64 {
        utc_ms.saturating_add(self.at_utc(utc_ms))
    }

    /// Instant of a wall-clock time; see the room's contract for times that exist twice or never.
    pub fn utc_from_local(&self, local_ms: i64) -> i64 {
        // A step's offset holds from the later of the two readings of its instant: in a gap the
        // times that never were stay with the offset before, in an overlap both readings up to
        // the end of the hour that comes twice do.
        let holds_from = |i: usize| match (self.steps.get(i.wrapping_sub(1)), self.steps.get(i)) {
            (Some(before), Some(step)) => step.0.saturating_add(step.1.max(before.1)),
            _ => i64::MIN,
        };
        let (mut low, mut high) = (0, self.steps.len());
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if holds_from(middle) <= local_ms { low = middle } else { high = middle }
        }
        let chosen = self.steps.get(low).map_or(0, |step| step.1);
        local_ms.saturating_sub(chosen)
    }

    /// How much later the second of the two instants of a wall-clock time that exists twice is;
    /// `None` for all other times.
    pub(crate) fn repeats(&self, local_ms: i64) -> Option<i64> {
        let pairs = self.steps.windows(2);
        pairs.rev().find_map(|pair| {
            let (before, step) = (pair.first()?, pair.get(1)?);
            let from = step.0.saturating_add(step.1);
            (from..step.0.saturating_add(before.1)).contains(&local_ms).then(|| before.1 - step.1)
        })
    }

    /// Wall-clock times that never were: [from, to) of each clock that was set forward.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.steps.windows(2).filter_map(|pair| {
            let (before, step) = (pair.first()?, pair.get(1)?);
            let (from, to) = (step.0.saturating_add(before.1), step.0.saturating_add(step.1));
            (from < to).then_some((from, to))
        })
    }

    /// The zone changes its offset at these instants (epoch ms UTC).
    pub fn changes(&self) -> impl Iterator<Item = i64> + '_ {
        self.steps.iter().skip(1).map(|step| step.0)
    }
}

/// Zones of the system's own table, for native tests and tools.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug, Default)]
pub struct TableZones;

#[cfg(not(target_arch = "wasm32"))]
impl Zones for TableZones {
    fn offset_ms(&self, zone: &str, utc_ms: i64) -> Option<i64> {
        use chrono::{Offset, TimeZone};
        let zone: chrono_tz::Tz = zone.parse().ok()?;
        let instant = chrono::DateTime::from_timestamp_millis(utc_ms)?;
        let offset = zone.offset_from_utc_datetime(&instant.naive_utc());
        Some(i64::from(offset.fix().local_minus_utc()) * 1000)
    }
}

/// Offsets of zones, each asked once for its widest range.
#[derive(Debug)]
pub struct ZoneCache {
    zones: Rc<dyn Zones>,
    known: RefCell<LiteMap<String, Known>>,
}

/// First and last instant that were asked for, and the offsets between them.
pub(crate) type Known = (i64, i64, Rc<Offsets>);

impl ZoneCache {
    /// An empty cache over a source of offsets.
    pub fn new(zones: Rc<dyn Zones>) -> ZoneCache {
        ZoneCache { zones, known: RefCell::new(LiteMap::default()) }
    }

    /// The source of offsets, for what is not to be kept.
    pub(crate) fn zones(&self) -> &dyn Zones {
        &*self.zones
    }

    /// Offsets of a zone over a range; `None` where it is not known.
    pub fn get(&self, zone: &str, from_ms: i64, to_ms: i64) -> Option<Rc<Offsets>> {
        let mut known = self.known.borrow_mut();
        let (from, to) = match known.get(zone) {
            Some((from, to, offsets)) if *from <= from_ms && to_ms <= *to => {
                return Some(offsets.clone());
            }
            Some((from, to, _)) => (from_ms.min(*from), to_ms.max(*to)),
            None => (from_ms, to_ms),
        };
        let offsets = Rc::new(Offsets::of(&*self.zones, zone, from, to)?);
        known.insert(zone.to_owned(), (from, to, offsets.clone()));
        Some(offsets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::iso_from_ms;
    use crate::calendar::civil::ms_from_iso;

    #[test]
    fn fixed_offsets() {
        let cases = [
            ("UTC", Some(0)),
            ("z", Some(0)),
            ("+09:00", Some(540)),
            ("-0700", Some(-420)),
            ("+9", Some(540)),
            ("UTC+5:30", Some(330)),
            ("GMT-3", Some(-180)),
            ("+05:45", Some(345)),
            ("Asia/Tokyo", None),
            ("+25:00", None),
            ("+09:75", None),
            ("+", None),
            ("", None),
            ("+あ", None),
        ];
        for (name, minutes) in cases {
            assert_eq!(fixed_offset_ms(name), minutes.map(|m: i64| m * 60_000), "{name}");
        }
    }

    #[test]
    fn daylight_saving_by_the_clock() {
        let range = (ms_from_iso("2019-01-01").unwrap(), ms_from_iso("2022-12-31").unwrap());
        let cases = [
            // zone, wall clock, instant
            ("Europe/Berlin", "2021-03-28T01:59", "2021-03-28T00:59:00Z"),
            ("Europe/Berlin", "2021-03-28T02:30", "2021-03-28T01:30:00Z"), // never: as 03:30
            ("Europe/Berlin", "2021-03-28T03:00", "2021-03-28T01:00:00Z"),
            ("Europe/Berlin", "2021-10-31T01:59", "2021-10-30T23:59:00Z"),
            ("Europe/Berlin", "2021-10-31T02:30", "2021-10-31T00:30:00Z"), // twice: the earlier
            ("Europe/Berlin", "2021-10-31T03:00", "2021-10-31T02:00:00Z"),
            ("America/New_York", "2021-03-14T02:30", "2021-03-14T07:30:00Z"),
            ("America/New_York", "2021-11-07T01:30", "2021-11-07T05:30:00Z"),
            ("Asia/Tokyo", "2021-07-14T09:00", "2021-07-14T00:00:00Z"),
            ("Asia/Kathmandu", "2021-07-14T05:45", "2021-07-14T00:00:00Z"),
            ("Australia/Lord_Howe", "2021-04-04T01:45", "2021-04-03T14:45:00Z"), // half an hour
            ("America/Sao_Paulo", "2020-01-15T00:00", "2020-01-15T03:00:00Z"), // abolished in 2019
        ];
        for (zone, wall, instant) in cases {
            let offsets = Offsets::of(&TableZones, zone, range.0, range.1).unwrap();
            let got = iso_from_ms(offsets.utc_from_local(ms_from_iso(wall).unwrap()));
            assert_eq!(got, instant, "{zone} {wall}");
        }
    }

    #[test]
    fn times_that_come_twice_or_never() {
        let range = (ms_from_iso("2021-01-01").unwrap(), ms_from_iso("2021-12-31").unwrap());
        let of = |zone| Offsets::of(&TableZones, zone, range.0, range.1).unwrap();
        let cases = [
            ("Europe/Berlin", "2021-10-31T01:59", None),
            ("Europe/Berlin", "2021-10-31T02:00", Some(60)),
            ("Europe/Berlin", "2021-10-31T02:59", Some(60)),
            ("Europe/Berlin", "2021-10-31T03:00", None),
            ("Australia/Lord_Howe", "2021-04-04T01:45", Some(30)),
            ("Asia/Tokyo", "2021-10-31T02:30", None),
        ];
        for (zone, wall, minutes) in cases {
            let twice = of(zone).repeats(ms_from_iso(wall).unwrap());
            assert_eq!(twice, minutes.map(|minutes: i64| minutes * 60_000), "{zone} {wall}");
        }
        let berlin = of("Europe/Berlin");
        let never: Vec<String> =
            berlin.skipped().flat_map(|(from, to)| [iso_from_ms(from), iso_from_ms(to)]).collect();
        assert_eq!(never, ["2021-03-28T02:00:00Z", "2021-03-28T03:00:00Z"]);
    }

    #[test]
    fn steps_are_where_the_table_changes() {
        let range = (ms_from_iso("2000-01-01").unwrap(), ms_from_iso("2030-01-01").unwrap());
        for zone in ["Europe/London", "America/Los_Angeles", "Africa/Casablanca", "Asia/Tehran"] {
            let offsets = Offsets::of(&TableZones, zone, range.0, range.1).unwrap();
            let mut at = range.0;
            while at < range.1 {
                assert_eq!(
                    Some(offsets.at_utc(at)),
                    TableZones.offset_ms(zone, at),
                    "{zone} {}",
                    iso_from_ms(at)
                );
                at += 1_800_000;
            }
        }
        assert!(Offsets::of(&TableZones, "Mars/Olympus", range.0, range.1).is_none());
    }
}
