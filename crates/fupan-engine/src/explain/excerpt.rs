//! The part of a snippet that tells it from its counterpart.

/// Lines of an excerpt.
const MOST_LINES: usize = 24;

/// A part of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Its lines, each with its number in the file, in order; between two whose numbers are apart lines are left out.
    pub lines: Vec<(u32, String)>,
    /// The numbers of those lines of code that the other snippet does not have.
    pub changed: Vec<u32>,
}

impl Excerpt {
    /// The lines as code, with a mark where lines are left out.
    #[must_use]
    pub fn code(&self) -> String {
        let mut code = Vec::new();
        let mut before = None;
        for (number, line) in &self.lines {
            if before.is_some_and(|before| before + 1 < *number) {
                code.push("\t// …");
            }
            code.push(line);
            before = Some(*number);
        }
        code.join("\n")
    }
}

/// The declarations with the lines that the other snippet has otherwise; none where the two do not differ.
pub(crate) fn changed_part(own: &str, other: &str) -> Option<Excerpt> {
    let ((before, own), (_, other)) = (lines(own), lines(other));
    let start = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = own.len().min(other.len()) - start;
    let same_end = own.iter().rev().zip(other.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (end, other_end) = (own.len() - same_end, other.len() - same_end);
    if start >= end && start >= other_end {
        return None;
    }
    let opening = opening(&own, start);
    let closing = closing(&own, end);
    let counterparts = other.get(start..other_end).unwrap_or_default();
    let has_other = |line: &str| counterparts.iter().any(|other| code_of(other) == code_of(line));
    let is_changed = |at: usize, line: &str| (start..end).contains(&at) && tells(line) && !has_other(line);
    let numbered: Vec<(usize, &str)> =
        own.iter().copied().enumerate().skip(opening).take(closing.saturating_sub(opening)).collect();
    let number = |at: usize| u32::try_from(before + at + 1).unwrap_or(u32::MAX);
    let kept = shortened(&numbered, start);
    Some(Excerpt {
        changed: kept.iter().filter(|(at, line)| is_changed(*at, line)).map(|(at, _)| number(*at)).collect(),
        lines: kept.iter().map(|(at, line)| (number(*at), (*line).to_owned())).collect(),
    })
}

/// The declaration in which the first changed line stands, with its comment left out.
fn opening(own: &[&str], start: usize) -> usize {
    let is_declaration =
        |line: &&str| ["func ", "type ", "var ", "const "].iter().any(|it| line.starts_with(it));
    let until = own.get(..(start + 1).min(own.len())).unwrap_or_default();
    until.iter().rposition(is_declaration).unwrap_or(start.min(own.len()))
}

/// Behind the end of the declaration in which the last changed line stands.
fn closing(own: &[&str], end: usize) -> usize {
    let is_closed = end.checked_sub(1).and_then(|last| own.get(last)).is_some_and(|line| *line == "}");
    if is_closed {
        return end;
    }
    own.iter().skip(end).position(|line| *line == "}").map_or(own.len(), |at| end + at + 1)
}

/// Of a long part its head, and what surrounds the first change.
fn shortened<'a>(lines: &[(usize, &'a str)], start: usize) -> Vec<(usize, &'a str)> {
    let end = lines.iter().rposition(|(_, line)| !line.trim().is_empty()).map_or(0, |at| at + 1);
    let lines = lines.get(..end).unwrap_or_default();
    if lines.len() <= MOST_LINES {
        return lines.to_vec();
    }
    let near = lines.iter().skip(1).filter(|(at, _)| at + 2 >= start).take(MOST_LINES - 2);
    lines.iter().take(1).chain(near).copied().collect()
}

/// The lines behind the build constraint, the package and the imports, which differ too and tell nothing; before them how
/// many those are.
fn lines(code: &str) -> (usize, Vec<&str>) {
    let lines: Vec<&str> = code.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let is_head = ["//go:build", "package ", "import "].iter().any(|it| line.starts_with(it));
        match *line {
            "import (" => {
                let rest = lines.iter().skip(at);
                at += rest.take_while(|line| **line != ")").count() + 1;
            }
            line if is_head || line.trim().is_empty() => at += 1,
            _ => break,
        }
    }
    (at, lines.get(at..).unwrap_or_default().to_vec())
}

/// Whether a line does something: a comment, an empty line and a bracket alone do not.
fn tells(line: &str) -> bool {
    let code = code_of(line);
    code.chars().any(|next| next.is_alphanumeric() || next == '_')
}

/// A line of code without the comment behind it.
#[must_use]
pub fn code_of(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| {
        let before = line.get(..*at).unwrap_or_default();
        before.trim().is_empty()
            || (before.ends_with([' ', '\t']) && before.matches(['"', '`']).count() % 2 == 0)
    });
    comment.map_or(line, |(at, _)| line.get(..at).unwrap_or(line)).trim_end()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(own: &str, other: &str, expect: &Expect) {
        let excerpt = changed_part(own, other);
        let shown = excerpt.map(|it| format!("{}\nchanged: {:?}", it.code(), it.changed));
        expect.assert_eq(&shown.unwrap_or_default());
    }

    const WRONG: &str = "//go:build wrong\n\npackage main\n\nfunc a() {}\n\nfunc b(m *M) {\n\tm.Lock() // held\n\tgo c()\n}\n\nfunc c() {}\n";

    #[test]
    fn the_declaration_with_the_change_is_shown() {
        let right = WRONG.replace(" // held\n", "\n\tdefer m.Unlock()\n");
        check(
            &right,
            WRONG,
            &expect![[r#"
                func b(m *M) {
                	m.Lock()
                	defer m.Unlock()
                	go c()
                }
                changed: [9]"#]],
        );
        check(
            WRONG,
            &right,
            &expect![[r#"
            func b(m *M) {
            	m.Lock() // held
            	go c()
            }
            changed: []"#]],
        );
        check(WRONG, WRONG, &expect![""]);
    }

    #[test]
    fn a_long_one_is_cut() {
        let many: String = (0..60).map(|number| format!("\tstep({number})\n")).collect();
        let wrong = format!("func b() {{\n{many}\tx()\n}}\n");
        check(
            &wrong.replace("x()", "y()"),
            &wrong,
            &expect![[r#"
            func b() {
            	// …
            	step(58)
            	step(59)
            	y()
            }
            changed: [62]"#]],
        );
    }

    #[test]
    fn comments_are_told_from_texts() {
        for (line, code) in [
            ("\tx() // why", "\tx()"),
            ("\turl := \"http://a\"", "\turl := \"http://a\""),
            ("\turl := \" // a\" // b", "\turl := \" // a\""),
            ("// all", ""),
        ] {
            assert_eq!(code_of(line), code);
        }
    }
}
