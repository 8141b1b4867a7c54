//! The macro that sets the two languages of a message side by side.

/// Declares an enum of messages. Each variant has fields (of type `String` where no other is given) and its text in
/// both languages, as format strings over the fields; a text that leaves an argument out does not pass the lints.
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
            /// The message in the reader's language.
            #[must_use]
            pub fn render(&self, language: $crate::Language) -> String {
                match (self, language) {
                    $(
                        (Self::$variant $({ $($field),+ })?, $crate::Language::Zh) => format!($zh),
                        (Self::$variant $({ $($field),+ })?, $crate::Language::En) => format!($en),
                    )+
                }
            }
        }
    };
    (@type) => { String };
    (@type $type:ty) => { $type };
}
