//! The guard of the kernels' speed that does not depend on the machine: how many WebAssembly instructions each of them
//! runs, against `benches/instructions.txt`.
//!
//! tools/instructions.sh builds the kernels (`benches/kernels/`) with the page's own flags and runs the ignored test
//! here; `UPDATE_SNAPSHOTS=1 tools/instructions.sh` writes the file. An interpreter counts (`wasmi`, its fuel): one for
//! each operator, and more for what is copied or filled in one of them. The counts are a compiler's: the file says
//! which one, and the script compares nothing with another. What the page's `wasm-opt` saves is not in them.

#![allow(clippy::expect_used, reason = "a test fails loudly")]

#[path = "../benches/kernels/work.rs"]
mod work;

use std::{fmt::Write, fs};
use wasmi::{
    AsContextMut, CompilationMode, Config, Engine, Error, ExternType, Func, Instance, Linker,
    Module, Store, Val,
};
use work::{OF_TEXT, OTHERS, Work, alerts};

const REFERENCE: &str = "benches/instructions.txt";

/// Instructions by kernel.
type Counts = Vec<(String, u64)>;

/// A module that counts.
struct Metered {
    store: Store<()>,
    instance: Instance,
}

impl Metered {
    fn new(program: &[u8]) -> Result<Metered, Error> {
        // Else the first call of a function pays for its translation.
        let eager = CompilationMode::Eager;
        let engine = Engine::new(Config::default().consume_fuel(true).compilation_mode(eager));
        let module = Module::new(&engine, program)?;
        let mut store = Store::new(&engine, ());
        store.set_fuel(u64::MAX)?;
        let mut linker = Linker::new(&engine);
        // The library can name the browser; the kernels must not.
        for import in module.imports() {
            let ExternType::Func(signature) = import.ty() else { continue };
            let name = format!("{}.{}", import.module(), import.name());
            let refused = move |_: wasmi::Caller<'_, ()>, _: &[Val], _: &mut [Val]| {
                Err(Error::new(format!("{name} is of a browser")))
            };
            let refused = Func::new(store.as_context_mut(), signature.clone(), refused);
            linker.define(import.module(), import.name(), refused)?;
        }
        let instance = linker.instantiate_and_start(&mut store, &module)?;
        Ok(Metered { store, instance })
    }

    /// The answer of a function, and how many instructions it took.
    fn call(&mut self, name: &str, number: u32) -> Result<(u32, u64), Error> {
        let before = self.store.get_fuel()?;
        let function = self.instance.get_typed_func::<u32, u32>(&self.store, name)?;
        let answer = function.call(&mut self.store, number)?;
        Ok((answer, before - self.store.get_fuel()?))
    }
}

/// The file's text.
fn written(compiler: &str, counts: &[(String, u64)]) -> String {
    let mut text = format!(
        "# WebAssembly instructions of each kernel (tests/instructions.rs).\n\
         # `UPDATE_SNAPSHOTS=1 tools/instructions.sh` writes them; the counts are of this compiler:\n\
         # {compiler}\n"
    );
    for (name, count) in counts {
        _ = writeln!(text, "{count:>12} {name}");
    }
    text
}

/// The counts in the file's text.
fn read(text: &str) -> Counts {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (count, name) = line.trim().split_once(' ').expect("a count and a name");
            (name.to_owned(), count.parse().expect("a count"))
        })
        .collect()
}

/// What is wrong, a line for each kernel: over 5 % more instructions, or a file that no longer tells.
fn complaints(reference: &[(String, u64)], now: &[(String, u64)]) -> Vec<String> {
    let of = |counts: &[(String, u64)], wanted: &str| {
        counts.iter().find(|(name, _)| name == wanted).map(|(_, count)| *count)
    };
    let gone = reference.iter().filter(|(name, _)| of(now, name).is_none());
    let gone = gone.map(|(name, _)| format!("{name}: in {REFERENCE} only"));
    let changed = now.iter().filter_map(|(name, after)| {
        let Some(before) = of(reference, name) else {
            return Some(format!("{name}: not in {REFERENCE}"));
        };
        let percent = 100.0 * (*after as f64 - before as f64) / before as f64;
        let line = format!("{name}: {before} before, {after} now, {percent:+.1} %");
        match percent {
            _ if percent > 5.0 => Some(line),
            _ if percent < -10.0 => Some(format!("{line}; the file is to be renewed")),
            _ => None,
        }
    });
    gone.chain(changed).collect()
}

#[test]
#[ignore = "tools/instructions.sh builds what it counts"]
fn no_kernel_takes_over_5_percent_more_instructions() {
    let given = |name| std::env::var(name).expect("set by tools/instructions.sh");
    let program = fs::read(given("COMOVE_METERED")).expect("the kernels as WebAssembly");
    let mut metered = Metered::new(&program).expect("a module");
    let prepare = metered.instance.get_typed_func::<(), ()>(&metered.store, "prepare").unwrap();
    prepare.call(&mut metered.store, ()).expect("what the kernels work on");
    let work = Work::new(alerts(1 << 20));
    let mut now = Counts::new();
    for (number, (name, kernel)) in OF_TEXT.into_iter().chain(OTHERS).enumerate() {
        let (answer, count) = metered.call("run", number as u32).expect(name);
        assert_eq!(answer, kernel(&work), "{name}: another answer than natively");
        assert!(answer > 0, "{name} did nothing");
        now.push((name.to_owned(), count));
    }
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        return fs::write(REFERENCE, written(&given("COMOVE_COMPILER"), &now)).unwrap();
    }
    let reference = read(&fs::read_to_string(REFERENCE).unwrap());
    let complaints = complaints(&reference, &now);
    assert!(
        complaints.is_empty(),
        "WebAssembly instructions:\n{}\nIf that is meant: UPDATE_SNAPSHOTS=1 tools/instructions.sh",
        complaints.join("\n")
    );
}

#[test]
fn a_rise_of_over_5_percent_is_named_and_a_fall_of_over_10_renews_the_file() {
    let counts = |all: &[(&str, u64)]| -> Counts {
        all.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    };
    let of = |after| complaints(&counts(&[("a look", 1_000)]), &counts(&[("a look", after)]));
    let none = Vec::<String>::new();
    assert_eq!(of(1_050), none);
    assert_eq!(of(1_051), ["a look: 1000 before, 1051 now, +5.1 %"]);
    assert_eq!(of(900), none);
    assert_eq!(of(899), ["a look: 1000 before, 899 now, -10.1 %; the file is to be renewed"]);
    let [one, another] = [counts(&[("a", 1)]), counts(&[("b", 1)])];
    assert_eq!(
        complaints(&one, &another),
        ["a: in benches/instructions.txt only", "b: not in benches/instructions.txt"]
    );
}

/// `run(number)` turns round a loop `number` times: `loop`, `local.get`, `i32.const`, `i32.sub`, `local.tee`, `br_if`.
const LOOP: &[u8] = b"\0asm\x01\0\0\0\
    \x01\x06\x01\x60\x01\x7f\x01\x7f\
    \x03\x02\x01\x00\
    \x07\x07\x01\x03run\x00\x00\
    \x0a\x12\x01\x10\x00\
    \x03\x40\x20\x00\x41\x01\x6b\x22\x00\x0d\x00\x0b\x20\x00\x0b";

#[test]
fn every_turn_of_a_loop_is_counted_and_the_same_again() {
    let mut metered = Metered::new(LOOP).unwrap();
    let mut count = |turns| metered.call("run", turns).unwrap().1;
    let (one, hundred, thousand) = (count(1), count(100), count(1_000));
    assert_eq!((thousand - one, hundred - one), (6 * 999, 6 * 99));
    assert_eq!(count(100), hundred);
}

#[test]
fn what_is_written_is_read() {
    let counts: Counts = vec![("a look".to_owned(), 12), ("times, known".to_owned(), 3)];
    assert_eq!(read(&written("rustc 1", &counts)), counts);
}
