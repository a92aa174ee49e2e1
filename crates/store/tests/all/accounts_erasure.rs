//! Erasing a person, and what is deleted by age.

use domain::Timestamp;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{MailId, MailRef, SessionRef, UserId, WorkspaceId};
use domain::operations::MailState;
use domain::permissions::Role;
use sqlx::FromRow;
use store::erasure::{ERASERS, Person, erase};
use store::mails::{self, NewMail};
use store::sessions::{self, NewSession};
use store::{Clock, Random, Store, attempts, audit, events, password_resets, retention, sql, users};

use crate::accounts_people::{invite, join, user, workspace, write};
use crate::harness::TestDb;

both! {
    nothing_of_an_erased_person_is_left_in_any_table,
    erasing_leaves_everybody_else_alone,
    every_table_that_points_to_a_person_has_an_eraser,
    what_has_passed_its_time_goes_in_pieces_and_nothing_else,
}

const BOB: &str = "Bobby.Tables@Example.com";

async fn mail(db: &TestDb, store: &Store, workspace: Option<WorkspaceId>, to: &str) -> MailId {
    let new = NewMail {
        id: MailId::new(db.clock.now(), db.random.u128()),
        public_id: MailRef::new(db.random.u128()),
        template: "invitation",
        about: "inv_00000000000000000000".into(),
        recipient: to.to_owned(),
        recipient_folded: to.to_lowercase(),
        subject: "You are invited to Tea".into(),
        covered_token: vec![1; 32],
        created_at: db.clock.now(),
    };
    let id = new.id;
    write(store, move |w| Box::pin(mails::insert(workspace, new, w))).await.unwrap();
    id
}

/// A row of this person in every table that may have one.
async fn live(db: &TestDb, store: &Store, tea: WorkspaceId, email: &str, mark: u8) -> UserId {
    let id = user(db, store, email).await;
    join(db, store, tea, id, Role::Agent).await.unwrap();
    invite(db, store, tea, email, Actor::System).await.unwrap();
    let sent = mail(db, store, Some(tea), email).await;
    mail(db, store, None, email).await;
    let (now, note) = (db.clock.now(), format!("550 <{email}> unknown"));
    let public_id = users::get(id, store.db()).await.unwrap().public_id;
    let session = NewSession {
        token_hash: vec![mark; 32],
        public_id: SessionRef::new(db.random.u128()),
        user: id,
        workspace: Some(tea),
        device: format!("Browser of {email}"),
        address: "192.0.2.77".into(),
        created_at: now,
        expires_at: now.plus_ms(1_000),
    };
    store
        .write(Some(tea), move |w| {
            Box::pin(async move {
                mails::update_ended(sent, MailState::Failed, &note, now, &mut *w).await?;
                sessions::insert(session, &mut *w).await?;
                password_resets::insert(id, vec![mark; 32], now, now.plus_ms(1_000), &mut *w).await?;
                attempts::update_counted(&[mark; 32], now, &mut *w).await?;
                let fact = NewEvent::new(EventKind::MemberJoined, Actor::User(id), public_id.as_str());
                w.record(tea, fact).await
            })
        })
        .await
        .unwrap();
    let event = events::list(tea, 0, 100, store.db()).await.unwrap().pop().unwrap();
    write(store, move |w| Box::pin(async move { audit::insert(tea, &event, w).await })).await.unwrap();
    id
}

fn person(user: Option<UserId>, mark: u8) -> Person {
    Person { user, email_folded: BOB.to_lowercase(), attempt_subjects: vec![vec![mark; 32]] }
}

#[derive(FromRow)]
struct Name {
    name: String,
}

#[derive(FromRow)]
struct Count {
    n: i64,
}

/// Every column of every table that may hold text.
async fn text_columns(db: &TestDb, store: &Store) -> Vec<(String, String)> {
    let tables = if db.is_postgres() {
        "select table_name as name from information_schema.tables where table_schema = 'public'"
    } else {
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    };
    let mut columns = Vec::new();
    for table in sql(tables).all::<Name>(store.db()).await.unwrap() {
        let query = if db.is_postgres() {
            sql("select column_name as name from information_schema.columns
                 where table_schema = 'public' and data_type = 'text' and table_name = $1")
        } else {
            sql("select name from pragma_table_info($1) where lower(type) = 'text'")
        };
        for column in query.bind(table.name.as_str()).all::<Name>(store.db()).await.unwrap() {
            columns.push((table.name.clone(), column.name));
        }
    }
    columns
}

/// Where this text stands.
pub async fn places_of(db: &TestDb, store: &Store, text: &str) -> Vec<String> {
    let mut places = Vec::new();
    for (table, column) in text_columns(db, store).await {
        let statement = format!("select count(*) as n from {table} where lower({column}) like '%{text}%'");
        let found: Count = sql(statement.leak()).get(store.db()).await.unwrap();
        if found.n > 0 {
            places.push(format!("{table}.{column}"));
        }
    }
    places
}

async fn nothing_of_an_erased_person_is_left_in_any_table(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let bob = live(&db, &store, tea, BOB, 1).await;
    let before = events::list(tea, 0, 100, store.db()).await.unwrap();
    // The search finds what is there: else the claim below would say nothing.
    let places = places_of(&db, &store, "bobby.tables").await;
    for place in ["users.name", "users.email", "invitations.email", "mails.recipient", "mails.note", "sessions.device"]
    {
        assert!(places.iter().any(|found| found == place), "{place} is not among {places:?}");
    }
    let rows = write(&store, move |w| Box::pin(async move { erase(&person(Some(bob), 1), w).await })).await.unwrap();
    assert_eq!(rows, 8);
    assert_eq!(places_of(&db, &store, "bobby.tables").await, [""; 0]);
    assert_eq!(places_of(&db, &store, "192.0.2.77").await, [""; 0]);
    let anew = write(&store, |w| Box::pin(async { attempts::update_counted(&[1; 32], Timestamp(0), w).await }));
    assert_eq!(anew.await.unwrap().count, 1);
    assert_eq!(events::list(tea, 0, 100, store.db()).await.unwrap(), before);
    let entry = audit::list(tea, None, None, 10, store.db()).await.unwrap().remove(0);
    assert_eq!((entry.actor_kind.as_str(), entry.actor_name, entry.subject_name), ("user", None, None));
}

async fn erasing_leaves_everybody_else_alone(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    live(&db, &store, tea, "ann@example.com", 2).await;
    let before = places_of(&db, &store, "ann").await;
    let bob = live(&db, &store, tea, BOB, 1).await;
    write(&store, move |w| Box::pin(async move { erase(&person(Some(bob), 1), w).await })).await.unwrap();
    assert_eq!(places_of(&db, &store, "ann").await, before);
    // Someone who was only invited is erased by address alone.
    invite(&db, &store, tea, BOB, Actor::System).await.unwrap();
    let rows = write(&store, |w| Box::pin(async { erase(&person(None, 1), w).await })).await.unwrap();
    assert_eq!((rows, places_of(&db, &store, "bobby").await), (1, vec![]));
}

async fn every_table_that_points_to_a_person_has_an_eraser(db: TestDb) {
    let store = db.open().await;
    let of_contacts = store::erasure::contacts::ERASERS.iter().map(|eraser| eraser.table);
    let tables: Vec<&str> = ERASERS.iter().map(|eraser| eraser.table).chain(of_contacts).collect();
    let columns = text_columns(&db, &store).await;
    assert!(columns.len() > 50, "{columns:?}");
    for (table, column) in columns {
        let personal = ["user_id", "agent_id", "author_name", "contact_id", "email", "email_folded", "recipient"]
            .contains(&column.as_str());
        assert!(!personal || tables.contains(&table.as_str()), "{table}.{column} has no eraser");
    }
}

async fn what_has_passed_its_time_goes_in_pieces_and_nothing_else(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    for place in [tea, coffee] {
        for n in 0..3 {
            let done = mail(&db, &store, Some(place), "a@example.com").await;
            let now = db.clock.now();
            write(&store, move |w| Box::pin(mails::update_ended(done, MailState::Sent, "250", now, w))).await.unwrap();
            invite(&db, &store, place, &format!("a{n}@example.com"), Actor::System).await.unwrap();
            let fact = NewEvent::new(EventKind::ApiKeyRevoked, Actor::System, "key_1");
            let event = domain::events::Event { seq: n, fact, created_at: now };
            write(&store, move |w| Box::pin(async move { audit::insert(place, &event, w).await })).await.unwrap();
        }
        mail(&db, &store, Some(place), "waiting@example.com").await;
    }
    let old = Timestamp(db.clock.now().0 + 2_000);
    for expected in [2, 1, 0] {
        let deleted = write(&store, move |w| {
            Box::pin(async move {
                Ok((
                    retention::delete_mails(tea, old, 2, &mut *w).await?,
                    retention::delete_invitations(tea, old, 2, &mut *w).await?,
                    retention::delete_audit(tea, old, 2, &mut *w).await?,
                ))
            })
        });
        assert_eq!(deleted.await.unwrap(), (expected, expected, expected));
    }
    assert_eq!(mails::list(tea, None, 10, store.db()).await.unwrap().len(), 1, "the one that waits to be sent stays");
    assert_eq!(mails::list(coffee, None, 10, store.db()).await.unwrap().len(), 4);
    assert_eq!(audit::list(coffee, None, None, 10, store.db()).await.unwrap().len(), 3);
    let early = Timestamp(db.clock.now().0 - 1);
    let nothing = write(&store, move |w| Box::pin(retention::delete_audit(coffee, early, 9, w))).await.unwrap();
    assert_eq!(nothing, 0);
    live(&db, &store, coffee, "bob@example.com", 3).await;
    let ended = write(&store, move |w| {
        Box::pin(async move {
            Ok((
                retention::delete_sessions(old, 9, &mut *w).await?,
                retention::delete_password_resets(old, 9, &mut *w).await?,
                retention::delete_attempts(old, 9, &mut *w).await?,
                retention::delete_own_mails(old, 9, &mut *w).await?,
            ))
        })
    });
    assert_eq!(ended.await.unwrap(), (1, 1, 1, 0));
}
