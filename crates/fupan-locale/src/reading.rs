//! What is said of dumps: what grows, who waits on what, and whether anybody can go on.

messages! {
    /// Words for a series of dumps.
    pub enum DumpMessage {
        /// The numbers of a series without known times.
        Series { dumps: usize, goroutines } => {
            zh: "{dumps} 份 dump，goroutine 数：{goroutines}",
            en: "{dumps} dumps, goroutines: {goroutines}",
        },
        /// The numbers of a series over some minutes.
        SeriesOver { dumps: usize, minutes, goroutines } => {
            zh: "{dumps} 份 dump，历时 {minutes} 分钟，goroutine 数：{goroutines}",
            en: "{dumps} dumps over {minutes} minutes, goroutines: {goroutines}",
        },
        /// Of several files only one is quoted.
        LinesOfLast { path } => {
            zh: "行号是 {path} 的；各份之间增长了多少写在行首",
            en: "line numbers are those of {path}; how much grew from file to file stands before a line",
        },
        /// No times are known.
        NoTimes => {
            zh: "不知道各份 dump 的时间，所以没有速率；用 --interval 30s 给出间隔",
            en: "the times of the dumps are not known, so there is no rate; --interval 30s gives one",
        },
        /// There is only one dump.
        OneDump => {
            zh: "只有一份 dump，没有可比较的",
            en: "there is one dump only, nothing to compare it with",
        },
        /// A file holds no dump.
        NoDump { path } => { zh: "{path}：没有能识别的 dump", en: "{path}: holds no dump that can be read" },
        /// Column: in the last dump.
        Now => { zh: "现在", en: "now" },
        /// Column: growth.
        Growth => { zh: "增长", en: "growth" },
        /// Column: growth per minute.
        PerMinute => { zh: "每分钟", en: "per minute" },
        /// Column: what they do and where.
        Doing => { zh: "在做什么", en: "doing what" },
        /// A group over the threshold.
        OverThreshold { threshold: u64 } => { zh: "超过 {threshold}", en: "over {threshold}" },
        /// The dumps are of several sorts.
        SeveralForms => {
            zh: "这些 dump 的形式不同（debug=1、debug=2、线程转储），各组的指纹不能互相对照；请用同一种形式抓取",
            en: "these dumps are of several forms (debug=1, debug=2, threads), whose groups cannot be compared with each other; take them in one form",
        },
        /// Nothing grows.
        NothingGrows => { zh: "没有增长的组", en: "no group grows" },
        /// Groups that are not shown.
        OtherGroups { groups: usize, goroutines: u64 } => {
            zh: "其余 {groups} 组，现在共 {goroutines} 个 goroutine（--all 显示全部）",
            en: "{groups} other groups, {goroutines} goroutines now (--all shows them)",
        },
    }
}

messages! {
    /// Words for who waits on what.
    pub enum WaitMessage {
        /// Verdict: the run-time said so.
        AllAsleep => {
            zh: "死锁：运行时报告所有 goroutine 都睡着了",
            en: "Deadlock: the run-time says that all goroutines are asleep",
        },
        /// Verdict: goroutines in a circle.
        Cycle { count: usize } => {
            zh: "死锁：这 {count} 个 goroutine 互相等待",
            en: "Deadlock: these {count} goroutines wait for each other",
        },
        /// Verdict: Java threads in a circle.
        ThreadCycle { count: usize } => {
            zh: "死锁：这 {count} 个线程互相等待",
            en: "Deadlock: these {count} threads wait for each other",
        },
        /// Verdict: one in its own way.
        SelfDeadlock => {
            zh: "死锁：一个 goroutine 在等它自己已经拿着的锁",
            en: "Deadlock: a goroutine waits for a lock that it holds itself",
        },
        /// Verdict: nobody is able to wake them.
        Likely => {
            zh: "很可能死锁：能唤醒它们的都动不了",
            en: "Probably a deadlock: nobody who could wake these is able to go on",
        },
        /// Where holders are named.
        HoldersAreProbable => {
            zh: "Go 的 dump 不写谁持有锁：持有者是从同一对象上的调用推断的",
            en: "a dump of Go does not say who holds a lock: holders are inferred from calls of the same object",
        },
        /// Which goroutine it is.
        Goroutine { number: u64 } => { zh: "goroutine {number}", en: "goroutine {number}" },
        /// One of a group, it is not known which.
        OneOfGroup { count: u32 } => { zh: "{count} 个中的一个", en: "one of {count}" },
        /// A Java thread.
        Thread { name } => { zh: "线程 {name}", en: "thread {name}" },
        /// How many more do the same.
        MoreLikeIt { count: u32 } => { zh: "（同样的还有 {count} 个）", en: " ({count} more like it)" },
        /// What one waits for.
        WaitsFor { what } => { zh: "在等 {what}", en: "waits for {what}" },
        /// How many wait for one thing.
        Waiters { count: u32, what } => { zh: "{count} 个 goroutine 在等 {what}", en: "{count} goroutines wait for {what}" },
        /// One waits for a thing.
        OneWaiter { what } => { zh: "1 个 goroutine 在等 {what}", en: "1 goroutine waits for {what}" },
        /// How many Java threads wait for one thing.
        ThreadWaiters { count: u32, what } => { zh: "{count} 个线程在等 {what}", en: "{count} threads wait for {what}" },
        /// The probable holder.
        HeldBy { number: u64 } => { zh: "可能由 goroutine {number} 持有", en: "probably held by goroutine {number}" },
        /// The holder, told by the dump.
        HeldByThread { number: u64 } => { zh: "由线程 #{number} 持有", en: "held by thread #{number}" },
        /// It is its own holder.
        HeldByItself => { zh: "可能就是它自己持有", en: "which it probably holds itself" },
        /// For how long.
        ForMinutes { minutes: u32 } => { zh: "已 {minutes} 分钟", en: "for {minutes} min" },
        /// Before a holder.
        ProbablyHeld => { zh: "可能持有者", en: "probably held by" },
        /// Before a holder that the dump tells.
        Held => { zh: "持有者", en: "held by" },
        /// Before the places of those who wait.
        At => { zh: "位置", en: "at" },
        /// Waits that are not shown.
        MoreWaits { count: usize } => { zh: "还有 {count} 处等待（--all 显示全部）", en: "{count} more waits (--all shows them)" },
        /// A time below one minute up to some.
        MinutesUpTo { longest: u32 } => { zh: "0–{longest} 分钟", en: "0–{longest} min" },
        /// A span of waiting times.
        MinutesBetween { shortest: u32, longest: u32 } => {
            zh: "{shortest}–{longest} 分钟",
            en: "{shortest}–{longest} min",
        },
        /// One waiting time.
        Minutes { minutes: u32 } => { zh: "{minutes} 分钟", en: "{minutes} min" },
    }
}

messages! {
    /// What is waited for.
    pub enum AwaitedMessage {
        /// `mutex`
        Mutex => { zh: "Mutex", en: "Mutex" },
        /// `read_lock`
        ReadLock => { zh: "RWMutex 读锁", en: "the read lock of RWMutex" },
        /// `write_lock`
        WriteLock => { zh: "RWMutex 写锁", en: "the write lock of RWMutex" },
        /// `once`
        Once => { zh: "sync.Once", en: "sync.Once" },
        /// `wait_group`
        WaitGroup => { zh: "WaitGroup", en: "WaitGroup" },
        /// `condition`
        Condition => { zh: "Cond", en: "Cond" },
        /// `channel_receive`
        ChannelReceive => { zh: "channel 的数据", en: "a value of channel" },
        /// `channel_send`
        ChannelSend => { zh: "channel 的接收者", en: "a receiver at channel" },
        /// `monitor`
        Monitor => { zh: "monitor（监视器）", en: "monitor" },
        /// `synchronizer`
        Synchronizer => { zh: "synchronizer（同步器）", en: "synchronizer" },
    }
}

impl AwaitedMessage {
    /// The words for a kind of wait, by its code.
    #[must_use]
    pub fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "mutex" => Self::Mutex,
            "read_lock" => Self::ReadLock,
            "write_lock" => Self::WriteLock,
            "once" => Self::Once,
            "wait_group" => Self::WaitGroup,
            "condition" => Self::Condition,
            "channel_receive" => Self::ChannelReceive,
            "channel_send" => Self::ChannelSend,
            "monitor" => Self::Monitor,
            "synchronizer" => Self::Synchronizer,
            _ => return None,
        })
    }
}
