//! The rule of rooms, of sentences and of circles, held against the source as text.
//!
//! * A room names itself and the rooms before it in [`FLOORS`]; [`FIGURE`], the program of a
//!   figure, names no room that reads files or decides.
//! * Writing that is neither Latin nor Greek stands in `text`, and in `ingest`'s tables.
//! * Files name each other in one direction; only a module and its own children may form a circle.
//!
//! Test modules may look anywhere. `cargo test --test layers`.

#![allow(clippy::expect_used, reason = "a test fails loudly")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// From the ground up: a room may name itself and every room on an earlier line.
const FLOORS: [&str; 14] = [
    "kit", "calendar", "ingest", "series", "recipe", "stats", "query", "text", "report", "chart",
    "screen", "app", "wire", "page",
];

/// The program of an exported figure: it may name itself and what stands before `app`, but for
/// [`READS`].
const FIGURE: &str = "figure";
/// What reads files.
const READS: &str = "ingest";

/// A file of `src`, without its comments and test modules.
struct Source {
    /// Below `src`, with `/`.
    path: String,
    /// Names of the modules that lead to it; empty for `lib.rs`.
    module: Vec<String>,
    code: String,
}

impl Source {
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or("")
    }

    /// Every path that the code names, absolute, without `crate`.
    fn paths(&self) -> BTreeSet<Vec<String>> {
        let mut found = BTreeSet::new();
        for root in ["crate", "super", "self"] {
            for (at, _) in self.code.match_indices(root) {
                let before = self.code[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                    continue;
                }
                let rest = &self.code[at..];
                if !rest[root.len()..].starts_with("::") {
                    continue;
                }
                leaves(rest, Vec::new(), &mut |names| {
                    found.extend(self.absolute(&names));
                });
            }
        }
        found
    }

    fn absolute(&self, names: &[String]) -> Option<Vec<String>> {
        let mut base = match names.first()?.as_str() {
            "crate" => Vec::new(),
            _ => self.module.clone(),
        };
        for name in names {
            match name.as_str() {
                "crate" | "self" => {}
                "super" => {
                    base.pop()?;
                }
                name => base.push(name.to_owned()),
            }
        }
        Some(base)
    }
}

/// Calls `each` for every leaf of the path or use tree that `text` begins with; what of the text
/// comes after it.
fn leaves<'a>(
    text: &'a str,
    mut prefix: Vec<String>,
    each: &mut dyn FnMut(Vec<String>),
) -> &'a str {
    let mut rest = text.trim_start();
    loop {
        if let Some(mut list) = rest.strip_prefix('{') {
            loop {
                list = list.trim_start();
                if let Some(after) = list.strip_prefix('}') {
                    return after;
                }
                let before = list.len();
                list = leaves(list, prefix.clone(), each).trim_start();
                if let Some(alias) = list.strip_prefix("as ") {
                    list = alias.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
                }
                list = list.trim_start().trim_start_matches(',');
                if list.is_empty() || list.len() == before {
                    return list;
                }
            }
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end > 0 {
            prefix.push(rest[..end].to_owned());
            rest = &rest[end..];
        } else if let Some(after) = rest.strip_prefix('*') {
            rest = after;
        }
        match rest.strip_prefix("::") {
            Some(after) if after.starts_with(|c: char| c.is_alphabetic() || "_{*".contains(c)) => {
                rest = after;
            }
            _ => break,
        }
    }
    each(prefix);
    rest
}

fn walk(folder: &Path, out: &mut Vec<Source>) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().collect();
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, out);
            continue;
        }
        let stem =
            path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
        if path.extension().is_none_or(|end| end != "rs") || stem.starts_with("tests") {
            continue;
        }
        let inside = path.strip_prefix("src").expect("under src").to_string_lossy().into_owned();
        let mut module: Vec<String> =
            inside.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if matches!(stem.as_str(), "mod" | "lib") {
            module.pop();
        }
        let text = fs::read_to_string(&path).expect("text");
        let end = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
        let end = text.find("#[cfg(test)]\npub(crate) mod ").unwrap_or(end).min(end);
        let code = text[..end]
            .lines()
            .map(|line| line.split("//").next().unwrap_or("").to_owned() + "\n")
            .collect();
        out.push(Source { path: inside, module, code });
    }
}

fn sources() -> Vec<Source> {
    let mut all = Vec::new();
    walk(Path::new("src"), &mut all);
    all.retain(|source| !matches!(source.room(), "lib" | "bin"));
    assert!(all.len() > 100, "the tests run in the repository's folder");
    all
}

#[test]
fn no_room_looks_up() {
    let floor = |room: &str| FLOORS.iter().position(|name| *name == room);
    let mut wrong = Vec::new();
    for source in sources() {
        let (path, room) = (&source.path, source.room());
        if room == FIGURE {
            let known = |room: &str| {
                room == FIGURE
                    || (room != READS
                        && floor(room).is_some_and(|at| at < floor("app").unwrap_or(0)))
            };
            let other = source.paths().into_iter();
            let other = other.filter(|named| named.first().is_some_and(|room| !known(room)));
            wrong.extend(other.map(|named| format!("{path} names {}", named.join("::"))));
            continue;
        }
        let Some(here) = floor(room) else {
            wrong.push(format!("{path}: no floor in FLOORS"));
            continue;
        };
        for named in source.paths() {
            let Some(other) = named.first() else { continue };
            match floor(other) {
                Some(there) if there <= here => {}
                Some(_) => wrong.push(format!("{path} names {}, above {room}", named.join("::"))),
                None => wrong.push(format!("{path} names {other}, which has no floor")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

#[test]
fn sentences_stand_in_text() {
    let written =
        |c: char| ('\u{3040}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut wrong = Vec::new();
    for source in sources() {
        // Tables of what files say are data, not sentences.
        if matches!(source.room(), "text" | "ingest") {
            continue;
        }
        let lines = source.code.lines().filter(|line| line.chars().any(written)).count();
        if lines > 0 {
            wrong.push(format!("{}: {lines} lines", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files that reach each other, by Tarjan's algorithm; those of one file are left out.
fn circles(arrows: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    struct Walk<'a> {
        arrows: &'a [BTreeSet<usize>],
        order: Vec<Option<usize>>,
        low: Vec<usize>,
        stack: Vec<usize>,
        next: usize,
        found: Vec<Vec<usize>>,
    }
    impl Walk<'_> {
        fn visit(&mut self, at: usize) {
            self.order[at] = Some(self.next);
            self.low[at] = self.next;
            self.next += 1;
            self.stack.push(at);
            for &to in &self.arrows[at] {
                match self.order[to] {
                    None => {
                        self.visit(to);
                        self.low[at] = self.low[at].min(self.low[to]);
                    }
                    Some(order) if self.stack.contains(&to) => {
                        self.low[at] = self.low[at].min(order);
                    }
                    Some(_) => {}
                }
            }
            if Some(self.low[at]) == self.order[at] {
                let from = self.stack.iter().position(|one| *one == at).expect("on the stack");
                let circle = self.stack.split_off(from);
                if circle.len() > 1 {
                    self.found.push(circle);
                }
            }
        }
    }
    let n = arrows.len();
    let mut walk = Walk {
        arrows,
        order: vec![None; n],
        low: vec![0; n],
        stack: Vec::new(),
        next: 0,
        found: Vec::new(),
    };
    for at in 0..n {
        if walk.order[at].is_none() {
            walk.visit(at);
        }
    }
    walk.found
}

#[test]
fn only_a_module_and_its_children_form_a_circle() {
    let all = sources();
    let by_module: BTreeMap<&[String], usize> =
        all.iter().enumerate().map(|(at, source)| (&source.module[..], at)).collect();
    let arrows: Vec<BTreeSet<usize>> = all
        .iter()
        .enumerate()
        .map(|(at, source)| {
            let file = |path: &Vec<String>| {
                (1..=path.len()).rev().find_map(|n| by_module.get(&path[..n]).copied())
            };
            source.paths().iter().filter_map(file).filter(|to| *to != at).collect()
        })
        .collect();
    let wrong: Vec<String> = circles(&arrows)
        .into_iter()
        .filter(|circle| {
            !circle.iter().any(|parent| {
                let of = &all[*parent].module;
                circle.iter().all(|child| all[*child].module.starts_with(of))
            })
        })
        .map(|circle| {
            let mut names: Vec<&str> = circle.iter().map(|at| all[*at].path.as_str()).collect();
            names.sort_unstable();
            format!("{} files: {}", names.len(), names.join(", "))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
