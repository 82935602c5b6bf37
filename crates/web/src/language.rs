//! The languages of the pages, and their texts.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language the pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Italian.
    It,
    /// Portuguese as in Brazil.
    PtBr,
    /// French as in Canada.
    FrCa,
    /// Arabic, written from right to left.
    Ar,
    /// Gujarati.
    Gu,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 7] = [Self::En, Self::Es, Self::It, Self::PtBr, Self::FrCa, Self::Ar, Self::Gu];

    /// Its tag, for `lang` attributes.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::It => "it",
            Self::PtBr => "pt-BR",
            Self::FrCa => "fr-CA",
            Self::Ar => "ar",
            Self::Gu => "gu",
        }
    }

    /// Its name for itself.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::It => "Italiano",
            Self::PtBr => "Português",
            Self::FrCa => "Français",
            Self::Ar => "العربية",
            Self::Gu => "ગુજરાતી",
        }
    }

    /// The direction in which it is written, for `dir` attributes.
    pub(crate) fn direction(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            Self::En | Self::Es | Self::It | Self::PtBr | Self::FrCa | Self::Gu => "ltr",
        }
    }

    /// Whether its clocks go round twice a day.
    pub(crate) fn has_twelve_hours(self) -> bool {
        match self {
            Self::En | Self::Ar | Self::Gu => true,
            Self::Es | Self::It | Self::PtBr | Self::FrCa => false,
        }
    }

    /// The language that comes closest to a tag: `fr` and `fr-CH` are French as we have it.
    pub(crate) fn parse(tag: &str) -> Option<Self> {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
        let wanted = primary(tag);
        Self::ALL.into_iter().find(|language| primary(language.tag()) == wanted)
    }

    /// The best of an `Accept-Language` header.
    pub(crate) fn negotiate(header: &str) -> Option<Self> {
        let mut ranked: Vec<(f32, Self)> = header.split(',').filter_map(weighed).collect();
        // Stable: equals stay in the order of the header.
        ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        ranked.first().map(|&(_, language)| language)
    }

    /// A text without variables.
    pub(crate) fn text(self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// A text with variables.
    pub(crate) fn text_with(self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let bundle = &bundles()[self as usize];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            // Tests render every page and look for this mark.
            return format!("⟦{key}⟧");
        };
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("../locales/en.ftl"),
            Self::Es => include_str!("../locales/es.ftl"),
            Self::It => include_str!("../locales/it.ftl"),
            Self::PtBr => include_str!("../locales/pt-BR.ftl"),
            Self::FrCa => include_str!("../locales/fr-CA.ftl"),
            Self::Ar => include_str!("../locales/ar.ftl"),
            Self::Gu => include_str!("../locales/gu.ftl"),
        }
    }
}

/// One entry of an `Accept-Language` header: how much it is wanted, and which language of ours it is.
fn weighed(entry: &str) -> Option<(f32, Language)> {
    let (tag, weight) = entry.split_once(';').unwrap_or((entry, "q=1"));
    let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
    (weight > 0.0).then_some((weight, Language::parse(tag)?))
}

type Bundle = FluentBundle<FluentResource>;

fn bundles() -> &'static [Bundle; 7] {
    static BUNDLES: OnceLock<[Bundle; 7]> = OnceLock::new();
    BUNDLES.get_or_init(|| Language::ALL.map(bundle))
}

fn bundle(language: Language) -> Bundle {
    let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![identifier]);
    // The Arabic file has marks of direction round names. Round numbers they would turn 14:05 into 05:14.
    bundle.set_use_isolating(false);
    // The files are part of the binary, and tests parse them: nothing is lost here.
    let resource = FluentResource::try_new(language.source().to_owned()).unwrap_or_else(|(readable, _)| readable);
    let _ = bundle.add_resource(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_language_is_found() {
        assert_eq!(Language::parse("FR"), Some(Language::FrCa));
        assert_eq!(Language::parse("pt-PT"), Some(Language::PtBr));
        assert_eq!(Language::parse("ja"), None);
        assert_eq!(Language::negotiate("ja, fr;q=0.7, it;q=0.9"), Some(Language::It));
        assert_eq!(Language::negotiate("es-MX,es;q=0.9,en;q=0.8"), Some(Language::Es));
        assert_eq!(Language::negotiate("it;q=0, *"), None);
        assert_eq!(Language::negotiate("nonsense;;q=x,,"), None);
    }

    #[test]
    fn every_file_is_read_without_errors_and_order_is_that_of_all() {
        for (index, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, index);
            let parsed = FluentResource::try_new(language.source().to_owned());
            assert!(parsed.is_ok(), "{language:?}: {:?}", parsed.err().map(|(_, errors)| errors));
        }
    }

    #[test]
    fn numbers_choose_their_plural() {
        let minutes = |language: Language, count: i64| language.text_with("minutes", &[("count", count.into())]);
        assert_eq!(minutes(Language::En, 1), "1 minute");
        assert_eq!(minutes(Language::En, 30), "30 minutes");
        assert!(minutes(Language::Ar, 5).contains("دقائق"));
        assert!(minutes(Language::Ar, 30).contains("دقيقة"));
    }
}
