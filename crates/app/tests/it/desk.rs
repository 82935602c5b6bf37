//! Labels, tickets, articles: made, changed, listed, kept from strangers.

use app::{article, tag, ticket};
use domain::article::{ArticleDetails, ArticleFilter};
use domain::patient::PatientDetails;
use domain::tag::NewTag;
use domain::text::Search;
use domain::ticket::{TicketDetails, TicketStatus};
use domain::{Error, Noun, Page, PageQuery, PatientId, Permission, TagId, TicketId};
use jiff::SignedDuration;
use testkit::TestClinic;
use testkit::clinic::Practice;

use crate::names;

fn patient(clinic: &TestClinic, practice: &Practice) -> PatientId {
    let ctx = clinic.staff(practice);
    let details = PatientDetails { given_name: "Ada".into(), ..PatientDetails::default() };
    clinic.write(move |tx| app::patient::create(tx, &ctx, details.clone())).unwrap().id
}

fn label(clinic: &TestClinic, practice: &Practice, name: &str) -> domain::Result<TagId> {
    let (ctx, new) = (clinic.system(practice), NewTag { name: name.into(), colour: None });
    clinic.write(move |tx| tag::create(tx, &ctx, &new)).map(|tag| tag.id)
}

fn labels(clinic: &TestClinic, of: PatientId) -> Vec<String> {
    let ctx = clinic.staff(&clinic.alice);
    let found = clinic.read(move |tx| tag::list_of(tx, &ctx, &[of])).unwrap();
    found.into_iter().map(|(_, tag)| tag.name).collect()
}

fn open_ticket(clinic: &TestClinic, subject: &str) -> TicketId {
    let (ctx, details) = (clinic.staff(&clinic.alice), TicketDetails::about(subject));
    clinic.write(move |tx| ticket::create(tx, &ctx, &details)).unwrap().id
}

fn written(title: &str, category: &str, active: bool) -> ArticleDetails {
    ArticleDetails {
        title: title.into(),
        article: format!("All about {title}."),
        category: Some(category.into()),
        kind: Some("HowTo".into()),
        tags: Some("one, two".into()),
        active,
    }
}

fn titles(clinic: &TestClinic, filter: ArticleFilter, page: PageQuery) -> (Vec<String>, i64) {
    let ctx = clinic.app.installation("test", clinic.app.now());
    let Page { items, total, .. } = clinic.read(move |tx| article::list(tx, &ctx, &filter, page)).unwrap();
    (items.into_iter().map(|article| article.details.title).collect(), total)
}

testkit::both_databases! {
    fn a_label_is_put_on_once_and_taken_off_once(engine) {
        let clinic = TestClinic::start(engine);
        let ada = patient(&clinic, &clinic.alice);
        let (vip, early) = (label(&clinic, &clinic.alice, "VIP").unwrap(), label(&clinic, &clinic.alice, "early").unwrap());
        let assign = |patient, tag| {
            let ctx = clinic.staff(&clinic.alice);
            clinic.write(move |tx| tag::assign(tx, &ctx, patient, tag))
        };
        assert!(assign(ada, vip).unwrap());
        assert!(!assign(ada, vip).unwrap(), "again");
        assert!(assign(ada, early).unwrap());
        assert_eq!(labels(&clinic, ada), ["early", "VIP"]);
        let remove = |tag| {
            let ctx = clinic.staff(&clinic.alice);
            clinic.write(move |tx| tag::remove(tx, &ctx, ada, tag))
        };
        remove(vip).unwrap();
        assert!(matches!(remove(vip), Err(Error::NotFound(Noun::Tag))));
        let remove_all = || {
            let ctx = clinic.staff(&clinic.alice);
            clinic.write(move |tx| tag::remove_all(tx, &ctx, ada)).unwrap()
        };
        assert_eq!((remove_all(), remove_all()), (1, 0));
        assert_eq!(labels(&clinic, ada), Vec::<String>::new());
    }

    fn labels_and_patients_of_others_do_not_exist(engine) {
        let clinic = TestClinic::start(engine);
        let (ada, theirs) = (patient(&clinic, &clinic.alice), patient(&clinic, &clinic.charlie));
        let (own, foreign) = (label(&clinic, &clinic.alice, "VIP").unwrap(), label(&clinic, &clinic.charlie, "VIP").unwrap());
        for (patient, tag, missing) in [(ada, foreign, Noun::Tag), (theirs, own, Noun::Patient), (ada, TagId(-1), Noun::Tag)] {
            let ctx = clinic.staff(&clinic.alice);
            let refused = clinic.write(move |tx| tag::assign(tx, &ctx, patient, tag));
            assert!(matches!(refused, Err(Error::NotFound(noun)) if noun == missing), "{patient} {tag}");
        }
        let refused = label(&clinic, &clinic.alice, "vip");
        assert!(matches!(refused, Err(Error::Duplicate { noun: Noun::Tag, field: "name" })));
        let ctx = clinic.anonymous(&clinic.alice);
        assert!(matches!(clinic.read(move |tx| tag::list(tx, &ctx)), Err(Error::Forbidden(Permission::ManageTags))));
    }

    fn a_comment_moves_a_ticket_up_and_leaves_its_state(engine) {
        let clinic = TestClinic::start(engine);
        let (first, second) = (open_ticket(&clinic, "Printer"), open_ticket(&clinic, "Login"));
        let list = || {
            let ctx = clinic.staff(&clinic.alice);
            let page = clinic.read(move |tx| ticket::list(tx, &ctx, PageQuery::default())).unwrap();
            page.items.into_iter().map(|ticket| ticket.id).collect::<Vec<_>>()
        };
        assert_eq!(list(), [second, first], "changed at the same moment: the later number first");
        clinic.clock.advance(SignedDuration::from_mins(5));
        let ctx = clinic.staff(&clinic.alice);
        clinic.write(move |tx| ticket::update(tx, &ctx, first, |details| details.status = TicketStatus::Closed)).unwrap();
        clinic.clock.advance(SignedDuration::from_mins(5));
        for (id, text) in [(second, "Try again."), (first, "It prints."), (first, "Thanks.")] {
            let ctx = clinic.staff(&clinic.alice);
            clinic.write(move |tx| ticket::comment(tx, &ctx, id, text, "Bob")).unwrap();
        }
        let ctx = clinic.staff(&clinic.alice);
        let (ticket, comments) = clinic.read(move |tx| ticket::get(tx, &ctx, first)).unwrap();
        assert_eq!((ticket.details.status, ticket.updated_at), (TicketStatus::Closed, clinic.app.now()));
        let said: Vec<&str> = comments.iter().map(|comment| comment.comment.as_str()).collect();
        assert_eq!(said, ["It prints.", "Thanks."]);
        assert_eq!(list(), [second, first]);
        let ctx = clinic.staff(&clinic.charlie);
        assert!(matches!(clinic.read(move |tx| ticket::get(tx, &ctx, first)), Err(Error::NotFound(Noun::Ticket))));
    }

    fn bad_tickets_and_comments_are_refused_with_every_bad_member(engine) {
        let clinic = TestClinic::start(engine);
        let id = open_ticket(&clinic, "Printer");
        let ctx = clinic.staff(&clinic.alice);
        let refused = clinic.write(move |tx| {
            ticket::update(tx, &ctx, id, |details| {
                details.subject = "  ".into();
                details.category = Some("x".repeat(101));
            })
        });
        assert!(names(&refused.unwrap_err(), &["subject", "category"]));
        let ctx = clinic.staff(&clinic.alice);
        let refused = clinic.write(move |tx| ticket::comment(tx, &ctx, id, "\0", ""));
        assert!(names(&refused.unwrap_err(), &["comment", "author"]));
    }

    fn articles_are_listed_while_active_and_read_always(engine) {
        let clinic = TestClinic::start(engine);
        let write = |details: ArticleDetails| {
            let ctx = clinic.app.installation("test", clinic.app.now());
            clinic.write(move |tx| article::create(tx, &ctx, &details)).unwrap().id
        };
        write(written("Déjà vu", "Billing", true));
        write(written("100% done", "Säle", true));
        let hidden = write(written("Old", "Billing", false));
        let all = PageQuery::default();
        assert_eq!(titles(&clinic, ArticleFilter::default(), all), (vec!["Déjà vu".into(), "100% done".into()], 2));
        let search = |text| ArticleFilter { search: Search::parse("search", Some(text)).unwrap(), ..ArticleFilter::default() };
        for (text, found) in [("DÉJÀ", 1), ("%", 1), ("_", 0), ("ONE, T", 2), ("about", 2), ("\\", 0), ("  ", 2), ("old", 0)] {
            assert_eq!(titles(&clinic, search(text), all).1, found, "{text}");
        }
        let category = |text: &str| ArticleFilter { category: Some(domain::text::fold(text)), ..ArticleFilter::default() };
        assert_eq!(titles(&clinic, category("SÄLE"), all).0, ["100% done"]);
        assert_eq!(titles(&clinic, category("Bill"), all).1, 0, "the whole word");
        let ctx = clinic.app.installation("test", clinic.app.now());
        clinic.write(move |tx| article::update(tx, &ctx, hidden, |details| details.active = true)).unwrap();
        assert_eq!(titles(&clinic, ArticleFilter::default(), PageQuery::new(2, 2).unwrap()), (vec!["Old".into()], 3));
        assert_eq!(titles(&clinic, ArticleFilter::default(), PageQuery::new(3, 2).unwrap()), (vec![], 3));
    }
}
