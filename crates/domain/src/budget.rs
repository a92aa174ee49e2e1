//! How much of model services a workspace's bots may use, in tokens, and what is done when it runs out: from four fifths on
//! the small model is asked, at the end the builtin one, and what that cannot answer goes to people.

use serde::{Deserialize, Serialize};

/// Days that count as a month.
pub const MONTH_DAYS: i64 = 30;
/// Most tokens of a limit.
pub const TOKENS: i64 = 1_000_000_000_000;

/// Limits in tokens, of questions and answers together; none: there is no such limit.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    /// For each conversation.
    pub conversation: Option<i64>,
    /// For all of a day (UTC).
    pub day: Option<i64>,
    /// For the last 30 days together.
    pub month: Option<i64>,
}

/// What was used, in tokens.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Used {
    /// In this conversation; 0 where there is none.
    pub conversation: i64,
    /// Today (UTC).
    pub day: i64,
    /// In the last 30 days.
    pub month: i64,
}

/// The limits, and how much of them is used.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BudgetView {
    /// The limits.
    pub budget: Budget,
    /// What is used of those that hold for the whole workspace.
    pub used: Used,
}

/// Who may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rung {
    /// The large model.
    #[default]
    Large,
    /// The small one, where there is one.
    Small,
    /// No service.
    Builtin,
}

/// How far a limit is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Less than four fifths.
    Fine,
    /// Four fifths or more.
    Near,
    /// All.
    Exhausted,
}

/// How far this limit is used.
pub fn level(limit: Option<i64>, used: i64) -> Level {
    match limit {
        Some(limit) if used >= limit => Level::Exhausted,
        // Without overflow: limits are at most a million million.
        Some(limit) if used.saturating_mul(5) >= limit.saturating_mul(4) => Level::Near,
        _ => Level::Fine,
    }
}

impl Budget {
    /// Who may be asked when so much is used.
    pub fn rung(&self, used: &Used) -> Rung {
        let limits = [(self.conversation, used.conversation), (self.day, used.day), (self.month, used.month)];
        match limits.into_iter().map(|(limit, used)| level(limit, used)).max() {
            Some(Level::Exhausted) => Rung::Builtin,
            Some(Level::Near) => Rung::Small,
            _ => Rung::Large,
        }
    }

    /// As it is stored. Numbers can always be written.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}

/// Reads what [`Budget::to_json`] wrote.
impl TryFrom<String> for Budget {
    type Error = serde_json::Error;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text)
    }
}

/// Reads a limit.
pub fn parse_limit(typed: Option<i64>) -> Result<Option<i64>, String> {
    match typed {
        Some(tokens) if !(0..=TOKENS).contains(&tokens) => {
            Err(format!("Enter a number of tokens from 0 to {TOKENS}, or nothing for no limit."))
        }
        other => Ok(other),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_that_is_used_most_decides() {
        let budget = Budget { conversation: Some(100), day: Some(1_000), month: None };
        let used = |conversation, day| Used { conversation, day, month: 1_000_000 };
        assert_eq!(budget.rung(&used(79, 799)), Rung::Large);
        assert_eq!(budget.rung(&used(80, 0)), Rung::Small);
        assert_eq!(budget.rung(&used(0, 999)), Rung::Small);
        assert_eq!(budget.rung(&used(100, 0)), Rung::Builtin);
        assert_eq!(budget.rung(&used(0, 1_000)), Rung::Builtin);
        assert_eq!(Budget::default().rung(&used(i64::MAX, i64::MAX)), Rung::Large);
        assert_eq!(Budget { day: Some(0), ..Budget::default() }.rung(&Used::default()), Rung::Builtin);
    }

    #[test]
    fn limits_read_back_and_are_no_nonsense() {
        let budget = Budget { day: Some(5), ..Budget::default() };
        assert_eq!(Budget::try_from(budget.to_json()).unwrap(), budget);
        assert_eq!(Budget::try_from("{}".to_owned()).unwrap(), Budget::default());
        assert!(parse_limit(Some(-1)).is_err() && parse_limit(Some(TOKENS + 1)).is_err());
        assert_eq!(parse_limit(None), Ok(None));
    }
}
