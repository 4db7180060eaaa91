//! Why a choice was made, for the source's card.

use super::number;
use crate::{
    ingest::{source::Because, topic::Topic},
    kit::language::Bilingual,
};

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
        Because::RunsOn => Bilingual::new(
            "only this way the rows run on through midnight without a leap of a month",
            "こう読むときだけ、日付が変わっても月が飛びません",
        ),
        Because::EveryRow => {
            Bilingual::new("it is the time that every row has", "すべての行にある時刻です")
        }
        Because::Parts => Bilingual::new(
            "these columns are parts of one time",
            "これらの列を合わせると1つの時刻になります",
        ),
        Because::Inside(rows) => {
            let rows = number::count(*rows);
            Bilingual::new(
                format!("{rows} of its texts hold a time at the same place"),
                format!("{rows} 行の文字列の同じ位置に時刻があります"),
            )
        }
        Because::Never { rows, of } => {
            let (rows, of) = (number::count(*rows), number::count(*of));
            Bilingual::new(
                format!(
                    "stands for “never”: far from all other times, in {rows} of {of} rows looked at; these rows have no time"
                ),
                format!(
                    "「なし」を表します：ほかの時刻から大きく離れていて、調べた {of} 行のうち {rows} 行にあり、これらの行には時刻がありません"
                ),
            )
        }
        Because::Century => Bilingual::new(
            "the years run on in this century and do not end in the future",
            "この世紀とすると年が続き、未来になりません",
        ),
        Because::CutMonths => Bilingual::new(
            "only if .1 is October month follows month",
            ".1 を10月と読むときだけ月が順に続きます",
        ),
        Because::HourEnds => Bilingual::new(
            "the clock runs up to 24:00 and never says 0:00: it names the end of each stretch, so each row stands at its beginning",
            "時刻が 24:00 まであり 0:00 がないため終わりの時刻とみなし、各行を始まりの時刻に置きます",
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
