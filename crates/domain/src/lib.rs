//! Types and rules of the clinic. Pure: no I/O, no async, no database.
//!
//! One file per noun, named as everywhere else in the house. The words are HL7 FHIR's where it has one.

pub mod access;
pub mod access_request;
pub mod activity;
pub mod api_key;
pub mod appointment;
pub mod article;
pub mod audit;
pub mod claim;
pub mod closure;
pub mod error;
pub mod event;
pub mod group_session;
pub mod hold;
pub mod id;
pub mod location;
pub mod money;
pub mod organization;
pub mod page;
pub mod partner;
pub mod patient;
pub mod payment;
pub mod practitioner;
pub mod product;
pub mod questionnaire;
pub mod random;
pub mod resource;
pub mod roster;
pub mod secret;
pub mod service;
pub mod session;
pub mod tag;
pub mod text;
pub mod ticket;
pub mod time;
pub mod user;

pub use access::{Actor, Permission, Permissions, Refusal, Role, Scope, Scopes};
pub use access_request::AccessRequest;
pub use activity::Activity;
pub use api_key::ApiKey;
pub use appointment::{Appointment, AppointmentStatus};
pub use article::Article;
pub use claim::ClaimKind;
pub use closure::Closure;
pub use error::{Error, FieldCode, FieldError, Noun, Result};
pub use group_session::GroupSession;
pub use hold::Hold;
pub use id::*;
pub use location::Location;
pub use money::{Currency, Money};
pub use organization::Organization;
pub use page::{Page, PageQuery};
pub use partner::Partner;
pub use patient::Patient;
pub use payment::Payment;
pub use practitioner::Practitioner;
pub use product::Product;
pub use questionnaire::{Questionnaire, QuestionnaireItem, QuestionnaireResponse};
pub use random::{OsRandom, Random, SeededRandom};
pub use resource::Resource;
pub use roster::{Roster, RosterException};
pub use secret::InstallationSecret;
pub use service::Service;
pub use session::Session;
pub use tag::Tag;
pub use ticket::Ticket;
pub use time::{Clock, FrozenClock, LocalTime, SandboxClock, SystemClock};
pub use user::User;

/// Declares an enum whose values have one spelling in databases, logs and JSON.
#[macro_export]
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$value_doc])* $value,)+ }

        impl $name {
            /// All values, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$value,)+];

            /// The one spelling.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> std::result::Result<Self, String> {
                match text {
                    $($text => Ok(Self::$value),)+
                    _ => Err(format!("{text:?} is no {}", stringify!($name))),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
