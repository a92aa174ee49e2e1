//! A service that speaks OpenAI's protocol.

use async_trait::async_trait;
use connectors::models::OpenAi;

use super::{Broken, Draft, Model, Why};
use crate::answer::check::Gate;
use crate::answer::prompt::Prompt;
use crate::answer::sink::Sink;

/// The service, for one answer.
pub(in crate::answer) struct Service<'a>(pub(in crate::answer) &'a OpenAi);

#[async_trait]
impl Model for Service<'_> {
    fn engine(&self) -> &'static str {
        "openai"
    }
    fn name(&self) -> Option<&str> {
        Some(self.0.model())
    }

    async fn write(&self, prompt: &Prompt, sink: &mut dyn Sink) -> Result<Draft, Broken> {
        let mut gate = Gate::new(prompt);
        match self.stream(prompt, &mut gate, sink).await {
            Ok(()) => Ok(gate.into_draft()),
            Err(why) => Err(Broken { why, so_far: gate.into_draft() }),
        }
    }
}

impl Service<'_> {
    async fn stream(&self, prompt: &Prompt, gate: &mut Gate<'_>, sink: &mut dyn Sink) -> Result<(), Why> {
        let mut stream = self.0.ask(&prompt.chat()).await.map_err(Why::Service)?;
        while let Some(words) = stream.next().await.map_err(Why::Service)? {
            gate.push(&words, sink)?;
            if gate.knows_nothing() {
                return Ok(());
            }
        }
        gate.finish(sink)
    }
}
