//! What the page asks before something would be lost, and the answers.

use super::quote;
use crate::kit::language::{Bilingual, Language};

/// A file has the name of one that is there.
pub fn same_name(name: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "“{name}” is here already. Does the new file take its place, with the same settings, or does it continue it?"
        ),
        format!(
            "「{name}」はすでにあります。新しいファイルと入れ替えますか（設定はそのまま使います）。それとも続きとしてつなげますか。"
        ),
    )
}

/// A file is the same as one that is there.
pub fn same_file(name: &str) -> Bilingual {
    Bilingual::new(
        format!("“{name}” is here already: the new file is the same, byte for byte."),
        format!("「{name}」はすでにあり、新しいファイルの中身もまったく同じです。"),
    )
}

/// An analysis was given beside unsaved work.
pub fn open() -> Bilingual {
    Bilingual::new(
        "This opens another analysis in the place of the one that is here. “Undo” brings this one back.",
        "いまの分析に代えて、別の分析を開きます。「元に戻す」でいまの分析に戻れます。",
    )
}

/// Files were given beside an analysis without files.
pub fn instead(given: &[&str], of: &[&str]) -> Bilingual {
    let all = |names: &[&str], language| {
        let quoted = names.iter().map(|name| quote::quoted(name, language));
        quoted.collect::<Vec<_>>()
    };
    let en = |names: &[&str]| quote::list(&all(names, Language::En)).en;
    let ja = |names: &[&str]| all(names, Language::Ja).concat();
    let (own_en, own_ja) = if of.is_empty() {
        (String::new(), String::new())
    } else {
        (
            format!(" It goes on with its settings when you drop {} together.", en(of)),
            format!("{}をまとめて置くと、同じ設定で続けられます。", ja(of)),
        )
    };
    Bilingual::new(
        format!(
            "The analysis that is shown came without its files.{own_en} Begin anew with {}?",
            en(given)
        ),
        format!(
            "いま表示しているのは、元のファイルを含まない分析です。{own_ja}{}で新しく始めますか。",
            ja(given)
        ),
    )
}

/// A saved analysis shall be removed.
pub fn unsave(name: &str) -> Bilingual {
    Bilingual::new(
        format!("Remove “{name}” from this browser? That cannot be undone."),
        format!("「{name}」をこのブラウザーから削除しますか。元に戻すことはできません。"),
    )
}

/// It is removed.
pub fn remove() -> Bilingual {
    Bilingual::new("Remove it", "削除する")
}

/// The answers of a question.
pub fn replace(same: bool) -> Bilingual {
    if same {
        Bilingual::new("Keep one", "ひとつにする")
    } else {
        Bilingual::new("Take its place", "入れ替える")
    }
}

/// The new file continues the old one.
pub fn join() -> Bilingual {
    Bilingual::new("Continue it", "続きとしてつなげる")
}

/// Both stay.
pub fn both() -> Bilingual {
    Bilingual::new("Keep both", "両方を残す")
}

/// What was given is opened.
pub fn go_on() -> Bilingual {
    Bilingual::new("Go on", "続ける")
}

/// Nothing is done.
pub fn leave() -> Bilingual {
    Bilingual::new("Leave it as it is", "このままにする")
}

/// A series of a file that a link names, and that has not come.
pub fn awaits(name: &str) -> Bilingual {
    Bilingual::new(
        format!("This link compares a series of “{name}”. Drop that file, too."),
        format!("このリンクは「{name}」の系列を比べるものです。そのファイルも置いてください。"),
    )
}

/// Files that a link names.
pub fn expects(names: &[String], some_here: bool) -> Bilingual {
    let Bilingual { en, .. } = quote::list(names);
    let ja: String = names.iter().map(|name| quote::quoted(name, Language::Ja)).collect();
    if some_here {
        Bilingual::new(format!("Still missing: {en}."), format!("まだないファイル：{ja}"))
    } else {
        Bilingual::new(
            format!("This link expects {en}."),
            format!("このリンクは{ja}を前提にしています。ファイルを置いてください。"),
        )
    }
}
