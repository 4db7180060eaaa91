//! The cells under the headline: what was found, how often chance does this, what would have been
//! seen, what was compared. At most 40 signs each.

use super::{
    date, number,
    period::{self, same},
    verdict_words::both,
};
use crate::{
    calendar::period::Period,
    kit::language::Bilingual,
    stats::{result::Strength, verdict::VerdictKind},
};

/// What was found, with its strength where it is a link.
pub fn found(kind: VerdictKind, strength: Option<&Strength>) -> Bilingual {
    let slow = strength.is_some_and(|s| s.slow);
    let words = match kind {
        VerdictKind::Together if slow => both("swung together", "ゆっくりそろった"),
        VerdictKind::Together => both("moved together", "いっしょに動いた"),
        VerdictKind::Opposite if slow => both("swung opposite", "ゆっくり逆向き"),
        VerdictKind::Opposite => both("moved opposite", "逆向きに動いた"),
        VerdictKind::Suggestive => both("a hint, no more", "気配はあるが不確か"),
        VerdictKind::None => both("no link shown", "つながりは示せず"),
        VerdictKind::CannotTell => both("cannot be told", "判断できない"),
    };
    match strength.filter(|_| matches!(kind, VerdictKind::Together | VerdictKind::Opposite)) {
        Some(strength) => {
            let (r, ends) = (number::coefficient(strength.r), ends(strength));
            let (en, ja) = ends.map_or_else(Default::default, |(low, high)| {
                (format!(" ({low} to {high})"), format!("（{low}〜{high}）"))
            });
            both(format!("{}, r {r}{en}", words.en), format!("{}、r {r}{ja}", words.ja))
        }
        None => words,
    }
}

/// The ends of a strength's interval, as they are written everywhere.
pub(super) fn ends(strength: &Strength) -> Option<(String, String)> {
    strength.interval.map(|(low, high)| (number::coefficient(low), number::coefficient(high)))
}

/// How often unrelated series look this alike.
pub fn chance(p: f64) -> Bilingual {
    let of = |n: f64, of: u64| (n.round().max(1.0) as u64, number::count(of));
    let (times, among) = match p {
        p if p >= 0.955 => return both("chance alone: nearly always", "偶然でもほぼ毎回"),
        p if p < 0.0005 => {
            return both("chance alone: under 1 in 1,000", "偶然なら、1,000回に1回未満");
        }
        p if p < 0.0095 => of(1000.0 * p, 1000),
        p => of(100.0 * p, 100),
    };
    both(format!("chance alone: {times} in {among}"), format!("偶然でも、{among}回に{times}回"))
}

/// A correlation from which on it says nothing that it would have been found: no two exports are as alike.
pub const NEARLY_ONE: f64 = 0.95;

/// The smallest correlation of the same period that would mostly have been found.
pub fn detectable(r: f64, period: Period) -> Bilingual {
    let same = same(period);
    both(
        format!("{} r of {r:.2} would show", same.en),
        format!("{}のrが{r:.2}あれば見えた", same.ja),
    )
}

/// How many periods were compared, and from when to when; without any there are no dates.
pub fn compared(complete: u64, period: Period, from_ms: i64, to_ms: i64) -> Bilingual {
    let (count, span) = (period::count(complete, period), date::span(from_ms, to_ms));
    if complete == 0 {
        return both(format!("{} in common", count.en), format!("共通：{}", count.ja));
    }
    both(format!("{}, {}", count.en, span.en), format!("{}、{}", count.ja, span.ja))
}

/// The picture of chance, read aloud: of as many pairs as it has dots, and where none is as alike, how
/// rare it is by p.
pub fn picture(beyond: usize, p: f64) -> Bilingual {
    let (en, ja) = match beyond {
        0 => {
            let (often, often_ja) = rarely(p);
            (
                format!(
                    "None of 100 unrelated pairs with as much memory would look this alike: it happens {often}."
                ),
                format!(
                    "過去の影響が同じくらい残る無関係な100組のうち、これほど似て見えるものはありません（{often_ja}）。"
                ),
            )
        }
        n => (
            format!(
                "{n} of 100 unrelated pairs with as much memory would look at least this alike."
            ),
            format!(
                "過去の影響が同じくらい残る無関係な100組のうち、{n}組はこれと同じかそれ以上に似て見えます。"
            ),
        ),
    };
    both(en, ja)
}

/// How rare what none of a hundred reaches is.
fn rarely(p: f64) -> (String, String) {
    if p < 0.0005 {
        return ("less than once in 1,000".to_owned(), "1,000回に1回未満".to_owned());
    }
    let n = (1000.0 * p).round().max(1.0);
    let times = if n == 1.0 { "once".to_owned() } else { format!("{n} times") };
    (format!("{times} in 1,000"), format!("1,000回に{n}回"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::ms_from_iso;

    fn strength(r: f64, slow: bool) -> Strength {
        let interval = Some((r - 0.1, r + 0.1));
        Strength { r, interval, from: 0, to: 0, lag: 0, slow, searched: false }
    }

    #[test]
    fn each_cell_is_short() {
        let ms = |text| ms_from_iso(text).unwrap();
        let kinds = [
            VerdictKind::Together,
            VerdictKind::Opposite,
            VerdictKind::Suggestive,
            VerdictKind::None,
            VerdictKind::CannotTell,
        ];
        let mut cells: Vec<Bilingual> = Vec::new();
        for slow in [false, true] {
            let strength = strength(-0.456, slow);
            cells.extend(kinds.map(|kind| found(kind, Some(&strength))));
        }
        cells.extend([1.0, 0.5, 0.049, 0.0042, 0.0001].map(chance));
        for period in Period::ALL {
            cells.push(detectable(0.294, period));
            cells.push(compared(1461, period, ms("2018-01-01"), ms("2021-12-31")));
        }
        for cell in cells {
            assert!(cell.en.chars().count() <= 40, "{}", cell.en);
            assert!(cell.ja.chars().count() <= 40, "{}", cell.ja);
        }
        assert_eq!(chance(0.5).en, "chance alone: 50 in 100");
        assert_eq!(chance(0.0042).en, "chance alone: 4 in 1,000");
        let said = |kind| found(kind, Some(&strength(0.456, false))).en;
        assert_eq!(said(VerdictKind::Together), "moved together, r +0.46 (+0.36 to +0.56)");
        assert_eq!(said(VerdictKind::None), "no link shown");
    }
}
