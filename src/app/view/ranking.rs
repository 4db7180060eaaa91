//! All groups of a source by how they move with the other series.

/// The list, while it is made, and before it is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankingView {
    /// Source id.
    pub source: String,
    /// What was compared and how it is corrected, or why there is no list; empty before it is asked
    /// for.
    pub text: String,
    /// Words of the button that asks for it; empty where it was asked for.
    pub offer: String,
    /// It is being made.
    pub pending: bool,
    /// The least likely by chance first.
    pub rows: Vec<RankRow>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub struct RankRow {
    /// Series id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Correlation.
    pub r: String,
    /// How much later or earlier it comes, empty for the same period; or that it cannot be told.
    pub lag: String,
    /// p, corrected for the number of groups.
    pub p: String,
    /// Whether it is more than chance.
    pub certain: bool,
    /// Whether it is what is compared now.
    pub chosen: bool,
}
