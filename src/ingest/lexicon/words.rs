//! A name of a column as words.

/// A name in lower case, without the marks and blanks between its words.
pub(super) fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a name in lower case: cut at marks, blanks, and where lower case turns to upper.
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() {
            before = ' ';
            continue;
        }
        let starts = before == ' ' || (before.is_lowercase() && c.is_uppercase());
        match words.last_mut() {
            Some(word) if !starts => word.extend(c.to_lowercase()),
            _ => words.push(c.to_lowercase().collect()),
        }
        before = c;
    }
    words
}

pub(super) fn any_word(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

pub(super) fn any_part(name: &str, list: &[&str]) -> bool {
    list.iter().any(|part| name.contains(part))
}
