//! Which day of its week, month, quarter or year the time of a row names.
//!
//! Two columns that begin and end a stretch tell it, a range in a cell, the name of the time's column,
//! what stands above the header; of a market's bars the weekday. What tells nothing says nothing:
//! [`step_of`] goes by the calendar, and leaves open what that does not settle.

#![expect(clippy::arithmetic_side_effects, reason = "instants of the calendar, and counts of rows")]

use super::{
    column::ColumnFacts,
    counts::{CELL_MS, Counts},
    lexicon,
    overrides::SourcePatch,
    source::{Because, Data, Evidence, Time},
    table::Row,
    time_column::TimePlan,
    topic::Topic,
};
use crate::calendar::{
    civil::{DAY_MS, HOUR_MS},
    period::{Period, WeekStart},
    step::{Stamp, Step, Told, step_of},
};

/// What a file says of its stamps.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The day that they name.
    pub stamp: Stamp,
    /// How it says so.
    pub because: Because,
}

/// Words of a beginning, and of an end, in the languages that exports come in: whole words.
#[rustfmt::skip]
const WORDS: [&[&str]; 2] = [
    &[
        "start", "starts", "starting", "started", "begin", "begins", "beginning", "began", "commencing", "commences",
        "since", "sow", "bow", "bom", "bop", "seit", "anfang", "beginn", "startdatum", "debut", "début",
        "commençant", "commencant", "depuis", "desde", "inicio", "início", "comienzo", "inicia", "empieza", "inizio",
        "vanaf", "początek", "poczatek", "начало", "начиная", "från", "börjar", "alku", "alkaa", "başlangıç", "baslangic",
    ],
    &[
        "end", "ends", "ending", "ended", "wke", "wkending", "eow", "eom", "eoq", "eoy", "eop", "until", "through", "thru",
        "bis", "ende", "endet", "endend", "enddatum", "jusqu", "jusquau", "terminant", "finissant", "hasta", "fin",
        "finaliza", "termina", "terminada", "fim", "até", "fine", "eind", "einde", "eindigt", "eindigend", "weekeinde",
        "koniec", "kończący", "konczacy", "конец", "окончание", "заканчивается", "slutt", "slut", "slutar", "loppu",
        "terminata", "terminate", "terminante", "finisce", "conclusa", "conclude", "termine", "finit", "achevée", "terminée", "terminado", "termine", "acaba",
        "acabada", "encerrada", "eindigende", "afgelopen", "zakończony", "zakończenia", "kończy", "slutter", "sluttende", "sluttet", "avslutas", "avslutad", "slutande",
        "konec", "konci", "koncem", "končí", "končící", "skončený", "konča", "kraj", "vége", "végéig", "végződő", "λήξη", "λήγει", "τέλος", "sfârșit", "încheiată",
        "кінець", "закінчується", "закінчення", "край", "lõpp", "beigas", "pabaiga", "akhir", "berakhir",
        "päättyy", "päättyvä", "bitiş", "bitis", "bitiyor", "sonu", "biten",
    ],
];

/// Words that say it where nothing but a period or a date stands beside them: `semaine du`, but not
/// `date du rapport`.
#[rustfmt::skip]
const SMALL: [&[&str]; 2] = [
    &["from", "first", "open", "som", "wc", "wb", "von", "vom", "ab", "du", "dal", "van", "od", "с", "fra"],
    &["to", "till", "last", "close", "closing", "we", "au", "al", "tot", "ate", "tm", "do", "по", "до", "til", "fina", "final"],
];

/// What may stand beside them.
#[rustfmt::skip]
const PERIODS: &[&str] = &[
    "week", "wk", "weekly", "day", "date", "dt", "time", "period", "month", "quarter", "year", "reporting", "report",
    "woche", "kw", "kalenderwoche", "berichtswoche", "zeitraum", "datum", "tag", "semaine", "période", "periode", "jour",
    "semana", "fecha", "período", "periodo", "dia", "día", "settimana", "data", "giorno", "weeknummer", "tydzień",
    "tydzien", "okres", "неделя", "период", "дата", "vecka", "uke", "uge", "viikko", "hafta", "tarih",
];

/// The same where words are not set apart.
const PARTS: [&[&str]; 2] = [
    &[
        "startdate",
        "datefrom",
        "begindate",
        "weekof",
        "weekstart",
        "weekbegin",
        "weekcommencing",
        "開始",
        "始まり",
        "から",
        "起始",
        "开始",
        "開始",
        "시작",
        "부터",
        "月初",
        "期初",
        "週初",
        "wochenbeginn",
        "wochenstart",
    ],
    &[
        "enddate",
        "dateto",
        "weekend",
        "weeksend",
        "wkend",
        "weeklyending",
        "monthend",
        "quarterend",
        "yearend",
        "periodend",
        "endofweek",
        "wochenende",
        "wochenend",
        "endingdate",
        "終了",
        "終わり",
        "まで",
        "週末",
        "期末",
        "月末",
        "年度末",
        "末日",
        "最終日",
        "締",
        "截至",
        "截止",
        "结束",
        "заканчив",
        "оканчив",
        "завершающ",
        "abschluss",
        "結束",
        "周末",
        "终了",
        "종료",
        "까지",
        "마감",
        "주말",
    ],
];

/// What the name of a time says of the day that it names: what comes first in it.
fn of_name(name: &str) -> Option<Stamp> {
    let words = lexicon::words(name);
    // `W/E`, `w/c`: two words of one letter.
    let squeezed: String = words.concat();
    let small = |word: &str| SMALL.iter().any(|words| words.contains(&word));
    let bare = words.iter().all(|word| small(word) || PERIODS.contains(&word.as_str()));
    let place = |long: &[&str], small: &[&str], parts: &[&str]| {
        let says = |word: &str| long.contains(&word) || (bare && small.contains(&word));
        let word = words.iter().position(|word| says(word));
        // A part is only asked for where no word is: `Wochenende` is one.
        let part = || parts.iter().any(|part| squeezed.contains(part)).then_some(words.len());
        word.or_else(part)
    };
    let two = |letters: [&str; 2]| words.windows(2).any(|pair| pair == letters);
    let ([start, end], [small_start, small_end], [in_start, in_end]) = (WORDS, SMALL, PARTS);
    match (place(start, small_start, in_start), place(end, small_end, in_end)) {
        (Some(start), Some(end)) if start == end => None,
        (Some(start), Some(end)) => Some(if start < end { Stamp::Start } else { Stamp::End }),
        (Some(_), None) => Some(Stamp::Start),
        (None, Some(_)) => Some(Stamp::End),
        (None, None) if two(["w", "e"]) || two(["t", "m"]) => Some(Stamp::End),
        (None, None) if two(["w", "c"]) || two(["w", "b"]) => Some(Stamp::Start),
        // Comove's own export, whose labels are first days: `week (UTC)`, `week (Asia/Tokyo)`.
        (None, None)
            if name.starts_with("week (") && (name.contains('/') || words == ["week", "utc"]) =>
        {
            Some(Stamp::Start)
        }
        (None, None) => None,
    }
}

/// What a line above the header, or another column's name, says of weeks.
fn of_phrase(line: &str) -> Option<Stamp> {
    let squeezed: String = lexicon::words(line).concat();
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| squeezed.contains(phrase));
    if any(&["weekending", "weeksending", "weekended", "weeksended", "weeklyending", "週末日"]) {
        Some(Stamp::End)
    } else if any(&["weekbeginning", "weekstarting", "weekcommencing", "weeksbeginning"]) {
        Some(Stamp::Start)
    } else {
        None
    }
}

/// What the file says; `None` where it says nothing.
pub fn said(
    looks: &[ColumnFacts],
    rows: &[Row],
    time: &TimePlan,
    (names, preamble): (&[String], &[String]),
) -> Option<Said> {
    let column = *time.columns.first()?;
    let own = looks.get(column)?;
    if time.format.to_string().contains("%*") {
        let because = Because::Range(own.name.clone());
        return Some(Said { stamp: Stamp::Start, because });
    }
    if time.columns.len() == 1
        && let Some(said) = of_two_columns(looks, rows, time, column)
    {
        return Some(said);
    }
    let name = |stamp| Said { stamp, because: Because::Name(own.name.clone()) };
    if let Some(said) = of_name(&own.name).map(name) {
        return Some(said);
    }
    let others = preamble.iter().chain(names).find_map(|line| {
        let stamp = of_phrase(line)?;
        let shown = line.trim().chars().take(60).collect();
        Some(Said { stamp, because: Because::Stated(shown) })
    });
    others.or_else(|| of_tools(names, rows, time))
}

/// How long the stretches are that times of day end by their name, in milliseconds: `Interval End`,
/// `period_end`. 0 where they are not of one length, up to half a day and on its grid: the end of
/// something that happened is its own.
pub fn ended_stretch(said: Option<&Said>, rows: &[Row], time: &TimePlan) -> i64 {
    let named = |said: &Said| said.stamp == Stamp::End && matches!(said.because, Because::Name(_));
    if !said.is_some_and(named) || !(time.format.has_clock() || time.clock.is_some()) {
        return 0;
    }
    let read = |row: &Row| time.read_with(&time.format, |column| Some(row.cell(column))).ok();
    // Those on known lines: windows leave holes.
    let rows = rows.iter().filter(|row| !row.excluded && row.line > 0);
    let mut times: Vec<i64> = rows.filter_map(read).map(|at| at.ms).collect();
    times.sort_unstable();
    times.dedup();
    let mut steps: Vec<i64> = times.array_windows().map(|[one, two]| two - one).collect();
    steps.sort_unstable();
    let Some(&step) = steps.get(steps.len() / 2).filter(|step| **step >= 60_000) else { return 0 };
    let alike = steps.iter().filter(|other| **other == step).count();
    let on_grid = times.iter().all(|at| at % step == 0);
    if on_grid && step <= DAY_MS / 2 && steps.len() >= 8 && alike * 10 >= steps.len() * 8 {
        step
    } else {
        0
    }
}

/// A second date in each row that ends (or begins) a stretch with the first.
fn of_two_columns(
    looks: &[ColumnFacts],
    rows: &[Row],
    time: &TimePlan,
    column: usize,
) -> Option<Said> {
    let read = |row: &Row, column: usize| time.format.parse(row.cell(column)).ok();
    looks.iter().enumerate().find_map(|(other, look)| {
        if other == column || look.times * 2 < look.filled || look.filled == 0 {
            return None;
        }
        let (mut later, mut earlier, mut of) = (0, 0, 0);
        for row in rows.iter().filter(|row| !row.excluded).take(200) {
            let Some(first) = read(row, column) else { continue };
            of += 1;
            let Some(second) = read(row, other) else { continue };
            let days = (second.ms - first.ms).div_euclid(DAY_MS);
            let stretch = matches!(days.abs(), 6 | 7 | 27..=31 | 88..=92 | 363..=366)
                && second.ms != first.ms;
            later += usize::from(stretch && days > 0);
            earlier += usize::from(stretch && days < 0);
        }
        let stamp = match of > 0 {
            true if later * 10 >= of * 9 => Stamp::Start,
            true if earlier * 10 >= of * 9 => Stamp::End,
            _ => return None,
        };
        Some(Said { stamp, because: Because::Range(look.name.clone()) })
    })
}

/// Google Trends names weeks by their first day. Open, high, low and close: weeks of a market, named by their Monday (or the Sunday before it), or
/// by the Friday (or Saturday) on which they close.
fn of_tools(names: &[String], rows: &[Row], time: &TimePlan) -> Option<Said> {
    // `bitcoin: (Worldwide)`: weeks that begin on Sunday.
    if names.iter().skip(1).any(|name| name.contains(": (")) {
        return Some(Said {
            stamp: Stamp::Start,
            because: Because::Custom("Google Trends".into()),
        });
    }
    let has = |word: &str| names.iter().any(|name| lexicon::words(name).iter().any(|w| w == word));
    if !["open", "high", "low"].into_iter().all(has) || !(has("close") || has("price")) {
        return None;
    }
    let mut days = rows.iter().filter(|row| !row.excluded).take(50).filter_map(|row| {
        let at = time.read_with(&time.format, |column| Some(row.cell(column))).ok()?;
        Some(WeekStart::of(at.ms.div_euclid(DAY_MS)))
    });
    let first = days.next()?;
    if !days.all(|day| day == first) {
        return None;
    }
    let stamp = match first {
        WeekStart::Monday | WeekStart::Sunday => Stamp::Start,
        WeekStart::Friday | WeekStart::Saturday => Stamp::End,
        _ => return None,
    };
    Some(Said { stamp, because: Because::Ohlc })
}

/// More times than a source of weeks has.
const TIMES_MAX: usize = 20_000;

/// What a stamp stands for; `None` where there are no data, or more times than a source of weeks has.
pub fn step_of_data(data: &Data, time: Option<&Time>) -> Option<Step> {
    let told = time?.told();
    match data {
        Data::Nothing => None,
        Data::Measurements(values) => {
            let mut distinct = 1;
            let mut changes = values.times_ms.array_windows().filter(|[one, two]| one != two);
            while distinct < TIMES_MAX && changes.next().is_some() {
                distinct += 1;
            }
            (distinct < TIMES_MAX).then(|| step_of(&values.times_ms, told))
        }
        Data::Counts(counts) => step_of_counts(counts, told),
    }
}

/// Writes down what the stamps are, where they stand for a week or more and it was said, or is open.
pub fn tell(
    time: &mut Time,
    data: &Data,
    said: Option<&Said>,
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) {
    time.stamp = patch.stamp.or(said.map(|said| said.stamp));
    let told = time.told();
    let step = step_of_data(data, Some(time));
    let Some(span) = step.and_then(Step::span) else { return };
    let Some(stamp) = span.stamp.filter(|_| told.unit.is_none() || span.open) else { return };
    let because = match said {
        _ if patch.stamp.is_some() => Because::Override,
        _ if span.open => Because::EndOpen(span.period),
        Some(said) if said.stamp == stamp => said.because.clone(),
        _ => return,
    };
    evidence.push(Evidence {
        field: Topic::Stamp,
        chosen: stamp.name().to_owned(),
        because,
        alternatives: if span.open { vec![stamp.other().name().to_owned()] } else { Vec::new() },
    });
}

/// What a stamp of a source of events stands for; `None` where there are none.
///
/// Dates that are all on one weekday, or all on the first or the last of a month, are no dates of
/// single events: each row stands for its week, month, quarter or year.
pub fn step_of_counts(counts: &Counts, told: Told) -> Option<Step> {
    let (first, last) = counts.coverage_ms?;
    let per_day = DAY_MS / CELL_MS;
    let per_hour = HOUR_MS / CELL_MS;
    let all = |unit: i64| counts.total.iter().all(|(cell, _)| cell.rem_euclid(unit) == 0);
    let on_the_dot = |unit: i64| first.rem_euclid(unit) == 0 && last.rem_euclid(unit) == 0;
    if counts.total.is_empty() {
        return None;
    }
    if on_the_dot(DAY_MS) && all(per_day) {
        let days: Vec<i64> = counts.total.iter().map(|(cell, _)| cell * CELL_MS).collect();
        let coarse = step_of(&days, told).span().filter(|span| match span.period {
            Period::Week => span.week_start.is_some() && days.len() >= WEEKS_MIN,
            _ => told.unit.is_some() || (span.stamp.is_some() && days.len() >= MONTHS_MIN),
        });
        return Some(coarse.map_or(Step::Day { dates: true }, Step::Long));
    }
    let entries: usize = counts.by_group.iter().map(super::cells::Cells::len).sum();
    let hours = on_the_dot(HOUR_MS) && all(per_hour) && entries >= 20;
    Some(Step::Fine(if hours { HOUR_MS } else { 0 }))
}

/// Days on one weekday that are no chance: 7⁻⁷ for days of single events.
const WEEKS_MIN: usize = 8;
/// Days on the first (or the last) of a month that are no chance: 30⁻³.
const MONTHS_MIN: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_which_day() {
        use Stamp::{End, Start};
        let cases = [
            (
                Some(End),
                "Week Ending|week_end|weekEnding|W/E|w/e date|WE|WeekEnd|wk_ending|week ended|Period End|\
                 end_date|to|until|Woche bis|bis|KW Ende|Wochenende|fin de semana|fecha fin|semana hasta|\
                 semaine se terminant le|semaine au|date de fin|settimana al|fine settimana|data fine|\
                 fim da semana|até|week tot|t/m|einddatum week eindigend|tydzień do|koniec tygodnia|\
                 неделя по|конец недели|Неделя, заканчивающаяся|Week Closing|終了日|週（終了日）|週末日|期間終了|〜まで|周末|截至日期|结束日期|종료일|주 마감|hafta sonu|\
                 settimana terminata il|settimana che finisce il|vecka som slutar|veckan avslutas|uge slutter|týden končící|konec týdne|hét vége|тиждень закінчується|\
                 uke slutt|viikko päättyy|end of week|Week ending (Sunday)",
            ),
            (
                Some(Start),
                "week_start|Week Beginning|week commencing|W/C|w/b|Week of|from|start_date|Woche ab|vom|\
                 Wochenbeginn|semana desde|inicio de semana|semaine du|début de semaine|settimana dal|\
                 week vanaf|tydzień od|начало недели|週開始日|開始|起始日期|시작일|start of week|week from - to|som_date|\
                 week (UTC)|week (Asia/Tokyo)",
            ),
            (
                None,
                "date|week|week (Sunday)|Data do registro|date du rapport|datum van publicatie|last_updated|Дата по Москве|Woche|週|datum|semana|неделя|time|month|observation_date",
            ),
        ];
        for (expected, names) in cases {
            for name in names.split('|') {
                assert_eq!(of_name(name), expected, "{name}");
            }
        }
    }
}
