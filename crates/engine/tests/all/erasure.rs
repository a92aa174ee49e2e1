//! Erasing a person.

use domain::Code;
use domain::ids::ContactRef;
use domain::permissions::Role;
use engine::conversations::{self, receive};
use engine::visitors::recognize;
use engine::{accounts, erasure};

use crate::talks::Shop;
use crate::world::{PASSWORD, World, code, on_both, problem};

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_person_is_gone_everywhere_and_history_stays() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let bob = world.join(&ctx, "bob@example.com", Role::Admin).await;
    accounts::invite(&bob.ctx().unwrap(), "carl@example.com", Role::Viewer).await.unwrap();
    assert_eq!(code(world.sign_in("bob@example.com", "wrong password").await), Code::Invalid);
    let before = world.events(&ctx).await;
    let erased = erasure::erase_user(&world.app, "BOB@example.com").await.unwrap();
    assert_eq!(erased.abandoned, [""; 0]);
    assert_eq!(code(erasure::erase_user(&world.app, "bob@example.com").await), Code::NotFound);
    let after = world.events(&ctx).await;
    assert_eq!(&after[..before.len()], &before[..], "history is untouched");
    assert_eq!(after.last().unwrap().fact.kind.as_str(), "member.removed");
    assert_eq!(code(world.sign_in("bob@example.com", PASSWORD).await), Code::Invalid);
    assert_eq!(accounts::list_members(&ctx, Default::default()).await.unwrap().items.len(), 1);
    let invitations = accounts::list_invitations(&ctx).await.unwrap();
    assert_eq!(invitations[0].invited_by, "Someone who has left");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_only_invited_is_erased_by_address() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    accounts::invite(&ctx, "carl@example.com", Role::Viewer).await.unwrap();
    assert_eq!(erasure::erase_user(&world.app, "carl@example.com").await.unwrap().rows, 1);
    assert!(accounts::list_invitations(&ctx).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_locked_out_by_an_erasure() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let operator = problem(erasure::erase_user(&world.app, "ann@example.com").await);
    assert!(operator.message.contains("operator"), "{}", operator.message);
    world.join(&ctx, "bob@example.com", Role::Agent).await;
    accounts::set_operator(&world.app, "bob@example.com", true).await.unwrap();
    let owner = problem(erasure::erase_user(&world.app, "ann@example.com").await);
    assert_eq!(owner.code, Code::Conflict);
    assert!(owner.message.contains("Tea"), "{}", owner.message);
    // Refused as a whole: nothing was erased.
    world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    world.other_business().await;
    let erased = erasure::erase_user(&world.app, "zoe@elsewhere.example").await.unwrap();
    assert_eq!(erased.abandoned, ["Elsewhere"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erased_contact_is_a_stranger_from_then_on() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let granted = shop.session().await;
        let zoe = recognize(&world.app, &granted.token, None).await.unwrap();
        let (ben, of_ben) = shop.talk("I am Ben").await;
        world.work_off().await;
        let others = world.rows("messages").await;
        // Her answer is still to be given: its job finds nothing.
        let of_zoe = receive(&zoe, "first", "I am Zoe").await.unwrap().conversation;
        let contact = conversations::read(&shop.ctx, &of_zoe, None).await.unwrap().conversation.contact;
        assert_eq!(erasure::contact_of(&world.app, &of_zoe).await.unwrap(), contact);
        erasure::erase_contact(&world.app, &contact).await.unwrap();
        assert_eq!(code(erasure::contact_of(&world.app, &of_zoe).await), Code::NotFound);
        world.work_off().await;
        let jobs = store::jobs::counts(engine::Clock::now(&*world.clock), world.app.store().db()).await.unwrap();
        assert_eq!(jobs.dead, 0, "nothing has failed");
        assert_eq!((world.rows("contacts").await, world.rows("visitors").await), (1, 1));
        assert_eq!((world.rows("conversations").await, world.rows("messages").await), (1, others));
        assert_eq!(code(recognize(&world.app, &granted.token, None).await), Code::Unauthenticated);
        // A socket that is still open knows her no more either, and stores nothing.
        for client_id in ["second", "third"] {
            receive(&zoe, client_id, "Still Zoe?").await.unwrap_err();
        }
        assert_eq!(world.rows("conversations").await, 1);
        assert_eq!(code(conversations::read(&shop.ctx, &of_zoe, None).await), Code::NotFound);
        assert_eq!(code(erasure::erase_contact(&world.app, &contact).await), Code::NotFound);
        assert_eq!(code(erasure::erase_contact(&world.app, &ContactRef::new(7)).await), Code::NotFound);
        assert_eq!(receive(&ben, "second", "Still Ben").await.unwrap().conversation, of_ben);
        world.work_off().await;
    })
    .await;
}
