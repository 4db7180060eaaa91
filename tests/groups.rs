//! Groups and filters as a person uses them: three rules of 44 as one series against a price, each
//! as its own, the rest as another; a filter by a column's name; a share of all; undone again.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says what it expects by failing

mod without_browser;

use comove::{
    app::message::Message,
    calendar::{civil::iso_from_ms, zone::TableZones},
    ingest::topic::OverrideField,
    recipe::{
        change::{Change, GroupChoice},
        fragment::{from_fragment, to_fragment},
        recipe::Recipe,
    },
};
use serde_json::json;
use std::fmt::Write as _;
use without_browser::Page;

const DAYS: i64 = 300;
const RULES: usize = 44;

/// Made-up numbers that look like chance, from a fixed seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn date(day: i64) -> String {
    iso_from_ms((18_628 + day) * 86_400_000)[..10].to_owned()
}

/// A daily price, and alerts of 44 rules, of which `rule 07` moves with the price's steps.
fn files() -> (String, String) {
    let mut dice = Dice(7);
    let (mut price, mut alerts) =
        ("Date,Close\n".to_owned(), "time,rule,action,severity,src_ip\n".to_owned());
    let mut level = 1_000i64;
    for day in 0..DAYS {
        let step = dice.below(41) as i64 - 20;
        level += step;
        writeln!(price, "{},{level}.50", date(day)).unwrap();
        for rule in 0..RULES {
            let often = 1 + dice.below(3 + (RULES - rule) as u64 / 4);
            let often = if rule == 7 { (24 + step) as u64 } else { often };
            for n in 0..often {
                let action = ["allowed", "blocked", "dropped"][dice.below(3) as usize];
                let (severity, host) = (dice.below(4) + 1, dice.below(3));
                writeln!(
                    alerts,
                    "{} {:02}:{:02}:00,rule {rule:02},{action},{severity},192.0.2.{host}",
                    date(day),
                    n % 24,
                    rule
                )
                .unwrap();
            }
        }
    }
    (price, alerts)
}

fn page() -> Page {
    let (price, alerts) = files();
    let mut page = Page::new();
    page.add("xmr-usd.csv", price.into_bytes(), None);
    page.add("alerts.csv", alerts.into_bytes(), None);
    let split =
        page.sources()[1].columns.iter().find(|column| column.name == "rule").unwrap().index;
    page.send(typed(OverrideField::GroupColumn, &split.to_string()));
    page
}

fn typed(field: OverrideField, value: &str) -> Message {
    Message::Override { source: "s2".into(), field, value: value.into() }
}

fn ticked(groups: &[&str], each: bool, rest: bool) -> Message {
    let groups = groups.iter().map(|group| format!("s2/{group}")).collect();
    Message::Change(Change::Groups(GroupChoice { source: "s2".into(), groups, each, rest }))
}

/// Sum of what is compared of y.
fn total(page: &Page) -> f64 {
    page.model().report.as_ref().unwrap().aligned.y.iter().flatten().sum()
}

fn observations(page: &Page, id: &str) -> f64 {
    let sources = page.sources();
    let series = sources[1].series.iter().find(|series| series.id == id);
    series.unwrap_or_else(|| panic!("no {id}")).observations as f64
}

#[test]
fn three_rules_are_one_series() {
    let mut page = page();
    assert_eq!(page.sources()[1].series.len(), RULES + 1);
    page.send(ticked(&["rule 00", "rule 07", "rule 43"], false, false));
    let report = page.model().report.clone().unwrap();
    assert_eq!(report.x.id, "s1/Close");
    assert_eq!(report.y.label, "3 rules (rule 07, rule 00, rule 43)");
    let want: f64 = ["rule 00", "rule 07", "rule 43"]
        .map(|rule| observations(&page, &format!("s2/{rule}")))
        .iter()
        .sum();
    assert!(report.aligned.partial.len() <= 2);
    assert_eq!(report.y.observations as f64, want);
    assert!((total(&page) - want).abs() <= 0.02 * want, "{} of {want}", total(&page));

    // It lives in the recipe: the same address gives the same series.
    let recipe = page.model().recipe.clone();
    let again = from_fragment(&to_fragment(&recipe), &TableZones).unwrap();
    assert_eq!((&again.y, &again.sums), (&recipe.y, &recipe.sums));
    let mut other = super_page(&again);
    assert_eq!(other.recipe(json!({})).unwrap().aligned.y, report.aligned.y);

    // Renamed, the name stays when it comes again.
    page.send(Message::Change(Change::NameY("miners".into())));
    page.send(ticked(&["rule 01"], false, false));
    assert_eq!(page.model().recipe.sums, [], "nothing uses it");
    page.send(ticked(&["rule 43", "rule 07", "rule 00"], false, false));
    assert_eq!(page.model().report.as_ref().unwrap().y.label, "miners");
}

/// Another visit with the same files and this recipe.
fn super_page(recipe: &Recipe) -> Page {
    let mut other = page();
    let patch = json!({ "sums": recipe.sums, "y": recipe.y });
    other.recipe(patch).unwrap();
    other
}

#[test]
fn the_largest_each_and_the_rest() {
    let mut page = page();
    let all = observations(&page, "s2/total");
    page.send(ticked(&["rule 07", "rule 00"], true, true));
    let recipe = page.model().recipe.clone();
    assert_eq!(recipe.y.as_deref(), Some("s2/rule 07"), "the largest first");
    assert_eq!(recipe.others[0], "s2/rule 00");
    let rest = &recipe.others[1];
    let sources = page.sources();
    let info = sources[1].series.iter().find(|series| series.id == *rest).unwrap();
    assert_eq!(info.label, "other rules (42)");
    let ticked_sum = observations(&page, "s2/rule 07") + observations(&page, "s2/rule 00");
    assert_eq!(info.observations as f64, all - ticked_sum);
    let matrix = page.model().report.as_ref().unwrap().matrix.clone().unwrap();
    assert_eq!(matrix.series.len(), 4);
    // Nothing ticked is all events again.
    page.send(ticked(&[], true, true));
    let recipe = &page.model().recipe;
    assert_eq!((recipe.y.as_deref(), recipe.others.len()), (Some("s2/total"), 0));
    assert!(recipe.sums.is_empty());
}

#[test]
fn a_sum_as_a_share_of_all_in_percent() {
    let mut page = page();
    page.send(ticked(&["rule 00", "rule 07"], false, false));
    let share = |on| Message::Change(Change::ShareOfAll { source: "s2".into(), on });
    page.send(share(true));
    let report = page.model().report.clone().unwrap();
    let shares: Vec<f64> = report.aligned.y.iter().flatten().copied().collect();
    assert!(shares.iter().all(|share| (0.0..1.0).contains(share)));
    let view = page.view();
    let drawn = &view.figure.as_ref().unwrap().series[1];
    assert!(drawn.axis.ends_with("as a share of alerts (%)"), "{}", drawn.axis);
    assert_eq!(drawn.info.unit.as_deref(), Some("%"));
    assert!((drawn.values[10] - 100.0 * report.aligned.y[10].unwrap()).abs() < 1e-9);
    // Each on its own, they are all shares.
    page.send(ticked(&["rule 00", "rule 07"], true, true));
    let figure = page.view().figure.unwrap();
    let units: Vec<_> = figure.series.iter().map(|series| series.info.unit.as_deref()).collect();
    assert_eq!(units, [None, Some("%"), Some("%"), Some("%")]);
    // It stays a share when other groups are ticked.
    page.send(ticked(&["rule 01"], false, false));
    assert_eq!(page.model().recipe.share_of.y.as_deref(), Some("s2/total"));
    page.send(share(false));
    assert_eq!(page.model().recipe.share_of.y, None);
}

#[test]
fn rows_are_filtered_by_name_and_counted() {
    let mut page = page();
    let all = page.sources()[1].rows;
    let column = |name: &str| {
        let source = &page.sources()[1];
        source.columns.iter().find(|column| column.name == name).unwrap().index
    };
    let (action, severity) = (column("action"), column("severity"));
    page.send(typed(
        OverrideField::Filter,
        &format!("{action}\tis-not\tBlocked\n{severity}\tat-least\t3"),
    ));
    let kept = page.sources()[1].rows;
    assert_eq!((kept.used + kept.filtered, kept.skipped), (all.used, 0));
    let share = kept.used as f64 / all.used as f64;
    assert!((0.3..0.37).contains(&share), "two of three actions, two of four severities: {share}");
    let facts = page.view().cards[1].facts.join("; ");
    assert!(facts.contains(" rows kept"), "{facts}");
    assert!((total(&page) - kept.used as f64).abs() <= 0.02 * kept.used as f64);
    let report = page.model().report.clone().unwrap();
    let only = report.sources[1].only.clone().unwrap();
    assert!(only.en.contains("action is not “Blocked” and severity is at least 3"), "{}", only.en);
    assert!(page.view().sentence.compared.contains(&only.en));
    // The days without a row that is kept are zero, not missing: the file covers them.
    assert_eq!(report.aligned.complete + report.aligned.partial.len() as u64, DAYS as u64);

    // None is left: said at the field.
    page.send(typed(OverrideField::Filter, &format!("{action}\tis\tquarantined")));
    let said = |page: &Page| {
        let card = page.view().cards.remove(1);
        let field = card.overrides.into_iter().find(|one| one.field == OverrideField::Filter);
        field.unwrap().message
    };
    assert!(said(&page).unwrap().starts_with("None of the "));
    page.send(typed(OverrideField::Filter, &format!("{severity}\tat-least\thigh")));
    assert!(said(&page).unwrap().starts_with("“high” is no number"));

    // Undone step by step.
    page.send(Message::UndoPatch { source: "s2".into() });
    assert_eq!(page.sources()[1].rows, kept);
    assert_eq!(said(&page), None);
    page.send(Message::UndoPatch { source: "s2".into() });
    assert_eq!(page.sources()[1].rows, all);
}

#[test]
fn all_rules_are_ranked_by_how_they_move_with_the_price() {
    let mut page = page();
    page.send(Message::RankAsked { source: "s2".into() });
    let model = page.model();
    let ranked = model.ranking.as_ref().unwrap().answer.clone().unwrap().unwrap();
    assert_eq!(ranked.len(), RULES);
    let first = &ranked[0];
    assert_eq!(first.id, "s2/rule 07");
    assert!(first.r.unwrap() > 0.5 && first.holm.unwrap() < 0.01, "{first:?}");
    // Corrected for all of them: chance alone makes two or three of 44 look alike.
    let adjusted = first.p.unwrap() * RULES as f64;
    assert!((first.holm.unwrap() - adjusted).abs() < 1e-12);
    let found = ranked.iter().filter(|one| one.holm.is_some_and(|p| p <= 0.05)).count();
    assert_eq!(found, 1, "{ranked:?}");
    assert!(ranked.is_sorted_by_key(|one| one.p.unwrap_or(2.0)));
    assert_eq!(model.recipe.tests_seen as usize, RULES + 1, "each is a look");

    // A click makes it y; the list stays, and is no new look.
    page.send(ticked(&["rule 07"], false, false));
    assert_eq!(page.model().recipe.y.as_deref(), Some("s2/rule 07"));
    assert!(page.model().ranking.as_ref().unwrap().answer.is_some());
    assert_eq!(page.model().recipe.tests_seen as usize, RULES + 2);
    // Of another span it would be another list.
    page.recipe(json!({ "from": "2021-03-01" })).unwrap();
    assert!(page.model().ranking.is_none());
}

#[test]
fn a_sum_of_addresses_leaves_without_them() {
    let mut page = page();
    let source = &page.sources()[1];
    let host = source.columns.iter().find(|column| column.name == "src_ip").unwrap().index;
    page.send(typed(OverrideField::GroupColumn, &host.to_string()));
    page.send(ticked(&["group 1", "group 2"], false, false));
    let report = page.model().report.clone().unwrap();
    assert_eq!(report.y.label, "2 groups (group 1, group 2)");
    let address = to_fragment(&page.model().recipe);
    assert!(!address.contains("192") && address.contains("group"), "{address}");
}
