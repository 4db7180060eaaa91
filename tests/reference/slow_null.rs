//! p of test S against a table of draws, as its recipe has it; the program has a formula instead.

/// What the draws say.
pub struct Drawn {
    /// p at either cut-off.
    pub p_at: [f64; 2],
    /// p of the test.
    pub p: f64,
    /// The cut-off with the smaller p, the lower one on a tie.
    pub decides: usize,
}

/// Of the statistics at both cut-offs; `null`: S of every draw at the lower one, at the higher one.
pub fn p_values(found: [f64; 2], null: &[Vec<f64>; 2]) -> Drawn {
    let draws = null[0].len();
    let sorted = [0, 1].map(|i| {
        let mut all = null[i].clone();
        all.sort_unstable_by(f64::total_cmp);
        all
    });
    let share = |i: usize, s: f64| {
        let reached = draws - sorted[i].partition_point(|v| *v < s);
        (reached + 1) as f64 / (draws + 1) as f64
    };
    let p_at = [0, 1].map(|i| share(i, found[i]));
    let smaller = p_at[0].min(p_at[1]);
    // A draw's own p come from the same table, itself counted.
    let as_rare = (0..draws).filter(|&d| share(0, null[0][d]).min(share(1, null[1][d])) <= smaller);
    Drawn {
        p_at,
        p: (as_rare.count() + 1) as f64 / (draws + 1) as f64,
        decides: usize::from(p_at[1] < p_at[0]),
    }
}
