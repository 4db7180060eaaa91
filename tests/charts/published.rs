//! What is published of three pairs: a finding, no link, and one of which nothing can be told; both
//! languages, light and dark, as a card, in a post, on a slide. With the page's own words.

use crate::{check, made_up::Dice, no_text_touches_another, without_browser::Page};
use comove::{
    app::{
        example,
        message::{Message, Picture},
    },
    chart::{
        color::Color,
        export::{self, Drawn, Words},
        measure::{FixedMetric, Measure},
        scene::Mark,
    },
    kit::language::Language,
    recipe::export::{ExportKind, ExportOptions},
};
use serde_json::{Value, json};
use std::fmt::Write;

/// Two files, and what is published of them.
fn page(files: &[(&str, String)], recipe: Value) -> Page {
    let mut page = Page::new();
    for (name, text) in files {
        page.add(name, text.clone().into_bytes(), None);
    }
    page.recipe(recipe).unwrap();
    page
}

fn finding(recipe: Value) -> Page {
    let files = example::files();
    let [price, alerts] = &files;
    page(&[("price.csv", price.1.clone()), ("alerts.csv", alerts.1.clone())], recipe)
}

/// A table of values, a day each, that go their own ways.
fn wandering(seed: u64, head: &str, days: usize) -> String {
    let mut dice = Dice::new(seed);
    let mut level = 40.0;
    let mut text = format!("date,{head}\n");
    for day in 0..days {
        level += (40.0 - level) * 0.2 + dice.normal() * 3.0;
        let (month, date) = (day / 28 % 12 + 1, day % 28 + 1);
        let year = 2019 + day / 336;
        writeln!(text, "{year}-{month:02}-{date:02},{level:.2}").unwrap();
    }
    text
}

fn no_link(recipe: Value) -> Page {
    let files = [
        ("lake.csv", wandering(3, "water level (cm)", 672)),
        ("visits.csv", wandering(8, "visitors", 672)),
    ];
    page(&files, recipe)
}

fn cannot_tell(recipe: Value) -> Page {
    let files = [
        ("sleep.csv", wandering(5, "hours asleep", 12)),
        ("coffee.csv", wandering(6, "cups of coffee", 12)),
    ];
    page(&files, recipe)
}

fn asked(page: &mut Page, language: Language, size: (u32, u32)) -> Picture {
    let options = ExportOptions {
        language: Some(language),
        width: Some(size.0),
        height: Some(size.1),
        ..ExportOptions::default()
    };
    page.send(Message::ExportAsked { kind: ExportKind::Svg, options, ticket: None });
    page.pictures.pop().unwrap()
}

/// Letters as wide as those of the font that the pictures are mostly looked at with (DejaVu Sans).
struct Wide;

impl Measure for Wide {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        FixedMetric.width(text, size, bold) * if bold { 1.19 } else { 1.12 }
    }
}

/// As src/page/publish.rs lays it out.
fn drawn(picture: &Picture, metric: &dyn Measure) -> (Drawn, Words) {
    let mut words = picture.words.clone();
    words.details.truncate(1);
    let options = &picture.options;
    let size = (f64::from(options.width.unwrap()), f64::from(options.height.unwrap()));
    let context = (options.language.unwrap(), metric, None);
    (export::picture(&picture.figure, &words, &picture.look, size, None, context), words)
}

fn published(name: &str, mut page: Page, language: Language, size: (u32, u32)) -> String {
    let (drawn, words) = drawn(&asked(&mut page, language, size), &Wide);
    assert_eq!(drawn.size(), (f64::from(size.0), f64::from(size.1)), "{name} grew");
    legible(name, &drawn);
    check(&format!("published_{name}"), &drawn.scene, &drawn.theme);
    drawn.svg(&words).unwrap()
}

/// Every word has a contrast of 4.5 with what is behind it.
fn legible(name: &str, drawn: &Drawn) {
    for mark in &drawn.scene.marks {
        let Mark::Text(label) = mark else { continue };
        let contrast = label.color.over(drawn.theme.background).contrast(drawn.theme.background);
        assert!(contrast >= 4.5, "{name}: {:?} has {contrast:.2}", label.text);
    }
}

const CARD: (u32, u32) = (1200, 630);
const POST: (u32, u32) = (1200, 800);
const SLIDE: (u32, u32) = (1280, 720);

#[test]
fn a_finding() {
    let week = || json!({ "period": "week" });
    published("finding_card", finding(week()), Language::En, CARD);
    let chance = json!({ "period": "week", "publish": { "chance": true } });
    published("finding_post_chance", finding(chance), Language::En, POST);
    let dark = json!({ "period": "week", "publish": { "theme": "dark" } });
    published("finding_slide_dark_ja", finding(dark), Language::Ja, SLIDE);
    let own = json!({ "period": "week", "publish": {
        "title": "採掘の検知は、価格の後を追った", "byline": "脅威調査チーム",
        "note": "2021年1月から3月は、別々に動いている。", "source": "取引所の終値と社内の検知記録",
        "colorX": "#7a1fa2", "colorY": "#00695c", "background": "#ffffff",
    } });
    let svg = published("finding_post_own_ja", finding(own), Language::Ja, POST);
    for said in [
        "採掘の検知は、価格の後を追った",
        "図：脅威調査チーム",
        "別々に動いている",
        "取引所の終値と社内の検知記録",
    ] {
        assert!(svg.contains(said), "{said}");
    }
    assert!(!svg.contains("price.csv"), "names a file although a source is given");
}

#[test]
fn no_link_shown() {
    published("none_card_ja", no_link(json!({})), Language::Ja, CARD);
    let dark = json!({ "publish": { "theme": "dark", "chance": true } });
    published("none_post_dark", no_link(dark), Language::En, POST);
    published("none_slide", no_link(json!({ "scale": "index" })), Language::En, SLIDE);
}

#[test]
fn cannot_be_told() {
    let dark = || json!({ "publish": { "theme": "dark" } });
    published("short_card_dark", cannot_tell(dark()), Language::En, CARD);
    published("short_post_dark_ja", cannot_tell(dark()), Language::Ja, POST);
    published("short_slide", cannot_tell(json!({ "scale": "panels" })), Language::En, SLIDE);
}

/// From a phone's width to a wall's, with all that can stand in it.
#[test]
fn no_words_touch_at_any_width() {
    let all = json!({ "period": "week", "publish": {
        "title": "A title that is long enough to need a second line on a phone, and then a third one",
        "subtitle": "Weekly closing price against detections of mining software", "byline": "A. Writer",
        "note": "A remark.", "chance": true, "views": true,
    } });
    let mut pages = [finding(all.clone()), no_link(all.clone()), cannot_tell(all)];
    for page in &mut pages {
        for mode in ["dual", "index", "zscore", "panels"] {
            page.recipe(json!({ "scale": mode })).unwrap();
            for language in Language::ALL {
                for width in [320, 360, 420, 519, 560, 680, 799, 1200, 1920, 2560] {
                    let picture = asked(page, language, (width, width * 2 / 3));
                    let (drawn, _) = drawn(&picture, &FixedMetric);
                    let name = format!("{mode} {width} {language:?}");
                    no_text_touches_another(&name, &drawn.scene, &drawn.theme);
                    legible(&name, &drawn);
                }
            }
        }
    }
}

/// What an author leaves open is the program's choice; what is set is taken, and no system asked.
#[test]
fn what_is_set_is_taken() {
    let mut page = finding(json!({ "period": "week" }));
    let plain = asked(&mut page, Language::En, POST);
    let headline = plain.words.title.clone();
    assert!(!plain.look.dark && !plain.look.views && plain.words.chance.is_none());
    assert!(plain.words.source.contains("price.csv"));
    page.recipe(json!({ "publish": { "title": "Mine", "alt": "Two lines.", "size": "card" } }))
        .unwrap();
    let own = asked(&mut page, Language::En, POST);
    assert_eq!(own.words.title, "Mine");
    assert_eq!(own.words.details.first(), Some(&headline));
    assert_eq!(own.words.alt, "Two lines.");
    page.send(Message::ExportAsked {
        kind: ExportKind::Png,
        options: ExportOptions::default(),
        ticket: None,
    });
    let sized = page.pictures.pop().unwrap().options;
    assert_eq!((sized.width, sized.height), (Some(1200), Some(630)));
    page.recipe(json!({ "publish": { "verdict": false } })).unwrap();
    let bare = asked(&mut page, Language::En, POST);
    assert!(!bare.words.details.contains(&headline) && bare.words.title != headline);
    assert_eq!(bare.words.subtitle, "", "the same is said twice");
    page.recipe(json!({ "publish": { "accent": "#112233", "background": "#101010" } })).unwrap();
    let (drawn, _) = drawn(&asked(&mut page, Language::En, POST), &FixedMetric);
    assert_eq!(drawn.theme.accent, Color::hex(0x11_2233));
    assert!(drawn.theme.text.contrast(drawn.theme.background) > 7.0);
    for wrong in [json!({ "title": 3 }), json!({ "colour": "red" }), json!({ "colorX": "red" })] {
        let error = page.recipe(json!({ "publish": wrong })).unwrap_err();
        assert!(error.contains("“publish” cannot be"), "{error}");
    }
}

/// Titles and names that are markup come out as text.
#[test]
fn hostile_words_are_text() {
    let evil = "</title><script>alert(1)</script>&\"'<img src=x onerror=alert(1)>";
    let publish = json!({
        "title": evil, "subtitle": evil, "byline": evil, "note": evil, "source": evil, "alt": evil,
    });
    let mut page = finding(json!({ "period": "week", "publish": publish }));
    let (drawn, words) = drawn(&asked(&mut page, Language::En, POST), &FixedMetric);
    let svg = drawn.svg(&words).unwrap();
    assert!(svg.contains("&lt;script&gt;alert(1)"));
    for tag in ["<script", "<img", "</title><s"] {
        assert!(!svg.contains(tag), "{tag}");
    }
}
