//! The part of a snippet that tells it from its counterpart.

/// Lines of an excerpt.
const MOST_LINES: usize = 24;

/// From the declaration before the first line that the other snippet has otherwise to the last such line; none where they
/// do not differ.
pub(super) fn changed_part(own: &str, other: &str) -> Option<String> {
    let (own, other) = (lines(own), lines(other));
    let start = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = own.len().min(other.len()) - start;
    let same_end = own.iter().rev().zip(other.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let end = own.len() - same_end;
    if start >= end && own.len() >= other.len() {
        return None;
    }
    let is_declaration =
        |line: &&str| ["func ", "type ", "var ", "const "].iter().any(|it| line.starts_with(it));
    let opening =
        own.get(..=start.min(own.len().saturating_sub(1)))?.iter().rposition(is_declaration).unwrap_or(start);
    // To the end of the declaration in which the last changed line stands.
    let closing = own.iter().skip(end).position(|line| *line == "}").map_or(own.len(), |at| end + at + 1);
    let end = if own.get(end.wrapping_sub(1)) == Some(&"}") { end } else { closing };
    let whole = own.get(opening..end)?;
    if whole.len() <= MOST_LINES {
        return Some(trimmed(whole).join("\n"));
    }
    // A long function: its head, and what surrounds the first change.
    let from = start.saturating_sub(2).max(opening + 1);
    let head = own.get(opening..=opening)?;
    let part = own.get(from..end.min(from + MOST_LINES - 3))?;
    let gap = if from > opening + 1 { vec!["\t// …"] } else { Vec::new() };
    let tail = if from + MOST_LINES - 3 < end { vec!["\t// …"] } else { Vec::new() };
    Some([head, &gap, part, &tail].concat().join("\n"))
}

/// The lines behind the build constraint, the package and the imports, which differ too and tell nothing.
fn lines(code: &str) -> Vec<&str> {
    let mut lines = code.lines().peekable();
    while let Some(line) = lines.peek().copied() {
        if line == "import (" {
            lines.by_ref().take_while(|line| *line != ")").for_each(drop);
        } else if line.trim().is_empty()
            || ["//go:build", "package ", "import "].iter().any(|it| line.starts_with(it))
        {
            lines.next();
        } else {
            break;
        }
    }
    lines.collect()
}

fn trimmed<'a>(lines: &'a [&'a str]) -> &'a [&'a str] {
    let end = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
    lines.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(right: &str, wrong: &str, expect: &Expect) {
        expect.assert_eq(&changed_part(right, wrong).unwrap_or_default());
    }

    const WRONG: &str = "//go:build wrong\n\npackage main\n\nfunc a() {}\n\nfunc b(m *M) {\n\tm.Lock()\n\tgo c()\n}\n\nfunc c() {}\n";

    #[test]
    fn the_declaration_with_the_change_is_shown() {
        check(
            &WRONG
                .replace("//go:build wrong", "//go:build !wrong")
                .replace("\tgo c()", "\tdefer m.Unlock()\n\tgo c()"),
            WRONG,
            &expect![[r#"
                func b(m *M) {
                	m.Lock()
                	defer m.Unlock()
                	go c()
                }"#]],
        );
        check(WRONG, WRONG, &expect![""]);
        check(
            &WRONG.replace("\tgo c()\n", ""),
            WRONG,
            &expect![[r#"
                func b(m *M) {
                	m.Lock()
                }"#]],
        );
    }

    #[test]
    fn a_long_one_is_cut() {
        let many: String = (0..60).map(|number| format!("\tstep({number})\n")).collect();
        let wrong = format!("func b() {{\n{many}\tx()\n}}\n");
        let part = changed_part(&wrong.replace("x()", "y()"), &wrong).unwrap();
        assert_eq!(part, "func b() {\n\t// …\n\tstep(58)\n\tstep(59)\n\ty()\n}");
    }
}
