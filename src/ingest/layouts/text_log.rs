//! Logs of text lines as records.
//!
//! The sample decides the form once (see [`super::line_forms`]); a line of another form is
//! [`Reason::LineUnreadable`]. Lines that continue the one before (they begin with a blank, as
//! stack traces do) belong to it and are no records.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a line, and counts of a sample's lines and keys"
)]

use super::line_forms::{Form, endpoints, is_tag, named_field, signature};
use super::lines::{LINE_MAX, Line, Lines};
use super::log_time::TimeAt;
use super::pairs::{BETWEEN, colon_pairs, pairs};
use super::slots::Keys;
use crate::ingest::problem::Reason;
use crate::ingest::records::{Record, RecordSource};

/// Log lines.
#[derive(Clone, Debug)]
pub struct TextLog {
    form: Form,
    columns: Vec<String>,
    lines: Lines,
    row: Row,
    /// Lines without a time go with the one before: stack traces, values over several lines.
    loose: bool,
    /// `alert_full`, or a pair a line: a block of lines is one record.
    block: Option<Block>,
}

/// Cells of one record.
#[derive(Clone, Debug, Default)]
struct Row {
    spans: Vec<(usize, usize)>,
    text: Vec<u8>,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl TextLog {
    /// Whether another one cuts lines into the same cells.
    pub fn cuts_alike(&self, other: &TextLog) -> bool {
        (&self.form, &self.columns, self.loose, self.block.is_some())
            == (&other.form, &other.columns, other.loose, other.block.is_some())
    }
}

impl Row {
    fn clear(&mut self, columns: usize) {
        self.text.clear();
        self.spans.clear();
        self.spans.resize(columns, (0, 0));
    }

    fn put(&mut self, column: usize, value: &[u8]) {
        let from = self.text.len();
        if let Some(span) = self.spans.get_mut(column) {
            self.text.extend_from_slice(value);
            *span = (from, self.text.len());
        }
    }

    fn record<'a>(&'a mut self, line: u64, byte: u64, raw: &'a [u8]) -> Record<'a> {
        self.cells.clear();
        self.ends.clear();
        for (from, to) in &self.spans {
            self.cells.extend_from_slice(self.text.get(*from..*to).unwrap_or_default());
            self.ends.push(self.cells.len());
        }
        Record::new(line, byte, raw, &self.cells, &self.ends)
    }
}

/// An open block of lines.
#[derive(Clone, Debug, Default)]
struct Block {
    raw: Vec<u8>,
    line: u64,
    byte: u64,
}

/// How sure a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// Lines with a time somewhere: delimited text may look so too.
    Plain,
    /// A form with a name.
    Named,
}

impl TextLog {
    /// The log that these lines are from, the lines that fit of those tried, and how sure.
    pub fn recognise(lines: &[&[u8]]) -> Option<(TextLog, usize, usize, Sureness)> {
        let own: Vec<&[u8]> = lines.iter().copied().filter(|line| !continues(line)).collect();
        let of = own.len();
        if of == 0 {
            return None;
        }
        let count = |form: &Form, lines: &[&[u8]]| {
            lines.iter().filter(|line| form.cells(line, &mut |_, _| {}).is_some()).count()
        };
        let enough = |fits: usize| fits > 0 && fits * 10 >= of * 8;
        let signed: Vec<(&[u8], &[u8])> =
            own.iter().filter_map(|line| line.split_at_checked(super::cef::start(line)?)).collect();
        if signed.len() * 2 >= of {
            let before: Vec<&[u8]> = signed.iter().map(|(before, _)| *before).collect();
            let time = TimeAt::find(&before).filter(|(_, fits)| fits * 10 >= signed.len() * 8);
            let mut keys = Keys::default();
            for (_, text) in &signed {
                super::cef::fields(text, &mut |at, _| {
                    if let super::cef::At::Key(key) = at {
                        keys.add(key);
                    }
                });
            }
            let form = Form::Cef { time: time.map(|(at, _)| at), keys: keys.columns() };
            let fits = count(&form, &own);
            return Some((TextLog::new(form, false), fits, of, Sureness::Named));
        }
        for form in [Form::Alert, Form::Access, Form::Syslog5424] {
            let fits = count(&form, &own);
            // So special that half of the lines tell enough.
            if fits > 0 && fits * 2 >= of {
                return Some((TextLog::new(form, false), fits, of, Sureness::Named));
            }
        }
        let blocks = own.iter().filter(|line| line.starts_with(b"[**]")).count();
        let ends = own.iter().filter(|line| block_time(line).is_some()).count();
        if blocks > 0 && blocks.abs_diff(ends) * 10 <= blocks + 10 && ends > 0 {
            return Some((TextLog::new(Form::Alert, true), blocks, blocks, Sureness::Named));
        }
        let bare: Vec<&[u8]> = own.iter().map(without_priority).collect();
        let found = TimeAt::find(&bare);
        let time = found.filter(|(_, fits)| enough(*fits));
        // Pairs, after a time or not; three a line at least.
        let paired = own.iter().filter(|line| pairs(line, &mut |_, _| {}) >= 3).count();
        if enough(paired) {
            let mut keys = Keys::default();
            own.iter().for_each(|line| _ = pairs(line, &mut |key, _| keys.add(key)));
            let time = time.map(|(at, _)| at).filter(|at| {
                // A time inside a pair is its own column.
                own.iter().take(20).all(|line| {
                    at.span(line).is_none_or(|(from, to)| {
                        let text = line.get(from..to).unwrap_or_default();
                        !text.contains(&b'=') || text.starts_with(b"msg=audit(")
                    })
                })
            });
            let has_level = |line: &&&[u8]| {
                let behind = time.and_then(|time| line.get(time.span(line)?.1..));
                behind.and_then(super::line_forms::word_after_time).is_some()
            };
            let level = own.iter().filter(has_level).count() * 10 >= of * 8;
            let form = Form::Pairs { time, level, keys: keys.columns() };
            return Some((TextLog::new(form, false), paired, of, Sureness::Named));
        }
        if let Some((form, fits, of)) = colons(lines, &own, time.map(|(at, _)| at)) {
            let blocks = matches!(form, Form::Colons { delimiter: b'\n', .. });
            return Some((TextLog::new(form, blocks), fits, of, Sureness::Named));
        }
        let Some((at, _)) = time else {
            // At least every fifth line begins with one and the same form of time.
            let (at, fits) = found.filter(|(at, fits)| at.is_first() && fits * 5 >= of)?;
            if fits < 3 || bare.first().is_none_or(|line| !at.holds(line)) {
                return None;
            }
            let loose = TextLog { loose: true, ..TextLog::new(Form::Plain(at), false) };
            return Some((loose, fits, fits, Sureness::Plain));
        };
        let tagged = bare.iter().filter(|line| {
            let rest = at
                .span(line)
                .and_then(|(_, to)| line.get(to..))
                .unwrap_or_default()
                .trim_ascii_start();
            let tag = rest.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
            tag.strip_suffix(b":").is_some_and(is_tag)
        });
        if at.is_first() && tagged.count() * 2 > of {
            let form = Form::Syslog(at);
            let fits = count(&form, &own);
            return Some((TextLog::new(form, false), fits, of, Sureness::Named));
        }
        let form = Form::Plain(at);
        let fits = count(&form, &own);
        Some((TextLog::new(form, false), fits, of, Sureness::Plain))
    }

    fn new(form: Form, blocks: bool) -> TextLog {
        TextLog {
            columns: form.columns(),
            form,
            lines: Lines::default(),
            row: Row::default(),
            loose: false,
            block: blocks.then(Block::default),
        }
    }

    /// Names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Whether the lines are `key=value` pairs.
    pub fn is_pairs(&self) -> bool {
        matches!(self.form, Form::Pairs { .. } | Form::Colons { .. } | Form::Cef { .. })
    }

    /// Whether this byte, as a delimiter, would cut the time of the first lines where no table is
    /// cut: before a fraction's digits (`13:32:01,123`), inside brackets, or so that a cell is the
    /// rest of a time and a text (`14/10/23, 23:15 - text`). `named`: the table has a header.
    pub fn time_holds(&self, head: &[u8], byte: u8, named: bool) -> bool {
        // No other delimiter stands inside a time.
        if !matches!(byte, b',' | b';') {
            return false;
        }
        let (Form::Plain(at) | Form::Syslog(at)) = &self.form else { return false };
        let lines = super::lines::whole_lines(head, true, true).take(60);
        let (mut fractions, mut cuts, mut of) = (0, 0, 0);
        for line in lines {
            let Some((from, to)) = at.span(line) else { continue };
            let marked = line.get(from..to).unwrap_or_default();
            let time = super::log_time::trim(marked);
            of += 1;
            let Some(inside) = memchr::memrchr(byte, time) else { continue };
            // A quoted cell may hold it.
            if memchr::memchr_iter(b'"', line.get(..from + 1).unwrap_or_default()).count() % 2 == 1
            {
                continue;
            }
            let fraction = is_fraction(time.get(inside + 1..).unwrap_or_default());
            // What the cell holds behind the time.
            let start = marked.windows(time.len().max(1)).position(|window| window == time);
            let behind = line.get(from + start.unwrap_or(0) + time.len()..).unwrap_or_default();
            let end = memchr::memchr(byte, behind).unwrap_or(behind.len());
            let behind = behind.get(..end).unwrap_or_default();
            // Two times side by side.
            let rest = [time.get(inside + 1..).unwrap_or_default(), behind].concat();
            if super::log_time::is_time(super::log_time::trim(&rest)) {
                continue;
            }
            let bracketed = matches!(marked.first(), Some(b'[' | b'(' | b'<'));
            let text = behind.iter().any(|byte| !matches!(byte, b' ' | b'\t' | b'"' | b'\''));
            // Below a header, what stands between two delimiters and is a number is a cell.
            let cell = named && rest.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.'));
            cuts += usize::from(!cell && (bracketed && !behind.is_empty() || text));
            fractions += usize::from(fraction);
        }
        of > 0 && (cuts * 10 >= of * 9 || (fractions * 10 >= of * 9 && !named))
    }

    /// A name for the form, for display.
    pub fn profile(&self) -> Option<&'static str> {
        Some(match self.form {
            Form::Alert if self.block.is_some() => "Snort alert_full",
            Form::Alert => "Snort or Suricata fast log",
            Form::Access => "Web server access log",
            Form::Syslog5424 | Form::Syslog(_) => "syslog",
            Form::Cef { .. } => "CEF or LEEF",
            Form::Pairs { .. } | Form::Colons { .. } | Form::Plain(_) => return None,
        })
    }
}

/// The form of `key:value` pairs between delimiters, the lines (or blocks of lines) that have it and
/// those tried: three keys at least that come again on most of them.
fn colons(lines: &[&[u8]], own: &[&[u8]], time: Option<TimeAt>) -> Option<(Form, usize, usize)> {
    let timed = time.is_some();
    let time = time.filter(TimeAt::is_first);
    BETWEEN.iter().find_map(|&delimiter| {
        let block = delimiter == b'\n';
        let tried = if block { lines } else { own };
        let (least, time) = if block { (1, None) } else { (3, time) };
        let mut keys = Keys::default();
        let mut fits = 0;
        for line in tried {
            let from = time.map_or(Some(0), |at| at.span(line).map(|(_, to)| to));
            let text = from.and_then(|from| line.get(from..)).unwrap_or_default();
            let mut met: Vec<Vec<u8>> = Vec::new();
            let count = colon_pairs(text, delimiter, &mut |key, _| met.push(key.to_vec()));
            if count >= least {
                fits += 1;
                met.iter().for_each(|key| keys.add(key));
            }
        }
        if fits == 0 || fits * 10 < tried.len() * 8 || block && timed {
            return None;
        }
        // A block is a record: as many as the most frequent key has lines.
        let records = if block { keys.most() } else { fits };
        let (keys, of) =
            (keys.at_least(records as u64 / 2), if block { records } else { tried.len() });
        let enough =
            keys.len() >= 3 && (!block || records >= 3 && keys.len() * records * 10 >= fits * 8);
        enough.then_some((Form::Colons { time, delimiter, keys }, records, of))
    })
}

/// Whether the text behind a comma is a second's fraction, with or without a zone.
fn is_fraction(text: &[u8]) -> bool {
    let run = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, zone) = text.split_at(run);
    let zone = zone.trim_ascii_start();
    let zoned = match zone.first() {
        None | Some(b'Z' | b'+') => true,
        Some(b'-') => zone.len() <= 6 && memchr::memchr_iter(b'-', zone).count() == 1,
        Some(_) => false,
    };
    (3..=9).contains(&digits.len()) && zoned
}

/// Whether a line belongs to the one before.
fn continues(line: &[u8]) -> bool {
    matches!(line.first(), Some(b' ' | b'\t')) || line.trim_ascii().is_empty()
}

/// A line without `<34>`.
fn without_priority<'a>(line: &&'a [u8]) -> &'a [u8] {
    let inner = line.strip_prefix(b"<").and_then(|rest| {
        let end = rest.iter().position(|byte| *byte == b'>').filter(|end| (1..=3).contains(end))?;
        rest.get(..end)?.iter().all(u8::is_ascii_digit).then(|| rest.get(end + 1..))?
    });
    inner.unwrap_or(line)
}

/// `06/16-13:32:01.621468 198.51.100.7:5 -> 198.51.100.8:80`: time and the rest.
fn block_time(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = line.iter().position(|byte| *byte == b' ')?;
    let (time, rest) = line.split_at_checked(at)?;
    let fits = time.first()?.is_ascii_digit() && time.contains(&b':') && time.contains(&b'/');
    (fits && memchr::memmem::find(rest, b"->").is_some()).then_some((time, rest))
}

fn give(
    form: &Form,
    width: usize,
    row: &mut Row,
    line: Line<'_>,
    each: &mut dyn FnMut(Record<'_>),
) {
    // NUL bytes before a line are what a crash leaves behind.
    let padding = line.text.iter().take_while(|byte| **byte == 0).count();
    let text = line.text.get(padding..).unwrap_or_default();
    if continues(text) {
        return;
    }
    row.clear(width);
    let read = form.cells(text, &mut |column, value| row.put(column, value));
    let fault = if line.text.len() > LINE_MAX {
        Reason::TooLong
    } else if text.contains(&0) {
        Reason::Binary
    } else if read.is_some() {
        return each(row.record(line.number, line.byte, text));
    } else if !line.ended {
        Reason::Truncated
    } else {
        Reason::LineUnreadable
    };
    each(Record::unusable(line.number, line.byte, text, fault));
}

fn give_block(block: &mut Block, row: &mut Row, width: usize, each: &mut dyn FnMut(Record<'_>)) {
    if block.raw.is_empty() {
        return;
    }
    row.clear(width);
    let mut put = |column: usize, value: &[u8]| row.put(column, value);
    let mut head = None;
    let mut timed = false;
    for line in block.raw.split(|byte| *byte == b'\n') {
        if let Some(rest) = line.strip_prefix(b"[**]") {
            let rest = rest.trim_ascii();
            head = signature(rest.strip_suffix(b"[**]").unwrap_or(rest), &mut put);
        } else if line.starts_with(b"[") {
            line.split(|byte| *byte == b'[').for_each(|field| {
                named_field(field.trim_ascii().strip_suffix(b"]").unwrap_or_default(), &mut put);
            });
        } else if let Some((time, rest)) = block_time(line) {
            if !timed {
                put(0, time);
                endpoints(rest, &mut put);
                timed = true;
            }
        } else if let Some(at) = memchr::memmem::find(line, b" TTL:") {
            put(6, line.get(..at).unwrap_or_default());
        }
    }
    if head.is_some() && timed {
        each(row.record(block.line, block.byte, &block.raw));
    } else {
        each(Record::unusable(block.line, block.byte, &block.raw, Reason::LineUnreadable));
    }
    block.raw.clear();
}

/// A line of a block of `key: value` lines, which ends at a blank line or where its first key comes again.
fn take_pair_line(
    form: &Form,
    block: &mut Block,
    row: &mut Row,
    width: usize,
    line: Option<Line<'_>>,
    each: &mut dyn FnMut(Record<'_>),
) {
    let text = line.map_or(&b""[..], |line| line.text);
    let blank = text.trim_ascii().is_empty();
    let first = match form {
        Form::Colons { keys, .. } => keys.first().map_or(&[][..], Vec::as_slice),
        _ => &[],
    };
    let mut opens = false;
    _ = colon_pairs(text, b'\n', &mut |key, _| opens |= key == first);
    if (opens || blank) && !block.raw.is_empty() {
        row.clear(width);
        let read = form.cells(&block.raw, &mut |column, value| row.put(column, value));
        each(match read {
            Some(()) => row.record(block.line, block.byte, &block.raw),
            None => Record::unusable(block.line, block.byte, &block.raw, Reason::LineUnreadable),
        });
        block.raw.clear();
    }
    let Some(line) = line.filter(|_| !blank) else { return };
    if block.raw.is_empty() {
        (block.line, block.byte) = (line.number, line.byte);
    } else {
        block.raw.push(b'\n');
    }
    if block.raw.len() < LINE_MAX {
        block.raw.extend_from_slice(line.text);
    }
}

fn take_block_line(
    block: &mut Block,
    row: &mut Row,
    width: usize,
    line: Line<'_>,
    each: &mut dyn FnMut(Record<'_>),
) {
    let opens = line.text.starts_with(b"[**]");
    let blank = line.text.trim_ascii().is_empty();
    if opens || blank {
        give_block(block, row, width, each);
    }
    if blank {
        return;
    }
    if block.raw.is_empty() {
        (block.line, block.byte) = (line.number, line.byte);
    } else {
        block.raw.push(b'\n');
    }
    if block.raw.len() < LINE_MAX {
        block.raw.extend_from_slice(line.text);
    }
}

impl TextLog {
    fn take(&mut self, piece: Option<&[u8]>, each: &mut dyn FnMut(Record<'_>)) {
        let TextLog { form, columns, lines, row, block, loose } = self;
        let width = columns.len();
        let mut take = |line: Line<'_>| match block {
            Some(block) if matches!(form, Form::Colons { .. }) => {
                take_pair_line(form, block, row, width, Some(line), each);
            }
            Some(block) => take_block_line(block, row, width, line, each),
            None => {
                // Of NUL bytes before a time `give` tells.
                let own = match form {
                    Form::Plain(at) if *loose => {
                        let text = line.text;
                        let zeros = text.iter().take_while(|byte| **byte == 0).count();
                        at.holds(text.get(zeros..).unwrap_or_default())
                    }
                    _ => true,
                };
                if own {
                    give(form, width, row, line, each);
                }
            }
        };
        match piece {
            Some(piece) => lines.push(piece, &mut take),
            None => lines.finish(&mut take),
        }
    }
}

impl RecordSource for TextLog {
    fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Record<'_>)) {
        self.take(Some(piece), each);
    }

    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>)) {
        self.take(None, each);
        let TextLog { form, columns, row, block, .. } = self;
        if let (Some(block), Form::Colons { .. }) = (block.as_mut(), &*form) {
            take_pair_line(form, block, row, columns.len(), None, each);
        } else if let Some(block) = block {
            give_block(block, row, columns.len(), each);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read_pieces;
    use super::*;

    fn read(text: &str) -> Option<(String, Vec<String>)> {
        let lines: Vec<&[u8]> =
            super::super::lines::whole_lines(text.as_bytes(), true, true).collect();
        let (log, ..) = TextLog::recognise(&lines)?;
        Some((log.columns().join("|"), read_pieces(&log, text.as_bytes())))
    }

    #[test]
    fn forms() {
        const ALERT: &str = "time|action|signature id|message|classification|priority|protocol|src|src port|dst|dst port";
        const ACCESS: &str = "host|ident|user|time|method|path|protocol|status|bytes|referer|agent";
        const SYSLOG: &str = "priority|time|host|program|process|message";
        #[rustfmt::skip]
        let cases: &[(&str, &str, &[&str])] = &[
            ("03/16/2024-02:20:15.674103  [**] [1:2016879:5] ET POLICY Odd [v5] [**] [Classification: Misc Attack] [Priority: 1] {TCP} 198.51.100.7:44043 -> 198.51.100.8:80\n", ALERT, &["1:03/16/2024-02:20:15.674103||1:2016879:5|ET POLICY Odd [v5]|Misc Attack|1|TCP|198.51.100.7|44043|198.51.100.8|80"]),
            ("06/16-13:32:01.621468  [Drop] [**] [1:368:6] PING [**] [Priority: 3] {ICMP} 198.51.100.7 -> 198.51.100.8\r\nnoise\n", ALERT, &["1:06/16-13:32:01.621468|Drop|1:368:6|PING||3|ICMP|198.51.100.7||198.51.100.8|", "2!LineUnreadable"][..1]),
            ("06/16/21-13:32:01.621468 [**] [116:444:1] \"(ipv4) IPv4 option set\" [**] [Priority: 3] {IP} 2001:db8::1 -> [2001:db8::2]:80\n", ALERT, &["1:06/16/21-13:32:01.621468||116:444:1|(ipv4) IPv4 option set||3|IP|2001:db8::1||[2001:db8::2]|80"]),
            ("[**] [1:1000:1] A [**]\n[Classification: C] [Priority: 2] \n06/16-13:32:01.621468 198.51.100.7:5 -> 198.51.100.8:80\nTCP TTL:64 TOS:0x0 ID:1\n\n[**] [1:1001:1] B [**]\n[Priority: 1] \n06/16-13:33:01.621468 198.51.100.7 -> 198.51.100.8\n", ALERT, &["1:06/16-13:32:01.621468||1:1000:1|A|C|2|TCP|198.51.100.7|5|198.51.100.8|80", "6:06/16-13:33:01.621468||1:1001:1|B||1||198.51.100.7||198.51.100.8|"]),
            ("198.51.100.7 - - [16/Jun/2021:13:32:01 +0000] \"GET /a?b=\\\"c HTTP/1.1\" 200 512 \"-\" \"Moz (X)\"\n198.51.100.7 - u [16/Jun/2021:13:32:02 +0000] \"-\" 400 -\n", ACCESS, &["1:198.51.100.7|-|-|16/Jun/2021:13:32:01 +0000|GET|/a?b=\\\"c|HTTP/1.1|200|512|-|Moz (X)", "2:198.51.100.7|-|u|16/Jun/2021:13:32:02 +0000|-|||400|-||"]),
            ("<34>1 2021-06-16T13:32:01.003Z host su - ID47 [a b=\"x\\]\"][c] msg here\n<34>1 2021-06-16T13:32:02Z host su 12 - - m\n", "priority|time|host|program|process|message id|data|message", &["1:34|2021-06-16T13:32:01.003Z|host|su||ID47|[a b=\"x\\]\"][c]|msg here", "2:34|2021-06-16T13:32:02Z|host|su|12|||m"]),
            ("Jun 16 13:32:01 host sshd[123]: Failed password\nJun  6 13:32:02 host kernel: x\n", SYSLOG, &["1:|Jun 16 13:32:01|host|sshd|123|Failed password", "2:|Jun  6 13:32:02|host|kernel||x"]),
            ("<13>Jun 16 13:32:01 host su: a\n", SYSLOG, &["1:13|Jun 16 13:32:01|host|su||a"]), ("2021-06-16T13:32:01.123456+09:00 host su: a\n", SYSLOG, &["1:|2021-06-16T13:32:01.123456+09:00|host|su||a"]),
            ("date=2021-07-14 time=13:32:01 devname=\"F G\" srcip=198.51.100.7\ndate=2021-07-14 time=13:32:02 srcip=198.51.100.8 devname=\"F\"\n", "date|time|devname|srcip", &["1:2021-07-14|13:32:01|F G|198.51.100.7", "2:2021-07-14|13:32:02|F|198.51.100.8"]),
            ("ts=2021-07-14T13:32:01Z level=info msg=\"a b\"\n", "ts|level|msg", &["1:2021-07-14T13:32:01Z|info|a b"]),
            ("<189>date=2021-07-14 time=13:32:01 logid=1\n", "date|time|logid", &["1:2021-07-14|13:32:01|1"]),
            ("Jun 16 13:32:01 fw kernel: [1.5] [UFW BLOCK] IN=eth0 OUT= SRC=198.51.100.7\n", "time|IN|OUT|SRC", &["1:Jun 16 13:32:01|eth0||198.51.100.7"]),
            ("2021-07-14 13:32:01,123 INFO [main] started\n  at stack\n2021-07-14 13:32:02,123 [main] ERROR x\n", "before|time|level|message", &["1:|2021-07-14 13:32:01,123|INFO|INFO [main] started", "3:|2021-07-14 13:32:02,123|ERROR|[main] ERROR x"]),
            ("2021-07-14 13:32:01,123 fail2ban.actions [9]: NOTICE [sshd] Ban 198.51.100.7\n", "before|time|level|message", &["1:|2021-07-14 13:32:01,123|NOTICE|fail2ban.actions [9]: NOTICE [sshd] Ban 198.51.100.7"]),
            ("[Wed Jun 16 13:32:01.123456 2021] [core:error] x\n", "before|time|level|message", &["1:|Wed Jun 16 13:32:01.123456 2021|error|[core:error] x"]),
            ("2021-07-14T13:32:01Z INFO pid=1 main: a\n2021-07-14T13:32:02Z WARNING pid=2 main: b\n", "before|time|level|message", &["1:|2021-07-14T13:32:01Z|INFO|INFO pid=1 main: a", "2:|2021-07-14T13:32:02Z|WARNING|WARNING pid=2 main: b"]),
            ("2021-07-14 13:32:01 -0800 DENY fox den\n2021-07-14 13:32:02 -0800 ACCEPT fox den\n", "before|time|level|message", &["1:|2021-07-14 13:32:01 -0800|DENY|DENY fox den", "2:|2021-07-14 13:32:02 -0800|ACCEPT|ACCEPT fox den"]),
            ("2021-07-14 13:32:01 UTC DROP in=e src=a dpt=2\n2021-07-14 13:32:02 UTC PASS in=e src=a dpt=2\n", "time|level|in|src|dpt", &["1:2021-07-14 13:32:01 UTC|DROP|e|a|2", "2:2021-07-14 13:32:02 UTC|PASS|e|a|2"]),
            ("[14-Mar-2021 13:32:01 Europe/Berlin] PHP Notice: a/b]\n[14-Mar-2021 13:32:02 Europe/Berlin] x\n", "before|time|level|message|timezone", &["1:|14-Mar-2021 13:32:01|Notice|PHP Notice: a/b]|Europe/Berlin", "2:|14-Mar-2021 13:32:02||x|Europe/Berlin"]),
            ("[10.30 16:49:06] a.exe close\n[10.31 16:49:07] b.exe open\n", "before|time|level|message", &["1:|10.30 16:49:06||a.exe close", "2:|10.31 16:49:07||b.exe open"]),
            ("03-17 16:13:38.811  1702  2395 D Tag: a\n03-17 16:13:39.542  2027  8671 V Tag: b\n", "before|time|level|message", &["1:|03-17 16:13:38.811||1702  2395 D Tag: a", "2:|03-17 16:13:39.542||2027  8671 V Tag: b"]),
            ("1626237121.123    345 198.51.100.7 TCP_MISS/200\n", "before|time|level|message", &["1:|1626237121.123||345 198.51.100.7 TCP_MISS/200"]),
        ];
        for (text, columns, rows) in cases {
            let Some((got, cells)) = read(text) else { panic!("nothing: {text}") };
            let cells: Vec<&str> = cells.iter().map(String::as_str).take(rows.len()).collect();
            assert_eq!((got.as_str(), cells.as_slice()), (*columns, *rows), "{text}");
        }
        for text in ["a b c\nd e f\n", "", "one two 12:30\n"] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn damage() {
        let good = "03/16/2024-02:20:15.674103  [**] [1:2:5] M [**] [Priority: 1] {TCP} 198.51.100.7:1 -> 198.51.100.8:80\n";
        let text = format!("{good}\0\0\0{good}{good}{good}rub\0bish\n{good}noise\n{good}03/16/20");
        let (_, rows) = read(&text).unwrap();
        let faults: Vec<&str> =
            rows.iter().filter(|row| row.contains('!')).map(String::as_str).collect();
        assert_eq!(faults, ["5!Binary", "7!LineUnreadable", "9!Truncated"]);
        assert_eq!(rows.len(), 9);
    }
}
