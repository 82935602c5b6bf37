//! What the installation keeps for itself.

use crate::{Result, Tx};

impl Tx<'_> {
    /// What is kept under that name.
    pub fn find_installation_setting(&mut self, name: &str) -> Result<Option<String>> {
        self.query_opt("SELECT value FROM installation_settings WHERE name = $1", &[&name], |row| row.at(0))
    }

    /// Keeps a value under that name, unless there is one already. Of two servers that start at once, both find the same one
    /// afterwards.
    pub fn insert_installation_setting(&mut self, name: &str, value: &str) -> Result<()> {
        self.execute(
            "INSERT INTO installation_settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
            &[&name, &value],
        )?;
        Ok(())
    }
}
