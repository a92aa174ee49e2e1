//! How long to wait before the next attempt.

/// The first pause, in milliseconds.
const FIRST_MS: f64 = 500.0;
/// The longest pause, in milliseconds.
const LONGEST_MS: f64 = 30_000.0;

/// The pause after so many failures in a row, in milliseconds: twice as long each time, and by chance up to half shorter, so that
/// all the browsers that a restart has cut off do not come back at once. `chance` is in 0 to 1.
pub fn pause_ms(failures: u32, chance: f64) -> i32 {
    let whole = f64::from(1u32 << failures.min(10)) * FIRST_MS;
    (whole.min(LONGEST_MS) * (1.0 - chance / 2.0)) as i32
}

#[cfg(test)]
mod tests {
    use super::pause_ms;

    #[test]
    fn pauses_double_and_end_at_half_a_minute() {
        let pauses: Vec<_> = (0..9).map(|failures| pause_ms(failures, 0.0)).collect();
        assert_eq!(pauses, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
        assert_eq!(pause_ms(u32::MAX, 0.0), 30_000);
    }

    #[test]
    fn chance_makes_them_up_to_half_shorter() {
        assert_eq!((pause_ms(3, 1.0), pause_ms(3, 0.5)), (2000, 3000));
    }
}
