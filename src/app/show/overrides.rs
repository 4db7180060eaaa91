//! The form of a card: what can be overridden in how its file was read, each with its value now.

use super::{controls::zone_choices, groups::lines};
use crate::{
    app::{
        source::SourceState,
        view::{Choice, Override},
    },
    calendar::step::{Stamp, Step},
    ingest::{
        encoding::Encoding,
        overrides::{Count, SourcePatch},
        source::{Clock, Column, ColumnRole, Found, Layout, Role, Status},
        topic::OverrideField,
        topic::Topic,
    },
    kit::language::{Bilingual, Language},
    text::card as text,
};

/// Columns offered in a list; a file of two hundred columns is not read in a menu.
const COLUMNS_SHOWN: usize = 250;

/// The fields that make sense for a file, in the order of [`OverrideField::ALL`].
pub fn overrides(found: &Found, source: &SourceState, language: Language) -> Vec<Override> {
    if matches!(found.status, Status::Failed(_) | Status::Cancelled) {
        return Vec::new();
    }
    let form = Form { found, patch: &source.patch, step: source.step, language };
    let shown = |field| {
        let shown = form.field(field)?;
        let complaint = source.complaint.as_ref().filter(|error| error.field == field);
        let rows = &found.rows;
        let nothing = field == OverrideField::Filter && rows.used == 0 && rows.filtered > 0;
        let message = complaint.map(text::override_error);
        let message = message.or_else(|| nothing.then(|| text::kept_none(rows.filtered)));
        Some(Override {
            field,
            label: form.say(text::field(field)),
            value: shown.value,
            choices: shown.choices,
            multiple: field == OverrideField::ValueColumns,
            set: shown.set,
            message: message.map(|words| form.say(words)),
        })
    };
    OverrideField::ALL.into_iter().filter_map(shown).collect()
}

/// What a field shows.
struct Shown {
    /// Whether the user set it.
    set: bool,
    value: String,
    /// Empty for free text.
    choices: Vec<Choice>,
}

/// A source's form.
struct Form<'a> {
    found: &'a Found,
    patch: &'a SourcePatch,
    step: Option<Step>,
    language: Language,
}

impl Form<'_> {
    fn say(&self, words: Bilingual) -> String {
        words.take(self.language)
    }

    /// `None` where the field makes no sense for this file.
    fn field(&self, field: OverrideField) -> Option<Shown> {
        match field {
            OverrideField::Encoding => self.encoding(),
            OverrideField::Delimiter => self.delimiter(),
            OverrideField::HeaderLine => self.header_line(),
            OverrideField::Decimal => self.decimal(),
            OverrideField::TimeColumn => self.time_column(),
            OverrideField::TimeFormat => {
                let value = self.found.time.as_ref()?.format.clone();
                free(self.patch.time_format.is_some(), value)
            }
            OverrideField::Zone => self.zone(),
            OverrideField::Stamp => self.stamp(),
            OverrideField::Year => self.year(),
            OverrideField::Role => self.role(),
            OverrideField::ValueColumns => self.value_columns(),
            OverrideField::GroupColumn => self.group_column(),
            OverrideField::KeyColumn => self.key_column(),
            OverrideField::Count => self.count(),
            OverrideField::Filter => {
                let lines = lines(&self.patch.conditions());
                free(!lines.is_empty(), lines)
            }
            OverrideField::Missing => {
                let missing = self.patch.missing.as_ref().filter(|_| !self.is_events());
                let value = missing.map(|missing| missing.join("; "));
                (!self.is_events()).then(|| free(value.is_some(), value.unwrap_or_default()))?
            }
        }
    }

    fn is_delimited(&self) -> bool {
        self.found.layout.is_none_or(|layout| layout == Layout::Delimited)
    }

    /// Whether the file states the types of its cells: nothing is to be said of how they are written.
    fn is_typed(&self) -> bool {
        matches!(self.found.layout, Some(Layout::Workbook | Layout::Parquet))
    }

    fn is_events(&self) -> bool {
        self.found.role == Some(Role::Events)
    }

    fn encoding(&self) -> Option<Shown> {
        let value = self.found.dialect.as_ref().filter(|_| !self.is_typed())?.encoding.clone();
        let choices = Encoding::ALL
            .iter()
            .map(|known| choice(known.name().to_owned(), text::encoding(known.name()), &value))
            .collect();
        Some(Shown { set: self.patch.encoding.is_some(), value, choices })
    }

    fn delimiter(&self) -> Option<Shown> {
        let dialect = self.found.dialect.as_ref().filter(|_| self.is_delimited())?;
        let value = dialect.delimiter.clone().unwrap_or_default();
        let choices = [",", ";", "\t", "|"]
            .iter()
            .map(|mark| choice((*mark).to_owned(), self.say(text::delimiter(mark)), &value))
            .collect();
        Some(Shown { set: self.patch.delimiter.is_some(), value, choices })
    }

    fn header_line(&self) -> Option<Shown> {
        let lines = self.is_delimited() || self.found.layout == Some(Layout::Workbook);
        let line = self.found.dialect.as_ref().filter(|_| lines)?.header_line;
        let value = line.map(|line| line.to_string()).unwrap_or_default();
        free(self.patch.header_line.is_some(), value)
    }

    fn decimal(&self) -> Option<Shown> {
        let value = self.found.dialect.as_ref().filter(|_| !self.is_typed())?.decimal.to_string();
        let choices = ['.', ',']
            .into_iter()
            .map(|mark| choice(mark.to_string(), self.say(text::decimal(mark)), &value))
            .collect();
        Some(Shown { set: self.patch.decimal.is_some(), value, choices })
    }

    fn time_column(&self) -> Option<Shown> {
        let time = self.found.time.as_ref();
        let value = index_text(time.and_then(|time| time.column_index.first().copied()));
        let choices = of_columns(self.found.columns.iter(), &value);
        (!choices.is_empty()).then_some(Shown {
            set: self.patch.time_column.is_some(),
            value,
            choices,
        })
    }

    fn zone(&self) -> Option<Shown> {
        // Instants have their zone, unless they could be the midnights of another.
        let told = || self.found.evidence.iter().any(|evidence| evidence.field == Topic::Zone);
        let time = self.found.time.as_ref().filter(|time| time.clock == Clock::Local || told())?;
        let choices = zone_choices(&time.zone);
        Some(Shown { set: self.patch.zone.is_some(), value: time.zone.clone(), choices })
    }

    /// Where stamps stand for a week or more, and can be either day of it.
    fn stamp(&self) -> Option<Shown> {
        let span = self.step?.span().filter(|span| span.stamp.is_some() || span.open)?;
        let value = span.stamp.map(Stamp::name).unwrap_or_default();
        let choices = Stamp::ALL
            .into_iter()
            .map(|stamp| choice(stamp.name().to_owned(), self.say(text::stamp(stamp)), value))
            .collect();
        Some(Shown { set: self.patch.stamp.is_some(), value: value.to_owned(), choices })
    }

    fn year(&self) -> Option<Shown> {
        let time = self.found.time.as_ref();
        if let Some(year) = self.patch.year {
            return free(true, year.to_string());
        }
        let last = time.filter(|time| time.year_inferred)?.last_ms;
        let year = last.map(|ms| crate::calendar::civil::Civil::from_ms(ms).year.to_string());
        free(false, year.unwrap_or_default())
    }

    fn role(&self) -> Option<Shown> {
        let value = self.found.role.map(Role::name).unwrap_or_default().to_owned();
        let choices = Role::ALL
            .into_iter()
            .map(|role| choice(role.name().to_owned(), self.say(text::role(role)), &value))
            .collect();
        Some(Shown { set: self.patch.role.is_some(), value, choices })
    }

    fn value_columns(&self) -> Option<Shown> {
        if self.is_events() {
            return None;
        }
        let stated = self.patch.value_columns.clone();
        let chosen: Vec<usize> =
            stated.unwrap_or_else(|| self.found.value_column.into_iter().collect());
        let mut choices = of_columns(self.numbers(), "");
        for entry in &mut choices {
            entry.selected = entry.value.parse().is_ok_and(|index: usize| chosen.contains(&index));
        }
        let value = chosen.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
        (!choices.is_empty()).then_some(Shown {
            set: self.patch.value_columns.is_some(),
            value,
            choices,
        })
    }

    fn group_column(&self) -> Option<Shown> {
        self.is_events().then(|| self.one_of_texts(self.patch.group_column))
    }

    fn key_column(&self) -> Option<Shown> {
        let long = self.found.role == Some(Role::LongSeries) || self.patch.key_column.is_some();
        long.then(|| {
            // That there is none does not say which it would be.
            let stated = self.patch.key_column.flatten().map(Some);
            Shown { set: self.patch.key_column.is_some(), ..self.one_of_texts(stated) }
        })
    }

    /// One of the columns of texts, or none of them.
    fn one_of_texts(&self, stated: Option<Option<usize>>) -> Shown {
        let columns = || self.found.columns.iter();
        let group = columns().find(|column| column.role == ColumnRole::Group);
        let value = index_text(stated.unwrap_or_else(|| group.map(|column| column.index)));
        let texts =
            columns().filter(|column| matches!(column.role, ColumnRole::Group | ColumnRole::Text));
        let mut choices = of_columns(texts, &value);
        choices.insert(0, choice(String::new(), self.say(text::none()), &value));
        Shown { set: stated.is_some(), value, choices }
    }

    fn count(&self) -> Option<Shown> {
        if !self.is_events() {
            return None;
        }
        let rows = || "rows".to_owned();
        let value = match self.patch.count {
            Some(Count::Rows) => rows(),
            Some(Count::Column(index)) => index.to_string(),
            None => self.counted().map_or_else(rows, |column| column.index.to_string()),
        };
        let mut choices = vec![choice(rows(), self.say(text::count_rows()), &value)];
        choices.extend(self.numbers().take(COLUMNS_SHOWN).map(|column| {
            choice(column.index.to_string(), self.say(text::sum_of(&column.name)), &value)
        }));
        Some(Shown { set: self.patch.count.is_some(), value, choices })
    }

    /// The column that the reader decided to sum.
    fn counted(&self) -> Option<&Column> {
        let evidence =
            self.found.evidence.iter().find(|evidence| evidence.field == Topic::Count)?;
        let is_chosen = |column: &&Column| {
            column.name == evidence.chosen || column.index.to_string() == evidence.chosen
        };
        self.found.columns.iter().find(is_chosen)
    }

    fn numbers(&self) -> impl Iterator<Item = &Column> {
        let is_number =
            |column: &&Column| matches!(column.role, ColumnRole::Value | ColumnRole::Count);
        self.found.columns.iter().filter(is_number)
    }
}

fn free(set: bool, value: String) -> Option<Shown> {
    Some(Shown { set, value, choices: Vec::new() })
}

fn choice(value: String, label: String, present: &str) -> Choice {
    Choice { selected: value == present, value, label, disabled: None }
}

fn of_columns<'c>(columns: impl Iterator<Item = &'c Column>, present: &str) -> Vec<Choice> {
    columns
        .take(COLUMNS_SHOWN)
        .map(|column| choice(column.index.to_string(), column.name.clone(), present))
        .collect()
}

fn index_text(index: Option<usize>) -> String {
    index.map(|index| index.to_string()).unwrap_or_default()
}
