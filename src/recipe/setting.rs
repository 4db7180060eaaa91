//! The settings of a recipe, each known once: its names and how far a change of it reaches.
//!
//! JSON, the address, the controls, what an analysis without its files can still change, and what
//! is offered all follow from [`SETTINGS`]. A field that is added to [`Recipe`] is named by the
//! compiler in [`Recipe::take`], which asks for a line here, which asks for its reading and
//! writing.

use super::recipe::{Recipe, ShareOf};

/// What a change of a setting needs to be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The drawing: nothing that the figure says.
    Picture,
    /// Statistics or report, from the values per bucket that an exported figure carries.
    Numbers,
    /// The values per bucket themselves, from the rows of the files.
    Files,
}

/// What is known of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Which one.
    pub id: SettingId,
    /// Its field in JSON; behind a dot that of the object in it.
    pub json: &'static str,
    /// Its key in the address.
    pub url: &'static str,
    /// What a change needs to be made again.
    pub reach: Reach,
    /// Whether it means something for one series alone.
    pub of_one_series: bool,
}

macro_rules! settings {
    ($($id:ident $json:literal $url:literal $reach:ident $of_one:literal;)+) => {
        /// A setting of a recipe.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum SettingId {
            $(#[doc = concat!("`", $json, "`")] $id,)+
        }

        /// All settings, in their order in the address.
        pub const SETTINGS: [Setting; [$($json),+].len()] = [$(SettingId::$id.setting()),+];

        impl SettingId {
            /// What is known of it.
            pub const fn setting(self) -> Setting {
                match self {
                    $(SettingId::$id => Setting {
                        id: self,
                        json: $json,
                        url: $url,
                        reach: Reach::$reach,
                        of_one_series: $of_one,
                    },)+
                }
            }
        }
    };
}

// Setting, field in JSON, key in the address, reach, whether one series alone has it.
settings! {
    X "x" "x" Files true;
    Y "y" "y" Files true;
    ShareOfX "shareOf.x" "xo" Files false;
    ShareOfY "shareOf.y" "yo" Files false;
    From "from" "f" Numbers false;
    To "to" "t" Numbers false;
    Others "others" "o" Files false;
    Controls "controls" "c" Files false;
    Sums "sums" "sum" Files true;
    Period "period" "p" Files true;
    WeekStart "weekStart" "w" Files true;
    Zone "zone" "z" Files true;
    AggregateX "aggregateX" "ax" Files false;
    AggregateY "aggregateY" "ay" Files false;
    Smoothing "smoothing" "s" Picture true;
    SmoothingTrailing "smoothingTrailing" "st" Picture true;
    Scale "scale" "sc" Picture false;
    LogX "logX" "lx" Picture true;
    LogY "logY" "ly" Picture false;
    MaxLag "maxLag" "m" Numbers false;
    LagWindow "lagWindow" "l" Numbers true;
    LagWindowAfterLooking "lagWindowAfterLooking" "la" Numbers true;
    Looks "looks" "n" Numbers false;
    RollingWindow "rollingWindow" "r" Numbers false;
    Holidays "holidays" "hol" Numbers false;
    Outages "outages" "out" Files false;
    // The report lists them.
    Annotations "annotations" "note" Numbers true;
    Language "language" "lang" Picture true;
    // The report's sentences and labels say them.
    Names "names" "nm" Numbers true;
    // An exported figure has the names of private groups no more.
    GroupNames "groupNames" "g" Files true;
    Publish "publish" "pub" Picture true;
}

impl SettingId {
    /// The setting of a field in JSON.
    pub fn of_json(name: &str) -> Option<SettingId> {
        SETTINGS.iter().find(|setting| setting.json == name).map(|setting| setting.id)
    }

    /// The setting of a key in the address.
    pub fn of_url(key: &str) -> Option<SettingId> {
        SETTINGS.iter().find(|setting| setting.url == key).map(|setting| setting.id)
    }
}

impl Recipe {
    /// Takes one setting from another recipe.
    pub fn take(&mut self, id: SettingId, from: &Recipe) {
        // Whole and by name: a field that is added must be taken too.
        let Recipe {
            x,
            y,
            others,
            controls,
            sums,
            share_of: ShareOf { x: share_of_x, y: share_of_y },
            week_start,
            period,
            zone,
            from: first,
            to: last,
            aggregate_x,
            aggregate_y,
            smoothing,
            smoothing_trailing,
            scale,
            log_x,
            log_y,
            max_lag,
            lag_window,
            lag_window_after_looking,
            tests_seen,
            rolling_window,
            holidays,
            outages,
            annotations,
            language,
            names,
            group_names,
            publish,
        } = from;
        match id {
            SettingId::X => self.x.clone_from(x),
            SettingId::Y => self.y.clone_from(y),
            SettingId::ShareOfX => self.share_of.x.clone_from(share_of_x),
            SettingId::ShareOfY => self.share_of.y.clone_from(share_of_y),
            SettingId::From => self.from.clone_from(first),
            SettingId::To => self.to.clone_from(last),
            SettingId::Others => self.others.clone_from(others),
            SettingId::Controls => self.controls.clone_from(controls),
            SettingId::Sums => self.sums.clone_from(sums),
            SettingId::Period => self.period = *period,
            SettingId::WeekStart => self.week_start = *week_start,
            SettingId::Zone => self.zone.clone_from(zone),
            SettingId::AggregateX => self.aggregate_x = *aggregate_x,
            SettingId::AggregateY => self.aggregate_y = *aggregate_y,
            SettingId::Smoothing => self.smoothing = *smoothing,
            SettingId::SmoothingTrailing => self.smoothing_trailing = *smoothing_trailing,
            SettingId::Scale => self.scale = *scale,
            SettingId::LogX => self.log_x = *log_x,
            SettingId::LogY => self.log_y = *log_y,
            SettingId::MaxLag => self.max_lag = *max_lag,
            SettingId::LagWindow => self.lag_window = *lag_window,
            SettingId::LagWindowAfterLooking => {
                self.lag_window_after_looking = *lag_window_after_looking;
            }
            SettingId::Looks => self.tests_seen = *tests_seen,
            SettingId::RollingWindow => self.rolling_window = *rolling_window,
            SettingId::Holidays => self.holidays = *holidays,
            SettingId::Outages => self.outages.clone_from(outages),
            SettingId::Annotations => self.annotations.clone_from(annotations),
            SettingId::Language => self.language = *language,
            SettingId::Names => self.names.clone_from(names),
            SettingId::GroupNames => self.group_names = *group_names,
            SettingId::Publish => self.publish.clone_from(publish),
        }
    }

    /// Whether two recipes differ in a setting.
    pub fn differs(&self, id: SettingId, other: &Recipe) -> bool {
        let mut taken = self.clone();
        taken.take(id, other);
        taken != *self
    }

    /// `self`, with what reaches no further than `most` taken from `wanted`; the settings in which
    /// the two differ beyond that are named, and stay as they are in `self`.
    pub fn within(&self, wanted: &Recipe, most: Reach) -> (Recipe, Vec<SettingId>) {
        let (mut recipe, mut refused) = (self.clone(), Vec::new());
        for Setting { id, reach, .. } in SETTINGS {
            if reach <= most {
                recipe.take(id, wanted);
            } else if self.differs(id, wanted) {
                refused.push(id);
            }
        }
        (recipe, refused)
    }
}

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
    /// Whose public holidays are left out of both.
    Holidays,
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
    pub const ALL: [ControlId; 26] = [
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
        ControlId::Holidays,
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
            ControlId::Holidays => "holidays",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_of_one_setting() {
        for setting in SETTINGS {
            assert_eq!(SettingId::of_json(setting.json), Some(setting.id));
            assert_eq!(SettingId::of_url(setting.url), Some(setting.id));
        }
    }
}
