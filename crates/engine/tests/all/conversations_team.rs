//! What the team does in conversations.

use domain::conversations::{Assignee, InboxList, Lifecycle};
use domain::events::EventKind;
use domain::ids::ConversationRef;
use domain::messages::{Author, AuthorKind};
use domain::page::PageRequest;
use domain::permissions::{Permission, Role};
use domain::{Code, Language};
use engine::accounts;
use engine::answer::phrases;
use engine::conversations::{
    ask_for_human, assign, counts, list, mark_read, mark_read_by_visitor, read, receive, reopen, reply, reply_as,
    resolve, state_for, take, type_as_agent,
};
use engine::events::reactions::{REACTIONS, catch_up};
use engine::{Ctx, Once};

use crate::talks::{Shop, refused};
use crate::world::{World, on_both};

async fn agent(shop: &Shop<'_>, email: &str) -> Ctx {
    shop.world.join(&shop.ctx, email, Role::Agent).await.ctx().unwrap()
}

fn holder(view: &domain::conversations::ConversationView) -> &str {
    match &view.assignee {
        Assignee::Agent { name, .. } => name,
        Assignee::Bot => "(bot)",
        Assignee::Queue => "(queue)",
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_take_it_at_once_one_has_it_and_the_other_is_told_who() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (ben, cleo) = (agent(&shop, "ben@example.com").await, agent(&shop, "cleo@example.com").await);
        for round in 0..10 {
            let (visitor, conversation) = shop.talk("Hello, may I speak to somebody?").await;
            ask_for_human(&visitor, "wish").await.unwrap();
            let (one, two) = tokio::join!(take(&ben, &conversation), take(&cleo, &conversation));
            let (won, lost) = match (one, two) {
                (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, lost.into_problem()),
                other => panic!("{round}: {other:?}"),
            };
            assert_eq!(lost.code, Code::Conflict);
            assert!(lost.message.contains(holder(&won)), "{}", lost.message);
            assert_eq!(holder(&shop.read(&conversation).await.conversation), holder(&won));
            // The handoff and one joining.
            assert_eq!(shop.written_by(&conversation, AuthorKind::System).await, 2);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn taking_tells_the_visitor_once_and_again_changes_nothing() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk("Guten Tag, ich habe eine Frage zu meiner Bestellung").await;
    take(&shop.ctx, &conversation).await.unwrap();
    take(&shop.ctx, &conversation).await.unwrap();
    let told = shop.read(&conversation).await.messages.pop().unwrap();
    assert_eq!(
        (told.seq, told.author, told.text),
        (2, Author::System, phrases::of(Language::De).agent_joined("Ann Lee"))
    );
    let state = state_for(&visitor).await.unwrap();
    assert_eq!(state.answerer, domain::wire::visitor::Answerer::Agent { name: "Ann Lee".into() });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_takes_it_and_is_stored_once_per_client_id() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (visitor, conversation) = shop.talk("Where is my order?").await;
        let (one, two) = tokio::join!(
            reply(&shop.ctx, &conversation, "r1", "Let me look."),
            reply(&shop.ctx, &conversation, "r1", "Let me look.")
        );
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one, two);
        assert!(matches!(&one.author, Author::Agent { id: Some(_), name } if name == "Ann Lee"));
        let joined = phrases::of(Language::En).agent_joined("Ann Lee");
        assert_eq!(shop.texts(&conversation).await, ["Where is my order?", &joined, "Let me look."]);
        assert_eq!(holder(&shop.read(&conversation).await.conversation), "Ann Lee");
        let jobs = world.rows("jobs").await;
        receive(&visitor, "thanks", "Thank you very much").await.unwrap();
        assert_eq!(world.rows("jobs").await, jobs, "the bot keeps quiet");
        // A colleague who replies has it from then on.
        let ben = agent(&shop, "ben@example.com").await;
        reply(&ben, &conversation, "r2", "It is on its way.").await.unwrap();
        assert_eq!(holder(&shop.read(&conversation).await.conversation), "ben");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn assigning_moves_it_to_any_member_who_may_answer_and_to_nobody_else() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let ben = agent(&shop, "ben@example.com").await;
    world.join(&shop.ctx, "vic@example.com", Role::Viewer).await;
    let stranger = world.other_business().await;
    let members = accounts::list_members(&shop.ctx, PageRequest::default()).await.unwrap().items;
    let id = |name: &str| members.iter().find(|member| member.name == name).unwrap().id.clone();
    let (_, conversation) = shop.talk("Hello").await;
    take(&shop.ctx, &conversation).await.unwrap();
    assert_eq!(refused(take(&ben, &conversation).await).code, Code::Conflict);
    assert_eq!(holder(&assign(&ben, &conversation, &id("ben")).await.unwrap()), "ben");
    for wrong in [id("vic"), stranger.view().user.id] {
        let problem = refused(assign(&shop.ctx, &conversation, &wrong).await);
        assert!(problem.code == Code::Invalid && problem.fields.contains_key("agent"), "{problem:?}");
    }
    assert_eq!(holder(&shop.read(&conversation).await.conversation), "ben");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_of_somebody_who_left_can_be_taken() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let ben = agent(&shop, "ben@example.com").await;
    let (_, conversation) = shop.talk("Hello").await;
    take(&ben, &conversation).await.unwrap();
    let members = accounts::list_members(&shop.ctx, PageRequest::default()).await.unwrap().items;
    let left = members.iter().find(|member| member.name == "ben").unwrap().id.clone();
    accounts::remove_member(&shop.ctx, left).await.unwrap();
    assert_eq!(holder(&take(&shop.ctx, &conversation).await.unwrap()), "Ann Lee");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn resolving_and_reopening_count_episodes_and_happen_once() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (visitor, conversation) = shop.talk("Is the green tea back?").await;
        take(&shop.ctx, &conversation).await.unwrap();
        let (one, two) = tokio::join!(resolve(&shop.ctx, &conversation), resolve(&shop.ctx, &conversation));
        assert_eq!((one.unwrap().lifecycle, two.unwrap().lifecycle), (Lifecycle::Resolved, Lifecycle::Resolved));
        assert_eq!(shop.texts(&conversation).await.last().unwrap(), phrases::of(Language::En).resolved);
        assert_eq!(refused(take(&shop.ctx, &conversation).await).code, Code::Conflict);
        assert_eq!(refused(reply(&shop.ctx, &conversation, "late", "Hm").await).code, Code::Conflict);
        assert_eq!(state_for(&visitor).await.unwrap().lifecycle, Lifecycle::Resolved);
        let again = reopen(&shop.ctx, &conversation).await.unwrap();
        reopen(&shop.ctx, &conversation).await.unwrap();
        assert_eq!((again.episode, again.lifecycle, holder(&again)), (2, Lifecycle::Open, "Ann Lee"));
        let seen = shop.read(&conversation).await;
        let episodes: Vec<_> = seen.episodes.iter().map(|e| (e.number, e.ended_at.is_some())).collect();
        assert_eq!(episodes, [(1, true), (2, false)]);
        let kinds: Vec<_> = world.events(&shop.ctx).await.into_iter().map(|event| event.fact.kind).collect();
        let count = |kind| kinds.iter().filter(|one| **one == kind).count();
        assert_eq!((count(EventKind::ConversationResolved), count(EventKind::ConversationReopened)), (1, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn viewers_look_on_and_testers_see_nothing() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let viewer = world.join(&shop.ctx, "vic@example.com", Role::Viewer).await.ctx().unwrap();
    let tester = world.join(&shop.ctx, "tess@example.com", Role::Tester).await.ctx().unwrap();
    let (_, conversation) = shop.talk("Hello").await;
    let me = shop.ctx.clone();
    let ann = accounts::list_members(&me, PageRequest::default()).await.unwrap().items[0].id.clone();
    assert_eq!(read(&viewer, &conversation, None).await.unwrap().messages.len(), 1);
    for ctx in [&viewer, &tester] {
        let refusals = [
            refused(take(ctx, &conversation).await),
            refused(assign(ctx, &conversation, &ann).await),
            refused(reply(ctx, &conversation, "r", "Hi").await),
            refused(reply_as(ctx, &conversation, &ann, "r", "Hi").await),
            refused(resolve(ctx, &conversation).await),
            refused(reopen(ctx, &conversation).await),
            refused(mark_read(ctx, &conversation, 1).await),
            refused(type_as_agent(ctx, &conversation, true).await),
        ];
        assert!(refusals.iter().all(|problem| problem.code == Code::Forbidden), "{refusals:?}");
    }
    assert_eq!(refused(read(&tester, &conversation, None).await).code, Code::Forbidden);
    assert_eq!(refused(list(&tester, InboxList::Open, PageRequest::default()).await).code, Code::Forbidden);
    assert_eq!(refused(counts(&tester).await).code, Code::Forbidden);
    assert_eq!(refused(engine::live::watch(&tester, &conversation).await).code, Code::Forbidden);
    assert_eq!(shop.texts(&conversation).await, ["Hello"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_workspaces_conversations_are_not_found() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (_, conversation) = shop.talk("Hello").await;
        let zoe = world.other_business().await.ctx().unwrap();
        let me = accounts::list_members(&zoe, PageRequest::default()).await.unwrap().items[0].id.clone();
        let before = world.events(&shop.ctx).await.len();
        let refusals = [
            refused(read(&zoe, &conversation, None).await),
            refused(take(&zoe, &conversation).await),
            refused(assign(&zoe, &conversation, &me).await),
            refused(reply(&zoe, &conversation, "r", "Hi").await),
            refused(resolve(&zoe, &conversation).await),
            refused(reopen(&zoe, &conversation).await),
            refused(mark_read(&zoe, &conversation, 1).await),
            refused(type_as_agent(&zoe, &conversation, true).await),
            refused(engine::live::watch(&zoe, &conversation).await),
        ];
        assert!(refusals.iter().all(|problem| problem.code == Code::NotFound), "{refusals:?}");
        assert!(list(&zoe, InboxList::Open, PageRequest::default()).await.unwrap().items.is_empty());
        assert!(counts(&zoe).await.unwrap().iter().all(|(_, count)| *count == 0));
        // A cursor that names their conversation tells nothing either.
        let cursor = PageRequest::new(Some(format!("1800000000000-{conversation}")), None);
        assert_eq!(refused(list(&zoe, InboxList::Open, cursor).await).code, Code::Invalid);
        assert_eq!(world.events(&shop.ctx).await.len(), before);
        assert_eq!(shop.texts(&conversation).await, ["Hello"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_come_in_pages_with_the_newest_first_and_their_counts() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let mut all: Vec<ConversationRef> = Vec::new();
        for place in 0..7 {
            // Some in the same millisecond.
            world.clock.advance_ms(place % 2);
            let (visitor, conversation) = shop.talk("Hello").await;
            match place {
                0 | 1 => drop(ask_for_human(&visitor, "wish").await.unwrap()),
                2 => drop(take(&shop.ctx, &conversation).await.unwrap()),
                3 => drop(resolve(&shop.ctx, &conversation).await.unwrap()),
                _ => {}
            }
            all.push(conversation);
        }
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page = list(&shop.ctx, InboxList::Open, PageRequest::new(cursor, Some(2))).await.unwrap();
            seen.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert!(seen.is_sorted_by_key(|one| std::cmp::Reverse(one.last_message_at)));
        let mut listed: Vec<_> = seen.iter().map(|one| one.id.clone()).collect();
        let mut expected: Vec<_> = all.iter().filter(|id| **id != all[3]).cloned().collect();
        listed.sort();
        expected.sort();
        assert_eq!(listed, expected, "each once");
        assert!(seen.iter().any(|one| one.contact_name == "Visitor 1"));
        let waiting = list(&shop.ctx, InboxList::Waiting, PageRequest::default()).await.unwrap().items;
        assert_eq!(waiting.iter().map(|one| &one.id).collect::<Vec<_>>(), [&all[1], &all[0]]);
        let mine = list(&shop.ctx, InboxList::Mine, PageRequest::default()).await.unwrap().items;
        assert_eq!(mine.iter().map(|one| &one.id).collect::<Vec<_>>(), [&all[2]]);
        let counted: Vec<_> = counts(&shop.ctx).await.unwrap().into_iter().map(|(_, count)| count).collect();
        assert_eq!(counted, [2, 1, 6, 3, 1]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_conversation_is_read_in_pieces() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk("message 1").await;
    for place in 2..=60 {
        receive(&visitor, &format!("m{place}"), &format!("message {place}")).await.unwrap();
    }
    let newest = read(&shop.ctx, &conversation, None).await.unwrap();
    assert_eq!((newest.messages[0].seq, newest.messages.len(), newest.has_older), (11, 50, true));
    let older = read(&shop.ctx, &conversation, Some(11)).await.unwrap();
    assert_eq!((older.messages[0].seq, older.messages.len(), older.has_older), (1, 10, false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_read_never_goes_back_nor_beyond_what_there_is() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk("Hello").await;
    receive(&visitor, "two", "Anybody?").await.unwrap();
    assert!(shop.read(&conversation).await.conversation.is_unread());
    for seq in [2, 1, 1_000, -5] {
        mark_read(&shop.ctx, &conversation, seq).await.unwrap();
        assert_eq!(shop.read(&conversation).await.conversation.agent_read_seq, 2, "{seq}");
    }
    reply(&shop.ctx, &conversation, "r", "Yes").await.unwrap();
    mark_read_by_visitor(&visitor, 1_000).await.unwrap();
    mark_read_by_visitor(&visitor, 3).await.unwrap();
    let seen = shop.read(&conversation).await.conversation;
    assert_eq!((seen.visitor_read_seq, seen.is_unread()), (4, false));
    let viewed = world.events(&shop.ctx).await;
    let viewed = viewed.iter().filter(|event| event.fact.kind == EventKind::ConversationViewed).count();
    assert_eq!(viewed, 2, "what changes nothing is no event");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_write_in_the_name_of_a_member_and_once_under_a_key() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let ben = agent(&shop, "ben@example.com").await;
    let scopes = vec![Permission::ConversationsRead, Permission::ConversationsReply];
    let made = accounts::create_api_key(&shop.ctx, "Shop", scopes).await.unwrap();
    let program = accounts::open_api_key(&world.app, &made.secret).await.unwrap();
    let members = accounts::list_members(&shop.ctx, PageRequest::default()).await.unwrap().items;
    let id = |name: &str| members.iter().find(|member| member.name == name).unwrap().id.clone();
    let (_, conversation) = shop.talk("Hello").await;
    for refusal in [
        refused(take(&program, &conversation).await),
        refused(reply(&program, &conversation, "p", "Hi").await),
        refused(reply_as(&ben, &conversation, &id("Ann Lee"), "p", "Hi").await),
    ] {
        assert!(refusal.code == Code::Invalid && refusal.fields.contains_key("agent"), "{refusal:?}");
    }
    let once = || program.clone().once(Once::new("key-1", "/message", b"{}").unwrap());
    let sent = reply_as(&once(), &conversation, &id("ben"), "p", "Hi").await.unwrap();
    assert_eq!(reply_as(&once(), &conversation, &id("ben"), "p", "Hi").await.unwrap(), sent);
    assert_eq!(shop.written_by(&conversation, AuthorKind::Agent).await, 1);
    assert_eq!(holder(&shop.read(&conversation).await.conversation), "ben");
    resolve(&program, &conversation).await.unwrap();
    assert_eq!(holder(&reopen(&program, &conversation).await.unwrap()), "(queue)");
    assert!(list(&program, InboxList::Mine, PageRequest::default()).await.unwrap().items.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_had_who_leaves_or_may_answer_no_more_waits_for_the_others() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (ben, cleo) = (agent(&shop, "ben@example.com").await, agent(&shop, "cleo@example.com").await);
        let (visitor, open) = shop.talk("Hello").await;
        let (_, done) = shop.talk("Hello from another one").await;
        let (_, looked_at) = shop.talk("Hello from a third one").await;
        let (_, stays) = shop.talk("Hello from a fourth one").await;
        for conversation in [&open, &done] {
            take(&ben, conversation).await.unwrap();
        }
        resolve(&ben, &done).await.unwrap();
        take(&cleo, &looked_at).await.unwrap();
        take(&shop.ctx, &stays).await.unwrap();
        let members = accounts::list_members(&shop.ctx, PageRequest::default()).await.unwrap().items;
        let id = |name: &str| members.iter().find(|member| member.name == name).unwrap().id.clone();

        accounts::remove_member(&shop.ctx, id("ben")).await.unwrap();
        accounts::change_role(&shop.ctx, id("cleo"), Role::Viewer).await.unwrap();
        catch_up(&world.app, REACTIONS).await.unwrap();

        for conversation in [&open, &looked_at] {
            let seen = shop.read(conversation).await.conversation;
            assert_eq!((holder(&seen), seen.lifecycle), ("(queue)", Lifecycle::Open));
            assert!(seen.waiting_since.is_some());
        }
        assert_eq!(state_for(&visitor).await.unwrap().answerer, domain::wire::visitor::Answerer::Queue);
        assert_eq!(holder(&shop.read(&done).await.conversation), "ben", "what is done keeps who did it");
        assert_eq!(holder(&shop.read(&stays).await.conversation), "Ann Lee");
        let released = world.events(&shop.ctx).await;
        let released = released.iter().filter(|event| event.fact.kind == EventKind::ConversationReleased).count();
        assert_eq!(released, 2);
        take(&shop.ctx, &open).await.unwrap();
    })
    .await;
}
