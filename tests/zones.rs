//! Zones wherever they stand, on made-up files: in the name of a column, in a field of each row, in a line above
//! the table, in the midnights of days; and hours that come twice. Whole, in pieces and in parts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says what it expects by failing

mod without_browser;

use comove::{
    app::interface::Source,
    calendar::{
        civil::{iso_from_ms, ms_from_iso},
        zone::{TableZones, Zones},
    },
    ingest::{
        in_memory::read_entries,
        overrides::SourcePatch,
        sample::FileFacts,
        source::{Data, Reading},
    },
};
use serde_json::json;
use without_browser::Page;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn ms(text: &str) -> i64 {
    ms_from_iso(text).unwrap()
}

/// `2024-01-31 12:00:00`.
fn wall(at: i64) -> String {
    iso_from_ms(at).replace('T', " ").replace('Z', "")
}

/// The wall clock of a zone at an instant.
fn local(zone: &str, utc: i64) -> i64 {
    utc + TableZones.offset_ms(zone, utc).unwrap()
}

/// The instant of a wall-clock time that comes once.
fn instant(zone: &str, local_ms: i64) -> i64 {
    let near = local_ms - TableZones.offset_ms(zone, local_ms).unwrap();
    local_ms - TableZones.offset_ms(zone, near).unwrap()
}

/// A price every so many minutes of the wall clock, below this header.
fn prices(header: &str, from: &str, step: i64, rows: i64) -> String {
    let mut text = format!("{header},price\n");
    for row in 0..rows {
        let at = ms(from) + row * step * MINUTE;
        text += &format!("{},{}.{}\n", wall(at), 50 + row * 7 % 13, row % 10);
    }
    text
}

fn added(name: &str, text: &str) -> Source {
    Page::new().add(name, text.as_bytes().to_vec(), None).swap_remove(0)
}

/// First instant, zone, whether the file says so.
fn clock(source: &Source) -> (String, String, bool) {
    let time = source.time.as_ref().unwrap();
    (time.first.clone().unwrap(), time.zone.clone(), time.zone_stated)
}

fn said(source: &Source) -> String {
    let of_zone = source.evidence.iter().filter(|evidence| evidence.field == "zone");
    of_zone
        .map(|evidence| format!("{}: {}", evidence.chosen, evidence.because))
        .collect::<Vec<_>>()
        .join("; ")
}

/// Read in one go, in pieces and in parts: the same.
fn read_anyhow(name: &str, text: &str, patch: &SourcePatch) -> Reading {
    let facts = FileFacts { name: name.into(), bytes: text.len() as u64, ..FileFacts::default() };
    let read = |parts: u32, size: usize| {
        read_entries(&facts, text.as_bytes(), patch, parts, &mut || size).swap_remove(0)
    };
    let whole = read(1, usize::MAX);
    let sizes = if text.len() < 20_000 { vec![1, 7] } else { vec![4096] };
    for size in sizes {
        assert_eq!(
            format!("{:?}", read(1, size)),
            format!("{whole:?}"),
            "{name} in pieces of {size}"
        );
    }
    for parts in [2, 3, 5, 8] {
        assert_eq!(
            format!("{:?}", read(parts, 997)),
            format!("{whole:?}"),
            "{name} in {parts} parts"
        );
    }
    whole
}

#[test]
fn the_name_of_the_time_column_says_the_zone() {
    #[rustfmt::skip]
    let cases = [
        // Header, the instant of 12:00 on 15 January 2024, the zone.
        ("Date(UTC+8)", "2024-01-15T04:00:00Z", "+08:00"), ("Zeit (UTC+01:00)", "2024-01-15T11:00:00Z", "+01:00"), ("Created At (UTC-5)", "2024-01-15T17:00:00Z", "-05:00"), ("time GMT+5:30", "2024-01-15T06:30:00Z", "+05:30"),
        ("日時（UTC＋9）", "2024-01-15T03:00:00Z", "+09:00"), ("datetime_utc_minus_3", "2024-01-15T15:00:00Z", "-03:00"), ("timestamp [JST]", "2024-01-15T03:00:00Z", "+09:00"), ("time (+09:00)", "2024-01-15T03:00:00Z", "+09:00"),
        ("Uhrzeit (MEZ)", "2024-01-15T11:00:00Z", "Europe/Berlin"), ("Time (EST)", "2024-01-15T17:00:00Z", "-05:00"), ("Time (ET)", "2024-01-15T17:00:00Z", "America/New_York"), ("Heure (Europe/Paris)", "2024-01-15T11:00:00Z", "Europe/Paris"),
        ("Heure de Paris", "2024-01-15T11:00:00Z", "Europe/Paris"), ("Hora (Madrid)", "2024-01-15T11:00:00Z", "Europe/Madrid"), ("Data i czas (Warszawa)", "2024-01-15T11:00:00Z", "Europe/Warsaw"), ("Horário de Brasília", "2024-01-15T15:00:00Z", "America/Sao_Paulo"),
        ("Время (МСК)", "2024-01-15T09:00:00Z", "Europe/Moscow"), ("日本時間", "2024-01-15T03:00:00Z", "Asia/Tokyo"), ("北京时间", "2024-01-15T04:00:00Z", "Asia/Shanghai"), ("한국시간", "2024-01-15T03:00:00Z", "Asia/Seoul"),
        ("time_utc", "2024-01-15T12:00:00Z", "UTC"), ("Timestamp (UTC)", "2024-01-15T12:00:00Z", "UTC"),
    ];
    for (header, first, zone) in cases {
        let source = added("prices.csv", &prices(header, "2024-01-15T12:00", 60, 60));
        assert_eq!(source.status, "ready", "{header}");
        assert_eq!(clock(&source), (first.into(), zone.into(), true), "{header}");
        assert!(said(&source).contains(header), "{header}: {}", said(&source));
        read_anyhow(
            "prices.csv",
            &prices(header, "2024-01-15T12:00", 60, 60),
            &SourcePatch::default(),
        );
    }
    // Without one, UTC as before; a local clock that is not named says so.
    let source = added("prices.csv", &prices("time", "2024-01-15T12:00", 60, 60));
    assert_eq!(clock(&source), ("2024-01-15T12:00:00Z".into(), "UTC".into(), false));
    assert_eq!(said(&source), "");
    let source = added("prices.csv", &prices("Time (local)", "2024-01-15T12:00", 60, 60));
    assert!(said(&source).contains("does not say which zone"), "{}", said(&source));
}

#[test]
fn a_named_zone_has_its_summer_time() {
    let source = added("prices.csv", &prices("Heure (Europe/Paris)", "2023-03-20T12:00", 360, 60));
    let time = source.time.as_ref().unwrap();
    assert_eq!(time.first.as_deref(), Some("2023-03-20T11:00:00Z"));
    assert_eq!(time.last.as_deref(), Some("2023-04-04T04:00:00Z"));
}

#[test]
fn days_stay_days_whatever_zone_is_named() {
    let mut text = "Date (UTC+8),price\n".to_owned();
    for day in 0..40 {
        text += &format!(
            "{},{}\n",
            &iso_from_ms(ms("2024-01-01") + day * DAY)[..10],
            50 + day * 7 % 13
        );
    }
    assert_eq!(clock(&added("prices.csv", &text)).0, "2024-01-01T00:00:00Z");
}

#[test]
fn the_user_is_above_what_the_name_says() {
    let mut page = Page::new();
    let text = prices("Time (UTC+8)", "2024-01-15T12:00", 60, 60);
    let id = page.add("prices.csv", text.into_bytes(), None)[0].id.clone();
    let zone = |zone: Option<&str>| SourcePatch {
        zone: zone.map(str::to_owned),
        ..SourcePatch::default()
    };
    page.patch(&id, zone(Some("Asia/Tokyo"))).unwrap();
    let source = &page.sources()[0];
    assert_eq!(clock(source), ("2024-01-15T03:00:00Z".into(), "Asia/Tokyo".into(), false));
    assert_eq!(said(source), "");
}

#[test]
fn a_lost_sign_is_asked_for() {
    let text = prices("created_utc_5", "2024-01-15T12:00", 60, 60);
    let mut page = Page::new();
    let source = page.add("prices.csv", text.into_bytes(), None).swap_remove(0);
    let question = source.question.unwrap();
    let values: Vec<&str> = question.choices.iter().map(|choice| choice.value.as_str()).collect();
    assert_eq!((question.field.as_str(), values), ("zone", vec!["+05:00", "-05:00", "UTC"]));
    let answer = SourcePatch { answer: Some("-05:00".into()), ..SourcePatch::default() };
    page.patch(&source.id, answer).unwrap();
    assert_eq!(clock(&page.sources()[0]).0, "2024-01-15T17:00:00Z");
    // The second of two columns of one name is no offset.
    let text = prices("time_utc_1,time_utc_2", "2024-01-15T12:00", 60, 60);
    let text = text.replace(",5", ",2024-01-15 12:00:00,5").replace(",6", ",2024-01-15 12:00:00,6");
    let source = added("prices.csv", &text);
    assert_eq!((source.status.as_str(), clock(&source).1.as_str()), ("ready", "UTC"));
}

/// Every hour of the wall clock of a month from 10 March 2023 on, but those of `without`.
fn over_march(header: &str, without: &str) -> String {
    let text = prices(header, "2023-03-10T00:00", 60, 31 * 24);
    text.lines()
        .filter(|line| without.is_empty() || !line.starts_with(without))
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

#[test]
fn the_rows_tell_standard_time_from_summer_time() {
    // Header, an hour that is missing, the zone, what is said.
    let cases = [
        ("MTU (CET)", "2023-03-26 02", "Europe/Brussels", "leave out the hour"),
        ("MTU (CET)", "", "+01:00", "there are rows in the hour"),
        ("Time (EST)", "2023-03-12 02", "America/New_York", "leave out the hour"),
        ("Time (EST)", "", "-05:00", "there are rows in the hour"),
    ];
    for (header, without, zone, words) in cases {
        let source = added("hours.csv", &over_march(header, without));
        assert_eq!(clock(&source).1, zone, "{header} without {without}");
        assert!(said(&source).contains(words), "{header} without {without}: {}", said(&source));
    }
    // In July nothing tells: each in its own sense, and said.
    let july = |header: &str| added("hours.csv", &prices(header, "2023-07-10T12:00", 60, 100));
    let source = july("Time (CET)");
    assert_eq!(clock(&source), ("2023-07-10T10:00:00Z".into(), "Europe/Brussels".into(), true));
    assert!(said(&source).contains("with summer time"), "{}", said(&source));
    let source = july("Time (PST)");
    assert_eq!(clock(&source), ("2023-07-10T20:00:00Z".into(), "-08:00".into(), true));
    assert!(said(&source).contains("one offset all year"), "{}", said(&source));
}

#[test]
fn lines_above_the_table_say_the_zone() {
    let cases = [
        ("# Times in CET\n", "Europe/Brussels", "2024-01-15T11:00:00Z"),
        ("# All times are local (Europe/Berlin)\n", "Europe/Berlin", "2024-01-15T11:00:00Z"),
        ("# Station 7\n# Zeitzone: UTC+1\n", "+01:00", "2024-01-15T11:00:00Z"),
        ("# 時刻は日本時間\n", "Asia/Tokyo", "2024-01-15T03:00:00Z"),
        ("# Fuseau horaire : Europe/Paris\n", "Europe/Paris", "2024-01-15T11:00:00Z"),
        ("# Zeitbezug: MEZ (ganzjährig)\n", "+01:00", "2024-01-15T11:00:00Z"),
        // That is the export's own time.
        ("# Generated 2024-03-01 10:00 CET\n", "UTC", "2024-01-15T12:00:00Z"),
    ];
    for (comment, zone, first) in cases {
        let text = comment.to_owned() + &prices("time", "2024-01-15T12:00", 60, 60);
        let source = added("station.csv", &text);
        assert_eq!(clock(&source), (first.into(), zone.into(), zone != "UTC"), "{comment}");
        read_anyhow("station.csv", &text, &SourcePatch::default());
    }
}

/// Rows of an event with a field of its zone.
fn rows_with(
    header: &str,
    from: &str,
    step: i64,
    rows: i64,
    zone: impl Fn(i64, i64) -> String,
) -> String {
    let mut text = format!("{header}\n");
    for row in 0..rows {
        let at = ms(from) + row * step * MINUTE;
        text += &format!(
            "{},{},{}\n",
            wall(at),
            zone(row, at),
            ["in", "out", "kept"][row as usize % 3]
        );
    }
    text
}

#[test]
fn a_field_of_each_row_says_the_zone() {
    let of = |zone: &'static str| move |_, _| zone.to_owned();
    // Header, field, the instant of 12:00 on 15 July 2024, the zone.
    let cases = [
        ("local_time,utc_offset,action", "-05:00", "2024-07-15T17:00:00Z", "-05:00"),
        ("time,tz,action", "+0200", "2024-07-15T10:00:00Z", "+02:00"),
        ("time,utc_offset,action", "-5", "2024-07-15T17:00:00Z", "-05:00"),
        ("time,utc_offset,action", "5.5", "2024-07-15T06:30:00Z", "+05:30"),
        ("time,gmt_offset,action", "-300", "2024-07-15T17:00:00Z", "-05:00"),
        ("time,utc_offset,action", "7200", "2024-07-15T10:00:00Z", "+02:00"),
        ("time,utc_offset,action", "-7200", "2024-07-15T14:00:00Z", "-02:00"),
        ("time,utc_offset,action", "-0300", "2024-07-15T15:00:00Z", "-03:00"),
        ("time,utc_offset,action", "-0330", "2024-07-15T15:30:00Z", "-03:30"),
        ("time,timezone,action", "Europe/Amsterdam", "2024-07-15T10:00:00Z", "Europe/Amsterdam"),
        ("time,timezone,action", "GMT+1", "2024-07-15T11:00:00Z", "+01:00"),
        ("時刻,タイムゾーン,action", "Asia/Tokyo", "2024-07-15T03:00:00Z", "Asia/Tokyo"),
        ("Zeit,Zeitzone,action", "CEST", "2024-07-15T10:00:00Z", "+02:00"),
        (
            "time,time zone,action",
            "W. Europe Standard Time",
            "2024-07-15T10:00:00Z",
            "Europe/Berlin",
        ),
        ("heure,fuseau horaire,action", "Europe/Paris", "2024-07-15T10:00:00Z", "Europe/Paris"),
        ("time,timezone,action", "UTC", "2024-07-15T12:00:00Z", "UTC"),
    ];
    for (header, zone, first, want) in cases {
        let text = rows_with(header, "2024-07-15T12:00", 97, 60, of(zone));
        let source = added("events.csv", &text);
        assert_eq!(clock(&source), (first.into(), want.into(), true), "{header} {zone}");
        assert!(said(&source).contains("row by row"), "{header}: {}", said(&source));
        read_anyhow("events.csv", &text, &SourcePatch::default());
    }
    let source = added(
        "events.csv",
        &rows_with("time,timezone,action", "2024-07-15T12:00", 97, 60, of("here")),
    );
    assert!(said(&source).contains("no zone that is known"), "{}", said(&source));
    // Of a person, a place or a shift: not the clock of the rows.
    let others = [
        ("time,user_timezone,action", "Asia/Tokyo"),
        ("time,zone,action", "north"),
        ("time_utc,timezone,action", "Asia/Tokyo"),
    ];
    for (header, zone) in others {
        let source = added("events.csv", &rows_with(header, "2024-07-15T12:00", 97, 60, of(zone)));
        assert_eq!(clock(&source).0, "2024-07-15T12:00:00Z", "{header}");
    }
}

#[test]
fn another_column_has_the_same_times_in_utc() {
    let mut text = "local_time,utc_time,load\n".to_owned();
    for row in 0..24 * 10 {
        let utc = ms("2024-10-22T00:00") + row * HOUR;
        text += &format!(
            "{},{},{}.5\n",
            wall(local("Europe/Paris", utc)),
            wall(utc),
            50 + row * 7 % 13
        );
    }
    let source = added("load.csv", &text);
    assert_eq!(clock(&source), ("2024-10-22T00:00:00Z".into(), "UTC".into(), true));
    assert!(said(&source).contains("the same times"), "{}", said(&source));
    // The end of what begins is another time.
    let text = text.replace("utc_time", "end_utc").replace("local_time", "start");
    assert_eq!(clock(&added("load.csv", &text)).0, "2024-10-22T02:00:00Z");
}

#[test]
fn several_zones_stand_in_one_file() {
    let zones = ["Europe/Berlin", "Asia/Tokyo", "America/New_York"];
    let mut text = "time,timezone,action\n".to_owned();
    // One event each hour of UTC, told by three offices in turn, over the end of summer time.
    for row in 0..24 * 20 {
        let utc = ms("2024-10-18T00:00") + row as i64 * HOUR;
        let of = row % 3;
        // The second hour of the two is told by the order, as the rows go forward.
        text +=
            &format!("{},{},{}\n", wall(local(zones[of], utc)), zones[of], ["in", "out"][row % 2]);
    }
    let reading = read_anyhow("offices.csv", &text, &SourcePatch::default());
    let time = reading.found.time.as_ref().unwrap();
    assert_eq!((time.zone.as_str(), time.zone_stated), ("per row", true));
    let Data::Counts(counts) = &reading.data else { panic!("{:?}", reading.found) };
    let hours: Vec<i64> = counts.total.amounts().map(|(cell, _)| cell * 15 * MINUTE).collect();
    let want: Vec<i64> = (0..24 * 20).map(|row| ms("2024-10-18T00:00") + row * HOUR).collect();
    assert_eq!(hours, want);
    // A row without its zone has no instant.
    let source = added("offices.csv", &(text + "2024-11-08 12:00:00,,in\n"));
    assert_eq!((source.rows.without_time, source.rows.used), (1, 24 * 20));
}

#[test]
fn pairs_of_a_log_say_the_zone() {
    let mut text = String::new();
    for row in 0..40 {
        let at = ms("2020-09-08T06:20") + row * 17 * MINUTE;
        let (date, time) = (&wall(at)[..10], &wall(at)[11..]);
        text += &format!(
            "date={date} time={time} level=\"notice\" tz=\"+0200\" action=\"deny\" bytes={}\n",
            100 + row
        );
    }
    assert_eq!(clock(&added("gate.log", &text)).0, "2020-09-08T04:20:00Z");
}

/// A price each day at midnight of a zone, written as instants.
fn midnights(
    header: &str,
    zone: &str,
    from: &str,
    days: i64,
    write: impl Fn(i64) -> String,
) -> String {
    let mut text = format!("{header},price\n");
    for day in 0..days {
        text += &format!("{},{}\n", write(instant(zone, ms(from) + day * DAY)), 50 + day * 7 % 13);
    }
    text
}

/// The first day with a value, as the page compares by day with plain dates.
fn first_day(text: &str) -> (String, String) {
    let mut page = Page::new();
    let mut dates = "date,visits\n".to_owned();
    for day in 0..150 {
        dates +=
            &format!("{},{}\n", &iso_from_ms(ms("2024-01-01") + day * DAY)[..10], 100 + day % 17);
    }
    let x = page.add("prices.csv", text.as_bytes().to_vec(), None).swap_remove(0);
    let y = page.add("visits.csv", dates.into_bytes(), None).swap_remove(0);
    let said = said(&x);
    let report =
        page.recipe(json!({ "x": x.series[0].id, "y": y.series[0].id, "period": "day" })).unwrap();
    let aligned = &report.aligned;
    let first = aligned.x.iter().position(|value| value.is_some()).unwrap();
    (aligned.labels[first].clone(), said)
}

#[test]
fn midnights_of_another_zone_are_its_days() {
    let iso = |at: i64| iso_from_ms(at).replace('Z', ".000Z");
    let epoch = |at: i64| (at / 1000).to_string();
    let cases = [
        ("date", "Asia/Tokyo", 60),
        ("timestamp", "Asia/Seoul", 60),
        ("date", "Europe/Paris", 120),
        ("time", "Europe/Paris", 120),
        ("date", "Europe/Berlin", 20),
        ("日付", "Asia/Shanghai", 300),
        ("time", "Australia/Sydney", 120),
        ("Datum", "Europe/London", 120),
        ("date", "Asia/Kolkata", 40),
        ("day", "Europe/Moscow", 40),
        ("time", "Pacific/Auckland", 120),
        ("fecha", "America/New_York", 120),
        ("date", "UTC", 50),
        ("time", "Europe/Athens", 120),
        ("date", "Asia/Kathmandu", 30),
        ("time", "Asia/Kolkata", 40),
    ];
    for (header, zone, days) in cases {
        let moves = !["America/New_York", "UTC"].contains(&zone);
        let texts = [iso as fn(i64) -> String, epoch]
            .map(|write| midnights(header, zone, "2024-03-01", days, write));
        let (day, said) = first_day(&texts[0]);
        assert_eq!(day, "2024-03-01", "{header} {zone}");
        assert_eq!(said.contains("midnight"), moves, "{header} {zone}: {said}");
        for text in texts {
            let reading = read_anyhow("prices.csv", &text, &SourcePatch::default());
            assert_eq!(reading.found.time.unwrap().zone_days, moves, "{header} {zone}");
        }
    }
    // With their offset, at whatever season.
    let stamped = |at: i64| format!("{}+09:00", wall(at + 9 * HOUR));
    let (day, said) = first_day(&midnights("time", "Asia/Tokyo", "2024-03-01", 30, stamped));
    assert_eq!(day, "2024-03-01");
    assert!(said.contains("midnights"), "{said}");
}

#[test]
fn weeks_and_months_of_another_zone_keep_their_days() {
    let mut text = "date,price\n".to_owned();
    for month in 0..12 {
        let first = ms(&format!("2024-{:02}-01", month + 1)) - 9 * HOUR;
        text += &format!("{},{}\n", iso_from_ms(first), 50 + month * 7 % 13);
    }
    let reading = read_anyhow("months.csv", &text, &SourcePatch::default());
    let Data::Measurements(values) = &reading.data else { panic!() };
    assert_eq!(values.times_ms[1], ms("2024-02-01"));
    let mut text = "time,price\n".to_owned();
    for week in 0..12 {
        // Mondays in Tokyo.
        text += &format!(
            "{},{}\n",
            iso_from_ms(ms("2024-01-01") + week * 7 * DAY - 9 * HOUR),
            50 + week * 7 % 13
        );
    }
    let reading = read_anyhow("weeks.csv", &text, &SourcePatch::default());
    let Data::Measurements(values) = &reading.data else { panic!() };
    assert_eq!(values.times_ms[1], ms("2024-01-08"));
}

#[test]
fn other_daily_times_are_no_midnights() {
    let iso = |at: i64| iso_from_ms(at);
    let work = |text: String| {
        let kept = |line: &&str| {
            line.starts_with("20").then(|| {
                let day = ms(&line[..10]) / DAY;
                (day + 3).rem_euclid(7) < 5
            }) != Some(false)
        };
        text.lines().filter(kept).collect::<Vec<_>>().join("\n") + "\n"
    };
    // Closes at 21:00 UTC from Monday to Friday, in winter; at 16:00 of New York over the change; noon; readings
    // at 18:00; the evening of Fridays; the first of each month, in the evening.
    let closes = work(midnights("date", "Europe/Istanbul", "2024-01-02", 70, iso));
    let (day, said) = first_day(&closes);
    assert_eq!(day, "2024-01-01");
    assert!(said.contains("no other zone's midnights"), "{said}");
    let over = midnights("date", "UTC", "2024-03-01", 60, |at| {
        let change = at >= ms("2024-03-10");
        iso_from_ms(at + if change { 20 } else { 21 } * HOUR)
    });
    assert_eq!(first_day(&over).0, "2024-03-01");
    assert_eq!(
        first_day(&midnights("date", "UTC", "2024-03-01", 60, |at| iso(at + 12 * HOUR))).0,
        "2024-03-01"
    );
    let (day, said) =
        first_day(&midnights("reading", "UTC", "2024-03-01", 60, |at| iso(at + 18 * HOUR)));
    assert_eq!(day, "2024-03-01");
    assert!(said.contains("choose that zone"), "{said}");
    // Half past the hour is midnight in no zone that keeps it all along.
    assert_eq!(
        first_day(&midnights("time", "UTC", "2024-03-01", 60, |at| iso(at
            + 13 * HOUR
            + 30 * MINUTE)))
        .0,
        "2024-03-01"
    );
    let with_seconds = midnights("date", "UTC", "2024-03-01", 60, |at| iso(at + 15 * HOUR + 7_000));
    assert_eq!(first_day(&with_seconds).0, "2024-03-01");
}

#[test]
fn the_user_says_whether_instants_are_midnights() {
    let text = midnights("reading", "UTC", "2024-03-01", 60, |at| iso_from_ms(at + 18 * HOUR));
    let mut page = Page::new();
    let id = page.add("readings.csv", text.into_bytes(), None)[0].id.clone();
    let zone = |zone: &str| SourcePatch { zone: Some(zone.into()), ..SourcePatch::default() };
    page.patch(&id, zone("+06:00")).unwrap();
    assert_eq!(clock(&page.sources()[0]).1, "+06:00");
    assert_eq!(page.sources()[0].series[0].first, "2024-03-01T18:00:00Z");
    let tokyo = midnights("date", "Asia/Tokyo", "2024-03-01", 60, iso_from_ms);
    let id = page.add("days.csv", tokyo.into_bytes(), None)[0].id.clone();
    assert_eq!(clock(&page.sources()[1]).1, "+09:00");
    page.patch(&id, zone("UTC")).unwrap();
    assert_eq!(clock(&page.sources()[1]).1, "UTC");
    assert_eq!(said(&page.sources()[1]), "");
}

/// Events at the instants of a zone's wall clock, in the order of `at`.
fn events(zone: &str, at: &[i64]) -> String {
    let mut text = "time,host\n".to_owned();
    for (row, at) in at.iter().enumerate() {
        text += &format!("{},h{}\n", wall(local(zone, *at)), row % 3);
    }
    text
}

/// Numbers of events by hour of UTC, in a zone that the user says.
fn by_hour(text: &str, zone: &str) -> Vec<(String, f64)> {
    let patch = SourcePatch { zone: Some(zone.into()), ..SourcePatch::default() };
    read_anyhow("events.csv", text, &patch);
    let mut page = Page::new();
    let source = page.add("events.csv", text.as_bytes().to_vec(), None).swap_remove(0);
    let mut hours = "time,load\n".to_owned();
    for hour in 0..24 * 14 {
        hours += &format!("{}Z,{}.5\n", wall(ms("2024-10-20") + hour * HOUR), hour % 7);
    }
    let other = page.add("load.csv", hours.into_bytes(), None).swap_remove(0);
    page.patch(&source.id, patch).unwrap();
    let source = &page.sources()[0];
    let recipe = json!({ "x": source.series[0].id, "y": other.series[0].id, "period": "hour" });
    let report = page.recipe(recipe).unwrap();
    let aligned = &report.aligned;
    let labels = aligned.labels.iter().cloned();
    labels.zip(&aligned.x).filter_map(|(label, value)| Some((label, (*value)?))).collect()
}

#[test]
fn the_order_of_rows_tells_an_hour_that_comes_twice() {
    let every = |minutes: i64| -> Vec<i64> {
        let (from, to) = (ms("2024-10-25T22:00"), ms("2024-10-29T22:00"));
        (0..).map(|row| from + row * minutes * MINUTE).take_while(|at| *at < to).collect()
    };
    for minutes in [5, 15, 20] {
        for backward in [false, true] {
            let mut at = every(minutes);
            if backward {
                at.reverse();
            }
            let hours = by_hour(&events("Europe/Paris", &at), "Europe/Paris");
            let odd: Vec<_> = hours.iter().filter(|hour| hour.1 != 60.0 / minutes as f64).collect();
            assert!(odd.is_empty() && hours.len() > 90, "{minutes} {backward}: {odd:?}");
        }
    }
    // Few in the first of the hours, many in the second.
    let mut at = every(60);
    at.extend((1..40).map(|row| ms("2024-10-27T01:00") + row * MINUTE + 7_000));
    at.push(ms("2024-10-27T00:50"));
    at.sort_unstable();
    let hours = by_hour(&events("Europe/Paris", &at), "Europe/Paris");
    let of = |label: &str| hours.iter().find(|hour| hour.0.starts_with(label)).unwrap().1;
    assert_eq!((of("2024-10-27T00"), of("2024-10-27T01"), of("2024-10-27T02")), (2.0, 40.0, 1.0));
    // In a zone without such an hour nothing is moved.
    let hours = by_hour(&events("Asia/Tokyo", &every(15)), "Asia/Tokyo");
    assert!(hours.iter().all(|hour| hour.1 == 4.0));
}

#[test]
fn measurements_of_an_hour_that_comes_twice() {
    for (minutes, backward, header) in [
        (15, false, "time"),
        (15, true, "time"),
        (60, false, "time"),
        (60, true, "time"),
        (10, false, "Heure (Europe/Paris)"),
        (60, false, "MTU (CET/CEST)"),
    ] {
        let mut rows: Vec<String> = Vec::new();
        let from = ms("2024-10-25T22:00");
        for row in 0..96 * 60 / minutes {
            let at = from + row * minutes * MINUTE;
            rows.push(format!("{},{}\n", wall(local("Europe/Paris", at)), (at - from) / HOUR));
        }
        if backward {
            rows.reverse();
        }
        let text = format!("{header},temperature\n") + &rows.concat();
        read_anyhow("air.csv", &text, &SourcePatch::default());
        let hours = by_hour(&text, "Europe/Paris");
        for (label, value) in &hours {
            assert_eq!(
                *value,
                ((ms(label) - from) / HOUR) as f64,
                "{minutes} {backward} {header} {label}"
            );
        }
        assert!(hours.len() > 90);
    }
}
