//! Where the goroutines of a generated dump are: a service of a shop with its libraries and the standard library.

/// A call: the function, its file, and the line.
pub(super) type Call = (&'static str, &'static str, u32);

/// A stack that many goroutines share.
#[derive(Debug)]
pub(super) struct Place {
    /// What is done there.
    pub(super) state: &'static str,
    /// Whether the goroutine is locked to its thread.
    pub(super) is_locked: bool,
    /// The calls, the innermost first.
    pub(super) frames: &'static [Call],
    /// The `go` statement; none for the main goroutine.
    pub(super) created_by: Option<Call>,
}

const fn waiting(state: &'static str, frames: &'static [Call], created_by: Call) -> Place {
    Place { state, is_locked: false, frames, created_by: Some(created_by) }
}

/// The place of the goroutine that writes the dump.
pub(super) const WRITER: Place = Place {
    state: "running",
    is_locked: false,
    frames: &[
        ("runtime/pprof.writeGoroutineStacks", "/usr/local/go/src/runtime/pprof/pprof.go", 761),
        ("runtime/pprof.writeGoroutine", "/usr/local/go/src/runtime/pprof/pprof.go", 750),
        ("runtime/pprof.(*Profile).WriteTo", "/usr/local/go/src/runtime/pprof/pprof.go", 374),
        ("example.com/shop/admin.(*Dumper).write", "/srv/shop/admin/dumper.go", 41),
        ("main.main", "/srv/shop/main.go", 73),
    ],
    created_by: None,
};

/// The places of all others.
pub(super) const WAITING: &[Place] = &[
    waiting(
        "IO wait",
        &[
            ("internal/poll.runtime_pollWait", "/usr/local/go/src/runtime/netpoll.go", 351),
            ("internal/poll.(*pollDesc).wait", "/usr/local/go/src/internal/poll/fd_poll_runtime.go", 84),
            ("internal/poll.(*FD).Read", "/usr/local/go/src/internal/poll/fd_unix.go", 165),
            ("net.(*netFD).Read", "/usr/local/go/src/net/fd_posix.go", 55),
            ("net.(*conn).Read", "/usr/local/go/src/net/net.go", 194),
            ("net/http.(*connReader).Read", "/usr/local/go/src/net/http/server.go", 798),
            ("bufio.(*Reader).fill", "/usr/local/go/src/bufio/bufio.go", 113),
            ("bufio.(*Reader).Peek", "/usr/local/go/src/bufio/bufio.go", 148),
            ("net/http.(*conn).serve", "/usr/local/go/src/net/http/server.go", 2127),
        ],
        ("net/http.(*Server).Serve", "/usr/local/go/src/net/http/server.go", 3454),
    ),
    waiting(
        "select",
        &[
            ("example.com/shop/orders.(*Queue).next", "/srv/shop/orders/queue.go", 88),
            ("example.com/shop/orders.(*Worker).loop", "/srv/shop/orders/worker.go", 57),
            ("example.com/shop/orders.(*Worker).Run", "/srv/shop/orders/worker.go", 31),
            (
                "golang.org/x/sync/errgroup.(*Group).Go.func1",
                "/root/go/pkg/mod/golang.org/x/sync@v0.12.0/errgroup/errgroup.go",
                78,
            ),
        ],
        (
            "golang.org/x/sync/errgroup.(*Group).Go",
            "/root/go/pkg/mod/golang.org/x/sync@v0.12.0/errgroup/errgroup.go",
            75,
        ),
    ),
    waiting(
        "chan receive",
        &[
            ("example.com/shop/mail.(*Outbox).drain", "/srv/shop/mail/outbox.go", 119),
            ("example.com/shop/mail.(*Outbox).Start.func2", "/srv/shop/mail/outbox.go", 64),
            ("example.com/shop/task.Supervise[...].func1", "/srv/shop/task/supervise.go", 37),
        ],
        ("example.com/shop/task.Supervise[...]", "/srv/shop/task/supervise.go", 29),
    ),
    waiting(
        "chan send",
        &[
            ("example.com/shop/price.(*Feed).publish", "/srv/shop/price/feed.go", 203),
            ("example.com/shop/price.(*Feed).refresh", "/srv/shop/price/feed.go", 171),
            ("example.com/shop/price.(*Feed).Watch.func1", "/srv/shop/price/feed.go", 92),
        ],
        ("example.com/shop/price.(*Feed).Watch", "/srv/shop/price/feed.go", 86),
    ),
    waiting(
        "sync.Mutex.Lock",
        &[
            ("internal/sync.runtime_SemacquireMutex", "/usr/local/go/src/runtime/sema.go", 95),
            ("internal/sync.(*Mutex).lockSlow", "/usr/local/go/src/internal/sync/mutex.go", 149),
            ("internal/sync.(*Mutex).Lock", "/usr/local/go/src/internal/sync/mutex.go", 70),
            ("sync.(*Mutex).Lock", "/usr/local/go/src/sync/mutex.go", 46),
            ("example.com/shop/stock.(*Ledger).Reserve", "/srv/shop/stock/ledger.go", 140),
            ("example.com/shop/stock.(*Handler).ServeHTTP", "/srv/shop/stock/handler.go", 52),
            ("net/http.(*ServeMux).ServeHTTP", "/usr/local/go/src/net/http/server.go", 2822),
            ("net/http.serverHandler.ServeHTTP", "/usr/local/go/src/net/http/server.go", 3301),
            ("net/http.(*conn).serve", "/usr/local/go/src/net/http/server.go", 2102),
        ],
        ("net/http.(*Server).Serve", "/usr/local/go/src/net/http/server.go", 3454),
    ),
    waiting(
        "sync.RWMutex.RLock",
        &[
            ("sync.runtime_SemacquireRWMutexR", "/usr/local/go/src/runtime/sema.go", 100),
            ("sync.(*RWMutex).RLock", "/usr/local/go/src/sync/rwmutex.go", 74),
            ("example.com/shop/catalog.(*Cache).Get", "/srv/shop/catalog/cache.go", 66),
            ("example.com/shop/catalog.(*Service).Find.func1", "/srv/shop/catalog/service.go", 118),
        ],
        ("example.com/shop/catalog.(*Service).Find", "/srv/shop/catalog/service.go", 110),
    ),
    waiting(
        "sync.WaitGroup.Wait",
        &[
            ("sync.runtime_SemacquireWaitGroup", "/usr/local/go/src/runtime/sema.go", 110),
            ("sync.(*WaitGroup).Wait", "/usr/local/go/src/sync/waitgroup.go", 118),
            ("example.com/shop/report.(*Builder).collect", "/srv/shop/report/builder.go", 87),
            ("example.com/shop/report.Nightly.gowrap1", "/srv/shop/report/nightly.go", 45),
        ],
        ("example.com/shop/report.Nightly", "/srv/shop/report/nightly.go", 45),
    ),
    waiting(
        "sync.Cond.Wait",
        &[
            ("sync.runtime_notifyListWait", "/usr/local/go/src/runtime/sema.go", 587),
            ("sync.(*Cond).Wait", "/usr/local/go/src/sync/cond.go", 71),
            ("example.com/shop/pool.(*Pool[...]).acquire", "/srv/shop/pool/pool.go", 133),
            ("example.com/shop/pool.(*Pool[...]).Do", "/srv/shop/pool/pool.go", 97),
            ("example.com/shop/search.(*Indexer).flush", "/srv/shop/search/indexer.go", 210),
        ],
        ("example.com/shop/search.(*Indexer).Start", "/srv/shop/search/indexer.go", 58),
    ),
    waiting(
        "sleep",
        &[
            ("time.Sleep", "/usr/local/go/src/runtime/time.go", 338),
            ("example.com/shop/retry.(*Backoff).pause", "/srv/shop/retry/backoff.go", 39),
            ("example.com/shop/payment.(*Client).Charge.func1", "/srv/shop/payment/client.go", 176),
        ],
        ("example.com/shop/payment.(*Client).Charge", "/srv/shop/payment/client.go", 169),
    ),
    Place {
        state: "syscall",
        is_locked: true,
        frames: &[
            ("syscall.Syscall6", "/usr/local/go/src/syscall/syscall_linux.go", 95),
            (
                "golang.org/x/sys/unix.EpollWait",
                "/root/go/pkg/mod/golang.org/x/sys@v0.31.0/unix/zsyscall_linux_amd64.go",
                56,
            ),
            ("example.com/shop/files.(*Watcher).wait", "/srv/shop/files/watcher_linux.go", 81),
        ],
        created_by: Some(("example.com/shop/files.Watch", "/srv/shop/files/watcher_linux.go", 34)),
    },
    waiting(
        "chan receive (nil chan)",
        &[
            ("example.com/shop/session.(*Store).expire", "/srv/shop/session/store.go", 154),
            ("example.com/shop/session.(*Store).Sweep", "/srv/shop/session/store.go", 128),
            ("example.com/shop/session.NewStore.func1", "/srv/shop/session/store.go", 47),
        ],
        ("example.com/shop/session.NewStore", "/srv/shop/session/store.go", 45),
    ),
];
