//! What is found out about messages, and what is remembered of visitors.

use domain::analysis::{Entity, EntityKind, Feeling, MessageAnalysis, Sentiment};
use domain::memory::Writer;
use domain::messages::Verdict;
use domain::{Language, Timestamp};
use store::contact_facts::{self, FactRow};
use store::conversation_memories::{self, MemoryRow};
use store::message_counts::{self, By};
use store::messages::{self, MessageRow};
use store::{Clock, Store};

use crate::accounts_people::write;
use crate::chats::{Shop, conversation, say, shop, talk, words};
use crate::harness::TestDb;

both! {
    what_was_found_out_reads_back_and_is_counted_in_its_workspace_and_time,
    a_fact_is_kept_once_a_conversation_newest_first_and_the_oldest_go,
    a_summary_is_replaced_only_by_one_that_reaches_further,
}

fn analysis(intent: Option<&str>, label: Feeling) -> MessageAnalysis {
    MessageAnalysis {
        language: Some(Language::Es),
        language_confidence: 0.93,
        intent: intent.map(str::to_owned),
        intent_confidence: 0.8,
        wants_human: 0.1,
        sentiment: Sentiment { label, score: -0.37, confidence: 0.61 },
        entities: vec![Entity { kind: EntityKind::OrderNumber, value: "441209".into(), confidence: 0.9 }],
    }
}

async fn counted(store: &Store, shop: &Shop, by: By, from: i64, to: i64) -> Vec<(String, i64)> {
    let counted = message_counts::count(shop.workspace, by, Timestamp(from), Timestamp(to), store.db()).await.unwrap();
    counted.into_iter().map(|one| (one.name.unwrap_or_else(|| "none".into()), one.n)).collect()
}

async fn what_was_found_out_reads_back_and_is_counted_in_its_workspace_and_time(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zo\u{eb}", 1).await;
    let found = analysis(Some("track_order"), Feeling::Negative);
    for (seq, analysis) in
        [(1, Some(found.clone())), (2, Some(analysis(None, Feeling::Neutral))), (3, Some(found.clone())), (4, None)]
    {
        let verdict = analysis.is_none().then_some(Verdict::Answered);
        let created_at = Timestamp(1_000 + seq);
        let language = analysis.as_ref().and_then(|analysis| analysis.language);
        say(&store, MessageRow { analysis, verdict, created_at, language, ..words(&db, &row, seq, "Hola") })
            .await
            .unwrap();
    }
    let read = messages::list_after(tea.workspace, row.id, 0, 9, store.db()).await.unwrap();
    assert_eq!((read[0].analysis.as_ref(), read[3].analysis.as_ref()), (Some(&found), None));
    let of = |name: &str, n| (name.to_owned(), n);
    assert_eq!(counted(&store, &tea, By::Verdict, 0, 9_999).await, [of("answered", 1)]);
    assert_eq!(counted(&store, &tea, By::Language, 0, 9_999).await, [of("es", 3)]);
    assert_eq!(counted(&store, &tea, By::Intent, 0, 9_999).await, [of("track_order", 2), of("none", 1)]);
    assert_eq!(counted(&store, &tea, By::Feeling, 0, 9_999).await, [of("negative", 2), of("neutral", 1)]);
    assert_eq!(counted(&store, &tea, By::Feeling, 1_002, 1_003).await, [of("neutral", 1)]);
    let coffee = shop(&db, &store, "Coffee").await;
    for by in [By::Verdict, By::Language, By::Intent, By::Feeling] {
        assert!(counted(&store, &coffee, by, 0, 9_999).await.is_empty());
    }
    let topics = message_counts::topics(tea.workspace, row.id, 5, store.db()).await.unwrap();
    assert_eq!(topics.iter().map(|one| (one.name.as_deref(), one.n)).collect::<Vec<_>>(), [(Some("track_order"), 2)]);
    assert!(message_counts::topics(coffee.workspace, row.id, 5, store.db()).await.unwrap().is_empty());
}

async fn note(store: &Store, facts: Vec<FactRow>) {
    write(store, move |w| Box::pin(async move { contact_facts::note(&facts, w).await })).await.unwrap();
}

async fn a_fact_is_kept_once_a_conversation_newest_first_and_the_oldest_go(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zo\u{eb}", 1).await;
    let other = conversation(&db, &store, &tea, row.contact_id, 2).await;
    let fact = |place: &store::conversations::ConversationRow, value: &str, at| FactRow {
        workspace_id: tea.workspace,
        contact_id: row.contact_id,
        conversation_id: place.id,
        kind: EntityKind::OrderNumber,
        value: value.to_owned(),
        confidence: 0.9,
        seen_at: Timestamp(at),
    };
    note(&store, Vec::new()).await;
    note(&store, vec![fact(&row, "A1", 1), fact(&row, "A2", 2)]).await;
    note(&store, vec![fact(&row, "A1", 5)]).await;
    note(&store, vec![fact(&other, "A1", 7), fact(&other, "A3", 3)]).await;
    let read = async |limit| contact_facts::list(tea.workspace, row.contact_id, limit, store.db()).await.unwrap();
    let all = read(9).await;
    let shown: Vec<_> = all.iter().map(|fact| (fact.value.as_str(), fact.seen_at.0)).collect();
    // What was told in two conversations is told once, where it was told last.
    assert_eq!(shown, [("A1", 7), ("A3", 3), ("A2", 2)]);
    assert_eq!(all[0], fact(&other, "A1", 7));
    let foreign = contact_facts::list(db.workspace(), row.contact_id, 9, store.db()).await.unwrap();
    assert!(foreign.is_empty());
    let many: Vec<FactRow> = (0..60).map(|n| fact(&row, &format!("B{n}"), 100 + n)).collect();
    note(&store, many).await;
    let left: Vec<FactRow> = read(99).await.into_iter().filter(|fact| fact.conversation_id == row.id).collect();
    assert_eq!(left.len(), 40);
    assert_eq!((left[0].value.as_str(), left[39].value.as_str()), ("B59", "B20"));
}

async fn a_summary_is_replaced_only_by_one_that_reaches_further(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zo\u{eb}", 1).await;
    let memory = |summary: &str, up_to_seq| MemoryRow {
        conversation_id: row.id,
        workspace_id: tea.workspace,
        contact_id: row.contact_id,
        summary: summary.to_owned(),
        written_by: Writer::Builtin,
        up_to_seq,
        updated_at: db.clock.now(),
    };
    assert_eq!(conversation_memories::find(tea.workspace, row.id, store.db()).await.unwrap(), None);
    for (summary, up_to) in [("first", 12), ("late", 11), ("again", 12), ("second", 24)] {
        let new = memory(summary, up_to);
        write(&store, move |w| Box::pin(async move { conversation_memories::put(&new, w).await })).await.unwrap();
    }
    let read = conversation_memories::find(tea.workspace, row.id, store.db()).await.unwrap();
    assert_eq!(read, Some(memory("second", 24)));
    let listed = conversation_memories::list(tea.workspace, row.contact_id, 3, store.db()).await.unwrap();
    assert_eq!(listed, [memory("second", 24)]);
    let other = db.workspace();
    assert_eq!(conversation_memories::find(other, row.id, store.db()).await.unwrap(), None);
    assert!(conversation_memories::list(other, row.contact_id, 3, store.db()).await.unwrap().is_empty());
}
