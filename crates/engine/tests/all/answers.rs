//! A shop that knows something, whose bot is at work.

use std::time::Duration;

use domain::ids::ConversationRef;
use domain::knowledge::{Citation, NewItem};
use domain::messages::{AuthorKind, MessageView};
use engine::conversations::{OWED_AFTER_MS, owed, receive};
use engine::visitors::Visitor;
use engine::{Background, knowledge};
use store::messages::MessageRow;

use crate::talks::Shop;
use crate::world::World;

pub const DELIVERY: &str = "We deliver to Germany within 3 to 5 working days. Delivery costs 4.90 EUR.";
const RETURNS: &str = "You can send goods back within 30 days of delivery. The refund takes up to 10 days after we have \
                       received the goods.";
const VERSAND: &str = "Wir liefern innerhalb von 3 bis 5 Werktagen nach Deutschland. Der Versand kostet 4,90 EUR.";
const ENVIOS: &str = "Enviamos a España en un plazo de 5 a 7 días laborables. El envío cuesta 9,90 EUR.";
const PAYPAL: &str = "Sie können bei uns mit PayPal und auf Rechnung bezahlen.";

fn client_id(text: &str) -> String {
    text.bytes().filter(u8::is_ascii_alphanumeric).take(60).map(char::from).chain(['-']).collect()
}

/// A shop with knowledge in three languages.
pub struct Answering<'w> {
    pub shop: Shop<'w>,
    background: Background,
}

impl<'w> Answering<'w> {
    pub async fn open(world: &'w World) -> Self {
        Self::at_work(Self::stock(world).await)
    }

    /// Its bot begins to work.
    pub fn at_work(shop: Shop<'w>) -> Self {
        let background = shop.world.app.run_background();
        Self { shop, background }
    }

    /// The shop, while nobody works.
    pub async fn stock(world: &'w World) -> Shop<'w> {
        let shop = Shop::open(world).await;
        for (title, content) in [
            ("Delivery", DELIVERY),
            ("Returns", RETURNS),
            ("Versand", VERSAND),
            ("Envíos", ENVIOS),
            ("Bezahlen", PAYPAL),
        ] {
            let item = NewItem { title: title.into(), content: content.into(), language: None, publish: true };
            knowledge::create_item(&shop.ctx, item).await.unwrap();
        }
        shop
    }

    /// What the bot says to this, in a conversation of its own.
    pub async fn ask(&self, text: &str) -> MessageView {
        let visitor = self.shop.visitor().await;
        self.ask_as(&visitor, text).await
    }

    /// What the bot says to this.
    pub async fn ask_as(&self, visitor: &Visitor, text: &str) -> MessageView {
        let accepted = receive(visitor, &client_id(text), text).await.unwrap();
        self.reply_to(&accepted.conversation, accepted.seq).await
    }

    /// What stands behind the visitor's message once it has its reply.
    pub async fn reply_to(&self, conversation: &ConversationRef, seq: i64) -> MessageView {
        let replies = |rows: &[MessageRow]| rows.iter().find(|row| row.replies_to == Some(seq)).cloned();
        for _ in 0..1_000 {
            if let Some(reply) = replies(&self.shop.rows(conversation).await) {
                let messages = self.shop.read(conversation).await.messages;
                return messages.into_iter().find(|message| message.id == reply.public_id).unwrap();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("no reply within ten seconds: {:?}", self.shop.rows(conversation).await);
    }

    /// How the bot came to this.
    pub async fn trace(&self, reply: &MessageView) -> serde_json::Value {
        let (workspace, db) = (self.shop.ctx.workspace(), self.shop.world.app.store().db());
        let rows = store::messages::list_by_refs(workspace, std::slice::from_ref(&reply.id), db).await.unwrap();
        rows.into_iter().next().unwrap().trace.unwrap()
    }

    /// Ends the work in good order; the conversation has exactly this many replies then, and nobody is owed one.
    pub async fn close(self, conversation: Option<(&ConversationRef, usize)>) {
        let db = self.shop.world.app.store().db();
        for _ in 0..500 {
            if store::jobs::pending(db).await.unwrap() == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(store::jobs::pending(db).await.unwrap(), 0, "no job is left over");
        if let Some((conversation, replies)) = conversation {
            assert_eq!(self.shop.written_by(conversation, AuthorKind::Bot).await, replies);
        }
        self.background.stop(Duration::from_secs(5)).await;
        self.shop.world.clock.advance_ms(OWED_AFTER_MS + 1);
        assert_eq!(owed(&self.shop.world.app).await.unwrap(), 0, "a visitor waits for the bot");
    }

    /// The words that a citation points to.
    pub async fn cited(&self, citation: &Citation) -> String {
        let item = knowledge::read_item(&self.shop.ctx, &citation.item).await.unwrap();
        let range = usize::try_from(citation.start).unwrap()..usize::try_from(citation.end).unwrap();
        item.content[range].to_owned()
    }
}
