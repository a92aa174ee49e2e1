//! Language models of others.
//!
//! - [`openai`]: any service that speaks OpenAI's protocol of chat completions, streamed.

mod guarded;
pub mod openai;

pub use openai::{Chat, ChatStream, Endpoint, OpenAi, Role, Said, Times};
