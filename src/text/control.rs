//! Controls of the analysis: names, values, one sentence each.

use super::date;
use super::period;
use crate::{
    calendar::period::{Period, WeekStart},
    kit::language::Bilingual,
    recipe::{recipe::ScaleMode, setting::ControlId},
    series::aggregate::Aggregate,
};

/// Name of a control.
pub fn name(control: ControlId) -> Bilingual {
    let (en, ja) = match control {
        ControlId::X => ("First series", "ひとつめの系列"),
        ControlId::Y => ("Second series", "ふたつめの系列"),
        ControlId::Swap => ("Swap the two", "入れ替える"),
        ControlId::Period => ("Period", "期間の単位"),
        ControlId::WeekStart => ("Weeks start on", "週の始まり"),
        ControlId::Zone => ("Time zone", "タイムゾーン"),
        ControlId::AggregateX => ("First series per period", "ひとつめの集計"),
        ControlId::AggregateY => ("Second series per period", "ふたつめの集計"),
        ControlId::ShareOfX => ("First series as a share of", "ひとつめの分母"),
        ControlId::ShareOfY => ("Second series as a share of", "ふたつめの分母"),
        ControlId::Scale => ("Scale", "目盛り"),
        ControlId::LogX => ("Logarithmic axis, first", "対数軸（ひとつめ）"),
        ControlId::LogY => ("Logarithmic axis, second", "対数軸（ふたつめ）"),
        ControlId::Smoothing => ("Smoothing", "ならし"),
        ControlId::MaxLag => ("Largest lag", "調べるずれの上限"),
        ControlId::LagWindow => {
            ("Do you expect a lag? From … to, in periods", "見込んでいるずれ（何期間から何期間）")
        }
        ControlId::RollingWindow => ("Window", "窓の長さ"),
        ControlId::Holidays => ("Leave out public holidays", "祝日を除いて比べる"),
        ControlId::Others => ("More series to compare", "ほかに比べる系列"),
        ControlId::Controls => ("Series to take out of both", "影響を取り除く系列"),
        ControlId::From => ("From", "開始"),
        ControlId::To => ("To", "終了"),
        ControlId::GroupNames => ("Real group names in figures", "図にグループの実名を出す"),
        ControlId::Notes => ("Notes on the time axis", "時間軸の注釈"),
        ControlId::NameX | ControlId::NameY => ("Name in the figure", "図での名前"),
    };
    Bilingual::new(en, ja)
}

/// One sentence that explains a control.
pub fn hint(control: ControlId) -> Bilingual {
    let (en, ja) = match control {
        ControlId::X => ("A measurement, such as a price.", "価格などの計測値です。"),
        ControlId::Y => (
            "What may follow it, such as a count of events.",
            "それを追うかもしれないもの、たとえばイベントの件数です。",
        ),
        ControlId::Swap => (
            "A lag above zero means that the second follows the first.",
            "ずれが正なら、ふたつめがひとつめを追うという意味です。",
        ),
        ControlId::Period => (
            "Values are put together in calendar periods of this length.",
            "暦の上でこの長さごとに値をまとめます。",
        ),
        ControlId::WeekStart => (
            "A weekly file's own first day is kept unless you choose.",
            "指定がなければ、週ごとのデータ自身の始まりに合わせます。",
        ),
        ControlId::Zone => (
            "Days, weeks and months begin at midnight of this zone.",
            "日・週・月の境目を、このタイムゾーンの午前0時とします。",
        ),
        ControlId::AggregateX | ControlId::AggregateY => {
            ("How the values of a period become one.", "ひとつの期間の値を、どうまとめるかです。")
        }
        ControlId::ShareOfX | ControlId::ShareOfY => (
            "Divides by another count: a growing fleet of sensors is the first thing to rule out.",
            "ほかの件数で割ります。センサーの台数が増えただけではないことを確かめられます。",
        ),
        ControlId::Scale => (
            "How two units share one picture; the statistics do not change.",
            "単位の違うふたつを一枚に収める方法です。統計には影響しません。",
        ),
        ControlId::LogX | ControlId::LogY => {
            ("Equal distances are equal ratios.", "同じ間隔が同じ比率を表します。")
        }
        ControlId::Smoothing => (
            "A moving average drawn over the faint raw line, centred or of the last periods; it never enters a test.",
            "薄い元の線の上に、前後または直前までの移動平均を描きます。検定には使いません。",
        ),
        ControlId::MaxLag => (
            "How many periods one may run behind the other; the result is adjusted for the lags tried.",
            "片方が何期間まで遅れうるかです。試したずれの数だけ、判断は厳しくなります。",
        ),
        ControlId::LagWindow => (
            "If you expect a lag, say so before you look: the test is stronger then. After looking it is labelled so.",
            "予想するずれがあれば、結果を見る前に決めてください。検定が強くなります。見た後に決めたときは、その旨を記します。",
        ),
        ControlId::RollingWindow => (
            "Periods in each window of the rolling correlation.",
            "移動相関のひとつの窓に入る期間の数です。",
        ),
        ControlId::Holidays => (
            "A calendar that both keep makes unrelated series look linked; where both show one, it is left out unless you choose otherwise.",
            "同じ祝日があると、無関係なデータもつながって見えます。選ばなければ、両方に表れているときだけ除きます。",
        ),
        ControlId::Others => (
            "Every pair is compared, and the result is adjusted for their number.",
            "すべての組を比べます。比べた組の数だけ、判断は厳しくなります。",
        ),
        ControlId::Controls => (
            "What they explain is removed from both before comparing.",
            "これらで説明できる分を、両方から取り除いてから比べます。",
        ),
        ControlId::From => {
            ("Only periods from here on are compared.", "ここからの期間だけを比べます。")
        }
        ControlId::To => {
            ("Only periods up to here are compared.", "ここまでの期間だけを比べます。")
        }
        ControlId::Notes => (
            "One a line: a date, a comma, a text. A small CSV can be pasted as it is.",
            "一行に、日付、コンマ、文を書きます。小さな CSV をそのまま貼り付けられます。",
        ),
        ControlId::NameX | ControlId::NameY => ("", ""),
        ControlId::GroupNames => (
            "Addresses, hosts and users are “group 1 … n” in figures and exports unless you choose their names.",
            "アドレス、ホスト、利用者は、指定しないかぎり図や書き出しでは「group 1 … n」になります。",
        ),
    };
    Bilingual::new(en, ja)
}

/// A period as a choice.
pub fn period(period: Period) -> Bilingual {
    period::name(period)
}

/// The period that was chosen for the user.
pub(crate) fn auto_period(chosen: Option<Period>) -> Bilingual {
    chosen.map(period::name).map_or_else(automatic, |period| automatic_so(&period))
}

/// What was chosen by the program.
pub(crate) fn automatic_so(found: &Bilingual) -> Bilingual {
    Bilingual::new(format!("automatic ({})", found.en), format!("自動（{}）", found.ja))
}

/// Why a period cannot be chosen.
pub(crate) fn too_fine(finest: Period) -> Bilingual {
    let finest = period::name(finest);
    Bilingual::new(
        format!("one of the sources has one value a {}", finest.en),
        format!("片方のデータが{}単位のため", finest.ja),
    )
}

/// First day of a week.
pub fn week_start(start: WeekStart) -> Bilingual {
    date::weekday(start)
}

/// Name of an aggregate in the list.
pub fn aggregate(aggregate: Aggregate) -> Bilingual {
    let (en, ja) = match aggregate {
        Aggregate::Mean => ("mean", "平均"),
        Aggregate::Last => ("last", "最後の値"),
        Aggregate::First => ("first", "最初の値"),
        Aggregate::Min => ("minimum", "最小"),
        Aggregate::Max => ("maximum", "最大"),
        Aggregate::Median => ("median", "中央値"),
        Aggregate::Sum => ("sum", "合計"),
        Aggregate::Count => ("number of values", "値の数"),
    };
    Bilingual::new(en, ja)
}

/// A way to share one picture.
pub fn scale(scale: ScaleMode) -> Bilingual {
    let (en, ja) = match scale {
        ScaleMode::Dual => ("two axes", "左右の軸"),
        ScaleMode::Index => ("index, start = 100", "指数（始点を100）"),
        ScaleMode::Zscore => ("standard deviations", "標準偏差"),
        ScaleMode::Panels => ("two panels", "上下に分ける"),
    };
    Bilingual::new(en, ja)
}

/// No smoothing, or so many periods around each one, or up to it.
pub(crate) fn smoothing(periods: u32, trailing: bool, period: Option<Period>) -> Bilingual {
    let width = match (periods, period) {
        (0 | 1, _) => return Bilingual::new("none", "なし"),
        (n, Some(period)) => period::count(u64::from(n), period),
        (n, None) => Bilingual::new(format!("{n} periods"), format!("{n}期間")),
    };
    if trailing {
        Bilingual::new(format!("last {}", width.en), format!("直前までの{}", width.ja))
    } else {
        width
    }
}

/// A line of the notes that has no date.
pub(crate) fn unreadable_note(line: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "This note has no date: “{line}”. A line is a date, a comma and a text: 2021-02-01, Rules replaced."
        ),
        format!(
            "日付のない注釈です：「{line}」。一行に、日付、コンマ、文の順で書いてください（例：2021-02-01, ルールを入れ替え）。"
        ),
    )
}

/// Chosen by the program.
pub fn automatic() -> Bilingual {
    Bilingual::new("automatic", "自動")
}

/// A window declared before or after looking.
pub fn lag_window(from: i32, to: i32, period: Option<Period>, after: bool) -> Bilingual {
    let unit = period.map(|period| period::count(2, period));
    let unit_en = unit.as_ref().map_or("periods", |unit| unit.en.trim_start_matches("2 "));
    let unit_ja = unit.as_ref().map_or("期間", |unit| unit.ja.trim_start_matches('2'));
    let (note_en, note_ja) = if after {
        (", declared after looking", "（結果を見た後に決定）")
    } else {
        ("", "")
    };
    Bilingual::new(
        format!("{from} to {to} {unit_en}{note_en}"),
        format!("{from}〜{to}{unit_ja}{note_ja}"),
    )
}

/// Nothing declared, nothing chosen.
pub fn none() -> Bilingual {
    Bilingual::new("none", "なし")
}

/// Label of the window that holds all buckets.
pub(crate) fn whole_span() -> Bilingual {
    Bilingual::new("the whole span", "全期間")
}

/// State of a switch.
pub(crate) fn switch(on: bool) -> Bilingual {
    if on { Bilingual::new("on", "オン") } else { Bilingual::new("off", "オフ") }
}
