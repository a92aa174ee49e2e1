//! `romashka contact`: visitors who ask what is known of them to be erased. Works while the server runs.

use super::{Failure, confirmed, explained, failure};
use crate::compose;
use crate::config::Config;
use clap::Subcommand;
use domain::ids::{ContactRef, ConversationRef};
use engine::erasure;

#[derive(Debug, Subcommand)]
pub(super) enum Contact {
    /// Erase a visitor: what they wrote and were answered, what they told of themselves, and their browsers' sessions
    Erase {
        /// The id of one of their conversations, as it stands in the inbox's address, or of the contact
        id: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

impl Contact {
    pub(super) async fn run(self, config: Config) -> Result<(), Failure> {
        let app = compose::open(&config, config.links(config.addr)).await.map_err(explained)?;
        let Self::Erase { id, yes } = self;
        let outcome = erase(&app, &id, yes).await;
        app.store().close().await;
        outcome
    }
}

async fn erase(app: &engine::App, id: &str, yes: bool) -> Result<(), Failure> {
    let contact: ContactRef = match (id.parse::<ContactRef>(), id.parse::<ConversationRef>()) {
        (Ok(contact), _) => contact,
        (_, Ok(conversation)) => erasure::contact_of(app, &conversation).await.map_err(explained)?,
        _ => return Err(failure(format!("“{id}” is neither the id of a conversation nor of a contact."))),
    };
    if !yes && !confirmed(id)? {
        println!("Nothing was erased.");
        return Ok(());
    }
    erasure::erase_contact(app, &contact).await.map_err(explained)?;
    println!("The visitor of {id} is erased.");
    Ok(())
}
