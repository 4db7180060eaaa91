//! The cells under the headline: what was found, how often chance does this, what would have been
//! seen, what was compared. At most 40 signs each.

use super::{
    date, number,
    period::{self, same},
    verdict_words::both,
};
use crate::{calendar::period::Period, kit::language::Bilingual, stats::verdict::VerdictKind};

/// What was found, with its strength where the verdict is about the same period.
pub fn found(kind: VerdictKind, r: Option<f64>) -> Bilingual {
    let words = match kind {
        VerdictKind::Together => both("moved together", "いっしょに動いた"),
        VerdictKind::Opposite => both("moved in opposite ways", "逆向きに動いた"),
        VerdictKind::Suggestive => both("a hint, no more", "気配はあるが不確か"),
        VerdictKind::None => both("no link shown", "つながりは示せず"),
        VerdictKind::CannotTell => both("cannot be told", "判断できない"),
    };
    match r.filter(|_| matches!(kind, VerdictKind::Together | VerdictKind::Opposite)) {
        Some(r) => {
            let r = number::coefficient(r);
            both(format!("{}, r {r}", words.en), format!("{}（r {r}）", words.ja))
        }
        None => words,
    }
}

/// How often unrelated series look this alike.
pub fn chance(p: f64) -> Bilingual {
    let of = |n: f64, of: u64| (n.round().max(1.0) as u64, number::count(of));
    let (times, among) = match p {
        p if p >= 0.955 => return both("chance alone: nearly always", "偶然でもほぼ毎回"),
        p if p < 0.0005 => {
            return both("chance alone: under 1 in 1,000", "偶然なら1,000回に1回未満");
        }
        p if p < 0.0095 => of(1000.0 * p, 1000),
        p => of(100.0 * p, 100),
    };
    both(format!("chance alone: {times} in {among}"), format!("偶然でも{among}回に{times}回"))
}

/// The smallest correlation of the same period that would mostly have been found.
pub fn detectable(r: f64, period: Period) -> Bilingual {
    let same = same(period);
    both(
        format!("{} r of {r:.2} would mostly show", same.en),
        format!("{}のrが{r:.2}あれば見えた", same.ja),
    )
}

/// How many periods were compared, and from when to when.
pub fn compared(complete: u64, period: Period, from_ms: i64, to_ms: i64) -> Bilingual {
    let (count, span) = (period::count(complete, period), date::span(from_ms, to_ms));
    both(format!("{}, {}", count.en, span.en), format!("{}、{}", count.ja, span.ja))
}

/// The picture of chance, read aloud.
pub fn picture(beyond: usize) -> Bilingual {
    let en = match beyond {
        0 => "None of 100 unrelated pairs like these would look this alike.".to_owned(),
        1 => "1 of 100 unrelated pairs like these would look at least this alike.".to_owned(),
        n => format!("{n} of 100 unrelated pairs like these would look at least this alike."),
    };
    let ja = match beyond {
        0 => "無関係な100組のうち、これほど似て見えるものはありません。".to_owned(),
        n => format!("無関係な100組のうち、{n}組はこれと同じかそれ以上に似て見えます。"),
    };
    both(en, ja)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::ms_from_iso;

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
        let mut cells: Vec<Bilingual> =
            kinds.into_iter().map(|kind| found(kind, Some(-0.456))).collect();
        cells.extend([1.0, 0.5, 0.049, 0.0042, 0.0001].map(chance));
        for period in Period::ALL {
            cells.push(detectable(0.294, period));
            cells.push(compared(1461, period, ms("2018-01-01"), ms("2021-12-31")));
        }
        for cell in cells {
            assert!(cell.en.chars().count() <= 41, "{}", cell.en);
            assert!(cell.ja.chars().count() <= 40, "{}", cell.ja);
        }
        assert_eq!(chance(0.5).en, "chance alone: 50 in 100");
        assert_eq!(chance(0.0042).en, "chance alone: 4 in 1,000");
        assert_eq!(found(VerdictKind::Together, Some(0.456)).en, "moved together, r +0.46");
        assert_eq!(found(VerdictKind::None, Some(0.456)).en, "no link shown");
    }
}
