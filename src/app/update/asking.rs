//! Questions of the page: put, once each; what follows from an answer is in `questions`.

use crate::app::{
    file_name,
    model::Model,
    question::{About, QuestionState},
    source::SourceState,
};

/// Asks something.
pub fn ask(model: &mut Model, about: About) {
    model.last_question += 1;
    model.questions.push(QuestionState { id: model.last_question, about });
}

/// Asks once what a file is meant for that a person gave and that has the name of one that came
/// before it.
pub fn same_name(model: &mut Model, id: &str) {
    let Some(new) = model.source_mut(id) else { return };
    if new.asked || !new.is_of_use() || new.reading.is_some() {
        return;
    }
    new.asked = true;
    let Some(new) = model.source(id) else { return };
    let Some(drop) = new.drop else { return };
    let name = file_name::plain(new.name());
    let old = model.sources.iter().find(|old| {
        let before = old.drop.is_some_and(|old| old < drop);
        before && old.is_of_use() && file_name::plain(old.name()) == name
    });
    let Some(old) = old else { return };
    let hash = |source: &SourceState| source.sha256.clone().filter(|hash| !hash.is_empty());
    let same = hash(old).is_some() && hash(old) == hash(new);
    let (old, new) = (old.id.clone(), id.to_owned());
    ask(model, About::SameName { old, new, same });
}
