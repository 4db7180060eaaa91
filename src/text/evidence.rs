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
        Because::Language { tag, usual, of } => {
            let (usual, of) = (number::count(*usual), number::count(*of));
            let (en, ja) = language(tag);
            Bilingual::new(
                format!("read so, {usual} of {of} letters or characters stand as in {en}"),
                format!("こう読むと {of} 文字のうち {usual} 文字が{ja}らしい並びになります"),
            )
        }
        Because::Timed => {
            Bilingual::new("only this way the times can be read", "こう読むときだけ時刻が読めます")
        }
        Because::Words => Bilingual::new(
            "its words are the likeliest, but others read about as well",
            "語として最も自然ですが、ほかの読み方もほぼ同じくらい自然です",
        ),
        Because::Nuls(bytes) => {
            let bytes = number::count(*bytes);
            Bilingual::new(
                format!("{bytes} NUL bytes in blank or padded fields were passed over"),
                format!("空欄や詰め物の NUL バイト {bytes} 個を読み飛ばしました"),
            )
        }
        Because::Marks(marks) => {
            let marks = number::count(*marks);
            Bilingual::new(
                format!("{marks} invisible marks (of direction or byte order) were passed over"),
                format!("見えない記号（書字方向やバイト順）{marks} 個を読み飛ばしました"),
            )
        }
        Because::Padding(bytes) => Bilingual::new(
            format!("{bytes} bytes of nothing, as a crash leaves them, stood before whole rows"),
            format!("異常終了のあとに残る空のバイトが {bytes} 個、行の前にありました"),
        ),
    }
}

/// A language by its tag.
fn language(tag: &str) -> (&'static str, &'static str) {
    match tag {
        "zh-Hans" => ("Chinese", "中国語（簡体字）"),
        "zh-Hant" => ("Chinese (traditional)", "中国語（繁体字）"),
        "ja" => ("Japanese", "日本語"),
        "ko" => ("Korean", "韓国語"),
        "ru" => ("Russian", "ロシア語"),
        "uk" => ("Ukrainian", "ウクライナ語"),
        "sr" => ("Serbian", "セルビア語"),
        "el" => ("Greek", "ギリシャ語"),
        "he" => ("Hebrew", "ヘブライ語"),
        "ar" => ("Arabic", "アラビア語"),
        "th" => ("Thai", "タイ語"),
        "tr" => ("Turkish", "トルコ語"),
        "pl" => ("Polish", "ポーランド語"),
        "cs" => ("Czech", "チェコ語"),
        "sk" => ("Slovak", "スロバキア語"),
        "hu" => ("Hungarian", "ハンガリー語"),
        "ro" => ("Romanian", "ルーマニア語"),
        "hr" => ("Croatian or Slovenian", "クロアチア語・スロベニア語"),
        "lt" => ("Lithuanian", "リトアニア語"),
        "lv" => ("Latvian", "ラトビア語"),
        "et" => ("Estonian", "エストニア語"),
        _ => ("a language of Western Europe", "西ヨーロッパの言語"),
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
