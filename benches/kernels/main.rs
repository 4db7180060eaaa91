//! How fast alerts are read and counted: `cargo bench --bench kernels`.
//!
//! Prints the best of several runs of each step from looking for structure to the finished counts, of times and of a
//! verdict, on one thread and in memory. `COMOVE_BENCH_FILE` names a file to read instead of the one that is made up
//! here; `-- --once` runs each kernel once on little data, for counting instructions (`valgrind --tool=callgrind`).
#![allow(clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

mod work;

use std::{hint::black_box, time::Instant};
use work::{OF_TEXT, OTHERS, Work, alerts};

fn main() {
    let once = std::env::args().any(|word| word == "--once");
    let text = match std::env::var_os("COMOVE_BENCH_FILE") {
        Some(path) => std::fs::read(&path).unwrap_or_else(|error| panic!("{path:?}: {error}")),
        None => alerts(if once { 1 << 20 } else { 64 << 20 }),
    };
    let megabytes = text.len() as f64 / 1e6;
    let work = Work::new(text);
    println!("{:36} {:>8} {:>10}", "kernel", "MB/s", "ms");
    for (at, (name, kernel)) in OF_TEXT.into_iter().chain(OTHERS).enumerate() {
        let runs = if once { 1 } else { 7 };
        let best = (0..runs).map(|_| {
            let began = Instant::now();
            black_box(kernel(&work));
            began.elapsed().as_secs_f64()
        });
        let best = best.fold(f64::INFINITY, f64::min);
        let speed = match at < OF_TEXT.len() {
            true => format!("{:.0}", megabytes / best),
            false => String::new(),
        };
        println!("{name:36} {speed:>8} {:10.1}", best * 1e3);
    }
}
