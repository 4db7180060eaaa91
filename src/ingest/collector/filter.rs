//! The conditions of a filter, made ready for many rows. What holds is said in
//! [`filter`](crate::ingest::filter).

use crate::ingest::{
    filter::{Condition, Op},
    number::Form,
    records::Record,
    schema::Schema,
};

/// A condition made ready for many rows.
#[derive(Clone, Debug)]
struct Test {
    column: usize,
    op: Op,
    /// In lower case.
    text: String,
    number: Option<f64>,
    form: Form,
}

/// Conditions, all of which must hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Filters {
    tests: Vec<Test>,
}

impl Filters {
    /// Of a file's columns.
    pub(super) fn new(conditions: &[Condition], schema: &Schema) -> Filters {
        let test = |condition: &Condition| {
            let form = schema.forms.get(condition.column).cloned();
            let form = form.unwrap_or_else(|| schema.style.into());
            Test {
                column: condition.column,
                op: condition.op,
                text: condition.value.trim().to_lowercase(),
                number: condition.number(&schema.columns, &form),
                form,
            }
        };
        Filters { tests: conditions.iter().map(test).collect() }
    }

    /// Whether a row is kept.
    pub(super) fn holds(&self, record: &Record<'_>) -> bool {
        self.tests.iter().all(|test| test.holds(record.get(test.column).unwrap_or_default()))
    }
}

impl Test {
    fn holds(&self, cell: &[u8]) -> bool {
        match self.op {
            Op::Is => self.is(cell),
            Op::IsNot => !self.is(cell),
            Op::Contains => lower(cell, |cell| cell.contains(&self.text)),
            Op::AtLeast => self.compares(cell, |cell, bound| cell >= bound),
            Op::AtMost => self.compares(cell, |cell, bound| cell <= bound),
        }
    }

    fn is(&self, cell: &[u8]) -> bool {
        let cell = cell.trim_ascii();
        match (self.number, self.number.and_then(|_| self.form.number(cell))) {
            (Some(wanted), Some(number)) => wanted == number,
            _ => lower(cell, |cell| cell.trim() == self.text),
        }
    }

    fn compares(&self, cell: &[u8], holds: fn(f64, f64) -> bool) -> bool {
        self.number
            .zip(self.form.number(cell.trim_ascii()))
            .is_some_and(|(bound, number)| holds(number, bound))
    }
}

/// What `of` says of a cell in lower case.
fn lower(cell: &[u8], of: impl Fn(&str) -> bool) -> bool {
    of(&String::from_utf8_lossy(cell).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{
        number::Style,
        source::{Column, ColumnRole},
    };

    fn holds(op: Op, value: &str, cell: &str, style: Style, role: ColumnRole) -> bool {
        let columns = [Column { name: "c".into(), index: 0, role, unit: None }];
        let condition = Condition { column: 0, op, value: value.into() };
        let form = Form::from(style);
        let number = condition.number(&columns, &form);
        let text = value.to_lowercase();
        Test { column: 0, op, text, number, form }.holds(cell.as_bytes())
    }

    #[test]
    fn conditions_by_table() {
        use Op::{AtLeast, AtMost, Contains, Is, IsNot};
        for (op, value, cell, numbers, want) in [
            (Is, "Blocked", " blocked ", false, true),
            (Is, "Blocked", "unblocked", false, false),
            (IsNot, "SMB scan", "smb SCAN", false, false),
            (IsNot, "SMB scan", "", false, true),
            (Is, "", " ", false, true),
            (IsNot, "", "x", false, true),
            (Contains, "ÜBER", "hinüber", false, true),
            (Contains, "smb", "ftp", false, false),
            (Is, "5", "5.00", true, true),
            (Is, "7", "007", false, false),
            (IsNot, "5", "n/a", true, true),
            (AtLeast, "1,000", "1000", true, true),
            (AtLeast, "9", "10", false, true),
            (AtLeast, "9", "", true, false),
            (AtMost, "9", "ten", true, false),
            (AtMost, "9.5", "9.5", true, true),
        ] {
            let role = if numbers { ColumnRole::Value } else { ColumnRole::Text };
            let got = holds(op, value, cell, Style::POINT, role);
            assert_eq!(got, want, "{cell:?} {op:?} {value:?}");
        }
        // In the file's own form: a thousand and a half, not one and a half.
        let comma = |value, cell| holds(AtLeast, value, cell, Style::COMMA, ColumnRole::Value);
        assert!(comma("1.000,5", "1.000,5") && !comma("1.000,5", "999,9"));
        assert!(comma("1,5", "1,75") && !comma("1,75", "1,5"));
    }
}
