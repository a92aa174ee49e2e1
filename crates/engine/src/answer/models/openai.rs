//! A service that speaks OpenAI's protocol.

use async_trait::async_trait;
use connectors::models::{Chat, OpenAi};

use super::{Broken, Draft, Model, Why};
use crate::answer::check::Gate;
use crate::answer::prompt::{Prompt, tokens};
use crate::answer::sink::Sink;

/// The service, for one answer.
pub(in crate::answer) struct Service<'a>(pub(in crate::answer) &'a OpenAi);

#[async_trait]
impl Model for Service<'_> {
    fn engine(&self) -> &'static str {
        "openai"
    }

    async fn write(&self, prompt: &Prompt, sink: &mut dyn Sink) -> Result<Draft, Broken> {
        let mut gate = Gate::new(prompt);
        let (chat, mut took) = (prompt.chat(), Took::default());
        let written = self.stream(&chat, &mut gate, &mut took, sink).await;
        let tokens = took.tokens(&chat);
        match written {
            Ok(()) => Ok(Draft { tokens, ..gate.into_draft() }),
            Err(why) => Err(Broken { why, so_far: Draft { tokens, ..gate.into_draft() } }),
        }
    }
}

impl Service<'_> {
    async fn stream(&self, chat: &Chat, gate: &mut Gate<'_>, took: &mut Took, sink: &mut dyn Sink) -> Result<(), Why> {
        let mut stream = self.0.ask(chat).await.map_err(Why::Service)?;
        took.is_asked = true;
        while let Some(words) = stream.next().await.map_err(Why::Service)? {
            took.answer += tokens(&words);
            gate.push(&words, sink)?;
            if gate.knows_nothing() {
                return Ok(());
            }
        }
        let finished = gate.finish(sink);
        took.reported = stream.tokens().await;
        finished
    }
}

/// What a request took.
#[derive(Debug, Default)]
struct Took {
    /// The service has taken it.
    is_asked: bool,
    /// Tokens of the answer, as they are estimated.
    answer: usize,
    /// All tokens, as the service counts them.
    reported: Option<u64>,
}

impl Took {
    /// Tokens of question and answer: those that the service reports, else an estimate.
    fn tokens(&self, chat: &Chat) -> usize {
        if !self.is_asked {
            return 0;
        }
        let estimate = || self.answer + chat.messages.iter().map(|said| tokens(&said.content)).sum::<usize>();
        self.reported.and_then(|tokens| usize::try_from(tokens).ok()).unwrap_or_else(estimate)
    }
}
