//! The search languages of SIEMs: SPL, KQL, ES|QL.

use super::pattern::{Style, pattern};
use super::{Bucket, Op, Parts, quoted, table};

fn text(text: &str) -> String {
    quoted(text, '"', '\\')
}

/// An epoch's counts of a second.
fn per_second(format: &str) -> Option<i64> {
    Some(match format {
        "epoch-s" => 1,
        "epoch-ms" => 1_000,
        "epoch-us" => 1_000_000,
        "epoch-ns" => 1_000_000_000,
        _ => return None,
    })
}

pub(super) fn splunk(parts: &Parts<'_>) -> Option<String> {
    let field = |name: &str| quoted(name, '\'', '\\');
    let [column] = *parts.time.as_slice() else { return None };
    let first = *parts.formats.first()?;
    let time = if column == "_time" {
        String::new()
    } else if let Some(units) = per_second(first) {
        format!("\n| eval _time = {} / {units}", field(column))
    } else {
        let mut read = Vec::new();
        for format in &parts.formats {
            let format = text(&pattern(format, Style::Percent { fraction: ".%6N" })?);
            read.push(format!("strptime({}, {format})", field(column)));
        }
        format!("\n| eval _time = coalesce({})", read.join(", "))
    };
    let span = if parts.bucket == Bucket::Hour { "1h" } else { "1d" };
    let group = parts
        .group
        .map_or_else(|| "\"\"".to_owned(), |group| format!("coalesce({}, \"\")", field(group)));
    let count = match parts.count {
        Some(count) => format!("sum({}) AS count", text(count)),
        None => "count".to_owned(),
    };
    let filter: String = parts
        .filters
        .iter()
        .map(|test| {
            let cell = field(test.column);
            let lower = format!("lower(trim(coalesce({cell}, \"\")))");
            let number = format!("tonumber({cell})");
            let wanted = test.number.unwrap_or(f64::NAN);
            let holds = match (test.op, test.number) {
                (Op::Contains, _) => {
                    format!("like(lower({cell}), {})", text(&format!("%{}%", test.text)))
                }
                (Op::Is, None) => format!("{lower} = {}", text(&test.text)),
                (Op::IsNot, None) => format!("{lower} != {}", text(&test.text)),
                (Op::Is, Some(_)) => format!("{number} = {wanted}"),
                (Op::IsNot, Some(_)) => format!("isnull({number}) OR {number} != {wanted}"),
                (Op::AtLeast, _) => format!("{number} >= {wanted}"),
                (Op::AtMost, _) => format!("{number} <= {wanted}"),
            };
            format!("\n| where {holds}")
        })
        .collect();
    // Times without a zone are read in the zone of the user that searches: UTC, or the source's.
    let zone = parts.zone.unwrap_or("UTC");
    Some(format!(
        "search index=* source={} ``` as a user whose time zone is {zone} ```{time}{filter}\n| where isnotnull(_time)\n| eval group = trim({group})\n| bin _time span={span}\n| stats {count} by _time, group\n| eval bucket = strftime(_time, \"%Y-%m-%dT%H:%M:%S%z\")\n| sort 0 bucket, group\n| table bucket, group, count",
        text(&format!("*{}", parts.file)),
    ))
}

pub(super) fn kusto(parts: &Parts<'_>) -> Option<String> {
    let field = |name: &str| format!("[{}]", quoted(name, '\'', '\\'));
    let [column] = *parts.time.as_slice() else { return None };
    let first = *parts.formats.first()?;
    let time = match per_second(first) {
        Some(units) => {
            let word = match units {
                1 => "seconds",
                1_000 => "milliseconds",
                1_000_000 => "microseconds",
                _ => "nanoseconds",
            };
            format!("unixtime_{word}_todatetime(tolong({}))", field(column))
        }
        // Kusto reads ISO times, and those of its own export, month first.
        None if first.starts_with("%Y-%m-%d") || first.starts_with("%m/%d/%Y") => {
            let read = format!("todatetime({})", field(column));
            match parts.zone {
                Some(zone) => format!("datetime_local_to_utc({read}, {})", text(zone)),
                None => read,
            }
        }
        None => return None,
    };
    let span = if parts.bucket == Bucket::Hour { "1h" } else { "1d" };
    let group = parts.group.map_or_else(
        || "\"\"".to_owned(),
        |group| format!("trim(@\"\\s+\", tostring({}))", field(group)),
    );
    let count = parts
        .count
        .map_or_else(|| "count()".to_owned(), |count| format!("sum(todouble({}))", field(count)));
    let filter: String = parts
        .filters
        .iter()
        .map(|test| {
            let cell = field(test.column);
            let same = format!("trim(@\"\\s+\", tostring({cell}))");
            let number = format!("todouble({cell})");
            let wanted = test.number.unwrap_or(f64::NAN);
            let holds = match (test.op, test.number) {
                (Op::Contains, _) => format!("tostring({cell}) contains {}", text(&test.text)),
                (Op::Is, None) => format!("{same} =~ {}", text(&test.text)),
                (Op::IsNot, None) => format!("{same} !~ {}", text(&test.text)),
                (Op::Is, Some(_)) => format!("{number} == {wanted}"),
                (Op::IsNot, Some(_)) => format!("isnull({number}) or {number} != {wanted}"),
                (Op::AtLeast, _) => format!("{number} >= {wanted}"),
                (Op::AtMost, _) => format!("{number} <= {wanted}"),
            };
            format!("\n| where {holds}")
        })
        .collect();
    Some(format!(
        "{}{filter}\n| extend t = {time}\n| where isnotnull(t)\n| summarize [\"count\"] = {count} by bucket = bin(t, {span}), group = {group}\n| order by bucket asc, group asc\n| project bucket, group, [\"count\"]",
        table(parts.file),
    ))
}

pub(super) fn esql(parts: &Parts<'_>) -> Option<String> {
    let field = |name: &str| quoted(name, '`', '`');
    let [column] = *parts.time.as_slice() else { return None };
    let first = *parts.formats.first()?;
    let time = if column == "@timestamp" {
        field(column)
    } else if let Some(units) = per_second(first) {
        let ms = match units {
            1 => format!("TO_LONG({}) * 1000", field(column)),
            units => format!("TO_LONG({}) / {}", field(column), units / 1_000),
        };
        format!("TO_DATETIME({ms})")
    } else {
        if parts.zone.is_some() || parts.formats.len() > 1 {
            return None;
        }
        let format = text(&pattern(first, Style::Java)?);
        format!("DATE_PARSE({format}, {})", field(column))
    };
    let span = if parts.bucket == Bucket::Hour { "1 hour" } else { "1 day" };
    let group = parts
        .group
        .map_or_else(|| "\"\"".to_owned(), |group| format!("TRIM(TO_STRING({}))", field(group)));
    let count = parts
        .count
        .map_or_else(|| "COUNT(*)".to_owned(), |count| format!("SUM(TO_DOUBLE({}))", field(count)));
    let filter: String = parts
        .filters
        .iter()
        .map(|test| {
            let cell = field(test.column);
            let lower = format!("TO_LOWER(TRIM(COALESCE(TO_STRING({cell}), \"\")))");
            let number = format!("TO_DOUBLE({cell})");
            let wanted = test.number.unwrap_or(f64::NAN);
            let holds = match (test.op, test.number) {
                (Op::Contains, _) => {
                    let like = text(&format!("*{}*", test.text));
                    format!("TO_LOWER(TO_STRING({cell})) LIKE {like}")
                }
                (Op::Is, None) => format!("{lower} == {}", text(&test.text)),
                (Op::IsNot, None) => format!("{lower} != {}", text(&test.text)),
                (Op::Is, Some(_)) => format!("{number} == {wanted}"),
                (Op::IsNot, Some(_)) => format!("COALESCE({number} != {wanted}, TRUE)"),
                (Op::AtLeast, _) => format!("{number} >= {wanted}"),
                (Op::AtMost, _) => format!("{number} <= {wanted}"),
            };
            format!("\n| WHERE {holds}")
        })
        .collect();
    Some(format!(
        "FROM {}{filter}\n| EVAL t = {time}\n| WHERE t IS NOT NULL\n| STATS count = COUNT_ BY bucket = DATE_TRUNC({span}, t), group = {group}\n| SORT bucket, group\n| KEEP bucket, group, count\n| LIMIT 10000",
        table(parts.file).to_lowercase(),
    )
    .replace("COUNT_", &count))
}
