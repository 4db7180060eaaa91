//! Why a file is not used: what was found, why that is not enough, what to do.

use super::{limit, number};
use crate::{
    ingest::source::{Failure, Instead, Refusal},
    kit::{language::Bilingual, plain::plain},
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
        Refusal::Rounded(cell) => Bilingual::new(
            format!(
                "The times were rounded by a spreadsheet ({cell}): many rows fall on one instant. Export the data again and do not open and save it in a spreadsheet before."
            ),
            format!(
                "時刻が表計算ソフトで丸められています（{cell}）。多くの行が同じ時刻になるため使えません。もう一度書き出し、表計算ソフトで保存せずにお使いください。"
            ),
        ),
        Refusal::NoRows => Bilingual::new(
            "There is a header but no data row below it. Check the export's date range and filter.",
            "見出しだけで、データの行がありません。書き出すときの期間や条件を確かめてください。",
        ),
        Refusal::Cover => Bilingual::new(
            "This sheet is about the workbook: labels with a few dates beside them. The table is on another sheet.",
            "ブックの説明のシートで、項目名と日付がいくつかあるだけです。表は別のシートにあります。",
        ),
        Refusal::Instead(Instead::Page) => Bilingual::new(
            "This is a web page, not data: perhaps a sign-in page, or the page around the download. Save the data themselves; a table in a page can be copied into a spreadsheet and saved as CSV.",
            "データではなくウェブページです（ログイン画面やダウンロード元のページなど）。データそのものを保存し直してください。ページ内の表は、表計算ソフトに貼り付けて CSV で保存できます。",
        ),
        Refusal::Instead(Instead::Figure) => Bilingual::new(
            "This is a figure that Comove exported, but it could not be opened: it is damaged, or a newer version made it, or it lies in an archive. Take another copy, or unpack it first; what is open here stays.",
            "Comove で書き出した図ですが、開けませんでした。壊れているか、新しい版で作られたか、アーカイブの中にあります。別のコピーを使うか、先に展開してください。今開いている内容はそのままです。",
        ),
        Refusal::Instead(Instead::Error(said)) if said != plain(said).as_ref() => {
            refused(&Refusal::Instead(Instead::Error(plain(said).into_owned())))
        }
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
        Refusal::Encrypted => Bilingual::new(
            "This file in the archive is encrypted: it opens only with a password. Unpack the archive with the password, and drop what comes out.",
            "アーカイブの中のこのファイルは暗号化されていて、パスワードがないと開けません。パスワードで展開してから、中のファイルを置いてください。",
        ),
        Refusal::Nested(format) => Bilingual::new(
            format!(
                "This is a packed file ({format}) inside a packed file. Unpack the outer one, and drop what comes out."
            ),
            format!(
                "圧縮ファイルの中に、さらに圧縮ファイル（{format}）が入っています。外側を展開してから、中のファイルを置いてください。"
            ),
        ),
        Refusal::Packed => Bilingual::new(
            "This file in the archive is packed in a rare way that Comove does not unpack. Unpack the archive, or pack it as an ordinary .zip, and drop that.",
            "アーカイブの中のこのファイルは、Comove が展開できないまれな方式で圧縮されています。先に展開するか、ふつうの .zip にしたものを置いてください。",
        ),
        Refusal::Beyond(limit) => limit::beyond(*limit),
        Refusal::Unsupported(format)
            if matches!(format.as_str(), "zstd" | "xz" | "bz2" | "7z" | "rar" | "lz4") =>
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
        Refusal::Unsupported(format) if format == "tar" => Bilingual::new(
            "This is an archive of files (tar), which Comove does not unpack. Unpack it, or pack the files as .zip, and drop that.",
            "複数のファイルをまとめた tar 形式で、そのままでは読めません。展開するか、.zip にまとめ直したものを置いてください。",
        ),
        Refusal::Unsupported(format)
            if matches!(format.as_str(), "xlsx" | "xlsb" | "xls" | "ods" | "numbers") =>
        {
            Bilingual::new(
                format!(
                    "This is a workbook that Comove does not read here ({format}). Save it as .xlsx without a password, or the sheet with the data as CSV (Excel: Save As; Numbers: Export To), and drop that."
                ),
                format!(
                    "このままでは読めない表計算のファイル（{format}）です。パスワードなしの .xlsx か、データのシートを CSV で保存し（Excel では「名前を付けて保存」、Numbers では「書き出す」）、そのファイルを置いてください。"
                ),
            )
        }
        Refusal::Unsupported(format) if format == "health" => Bilingual::new(
            "This is the health app's own export (export.xml), which is not a table. Save the values of interest as .xlsx or CSV, for example with one of the apps that export health data, and drop that.",
            "ヘルスケアアプリが書き出した export.xml で、表ではありません。見たい値を、健康データを書き出すアプリなどで .xlsx か CSV に保存し、そのファイルを置いてください。",
        ),
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
        Failure::Changed => Bilingual::new(
            "The file was changed, moved or removed after it was given to the page, so it cannot be read to its end. Choose it again.",
            "ページに渡したあとでファイルが変更、移動または削除されたため、最後まで読めません。もう一度選んでください。",
        ),
        Failure::Checksum => Bilingual::new(
            "The file is damaged: what was unpacked does not fit its checksum, so some of it is not what it was. Copy, download or export the file again.",
            "ファイルが壊れています。展開した内容がチェックサムと合わず、どこかが元と違っています。コピー、ダウンロード、書き出しのいずれかをやり直してください。",
        ),
        Failure::Overlap => Bilingual::new(
            "The files in this archive lie on top of each other, as in archives that are made to fill a disk. It was not read. Unpack it elsewhere if you trust it, and drop what comes out.",
            "このアーカイブでは中のファイルどうしが重なっています。展開すると際限なく大きくなるように作られたアーカイブの形なので、読みませんでした。信頼できるものなら、先に展開してから中のファイルを置いてください。",
        ),
        Failure::Beyond(limit) => limit::beyond(*limit),
        Failure::Damaged(0) => Bilingual::new(
            "What the file holds is not as its format says: it is damaged, cut off, or was written wrongly. Copy or export it again.",
            "ファイルの中身が形式の決まりどおりになっていません。壊れているか、途切れているか、書き出しに失敗しています。コピーか書き出しをやり直してください。",
        ),
        Failure::Damaged(bytes) => Bilingual::new(
            format!(
                "The compressed data are damaged or cut off after {bytes} bytes. Copy or export the file again."
            ),
            format!(
                "圧縮データが {bytes} バイトのところで壊れているか、途切れています。コピーか書き出しをやり直してください。"
            ),
        ),
        Failure::Unloaded(said) => Bilingual::new(
            format!(
                "The part of Comove that reads this kind of file could not be loaded ({said}). Check the network and add the file again."
            ),
            format!(
                "この種類のファイルを読む部品を取得できませんでした（{said}）。通信を確かめて、もう一度ファイルを置いてください。"
            ),
        ),
        Failure::Memory => Bilingual::new(
            "Memory ran out while this file was read, twice. The other sources are untouched. Close other tabs and add the file again, or make it smaller where it lies: “Too large for a browser?” on the first page says how.",
            "このファイルを読む途中でメモリーが足りなくなりました（二度試しました）。ほかのデータに影響はありません。ほかのタブを閉じてもう一度置くか、データのある場所で小さくしてください。方法は「ブラウザーには大きすぎる場合」にあります。",
        ),
        Failure::Silent => Bilingual::new(
            "The part of Comove that reads files stopped answering on this file, twice. The other sources are untouched; add the file again, and please report this if it stays so.",
            "このファイルを読む途中で、読み取りの部品が応答しなくなりました（二度試しました）。ほかのデータに影響はありません。もう一度置いてみて、繰り返すようならお知らせください。",
        ),
        Failure::TooLarge(bytes) => {
            let mb = number::count(bytes.div_ceil(1_000_000));
            Bilingual::new(
                format!(
                    "One part of the file is {mb} MB unpacked, more than a page can hold at once. Save the data as CSV, which is read piece by piece whatever its size, and drop that."
                ),
                format!(
                    "展開すると一部分だけで {mb} MB になり、ページのメモリーに入りません。CSV で保存すれば、大きくても少しずつ読めます。"
                ),
            )
        }
        Failure::Inside(what) => {
            let (en, ja) = match what.as_str() {
                "password" => ("a password", "パスワード"),
                "encryption" => ("encryption", "暗号化"),
                "dictionary" => ("a dictionary that lies elsewhere", "別に置かれた辞書"),
                "codec" | "encoding" | "levels" => ("a rare way of packing", "まれな圧縮方式"),
                name => (name, name),
            };
            Bilingual::new(
                format!(
                    "The file uses something inside that Comove does not read: {en}. Save or export it again without that, or as CSV, and drop that."
                ),
                format!(
                    "ファイルの中で使われている「{ja}」は読めません。それを使わずに、または CSV で保存し直したものを置いてください。"
                ),
            )
        }
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
