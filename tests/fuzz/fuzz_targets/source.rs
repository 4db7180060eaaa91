#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for (name, target) in targets::TARGETS {
        if name == "source" {
            target(data);
        }
    }
});
