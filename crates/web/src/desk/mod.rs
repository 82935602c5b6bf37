//! The desk: where those who work for a practice sign in, look after their account, and say who else may. The rules are those of
//! `app`: who may not see something is told that there is no such page.

mod account;
mod failure;
mod form;
mod frame;
mod guest;
mod links;
mod password;
mod routes;
#[cfg(test)]
mod samples;
mod second_factor;
mod sign_in;
mod user;

pub(crate) use failure::page as failure_page;
pub(crate) use links::covers;
pub(crate) use routes::router;
#[cfg(test)]
pub(crate) use {
    account::AccountPage,
    password::{ForgottenPage, NewPasswordPage, PasswordPage},
    second_factor::SecondFactorPage,
    sign_in::SignInPage,
    user::{LinkPage, NewUserPage, UserPage, UsersPage},
};

/// What a handler gives.
type Answer = Result<axum::response::Response, crate::error::Failure>;
