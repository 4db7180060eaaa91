//! Why a row was not used.

use crate::{ingest::problem::Reason, kit::language::Bilingual};

/// The reason in words, to stand after "line 12:".
pub fn reason(reason: Reason) -> Bilingual {
    let (en, ja) = match reason {
        Reason::TimeMissing => ("no time in the row", "時刻が空です"),
        Reason::TimeUnreadable => {
            ("the time does not fit the column's format", "時刻がこの列の書式に合いません")
        }
        Reason::TimeImpossible => ("there is no such date or time", "暦にない日時です"),
        Reason::TimeNever => ("this date stands for “never”", "「なし」を表す日付です"),
        Reason::NumberUnreadable => ("the value is not a number", "値が数として読めません"),
        Reason::TooFewCells => ("the row has too few cells", "セルの数が足りません"),
        Reason::QuoteOpen => ("a quote is never closed", "引用符が閉じていません"),
        Reason::Truncated => ("the last line is cut off", "最後の行が途中で切れています"),
        Reason::Binary => {
            ("the row holds bytes that are not text", "テキストでないバイトが混じっています")
        }
        Reason::Encoding => {
            ("bytes do not fit the file's character set", "文字コードに合わないバイトがあります")
        }
        Reason::HeaderRepeated => ("the header comes again", "見出しがもう一度現れています"),
        Reason::NotData => {
            ("a total, footer or comment, not data", "合計や注釈などで、データの行ではありません")
        }
        Reason::LineUnreadable => {
            ("the line does not have the log's form", "ログの形に合わない行です")
        }
        Reason::TooLong => ("the row is too long to be one row", "1行としては長すぎます"),
    };
    Bilingual::new(en, ja)
}
