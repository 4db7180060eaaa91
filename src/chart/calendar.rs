//! Ticks of a time axis: whole hours, days, weeks, months or years of the reader's calendar.
//!
//! Contract: times are UTC milliseconds, the zone is a function from an instant to its offset
//! (local minus UTC). A local time that a daylight-saving gap skips is moved past the gap; one
//! that comes twice is the first of the two. Labels never overlap: a coarser step is taken until
//! they do not.
//!
//! A label has up to two rows: its own part (`Jul`), and below it what it stands in (`2021`),
//! written only where that changes.

use super::{scale::Scale, surface::Surface};
use crate::{
    calendar::{
        civil::Civil,
        tick_step::{DAY, Step},
    },
    text::chart as words,
};

/// The instant at which a clock shows `local`.
pub fn utc_of(local: i64, zone: &dyn Fn(i64) -> i64) -> i64 {
    let (before, after) = (zone(local - DAY), zone(local + DAY));
    let shows = |utc: i64| utc + zone(utc) == local;
    let candidates = [local - before.max(after), local - before.min(after)];
    // The first of two equal readings has the larger offset; in a gap, what the old offset says
    // lies after the gap.
    candidates.into_iter().find(|utc| shows(*utc)).unwrap_or(local - before)
}

/// From fine to coarse.
const STEPS: [Step; 27] = [
    Step::Minutes(1),
    Step::Minutes(5),
    Step::Minutes(15),
    Step::Minutes(30),
    Step::Hours(1),
    Step::Hours(3),
    Step::Hours(6),
    Step::Hours(12),
    Step::Days(1),
    Step::Days(2),
    Step::Weeks(1),
    Step::Weeks(2),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(500),
    Step::Years(1_000),
    Step::Years(5_000),
    Step::Years(20_000),
];

/// A labelled instant.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeTick {
    /// Where the tick stands, CSS pixels.
    pub px: f64,
    /// Where its label's middle is, CSS pixels.
    pub label_px: f64,
    /// Its own part.
    pub text: String,
    /// What it stands in, where that changes.
    pub context: Option<String>,
}

/// What the ticks of a time axis depend on besides the surface.
#[derive(Clone, Copy, Debug)]
pub struct TimeAxis {
    /// Milliseconds to CSS pixels.
    pub scale: Scale,
    /// CSS pixels that labels may use.
    pub limits: (f64, f64),
    /// Length of a bucket, milliseconds: no step is finer.
    pub bucket: f64,
    /// An instant at which a week begins.
    pub week_anchor: i64,
}

/// Most ticks that are tried at a step; more never fit.
const TRIED: i64 = 400;

/// The finest ticks whose labels do not overlap.
pub fn ticks(axis: &TimeAxis, surface: &Surface<'_>) -> (Vec<TimeTick>, Option<Step>) {
    let (from, to) = axis.scale.domain();
    // Beyond the calendar's own years nothing is labelled.
    let limit = 8.0e15;
    if !(from.is_finite() && to.is_finite()) || from < -limit || to > limit {
        return (Vec::new(), None);
    }
    for step in STEPS {
        if (step.length() as f64) < axis.bucket * 0.75 {
            continue;
        }
        if (to - from) / step.length() as f64 > TRIED as f64 {
            continue;
        }
        let found = ticks_at(step, axis, surface);
        if let Some(found) = found.filter(|found| !found.is_empty()) {
            return (found, Some(step));
        }
    }
    (Vec::new(), None)
}

/// The ticks of one step, `None` if their labels would overlap.
fn ticks_at(step: Step, axis: &TimeAxis, surface: &Surface<'_>) -> Option<Vec<TimeTick>> {
    let (from, to) = axis.scale.domain();
    let (from_ms, to_ms) = (from.floor() as i64, to.ceil() as i64);
    let zone = surface.zone;
    let anchor = axis.week_anchor + zone(axis.week_anchor);
    let locals = step.local_ticks(from_ms + zone(from_ms), to_ms + zone(to_ms), anchor);
    let mut instants: Vec<(i64, i64)> =
        locals.iter().map(|local| (utc_of(*local, zone), *local)).collect();
    instants.dedup_by(|next, kept| next.0 <= kept.0);

    // A tick that names the bucket itself stands under the bucket's middle.
    let names_bucket = (step.length() as f64) < axis.bucket * 1.25;
    let mut found: Vec<TimeTick> = Vec::new();
    let mut context_before: Option<String> = None;
    let mut right_edge = f64::NEG_INFINITY;
    for (index, (utc, local)) in instants.iter().enumerate() {
        let next = instants.get(index + 1).map_or(*utc as f64, |next| next.0 as f64);
        let instant = if names_bucket { (*utc as f64 + next) / 2.0 } else { *utc as f64 };
        if instant < from || instant > to || (names_bucket && next == *utc as f64) {
            continue;
        }
        let px = axis.scale.map(instant);
        let (text, context) =
            words::tick(Civil::from_ms(*local), step, names_bucket, surface.language);
        let width = surface.small_width(&text);
        let label_px = px.clamp(
            axis.limits.0 + width / 2.0,
            (axis.limits.1 - width / 2.0).max(axis.limits.0 + width / 2.0),
        );
        let room = surface.small() * 1.6;
        if label_px - width / 2.0 < right_edge + room {
            return None;
        }
        right_edge = label_px + width / 2.0;
        let changed = context != context_before;
        context_before.clone_from(&context);
        found.push(TimeTick { px, label_px, text, context: context.filter(|_| changed) });
    }
    // More than one in 46 pixels is a ruler, not an axis.
    let length = (axis.scale.range().1 - axis.scale.range().0).abs();
    if found.len() as f64 > (length / 46.0).max(2.0) {
        return None;
    }
    drop_crowded_contexts(&mut found, axis, surface);
    Some(found)
}

/// Where two contexts stand too close, the later one stays: it is the one that changes there.
fn drop_crowded_contexts(found: &mut [TimeTick], axis: &TimeAxis, surface: &Surface<'_>) {
    let mut left_edge = f64::INFINITY;
    for tick in found.iter_mut().rev() {
        let Some(context) = &tick.context else { continue };
        let width = surface.small_width(context);
        let middle = context_px(tick.label_px, width, axis.limits);
        if middle + width / 2.0 + surface.small() > left_edge {
            tick.context = None;
        } else {
            left_edge = middle - width / 2.0;
        }
    }
}

/// Middle of a context label, held inside the limits.
pub fn context_px(label_px: f64, width: f64, limits: (f64, f64)) -> f64 {
    label_px.clamp(limits.0 + width / 2.0, (limits.1 - width / 2.0).max(limits.0 + width / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::days_from_civil;
    use crate::calendar::tick_step::HOUR;
    use crate::calendar::tick_step::MINUTE;
    use crate::chart::surface::utc;
    use crate::chart::theme::Theme;
    use crate::kit::language::Language;
    use proptest::prelude::*;

    /// Offset +1 h, from 2021-03-28T01:00Z to 2021-10-31T01:00Z +2 h.
    fn berlin_2021(utc: i64) -> i64 {
        let summer = 1_616_893_200_000..1_635_642_000_000;
        if summer.contains(&utc) { 2 * HOUR } else { HOUR }
    }

    /// Midnight itself is skipped: −3 h, from 2018-11-04T03:00Z −2 h.
    fn sao_paulo_2018(utc: i64) -> i64 {
        if utc >= 1_541_300_400_000 { -2 * HOUR } else { -3 * HOUR }
    }

    #[test]
    fn local_midnight_where_there_is_none_or_two() {
        let midnight = |y, m, d| days_from_civil(y, m, d) * DAY;
        // The skipped midnight is the first instant of the day.
        let skipped = midnight(2018, 11, 4);
        assert_eq!(utc_of(skipped, &sao_paulo_2018), 1_541_300_400_000);
        // 02:30 in the gap is 03:30 summer time.
        let gap = midnight(2021, 3, 28) + 150 * MINUTE;
        let at = utc_of(gap, &berlin_2021);
        let shown = Civil::from_ms(at + berlin_2021(at));
        assert_eq!((shown.hour, shown.minute), (3, 30));
        // 02:30 comes twice in October: the first is summer time.
        let twice = midnight(2021, 10, 31) + 150 * MINUTE;
        assert_eq!(utc_of(twice, &berlin_2021), twice - 2 * HOUR);
    }

    fn labels(from: i64, to: i64, width: f64, language: Language, bucket: i64) -> String {
        let theme = Theme::light();
        let surface = Surface { language, zone: &utc, ..Surface::plain(width, 300.0, &theme) };
        let axis = TimeAxis {
            scale: Scale::linear((from as f64, to as f64), (0.0, width)),
            limits: (0.0, width),
            bucket: bucket as f64,
            week_anchor: 4 * DAY,
        };
        let (ticks, _) = ticks(&axis, &surface);
        let parts: Vec<String> = ticks
            .into_iter()
            .map(|tick| match tick.context {
                Some(context) => format!("{}|{context}", tick.text),
                None => tick.text,
            })
            .collect();
        parts.join(" ")
    }

    #[test]
    fn forms_of_every_step() {
        let day = |y, m, d| days_from_civil(y, m, d) * DAY;
        let (from, to) = (day(2020, 11, 20), day(2021, 8, 20));
        assert_eq!(
            labels(from, to, 800.0, Language::En, DAY),
            "Dec|2020 Jan|2021 Feb Mar Apr May Jun Jul Aug"
        );
        assert_eq!(labels(from, to, 300.0, Language::Ja, DAY), "1月|2021年 4月 7月");
        let (from, to) = (day(2018, 3, 1), day(2021, 8, 20));
        assert_eq!(
            labels(from, to, 400.0, Language::En, DAY),
            "Jul|2018 Jan|2019 Jul Jan|2020 Jul Jan|2021 Jul"
        );
        assert_eq!(labels(from, to, 240.0, Language::En, DAY), "2019 2020 2021");
        assert_eq!(labels(from, to, 240.0, Language::Ja, DAY), "2019年 2020年 2021年");
        let (from, to) = (day(2021, 7, 1), day(2021, 7, 29));
        assert_eq!(labels(from, to, 400.0, Language::En, DAY), "5 Jul|2021 12 Jul 19 Jul 26 Jul");
        assert_eq!(
            labels(from, to, 400.0, Language::Ja, DAY),
            "7月5日|2021年 7月12日 7月19日 7月26日"
        );
        let (from, to) = (day(2021, 7, 1), day(2021, 7, 2) + 12 * HOUR);
        assert_eq!(
            labels(from, to, 500.0, Language::En, HOUR),
            "00:00|1 Jul 2021 06:00 12:00 18:00 00:00|2 Jul 2021 06:00 12:00"
        );
        assert_eq!(
            labels(from, to, 300.0, Language::Ja, HOUR),
            "00:00|2021年7月1日 12:00 00:00|7月2日 12:00".replace("|7月2日", "|2021年7月2日")
        );
    }

    proptest! {
        #[test]
        fn labels_never_overlap(
            from in -60_000_000_000_000_i64..60_000_000_000_000,
            span in prop_oneof![HOUR..DAY * 40, DAY..DAY * 40_000],
            width in 120_f64..1600.0,
            japanese: bool,
            bucket in prop_oneof![Just(MINUTE), Just(HOUR), Just(DAY), Just(7 * DAY), Just(30 * DAY)],
        ) {
            let theme = Theme::light();
            let language = if japanese { Language::Ja } else { Language::En };
            let surface = Surface { language, ..Surface::plain(width, 300.0, &theme) };
            let axis = TimeAxis {
                scale: Scale::linear((from as f64, (from + span) as f64), (0.0, width)),
                limits: (0.0, width),
                bucket: bucket as f64,
                week_anchor: 4 * DAY,
            };
            let (found, _) = ticks(&axis, &surface);
            let mut edge = f64::NEG_INFINITY;
            let mut context_edge = f64::NEG_INFINITY;
            for tick in &found {
                let half = surface.small_width(&tick.text) / 2.0;
                prop_assert!(tick.label_px - half > edge);
                edge = tick.label_px + half;
                if let Some(context) = &tick.context {
                    let half = surface.small_width(context) / 2.0;
                    let middle = context_px(tick.label_px, half * 2.0, axis.limits);
                    prop_assert!(middle - half > context_edge);
                    context_edge = middle + half;
                }
            }
        }
    }
}
