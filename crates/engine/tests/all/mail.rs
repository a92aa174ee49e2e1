//! Outgoing mail, through a real mail server.

use connectors::testing::{Hang, Script};
use domain::Code;
use domain::operations::{MailState, MailView};
use domain::permissions::Role;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use engine::accounts::{self, ResetRequested};
use engine::{Ctx, outgoing};
use store::NewJob;

use crate::world::{PASSWORD, PUBLIC_URL, World, code, token_of};

async fn log(ctx: &Ctx) -> Vec<MailView> {
    outgoing::list_mails(ctx, Default::default()).await.unwrap().items
}

fn refusing(code: u16, text: &str) -> Script {
    Script { recipient_reply: Some((code, text.into())), ..Script::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_goes_out_in_text_and_html_with_the_link_in_both() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let made = accounts::invite(&ctx, "Bob@Example.com", Role::Agent).await.unwrap();
    assert!(made.mailed);
    let queued = log(&ctx).await.remove(0);
    assert_eq!((queued.state, queued.attempts, queued.to.as_str()), (MailState::Queued, 0, "Bob@Example.com"));
    world.work_off().await;
    let mails = world.smtp.as_ref().unwrap().received();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    // Hosts are written in small letters on the wire.
    assert_eq!(mail.to, ["Bob@example.com"]);
    assert_eq!(mail.header("Subject").as_deref(), Some("You are invited to Tea"));
    assert_eq!(mail.header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(mail.header("Message-ID"), Some(format!("{}@help.example.com", queued.id)));
    assert_eq!(mail.content_type().as_deref(), Some("multipart/alternative"));
    for part in [mail.text().unwrap(), mail.html().unwrap()] {
        assert!(part.contains(&made.link), "{part}");
        for said in ["Ann Lee", "Tea", "agent", "22 January 2027, 09:00 CET"] {
            assert!(part.contains(said), "{said}: {part}");
        }
    }
    let sent = log(&ctx).await.remove(0);
    assert_eq!((sent.state, sent.attempts), (MailState::Sent, 1));
    assert!(sent.sent_at.is_some() && sent.note.unwrap().contains("queued as"));
    // The link in the mail is the one that works.
    world.accept(&made).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_stands_in_the_database_before_or_after_sending() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let made = accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    let token = token_of(&made.link).to_owned();
    let holds = async || {
        let file = world.database_bytes().await;
        file.windows(token.len()).any(|window| window == token.as_bytes())
    };
    assert!(!holds().await);
    world.work_off().await;
    assert!(!holds().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_link_is_mailed_to_accounts_only_and_at_most_three_times_an_hour() {
    let world = World::with_mail().await;
    world.set_up().await;
    for email in ["ANN@example.com", "nobody@example.com"] {
        for _ in 0..5 {
            let answer = accounts::request_password_reset(&world.app, email).await.unwrap();
            assert_eq!(answer, ResetRequested { mail_goes_out: true });
        }
    }
    world.work_off().await;
    let smtp = world.smtp.as_ref().unwrap();
    let mails = smtp.received();
    assert_eq!(mails.len(), 3);
    assert!(mails.iter().all(|mail| mail.to == ["Ann@example.com"]));
    world.clock.advance_ms(HOUR_MS);
    accounts::request_password_reset(&world.app, "ann@example.com").await.unwrap();
    world.work_off().await;
    let text = smtp.wait_for(4).await[3].text().unwrap();
    let start = text.find(&format!("{PUBLIC_URL}/reset-password/")).unwrap();
    let link = text[start..].split_whitespace().next().unwrap();
    accounts::reset_password(&world.app, token_of(link), "eight wild daisies").await.unwrap();
    world.sign_in("ann@example.com", "eight wild daisies").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_of_the_installation_are_in_no_workspaces_log() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    accounts::request_password_reset(&world.app, "ann@example.com").await.unwrap();
    world.work_off().await;
    assert!(log(&ctx).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_mail_failed_with_the_servers_sentence_and_is_not_tried_again() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    world.smtp.as_ref().unwrap().set(refusing(550, "5.1.1 no such mailbox here"));
    accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    world.work_off().await;
    let failed = log(&ctx).await.remove(0);
    assert_eq!((failed.state, failed.attempts, failed.sent_at), (MailState::Failed, 1, None));
    assert!(failed.note.as_deref().unwrap().contains("no such mailbox here"), "{:?}", failed.note);
    world.smtp.as_ref().unwrap().set(Script::default());
    world.clock.advance_ms(DAY_MS);
    world.work_off().await;
    assert_eq!(world.smtp.as_ref().unwrap().received().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_put_off_goes_out_later_under_the_same_message_id() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let smtp = world.smtp.as_ref().unwrap();
    smtp.set(refusing(451, "4.7.1 come back later"));
    let made = accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    world.work_off().await;
    let waiting = log(&ctx).await.remove(0);
    assert_eq!((waiting.state, waiting.attempts), (MailState::Queued, 1));
    assert!(waiting.note.unwrap().contains("come back later"));
    smtp.set(Script::default());
    world.clock.advance_ms(HOUR_MS);
    world.work_off().await;
    let mails = smtp.received();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text().unwrap().contains(&made.link));
    assert_eq!(log(&ctx).await[0].state, MailState::Sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_job_does_not_send_twice() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    let payload = world.text("select payload as text from jobs where kind = 'send_mail'").await;
    world.work_off().await;
    for _ in 0..3 {
        let job = NewJob {
            workspace: Some(ctx.workspace()),
            kind: "send_mail",
            lane: None,
            payload: serde_json::from_str(&payload).unwrap(),
            run_at: None,
            max_attempts: 3,
        };
        world.app.store().write(None, move |work| Box::pin(async move { work.enqueue(job).await })).await.unwrap();
    }
    world.work_off().await;
    assert_eq!(world.smtp.as_ref().unwrap().received().len(), 1);
    assert_eq!(log(&ctx).await[0].attempts, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_whose_fate_is_unknown_goes_out_again_as_the_same_mail() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let smtp = world.smtp.as_ref().unwrap();
    // The server takes the mail, and its answer is lost.
    smtp.set(Script { hang: Some(Hang::AfterMessage), ..Script::default() });
    accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    world.work_off().await;
    assert_eq!(log(&ctx).await[0].state, MailState::Queued);
    smtp.set(Script::default());
    world.clock.advance_ms(HOUR_MS);
    world.work_off().await;
    let ids: Vec<_> = smtp.received().iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(ids.len(), 2);
    assert!(ids[0].is_some() && ids[0] == ids[1], "{ids:?}");
    assert_eq!(log(&ctx).await[0].state, MailState::Sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_away_is_tried_again() {
    let mut world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    world.smtp = None;
    world.work_off().await;
    let waiting = log(&ctx).await.remove(0);
    assert_eq!((waiting.state, waiting.attempts), (MailState::Queued, 1));
    assert!(waiting.note.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_takes_nothing_for_half_an_hour_gets_the_mail_all_the_same() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let smtp = world.smtp.as_ref().unwrap();
    smtp.set(refusing(451, "4.7.1 come back later"));
    accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    for _ in 0..15 {
        world.work_off().await;
        world.clock.advance_ms(2 * MINUTE_MS);
    }
    let waiting = log(&ctx).await.remove(0);
    assert_eq!(waiting.state, MailState::Queued, "{waiting:?}");
    smtp.set(Script::default());
    world.clock.advance_ms(HOUR_MS);
    world.work_off().await;
    assert_eq!(log(&ctx).await[0].state, MailState::Sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_put_off_too_often_is_given_up() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    world.smtp.as_ref().unwrap().set(refusing(451, "4.7.1 come back later"));
    accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    for _ in 0..10 {
        world.work_off().await;
        world.clock.advance_ms(12 * HOUR_MS);
    }
    let failed = log(&ctx).await.remove(0);
    assert_eq!(failed.state, MailState::Failed, "{failed:?}");
    assert_eq!(failed.attempts, 10);
    assert!(failed.note.unwrap().starts_with("Given up."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_has_lost_its_point_is_not_sent() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let smtp = world.smtp.as_ref().unwrap();
    let revoked = accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    accounts::revoke_invitation(&ctx, revoked.invitation.id).await.unwrap();
    accounts::invite(&ctx, "carl@example.com", Role::Agent).await.unwrap();
    let newer = accounts::invite(&ctx, "carl@example.com", Role::Viewer).await.unwrap();
    accounts::request_password_reset(&world.app, "ann@example.com").await.unwrap();
    let ann = world.session(&world.sign_in("ann@example.com", PASSWORD).await.unwrap()).await;
    accounts::change_password(&ann, PASSWORD, "eight wild daisies").await.unwrap();
    world.work_off().await;
    let mails = smtp.received();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text().unwrap().contains(&newer.link));
    let states: Vec<_> = log(&ctx).await.into_iter().map(|mail| mail.state).collect();
    assert_eq!(states.iter().filter(|state| **state == MailState::Failed).count(), 2);
    assert_eq!(states.iter().filter(|state| **state == MailState::Sent).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_invitation_queues_no_mail() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    assert_eq!(code(accounts::invite(&ctx, "ann@example.com", Role::Agent).await), Code::Conflict);
    world.work_off().await;
    assert!(log(&ctx).await.is_empty() && world.smtp.as_ref().unwrap().received().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mail_log_is_the_workspaces_own_and_read_in_pieces() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let zoe = world.other_business().await.ctx().unwrap();
    accounts::invite(&zoe, "x@example.com", Role::Agent).await.unwrap();
    for n in 0..3 {
        accounts::invite(&ctx, &format!("u{n}@example.com"), Role::Agent).await.unwrap();
        world.clock.advance_ms(1);
    }
    let first = outgoing::list_mails(&ctx, domain::page::PageRequest::new(None, Some(2))).await.unwrap();
    let next = domain::page::PageRequest::new(first.next_cursor.clone(), Some(2));
    let rest = outgoing::list_mails(&ctx, next).await.unwrap();
    let to: Vec<_> = first.items.iter().chain(&rest.items).map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["u2@example.com", "u1@example.com", "u0@example.com"]);
    assert_eq!(rest.next_cursor, None);
    assert_eq!(log(&zoe).await.len(), 1);
    world.work_off().await;
}
