//! How long each step took, said as it happens and summed at the end.

use crate::Outcome;
use std::time::{Duration, Instant};

/// The steps of one command.
pub struct Clock {
    started: Instant,
    steps: Vec<(String, Duration)>,
}

impl Clock {
    /// Starts counting.
    pub fn start() -> Self {
        Self { started: Instant::now(), steps: Vec::new() }
    }

    /// Does one step, says that it begins and how long it took.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        println!("== {name}");
        let begun = Instant::now();
        let result = work();
        let took = begun.elapsed();
        let end = if result.is_ok() { "done" } else { "failed" };
        println!("== {name}: {end} in {}", spell(took));
        self.steps.push((name.into(), took));
        result
    }

    /// The steps that took a second or more, and the whole.
    pub fn summary(&self) -> String {
        let long = self.steps.iter().filter(|(_, took)| took.as_secs() > 0);
        let parts: Vec<String> = long.map(|(name, took)| format!("{name} {}", spell(*took))).collect();
        let whole = spell(self.started.elapsed());
        if parts.is_empty() { whole } else { format!("{whole} ({})", parts.join(", ")) }
    }
}

/// `4.2 s` or `3 min 07 s`.
pub fn spell(took: Duration) -> String {
    let seconds = took.as_secs();
    if seconds < 60 {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::spell;
    use std::time::Duration;

    #[test]
    fn minutes_appear_only_when_there_are_some() {
        assert_eq!(spell(Duration::from_millis(4200)), "4.2 s");
        assert_eq!(spell(Duration::from_secs(187)), "3 min 07 s");
    }
}
