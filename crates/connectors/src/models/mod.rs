//! Language models of others.
//!
//! - [`embeddings`]: services that turn texts into vectors.
//! - [`openai`]: any service that speaks OpenAI's protocol of chat completions, streamed.

pub mod embeddings;
mod guarded;
pub mod openai;
mod stream;

pub use embeddings::{Embeddings, MOST_TEXTS};
pub use openai::{Chat, Endpoint, Form, OpenAi, Role, Said, Times};
pub use stream::ChatStream;
