//! What goroutines and Java threads are doing, in words: what each state waits for and what usually ends it.
//!
//! The states of Go are the wait reasons of `waitReasonStrings` (`runtime/runtime2.go`) and the statuses of
//! `gStatusStrings` (`runtime/traceback.go`) of Go 1.18 to 1.27, and names that older releases print. Those of Java are
//! the words of `Thread.State`. A state that is not listed has no words and is shown as it was printed.

messages! {
    /// One state in words.
    pub enum StateMessage {
        /// `running`
        Running => { zh: "正在 CPU 上运行，或正在打印这份 dump", en: "executing, or writing this very dump" },
        /// `runnable`
        Runnable => { zh: "可以运行，在等 CPU", en: "ready to run, waits for a processor" },
        /// `idle`
        Idle => { zh: "刚分配，还没有开始运行（0 号是调度器自己的栈）", en: "allocated, not started yet (number 0 is the scheduler's own stack)" },
        /// `dead`
        Dead => { zh: "已结束，等待复用", en: "has ended and may be used again" },
        /// `waiting`
        Waiting => { zh: "停着，运行时没有记下原因", en: "stopped, the run-time noted no reason" },
        /// `waiting for cgo callback`
        CgoCallback => { zh: "留给 C 代码回调 Go 时用", en: "kept for C code that will call into Go" },
        /// `copystack`
        CopyStack => { zh: "它的栈正被搬到更大的内存里，随后继续运行", en: "its stack is being moved to more memory, then it runs on" },
        /// `leaked`
        Leaked => { zh: "泄漏检测认定再没有人能唤醒它", en: "the leak detector found that nobody can wake it any more" },
        /// `syscall`
        Syscall => { zh: "在系统调用或 C 代码里，内核返回才继续", en: "inside a system call or C code, goes on when that returns" },
        /// `preempted`
        Preempted => { zh: "跑得太久被抢占，等调度器再给它时间", en: "ran too long and was stopped, goes on when the scheduler lets it" },
        /// `chan receive`
        ChanReceive => { zh: "等人往 channel 发送，或关闭它", en: "waits for a value on a channel, or for its close" },
        /// `chan send`
        ChanSend => { zh: "等人从 channel 接收；缓冲已满或没有接收者", en: "waits for a receiver: the channel is full or nobody reads it" },
        /// `chan receive (nil chan)`
        ChanReceiveNil => { zh: "从 nil channel 接收，永远等不到", en: "receives from a nil channel, which never ends" },
        /// `chan send (nil chan)`
        ChanSendNil => { zh: "向 nil channel 发送，永远等不到", en: "sends to a nil channel, which never ends" },
        /// `select`
        Select => { zh: "等几个 channel 中任一个就绪，常有 ctx.Done 或定时器", en: "waits for any of several channels, often a context or a timer among them" },
        /// `select (no cases)`
        SelectNoCases => { zh: "空的 select{{}}，永远不会醒", en: "an empty select{{}}, which never ends" },
        /// `semacquire`
        Semacquire => { zh: "等一个信号量：锁、WaitGroup，或运行时内部的", en: "waits for a semaphore: a lock, a WaitGroup, or one of the run-time's own" },
        /// `semarelease`
        Semarelease => { zh: "让出信号量时顺便让别人先跑，马上继续", en: "handed a semaphore over and lets the other run first, goes on at once" },
        /// `sync.Mutex.Lock`
        MutexLock => { zh: "等 Mutex 的持有者 Unlock", en: "waits until the holder of a Mutex unlocks it" },
        /// `sync.RWMutex.RLock`
        ReadLock => { zh: "要读锁，等写者 Unlock；排队的写者也会挡住新读者", en: "wants to read: waits for a writer, also for one that is only queued" },
        /// `sync.RWMutex.Lock`
        WriteLock => { zh: "要写锁，等所有读者 RUnlock", en: "wants to write: waits until all readers have called RUnlock" },
        /// `sync.WaitGroup.Wait`
        WaitGroupWait => { zh: "等 WaitGroup 归零，也就是每个 Add 都有 Done", en: "waits until each Add of a WaitGroup has had its Done" },
        /// `sync.Cond.Wait`
        CondWait => { zh: "等 Cond 的 Signal 或 Broadcast", en: "waits for Signal or Broadcast of a Cond" },
        /// `IO wait`
        IoWait => { zh: "等网络或文件就绪、截止时间到，或连接关闭", en: "waits for the network or a file, a deadline, or a close" },
        /// `sleep`
        Sleep => { zh: "在 time.Sleep 里，到时自己醒", en: "in time.Sleep, wakes by itself" },
        /// `panicwait`
        PanicWait => { zh: "等别的 goroutine 打印完 panic，进程随后退出", en: "waits while another goroutine prints its panic, then the process ends" },
        /// `coroutine`
        Coroutine => { zh: "iter.Pull 的另一半在运行，等它交回", en: "the other half of iter.Pull runs, waits for its turn" },
        /// `GC assist marking`
        GcAssistMarking => { zh: "分配太快，先替垃圾回收标记一会儿", en: "allocated fast and marks for the collector before it goes on" },
        /// `GC assist wait`
        GcAssistWait => { zh: "分配太快，等垃圾回收标记跟上", en: "allocated fast and waits for the collector's marking to catch up" },
        /// `GC sweep wait`
        GcSweepWait => { zh: "后台清扫，等下一轮垃圾回收", en: "the background sweeper, waits for the next collection" },
        /// `GC scavenge wait`
        GcScavengeWait => { zh: "把空闲内存还给系统的后台任务，等有事可做", en: "returns free memory to the system in the background, waits for work" },
        /// `GC worker (idle)`
        GcWorkerIdle => { zh: "标记工作者，等下一轮垃圾回收", en: "a marking worker, waits for the next collection" },
        /// `GC worker (active)`
        GcWorkerActive => { zh: "标记工作者，正在标记", en: "a marking worker at work" },
        /// `GC mark termination`
        GcMarkTermination => { zh: "正在结束标记阶段，世界短暂停下", en: "ends the marking phase, the world is stopped for a moment" },
        /// `GC weak to strong wait`
        GcWeakToStrong => { zh: "取弱指针的值，等标记阶段结束", en: "reads a weak pointer, waits for the end of marking" },
        /// `garbage collection`
        GarbageCollection => { zh: "正在启动一轮垃圾回收", en: "starts a collection" },
        /// `garbage collection scan`
        GarbageCollectionScan => { zh: "它的栈正被垃圾回收扫描", en: "its stack is being scanned by the collector" },
        /// `wait for GC cycle`
        WaitForGcCycle => { zh: "等当前这轮垃圾回收完成，如 runtime.GC()", en: "waits for the collection to end, as runtime.GC() does" },
        /// `force gc (idle)`
        ForceGcIdle => { zh: "两分钟没有回收就触发一次的后台任务，平时闲着", en: "starts a collection after two minutes without one, idle otherwise" },
        /// `finalizer wait`
        FinalizerWait => { zh: "等有 finalizer 可运行", en: "waits for finalizers to run" },
        /// `cleanup wait`
        CleanupWait => { zh: "等有 runtime.AddCleanup 的清理函数可运行", en: "waits for functions of runtime.AddCleanup to run" },
        /// `GOMAXPROCS updater (idle)`
        GomaxprocsUpdater => { zh: "跟着 CPU 配额调整 GOMAXPROCS 的后台任务，平时闲着", en: "follows the CPU quota with GOMAXPROCS, idle otherwise" },
        /// `timer goroutine (idle)`
        TimerGoroutineIdle => { zh: "旧版运行时的定时器任务，等下一个定时器", en: "the timers of older releases, waits for the next one" },
        /// `dumping heap`
        DumpingHeap => { zh: "debug.WriteHeapDump 正在写，世界停下", en: "debug.WriteHeapDump writes, the world is stopped" },
        /// `stopping the world`
        StoppingTheWorld => { zh: "在等所有 goroutine 停下，如为了垃圾回收或 pprof", en: "waits for all goroutines to stop, for a collection or a profile" },
        /// `flushing proc caches`
        FlushingProcCaches => { zh: "运行时正在清空各处理器的缓存", en: "the run-time empties the caches of its processors" },
        /// `debug call`
        DebugCall => { zh: "调试器注入的调用正在进行", en: "a debugger runs a call in it" },
        /// `trace reader (blocked)`
        TraceReaderBlocked => { zh: "等执行跟踪写出数据", en: "waits for the execution trace to give data" },
        /// `trace goroutine status`
        TraceGoroutineStatus => { zh: "执行跟踪正在记下它的状态", en: "the execution trace notes its state" },
        /// `trace proc status`
        TraceProcStatus => { zh: "执行跟踪正在记下处理器的状态", en: "the execution trace notes the state of a processor" },
        /// `page trace flush`
        PageTraceFlush => { zh: "正在写出内存页跟踪", en: "the trace of memory pages is being written" },
        /// `synctest.Run`
        SynctestRun => { zh: "synctest 的气泡在运行，等它全部结束", en: "runs a synctest bubble, waits for all of it to end" },
        /// `synctest.Wait`
        SynctestWait => { zh: "等气泡里其他 goroutine 都持久阻塞", en: "waits until all others of its bubble are durably blocked" },
        /// `NEW`
        ThreadNew => { zh: "线程已创建，还没有启动", en: "a thread that was not started yet" },
        /// `RUNNABLE`
        ThreadRunnable => { zh: "在运行、等 CPU，或在系统调用里（网络读也算）", en: "runs, waits for a processor, or is in a system call such as a network read" },
        /// `BLOCKED`
        ThreadBlocked => { zh: "要进 synchronized，等别的线程放开监视器", en: "wants a monitor (synchronized), waits until its owner leaves it" },
        /// `WAITING`
        ThreadWaiting => { zh: "等别的线程 notify、unpark 或结束，没有期限", en: "waits for notify, unpark or the end of another thread, without a limit" },
        /// `TIMED_WAITING`
        ThreadTimedWaiting => { zh: "等待，但有期限：sleep、带超时的 wait 或 park", en: "waits with a limit: sleep, or wait and park with a time" },
        /// `TERMINATED`
        ThreadTerminated => { zh: "线程已结束", en: "a thread that has ended" },
    }
}

/// Every state with its words, by the text that is printed for it.
const STATES: [(&str, StateMessage); 62] = [
    ("running", StateMessage::Running),
    ("runnable", StateMessage::Runnable),
    ("idle", StateMessage::Idle),
    ("dead", StateMessage::Dead),
    ("waiting", StateMessage::Waiting),
    ("waiting for cgo callback", StateMessage::CgoCallback),
    ("copystack", StateMessage::CopyStack),
    ("leaked", StateMessage::Leaked),
    ("syscall", StateMessage::Syscall),
    ("preempted", StateMessage::Preempted),
    ("chan receive", StateMessage::ChanReceive),
    ("chan send", StateMessage::ChanSend),
    ("chan receive (nil chan)", StateMessage::ChanReceiveNil),
    ("chan send (nil chan)", StateMessage::ChanSendNil),
    ("select", StateMessage::Select),
    ("select (no cases)", StateMessage::SelectNoCases),
    ("semacquire", StateMessage::Semacquire),
    ("semarelease", StateMessage::Semarelease),
    ("sync.Mutex.Lock", StateMessage::MutexLock),
    ("sync.RWMutex.RLock", StateMessage::ReadLock),
    ("sync.RWMutex.Lock", StateMessage::WriteLock),
    ("sync.WaitGroup.Wait", StateMessage::WaitGroupWait),
    ("sync.Cond.Wait", StateMessage::CondWait),
    ("IO wait", StateMessage::IoWait),
    ("sleep", StateMessage::Sleep),
    ("panicwait", StateMessage::PanicWait),
    ("coroutine", StateMessage::Coroutine),
    ("GC assist marking", StateMessage::GcAssistMarking),
    ("GC assist wait", StateMessage::GcAssistWait),
    ("GC sweep wait", StateMessage::GcSweepWait),
    ("GC scavenge wait", StateMessage::GcScavengeWait),
    ("GC worker (idle)", StateMessage::GcWorkerIdle),
    ("GC worker (active)", StateMessage::GcWorkerActive),
    ("GC mark termination", StateMessage::GcMarkTermination),
    ("GC weak to strong wait", StateMessage::GcWeakToStrong),
    ("garbage collection", StateMessage::GarbageCollection),
    ("garbage collection scan", StateMessage::GarbageCollectionScan),
    ("wait for GC cycle", StateMessage::WaitForGcCycle),
    ("force gc (idle)", StateMessage::ForceGcIdle),
    ("finalizer wait", StateMessage::FinalizerWait),
    ("cleanup wait", StateMessage::CleanupWait),
    ("GOMAXPROCS updater (idle)", StateMessage::GomaxprocsUpdater),
    ("timer goroutine (idle)", StateMessage::TimerGoroutineIdle),
    ("dumping heap", StateMessage::DumpingHeap),
    ("stopping the world", StateMessage::StoppingTheWorld),
    ("flushing proc caches", StateMessage::FlushingProcCaches),
    ("debug call", StateMessage::DebugCall),
    ("trace reader (blocked)", StateMessage::TraceReaderBlocked),
    ("trace goroutine status", StateMessage::TraceGoroutineStatus),
    ("trace proc status", StateMessage::TraceProcStatus),
    ("page trace flush", StateMessage::PageTraceFlush),
    ("synctest.Run", StateMessage::SynctestRun),
    ("synctest.Wait", StateMessage::SynctestWait),
    // Go 1.24, before the remark was `(durable)`.
    ("chan receive (synctest)", StateMessage::ChanReceive),
    ("chan send (synctest)", StateMessage::ChanSend),
    ("select (synctest)", StateMessage::Select),
    ("NEW", StateMessage::ThreadNew),
    ("RUNNABLE", StateMessage::ThreadRunnable),
    ("BLOCKED", StateMessage::ThreadBlocked),
    ("WAITING", StateMessage::ThreadWaiting),
    ("TIMED_WAITING", StateMessage::ThreadTimedWaiting),
    ("TERMINATED", StateMessage::ThreadTerminated),
];

/// What the run-time may add to a state.
const REMARKS: [&str; 3] = [" (scan)", " (durable)", " (leaked)"];

impl StateMessage {
    /// The words of a state as printed between the brackets of a header, minutes and the like already taken off.
    ///
    /// ```
    /// use fupan_locale::{Language, StateMessage};
    ///
    /// let state = StateMessage::of("chan send (leaked)").unwrap();
    /// assert_eq!(state.render(Language::En), "waits for a receiver: the channel is full or nobody reads it");
    /// assert_eq!(StateMessage::of("a state of tomorrow"), None);
    /// ```
    #[must_use]
    pub fn of(state: &str) -> Option<Self> {
        let known = |text: &str| STATES.iter().find(|(known, _)| *known == text);
        let plain = || REMARKS.iter().fold(state, |text, remark| text.strip_suffix(remark).unwrap_or(text));
        known(state).or_else(|| known(plain())).map(|(_, words)| words.clone())
    }
}
