//! A large file in parts, each read by itself, joined as if it had been read in one go.
//!
//! A part begins anywhere, perhaps inside quotes. Its reader looks for the first record that
//! begins at the same place whether the cut was inside quotes or not, and counts from there; the
//! bytes before it are its *prefix*. The join gives the prefix to the reader of the parts before.
//! Only if that one then stands between two records is the part's count added: then reading on
//! would have met the very same records. Otherwise (a cell of a megabyte, a file whose lines end
//! in CR, another table's rows) the caller reads the part's bytes again, in order. So what comes
//! out never depends on the number of parts; only the time it takes does.

use super::collector::{Collector, Gathered};
use super::delimited::{Delimited, Separators, Tail};
use super::edges::EDGE_BYTES;
use super::encoding::Encoding;
use super::packed::{Packed, Unpack};
use super::plan::Plan;
use super::records::RecordSource;
use super::source::{Layout, Role};
use std::ops::Range;

/// Bytes in which a part's first record is looked for, first and at last.
const WINDOWS: [usize; 3] = [16 << 10, 128 << 10, 1 << 20];

/// The ranges of a file in `parts` parts of equal size.
pub fn ranges(bytes: u64, parts: u32) -> Vec<Range<u64>> {
    let parts = u64::from(parts.max(1));
    let step = bytes.div_ceil(parts).max(1);
    let cut = |part: u64| part.saturating_mul(step).min(bytes);
    (0..parts).map(|part| cut(part)..cut(part.saturating_add(1))).collect()
}

impl Plan {
    /// Whether parts of the file can be read by themselves: events in delimited UTF-8 text.
    pub fn can_be_split(&self) -> bool {
        self.refusal.is_none()
            && self.records.is_none()
            && self.layout == Layout::Delimited
            && self.encoding == Encoding::Utf8
            && !self.passed.any()
            && self.schema.as_ref().is_some_and(|schema| {
                // The zone of a row may hang on the row before.
                let zones = schema.time.as_ref().is_some_and(|time| time.zone.column.is_some());
                schema.role == Role::Events && !zones
            })
    }
}

/// Reads one part that is not the first.
pub struct PartReader {
    separators: Separators,
    /// Bytes before the first record; all bytes so far while that is not found.
    prefix: Vec<u8>,
    found: bool,
    tried: usize,
    source: Delimited,
    collector: Collector,
}

/// What a part gave.
#[derive(Clone, Debug)]
pub struct Part {
    /// The bytes before its first record.
    pub prefix: Vec<u8>,
    /// What is open at its end.
    pub tail: Tail,
    /// Its counts.
    pub gathered: Gathered,
}

impl PartReader {
    /// A reader at the part's first byte.
    pub fn new(plan: &Plan) -> PartReader {
        PartReader {
            separators: plan.separators,
            prefix: Vec::new(),
            found: false,
            tried: 0,
            source: Delimited::new(plan.separators, 0),
            collector: Collector::of_part(plan),
        }
    }

    /// How many bytes of the file lie behind the next piece: far from its end, last rows need not
    /// be kept.
    pub fn before_end(&mut self, bytes: u64) {
        self.collector.set_near_end(bytes <= EDGE_BYTES);
    }

    /// Takes the next piece; `false` once it is clear that the part cannot be read by itself.
    pub fn push(&mut self, piece: &[u8]) -> bool {
        if self.found {
            self.source.push_to(piece, &mut self.collector);
            return true;
        }
        let mut rest = piece;
        while let Some(&window) = WINDOWS.get(self.tried) {
            let missing = window.saturating_sub(self.prefix.len());
            let Some((next, behind)) = rest.split_at_checked(missing) else {
                self.prefix.extend_from_slice(rest);
                return true;
            };
            self.prefix.extend_from_slice(next);
            rest = behind;
            self.tried = self.tried.saturating_add(1);
            if self.look() {
                self.source.push_to(rest, &mut self.collector);
                return true;
            }
        }
        false
    }

    /// Looks for the first record in the bytes so far, and reads on from it.
    fn look(&mut self) -> bool {
        if let Some(first) = first_record(self.separators, &self.prefix) {
            let rest = self.prefix.split_off(first);
            self.found = true;
            self.source.push_to(&rest, &mut self.collector);
        }
        self.found
    }

    /// Rows so far.
    pub fn rows(&self) -> u64 {
        self.collector.rows.read
    }

    /// Takes the end of the part; `None` where it could not be read by itself.
    pub fn finish(mut self) -> Option<Part> {
        if !self.found && (self.tried == WINDOWS.len() || !self.look()) {
            return None;
        }
        let tail = self.source.tail();
        Some(Part { prefix: self.prefix, tail, gathered: self.collector.gathered()? })
    }
}

/// Where the first record begins that is one whether quotes were open before `text` or not; where
/// there are no quotes, the first of all.
fn first_record(separators: Separators, text: &[u8]) -> Option<usize> {
    let starts = |before: &[u8]| {
        let mut starts = Vec::new();
        let mut source = Delimited::new(separators, 0);
        let mut each = |record: super::records::Record<'_>| {
            starts.extend((record.byte as usize).checked_sub(before.len()));
        };
        source.push(before, &mut each);
        source.push(text, &mut each);
        // What begins with the text has begun before it.
        starts.retain(|start| *start > 0);
        starts
    };
    let outside = starts(&[]);
    let Some(quote) = separators.quote else { return outside.first().copied() };
    if !text.contains(&quote) {
        return outside.first().copied();
    }
    let inside = starts(&[quote]);
    outside.into_iter().find(|start| inside.binary_search(start).is_ok())
}

impl Part {
    /// The part as numbers and bytes.
    pub fn pack(self) -> Packed {
        let mut to = Packed::default();
        to.text(&self.prefix);
        to.text(&self.tail.pending);
        let Tail { line, byte, padding, usual_width, .. } = self.tail;
        to.counts([line, byte, padding, usual_width]);
        to.number(self.tail.skipping.into());
        to.number(self.tail.after_cr.into());
        self.gathered.pack(&mut to);
        to
    }

    /// What [`Part::pack`] packed, read with the same plan.
    pub fn unpack(packed: &Packed) -> Option<Part> {
        let mut from = Unpack::of(packed);
        let prefix = from.text()?.to_vec();
        let tail = Tail {
            pending: from.text()?.to_vec(),
            line: from.count()?,
            byte: from.count()?,
            padding: from.count()?,
            usual_width: from.count()?,
            skipping: from.flag()?,
            after_cr: from.flag()?,
        };
        let gathered = Gathered::unpack(&mut from)?;
        (from.is_empty()).then_some(Part { prefix, tail, gathered })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::collector::hot_tests::{plan_of, plans, texts};
    use crate::ingest::overrides::SourcePatch;
    use crate::ingest::plan::Outcome;
    use crate::ingest::reader::Reader;
    use proptest::prelude::*;

    fn end(reader: Reader) -> String {
        match reader.finish() {
            Outcome::Done(reading) => format!("{reading:?}"),
            Outcome::Reopen(plan) => format!("{plan:?}"),
        }
    }

    fn whole(plan: &Plan, text: &[u8]) -> String {
        let mut reader = Reader::new(plan.clone());
        reader.without_hot_loop();
        reader.push(text);
        end(reader)
    }

    /// The same in parts; also how many of them had to be read again.
    fn in_parts(plan: &Plan, text: &[u8], cuts: &[usize]) -> (String, usize) {
        let mut bounds = vec![0];
        bounds.extend(cuts);
        bounds.push(text.len());
        bounds.sort_unstable();
        let mut reader = Reader::new(plan.clone());
        reader.push(&text[..bounds[1]]);
        let mut again = 0;
        for pair in bounds[1..].windows(2) {
            let bytes = &text[pair[0]..pair[1]];
            let mut part = PartReader::new(plan);
            part.push(bytes);
            let part = part.finish();
            let sent = part.as_ref().cloned().map(Part::pack);
            let part = sent.map(|packed| Part::unpack(&packed).unwrap());
            let from = part.as_ref().map_or(0, |part| part.prefix.len());
            if !part.is_some_and(|part| reader.join(part)) {
                again += 1;
                reader.push(&bytes[from..]);
            }
        }
        (end(reader), again)
    }

    #[test]
    fn ranges_cover_the_file() {
        assert_eq!(ranges(10, 3), [0..4, 4..8, 8..10]);
        assert_eq!(ranges(10, 1).first(), Some(&(0..10)));
        assert_eq!(ranges(2, 4), [0..1, 1..2, 2..2, 2..2]);
        assert_eq!(ranges(0, 2), [0..0, 0..0]);
    }

    #[test]
    fn a_file_is_joined_whatever_the_cut() {
        let plan = &plans()[0];
        let mut text = "time,host,rule,count,text\n".to_owned();
        for row in 0..40 {
            let cell = ["plain", "\"a, b\"", "\"two\nlines, \"\"and\"\" more\"", "\"日本,\r\n語\""]
                [row % 4];
            text += &format!("2021-07-14 10:{row:02}:00,h1,rule {},{row},{cell}\n", row % 5);
        }
        let want = whole(plan, text.as_bytes());
        let mut joined = 0;
        for cut in 0..=text.len() {
            let (got, again) = in_parts(plan, text.as_bytes(), &[cut]);
            assert_eq!(got, want, "cut at {cut}");
            joined += usize::from(again == 0);
        }
        // All but the cuts before the first row and near the end.
        assert!(joined * 10 > text.len() * 9, "{joined} of {}", text.len());
    }

    #[test]
    fn years_and_problems_go_on_over_the_cut() {
        let plan = plan_of(
            "time,rule,n",
            "07/14-10:00:00,GROUP,TIME",
            &SourcePatch {
                time_column: Some(0),
                group_column: Some(Some(1)),
                ..SourcePatch::default()
            },
        );
        let mut text = "time,rule,n\n".to_owned();
        for row in 0..60 {
            text += &format!("{:02}/14-10:00:00,a,1\n", (row * 5) % 12 + 1);
            if row % 7 == 0 {
                text += "no time,b,2\n";
            }
        }
        let want = whole(&plan, text.as_bytes());
        for cut in (0..text.len()).step_by(5) {
            let (got, _) = in_parts(&plan, text.as_bytes(), &[cut, cut * 2 / 3]);
            assert_eq!(got, want, "cut at {cut}");
        }
    }

    #[test]
    fn what_does_not_fit_is_no_part() {
        let plan = &plans()[0];
        let mut part = PartReader::new(plan);
        part.push(b"x\n2021-07-14 10:00:00,h1,alpha,1,text\n2021-02-31,h1,b,1,x\n2021");
        let packed = part.finish().unwrap().pack();
        assert!(Part::unpack(&packed).is_some());
        for at in 0..packed.numbers.len() {
            let mut fewer = packed.clone();
            fewer.numbers.remove(at);
            // May be read as something else, but never panics.
            let _ = Part::unpack(&fewer);
            fewer.numbers.truncate(at);
            assert!(Part::unpack(&fewer).is_none(), "cut at {at}");
        }
    }

    proptest! {
        #[test]
        fn any_number_of_parts_gives_the_same(
            text in texts(),
            which in 0usize..7,
            cuts in proptest::collection::vec(any::<prop::sample::Index>(), 1..6),
        ) {
            let plan = &plans()[which];
            let cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
            let (got, _) = in_parts(plan, &text, &cuts);
            prop_assert_eq!(got, whole(plan, &text));
        }
    }
}
