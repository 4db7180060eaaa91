//! The worker's program: reads files and computes.

fn main() {}
