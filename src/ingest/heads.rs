//! Words in the heads of columns that other rooms look for: what files say, in both languages.

/// Heads of the dates in a table of notes.
pub const NOTE_DATES: [&str; 8] = ["date", "at", "time", "day", "when", "日付", "日時", "年月日"];
/// Heads of the texts in a table of notes.
pub const NOTE_TEXTS: [&str; 6] = ["text", "note", "annotation", "注釈", "内容", "文"];
/// Japanese words in the heads of columns whose groups may be machines or persons; English ones are
/// told apart word by word, which Japanese has no blanks for.
pub const PRIVATE_JA: [&str; 8] =
    ["アドレス", "ホスト", "ユーザ", "利用者", "氏名", "送信元", "宛先", "端末"];
