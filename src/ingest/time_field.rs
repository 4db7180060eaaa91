//! What a column of its own can say of a time.

/// What one column says of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The cell as it stands: a date or a clock with a format of its own.
    Whole,
    /// Four digits.
    Year,
    /// 1 to 4, with a letter or without.
    Quarter,
    /// 1 to 12, or a name.
    Month,
    /// 1 to 53.
    Week,
    /// 1 to 366.
    DayOfYear,
    /// 1 to 31.
    Day,
    /// 0 to 24.
    Hour,
    /// 0 to 59.
    Minute,
    /// 0 to 59.
    Second,
    /// So many minutes, numbered from 1 within the day: half hours from 1 to 48.
    Period(u16),
    /// A stretch of clock time, which stands for its start: `00:00-01:00`.
    Stretch,
    /// A clock in so many digits, those in front left out where they are noughts: `930`.
    Clock(u8),
}
