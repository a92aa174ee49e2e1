//! The icons, drawn for this product: strokes on a grid of 20, coloured by the text around them.

use leptos::prelude::*;

/// One icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the names say what is drawn
pub enum Icon {
    Alert,
    ArrowDown,
    ArrowUp,
    Chart,
    Check,
    CheckCircle,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    ChevronUpDown,
    Close,
    Copy,
    ErrorCircle,
    External,
    Eye,
    EyeOff,
    Filter,
    History,
    Home,
    Inbox,
    InfoCircle,
    Key,
    Keyboard,
    Mail,
    Menu,
    Monitor,
    Moon,
    More,
    Plus,
    Pulse,
    Refresh,
    Search,
    Sidebar,
    SignOut,
    Sliders,
    Sun,
    Table,
    Team,
    Trash,
    User,
    Workspace,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M10 3.5 17.5 16.5h-15ZM10 8.5V12M10 14.2v.1",
            Self::ArrowDown => "M10 4v12M5.5 11.5 10 16l4.5-4.5",
            Self::ArrowUp => "M10 16V4M5.5 8.5 10 4l4.5 4.5",
            Self::Chart => "M3 16.5h14M5.5 13.5v-4M10 13.5V5M14.5 13.5V8",
            Self::Check => "M4 10.5 8 14.5l8-9",
            Self::CheckCircle => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7 10.3l2.2 2.2L13 8",
            Self::ChevronDown => "M5.5 8 10 12.5 14.5 8",
            Self::ChevronLeft => "M12 5.5 7.5 10l4.5 4.5",
            Self::ChevronRight => "M8 5.5l4.5 4.5L8 14.5",
            Self::ChevronUpDown => "M6.5 8 10 4.5 13.5 8M6.5 12l3.5 3.5 3.5-3.5",
            Self::Close => "M5 5l10 10M15 5 5 15",
            Self::Copy => "M7.5 7.5h8.5V16H7.5ZM12.5 7.5V4H4v8.5h3.5",
            Self::ErrorCircle => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6.5v4M10 13.3v.1",
            Self::External => "M8 4H4v12h12v-4M11.5 4H16v4.5M16 4l-7 7",
            Self::Eye => {
                "M2 10c2-3.7 4.7-5.5 8-5.5s6 1.8 8 5.5c-2 3.7-4.7 5.5-8 5.5S4 13.7 2 10Z\
                 M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
            }
            Self::EyeOff => {
                "M6.3 5.5A8 8 0 0 1 10 4.5c3.3 0 6 1.8 8 5.5a13 13 0 0 1-2.3 3.1\
                 M13.5 14.6a8 8 0 0 1-3.5.9c-3.3 0-6-1.8-8-5.5a13 13 0 0 1 2.3-3.1M4 4l12 12"
            }
            Self::Filter => "M3 5h14M6 10h8M8.5 15h3",
            Self::History => "M10 6v4.2l2.8 1.8M3 10a7 7 0 1 0 2.1-5L3 7M3 3.5V7h3.5",
            Self::Home => "M3 9.5l7-6 7 6M5 8v8.5h10V8M8.5 16.5v-4.5h3v4.5",
            Self::Inbox => "M3 11l2.5-7h9L17 11v5H3ZM3 11h4l1 2h4l1-2h4",
            Self::InfoCircle => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.5v4M10 6.7v.1",
            Self::Key => "M12.5 11.5a4.5 4.5 0 1 0-4.2-2.8L3 14v3h3v-2h2v-2h1.8l.9-1.7M13.8 6.2v.1",
            Self::Keyboard => "M2.5 5.5h15v9h-15ZM5.5 8.5v.1M8.5 8.5v.1M11.5 8.5v.1M14.5 8.5v.1M7 11.7h6",
            Self::Mail => "M3 5h14v10.5H3ZM3 5.5l7 5.5 7-5.5",
            Self::Menu => "M3 5.5h14M3 10h14M3 14.5h14",
            Self::Monitor => "M3 4h14v9.5H3ZM7 17h6M10 13.5V17",
            Self::Moon => "M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z",
            Self::More => "M4.5 9.5a.5.5 0 1 0 .01 0ZM10 9.5a.5.5 0 1 0 .01 0ZM15.5 9.5a.5.5 0 1 0 .01 0Z",
            Self::Plus => "M10 4v12M4 10h12",
            Self::Pulse => "M2.5 10.5h3.3l2.2-6 4 11 2.2-5h3.3",
            Self::Refresh => "M16.5 10a6.5 6.5 0 1 1-1.9-4.6l1.9 1.8M16.5 3.5v3.7h-3.7",
            Self::Search => "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12ZM13.4 13.4 17 17",
            Self::Sidebar => "M3 4h14v12H3ZM8 4v12",
            Self::SignOut => "M8 4H4v12h4M8.5 10H17M14 7l3 3-3 3",
            Self::Sliders => {
                "M3 6h6.5M13.5 6H17M3 14h3.5M10.5 14H17M11.5 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z\
                 M8.5 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z"
            }
            Self::Sun => {
                "M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM10 2.5V4M10 16v1.5M2.5 10H4M16 10h1.5\
                 M4.7 4.7l1 1M14.3 14.3l1 1M4.7 15.3l1-1M14.3 5.7l1-1"
            }
            Self::Table => "M3 4h14v12H3ZM3 8.5h14M8.5 8.5V16",
            Self::Team => {
                "M7.5 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5\
                 M13 4.3a3 3 0 0 1 0 5.4M15 12.3c1.8.7 2.8 2.2 3 4.2"
            }
            Self::Trash => "M4 6h12M8 6V3.5h4V6M5.5 6l.7 10.5h7.6L14.5 6M8.5 9v4.5M11.5 9v4.5",
            Self::User => "M10 10a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6ZM3.5 17c.6-3.3 3-5 6.5-5s5.9 1.7 6.5 5",
            Self::Workspace => "M4 17V4h8v13M12 8h4v9M2.5 17h15M6.8 7.2h2.4M6.8 10.2h2.4M6.8 13.2h2.4",
        }
    }
}

/// Draws an icon. It says nothing to a screen reader: the text beside it, or the label of its button, does.
#[component]
pub fn Glyph(
    /// What to draw.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="glyph" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
}

/// The mark of the product: a chamomile.
#[component]
pub fn Mark() -> impl IntoView {
    let petals = (0..10)
        .map(|n| {
            view! { <ellipse class="mark-petal" cx="16" cy="7.2" rx="3.1" ry="5.2" transform=format!("rotate({} 16 16)", n * 36) /> }
        })
        .collect::<Vec<_>>();
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            {petals}
            <circle class="mark-heart" cx="16" cy="16" r="4.6" />
        </svg>
    }
}
