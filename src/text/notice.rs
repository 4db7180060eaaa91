//! Messages that are not about one row or one column.

use super::number;
use crate::kit::language::Bilingual;

/// A file of the address could not be fetched.
pub(crate) fn fetch_failed(url: &str, reason: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "“{url}” could not be loaded ({reason}). It must lie beside the page, or its server must allow this page to read it."
        ),
        format!(
            "「{url}」を読み込めませんでした（{reason}）。ページと同じ場所に置くか、そのサーバーがこのページからの読み込みを許している必要があります。"
        ),
    )
}

/// Something is in the clipboard now.
pub fn copied() -> Bilingual {
    Bilingual::new("Copied.", "コピーしました。")
}

/// The clipboard is closed to the page.
pub(crate) fn copy_refused() -> Bilingual {
    Bilingual::new(
        "The browser does not let this page copy. Click the text: that selects it; then copy it with the keyboard.",
        "ブラウザーがコピーを許していません。文をクリックすると全体が選ばれるので、キーボードでコピーしてください。",
    )
}

/// An analysis without its files is shown.
pub(crate) fn restored() -> Bilingual {
    Bilingual::new(
        "This is an analysis without its files: the span, the lags and the drawing can be changed. Drop the files themselves to change anything else.",
        "元のファイルを含まない分析です。期間の範囲、ずれ、描き方は変えられます。そのほかを変えるには、元のファイルを置いてください。",
    )
}

/// Notes came as a file.
pub(crate) fn notes_read(count: usize, name: &str) -> Bilingual {
    let plural = if count == 1 { "" } else { "s" };
    Bilingual::new(
        format!("{count} note{plural} for the time axis read from “{name}”."),
        format!("「{name}」から時間軸の注釈を{count}件読み込みました。"),
    )
}

/// A picture or a file could not be made: the parts of the page that make it did not come, mostly.
pub(crate) fn undelivered(message: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "It could not be made ({message}). Nothing is lost: try again; without a network, once there is one."
        ),
        format!(
            "作れませんでした（{message}）。分析の内容は失われていません。もう一度お試しください。ネットワークにつながっていないときは、つながってからお願いします。"
        ),
    )
}

/// An error that the program did not expect.
pub(crate) fn broke(message: &str) -> Bilingual {
    Bilingual::new(
        format!("Comove itself failed ({message}). Load the page again; please report this."),
        format!(
            "Comove の側で不具合が起きました（{message}）。ページを読み込み直してください。お知らせいただけると助かります。"
        ),
    )
}

/// Files of one drop were joined.
pub fn joined(files: u64, name: &str) -> Bilingual {
    let n = number::count(files);
    Bilingual::new(
        format!(
            "{n} files like “{name}” have the same columns and follow each other: they are read as one. Its card takes them apart."
        ),
        format!(
            "「{name}」など {n} 個のファイルは、列が同じで期間が続いているため、ひとつのデータとして読みました。カードから別々に戻せます。"
        ),
    )
}

/// Remembered overrides were used.
pub(crate) fn recalled(name: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "“{name}” has the header of an earlier file, so it is read as you chose then. Its card can undo this."
        ),
        format!(
            "「{name}」は以前のファイルと見出しが同じなので、そのときに選んだ読み方を使いました。カードから元に戻せます。"
        ),
    )
}

/// Remembered overrides do not fit a file.
pub fn not_recalled(name: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "“{name}” has the header of an earlier file, but cannot be read as you chose then: it is read as it was found."
        ),
        format!(
            "「{name}」は以前のファイルと見出しが同じですが、そのときの読み方では読めないため、ファイルから判断した読み方を使いました。"
        ),
    )
}

/// A file took the place of another and has a series of it no more.
pub(crate) fn series_gone(label: &str, name: &str) -> Bilingual {
    Bilingual::new(
        format!("“{name}” has no “{label}” any more: another series is shown in its place."),
        format!("「{name}」には「{label}」がもうありません。代わりに別の系列を表示しています。"),
    )
}

/// No more analyses can be saved.
pub(crate) fn too_many_saved(most: u64) -> Bilingual {
    Bilingual::new(
        format!("{most} analyses are saved already: remove one first."),
        format!("保存できる分析は{most}件までです。どれかを削除してください。"),
    )
}

/// The browser's storage is full or closed.
pub(crate) fn not_stored() -> Bilingual {
    Bilingual::new(
        "The browser did not store this: its storage is full, or closed to this page. “Publish” makes a file that opens here again.",
        "ブラウザーに保存できませんでした。保存領域がいっぱいか、このページには許されていません。「公開」から、ここで再び開けるファイルを作れます。",
    )
}

/// A saved analysis is of another version, or is gone.
pub(crate) fn saved_unreadable(name: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "“{name}” cannot be opened: it was saved by another version, or removed elsewhere."
        ),
        format!("「{name}」は開けません。別の版で保存されたか、ほかのタブで削除されています。"),
    )
}

/// A source was removed while somebody waited for it.
pub fn removed(name: &str) -> Bilingual {
    Bilingual::new(format!("“{name}” was removed."), format!("「{name}」は取り除かれました。"))
}

/// There is no such source.
pub(crate) fn no_such_source(id: &str) -> Bilingual {
    Bilingual::new(
        format!("There is no source “{id}”."),
        format!("「{id}」というデータはありません。"),
    )
}

/// The period asked for is finer than a source.
pub(crate) fn too_fine(asked: &Bilingual, used: &Bilingual) -> Bilingual {
    Bilingual::new(
        format!(
            "One of the sources has one value a {}: a view by the {} is not possible.",
            used.en, asked.en
        ),
        format!("片方のデータが{}単位のため、{}単位では表示できません。", used.ja, asked.ja),
    )
}

/// A file that was read before cannot be read again as it is.
pub(crate) fn changed(name: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "“{name}” has been changed or moved since it was read, so it cannot be read anew. What was read stays; to read it as it is now, add it again."
        ),
        format!(
            "「{name}」は読み込んだあとで変更または移動されたため、読み直せません。読み込み済みの内容はそのまま使えます。今の内容を読むには、もう一度置いてください。"
        ),
    )
}

/// The stored analysis broke the page when it was opened last.
pub(crate) fn left_aside() -> Bilingual {
    Bilingual::new(
        "The analysis that was kept in this browser did not open last time, so it was left aside. A new one takes its place; “Forget everything” removes it.",
        "前回、このブラウザーに残した分析を開けなかったため、今回は読み込みませんでした。新しい分析で置き換わります。「すべて消す」で削除できます。",
    )
}

/// Label of the button that closes a notice.
pub fn close() -> Bilingual {
    Bilingual::new("Close", "閉じる")
}
