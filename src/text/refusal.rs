//! Why a file is not used: what was found, why that is not enough, what to do.

use crate::{
    ingest::source::{Failure, Instead, Refusal},
    kit::language::Bilingual,
};

/// Names for a sentence: the first few, shortened.
fn some_names(names: &[String], open: &str, close: &str, comma: &str, more: &str) -> String {
    const SHOWN: usize = 6;
    let mut text = names
        .iter()
        .take(SHOWN)
        .map(|name| {
            let short: String = name.chars().take(30).collect();
            format!("{open}{short}{close}")
        })
        .collect::<Vec<_>>()
        .join(comma);
    if names.len() > SHOWN {
        text.push_str(more);
    }
    text
}

/// A file that can be read but is of no use here.
pub fn refused(refusal: &Refusal) -> Bilingual {
    match refusal {
        Refusal::Empty => Bilingual::new(
            "The file is empty. Export it again, and check the export's date range.",
            "ファイルが空です。期間の指定を確かめて、もう一度書き出してください。",
        ),
        Refusal::Binary => Bilingual::new(
            "The file holds binary data, not text. Export the data as CSV, TSV, NDJSON or a plain log.",
            "テキストではなくバイナリーデータです。CSV、TSV、NDJSON、またはテキストのログとして書き出してください。",
        ),
        Refusal::NoTime(columns) if columns.is_empty() => Bilingual::new(
            "No time was found in any row, so nothing can be placed on a time axis. Export the data with a date or a timestamp.",
            "どの行にも時刻が見つからないため、時間軸に置けません。日付か時刻を含めて書き出してください。",
        ),
        Refusal::NoTime(columns) => Bilingual::new(
            format!(
                "None of the columns ({}) can be read as a time. If one of them is a time, choose it under “Change how it is read”; otherwise export the data with a date or a timestamp.",
                some_names(columns, "“", "”", ", ", ", …")
            ),
            format!(
                "時刻として読める列がありません（{}）。時刻の列があるときは「読み取り方を変える」で選び、ないときは日付か時刻を含めて書き出してください。",
                some_names(columns, "「", "」", "", "など")
            ),
        ),
        Refusal::NoRows => Bilingual::new(
            "There is a header but no data row below it. Check the export's date range and filter.",
            "見出しだけで、データの行がありません。書き出すときの期間や条件を確かめてください。",
        ),
        Refusal::Instead(Instead::Page) => Bilingual::new(
            "This is a web page, not data: perhaps a sign-in page, or the page around the download. Save the data themselves; a table in a page can be copied into a spreadsheet and saved as CSV.",
            "データではなくウェブページです（ログイン画面やダウンロード元のページなど）。データそのものを保存し直してください。ページ内の表は、表計算ソフトに貼り付けて CSV で保存できます。",
        ),
        Refusal::Instead(Instead::Error(said)) => Bilingual::new(
            format!(
                "This is an error message in place of the data: “{said}”. Export or download the data again."
            ),
            format!(
                "データの代わりにエラーの知らせが入っています：「{said}」。もう一度書き出すか、ダウンロードしてください。"
            ),
        ),
        Refusal::Instead(Instead::Record) => Bilingual::new(
            "This is one JSON record, not a list of rows: nothing in it moves over time. Perhaps it is a saved page; save the data themselves.",
            "行の一覧ではなく、1件の JSON データです。時間とともに動くものがありません。保存されたページかもしれません。データそのものを保存し直してください。",
        ),
        Refusal::Unsupported(format)
            if matches!(format.as_str(), "zst" | "xz" | "bz2" | "7z" | "rar" | "lz4") =>
        {
            Bilingual::new(
                format!(
                    "This file is compressed with {format}, which browsers cannot unpack. Unpack it first, or pack it as .gz or .zip, and drop that."
                ),
                format!(
                    "{format} で圧縮されたファイルはブラウザーでは展開できません。先に展開するか、.gz か .zip にしたものを置いてください。"
                ),
            )
        }
        Refusal::Unsupported(format)
            if matches!(format.as_str(), "xlsx" | "xlsb" | "xls" | "ods") =>
        {
            Bilingual::new(
                format!(
                    "This is a spreadsheet ({format}), not a text file. Save the sheet with the data as CSV (in Excel: Save As, CSV UTF-8) and drop that."
                ),
                format!(
                    "これは表計算ソフトのファイル（{format}）です。データのシートを CSV で保存し（Excel では「名前を付けて保存」→「CSV UTF-8」）、そのファイルを置いてください。"
                ),
            )
        }
        Refusal::Unsupported(format) => Bilingual::new(
            format!(
                "This is a {format} file, which Comove does not read. Save or export it as CSV and drop that."
            ),
            format!(
                "{format} 形式のファイルは読めません。CSV として保存し直したものを置いてください。"
            ),
        ),
    }
}

/// A file that cannot be read at all.
pub fn failed(failure: &Failure) -> Bilingual {
    match failure {
        Failure::Unreadable(said) => Bilingual::new(
            format!(
                "The browser could not read the file ({said}). It may have been moved or changed since; choose it again."
            ),
            format!(
                "ブラウザーがファイルを読めませんでした（{said}）。移動や変更がなかったか確かめ、もう一度選んでください。"
            ),
        ),
        Failure::Damaged(bytes) => Bilingual::new(
            format!(
                "The compressed data are damaged or cut off after {bytes} bytes. Copy or export the file again."
            ),
            format!(
                "圧縮データが {bytes} バイトのところで壊れているか、途切れています。コピーか書き出しをやり直してください。"
            ),
        ),
        Failure::Internal(said) => Bilingual::new(
            format!(
                "Comove itself failed on this file ({said}). The other sources are untouched; please report this."
            ),
            format!(
                "Comove の側の不具合で読めませんでした（{said}）。ほかのデータに影響はありません。お知らせいただけると助かります。"
            ),
        ),
    }
}
