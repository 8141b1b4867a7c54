//! The wrong and the right code of a pattern, with the lines marked that only one of them has.

use crate::human::layout::{Page, Style};

/// Columns of a tab in Go code.
const TAB: &str = "    ";

/// Which of two snippets is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Wrong,
    Right,
}

/// The lines of one snippet; those that the other lacks are marked in the margin.
pub(super) fn lines(page: &mut Page<'_>, code: &str, other: &str, side: Side) {
    let (own, other): (Vec<&str>, Vec<&str>) = (shown(code).collect(), shown(other).collect());
    let common = common_lines(&own, &other);
    for (line, is_common) in own.iter().zip(common) {
        let text = line.replace('\t', TAB);
        let style = page.style;
        let marked = if is_common { format!("  │ {text}") } else { changed(&text, side, style) };
        page.line(marked.trim_end());
    }
}

fn changed(text: &str, side: Side, style: &Style) -> String {
    match side {
        Side::Wrong => style.bad(&format!("✗ │ {text}")),
        Side::Right => style.good(&format!("✓ │ {text}")),
    }
}

/// The code without its build constraint: which of the two it is, the heading says.
fn shown(code: &str) -> impl Iterator<Item = &str> {
    let mut lines = code.lines().peekable();
    if lines.peek().is_some_and(|line| line.starts_with("//go:build")) {
        lines.next();
        while lines.next_if(|line| line.trim().is_empty()).is_some() {}
    }
    lines
}

/// Which of the lines belong to a longest common subsequence with the other lines. A snippet has some dozens.
fn common_lines(own: &[&str], other: &[&str]) -> Vec<bool> {
    // `longest[i][j]`: of the lines from `i` and the other's from `j` on.
    let mut longest = vec![vec![0_u32; other.len() + 1]; own.len() + 1];
    let at = |table: &[Vec<u32>], i: usize, j: usize| {
        table.get(i).and_then(|row| row.get(j)).copied().unwrap_or_default()
    };
    for (i, line) in own.iter().enumerate().rev() {
        for (j, counterpart) in other.iter().enumerate().rev() {
            let best = if line == counterpart {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(cell) = longest.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = best;
            }
        }
    }
    let mut common = Vec::new();
    let mut j = 0;
    for (i, line) in own.iter().enumerate() {
        // Lines of the other side that a longest subsequence goes on behind.
        while other.get(j).is_some_and(|counterpart| counterpart != line)
            && at(&longest, i, j + 1) >= at(&longest, i + 1, j)
            && at(&longest, i, j + 1) == at(&longest, i, j)
        {
            j += 1;
        }
        let is_common = other.get(j) == Some(line);
        common.push(is_common);
        j += usize::from(is_common);
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(own: &[&str], other: &[&str], expected: &[bool]) {
        assert_eq!(common_lines(own, other), expected);
    }

    #[test]
    fn lines_of_a_longest_common_subsequence_are_common() {
        check(&["a", "b", "c"], &["a", "b", "c"], &[true, true, true]);
        check(&["a", "x", "c"], &["a", "y", "c"], &[true, false, true]);
        check(&["a", "c"], &["a", "b", "c"], &[true, true]);
        check(&["a", "b", "c"], &["a", "c"], &[true, false, true]);
        check(&["}", "a", "}"], &["b", "}", "a", "}"], &[true, true, true]);
        check(&["a"], &[], &[false]);
        check(&[], &["a"], &[]);
    }

    #[test]
    fn the_build_constraint_is_left_out() {
        let code = "//go:build wrong\n\npackage main\n\nfunc f() {}\n";
        assert_eq!(shown(code).collect::<Vec<_>>(), ["package main", "", "func f() {}"]);
    }
}
