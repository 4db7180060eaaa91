//! What holds when nothing is said: how it is drawn, what is offered.

use super::tests::{Page, price};
use crate::{
    app::{answers, message::Message, offers::Act, show::view, view::Offer},
    calendar::{civil::DAY_MS, period::Period},
    ingest::{
        in_memory::read_all,
        measurements::ValueColumn,
        overrides::SourcePatch,
        sample::FileFacts,
        source::{Data, Reading, Role},
    },
    recipe::{recipe::ScaleMode, setting::ControlId},
};
use serde_json::json;

/// Days from 2018 on, each with its cells.
fn table(name: &str, header: &str, days: i64, cells: impl Fn(i64) -> Option<String>) -> Reading {
    let start = crate::calendar::civil::ms_from_iso("2018-01-01").unwrap();
    let mut text = format!("{header}\n");
    for day in 0..days {
        let date = crate::calendar::civil::iso_from_ms(start + day * DAY_MS);
        if let Some(row) = cells(day) {
            text.push_str(&format!("{},{row}\n", &date[..10]));
        }
    }
    let facts = FileFacts {
        name: name.into(),
        bytes: text.len() as u64,
        modified_ms: None,
        compression: None,
    };
    read_all(&facts, text.as_bytes(), &SourcePatch::default())
}

/// No memory, even in [0, 1).
fn dice(day: i64, salt: u64) -> f64 {
    let mut mixed = (day as u64).wrapping_add(salt << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

fn page(readings: Vec<Reading>) -> Page {
    let mut page = Page::new();
    let names: Vec<String> = readings.iter().map(|reading| reading.found.name.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (read, reading) in page.add(&names, None).into_iter().zip(readings) {
        page.read(read, reading);
    }
    page.analyse();
    page
}

fn dollars(days: i64) -> Reading {
    table("xmr.csv", "date,close", days, |day| Some(format!("{:.2}", 100.0 + 50.0 * dice(day, 3))))
}

/// So many alerts a day.
fn alerts(days: i64, number: impl Fn(i64) -> i64) -> Reading {
    let rows = |day| {
        let rows = vec!["scan"; number(day) as usize];
        (!rows.is_empty()).then(|| rows.join("\nDATE,"))
    };
    let mut text = String::from("time,rule\n");
    let start = crate::calendar::civil::ms_from_iso("2018-01-01").unwrap();
    for day in 0..days {
        let date = crate::calendar::civil::iso_from_ms(start + day * DAY_MS);
        if let Some(rows) = rows(day) {
            let date = format!("{}T12:00:00Z", &date[..10]);
            text.push_str(&format!("{date},{}\n", rows.replace("DATE", &date)));
        }
    }
    let facts = FileFacts {
        name: "alerts.csv".into(),
        bytes: text.len() as u64,
        modified_ms: None,
        compression: None,
    };
    read_all(&facts, text.as_bytes(), &SourcePatch::default())
}

fn beside(page: &Page, control: ControlId) -> Vec<Offer> {
    let mut offers = view(&page.model).offers;
    offers.retain(|offer| offer.beside == Some(control));
    offers
}

/// One table with a measurement and, behind further columns, a count: those two are compared.
#[test]
fn a_measurement_meets_a_count_of_its_own_table() {
    for (counted, expected) in [
        ([false, false, true], ["a", "c"]),
        ([false, true, true], ["a", "b"]),
        ([true, false, false], ["b", "a"]),
        ([false, false, false], ["a", "b"]),
    ] {
        let mut reading = price("table.csv", 120);
        if let Data::Measurements(data) = &mut reading.data {
            let column = data.columns.remove(0);
            let columns = ["a", "b", "c"].into_iter().zip(counted).enumerate();
            data.columns.extend(columns.map(|(at, (name, counted))| ValueColumn {
                name: name.into(),
                index: at + 1,
                counted,
                ..column.clone()
            }));
        }
        reading.found.role = Some(Role::WideSeries);
        let page = page(vec![reading]);
        let pair = page.model.comparison.clone().unwrap();
        let of = |id: &str| id.rsplit('/').next().unwrap_or_default().to_owned();
        assert_eq!([of(&pair.x.info.id), of(&pair.y.info.id)], expected, "{counted:?}");
    }
}

#[test]
fn many_periods_are_smoothed_unless_it_is_said_otherwise() {
    let mut page = page(vec![dollars(1460), alerts(1460, |day| 8 + (6.0 * dice(day, 9)) as i64)]);
    let recipe = |page: &Page| answers::recipe(&page.model);
    let shown = |page: &Page| page.model.report.as_ref().unwrap().recipe.smoothing;
    assert_eq!(page.model.recipe.smoothing, None);
    assert_eq!((recipe(&page).smoothing, shown(&page)), (Some(29), Some(29)));
    let figure = page.model.figure.clone().unwrap();
    assert_eq!(figure.smoothing, 29);
    assert!(figure.series.iter().all(|series| series.smoothed.len() == series.values.len()));
    let before = page.model.report.clone().unwrap();
    page.send(Message::of_control(ControlId::Smoothing, "1"));
    page.analyse();
    assert_eq!((recipe(&page).smoothing, shown(&page)), (Some(1), Some(1)));
    assert!(page.model.figure.clone().unwrap().series[0].smoothed.is_empty());
    // No statistic knows of it.
    let after = page.model.report.clone().unwrap();
    assert_eq!(before.surprises, after.surprises);
    page.send(Message::of_control(ControlId::Smoothing, ""));
    page.analyse();
    assert_eq!(recipe(&page).smoothing, Some(29));
}

#[test]
fn series_of_several_units_have_panels_unless_it_is_said_otherwise() {
    let wide = table("rates.csv", "date,price (USD),height (m)", 200, |day| {
        let (price, height) = (100.0 + 9.0 * dice(day, 1), 3.0 + dice(day, 2));
        Some(format!("{price:.2},{height:.2}"))
    });
    let mut page = page(vec![wide, alerts(200, |day| 9 + day % 5)]);
    let scale = |page: &Page| page.model.figure.clone().unwrap().scale;
    assert_eq!(scale(&page), ScaleMode::Dual);
    let all: Vec<String> =
        page.model.sources.iter().flat_map(|s| &s.entries).map(|e| e.info.id.clone()).collect();
    let pair = page.model.comparison.clone().unwrap();
    let others: Vec<&String> =
        all.iter().filter(|id| **id != pair.x.info.id && **id != pair.y.info.id).take(1).collect();
    page.set(json!({ "others": others }), 7);
    page.analyse();
    assert_eq!(scale(&page), ScaleMode::Panels, "{all:?}");
    page.set(json!({ "scale": "dual" }), 8);
    page.analyse();
    assert_eq!(scale(&page), ScaleMode::Dual);
}

#[test]
fn a_value_far_above_the_others_suggests_a_log_scale() {
    let number = |day: i64| if day == 100 { 400 } else { 5 + day % 3 };
    let mut page = page(vec![dollars(200), alerts(200, number)]);
    assert_eq!(beside(&page, ControlId::LogX), []);
    let offers = beside(&page, ControlId::LogY);
    assert_eq!(offers.len(), 1);
    assert!(offers[0].text.contains("67 times"), "{}", offers[0].text);
    page.send(Message::AcceptOffer { offer: offers[0].id.clone() });
    assert!(page.model.recipe.log_y);
    assert_eq!(beside(&page, ControlId::LogY), []);
}

#[test]
fn where_too_little_happens_in_a_day_the_week_is_offered() {
    let number = |day: i64| i64::from(dice(day, 7) > 0.45);
    let mut page = page(vec![dollars(500), alerts(500, number)]);
    let offers = beside(&page, ControlId::Period);
    let week = Act::Period(Period::Week);
    assert_eq!(offers.len(), 1);
    assert_eq!(crate::app::offers::parse(&offers[0].id), Some(week));
    assert!(offers[0].text.contains("week"), "{}", offers[0].text);
    page.send(Message::AcceptOffer { offer: offers[0].id.clone() });
    page.analyse();
    assert_eq!(page.model.comparison.clone().unwrap().period, Period::Week);
    assert_eq!(beside(&page, ControlId::Period), []);
    // Enough happens here.
    let page = self::page(vec![price("xmr.csv", 200), alerts(200, |_| 9)]);
    assert_eq!(beside(&page, ControlId::Period), []);
}
