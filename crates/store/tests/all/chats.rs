//! A workspace with a bot, its widget, a contact and their conversation, for the tests of the tables of talking.

use domain::Timestamp;
use domain::conversations::{Holder, Lifecycle};
use domain::ids::{
    BotId, BotRef, ContactId, ContactRef, ConversationId, ConversationRef, MessageId, MessageRef, PublishableKey,
    VisitorId, WidgetId, WidgetRef, WorkspaceId,
};
use domain::messages::{AuthorKind, MessageKind};
use store::bots::{self, BotRow};
use store::contacts::{self, ContactRow};
use store::conversations::{self, ConversationRow};
use store::messages::{self, MessageRow};
use store::visitors::{self, VisitorRow};
use store::widgets::{self, WidgetRow};
use store::{Clock, Random, Result, Store};

use crate::accounts_people::{workspace, write};
use crate::harness::TestDb;

/// A place where people talk.
#[derive(Clone)]
pub struct Shop {
    pub workspace: WorkspaceId,
    pub bot: BotRow,
    pub widget: WidgetRow,
}

/// Makes a workspace with a bot.
pub async fn shop(db: &TestDb, store: &Store, name: &str) -> Shop {
    let workspace = workspace(db, store, name).await;
    let bot = bot(db, store, workspace, name).await;
    let widget = widget(db, store, &bot).await;
    Shop { workspace, bot, widget }
}

pub async fn bot(db: &TestDb, store: &Store, workspace: WorkspaceId, name: &str) -> BotRow {
    let row = BotRow {
        id: BotId::new(db.clock.now(), db.random.u128()),
        public_id: BotRef::new(db.random.u128()),
        workspace_id: workspace,
        name: format!("{name}'s bot"),
        persona: "Kind\nand short".into(),
        welcome_message: String::new(),
        color: None,
        rules: domain::rules::BotRules::default(),
        version: 1,
        created_at: db.clock.now(),
        updated_at: db.clock.now(),
    };
    let new = row.clone();
    write(store, move |w| Box::pin(async move { bots::insert(&new, w).await })).await.unwrap();
    row
}

pub async fn widget(db: &TestDb, store: &Store, bot: &BotRow) -> WidgetRow {
    let row = WidgetRow {
        id: WidgetId::new(db.clock.now(), db.random.u128()),
        public_id: WidgetRef::new(db.random.u128()),
        workspace_id: bot.workspace_id,
        bot_id: bot.id,
        key: PublishableKey::new(db.random.u128()),
        domains: vec!["shop.example.com".into(), "*.example.org".into()],
        last_seen_at: None,
        created_at: db.clock.now(),
    };
    let new = row.clone();
    write(store, move |w| Box::pin(async move { widgets::insert(&new, w).await })).await.unwrap();
    row
}

pub async fn contact(db: &TestDb, store: &Store, workspace: WorkspaceId, name: Option<&str>) -> ContactRow {
    let row = ContactRow {
        id: ContactId::new(db.clock.now(), db.random.u128()),
        public_id: ContactRef::new(db.random.u128()),
        workspace_id: workspace,
        name: name.map(str::to_owned),
        email: name.map(|name| format!("{name}@Example.com")),
        email_folded: name.map(|name| format!("{name}@example.com").to_lowercase()),
        language: None,
        created_at: db.clock.now(),
        last_seen_at: db.clock.now(),
    };
    let new = row.clone();
    write(store, move |w| Box::pin(async move { contacts::insert(&new, w).await })).await.unwrap();
    row
}

pub async fn visitor(db: &TestDb, store: &Store, shop: &Shop, contact: ContactId, expires: Timestamp) -> VisitorRow {
    let mut token_hash = vec![0; 32];
    db.random.fill(&mut token_hash);
    let row = VisitorRow {
        id: VisitorId::new(db.clock.now(), db.random.u128()),
        workspace_id: shop.workspace,
        widget_id: shop.widget.id,
        contact_id: contact,
        token_hash,
        created_at: db.clock.now(),
        last_seen_at: db.clock.now(),
        expires_at: expires,
    };
    let new = row.clone();
    write(store, move |w| Box::pin(async move { visitors::insert(&new, w).await })).await.unwrap();
    row
}

/// A conversation that has only begun.
pub async fn conversation(db: &TestDb, store: &Store, shop: &Shop, contact: ContactId, number: i64) -> ConversationRow {
    let row = ConversationRow {
        id: ConversationId::new(db.clock.now(), db.random.u128()),
        public_id: ConversationRef::new(db.random.u128()),
        workspace_id: shop.workspace,
        number,
        bot_id: shop.bot.id,
        widget_id: shop.widget.id,
        contact_id: contact,
        lifecycle: Lifecycle::Open,
        assignee: Holder::Bot,
        agent_id: None,
        language: None,
        episode: 1,
        handoff_reason: None,
        waiting_since: None,
        last_seq: 0,
        preview: String::new(),
        visitor_seq: 0,
        visitor_at: None,
        answered_seq: 0,
        agent_read_seq: 0,
        visitor_read_seq: 0,
        created_at: db.clock.now(),
        last_message_at: db.clock.now(),
    };
    let new = row.clone();
    write(store, move |w| Box::pin(async move { conversations::insert(&new, w).await })).await.unwrap();
    row
}

/// A contact of this name with a conversation.
pub async fn talk(db: &TestDb, store: &Store, shop: &Shop, name: &str, number: i64) -> ConversationRow {
    let contact = contact(db, store, shop.workspace, Some(name)).await;
    conversation(db, store, shop, contact.id, number).await
}

/// What a visitor wrote, not yet stored.
pub fn words(db: &TestDb, conversation: &ConversationRow, seq: i64, text: &str) -> MessageRow {
    MessageRow {
        id: MessageId::new(db.clock.now(), db.random.u128()),
        public_id: MessageRef::new(db.random.u128()),
        workspace_id: conversation.workspace_id,
        conversation_id: conversation.id,
        seq,
        episode: conversation.episode,
        client_id: Some(format!("c{seq}")),
        author: AuthorKind::Visitor,
        author_id: None,
        author_name: None,
        kind: MessageKind::Text,
        text: text.to_owned(),
        language: None,
        citations: Vec::new(),
        verdict: None,
        confidence: None,
        offers_human: false,
        replies_to: None,
        trace: None,
        analysis: None,
        created_at: db.clock.now(),
    }
}

pub async fn say(store: &Store, message: MessageRow) -> Result<()> {
    write(store, move |w| Box::pin(async move { messages::insert(&message, w).await })).await
}

pub async fn change(store: &Store, row: &ConversationRow) -> Result<()> {
    let row = row.clone();
    write(store, move |w| Box::pin(async move { conversations::update(row.workspace_id, &row, w).await })).await
}
