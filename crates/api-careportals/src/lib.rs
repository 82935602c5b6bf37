//! The CarePortals dialect.
