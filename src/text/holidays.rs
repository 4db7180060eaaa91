//! Whose public holidays, and other days that many people keep.

use super::{date, verdict_words::both};
use crate::{
    calendar::holidays::{HolidayChoice, Holidays},
    kit::language::Bilingual,
    stats::common_days::CommonDays,
};

/// A country or a part of one.
fn country(of: Holidays) -> (&'static str, &'static str) {
    match of {
        Holidays::UnitedStates => ("United States", "アメリカ"),
        Holidays::Japan => ("Japan", "日本"),
        Holidays::Germany => ("Germany", "ドイツ"),
        Holidays::BadenWuerttemberg => {
            ("Germany: Baden-Württemberg", "ドイツ：バーデン＝ヴュルテンベルク")
        }
        Holidays::Bavaria => ("Germany: Bavaria", "ドイツ：バイエルン"),
        Holidays::Berlin => ("Germany: Berlin", "ドイツ：ベルリン"),
        Holidays::Brandenburg => ("Germany: Brandenburg", "ドイツ：ブランデンブルク"),
        Holidays::Bremen => ("Germany: Bremen", "ドイツ：ブレーメン"),
        Holidays::Hamburg => ("Germany: Hamburg", "ドイツ：ハンブルク"),
        Holidays::Hesse => ("Germany: Hesse", "ドイツ：ヘッセン"),
        Holidays::MecklenburgWesternPomerania => {
            ("Germany: Mecklenburg-Western Pomerania", "ドイツ：メクレンブルク＝フォアポンメルン")
        }
        Holidays::LowerSaxony => ("Germany: Lower Saxony", "ドイツ：ニーダーザクセン"),
        Holidays::NorthRhineWestphalia => {
            ("Germany: North Rhine-Westphalia", "ドイツ：ノルトライン＝ヴェストファーレン")
        }
        Holidays::RhinelandPalatinate => {
            ("Germany: Rhineland-Palatinate", "ドイツ：ラインラント＝プファルツ")
        }
        Holidays::Saarland => ("Germany: Saarland", "ドイツ：ザールラント"),
        Holidays::Saxony => ("Germany: Saxony", "ドイツ：ザクセン"),
        Holidays::SaxonyAnhalt => ("Germany: Saxony-Anhalt", "ドイツ：ザクセン＝アンハルト"),
        Holidays::SchleswigHolstein => {
            ("Germany: Schleswig-Holstein", "ドイツ：シュレースヴィヒ＝ホルシュタイン")
        }
        Holidays::Thuringia => ("Germany: Thuringia", "ドイツ：テューリンゲン"),
        Holidays::England => ("England and Wales", "イングランドとウェールズ"),
        Holidays::Scotland => ("Scotland", "スコットランド"),
        Holidays::NorthernIreland => ("Northern Ireland", "北アイルランド"),
    }
}

/// A choice of whose holidays are left out.
pub fn choice(of: HolidayChoice) -> Bilingual {
    match of {
        HolidayChoice::Auto => both("Where both show them", "両方に表れるときだけ"),
        HolidayChoice::Off => both("None", "除かない"),
        HolidayChoice::Of(of) => {
            let (en, ja) = country(of);
            both(en, ja)
        }
    }
}

/// Days that many people keep, as in `on the second Tuesday of each month`.
pub(super) fn common_days(days: CommonDays) -> Bilingual {
    match days {
        CommonDays::Holidays(of) => {
            let (en, ja) = country(of);
            both(
                format!("public holidays ({en}) and the days kept like them"),
                format!("祝日（{ja}）や、休みになりやすいその前後"),
            )
        }
        CommonDays::TurnOfTheYear => {
            both("the weeks from Christmas to 6 January", "クリスマスから1月6日までの週")
        }
        CommonDays::Weekday { weekday, nth, days } => {
            let name = date::weekday(weekday);
            let which = ["first", "second", "third", "fourth"]
                .get(usize::from(nth).wrapping_sub(1))
                .unwrap_or(&"last");
            let (after, after_ja) = match days {
                0 | 1 => ("", String::new()),
                2 => (" and the day after", "とその翌日".to_owned()),
                _ => (" and the two days after", "とその後の2日間".to_owned()),
            };
            let which_ja = if nth > 4 { "最終".to_owned() } else { format!("第{nth}") };
            both(
                format!("the {which} {} of each month{after}", name.en),
                format!("毎月の{which_ja}{}{after_ja}", name.ja),
            )
        }
        CommonDays::MonthEnd { days } => ends(days, ("last", "最後"), "最終営業日"),
        CommonDays::MonthStart { days } => ends(days, ("first", "最初"), "最初の営業日"),
        CommonDays::Payday { date, later } => {
            let (en, ja) = if later {
                ("the Monday after", "次の月曜日")
            } else {
                ("the Friday before", "前の金曜日")
            };
            both(
                format!("day {date} of each month, or {en} where that is at a weekend"),
                format!("毎月{date}日（土日なら{ja}）"),
            )
        }
        CommonDays::QuarterEnd { from } => both(
            format!("the end of each quarter, from day {from} of its last month on"),
            format!("四半期の終わり（最後の月の{from}日から）"),
        ),
    }
}

fn ends(days: u8, (en, ja): (&str, &str), one_ja: &str) -> Bilingual {
    if days <= 1 {
        return both(format!("the {en} business day of each month"), format!("毎月の{one_ja}"));
    }
    let number = if days == 2 { "two".to_owned() } else { format!("{days}").replace('3', "three") };
    both(
        format!("the {en} {number} business days of each month"),
        format!("毎月の{ja}の{days}営業日"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::period::WeekStart;

    #[test]
    fn days_in_words() {
        let patch = CommonDays::Weekday { weekday: WeekStart::Tuesday, nth: 2, days: 3 };
        let last = CommonDays::Weekday { weekday: WeekStart::Friday, nth: 5, days: 1 };
        for (days, en, ja) in [
            (
                patch,
                "the second Tuesday of each month and the two days after",
                "毎月の第2火曜日とその後の2日間",
            ),
            (last, "the last Friday of each month", "毎月の最終金曜日"),
            (
                CommonDays::MonthEnd { days: 1 },
                "the last business day of each month",
                "毎月の最終営業日",
            ),
            (
                CommonDays::MonthStart { days: 3 },
                "the first three business days of each month",
                "毎月の最初の3営業日",
            ),
            (
                CommonDays::Payday { date: 25, later: false },
                "day 25 of each month, or the Friday before where that is at a weekend",
                "毎月25日（土日なら前の金曜日）",
            ),
            (
                CommonDays::Payday { date: 5, later: true },
                "day 5 of each month, or the Monday after where that is at a weekend",
                "毎月5日（土日なら次の月曜日）",
            ),
            (
                CommonDays::QuarterEnd { from: 25 },
                "the end of each quarter, from day 25 of its last month on",
                "四半期の終わり（最後の月の25日から）",
            ),
        ] {
            assert_eq!(common_days(days), Bilingual::new(en, ja));
        }
    }

    #[test]
    fn every_calendar_has_a_name_of_its_own() {
        let mut names: Vec<Bilingual> =
            Holidays::ALL.into_iter().map(|of| choice(HolidayChoice::Of(of))).collect();
        names.extend([choice(HolidayChoice::Auto), choice(HolidayChoice::Off)]);
        for (i, name) in names.iter().enumerate() {
            assert!(names.iter().skip(i + 1).all(|b| b.en != name.en && b.ja != name.ja));
        }
    }
}
