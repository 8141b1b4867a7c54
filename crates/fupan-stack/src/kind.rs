//! What sort of failure a stack shows, as a text that does not vary with the values of one run.
//!
//! `panic: runtime error: index out of range [5] with length 3` is `index out of range`; the panic of a value is
//! `panic(T)` with its type; a waiting goroutine is named by its wait reason, old and new names of one reason alike.

use crate::packages::is_std_name;

/// The kind of a data race.
pub(crate) const DATA_RACE: &str = "data race";
/// The kind of a test that ran out of time.
pub(crate) const TEST_TIMED_OUT: &str = "test timed out";
/// The kind of a stack of which nothing but frames is known.
pub(crate) const UNKNOWN: &str = "unknown";
/// The kind of a stack that a logger wrote beside its text.
pub(crate) const LOGGED: &str = "logged";
/// What the kind of every whole-process deadlock starts with.
pub(crate) const ALL_ASLEEP: &str = "all goroutines are asleep";

/// Panics of the run-time that carry no `runtime error:`, and texts of Go's own packages that do not start with the
/// package's name. The part after the fixed text is a value.
const OWN_TEXTS: [&str; 15] = [
    "all goroutines are asleep - deadlock!",
    "assignment to entry in nil map",
    "close of closed channel",
    "close of nil channel",
    "deadlock: all goroutines in bubble are blocked",
    "flag redefined",
    "invalid argument to",
    "makechan: size out of range",
    "Log in goroutine after",
    "negative shift amount",
    "non-positive interval for NewTicker",
    "Non-positive interval for NewTicker",
    "send on closed channel",
    "test timed out",
    "unaligned 64-bit atomic operation",
];

/// The kind an error line tells: `fatal error: …`, `panic: …`, `WARNING: DATA RACE`, `SIGSEGV: …`, a goroutine's header
/// or its wait reason in brackets.
pub(crate) fn of_error(error: &str) -> String {
    let line = error.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if let Some(text) = line.strip_prefix("fatal error:") {
        return masked(text);
    }
    if let Some(text) = line.strip_prefix("panic:") {
        return of_panic(text.trim());
    }
    if line.contains("DATA RACE") {
        return DATA_RACE.to_owned();
    }
    let bracketed = line.split_once('[').and_then(|(head, rest)| Some((head, rest.rsplit_once(']')?.0)));
    match bracketed {
        Some((head, state)) if head.is_empty() || head.starts_with("goroutine ") => {
            wait_class(state).to_owned()
        }
        _ if line.starts_with("SIG") => masked(line),
        _ if line.is_empty() => UNKNOWN.to_owned(),
        _ => of_panic(line),
    }
}

/// The kind of the panic whose value was printed as `text`.
pub(crate) fn of_panic(text: &str) -> String {
    let text = text.lines().next().unwrap_or_default().trim();
    let text =
        text.strip_suffix(" [recovered]").or(text.strip_suffix(" [recovered, repanicked]")).unwrap_or(text);
    if let Some(error) = text.strip_prefix("runtime error: ") {
        return masked(error);
    }
    if let Some(own) = OWN_TEXTS.iter().find(|own| text.starts_with(**own)) {
        return (*own).to_owned();
    }
    if text.starts_with("interface conversion: ") || is_of_std_package(text) {
        return masked(text);
    }
    if text.starts_with("unsupported operation") || text.starts_with("index out of range") {
        return masked(text);
    }
    format!("panic({})", type_of_value(text).unwrap_or("string"))
}

/// `strings: negative Repeat count`, `reflect.Value.SetInt: …`: packages put their name first.
fn is_of_std_package(text: &str) -> bool {
    let Some((head, rest)) = text.split_once(": ") else { return false };
    let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/._".contains(&byte);
    let package = head.split('.').next().unwrap_or_default();
    !rest.is_empty() && head.bytes().all(is_path) && is_std_name(package)
}

/// The type in the printed form of a value that is neither an error nor a plain string: `main.Code(3)`,
/// `(main.T) {…}`, `main.T{…}`, `42`.
fn type_of_value(text: &str) -> Option<&str> {
    let is_type = |name: &str| {
        let plain = |c: char| c.is_alphanumeric() || "./_*-[]".contains(c);
        !name.is_empty() && name.contains('.') && name.chars().all(plain)
    };
    if let Some((name, rest)) = text.strip_prefix('(').and_then(|rest| rest.split_once(") ")) {
        return (name.chars().all(|c| !c.is_whitespace()) && !rest.is_empty()).then_some(name);
    }
    let value = text.strip_prefix('&').unwrap_or(text);
    if let Some(open) = value.find(['(', '{'])
        && let Some(name) = value.get(..open).filter(|name| is_type(name))
        && value.ends_with([')', '}'])
    {
        return Some(name);
    }
    match text {
        "true" | "false" => Some("bool"),
        _ if text.parse::<i128>().is_ok() => Some("int"),
        _ if text.contains("e+") && text.parse::<f64>().is_ok() => Some("float64"),
        _ => None,
    }
}

/// `text` with its numbers, addresses and quoted values masked; the bounds of an index or slice are dropped.
pub(crate) fn masked(text: &str) -> String {
    let text = text.trim();
    for bounds in ["index out of range", "slice bounds out of range"] {
        if text.starts_with(bounds) {
            return bounds.to_owned();
        }
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    let mut previous = ' ';
    while let Some(first) = rest.chars().next() {
        let (mask, length) = match first {
            '0'..='9' if !previous.is_alphanumeric() => ("N", number_length(rest)),
            '"' | '`' => ("Q", quoted_length(rest, first)),
            _ => ("", 0),
        };
        let (taken, after) = rest.split_at_checked(length.max(first.len_utf8())).unwrap_or((rest, ""));
        kept.push_str(if mask.is_empty() { taken } else { mask });
        previous = first;
        rest = after;
    }
    kept
}

/// `0x7f12`, `4096`: digits, and the letters of a hexadecimal number after `0x`.
fn number_length(text: &str) -> usize {
    let digits = text.strip_prefix("0x");
    let is_digit = |c: char| if digits.is_some() { c.is_ascii_hexdigit() } else { c.is_ascii_digit() };
    let body = digits.unwrap_or(text);
    let length = body.find(|c: char| !is_digit(c)).unwrap_or(body.len());
    text.len() - body.len() + length
}

/// The length up to the closing quote; an open quote takes the rest.
fn quoted_length(text: &str, quote: char) -> usize {
    text.char_indices().skip(1).find(|(_, c)| *c == quote).map_or(text.len(), |(at, _)| at + 1)
}

/// The class of a goroutine's state: minutes and other remarks dropped, old names of a wait reason replaced.
pub(crate) fn wait_class(state: &str) -> &str {
    let reason = state.split(',').next().unwrap_or_default().trim();
    let reason = [" (scan)", " (durable)", " (leaked)"]
        .iter()
        .fold(reason, |reason, remark| reason.strip_suffix(remark).unwrap_or(reason));
    match reason {
        "runnable" | "preempted" | "copystack" => "running",
        "semarelease" => "semacquire",
        "" => UNKNOWN,
        _ => reason,
    }
}

/// `semacquire` was the reason of every lock before Go 1.20 and of a wait group until Go 1.25; the frames tell which.
pub(crate) fn refined_wait_class<'a>(class: &'a str, symbols: impl IntoIterator<Item = &'a str>) -> &'a str {
    if class != "semacquire" {
        return class;
    }
    let lock = symbols.into_iter().find_map(|symbol| match symbol {
        "sync.(*WaitGroup).Wait" => Some("sync.WaitGroup.Wait"),
        "sync.(*Mutex).Lock" | "internal/sync.(*Mutex).Lock" => Some("sync.Mutex.Lock"),
        "sync.(*RWMutex).RLock" => Some("sync.RWMutex.RLock"),
        "sync.(*RWMutex).Lock" => Some("sync.RWMutex.Lock"),
        _ => None,
    });
    lock.unwrap_or(class)
}

/// The class of a goroutine of which only the calls are known, as in a text profile: those that the run-time leaves there
/// tell of locks, timers and the network, not of channels.
pub(crate) fn class_of_calls<'a>(symbols: impl IntoIterator<Item = &'a str>) -> &'a str {
    let class = |symbol: &str| match symbol {
        "sync.(*WaitGroup).Wait" => Some("sync.WaitGroup.Wait"),
        "sync.(*Cond).Wait" => Some("sync.Cond.Wait"),
        "sync.(*Mutex).Lock" | "internal/sync.(*Mutex).Lock" | "internal/sync.(*Mutex).lockSlow" => {
            Some("sync.Mutex.Lock")
        }
        "sync.(*RWMutex).RLock" => Some("sync.RWMutex.RLock"),
        "sync.(*RWMutex).Lock" => Some("sync.RWMutex.Lock"),
        "internal/poll.runtime_pollWait" => Some("IO wait"),
        "time.Sleep" => Some("sleep"),
        "os/signal.signal_recv" => Some("syscall"),
        "runtime/pprof.runtime_goroutineProfileWithLabels" | "runtime/pprof.writeGoroutine" => {
            Some("running")
        }
        _ => None,
    };
    symbols.into_iter().find_map(class).unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_lines() {
        for (error, kind) in [
            ("panic: runtime error: index out of range [5] with length 3", "index out of range"),
            (
                "panic: runtime error: slice bounds out of range [:9] with capacity 4",
                "slice bounds out of range",
            ),
            ("panic: runtime error: integer divide by zero [recovered]", "integer divide by zero"),
            ("panic: runtime error: hash of unhashable type []int", "hash of unhashable type []int"),
            (
                "panic: runtime error: cannot convert slice with length 2 to array or pointer to array with length 4",
                "cannot convert slice with length N to array or pointer to array with length N",
            ),
            ("panic: assignment to entry in nil map", "assignment to entry in nil map"),
            (
                "panic: interface conversion: interface {} is string, not int",
                "interface conversion: interface {} is string, not int",
            ),
            ("panic: strings: negative Repeat count", "strings: negative Repeat count"),
            ("panic: test timed out after 1m0s", "test timed out"),
            ("panic: order 17 not found", "panic(string)"),
            ("panic: cart: order 17 not found", "panic(string)"),
            ("panic: main.Code(3)", "panic(main.Code)"),
            ("panic: (main.T) {0x1, 0x2}", "panic(main.T)"),
            ("panic: 42", "panic(int)"),
            ("fatal error: concurrent map writes", "concurrent map writes"),
            ("fatal error: all goroutines are asleep - deadlock!", "all goroutines are asleep - deadlock!"),
            ("fatal error: bad sweepgen 17 at 0xc000010000", "bad sweepgen N at N"),
            ("WARNING: DATA RACE", "data race"),
            ("goroutine 7 [semacquire, 3 minutes]:", "semacquire"),
            ("[chan send (leaked)]", "chan send"),
            ("SIGSEGV: segmentation violation", "SIGSEGV: segmentation violation"),
            ("", "unknown"),
        ] {
            assert_eq!(of_error(error), kind, "{error}");
        }
    }
}
