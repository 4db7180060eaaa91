//! Enums without data and the words that stand for them, in one place.

/// The words of an enum without data: `names!(Theme { "light" Light, "dark" Dark })` gives
/// `ALL`, `WORDS` (in the same order), `name()` and `from_name()`, and writes and reads it as its
/// word.
macro_rules! names {
    ($type:ident { $($word:literal $variant:ident),+ $(,)? }) => {
        impl $type {
            /// Every one.
            pub const ALL: [$type; [$($word),+].len()] = [$($type::$variant),+];
            /// Their words, in the order of `ALL`.
            pub const WORDS: [&'static str; [$($word),+].len()] = [$($word),+];

            /// The word for it.
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $word,)+
                }
            }

            /// The one of this word.
            pub fn from_name(word: &str) -> Option<$type> {
                match word {
                    $($word => Some($type::$variant),)+
                    _ => None,
                }
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<$type, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(from)?;
                let unknown = || serde::de::Error::unknown_variant(&word, &$type::WORDS);
                $type::from_name(&word).ok_or_else(unknown)
            }
        }
    };
}
pub(crate) use names;

#[cfg(test)]
mod tests {
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Colour {
        Red,
        DarkBlue,
    }
    names!(Colour { "red" Red, "dark-blue" DarkBlue });

    #[test]
    fn there_and_back() {
        for (colour, word) in Colour::ALL.iter().zip(Colour::WORDS) {
            assert_eq!(Colour::from_name(word), Some(*colour));
            assert_eq!(serde_json::to_value(colour).unwrap(), serde_json::json!(word));
            assert_eq!(serde_json::from_value::<Colour>(serde_json::json!(word)).unwrap(), *colour);
        }
        for wrong in [serde_json::json!(""), serde_json::json!(1), serde_json::json!("Red")] {
            assert!(serde_json::from_value::<Colour>(wrong).is_err());
        }
    }
}
