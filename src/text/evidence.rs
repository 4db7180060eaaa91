//! Why a choice was made, for the source's card.

use super::number;
use crate::{
    ingest::{source::Because, topic::Topic},
    kit::language::Bilingual,
};

/// A zone in a sentence: an offset is one from UTC.
fn placed(zone: &str) -> String {
    if zone.starts_with(['+', '-']) { format!("UTC{zone}") } else { zone.to_owned() }
}

/// The reason in words.
pub fn because(because: &Because) -> Bilingual {
    match because {
        Because::Override => Bilingual::new("you chose it", "ご指定によります"),
        Because::Fits { rows, of } => {
            let (rows, of) = (number::count(*rows), number::count(*of));
            Bilingual::new(
                format!("{rows} of {of} rows looked at fit"),
                format!("調べた {of} 行のうち {rows} 行が合います"),
            )
        }
        Because::Name(name) => Bilingual::new(
            format!("the name “{name}” says so"),
            format!("「{name}」という名前からわかります"),
        ),
        Because::Stated(what) => Bilingual::new(
            format!("the file says so itself ({what})"),
            format!("ファイル自身に書かれています（{what}）"),
        ),
        Because::Only => Bilingual::new("nothing else fits", "ほかに当てはまるものがありません"),
        Because::NotLikeData => {
            Bilingual::new("it does not look like the rows below it", "下の行とは形が違います")
        }
        Because::FirstRowIsData => {
            Bilingual::new("the first row looks like all others", "最初の行もほかの行と同じ形です")
        }
        Because::InOrder => Bilingual::new(
            "only this way the rows are in order of time",
            "こう読むときだけ行が時刻の順に並びます",
        ),
        Because::EvenSteps => Bilingual::new(
            "only this way the times are evenly spaced",
            "こう読むときだけ時刻が等間隔になります",
        ),
        Because::Custom(what) => Bilingual::new(
            format!("the rest of the file is written this way ({what})"),
            format!("ファイルのほかの部分の書き方と合います（{what}）"),
        ),
        Because::Ohlc => Bilingual::new(
            "open, high, low and close stand side by side",
            "始値・高値・安値・終値が並んでいます",
        ),
        Because::Largest => Bilingual::new("it is the largest", "最も大きい値です"),
        Because::Companion => Bilingual::new(
            "another column of the same rows has this date",
            "同じ行の別の列が同じ日付です",
        ),
        Because::NotLater => Bilingual::new(
            "otherwise times lie after the file's own date",
            "ほかの読み方ではファイルの日付より後になります",
        ),
        Because::Habit => Bilingual::new(
            "this way of writing has one order in use",
            "この書き方の順序は決まっています",
        ),
        Because::Locale => Bilingual::new(
            "the rest of the file is written where this order is usual",
            "ファイルのほかの部分からわかります",
        ),
        Because::Measured => {
            Bilingual::new("numbers, one row a time", "時刻ごとに数値が1行ずつあります")
        }
        Because::Eventful => Bilingual::new(
            "rows carry texts or addresses, or come at irregular times",
            "行に文字列やアドレスがあるか、時刻が不規則です",
        ),
        Because::KeyedTimes => Bilingual::new(
            "each of its values has its own row at each time",
            "値ごとに各時刻の行があります",
        ),
        Because::FewValues(count) => Bilingual::new(
            format!("{count} values come again and again"),
            format!("{count} 種類の値が繰り返し現れます"),
        ),
        Because::Whole(rows) => Bilingual::new(
            format!("the whole file says so: {rows} rows fit no other way"),
            format!("ファイル全体からわかります：{rows} 行はほかの読み方では読めません"),
        ),
        Because::UsualZone(word) => Bilingual::new(
            format!("“{word}” says so; several zones are called that, this is the usual one"),
            format!(
                "「{word}」と書かれています。同じ略称の地域のうち、最もよく使われるものとしました"
            ),
        ),
        Because::StandardTime(word) => Bilingual::new(
            format!(
                "“{word}” is one offset all year; if the clock followed summer time, choose its zone"
            ),
            format!(
                "「{word}」は一年を通して同じ時差です。夏時間に従う時計なら、その地域のタイムゾーンを選んでください"
            ),
        ),
        Because::SummerTime(word) => Bilingual::new(
            format!(
                "“{word}” is read as the clocks there, with summer time; if the clock stayed the same all year, choose the offset"
            ),
            format!(
                "「{word}」は現地の時計（夏時間あり）として読みます。一年を通して同じ時差なら、その時差を選んでください"
            ),
        ),
        Because::ClocksChanged(zone) => Bilingual::new(
            format!("the rows leave out the hour that clocks skip in spring ({zone})"),
            format!("春に時計が飛ばす1時間の行がありません（{zone}）"),
        ),
        Because::ClocksUnchanged(zone) => Bilingual::new(
            format!("there are rows in the hour that summer time would skip ({zone})"),
            format!("夏時間なら飛ばされる1時間に行があります（{zone}）"),
        ),
        Because::EachRow(column) => Bilingual::new(
            format!("the column “{column}” says it row by row"),
            format!("「{column}」の列に行ごとに書かれています"),
        ),
        Because::LocalClock(name) => Bilingual::new(
            format!("“{name}” does not say which zone; read as UTC until you choose one"),
            format!("「{name}」だけではどの地域かわかりません。選ばれるまで UTC として読みます"),
        ),
        Because::ItsMidnights => Bilingual::new(
            "all times are midnights there: they are read as its days, not those of UTC",
            "すべての時刻がその地域の0時なので、UTC ではなくその地域の日付として読みます",
        ),
        Because::Midnights { clock, zone } => {
            let zone = placed(zone);
            Bilingual::new(
                format!(
                    "all times are at {clock} UTC, midnight in {zone}: they are read as days there, not as those of UTC"
                ),
                format!(
                    "すべての時刻が UTC の {clock}、つまり {zone} の0時なので、UTC ではなくその地域の日付として読みます"
                ),
            )
        }
        Because::NoMidnights { clock } => Bilingual::new(
            format!(
                "all times are at {clock} UTC, but their weekdays or days of the month are those of UTC: no other zone's midnights"
            ),
            format!(
                "すべての時刻が UTC の {clock} ですが、曜日や日が UTC のものなので、ほかの地域の0時とはみなしません"
            ),
        ),
        Because::MaybeMidnights { clock, zone } => {
            let zone = placed(zone);
            Bilingual::new(
                format!(
                    "all times are at {clock} UTC, read as that time of the UTC day; if they are midnights in {zone}, each stands for the day after: choose that zone"
                ),
                format!(
                    "すべての時刻が UTC の {clock} で、UTC の日付として読みます。{zone} の0時なら翌日を指すので、そのタイムゾーンを選んでください"
                ),
            )
        }
        Because::SameTimes(column) => Bilingual::new(
            format!("the column “{column}” has the same times with their zone"),
            format!("「{column}」の列に同じ時刻がタイムゾーンつきであります"),
        ),
        Because::UnknownZones(column) => Bilingual::new(
            format!(
                "what the column “{column}” says is no zone that is known; read as UTC until you choose one"
            ),
            format!(
                "「{column}」の列の内容は知られているタイムゾーンではありません。選ばれるまで UTC として読みます"
            ),
        ),
        Because::Padding(bytes) => Bilingual::new(
            format!("{bytes} bytes of nothing, as a crash leaves them, stood before whole rows"),
            format!("異常終了のあとに残る空のバイトが {bytes} 個、行の前にありました"),
        ),
    }
}

/// What was decided, in words.
pub fn topic(topic: Topic) -> Bilingual {
    let (en, ja) = match topic {
        Topic::Encoding => ("Character set", "文字コード"),
        Topic::Layout => ("Layout", "形式"),
        Topic::Delimiter => ("Delimiter", "区切り"),
        Topic::HeaderLine => ("Header", "見出し"),
        Topic::TimeColumn => ("Column of the time", "時刻の列"),
        Topic::TimeFormat => ("Format of the time", "時刻の書式"),
        Topic::Zone => ("Time zone", "タイムゾーン"),
        Topic::Year => ("Year", "年"),
        Topic::Decimal => ("Decimal mark", "小数点"),
        Topic::Role => ("What it holds", "内容"),
        Topic::ValueColumns => ("Value", "値の列"),
        Topic::GroupColumn => ("Split by", "分ける列"),
        Topic::Count => ("Count", "数え方"),
        Topic::Rows => ("Rows", "行"),
    };
    Bilingual::new(en, ja)
}
