//! Signing in and out, lock-out, sessions.

use domain::Code;
use domain::permissions::Role;
use domain::time::{DAY_MS, MINUTE_MS, SECOND_MS};
use engine::accounts::{self, ClientInfo};

use crate::world::{PASSWORD, World, client, code, problem};

#[tokio::test(flavor = "multi_thread")]
async fn address_and_password_sign_in_and_the_address_is_read_as_people_spell_it() {
    let world = World::new().await;
    let first = world.set_up().await;
    let second = world.session(&world.sign_in(" ANN@example.com ", PASSWORD).await.unwrap()).await;
    assert_eq!(first.view(), second.view());
    assert_ne!(first.id(), second.id());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let world = World::new().await;
    world.set_up().await;
    let wrong = problem(world.sign_in("ann@example.com", "seven loud chamomiles").await);
    let unknown = problem(world.sign_in("nobody@example.com", PASSWORD).await);
    assert_eq!(wrong, unknown);
    assert_eq!(wrong.code, Code::Invalid);
    assert_eq!(problem(world.sign_in("nonsense", PASSWORD).await).fields.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_five_failures_one_waits_longer_each_time_and_unknown_addresses_wait_alike() {
    let world = World::new().await;
    world.set_up().await;
    for email in ["ann@example.com", "nobody@example.com"] {
        for _ in 0..5 {
            assert_eq!(code(world.sign_in(email, "wrong password").await), Code::Invalid);
        }
        let mut waits = Vec::new();
        for _ in 0..7 {
            let wait = problem(world.sign_in(email, PASSWORD).await);
            assert_eq!(wait.code, Code::Limited, "{email}");
            let seconds = wait.retry_after_s.unwrap();
            waits.push(seconds);
            world.clock.advance_ms(i64::from(seconds) * SECOND_MS);
            assert_eq!(code(world.sign_in(email, "wrong password").await), Code::Invalid, "{email}");
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900], "{email}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_during_the_wait_do_not_lengthen_it_and_success_resets_the_count() {
    let world = World::new().await;
    world.set_up().await;
    for _ in 0..5 {
        assert_eq!(code(world.sign_in("ann@example.com", "wrong password").await), Code::Invalid);
    }
    for _ in 0..10 {
        assert_eq!(code(world.sign_in("ann@example.com", PASSWORD).await), Code::Limited);
    }
    world.clock.advance_ms(30 * SECOND_MS);
    world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    for _ in 0..4 {
        assert_eq!(code(world.sign_in("ann@example.com", "wrong password").await), Code::Invalid);
    }
    world.sign_in("ann@example.com", PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_out_survives_a_restart_and_is_forgotten_after_a_day() {
    let world = World::new().await;
    world.set_up().await;
    for _ in 0..5 {
        assert_eq!(code(world.sign_in("ann@example.com", "wrong password").await), Code::Invalid);
    }
    let typed = accounts::SignIn { email: "ann@example.com".into(), password: PASSWORD.into() };
    let restarted = world.second_node().await;
    assert_eq!(code(accounts::sign_in(&restarted, typed, &client()).await), Code::Limited);
    world.clock.advance_ms(DAY_MS + 1);
    for _ in 0..4 {
        assert_eq!(code(world.sign_in("ann@example.com", "wrong password").await), Code::Invalid);
    }
    world.sign_in("ann@example.com", PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_in_parallel_gains_nothing() {
    let world = World::new().await;
    world.set_up().await;
    let tries = (0..12).map(|_| world.sign_in("ann@example.com", "wrong password"));
    let codes: Vec<_> = futures::future::join_all(tries).await.into_iter().map(code).collect();
    assert_eq!(codes.iter().filter(|c| **c == Code::Invalid).count(), 5);
    assert_eq!(codes.iter().filter(|c| **c == Code::Limited).count(), 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_and_nonsense_is_no_session() {
    let world = World::new().await;
    world.set_up().await;
    let signed_in = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    accounts::sign_out(&world.app, &signed_in.token.expose()).await.unwrap();
    assert!(world.find_session(&signed_in).await.is_none());
    accounts::sign_out(&world.app, &signed_in.token.expose()).await.unwrap();
    for nonsense in ["", "x", &"A".repeat(43), &"x".repeat(100_000)] {
        assert!(accounts::open_session(&world.app, nonsense, &client()).await.unwrap().is_none());
        accounts::sign_out(&world.app, nonsense).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_slides_while_it_is_used_and_ends_after_thirty_days_without_use() {
    let world = World::new().await;
    world.set_up().await;
    let signed_in = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    for _ in 0..3 {
        world.clock.advance_ms(29 * DAY_MS);
        let session = world.session(&signed_in).await;
        assert!(session.renewed_until().is_some());
    }
    world.clock.advance_ms(30 * DAY_MS);
    assert!(world.find_session(&signed_in).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn use_is_written_at_most_once_a_minute_with_the_address_of_then() {
    let world = World::new().await;
    world.set_up().await;
    let signed_in = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    let token = signed_in.token.expose();
    let elsewhere = ClientInfo { address: "198.51.100.1".into(), ..client() };
    world.clock.advance_ms(MINUTE_MS - 1);
    let session = accounts::open_session(&world.app, &token, &elsewhere).await.unwrap().unwrap();
    assert_eq!(session.renewed_until(), None);
    world.clock.advance_ms(1);
    let session = accounts::open_session(&world.app, &token, &elsewhere).await.unwrap().unwrap();
    assert!(session.renewed_until().is_some());
    let session = accounts::open_session(&world.app, &token, &client()).await.unwrap().unwrap();
    assert_eq!(session.renewed_until(), None);
    let listed = accounts::list_sessions(&session).await.unwrap();
    assert_eq!(listed[0].address, "198.51.100.1");
    assert!(listed[0].is_current && !listed[1].is_current);
    assert_eq!(listed[0].device, "Firefox on Linux");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_ends_their_own_sign_ins_and_nobody_elses() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let bob = world.join(&ann.ctx().unwrap(), "bob@example.com", Role::Agent).await;
    let second = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    let third = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    let second_id = world.session(&second).await.id().clone();
    assert_eq!(code(accounts::end_session(&bob, second_id.clone()).await), Code::NotFound);
    accounts::end_session(&ann, second_id.clone()).await.unwrap();
    assert!(world.find_session(&second).await.is_none());
    assert_eq!(code(accounts::end_session(&ann, second_id).await), Code::NotFound);
    assert_eq!(accounts::end_other_sessions(&ann).await.unwrap(), 1);
    assert!(world.find_session(&third).await.is_none());
    assert_eq!(accounts::list_sessions(&ann).await.unwrap().len(), 1);
    assert_eq!(accounts::list_sessions(&bob).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_address_takes_as_long_as_a_wrong_password() {
    let world = World::new().await;
    world.set_up().await;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        for (email, times) in [("ann@example.com", &mut known), ("nobody@example.com", &mut unknown)] {
            let start = std::time::Instant::now();
            assert_eq!(code(world.sign_in(email, "wrong password").await), Code::Invalid);
            times.push(start.elapsed().as_secs_f64());
        }
        // So that nobody is locked out.
        world.clock.advance_ms(2 * DAY_MS);
    }
    // Without the hash that stands in for nobody's, the second would be twenty times shorter; the neighbours of a test on
    // a busy machine make less of a difference to a median.
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let (known, unknown) = (median(&mut known), median(&mut unknown));
    assert!((0.4..2.5).contains(&(unknown / known)), "{known} s and {unknown} s");
}
