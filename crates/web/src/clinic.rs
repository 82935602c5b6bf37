//! The clinic whose page was asked for, and the hop into the core on its behalf.

use std::net::IpAddr;

use api_common::{ClientAddress, Core, RequestId};
use app::organization::{OrganizationKey, open};
use app::{App, Ctx, Result, Tx};
use availability::Channel;
use axum::extract::{FromRequestParts, Path, RawPathParams};
use axum::http::request::Parts;
use domain::organization::check_slug;
use domain::{Error, Noun};
use serde::de::DeserializeOwned;

use crate::error::Failure;

/// The clinic named by the address, and what the core wants to know about the request.
#[derive(Clone)]
pub(crate) struct Clinic {
    core: Core,
    slug: String,
    request_id: String,
    address: IpAddr,
}

impl FromRequestParts<Core> for Clinic {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, core: &Core) -> std::result::Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, core).await;
        let params = params.map_err(|_| Failure::no_such_page())?;
        let slug = params.iter().find(|(name, _)| *name == "slug").map(|(_, slug)| slug);
        // What can't be a name is nobody's, and need not be looked for.
        let slug = slug.filter(|slug| check_slug(slug).is_ok()).ok_or_else(Failure::no_such_page)?;
        let slug = slug.to_owned();
        let Ok(RequestId(request_id)) = RequestId::from_request_parts(parts, core).await;
        let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(parts, core).await;
        Ok(Self { core: core.clone(), slug, request_id, address })
    }
}

impl Clinic {
    /// Reads in one snapshot, as anybody at the clinic's door.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>, &Ctx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.core.read(self.door().entering(work)).await
    }

    /// Writes in one transaction, as anybody at the clinic's door.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>, &Ctx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.core.write(self.door().entering(work)).await
    }

    /// Refuses an address that has tried too many keys.
    pub(crate) fn check_tries(&self) -> Result<()> {
        self.core.parts().tries.check(self.address, self.core.app().now())
    }

    /// Counts an answer that says the key was wrong.
    pub(crate) fn note_try<T>(&self, answer: Result<T>) -> Result<T> {
        if matches!(answer, Err(Error::NotFound(Noun::Appointment))) {
            self.core.parts().tries.note(self.address, self.core.app().now());
        }
        answer
    }

    /// Where the request came from.
    pub(crate) fn address(&self) -> IpAddr {
        self.address
    }

    /// The core itself, for what is more than one transaction.
    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    fn door(&self) -> Door {
        Door {
            app: self.core.app().clone(),
            key: OrganizationKey::Slug(self.slug.clone()),
            request_id: self.request_id.clone(),
        }
    }
}

/// What a closure takes along to find the clinic inside the transaction.
struct Door {
    app: App,
    key: OrganizationKey,
    request_id: String,
}

impl Door {
    /// Finds the clinic, and then does the work.
    fn entering<T>(self, mut work: impl FnMut(&mut Tx<'_>, &Ctx) -> Result<T>) -> impl FnMut(&mut Tx<'_>) -> Result<T> {
        move |tx| {
            let ctx = self.open(tx)?;
            work(tx, &ctx)
        }
    }

    fn open(&self, tx: &mut Tx<'_>) -> Result<Ctx> {
        let organization = open(tx, &self.key)?;
        Ok(self.app.anonymous(organization, Channel::Online, &self.request_id))
    }
}

/// The variable parts of a path. An id that is no number leads nowhere.
pub(crate) struct Segments<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segments<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> std::result::Result<Self, Failure> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(segments)| Self(segments)).map_err(|_| Failure::no_such_page())
    }
}
