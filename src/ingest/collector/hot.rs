//! The hot loop: plain rows of events, counted where they stand.
//!
//! A row is plain if its quotes open at the start of a cell and close at its end, and if it has
//! no line end, NUL or escape inside. Such rows are cut by the masks of [`scan`], and of their
//! cells only the time, the group and the count are looked at; nothing is copied. At the first
//! row that is anything else, or that cannot be counted, the loop stops in front of it: the
//! tokenizer and the collector's `record` take that one, and tell all there is to tell. So both ways
//! give the same, and a test holds them against each other.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a piece, counts of rows in 64 bits, and bits of a mask that is not nought"
)]

use super::Collector;
use crate::ingest::delimited::{RECORD_MAX, Separators};
use crate::ingest::number::Style;
use crate::ingest::overrides::Count;
use crate::ingest::plan::Plan;
use crate::ingest::records::FastPath;
use crate::ingest::scan::{self, BLOCK, Marks};
use crate::ingest::source::Role;
use crate::ingest::timestamp::Instant;

/// Columns beyond this are not counted by the hot loop.
const COLUMNS_MAX: usize = 64;

/// Where the cells that count are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hot {
    marks: Marks,
    comment: Option<u8>,
    time: usize,
    group: Option<usize>,
    count: Option<(usize, Style)>,
    /// The last of these columns.
    last: usize,
}

impl Hot {
    /// The hot loop of a plan, where there is one.
    pub(super) fn of(plan: &Plan) -> Option<Hot> {
        let schema = plan.schema.as_ref()?;
        let time = schema.time.as_ref()?;
        let [column] = *time.columns.as_slice() else { return None };
        let Separators { delimiter, quote, backslash, comment, .. } = plan.separators;
        let plain = plan.records.is_none()
            && schema.role == Role::Events
            && time.is_one_cell()
            && time.zone.column.is_none()
            && plan.patch.conditions().is_empty()
            && delimiter.is_ascii()
            && ![b'\n', b'\r', 0].contains(&delimiter)
            && quote != Some(delimiter);
        let count = match schema.count {
            Count::Rows => None,
            Count::Column(column) => Some((column, schema.style_of(column))),
        };
        let last = column.max(schema.group.unwrap_or(0)).max(count.map_or(0, |count| count.0));
        (plain && last < COLUMNS_MAX).then_some(Hot {
            marks: Marks { delimiter, quote, odd: backslash.then_some(b'\\') },
            comment,
            time: column,
            group: schema.group,
            count,
            last,
        })
    }
}

/// The cells of a plain row.
struct Row<'a> {
    bytes: &'a [u8],
    quote: Option<u8>,
    start: usize,
    /// Delimiters behind the cells, as far as they were needed.
    ends: &'a [usize; COLUMNS_MAX],
    /// Whether it has quotes side by side: inside a cell they always are.
    doubled: bool,
}

impl<'a> Row<'a> {
    /// A cell without its quotes; `None` where it has to be rewritten first.
    #[inline(always)]
    fn cell(&self, column: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(column)?;
        let start = match column.checked_sub(1) {
            None => self.start,
            Some(before) => *self.ends.get(before)? + 1,
        };
        let cell = self.bytes.get(start..end)?;
        match (self.quote, cell) {
            (Some(quote), [first, inner @ .., _]) if *first == quote => {
                (!self.doubled || !inner.contains(&quote)).then_some(inner)
            }
            _ => Some(cell),
        }
    }
}

#[inline(never)]
fn is_text(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok()
}

impl Collector {
    /// Counts plain rows from the start of `bytes`, which is the start of a record.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub(super) fn plain_rows(&mut self, bytes: &[u8]) -> FastPath {
        let mut taken = FastPath::default();
        // What comes out at the file's end may have been cut short, which is not looked for here.
        let Some(hot) = self.hot.filter(|_| !self.foreign && !self.titled && !self.ending) else {
            return taken;
        };
        let quote = hot.marks.quote;
        let mut ends = [0usize; COLUMNS_MAX];
        // Delimiters met in the row that starts at `start`.
        let mut cells = 0;
        let mut start = 0;
        // Carried from block to block: all ones inside quotes; whether the byte before was a
        // quote, a structural byte, a closing quote, a carriage return.
        let mut open = 0u64;
        let (mut quote_before, mut mark_before, mut close_before, mut cr_before) = (0, 1, 0, 0);
        // Whether the open row has bytes beyond ASCII in the blocks before.
        let mut wide_before = false;
        // The same of quotes side by side.
        let mut doubled_before = false;
        for (at, block) in bytes.as_chunks::<BLOCK>().0.iter().enumerate() {
            let at = at * BLOCK;
            let found = scan::masks(block, &hot.marks);
            let mut odd = found.odd;
            let mut wide = found.wide;
            let mut doubled = 0;
            let (mut delimiters, mut lines) = (found.delimiter, found.lf);
            if found.quote | open | close_before != 0 {
                let inside = scan::inside(found.quote) ^ open;
                let outside = !inside;
                let marks = (delimiters | lines | found.cr) & outside;
                let opening = found.quote & inside;
                let closing = found.quote & outside;
                doubled = found.quote & (found.quote << 1 | quote_before);
                // A quote opens after a mark or a quote, and closes before one.
                odd |= opening & !((marks << 1 | mark_before) | (found.quote << 1 | quote_before));
                odd |= (closing << 1 | close_before) & !(marks | found.quote);
                odd |= (lines | found.cr) & inside;
                delimiters &= outside;
                lines &= outside;
                open = ((inside as i64) >> 63) as u64;
                quote_before = found.quote >> 63;
                close_before = closing >> 63;
                mark_before = marks >> 63;
            } else {
                quote_before = 0;
                mark_before = (delimiters | lines | found.cr) >> 63;
            }
            if found.cr | cr_before != 0 {
                odd |= (found.cr << 1 | cr_before) & !found.lf;
                cr_before = found.cr >> 63;
            }
            if odd != 0 {
                // Rows that end before the first odd byte are plain still.
                let before = (odd & odd.wrapping_neg()) - 1;
                delimiters &= before;
                lines &= before;
            }
            loop {
                if cells <= hot.last {
                    let marks = delimiters | lines;
                    if marks == 0 {
                        break;
                    }
                    let bit = marks & marks.wrapping_neg();
                    if delimiters & bit != 0 {
                        if let Some(end) = ends.get_mut(cells) {
                            *end = at + bit.trailing_zeros() as usize;
                        }
                        cells += 1;
                        delimiters ^= bit;
                        continue;
                    }
                }
                if lines == 0 {
                    break;
                }
                let bit = lines & lines.wrapping_neg();
                let end = at + bit.trailing_zeros() as usize;
                let cr = end > start && matches!(bytes.get(end - 1), Some(b'\r'));
                let text_end = end - usize::from(cr);
                if text_end > start {
                    if cells == hot.last
                        && let Some(last) = ends.get_mut(cells)
                    {
                        *last = text_end;
                        cells += 1;
                    }
                    let doubled = doubled_before || doubled & (bit - 1) != 0;
                    let row = Row { bytes, quote, start, ends: &ends, doubled };
                    let foreign = wide_before || wide & (bit - 1) != 0;
                    let plain = cells > hot.last
                        && end - start < RECORD_MAX
                        // Bytes that are no text are told.
                        && (!foreign || bytes.get(start..end).is_some_and(is_text))
                        && (hot.comment.is_none() || bytes.get(start) != hot.comment.as_ref());
                    if !plain || self.plain_row(&hot, &row).is_none() {
                        return taken;
                    }
                    taken.last_row = start..text_end;
                }
                taken.lines += 1;
                start = end + 1;
                taken.bytes = start;
                cells = 0;
                lines ^= bit;
                // Those of the row that has ended.
                delimiters &= !(bit - 1);
                wide &= !(bit - 1);
                wide_before = false;
                doubled &= !(bit - 1);
                doubled_before = false;
            }
            wide_before |= wide != 0;
            doubled_before |= doubled != 0;
            if odd != 0 {
                return taken;
            }
        }
        taken
    }

    /// Counts one row; `None` (and nothing is counted) where it is not an ordinary one.
    #[inline(always)]
    fn plain_row(&mut self, hot: &Hot, row: &Row<'_>) -> Option<()> {
        let group = match hot.group {
            Some(group) => match row.cell(group)? {
                // No blank is as far back in ASCII.
                cell @ [b'!'..=u8::MAX, .., b'!'..=u8::MAX] => cell,
                cell => cell.trim_ascii(),
            },
            None => &[],
        };
        let amount = match hot.count {
            Some((column, style)) => Some(style.parse(row.cell(column)?).ok()??),
            None => None,
        };
        let cell = row.cell(hot.time)?;
        let instant = self.time_parser.read_cell(cell).ok()?;
        self.rows.used += 1;
        let at = self.timed(instant);
        match amount {
            None => self.tally.row(at, group),
            Some(amount) => self.tally.amount(at, group, amount),
        }
        self.came_again(at, group, amount.unwrap_or(1.0));
        Some(())
    }

    /// Takes the time of a row that has one: the account, the order, the coverage.
    #[inline(always)]
    pub(super) fn timed(&mut self, instant: Instant) -> i64 {
        self.rows.read += 1;
        self.rows.with_time += 1;
        match (self.offset, instant.offset_min) {
            (Some(Some(before)), Some(now)) if before == now => {}
            (Some(None), None) => {}
            (before, now) => {
                self.offsets_differ |= before.is_some();
                self.offset = before.or(Some(now));
            }
        }
        let at = match &mut self.years {
            Some(years) => years.place(instant.ms),
            None => instant.ms,
        };
        match &mut self.span {
            Some(span) => {
                if self.turns.against(span.before, at) {
                    self.turns.turn(span.before, at);
                }
                span.rises += u64::from(at > span.before);
                span.falls += u64::from(at < span.before);
                span.before = at;
                span.first = span.first.min(at);
                span.last = span.last.max(at);
            }
            None => self.span = Some(super::Span::of(at)),
        }
        at
    }
}

#[cfg(test)]
pub(in crate::ingest) mod tests {
    use crate::ingest::overrides::{Count, SourcePatch};
    use crate::ingest::plan::Outcome;
    use crate::ingest::plan::{Plan, sniff};
    use crate::ingest::reader::Reader;
    use crate::ingest::sample::{FileFacts, Sample};
    use crate::ingest::source::Role;
    use proptest::prelude::*;
    use std::sync::OnceLock;

    /// The plan for files like this one.
    pub(in crate::ingest) fn plan_of(header: &str, row: &str, patch: &SourcePatch) -> Plan {
        let mut text = format!("{header}\n");
        for minute in 0..60 {
            let time = format!("2021-07-14 10:{minute:02}:0{}", minute % 7);
            let group = ["alpha", "beta", "gamma delta epsilon"][minute % 3];
            text += &row.replace("TIME", &time).replace("GROUP", group);
            text += "\n";
        }
        let facts = FileFacts { name: "alerts.csv".into(), ..FileFacts::default() };
        let patch = SourcePatch { role: Some(Role::Events), ..patch.clone() };
        let plan = sniff(&facts, &Sample::of(text.as_bytes()), &patch);
        assert_eq!(plan.refusal, None);
        plan
    }

    /// Plans that have a hot loop.
    pub(in crate::ingest) fn plans() -> &'static [Plan] {
        static PLANS: OnceLock<Vec<Plan>> = OnceLock::new();
        PLANS.get_or_init(make_plans)
    }

    fn make_plans() -> Vec<Plan> {
        let rows = SourcePatch::default();
        let group = |index| SourcePatch { group_column: Some(Some(index)), ..rows.clone() };
        let count = SourcePatch { count: Some(Count::Column(3)), ..group(2) };
        let header = "time,host,rule,count,text";
        let row = "TIME,h1,GROUP,3,\"a, b\"";
        let tabs = |text: &str| text.replace(", ", "; ").replace(',', "\t");
        vec![
            plan_of(header, row, &group(2)),
            plan_of(header, row, &group(4)),
            plan_of(header, row, &SourcePatch { group_column: Some(None), ..rows.clone() }),
            plan_of(header, row, &count),
            plan_of(header, "TIME,h1,GROUP,3,\"a \\\" b\"", &group(2)),
            plan_of(&tabs(header), &tabs(row), &group(2)),
            plan_of("rule,time,host,text", "GROUP,TIME,h1,\"a, b\"", &group(0)),
        ]
    }

    const FRAGMENTS: &[&str] = &[
        "2021-07-14 10:00:00,h1,alpha,1,text\n",
        "2021-07-14 10:00:01.250,h2,\"beta, or not\",2,\"t\"\n",
        "\"2021-07-14 10:20:00\",h1,\"say \"\"hi\"\"\",3,\"a\nb\"\n",
        "2021-07-15 00:59:59,\"two\nlines\",gamma,4,é日本語\r\n",
        "2021-07-13 23:00:00,h1,\"日本, 語\",,\"\"\r\n",
        "2021-07-14 10:00:00\th1\talpha\t1\ttext\n",
        "alpha,2021-07-14 10:40:00,7\nalpha,2021-07-14 10:41:00,8\n",
        "2021-02-31 10:00:00,h1,alpha,1,x\n",
        ",h1,alpha,1,x\n",
        "total,5\n",
        "time,host,rule,count,text\n",
        "2021-07-14 10:00:00,h1\n",
        "2021-07-14 10:00:00\n",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "\"\"",
        ",",
        "\t",
        "\\",
        "\\\"",
        " ",
        "x",
        "2021-07-14 10:00:00,h1, \"beta\",1,\"x\" y\n",
        "2021-07-14 10:00:00,h1,al\"pha,1,x\n",
        "\0",
        "#",
        "# 2021-07-14 10:00:00\n",
        "2021-07-14 10:00:00,a long host name that fills more than a block of sixty-four bytes,alpha,1,x\n",
    ];

    pub(in crate::ingest) fn texts() -> impl Strategy<Value = Vec<u8>> {
        let plain = prop::sample::select(&FRAGMENTS[..7]);
        let any = prop::sample::select(FRAGMENTS);
        proptest::collection::vec(prop_oneof![2 => plain, 1 => any], 0..40)
            .prop_map(|fragments| fragments.concat().into_bytes())
    }

    fn read(plan: &Plan, pieces: &[&[u8]], hot: bool) -> String {
        let mut reader = Reader::new(plan.clone());
        if !hot {
            reader.without_hot_loop();
        }
        pieces.iter().for_each(|piece| reader.push(piece));
        match reader.finish() {
            Outcome::Done(reading) => format!("{reading:?}"),
            Outcome::Reopen(plan) => format!("{plan:?}"),
        }
    }

    #[test]
    fn most_plans_have_a_hot_loop() {
        let hot = |plan: &Plan| super::Hot::of(plan).is_some();
        assert_eq!(plans().iter().map(hot).collect::<Vec<_>>(), [true; 7]);
        let filtered = SourcePatch {
            filter: Some(Some(crate::ingest::overrides::Filter {
                column: 1,
                contains: "h".into(),
            })),
            ..SourcePatch::default()
        };
        assert!(!hot(&plan_of("time,host,rule", "TIME,h1,GROUP", &filtered)));
    }

    proptest! {
        #[test]
        fn both_ways_give_the_same(text in texts(), which in 0usize..7, cut: prop::sample::Index) {
            let plan = &plans()[which];
            let want = read(plan, &[&text], false);
            prop_assert_eq!(&read(plan, &[&text], true), &want);
            let (a, b) = text.split_at(cut.index(text.len() + 1));
            prop_assert_eq!(&read(plan, &[a, b], true), &want);
        }
    }

    /// A quote that never closes holds rows back until the end, where short ones are cut ones.
    #[test]
    fn rows_held_back_to_the_end_are_judged_alike() {
        let text = "2021-07-13 23:00:00,h1,\"日本, 語\",,\"\"\r\n\"alpha,2021-07-14 10:40:00,7\n\
                    alpha,2021-07-14 10:41:00,8\n2021-07-14 10:00:00,h1,alpha,1,text\n";
        let plan = &plans()[6];
        let want = read(plan, &[text.as_bytes()], false);
        assert!(want.contains("Truncated"), "{want}");
        assert_eq!(read(plan, &[text.as_bytes()], true), want);
    }

    #[test]
    fn cut_at_every_byte() {
        let text = FRAGMENTS.concat();
        for plan in plans() {
            let want = read(plan, &[text.as_bytes()], false);
            for cut in 0..=text.len() {
                let (a, b) = text.as_bytes().split_at(cut);
                assert_eq!(read(plan, &[a, b], true), want, "cut at {cut}");
            }
        }
    }
}
