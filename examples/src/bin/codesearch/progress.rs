//! How far a phase has come: a bar on a terminal, a line now and then elsewhere.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

pub(crate) struct Progress {
    what: &'static str,
    done: u64,
    total: u64,
    /// None where nobody would see it move.
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(crate) fn new(what: &'static str, total: usize) -> Progress {
        let total = total as u64;
        let bar = io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{msg} [{wide_bar}] {human_pos}/{human_len} {elapsed}");
            let bar = ProgressBar::new(total).with_message(what);
            if let Ok(style) = style { bar.with_style(style.progress_chars("=> ")) } else { bar }
        });
        Progress { what, done: 0, total, bar }
    }

    /// One more is done.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        match &self.bar {
            Some(bar) => bar.set_position(self.done),
            None if is_milestone(self.done, self.total) => {
                eprintln!("{} {} of {}", self.what, self.done, self.total);
            }
            None => {}
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Whether `done` is the first to reach another quarter of `total`.
fn is_milestone(done: u64, total: u64) -> bool {
    done * 4 / total > (done - 1) * 4 / total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_four_milestones_and_the_last_is_the_end() {
        for total in [4, 7, 100, 8191] {
            let milestones: Vec<_> = (1..=total).filter(|&done| is_milestone(done, total)).collect();
            assert_eq!((milestones.len(), milestones[3]), (4, total));
        }
    }
}
