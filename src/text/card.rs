//! A source's card: what was found, how it was read, what can be changed.

use super::{card_state::CardState, number};
use crate::{
    calendar::{
        period::Period,
        step::{Stamp, Step},
    },
    ingest::{
        encoding::Encoding,
        overrides::{OverrideError, OverrideReason},
        source::{Layout, Order, Role, Rows},
        topic::{OverrideField, Topic},
    },
    kit::language::{Bilingual, Language},
    recipe::recipe::ScaleMode,
};

/// State in a word.
pub(crate) fn state(state: CardState) -> Bilingual {
    let (en, ja) = match state {
        CardState::Reading => ("reading", "読み込み中"),
        CardState::Ready => ("in use", "使用中"),
        CardState::Ask => ("one question", "質問があります"),
        CardState::Refused => ("not usable", "使えません"),
        CardState::Failed => ("could not be read", "読めませんでした"),
        CardState::Cancelled => ("stopped", "中止しました"),
    };
    Bilingual::new(en, ja)
}

/// Built-in data.
pub fn example() -> Bilingual {
    Bilingual::new("example, made up", "例（架空のデータ）")
}

/// The day that a date names.
pub(crate) fn stamp(stamp: Stamp) -> Bilingual {
    match stamp {
        Stamp::Start => Bilingual::new("first day", "最初の日"),
        Stamp::End => Bilingual::new("last day", "最後の日"),
    }
}

/// Progress of a reading: rows so far, bytes of all.
pub(crate) fn progress(rows: u64, bytes: u64, total: u64) -> Bilingual {
    let (rows, bytes, total) = (number::count(rows), number::bytes(bytes), number::bytes(total));
    Bilingual::new(
        format!("{rows} rows so far ({bytes} of {total})"),
        format!("{rows} 行まで読みました（{total} のうち {bytes}）"),
    )
}

/// Before the first row.
pub(crate) fn starting() -> Bilingual {
    Bilingual::new("Looking at the file…", "ファイルを調べています…")
}

/// The user stopped it.
pub fn cancelled() -> Bilingual {
    Bilingual::new(
        "Reading was stopped. Remove it, or choose the file again.",
        "読み込みを中止しました。取り除くか、もう一度ファイルを選んでください。",
    )
}

/// How often a series has a value.
fn often(step: Step) -> Bilingual {
    let (en, ja) = match step {
        Step::Fine(ms) if ms >= 50 * 60_000 => ("hourly", "1時間ごと"),
        Step::Fine(_) => ("several times an hour", "1時間に何度も"),
        Step::Day { .. } => ("daily", "日ごと"),
        Step::Long(span) => match span.period {
            Period::Hour | Period::Day | Period::Week => ("weekly", "週ごと"),
            Period::Month => ("monthly", "月ごと"),
            Period::Quarter => ("quarterly", "四半期ごと"),
            Period::Year => ("yearly", "年ごと"),
        },
    };
    if let Step::Fine(ms) = step {
        let hours = ms as f64 / 3_600_000.0;
        if hours > 1.5 {
            let hours = number::count(hours.round() as u64);
            return Bilingual::new(format!("every {hours} hours"), format!("{hours}時間ごと"));
        }
    }
    Bilingual::new(en, ja)
}

/// What a source holds: `price, daily`, `3 values, daily`, `events, in 12 groups`.
pub fn holds(
    role: Option<Role>,
    main: &str,
    unit: Option<&str>,
    series: u64,
    step: Option<Step>,
) -> Bilingual {
    let often = step.map(often);
    let with = |en: String, ja: String| match &often {
        Some(often) => Bilingual::new(format!("{en}, {}", often.en), format!("{ja}、{}", often.ja)),
        None => Bilingual::new(en, ja),
    };
    match role {
        Some(Role::Events) if series > 1 => {
            let groups = number::count(series - 1);
            Bilingual::new(
                format!("events, in {groups} groups"),
                format!("イベント、{groups} グループ"),
            )
        }
        Some(Role::Events) => Bilingual::new("events", "イベント"),
        Some(Role::WideSeries | Role::LongSeries) if series > 1 => {
            let n = number::count(series);
            with(format!("{n} series"), format!("{n} 系列"))
        }
        _ => match unit.filter(|unit| !main.contains(unit)) {
            Some(unit) => with(format!("{main} in {unit}"), format!("{main}（{unit}）")),
            None => with(main.to_owned(), main.to_owned()),
        },
    }
}

/// Rows read, used and not: `1,204 of 9,300 rows kept, 3 skipped`.
pub fn rows(rows: Rows) -> Bilingual {
    let Rows { used, skipped, filtered, .. } = rows;
    let n = number::count(used);
    if filtered > 0 {
        let all = number::count(used + filtered);
        let kept =
            Bilingual::new(format!("{n} of {all} rows kept"), format!("{all} 行のうち {n} 行"));
        if skipped == 0 {
            return kept;
        }
        let skipped = number::count(skipped);
        return Bilingual::new(
            format!("{}, {skipped} skipped", kept.en),
            format!("{}（ほかに {skipped} 行は使わず）", kept.ja),
        );
    }
    let plural = if used == 1 { "row" } else { "rows" };
    let skipped_text = number::count(skipped);
    if skipped == 0 {
        Bilingual::new(format!("{n} {plural}"), format!("{n} 行"))
    } else {
        Bilingual::new(
            format!("{n} {plural}, {skipped_text} skipped"),
            format!("{n} 行（ほかに {skipped_text} 行は使わず）"),
        )
    }
}

/// No row holds the conditions.
pub fn kept_none(filtered: u64) -> Bilingual {
    let n = number::count(filtered);
    Bilingual::new(
        format!("None of the {n} rows fits: nothing is left to count or draw."),
        format!("{n} 行のどれもこの条件に合わず、数えたり描いたりするものが残りません。"),
    )
}

/// `3 rows were not used`.
pub fn skipped(count: u64) -> Bilingual {
    let n = number::count(count);
    if count == 1 {
        Bilingual::new("1 row was not used", "1 行を使いませんでした")
    } else {
        Bilingual::new(format!("{n} rows were not used"), format!("{n} 行を使いませんでした"))
    }
}

/// Year inferred.
pub fn year_inferred() -> Bilingual {
    Bilingual::new("the year is not in the file: inferred", "ファイルに年がないため推定しました")
}

/// Newest first, or no order at all.
pub fn order(order: Order) -> Option<Bilingual> {
    match order {
        Order::Ascending => None,
        Order::Descending => Some(Bilingual::new("newest row first", "新しい行が先")),
        Order::Unsorted => {
            Some(Bilingual::new("rows in no order: sorted", "順不同のため並べ替え済み"))
        }
    }
}

/// A delimiter in words.
pub fn delimiter(delimiter: &str) -> Bilingual {
    match delimiter {
        "," => Bilingual::new("comma", "コンマ"),
        ";" => Bilingual::new("semicolon", "セミコロン"),
        "\t" => Bilingual::new("tab", "タブ"),
        "|" => Bilingual::new("bar", "縦棒"),
        " " => Bilingual::new("space", "空白"),
        other => Bilingual::new(format!("“{other}”"), format!("「{other}」")),
    }
}

/// An encoding as people write it.
pub fn encoding(name: &str) -> String {
    match name {
        "utf-8" => "UTF-8".to_owned(),
        "utf-16le" => "UTF-16 (LE)".to_owned(),
        "utf-16be" => "UTF-16 (BE)".to_owned(),
        "cp932" => "Shift_JIS (CP932)".to_owned(),
        "euc-jp" => "EUC-JP".to_owned(),
        "iso-2022-jp" => "ISO-2022-JP".to_owned(),
        "gb18030" => "GB18030, GBK (简体中文)".to_owned(),
        "big5" => "Big5 (繁體中文)".to_owned(),
        "euc-kr" => "EUC-KR, CP949 (한국어)".to_owned(),
        "windows-1251" => "Windows-1251 (Русский)".to_owned(),
        "koi8-r" => "KOI8-R (Русский)".to_owned(),
        "koi8-u" => "KOI8-U (Українська)".to_owned(),
        "ibm866" => "IBM866 (Русский)".to_owned(),
        "x-mac-cyrillic" => "Mac (Русский)".to_owned(),
        "macintosh" => "Mac (Roman)".to_owned(),
        other => {
            // `windows-1250` and `iso-8859-2` are known by these names.
            let (head, rest) = other.split_once('-').unwrap_or((other, ""));
            let head = if head == "iso" { "ISO" } else { "Windows" };
            let of = match other {
                "windows-1250" | "iso-8859-2" => " (Polski, Čeština, Magyar…)",
                "iso-8859-5" => " (Русский)",
                "windows-1253" | "iso-8859-7" => " (Ελληνικά)",
                "windows-1254" => " (Türkçe)",
                "windows-1255" => " (עברית)",
                "windows-1256" => " (العربية)",
                "windows-1257" | "iso-8859-13" | "iso-8859-4" => " (Lietuvių, Latviešu…)",
                "windows-1258" => " (Tiếng Việt)",
                "windows-874" => " (ไทย)",
                _ => "",
            };
            format!("{head}-{rest}{of}")
        }
    }
}

/// A layout that is no table.
pub fn layout(layout: Layout) -> Option<Bilingual> {
    let (en, ja) = match layout {
        Layout::Ndjson => ("JSON", "JSON"),
        Layout::KeyValue => ("key=value pairs", "key=value の並び"),
        Layout::TextLog => ("a text log", "テキストのログ"),
        Layout::Workbook => ("a sheet of a workbook", "表計算のシート"),
        Layout::Parquet => ("columns with types", "型のある列"),
        Layout::Delimited => return None,
    };
    Some(Bilingual::new(en, ja))
}

/// A table whose dates stand side by side in its header.
pub fn across() -> Bilingual {
    Bilingual::new("dates across the header", "日付が見出しに横に並ぶ表")
}

/// How a source was read, in one line.
pub(crate) fn read_as(
    layout: Option<Layout>,
    delimited_by: Option<&str>,
    encoded: &str,
    zone: &str,
    zone_stated: bool,
) -> Bilingual {
    let typed = matches!(layout, Some(Layout::Workbook | Layout::Parquet));
    let layout = match (layout.and_then(self::layout), delimited_by) {
        (Some(layout), _) => layout,
        (None, Some(mark)) => {
            let mark = delimiter(mark);
            Bilingual::new(format!("{}-separated", mark.en), format!("{}区切り", mark.ja))
        }
        (None, None) => Bilingual::new("one column", "1列"),
    };
    let encoded = encoding(encoded);
    let time = if zone == "per row" {
        Bilingual::new("times with their own offset", "時刻はそれぞれの時差つき")
    } else if zone_stated {
        Bilingual::new(format!("times in {zone}"), format!("時刻は {zone}"))
    } else {
        Bilingual::new(
            format!("times read as {zone} (the file does not say)"),
            format!("時刻は {zone} とみなす（ファイルに記載なし）"),
        )
    };
    if typed {
        // Their texts are stored in one way only.
        return Bilingual::new(
            format!("{}, {}", layout.en, time.en),
            format!("{}、{}", layout.ja, time.ja),
        );
    }
    Bilingual::new(
        format!("{}, {encoded}, {}", layout.en, time.en),
        format!("{}、{encoded}、{}", layout.ja, time.ja),
    )
}

/// Name of a field of the override form.
pub fn field(field: OverrideField) -> Bilingual {
    let (en, ja) = match field {
        OverrideField::Encoding => ("Character set", "文字コード"),
        OverrideField::Delimiter => ("Delimiter", "区切り"),
        OverrideField::HeaderLine => ("Line of the header", "見出しの行"),
        OverrideField::Decimal => ("Decimal mark", "小数点"),
        OverrideField::TimeColumn => ("Column of the time", "時刻の列"),
        OverrideField::TimeFormat => ("Format of the time", "時刻の書式"),
        OverrideField::Zone => ("Time zone", "タイムゾーン"),
        OverrideField::Stamp => ("A date is its period’s", "日付が指す日"),
        OverrideField::Year => ("Year of the last row", "最後の行の年"),
        OverrideField::Role => ("What it holds", "内容"),
        OverrideField::ValueColumns => ("Values", "値の列"),
        OverrideField::GroupColumn => ("Split by", "分ける列"),
        OverrideField::KeyColumn => ("Series named by", "系列名の列"),
        OverrideField::Count => ("Count", "数え方"),
        OverrideField::Filter => ("Only rows where", "使う行の条件"),
        OverrideField::Missing => ("Cells that mean missing", "欠測を表すセル"),
    };
    Bilingual::new(en, ja)
}

/// A role in words.
pub fn role(role: Role) -> Bilingual {
    let (en, ja) = match role {
        Role::Series => ("one value over time", "ひとつの値の推移"),
        Role::WideSeries => ("several values over time", "いくつかの値の推移"),
        Role::LongSeries => ("series named in a column", "列の値で分かれた系列"),
        Role::Events => ("events, to be counted", "数えるイベント"),
    };
    Bilingual::new(en, ja)
}

/// Label of an empty choice.
pub fn none() -> Bilingual {
    Bilingual::new("none", "なし")
}

/// Events count one each.
pub(crate) fn count_rows() -> Bilingual {
    Bilingual::new("rows", "行の数")
}

/// Events count as much as a column says.
pub(crate) fn sum_of(column: &str) -> Bilingual {
    Bilingual::new(format!("the sum of “{column}”"), format!("「{column}」の合計"))
}

/// A decimal mark.
pub fn decimal(mark: char) -> Bilingual {
    match mark {
        ',' => Bilingual::new("comma (1.234,5)", "コンマ（1.234,5）"),
        _ => Bilingual::new("point (1,234.5)", "ピリオド（1,234.5）"),
    }
}

/// Why an override cannot be followed.
pub fn override_error(error: &OverrideError) -> Bilingual {
    let name = field(error.field);
    let got: String = error.got.chars().take(40).collect();
    let wrong = Bilingual::new(
        format!("“{got}” is no value for “{}”", name.en),
        format!("「{}」に「{got}」は使えません", name.ja),
    );
    let because = match error.reason {
        OverrideReason::Form => match form(error.field) {
            Some(form) => form,
            None => return Bilingual::new(format!("{}.", wrong.en), format!("{}。", wrong.ja)),
        },
        OverrideReason::UnknownEncoding => {
            let known = Encoding::ALL.map(Encoding::name).join(", ");
            Bilingual::new(
                format!("the character sets that can be read are {known}"),
                format!("読める文字コードは {known} です"),
            )
        }
        OverrideReason::UnknownFormat => Bilingual::new(
            "it is written like %d/%m/%Y %H:%M, or is one of the names such as epoch-s",
            "%d/%m/%Y %H:%M のような書式か、epoch-s のような名前を指定してください",
        ),
        OverrideReason::UnknownZone => {
            let zone = super::recipe::expect_zone();
            Bilingual::new(format!("it is {}", zone.en), format!("{}を指定してください", zone.ja))
        }
        OverrideReason::HalfAFilter => Bilingual::new(
            "a condition is a column, one of is, is-not, contains, at-least and at-most, and a value",
            "条件には、列、is・is-not・contains・at-least・at-most のどれか、値を指定してください",
        ),
        OverrideReason::NoNumber => {
            return Bilingual::new(
                format!(
                    "“{got}” is no number: “at least” and “at most” compare with one, written as in the file."
                ),
                format!(
                    "「{got}」は数ではありません。「以上」「以下」には、ファイルと同じ書き方の数を指定してください。"
                ),
            );
        }
        OverrideReason::NoSuchColumn(columns) => Bilingual::new(
            format!("the file has {columns} columns, the first is 0"),
            format!("このファイルの列は {columns} 個で、最初の列は 0 です"),
        ),
    };
    Bilingual::new(
        format!("{}: {}.", wrong.en, because.en),
        format!("{}。{}。", wrong.ja, because.ja),
    )
}

/// The form that a field takes, where its name does not say it.
fn form(field: OverrideField) -> Option<Bilingual> {
    let (en, ja) = match field {
        OverrideField::Delimiter => {
            ("it is one character of ASCII, or tab", "ASCII の1文字か tab を指定してください")
        }
        OverrideField::HeaderLine => (
            "it is the number of a line from 1 on, or none",
            "1 から数えた行の番号か none を指定してください",
        ),
        OverrideField::Decimal => {
            ("it is a point or a comma", "ピリオドかコンマを指定してください")
        }
        OverrideField::Year => {
            ("it is a year from 1900 to 2200", "1900 から 2200 までの年を指定してください")
        }
        OverrideField::TimeColumn | OverrideField::GroupColumn | OverrideField::KeyColumn => (
            "it is the number of a column; the first is 0",
            "列の番号を指定してください。最初の列は 0 です",
        ),
        OverrideField::ValueColumns => (
            "it is the numbers of columns; the first is 0",
            "列の番号を指定してください。最初の列は 0 です",
        ),
        OverrideField::Count => (
            "it is rows, or the number of a column; the first is 0",
            "rows か列の番号を指定してください。最初の列は 0 です",
        ),
        OverrideField::Encoding
        | OverrideField::TimeFormat
        | OverrideField::Zone
        | OverrideField::Stamp
        | OverrideField::Role
        | OverrideField::Filter
        | OverrideField::Missing => return None,
    };
    Some(Bilingual::new(en, ja))
}

/// A strptime format as people say it: `day/month/year`.
pub fn time_format(format: &str) -> Bilingual {
    let epoch = |unit_en: &str, unit_ja: &str| {
        Bilingual::new(format!("{unit_en} since 1970"), format!("1970年からの{unit_ja}"))
    };
    match format {
        "epoch-s" => return epoch("seconds", "秒数"),
        "epoch-ms" => return epoch("milliseconds", "ミリ秒数"),
        "epoch-us" => return epoch("microseconds", "マイクロ秒数"),
        "epoch-ns" => return epoch("nanoseconds", "ナノ秒数"),
        "webkit-us" => {
            return Bilingual::new("microseconds since 1601", "1601年からのマイクロ秒数");
        }
        "filetime" => return Bilingual::new("Windows FILETIME", "WindowsのFILETIME"),
        "dotnet-ticks" => return Bilingual::new(".NET ticks", ".NETのティック"),
        "julian-days" | "modified-julian-days" => {
            return Bilingual::new("Julian days", "ユリウス日");
        }
        "decimal-year" | "decimal-year-months" => {
            return Bilingual::new("years with a fraction", "小数の年");
        }
        "excel" => return Bilingual::new("day number of a spreadsheet", "表計算ソフトの日付番号"),
        _ => {}
    }
    let (mut en, mut ja) = (String::new(), String::new());
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            // The T between date and clock is no word.
            let c = if c == 'T' { ' ' } else { c };
            en.push(c);
            ja.push(c);
            continue;
        }
        let next = rest.next();
        if matches!(next, Some('z' | 'Z')) && !en.ends_with(' ') {
            en.push(' ');
            ja.push(' ');
        }
        let (word, ja_word) = match next {
            Some('Y') => ("year", "年"),
            Some('y') => ("year (two digits)", "年(2桁)"),
            Some('m') => ("month", "月"),
            Some('b' | 'B') => ("month's name", "月名"),
            Some('d' | 'e') => ("day", "日"),
            Some('H') => ("hour", "時"),
            Some('I') => ("hour (12)", "時(12)"),
            Some('M') => ("minute", "分"),
            Some('S') => ("second", "秒"),
            Some('f') => ("fraction", "小数秒"),
            Some('p') => ("AM/PM", "午前/午後"),
            Some('z' | 'Z') => ("offset", "時差"),
            Some('a' | 'A') => ("weekday", "曜日"),
            Some('T') => ("hour:minute:second", "時:分:秒"),
            Some('F') => ("year-month-day", "年-月-日"),
            Some('j') => ("day of the year", "年内の日"),
            Some('%') => ("%", "%"),
            _ => ("…", "…"),
        };
        en.push_str(word);
        ja.push_str(ja_word);
    }
    Bilingual::new(en, ja)
}

/// A question, by the field that its answer sets.
pub fn question(topic: Topic) -> Bilingual {
    match topic {
        Topic::TimeFormat => Bilingual::new(
            "The dates fit two readings. Which one is right?",
            "日付が二通りに読めます。どちらが正しいですか。",
        ),
        Topic::Decimal => Bilingual::new(
            "The numbers fit two readings. Which mark is the decimal mark?",
            "数値が二通りに読めます。小数点はどちらですか。",
        ),
        Topic::Count => Bilingual::new(
            "Does each row stand for one event, or for as many as a column says?",
            "1行は1件ですか。それとも、列に書かれた件数をまとめたものですか。",
        ),
        Topic::TimeColumn => Bilingual::new(
            "Several columns hold times. Which one says when it happened?",
            "時刻の列がいくつかあります。起きた時刻を表すのはどれですか。",
        ),
        Topic::ValueColumns => Bilingual::new(
            "Several columns hold numbers. Which one is meant?",
            "数値の列がいくつかあります。見たいのはどれですか。",
        ),
        Topic::Role => Bilingual::new(
            "Are the rows events to be counted, or values over time?",
            "各行は数えるべきイベントですか。それとも値の推移ですか。",
        ),
        Topic::Stamp => Bilingual::new(
            "Is a date the first or the last day of its period?",
            "日付は期間の最初の日ですか、最後の日ですか。",
        ),
        Topic::Year => Bilingual::new(
            "The year is not in the file. Which year is the last row of?",
            "ファイルに年がありません。最後の行は何年ですか。",
        ),
        Topic::Zone => Bilingual::new(
            "The name of the time column has lost the sign of its offset. Which clock are the times on?",
            "時刻の列の名前から時差の符号が落ちています。どの時計の時刻ですか。",
        ),
        Topic::Encoding => Bilingual::new(
            "Which of these reads as it should? If none does, save the file as UTF-8 and add it again.",
            "正しく読めているのはどれですか。どれも違うときは、UTF-8 で保存し直してから追加してください。",
        ),
        Topic::KeyColumn => Bilingual::new(
            "Each time comes several times. Which column names the series? Rows of one series and time are put together.",
            "同じ時刻の行がいくつもあります。系列の名前はどの列ですか。系列と時刻が同じ行はまとめられます。",
        ),
        Topic::Layout
        | Topic::Delimiter
        | Topic::HeaderLine
        | Topic::GroupColumn
        | Topic::Rows
        | Topic::Totals
        | Topic::Missing
        | Topic::Flags => Bilingual::new(
            "Two readings fit. Which one is right?",
            "二通りに読めます。どちらが正しいですか。",
        ),
    }
}

/// A private group's name on the page, with the name under which it leaves it.
pub(crate) fn private_group(name: &str, public: &str) -> Bilingual {
    Bilingual::new(format!("{name} ({public} in figures)"), format!("{name}（図では {public}）"))
}

/// A field's name with what it is about.
pub fn both(name: &str, of: &str, language: Language) -> String {
    match language {
        Language::En => format!("{name} ({of})"),
        Language::Ja => format!("{name}（{of}）"),
    }
}

/// Files joined into a source.
pub(crate) fn part_of(name: &str) -> Bilingual {
    Bilingual::new(format!("part of “{name}”"), format!("「{name}」の一部"))
}

/// How far many files are read.
pub(crate) fn reading_many(read: u64, all: u64) -> Bilingual {
    let (read, all) = (number::count(read), number::count(all));
    Bilingual::new(
        format!("{read} of {all} files read"),
        format!("{all} ファイルのうち {read} を読みました"),
    )
}

/// How many of many files are listed.
pub(crate) fn listed(shown: u64, all: u64) -> Bilingual {
    let (shown, all) = (number::count(shown), number::count(all));
    Bilingual::new(
        format!("{shown} of {all} files are listed"),
        format!("{all} ファイルのうち {shown} を表示しています"),
    )
}

/// Lists more of them.
pub(crate) fn list_more(more: u64) -> Bilingual {
    let more = number::count(more);
    Bilingual::new(format!("list {more} more"), format!("さらに {more} を表示"))
}

/// Facts of a file of which only its analysis is here.
pub(crate) fn kept_facts(used: u64, skipped: u64, sha256: Option<&str>) -> Vec<Bilingual> {
    let (used, skipped) = (number::count(used), number::count(skipped));
    let mut facts = vec![
        Bilingual::new(
            "its analysis alone; the file itself is not here",
            "分析した結果だけで、元のファイルはここにありません",
        ),
        Bilingual::new(
            format!("{used} rows used, {skipped} left out"),
            format!("{used} 行を使用、{skipped} 行を除外"),
        ),
    ];
    if let Some(hash) = sha256.and_then(|hash| hash.get(..12)) {
        facts.push(Bilingual::new(format!("SHA-256 {hash}…"), format!("SHA-256 {hash}…")));
    }
    facts
}

/// Where the figure draws a source's series.
pub fn axis(first: bool, scale: ScaleMode) -> Bilingual {
    let (en, ja) = match (scale, first) {
        (ScaleMode::Dual, true) => ("drawn on the left axis", "左の軸に描いています"),
        (ScaleMode::Dual, false) => ("drawn on the right axis", "右の軸に描いています"),
        (ScaleMode::Panels, true) => ("drawn in the upper panel", "上の図に描いています"),
        (ScaleMode::Panels, false) => ("drawn in the lower panel", "下の図に描いています"),
        (_, true) => ("the first of the two lines", "ひとつめの線です"),
        (_, false) => ("the second of the two lines", "ふたつめの線です"),
    };
    Bilingual::new(en, ja)
}

#[cfg(test)]
mod tests {
    use super::time_format;

    #[test]
    fn formats_in_words_by_table() {
        for (format, en, ja) in [
            ("%d/%m/%Y", "day/month/year", "日/月/年"),
            (
                "%Y-%m-%dT%H:%M:%S%z",
                "year-month-day hour:minute:second offset",
                "年-月-日 時:分:秒 時差",
            ),
            ("%F %T %z", "year-month-day hour:minute:second offset", "年-月-日 時:分:秒 時差"),
            ("epoch-ms", "milliseconds since 1970", "1970年からのミリ秒数"),
        ] {
            let words = time_format(format);
            assert_eq!((words.en.as_str(), words.ja.as_str()), (en, ja), "{format}");
        }
    }
}
