//! The macro that sets the two languages of a message side by side.

/// Declares an enum of messages. Each variant has fields (of type `String` where no other is given) and its text in
/// both languages, as format strings over the fields. A text may leave out what only the other language needs.
macro_rules! messages {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident $({ $($field:ident $(: $type:ty)?),+ $(,)? })? => { zh: $zh:literal, en: $en:literal $(,)? }
            ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                $variant $({
                    $(
                        #[doc = concat!("What stands for `", stringify!($field), "`.")]
                        $field: messages!(@type $($type)?),
                    )+
                })?,
            )+
        }

        impl $name {
            /// The name of the message: the same in every language and for every argument.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => stringify!($variant),)+
                }
            }

            /// The messages without fields in the reader's language, by name: words for a template.
            #[must_use]
            pub fn words(language: $crate::Language) -> Vec<(&'static str, String)> {
                let words: Vec<Option<Self>> = vec![$(messages!(@word $variant $({ $($field),+ })?)),+];
                words.into_iter().flatten().map(|it| (it.name(), it.render(language))).collect()
            }

            /// The message in the reader's language.
            #[must_use]
            pub fn render(&self, language: $crate::Language) -> String {
                match (self, language) {
                    $(
                        (Self::$variant $({ $($field),+ })?, $crate::Language::Zh) => { $($(let _ = $field;)+)? format!($zh) }
                        (Self::$variant $({ $($field),+ })?, $crate::Language::En) => { $($(let _ = $field;)+)? format!($en) }
                    )+
                }
            }
        }
    };
    (@word $variant:ident) => { Some(Self::$variant) };
    (@word $variant:ident { $($field:ident),+ }) => { None };
    (@type) => { String };
    (@type $type:ty) => { $type };
}
