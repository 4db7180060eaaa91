//! Words of the page that never change: titles, buttons, hints.
//!
//! The static skeleton names them in `data-text="key"` (and `data-label`, `data-title` for
//! attributes); the page fills them in.

use super::Language;

macro_rules! labels {
    ($($name:ident $key:literal $en:literal $ja:literal;)*) => {
        /// A word or sentence of the page that never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the English words beside each name say what it is")]
        pub enum Label { $($name,)* }

        impl Label {
            /// All labels.
            pub const ALL: &'static [Label] = &[$(Label::$name,)*];

            /// Key in the skeleton.
            pub fn key(self) -> &'static str {
                match self { $(Label::$name => $key,)* }
            }

            /// From the key.
            pub fn from_key(key: &str) -> Option<Label> {
                match key { $($key => Some(Label::$name),)* _ => None }
            }

            /// The words.
            pub fn get(self, language: Language) -> &'static str {
                match language {
                    Language::En => match self { $(Label::$name => $en,)* },
                    Language::Ja => match self { $(Label::$name => $ja,)* },
                }
            }
        }
    };
}

labels! {
    Tagline "tagline" "Do two things move together?" "ふたつの動きは、いっしょに動いているか。";
    EmptyTitle "empty-title" "Drop two exports here: a price, a level or any measurement, and a log of events." "書き出したファイルをふたつ、ここに置いてください。価格などの計測値と、イベントの記録です。";
    EmptyPromise "empty-promise" "Your files never leave this browser." "ファイルがこのブラウザーの外に出ることはありません。";
    PromiseHow "promise-how" "How that is enforced" "その仕組み";
    TryExample "try-example" "Try it with an example" "例で試す";
    ChooseFiles "choose-files" "Choose files" "ファイルを選ぶ";
    DropHere "drop-here" "Drop files anywhere" "ファイルはどこに置いてもかまいません";
    PasteHere "paste-here" "or paste a table" "表の貼り付けもできます";
    Sources "sources" "Sources" "データ";
    Analysis "analysis" "Analysis" "分析";
    Share "share" "Share" "共有";
    Details "details" "Details" "くわしく";
    Cancel "cancel" "Cancel" "中止";
    Remove "remove" "Remove" "取り除く";
    Undo "undo" "Undo" "元に戻す";
    ResetAll "reset" "Start again" "はじめからやり直す";
    HowRead "how-read" "How it was read" "読み取り方";
    ChangeReading "change-reading" "Change how it is read" "読み取り方を変える";
    SkippedRows "skipped-rows" "Rows that were not used" "使わなかった行";
    DownloadProblems "download-problems" "Download this list" "この一覧をダウンロード";
    ForgetAll "forget-all" "Forget everything stored here" "このブラウザーに残したものをすべて消す";
    KeepAnalysis "keep-analysis" "Keep this analysis in the browser (never the files)" "この分析をブラウザーに残す（ファイルは残しません）";
    ThemeAuto "theme-auto" "As the system" "システムに合わせる";
    ThemeLight "theme-light" "Light" "明るい";
    ThemeDark "theme-dark" "Dark" "暗い";
    Overlay "overlay" "Both over time" "時間を追った重ね描き";
    Scatter "scatter" "One against the other" "散布図";
    LagsView "lags" "Correlation at every lag" "ずれごとの相関";
    RollingView "rolling" "Rolling correlation" "移動窓の相関";
    MatrixView "matrix" "Many pairs" "総当たりの相関";
    TableView "table" "Table" "表";
    Close "close" "Close" "閉じる";
    KeysHelp "keys-help" "Keyboard" "キーボード操作";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_both_languages_speak() {
        for label in Label::ALL {
            assert_eq!(Label::from_key(label.key()), Some(*label));
            assert!(!label.get(Language::En).is_empty());
            let ja = label.get(Language::Ja);
            assert!(ja.chars().any(|c| c as u32 > 0x2fff), "{ja}");
        }
    }
}
