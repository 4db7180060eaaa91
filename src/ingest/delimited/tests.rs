//! Records of texts, however they are cut into pieces.

use super::*;
use proptest::prelude::*;

/// Every record as `line:byte:cell|cell`, faults as `line:byte!Reason`.
fn read(separators: Separators, pieces: &[&[u8]]) -> Vec<String> {
    let mut out = Vec::new();
    let mut tokenizer = Delimited::new(separators, 0);
    let mut each = |record: Record<'_>| {
        let at = format!("{}:{}", record.line, record.byte);
        out.push(match record.fault {
            Some(fault) => format!("{at}!{fault:?}"),
            None => {
                let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
                format!("{at}:{}", cells.join("|"))
            }
        });
    };
    for piece in pieces {
        tokenizer.push(piece, &mut each);
    }
    tokenizer.finish(&mut each);
    out
}

fn ways(separators: Separators, text: &[u8]) -> Vec<String> {
    let whole = read(separators, &[text]);
    let bytes: Vec<&[u8]> = text.chunks(1).collect();
    assert_eq!(
        whole,
        read(separators, &bytes),
        "one-byte pieces: {:?}",
        text.escape_ascii().to_string()
    );
    for cut in 0..=text.len() {
        let halves = [&text[..cut], &text[cut..]];
        assert_eq!(
            whole,
            read(separators, &halves),
            "cut at {cut}: {:?}",
            text.escape_ascii().to_string()
        );
    }
    whole
}

#[test]
fn table() {
    let cases: &[(&str, &[&str])] = &[
        ("", &[]),
        ("\n\r\n\r", &[]),
        ("a,b", &["1:0:a|b"]),
        ("a,b\nc,d\n", &["1:0:a|b", "2:4:c|d"]),
        ("a,b\r\nc,d\r\n", &["1:0:a|b", "2:5:c|d"]),
        ("a,b\rc,d\r", &["1:0:a|b", "2:4:c|d"]),
        ("a\r\rb\n\nc\r\n\r\nd", &["1:0:a", "3:3:b", "5:6:c", "7:11:d"]),
        (",\n,,", &["1:0:|", "2:2:||"]),
        ("\"a\",\"b,c\"", &["1:0:a|b,c"]),
        ("\"a\nb\",c\nd", &["1:0:a\nb|c", "3:8:d"]),
        ("\"a\r\nb\",c\r\nd", &["1:0:a\r\nb|c", "3:10:d"]),
        ("\"a \"\"b\"\" c\"\n\"\"\n", &["1:0:a \"b\" c", "2:12:"]),
        ("a\"b\",c\n", &["1:0:a\"b\"|c"]),
        ("\"a\"b,c\n", &["1:0:ab|c"]),
        ("\"a\" ,c\n", &["1:0:a|c"]),
        // A stray quote costs its own line.
        ("a,\"b\nc,\"d\",e\nf\n", &["1:0!QuoteOpen", "2:5:c|d|e", "3:13:f"]),
        ("a,\"b\nc,d\ne,f\n", &["1:0!QuoteOpen", "2:5:c|d", "3:9:e|f"]),
        ("a,b\nc,\"d", &["1:0:a|b", "2:4!Truncated"]),
        // The end of the file inside a cell of several lines: the row is cut, not its lines.
        ("a,b\nc,\"d\ne\nf", &["1:0:a|b", "2:4:c|d\ne\nf"]),
        ("a,b\nc,\"d\ne,f\ng,h", &["1:0:a|b", "2:4!QuoteOpen", "3:9:e|f", "4:13:g|h"]),
        ("\0\0\0a,b\nc,d\n", &["1:3:a|b", "2:7:c|d"]),
        ("a,\0b\nc\n", &["1:0!Binary", "2:5:c"]),
        ("\0\0\na\n\0\0", &["1:0!Binary", "2:3:a", "3:5!Binary"]),
    ];
    for (text, expected) in cases {
        assert_eq!(ways(Separators::default(), text.as_bytes()), *expected, "{text:?}");
    }
}

#[test]
fn other_dialects() {
    let spaced = Separators { space_before_quote: true, ..Separators::default() };
    assert_eq!(ways(spaced, b"\"a\", \"b, c\", d\n"), ["1:0:a|b, c| d"]);
    let backslash = Separators { backslash: true, ..Separators::default() };
    assert_eq!(ways(backslash, b"\"a \\\" b\",c\n"), ["1:0:a \" b|c"]);
    let comments = Separators { comment: Some(b'#'), ..Separators::default() };
    assert_eq!(
        ways(comments, b"# it's, \"odd\na,b\n#end"),
        ["1:0:# it's, \"odd", "2:13:a|b", "3:17:#end"]
    );
    let tabs = Separators { delimiter: b'\t', quote: None, ..Separators::default() };
    assert_eq!(ways(tabs, b"a\t\"b\t'c\n"), ["1:0:a|\"b|'c"]);
}

#[test]
fn skipped_lines_are_counted() {
    let mut out = Vec::new();
    let mut tokenizer = Delimited::new(Separators::default(), 2);
    let mut each = |record: Record<'_>| out.push((record.line, record.byte));
    for byte in b"x \"y\r\n\r\na,b\r\nc,d" {
        tokenizer.push(&[*byte], &mut each);
    }
    tokenizer.finish(&mut each);
    assert_eq!(out, [(3, 8), (4, 13)]);
}

#[test]
fn an_open_quote_never_swallows_the_file() {
    let mut text = b"a,\"b\n".to_vec();
    while text.len() < 3 * RECORD_MAX {
        text.extend_from_slice(b"c,d\n");
    }
    let rows = (text.len() - 5) / 4;
    for size in [usize::MAX, 1 << 16, 777_777] {
        let pieces: Vec<&[u8]> = text.chunks(size.min(text.len())).collect();
        let out = read(Separators::default(), &pieces);
        assert_eq!(out.len(), rows + 1);
        assert_eq!(out[0], "1:0!QuoteOpen");
        assert_eq!(out[rows], format!("{}:{}:c|d", rows + 1, text.len() - 4));
    }
}

#[test]
fn a_line_without_end_is_dropped() {
    let mut text = vec![b'x'; 3 * RECORD_MAX];
    text.extend_from_slice(b"\na,b\n");
    for size in [usize::MAX, 1 << 16, 777_777] {
        let pieces: Vec<&[u8]> = text.chunks(size.min(text.len())).collect();
        let out = read(Separators::default(), &pieces);
        assert!(out == ["1:0!TooLong".to_string(), format!("2:{}:a|b", 3 * RECORD_MAX + 1)]);
    }
}

proptest! {
    #[test]
    fn cuts_change_nothing(
        text in proptest::collection::vec(proptest::sample::select(b"ab,\"\n\r\0 \\#".to_vec()), 0..60),
        spaced: bool, backslash: bool, comment: bool,
    ) {
        let separators = Separators {
            space_before_quote: spaced,
            backslash,
            comment: comment.then_some(b'#'),
            ..Separators::default()
        };
        ways(separators, &text);
    }

    #[test]
    fn what_is_written_reads_back(rows in proptest::collection::vec(
        proptest::collection::vec("[a-c\",\n\r ]{0,6}", 2..4), 1..6,
    )) {
        let mut text = String::new();
        for row in &rows {
            let cells: Vec<_> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text += &cells.join(",");
            text += "\n";
        }
        let mut back: Vec<Vec<String>> = Vec::new();
        let mut tokenizer = Delimited::new(Separators::default(), 0);
        let mut each = |record: Record<'_>| {
            assert_eq!(record.fault, None);
            back.push(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
        };
        tokenizer.push(text.as_bytes(), &mut each);
        tokenizer.finish(&mut each);
        prop_assert_eq!(back, rows);
    }
}
