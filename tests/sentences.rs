//! Everything that is said of a pair, as a person meets it: files are dropped, and what the page, the
//! pictures and the exports then say is read as a whole.
//!
//! * One question has one strength, wherever it is shown.
//! * Under a verdict that denies a link nothing presupposes one.
//! * No phrase that only its makers understand, one form of numbers, dates and shares, short cells.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

use comove::{
    app::{
        ids::FileOffer,
        message::{Effect, Message},
        model::Model,
        show::view,
        update::update,
        view::View,
    },
    calendar::{
        civil::iso_from_ms,
        holidays::Holidays,
        period::{Period, WeekStart},
        zone::TableZones,
    },
    chart::{
        chance::Picture, inputs::Inputs, rolling, scatter, scene::Mark, surface::Surface,
        theme::Theme, viewport::Viewport,
    },
    ingest::{in_memory::read_entries, sample::FileFacts},
    kit::language::Language,
    recipe::export::{ExportKind, ExportOptions},
    report::{analysis::analyse, report::Report},
    stats::{
        common_days::CommonDays,
        lab::simulate::{ar1_unit, cumulate, scaled, sum, white},
        random::Random,
        result::Analysis,
        verdict::{Caution, Doubt, Reason, Verdict, VerdictKind, Which},
    },
    text::{
        cells,
        number::coefficient,
        verdict::words,
        verdict_words::{Measure, Subject},
    },
};
use serde_json::{Value, json};
use std::{collections::VecDeque, rc::Rc};

/// A page without a browser.
struct Page {
    model: Model,
    files: Vec<Vec<u8>>,
    delivered: Vec<String>,
}

impl Page {
    fn new() -> Page {
        let model = Model::new(Rc::new(TableZones));
        Page { model, files: Vec::new(), delivered: Vec::new() }
    }

    fn add(&mut self, name: &str, text: String) {
        let offer = FileOffer {
            file: self.files.len() as u64,
            name: name.to_owned(),
            bytes: text.len() as u64,
            modified_ms: None,
            example: false,
        };
        self.files.push(text.into_bytes());
        self.act(Message::FilesAdded { files: vec![offer], ticket: None });
    }

    fn set(&mut self, patch: Value) {
        self.act(Message::SetRecipe { patch, ticket: None });
    }

    fn act(&mut self, message: Message) {
        let mut queue = VecDeque::from([message]);
        while let Some(message) = queue.pop_front() {
            for effect in update(&mut self.model, message) {
                match effect {
                    Effect::Read { read, file, name, modified_ms, patch, .. } => {
                        let bytes = &self.files[file as usize];
                        let bytes_len = bytes.len() as u64;
                        let facts =
                            FileFacts { name, bytes: bytes_len, modified_ms, compression: None };
                        let readings = read_entries(&facts, bytes, &patch, 1, &mut || usize::MAX);
                        queue.push_back(Message::ReadDone { read, readings });
                    }
                    Effect::Analyse { revision, input } => {
                        let analysis = Box::new(analyse(&input));
                        queue.push_back(Message::Analysed { revision, analysis });
                    }
                    Effect::Hash { file } => {
                        queue.push_back(Message::Hashed { file, sha256: "ab".repeat(32) });
                    }
                    Effect::Deliver { text, .. } => self.delivered.push(text),
                    _ => {}
                }
            }
        }
    }

    fn methods(&mut self, language: Language) -> String {
        let options = ExportOptions { language: Some(language), ..ExportOptions::default() };
        self.delivered.clear();
        self.act(Message::ExportAsked { kind: ExportKind::Methods, options, ticket: None });
        self.delivered.concat()
    }

    fn report(&self) -> Rc<Report> {
        self.model.report.clone().unwrap()
    }

    fn view(&self) -> View {
        view(&self.model)
    }
}

/// A column of values from 1 January 2018 on, as a file.
fn file(name: &str, period: Period, values: &[f64]) -> String {
    let (day, start) = (86_400_000, 1_514_764_800_000_i64);
    let mut text = format!("date,{name}\n");
    for (at, value) in values.iter().enumerate() {
        let at = at as i64;
        let stamp = match period {
            Period::Hour => iso_from_ms(start + at * day / 24),
            Period::Day => iso_from_ms(start + at * day)[..10].to_owned(),
            Period::Week => iso_from_ms(start + 7 * at * day)[..10].to_owned(),
            _ => format!("{}-{:02}-01", 2000 + at / 12, at % 12 + 1),
        };
        text.push_str(&format!("{stamp},{value:.4}\n"));
    }
    text
}

/// What a pair is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    Same,
    Lag,
    Window,
    Opposite,
    Slow,
    Nothing,
    Few,
}

fn pair(made: Made, n: usize, g: &mut Random) -> (Vec<f64>, Vec<f64>) {
    let x = scaled(&ar1_unit(n + 20, 0.5, g), 4.0);
    let noise = |size: f64, g: &mut Random| scaled(&ar1_unit(n, 0.4, g), size);
    let level = vec![100.0; n];
    let late = |by: usize| x[20 - by..n + 20 - by].to_vec();
    let now = late(0);
    let y = match made {
        Made::Same => sum(&[&scaled(&now, 2.0), &noise(8.0, g)]),
        Made::Opposite => sum(&[&scaled(&now, -2.0), &noise(8.0, g)]),
        Made::Lag => sum(&[&scaled(&late(3), 2.0), &noise(8.0, g)]),
        Made::Window => {
            let late: Vec<Vec<f64>> = (1..8).map(late).collect();
            let all: Vec<&[f64]> = late.iter().map(Vec::as_slice).collect();
            sum(&[&scaled(&sum(&all), 0.45), &noise(8.0, g)])
        }
        Made::Slow => {
            let swing = scaled(&ar1_unit(n, 0.98, g), 9.0);
            let own = |g: &mut Random| sum(&[&swing, &scaled(&white(n, g), 24.0), &level]);
            return (own(g), own(g));
        }
        Made::Nothing => scaled(&cumulate(&white(n, g)), 1.5),
        Made::Few => noise(8.0, g),
    };
    (sum(&[&now, &[60.0; 5000][..n]]), sum(&[&y, &level]))
}

/// A page with a pair on it.
fn page(made: Made, period: Period, n: usize, seed: u64) -> Page {
    let (x, y) = pair(made, n, &mut Random::new(seed));
    let mut page = Page::new();
    page.add("weather.csv", file("temperature", period, &x));
    page.add("shop.csv", file("sales", period, &y));
    page.set(json!({ "language": "en" }));
    page
}

const PAIRS: [(Made, Period, usize); 13] = [
    (Made::Same, Period::Day, 300),
    (Made::Same, Period::Week, 160),
    (Made::Same, Period::Month, 140),
    (Made::Same, Period::Hour, 300),
    (Made::Opposite, Period::Day, 300),
    (Made::Lag, Period::Day, 400),
    (Made::Window, Period::Day, 700),
    (Made::Slow, Period::Day, 900),
    (Made::Nothing, Period::Day, 300),
    (Made::Nothing, Period::Week, 150),
    (Made::Nothing, Period::Month, 120),
    (Made::Nothing, Period::Hour, 400),
    (Made::Few, Period::Day, 24),
];

/// All texts in the charts of the further views.
fn in_charts(page: &Page, language: Language) -> Vec<String> {
    let Some(figure) = page.view().figure else { return Vec::new() };
    let inputs = Inputs::of(&figure);
    let theme = Theme::light();
    let surface = Surface { language, ..Surface::plain(900.0, 400.0, &theme) };
    let mut scenes = Vec::new();
    if let Some(lags) = &inputs.lags {
        scenes.push(lags.plot(&surface).scene);
    }
    let viewport = Viewport::new(&inputs.periods);
    if let Some(rolling) = inputs.rolling {
        let model = rolling::Model::new(rolling);
        scenes.push(model.plot(&viewport, Default::default(), &surface).scene);
    }
    if let Some(scatter) = inputs.scatter {
        scenes.push(scatter::Model::new(scatter).plot(&surface).scene);
    }
    let label = |mark: &Mark| match mark {
        Mark::Text(label) => Some(label.text.clone()),
        _ => None,
    };
    scenes.iter().flat_map(|scene| scene.marks.iter().filter_map(label)).collect()
}

/// Everything that is said in a language: of which a place is the first word.
fn said(page: &mut Page, language: Language) -> Vec<(&'static str, String)> {
    page.act(Message::LanguageChosen(language));
    let sentence = page.view().sentence;
    let mut all = vec![("headline", sentence.headline), ("chance", sentence.chance)];
    all.extend(sentence.cells.into_iter().map(|cell| ("cell", cell.text)));
    for (place, lines) in [
        ("details", sentence.details),
        ("compared", sentence.compared),
        ("cautions", sentence.cautions),
        ("charts", in_charts(page, language)),
    ] {
        all.extend(lines.into_iter().map(|line| (place, line)));
    }
    all.push(("methods", page.methods(language)));
    all.retain(|(_, text)| !text.is_empty());
    all
}

/// Coefficients with a sign and two decimals.
fn coefficients(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    for (at, sign) in letters.iter().enumerate().filter(|(_, c)| matches!(c, '+' | '−')) {
        let number: String =
            letters[at + 1..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').collect();
        if number.len() == 4 && number.as_bytes()[1] == b'.' {
            found.push(format!("{sign}{number}"));
        }
    }
    found
}

#[test]
fn one_question_has_one_strength() {
    let mut kinds = Vec::new();
    for (at, (made, period, n)) in PAIRS.into_iter().enumerate() {
        let mut page = page(made, period, n, 41 + at as u64);
        let report = page.report();
        let verdict = &report.verdict;
        kinds.push(verdict.kind);
        let Some(strength) = verdict.strength else { continue };
        let r = coefficient(strength.r);
        let (low, high) = strength.interval.unwrap();
        let allowed = [r.clone(), coefficient(low), coefficient(high)];
        let name = format!("{made:?} {period:?} {verdict:?}");
        // Where it must stand.
        let link = matches!(verdict.kind, VerdictKind::Together | VerdictKind::Opposite);
        let hinted = verdict.kind == VerdictKind::Suggestive;
        for language in Language::ALL {
            let all = said(&mut page, language);
            let shows = |place: &str| {
                let mut of = all.iter().filter(|(at, _)| *at == place);
                of.any(|(_, text)| coefficients(text).contains(&r))
            };
            assert_eq!(shows("cell"), link, "{name}");
            assert_eq!(shows("details"), link || hinted, "{name}");
            assert!(shows("methods"), "{name}");
            if verdict.lag.is_some() {
                assert!(shows("charts"), "the lag's label: {name}");
            }
            // And no other anywhere: what is of the levels says so.
            for (place, text) in &all {
                let context = text.starts_with("For context") || text.starts_with("参考");
                // Ticks of axes are no results.
                let tick = *place == "charts" && !text.contains([':', '：']);
                if context || tick {
                    continue;
                }
                for number in coefficients(text) {
                    assert!(allowed.contains(&number), "{number} in {place}: {text}\n{name}");
                }
            }
        }
        let figure = page.view().figure.unwrap();
        for number in &figure.numbers {
            let of = number.name.split('-').next().unwrap();
            let all = coefficients(&number.text);
            if matches!(of, "surprises" | "slow") && !all.is_empty() {
                assert_eq!(of == "slow", strength.slow, "{name}");
                assert!(all.iter().all(|one| allowed.contains(one)), "{number:?} {name}");
            }
        }
        // The views compare at the lag of the strength, and say so.
        let inputs = Inputs::of(&figure);
        assert_eq!(inputs.scatter.unwrap().shift, verdict.lag.unwrap_or(0), "{name}");
        let lags = if strength.slow { (0, 0) } else { (strength.from, strength.to) };
        assert_eq!(inputs.rolling.unwrap().lags, lags, "{name}");
        let charts = in_charts(&page, Language::En).join("\n");
        match verdict.lag {
            Some(lag) if lag > 0 => assert!(charts.contains(" later"), "{name} {charts}"),
            _ => assert!(!charts.contains(" later"), "{name} {charts}"),
        }
        let mean = {
            let all: Vec<f64> = report.rolling.r.iter().flatten().copied().collect();
            all.iter().sum::<f64>() / all.len() as f64
        };
        if link && !strength.slow {
            assert!((mean - strength.r).abs() < 0.2, "{mean} {name}");
        }
    }
    use VerdictKind::{CannotTell, None, Opposite, Together};
    for kind in [Together, Opposite, None, CannotTell] {
        assert!(kinds.contains(&kind), "{kind:?}: {kinds:?}");
    }
}

#[test]
fn lags_are_those_that_the_pairs_were_made_with() {
    let of = |made, n, seed| page(made, Period::Day, n, seed).report().verdict.clone();
    for seed in 0..4 {
        let same = of(Made::Same, 300, seed);
        assert_eq!((same.lag, same.kind), (Some(0), VerdictKind::Together), "{same:?}");
        let lag = of(Made::Lag, 400, seed);
        assert_eq!(lag.lag, Some(3), "{lag:?}");
        assert!(lag.strength.unwrap().searched);
    }
    let window = of(Made::Window, 700, 46).strength.unwrap();
    assert!(window.from < window.to && window.searched, "{window:?}");
    let slow = of(Made::Slow, 900, 48);
    assert!(slow.slow && slow.strength.unwrap().slow && slow.lag.is_none(), "{slow:?}");
}

/// Phrases that claim more than was measured, or that only their makers understand.
const NEVER: [&str; 31] = [
    "paid for",
    "pays for",
    "paying for",
    "Surprises",
    "surprises",
    "look alike in the long run",
    "day-to-day moves do not",
    "did not move together more than",
    "would have been found four times out of five",
    "these look this alike",
    "Trends cannot fake",
    "only these tell",
    "neither the past nor",
    "more than chance gives",
    "more than chance",
    "two stories",
    "From start to end",
    "is a kind of link",
    "探索の多重性",
    "払って",
    "割り引いて",
    "驚き",
    "長い目で見ると",
    "日々の動きからは裏づけられません",
    "偶然を超える」",
    "共通の傾向を超えることを",
    "真似はできません",
    "一種のつながり",
    "期間の初めと終わり",
    "ふたつの物語",
    "過去や暦からは",
];

/// What is said of a link that was found, and of nothing else.
const LINK: [&str; 28] = [
    "went apart",
    "link changed",
    "link seems to change",
    "moved together",
    "moved opposite",
    "moved against",
    "rose and fell",
    "tended to fall",
    "followed",
    "swung",
    "may have moved",
    "may have risen",
    "may have fallen",
    "may have followed",
    "went with",
    "Strength",
    "correlate at",
    "beyond the band",
    "離れた動き",
    "線が離れて",
    "つながり方が変わ",
    "追って",
    "追いかけて",
    "そろって動い",
    "いっしょに動いた",
    "逆向きに動い",
    "傾向がありました",
    "強さ",
];

/// What holds of every sentence.
fn proper(text: &str, place: &str) {
    for phrase in NEVER {
        assert!(!text.contains(phrase), "“{phrase}” in {place}: {text}");
    }
    for never in ["  ", "NaN", "Some(", "inf ", "％", "--", " .", " ,", "()", "（）"] {
        assert!(!text.contains(never), "“{never}” in {place}: {text}");
    }
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    for (at, letter) in letters.iter().enumerate() {
        assert!(*letter != '%' || !digit(at.wrapping_sub(1)), "a share in {place}: {text}");
        // A run of digits begins here.
        if digit(at) && !digit(at.wrapping_sub(1)) {
            let run: String = letters[at..].iter().take_while(|c| c.is_ascii_digit()).collect();
            let decimals = at > 0 && letters[at - 1] == '.';
            let year = run.len() == 4 && (1900..2100).contains(&run.parse::<u32>().unwrap());
            assert!(run.len() < 4 || decimals || year, "{run} in {place}: {text}");
            let iso = year && letters.get(at + 4) == Some(&'-') && digit(at + 5);
            assert!(!iso, "a date in {place}: {text}");
        }
    }
}

#[test]
fn what_a_page_says_is_proper() {
    for (at, (made, period, n)) in PAIRS.into_iter().enumerate() {
        let mut page = page(made, period, n, 41 + at as u64);
        let report = page.report();
        let denied = matches!(report.verdict.kind, VerdictKind::None | VerdictKind::CannotTell);
        if denied {
            assert!(report.disagreements.is_empty() && report.breaks.at.is_none());
        }
        for language in Language::ALL {
            for (place, text) in said(&mut page, language) {
                // The references of the methods are years and names.
                if place != "methods" {
                    proper(&text, place);
                }
                if place == "cell" {
                    assert!(text.chars().count() <= 40, "{text}");
                }
                let context = text.starts_with("For context") || text.starts_with("参考");
                if denied && !matches!(place, "methods" | "charts") && !context {
                    for phrase in LINK {
                        assert!(!text.contains(phrase), "“{phrase}” in {place}: {text}");
                    }
                }
            }
        }
        // The picture of chance and the number beside it agree.
        let sentence = page.view().sentence;
        if let Some((chance, p)) = sentence.unrelated.zip(sentence.p) {
            let beyond = Picture::new(&chance, p).beyond();
            assert!((beyond as f64 - 100.0 * p).abs() <= 0.51, "{beyond} {p}");
        }
    }
}

/// Every verdict, doubt, reason and caution, in all periods.
#[test]
fn what_could_be_said_is_proper() {
    let base = {
        let (x, y) = pair(Made::Same, 300, &mut Random::new(3));
        comove::stats::analysis::analyse(&comove::stats::input::Input {
            x: comove::stats::input::Series {
                values: &x,
                kind: comove::series::series::SeriesKind::Measurement,
            },
            y: comove::stats::input::Series {
                values: &y,
                kind: comove::series::series::SeriesKind::Measurement,
            },
            controls: Vec::new(),
            period: Period::Day,
            starts: &[],
            options: Default::default(),
        })
    };
    let starts: Vec<i64> = (0..300).map(|day| day * 86_400_000).collect();
    let found = |kind, window: (i32, i32), sign, doubts| Verdict {
        kind,
        lag: Some((window.0 + window.1) / 2),
        window: Some(window),
        sign: Some(sign),
        doubts,
        ..Verdict::default()
    };
    use VerdictKind::{None, Opposite, Suggestive, Together};
    let mut verdicts = Vec::new();
    for window in [(0, 0), (1, 1), (-5, -5), (1, 7), (7, 13), (0, 14), (-21, -7), (-3, 3)] {
        verdicts.push(found(Together, window, 1, vec![]));
        verdicts.push(found(Opposite, window, -1, vec![]));
        for doubt in [
            Doubt::LeftoverAutocorrelation,
            Doubt::LongMemory,
            Doubt::DeclaredAfterLooking,
            Doubt::OutsideDeclared,
            Doubt::Filled,
            Doubt::RepeatsYearly,
        ] {
            verdicts.push(found(Suggestive, window, 1, vec![doubt]));
            verdicts.push(found(Suggestive, window, -1, vec![doubt]));
        }
    }
    for doubt in [Doubt::SlowOnly, Doubt::SharedSeason, Doubt::SharedEvent { at: 12 }] {
        for sign in [1, -1] {
            let slow = Verdict { slow: true, sign: Some(sign), ..Verdict::default() };
            verdicts.push(Verdict { kind: Suggestive, doubts: vec![doubt], ..slow.clone() });
            verdicts.push(Verdict { kind: if sign > 0 { Together } else { Opposite }, ..slow });
        }
    }
    verdicts.push(Verdict { kind: None, ..Verdict::default() });
    for reason in [
        Reason::NoOverlap,
        Reason::TooFew { complete: 7 },
        Reason::Constant(Which::X),
        Reason::MostlyOneValue(Which::Y),
        Reason::Gaps { missing: 1_300, span: 4_800 },
        Reason::LessThanThreeDays { hours: 48 },
        Reason::TooLittleInformation { complete: 42 },
        Reason::NothingUnpredicted(Which::Y),
        Reason::FewValuesOfTheirOwn { values: 12, step: 7 },
    ] {
        verdicts.push(Verdict { reason: Some(reason), ..Verdict::default() });
    }
    let shared = |days, chosen| Caution::SharedDays { days, buckets: 1_042, chosen };
    let always = vec![
        Caution::LittleOverlap { complete: 1_400, span: 9_000 },
        Caution::LongGap { from: 3, to: 9 },
        Caution::PossibleOutage { which: Which::Y, from: 20, to: 24 },
        Caution::LeftoverAutocorrelation(Which::X),
        Caution::CommonVolatility,
        Caution::DeclaredAfterLooking,
        Caution::ManyLooks { looks: 1_008 },
        Caution::SharedOutage { from: 3, to: 4, buckets: 1_003 },
        Caution::Filled { which: Which::X, step: 7, tested: Option::None },
        Caution::Filled { which: Which::Y, step: 7, tested: Some(7) },
        shared(CommonDays::Holidays(Holidays::Saxony), false),
        shared(CommonDays::Holidays(Holidays::Japan), true),
        shared(CommonDays::TurnOfTheYear, false),
        shared(CommonDays::Weekday { weekday: WeekStart::Tuesday, nth: 2, days: 3 }, false),
        shared(CommonDays::MonthStart { days: 2 }, false),
        shared(CommonDays::Payday { date: 25, later: false }, false),
        shared(CommonDays::QuarterEnd { from: 25 }, false),
    ];
    let linked = vec![
        Caution::Break { at: 12 },
        Caution::NoYearlyCycle,
        Caution::OneEvent,
        Caution::FewBuckets { buckets: 2, at: 5 },
        Caution::OneStretch { from: 5, to: 9 },
    ];
    for period in Period::ALL {
        for verdict in &verdicts {
            let finds = verdict.finds();
            let mut verdict = verdict.clone();
            verdict.cautions = always.clone();
            if finds {
                verdict.cautions.extend(linked.clone());
            }
            let mut analysis = Analysis { verdict, ..base.clone() };
            if !finds {
                // As the statistics leave it.
                analysis.effect = Option::None;
                analysis.disagreements.clear();
            }
            let subject = Subject {
                x: "temperature",
                y: "sales",
                period,
                starts: &starts,
                measures: [Measure { unit: Some("°C"), share: false }, Measure::default()],
            };
            let said = words(&analysis, &subject);
            for language in Language::ALL {
                let lines = said.details.iter().chain(&said.cautions).chain([&said.headline]);
                for line in lines.map(|line| line.get(language)) {
                    proper(line, "a verdict");
                    let context = line.starts_with("For context") || line.starts_with("参考");
                    for phrase in LINK.iter().filter(|_| !finds && !context) {
                        assert!(!line.contains(phrase), "“{phrase}”: {line}");
                    }
                }
            }
        }
        for p in [1.0, 0.5, 0.049, 0.0042, 0.0001] {
            for cell in [cells::chance(p), cells::detectable(0.294, period)] {
                assert!(cell.en.chars().count() <= 40 && cell.ja.chars().count() <= 40);
                proper(&cell.en, "a cell");
                proper(&cell.ja, "a cell");
            }
        }
    }
}

/// The page's own words, which never change.
#[test]
fn no_phrase_is_left_in_the_page() {
    for path in ["index.html", "site/guide/statistics.html", "site/guide/index.html"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let text = std::fs::read_to_string(&path).unwrap();
        // Without what stands inside the tags.
        let text: String =
            text.split('<').filter_map(|part| Some(part.split_once('>')?.1)).collect();
        // The guide explains the word before it uses it.
        let explains = path.ends_with("statistics.html");
        for phrase in NEVER.iter().filter(|p| !(explains && p.contains("urprise"))) {
            assert!(!text.contains(phrase), "“{phrase}” in {}", path.display());
        }
    }
}
