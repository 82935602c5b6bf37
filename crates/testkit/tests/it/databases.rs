use testkit::{Engine, TestDatabase};

fn new(engine: Engine) -> TestDatabase {
    TestDatabase::new(engine).expect("an available engine")
}

testkit::both_databases! {
    /// The newest schema is there already, so that opening it is quick.
    fn a_database_comes_migrated(engine) {
        let database = new(engine);
        let opened = store::Db::open(&database.url, 1).unwrap();
        let migrations = opened.migrations().unwrap();
        assert_eq!(migrations.applied, migrations.known);
        let kind = if engine == Engine::Sqlite { "sqlite" } else { "postgres" };
        assert_eq!((opened.status().unwrap().kind, database.engine()), (kind, engine));
    }

    fn each_test_has_its_own(engine) {
        let databases: Vec<_> = std::thread::scope(|scope| {
            let made: Vec<_> = (0..8).map(|_| scope.spawn(move || new(engine))).collect();
            made.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let mut urls: Vec<_> = databases.iter().map(|database| database.url.as_str()).collect();
        urls.sort_unstable();
        urls.dedup();
        assert_eq!(urls.len(), 8);
    }

    fn a_dropped_database_is_gone_even_while_it_is_open(engine) {
        let database = new(engine);
        let url = database.url.clone();
        let opened = store::Db::open(&url, 1).unwrap();
        opened.status().unwrap();
        drop(database);
        assert!(store::Db::open(&url, 1).is_err());
    }

    async fn an_async_test_may_make_and_drop_databases(engine) {
        let database = new(engine);
        let url = database.url.clone();
        let opened = tokio::task::spawn_blocking(move || store::Db::open(&url, 1)).await.unwrap();
        assert!(opened.is_ok());
        drop(database);
    }
}
