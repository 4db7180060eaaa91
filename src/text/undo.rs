//! What can be undone, by name.

use crate::kit::language::Bilingual;

/// Label of the button that undoes a change.
pub fn undo(what: &Bilingual) -> Bilingual {
    Bilingual::new(format!("Undo: {}", what.en), format!("元に戻す：{}", what.ja))
}

/// Label of the button that does it again.
pub fn redo(what: &Bilingual) -> Bilingual {
    Bilingual::new(format!("Redo: {}", what.en), format!("やり直す：{}", what.ja))
}

/// A figure or a saved analysis was opened.
pub(crate) fn opened() -> Bilingual {
    Bilingual::new("opening an analysis", "分析を開いたこと")
}

/// It was closed.
pub(crate) fn closed() -> Bilingual {
    Bilingual::new("closing the analysis", "分析を閉じたこと")
}

/// A file took the place of another.
pub(crate) fn replaced(name: &str) -> Bilingual {
    Bilingual::new(format!("replacing “{name}”"), format!("「{name}」の入れ替え"))
}

/// A file was added.
pub(crate) fn added(name: &str) -> Bilingual {
    Bilingual::new(format!("adding “{name}”"), format!("「{name}」の追加"))
}

/// A file was removed.
pub(crate) fn removed(name: &str) -> Bilingual {
    Bilingual::new(format!("removing “{name}”"), format!("「{name}」の取り除き"))
}

/// A file was joined to another, or taken apart from it.
pub(crate) fn joined(name: &str, on: bool) -> Bilingual {
    if on {
        Bilingual::new(format!("joining “{name}”"), format!("「{name}」の結合"))
    } else {
        Bilingual::new(format!("taking “{name}” apart"), format!("「{name}」の切り離し"))
    }
}

/// A file is read in another way.
pub(crate) fn read(name: &str) -> Bilingual {
    Bilingual::new(format!("how “{name}” is read"), format!("「{name}」の読み取り方"))
}

/// First and last period.
pub(crate) fn range() -> Bilingual {
    Bilingual::new("the span", "期間の範囲")
}

/// Which two are compared.
pub(crate) fn pair() -> Bilingual {
    Bilingual::new("the pair", "比べる組")
}

/// What is treated as missing.
pub(crate) fn outages() -> Bilingual {
    Bilingual::new("quiet spells", "静かな期間の扱い")
}

/// What a published figure says, and how it looks.
pub(crate) fn published() -> Bilingual {
    Bilingual::new("what is published", "公開する内容")
}

/// A setting without a control.
pub(crate) fn setting() -> Bilingual {
    Bilingual::new("a setting", "設定")
}

/// One line drawn earlier or later.
pub(crate) fn shift() -> Bilingual {
    Bilingual::new("the shift", "ずらした表示")
}

/// An offer was declined.
pub(crate) fn declined() -> Bilingual {
    Bilingual::new("declining an offer", "提案を断ったこと")
}
