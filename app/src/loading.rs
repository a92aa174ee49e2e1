//! The one way in which a page shows what it loads: a skeleton at first, then the content, then the next content in its
//! place without a flash; and the problem, with a way to try again, when there is one.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::ApiError;
use crate::components::{Skeleton, SkeletonShape};
use crate::problems::ProblemPart;

/// What a page loads from the server.
pub type Loading<T> = Resource<Result<T, ApiError>>;

/// Shows what has been loaded.
pub fn loaded<T, V>(
    data: Loading<T>,
    shape: SkeletonShape,
    count: usize,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let retry = Callback::new(move |()| data.refetch());
    let content = move || {
        let show = show.clone();
        Suspend::new(async move {
            match data.await {
                Ok(value) => show(value).into_any(),
                Err(ApiError(problem)) => view! { <ProblemPart problem on_retry=retry /> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=move || view! { <Skeleton shape count /> }>{content}</Transition> }
}
