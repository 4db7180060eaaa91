//! The example: a daily price and a log of alerts, made up.
//!
//! Made after a story that is told of real ones (alerts for mining software that follow a coin's
//! price by a week and a half, until a quarter in which they do not). Made by arithmetic from a
//! fixed seed, so that it is the same everywhere, needs no request and no file beside the page,
//! and then read like any other file.
//!
//! # Contract
//! The same text on every machine: values are rounded to a cent after a few `exp` and `ln`, whose
//! last bit may differ between platforms without changing a digit that is written.

use std::fmt::Write;

/// When the example was "last changed": 1 January 2022, UTC.
pub const MODIFIED_MS: f64 = 1_640_995_200_000.0;

const DAY_MS: i64 = 86_400_000;
/// 1 January 2018, UTC.
const START_MS: i64 = 1_514_764_800_000;
const DAYS: usize = 1461;
/// Days by which the alerts follow the price.
const DELAY: usize = 10;
/// The quarter in which they go apart: days since the start.
const APART: std::ops::Range<usize> = 1099..1142;

/// Prices on certain days; between them the logarithm goes straight.
const SHAPE: [(usize, f64); 10] = [
    (0, 310.0),
    (90, 180.0),
    (340, 48.0),
    (540, 96.0),
    (800, 52.0),
    (1000, 92.0),
    (1100, 148.0),
    (1220, 395.0),
    (1290, 205.0),
    (1461, 235.0),
];

/// The two files: name and content.
pub fn files() -> [(String, String); 2] {
    let mut dice = Dice(0x5eed_c0de_2018_2021);
    let prices = prices(&mut dice);
    let mut price = String::with_capacity(DAYS * 18);
    price.push_str("Date,Close (USD)\n");
    for (day, value) in prices.iter().enumerate() {
        let date = date(START_MS + day as i64 * DAY_MS);
        // Writing to a String cannot fail.
        let _ = writeln!(price, "{date},{value:.2}");
    }
    [
        ("example-price.csv".to_owned(), price),
        ("example-alerts.csv".to_owned(), alerts(&prices, &mut dice)),
    ]
}

fn prices(dice: &mut Dice) -> Vec<f64> {
    let mut away = 0.0;
    (0..DAYS)
        .map(|day| {
            away = 0.96 * away + 0.055 * dice.normal();
            (shape(day) + away).exp()
        })
        .collect()
}

/// Logarithm of the price's shape on a day.
fn shape(day: usize) -> f64 {
    let after = SHAPE.partition_point(|(at, _)| *at <= day).clamp(1, SHAPE.len() - 1);
    match (SHAPE.get(after - 1), SHAPE.get(after)) {
        (Some((from, low)), Some((to, high))) => {
            let share = (day - from) as f64 / (to - from) as f64;
            low.ln() + share * (high.ln() - low.ln())
        }
        _ => 0.0,
    }
}

fn alerts(prices: &[f64], dice: &mut Dice) -> String {
    const RULES: [(&str, f64); 4] = [
        ("mining pool login", 0.46),
        ("miner download", 0.78),
        ("mining pool by DNS", 0.93),
        ("miner in a web page", 1.0),
    ];
    let mut text = String::from("time,rule,port\n");
    let mut mood = 0.0;
    for day in 0..DAYS {
        mood = 0.9 * mood + 0.06 * dice.normal();
        let price = prices.get(day.saturating_sub(DELAY)).copied().unwrap_or(100.0);
        let level = 1.3 * (price / 100.0).ln() + mood;
        // Sensors see a little less at weekends; 1 January 2018 was a Monday.
        let weekend = if day % 7 >= 5 { 0.85 } else { 1.0 };
        let apart = if APART.contains(&day) { 0.35 } else { 1.0 };
        let count = dice.poisson(16.0 * level.exp() * weekend * apart);
        let mut times: Vec<i64> = (0..count).map(|_| (dice.even() * 86_400.0) as i64).collect();
        times.sort_unstable();
        for second in times {
            let draw = dice.even();
            let rule = RULES.iter().find(|(_, upto)| draw < *upto).map_or("", |(name, _)| name);
            let port = [3333, 4444, 5555, 14444][(dice.even() * 4.0) as usize % 4];
            let date = date(START_MS + day as i64 * DAY_MS);
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            let _ = writeln!(text, "{date}T{hour:02}:{minute:02}:{second:02}Z,{rule},{port}");
        }
    }
    text
}

/// `2018-01-31`.
fn date(ms: i64) -> String {
    crate::calendar::civil::iso_from_ms(ms).chars().take(10).collect()
}

/// xorshift64*: small, and the same everywhere. Vigna 2016, "An experimental exploration of
/// Marsaglia's xorshift generators, scrambled".
struct Dice(u64);

impl Dice {
    /// Evenly in [0, 1).
    fn even(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Nearly normal (sum of twelve), mean 0, variance 1.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.even()).sum::<f64>() - 6.0
    }

    /// Poisson; Knuth's product, for small means.
    fn poisson(&mut self, mean: f64) -> usize {
        let end = (-mean.clamp(0.0, 100.0)).exp();
        let mut product = self.even();
        let mut count = 0;
        while product > end {
            product *= self.even();
            count += 1;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_never_changes() {
        let [(_, price), (_, alerts)] = files();
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (price, alerts) = (lines(&price), lines(&alerts));
        assert_eq!(price.len(), DAYS + 1);
        assert_eq!(price[0], "Date,Close (USD)");
        assert!(price[1].starts_with("2018-01-01,") && price[DAYS].starts_with("2021-12-31,"));
        assert!(alerts.len() > 20_000 && alerts.len() < 40_000, "{}", alerts.len());
        assert!(alerts[1..].windows(2).all(|pair| pair[0].get(..20) <= pair[1].get(..20)));
        assert_eq!(files(), files());
        insta::assert_snapshot!(format!(
            "{}\n{}\n{} alerts\n{}\n{}",
            price[1],
            price[DAYS],
            alerts.len() - 1,
            alerts[1],
            alerts[alerts.len() - 1]
        ), @"
        2018-01-01,320.40
        2021-12-31,232.16
        35882 alerts
        2018-01-01T00:16:03Z,mining pool by DNS,14444
        2021-12-31T23:05:52Z,miner download,4444
        ");
    }
}
