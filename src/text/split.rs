//! Before and after a date.

use super::{date, number, period};
use crate::{calendar::period::Period, kit::language::Bilingual};

/// One half by its name.
pub fn half(after: bool) -> Bilingual {
    if after { Bilingual::new("After", "後") } else { Bilingual::new("Before", "前") }
}

/// A cell without a value.
pub fn none() -> Bilingual {
    Bilingual::new("–", "–")
}

/// A half is being computed.
pub fn pending() -> Bilingual {
    Bilingual::new("being computed …", "計算しています…")
}

/// What stands below the two: each was looked at.
pub fn looks(seen: u64) -> Bilingual {
    let n = number::count(seen);
    Bilingual::new(
        format!(
            "Each half is another look: {n} so far. Of many looks some seem to find something."
        ),
        format!(
            "前後それぞれが、もう一度ずつ結果を見たことになります（これまでに{n}回）。何度も見れば、見つかったように見えるものも出てきます。"
        ),
    )
}

/// The date was found in the data.
pub fn found_here() -> Bilingual {
    Bilingual::new(
        "The date was found in these very data, so the halves differ by its choice: this is no test of the change.",
        "この日付は同じデータから選んだものなので、前後が違って見えるのは当然です。変化があったかどうかの検定ではありません。",
    )
}

/// A period is in neither half.
pub fn astride(local_ms: i64, period: Period) -> Bilingual {
    let label = period::start(local_ms, period);
    Bilingual::new(
        format!("{} holds the date and is in neither.", capital(&label.en)),
        format!("{}は日付をまたぐため、どちらにも含めません。", label.ja),
    )
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A note as a place to cut at.
pub fn at_note(text: &str, local_ms: i64) -> Bilingual {
    let day = date::date(local_ms);
    Bilingual::new(format!("{text} ({})", day.en), format!("{text}（{}）", day.ja))
}

/// The change that was found.
pub fn at_break(local_ms: i64) -> Bilingual {
    let day = date::date(local_ms);
    Bilingual::new(
        format!("the change found ({})", day.en),
        format!("検出された変化の時点（{}）", day.ja),
    )
}

/// Effective and whole number of periods.
pub fn n(effective: f64, n: u64) -> Bilingual {
    let whole = number::count(n);
    let effective = number::count(effective.round().max(0.0) as u64);
    Bilingual::new(
        format!("{whole} (as good as {effective})"),
        format!("{whole}（実質{effective}）"),
    )
}
