//! Public holidays by rule: United States, Japan, Germany and its states, the United Kingdom's parts.
//!
//! People share a calendar, so what they do shares it too. Rules, not lists: a day can be told for any
//! year. Held against the Python package `holidays` 0.109, date by date, for 2005 to 2035.
//!
//! Contract: days since 1970-01-01, local. A holiday that is moved has both its own date and the day off
//! that stands for it. Before the years in which today's law holds the rules are only about right; days
//! of single towns, school terms and days decreed once after 2026 are not known.
//!
//! Sources: 5 U.S.C. 6103; 国民の祝日に関する法律 with the equinox approximation of 1980 to 2099; the
//! German states' Feiertagsgesetze; Banking and Financial Dealings Act 1971; Easter by the anonymous
//! Gregorian algorithm.

use super::civil::{civil_from_days, days_from_civil, days_in_month, iso_weekday};
use crate::kit::names::names;
use serde::{Deserialize, Serialize};

/// Whose public holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holidays {
    /// Federal holidays of the United States.
    UnitedStates,
    /// Japan.
    Japan,
    /// What all of Germany has.
    Germany,
    /// Baden-Württemberg.
    BadenWuerttemberg,
    /// Bavaria.
    Bavaria,
    /// Berlin.
    Berlin,
    /// Brandenburg.
    Brandenburg,
    /// Bremen.
    Bremen,
    /// Hamburg.
    Hamburg,
    /// Hesse.
    Hesse,
    /// Mecklenburg-Western Pomerania.
    MecklenburgWesternPomerania,
    /// Lower Saxony.
    LowerSaxony,
    /// North Rhine-Westphalia.
    NorthRhineWestphalia,
    /// Rhineland-Palatinate.
    RhinelandPalatinate,
    /// Saarland.
    Saarland,
    /// Saxony.
    Saxony,
    /// Saxony-Anhalt.
    SaxonyAnhalt,
    /// Schleswig-Holstein.
    SchleswigHolstein,
    /// Thuringia.
    Thuringia,
    /// England and Wales.
    England,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

names!(Holidays {
    "us" UnitedStates, "jp" Japan, "de" Germany, "de-bw" BadenWuerttemberg, "de-by" Bavaria,
    "de-be" Berlin, "de-bb" Brandenburg, "de-hb" Bremen, "de-hh" Hamburg, "de-he" Hesse,
    "de-mv" MecklenburgWesternPomerania, "de-ni" LowerSaxony, "de-nw" NorthRhineWestphalia,
    "de-rp" RhinelandPalatinate, "de-sl" Saarland, "de-sn" Saxony, "de-st" SaxonyAnhalt,
    "de-sh" SchleswigHolstein, "de-th" Thuringia, "gb-eng" England, "gb-sct" Scotland,
    "gb-nir" NorthernIreland,
});

/// Which public holidays are taken out of two series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HolidayChoice {
    /// Those of the country whose holidays both series show, if there is one.
    #[default]
    Auto,
    /// None, whatever the series show.
    Off,
    /// Those of one country, whatever the series show.
    Of(Holidays),
}

impl HolidayChoice {
    /// The country that was chosen.
    pub fn of(self) -> Option<Holidays> {
        match self {
            HolidayChoice::Of(of) => Some(of),
            HolidayChoice::Auto | HolidayChoice::Off => None,
        }
    }

    /// In recipes and links: "auto", "none", or the country's word.
    pub fn name(self) -> &'static str {
        match self {
            HolidayChoice::Auto => "auto",
            HolidayChoice::Off => "none",
            HolidayChoice::Of(country) => country.name(),
        }
    }

    /// The one of this word.
    pub fn from_name(word: &str) -> Option<HolidayChoice> {
        match word {
            "auto" => Some(HolidayChoice::Auto),
            "none" => Some(HolidayChoice::Off),
            _ => Holidays::from_name(word).map(HolidayChoice::Of),
        }
    }
}

impl Serialize for HolidayChoice {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for HolidayChoice {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<HolidayChoice, D::Error> {
        let word = String::deserialize(from)?;
        let unknown = || serde::de::Error::unknown_variant(&word, &Holidays::WORDS);
        HolidayChoice::from_name(&word).ok_or_else(unknown)
    }
}

const MONDAY: u32 = 1;
const WEDNESDAY: u32 = 3;
const THURSDAY: u32 = 4;
const SATURDAY: u32 = 6;
const SUNDAY: u32 = 7;

/// The k-th weekday of a month.
fn nth(year: i32, month: u32, weekday: u32, k: i64) -> i64 {
    let first = days_from_civil(year, month, 1);
    let ahead = (i64::from(weekday) - i64::from(iso_weekday(first))).rem_euclid(7);
    first + ahead + 7 * (k - 1)
}

/// The last one.
fn last(year: i32, month: u32, weekday: u32) -> i64 {
    let end = days_from_civil(year, month, days_in_month(year, month));
    end - (i64::from(iso_weekday(end)) - i64::from(weekday)).rem_euclid(7)
}

/// Western Easter Sunday.
fn easter(year: i32) -> i64 {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25);
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let day = h + l - 7 * m + 114;
    days_from_civil(year, (day / 31) as u32, (day % 31 + 1) as u32)
}

fn united_states(year: i32) -> Vec<i64> {
    let mut days = Vec::new();
    for (month, day, since) in [(1, 1, 0), (6, 19, 2021), (7, 4, 0), (11, 11, 0), (12, 25, 0)] {
        if year >= since {
            let date = days_from_civil(year, month, day);
            let moved = match iso_weekday(date) {
                SATURDAY => date - 1,
                SUNDAY => date + 1,
                _ => date,
            };
            days.extend([date, moved]);
        }
    }
    for (month, k) in [(1, 3), (2, 3), (9, 1), (10, 2)] {
        days.push(nth(year, month, MONDAY, k));
    }
    days.extend([last(year, 5, MONDAY), nth(year, 11, THURSDAY, 4)]);
    days
}

fn japan(year: i32) -> Vec<i64> {
    let date = |month, day| days_from_civil(year, month, day);
    let since = year - 1980;
    let equinox = |month, at: f64| {
        let moved = (at + 0.242194 * f64::from(since)).floor() as i32 - since.div_euclid(4);
        date(month, moved.clamp(1, 30) as u32)
    };
    let mut days = vec![nth(year, 1, MONDAY, 2), nth(year, 9, MONDAY, 3)];
    days.extend([equinox(3, 20.8431), equinox(9, 23.2488)]);
    let fixed = [(1, 1), (2, 11), (4, 29), (5, 3), (5, 5), (11, 3), (11, 23)];
    days.extend(fixed.map(|(month, day)| date(month, day)));
    if year >= 2007 {
        days.push(date(5, 4));
    }
    // The emperor's birthday; none in the year of the accession.
    match year {
        ..=2018 => days.push(date(12, 23)),
        2019 => days.extend([date(5, 1), date(10, 22)]),
        _ => days.push(date(2, 23)),
    }
    // Moved for the Olympic games.
    days.extend(match year {
        2020 => [date(7, 23), date(7, 24), date(8, 10)],
        2021 => [date(7, 22), date(7, 23), date(8, 8)],
        _ => {
            let marine = nth(year, 7, MONDAY, 3);
            [marine, nth(year, 10, MONDAY, 2), if year >= 2016 { date(8, 11) } else { marine }]
        }
    });
    let own = days.clone();
    for day in own.iter().copied().filter(|&d| iso_weekday(d) == SUNDAY) {
        let free = (day + 1..).find(|d| !own.contains(d));
        days.extend(free);
    }
    // A day between two holidays is one, too.
    days.extend(
        own.iter()
            .map(|d| d + 1)
            .filter(|&d| own.contains(&(d + 1)) && !own.contains(&d) && iso_weekday(d) != SUNDAY),
    );
    days
}

fn germany(year: i32, state: Holidays) -> Vec<i64> {
    use Holidays::*;
    let date = |month, day| days_from_civil(year, month, day);
    let sunday = easter(year);
    let mut days = [-2, 1, 39, 50].map(|after| sunday + after).to_vec();
    let fixed = [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)];
    days.extend(fixed.map(|(month, day)| date(month, day)));
    let repentance = (date(11, 16)..date(11, 23)).find(|&d| iso_weekday(d) == WEDNESDAY);
    let catholic = matches!(
        state,
        BadenWuerttemberg | Bavaria | NorthRhineWestphalia | RhinelandPalatinate | Saarland
    );
    let reformed = match state {
        Brandenburg | MecklenburgWesternPomerania | Saxony | SaxonyAnhalt | Thuringia => true,
        Bremen | Hamburg | LowerSaxony | SchleswigHolstein => year >= 2018,
        _ => false,
    };
    for (holds, day) in [
        (matches!(state, BadenWuerttemberg | Bavaria | SaxonyAnhalt), date(1, 6)),
        (state == Berlin && year >= 2019, date(3, 8)),
        (state == MecklenburgWesternPomerania && year >= 2023, date(3, 8)),
        (state == Brandenburg, sunday),
        (state == Brandenburg, sunday + 49),
        (catholic || state == Hesse, sunday + 60),
        (state == Saarland, date(8, 15)),
        (state == Thuringia && year >= 2019, date(9, 20)),
        (reformed || year == 2017, date(10, 31)),
        (catholic, date(11, 1)),
        (state == Berlin && matches!(year, 2020 | 2025), date(5, 8)),
        (state == Berlin && year == 2028, date(6, 17)),
    ] {
        if holds {
            days.push(day);
        }
    }
    if state == Saxony {
        days.extend(repentance);
    }
    days
}

fn united_kingdom(year: i32, part: Holidays) -> Vec<i64> {
    let date = |month, day| days_from_civil(year, month, day);
    let (scotland, ireland) = (part == Holidays::Scotland, part == Holidays::NorthernIreland);
    let mut days: Vec<i64> = Vec::new();
    // A day on a weekend keeps its date and gives the next weekday that is free.
    let add = |days: &mut Vec<i64>, dates: &[(u32, u32)]| {
        let new: Vec<i64> = dates.iter().map(|&(month, day)| date(month, day)).collect();
        days.extend(&new);
        for day in new.into_iter().filter(|&d| iso_weekday(d) >= SATURDAY) {
            let free = (day..).find(|d| iso_weekday(*d) < SATURDAY && !days.contains(d));
            days.extend(free);
        }
    };
    add(&mut days, if scotland { &[(1, 1), (1, 2)] } else { &[(1, 1)] });
    if ireland {
        add(&mut days, &[(3, 17)]);
        add(&mut days, &[(7, 12)]);
    }
    if scotland && year >= 2006 {
        add(&mut days, &[(11, 30)]);
    }
    add(&mut days, &[(12, 25), (12, 26)]);
    let sunday = easter(year);
    days.push(sunday - 2);
    if !scotland {
        days.push(sunday + 1);
    }
    days.push(if year == 2020 { date(5, 8) } else { nth(year, 5, MONDAY, 1) });
    days.push(match year {
        2012 => date(6, 4),
        2022 => date(6, 2),
        _ => last(year, 5, MONDAY),
    });
    days.push(if scotland { nth(year, 8, MONDAY, 1) } else { last(year, 8, MONDAY) });
    let once: &[(u32, u32)] = match year {
        2011 => &[(4, 29)],
        2012 => &[(6, 5)],
        2022 => &[(6, 3), (9, 19)],
        2023 => &[(5, 8)],
        2026 if scotland => &[(6, 15)],
        _ => &[],
    };
    days.extend(once.iter().map(|&(month, day)| date(month, day)));
    days
}

impl Holidays {
    /// Whose holidays two series are tried for without being told: whole countries, and the parts of
    /// the United Kingdom. A German state's own days are too few to be told from its neighbours'.
    pub const TRIED: [Holidays; 6] = [
        Holidays::UnitedStates,
        Holidays::Japan,
        Holidays::Germany,
        Holidays::England,
        Holidays::Scotland,
        Holidays::NorthernIreland,
    ];

    /// Holidays of a year, days since 1970-01-01 in no order; one of them may lie in the year before.
    pub fn of_year(self, year: i32) -> Vec<i64> {
        match self {
            Holidays::UnitedStates => united_states(year),
            Holidays::Japan => japan(year),
            Holidays::England | Holidays::Scotland | Holidays::NorthernIreland => {
                united_kingdom(year, self)
            }
            _ => germany(year, self),
        }
    }

    /// Days that are no holidays, but on which most rest as on one.
    fn beside(self, year: i32) -> Vec<i64> {
        let date = |month, day| days_from_civil(year, month, day);
        let between = |from: (u32, u32), to: (u32, u32)| date(from.0, from.1)..=date(to.0, to.1);
        match self {
            Holidays::Japan => [((1, 2), (1, 3)), ((8, 13), (8, 16)), ((12, 29), (12, 31))]
                .into_iter()
                .flat_map(|(from, to)| between(from, to))
                .collect(),
            Holidays::UnitedStates => {
                let mut days: Vec<i64> = between((12, 22), (12, 31)).collect();
                days.extend([date(1, 1), date(1, 2), nth(year, 11, THURSDAY, 4) + 1]);
                days
            }
            _ => between((12, 22), (12, 31)).chain([date(1, 1), date(1, 2)]).collect(),
        }
    }

    /// Days from `first` to `last` on which people rest: holidays, and the days that are kept like
    /// some. In order, each once.
    pub fn rest(self, first: i64, last: i64) -> Vec<i64> {
        let (from, to) = (civil_from_days(first).0, civil_from_days(last).0);
        let mut days: Vec<i64> = (from..=to.saturating_add(1))
            .flat_map(|year| [self.of_year(year), self.beside(year)].concat())
            .filter(|day| (first..=last).contains(day))
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number of days from 2005 to 2035, and h = 31 h + day over them modulo 2³², of
    /// `holidays.country_holidays(code, subdiv=…, years=range(2005, 2036))` (Python, 0.109).
    #[test]
    fn every_day_of_thirty_one_years() {
        for (word, days, sum) in [
            ("us", 366, 2037128291_u32),
            ("jp", 547, 900933100),
            ("de", 279, 2787472002),
            ("de-bb", 371, 337200073),
            ("de-be", 299, 763742163),
            ("de-bw", 372, 1465112139),
            ("de-by", 372, 1465112139),
            ("de-hb", 297, 3203770647),
            ("de-he", 310, 950471473),
            ("de-hh", 297, 3203770647),
            ("de-mv", 322, 3130616102),
            ("de-ni", 297, 3203770647),
            ("de-nw", 341, 1147562576),
            ("de-rp", 341, 1147562576),
            ("de-sh", 297, 3203770647),
            ("de-sl", 372, 984234871),
            ("de-sn", 340, 3383532609),
            ("de-st", 340, 1216589025),
            ("de-th", 326, 3790231785),
            ("gb-eng", 280, 3242728598),
            ("gb-sct", 328, 3934343470),
            ("gb-nir", 359, 2533849980),
        ] {
            let of = Holidays::from_name(word).unwrap();
            let span = days_from_civil(2005, 1, 1)..days_from_civil(2036, 1, 1);
            let mut got: Vec<i64> = (2005..2037).flat_map(|year| of.of_year(year)).collect();
            got.retain(|day| span.contains(day));
            got.sort_unstable();
            got.dedup();
            let key = got.iter().fold(0_u32, |h, d| h.wrapping_mul(31).wrapping_add(*d as u32));
            assert_eq!((got.len(), key), (days, sum), "{word}");
        }
        assert_eq!(Holidays::ALL.len(), 22);
    }

    #[test]
    fn days_kept_like_holidays_stand_beside_them() {
        let day = days_from_civil;
        let rest = |of: Holidays| of.rest(day(2023, 11, 20), day(2024, 1, 4));
        let us = rest(Holidays::UnitedStates);
        // Thanksgiving, the day after it, and from 22 December to 2 January.
        assert_eq!(us[..2], [day(2023, 11, 23), day(2023, 11, 24)]);
        assert_eq!(us[2..], (day(2023, 12, 22)..=day(2024, 1, 2)).collect::<Vec<_>>());
        let jp = rest(Holidays::Japan);
        assert_eq!(jp[0], day(2023, 11, 23));
        assert_eq!(jp[1..], (day(2023, 12, 29)..=day(2024, 1, 3)).collect::<Vec<_>>());
        assert!(Holidays::Germany.rest(day(2024, 2, 1), day(2024, 2, 20)).is_empty());
        // 1 January 2022 was a Saturday: the Friday before it is off.
        assert!(Holidays::UnitedStates.rest(day(2021, 12, 31), day(2021, 12, 31)).len() == 1);
    }

    #[test]
    fn words_there_and_back() {
        for word in Holidays::WORDS.into_iter().chain(["auto", "none"]) {
            let choice = HolidayChoice::from_name(word).unwrap();
            assert_eq!(choice.name(), word);
            let json = serde_json::to_string(&choice).unwrap();
            assert_eq!(serde_json::from_str::<HolidayChoice>(&json).unwrap(), choice);
        }
        assert!(HolidayChoice::from_name("atlantis").is_none());
        assert!(serde_json::from_str::<HolidayChoice>("\"atlantis\"").is_err());
    }
}
