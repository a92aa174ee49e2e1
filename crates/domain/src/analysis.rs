//! What is found out about a visitor's words.

use serde::{Deserialize, Serialize};

use crate::Language;
use crate::knowledge::stored_words;

stored_words! {
    /// How somebody feels.
    Feeling {
        /// Pleased, thankful.
        Positive "positive" "Pleased",
        /// Neither, or both alike.
        Neutral "neutral" "Neutral",
        /// Annoyed, disappointed, sad, afraid.
        Negative "negative" "Displeased",
    }
}

stored_words! {
    /// What a thing is that a message names.
    EntityKind {
        /// The number of an order.
        OrderNumber "order_number" "Order number",
        /// An e-mail address.
        Email "email" "Email",
        /// A telephone number.
        Phone "phone" "Telephone",
        /// An amount with its currency.
        Money "money" "Amount",
        /// A date, a time of day, or a day counted from today.
        Date "date" "Date",
        /// A link.
        Url "url" "Link",
        /// One of the products that the business named.
        Product "product" "Product",
        /// What the visitor says that they are called.
        Name "name" "Name",
    }
}

impl EntityKind {
    /// Whether it is worth being remembered beyond the conversation's words: who they are, and what it is about.
    pub fn is_lasting(self) -> bool {
        matches!(self, Self::OrderNumber | Self::Email | Self::Phone | Self::Product | Self::Name)
    }
}

/// The feeling of a text.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sentiment {
    /// The likeliest one.
    pub label: Feeling,
    /// From -1, as bad as can be, to 1; 0 where nothing tells of a feeling.
    pub score: f32,
    /// How much speaks for the label, 0 to 1.
    pub confidence: f32,
}

/// Something that a text names.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The same however it is written: order numbers in large letters, amounts as in `4.90 EUR`, dates as ISO 8601.
    pub value: String,
    /// How likely it is that this is right, 0 to 1.
    pub confidence: f32,
}

/// What is found out about a visitor's message when it comes.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MessageAnalysis {
    /// Its language; none: it could not be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// How sure that is, 0 to 1.
    pub language_confidence: f32,
    /// The likeliest intent of the built-in ones, as in `track_order`; none where the words tell of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// How likely it is, 0 to 1.
    pub intent_confidence: f32,
    /// How sure it is that they want a person, 0 to 1.
    pub wants_human: f32,
    /// How they feel.
    pub sentiment: Sentiment,
    /// What they name, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<Entity>,
}
