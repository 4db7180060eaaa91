//! Why a choice was made, for the source's card.

use super::{limit, number, period};
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
        Because::OneShort => Bilingual::new(
            "rows have one cell more than it has names: the first cell names the row, the names \
             belong to the cells after it",
            "行の項目は見出しより1つ多く、先頭の項目は行の名前で、見出しはその次の項目からの名前です",
        ),
        Because::TwoRows => Bilingual::new(
            "it has two rows of names, which make one name of two parts",
            "見出しが2行あり、2つを合わせて1つの名前にしました",
        ),
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
        Because::FirstWhole { rows, of } => {
            let (rows, of) = (number::count(*rows), number::count(*of));
            Bilingual::new(
                format!("the first column of measurements; {rows} of {of} rows have one"),
                format!("最初の測定値の列で、{of} 行のうち {rows} 行に値があります"),
            )
        }
        Because::MostCounted => Bilingual::new(
            "of the columns named as totals it counts most, so chance moves it least",
            "合計を表す列のうち件数が最も多く、偶然による変動が最も小さいからです",
        ),
        Because::OwnMark(name) => Bilingual::new(
            format!("the numbers of “{name}” fit no other"),
            format!("「{name}」の数値はほかの読み方では読めません"),
        ),
        Because::CommasPart => Bilingual::new(
            "commas part the fields, so none is a decimal mark",
            "コンマが区切りなので、小数点ではありません",
        ),
        Because::Amounts => Bilingual::new(
            "amounts of two stretches add up, so they are summed; what else there is, is averaged",
            "量なので期間ごとに合計します。ほかの列は平均します",
        ),
        Because::Currencies(list) => Bilingual::new(
            format!(
                "not used: its numbers are in several currencies ({list}), which do not add up"
            ),
            format!("使いません。複数の通貨（{list}）が混ざっていて、足せないからです"),
        ),
        Because::MaybeAmounts => Bilingual::new(
            "averaged: nothing says whether these whole numbers add up; if they are counts, choose the sum",
            "平均します。足し合わせる量かどうかは書かれていません。件数などの量なら合計を選んでください",
        ),
        Because::Code(cells) => Bilingual::new(
            format!(
                "far from all other numbers, and the same in {}: read as missing",
                self::cells(*cells)
            ),
            format!("ほかの値から大きく離れ、{cells} 個のセルが同じ値なので、欠測とみなします"),
        ),
        Because::Mark(cells) => Bilingual::new(
            format!("{} of numbers say this instead: gaps", self::cells(*cells)),
            format!("数値の列の {cells} 個のセルにあるので、欠測とします"),
        ),
        Because::Bound(cells) => Bilingual::new(
            format!("{} name only a limit, and no value: gaps", self::cells(*cells)),
            format!("{cells} 個のセルは上限か下限だけで値がないので、欠測とします"),
        ),
        Because::Flagged(cells) => Bilingual::new(
            format!("{} have it behind the number, which is read without", self::cells(*cells)),
            format!("{cells} 個のセルの数値に付いています。除いて読みます"),
        ),
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
        Because::Beyond(limit) => limit::beyond(*limit),
        Because::CutMonths => Bilingual::new(
            "only if .1 is October month follows month",
            ".1 を10月と読むときだけ月が順に続きます",
        ),
        Because::BuddhistYears => Bilingual::new(
            "years of Thailand's calendar: 2564 is 2021",
            "タイ仏暦の年として読みます（2564年は2021年）",
        ),
        Because::MinguoYears => Bilingual::new(
            "years of Taiwan's calendar: 110 is 2021",
            "台湾の民国紀元の年として読みます（110年は2021年）",
        ),
        Because::IsoWeeks => Bilingual::new(
            "several columns together make the time; weeks are those of ISO 8601, Monday to Sunday (epidemiological weeks, MMWR, begin on Sunday)",
            "複数の列を合わせて時刻にします。週は ISO 8601 の月曜から日曜です（疫学週 MMWR は日曜に始まります）",
        ),
        Because::HourEnds => Bilingual::new(
            "it names the end of each stretch (its name says so, or it runs up to 24:00 and never says 0:00), so each row stands at its beginning",
            "時間帯の終わりの時刻とみなし（列の名前から、または 24:00 まであり 0:00 がないため）、各行をその始まりの時刻に置きます",
        ),
        Because::HourStarts => Bilingual::new(
            "the column names stretches of the day (from – to): each row stands at the beginning of its stretch",
            "列は時間帯（開始～終了）を表すため、各行をその始まりの時刻に置きます",
        ),
        Because::Periods(minutes) => Bilingual::new(
            format!(
                "its numbers begin anew with each day: each counts {minutes} minutes from midnight on, and its row stands at their beginning"
            ),
            format!(
                "日ごとに1から始まる番号なので、0時から {minutes} 分ずつの時間帯とみなし、各行をその始まりの時刻に置きます"
            ),
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
        Because::Range(column) => Bilingual::new(
            format!("“{column}” tells the first and the last day of what a row covers"),
            format!("「{column}」から、行が表す期間の最初の日と最後の日がわかります"),
        ),
        Because::EndOpen(period) => {
            let period = period::name(*period);
            Bilingual::new(
                format!(
                    "nothing says whether a date is the first or the last day of its {}; this is the usual one",
                    period.en
                ),
                format!(
                    "日付が{}の最初の日か最後の日かはどこにも書かれていないため、よくある読み方にしました",
                    period.ja
                ),
            )
        }
        Because::Typed => Bilingual::new(
            "its cells are of this kind by their type in the file",
            "ファイル内でセルの型がそうなっています",
        ),
        Because::LeftOut(names) => Bilingual::new(
            format!("these columns hold lists or bytes and are not read: {}", names.join(", ")),
            format!("次の列は配列やバイト列のため読みません：{}", names.join("、")),
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
        Because::Quarters(rows) => {
            let n = number::count(*rows);
            Bilingual::new(
                format!(
                    "its {n} rows are too many to keep one by one: each quarter hour keeps how many there were, their sum, smallest, largest, first and last, so means, sums and ends are exact; a median is that of quarter hours"
                ),
                format!(
                    "{n}行は1行ずつ保持するには多いため、15分ごとに個数、合計、最小、最大、最初、最後を保持しています。平均や合計などは正確で、中央値だけは15分ごとの平均から求めます"
                ),
            )
        }
        Because::Padding(bytes) => Bilingual::new(
            format!("{bytes} bytes of nothing, as a crash leaves them, stood before whole rows"),
            format!("異常終了のあとに残る空のバイトが {bytes} 個、行の前にありました"),
        ),
    }
}

/// So many cells.
fn cells(cells: u64) -> String {
    let noun = if cells == 1 { "cell" } else { "cells" };
    format!("{} {noun}", number::count(cells))
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
        Topic::Zone => ("Time zone", "タイムゾーン"),
        Topic::Stamp => ("Day that a date names", "日付が指す日"),
        Topic::Year => ("Year", "年"),
        Topic::Decimal => ("Decimal mark", "小数点"),
        Topic::Role => ("What it holds", "内容"),
        Topic::ValueColumns => ("Value", "値の列"),
        Topic::GroupColumn => ("Split by", "分ける列"),
        Topic::Count => ("Count", "数え方"),
        Topic::Rows => ("Rows", "行"),
        Topic::KeyColumn => ("Series named by", "系列名の列"),
        Topic::Totals => ("Summed", "合計する列"),
        Topic::Missing => ("Missing", "欠測"),
        Topic::Flags => ("Behind numbers", "数値に付く印"),
    };
    Bilingual::new(en, ja)
}
