//! What a number is: made-up tables of every habit that could mislead, read whole, in one-byte
//! pieces and in uneven ones. Each says what it must be read as, and why.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says what it expects by failing

use comove::ingest::{
    in_memory::read_entries,
    number::{DecimalMark, Style, render},
    overrides::SourcePatch,
    sample::FileFacts,
    source::{Because, Data, Reading, Role, Status},
    topic::Topic,
};
use proptest::prelude::*;
use std::fmt::Write as _;

const ROWS: usize = 60;

fn read_in(text: &str, patch: &SourcePatch, sizes: &[usize]) -> Reading {
    let bytes = text.as_bytes();
    let facts =
        FileFacts { name: "made-up.csv".into(), bytes: bytes.len() as u64, ..FileFacts::default() };
    let mut sizes = sizes.iter().copied().cycle();
    read_entries(&facts, bytes, patch, 1, &mut || sizes.next().unwrap()).swap_remove(0)
}

/// Reads a text, and again in pieces: these change nothing.
fn read_with(text: &str, patch: &SourcePatch) -> Reading {
    let whole = read_in(text, patch, &[usize::MAX]);
    for sizes in [&[1][..], &[3, 17, 256, 5]] {
        assert_eq!(format!("{:?}", read_in(text, patch, sizes)), format!("{whole:?}"), "{text}");
    }
    whole
}

fn read(text: &str) -> Reading {
    read_with(text, &SourcePatch::default())
}

/// The n-th day of a table.
fn day(row: usize) -> String {
    format!("2023-{:02}-{:02}", 2 + row / 28, 1 + row % 28)
}

/// A measurement with two decimals, from 40 to 60.
fn wave(row: usize) -> f64 {
    (4000 + row * 731 % 2000) as f64 / 100.0
}

fn table(header: &str, row: impl Fn(usize) -> String) -> String {
    (0..ROWS).fold(format!("{header}\n"), |mut text, at| {
        writeln!(text, "{}", row(at)).unwrap();
        text
    })
}

/// A column of numbers over days, with another cell in every fifth row.
fn with_cells(name: &str, cell: impl Fn(usize) -> String) -> String {
    table(&format!("date,{name}"), |row| {
        let value = if row % 5 == 2 { cell(row) } else { wave(row).to_string() };
        format!("{},{value}", day(row))
    })
}

/// Role, status, and each series with its kind and number of values.
fn summary(reading: &Reading) -> String {
    let found = &reading.found;
    let mut text = match (&found.status, found.role) {
        (Status::Ready, Some(role)) => role.name().to_owned(),
        (Status::Ask(question), _) => format!("ask {}", question.field.name()),
        (other, _) => format!("{other:?}"),
    };
    match &reading.data {
        Data::Measurements(table) => {
            for column in &table.columns {
                let values = column.values.iter().filter(|value| value.is_finite()).count();
                let kind = if column.counted { "sum" } else { "mean" };
                write!(text, "; {} {kind} {values}", column.name).unwrap();
            }
        }
        Data::Counts(counts) => write!(text, "; {}", counts.sum()).unwrap(),
        Data::Nothing => {}
    }
    text
}

fn said(reading: &Reading, field: Topic) -> Vec<(&str, &Because)> {
    let of_field = reading.found.evidence.iter().filter(|evidence| evidence.field == field);
    of_field.map(|evidence| (evidence.chosen.as_str(), &evidence.because)).collect()
}

#[test]
fn cells_that_are_no_numbers_make_no_log() {
    let marks = [
        "kein Wert",
        "geschlossen",
        "休館",
        "c",
        "M",
        "....",
        "LLOQ",
        "暂无",
        "sensor off",
        "Ø",
        "#WERT!",
        "#DIV/0!",
        "欠測",
        "N.A.",
        "///",
        "－",
        ":",
        "n.d.",
    ];
    for mark in marks {
        let reading = read(&with_cells("temp", |_| mark.into()));
        assert_eq!(summary(&reading), "series; temp mean 48", "{mark}");
        assert_eq!(reading.found.rows.used, 60, "{mark}");
        assert_eq!(reading.found.problems, [], "{mark}");
    }
    let reading = read(&with_cells("temp", |_| "geschlossen".into()));
    assert_eq!(said(&reading, Topic::Missing), [("geschlossen", &Because::Mark(12))]);
    // What comes once, or has digits, is listed.
    let reading = read(&with_cells("temp", |row| format!("{}-May", row % 9)));
    assert_eq!(summary(&reading), "series; temp mean 48");
    assert_eq!(reading.found.problems.len(), 12);
    // Beside a second number the first is kept, and each row's other number too.
    let text = table("date,temp,rain", |row| {
        let temp = if row % 4 == 0 { "12-May".into() } else { wave(row).to_string() };
        format!("{},{temp},{}", day(row), row * 7 % 11)
    });
    assert_eq!(summary(&read(&text)), "wide-series; temp mean 45; rain sum 60");
}

#[test]
fn flags_are_left_off_and_told() {
    let flags: [fn(&str) -> String; 14] = [
        |n| format!("{n} p"),
        |n| format!("{n}*"),
        |n| format!("{n} (e)"),
        |n| format!("{n}e"),
        |n| format!("{n} b"),
        |n| format!("{n} s"),
        |n| format!("{n} m"),
        |n| format!("{n}E"),
        |n| format!("{n}[1]"),
        |n| format!("{n}†"),
        |n| format!("{n} )"),
        |n| format!("{n}（速報）"),
        |n| format!("~{n}"),
        |n| format!("{n} vorl."),
    ];
    for flag in flags {
        let reading = read(&with_cells("OBS", |row| flag(&wave(row).to_string())));
        assert_eq!(summary(&reading), "series; OBS mean 60", "{}", flag("1"));
        let Data::Measurements(table) = &reading.data else { panic!() };
        for (row, value) in table.columns[0].values.iter().enumerate() {
            assert_eq!(*value, wave(row), "{}", flag("1"));
        }
        let flags = said(&reading, Topic::Flags);
        assert_eq!(flags.len(), 1, "{flags:?}");
        assert_eq!(flags[0].1, &Because::Flagged(12), "{flags:?}");
    }
    // A limit is no value; a larger unit is no flag.
    let reading = read(&with_cells("OBS", |_| "<5".into()));
    assert_eq!(said(&reading, Topic::Missing), [("<5", &Because::Bound(12))]);
    assert_eq!(summary(&reading), "series; OBS mean 48");
    let reading = read(&with_cells("views", |_| "1.2 dozen".into()));
    assert_eq!(reading.found.problems.len(), 12);
    let reading = read(&table("date,volume", |row| {
        let value = wave(row);
        format!(
            "{},{}",
            day(row),
            if row % 2 == 0 { format!("{value}K") } else { format!("{value}M") }
        )
    }));
    let Data::Measurements(table) = &reading.data else { panic!("{:?}", reading.found) };
    assert_eq!(table.columns[0].values[1], wave(1) * 1e6);
}

#[test]
fn a_unit_behind_every_number_is_a_unit() {
    for unit in ["kWh", "°C", "µg/m³", "Schritte", "h", "m", "beats", "mmol/L", "€"] {
        let text = table("day;reading", |row| {
            format!("{};{} {unit}", day(row), wave(row).to_string().replace('.', ","))
        });
        let reading = read(&text);
        let Data::Measurements(table) = &reading.data else { panic!("{unit} {:?}", reading.found) };
        assert_eq!(table.columns[0].values[7], wave(7), "{unit}");
    }
}

#[test]
fn codes_for_missing_are_gaps_and_told() {
    for (code, shown) in [
        ("-9999", "-9999"),
        ("9999.9", "9999.9"),
        ("-99", "-99"),
        ("-99.9", "-99.9"),
        ("99999", "99999"),
        ("-777", "-777"),
        ("-999.90", "-999.9"),
        ("-1", "-1"),
        ("-32768", "-32768"),
        ("1e20", "100000000000000000000"),
    ] {
        let reading = read(&with_cells("temp", |_| code.into()));
        assert_eq!(summary(&reading), "series; temp mean 48", "{code}");
        assert_eq!(said(&reading, Topic::Missing), [(shown, &Because::Code(12))]);
    }
    let comma = table("Datum;Pegel", |row| {
        let value =
            if row % 9 == 3 { "-999,9".into() } else { wave(row).to_string().replace('.', ",") };
        format!("{};{value}", day(row))
    });
    assert_eq!(said(&read(&comma), Topic::Missing), [("-999,9", &Because::Code(7))]);
    // Near the others, once, or nothing: a value.
    for (value, times) in [("99", 12), ("0", 12), ("75", 12)] {
        let reading = read(&with_cells("temp", |_| value.into()));
        assert_eq!(summary(&reading), "series; temp mean 60", "{value} {times}");
        assert_eq!(said(&reading, Topic::Missing), []);
    }
    // In a long table over all of its series.
    let long = table("station,date,temp", |row| {
        let value = if row % 7 == 3 { "-9999".into() } else { wave(row).to_string() };
        format!("{},{},{value}", ["A", "B"][row % 2], day(row / 2))
    });
    assert_eq!(summary(&read(&long)), "long-series; A mean 26; B mean 25");
}

#[test]
fn a_person_says_what_means_missing() {
    let text = with_cells("mood", |row| if row % 2 == 0 { "55" } else { "-9999" }.into());
    let said_missing = |cells: &[&str]| {
        let missing = Some(cells.iter().map(|cell| (*cell).to_owned()).collect());
        summary(&read_with(&text, &SourcePatch { missing, ..SourcePatch::default() }))
    };
    assert_eq!(summary(&read(&text)), "series; mood mean 54");
    assert_eq!(said_missing(&["55"]), "series; mood mean 54");
    assert_eq!(said_missing(&["55.0", "-9999"]), "series; mood mean 48");
    assert_eq!(said_missing(&[]), "series; mood mean 60");
}

#[test]
fn a_name_makes_no_log_of_a_measurement() {
    for name in [
        "water level (m)",
        "Level",
        "air quality index",
        "status 200 ratio",
        "priority share %",
        "type",
        "port",
        "lat",
        "Pegelstand",
        "水位",
        "code",
        "severity",
        "version",
        "rank",
        "risk level",
    ] {
        let decimals = table(&format!("date,{name}"), |row| format!("{},{}", day(row), wave(row)));
        assert!(summary(&read(&decimals)).starts_with("series;"), "{name}");
        let whole =
            table(&format!("date,{name}"), |row| format!("{},{}", day(row), 20 + row * 7 % 23));
        assert!(summary(&read(&whole)).starts_with("series;"), "{name}");
    }
    // Numbers that name things in a log stay what they are.
    let log = table("time,port,severity,message", |row| {
        format!(
            "{} 10:{:02}:{:02},{},{},text {}",
            day(row),
            row % 60,
            row * 7 % 60,
            22 + row % 3,
            row % 4,
            row % 5
        )
    });
    assert_eq!(read(&log).found.role, Some(Role::Events));
}

#[test]
fn keys_that_are_numbers_split_the_table() {
    for (header, name) in [
        ("station,date,temp", ""),
        ("sensor_id,date,temp", ""),
        ("x,date,temp", ""),
        ("店舗,date,temp", ""),
        ("Filiale,date,temp", ""),
    ] {
        let text = table(header, |row| format!("{},{},{}", 101 + row % 3, day(row / 3), wave(row)));
        assert_eq!(
            summary(&read(&text)),
            "long-series; 101 mean 20; 102 mean 20; 103 mean 20",
            "{header}{name}"
        );
    }
    // The height of a station is no series; one after another is like side by side.
    let height = table("stn,height,date,temp", |row| {
        format!("{0},{0}5,{1},{2}", 1 + row % 2, day(row / 2), wave(row))
    });
    assert_eq!(summary(&read(&height)), "long-series; 1 mean 30; 2 mean 30");
    let blocks = table("station,date,temp", |row| {
        format!("{},{},{}", 7 + row / 30, day(row % 30), wave(row))
    });
    assert_eq!(summary(&read(&blocks)), "long-series; 7 mean 30; 8 mean 30");
    let one_by_one =
        table("station,date,temp", |row| format!("{},{},{}", 7 + row / 30, day(row), wave(row)));
    assert_eq!(summary(&read(&one_by_one)), "long-series; 7 mean 30; 8 mean 30");
    // Two keys at once are asked about, and neither is a series.
    let two = table("store,item,date,sales", |row| {
        format!("{},{},{},{}", 1 + row % 2, 1 + row / 2 % 3, day(row / 6), 20 + row * 7 % 23)
    });
    let reading = read(&two);
    assert_eq!(summary(&reading), "ask keyColumn");
    let Status::Ask(question) = reading.found.status else { panic!() };
    assert_eq!(question.choices[0].sample, "store: 1, 2");
    let by_store = SourcePatch { key_column: Some(Some(0)), ..SourcePatch::default() };
    let reading = read_with(&two, &by_store);
    assert_eq!(reading.found.value_column, Some(3));
    assert_eq!(reading.found.role, Some(Role::LongSeries));
}

#[test]
fn things_that_are_measured_in_turn_have_a_series_each() {
    let role = |level: f64, note: &str| {
        let text = table("time,sensor_id,temperature,note", |row| {
            let value = wave(row) / 10.0 + if row % 2 == 0 { level } else { 0.0 };
            let note = if note.is_empty() { String::new() } else { format!("{note} {row}") };
            format!("2023-02-01 00:{row:02}:07,{},{value:.1},{note}", row % 2)
        });
        read(&text).found.role
    };
    assert_eq!(role(20.0, ""), Some(Role::LongSeries));
    // Of one level nobody knows; and other texts tell of something else.
    assert_eq!(role(0.0, ""), Some(Role::Series));
    assert_ne!(role(20.0, "opened by"), Some(Role::LongSeries));
}

#[test]
fn lengths_of_time_are_values_in_seconds() {
    let clock = |row: usize| format!("{:02}:{:02}:07", row * 7 % 24, row * 13 % 60);
    let pieces = |row: usize| format!("{}h {}m", row * 7 % 9, row * 13 % 60);
    let of = |name: &str, cell: &dyn Fn(usize) -> String| {
        read(&table(&format!("date,{name}"), |row| format!("{},{}", day(row), cell(row))))
    };
    for (reading, seconds) in [
        (of("MTTR", &clock), [7.0, 25_987.0, 51_967.0]),
        (of("sleep", &pieces), [0.0, 25_980.0, 19_560.0]),
    ] {
        let Data::Measurements(table) = &reading.data else { panic!("{:?}", reading.found) };
        assert_eq!(table.columns[0].values[..3], seconds);
        assert_eq!(reading.found.columns[1].unit.as_deref(), Some("s"));
    }
    // A time of day that nothing calls a length is none.
    assert!(!matches!(of("high water", &clock).data, Data::Measurements(_)));
}

/// The same month as it was known in several releases: no mean of them was ever published.
#[test]
fn vintages_of_one_series_are_asked_about() {
    let text = table("date,vintage_date,value", |row| {
        let (month, vintage) = (row / 3, row % 3);
        let date = format!("20{:02}-{:02}-01", 20 + month / 12, 1 + month % 12);
        let known = format!("20{:02}-{:02}-{:02}", 20 + month / 12, 1 + month % 12, 10 + vintage);
        format!("{date},{known},{}", wave(row))
    });
    let Status::Ask(question) = read(&text).found.status else { panic!("not asked") };
    let values: Vec<&str> = question.choices.iter().map(|choice| choice.value.as_str()).collect();
    assert_eq!((question.field, values), (Topic::KeyColumn, vec!["1", "none"]));
    for (key, role) in [(Some(1), Role::LongSeries), (None, Role::Series)] {
        let patch = SourcePatch { key_column: Some(key), ..SourcePatch::default() };
        let found = read_with(&text, &patch).found;
        assert_eq!((found.status, found.role), (Status::Ready, Some(role)));
    }
    // Papers that came out are no vintages of a series.
    let papers = table("date,published,title,pages", |row| {
        format!("{},{},Paper {row} of many,{}", day(row / 3), day(row % 3), row % 40)
    });
    assert_eq!(read(&papers).found.status, Status::Ready);
}

#[test]
fn the_first_whole_measurement_is_the_main_one() {
    let main = |text: &str| {
        let found = read(text).found;
        found.columns[found.value_column.unwrap()].name.clone()
    };
    let rates =
        table("Date,USD,KRW,TRL", |row| format!("{},{},{},N/A", day(row), wave(row), 1300 + row));
    assert_eq!(main(&rates), "USD");
    let empty = table("Date,new,pm2.5,PRES", |row| {
        let new = if row > 50 { "5.5" } else { "" };
        format!("{},{new},{},{}", day(row), wave(row), 1013 + row % 9)
    });
    assert_eq!(main(&empty), "pm2.5");
    for name in ["", "No", "Unnamed: 0", "Lp.", "番号"] {
        let numbered = table(&format!("{name},date,temp,pressure"), |row| {
            format!("{},{},{},{}", 1000 + 3 * row, day(row), wave(row), 1013 + row % 9)
        });
        assert_eq!(main(&numbered), "temp", "{name}");
    }
    let key = table(",Date,Prefecture,cases", |row| {
        format!(
            "{},{},{},{}",
            1000 + 3 * row,
            day(row / 2),
            ["Tokyo", "Osaka"][row % 2],
            row * 7 % 23
        )
    });
    assert_eq!(summary(&read(&key)), "long-series; Osaka sum 30; Tokyo sum 30");
}

#[test]
fn amounts_are_summed_and_levels_averaged() {
    let kinds = |names: &str, cell: fn(usize, usize) -> usize| {
        let columns = names.split(',').count();
        let text = table(&format!("date,{names}"), |row| {
            let cells: Vec<String> = (0..columns).map(|at| cell(row, at).to_string()).collect();
            format!("{},{}", day(row), cells.join(","))
        });
        let Data::Measurements(table) = read(&text).data else { panic!("{names}") };
        let sums = table.columns.iter().filter(|column| column.counted);
        let mut sums: Vec<String> = sums.map(|column| column.name.clone()).collect();
        sums.sort();
        sums.join(",")
    };
    let sizes = |row: usize, at: usize| row * (7 + at) % (23 + at);
    let narrow = |row: usize, at: usize| 60 + row * (7 + at) % 30;
    assert_eq!(kinds("Impressions,Likes,Saves", sizes), "Impressions,Likes,Saves");
    assert_eq!(kinds("Sleep Score,Total Sleep Score,Average HRV", narrow), "");
    assert_eq!(kinds("Total cholesterol (mg/dl),HDL (mg/dl)", narrow), "");
    assert_eq!(kinds("Steps,Resting heart rate", narrow), "Steps");
    assert_eq!(kinds("Schritte", sizes), "Schritte");
    assert_eq!(kinds("歩数,心拍数", narrow), "歩数");
    assert_eq!(kinds("value", sizes), "");
    // A running total was summed already.
    assert_eq!(
        kinds("total cases,new cases", |row, at| if at == 0 { row * row } else { row * 7 % 23 }),
        "new cases"
    );
    let rain = table("time,rain (mm)", |row| {
        format!("2023-02-01 {:02}:{:02},{}", row / 3, row % 3 * 17, (row % 4) as f64 / 2.0)
    });
    assert_eq!(summary(&read(&rain)), "series; rain (mm) sum 60");
}

#[test]
fn a_number_of_pieces_is_no_number_of_events() {
    for (header, buy, sell) in [
        ("date,security,side,qty", "buy", "sell"),
        ("Datum,Wertpapier,Art,Stück", "Kauf", "Verkauf"),
        ("約定日,銘柄,売買,数量", "買", "売"),
        ("Fecha,Producto,Operación,Cantidad", "Compra", "Venta"),
        ("Datum,ISIN,Art,Anzahl", "Kauf", "Verkauf"),
    ] {
        let text = table(header, |row| {
            let way = if row % 3 == 0 { sell } else { buy };
            format!(
                "{},{},{way},{}",
                day(row * row % 56),
                ["AA", "BB", "CC"][row % 3],
                1 + row * 7 % 40
            )
        });
        assert_eq!(summary(&read(&text)), "events; 60", "{header}");
    }
}

#[test]
fn each_column_has_its_own_decimal_mark() {
    let text = table("Date;Text;In/Out;Sum", |row| {
        format!("{};Shop;−{},25;{}.50", day(row), 100 + row * 13 % 60, 900 + row * 7 % 50)
    });
    let reading = read(&text);
    assert_eq!(summary(&reading), "wide-series; In/Out mean 60; Sum mean 60");
    let Data::Measurements(table) = &reading.data else { panic!() };
    assert_eq!((table.columns[0].values[1], table.columns[1].values[1]), (-113.25, 907.5));
    // Fields parted by commas: the point is no thousands mark, whatever is counted beside it.
    let text = self::table("date,price,count", |row| {
        format!("{},{}.{:03},{}", day(row), 5 + row % 7, 101 + row * 37 % 800, row % 9)
    });
    let Data::Measurements(table) = read(&text).data else { panic!() };
    assert_eq!(table.columns[0].values[0], 5.101);
    // Two columns and decimal commas, with a unit or none: no delimiter and no hour.
    for (mark, unit) in [(';', ""), (';', " €"), ('\t', ""), ('\t', " °C")] {
        for base in [12, 130, 1900, 45_000] {
            let text = self::table(&format!("Datum{mark}Wert"), |row| {
                format!(
                    "{:02}.01.20{:02}{mark}{},{:02}{unit}",
                    1 + row % 28,
                    10 + row / 28,
                    base + row % 9,
                    row * 7 % 100
                )
            });
            let reading = read(&text);
            let Data::Measurements(table) = &reading.data else { panic!("{:?}", reading.found) };
            assert_eq!(
                table.columns[0].values[1],
                (base * 100 + 107) as f64 / 100.0,
                "{mark:?} {unit} {base}"
            );
        }
    }
}

#[test]
fn what_is_not_used_is_no_problem() {
    for cell in ["\"1,20,0\"", "1.2.3", "3/7", "12 x 4", "+49 170 55"] {
        let text = table("date,codes,price", |row| {
            format!("{},{},{}", day(row), cell.replacen('2', &(row % 10).to_string(), 1), wave(row))
        });
        let reading = read(&text);
        assert_eq!(summary(&reading), "series; price mean 60", "{cell}");
        assert_eq!(reading.found.problems, [], "{cell}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Any table of numbers with gaps, flags and codes, written with either mark, reads back the
    /// same, or is asked about.
    #[test]
    fn tables_read_back(
        cents in prop::collection::vec(-90_000i64..90_000, 40..80),
        habits in prop::collection::vec(0u8..12, 80),
        comma: bool,
        mark in prop::sample::select(vec!["休場", "closed", "n.d.", "///", "c", "--", ""]),
        flag in prop::sample::select(vec![" p", "*", " (e)", "e", "†", " b", "[2]"]),
    ) {
        let style = if comma { Style::COMMA } else { Style::POINT };
        let parted = if comma { ';' } else { ',' };
        let mut text = format!("date{parted}reading\n");
        let mut want = Vec::new();
        for (row, (&cents, habit)) in cents.iter().zip(&habits).enumerate() {
            let value: f64 = format!("{cents}e-2").parse().unwrap();
            let plain = render(value, style, 2);
            // Grouped numbers hold the comma that parts the fields.
            let number = if comma { plain } else { plain.replace(',', "") };
            // The first rows are plain: what stands in a column is not told by one row.
            let (cell, value) = match habit {
                0 if row > 3 => (mark.to_owned(), None),
                1 if row > 3 => (format!("{number}{flag}"), Some(value)),
                _ => (number, Some(value)),
            };
            writeln!(text, "{}{parted}{cell}", day(row)).unwrap();
            want.push(value);
        }
        let reading = read_in(&text, &SourcePatch::default(), &[usize::MAX]);
        if let Data::Measurements(table) = &reading.data {
            let mut lines: Vec<usize> = Vec::new();
            for problem in &reading.found.problems {
                lines.push(problem.line as usize);
            }
            // A mark that comes once is listed, and its row left out.
            let listed = |row: usize| lines.contains(&(row + 2));
            let want: Vec<f64> = want
                .iter()
                .enumerate()
                .filter(|(row, _)| !listed(*row))
                .map(|(_, value)| value.unwrap_or(f64::NAN))
                .collect();
            prop_assert!(reading.found.problems.len() <= 1, "{:?}\n{text}", reading.found.problems);
            prop_assert_eq!(format!("{:?}", table.columns[0].values), format!("{want:?}"), "{}", text);
        } else {
            prop_assert!(matches!(reading.found.status, Status::Ask(_)), "{:?}\n{text}", reading.found);
        }
    }

    /// Each column of a table has its own mark.
    #[test]
    fn columns_read_back(
        cents in prop::collection::vec((101i64..99_999, 101i64..99_999), 20..60),
        marks in (any::<bool>(), any::<bool>()),
    ) {
        let style = |comma| Style {
            decimal: if comma { DecimalMark::Comma } else { DecimalMark::Point },
            ..Style::POINT
        };
        let mut text = "date;a;b\n".to_owned();
        for (row, &(a, b)) in cents.iter().enumerate() {
            let cell = |cents: i64, comma| render(cents as f64 / 100.0, style(comma), 2);
            writeln!(text, "{};{};{}", day(row), cell(a, marks.0), cell(b, marks.1)).unwrap();
        }
        let reading = read_in(&text, &SourcePatch::default(), &[usize::MAX]);
        let Data::Measurements(table) = &reading.data else { panic!("{:?}", reading.found) };
        for (row, &(a, b)) in cents.iter().enumerate() {
            prop_assert_eq!(table.columns[0].values[row], a as f64 / 100.0);
            prop_assert_eq!(table.columns[1].values[row], b as f64 / 100.0);
        }
    }
}
