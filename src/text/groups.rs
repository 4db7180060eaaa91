//! Groups of a source, filters of its rows, and the ranking of all groups.

use super::{naming::kinds, number, period};
use crate::{
    calendar::period::Period,
    ingest::{filter::Op, source::Rows},
    kit::language::Bilingual,
};

/// `3 of 44 rules`, `all 44 rules together`.
pub fn chosen(chosen: usize, of: usize, column: &str) -> Bilingual {
    let kinds = kinds(column);
    match chosen {
        0 => Bilingual::new(format!("all {of} {kinds} together"), format!("{of} 種すべての合計")),
        n => Bilingual::new(format!("{n} of {of} {kinds}"), format!("{of} 種のうち {n}")),
    }
}

/// A group with its size: `port scan (1,204)`.
pub fn group(name: &str, observations: u64) -> Bilingual {
    let n = number::count(observations);
    Bilingual::new(format!("{name} ({n})"), format!("{name}（{n}）"))
}

/// An operator of a condition.
pub fn op(op: Op) -> Bilingual {
    let (en, ja) = match op {
        Op::Is => ("is", "と同じ"),
        Op::IsNot => ("is not", "と異なる"),
        Op::Contains => ("contains", "を含む"),
        Op::AtLeast => ("is at least", "以上"),
        Op::AtMost => ("is at most", "以下"),
    };
    Bilingual::new(en, ja)
}

/// Names of the fields of a condition, and of the button that takes it out.
pub fn condition() -> [Bilingual; 4] {
    [
        Bilingual::new("Column", "列"),
        Bilingual::new("Comparison", "比べ方"),
        Bilingual::new("Value", "値"),
        Bilingual::new("Take this condition out", "この条件を外す"),
    ]
}

/// What stands for an empty cell.
pub fn empty() -> Bilingual {
    Bilingual::new("(empty)", "（空欄）")
}

/// Before a column is chosen.
pub fn choose_column() -> Bilingual {
    Bilingual::new("choose a column", "列を選ぶ")
}

/// `1,204 of 9,300 rows`, `all rows`.
pub fn kept(rows: &Rows) -> Bilingual {
    if rows.filtered == 0 {
        return Bilingual::new("all rows", "すべての行");
    }
    let (used, all) = (number::count(rows.used), number::count(rows.used + rows.filtered));
    Bilingual::new(format!("{used} of {all} rows"), format!("{all} 行のうち {used} 行"))
}

/// Which rows of a file were used: its name, its conditions (column, operator, value; a value that
/// must not be told is none) and how many rows they keep.
pub fn only(file: &str, conditions: &[(String, Op, Option<String>)], rows: &Rows) -> Bilingual {
    let (mut en, mut ja) = (Vec::new(), Vec::new());
    for (column, of, value) in conditions {
        let words = op(*of).en;
        let numbers = of.of_numbers();
        let (value_en, value_ja) = match value {
            None => ("a value not named here".to_owned(), "（ここには示さない値）".to_owned()),
            Some(value) if value.is_empty() => ("empty".to_owned(), "空欄".to_owned()),
            Some(value) if numbers => (value.clone(), value.clone()),
            Some(value) => (format!("“{value}”"), format!("「{value}」")),
        };
        en.push(format!("{column} {words} {value_en}"));
        ja.push(match of {
            Op::Is => format!("{column} が{value_ja}と同じ"),
            Op::IsNot => format!("{column} が{value_ja}でない"),
            Op::Contains => format!("{column} が{value_ja}を含む"),
            Op::AtLeast => format!("{column} が {value_ja} 以上"),
            Op::AtMost => format!("{column} が {value_ja} 以下"),
        });
    }
    let kept = kept(rows);
    Bilingual::new(
        format!("Of “{file}” only rows where {} were used ({}).", en.join(" and "), kept.en),
        format!(
            "「{file}」のうち、次の条件を満たす行だけを使用：{}（{}）。",
            ja.join("、"),
            kept.ja
        ),
    )
}

/// Words of the button that ranks all groups.
pub fn rank(n: usize, column: &str, with: &Bilingual) -> Bilingual {
    let kinds = kinds(column);
    Bilingual::new(
        format!("Rank all {n} {kinds} by how much each moves with {}", with.en),
        format!("{n} 種すべてを「{}」との動きの近さで並べる", with.ja),
    )
}

/// While the ranking is made.
pub fn ranking(n: usize, column: &str, with: &Bilingual) -> Bilingual {
    let kinds = kinds(column);
    Bilingual::new(
        format!("Comparing {n} {kinds} with {}…", with.en),
        format!("{n} 種を「{}」と比べています…", with.ja),
    )
}

/// How many series a ranking has, of how many there are, how many could be told, and how many are more
/// than chance.
#[derive(Clone, Copy)]
pub struct Counts {
    /// Those ranked.
    pub ranked: usize,
    /// All there are.
    pub of: usize,
    /// With a p.
    pub told: usize,
    /// With one beyond chance.
    pub found: usize,
}

/// What the ranking says: how many are more than chance, how many cannot be told, and that it is
/// corrected for all looks.
pub fn ranked(counts: Counts, column: &str, with: &Bilingual, period: Period) -> Bilingual {
    let Counts { ranked: n, of, told, found } = counts;
    let (kinds, per) = (kinds(column), period::per(period));
    let (largest_en, largest_ja) = if n < of {
        (format!("the {n} largest of {of} {kinds}"), format!("{of} 種のうち大きい {n} 種"))
    } else {
        (format!("all {n} {kinds}"), format!("{n} 種すべて"))
    };
    let begin = Bilingual::new(
        format!("Of {largest_en}, compared with {} {}, ", with.en, per.en),
        format!("{largest_ja}を{}「{}」と比べました。", per.ja, with.ja),
    );
    if told == 0 {
        return Bilingual::new(
            format!("{}none has values enough to tell. A longer period may do.", begin.en),
            format!(
                "{}どれも値が足りず、判断できません。期間を長くすると、わかるかもしれません。",
                begin.ja
            ),
        );
    }
    let (found_en, found_ja) = match found {
        0 => ("none moves".to_owned(), "偶然を超えて動きがそろうものはありません".to_owned()),
        1 => ("1 moves".to_owned(), "偶然を超えて動きがそろうのは 1 種です".to_owned()),
        n => (format!("{n} move"), format!("偶然を超えて動きがそろうのは {n} 種です")),
    };
    let (untold_en, untold_ja) = match n - told.min(n) {
        0 => Default::default(),
        few => (
            format!(" {few} cannot be told: too few values."),
            format!("{few} 種は値が足りず、判断できません。"),
        ),
    };
    Bilingual::new(
        format!(
            "{}{found_en} with it beyond chance.{untold_en} Each p is adjusted for these {told} looks (Holm), so the first of the list may be picked.",
            begin.en
        ),
        format!(
            "{}{found_ja}。{untold_ja}p は {told} 回比べたことを補正した値です（Holm 法）。先頭のものを選んでも、確からしさを大きく見せることにはなりません。",
            begin.ja
        ),
    )
}

/// In the list, of a series without a p.
pub(crate) fn untold() -> Bilingual {
    Bilingual::new("cannot be told", "判断できません")
}

/// How much later or earlier a series comes.
pub fn comes(lag: i32, period: Period) -> Bilingual {
    if lag == 0 {
        return Bilingual::new("", "");
    }
    let by = period::distance(u64::from(lag.unsigned_abs()), period);
    if lag > 0 {
        Bilingual::new(format!("{} later", by.en), format!("{}後", by.ja))
    } else {
        Bilingual::new(format!("{} earlier", by.en), format!("{}前", by.ja))
    }
}

/// The ranking could not be made.
pub fn rank_failed(reason: &str) -> Bilingual {
    Bilingual::new(
        format!("The ranking could not be made: {reason}"),
        format!("並べ替えができませんでした：{reason}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_rows_were_used() {
        let rows = Rows { used: 1_204, filtered: 8_096, ..Rows::default() };
        let conditions = [
            ("action".to_owned(), Op::IsNot, Some("blocked".to_owned())),
            ("severity".to_owned(), Op::AtLeast, Some("3".to_owned())),
            ("src_ip".to_owned(), Op::Is, None),
            ("note".to_owned(), Op::IsNot, Some(String::new())),
        ];
        let said = only("alerts.csv", &conditions, &rows);
        assert_eq!(
            said.en,
            "Of “alerts.csv” only rows where action is not “blocked” and severity is at least 3 and src_ip is a value not named here and note is not empty were used (1,204 of 9,300 rows)."
        );
        assert!(said.ja.contains("action が「blocked」でない、severity が 3 以上"), "{}", said.ja);
    }

    #[test]
    fn what_a_ranking_says_by_table() {
        let price = Bilingual::new("XMR price", "XMRの価格");
        for ((all, of, told, found), begins, has) in [
            (
                (44, 44, 44, 0),
                "Of all 44 rules, compared with XMR price per day, none moves",
                "chance. Each p is adjusted for these 44 looks",
            ),
            (
                (44, 44, 40, 1),
                "Of all 44 rules, compared with XMR price per day, 1 moves",
                "4 cannot be told: too few values. Each p is adjusted for these 40 looks",
            ),
            ((60, 90, 60, 2), "Of the 60 largest of 90 rules, compared", "these 60 looks"),
            (
                (44, 44, 0, 0),
                "Of all 44 rules, compared with",
                "day, none has values enough to tell",
            ),
        ] {
            let said = ranked(Counts { ranked: all, of, told, found }, "rule", &price, Period::Day);
            assert!(said.en.starts_with(begins) && said.en.contains(has), "{}", said.en);
            assert!(said.ja.contains("「XMRの価格」"), "{}", said.ja);
            assert_eq!(said.ja.contains("判断できません"), told < all, "{}", said.ja);
        }
        assert_eq!(comes(-1, Period::Week).en, "1 week earlier");
        assert_eq!(comes(7, Period::Day).ja, "7日後");
        assert_eq!(comes(0, Period::Day).en, "");
    }
}
