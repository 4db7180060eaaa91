//! Formats as small programs of fields, and their text form.

use super::epoch::{DayCount, OrdinalStep, Unit};
use std::fmt;
use std::str::FromStr;

/// How a column writes its times.
///
/// The text form is strptime's with C's and Python's letters (`%Y %y %m %d %b %B %a %A %H %I %p
/// %M %S %f %z %Z %j %G %V %u`), and `%q` for a quarter, `%Oq` for a half of a year, `%Ob` for a month's name in Croatian, `%EC` and `%Ey` for a Japanese era and
/// its year, `%Oy1906` for two digits of the hundred years from 1906 on, `%Om` for months whose last
/// nought a spreadsheet left out (`1990.1` is October), `%OB` for a year of Thailand (2564 is 2021) and `%OR` for
/// one of Taiwan (110 is 2021), `%*` for the other end of a range (`2021-07-05 - 2021-07-11` is its first day);
/// a trailing `Z` or `UTC` says that the times are UTC. Several forms in one column
/// are joined with ` | ` and tried in order.
///
/// ```
/// use comove::ingest::timestamp::Format;
/// let format: Format = "%m/%d/%y-%H:%M:%S.%f".parse().unwrap();
/// let instant = format.parse(b"06/29/17-09:57:43.881843 ").unwrap();
/// assert_eq!((instant.ms, instant.offset_min), (1_498_730_263_881, None));
/// assert_eq!(format.render(instant), "06/29/17-09:57:43.881");
/// assert_eq!(format.to_string(), "%m/%d/%y-%H:%M:%S.%f");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    pub(super) forms: Vec<Form>,
}

/// One form of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Calendar and clock fields.
    Fields(Vec<Piece>),
    /// Units since 1970.
    Epoch(Unit),
    /// Days since an origin that their name says.
    Days(DayCount),
    /// A year with its fraction, which is a month's (`true`) or a day's.
    Year(bool),
    /// Steps since an origin that is not in the column.
    Ordinal {
        /// What one step is.
        step: OrdinalStep,
        /// Local epoch day of step 0, where it is known.
        origin: Option<i64>,
    },
}

/// One field or mark of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// This byte.
    Byte(u8),
    /// One or more blanks.
    Blank,
    /// Four digits.
    Year,
    /// Two digits; 69–99 are 1969–1999, 00–68 are 2000–2068 (POSIX).
    Year2,
    /// Two digits of the hundred years from this one on.
    YearFrom(i16),
    /// A year of Thailand's calendar, four digits: 543 more.
    BuddhistYear,
    /// A year of Taiwan's calendar, two or three digits: 1911 less.
    MinguoYear,
    /// Era's name.
    Era,
    /// Year of the era: 元 or one or two digits.
    EraYear,
    /// Month in digits.
    Month,
    /// Month as hundredths of a year's number, its last nought left out: `1990.1` is October.
    MonthCut,
    /// Month's name; `true` where it is written in full.
    MonthName(bool),
    /// Month's name in Croatian, where one of them is another month elsewhere.
    MonthCroatian,
    /// Day of the month.
    Day,
    /// Hour 0–24.
    Hour,
    /// Hour 0–12 of a half of the day.
    Hour12,
    /// Minute.
    Minute,
    /// Second; a fraction may follow without being asked for.
    Second,
    /// This mark and the digits of a fraction of the second; may be absent.
    Fraction(u8),
    /// AM or PM.
    Meridiem,
    /// Offset or zone's name.
    Zone(ZoneStyle),
    /// Weekday's name (not checked); `true` where it is written in full.
    Weekday(bool),
    /// Quarter, 1–4.
    Quarter,
    /// Half of a year, 1 or 2.
    HalfYear,
    /// ISO year.
    IsoYear,
    /// ISO week.
    IsoWeek,
    /// ISO weekday, 1–7.
    IsoWeekday,
    /// Day of the year, three digits.
    DayOfYear,
    /// The other end of a range: its time is the first.
    RangeEnd,
}

/// How a zone is shown in a format's text; all read any zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ZoneStyle {
    /// `%z`.
    Offset,
    /// `%Z`.
    Name,
    /// `Z`.
    Zulu,
    /// `UTC`.
    Utc,
    /// `GMT`.
    Gmt,
}

/// A text that is no format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(pub String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a time format: {:?}", self.0)
    }
}

impl std::error::Error for UnknownFormat {}

impl Piece {
    fn is_date(self) -> bool {
        use Piece::*;
        matches!(
            self,
            Year | Year2
                | YearFrom(_)
                | BuddhistYear
                | MinguoYear
                | MonthCut
                | Era
                | EraYear
                | Month
                | MonthName(_)
                | MonthCroatian
                | Day
                | Quarter
                | HalfYear
                | IsoYear
                | IsoWeek
                | IsoWeekday
                | DayOfYear
        )
    }

    fn is_clock(self) -> bool {
        use Piece::*;
        matches!(self, Hour | Hour12 | Minute | Second | Fraction(_) | Meridiem)
    }

    /// Whether it belongs to the date: its fields and its marks, but no blanks.
    pub(super) fn is_date_mark(self) -> bool {
        self.is_date() || matches!(self, Piece::Byte(b'/' | b'.' | b'-'))
    }

    /// Whether it is written in digits.
    pub(super) fn is_digits(self) -> bool {
        self.digits().is_some() || matches!(self, Piece::EraYear | Piece::Fraction(_))
    }

    /// Whether the field is written in digits of a fixed width when others touch it.
    pub(super) fn digits(self) -> Option<usize> {
        use Piece::*;
        match self {
            Year | BuddhistYear | IsoYear => Some(4),
            DayOfYear | MinguoYear => Some(3),
            Year2 | YearFrom(_) | Month | MonthCut | Day | Hour | Hour12 | Minute | Second
            | IsoWeek => Some(2),
            Quarter | HalfYear | IsoWeekday => Some(1),
            _ => None,
        }
    }
}

impl Format {
    /// Units since 1970-01-01, see [`Unit`].
    pub fn epoch(unit: Unit) -> Format {
        Format { forms: vec![Form::Epoch(unit)] }
    }

    /// Excel's serial days, 1900 system.
    pub fn excel() -> Format {
        Format { forms: vec![Form::Days(DayCount::Excel)] }
    }

    /// Days since the origin of this count.
    pub(super) fn days(count: DayCount) -> Format {
        Format { forms: vec![Form::Days(count)] }
    }

    /// Years with their fractions, each of which is a month's or a day's.
    pub(super) fn years(twelfths: bool) -> Format {
        Format { forms: vec![Form::Year(twelfths)] }
    }

    /// Steps since a local epoch day (`None` while it is not known: nothing can be read then).
    pub fn ordinal(step: OrdinalStep, origin_day: Option<i64>) -> Format {
        Format { forms: vec![Form::Ordinal { step, origin: origin_day }] }
    }

    pub(super) fn fields(pieces: Vec<Piece>) -> Format {
        Format { forms: vec![Form::Fields(pieces)] }
    }

    /// This format, or else the other: for a column that mixes both.
    pub fn or(mut self, other: Format) -> Format {
        for form in other.forms {
            if !self.forms.contains(&form) {
                self.forms.push(form);
            }
        }
        self
    }

    fn any_piece(&self, wanted: impl Fn(Piece) -> bool) -> bool {
        self.forms.iter().any(|form| match form {
            Form::Fields(pieces) => pieces.iter().any(|piece| wanted(*piece)),
            _ => false,
        })
    }

    fn is_count(&self) -> bool {
        self.forms.iter().any(|form| !matches!(form, Form::Fields(_)))
    }

    /// Whether a cell holds a date (with or without its year).
    pub fn has_date(&self) -> bool {
        self.is_count() || self.any_piece(Piece::is_date)
    }

    /// Whether a cell holds its year; if not, times are in [`super::PLACEHOLDER_YEAR`].
    pub fn has_year(&self) -> bool {
        use Piece::*;
        self.is_count()
            || self.any_piece(|piece| {
                matches!(
                    piece,
                    Year | Year2 | YearFrom(_) | BuddhistYear | MinguoYear | EraYear | IsoYear
                )
            })
    }

    /// Whether the century of its years is open.
    pub fn has_short_year(&self) -> bool {
        self.any_piece(|piece| piece == Piece::Year2)
    }

    /// Whether the rows decided the century.
    pub fn has_century(&self) -> bool {
        self.any_piece(|piece| matches!(piece, Piece::YearFrom(_)))
    }

    /// Whether its months are written as a spreadsheet cuts them.
    pub fn has_cut_months(&self) -> bool {
        self.any_piece(|piece| piece == Piece::MonthCut)
    }

    /// The same with two digits of a year in the hundred years from `first` on.
    pub(in crate::ingest) fn with_years_from(mut self, first: i16) -> Format {
        for form in &mut self.forms {
            if let Form::Fields(pieces) = form {
                for piece in pieces.iter_mut().filter(|piece| **piece == Piece::Year2) {
                    *piece = Piece::YearFrom(first);
                }
            }
        }
        self
    }

    /// The same with years of Thailand's calendar.
    pub(super) fn with_buddhist_years(mut self) -> Format {
        for form in &mut self.forms {
            if let Form::Fields(pieces) = form {
                for piece in pieces.iter_mut().filter(|piece| **piece == Piece::Year) {
                    *piece = Piece::BuddhistYear;
                }
            }
        }
        self
    }

    /// Whether a cell holds a time of day.
    pub fn has_clock(&self) -> bool {
        self.any_piece(Piece::is_clock)
            || self.forms.iter().any(|form| matches!(form, Form::Epoch(_)))
    }

    /// Whether a cell states its offset (or is an epoch).
    pub fn has_zone(&self) -> bool {
        self.any_piece(|piece| matches!(piece, Piece::Zone(_)))
            || self.forms.iter().any(Form::counts_utc)
    }

    /// `UTC` where the form itself says so for every row: a `Z`, `UTC` or `GMT`, or an epoch.
    pub fn is_utc(&self) -> bool {
        self.forms.iter().all(|form| match form {
            form if form.counts_utc() => true,
            Form::Fields(pieces) => pieces.iter().any(|piece| {
                matches!(piece, Piece::Zone(ZoneStyle::Zulu | ZoneStyle::Utc | ZoneStyle::Gmt))
            }),
            _ => false,
        })
    }
}

impl Form {
    /// Whether it counts from an instant, whatever the clock of a place.
    fn counts_utc(&self) -> bool {
        matches!(self, Form::Epoch(_) | Form::Days(DayCount::Julian | DayCount::Modified))
    }
}

/// Names of years with fractions.
const YEAR_MONTHS: &str = "decimal-year-months";
const YEAR_DAYS: &str = "decimal-year";

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, form) in self.forms.iter().enumerate() {
            if index > 0 {
                f.write_str(" | ")?;
            }
            form.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Form::Epoch(unit) => f.write_str(unit.name()),
            Form::Days(count) => f.write_str(count.name()),
            Form::Year(twelfths) => f.write_str(if *twelfths { YEAR_MONTHS } else { YEAR_DAYS }),
            Form::Ordinal { step, origin } => {
                f.write_str(match step {
                    OrdinalStep::Hour => "ordinal-hour",
                    OrdinalStep::Day => "ordinal",
                    OrdinalStep::Week => "ordinal-week",
                    OrdinalStep::Month => "ordinal-month",
                })?;
                if let Some(day) = origin {
                    let (year, month, day) = crate::calendar::civil::civil_from_days(*day);
                    write!(f, " {year:04}-{month:02}-{day:02}")?;
                }
                Ok(())
            }
            Form::Fields(pieces) => {
                let mut bytes = Vec::with_capacity(32);
                for piece in pieces {
                    piece.spell(&mut bytes);
                }
                f.write_str(&String::from_utf8_lossy(&bytes))
            }
        }
    }
}

impl Piece {
    /// The text form of this piece.
    fn spell(self, out: &mut Vec<u8>) {
        use Piece::*;
        let text: &[u8] = match self {
            Byte(b'%') => b"%%",
            Byte(b'|') => b"%|",
            Byte(byte) => return out.push(byte),
            Blank => b" ",
            Year => b"%Y",
            Year2 => b"%y",
            YearFrom(first) => return out.extend_from_slice(format!("%Oy{first:04}").as_bytes()),
            MonthCut => b"%Om",
            BuddhistYear => b"%OB",
            MinguoYear => b"%OR",
            Era => b"%EC",
            EraYear => b"%Ey",
            Month => b"%m",
            MonthName(false) => b"%b",
            MonthName(true) => b"%B",
            MonthCroatian => b"%Ob",
            Day => b"%d",
            Hour => b"%H",
            Hour12 => b"%I",
            Minute => b"%M",
            Second => b"%S",
            Fraction(mark) => return out.extend_from_slice(&[mark, b'%', b'f']),
            Meridiem => b"%p",
            Zone(ZoneStyle::Offset) => b"%z",
            Zone(ZoneStyle::Name) => b"%Z",
            Zone(ZoneStyle::Zulu) => b"Z",
            Zone(ZoneStyle::Utc) => b"UTC",
            Zone(ZoneStyle::Gmt) => b"GMT",
            Weekday(false) => b"%a",
            Weekday(true) => b"%A",
            Quarter => b"%q",
            HalfYear => b"%Oq",
            IsoYear => b"%G",
            IsoWeek => b"%V",
            IsoWeekday => b"%u",
            DayOfYear => b"%j",
            RangeEnd => b"%*",
        };
        out.extend_from_slice(text);
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Format, UnknownFormat> {
        let unknown = || UnknownFormat(text.to_owned());
        if text.len() > 200 {
            return Err(unknown());
        }
        let mut forms = Vec::new();
        for part in text.split(" | ") {
            let form = part.parse::<Form>().map_err(|()| unknown())?;
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        Ok(Format { forms })
    }
}

impl FromStr for Form {
    type Err = ();

    fn from_str(text: &str) -> Result<Form, ()> {
        if let Some(unit) = Unit::ALL.into_iter().find(|unit| unit.name() == text) {
            return Ok(Form::Epoch(unit));
        }
        if let Some(count) = DayCount::ALL.into_iter().find(|count| count.name() == text) {
            return Ok(Form::Days(count));
        }
        if text == YEAR_MONTHS || text == YEAR_DAYS {
            return Ok(Form::Year(text == YEAR_MONTHS));
        }
        if let Some(rest) = text.strip_prefix("ordinal") {
            return ordinal(rest).ok_or(());
        }
        let pieces = compile(text.as_bytes()).ok_or(())?;
        let useful = pieces.iter().any(|piece| piece.is_date() || piece.is_clock());
        if useful { Ok(Form::Fields(pieces)) } else { Err(()) }
    }
}

/// The rest of `ordinal-week 2021-06-01`.
fn ordinal(rest: &str) -> Option<Form> {
    let (step, origin) = rest.split_once(' ').map_or((rest, None), |(a, b)| (a, Some(b)));
    let step = match step {
        "-hour" => OrdinalStep::Hour,
        "" | "-day" => OrdinalStep::Day,
        "-week" => OrdinalStep::Week,
        "-month" => OrdinalStep::Month,
        _ => return None,
    };
    let origin = match origin {
        None => None,
        Some(text) => {
            let iso = Format::fields(compile(b"%Y-%m-%d")?);
            Some(iso.parse(text.as_bytes()).ok()?.ms.div_euclid(super::DAY_MS))
        }
    };
    Some(Form::Ordinal { step, origin })
}

/// Pieces of a strptime text.
pub(super) fn compile(text: &[u8]) -> Option<Vec<Piece>> {
    use Piece::*;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let after_clock = pieces.iter().any(|piece| piece.is_clock());
        let (piece, width) = match byte {
            b'%' => directive(after, &mut pieces)?,
            b' ' => {
                if pieces.last() == Some(&Blank) {
                    rest = after;
                    continue;
                }
                (Blank, 1)
            }
            b'Z' if after_clock && rest == b"Z" => (Zone(ZoneStyle::Zulu), 1),
            b'U' if after_clock && rest == b"UTC" => (Zone(ZoneStyle::Utc), 3),
            b'G' if after_clock && rest == b"GMT" => (Zone(ZoneStyle::Gmt), 3),
            // A digit in the form would touch the digits of its fields.
            b'0'..=b'9' => return None,
            _ => (Byte(byte), 1),
        };
        pieces.push(piece);
        rest = rest.get(width..).unwrap_or_default();
    }
    Some(pieces)
}

/// The directive after a `%`: its piece, and the bytes it takes with the `%`.
fn directive(rest: &[u8], pieces: &mut Vec<Piece>) -> Option<(Piece, usize)> {
    use Piece::*;
    let piece = match rest.first()? {
        b'Y' => Year,
        b'y' => Year2,
        b'm' => Month,
        b'd' | b'e' => Day,
        b'b' | b'h' => MonthName(false),
        b'B' => MonthName(true),
        b'a' => Weekday(false),
        b'A' => Weekday(true),
        b'H' | b'k' => Hour,
        b'I' | b'l' => Hour12,
        b'p' => Meridiem,
        b'M' => Minute,
        b'S' => Second,
        b'z' => Zone(ZoneStyle::Offset),
        b'Z' => Zone(ZoneStyle::Name),
        b'j' => DayOfYear,
        b'G' => IsoYear,
        b'V' => IsoWeek,
        b'u' => IsoWeekday,
        b'q' => Quarter,
        b'*' => RangeEnd,
        b'%' => Byte(b'%'),
        b'|' => Byte(b'|'),
        b'f' => match pieces.pop()? {
            Byte(mark @ (b'.' | b',' | b':')) if pieces.last() == Some(&Second) => Fraction(mark),
            _ => return None,
        },
        b'O' => {
            return match rest.get(1)? {
                b'm' => Some((MonthCut, 3)),
                b'B' => Some((BuddhistYear, 3)),
                b'R' => Some((MinguoYear, 3)),
                b'q' => Some((HalfYear, 3)),
                b'b' => Some((MonthCroatian, 3)),
                b'y' => {
                    let first = str::from_utf8(rest.get(2..6)?).ok()?.parse().ok()?;
                    Some((YearFrom(first), 7))
                }
                _ => None,
            };
        }
        b'E' => {
            return match rest.get(1)? {
                b'C' => Some((Era, 3)),
                b'y' => Some((EraYear, 3)),
                _ => None,
            };
        }
        _ => return None,
    };
    Some((piece, 2))
}
