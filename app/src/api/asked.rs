//! What a page asks for while the server renders it.
//!
//! A page is rendered in several goes. Each go asks for everything that the page shows, and when it is over its context is
//! taken away, although what it asked for still runs and its answer is still written into the page. So a question runs in
//! the context of the whole page, and the same question is asked once.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use futures::future::{FutureExt, Shared};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;

use super::ApiError;

/// The answer of a server function, as JSON.
type Answer = Result<String, ApiError>;
type Asking = Shared<Pin<Box<dyn Future<Output = Answer> + Send>>>;

/// What the page has asked for: question → answer.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<HashMap<String, Asking>>>);

/// Asks for a page; `question` names what is asked, with its arguments.
pub fn ask(question: String, asking: impl Future<Output = Answer> + Send + 'static) -> Asking {
    let mut page = Owner::current().unwrap_or_default();
    while let Some(around) = page.parent() {
        page = around;
    }
    let asked = page.with(|| {
        use_context::<Asked>().unwrap_or_else(|| {
            let asked = Asked::default();
            provide_context(asked.clone());
            asked
        })
    });
    let mut asked = asked.0.lock().unwrap_or_else(PoisonError::into_inner);
    let run = || page.child().with(|| ScopedFuture::new_untracked(asking)).boxed().shared();
    asked.entry(question).or_insert_with(run).clone()
}
