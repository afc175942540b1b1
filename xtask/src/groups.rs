//! Counting tests by group, and the table at the end.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

/// Passed and failed tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    /// Reads `3 passed, 0 failed`, as tests/reporter.mjs ends.
    pub(crate) fn from_sum(line: &str) -> Option<Self> {
        let (passed, failed) = line.trim().strip_suffix(" failed")?.split_once(" passed, ")?;
        Some(Self { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    }

    /// Reads `test result: ok. 3 passed; 0 failed; …`, as Rust's and wasm-bindgen's runners print it.
    pub(crate) fn from_result_line(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let number = |what: &str| counts.split("; ").find_map(|part| part.strip_suffix(what)?.trim().parse().ok());
        Some(Self { passed: number("passed")?, failed: number("failed")? })
    }
}

/// The groups of a test run, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    order: Vec<String>,
    counts: BTreeMap<String, Counts>,
    broken: Vec<String>,
    remarks: Vec<String>,
}

impl Groups {
    /// Adds to a group; a group that must have tests is added with none first.
    pub(crate) fn add(&mut self, group: &str, counts: Counts) {
        if !self.counts.contains_key(group) {
            self.order.push(group.to_owned());
        }
        let sum = self.counts.entry(group.to_owned()).or_default();
        sum.passed += counts.passed;
        sum.failed += counts.failed;
    }

    /// Notes that a runner itself failed, whatever it counted (a crash, a build error).
    pub(crate) fn broke(&mut self, runner: &str) {
        self.broken.push(runner.to_owned());
    }

    /// Notes what somebody should read who sees nothing but the end: a test that failed, and why.
    pub(crate) fn remark(&mut self, group: &str, remark: &str) {
        self.remarks.push(format!("{group}: {remark}"));
    }

    /// Prints the remarks, the table and the sum.
    ///
    /// # Errors
    /// When a test failed, a runner broke, or a group has no test at all.
    pub(crate) fn finish(&self) -> Result<()> {
        if !self.remarks.is_empty() {
            println!("\n    to be looked at");
            self.remarks.iter().for_each(|remark| println!("    {remark}"));
        }
        println!("\n    {:<36}{:>8}{:>8}", "tests", "passed", "failed");
        let mut total = Counts::default();
        let mut empty = Vec::new();
        for group in &self.order {
            let counts = self.counts.get(group).copied().unwrap_or_default();
            println!("    {group:<36}{:>8}{:>8}", counts.passed, counts.failed);
            total.passed += counts.passed;
            total.failed += counts.failed;
            if counts == Counts::default() {
                empty.push(group.as_str());
            }
        }
        println!();
        // A runner that broke without counting a failure must not look like a success.
        let failed = total.failed.max(u64::from(!self.broken.is_empty() || !empty.is_empty()));
        println!("{} passed, {failed} failed", total.passed);
        ensure!(empty.is_empty(), "no test ran in: {}", empty.join(", "));
        ensure!(total.failed == 0, "{} tests failed", total.failed);
        ensure!(self.broken.is_empty(), "the runner itself failed: {}", self.broken.join(", "));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_line_of_both_runners() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s";
        assert_eq!(Counts::from_result_line(line), Some(Counts { passed: 12, failed: 3 }));
        assert_eq!(Counts::from_result_line("test result: words"), None);
        assert_eq!(Counts::from_result_line("test a::b ... ok"), None);
    }

    #[test]
    fn reads_the_sum_of_tests_under_node() {
        assert_eq!(Counts::from_sum("12 passed, 3 failed"), Some(Counts { passed: 12, failed: 3 }));
        assert_eq!(Counts::from_sum("it passed, it failed"), None);
        assert_eq!(Counts::from_sum("  ✓  a test (0.1 s)"), None);
    }

    #[test]
    fn a_group_without_tests_fails_the_run() {
        let mut groups = Groups::default();
        groups.add("full", Counts { passed: 1, failed: 0 });
        assert!(groups.finish().is_ok());
        groups.add("empty", Counts::default());
        assert!(groups.finish().unwrap_err().to_string().contains("empty"));
    }

    #[test]
    fn a_failure_or_a_broken_runner_fails_the_run() {
        let mut groups = Groups::default();
        groups.add("one", Counts { passed: 1, failed: 1 });
        assert!(groups.finish().is_err());
        let mut groups = Groups::default();
        groups.add("one", Counts { passed: 1, failed: 0 });
        groups.broke("one");
        assert!(groups.finish().is_err());
    }
}
