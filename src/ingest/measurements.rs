//! Columns over time: prices, levels, and series that were already counted.

/// Value columns over the instants of their rows, in time order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measurements {
    /// Epoch milliseconds of each row on the source's clock, ascending; duplicates are kept in
    /// file order.
    pub times_ms: Vec<i64>,
    /// One entry a series, each as long as `times_ms`.
    pub columns: Vec<ValueColumn>,
}

/// One value column; NaN where the cell is empty or a missing token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValueColumn {
    /// Label of the series: header, or the key of a long table.
    pub name: String,
    /// Index of the column in the file.
    pub index: usize,
    /// Unit where the file states one (`USD`, `%`).
    pub unit: Option<String>,
    /// Whether it holds counts of events (its default aggregate is the sum).
    pub counted: bool,
    /// One value a row of `times_ms`.
    pub values: Vec<f64>,
}
