//! A corpus of four incidents and five patterns, small enough to know every answer.

/// A deadlock as Go prints it; the family of its stack is that of `RPL-2021-0001`.
pub const DEADLOCK_STACK: &str = "\
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

/// A pattern as a file of the corpus.
#[must_use]
pub fn pattern(id: &str, zh: &str, en: &str) -> String {
    let parent = id.rsplit_once('.').map_or_else(String::new, |(parent, _)| format!("parent: {parent}\n"));
    let told = if parent.is_empty() {
        String::new()
    } else {
        format!(
            "explanation:\n  zh: {zh}是怎么来的。\n  en: How {en} comes about.\nfirst_check:\n  zh: 先查 {id}\n  \
             en: Look for {id} first\nguideline:\n  zh: 避免 {id}。\n  en: Avoid {id}.\nsources:\n  \
             - title: Experience\n    supports: [explanation, first_check, guideline]\n"
        )
    };
    format!("---\nid: {id}\nname:\n  zh: {zh}\n  en: {en}\n{parent}tier: core\n{told}---\n")
}

/// An incident as a file of the corpus; `more` are further lines of its front matter.
#[must_use]
pub fn incident(id: &str, title: &str, pattern: &str, more: &str) -> String {
    let year = id.get(4..8).unwrap_or("2020");
    let date = if more.contains("\ndate: ") || more.starts_with("date: ") {
        String::new()
    } else {
        format!("date: {year}-03-04\n")
    };
    let trigger = if more.contains("trigger:") { "" } else { "trigger: unknown\n" };
    let fix = if more.contains("resolution:") { "" } else { "resolution:\n  fix: unknown\n" };
    format!(
        "---\nid: {id}\ntitle:\n  en: {title}\nstatus: final\nseverity: unrated\norigin: public\n{date}\
         date_kind: report\nsummary:\n  en: {title}, told at some length.\ndetection:\n  by: unknown\n{trigger}\
         root_causes:\n  - pattern: {pattern}\n    role: root\n{fix}sources:\n  - url: https://example.com/{id}\n\
         evidence_basis:\n  en: thread read\nconfidence: high\nlang: en\n{more}---\n"
    )
}

/// The files of the corpus, by path.
#[must_use]
pub fn small_corpus() -> Vec<(&'static str, String)> {
    let patterns = [
        ("patterns/conc.md", pattern("conc", "并发", "Concurrency")),
        ("patterns/conc.deadlock.md", pattern("conc.deadlock", "死锁", "Deadlock")),
        ("patterns/conc.deadlock.self-lock.md", pattern("conc.deadlock.self-lock", "重复加锁", "Self lock")),
        ("patterns/mem.md", pattern("mem", "内存", "Memory")),
        ("patterns/mem.retention.md", pattern("mem.retention", "无界保留", "Retention")),
    ];
    let incidents = [
        ("incidents/RPL-2021-0001/postmortem.md", self_lock()),
        ("incidents/RPL-2021-0001/annotations.jsonl", ANNOTATION.to_owned()),
        ("incidents/RPL-2021-0002/postmortem.md", second_lock()),
        ("incidents/RPL-2022-0001/postmortem.md", cache()),
        ("incidents/RPL-2022-0002/postmortem.md", relay()),
    ];
    patterns.into_iter().chain(incidents).collect()
}

const ANNOTATION: &str = "{\"id\":\"A-1\",\"annotator\":\"Ada\",\"timestamp\":\"2021-04-01T10:00:00Z\",\
                          \"text\":\"Seen again in staging.\"}\n";

fn self_lock() -> String {
    let text = incident(
        "RPL-2021-0001",
        "Ledger locked its own mutex twice",
        "conc.deadlock.self-lock",
        "aliases: [ledger-self-lock]\nservices: [ledger]\nproject: shop\nstacks:\n  \
         - error: 'fatal error: all goroutines are asleep - deadlock!'\n    frames:\n      \
         - sync.runtime_SemacquireMutex\n      - sync.(*Mutex).lockSlow\n      - sync.(*Mutex).Lock\n      \
         - example.com/shop/ledger.(*Book).Total\n      - example.com/shop/ledger.(*Book).Close\n      \
         - main.main\n    basis: published_stack\nresolution:\n  fix:\n    zh: Close 不再持锁调用 Total\n    \
         en: Close no longer calls Total with the lock held\ntrigger:\n  en: A new report called Total while closing\n",
    );
    text.replacen("title:\n", "title:\n  zh: 账本对同一把互斥锁加锁两次\n", 1).replacen(
        "summary:\n",
        "summary:\n  zh: 账本服务关闭时死锁，所有协程都在等待同一把锁。\n",
        1,
    )
}

fn second_lock() -> String {
    incident(
        "RPL-2021-0002",
        "Inventory waited for its own lock",
        "conc.deadlock.self-lock",
        "services: [inventory]\nproject: shop\nsimilar:\n  - id: RPL-2021-0001\n    kind: same_pattern\n    why:\n      en: The same mistake\n",
    )
}

fn cache() -> String {
    incident(
        "RPL-2022-0001",
        "Catalogue cache grew without bound",
        "mem.retention",
        "services: [catalogue]\nproject: shop\nsymbols: [sync.Map]\n",
    )
}

fn relay() -> String {
    incident(
        "RPL-2022-0002",
        "Relay kept every message",
        "mem.retention",
        "services: [relay]\nsymbols: [sync.Map]\n",
    )
}
