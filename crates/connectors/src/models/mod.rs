//! Language models of others.
//!
//! - [`embeddings`]: services that turn texts into vectors.
//! - [`functions`]: what a model may call before it answers.
//! - [`openai`]: any service that speaks OpenAI's protocol of chat completions, streamed.

pub mod embeddings;
pub mod functions;
mod guarded;
pub mod openai;
mod stream;

pub use embeddings::{Embeddings, MOST_TEXTS};
pub use functions::{Call, Function, Round, Tools};
pub use openai::{Chat, Endpoint, Form, OpenAi, Role, Said, Times};
pub use stream::ChatStream;
