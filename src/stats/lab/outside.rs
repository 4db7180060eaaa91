//! Pairs that the audit's grid does not hold: one calendar or one event in both, values that were
//! filled or averaged beforehand, seasons and bends; and links that are slow.
//!
//! Native only: the guide's rehearsal knows the grid alone, so that these cost a visitor nothing.
//!
//! Contract: as [`super::processes`].

use super::{
    processes::{Pair, Process, both, counted, exp, pair, processes},
    simulate::*,
};
use crate::{
    calendar::{
        civil::{civil_from_days, days_in_month, iso_weekday},
        holidays::Holidays,
        period::Period,
    },
    stats::{random::Random, terms::starts_or_default},
};
use std::f64::consts::TAU;

const DAY_MS: i64 = 86_400_000;

/// Day of the year, 0 to 365, of the default calendar's days.
fn days_of_the_year(n: usize) -> Vec<f64> {
    let day = |s: i64| (s / DAY_MS) as f64;
    starts_or_default(&[], Period::Day, n).into_iter().map(|s| day(s) % 365.2425).collect()
}

/// Days, or Mondays of weeks, from a random date between 2012 and 2021.
fn dates(n: usize, every: i64, g: &mut Random) -> Vec<i64> {
    // 2012-01-02, a Monday.
    let first = 15_341 + g.below(3650) as i64;
    let first = if every == 7 { first - first.rem_euclid(7) + 4 } else { first };
    (0..n as i64).map(|t| (first + every * t) * DAY_MS).collect()
}

/// Business counts on dates, with what each day adds to both on the log scale, by a size of their own.
fn on_dates(n: usize, sizes: (f64, f64), day: &dyn Fn(i64) -> f64, g: &mut Random) -> Pair {
    let starts = dates(n, 1, g);
    let days: Vec<i64> = starts.iter().map(|s| s / DAY_MS).collect();
    let more: Vec<f64> = days.iter().map(|&d| day(d)).collect();
    let pair = both(n, g, &|n, g| {
        let size = sizes.0 + (sizes.1 - sizes.0) * g.uniform();
        let log: Vec<f64> = scaled(&more, size);
        let (week, memory) = (weekly(7, 0.15, g), scaled(&ar1_unit(n, 0.8, g), 0.25));
        let at = |t: usize| {
            let weekday = iso_weekday(days[t]) as usize;
            let weekend = if weekday >= 6 { -0.8 } else { 0.0 };
            4.4 + weekend + week[weekday - 1] + memory[t] + log[t]
        };
        counted(&(0..n).map(at).collect::<Vec<f64>>(), 12.0, g)
    });
    pair.counts().from(starts)
}

/// Month, day of the month and days to its end.
fn of_month(day: i64) -> (u32, u32, u32) {
    let (year, month, date) = civil_from_days(day);
    (month, date, days_in_month(year, month) - date)
}

/// Business counts: weekdays, weekends, memory, and what else is given on the log scale.
fn business(n: usize, more: &[f64], g: &mut Random) -> Vec<f64> {
    let (week, memory) = (weekly(n, 0.15, g), scaled(&ar1_unit(n, 0.8, g), 0.25));
    let weekend = |t: usize| if t % 7 >= 5 { -0.8 } else { 0.0 };
    let log: Vec<f64> = (0..n).map(|t| 4.4 + weekend(t) + week[t] + memory[t] + more[t]).collect();
    counted(&log, 12.0, g)
}

/// Log counts with a weekday pattern and memory around exp(`mean`).
fn calls(n: usize, mean: f64, g: &mut Random) -> Vec<f64> {
    sum(&[&vec![mean; n], &weekly(n, 0.3, g), &scaled(&ar1_unit(n, 0.9, g), 0.3)])
}

/// Whether a day of the year lies in one of these spans.
fn within(day: f64, spans: &[(f64, f64)]) -> bool {
    spans.iter().any(|(from, to)| (*from..*to).contains(&day))
}

/// 15 July to 1 September, 20 December to 6 January, 1 to 14 April, 20 to 31 October.
const SCHOOL: [(f64, f64); 5] =
    [(195.0, 244.0), (353.0, 366.0), (0.0, 6.0), (90.0, 104.0), (292.0, 304.0)];

/// Days on which a country rests, about those of the United States.
const HOLIDAYS: [f64; 15] = [
    0.0, 17.0, 45.0, 148.0, 169.0, 184.0, 247.0, 282.0, 314.0, 329.0, 330.0, 357.0, 358.0, 359.0,
    364.0,
];

/// One value a step, repeated or joined by lines.
fn filled(n: usize, step: usize, lines: bool, g: &mut Random) -> Vec<f64> {
    let walk = cumulate(&white(n / step + 3, g));
    let first = g.below(step);
    (0..n)
        .map(|t| {
            let (at, into) = ((t + first) / step, (t + first) % step);
            let share = if lines { into as f64 / step as f64 } else { 0.0 };
            walk[at] + share * (walk[at + 1] - walk[at])
        })
        .collect()
}

fn averaged(x: &[f64], width: usize) -> Vec<f64> {
    x.windows(width).map(|w| w.iter().sum::<f64>() / width as f64).collect()
}

/// exp of own rates of growth before and after an own date.
fn growth_with_a_break(n: usize, g: &mut Random) -> Vec<f64> {
    let at = n as f64 * (0.2 + 0.6 * g.uniform());
    let (before, after) = (1.5 * g.normal(), 1.5 * g.normal());
    let noise = scaled(&ar1_unit(n, 0.5, g), 0.08);
    (0..n)
        .map(|t| {
            let t0 = t as f64;
            let line = before * t0.min(at) + after * (t0 - at).max(0.0);
            (line / n as f64 + noise[t]).exp()
        })
        .collect()
}

/// Unrelated pairs.
pub const OUTSIDE: &[Process] = processes![
    "school terms in both" => |n, g| both(n, g, &|n, g| {
        let size = 0.4 + 0.6 * g.uniform();
        let more: Vec<f64> = days_of_the_year(n)
            .iter()
            .map(|&d| if within(d, &SCHOOL) { -size } else { 0.0 })
            .collect();
        business(n, &more, g)
    }).counts(),
    "holidays in both" => |n, g| both(n, g, &|n, g| {
        let size = 0.54 + 0.54 * g.uniform();
        let more: Vec<f64> = days_of_the_year(n)
            .iter()
            .enumerate()
            .map(|(t, d)| {
                let rests = t % 7 < 5 && HOLIDAYS.contains(&d.floor());
                let christmas = within(*d, &[(355.0, 366.0), (0.0, 2.0)]);
                -(if rests { size } else { 0.0 }) - if christmas { 0.5 } else { 0.0 }
            })
            .collect();
        business(n, &more, g)
    }).counts(),
    "weekly Christmas" => |n, g| both(n, g, &|n, g| {
        let noise = scaled(&ar1_unit(n, 0.6, g), 0.15);
        let log: Vec<f64> = (0..n)
            .map(|t| {
                let day = (7.0 * t as f64 + 4.0) % 365.2425;
                5.0 + noise[t] - if !(4.0..354.0).contains(&day) { 0.9 } else { 0.0 }
            })
            .collect();
        counted(&log, 30.0, g)
    }).counts().every(Period::Week),
    "shared outages as 0" => |n, g| {
        let outages: Vec<(usize, usize)> =
            (0..2).map(|_| (1 + g.below(n - 4), 1 + g.below(3))).collect();
        both(n, g, &|n, g| {
            let log = calls(n, 40f64.ln(), g);
            let mut counts = counted(&log, 8.0, g);
            for (from, length) in &outages {
                counts.iter_mut().skip(*from).take(*length).for_each(|v| *v = 0.0);
            }
            counts
        }).counts()
    },
    "weekly -> daily lines" => |n, g| both(n, g, &|n, g| filled(n, 7, true, g)),
    "weekly -> daily steps" => |n, g| both(n, g, &|n, g| {
        exp(&scaled(&filled(n, 7, false, g), 0.05))
    }),
    "monthly -> daily lines" => |n, g| both(n, g, &|n, g| filled(n, 30, true, g)),
    "monthly -> daily steps" => |n, g| both(n, g, &|n, g| {
        exp(&scaled(&filled(n, 30, false, g), 0.05))
    }),
    "MA30 of walks" => |n, g| both(n, g, &|n, g| averaged(&cumulate(&white(n + 29, g)), 30)),
    "MA7 of white" => |n, g| both(n, g, &|n, g| averaged(&white(n + 6, g), 7)),
    "S-curves" => |n, g| both(n, g, &|n, g| {
        let (center, width) =
            (n as f64 * (0.2 + 0.6 * g.uniform()), n as f64 * (0.05 + 0.15 * g.uniform()));
        let noise = scaled(&ar1_unit(n, 0.6, g), 0.06);
        (0..n)
            .map(|t| {
                let rise = 1000.0 / (1.0 + (-(t as f64 - center) / width).exp());
                (rise + 20.0) * noise[t].exp()
            })
            .collect()
    }),
    "cumulative waves" => |n, g| both(n, g, &|n, g| {
        let waves: Vec<(f64, f64, f64)> = (0..1 + g.below(3))
            .map(|_| {
                let (at, size) = (n as f64 * g.uniform(), 50.0 + 400.0 * g.uniform());
                (at, n as f64 * (0.04 + 0.1 * g.uniform()), size)
            })
            .collect();
        let rate = |t: usize| -> f64 {
            let one = |(at, width, size): &(f64, f64, f64)| {
                size * (-0.5 * ((t as f64 - at) / width).powi(2)).exp()
            };
            1.0 + waves.iter().map(one).sum::<f64>()
        };
        cumulate(&(0..n).map(|t| negative_binomial(rate(t), 10.0, g)).collect::<Vec<_>>())
    }),
    "weekly, one dip in both" => |n, g| {
        let at = n / 4 + g.below(n / 2);
        both(n, g, &|n, g| {
            let (depth, weeks) = (0.4 + 0.8 * g.uniform(), 8.0 + 52.0 * g.uniform());
            let (walk, noise) = (cumulate(&white(n, g)), white(n, g));
            (0..n)
                .map(|t| {
                    let since = t as f64 - at as f64;
                    let dip = if since >= 0.0 { depth * (-2.0 * since / weeks).exp() } else { 0.0 };
                    (0.02 * walk[t] + 0.06 * noise[t] - dip).exp()
                })
                .collect()
        }).every(Period::Week)
    },
    "weekly, one break in both" => |n, g| {
        let at = n / 4 + g.below(n / 2);
        both(n, g, &|n, g| {
            let size = (0.3 + 0.7 * g.uniform()) * if g.uniform() < 0.5 { 1.0 } else { -1.0 };
            let noise = scaled(&ar1_unit(n, 0.5, g), 0.1);
            (0..n).map(|t| (noise[t] + if t >= at { size } else { 0.0 }).exp()).collect()
        }).every(Period::Week)
    },
    "growth, own breaks" => |n, g| both(n, g, &growth_with_a_break),
    "US holidays in both" => |n, g| on_dates(n, (0.54, 1.08), &|day| {
        let (month, date, _) = of_month(day);
        let rests = iso_weekday(day) < 6 && Holidays::UnitedStates.rest(day, day).contains(&day);
        let official = || {
            let year = civil_from_days(day).0;
            let of = Holidays::UnitedStates.of_year(year);
            let friday = of.contains(&(day - 1)) && month == 11 && date > 20;
            of.contains(&day) || friday || (month == 12 && matches!(date, 24 | 26 | 31))
        };
        let christmas = (month == 12 && date >= 22) || (month == 1 && date <= 2);
        -(if rests && official() { 1.0 } else { 0.0 }) - if christmas { 0.6 } else { 0.0 }
    }, g),
    "Japanese holidays in both" => |n, g| on_dates(n, (0.54, 1.08), &|day| {
        let rests = iso_weekday(day) < 6 && Holidays::Japan.rest(day, day).contains(&day);
        if rests { -1.0 } else { 0.0 }
    }, g),
    "Patch Tuesday in both" => |n, g| on_dates(n, (1.0, 1.0), &|day| {
        let second = |day: i64| iso_weekday(day) == 2 && (8..15).contains(&of_month(day).1);
        [0.7, 0.42, 0.21].iter().zip(0..).map(|(v, o)| if second(day - o) { *v } else { 0.0 }).sum()
    }, g),
    "last business day in both" => |n, g| on_dates(n, (0.8, 0.8), &|day| {
        let left = of_month(day).2;
        let last = iso_weekday(day) < 6
            && (1..=i64::from(left)).all(|later| iso_weekday(day + later) >= 6);
        f64::from(u8::from(last))
    }, g),
    "quarter end in both" => |n, g| on_dates(n, (0.5, 0.5), &|day| {
        let (month, date, _) = of_month(day);
        f64::from(u8::from(month % 3 == 0 && date >= 25))
    }, g),
    "school terms on dates" => |n, g| on_dates(n, (0.4, 1.0), &|day| {
        let (month, date, _) = of_month(day);
        let holidays = match month {
            1 => date <= 6,
            4 => date <= 14,
            7 => date >= 15,
            8 => true,
            10 => (20..32).contains(&date),
            12 => date >= 20,
            _ => false,
        };
        if holidays { -1.0 } else { 0.0 }
    }, g),
    "a shutdown of 60 days in both" => |n, g| {
        let at = n / 5 + g.below((3 * n / 5).saturating_sub(60).max(1));
        both(n, g, &|n, g| {
            let size = 0.4 + 0.6 * g.uniform();
            let shut = |t: usize| if (at..at + 60).contains(&t) { -size } else { 0.0 };
            business(n, &(0..n).map(shut).collect::<Vec<f64>>(), g)
        }).counts()
    },
    "a month of fasting in both" => |n, g| {
        // Twelve months of the moon.
        let first = 354.37 * g.uniform();
        both(n, g, &|n, g| {
            let size = 0.3 + 0.4 * g.uniform();
            let fasts = |t: usize| (t as f64 + first) % 354.37 < 29.5;
            let more = |t: usize| if fasts(t) { -size } else { 0.0 };
            business(n, &(0..n).map(more).collect::<Vec<f64>>(), g)
        }).counts()
    },
    "weekly Christmas on dates" => |n, g| {
        let starts = dates(n, 7, g);
        let christmas: Vec<f64> = starts
            .iter()
            .map(|s| {
                let (month, date, _) = of_month(s / DAY_MS + 3);
                let week = (month == 12 && date >= 24) || (month == 1 && date <= 7);
                if week { -0.9 } else { 0.0 }
            })
            .collect();
        both(n, g, &|n, g| {
            let noise = scaled(&ar1_unit(n, 0.6, g), 0.15);
            counted(&sum(&[&vec![5.0; n], &noise, &christmas]), 30.0, g)
        }).counts().every(Period::Week).from(starts)
    },
    "ice cream x drownings" => |n, g| {
        let phase = g.uniform();
        let year = |t: usize, h: f64| libm::cos(h * TAU * (t as f64 / 365.2425 - phase));
        let (a, b) = (ar1_unit(n, 0.8, g), ar1_unit(n, 0.6, g));
        let x = (0..n)
            .map(|t| (3.0 + 0.9 * year(t, 1.0) + 0.3 * year(t, 2.0) + 0.15 * a[t]).exp())
            .collect();
        let y: Vec<f64> = (0..n)
            .map(|t| {
                let summer = if year(t, 1.0) > 0.7 { 0.25 } else { 0.0 };
                1.2 + 0.7 * year(t, 1.0) + summer + 0.3 * b[t]
            })
            .collect();
        let y = counted(&y, 20.0, g);
        pair(x, y).count_y()
    },
    "one season, plus walks" => |n, g| {
        let phase = g.uniform();
        both(n, g, &|n, g| {
            let size = 0.4 * (0.5 + g.uniform());
            let walk = scaled(&cumulate(&white(n, g)), 0.02);
            exp(&sum(&[&wave(n, 365.2425, phase, size), &walk]))
        })
    },
    "monthly totals" => |n, g| both(n, g, &|n, g| {
        let walk = scaled(&cumulate(&white(n, g)), 0.01);
        let days = [31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];
        (0..n).map(|t| poisson(200.0 * days[t % 12] * walk[t].exp(), g)).collect()
    }).counts().every(Period::Month),
    "monthly trend, own seasons" => |n, g| both(n, g, &|n, g| {
        let rate = 0.02 * g.normal();
        let (season, noise) = (cycle(n, 12, 0.15, g), scaled(&ar1_unit(n, 0.7, g), 0.06));
        (0..n).map(|t| (rate * t as f64 + season[t] + noise[t]).exp()).collect()
    }).every(Period::Month),
    "weekly search interest" => |n, g| {
        let phase = g.uniform();
        both(n, g, &|n, g| {
            let (noise, walk) = (scaled(&ar1_unit(n, 0.7, g), 0.25), cumulate(&white(n, g)));
            let season = wave(n, 52.1775, phase, 0.5);
            let log: Vec<f64> = (0..n)
                .map(|t| {
                    let spike = if g.uniform() < 0.02 { 1.0 } else { 0.0 };
                    season[t] + noise[t] + 0.02 * walk[t] + spike
                })
                .collect();
            let most = log.iter().fold(f64::MIN, |a, v| a.max(*v));
            log.iter().map(|v| (100.0 * (v - most).exp()).round()).collect()
        }).every(Period::Week)
    },
];

/// Related pairs whose link is slow.
pub const SLOW: &[Process] = processes![
    "slow latent AR .98" => |n, g| {
        let shared = ar1_unit(n, 0.98, g);
        let own = scaled(&ar1_unit(n, 0.5, g), 1.5);
        let x = sum(&[&shared, &scaled(&white(n, g), 1.5)]);
        pair(x, sum(&[&shared, &own]))
    },
    "mentions, shared wave" => |n, g| {
        let shared = scaled(&cumulate(&white(n, g)), 0.03);
        let one = |mean: f64, g: &mut Random| {
            let own = scaled(&cumulate(&white(n, g)), 0.02);
            let log = sum(&[&vec![mean.ln(); n], &shared, &own, &weekly(n, 0.25, g)]);
            counted(&log, 6.0, g)
        };
        let x = one(25.0, g);
        let y = one(8.0, g);
        pair(x, y).counts()
    },
    "weekly price->counts e=1" => |n, g| {
        let log = cumulate(&garch(n + 2, 0.0006, 0.08, 0.88, g));
        let effect: Vec<f64> = log.windows(3).map(|w| (w[0] + w[1] + w[2]) / 3.0).collect();
        let m = sum(&[&vec![200f64.ln(); n], &effect, &logistic(n, g), &scaled(&ar1_unit(n, 0.8, g), 0.3)]);
        let y = counted(&m, 8.0, g);
        let x: Pair = pair(exp(&log[2..]), y);
        x.count_y().every(Period::Week)
    },
];
