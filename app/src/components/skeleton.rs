//! What holds the place of something that is still coming.

use leptos::prelude::*;

/// What is coming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SkeletonShape {
    /// Lines of text.
    #[default]
    Text,
    /// Rows of a table or list.
    Rows,
    /// A field of a form.
    Field,
    /// A chart or a picture.
    Block,
}

/// Grey shapes of the size of what is coming, so that nothing jumps when it is there.
#[component]
pub fn Skeleton(
    /// What is coming.
    #[prop(optional)]
    shape: SkeletonShape,
    /// How many of it.
    #[prop(default = 3)]
    count: usize,
) -> impl IntoView {
    let (list, item) = match shape {
        SkeletonShape::Text => ("skeleton", "skeleton-line"),
        SkeletonShape::Rows => ("skeleton skeleton-rows", "skeleton-row"),
        SkeletonShape::Field => ("skeleton skeleton-fields", "skeleton-field"),
        SkeletonShape::Block => ("skeleton", "skeleton-block"),
    };
    let items = (0..count).map(|_| view! { <span class=item></span> }).collect::<Vec<_>>();
    view! {
        <div class=list role="status">
            <span class="visually-hidden">"Loading"</span>
            {items}
        </div>
    }
}
