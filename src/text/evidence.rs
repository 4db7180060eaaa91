//! Why a choice was made, for the source's card.

use super::Bilingual;
use crate::ingest::source::Because;

/// The reason in words.
pub fn because(because: &Because) -> Bilingual {
    match because {
        Because::Override => Bilingual::new("you chose it", "ご指定によります"),
        Because::Fits { rows, of } => Bilingual::new(
            format!("{rows} of {of} rows looked at fit"),
            format!("調べた {of} 行のうち {rows} 行が合います"),
        ),
        Because::Name(name) => Bilingual::new(
            format!("the name “{name}” says so"),
            format!("「{name}」という名前からわかります"),
        ),
        Because::Stated(what) => Bilingual::new(
            format!("the file says so itself ({what})"),
            format!("ファイル自身に書かれています（{what}）"),
        ),
        Because::Only => Bilingual::new("nothing else fits", "ほかに当てはまるものがありません"),
    }
}
