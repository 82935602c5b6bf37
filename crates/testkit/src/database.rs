//! Databases to test against: fresh, migrated, one per test, of either kind.

use std::path::Path;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::cluster;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file of its own.
    Sqlite,
    /// A database of the private cluster; see [`cluster`].
    Postgres,
}

impl Engine {
    /// Whether tests on it can run here. A `false` has been said loudly on standard error.
    pub fn is_available(self) -> bool {
        match self {
            Self::Sqlite => true,
            Self::Postgres => cluster::is_available(),
        }
    }
}

/// A fresh, migrated database, removed when this is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    /// What [`store::Db::open`] takes.
    pub url: String,
    /// The folder of an SQLite file; without one it is PostgreSQL.
    folder: Option<TempDir>,
}

impl TestDatabase {
    /// Makes one; nothing where the engine isn't installed, which has been said loudly on standard error.
    ///
    /// # Panics
    /// When the database can't be made.
    pub fn new(engine: Engine) -> Option<Self> {
        match engine {
            Engine::Sqlite => Some(Self::sqlite()),
            Engine::Postgres => Some(Self { url: cluster::url_of_new_database()?, folder: None }),
        }
    }

    fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("clinic.db");
        std::fs::write(&file, sqlite_template()).expect("a file in a temporary folder");
        Self { url: url_of(&file), folder: Some(folder) }
    }

    /// Which kind it is.
    pub fn engine(&self) -> Engine {
        if self.folder.is_some() { Engine::Sqlite } else { Engine::Postgres }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.engine() == Engine::Postgres {
            cluster::drop_database(&self.url);
        }
    }
}

/// The bytes of a migrated database. Kept in memory, as a static folder would never be removed.
fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("template.db");
        let database = store::Db::open(&url_of(&file), 1).expect("migrations of an empty database");
        database.close();
        drop(database);
        let left = folder.path().join("template.db-wal");
        assert!(!left.exists(), "the template is still open, so its file alone is not the whole database");
        std::fs::read(&file).expect("the file of the template")
    })
}

fn url_of(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// Runs a test on one engine, unless that isn't installed; used by [`both_databases!`](crate::both_databases).
#[doc(hidden)]
pub fn run(engine: Engine, test: fn(Engine)) {
    if engine.is_available() {
        test(engine);
    }
}

/// Like [`run`], on a runtime with several threads.
#[doc(hidden)]
pub fn run_async<F: Future<Output = ()>>(engine: Engine, test: fn(Engine) -> F) {
    if engine.is_available() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
        runtime.expect("a runtime").block_on(test(engine));
    }
}

/// Writes each test twice: `name::sqlite` and `name::postgres`. The body gets the [`Engine`] under the name it chooses, and
/// runs only where that is installed, so `TestDatabase::new(engine).unwrap()` is fine in it.
///
/// ```
/// testkit::both_databases! {
///     fn opens(engine) {
///         let database = testkit::TestDatabase::new(engine).unwrap();
///         store::Db::open(&database.url, 2).unwrap();
///     }
///
///     async fn answers(engine) {
///         tokio::task::yield_now().await;
///     }
/// }
/// ```
#[macro_export]
macro_rules! both_databases {
    () => {};
    ($(#[$attribute:meta])* fn $name:ident($engine:ident) $body:block $($rest:tt)*) => {
        $crate::both_databases!(@pair [$(#[$attribute])*] $name run);
        #[cfg(test)]
        fn $name($engine: $crate::Engine) $body
        $crate::both_databases!($($rest)*);
    };
    ($(#[$attribute:meta])* async fn $name:ident($engine:ident) $body:block $($rest:tt)*) => {
        $crate::both_databases!(@pair [$(#[$attribute])*] $name run_async);
        #[cfg(test)]
        async fn $name($engine: $crate::Engine) $body
        $crate::both_databases!($($rest)*);
    };
    (@pair [$($attributes:tt)*] $name:ident $run:ident) => {
        #[cfg(test)]
        mod $name {
            #[test]
            $($attributes)*
            fn sqlite() {
                $crate::database::$run($crate::Engine::Sqlite, super::$name);
            }

            #[test]
            $($attributes)*
            fn postgres() {
                $crate::database::$run($crate::Engine::Postgres, super::$name);
            }
        }
    };
}
