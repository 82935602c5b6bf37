//! Prospects.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::scalar::{Instant, LocalDate};
use super::tag::Tag;

/// A person. The members are written by a table that reading them uses too: see `convert::prospect`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Prospect(pub(crate) Map<String, Value>);

impl Serialize for Prospect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Members of a person that can be written. What is absent stays, what is null or blank is cleared. A new person needs
/// `FirstName`, `LastName` or `FullName`.
#[derive(Serialize, ToSchema)]
#[schema(
    as = ProspectFields,
    rename_all = "PascalCase",
    example = json!({ "FirstName": "Marisol", "LastName": "Okafor", "EMail": "marisol@example.com", "Phone": "555-0123" })
)]
pub(crate) struct ProspectFields {
    /// First name.
    #[schema(max_length = 100)]
    first_name: Option<String>,
    /// Middle initial.
    #[schema(rename = "MI", max_length = 10)]
    mi: Option<String>,
    /// Last name.
    #[schema(max_length = 100)]
    last_name: Option<String>,
    /// The whole name, where it is not its parts joined.
    #[schema(max_length = 255)]
    full_name: Option<String>,
    /// What they are called.
    #[schema(max_length = 100)]
    nick_name: Option<String>,
    /// Male, female, other, unknown.
    gender: Option<Gender>,
    /// Date of birth.
    #[schema(rename = "DOB")]
    dob: Option<LocalDate>,
    /// Stage of life.
    life_stage: Option<LifeStage>,
    /// Pronouns.
    #[schema(max_length = 50)]
    pronouns: Option<String>,
    /// Sexual identity.
    #[schema(max_length = 50)]
    sexual_identity: Option<String>,
    /// Language.
    #[schema(max_length = 50)]
    primary_language: Option<String>,
    /// In what relation they stand to the practice.
    #[schema(rename = "Type")]
    kind: Option<ProspectType>,
    /// Phone number.
    #[schema(max_length = 40)]
    phone: Option<String>,
    /// Mobile phone's number.
    #[schema(max_length = 40)]
    cell_phone: Option<String>,
    /// Number for text messages.
    #[schema(rename = "SMSPhone", max_length = 40)]
    sms_phone: Option<String>,
    /// Mail address.
    #[schema(rename = "EMail", max_length = 254)]
    email: Option<String>,
    /// Street and number.
    #[schema(max_length = 255)]
    address: Option<String>,
    /// Flat or floor.
    #[schema(max_length = 50)]
    unit: Option<String>,
    /// City.
    #[schema(max_length = 100)]
    city: Option<String>,
    /// State.
    #[schema(max_length = 100)]
    state: Option<String>,
    /// Postal code.
    #[schema(max_length = 20)]
    zip: Option<String>,
    /// Country.
    #[schema(max_length = 100)]
    country: Option<String>,
    /// Provider the person belongs to.
    #[schema(rename = "ProviderID")]
    provider_id: Option<i64>,
    /// 1 while a prospect, 0 once not. `"1"`, `"0"`, `true` and `false` are understood too.
    #[schema(minimum = 0, maximum = 1, nullable = false)]
    prospect: Option<i64>,
    /// To whom goods are sent.
    #[schema(rename = "Sh_Name", max_length = 255)]
    sh_name: Option<String>,
    /// Street and number to which goods are sent.
    #[schema(rename = "Sh_Address", max_length = 255)]
    sh_address: Option<String>,
    /// Flat or floor to which goods are sent.
    #[schema(rename = "Sh_Unit", max_length = 50)]
    sh_unit: Option<String>,
    /// City to which goods are sent.
    #[schema(rename = "Sh_City", max_length = 100)]
    sh_city: Option<String>,
    /// State to which goods are sent.
    #[schema(rename = "Sh_State", max_length = 100)]
    sh_state: Option<String>,
    /// Postal code to which goods are sent.
    #[schema(rename = "Sh_Zip", max_length = 20)]
    sh_zip: Option<String>,
    /// Country to which goods are sent.
    #[schema(rename = "Sh_Country", max_length = 100)]
    sh_country: Option<String>,
    /// Picture: an https address, or the picture itself as a data address of at most 1 MiB.
    pt_img: Option<String>,
    /// Whatever else there is to say.
    #[schema(max_length = 20000)]
    notes: Option<String>,
}

/// A person, as answers have them: every member of `ProspectFields`, and these.
#[derive(Serialize, ToSchema)]
#[schema(as = Prospect, rename_all = "PascalCase")]
pub(crate) struct ProspectAnswer {
    #[serde(flatten)]
    fields: ProspectFields,
    /// Their id.
    #[schema(rename = "ProspectID", minimum = 1)]
    prospect_id: i64,
    /// Their labels.
    tags: Vec<Tag>,
    /// When they were registered.
    created_at: Instant,
    /// When anything about them last changed.
    updated_at: Instant,
}

/// Gender.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "a description only")]
pub(crate) enum Gender {
    /// Male.
    M,
    /// Female.
    F,
    /// Other.
    O,
    /// Unknown.
    U,
}

/// Stage of life.
#[derive(Serialize, ToSchema)]
#[expect(dead_code, reason = "a description only")]
pub(crate) enum LifeStage {
    /// A baby.
    Infant,
    /// One who learns to walk.
    Toddler,
    /// A child.
    Child,
    /// A teenager.
    Adolescent,
    /// A young adult.
    EarlyAdult,
    /// An adult.
    Adult,
    /// An adult of whatever age.
    AllAdults,
    /// An old person.
    Senior,
}

/// In what relation somebody stands to the practice.
#[derive(Serialize, ToSchema)]
#[expect(dead_code, reason = "a description only")]
pub(crate) enum ProspectType {
    /// A patient.
    Patient,
    /// A child of a patient.
    Child,
    /// One who pays themselves.
    Cash,
    /// One whose insurance pays.
    Insurance,
    /// One who pays for somebody else.
    Guarantor,
}
