//! Pairs of series whose relation is known: what the audit measures Comove against.
//!
//! The first seventeen unrelated pairs and the eight related ones are those of a published grid;
//! the rest were added to it, because a test that was tuned on a grid passes the grid.
//!
//! Contract: a process is decided by its length and the generator.

use super::simulate::*;
use crate::{
    calendar::period::Period,
    series::series::SeriesKind,
    stats::{
        input::{Input, Options, Series},
        random::Random,
        terms::{day_of_month, starts_or_default},
    },
};

/// A simulated pair.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Values of the first series.
    pub x: Vec<f64>,
    /// Values of the second, on the same buckets.
    pub y: Vec<f64>,
    /// Whether x and y are measured or counted.
    pub kinds: (SeriesKind, SeriesKind),
    /// Length of a bucket.
    pub period: Period,
    /// Start of each bucket; empty: from Monday, 1970-01-05.
    pub starts: Vec<i64>,
}

impl Pair {
    /// As the statistics take it.
    pub fn input(&self, options: Options) -> Input<'_> {
        Input {
            x: Series { values: &self.x, kind: self.kinds.0 },
            y: Series { values: &self.y, kind: self.kinds.1 },
            controls: Vec::new(),
            period: self.period,
            starts: &self.starts,
            options,
        }
    }
}

/// A process by name.
#[derive(Clone, Copy)]
pub struct Process {
    /// Short name, stable: it seeds the process.
    pub name: &'static str,
    /// Draws one pair of length n.
    pub draw: fn(usize, &mut Random) -> Pair,
}

pub(in crate::stats) fn pair(x: Vec<f64>, y: Vec<f64>) -> Pair {
    let kinds = (SeriesKind::Measurement, SeriesKind::Measurement);
    Pair { x, y, kinds, period: Period::Day, starts: Vec::new() }
}

pub(super) fn both(n: usize, g: &mut Random, one: &dyn Fn(usize, &mut Random) -> Vec<f64>) -> Pair {
    let x = one(n, g);
    let y = one(n, g);
    pair(x, y)
}

impl Pair {
    pub(super) fn counts(self) -> Pair {
        Pair { kinds: (SeriesKind::EventCount, SeriesKind::EventCount), ..self }
    }

    pub(super) fn count_y(self) -> Pair {
        Pair { kinds: (SeriesKind::Measurement, SeriesKind::EventCount), ..self }
    }

    pub(super) fn every(self, period: Period) -> Pair {
        Pair { period, ..self }
    }

    pub(super) fn from(self, starts: Vec<i64>) -> Pair {
        Pair { starts, ..self }
    }
}

pub(super) fn exp(x: &[f64]) -> Vec<f64> {
    x.iter().map(|v| v.exp()).collect()
}

/// Counts around exp(log_mean).
pub(super) fn counted(log_mean: &[f64], k: f64, g: &mut Random) -> Vec<f64> {
    log_mean.iter().map(|m| negative_binomial(m.min(12.0).exp(), k, g)).collect()
}

/// Mean of the last 15 log prices, and the log prices themselves.
fn fortnight(n: usize, g: &mut Random) -> (Vec<f64>, Vec<f64>) {
    let p = log_price(n + 14, g);
    let mean = p.iter().sum::<f64>() / p.len() as f64;
    let effect = p.windows(15).map(|w| w.iter().map(|v| (v - mean) / 15.0).sum()).collect();
    (p[14..].to_vec(), effect)
}

fn price_then_counts(n: usize, elasticity: f64, g: &mut Random) -> Pair {
    let (price, effect) = fortnight(n, g);
    let counts = detections(n, &scaled(&effect, elasticity), g);
    pair(exp(&price), with_gaps(counts, 0.02, g)).count_y()
}

fn bursts(n: usize, g: &mut Random) -> Vec<f64> {
    // Outbreaks start about every 60 days, multiply the rate by 3 to 20 and decay over a week
    // or three.
    let mut heat = 0.0;
    let mut decay = 0.85;
    let log_mean: Vec<f64> = (0..n)
        .map(|_| {
            heat *= decay;
            if g.uniform() < 1.0 / 60.0 {
                heat += 1.1 + 1.9 * g.uniform();
                decay = 0.85 + 0.1 * g.uniform();
            }
            20f64.ln() + heat
        })
        .collect();
    let season = weekly(n, 0.2, g);
    counted(&sum(&[&log_mean, &season]), 6.0, g)
}

/// A sharp yearly peak, three weeks wide.
fn yearly_peak(n: usize, at: f64, size: f64) -> Vec<f64> {
    (0..n)
        .map(|t| {
            let phase = (t as f64 / 365.25 - at).rem_euclid(1.0);
            let days = 365.25 * phase.min(1.0 - phase);
            size * (-0.5 * (days / 20.0).powi(2)).exp()
        })
        .collect()
}

fn hourly(n: usize, g: &mut Random) -> Vec<f64> {
    let day = cycle(24, 24, 0.6, g);
    let week = cycle(7, 7, 0.4, g);
    let memory = scaled(&ar1_unit(n, 0.9, g), 0.3);
    let log_mean: Vec<f64> =
        (0..n).map(|t| 20f64.ln() + day[t % 24] + week[t / 24 % 7] + memory[t]).collect();
    counted(&log_mean, 8.0, g)
}

fn monthly(n: usize, g: &mut Random) -> Vec<f64> {
    let season = cycle(n, 12, 0.3, g);
    let walk = cumulate(&scaled(&white(n, g), 0.06));
    exp(&sum(&[&season, &walk, &scaled(&white(n, g), 0.05)]))
}

fn regimes(n: usize, g: &mut Random) -> Vec<f64> {
    let mut level = 0.0;
    let noise = ar1_unit(n, 0.3, g);
    (0..n)
        .map(|t| {
            if g.uniform() < 0.02 {
                level = 4.0 * g.uniform() - 2.0;
            }
            level + noise[t]
        })
        .collect()
}

/// Blocks of missing values, `share` of the series, about ten long.
fn block_gaps(mut x: Vec<f64>, share: f64, g: &mut Random) -> Vec<f64> {
    let n = x.len();
    let blocks = ((share * n as f64 / 6.0) as usize).max(1);
    for _ in 0..blocks {
        let from = g.below(n);
        let length = 2 + g.below(8);
        x.iter_mut().skip(from).take(length).for_each(|v| *v = f64::NAN);
    }
    x
}

macro_rules! processes {
    ($($name:literal => |$n:ident, $g:ident| $body:expr),+ $(,)?) => {
        &[$($crate::stats::lab::processes::Process { name: $name, draw: |$n, $g| $body }),+]
    };
}
pub(super) use processes;

/// Unrelated pairs of the published grid.
pub const GRID: &[Process] = processes![
    "white" => |n, g| both(n, g, &white),
    "AR .5" => |n, g| both(n, g, &|n, g| ar1(n, 0.5, 300, g)),
    "AR .9" => |n, g| both(n, g, &|n, g| ar1(n, 0.9, 300, g)),
    "AR .99" => |n, g| both(n, g, &|n, g| ar1(n, 0.99, 1500, g)),
    "RW" => |n, g| both(n, g, &|n, g| cumulate(&white(n, g))),
    "RW+drift" => |n, g| both(n, g, &|n, g| {
        sum(&[&cumulate(&white(n, g)), &ramp(n, 0.15 * n as f64)])
    }),
    "weekly season" => |n, g| both(n, g, &|n, g| sum(&[&weekly(n, 1.0, g), &ar1_unit(n, 0.5, g)])),
    "GARCH" => |n, g| both(n, g, &|n, g| garch(n, 0.05, 0.1, 0.85, g)),
    "counts x counts" => |n, g| both(n, g, &|n, g| detections(n, &[], g)).counts(),
    "price x counts (gaps)" => |n, g| {
        let x = exp(&log_price(n, g));
        let y = detections(n, &[], g);
        pair(x, with_gaps(y, 0.02, g)).count_y()
    },
    "trend+noise" => |n, g| {
        let x = sum(&[&white(n, g), &ramp(n, 3.0)]);
        pair(x, sum(&[&ar1_unit(n, 0.5, g), &ramp(n, 3.0)]))
    },
    "AR(2) cyclic" => |n, g| both(n, g, &|n, g| ar2(n, 1.6, -0.8, g)),
    "local level" => |n, g| both(n, g, &|n, g| {
        sum(&[&scaled(&cumulate(&white(n, g)), 0.3), &white(n, g)])
    }),
    "t2 AR .5" => |n, g| both(n, g, &|n, g| {
        let mut x = vec![0.0; n + 100];
        for t in 1..x.len() {
            x[t] = 0.5 * x[t - 1] + student(2.0, g);
        }
        x.split_off(100)
    }),
    "common vol." => |n, g| {
        let h = exp(&scaled(&ar1_unit(n, 0.95, g), 0.7));
        both(n, g, &|n, g| (0..n).map(|t| h[t] * g.normal()).collect())
    },
    "level shifts" => |n, g| both(n, g, &|n, g| {
        let mut x = ar1_unit(n, 0.5, g);
        let at = n / 5 + g.below(4 * n / 5 - n / 5);
        x[at..].iter_mut().for_each(|v| *v += 3.0);
        x
    }),
    "RW x white" => |n, g| {
        let x = cumulate(&white(n, g));
        pair(x, white(n, g))
    },
];

/// Unrelated pairs that the grid lacks.
pub const ADDED: &[Process] = processes![
    "ARFIMA .4" => |n, g| both(n, g, &|n, g| fractional(n, 0.4, g)),
    "ARFIMA .2" => |n, g| both(n, g, &|n, g| fractional(n, 0.2, g)),
    "zero-inflated counts" => |n, g| both(n, g, &|n, g| {
        let m = scaled(&ar1_unit(n, 0.8, g), 0.6);
        (0..n).map(|t| if g.uniform() < 0.4 { 0.0 } else { poisson(1.5 * m[t].exp(), g) }).collect()
    }).counts(),
    "25 % missing AR .9" => |n, g| both(n, g, &|n, g| {
        let x = ar1(n, 0.9, 300, g);
        x.into_iter().map(|v| if g.uniform() < 0.25 { f64::NAN } else { v }).collect()
    }),
    "block gaps AR .9" => |n, g| both(n, g, &|n, g| {
        let x = ar1(n, 0.9, 300, g);
        block_gaps(x, 0.1, g)
    }),
    "weekend gaps price" => |n, g| {
        let mut x = exp(&log_price(n, g));
        x.iter_mut().enumerate().filter(|(i, _)| i % 7 >= 5).for_each(|(_, v)| *v = f64::NAN);
        pair(x, detections(n, &[], g)).count_y()
    },
    "yearly, same phase" => |n, g| both(n, g, &|n, g| {
        sum(&[&wave(n, 365.25, 0.1, 1.5), &ar1_unit(n, 0.5, g)])
    }),
    "yearly, any phase" => |n, g| both(n, g, &|n, g| {
        let phase = g.uniform();
        sum(&[&wave(n, 365.25, phase, 1.5), &ar1_unit(n, 0.7, g)])
    }),
    "yearly peak, same" => |n, g| both(n, g, &|n, g| {
        sum(&[&yearly_peak(n, 0.3, 3.0), &ar1_unit(n, 0.5, g)])
    }),
    "yearly counts" => |n, g| both(n, g, &|n, g| {
        let extra = wave(n, 365.25, 0.1, 0.8);
        detections(n, &extra, g)
    }).counts(),
    "variance break" => |n, g| both(n, g, &|n, g| {
        let mut x = ar1_unit(n, 0.5, g);
        let at = n / 4 + g.below(n / 2);
        x[at..].iter_mut().for_each(|v| *v *= 4.0);
        x
    }),
    "outbreak bursts" => |n, g| both(n, g, &bursts).counts(),
    "hourly counts" => |n, g| both(n, g, &hourly).counts().every(Period::Hour),
    "hourly load, same day" => |n, g| both(n, g, &|n, g| {
        let memory = scaled(&ar1_unit(n, 0.95, g), 0.5);
        let shape = |t: usize| {
            let weekend = t / 24 % 7 >= 5;
            let hour = t as f64 / 24.0;
            let turn = |days: f64| libm::cos(std::f64::consts::TAU * days);
            let day = turn(hour - 0.6) + 0.5 * turn(2.0 * hour);
            if weekend { 0.4 * day - 0.8 } else { day }
        };
        (0..n).map(|t| shape(t) + memory[t]).collect()
    }).every(Period::Hour),
    "weekly, yearly cycle" => |n, g| both(n, g, &|n, g| {
        sum(&[&wave(n, 52.1775, 0.1, 1.0), &ar1_unit(n, 0.6, g)])
    }).every(Period::Week),
    "weekly price x counts" => |n, g| {
        let x = exp(&cumulate(&garch(n, 0.0006, 0.08, 0.88, g)));
        let m = sum(&[&vec![200f64.ln(); n], &logistic(n, g), &scaled(&ar1_unit(n, 0.8, g), 0.3)]);
        pair(x, counted(&m, 8.0, g)).count_y().every(Period::Week)
    },
    "monthly season" => |n, g| both(n, g, &monthly).every(Period::Month),
    "monthly RW" => |n, g| both(n, g, &|n, g| exp(&cumulate(&scaled(&white(n, g), 0.08)))).every(Period::Month),
    "stochastic season" => |n, g| both(n, g, &|n, g| {
        let mut s = white(n, g);
        for t in 7..n {
            s[t] = s[t - 7] + 0.2 * s[t];
        }
        sum(&[&s, &ar1_unit(n, 0.5, g)])
    }),
    "growing season" => |n, g| both(n, g, &|n, g| {
        let season = weekly(n, 0.5, g);
        let noise = ar1_unit(n, 0.5, g);
        (0..n).map(|t| (1.0 + 3.0 * t as f64 / n as f64) * (season[t] + noise[t])).collect()
    }),
    "I(2)" => |n, g| both(n, g, &|n, g| cumulate(&cumulate(&white(n, g)))),
    "parabola+AR" => |n, g| both(n, g, &|n, g| {
        let noise = ar1_unit(n, 0.5, g);
        (0..n).map(|t| 6.0 * (t as f64 / n as f64).powi(2) + noise[t]).collect()
    }),
    "exponential growth" => |n, g| both(n, g, &|n, g| {
        let noise = scaled(&ar1_unit(n, 0.7, g), 0.1);
        exp(&sum(&[&ramp(n, 2.0), &noise]))
    }),
    "slow waves" => |n, g| both(n, g, &|n, g| {
        let (period, phase) = (n as f64 * (0.3 + 0.4 * g.uniform()), g.uniform());
        sum(&[&wave(n, period, phase, 1.5), &ar1_unit(n, 0.3, g)])
    }),
    "30-day wave" => |n, g| both(n, g, &|n, g| {
        let phase = g.uniform();
        sum(&[&wave(n, 30.0, phase, 1.0), &ar1_unit(n, 0.3, g)])
    }),
    "regimes" => |n, g| both(n, g, &regimes),
    "MA -.8" => |n, g| both(n, g, &|n, g| {
        white(n + 1, g).windows(2).map(|w| w[1] - 0.8 * w[0]).collect()
    }),
    "MA .8" => |n, g| both(n, g, &|n, g| {
        white(n + 1, g).windows(2).map(|w| w[1] + 0.8 * w[0]).collect()
    }),
    "IMA -.8" => |n, g| both(n, g, &|n, g| {
        cumulate(&white(n + 1, g).windows(2).map(|w| w[1] - 0.8 * w[0]).collect::<Vec<_>>())
    }),
    "Cauchy RW" => |n, g| both(n, g, &|n, g| cumulate(&(0..n).map(|_| student(1.0, g)).collect::<Vec<_>>())),
    "jumps" => |n, g| both(n, g, &|n, g| {
        cumulate(&(0..n).map(|_| {
            let jump = if g.uniform() < 0.02 { 8.0 * g.normal() } else { 0.0 };
            g.normal() + jump
        }).collect::<Vec<_>>())
    }),
    "additive outliers" => |n, g| both(n, g, &|n, g| {
        let x = ar1_unit(n, 0.7, g);
        x.into_iter().map(|v| if g.uniform() < 0.03 { v + 10.0 * g.normal() } else { v }).collect()
    }),
    "stochastic vol. RW" => |n, g| {
        let h = exp(&scaled(&ar1_unit(n, 0.97, g), 0.8));
        both(n, g, &|n, g| cumulate(&(0..n).map(|t| h[t] * g.normal()).collect::<Vec<_>>()))
    },
    "threshold AR" => |n, g| both(n, g, &|n, g| {
        let mut x = vec![0.0; n + 100];
        for t in 1..x.len() {
            let phi = if x[t - 1] > 0.0 { 0.9 } else { -0.4 };
            x[t] = phi * x[t - 1] + g.normal();
        }
        x.split_off(100)
    }),
    "Hawkes counts" => |n, g| both(n, g, &|n, g| {
        let mut rate = 5.0;
        (0..n + 100).map(|_| {
            let count = poisson(rate, g);
            rate = 1.0 + 0.5 * rate + 0.35 * count;
            count
        }).collect::<Vec<_>>().split_off(100)
    }).counts(),
    "rounded price" => |n, g| both(n, g, &|n, g| {
        cumulate(&white(n, g)).iter().map(|v| 50.0 + (v * 0.7).round()).collect()
    }),
    "payday, own days" => |n, g| both(n, g, &|n, g| {
        let day = 1 + g.below(27) as i64;
        let noise = ar1_unit(n, 0.5, g);
        starts_or_default(&[], Period::Day, n)
            .iter()
            .zip(noise)
            .map(|(&s, e)| if (day..day + 2).contains(&day_of_month(s)) { e + 2.0 } else { e })
            .collect()
    }),
    "cumulative counts" => |n, g| both(n, g, &|n, g| {
        let rate = scaled(&ar1_unit(n, 0.8, g), 0.5);
        cumulate(&rate.iter().map(|r| poisson(20.0 * r.exp(), g)).collect::<Vec<_>>())
    }),
    "piecewise trend" => |n, g| both(n, g, &|n, g| {
        let (mut slope, mut level) = (0.0, 0.0);
        let noise = ar1_unit(n, 0.4, g);
        (0..n).map(|t| {
            if g.uniform() < 5.0 / n as f64 || t == 0 {
                slope = 20.0 * g.normal() / n as f64;
            }
            level += slope;
            level + noise[t]
        }).collect()
    }),
    "silent weekends" => |n, g| both(n, g, &|n, g| {
        let m = scaled(&ar1_unit(n, 0.8, g), 0.4);
        (0..n).map(|t| if t % 7 >= 5 { 0.0 } else { poisson(12.0 * m[t].exp(), g) }).collect()
    }).counts(),
    "low Poisson counts" => |n, g| both(n, g, &|n, g| {
        let m = scaled(&ar1_unit(n, 0.9, g), 0.5);
        (0..n).map(|t| poisson(0.9 * m[t].exp(), g)).collect()
    }).counts(),
    "seldom updated" => |n, g| both(n, g, &|n, g| {
        let mut level = 100.0;
        (0..n).map(|_| {
            if g.uniform() < 0.3 {
                level *= (0.03 * g.normal()).exp();
            }
            level
        }).collect()
    }),
    "growing season, log" => |n, g| both(n, g, &|n, g| {
        let season = weekly(n, 0.4, g);
        let walk = scaled(&cumulate(&white(n, g)), 0.03);
        exp(&sum(&[&season, &walk, &scaled(&white(n, g), 0.1), &ramp(n, 1.0)]))
    }),
    "pulse every 30.4 days" => |n, g| both(n, g, &|n, g| {
        let day = 30.44 * g.uniform();
        let noise = ar1_unit(n, 0.5, g);
        (0..n).map(|t| {
            let since = (t as f64 - day).rem_euclid(30.4369);
            noise[t] + if since < 2.0 { 2.0 } else { 0.0 }
        }).collect()
    }),
    "payday, same days" => |n, g| both(n, g, &|n, g| {
        let noise = ar1_unit(n, 0.5, g);
        starts_or_default(&[], Period::Day, n)
            .iter()
            .zip(noise)
            .map(|(&s, e)| if (25..27).contains(&day_of_month(s)) { e + 2.0 } else { e })
            .collect()
    }),
    "month's last days" => |n, g| both(n, g, &|n, g| {
        let starts = starts_or_default(&[], Period::Day, n);
        let memory = scaled(&ar1_unit(n, 0.8, g), 0.3);
        (0..n).map(|t| {
            // The first of the next month is one or two days away.
            let last = (1..=2).any(|d| day_of_month(starts[t] + d * 86_400_000) == 1);
            poisson((3.5 + memory[t] + if last { 0.5 } else { 0.0 }).exp(), g)
        }).collect()
    }).counts(),
    "pulse every 14 days" => |n, g| both(n, g, &|n, g| {
        let day = g.below(14);
        let noise = ar1_unit(n, 0.5, g);
        (0..n).map(|t| noise[t] + if (t + day) % 14 == 0 { 2.0 } else { 0.0 }).collect()
    }),
    "price x random events" => |n, g| {
        let x = exp(&log_price(n, g));
        let y = (0..n).map(|_| poisson(0.3, g)).collect();
        pair(x, y).count_y()
    },
];

/// Related pairs: what the test finds.
pub const RELATED: &[Process] = processes![
    "white r=.25" => |n, g| {
        let x = white(n, g);
        let y = sum(&[&scaled(&x, 0.25), &scaled(&white(n, g), 0.0625f64.mul_add(-1.0, 1.0).sqrt())]);
        pair(x, y)
    },
    "shared latent AR.9" => |n, g| {
        let s = scaled(&ar1_unit(n, 0.9, g), 0.7);
        both(n, g, &|n, g| sum(&[&s, &scaled(&ar1_unit(n, 0.5, g), 0.7)]))
    },
    "lag-5 coupling" => |n, g| {
        let z = ar1_unit(n + 5, 0.7, g);
        let y = sum(&[&scaled(&z[..n], 0.35), &scaled(&ar1_unit(n, 0.7, g), 0.94)]);
        pair(z[5..].to_vec(), y)
    },
    "RW innov r=.3" => |n, g| {
        let a = white(n, g);
        let b = sum(&[&scaled(&a, 0.3), &scaled(&white(n, g), 0.91f64.sqrt())]);
        pair(cumulate(&a), cumulate(&b))
    },
    "cointegrated" => |n, g| {
        let x = cumulate(&white(n, g));
        let y = sum(&[&scaled(&x, 0.5), &scaled(&ar1_unit(n, 0.8, g), 2.0)]);
        pair(x, y)
    },
    "price->counts 0-14d e=1" => |n, g| price_then_counts(n, 1.0, g),
    "price->counts 1d e=1.5" => |n, g| {
        let p = log_price(n + 1, g);
        let mean = p.iter().sum::<f64>() / p.len() as f64;
        let effect: Vec<f64> = p[..n].iter().map(|v| 1.5 * (v - mean)).collect();
        let counts = detections(n, &effect, g);
        pair(exp(&p[1..]), with_gaps(counts, 0.02, g)).count_y()
    },
    "price->counts 0-14d e=2" => |n, g| price_then_counts(n, 2.0, g),
];
