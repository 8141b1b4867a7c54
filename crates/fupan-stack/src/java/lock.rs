//! The lines of a dump that tell of locks.
//!
//! ```text
//! - waiting to lock <0x000000071ab0c1d8> (a java.lang.Object)        dumps
//! - parking to wait for  <0x000000071ab0c1d8> (a shop.Latch)
//! - <0x000000071ab0c1d8> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)
//! - waiting on <java.lang.Object@1b6d3586>                           files of `Thread.dump_to_file`
//! -  blocked on java.lang.Object@1b6d3586                            `ThreadInfo.toString`
//! ^-- Holding lock: shop/Cart@0x017CA398[biased lock]                JRockit
//! -- Blocked trying to get lock: shop/Cart@0x017CA398[thin lock]
//! ```
//!
//! A lock without an address (`<no object reference available>`, `<owner is scalar replaced>`) tells nothing that another
//! thread could be compared with: the line is read and gives no monitor.

use crate::bytes::{split_once, text_of};
use crate::parsed::{Monitor, MonitorRelation};

/// What a thread does with a lock, the longer words first.
const VERBS: [(&[u8], Option<MonitorRelation>); 8] = [
    (b"waiting to re-lock in wait()", Some(MonitorRelation::WantsToLock)),
    (b"waiting to lock", Some(MonitorRelation::WantsToLock)),
    (b"blocked on", Some(MonitorRelation::WantsToLock)),
    (b"waiting on", Some(MonitorRelation::WaitsFor)),
    (b"parking to wait for", Some(MonitorRelation::WaitsFor)),
    (b"locked", Some(MonitorRelation::Holds)),
    (b"eliminated", None),
    (b"lock is eliminated", None),
];

/// What a line says of a lock.
pub(super) enum Lock<'a> {
    Monitor(Monitor<'a>),
    /// It is about no lock that can be named.
    Nameless,
}

/// Reads a line that starts with `- `.
pub(super) fn lock(text: &[u8]) -> Option<Lock<'_>> {
    let text = text.strip_prefix(b"-")?.trim_ascii_start();
    if text == b"None" {
        return Some(Lock::Nameless);
    }
    if let Some((relation, rest)) = verb(text) {
        let named = relation.and_then(|relation| monitor(rest.trim_ascii_start(), relation));
        return Some(named.map_or(Lock::Nameless, Lock::Monitor));
    }
    // Under `Locked ownable synchronizers:` nothing but the lock is told.
    monitor(text, MonitorRelation::Holds).map(Lock::Monitor)
}

/// What JRockit says of a lock.
pub(super) fn of_jrockit(text: &[u8]) -> Option<Lock<'_>> {
    let text = text.strip_prefix(b"^-- ").or_else(|| text.strip_prefix(b"-- "))?;
    let Some((verb, lock)) = split_once(text, b':') else { return Some(Lock::Nameless) };
    let relation = match verb {
        b"Holding lock" => MonitorRelation::Holds,
        b"Blocked trying to get lock" => MonitorRelation::WantsToLock,
        b"Waiting for notification on" | b"Parking to wait for" => MonitorRelation::WaitsFor,
        _ => return Some(Lock::Nameless),
    };
    Some(internal(lock.trim_ascii(), relation).map_or(Lock::Nameless, Lock::Monitor))
}

/// `java/lang/Object@0x00000000FFE26A10` and what follows the address: a class with the name that class files have.
pub(super) fn internal(text: &[u8], relation: MonitorRelation) -> Option<Monitor<'_>> {
    let (class, rest) = split_once(text, b'@')?;
    let is_address = |byte: &&u8| byte.is_ascii_hexdigit() || **byte == b'x';
    let address = rest.get(..rest.iter().take_while(is_address).count()).filter(|text| !text.is_empty())?;
    let class = text_of(class).replace('/', ".");
    Some(Monitor { address: text_of(address), class: class.into(), relation })
}

fn verb(text: &[u8]) -> Option<(Option<MonitorRelation>, &[u8])> {
    let is_whole = |rest: &[u8]| rest.first().is_none_or(|byte| *byte == b' ');
    VERBS.iter().find_map(|(verb, relation)| {
        text.strip_prefix(*verb).filter(|rest| is_whole(rest)).map(|rest| (*relation, rest))
    })
}

/// `<0x1> (a shop.Latch)`, `<shop.Latch@1>`, `shop.Latch@1`.
pub(super) fn monitor(text: &[u8], relation: MonitorRelation) -> Option<Monitor<'_>> {
    let (address, rest) = match text.strip_prefix(b"<") {
        Some(text) => split_once(text, b'>')?,
        None => split_once(text, b' ').unwrap_or((text, b"")),
    };
    let class = match split_once(address, b'@') {
        Some((class, number)) if !class.is_empty() && is_hexadecimal(number) => class,
        _ if is_hexadecimal(address.strip_prefix(b"0x").unwrap_or(address)) && !rest.is_empty() => {
            class_of(rest)
        }
        _ => return None,
    };
    Some(Monitor { address: text_of(address), class: text_of(class), relation })
}

/// ` (a java.lang.Class for shop.Cart)`
fn class_of(rest: &[u8]) -> &[u8] {
    let rest = rest.trim_ascii_start().strip_prefix(b"(a ").unwrap_or_default();
    memchr::memchr(b')', rest).and_then(|at| rest.get(..at)).unwrap_or(rest)
}

fn is_hexadecimal(digits: &[u8]) -> bool {
    !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)
}
