//! What keeps people from guessing: attempts are counted before they are made, by a keyed hash of what they are made on.
//! Addresses with and without an account count and wait alike, so that the wait tells nothing.

use domain::{Code, Problem, Timestamp, time};
use store::attempts;

use crate::app::App;
use crate::error::{Error, Result};

/// Failures that cost nothing.
const FREE: i64 = 5;
const FIRST_DELAY_MS: i64 = 30 * time::SECOND_MS;
const LAST_DELAY_MS: i64 = 15 * time::MINUTE_MS;
/// After this long without an attempt counting starts anew.
const FORGOTTEN_AFTER_MS: i64 = time::DAY_MS;

/// How long the next attempt has to wait after so many failures in a row.
fn delay_ms(failures: i64) -> i64 {
    match failures - FREE {
        over if over < 0 => 0,
        over => (FIRST_DELAY_MS << over.min(10)).min(LAST_DELAY_MS),
    }
}

/// What attempts to give the password of this address are counted under.
pub(super) fn subject(app: &App, email_folded: &str) -> [u8; 32] {
    app.settings().secret_key.mac("attempts: password", email_folded.as_bytes())
}

/// What requests for a password link for this address are counted under.
pub(super) fn reset_subject(app: &App, email_folded: &str) -> [u8; 32] {
    app.settings().secret_key.mac("attempts: reset", email_folded.as_bytes())
}

/// Everything that this address is counted under.
pub(crate) fn subjects(app: &App, email_folded: &str) -> Vec<Vec<u8>> {
    vec![subject(app, email_folded).to_vec(), reset_subject(app, email_folded).to_vec()]
}

/// An attempt that has been counted as a failure until [`Attempt::succeeded`].
pub(super) struct Attempt {
    subject: [u8; 32],
}

impl Attempt {
    /// Counts an attempt to give the password of this address.
    ///
    /// # Errors
    /// `limited`, with the seconds to wait, after too many failures.
    pub(super) async fn begin(app: &App, email_folded: &str) -> Result<Self> {
        let subject = subject(app, email_folded);
        app.store()
            .write(None, move |work| {
                Box::pin(async move {
                    let now = work.now();
                    let row = attempts::update_counted(&subject, now, &mut *work).await?;
                    if row.blocked_until > now {
                        return Err(Error::from(blocked(row.blocked_until, now)));
                    }
                    let count = if now.since_ms(row.last_at) > FORGOTTEN_AFTER_MS { 1 } else { row.count };
                    attempts::update(&subject, count, now.plus_ms(delay_ms(count)), now, &mut *work).await?;
                    Ok(Self { subject })
                })
            })
            .await
    }

    /// It was no guess: earlier failures are forgotten with it, in the transaction that lets the person in.
    pub(super) async fn succeeded(&self, work: &mut store::Work) -> Result<()> {
        Ok(attempts::delete(&self.subject, work).await?)
    }
}

fn blocked(until: Timestamp, now: Timestamp) -> Problem {
    let seconds = u32::try_from((until.since_ms(now) + 999) / 1_000).unwrap_or(u32::MAX);
    let wait = if seconds < 90 { format!("{seconds} seconds") } else { format!("{} minutes", seconds.div_ceil(60)) };
    let message = format!("Too many attempts with this address. Try again in {wait}, or set a new password.");
    Problem::new(Code::Limited, message).retry_after(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_from_half_a_minute_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (1..=12).map(|n| delay_ms(n) / time::SECOND_MS).collect();
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(delay_ms(i64::MAX), LAST_DELAY_MS);
    }
}
