//! A room imports only rooms that stand before it in `FLOORS`; `text` alone holds other writing
//! than Latin and Greek letters. Test modules may look anywhere.

use std::{collections::BTreeSet, fs, path::Path};

/// From the ground up: a room may name itself and every room on an earlier line.
const FLOORS: [&str; 13] = [
    "kit", "calendar", "ingest", "series", "recipe", "stats", "query", "text", "report", "chart",
    "app", "wire", "page",
];

fn files(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs")
            && !path.file_stem().is_some_and(|name| name.to_string_lossy().starts_with("tests"))
        {
            out.push(path);
        }
    }
}

/// The code of a file up to its test module, without comments.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
    text[..end]
        .lines()
        .map(|line| line.split("//").next().unwrap_or("").to_owned() + "\n")
        .collect()
}

/// Rooms named by `crate::room…` and by `crate::{room…, room…}`.
fn rooms(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let mut found = BTreeSet::new();
    for (at, mark) in code.match_indices("crate::") {
        let rest = &code[at + mark.len()..];
        let Some(list) = rest.strip_prefix('{') else {
            found.insert(word(rest));
            continue;
        };
        let (mut depth, mut begin) = (0, true);
        for (at, c) in list.char_indices() {
            match c {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => begin = true,
                c if begin && c.is_alphanumeric() => {
                    found.insert(word(&list[at..]));
                    begin = false;
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn no_room_looks_up() {
    let mut paths = Vec::new();
    files(Path::new("src"), &mut paths);
    let floor = |room: &str| FLOORS.iter().position(|name| *name == room);
    let mut wrong = Vec::new();
    for path in paths {
        let inside = path.strip_prefix("src").expect("under src").to_string_lossy().into_owned();
        let room = inside.split(['/', '.']).next().unwrap_or("").to_owned();
        if matches!(&*room, "lib" | "bin") {
            continue;
        }
        let Some(here) = floor(&room) else {
            wrong.push(format!("{inside}: no floor in FLOORS"));
            continue;
        };
        let text = fs::read_to_string(&path).expect("text");
        for other in rooms(&code(&text)) {
            match floor(&other) {
                Some(there) if there <= here => {}
                Some(_) => wrong.push(format!("{inside} names {other}, which stands above {room}")),
                None => wrong.push(format!("{inside} names {other}, which has no floor")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

#[test]
fn sentences_stand_in_text() {
    let mut paths = Vec::new();
    files(Path::new("src"), &mut paths);
    // Tables of what files say are data, not sentences.
    let data = ["src/text", "src/ingest"];
    let mut wrong = Vec::new();
    for path in paths.iter().filter(|path| !data.iter().any(|room| path.starts_with(room))) {
        let text = fs::read_to_string(path).expect("text");
        let lines = code(&text)
            .lines()
            .filter(|line| {
                line.chars().any(|c| {
                    ('\u{3040}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c)
                })
            })
            .count();
        if lines > 0 {
            wrong.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
