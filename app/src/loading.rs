//! The one way in which a page loads something and shows it: a skeleton at first, then the content, then the next
//! content in its place without a flash; and the problem, with a way to try again, when there is one.
//!
//! What is loaded travels as JSON text and is read where it is shown. So there is one kind of resource in the program
//! instead of one for each server function, which is most of what a resource weighs in the browser.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::de::DeserializeOwned;

use crate::api::ApiError;
use crate::components::{Skeleton, SkeletonShape};
use crate::problems::ProblemPart;

/// The arguments of a server function, as names and texts; an argument that is none is left out.
pub type Arguments = Vec<(&'static str, Option<String>)>;

type Answer = Result<String, ApiError>;
type Asking = Pin<Box<dyn Future<Output = Answer> + Send>>;
type Ask = fn(Arguments) -> Asking;

/// A server function that a page may load from. Every one of ours is.
#[cfg(feature = "ssr")]
pub trait Loads: ServerFn<Output: serde::Serialize, Error = ApiError> + DeserializeOwned + 'static {}
#[cfg(feature = "ssr")]
impl<F: ServerFn<Output: serde::Serialize, Error = ApiError> + DeserializeOwned + 'static> Loads for F {}

/// A server function that a page may load from. Every one of ours is.
#[cfg(not(feature = "ssr"))]
pub trait Loads: ServerFn<Error = ApiError> + 'static {}
#[cfg(not(feature = "ssr"))]
impl<F: ServerFn<Error = ApiError> + 'static> Loads for F {}

/// On the server the function runs in place.
#[cfg(feature = "ssr")]
fn ask_by_text<F: Loads>(arguments: Arguments) -> Asking {
    use crate::api::{asked, edge::refuse};
    use domain::Problem;
    let question = format!("{} {arguments:?}", F::PATH);
    Box::pin(asked::ask(question, async move {
        let given = arguments.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
        let function: F = serde_json::from_value(serde_json::Value::Object(given.collect()))
            .map_err(|wrong| refuse(Problem::invalid(format!("This address was not understood: {wrong}."))))?;
        let output = function.run_body().await?;
        serde_json::to_string(&output).map_err(|wrong| refuse(Problem::invalid(wrong.to_string())))
    }))
}

/// In the browser it is asked by its address.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn ask_by_text<F: Loads>(arguments: Arguments) -> Asking {
    request(F::PATH, arguments)
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn request(path: &'static str, arguments: Arguments) -> Asking {
    let values: Vec<_> = arguments.iter().map(|(name, value)| (*name, value.as_deref().unwrap_or_default())).collect();
    let address = crate::routes::with_query(path, &values);
    // The browser has one thread, so what is not made for several is safe there.
    Box::pin(send_wrapper::SendWrapper::new(async move {
        crate::api::request::request(&address, None).await.map_err(ApiError)
    }))
}

/// Neither server nor browser: nothing to ask.
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
#[allow(clippy::extra_unused_type_parameters, reason = "it stands in the place of those that use it")]
fn ask_by_text<F: Loads>(_arguments: Arguments) -> Asking {
    Box::pin(async { Err(ApiError(crate::api::unreachable_server())) })
}

fn read<T: DeserializeOwned>(answer: Answer) -> Result<T, ApiError> {
    let text = answer?;
    serde_json::from_str(&text).map_err(|_| ApiError(crate::api::not_understood()))
}

/// Asks once.
pub async fn ask<F: Loads<Output: DeserializeOwned>>(arguments: Arguments) -> Result<F::Output, ApiError> {
    read(ask_by_text::<F>(arguments).await)
}

/// Something that a page has loaded or is loading.
#[derive(Debug)]
pub struct Loading<T> {
    answer: Resource<Answer>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loading<T> {}

impl<T> Loading<T> {
    /// Loads it anew; what is shown stays until the answer is there.
    pub fn refetch(self) {
        self.answer.refetch();
    }
}

impl<T: DeserializeOwned> Loading<T> {
    /// Waits for it.
    pub async fn ready(self) -> Result<T, ApiError> {
        read(self.answer.await)
    }
}

/// Loads from a server function, and again when its arguments or `changes` change.
pub fn load<F: Loads>(
    changes: Option<Memo<u32>>,
    arguments: impl Fn() -> Arguments + Send + Sync + 'static,
) -> Loading<F::Output> {
    Loading { answer: resource(changes, Box::new(arguments), ask_by_text::<F>), kind: PhantomData }
}

fn resource(
    changes: Option<Memo<u32>>,
    arguments: Box<dyn Fn() -> Arguments + Send + Sync>,
    ask: Ask,
) -> Resource<Answer> {
    Resource::new(move || (arguments(), changes.map(|changes| changes.get())), move |(arguments, _)| ask(arguments))
}

/// Shows what has been loaded.
pub fn loaded<T: DeserializeOwned + 'static, V: IntoView + 'static>(
    data: Loading<T>,
    shape: SkeletonShape,
    count: usize,
    show: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView {
    let show = Box::new(move |answer| read(answer).map(|value| show(value).into_any()));
    shown(data.answer, shape, count, show)
}

type Show = Box<dyn Fn(Answer) -> Result<AnyView, ApiError> + Send + Sync>;

fn shown(answer: Resource<Answer>, shape: SkeletonShape, count: usize, show: Show) -> impl IntoView {
    let retry = Callback::new(move |()| answer.refetch());
    let show: Arc<dyn Fn(Answer) -> Result<AnyView, ApiError> + Send + Sync> = show.into();
    // The content may be asked for once more while the page is being taken down: then there is nothing left to show.
    let is_over = Arc::new(AtomicBool::new(false));
    let over = Arc::clone(&is_over);
    on_cleanup(move || over.store(true, Ordering::Relaxed));
    let content = move || {
        let (show, is_over) = (Arc::clone(&show), Arc::clone(&is_over));
        Suspend::new(async move {
            if is_over.load(Ordering::Relaxed) {
                return ().into_any();
            }
            let answer = answer.await;
            if is_over.load(Ordering::Relaxed) {
                return ().into_any();
            }
            show(answer).unwrap_or_else(|ApiError(problem)| view! { <ProblemPart problem on_retry=retry /> }.into_any())
        })
    };
    view! { <Transition fallback=move || view! { <Skeleton shape count /> }>{content}</Transition> }
}
