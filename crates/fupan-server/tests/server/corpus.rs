//! A corpus of three incidents of which every answer is known.

use std::fs;
use std::path::Path;

/// A panic with the stack of the first incident.
pub(crate) const SELF_LOCK: &str = "\
fatal error: all goroutines are asleep - deadlock!

goroutine 1 [sync.Mutex.Lock]:
sync.runtime_SemacquireMutex(0xc0000140a4?, 0x0?, 0x1?)
\t/usr/local/go/src/runtime/sema.go:77 +0x25
sync.(*Mutex).lockSlow(0xc0000140a0)
\t/usr/local/go/src/sync/mutex.go:171 +0x15d
sync.(*Mutex).Lock(...)
\t/usr/local/go/src/sync/mutex.go:90
example.com/shop/ledger.(*Book).Total(0xc0000140a0)
\t/build/ledger/book.go:41 +0x5c
example.com/shop/ledger.(*Book).Close(0xc0000140a0)
\t/build/ledger/book.go:57 +0x85
main.main()
\t/build/cmd/shop/main.go:12 +0x1d
exit status 2
";

const FAMILY: &str = "---\nid: conc\nname:\n  zh: 并发\n  en: Concurrency\ntier: core\n---\n";

const PATTERN: &str = "\
---
id: conc.deadlock
name:
  zh: 死锁
  en: Deadlock
parent: conc
tier: core
explanation:
  zh: 大家互相等待。
  en: Everyone waits for everyone.
first_check:
  zh: 先看谁拿着锁
  en: Look for the holder of the lock first
guideline:
  zh: 按同一顺序加锁。
  en: Lock in one order.
sources:
  - title: Experience
    supports: [explanation, first_check, guideline]
---
";

const LEDGER: &str = "\
---
id: RPL-2021-0001
aliases: [ledger-self-lock]
title:
  zh: 账本对同一把互斥锁加锁两次
  en: Ledger locked its own mutex twice
status: final
severity: unrated
origin: public
project: shop
services: [ledger]
date: 2021-03-04
date_kind: report
summary:
  zh: 账本服务关闭时死锁。
  en: The ledger hung while closing.
detection:
  by: unknown
trigger:
  zh: 新的报表
  en: A new report
root_causes:
  - pattern: conc.deadlock
    role: root
stacks:
  - error: 'fatal error: all goroutines are asleep - deadlock!'
    frames:
      - sync.runtime_SemacquireMutex
      - sync.(*Mutex).lockSlow
      - sync.(*Mutex).Lock
      - example.com/shop/ledger.(*Book).Total
      - example.com/shop/ledger.(*Book).Close
      - main.main
    basis: published_stack
resolution:
  fix:
    zh: Close 不再持锁调用 Total
    en: Close no longer calls Total with the lock held
sources:
  - url: https://example.com/RPL-2021-0001
evidence_basis:
  zh: 读过讨论
  en: thread read
confidence: high
---
";

/// An incident in English alone.
pub(crate) fn incident(id: &str, title: &str, service: &str) -> String {
    let year = &id[4..8];
    format!(
        "---\nid: {id}\ntitle:\n  en: {title}\nstatus: final\nseverity: unrated\norigin: public\n\
         services: [{service}]\ndate: {year}-05\ndate_kind: report\nsummary:\n  en: {title}.\n\
         detection:\n  by: unknown\ntrigger: unknown\nroot_causes:\n  - pattern: conc.deadlock\n    role: root\n\
         resolution:\n  fix: unknown\nsources:\n  - url: https://example.com/{id}\n\
         evidence_basis:\n  en: thread read\nconfidence: high\nlang: en\n---\n"
    )
}

/// Writes the corpus into a folder.
pub(crate) fn write_small(folder: &Path) {
    write(folder, "patterns/conc.md", FAMILY);
    write(folder, "patterns/conc.deadlock.md", PATTERN);
    write(folder, "incidents/RPL-2021-0001/postmortem.md", LEDGER);
    let catalogue = incident("RPL-2022-0001", "Catalogue cache grew without bound", "catalogue");
    write(folder, "incidents/RPL-2022-0001/postmortem.md", &catalogue);
    let relay = incident("RPL-2022-0002", "Relay kept every message", "relay");
    write(folder, "incidents/RPL-2022-0002/postmortem.md", &relay);
}

/// Writes one file of a corpus.
pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}
