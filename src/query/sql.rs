//! SQL, in four dialects.

use super::pattern::{Style, pattern};
use super::{Bucket, Op, Parts, Test, quoted, table};

/// Sources of one dialect's words.
struct Words {
    /// Quotation mark around names of columns.
    name: char,
    /// Escapes a quote in a text.
    escape: char,
    /// Whether the second text stands in the first.
    contains: fn(&str, &str) -> String,
    /// The number in a text, null where it is none.
    number: fn(&str) -> String,
}

const DUCK: Words = Words {
    name: '"',
    escape: '\'',
    contains: |cell, text| format!("contains({cell}, {text})"),
    number: |cell| format!("TRY_CAST({cell} AS DOUBLE)"),
};
const BACK: Words = Words {
    name: '`',
    escape: '\\',
    contains: |cell, text| format!("position({cell}, {text}) > 0"),
    number: |cell| format!("toFloat64OrNull({cell})"),
};
const SPARK: Words = Words {
    contains: |cell, text| format!("contains({cell}, {text})"),
    number: |cell| format!("try_cast({cell} AS DOUBLE)"),
    ..BACK
};
const BIG: Words = Words {
    contains: |cell, text| format!("STRPOS({cell}, {text}) > 0"),
    number: |cell| format!("SAFE_CAST({cell} AS FLOAT64)"),
    ..BACK
};

impl Words {
    fn text(&self, text: &str) -> String {
        quoted(text, '\'', self.escape)
    }

    fn name(&self, name: &str) -> String {
        quoted(name, self.name, if self.escape == '\\' { '\\' } else { self.name })
    }

    /// A condition on a cell that may be null.
    fn holds(&self, test: &Test<'_>, cell: &str) -> String {
        let text = self.text(&test.text);
        let same = |sign| format!("lower(trim(coalesce({cell}, ''))) {sign} {text}");
        let number = (self.number)(cell);
        match (test.op, test.number) {
            (Op::Contains, _) => (self.contains)(&format!("lower({cell})"), &text),
            (Op::Is, None) => same("="),
            (Op::IsNot, None) => same("<>"),
            (Op::Is, Some(wanted)) => format!("{number} = {wanted}"),
            // A cell without a number is another.
            (Op::IsNot, Some(wanted)) => format!("coalesce({number} <> {wanted}, TRUE)"),
            (Op::AtLeast, wanted) => format!("{number} >= {}", wanted.unwrap_or(f64::NAN)),
            (Op::AtMost, wanted) => format!("{number} <= {}", wanted.unwrap_or(f64::NAN)),
        }
    }
}

/// The columns of the time as one text.
fn time_text(parts: &Parts<'_>, cell: &dyn Fn(&str) -> String, words: &Words) -> String {
    match parts.time.as_slice() {
        [one] => format!("trim({})", cell(one)),
        many => {
            let cells: Vec<String> = many.iter().map(|name| cell(name)).collect();
            format!("concat_ws({}, {})", words.text(&parts.time_mark.to_string()), cells.join(", "))
        }
    }
}

/// The statement around a source that gives `t`, a UTC time that may be missing.
fn statement(
    parts: &Parts<'_>,
    words: &Words,
    (bucket, sum): (&str, &dyn Fn(String) -> String),
    cell: &dyn Fn(&str) -> String,
    time: &str,
    from: &str,
) -> String {
    let group = match parts.group {
        Some(group) => format!("trim(coalesce({}, ''))", cell(group)),
        None => "''".to_owned(),
    };
    let count = parts.count.map_or_else(|| "count(*)".to_owned(), |count| sum(cell(count)));
    let filters = parts.filters.iter();
    let filter: String =
        filters.map(|test| format!("\n  AND {}", words.holds(test, &cell(test.column)))).collect();
    let group_name = words.name("group");
    let count_name = words.name("count");
    format!(
        "SELECT {bucket} AS bucket, {group} AS {group_name}, {count} AS {count_name}\nFROM (SELECT {time} AS t, * FROM {from}) AS timed\nWHERE t IS NOT NULL{filter}\nGROUP BY 1, 2\nORDER BY 1, 2"
    )
}

fn unit(parts: &Parts<'_>) -> &'static str {
    if parts.bucket == Bucket::Hour { "hour" } else { "day" }
}

/// What an epoch's count is divided by to give microseconds (negative: multiplied).
fn epoch_scale(format: &str) -> Option<i64> {
    Some(match format {
        "epoch-s" => -1_000_000,
        "epoch-ms" => -1_000,
        "epoch-us" => 1,
        "epoch-ns" => 1_000,
        _ => return None,
    })
}

pub(super) fn duckdb(parts: &Parts<'_>) -> Option<String> {
    let words = &DUCK;
    let plain = |name: &str| words.name(name);
    let path = |name: &str| {
        let keys: Vec<String> = name.split('.').map(|key| format!("\"{key}\"")).collect();
        format!("(json ->> {})", words.text(&format!("$.{}", keys.join("."))))
    };
    let cell: &dyn Fn(&str) -> String = if parts.ndjson { &path } else { &plain };
    let text = time_text(parts, cell, words);
    let first = *parts.formats.first()?;
    let time = if let Some(scale) = epoch_scale(first) {
        let micros = match scale {
            -1_000_000 => {
                format!("CAST(floor(TRY_CAST({text} AS DECIMAL(28, 9)) * 1000000) AS BIGINT)")
            }
            scale if scale < 0 => format!("TRY_CAST({text} AS BIGINT) * {}", -scale),
            scale => format!("TRY_CAST({text} AS BIGINT) // {scale}"),
        };
        format!("make_timestamp({micros})")
    } else {
        let mut all = Vec::new();
        for format in &parts.formats {
            // DuckDB's %n reads any number of digits up to nine.
            all.push(words.text(&pattern(format, Style::Percent { fraction: ".%n" })?));
        }
        let read = format!("try_strptime({text}, [{}])", all.join(", "));
        match parts.zone {
            _ if first.contains("%z") => format!("timezone('UTC', {read})"),
            Some(zone) => format!("timezone('UTC', timezone({}, {read}))", words.text(zone)),
            None => read,
        }
    };
    let file = words.text(parts.file);
    let from = if parts.ndjson {
        format!("read_ndjson_objects({file})")
    } else {
        let columns: Vec<String> =
            parts.columns.iter().map(|name| format!("{}: 'VARCHAR'", words.text(name))).collect();
        let quote = words.text(parts.quote.unwrap_or(""));
        format!(
            "read_csv({file}, auto_detect = false, header = false, skip = {}, delim = {}, quote = {quote}, escape = {quote}, null_padding = true, parallel = false, strict_mode = false, columns = {{{}}})",
            parts.skip_lines,
            words.text(parts.delimiter),
            columns.join(", "),
        )
    };
    let bucket = format!("strftime(date_trunc('{}', t), '%Y-%m-%dT%H:%M:%SZ')", unit(parts));
    let sum = |cell: String| format!("sum({})", (words.number)(&cell));
    Some(statement(parts, words, (&bucket, &sum), cell, &time, &from))
}

pub(super) fn clickhouse(parts: &Parts<'_>) -> Option<String> {
    let words = &BACK;
    let plain = |name: &str| words.name(name);
    let path = |name: &str| {
        let keys: Vec<String> = name.split('.').map(|key| words.text(key)).collect();
        format!("JSONExtractString(json, {})", keys.join(", "))
    };
    let cell: &dyn Fn(&str) -> String = if parts.ndjson { &path } else { &plain };
    let text = time_text(parts, cell, words);
    let first = *parts.formats.first()?;
    let time = if let Some(scale) = epoch_scale(first) {
        let micros = match scale {
            -1_000_000 => format!("toInt64(floor(toFloat64OrNull({text})))"),
            -1_000 => format!("intDiv(toInt64OrNull({text}), 1000)"),
            scale => format!("intDiv(toInt64OrNull({text}), {})", scale * 1_000_000),
        };
        format!("toDateTime({micros}, 'UTC')")
    } else {
        let zone = words.text(parts.zone.unwrap_or("UTC"));
        let mut all = Vec::new();
        for format in &parts.formats {
            // Fractions and offsets: only ISO times are read with them.
            if format.contains("%f") || format.contains("%z") {
                if !format.starts_with("%Y-%m-%d") {
                    return None;
                }
                all.push(format!("parseDateTime64BestEffortOrNull({text}, 3, {zone})"));
                continue;
            }
            let format = words.text(&pattern(format, Style::MySql)?);
            all.push(format!("parseDateTimeOrNull({text}, {format}, {zone})"));
        }
        match all.as_slice() {
            [one] => one.clone(),
            many => format!("coalesce({})", many.join(", ")),
        }
    };
    let file = words.text(parts.file);
    let (from, settings) = if parts.ndjson {
        (format!("file({file}, 'JSONAsString', 'json String')"), String::new())
    } else {
        let columns: Vec<String> =
            parts.columns.iter().map(|name| format!("{} String", words.name(name))).collect();
        let settings = format!(
            "\nSETTINGS format_csv_delimiter = {}, input_format_csv_skip_first_lines = {}, input_format_csv_allow_variable_number_of_columns = 1, input_format_csv_trim_whitespaces = 0",
            words.text(parts.delimiter),
            parts.skip_lines,
        );
        (format!("file({file}, 'CSV', {})", words.text(&columns.join(", "))), settings)
    };
    let bucket = format!(
        "formatDateTime(toStartOf{}(toTimeZone(t, 'UTC')), '%Y-%m-%dT%H:%i:%SZ')",
        if parts.bucket == Bucket::Hour { "Hour" } else { "Day" }
    );
    let sum = |cell: String| format!("sum({})", (words.number)(&cell));
    Some(statement(parts, words, (&bucket, &sum), cell, &time, &from) + &settings)
}

pub(super) fn spark(parts: &Parts<'_>) -> Option<String> {
    let words = &SPARK;
    // Spark doubles a backtick inside names.
    let plain = |name: &str| quoted(name, '`', '`');
    let path = |name: &str| format!("get_json_object(value, {})", words.text(&format!("$.{name}")));
    let cell: &dyn Fn(&str) -> String = if parts.ndjson { &path } else { &plain };
    let text = time_text(parts, cell, words);
    let first = *parts.formats.first()?;
    let time = if let Some(scale) = epoch_scale(first) {
        let micros = if scale < 0 { format!("* {}", -scale) } else { format!("/ {scale}") };
        format!(
            "timestamp_micros(CAST(floor(try_cast({text} AS DECIMAL(28, 6)) {micros}) AS BIGINT))"
        )
    } else {
        let mut all = Vec::new();
        for format in &parts.formats {
            let format = pattern(format, Style::Java)?;
            let mut read = |format: &str| {
                all.push(format!("try_to_timestamp({text}, {})", words.text(format)));
            };
            read(&format);
            // Java's pattern letters distinguish `+09:00` from `+0900`.
            if format.contains("XXX") {
                read(&format.replace("XXX", "XX"));
            }
        }
        let read =
            if all.len() == 1 { all.remove(0) } else { format!("coalesce({})", all.join(", ")) };
        match parts.zone {
            Some(zone) => format!("to_utc_timestamp({read}, {})", words.text(zone)),
            None => read,
        }
    };
    let file = quoted(parts.file, '`', '`');
    let from = if parts.ndjson {
        format!("text.{file}")
    } else if parts.skip_lines > 1 {
        // Lines above the header cannot be left out.
        return None;
    } else {
        let columns: Vec<String> = parts.columns.iter().map(|name| plain(name)).collect();
        let header = parts.skip_lines > 0;
        format!(
            "csv.{file} WITH ('header' = '{header}', 'sep' = {}, 'escape' = '\"', 'multiLine' = 'true') AS file({})",
            words.text(parts.delimiter),
            columns.join(", "),
        )
    };
    let bucket =
        format!("date_format(date_trunc('{}', t), \"yyyy-MM-dd'T'HH:mm:ss'Z'\")", unit(parts));
    let sum = |cell: String| format!("sum({})", (words.number)(&cell));
    let query = statement(parts, words, (&bucket, &sum), cell, &time, &from);
    Some(format!("-- SET spark.sql.session.timeZone = UTC;\n{query}"))
}

pub(super) fn bigquery(parts: &Parts<'_>) -> Option<String> {
    let words = &BIG;
    let cell = |name: &str| format!("CAST({} AS STRING)", words.name(name));
    let text = match parts.time.as_slice() {
        [one] => format!("TRIM({})", cell(one)),
        many => {
            let cells: Vec<String> = many.iter().map(|name| cell(name)).collect();
            cells.join(&format!(" || {} || ", words.text(&parts.time_mark.to_string())))
        }
    };
    let first = *parts.formats.first()?;
    let time = if let Some(scale) = epoch_scale(first) {
        let micros = if scale < 0 { format!("* {}", -scale) } else { format!("/ {scale}") };
        format!("TIMESTAMP_MICROS(CAST(FLOOR(SAFE_CAST({text} AS NUMERIC) {micros}) AS INT64))")
    } else {
        let zone = words.text(parts.zone.unwrap_or("UTC"));
        let mut all = Vec::new();
        for format in &parts.formats {
            // %E*S is seconds with any fraction.
            let format = format.replace("%S.%f", "%E*S");
            let (seconds, rest) = match format.split_once("%E*S") {
                Some((before, after)) => (before.to_owned(), Some(after.to_owned())),
                None => (format, None),
            };
            let style = Style::Percent { fraction: ".%f" };
            let mut read = pattern(&seconds, style)?;
            if let Some(rest) = rest {
                read = format!("{read}%E*S{}", pattern(&rest, style)?);
            }
            all.push(format!("SAFE.PARSE_TIMESTAMP({}, {text}, {zone})", words.text(&read)));
        }
        if all.len() == 1 { all.remove(0) } else { format!("COALESCE({})", all.join(", ")) }
    };
    let from = format!("`project.dataset.{}`", table(parts.file));
    let bucket = format!(
        "FORMAT_TIMESTAMP('%Y-%m-%dT%H:%M:%SZ', TIMESTAMP_TRUNC(t, {}, 'UTC'))",
        unit(parts).to_uppercase()
    );
    let sum = |cell: String| format!("SUM({})", (words.number)(&cell));
    Some(statement(parts, words, (&bucket, &sum), &cell, &time, &from))
}
