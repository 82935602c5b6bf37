//! Statements about users.

use domain::{OrganizationId, Role, User, UserId};
use jiff::Timestamp;

use crate::{Result, Row, Tx};

/// What signing in is decided by. Never leaves the use cases.
#[derive(Clone, Debug)]
pub struct UserSecrets {
    /// Who.
    pub user: User,
    /// The password as a PHC string; none when none was set yet.
    pub password: Option<String>,
    /// What the second factor is derived from.
    pub factor_nonce: Option<String>,
    /// The last step of the second factor that was used.
    pub factor_step: i64,
    /// Wrong tries since the last right one.
    pub wrong_tries: u32,
    /// Until when nobody may try.
    pub locked_until: Option<Timestamp>,
}

fn user(row: &Row<'_>) -> Result<User> {
    Ok(User {
        id: row.get("id")?,
        login: row.get("login")?,
        name: row.get("name")?,
        role: row.get("role")?,
        active: row.get("active")?,
        second_factor: row.get::<Option<i64>>("factor_since")?.is_some(),
        created_at: row.get("created_at")?,
    })
}

fn secrets(row: &Row<'_>) -> Result<UserSecrets> {
    Ok(UserSecrets {
        user: user(row)?,
        password: row.get("password")?,
        factor_nonce: row.get("factor_nonce")?,
        factor_step: row.get("factor_step")?,
        wrong_tries: row.get("wrong_tries")?,
        locked_until: row.get("locked_until")?,
    })
}

impl Tx<'_> {
    /// Adds a user without a password.
    ///
    /// # Errors
    /// `NotUnique` when the login is taken in that organization.
    pub fn insert_user(&mut self, organization: OrganizationId, user: &User) -> Result<()> {
        self.execute(
            "INSERT INTO users (organization_id, id, login, name, role, active, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[&organization, &user.id, &user.login, &user.name, &user.role, &user.active, &user.created_at],
        )?;
        Ok(())
    }

    /// Writes a user's name, role, and whether they may sign in.
    pub fn update_user(&mut self, organization: OrganizationId, user: &User) -> Result<()> {
        self.execute(
            "UPDATE users SET name = $3, role = $4, active = $5 WHERE organization_id = $1 AND id = $2",
            &[&organization, &user.id, &user.name, &user.role, &user.active],
        )?;
        Ok(())
    }

    /// The user with that id.
    pub fn find_user(&mut self, organization: OrganizationId, id: UserId) -> Result<Option<User>> {
        self.query_opt(
            "SELECT id, login, name, role, active, factor_since, created_at FROM users
             WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            user,
        )
    }

    /// What signing in is decided by, for that login.
    pub fn find_user_secrets_by_login(
        &mut self,
        organization: OrganizationId,
        login: &str,
    ) -> Result<Option<UserSecrets>> {
        self.query_opt(
            "SELECT id, login, name, role, active, factor_since, created_at, password, factor_nonce, factor_step, wrong_tries,
               locked_until FROM users WHERE organization_id = $1 AND login = $2",
            &[&organization, &login],
            secrets,
        )
    }

    /// What signing in is decided by, for that user.
    pub fn find_user_secrets(&mut self, organization: OrganizationId, id: UserId) -> Result<Option<UserSecrets>> {
        self.query_opt(
            "SELECT id, login, name, role, active, factor_since, created_at, password, factor_nonce, factor_step, wrong_tries,
               locked_until FROM users WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            secrets,
        )
    }

    /// The same, kept from changing until the transaction ends: tries at the same time are counted one after the other.
    pub fn lock_user_secrets(&mut self, organization: OrganizationId, id: UserId) -> Result<Option<UserSecrets>> {
        self.execute(
            "UPDATE users SET wrong_tries = wrong_tries WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
        )?;
        self.find_user_secrets(organization, id)
    }

    /// Users by login, at most `limit` after that login.
    pub fn list_users(&mut self, organization: OrganizationId, after: &str, limit: i64) -> Result<Vec<User>> {
        self.query(
            "SELECT id, login, name, role, active, factor_since, created_at FROM users
             WHERE organization_id = $1 AND login > $2 ORDER BY login LIMIT $3",
            &[&organization, &after, &limit],
            user,
        )
    }

    /// Keeps those of that role from changing until the transaction ends.
    pub fn lock_users_of_role(&mut self, organization: OrganizationId, role: Role) -> Result<()> {
        self.execute("UPDATE users SET role = role WHERE organization_id = $1 AND role = $2", &[&organization, &role])?;
        Ok(())
    }

    /// How many may sign in with that role.
    pub fn count_users_of_role(&mut self, organization: OrganizationId, role: Role) -> Result<i64> {
        self.query_one(
            "SELECT count(*) FROM users WHERE organization_id = $1 AND role = $2 AND active",
            &[&organization, &role],
            |row| row.at(0),
        )
    }

    /// Writes a user's password, and forgets wrong tries and every link to a new one.
    pub fn set_user_password(&mut self, organization: OrganizationId, id: UserId, phc: &str) -> Result<()> {
        self.execute(
            "UPDATE users SET password = $3, wrong_tries = 0, locked_until = NULL WHERE organization_id = $1 AND id = $2",
            &[&organization, &id, &phc],
        )?;
        self.delete_password_resets(organization, id)
    }

    /// Writes how many wrong tries there were, and until when nobody may try.
    pub fn set_user_tries(
        &mut self,
        organization: OrganizationId,
        id: UserId,
        wrong_tries: u32,
        locked_until: Option<Timestamp>,
    ) -> Result<()> {
        self.execute(
            "UPDATE users SET wrong_tries = $3, locked_until = $4 WHERE organization_id = $1 AND id = $2",
            &[&organization, &id, &wrong_tries, &locked_until],
        )?;
        Ok(())
    }

    /// Writes a user's second factor: what it is derived from, and since when it is asked for. Its codes so far are forgotten.
    pub fn set_user_factor(
        &mut self,
        organization: OrganizationId,
        id: UserId,
        nonce: Option<&str>,
        since: Option<Timestamp>,
    ) -> Result<()> {
        self.execute(
            "UPDATE users SET factor_nonce = $3, factor_since = $4, factor_step = 0 WHERE organization_id = $1 AND id = $2",
            &[&organization, &id, &nonce, &since],
        )?;
        self.execute("DELETE FROM recovery_codes WHERE organization_id = $1 AND user_id = $2", &[&organization, &id])?;
        Ok(())
    }

    /// Notes the last step of the second factor that was used, so that no code works twice.
    pub fn set_user_factor_step(&mut self, organization: OrganizationId, id: UserId, step: i64) -> Result<()> {
        self.execute(
            "UPDATE users SET factor_step = $3 WHERE organization_id = $1 AND id = $2",
            &[&organization, &id, &step],
        )?;
        Ok(())
    }

    /// Adds a recovery code.
    pub fn insert_recovery_code(&mut self, organization: OrganizationId, id: UserId, digest: &str) -> Result<()> {
        self.execute(
            "INSERT INTO recovery_codes (organization_id, user_id, digest) VALUES ($1, $2, $3)",
            &[&organization, &id, &digest],
        )?;
        Ok(())
    }

    /// Forgets all recovery codes of somebody.
    pub fn delete_recovery_codes(&mut self, organization: OrganizationId, id: UserId) -> Result<()> {
        self.execute("DELETE FROM recovery_codes WHERE organization_id = $1 AND user_id = $2", &[&organization, &id])?;
        Ok(())
    }

    /// Uses a recovery code up; whether it was there.
    pub fn use_recovery_code(&mut self, organization: OrganizationId, id: UserId, digest: &str) -> Result<bool> {
        let used = self.execute(
            "DELETE FROM recovery_codes WHERE organization_id = $1 AND user_id = $2 AND digest = $3",
            &[&organization, &id, &digest],
        )?;
        Ok(used == 1)
    }

    /// How many recovery codes are left.
    pub fn count_recovery_codes(&mut self, organization: OrganizationId, id: UserId) -> Result<i64> {
        self.query_one(
            "SELECT count(*) FROM recovery_codes WHERE organization_id = $1 AND user_id = $2",
            &[&organization, &id],
            |row| row.at(0),
        )
    }

    /// Adds a link to a new password.
    pub fn insert_password_reset(
        &mut self,
        organization: OrganizationId,
        id: UserId,
        digest: &str,
        expires_at: Timestamp,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO password_resets (organization_id, digest, user_id, expires_at) VALUES ($1, $2, $3, $4)",
            &[&organization, &digest, &id, &expires_at],
        )?;
        Ok(())
    }

    /// Whom that link to a new password is for, while it works.
    pub fn find_password_reset(
        &mut self,
        organization: OrganizationId,
        digest: &str,
        now: Timestamp,
    ) -> Result<Option<UserId>> {
        self.query_opt(
            "SELECT user_id FROM password_resets WHERE organization_id = $1 AND digest = $2 AND expires_at > $3",
            &[&organization, &digest, &now],
            |row| row.at(0),
        )
    }

    /// Whether somebody has a link to a new password that works beyond that moment.
    pub fn has_password_reset_beyond(
        &mut self,
        organization: OrganizationId,
        id: UserId,
        moment: Timestamp,
    ) -> Result<bool> {
        let found: i64 = self.query_one(
            "SELECT count(*) FROM password_resets WHERE organization_id = $1 AND user_id = $2 AND expires_at > $3",
            &[&organization, &id, &moment],
            |row| row.at(0),
        )?;
        Ok(found > 0)
    }

    /// Uses a link to a new password up; whom it was for, if it worked.
    pub fn use_password_reset(
        &mut self,
        organization: OrganizationId,
        digest: &str,
        now: Timestamp,
    ) -> Result<Option<UserId>> {
        let owner = self.find_password_reset(organization, digest, now)?;
        let deleted = self.execute(
            "DELETE FROM password_resets WHERE organization_id = $1 AND digest = $2",
            &[&organization, &digest],
        )?;
        Ok(owner.filter(|_| deleted == 1))
    }

    /// Forgets every link to a new password of somebody.
    pub fn delete_password_resets(&mut self, organization: OrganizationId, id: UserId) -> Result<()> {
        self.execute("DELETE FROM password_resets WHERE organization_id = $1 AND user_id = $2", &[&organization, &id])?;
        Ok(())
    }

    /// Removes links to new passwords that no longer work.
    pub fn delete_expired_password_resets_across_all_organizations(&mut self, now: Timestamp) -> Result<u64> {
        self.execute("DELETE FROM password_resets WHERE expires_at <= $1", &[&now])
    }
}
