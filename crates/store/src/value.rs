//! Values for placeholders, of the few types that both databases know.

/// A value for a placeholder.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, or null.
    Text(Option<String>),
    /// A whole number, or null.
    Int(Option<i64>),
    /// A floating-point number, or null.
    Float(Option<f64>),
    /// True, false, or null.
    Bool(Option<bool>),
    /// Bytes, or null.
    Bytes(Option<Vec<u8>>),
}

macro_rules! values {
    ($($type:ty => $variant:ident, $make:expr;)*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                let make: fn($type) -> _ = $make;
                Self::$variant(Some(make(value)))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                let make: fn($type) -> _ = $make;
                Self::$variant(value.map(make))
            }
        }
    )*};
}

values! {
    String => Text, |v| v;
    &str => Text, |v| v.to_owned();
    i64 => Int, |v| v;
    i32 => Int, |v| v.into();
    u8 => Int, |v| v.into();
    u16 => Int, |v| v.into();
    u32 => Int, |v| v.into();
    f64 => Float, |v| v;
    bool => Bool, |v| v;
    Vec<u8> => Bytes, |v| v;
    domain::Timestamp => Int, |v| v.0;
    domain::ids::WorkspaceId => Text, |v| v.to_string();
    domain::ids::UserId => Text, |v| v.to_string();
    domain::ids::InvitationId => Text, |v| v.to_string();
    domain::ids::ApiKeyId => Text, |v| v.to_string();
    domain::ids::JobId => Text, |v| v.to_string();
    domain::ids::NodeId => Text, |v| v.to_string();
    domain::ids::MailId => Text, |v| v.to_string();
    domain::ids::BotId => Text, |v| v.to_string();
    domain::ids::WidgetId => Text, |v| v.to_string();
    domain::ids::ItemId => Text, |v| v.to_string();
    domain::ids::ContactId => Text, |v| v.to_string();
    domain::ids::VisitorId => Text, |v| v.to_string();
    domain::ids::ConversationId => Text, |v| v.to_string();
    domain::ids::MessageId => Text, |v| v.to_string();
    domain::ids::IntentId => Text, |v| v.to_string();
    domain::intents::EffectKind => Text, |v| v.as_str().to_owned();
    domain::Language => Text, |v| v.code().to_owned();
    domain::knowledge::ItemStatus => Text, |v| v.as_str().to_owned();
    domain::knowledge::ItemSource => Text, |v| v.as_str().to_owned();
    domain::conversations::Lifecycle => Text, |v| v.as_str().to_owned();
    domain::conversations::Holder => Text, |v| v.as_str().to_owned();
    domain::conversations::HandoffReason => Text, |v| v.as_str().to_owned();
    domain::messages::AuthorKind => Text, |v| v.as_str().to_owned();
    domain::messages::MessageKind => Text, |v| v.as_str().to_owned();
    domain::messages::Verdict => Text, |v| v.as_str().to_owned();
    domain::analysis::EntityKind => Text, |v| v.as_str().to_owned();
    domain::analysis::Feeling => Text, |v| v.as_str().to_owned();
    domain::memory::Writer => Text, |v| v.as_str().to_owned();
    domain::feedback::Vote => Text, |v| v.as_str().to_owned();
    domain::feedback::VoteReason => Text, |v| v.as_str().to_owned();
}
