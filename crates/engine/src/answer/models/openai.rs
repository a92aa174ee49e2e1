//! A service that speaks OpenAI's protocol.

use async_trait::async_trait;
use connectors::models::{Call, Chat, OpenAi};

use super::{Broken, Draft, Model, Why};
use crate::answer::check::Gate;
use crate::answer::prompt::{Prompt, tokens};
use crate::answer::repair::Repair;
use crate::answer::sink::Sink;

/// The service, for one answer.
pub(in crate::answer) struct Service<'a> {
    pub(in crate::answer) service: &'a OpenAi,
    /// What was wrong with the reply before.
    pub(in crate::answer) repair: Option<Repair>,
}

#[async_trait]
impl Model for Service<'_> {
    fn engine(&self) -> &'static str {
        "openai"
    }

    async fn write(&self, prompt: &Prompt, sink: &mut dyn Sink) -> Result<Draft, Broken> {
        let mut gate = Gate::new(prompt);
        let mut raw = String::new();
        let mut chat = prompt.chat();
        if let Some(repair) = &self.repair {
            repair.add_to(&mut chat, &prompt.vault.hidden(sink.said()));
        }
        let mut took = Took::default();
        let written = self.stream(&chat, &mut gate, &mut raw, &mut took, sink).await;
        let written = written.and_then(|calls| match calls.is_empty() || prompt.tools.may_call() {
            true => Ok(calls),
            false => Err(Why::Unfounded("calls")),
        });
        let tokens = took.tokens(&chat, &raw);
        match written {
            Ok(calls) => Ok(Draft { tokens, calls, ..gate.into_draft() }),
            Err(why) => {
                let stopped = gate.stopped().map(|sentence| prompt.vault.hidden(sentence));
                let repair = Repair::of(&why, raw, stopped.as_deref());
                Err(Broken { why, repair, so_far: Draft { tokens, ..gate.into_draft() } })
            }
        }
    }
}

impl Service<'_> {
    async fn stream(
        &self,
        chat: &Chat,
        gate: &mut Gate<'_>,
        raw: &mut String,
        took: &mut Took,
        sink: &mut dyn Sink,
    ) -> Result<Vec<Call>, Why> {
        let mut stream = self.service.ask(chat).await.map_err(Why::Service)?;
        took.is_asked = true;
        while let Some(words) = stream.next().await.map_err(Why::Service)? {
            raw.push_str(&words);
            gate.push(&words, sink)?;
            if gate.hands_off() {
                return Ok(Vec::new());
            }
        }
        let calls = stream.take_calls();
        // What it said before it calls something waits for what that gives.
        let finished = if calls.is_empty() { gate.finish(stream.is_cut(), sink) } else { Ok(()) };
        took.reported = stream.tokens().await;
        finished.map(|()| calls)
    }
}

/// What a request took.
#[derive(Debug, Default)]
struct Took {
    /// The service has taken it.
    is_asked: bool,
    /// Tokens, as the service counts them.
    reported: Option<u64>,
}

impl Took {
    /// Tokens of question and answer: those that the service reports, else an estimate.
    fn tokens(&self, chat: &Chat, answer: &str) -> usize {
        if !self.is_asked {
            return 0;
        }
        let estimate = || tokens(answer) + chat.messages.iter().map(|said| tokens(&said.content)).sum::<usize>();
        self.reported.and_then(|tokens| usize::try_from(tokens).ok()).unwrap_or_else(estimate)
    }
}
