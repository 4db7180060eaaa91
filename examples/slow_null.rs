//! The null of test S, simulated: what `src/stats/slow_null.rs` is fitted to.
//!
//! ```text
//! cargo run --release --example slow_null -- draws=1000000            # quantiles and the two cut-offs' better
//! cargo run --release --example slow_null -- draws=20000 power=1      # correlation found in 80 of 100
//! ```
//!
//! Coefficients of white scores without their projection on 1, t, t²: drawn as what they are, jointly
//! normal, instead of from the scores. One line a length.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program whose output is its purpose"
)]

use comove::stats::{
    random::Random,
    slow_swings::{Complex, at_cutoff, circle, cutoffs, lowest},
};

/// Tail probabilities whose quantiles are printed.
const LEVELS: [f64; 14] =
    [0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];

/// What a line and a parabola, of length 1, have of each slow cosine and sine.
struct Trend {
    line: Vec<f64>,
    parabola: Vec<f64>,
}

impl Trend {
    fn new(last: usize, circle: &[Complex]) -> Trend {
        let n = circle.len();
        let at = |t: usize| (2.0 * t as f64 + 1.0) / n as f64 - 1.0;
        let mean = (0..n).map(|t| at(t).powi(2)).sum::<f64>() / n as f64;
        let bow = |t: usize| at(t).powi(2) - mean;
        let of = |column: &dyn Fn(usize) -> f64, part: usize| -> Vec<f64> {
            let length = (0..n).map(|t| column(t).powi(2)).sum::<f64>().sqrt();
            let one = |k: usize| -> f64 {
                (0..n).map(|t| column(t) * circle[t * k % n][part]).sum::<f64>()
            };
            let scale = (2.0 / n as f64).sqrt() / length;
            (1..=last).map(|k| scale * one(k)).collect()
        };
        Trend { line: of(&at, 1), parabola: of(&bow, 0) }
    }

    /// Coefficients 1 ..= last without the trend.
    fn take_out(&self, u: &mut [Complex], g: &mut Random) {
        for (column, part) in [(&self.parabola, 0), (&self.line, 1)] {
            let known: f64 = column.iter().map(|b| b * b).sum();
            let along: f64 = column.iter().zip(u.iter()).map(|(b, u)| b * u[part]).sum();
            let rest = (1.0 - known).max(0.0).sqrt() * g.normal();
            for (u, b) in u.iter_mut().zip(column) {
                u[part] -= b * (along + rest);
            }
        }
    }
}

fn draw(last: usize, trend: &Trend, rho: f64, g: &mut Random) -> [Vec<Complex>; 2] {
    let white =
        |g: &mut Random| -> Vec<Complex> { (0..last).map(|_| [g.normal(), g.normal()]).collect() };
    let mut u = white(g);
    let mut v: Vec<Complex> = white(g)
        .iter()
        .zip(&u)
        .map(|(w, u)| [0, 1].map(|i| rho * u[i] + (1.0 - rho * rho).sqrt() * w[i]))
        .collect();
    trend.take_out(&mut u, g);
    trend.take_out(&mut v, g);
    [u, v]
}

fn main() {
    let (mut draws, mut power, mut lengths) = (
        20_000_usize,
        false,
        vec![
            60, 100, 120, 150, 180, 220, 260, 310, 365, 430, 500, 600, 690, 700, 850, 1000, 1300,
            1600, 2000, 3000, 5000, 10_000, 30_000,
        ],
    );
    for argument in std::env::args().skip(1) {
        let (key, value) = argument.split_once('=').unwrap_or((argument.as_str(), ""));
        match key {
            "draws" => draws = value.parse().unwrap(),
            "power" => power = value == "1",
            "n" => lengths = value.split(',').map(|v| v.parse().unwrap()).collect(),
            _ => println!("unknown: {key}"),
        }
    }
    for n in lengths {
        let ([k1, k2], first) = (cutoffs(n), lowest(n));
        // Sixteen buckets a cycle are as good as any more.
        let circle = circle(n.min(16 * k2));
        let trend = Trend::new(k2, &circle);
        let mut g = Random::new(0x510 + n as u64);
        let both = |rho: f64, g: &mut Random| -> [f64; 2] {
            let [u, v] = draw(k2, &trend, rho, g);
            [k1, k2].map(|last| at_cutoff((&u, &v), (first, last), &circle).statistic)
        };
        let found: Vec<[f64; 2]> = (0..draws).map(|_| both(0.0, &mut g)).collect();
        let sorted = [0, 1].map(|i| {
            let mut one: Vec<f64> = found.iter().map(|s| s[i]).collect();
            one.sort_by(f64::total_cmp);
            one
        });
        let share = |i: usize, s: f64| {
            let below = sorted[i].partition_point(|v| *v < s);
            (draws - below + 1) as f64 / (draws + 1) as f64
        };
        let mut smaller: Vec<f64> =
            found.iter().map(|s| share(0, s[0]).min(share(1, s[1]))).collect();
        smaller.sort_by(f64::total_cmp);
        if power {
            // The p of the verdict is three times that of the test.
            let critical = smaller[(draws as f64 * 0.05 / 3.0) as usize];
            let finds = |rho: f64| {
                let mut g = Random::new(7);
                let hits = (0..4000).filter(|_| {
                    let s = both(rho, &mut g);
                    share(0, s[0]).min(share(1, s[1])) <= critical
                });
                hits.count() as f64 / 4000.0
            };
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..9 {
                let middle = 0.5 * (low + high);
                if finds(middle) < 0.8 { low = middle } else { high = middle }
            }
            let root = ((k2 - first + 1) as f64).sqrt();
            println!("{n} {k1} {k2} {first} r={high:.3} r*root={:.3}", high * root);
            continue;
        }
        let at =
            |values: &[f64], share: f64| values[((share * draws as f64) as usize).min(draws - 1)];
        let print = |name: &str, values: Vec<f64>| {
            let values: Vec<String> = values.iter().map(|v| format!("{v:.6}")).collect();
            println!("{n} {k1} {k2} {first} {name} {}", values.join(" "));
        };
        for (i, name) in ["lower", "higher"].into_iter().enumerate() {
            print(name, LEVELS.iter().map(|p| at(&sorted[i], 1.0 - p)).collect());
        }
        // The smaller of both p that a share of the draws stays below.
        print("smaller", LEVELS.iter().map(|p| at(&smaller, *p)).collect());
    }
}
