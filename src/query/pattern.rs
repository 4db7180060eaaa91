//! strptime's format in the words of other engines.

/// How an engine writes a format.
#[derive(Clone, Copy)]
pub(super) enum Style {
    /// strptime itself, with this for a fraction behind its dot.
    Percent {
        /// `.%f`, or what stands for the dot and the digits.
        fraction: &'static str,
    },
    /// MySQL's letters, as ClickHouse has them.
    MySql,
    /// Letters of Java's `DateTimeFormatter`, plain text in quotes.
    Java,
}

/// The format; `None` where the engine has no word for a part of it.
pub(super) fn pattern(format: &str, style: Style) -> Option<String> {
    let mut out = String::new();
    let mut rest = format.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '.' || c == ',' {
            let mut ahead = rest.clone();
            if ahead.next() == Some('%') && ahead.next() == Some('f') {
                match style {
                    Style::Percent { fraction: ".%f" } | Style::MySql => {
                        out.push(c);
                        out.push_str("%f");
                    }
                    Style::Percent { fraction } => out.push_str(fraction),
                    Style::Java => {
                        out.push('[');
                        out.push(c);
                        out.push_str("SSSSSSSSS][");
                        out.push(c);
                        out.push_str("SSSSSS][");
                        out.push(c);
                        out.push_str("SSS]");
                    }
                }
                rest = ahead;
                continue;
            }
        }
        if c != '%' {
            match style {
                Style::Java if c.is_ascii_alphabetic() => {
                    out.push('\'');
                    out.push(c);
                    out.push('\'');
                }
                Style::Java if c == '\'' => out.push_str("''"),
                _ => out.push(c),
            }
            continue;
        }
        let letter = rest.next()?;
        match style {
            Style::Percent { .. } => {
                if !"YmdHMSIpybBzjaA".contains(letter) {
                    return None;
                }
                out.push('%');
                out.push(letter);
            }
            Style::MySql => {
                out.push('%');
                out.push(match letter {
                    'Y' | 'm' | 'd' | 'H' | 'p' | 'b' | 'y' | 'z' | 'j' | 'a' => letter,
                    'M' => 'i',
                    'S' => 's',
                    'I' => 'h',
                    'B' => 'M',
                    _ => return None,
                });
            }
            Style::Java => out.push_str(match letter {
                'Y' => "yyyy",
                'm' => "M",
                'd' => "d",
                'H' => "H",
                'M' => "m",
                'S' => "s",
                'I' => "h",
                'p' => "a",
                'y' => "yy",
                'b' => "MMM",
                'B' => "MMMM",
                'z' => "XXX",
                'j' => "D",
                'a' => "EEE",
                _ => return None,
            }),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let percent = Style::Percent { fraction: ".%f" };
        #[rustfmt::skip]
        let cases: &[(&str, Style, &str)] = &[
            ("%Y-%m-%d %H:%M:%S", percent, "%Y-%m-%d %H:%M:%S"), ("%Y-%m-%d %H:%M:%S", Style::MySql, "%Y-%m-%d %H:%i:%s"),
            ("%Y-%m-%dT%H:%M:%SZ", Style::Java, "yyyy-M-d'T'H:m:s'Z'"), ("%d %b %y, %I:%M %p", Style::Java, "d MMM yy, h:m a"),
            ("%S.%f", Style::Percent { fraction: ".%6N" }, "%S.%6N"), ("%S.%f", Style::Java, "s[.SSSSSSSSS][.SSSSSS][.SSS]"),
        ];
        for (format, style, want) in cases {
            assert_eq!(pattern(format, *style).as_deref(), Some(*want), "{format}");
        }
        assert_eq!(pattern("%EC%Ey", percent), None);
    }
}
