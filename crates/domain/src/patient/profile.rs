//! What a practice writes down about a patient beside name and contact.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{FieldCode, Result};
use crate::id::PractitionerId;
use crate::text::{self, Problems};

/// Largest picture, in bytes of its address; those that are the picture themselves are the long ones.
const PHOTO_MAX: usize = 1024 * 1024 + 64;

/// Declares the profile: its plain texts with their greatest lengths in characters, then the rest.
macro_rules! profile {
    ($($(#[$doc:meta])* $name:ident: $max:literal,)+) => {
        /// What is known of a patient beside name and contact. Whatever is absent is not known.
        #[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[serde(default)]
        pub struct PatientProfile {
            $($(#[$doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $name: Option<String>,)+
            /// Gender, for administration.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub gender: Option<Gender>,
            /// Stage of life.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub life_stage: Option<LifeStage>,
            /// In what relation they stand to the practice.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub kind: Option<PatientKind>,
            /// Whose patient they are.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub practitioner_id: Option<PractitionerId>,
            /// Whether they have yet to become a patient.
            #[serde(skip_serializing_if = "std::ops::Not::not")]
            pub is_prospect: bool,
            /// A picture: an https address, or the picture itself as a data address.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub photo: Option<String>,
            /// What some door carries here and nobody else understands.
            #[serde(flatten)]
            pub other: BTreeMap<String, serde_json::Value>,
        }

        impl PatientProfile {
            /// The plain texts with their greatest lengths in characters.
            pub const TEXTS: &'static [(&'static str, usize)] = &[$((stringify!($name), $max),)+];

            /// The plain text of that name.
            pub fn text(&self, name: &str) -> Option<&str> {
                match name {
                    $(stringify!($name) => self.$name.as_deref(),)+
                    _ => None,
                }
            }

            /// Where the plain text of that name is kept.
            pub fn text_mut(&mut self, name: &str) -> Option<&mut Option<String>> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)+
                    _ => None,
                }
            }
        }
    };
}

profile! {
    /// First letter of a name in the middle.
    middle_initial: 10,
    /// The name in full, where it is not simply its parts.
    full_name: 255,
    /// What they are called.
    nick_name: 100,
    /// Pronouns.
    pronouns: 50,
    /// Sexual identity, in their words.
    sexual_identity: 50,
    /// The language they speak.
    primary_language: 50,
    /// A phone number, as it was typed.
    phone: 40,
    /// A mobile phone's number, as it was typed.
    cell_phone: 40,
    /// The number for text messages, as it was typed.
    sms_phone: 40,
    /// Street and number.
    address: 255,
    /// Flat or floor.
    unit: 50,
    /// City.
    city: 100,
    /// State, province or region.
    state: 100,
    /// Postal code.
    zip: 20,
    /// Country.
    country: 100,
    /// To whom goods are sent.
    shipping_name: 255,
    /// Street and number to which goods are sent.
    shipping_address: 255,
    /// Flat or floor to which goods are sent.
    shipping_unit: 50,
    /// City to which goods are sent.
    shipping_city: 100,
    /// State, province or region to which goods are sent.
    shipping_state: 100,
    /// Postal code to which goods are sent.
    shipping_zip: 20,
    /// Country to which goods are sent.
    shipping_country: 100,
    /// Whatever else there is to say.
    notes: 20_000,
}

crate::text_enum! {
    /// Gender, for administration. FHIR AdministrativeGender.
    Gender {
        /// Male.
        Male = "male",
        /// Female.
        Female = "female",
        /// Another.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

crate::text_enum! {
    /// Stage of life.
    LifeStage {
        /// A baby.
        Infant = "infant",
        /// One who learns to walk.
        Toddler = "toddler",
        /// A child.
        Child = "child",
        /// A teenager.
        Adolescent = "adolescent",
        /// A young adult.
        EarlyAdult = "early_adult",
        /// An adult.
        Adult = "adult",
        /// An adult of whatever age.
        AllAdults = "all_adults",
        /// An old person.
        Senior = "senior",
    }
}

crate::text_enum! {
    /// In what relation somebody stands to the practice.
    PatientKind {
        /// A patient.
        Patient = "patient",
        /// A child of a patient.
        Child = "child",
        /// One who pays themselves.
        Cash = "cash",
        /// One whose insurance pays.
        Insurance = "insurance",
        /// One who pays for somebody else.
        Guarantor = "guarantor",
    }
}

impl PatientProfile {
    /// The phone numbers, as they were typed.
    pub fn phones(&self) -> impl Iterator<Item = &str> {
        [&self.phone, &self.cell_phone, &self.sms_phone].into_iter().filter_map(|phone| phone.as_deref())
    }

    /// Trims and checks all limits; blank texts become absent.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn check(&mut self) -> Result<()> {
        let mut problems = Problems::new();
        for (name, max) in Self::TEXTS {
            if let Some(checked) = problems.take(text::optional(name, self.text(name), *max))?
                && let Some(slot) = self.text_mut(name)
            {
                *slot = checked;
            }
        }
        self.photo = self.photo.take().filter(|photo| !photo.trim().is_empty());
        if self.photo.as_deref().is_some_and(|photo| !is_picture(photo)) {
            let message = "An https address, or a picture as a data address of at most 1 MiB.";
            problems.add("photo", FieldCode::BadFormat, message);
        }
        problems.finish()
    }
}

fn is_picture(photo: &str) -> bool {
    let plain = photo.bytes().all(|letter| letter.is_ascii_graphic());
    let address = photo.starts_with("https://") && (9..=2000).contains(&photo.len());
    let data = photo.starts_with("data:image/") && photo.contains(',') && photo.len() <= PHOTO_MAX;
    plain && (address || data)
}
