//! Enums whose variants have one name each, for JSON, addresses and `data-` attributes.

/// Gives an enum without data `ALL`, `NAMES`, `name()` and `from_name()`, all of one list:
/// `named!(WeekStart { "monday" Monday, "sunday" Sunday });`. A variant that the list has not is
/// an error of the compiler.
macro_rules! named {
    ($type:ident { $($name:literal $variant:ident),+ $(,)? }) => {
        impl $type {
            /// All of them, in their order.
            pub const ALL: [$type; [$($name),+].len()] = [$($type::$variant),+];
            /// Their names, in the same order.
            pub const NAMES: [&'static str; [$($name),+].len()] = [$($name),+];

            /// Its name in JSON and in addresses.
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name,)+
                }
            }

            /// The one of this name.
            pub fn from_name(name: &str) -> Option<$type> {
                match name {
                    $($name => Some($type::$variant),)+
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use named;
