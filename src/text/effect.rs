//! How much the one moved with the other, in plain words and round numbers.

use super::{
    number::{decimals_of, grouped},
    period,
    verdict_words::{Subject, both, count},
};
use crate::{
    calendar::period::Period,
    kit::language::{Bilingual, Language},
    stats::{
        result::{Analysis, Effect},
        verdict::Which,
    },
};

/// `A day with temperature 5 °C higher than expected … went with sales about 70 € higher (40 to 100).`
pub(super) fn effect(analysis: &Analysis, subject: &Subject) -> Option<Bilingual> {
    let effect = analysis.effect.as_ref()?;
    let Subject { x, y, period, measures: [of_x, of_y], .. } = *subject;
    let ((first, of_first), (second, of_second)) = match effect.first {
        Which::X => ((x, of_x), (y, of_y)),
        Which::Y => ((y, of_y), (x, of_x)),
    };
    // A share in per cent and a share that is so many per cent higher are easily taken for each other.
    if of_first.share || of_second.share {
        return None;
    }
    let (step, by) = step(effect.typical, effect.first_log)?;
    let moved = |slope: f64| match effect.second_log {
        true => 100.0 * (slope * step).exp_m1(),
        false => slope * step,
    };
    let [low, middle, high] = [effect.low, effect.slope, effect.high].map(moved);
    let (near, far) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
    let [near, about, far] = rounded(near, middle.abs(), far)?;
    let unit = |log: bool, unit: Option<&str>| match (log, unit) {
        (true, _) => " %".to_owned(),
        (false, Some(unit)) => format!(" {unit}"),
        (false, None) => String::new(),
    };
    let by = format!("{by}{}", unit(effect.first_log, of_first.unit));
    let about = format!("{about}{}", unit(effect.second_log, of_second.unit));
    let (way, way_ja) = if middle > 0.0 { ("higher", "高く") } else { ("lower", "低く") };
    let (one, one_ja) = one(period);
    let (when, when_ja) = when(effect, period);
    Some(both(
        format!(
            "{one} with {first} {by} higher than expected from its past and the season went with {second} about {about} {way} ({near} to {far}){when}."
        ),
        format!(
            "{first}が過去や季節からの予想より{by}高い{one_ja}{when_ja}、{second}がおよそ{about}{way_ja}なっていました（{near}〜{far}）。"
        ),
    ))
}

/// One of the periods at the head of a sentence, and a Japanese one behind an adjective.
fn one(period: Period) -> (String, &'static str) {
    let name = period::name(period);
    let article = if period == Period::Hour { "An" } else { "A" };
    let ja = match period {
        Period::Hour => "時間帯",
        Period::Day => "日",
        Period::Week => "週",
        Period::Month => "月",
        Period::Quarter => "四半期",
        Period::Year => "年",
    };
    (format!("{article} {}", name.en), ja)
}

/// How much later, where it is later.
fn when(effect: &Effect, period: Period) -> (String, String) {
    let (from, to) = (u64::from(effect.from), u64::from(effect.to));
    let (far, far_ja) = (count(to, period, Language::En), period::distance(to, period).ja);
    let near = count(from, period, Language::En);
    // Both ends in words, or both in digits.
    let digits = far.starts_with(|sign: char| sign.is_ascii_digit());
    let near = match near.split(' ').next() {
        Some(word) if !digits => word.to_owned(),
        _ => from.to_string(),
    };
    match (from, to) {
        (0, 0) => (String::new(), "は".to_owned()),
        (from, to) if from == to => (format!(" {far} later"), format!("の{far_ja}後は")),
        (0, _) => (
            format!(", on average from then to {far} later"),
            format!("から{far_ja}後までは、平均して"),
        ),
        _ => (
            format!(", on average {near} to {far} later"),
            format!("の{from}〜{far_ja}後は、平均して"),
        ),
    }
}

/// A step as a person would name it, near the typical one: on the slope's scale, and as a number; of
/// logarithms in per cent.
fn step(typical: f64, log: bool) -> Option<(f64, String)> {
    let typical = if log { 100.0 * typical.exp_m1() } else { typical };
    (typical > 0.0 && typical.is_finite()).then_some(())?;
    let ten = 10_f64.powf(typical.log10().floor());
    let near = |a: &f64, b: &f64| {
        let far = |v: f64| (v * ten / typical).ln().abs();
        far(*a).total_cmp(&far(*b))
    };
    let round = [1.0, 2.0, 5.0, 10.0].into_iter().min_by(near)? * ten;
    // From a doubling on, per cents are no longer read as what they are.
    let round = if log { round.min(100.0) } else { round };
    let on_scale = if log { (round / 100.0).ln_1p() } else { round };
    Some((on_scale, grouped(round, decimals_of(round))))
}

/// Three sizes in the digits that the width of the interval allows.
fn rounded(near: f64, middle: f64, far: f64) -> Option<[String; 3]> {
    let half = 0.5 * (far - near);
    (half > 0.0 && half.is_finite()).then_some(())?;
    let mut unit = 10_f64.powf(half.log10().floor());
    // One digit more where the nearest would be 0, if that tells it from 0.
    if (0.05 * unit..0.5 * unit).contains(&near) {
        unit /= 10.0;
    }
    let decimals = decimals_of(unit);
    Some([near, middle, far].map(|v| grouped((v / unit).round() * unit, decimals)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::verdict_words::Measure;

    #[test]
    fn steps_are_round() {
        for (typical, log, want) in [
            (4.3, false, "5"),
            (0.023, false, "0.02"),
            (1_600.0, false, "2,000"),
            (7.4, false, "10"),
            (0.062, true, "5"),
            (2.0, true, "100"),
            (0.0042, true, "0.5"),
        ] {
            assert_eq!(step(typical, log).unwrap().1, want, "{typical}");
        }
        assert!(step(0.0, false).is_none());
    }

    #[test]
    fn sizes_have_the_digits_that_are_known() {
        for ((near, middle, far), want) in [
            ((41.0, 73.0, 104.0), ["40", "70", "100"]),
            ((61.0, 73.0, 84.0), ["60", "70", "80"]),
            ((0.4, 3.0, 5.6), ["0.4", "3.0", "5.6"]),
            ((0.02, 1.86, 3.74), ["0", "2", "4"]),
            ((1_210.0, 1_400.0, 1_590.0), ["1,200", "1,400", "1,600"]),
        ] {
            assert_eq!(rounded(near, middle, far).unwrap(), want);
        }
    }

    #[test]
    fn sentences() {
        let said = |from, to, (first_log, second_log), first, share| {
            let effect = Effect {
                first,
                from,
                to,
                slope: if second_log { -0.044 } else { 14.0 },
                low: if second_log { -0.055 } else { 8.0 },
                high: if second_log { -0.033 } else { 20.0 },
                typical: if first_log { 0.05 } else { 4.4 },
                first_log,
                second_log,
            };
            let measures =
                [Measure { unit: Some("°C"), share: false }, Measure { unit: Some("€"), share }];
            let subject = Subject {
                x: "temperature",
                y: "sales",
                period: Period::Day,
                starts: &[],
                measures,
            };
            super::effect(&Analysis { effect: Some(effect), ..Analysis::default() }, &subject)
        };
        let day = said(0, 0, (false, false), Which::X, false).unwrap();
        assert_eq!(
            day.en,
            "A day with temperature 5 °C higher than expected from its past and the season went with sales about 70 € higher (40 to 100)."
        );
        assert_eq!(
            day.ja,
            "temperatureが過去や季節からの予想より5 °C高い日は、salesがおよそ70 €高くなっていました（40〜100）。"
        );
        let later = said(2, 2, (false, true), Which::Y, false).unwrap();
        assert!(later.en.starts_with("A day with sales 5 € higher than expected"), "{}", later.en);
        assert!(
            later.en.ends_with("went with temperature about 20 % lower (15 to 24) two days later."),
            "{}",
            later.en
        );
        assert!(later.ja.contains("高い日の2日後は、temperatureがおよそ20 %低く"), "{}", later.ja);
        let over = said(1, 7, (true, true), Which::X, false).unwrap();
        assert!(over.en.ends_with(", on average one to seven days later."), "{}", over.en);
        assert!(said(0, 0, (false, false), Which::X, true).is_none());
    }
}
