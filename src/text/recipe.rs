//! What is wrong with a recipe that a script, an address or a typed value asked for.

use super::date;
use crate::{
    calendar::{
        holidays::Holidays,
        period::{PeriodChoice, WeekStart},
    },
    ingest::limits::Limit,
    kit::language::{Bilingual, Language},
    recipe::{
        fragment::FragmentError,
        patch::{Expected, PatchError},
        publication::Field,
        recipe::ScaleMode,
        setting::SettingId,
    },
    series::aggregate::Aggregate,
};

/// Why a part of a recipe is refused.
pub fn wrong_patch(error: &PatchError) -> Bilingual {
    let PatchError { field, got, expected } = error;
    match expected {
        Expected::Object => not_an_object(),
        Expected::KnownField => unknown_field(field),
        Expected::Note => super::control::unreadable_note(got),
        _ => wrong_value(field, got, takes(*expected)),
    }
}

/// Why what was typed into a control is not taken, to stand beside it.
pub fn wrong_typed(error: &PatchError) -> Bilingual {
    let PatchError { got, expected, .. } = error;
    match expected {
        Expected::Note => super::control::unreadable_note(got),
        Expected::Date => Bilingual::new(
            format!("“{got}” is no date. Write 1 April 2020, 2020-04-01 or Apr 2020."),
            format!(
                "「{got}」は日付として読めません。2020年4月1日、2020-04-01、2020年4月のように書いてください。"
            ),
        ),
        Expected::DayOrMonth(one, other) => {
            let (one, other) = (date::date(*one), date::date(*other));
            Bilingual::new(
                format!(
                    "“{got}” can be {} or {}. Write the month as a word, or the year first.",
                    one.en, other.en
                ),
                format!(
                    "「{got}」は{}とも{}とも読めます。年から順に書いてください（例：2020-04-01）。",
                    one.ja, other.ja
                ),
            )
        }
        Expected::Order => Bilingual::new(
            "The span would end before it begins. Change the other end first.",
            "終了が開始より前になります。もう一方を先に直してください。",
        ),
        Expected::Within(from, to) => {
            let span = date::span(*from, *to);
            Bilingual::new(
                format!("Nothing could be compared then: the two share {}.", span.en),
                format!(
                    "それでは比べるものがなくなります。両方のデータがあるのは{}です。",
                    span.ja
                ),
            )
        }
        _ => {
            let takes = takes(*expected);
            Bilingual::new(
                format!("{got} does not fit here: this is {}.", takes.en),
                format!("{got} はここでは使えません。{}を指定してください。", takes.ja),
            )
        }
    }
}

/// What a field takes.
fn takes(expected: Expected) -> Bilingual {
    match expected {
        Expected::Object | Expected::KnownField | Expected::Note => Bilingual::default(),
        Expected::Id => expect_id(),
        Expected::Ids => expect_ids(),
        Expected::Sums => expect_sums(),
        Expected::Share => expect_share(),
        Expected::Period => {
            expect_words(&PeriodChoice::all().map(PeriodChoice::name).collect::<Vec<_>>())
        }
        Expected::WeekStart => expect_words(&WeekStart::WORDS),
        Expected::Holidays => expect_words(&[&["auto", "none"][..], &Holidays::WORDS].concat()),
        Expected::Zone => expect_zone(),
        Expected::Label
        | Expected::Date
        | Expected::DayOrMonth(..)
        | Expected::Order
        | Expected::Within(..) => expect_label(),
        Expected::Aggregate => expect_words(&Aggregate::WORDS),
        Expected::Periods => expect_periods(),
        Expected::Switch => expect_words(&["true", "false"]),
        Expected::Scale => expect_words(&ScaleMode::WORDS),
        Expected::LagWindow => expect_lag_window(),
        Expected::Outages => expect_outages(),
        Expected::Annotations => expect_annotations(),
        Expected::Language => expect_words(&Language::WORDS),
        Expected::Names => expect_names(),
        Expected::Few(limit) => {
            let n = super::number::count(limit.most());
            Bilingual::new(format!("a list of at most {n}"), format!("{n}件までの一覧"))
        }
        Expected::Publish => expect_publish(),
    }
}

/// Why a fragment of an address is refused.
pub fn wrong_fragment(error: &FragmentError) -> Bilingual {
    match error {
        FragmentError::Unreadable => bad_fragment(),
        FragmentError::Long => super::limit::beyond(Limit::Fragment),
        FragmentError::Setting(error) => wrong_patch(error),
    }
}

fn listed(settings: &[SettingId]) -> (String, String) {
    let names = || settings.iter().map(|id| id.setting().json);
    let en: Vec<String> = names().map(|name| format!("“{name}”")).collect();
    let ja: Vec<String> = names().map(|name| format!("「{name}」")).collect();
    (en.join(", "), ja.concat())
}

/// Settings that need the files, of an analysis without them.
pub fn needs_files(settings: &[SettingId]) -> Bilingual {
    let (en, ja) = listed(settings);
    Bilingual::new(
        format!(
            "{en} cannot be changed here: that needs the files, and this is an analysis without them. Drop the files themselves to change it."
        ),
        format!(
            "{ja}はここでは変えられません。元のファイルが必要ですが、これはファイルを含まない分析です。変えるには、元のファイルを置いてください。"
        ),
    )
}

/// The patch is no object.
pub(crate) fn not_an_object() -> Bilingual {
    Bilingual::new(
        "A recipe is an object with named fields.",
        "レシピは、名前のついた項目からなるオブジェクトです。",
    )
}

/// Error for a setting that does not exist.
pub(crate) fn unknown_field(name: &str) -> Bilingual {
    Bilingual::new(
        format!("A recipe has no field “{name}”."),
        format!("レシピに「{name}」という項目はありません。"),
    )
}

/// A field with a value that makes no sense.
pub(crate) fn wrong_value(name: &str, value: &str, expected: Bilingual) -> Bilingual {
    Bilingual::new(
        format!("“{name}” cannot be {value}: it is {}.", expected.en),
        format!("「{name}」に {value} は使えません。{}を指定してください。", expected.ja),
    )
}

/// One of some words.
pub(crate) fn expect_words(words: &[&str]) -> Bilingual {
    let list = words.join(", ");
    Bilingual::new(format!("one of {list}"), format!("{list} のどれか"))
}

/// What `publish` takes.
fn expect_publish() -> Bilingual {
    let fields = Field::WORDS.join(", ");
    Bilingual::new(
        format!(
            "an object with any of {fields}: colours are like #0067a8, theme is light, dark or auto, size is card, post, slide or like 1200x630"
        ),
        format!(
            "{fields} のどれかを持つオブジェクト（色は #0067a8、theme は light・dark・auto、size は card・post・slide か 1200x630 のように書く）"
        ),
    )
}

/// What `zone` takes.
pub(crate) fn expect_zone() -> Bilingual {
    Bilingual::new(
        "the name of a time zone such as UTC, Asia/Tokyo or Europe/Berlin",
        "UTC、Asia/Tokyo、Europe/Berlin のようなタイムゾーンの名前",
    )
}

/// What `from` and `to` take.
pub(crate) fn expect_label() -> Bilingual {
    Bilingual::new("a date such as 2021-01-04, or null", "2021-01-04 のような日付、または null")
}

/// A number of periods.
pub(crate) fn expect_periods() -> Bilingual {
    Bilingual::new(
        "a whole number of periods from 0 to 10,000",
        "0 から 10,000 までの整数（期間の数）",
    )
}

/// A window of lags.
pub(crate) fn expect_lag_window() -> Bilingual {
    Bilingual::new(
        "two whole numbers of periods, the smaller first, such as [0, 2], or null",
        "[0, 2] のような、小さい方を先にした二つの整数、または null",
    )
}

/// What `x` and `y` take.
pub(crate) fn expect_id() -> Bilingual {
    Bilingual::new("the id of a series, or null", "系列の id、または null")
}

/// What `others` and `controls` take.
pub(crate) fn expect_ids() -> Bilingual {
    Bilingual::new("a list of ids of series", "系列の id の一覧")
}

/// What `sums` takes.
pub(crate) fn expect_sums() -> Bilingual {
    Bilingual::new(
        "a list of { id, groups, rest }: each an id of its own behind that of its source (s2/scans), and ids of groups",
        "{ id, groups, rest } の一覧（id は s2/scans のようにデータの id で始まる固有のもの、groups はグループの id）",
    )
}

/// What `shareOf` takes.
pub(crate) fn expect_share() -> Bilingual {
    Bilingual::new(
        "an object with the ids x and y, either of them null",
        "x と y の id を持つオブジェクト（どちらも null にできます）",
    )
}

/// What `outages` takes.
pub(crate) fn expect_outages() -> Bilingual {
    Bilingual::new(
        "a list of { series, from, to } with dates",
        "{ series, from, to } の一覧（from と to は日付）",
    )
}

/// What `annotations` takes.
pub(crate) fn expect_annotations() -> Bilingual {
    Bilingual::new("a list of { at, text } with dates", "{ at, text } の一覧（at は日付）")
}

/// What `names` takes.
pub(crate) fn expect_names() -> Bilingual {
    Bilingual::new(
        "an object with a name for each id of a series",
        "系列の id ごとに名前を書いたオブジェクト",
    )
}

/// A series that a recipe names is not there.
pub(crate) fn no_such_series(id: &str) -> Bilingual {
    Bilingual::new(
        format!("There is no series “{id}” among the sources."),
        format!("「{id}」という系列は、読み込んだデータの中にありません。"),
    )
}

/// No report can be made: nothing there.
pub(crate) fn no_sources() -> Bilingual {
    Bilingual::new(
        "There is nothing to compare yet. Drop two files: a measurement such as a price, and a log of events.",
        "比べるものがまだありません。価格などの計測値と、イベントの記録を置いてください。",
    )
}

/// No report can be made: one series only.
pub fn one_series(name: &Bilingual) -> Bilingual {
    let Bilingual { en, ja } = name;
    Bilingual::new(
        format!("So far there is only “{en}”. Drop a second file to compare it with."),
        format!("いまあるのは「{ja}」だけです。比べる相手のファイルを置いてください。"),
    )
}

/// No report can be made: the sources have questions or could not be used.
pub(crate) fn none_usable() -> Bilingual {
    Bilingual::new("Nothing can be drawn from this yet.", "まだ図にできるデータがありません。")
}

/// One source waits for an answer.
pub(crate) fn answer_first(name: &str) -> Bilingual {
    Bilingual::new(
        format!("“{name}” needs one answer before it can be compared; its card asks."),
        format!("「{name}」を比べるには、カードの質問にひとつ答える必要があります。"),
    )
}

/// Something is still being read.
pub(crate) fn still_reading() -> Bilingual {
    Bilingual::new("Reading…", "読み込んでいます…")
}

/// The address holds a recipe that cannot be read.
pub(crate) fn bad_fragment() -> Bilingual {
    Bilingual::new(
        "The address holds settings that this version of Comove cannot read; they were left aside.",
        "アドレスに含まれる設定は、この版の Comove では読めません。設定なしで始めます。",
    )
}

/// The same series twice.
pub(crate) fn same_series() -> Bilingual {
    Bilingual::new(
        "A series cannot be compared with itself.",
        "同じ系列どうしを比べることはできません。",
    )
}

/// Something inside broke while computing.
pub(crate) fn analysis_failed(reason: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "The statistics could not be computed ({reason}). The picture is right; change any setting to try again."
        ),
        format!(
            "統計量を計算できませんでした（{reason}）。図はそのまま使えます。設定を変えると、もう一度計算します。"
        ),
    )
}
