//! Tag: a label that a practice puts on patients. FHIR Patient.meta.tag.

use crate::error::Result;
use crate::id::TagId;
use crate::text::{self, Problems};

/// A label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Our id.
    pub id: TagId,
    /// Its word, unique in the practice without regard to case.
    pub name: String,
    /// In which colour it is shown, in whatever notation the practice uses.
    pub colour: Option<String>,
}

/// A new label.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NewTag {
    /// Its word.
    pub name: String,
    /// Its colour.
    pub colour: Option<String>,
}

impl NewTag {
    /// Trims and checks all limits.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn check(&self) -> Result<Self> {
        let mut problems = Problems::new();
        let name = problems.take(text::required("name", &self.name, 100))?;
        let colour = problems.take(text::optional("colour", self.colour.as_deref(), 30))?;
        problems.finish()?;
        Ok(Self { name: name.unwrap_or_default(), colour: colour.flatten() })
    }
}
