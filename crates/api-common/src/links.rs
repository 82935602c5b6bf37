//! Links that leave the house, in a mail or on a terminal. Whoever makes one and the page that it leads to share its spelling.

use domain::secret::Secret;

/// The page on which a user of that organization chooses a new password, as routers write it.
pub const NEW_PASSWORD_ROUTE: &str = "/desk/{slug}/new-password/{token}";

/// The link to it. `public_url` is without a slash at its end. The token stands in the link's path, which no log of ours shows:
/// requests are logged by their route.
pub fn new_password_link(public_url: &str, slug: &str, token: &Secret) -> String {
    let path = NEW_PASSWORD_ROUTE.replace("{slug}", slug).replace("{token}", token.reveal());
    format!("{public_url}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_route_is_filled_in() {
        let link = new_password_link("https://clinic.example.org", "alice", &Secret::given("a-b_C"));
        assert_eq!(link, "https://clinic.example.org/desk/alice/new-password/a-b_C");
    }
}
