//! Saved analyses in their list.

use crate::kit::language::Bilingual;

/// Name of the field that holds a name.
pub fn name() -> Bilingual {
    Bilingual::new("Name", "名前")
}

/// Opens one.
pub fn open() -> Bilingual {
    Bilingual::new("Open", "開く")
}

/// Removes one.
pub fn remove() -> Bilingual {
    Bilingual::new("Remove", "削除")
}
