//! Words of an entry that is read in a terminal: headings, and the names of what a record writes as one word.

messages! {
    /// Headings and small sentences of an entry.
    pub enum EntryLabel {
        /// Before other names.
        Aliases => { zh: "别名", en: "aliases" },
        /// Before the families of a pattern.
        Family => { zh: "所属", en: "family" },
        /// Before the Go versions that a pattern exists in.
        GoVersions => { zh: "Go 版本", en: "Go versions" },
        /// Every Go version.
        EveryGoVersion => { zh: "所有版本", en: "all" },
        /// The release that built the binary counts.
        ByToolchain => { zh: "以编译所用的版本为准", en: "the release that built the binary counts" },
        /// The `go` line counts.
        ByGoMod => { zh: "以 go.mod 的 go 行与 GODEBUG 为准", en: "the go line of go.mod and GODEBUG count" },
        /// How sure a pattern is.
        Tier => { zh: "依据", en: "basis" },
        /// Reproduced.
        TierCore => { zh: "在多个 Go 版本上用程序复现过", en: "reproduced with programs on several Go versions" },
        /// From incidents.
        TierCorpus => { zh: "来自语料库中的事故", en: "comes from incidents of the corpus" },
        /// From documentation.
        TierExtended => { zh: "来自文档或经验，尚待检验", en: "comes from documentation or experience, wants checking" },
        /// `recover` stops it.
        Recoverable => { zh: "recover 能拦住", en: "recover stops it" },
        /// `recover` does not stop it.
        NotRecoverable => { zh: "recover 拦不住", en: "recover does not stop it" },
        /// Heading: the output of the wrong snippet.
        LooksLike => { zh: "看起来是这样", en: "What it looks like" },
        /// Behind that heading: the whole output.
        WholeOutput { path } => { zh: "完整输出：{path}", en: "the whole output: {path}" },
        /// What can show a pattern.
        ShownBy { places } => { zh: "能从这些看出：{places}", en: "can be seen in: {places}" },
        /// Heading: code with the defect.
        Wrong { path } => { zh: "错误写法（{path}）", en: "Wrong ({path})" },
        /// Heading: code without it.
        Right { path } => { zh: "正确写法（{path}）", en: "Right ({path})" },
        /// How to run both.
        RunThem { folder, id } => {
            zh: "自己跑：cd {folder} && go run -tags wrong ./{id}，去掉 -tags wrong 即为正确写法",
            en: "run it: cd {folder} && go run -tags wrong ./{id}; without -tags wrong it is the right one",
        },
        /// How to run both with the race detector.
        RunThemRacing { folder, id } => {
            zh: "自己跑：cd {folder} && go run -race -tags wrong ./{id}，去掉 -tags wrong 即为正确写法",
            en: "run it: cd {folder} && go run -race -tags wrong ./{id}; without -tags wrong it is the right one",
        },
        /// Heading: what finds it.
        CaughtBy => { zh: "什么能发现它", en: "What catches it" },
        /// No linter does.
        NoLinter => {
            zh: "go vet、staticcheck、golangci-lint 都查不出上面的错误写法",
            en: "no linter: go vet, staticcheck and golangci-lint find nothing in the wrong code above",
        },
        /// Heading: what to look at first.
        FirstCheck => { zh: "先查什么", en: "Check first" },
        /// Where the first check is that of the pattern.
        FirstCheckOfPattern { id } => { zh: "先查什么（来自 {id}）", en: "Check first (from {id})" },
        /// Heading: the rule.
        Guideline => { zh: "规则", en: "Guideline" },
        /// Linters that enforce a rule.
        EnforcedBy { checks } => { zh: "可由 {checks} 检查", en: "checked by {checks}" },
        /// Heading: incidents of a pattern.
        Incidents { total: usize } => { zh: "引起过的事故（{total}）", en: "Incidents it caused ({total})" },
        /// No incident.
        NoIncident => { zh: "语料库里还没有它引起的事故", en: "no incident of the corpus yet" },
        /// More incidents than shown.
        MoreIncidents { count: usize, id } => {
            zh: "还有 {count} 个：fupan list --filter pattern:{id}",
            en: "{count} more: fupan list --filter pattern:{id}",
        },
        /// Heading: members of a family.
        Members => { zh: "包含的模式", en: "Patterns of this family" },
        /// Heading: sources.
        Sources => { zh: "来源", en: "Sources" },
        /// A measurement of ours.
        Measured { with } => { zh: "旁边的代码，以 {with} 实测", en: "the code beside it, run with {with}" },
        /// What a source supports.
        Supports { statements } => { zh: "支持：{statements}", en: "supports: {statements}" },
        /// Before the services.
        Services => { zh: "服务", en: "services" },
        /// Before the versions in the words of the sources.
        Versions => { zh: "版本", en: "versions" },
        /// Before the release that failed.
        Release => { zh: "发布版本", en: "release" },
        /// Before the deployments.
        Deployments => { zh: "部署", en: "deployments" },
        /// Before the traces.
        Traces => { zh: "trace", en: "traces" },
        /// Before the requests.
        Requests => { zh: "请求", en: "requests" },
        /// Before what it ran on.
        RanOn => { zh: "运行环境", en: "ran on" },
        /// Before the environment.
        Environment => { zh: "环境", en: "environment" },
        /// What a date is the date of.
        DateOfIncident => { zh: "发生", en: "happened" },
        /// What a date is the date of.
        DateOfReport => { zh: "报告", en: "reported" },
        /// What a date is the date of.
        DateOfFix => { zh: "修复", en: "fixed" },
        /// What a date is the date of.
        DateOfAdvisory => { zh: "公告", en: "advisory" },
        /// Heading: impact.
        Impact => { zh: "影响", en: "Impact" },
        /// Impact: users.
        Users => { zh: "用户", en: "users" },
        /// Impact: requests.
        FailedRequests => { zh: "请求", en: "requests" },
        /// Impact: duration.
        Duration => { zh: "持续", en: "duration" },
        /// Impact: data loss.
        DataLoss => { zh: "数据丢失", en: "data loss" },
        /// Impact: money.
        Money => { zh: "损失", en: "money" },
        /// Heading: background.
        Background => { zh: "背景", en: "Background" },
        /// Heading: timeline.
        Timeline => { zh: "时间线", en: "Timeline" },
        /// Heading: detection.
        Detection => { zh: "怎么发现的", en: "How it was noticed" },
        /// Heading: trigger.
        Trigger => { zh: "触发条件", en: "Trigger" },
        /// Heading: root causes.
        RootCauses => { zh: "根因", en: "Root causes" },
        /// A statement that nobody makes.
        Unknown => { zh: "未知：来源没有说", en: "unknown: the sources do not say" },
        /// Heading: symbols.
        Symbols => { zh: "涉及的函数", en: "Functions" },
        /// Heading: affected code.
        Affected => { zh: "受影响的代码", en: "Affected code" },
        /// From a version on.
        Introduced { version } => { zh: "自 {version}", en: "since {version}" },
        /// Up to a version.
        Fixed { version } => { zh: "{version} 修复", en: "fixed in {version}" },
        /// Heading: five whys.
        FiveWhys => { zh: "五个为什么", en: "Five whys" },
        /// Heading: resolution.
        Resolution => { zh: "怎么解决的", en: "How it was resolved" },
        /// Resolution: fix.
        Fix => { zh: "修复", en: "fix" },
        /// Resolution: mitigation.
        Mitigation => { zh: "止血", en: "mitigation" },
        /// Resolution: rollback.
        Rollback => { zh: "回滚", en: "rollback" },
        /// Resolution: commits.
        Commits => { zh: "提交", en: "commits" },
        /// Heading: action items.
        Actions => { zh: "改进项", en: "Action items" },
        /// Heading: lessons.
        Lessons => { zh: "教训", en: "Lessons" },
        /// Lessons: went well.
        WentWell => { zh: "做得好", en: "went well" },
        /// Lessons: went wrong.
        WentWrong => { zh: "做得差", en: "went wrong" },
        /// Lessons: luck.
        Lucky => { zh: "侥幸", en: "luck" },
        /// Heading: wrong turns.
        WrongTurns => { zh: "走过的弯路", en: "Wrong turns" },
        /// Heading: published stacks.
        Stacks => { zh: "堆栈", en: "Stacks" },
        /// Frames left out.
        MoreFrames { count: usize } => { zh: "… 还有 {count} 帧", en: "… {count} more frames" },
        /// Heading: evidence.
        Evidence => { zh: "证据", en: "Evidence" },
        /// Published by a source.
        Published => { zh: "来源公布", en: "published" },
        /// Made by a program of ours.
        ReproducedBy { program } => { zh: "由 {program} 复现", en: "reproduced by {program}" },
        /// Made by a program of ours with a Go release.
        ReproducedWith { program, go } => { zh: "由 {program} 以 Go {go} 复现", en: "reproduced by {program} with Go {go}" },
        /// Heading: related incidents.
        Related => { zh: "相关事故", en: "Related incidents" },
        /// When a source was read, and what of it.
        ReadAt { at, basis } => { zh: "{at} 读过：{basis}", en: "read {at}: {basis}" },
        /// Heading: how the statements are known.
        HowKnown => { zh: "怎么知道的", en: "How this is known" },
        /// Heading: what was added later.
        Annotations => { zh: "批注", en: "Annotations" },
        /// A correction, and what stood there.
        Corrected { field, by, at, before } => {
            zh: "{field}：{by} 于 {at} 更正，原文：{before}",
            en: "{field}: corrected by {by} on {at}; it said: {before}",
        },
        /// A correction where nothing stood.
        FilledIn { field, by, at } => { zh: "{field}：{by} 于 {at} 补上，原来没有", en: "{field}: filled in by {by} on {at}; it said nothing" },
        /// Before corrections.
        CorrectedLater => { zh: "有更正", en: "corrected" },
        /// An annotation that another took the place of.
        Superseded => { zh: "已被取代", en: "superseded" },
        /// An annotation was kept.
        AnnotationKept { id, incident, path } => { zh: "已写入批注 {id}（{incident}）：{path}", en: "annotation {id} of {incident} written to {path}" },
        /// A kind of annotation.
        Note => { zh: "说明", en: "note" },
        /// A kind of annotation.
        Correction => { zh: "更正", en: "correction" },
        /// A kind of annotation.
        Decision => { zh: "决定", en: "decision" },
        /// Heading: the text behind the record.
        Notes => { zh: "补充", en: "Notes" },

        /// Above a list of incidents.
        ListedIncidents { total: usize, shown: usize } => { zh: "{total} 个事故，显示最近的 {shown} 个", en: "{total} incidents, the latest {shown} follow" },
        /// Above a list of patterns.
        ListedPatterns { total: usize } => { zh: "{total} 个模式（含分组），前面是引起的事故数", en: "{total} patterns and families; the number is that of their incidents" },
        /// Below a list.
        ReadOne => { zh: "读其中一条：fupan show 编号", en: "read one: fupan show ID" },
    }
}

messages! {
    /// What records write as one word.
    pub enum WordLabel {
        /// Role: root.
        Root => { zh: "根本", en: "root" },
        /// Role: direct.
        Direct => { zh: "直接", en: "direct" },
        /// Role: latent.
        Latent => { zh: "潜在", en: "latent" },
        /// Origin.
        Public => { zh: "公开来源", en: "public" },
        /// Origin.
        Internal => { zh: "内部", en: "internal" },
        /// Origin.
        Reproduced => { zh: "实验室复现", en: "reproduced in a laboratory" },
        /// Origin.
        Example => { zh: "示例", en: "example" },
        /// Status.
        Draft => { zh: "草稿", en: "draft" },
        /// Status.
        InReview => { zh: "评审中", en: "in review" },
        /// Status.
        Final => { zh: "已复盘", en: "final" },
        /// Status.
        Withdrawn => { zh: "已撤回", en: "withdrawn" },
        /// Severity.
        Notice => { zh: "提示级", en: "notice" },
        /// Severity.
        Unrated => { zh: "未定级", en: "unrated" },
        /// Confidence.
        Low => { zh: "把握低", en: "low confidence" },
        /// Confidence.
        Medium => { zh: "把握中", en: "medium confidence" },
        /// Confidence.
        High => { zh: "把握高", en: "high confidence" },
        /// Detection.
        Alert => { zh: "告警", en: "alert" },
        /// Detection.
        User => { zh: "用户", en: "user" },
        /// Detection.
        Test => { zh: "测试", en: "test" },
        /// Detection.
        CodeReview => { zh: "代码评审", en: "code review" },
        /// Nobody says.
        Unknown => { zh: "未知", en: "unknown" },
        /// Relation.
        Duplicate => { zh: "同一事件", en: "the same event" },
        /// Relation.
        Regression => { zh: "复发", en: "regression" },
        /// Relation.
        SameBugElsewhere => { zh: "同一缺陷在别处", en: "same bug elsewhere" },
        /// Relation.
        SamePattern => { zh: "同一模式", en: "same pattern" },
        /// Relation.
        SameSymptom => { zh: "同一症状", en: "same symptom" },
        /// Phase of a timeline.
        LeadUp => { zh: "之前", en: "lead-up" },
        /// Phase of a timeline.
        Start => { zh: "开始", en: "start" },
        /// Phase of a timeline.
        Detect => { zh: "发现", en: "detect" },
        /// Phase of a timeline.
        Respond => { zh: "响应", en: "respond" },
        /// Phase of a timeline.
        Mitigate => { zh: "止血", en: "mitigate" },
        /// Phase of a timeline.
        Resolve => { zh: "解决", en: "resolve" },
        /// Phase of a timeline.
        FollowUp => { zh: "后续", en: "follow-up" },
        /// Action status.
        Open => { zh: "未完成", en: "open" },
        /// Action status.
        Done => { zh: "已完成", en: "done" },
        /// Action status.
        Dropped => { zh: "不做", en: "dropped" },
        /// Place of a signal.
        Text => { zh: "描述", en: "a description" },
        /// Place of a signal.
        Message => { zh: "程序打印的消息", en: "a printed message" },
        /// Place of a signal.
        Dump => { zh: "goroutine dump", en: "a goroutine dump" },
        /// Place of a signal.
        Race => { zh: "竞态报告", en: "a race report" },
        /// Place of a signal.
        Profile => { zh: "profile", en: "a profile" },
        /// Place of a signal.
        Log => { zh: "日志", en: "logs" },
        /// Place of a signal.
        Code => { zh: "代码", en: "the code" },
        /// Place of a signal.
        Config => { zh: "配置", en: "configuration" },
        /// Place of a signal.
        Metrics => { zh: "指标", en: "metrics" },
        /// Place of a signal.
        Trace => { zh: "链路追踪", en: "a trace" },
        /// Tool.
        Compiler => { zh: "编译器", en: "the compiler" },
        /// Tool.
        Reader => { zh: "代码评审", en: "code review" },
        /// Tool.
        Tests => { zh: "针对性的测试", en: "a test for it" },
        /// Tool.
        Fuzzing => { zh: "模糊测试", en: "fuzzing" },
        /// Tool.
        RaceDetector => { zh: "竞态检测器（-race）", en: "the race detector (-race)" },
        /// Tool.
        Runtime => { zh: "运行时自己", en: "the runtime itself" },
        /// Tool.
        GoroutineProfile => { zh: "goroutine profile", en: "goroutine profile" },
        /// Tool.
        GoroutineleakProfile => { zh: "goroutineleak profile", en: "goroutineleak profile" },
        /// Tool.
        HeapProfile => { zh: "heap profile", en: "heap profile" },
        /// Tool.
        AllocsProfile => { zh: "allocs profile", en: "allocs profile" },
        /// Tool.
        CpuProfile => { zh: "CPU profile", en: "CPU profile" },
        /// Tool.
        MutexProfile => { zh: "mutex profile", en: "mutex profile" },
        /// Tool.
        BlockProfile => { zh: "block profile", en: "block profile" },
        /// Tool.
        ThreadcreateProfile => { zh: "threadcreate profile", en: "threadcreate profile" },
        /// Tool.
        ExecutionTrace => { zh: "执行 trace", en: "execution trace" },
        /// Tool.
        Logs => { zh: "日志", en: "logs" },
        /// Tool.
        OperatingSystem => { zh: "操作系统工具", en: "tools of the operating system" },
        /// Tool.
        Database => { zh: "数据库侧的视图", en: "the database's own view" },
        /// Statement.
        Explanation => { zh: "解释", en: "explanation" },
        /// Statement.
        Signals => { zh: "信号", en: "signals" },
        /// Statement.
        ShownBy => { zh: "能从哪里看出", en: "what shows it" },
        /// Statement.
        CaughtBy => { zh: "什么能发现它", en: "what catches it" },
        /// Statement.
        FirstCheck => { zh: "先查什么", en: "first check" },
        /// Statement.
        Guideline => { zh: "规则", en: "guideline" },
        /// Statement.
        GoVersions => { zh: "Go 版本", en: "Go versions" },
        /// Statement.
        Snippets => { zh: "代码示例", en: "snippets" },
        /// Statement.
        Recover => { zh: "recover 的作用", en: "whether recover stops it" },
    }
}
