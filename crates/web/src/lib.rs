//! Pages for patients.
