//! What is said where something is beyond a bound of [`Limit`], and the guide's table of them.

use super::number;
use crate::{ingest::limits::Limit, kit::language::Bilingual};

/// A bound as it is written: a plain number, or bytes in their unit.
fn most(limit: Limit) -> Bilingual {
    let n = limit.most();
    let bytes = |unit: u64, name: &str| {
        let text = format!("{} {name}", number::count(n / unit));
        Bilingual::new(text.clone(), text)
    };
    match limit {
        Limit::Record | Limit::Barren => bytes(1 << 20, "MB"),
        Limit::Unpacked | Limit::Fetched => bytes(1_000_000_000, "GB"),
        Limit::Figure => bytes(1_000_000, "MB"),
        _ => Bilingual::new(number::count(n), number::count(n)),
    }
}

/// Something has more than is taken of it: what, how much is taken, what helps.
pub fn beyond(limit: Limit) -> Bilingual {
    let Bilingual { en: n, ja } = most(limit);
    match limit {
        Limit::Rows | Limit::Kept => Bilingual::new(
            format!(
                "The file has more than {n} values at different quarter hours, more than a page can hold. Leave out columns or years that are not needed, or export one value a day."
            ),
            format!(
                "15分ごとにまとめても値が{ja}個を超え、ページに入りません。不要な列や年を除くか、1日1値で書き出してください。"
            ),
        ),
        Limit::Groups | Limit::GroupCells => {
            let Bilingual { en: cells, ja: cells_ja } = most(Limit::GroupCells);
            let Bilingual { en: groups, ja: groups_ja } = most(Limit::Groups);
            Bilingual::new(
                format!(
                    "the column has more than {groups} different names, or they were met in more than {cells} quarter hours, so all rows are counted together"
                ),
                format!(
                    "名前が{groups_ja}種類、または15分ごとの区間が合わせて{cells_ja}を超えるため、分けずに数えました"
                ),
            )
        }
        Limit::Columns => Bilingual::new(
            format!(
                "The table has more than {n} columns, more than Comove takes. Export the columns of interest, or one row for each date and name."
            ),
            format!(
                "列が{ja}を超えているため読めません。必要な列だけにするか、日付と項目ごとに1行の形で書き出してください。"
            ),
        ),
        Limit::Record => Bilingual::new(
            format!(
                "A line is longer than {n}, longer than any row of a table. Export the data with one row a line."
            ),
            format!(
                "1行が{ja}を超えていて、表の行としては長すぎます。1行に1件ずつの形で書き出してください。"
            ),
        ),
        Limit::Unpacked => Bilingual::new(
            format!(
                "Unpacked, the file is more than {n}, more than Comove reads. Split it by year, or count it where it lies."
            ),
            format!(
                "展開すると{ja}を超えるため読めません。年ごとに分けるか、もとの場所で集計してください。"
            ),
        ),
        Limit::Barren => Bilingual::new(
            format!(
                "The packed file unpacks to more than {n} without a single row: it is filled with something else, so no more of it was read. Export it again."
            ),
            format!(
                "展開した内容に、{ja}を超えて1行も表の行がありません。ほかのもので埋められているため、読むのをやめました。もう一度書き出してください。"
            ),
        ),
        Limit::Members => Bilingual::new(
            format!(
                "The archive holds more than {n} files. Pack those of interest, or drop their folder in parts."
            ),
            format!(
                "アーカイブの中のファイルが{ja}を超えています。必要なものだけをまとめるか、フォルダーを分けて置いてください。"
            ),
        ),
        Limit::Sources => Bilingual::new(
            format!(
                "More than {n} files at once: the others were left out. Drop them in parts, or join them first."
            ),
            format!(
                "一度に扱えるファイルは{ja}までです。残りは読みませんでした。分けて置くか、先にまとめてください。"
            ),
        ),
        Limit::Years => Bilingual::new(
            format!(
                "The times lie more than {n} years apart, so one of them is surely wrong. Check the first and the last date, and export the file again."
            ),
            format!(
                "最初と最後の時刻が{ja}年を超えて離れています。どちらかが誤りと思われます。日付を確かめて、もう一度書き出してください。"
            ),
        ),
        Limit::Notes => Bilingual::new(
            format!("More than {n} notes: the others were left out."),
            format!("注釈は{ja}件までです。残りは読みませんでした。"),
        ),
        Limit::Periods | Limit::Series | Limit::Figure => {
            let Bilingual { en: size, ja: size_ja } = most(Limit::Figure);
            let Bilingual { en: periods, ja: periods_ja } = most(Limit::Periods);
            let Bilingual { en: series, ja: series_ja } = most(Limit::Series);
            Bilingual::new(
                format!(
                    "The analysis is larger than any that Comove writes ({size}, {periods} periods, {series} series), so it was not opened."
                ),
                format!(
                    "Comove が書き出す分析の大きさ（{size_ja}、期間{periods_ja}、系列{series_ja}）を超えているため、開きませんでした。"
                ),
            )
        }
        Limit::Fetched => Bilingual::new(
            format!("it is larger than {n}: download it and drop it here"),
            format!("{ja}を超えています。ダウンロードしてから置いてください"),
        ),
        Limit::Addresses => Bilingual::new(
            format!("The address names more than {n} files: the others were left out."),
            format!("アドレスで指定できるファイルは{ja}個までです。残りは読みませんでした。"),
        ),
        Limit::Fragment => Bilingual::new(
            format!("The address is longer than {n} characters, so its settings were not read."),
            format!("アドレスが{ja}文字を超えているため、設定を読みませんでした。"),
        ),
        Limit::Notices => Bilingual::new(
            format!("More than {n} messages at once: the oldest have gone."),
            format!("表示できるお知らせは{ja}件までです。古いものは消えました。"),
        ),
    }
}

/// Two series would be compared in more periods than are made.
pub fn too_many_periods() -> Bilingual {
    let n = number::count(Limit::Periods.most());
    Bilingual::new(
        format!("These would be more than {n} periods. Choose a longer period."),
        format!("期間の数が{n}を超えます。もっと長い期間の単位を選んでください。"),
    )
}

/// A row of the guide's table: what is bounded, how much is taken, what happens beyond.
pub fn row(limit: Limit) -> [Bilingual; 3] {
    let (what, then) = match limit {
        Limit::Rows => (
            Bilingual::new(
                "Rows of a measurement that are kept one by one",
                "測定値の行のうち、1行ずつ保持するもの",
            ),
            Bilingual::new(
                "each quarter hour keeps its count, sum, smallest, largest, first and last value, and the file’s line says so; only a median is then that of quarter hours",
                "15分ごとに個数、合計、最小、最大、最初、最後の値を保持し、ファイルの読み取りの説明にそう示します。中央値だけは15分ごとの平均の中央値になります",
            ),
        ),
        Limit::Kept => (
            Bilingual::new(
                "Values of a measurement: rows, or quarter hours, times columns",
                "1つのファイルの測定値（行または15分の区間 × 列）",
            ),
            Bilingual::new(
                "all columns but the main one are left out; beyond that the file is refused",
                "主な列だけを読み、それでも超えるときは読みません",
            ),
        ),
        Limit::Groups => (
            Bilingual::new(
                "Different names in a column that events are split by",
                "イベントを分ける列の名前の種類",
            ),
            Bilingual::new(
                "the 49 largest are exact and the others are one sum; with more names all rows are counted together, and the file’s line says so",
                "多いものから49は正確に数え、残りは1つの合計にします。名前がこれより多いときは分けずに数え、ファイルの読み取りの説明にそう示します",
            ),
        ),
        Limit::GroupCells => (
            Bilingual::new(
                "Quarter hours with rows, of all these names together",
                "それらの名前の、行のある15分の区間の合計",
            ),
            Bilingual::new(
                "all rows are counted together, and the file’s line says so",
                "分けずに数え、ファイルの読み取りの説明にそう示します",
            ),
        ),
        Limit::Columns => (
            Bilingual::new("Columns of a table", "表の列"),
            Bilingual::new("the file is refused", "読みません"),
        ),
        Limit::Record => (
            Bilingual::new("Length of a line or record", "1行または1件の長さ"),
            Bilingual::new("the row is left out and listed", "その行を除き、一覧に示します"),
        ),
        Limit::Unpacked => (
            Bilingual::new("A packed file, unpacked", "圧縮ファイルを展開した大きさ"),
            Bilingual::new("the file is refused", "読みません"),
        ),
        Limit::Barren => (
            Bilingual::new(
                "What a packed file unpacks to without a row among it",
                "圧縮ファイルを展開した内容のうち、行のない部分",
            ),
            Bilingual::new("the file is refused", "読みません"),
        ),
        Limit::Members => (
            Bilingual::new("Files in an archive", "アーカイブの中のファイル"),
            Bilingual::new(
                "the archive is refused; so is one whose files lie on top of each other",
                "読みません。中のファイルどうしが重なるアーカイブも読みません",
            ),
        ),
        Limit::Sources => (
            Bilingual::new("Files at a time", "一度に扱うファイル"),
            Bilingual::new(
                "the others are left out, and a message says so",
                "残りを除き、お知らせを出します",
            ),
        ),
        Limit::Years => (
            Bilingual::new(
                "Years between the first and the last time of a file",
                "ファイルの最初と最後の時刻の隔たり（年）",
            ),
            Bilingual::new("the file is refused", "読みません"),
        ),
        Limit::Notes => (
            Bilingual::new("Notes on the time axis", "時間軸の注釈"),
            Bilingual::new(
                "the others are left out, and a message says so",
                "残りを除き、お知らせを出します",
            ),
        ),
        Limit::Periods => (
            Bilingual::new("Periods of an analysis", "1つの分析の期間の数"),
            Bilingual::new(
                "a longer period is taken, or asked for; an exported figure with more is not opened",
                "より長い期間の単位を使うか、選んでもらいます。これより多い図は開きません",
            ),
        ),
        Limit::Series => (
            Bilingual::new("Series of an analysis", "1つの分析の系列の数"),
            Bilingual::new(
                "no more are taken; an exported figure with more is not opened",
                "それ以上は加えません。これより多い図は開きません",
            ),
        ),
        Limit::Figure => (
            Bilingual::new("Size of an exported figure that is opened", "開く図の大きさ"),
            Bilingual::new("it is not opened", "開きません"),
        ),
        Limit::Fetched => (
            Bilingual::new(
                "A file that the address names (?data=)",
                "アドレスで指定するファイル（?data=）の大きさ",
            ),
            Bilingual::new(
                "fetching ends, and a message says so",
                "取得をやめ、お知らせを出します",
            ),
        ),
        Limit::Addresses => (
            Bilingual::new("How many it names", "その個数"),
            Bilingual::new(
                "the others are left out, and a message says so",
                "残りを除き、お知らせを出します",
            ),
        ),
        Limit::Fragment => (
            Bilingual::new(
                "Characters of the settings in the address",
                "アドレスに入る設定の文字数",
            ),
            Bilingual::new(
                "the settings are not read, and a message says so",
                "設定を読まず、お知らせを出します",
            ),
        ),
        Limit::Notices => (
            Bilingual::new("Messages in the page at a time", "同時に表示するお知らせ"),
            Bilingual::new("the oldest goes", "古いものから消えます"),
        ),
    };
    [what, most(limit), then]
}
