//! A shop with a bot, and people who talk in it.

use domain::Language;
use domain::conversations::ConversationDetail;
use domain::ids::{BotId, BotRef, ConversationRef, MessageRef, PublishableKey, WidgetId, WidgetRef};
use domain::knowledge::Citation;
use domain::messages::{AuthorKind, Verdict};
use domain::wire::visitor::{SessionGranted, SessionRequest};
use engine::conversations::{self, Basis, Decision};
use engine::visitors::{self, Visitor};
use engine::{App, Ctx, Random, Result};
use futures::FutureExt;
use store::bots::{self, BotRow};
use store::messages::MessageRow;
use store::widgets::{self, WidgetRow};

use crate::world::World;

/// A business with one bot.
pub struct Shop<'w> {
    pub world: &'w World,
    /// Its owner.
    pub ctx: Ctx,
    pub bot: BotRow,
    pub widget: WidgetRow,
}

impl<'w> Shop<'w> {
    /// Ann's, which every page may show.
    pub async fn open(world: &'w World) -> Self {
        let ctx = world.set_up().await.ctx().unwrap();
        Self::of(world, ctx, &[]).await
    }

    /// One of this owner, whose widget these pages may show.
    pub async fn of(world: &'w World, ctx: Ctx, domains: &[&str]) -> Self {
        let (workspace, now) = (ctx.workspace(), engine::Clock::now(&*world.clock));
        let bot = BotRow {
            id: BotId::new(now, world.random.u128()),
            public_id: BotRef::new(world.random.u128()),
            workspace_id: workspace,
            name: "Camomile".into(),
            persona: String::new(),
            welcome_message: "Hello".into(),
            color: None,
            // Each test asks its model itself.
            rules: domain::rules::BotRules { reuse_answers: false, ..Default::default() },
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let widget = WidgetRow {
            id: WidgetId::new(now, world.random.u128()),
            public_id: WidgetRef::new(world.random.u128()),
            workspace_id: workspace,
            bot_id: bot.id,
            key: PublishableKey::new(world.random.u128()),
            domains: domains.iter().map(ToString::to_string).collect(),
            last_seen_at: None,
            created_at: now,
        };
        let (new_bot, new_widget) = (bot.clone(), widget.clone());
        world
            .app
            .store()
            .write(Some(workspace), move |work| {
                async move {
                    bots::insert(&new_bot, &mut *work).await?;
                    widgets::insert(&new_widget, work).await
                }
                .boxed()
            })
            .await
            .unwrap();
        Self { world, ctx, bot, widget }
    }

    /// What the snippet's page asks for.
    pub fn request(&self) -> SessionRequest {
        SessionRequest {
            project: self.bot.public_id.to_string(),
            key: self.widget.key.to_string(),
            token: None,
            language: None,
        }
    }

    pub async fn session(&self) -> SessionGranted {
        visitors::open_session(&self.world.app, self.request(), None).await.unwrap()
    }

    /// Somebody new.
    pub async fn visitor(&self) -> Visitor {
        let granted = self.session().await;
        visitors::recognize(&self.world.app, &granted.token, None).await.unwrap()
    }

    /// Somebody new with this many tabs, of which each node of `apps` has one.
    pub async fn tabs(&self, apps: &[&App]) -> Vec<Visitor> {
        let granted = self.session().await;
        let mut tabs = Vec::new();
        for app in apps {
            tabs.push(visitors::recognize(app, &granted.token, None).await.unwrap());
        }
        tabs
    }

    /// Somebody new who has said this.
    pub async fn talk(&self, text: &str) -> (Visitor, ConversationRef) {
        let visitor = self.visitor().await;
        let accepted = conversations::receive(&visitor, "first", text).await.unwrap();
        (visitor, accepted.conversation)
    }

    pub async fn read(&self, conversation: &ConversationRef) -> ConversationDetail {
        conversations::read(&self.ctx, conversation, None).await.unwrap()
    }

    /// The texts of a conversation, in their order, after making sure that the places have no gaps.
    pub async fn texts(&self, conversation: &ConversationRef) -> Vec<String> {
        let messages = self.read(conversation).await.messages;
        let places: Vec<i64> = messages.iter().map(|message| message.seq).collect();
        assert_eq!(places, (1..=messages.len() as i64).collect::<Vec<_>>());
        messages.into_iter().map(|message| message.text).collect()
    }

    /// The rows of a conversation.
    pub async fn rows(&self, conversation: &ConversationRef) -> Vec<MessageRow> {
        let db = self.world.app.store().db();
        let row = store::conversations::get(self.ctx.workspace(), conversation, db).await.unwrap();
        store::messages::list_after(self.ctx.workspace(), row.id, 0, 1_000, db).await.unwrap()
    }

    /// How many messages this side has written.
    pub async fn written_by(&self, conversation: &ConversationRef, author: AuthorKind) -> usize {
        self.rows(conversation).await.iter().filter(|row| row.author == author).count()
    }

    /// What an answer to the newest message rests on.
    pub async fn basis(&self, conversation: &ConversationRef) -> Basis {
        let db = self.world.app.store().db();
        let row = store::conversations::get(self.ctx.workspace(), conversation, db).await.unwrap();
        Basis {
            conversation: row.id,
            episode: row.episode,
            visitor_seq: row.visitor_seq,
            reply: MessageRef::new(self.world.random.u128()),
        }
    }
}

/// An answer of the bot.
pub fn answer(text: &str) -> Decision {
    Decision::Reply {
        text: text.into(),
        language: Language::En,
        citations: vec![Citation {
            item: domain::ids::ItemRef::new(1),
            version: 1,
            title: "Delivery".into(),
            url: None,
            heading: String::new(),
            start: 0,
            end: 9,
        }],
        verdict: Verdict::Answered,
        confidence: 0.9,
        offers_human: false,
        trace: serde_json::json!({ "stage": "test" }),
    }
}

/// Problems come as `Result`s of many types.
pub fn refused<T>(result: Result<T>) -> domain::Problem {
    match result {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error.into_problem(),
    }
}
