//! Fixed lists that people choose from, with their words in both languages.

/// Declares a fixed list: variant, Vietnamese as the register writes it, English. The last is the one where nothing is said.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $vi:literal $en:literal,)+ | $last:ident $last_vi:literal $last_en:literal }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[doc = $vi] $variant,)+
            #[doc = $last_vi]
            #[default]
            $last,
        }

        impl $name {
            /// Every choice, in the order people are offered them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+ Self::$last];

            /// The words for people.
            pub fn name(self) -> Localized {
                match self {
                    $(Self::$variant => Localized::new($vi, $en),)+
                    Self::$last => Localized::new($last_vi, $last_en),
                }
            }
        }
    };
}
pub(crate) use choices;
