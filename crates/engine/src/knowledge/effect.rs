//! What visitors' judgements on answers are worth for the passages that these rest on.
//!
//! Whoever judges is a stranger, and may be one who wants another passage to be read. So a contact counts once per passage,
//! fewer than ten contacts count for nothing, what counts is what can be relied on (the lower bound of Wilson's interval),
//! and the most that all of them together can do is bounded: a passage that fits clearly better stays before the others.

use std::collections::HashMap;

use domain::ids::{ItemId, WorkspaceId};
use store::Db;
use store::passage_votes::{self, Passage};

/// Contacts that must have judged a passage before that counts.
const FEWEST: i64 = 10;
/// The most by which a score grows or shrinks.
const MOST: f32 = 0.15;
/// Standard deviations of an interval that holds in 95 of 100 cases.
const Z: f32 = 1.96;

/// What the scores of these items' passages are multiplied with, 0.85 to 1.15; passages that are not named stay as they are.
pub(super) async fn factors(workspace: WorkspaceId, items: &[ItemId], db: &Db) -> store::Result<HashMap<Passage, f32>> {
    let marks = passage_votes::marks(workspace, items, db).await?;
    let factors = marks.into_iter().filter_map(|mark| Some((mark.passage, factor(mark.helpful, mark.unhelpful)?)));
    Ok(factors.collect())
}

/// None where the votes say nothing.
fn factor(helpful: i64, unhelpful: i64) -> Option<f32> {
    let all = helpful + unhelpful;
    if all < FEWEST {
        return None;
    }
    // How far beyond one half either side is, even where chance had its share.
    let beyond = |votes: i64| 2.0 * lower_bound(votes, all) - 1.0;
    let (better, worse) = (beyond(helpful), beyond(unhelpful));
    if better <= 0.0 && worse <= 0.0 {
        return None;
    }
    Some(1.0 + MOST * better.max(0.0) - MOST * worse.max(0.0))
}

/// The least share that is likely, given so many of all.
fn lower_bound(votes: i64, all: i64) -> f32 {
    let (votes, n) = (votes as f32, all as f32);
    let share = votes / n;
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    ((share + Z * Z / (2.0 * n) - spread) / (1.0 + Z * Z / n)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_ten_votes_and_votes_that_say_nothing_do_nothing() {
        for (helpful, unhelpful) in [(0, 0), (9, 0), (0, 9), (4, 5), (5, 5), (7, 3), (500, 500)] {
            assert_eq!(factor(helpful, unhelpful), None, "{helpful} {unhelpful}");
        }
        assert!(factor(10, 0) > Some(1.0) && factor(0, 10) < Some(1.0));
    }

    #[test]
    fn more_and_clearer_votes_say_more_and_never_more_than_the_bound() {
        let up = |helpful, unhelpful| factor(helpful, unhelpful).unwrap_or(1.0);
        assert!(up(20, 0) > up(10, 0) && up(10, 0) > up(10, 1) && up(30, 3) > up(10, 1));
        assert!(up(0, 20) < up(0, 10) && up(0, 10) < up(1, 10));
        for most in [1_000, 1_000_000_000] {
            assert!(up(most, 0) <= 1.0 + MOST && up(0, most) >= 1.0 - MOST);
        }
        // Both sides alike.
        assert!((up(40, 3) - 1.0 + up(3, 40) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_lower_bound_is_wilsons() {
        // Worked out by hand from the formula: 8 of 10 at 95 %.
        assert!((lower_bound(8, 10) - 0.4902).abs() < 0.0005, "{}", lower_bound(8, 10));
        assert!((lower_bound(10, 10) - 0.7225).abs() < 0.0005, "{}", lower_bound(10, 10));
    }
}
