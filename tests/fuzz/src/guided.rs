//! Fuzzing guided by coverage, on the stable toolchain: `tests/fuzz/run.sh TARGET SECONDS`.
//!
//! The compiler's own counters (`-sanitizer-coverage-inline-8bit-counters`) tell which edges an execution
//! took; what takes a new one is kept and mutated further. A finding is written to `artifacts/`.

#[path = "../mutate.rs"]
mod mutate;
#[path = "../targets.rs"]
mod targets;

use mutate::{Numbers, files, mutated};
use std::{path::Path, sync::Mutex, time::Instant};

/// Where the counters of each part of the program are.
static COUNTERS: Mutex<Vec<(usize, usize)>> = Mutex::new(Vec::new());

/// Called by the program's own start.
///
/// # Safety
/// The compiler gives both ends of one array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn __sanitizer_cov_8bit_counters_init(start: *mut u8, stop: *mut u8) {
    let (start, stop) = (start as usize, stop as usize);
    if let Ok(mut all) = COUNTERS.lock()
        && start < stop
        && !all.contains(&(start, stop))
    {
        all.push((start, stop));
    }
}

/// Takes the edges of the last execution: whether one is new.
fn take(seen: &mut [u8], ranges: &[(usize, usize)]) -> bool {
    let (mut new, mut at) = (false, 0);
    for (start, stop) in ranges {
        // SAFETY: the compiler gave this range, which lives as long as the program; nothing runs beside.
        let counters =
            unsafe { std::slice::from_raw_parts_mut(*start as *mut u8, stop - start) };
        for counter in counters {
            if *counter > 0 {
                // How often, by powers of two.
                let bit = 1u8 << (7 - counter.leading_zeros().min(7));
                new |= seen[at] & bit == 0;
                seen[at] |= bit;
                *counter = 0;
            }
            at += 1;
        }
    }
    new
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, seconds, ..] = arguments.as_slice() else {
        println!("guided TARGET SECONDS");
        return;
    };
    let seconds: u64 = seconds.parse().unwrap_or(60);
    let (_, target) =
        *targets::TARGETS.iter().find(|(known, _)| known == name).expect("a target of that name");
    let own = Path::new("tests/fuzz");
    let ranges = COUNTERS.lock().unwrap().clone();
    let mut seen = vec![0u8; ranges.iter().map(|(start, stop)| stop - start).sum()];
    let mut pool: Vec<Vec<u8>> =
        files(&own.join("seeds").join(name)).into_iter().map(|file| file.1).collect();
    pool.push(Vec::new());
    let mut numbers = Numbers(std::process::id().into());
    let (began, mut executions, mut findings) = (Instant::now(), 0u64, 0u32);
    std::panic::set_hook(Box::new(|_| {}));
    let mut first = pool.clone().into_iter();
    while began.elapsed().as_secs() < seconds && findings < 5 {
        let bytes = first.next().unwrap_or_else(|| mutated(&pool, &mut numbers));
        let each = Instant::now();
        let result = std::panic::catch_unwind(|| target(&bytes));
        executions += 1;
        let slow = each.elapsed().as_secs() >= 5;
        if result.is_err() || slow {
            findings += 1;
            let folder = own.join("artifacts").join(name);
            std::fs::create_dir_all(&folder).unwrap();
            let path = folder.join(format!("{}-{findings}", std::process::id()));
            std::fs::write(&path, &bytes).unwrap();
            let said = result.err().map(|said| {
                let text = said.downcast_ref::<String>().cloned();
                text.or_else(|| said.downcast_ref::<&str>().map(|text| text.to_string()))
            });
            println!("{name}: {} {:.300?} {:?}", path.display(), said, each.elapsed());
        }
        if take(&mut seen, &ranges) && !slow {
            pool.push(bytes);
        }
    }
    let edges = seen.iter().filter(|counts| **counts > 0).count();
    println!(
        "{name}: {executions} executions in {} s, {edges} of {} edges, {} kept, {findings} findings",
        began.elapsed().as_secs(),
        seen.len(),
        pool.len(),
    );
}
