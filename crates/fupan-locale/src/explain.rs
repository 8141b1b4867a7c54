//! What an attribution report says: its headings, what happened in one sentence, who did what.

messages! {
    /// Headings and words of the report.
    pub enum ExplainLabel {
        /// Heading.
        CheckFirst => { zh: "先查什么", en: "What to check first" },
        /// Heading.
        Stack => { zh: "谁的调用", en: "Whose calls" },
        /// Heading.
        Race => { zh: "两次访问", en: "The two accesses" },
        /// Heading.
        Waits => { zh: "谁在等什么", en: "Who waits on what" },
        /// Heading.
        Others => { zh: "其他 goroutine", en: "Other goroutines" },
        /// Heading.
        OtherThreads => { zh: "其他线程", en: "Other threads" },
        /// Heading.
        Events => { zh: "发生过什么", en: "What happened, and how often" },
        /// Heading.
        RootCause => { zh: "根因", en: "Root cause" },
        /// Heading, where nothing is sure.
        Hints => { zh: "根因：没有确定的，只有提示", en: "Root cause: nothing is sure, these are hints" },
        /// Heading.
        Errors => { zh: "错误链", en: "Error chain" },
        /// Heading.
        Seen => { zh: "以前见过吗", en: "Seen before?" },
        /// Heading.
        Problems => { zh: "没能读懂的", en: "What could not be read" },
        /// Before the quoted lines of a pattern.
        ShownBy => { zh: "证据行", en: "Shown by" },
        /// Before right code.
        RightCode => { zh: "正确写法", en: "How it is done right" },
        /// Before a rule.
        Rule => { zh: "规则", en: "Rule" },
        /// Before a fix.
        Fixed => { zh: "怎么修的", en: "How it was fixed" },
        /// Before reasons.
        Why => { zh: "为什么像", en: "Why it is like this" },
        /// A fix that nobody told.
        FixUnknown => { zh: "公开资料没有说", en: "the sources do not say" },
        /// Column: how many.
        Count => { zh: "数量", en: "Count" },
        /// Column: what they do.
        Doing => { zh: "在做什么", en: "Doing what" },
        /// Column: for how long.
        HowLong => { zh: "多久", en: "For how long" },
        /// Column: where.
        Where => { zh: "在哪里", en: "Where" },
        /// Column: what happened.
        What => { zh: "什么", en: "What" },
        /// Column: when first.
        First => { zh: "最早", en: "First" },
        /// Column: when last.
        Last => { zh: "最近", en: "Last" },
        /// Row of a race: the access.
        Access => { zh: "访问", en: "Access" },
        /// Row of a race: where.
        In => { zh: "位置", en: "In" },
        /// Row of a race: the program's own call.
        CalledBy => { zh: "由谁调用", en: "Called by" },
        /// Row of a race: who started the goroutine.
        StartedBy => { zh: "由谁启动", en: "Started by" },
        /// Column of a race.
        OneAccess => { zh: "一次访问", en: "One access" },
        /// Column of a race.
        OtherAccess => { zh: "另一次访问", en: "The other access" },
        /// The first cause of an error.
        FirstCause => { zh: "首因", en: "First cause" },
        /// What was put around it.
        WrappedBy => { zh: "外面包着", en: "wrapped by" },
        /// What was joined.
        JoinedFrom => { zh: "合并自", en: "joined from" },
        /// What a reader should mind.
        Mind => { zh: "注意", en: "Mind" },
        /// Frames that the run-time left out.
        Elided => { zh: "运行时在这里省略了一些帧", en: "the run-time left frames out here" },
        /// Nothing was found in the past.
        NothingAlike => { zh: "语料库里没有像的。", en: "Nothing in the corpus is like it." },
        /// What the holders in the table rest on.
        HoldersAreProbable => {
            zh: "Go 的 dump 不写谁持有锁：持有者是从同一对象上的调用推断的。",
            en: "A dump of Go does not say who holds a lock: holders are inferred from calls of the same object.",
        },
        /// The identity of the failure.
        Fingerprint => { zh: "指纹", en: "Fingerprint" },
        /// Between a word and what it is of.
        Colon => { zh: "：", en: ": " },
        /// Between longer parts of a list.
        Semicolon => { zh: "；", en: "; " },
        /// Between two sentences.
        Space => { zh: "", en: " " },
        /// The profiler labels of a goroutine.
        Labels => { zh: "标签", en: "Labels" },
    }
}

messages! {
    /// Sentences of the report.
    pub enum ExplainMessage {
        /// A test that ran out of time.
        TestTimedOut { who, text, place } => {
            zh: "测试超时：{text}；当时 {who} 在 {place}",
            en: "A test ran out of time: {text}; {who} was in {place}",
        },
        /// A panic.
        Panicked { who, text, place } => {
            zh: "{who} panic：{text}，发生在 {place}",
            en: "{who} panicked with {text} in {place}",
        },
        /// A panic whose text is not there.
        PanickedUntold { who, place } => {
            zh: "{who} 在 {place} 处 panic，文字没有留下",
            en: "{who} panicked in {place}, and the text of it is not there",
        },
        /// A fatal error of the run-time.
        Fatal { who, text, place } => {
            zh: "运行时终止了进程：{text}；当时 {who} 在 {place}",
            en: "The run-time ended the process: {text}; {who} was in {place}",
        },
        /// A signal.
        Signalled { who, text, place } => {
            zh: "信号终止了进程：{text}；当时 {who} 在 {place}",
            en: "A signal ended the process: {text}; {who} was in {place}",
        },
        /// An exception of Java.
        Threw { text, place } => {
            zh: "抛出了异常 {text}，发生在 {place}",
            en: "The exception {text} was thrown in {place}",
        },
        /// A stack in a log.
        Logged { text, place } => {
            zh: "日志记录了一个错误：{text}；它的栈始于 {place}",
            en: "An error was logged: {text}; its stack begins in {place}",
        },
        /// A stack in a log without a text.
        LoggedStack { place } => {
            zh: "日志里有一份栈，始于 {place}，没有说明错误",
            en: "A stack was logged, which begins in {place}; no text tells of the error",
        },
        /// A failure of which no frame is known.
        WithoutStack { text } => {
            zh: "进程失败了：{text}；没有打印出栈",
            en: "The process failed: {text}; no stack was printed",
        },
        /// Errors without a stack.
        ErrorText { text, line: u32 } => {
            zh: "没有栈；第 {line} 行说的错误是：{text}",
            en: "There is no stack; line {line} tells of the error {text}",
        },
        /// A pattern without a stack or an error.
        SignsOnly => {
            zh: "没有栈，也没有错误文字；但有几行显示了根因",
            en: "There is neither a stack nor an error text, but lines that show a root cause",
        },
        /// A dump.
        Dump { goroutines: u64, groups: usize, count: u32, place, doing } => {
            zh: "一份 {goroutines} 个 goroutine 的 dump，分成 {groups} 组；先看 {place} 处的 {count} 个：{doing}",
            en: "A dump of {goroutines} goroutines, groups: {groups}; look first at {count} in {place}: {doing}",
        },
        /// A state that the input does not tell.
        DoingUntold => { zh: "在做什么没有写", en: "what they do is not told" },
        /// A dump of Java threads.
        ThreadDump { goroutines: u64, groups: usize, count: u32, place, doing } => {
            zh: "一份 {goroutines} 个线程的 dump，分成 {groups} 组；先看 {place} 处的 {count} 个：{doing}",
            en: "A dump of {goroutines} threads, groups: {groups}; look first at {count} in {place}: {doing}",
        },
        /// A race of two places.
        Raced { one, other } => {
            zh: "数据竞争：{one} 与 {other} 访问同一块内存，没有先后约束",
            en: "A data race: {one} and {other} touch the same memory, and nothing orders them",
        },
        /// One side of a race.
        RaceWrite { place } => { zh: "{place} 处的写", en: "the write in {place}" },
        /// One side of a race.
        RaceRead { place } => { zh: "{place} 处的读", en: "the read in {place}" },
        /// The program's own call, behind what happened.
        CalledByOwn { place } => { zh: "，由程序自己的 {place} 调用", en: ", called by the program's own {place}" },
        /// Who recovered.
        RecoveredBy { function } => {
            zh: "；{function} 接住了它，进程没有因此退出",
            en: "; {function} recovered it, and the process went on",
        },
        /// How often it happened.
        Often { count: u64 } => { zh: "（共 {count} 次）", en: " ({count} times in all)" },
        /// Other races.
        OneOfRaces { count: usize } => { zh: "（共 {count} 处竞争，这是其一）", en: " (one of {count} races)" },
        /// The deadlock behind it.
        Deadlocked { verdict } => { zh: "。{verdict}", en: ". {verdict}" },
        /// A goroutine by its number.
        Goroutine { number: u64 } => { zh: "goroutine {number}", en: "Goroutine {number}" },
        /// A stack without a header, as loggers write it.
        StackOfLog => { zh: "日志里的栈", en: "The stack in the log" },
        /// A goroutine without a number.
        SomeGoroutine => { zh: "一个 goroutine", en: "A goroutine" },
        /// A pattern that shows.
        Cause { name, id, percent: u32 } => {
            zh: "根因：{name}（{id}，把握 {percent}%）。",
            en: "Root cause: {name} ({id}, {percent}% sure).",
        },
        /// A pattern that may be.
        CauseHint { name, id, percent: u32 } => {
            zh: "根因不确定，最多提示 {name}（{id}，{percent}%）。",
            en: "The root cause is not sure, at most a hint of {name} ({id}, {percent}%).",
        },
        /// No pattern shows.
        CauseOpen => {
            zh: "背后是哪种缺陷，这份输入没有显示。",
            en: "Which defect is behind it, this input does not show.",
        },
        /// A place to read.
        ReadPlace { place, function } => { zh: "读 {place}（{function}）。", en: "Read {place} ({function})." },
        /// A function to read, of a file that is not known.
        ReadFunction { function } => { zh: "读 {function}。", en: "Read {function}." },
        /// The holder of a lock.
        ReadHolder { place, function } => {
            zh: "看可能的持有者在做什么：{place}（{function}）。",
            en: "See what the probable holder does: {place} ({function}).",
        },
        /// A cut input.
        TakeWhole => {
            zh: "这份输出被截断了：设置 GOTRACEBACK=all，或从 /debug/pprof/goroutine?debug=2 取完整的 dump。",
            en: "The output was cut: set GOTRACEBACK=all, or take the whole dump from /debug/pprof/goroutine?debug=2.",
        },
        /// A part.
        Raised => { zh: "出错在这里", en: "failed here" },
        /// A part.
        Panics => { zh: "panic 在这里", en: "panicked here" },
        /// A part.
        Throws => { zh: "异常在这里抛出", en: "threw here" },
        /// A part.
        RaisedAgain => { zh: "又在这里 panic", en: "panicked again here" },
        /// A part.
        Recovered => { zh: "在这里被接住", en: "recovered here" },
        /// A part.
        Waits => { zh: "停在这里等", en: "waits here" },
        /// A part.
        Runs => { zh: "正运行到这里", en: "runs here" },
        /// A part.
        Accesses => { zh: "在这里访问", en: "accesses here" },
        /// A part.
        TakenHere => { zh: "栈在这里取得", en: "the stack was taken here" },
        /// The first call of the program's own.
        Own => { zh: "程序自己的代码", en: "the program's own code" },
        /// The `go` statement.
        Started { place } => { zh: "由 {place} 启动", en: "started by {place}" },
        /// The `go` statement, with the goroutine that ran it.
        StartedIn { place, number: u64 } => {
            zh: "由 goroutine {number} 在 {place} 启动",
            en: "started by {place} in goroutine {number}",
        },
        /// A main goroutine.
        MainGoroutine => { zh: "主 goroutine", en: "the main goroutine" },
        /// An owner.
        Application => { zh: "程序", en: "program" },
        /// An owner.
        Dependency => { zh: "依赖", en: "dependency" },
        /// An owner, with its module.
        DependencyModule { module } => { zh: "依赖 {module}", en: "dependency {module}" },
        /// An owner.
        Standard => { zh: "标准库", en: "standard library" },
        /// An owner.
        Runtime => { zh: "运行时", en: "run-time" },
        /// Java's own.
        JavaStandard => { zh: "平台或库", en: "platform or library" },
        /// Recursion.
        Times { count: u32 } => { zh: "连续 {count} 次", en: "{count} times in a row" },
        /// Frames that are left out of a report.
        Folded { count: usize, packages } => { zh: "{packages} 的 {count} 个帧", en: "{count} frames of {packages}" },
        /// One frame left out.
        FoldedOne { packages } => { zh: "{packages} 的 1 个帧", en: "1 frame of {packages}" },
        /// Calls that stand further up already.
        FoldedRecursion { count: usize } => {
            zh: "递归：上面的调用又重复了 {count} 个帧",
            en: "recursion: {count} more frames of the calls above",
        },
        /// The rest of a deep stack.
        FoldedRest { count: usize } => { zh: "再往下 {count} 个帧", en: "{count} more frames further down" },
        /// Groups that are not shown.
        MoreGroups { groups: usize, goroutines: u64 } => {
            zh: "其余 {groups} 组，共 {goroutines} 个",
            en: "{groups} other groups, {goroutines} in all",
        },
        /// A kind of access.
        WriteBy { who } => { zh: "写，{who}", en: "write by {who}" },
        /// A kind of access.
        ReadBy { who } => { zh: "读，{who}", en: "read by {who}" },
        /// A kind of access.
        AtomicWriteBy { who } => { zh: "原子写，{who}", en: "atomic write by {who}" },
        /// A kind of access.
        AtomicReadBy { who } => { zh: "原子读，{who}", en: "atomic read by {who}" },
        /// A race that was reported often.
        RaceTimes { count: u32 } => { zh: "这处竞争报告了 {count} 次。", en: "This race was reported {count} times." },
        /// Where errors occur.
        ErrorTimes { count: u64, line: u32 } => { zh: "{count} 次，首见第 {line} 行", en: "{count} times, first in line {line}" },
        /// Where an error occurs.
        ErrorOnce { line: u32 } => { zh: "第 {line} 行", en: "line {line}" },
        /// Source that does not fit.
        OtherVersion { path } => {
            zh: "{path} 里没有这个函数名，可能是别的版本",
            en: "{path} does not name the function; it may be of another version",
        },
        /// Files that were not found.
        SourceMissing { files } => {
            zh: "在 --source 给出的目录里没有找到，或有几个同样像的：{files}",
            en: "not found in the folders of --source, or several are alike: {files}",
        },
        /// Verdict of similar incidents.
        Known { percent: u32 } => { zh: "见过（把握 {percent}%）。", en: "Seen before ({percent}% sure)." },
        /// Verdict of similar incidents.
        Related { percent: u32 } => { zh: "有相关的（把握 {percent}%）。", en: "Related incidents exist ({percent}% sure)." },
        /// Verdict of similar incidents.
        Novel { percent: u32 } => { zh: "从未见过（把握 {percent}%）。", en: "Never seen ({percent}% sure)." },
        /// At the foot of the report.
        Footer { version, lines: u32 } => {
            zh: "由 fupan {version} 从 {lines} 行输入写成。行号是输入的行号；百分数是把握，不是频率。",
            en: "Written by fupan {version} from {lines} lines of input. Line numbers are those of the input; percentages say how sure it is, not how often.",
        },
        /// The title where there is no error line.
        DumpTitle { goroutines: u64 } => { zh: "{goroutines} 个 goroutine 的 dump", en: "Dump of {goroutines} goroutines" },
        /// The title where there is no error line, and one stack.
        OneStackTitle => { zh: "一个 goroutine 的栈", en: "Stack of a goroutine" },
        /// The title where there is no error line.
        ThreadDumpTitle { goroutines: u64 } => { zh: "{goroutines} 个线程的 dump", en: "Dump of {goroutines} threads" },
        /// The title of a race report.
        RaceTitle => { zh: "数据竞争", en: "Data race" },
        /// The title of anything else.
        OtherTitle => { zh: "归因报告", en: "Attribution report" },
        /// A place that is not known.
        UnknownPlace => { zh: "未知位置", en: "a place that is not known" },
    }
}

messages! {
    /// What is wrong with a part of an input.
    pub enum InputProblemMessage {
        /// `no_stack`
        NoStack => { zh: "没有能识别的堆栈", en: "no stack that can be read" },
        /// `binary`
        Binary => { zh: "不是文本", en: "not text" },
        /// `malformed_header`
        MalformedHeader => { zh: "goroutine 的首行不完整或损坏", en: "the header of a goroutine is cut off or damaged" },
        /// `missing_location`
        MissingLocation => { zh: "一个函数没有文件和行号", en: "a function without its file and line" },
        /// `cut_frame`
        CutFrame => { zh: "输入在一个帧中间结束：被截断了", en: "the input ends within a frame: it was cut" },
        /// `no_goroutine`
        NoGoroutine => { zh: "信号的 dump 里没有任何 goroutine", en: "the dump of a signal without any goroutine" },
        /// `cut_profile`
        CutProfile => { zh: "profile 的记录少于首行所说的数目", en: "the profile holds fewer goroutines than its first line tells" },
        /// `other_profile`
        OtherProfile => { zh: "不是 goroutine 的 profile，没有堆栈可读", en: "a profile of something other than goroutines" },
        /// `long_line`
        LongLine => { zh: "一行过长，只读了前面一部分", en: "a line too long to be held was cut" },
        /// Nothing at all.
        Empty => { zh: "输入是空的", en: "the input is empty" },
    }
}

impl InputProblemMessage {
    /// The words for a kind of problem, by its code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Some(match code {
            "no_stack" => Self::NoStack,
            "binary" => Self::Binary,
            "malformed_header" => Self::MalformedHeader,
            "missing_location" => Self::MissingLocation,
            "cut_frame" => Self::CutFrame,
            "no_goroutine" => Self::NoGoroutine,
            "cut_profile" => Self::CutProfile,
            "other_profile" => Self::OtherProfile,
            "long_line" => Self::LongLine,
            _ => return None,
        })
    }
}
