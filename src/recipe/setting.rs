//! The controls of the page.

/// A control of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ControlId {
    /// First series.
    X,
    /// Second series.
    Y,
    /// Swap x and y.
    Swap,
    /// Length of a bucket.
    Period,
    /// First day of a week.
    WeekStart,
    /// Zone of the buckets.
    Zone,
    /// How x's values become one.
    AggregateX,
    /// How y's values become one.
    AggregateY,
    /// What x is divided by.
    ShareOfX,
    /// What y is divided by.
    ShareOfY,
    /// How two units share one picture.
    Scale,
    /// Logarithmic axis of x.
    LogX,
    /// Logarithmic axis of y.
    LogY,
    /// Moving average that is drawn; with a `t` behind the number it looks back only.
    Smoothing,
    /// Largest lag looked at.
    MaxLag,
    /// Lags declared before looking: `from..to`, empty for none.
    LagWindow,
    /// Window of the rolling correlation.
    RollingWindow,
    /// Further series of the matrix (ids joined with a newline).
    Others,
    /// Series taken out of both (ids joined with a newline).
    Controls,
    /// First bucket of the window.
    From,
    /// Last bucket of the window.
    To,
    /// Names of groups in exports.
    GroupNames,
    /// Notes on the time axis: `date,text` a line.
    Notes,
    /// What x is called, in its source's card; empty for its own name.
    NameX,
    /// What y is called, in its source's card.
    NameY,
}

impl ControlId {
    /// All controls.
    pub const ALL: [ControlId; 25] = [
        ControlId::X,
        ControlId::Y,
        ControlId::Swap,
        ControlId::Period,
        ControlId::WeekStart,
        ControlId::Zone,
        ControlId::AggregateX,
        ControlId::AggregateY,
        ControlId::ShareOfX,
        ControlId::ShareOfY,
        ControlId::Scale,
        ControlId::LogX,
        ControlId::LogY,
        ControlId::Smoothing,
        ControlId::MaxLag,
        ControlId::LagWindow,
        ControlId::RollingWindow,
        ControlId::Others,
        ControlId::Controls,
        ControlId::From,
        ControlId::To,
        ControlId::GroupNames,
        ControlId::Notes,
        ControlId::NameX,
        ControlId::NameY,
    ];

    /// For `data-control`.
    pub fn name(self) -> &'static str {
        match self {
            ControlId::X => "x",
            ControlId::Y => "y",
            ControlId::Swap => "swap",
            ControlId::Period => "period",
            ControlId::WeekStart => "week-start",
            ControlId::Zone => "zone",
            ControlId::AggregateX => "aggregate-x",
            ControlId::AggregateY => "aggregate-y",
            ControlId::ShareOfX => "share-of-x",
            ControlId::ShareOfY => "share-of-y",
            ControlId::Scale => "scale",
            ControlId::LogX => "log-x",
            ControlId::LogY => "log-y",
            ControlId::Smoothing => "smoothing",
            ControlId::MaxLag => "max-lag",
            ControlId::LagWindow => "lag-window",
            ControlId::RollingWindow => "rolling-window",
            ControlId::Others => "others",
            ControlId::Controls => "controls",
            ControlId::From => "from",
            ControlId::To => "to",
            ControlId::GroupNames => "group-names",
            ControlId::Notes => "notes",
            ControlId::NameX => "name-x",
            ControlId::NameY => "name-y",
        }
    }

    /// From the name.
    pub fn from_name(name: &str) -> Option<ControlId> {
        ControlId::ALL.into_iter().find(|control| control.name() == name)
    }
}
