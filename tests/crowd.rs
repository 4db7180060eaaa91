//! Many files at once: rotated logs of a folder.

mod without_browser;

use comove::{
    app::{
        ids::FileOffer,
        message::{Effect, Message},
        model::Model,
        show::view,
        update::update,
    },
    calendar::zone::TableZones,
    kit::language::Language,
};
use std::{fmt::Write as _, rc::Rc};
use without_browser::Page;

/// A date of 2023 by its number in the year, from 0.
fn date(day: usize) -> String {
    const MONTHS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut left = day;
    for (month, days) in MONTHS.iter().enumerate() {
        if left < *days {
            return format!("2023-{:02}-{:02}", month + 1, left + 1);
        }
        left -= days;
    }
    panic!("2023 has 365 days");
}

fn price() -> Vec<u8> {
    let mut text = "date,price\n".to_owned();
    for day in 0..300 {
        let _ = writeln!(text, "{},{}", date(day), 100 + (day * 37) % 41);
    }
    text.into_bytes()
}

/// Two days of a log; the last file has a row without a time.
fn log(number: usize, last: bool) -> (String, Vec<u8>) {
    let mut text = "time,rule\n".to_owned();
    for day in [2 * number, 2 * number + 1] {
        for hour in 0..3 + day % 5 {
            let _ = writeln!(text, "{}T{hour:02}:10:00Z,scan", date(day));
        }
    }
    if last {
        text.push_str("soon,scan\n");
    }
    (format!("alerts-{number:03}.csv"), text.into_bytes())
}

#[test]
fn rotated_logs_are_compared_once_and_listed_in_part() {
    const FILES: usize = 100;
    let mut page = Page::new();
    page.add("price.csv", price(), None);
    let before = page.analyses;
    page.add_all((0..FILES).map(|number| log(number, number + 1 == FILES)).collect());
    assert_eq!(page.analyses - before, 1, "statistics after every file");

    let shown = page.view();
    assert_eq!(shown.files as usize, FILES + 1);
    assert_eq!(shown.cards.len(), 5);
    let crowd = shown.crowd.expect("not every file has a card");
    assert_eq!(crowd.text, "5 of 101 files are listed");
    assert_eq!((crowd.fraction, crowd.more.as_deref()), (None, Some("list 40 more")));
    // The two that are compared are among them, the joined one says what all of its files hold.
    let axes: Vec<_> =
        shown.cards.iter().filter_map(|card| Some((&*card.name, card.axis?))).collect();
    assert_eq!(axes, [("price.csv", "x"), ("alerts-000.csv", "y")]);
    let joined = &shown.cards[1];
    assert_eq!(joined.parts.len(), FILES);
    assert!(joined.line.contains("1 Jan – 19 Jul 2023"), "{}", joined.line);
    let rows: usize = (0..2 * FILES).map(|day| 3 + day % 5).sum();
    assert_eq!(rows, 1_000);
    assert!(joined.facts.contains(&"1,000 rows, 1 skipped".to_owned()), "{:?}", joined.facts);
    assert_eq!(joined.problems.count, 1);
    assert!(
        joined.problems.first[0].reason.starts_with("alerts-099.csv: "),
        "{:?}",
        joined.problems
    );

    for cards in [45, 85] {
        page.send(Message::MoreCards);
        assert_eq!(page.view().cards.len(), cards);
    }
    page.send(Message::MoreCards);
    let shown = page.view();
    assert_eq!((shown.cards.len(), shown.crowd), (FILES + 1, None));
}

#[test]
fn one_progress_and_one_stop() {
    let mut model = Model::new(Rc::new(TableZones));
    model.language = Language::Ja;
    let offer = |number: u64| FileOffer {
        file: number,
        name: format!("{number}.csv"),
        bytes: 10,
        modified_ms: None,
        example: false,
    };
    let files = (0..60).map(offer).collect();
    let effects = update(&mut model, Message::FilesAdded { files, ticket: None });
    let reads: Vec<u64> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Read { read, .. } => Some(*read),
            _ => None,
        })
        .collect();
    assert_eq!(reads.len(), 60);
    update(&mut model, Message::ReadDone { read: reads[0], readings: Vec::new() });
    let crowd = view(&model).crowd.expect("sixty files are read");
    assert_eq!(crowd.text, "60 ファイルのうち 1 を読みました");
    assert_eq!(crowd.fraction, Some(1.0 / 60.0));

    // Those that wait are taken back before the one that is read is stopped: else its worker
    // would begin the next.
    let effects = update(&mut model, Message::CancelAll);
    let stopped: Vec<u64> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::CancelRead { read } => Some(*read),
            _ => None,
        })
        .collect();
    let waiting: Vec<u64> = reads[1..].iter().rev().copied().collect();
    assert_eq!(stopped, waiting);
    assert!(!model.reading() && model.batches.is_empty());
}
