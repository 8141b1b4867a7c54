//! What went wrong first, what was put around it, and how often, of panics and of errors in logs.
//!
//! ```text
//! http: panic serving 127.0.0.1:38322: checkout failed: assignment to entry in nil map
//! {"level":"ERROR","error":"load order 8: open /srv/8.json: no such file or directory"}
//! panic: assignment to entry in nil map [recovered]
//!         panic: settle: assignment to entry in nil map
//!         rollback: no transaction is open
//! ```
//!
//! A text does not tell where `%w` stood. It is split at `: `, save where the standard library prints such a text itself:
//! `open /srv/8.json: no such file or directory` is one error. A program that writes `config: no such key` as one text is
//! split nevertheless. Java exceptions, and what is neither an error nor a panic, are left out.

use std::borrow::Cow;
use std::ops::Range;

use fupan_stack::{Crash, CrashKind, Goroutine, Parsed, ProblemKind, Section, is_std_package};
use rustc_hash::FxHashMap;

/// At most so many chains are told.
const MOST_CHAINS: usize = 20;
/// Bytes of an error's text that are looked at.
const LONGEST_TEXT: usize = 4096;
/// Parts of an `errors.Join` that are told.
const MOST_JOINED: usize = 16;

/// What went wrong first, and what was put around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorChain {
    /// The first cause, as far as the input tells: the innermost text.
    pub cause: String,
    /// What was put around it, the innermost first: texts of `%w` (`outer: inner`), of re-panics.
    pub wrappers: Vec<String>,
    /// The parts of an `errors.Join`, where there are several causes.
    pub joined: Vec<String>,
    /// Whether a panic was recovered and raised again; where only a stack tells, whether one was raised while another ran.
    pub repanicked: bool,
    /// What a reader does not get to see in any of its stacks.
    pub lost: Vec<Loss>,
    /// How often it occurs in the input.
    pub count: u64,
    /// The line of its first occurrence, from 1.
    pub line: u32,
}

/// What the output does not show of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// The stack that is printed begins at the re-panic, not where the first panic was.
    StackOfOrigin,
    /// The stack was cut off: frames were left out, or a buffer was too small.
    CutStack,
    /// A type or an address stands for the value: `(*main.E) 0xc000012345`.
    Value,
    /// The stack has a first panic of another value, whose text is not printed: `net/http` prints the last one.
    FirstText,
}

/// The chains of an input, the most frequent first, then by line; at most 20.
///
/// Two occurrences are the same where cause and wrappers agree but for numbers, hexadecimal words, UUIDs, and what is quoted.
#[must_use]
pub fn chains(input: &[u8]) -> Vec<ErrorChain> {
    let parsed = fupan_stack::parse(input);
    let breaks = input.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(breaks).collect();
    let mut occurrences: Vec<Occurrence> = Vec::new();
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut done = 0;
    for crash in &parsed.crashes {
        // A record with two stacks (`errorVerbose`, `stacktrace`) is one occurrence.
        if crash.span.start < done {
            continue;
        }
        done = crash.span.end;
        let end = spans.last().map_or(0, |span| span.end);
        if let Some(wrapper) = wrapper_between_stacks(crash, input, end)
            && let Some(last) = occurrences.last_mut()
        {
            last.chain.wrappers.push(wrapper.to_owned());
            spans.push(crash.span.clone());
        } else if let Some(mut occurrence) = of_crash(crash, &parsed, input) {
            let line = starts.partition_point(|start| *start <= crash.span.start);
            let line = line.saturating_sub(lines_before(crash, input)).max(1);
            occurrence.chain.line = u32::try_from(line).unwrap_or(u32::MAX);
            occurrences.push(occurrence);
            spans.push(crash.span.clone());
        }
    }
    occurrences.extend(of_logs(input, &spans));
    occurrences.sort_by_key(|occurrence| occurrence.chain.line);
    merged(occurrences)
}

/// One time that an error was printed.
struct Occurrence {
    chain: ErrorChain,
    has_stack: bool,
}

fn merged(occurrences: Vec<Occurrence>) -> Vec<ErrorChain> {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut groups: Vec<Occurrence> = Vec::new();
    for occurrence in occurrences {
        let place = *places.entry(key(&occurrence.chain)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => add(group, occurrence),
            None => groups.push(occurrence),
        }
    }
    let mut chains: Vec<ErrorChain> = groups.into_iter().map(|group| group.chain).collect();
    chains.sort_by_key(|chain| (std::cmp::Reverse(chain.count), chain.line));
    chains.truncate(MOST_CHAINS);
    chains
}

/// What one stack shows is not lost; a line of a log without a stack shows nothing of it.
fn add(group: &mut Occurrence, other: Occurrence) {
    group.chain.count += other.chain.count;
    group.chain.repanicked |= other.chain.repanicked;
    if group.has_stack && other.has_stack {
        group.chain.lost.retain(|loss| other.chain.lost.contains(loss));
    } else if other.has_stack {
        group.chain.lost = other.chain.lost;
    }
    group.has_stack |= other.has_stack;
}

fn key(chain: &ErrorChain) -> String {
    let mut key = String::new();
    for text in std::iter::once(&chain.cause).chain(&chain.wrappers) {
        mask(text, &mut key);
        key.push('\0');
    }
    key
}

/// Writes `text` with `#` for what differs from one occurrence to the next.
fn mask(text: &str, out: &mut String) {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' => quoted_end(rest),
            _ => Some(rest.find(|c| !is_word(c)).unwrap_or(rest.len())),
        };
        let (word, after) = rest.split_at(end.filter(|end| *end > 0).unwrap_or(first.len_utf8()));
        match first {
            '"' => out.push('#'),
            _ if is_uuid(word) => out.push('#'),
            _ => word.split_inclusive('-').for_each(|part| mask_word(part, out)),
        }
        rest = after;
    }
}

/// Where the string in quotes ends with which `text` begins; its whole length where it is not closed.
fn quoted_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !is_escaped => return Some(at + 1),
            _ => is_escaped = byte == b'\\' && !is_escaped,
        }
    }
    Some(text.len())
}

fn is_uuid(word: &str) -> bool {
    let lengths = word.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && word.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn mask_word(word: &str, out: &mut String) {
    let body = word.strip_prefix("0x").unwrap_or(word).trim_end_matches('-');
    let is_hex = body.len() >= 6 || body.len() < word.trim_end_matches('-').len();
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    if is_hex && has_digit && body.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        out.push('#');
        return;
    }
    let mut was_digit = false;
    for c in word.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !was_digit {
            out.push('#');
        }
        was_digit = c.is_ascii_digit();
    }
}

/// The text that `%+v` of `github.com/pkg/errors` puts between the stack of the inner error and that of the outer one.
fn wrapper_between_stacks<'a>(crash: &'a Crash<'_>, input: &[u8], end: usize) -> Option<&'a str> {
    let text = crash.messages.first().map(|message| message.text.trim())?;
    let between = input.get(end..crash.span.start)?.trim_ascii();
    (crash.kind == CrashKind::Log && end > 0 && between == text.as_bytes() && without_time(text) == text)
        .then_some(text)
}

/// How many lines of its text stand before its span, which begins at the stack where no word like `panic: ` opens it.
fn lines_before(crash: &Crash<'_>, input: &[u8]) -> usize {
    let Some(text) = crash.messages.first().map(|message| message.text.trim()) else { return 0 };
    let (before, span) = input.split_at_checked(crash.span.start).unwrap_or_default();
    let opening = String::from_utf8_lossy(span.split(|byte| *byte == b'\n').next().unwrap_or_default());
    let is_before = before.trim_ascii_end().ends_with(text.as_bytes());
    if is_before && !opening.contains(first_line(text)) { text.lines().count() } else { 0 }
}

/// None of a dump, a race, a signal, and an exception of Java.
fn of_crash(crash: &Crash<'_>, parsed: &Parsed<'_>, input: &[u8]) -> Option<Occurrence> {
    let mut chain = chain_of(crash, input)?;
    let stack = crash.goroutines.iter().find(|goroutine| is_of_go(goroutine));
    let is_remarked = tells_of_repanic(crash, input);
    let is_raised_again = is_remarked || crash.messages.iter().rev().skip(1).any(|one| one.is_recovered);
    let panics = stack.map_or(0, panics_on);
    chain.repanicked = is_raised_again || panics > 1;
    let is_cut = stack.is_some_and(is_cut) || is_cut_in(&crash.span, parsed);
    let panics_told = crash.messages.len() + usize::from(is_remarked);
    let is_origin_lost = is_raised_again && !is_cut && stack.is_some() && panics + 1 < panics_told;
    let is_text_lost =
        crash.messages.len() == 1 && chain.wrappers.is_empty() && stack.is_some_and(has_two_values);
    let losses = [
        (is_origin_lost, Loss::StackOfOrigin),
        (is_cut, Loss::CutStack),
        (is_opaque(&chain.cause), Loss::Value),
        (is_text_lost, Loss::FirstText),
    ];
    chain.lost.extend(losses.into_iter().filter(|(is_lost, _)| *is_lost).map(|(_, loss)| loss));
    Some(Occurrence { chain, has_stack: stack.is_some() })
}

fn chain_of(crash: &Crash<'_>, input: &[u8]) -> Option<ErrorChain> {
    use CrashKind::{Dump, FatalError, Log, Panic};
    if !matches!(crash.kind, Panic | FatalError | Dump | Log) {
        return None;
    }
    if let Some(chain) = told_by_record(crash, input) {
        return Some(chain);
    }
    let (first, later) = crash.messages.split_first()?;
    let mut inner = shortened(&first.text);
    let mut chain = match crash.kind {
        FatalError => plain(inner),
        Log => of_text(without_time(inner))?,
        _ => of_text(inner)?,
    };
    for message in later {
        let outer = shortened(&message.text);
        put_around(&mut chain, outer, inner);
        inner = outer;
    }
    Some(chain)
}

/// The error of a record of JSON that has a stack beside it.
fn told_by_record(crash: &Crash<'_>, input: &[u8]) -> Option<ErrorChain> {
    let record = input.get(crash.span.start..)?;
    if !record.starts_with(b"{") || crash.messages.len() > 1 {
        return None;
    }
    let record = record.split(|byte| *byte == b'\n').next()?;
    let record = String::from_utf8_lossy(record);
    let value =
        || ["\"panic\"", "\"value\"", "\"recovered\""].into_iter().find_map(|key| field_of(&record, key));
    let text = error_in(&record).or_else(|| (crash.kind == CrashKind::Panic).then(value)?)?;
    of_text(&text)
}

/// `2026/03/07 10:00:00 no such order` without the time.
fn without_time(text: &str) -> &str {
    let mut rest = text;
    while let Some((word, after)) = rest.split_once(' ')
        && word.contains([':', '/', '-'])
        && word.bytes().all(|byte| byte.is_ascii_digit() || b":/-.,+TZ".contains(&byte))
    {
        rest = after;
    }
    rest
}

fn is_of_go(goroutine: &Goroutine<'_>) -> bool {
    matches!(goroutine.section, Section::Goroutine | Section::Trace) && !goroutine.frames.is_empty()
}

/// How many panics were under way: the run-time runs deferred functions on top of the stack that panicked.
fn panics_on(goroutine: &Goroutine<'_>) -> usize {
    let is_panic = |function: &str| matches!(function, "panic" | "runtime.gopanic");
    goroutine.frames.iter().filter(|frame| is_panic(frame.function())).count()
}

/// Whether the first panic and the last one were called with values of different types, by the word of the type.
fn has_two_values(goroutine: &Goroutine<'_>) -> bool {
    let is_panic = |function: &str| matches!(function, "panic" | "runtime.gopanic");
    let mut panics = goroutine.frames.iter().filter(|frame| is_panic(frame.function()));
    let (last, first) = (panics.next(), panics.next_back());
    let type_of = |arguments: &str| arguments.split(',').next().map(str::to_owned);
    match (first, last) {
        (Some(first), Some(last)) => type_of(first.arguments()) != type_of(last.arguments()),
        _ => false,
    }
}

/// `panic: no such order [recovered, repanicked]`, as Go prints it since 1.25 where the value is the same.
fn tells_of_repanic(crash: &Crash<'_>, input: &[u8]) -> bool {
    let end = crash.goroutines.first().map_or(crash.span.end, |goroutine| goroutine.span.start);
    let head = input.get(crash.span.start..end.min(crash.span.start + LONGEST_TEXT)).unwrap_or_default();
    let remark = b"[recovered, repanicked]";
    head.windows(remark.len()).any(|window| window == remark)
}

/// A whole stack ends where its goroutine was started, or at the start of the program.
fn is_cut(goroutine: &Goroutine<'_>) -> bool {
    let Some(last) = goroutine.frames.last().map(fupan_stack::Frame::function) else { return true };
    let is_start = last.starts_with("runtime.") || last == "main.main" || last.contains(".init");
    let is_goroutine = goroutine.section == Section::Goroutine;
    goroutine.elided.is_some() || (is_goroutine && goroutine.created_by.is_none() && !is_start)
}

fn is_cut_in(span: &Range<usize>, parsed: &Parsed<'_>) -> bool {
    // Problems stand in the order of the input.
    let first = parsed.problems.partition_point(|problem| problem.span.end < span.start);
    let within = parsed.problems.iter().skip(first).take_while(|problem| problem.span.start <= span.end);
    within.into_iter().any(|problem| problem.kind == ProblemKind::CutFrame)
}

/// `(*main.E) 0xc000012345`, `(main.E) {…}`, `(main.E) (0x45e0a0,0xc42000e1e0)`, `0xc000012345`
fn is_opaque(text: &str) -> bool {
    let is_address = |text: &str| {
        let digits = text.strip_prefix("0x").unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let value = text.strip_prefix('(').and_then(|rest| rest.split_once(") ")).map(|(_, value)| value);
    is_address(text) || value.is_some_and(|value| is_address(value) || value.starts_with(['{', '(']))
}

/// Adds what a later panic put around an earlier one.
fn put_around<'a>(chain: &mut ErrorChain, outer: &'a str, inner: &str) {
    let before = |text: &'a str| text.strip_suffix(inner)?.strip_suffix(": ");
    let around = before(outer).or_else(|| outer.lines().find_map(before));
    if let Some(parts) = joined(outer) {
        chain.joined = parts;
    }
    match around {
        Some(around) => chain.wrappers.extend(parts(around).iter().rev().map(|part| (*part).to_owned())),
        None if outer == inner => {}
        None => chain.wrappers.push(first_line(outer).to_owned()),
    }
}

fn plain(text: &str) -> ErrorChain {
    let cause = first_line(text).to_owned();
    let (wrappers, joined, lost) = (Vec::new(), Vec::new(), Vec::new());
    ErrorChain { cause, wrappers, joined, repanicked: false, lost, count: 1, line: 1 }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim()
}

fn shortened(text: &str) -> &str {
    let text = text.trim();
    text.get(..text.floor_char_boundary(LONGEST_TEXT)).unwrap_or(text)
}

/// The chain that the text of an error tells; none of one that says there is no error.
fn of_text(text: &str) -> Option<ErrorChain> {
    let text = shortened(text);
    if matches!(text, "" | "<nil>" | "nil" | "null") {
        return None;
    }
    let told = told_with_stacks(text);
    let innermost = told.first().copied().unwrap_or(text);
    let several = joined(innermost).unwrap_or_default();
    let (cause, around) = split(several.first().map_or_else(|| first_line(innermost), |part| part.as_str()));
    let mut chain = plain(cause);
    chain.wrappers = around.into_iter().rev().map(str::to_owned).collect();
    chain.wrappers.extend(told.iter().skip(1).map(|text| first_line(text).to_owned()));
    chain.joined = several;
    Some(chain)
}

/// The texts between the stacks of `%+v` of `github.com/pkg/errors`, the cause first; empty where there is no stack.
fn told_with_stacks(text: &str) -> Vec<&str> {
    let is_place = |line: &str| line.starts_with('\t') && line.contains(".go:");
    let mut lines = text.lines().peekable();
    let (mut texts, mut has_stack, mut is_text_open) = (Vec::new(), false, false);
    while let Some(line) = lines.next() {
        let is_call = lines.peek().is_some_and(|next| is_place(next)) || is_place(line);
        if !is_call && !is_text_open && !line.trim().is_empty() {
            texts.push(line);
        }
        has_stack |= is_call;
        is_text_open = !is_call;
    }
    if has_stack { texts } else { Vec::new() }
}

/// The parts of an `errors.Join`, one on a line, or of a `multierror`, each behind a star.
fn joined(text: &str) -> Option<Vec<String>> {
    let (first, rest) = text.split_once('\n')?;
    if first.ends_with(" errors occurred:") {
        let parts = rest.lines().filter_map(|line| line.trim().strip_prefix("* "));
        return Some(parts.take(MOST_JOINED).map(str::to_owned).collect());
    }
    let begins_as_text = |line: &str| line.starts_with(|c: char| c.is_alphanumeric() || c == '"');
    let is_part = |line: &str| begins_as_text(line) && !line.ends_with(':');
    if first.starts_with("test timed out after") || !text.lines().all(is_part) {
        return None;
    }
    Some(text.lines().take(MOST_JOINED).map(|line| line.trim().to_owned()).collect())
}

/// The cause, and what stands before it, the outermost first.
fn split(text: &str) -> (&str, Vec<&str>) {
    let mut parts = parts(text);
    let known = (0..parts.len()).map(|at| parts.get(at..).unwrap_or_default());
    let is_one = |part: &&[&str]| is_told_by_the_system(part);
    let one = known.clone().position(|part| is_one(&part));
    let one =
        one.or_else(|| known.clone().position(|part| part.first().is_some_and(|head| is_package(head))));
    parts.truncate(one.unwrap_or(parts.len().saturating_sub(1)));
    let before: usize = parts.iter().map(|part| part.len() + 2).sum();
    (text.get(before..).unwrap_or(text), parts)
}

/// What stands between `: `, save within quotes and brackets; all as one where one of them would be empty.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let (mut quote, mut is_escaped, mut previous) = (None, false, ' ');
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some('"'), '\\') => is_escaped = true,
            (Some(open), _) => quote = quote.filter(|_| c != open),
            (None, '"' | '`') => quote = Some(c),
            // Not the apostrophe of `can't`.
            (None, '\'') if !previous.is_alphanumeric() => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ' ') if depth == 0 && previous == ':' => {
                parts.push(text.get(start..at - 1).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
        previous = c;
    }
    parts.push(text.get(start..).unwrap_or_default());
    if parts.iter().any(|part| part.trim().is_empty()) { vec![text] } else { parts }
}

/// Whether the parts are one error as the run-time, `os`, `net`, gRPC, or a database prints it.
fn is_told_by_the_system(parts: &[&str]) -> bool {
    let [head, next, after @ ..] = parts else { return false };
    let words: Vec<&str> = head.splitn(4, ' ').collect();
    let Some(&first) = words.first() else { return false };
    let is_of_network = || {
        let kind = words.get(1).copied().unwrap_or_default();
        NETWORK_CALLS.contains(&first) && ["tcp", "udp", "unix", "ip"].iter().any(|net| kind.starts_with(net))
    };
    match first {
        "runtime" | "remote" | "local" => words.get(1..) == Some(&["error"]),
        "interface" => *head == "interface conversion",
        "rpc" => *head == "rpc error" && next.starts_with("code = "),
        "ERROR" | "FATAL" => words.len() == 1,
        "Error" => words.get(1).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())),
        "lookup" => words.len() == 2 || words.get(2) == Some(&"on"),
        "parse" => words.get(1).is_some_and(|url| url.starts_with('"')),
        "Log" => head.starts_with("Log in goroutine after "),
        "parsing" => words.get(1) == Some(&"time"),
        _ if is_of_network() => true,
        _ => after.is_empty() && is_of_os(&words, next),
    }
}

/// `open /etc/x`, `connect`, with the text of an error number behind it.
fn is_of_os(words: &[&str], next: &str) -> bool {
    let (Some(call), Some(argument)) = (words.first(), words.get(1).or(Some(&""))) else { return false };
    let is_path = argument.contains(['/', '\\', '.']);
    SYSTEM_CALLS.split(' ').any(|known| known == *call)
        && (is_path || (words.len() <= 2 && ERROR_NUMBERS.split('|').any(|known| known == next)))
}

/// Whether an error of the standard library begins so: `sync`, `strconv.Atoi`, `encoding/hex`.
fn is_package(head: &str) -> bool {
    let (package, name) = head.split_once('.').unwrap_or((head, "X"));
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '(') && !name.contains(' ');
    is_name
        && (PACKAGES.split(' ').any(|known| known == package)
            || (package.contains('/') && is_std_package(package)))
}

const NETWORK_CALLS: [&str; 9] =
    ["dial", "read", "write", "accept", "listen", "close", "set", "proxyconnect", "socks"];

const SYSTEM_CALLS: &str = "\
    accept accept4 bind chdir chmod chown chtimes close connect copy_file_range epoll_create1 epoll_ctl \
    fallocate fdopendir flock fork/exec fstat fsync getdents64 getsockopt ioctl kill link listen lock lstat \
    mkdir mmap open openat pipe2 read readdirent readlink remove rename seek sendfile setsockopt socket stat \
    symlink sync truncate unlink write";

const ERROR_NUMBERS: &str = "\
    address already in use|argument list too long|bad file descriptor|broken pipe|cannot allocate memory|\
    cannot assign requested address|connection refused|connection reset by peer|connection timed out|\
    device or resource busy|directory not empty|disk quota exceeded|exec format error|file already closed|\
    file exists|file name too long|file too large|i/o timeout|input/output error|interrupted system call|\
    invalid argument|invalid cross-device link|is a directory|network is unreachable|no route to host|\
    no space left on device|no such file or directory|no such process|not a directory|operation not permitted|\
    operation not supported|permission denied|read-only file system|resource temporarily unavailable|\
    stale NFS file handle|too many open files";

const PACKAGES: &str = "\
    asn1 bufio bytes bzip2 cipher context csv ecdsa elf errors exec flag flate gob gzip hex http \
    http2 image io jpeg json lzw mail mime multipart net os pem png pq rand reflect regexp rsa sql strconv \
    strings sync tar template textproto time tls x509 xml yaml zip";

/// Errors in lines outside of `spans`, one of each line.
fn of_logs(input: &[u8], spans: &[Range<usize>]) -> Vec<Occurrence> {
    let mut spans = spans.iter().peekable();
    let (mut found, mut at) = (Vec::new(), 0);
    for (number, line) in input.split_inclusive(|byte| *byte == b'\n').enumerate() {
        while spans.next_if(|span| span.end <= at).is_some() {}
        let is_of_crash = spans.peek().is_some_and(|span| span.start < at + line.len());
        at += line.len();
        if is_of_crash || !line.windows(3).any(|word| word == b"err") {
            continue;
        }
        let Some(mut chain) = error_in(&String::from_utf8_lossy(line)).and_then(|text| of_text(&text)) else {
            continue;
        };
        chain.line = u32::try_from(number + 1).unwrap_or(u32::MAX);
        found.push(Occurrence { chain, has_stack: false });
    }
    found
}

/// The text of the error that a line of a log tells; the one with stacks where a logger writes both.
fn error_in(line: &str) -> Option<Cow<'_, str>> {
    let fields = ["\"errorVerbose\"", "\"error\"", "\"err\""].into_iter();
    let told = fields.filter_map(|key| field_of(line, key)).find(|text| !text.is_empty());
    told.or_else(|| ["error=", "err="].into_iter().find_map(|key| value_of(line, key)))
}

/// The string behind a key of JSON, which is given with its quotes.
fn field_of<'a>(line: &'a str, key: &str) -> Option<Cow<'a, str>> {
    let (_, rest) = line.split_once(key)?;
    quoted(rest.trim_start().strip_prefix(':')?.trim_start())
}

/// What stands behind `err=`, in quotes or up to the next `key=`.
fn value_of<'a>(line: &'a str, key: &str) -> Option<Cow<'a, str>> {
    let is_start =
        |at: usize| line.get(..at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']));
    let at = line.match_indices(key).map(|(at, _)| at).find(|at| is_start(*at))?;
    let rest = line.get(at + key.len()..)?.trim_end();
    quoted(rest).or_else(|| Some(Cow::Borrowed(before_next_key(rest))))
}

fn before_next_key(rest: &str) -> &str {
    let is_key = |word: &str| {
        word.split_once('=').is_some_and(|(key, _)| {
            !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
        })
    };
    let next = rest.match_indices(' ').find(|(at, _)| {
        let word = rest.get(at + 1..).and_then(|tail| tail.split(' ').next());
        word.is_some_and(is_key)
    });
    next.map_or(rest, |(at, _)| rest.get(..at).unwrap_or(rest))
}

/// The string in quotes with which `text` begins, without its escapes; up to the end where it is cut.
fn quoted(text: &str) -> Option<Cow<'_, str>> {
    let end = text.starts_with('"').then(|| quoted_end(text))??;
    let body = text.get(1..end)?;
    let body = body.strip_suffix('"').unwrap_or(body);
    if body.contains('\\') { Some(Cow::Owned(unescaped(body))) } else { Some(Cow::Borrowed(body)) }
}

fn unescaped(text: &str) -> String {
    let (mut out, mut chars) = (String::with_capacity(text.len()), text.chars());
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') | None => {}
            Some('u') => {
                let digits: String = chars.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                out.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(other) => out.push(other),
        }
    }
    out
}
