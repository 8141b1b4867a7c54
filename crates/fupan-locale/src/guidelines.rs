//! What the report of guidelines says: its headings, and the sentences that are made of its figures.

messages! {
    /// Headings and words of the report.
    pub enum GuidelinesLabel {
        /// Heading: what to do.
        ThisQuarter => { zh: "这个季度该做什么", en: "What to do this quarter" },
        /// Heading: families of causes.
        Families => { zh: "哪类根因在反复付代价", en: "Which causes keep costing us" },
        /// Head of a table: a family.
        Family => { zh: "类别", en: "Family" },
        /// Head of a table: incidents.
        Incidents => { zh: "事故", en: "Incidents" },
        /// Head of a table: a share.
        Share => { zh: "占比", en: "Share" },
        /// Head of a table: an interval.
        Interval => { zh: "95% 区间", en: "95% interval" },
        /// Heading: the rules.
        Rules => { zh: "规则，最紧要的在前", en: "The rules, the most urgent first" },
        /// Head of a table: a rule.
        Rule => { zh: "规则", en: "Rule" },
        /// Head of a table: what enforces it.
        Enforcement => { zh: "由什么保证", en: "What enforces it" },
        /// Before the root cause.
        RootCause => { zh: "根因", en: "Root cause" },
        /// Heading: why a rule is one.
        Why => { zh: "为什么", en: "Why" },
        /// Heading: the incidents of a rule.
        BehindIt => { zh: "背后的事故", en: "The incidents behind it" },
        /// The pattern was the defect to fix.
        Root => { zh: "根本原因", en: "root cause" },
        /// The pattern was the mechanism.
        Direct => { zh: "直接原因", en: "direct cause" },
        /// The pattern was a weakness.
        Latent => { zh: "潜在弱点", en: "latent weakness" },
        /// Link to a source.
        Source => { zh: "来源", en: "source" },
        /// Heading: wrong code.
        Wrong => { zh: "错误写法", en: "Wrong" },
        /// Heading: right code.
        Right => { zh: "正确写法", en: "Right" },
        /// Heading: what catches it.
        CaughtBy => { zh: "什么能拦住它", en: "What catches it" },
        /// Heading: first check.
        FirstCheck => { zh: "出事时先查什么", en: "When it happens, check first" },
        /// Before Go versions.
        GoVersions => { zh: "适用的 Go 版本", en: "Go versions" },
        /// Before incidents of a laboratory.
        Laboratory => { zh: "实验室复现（不计入次数）", en: "Shown in our laboratory (not counted)" },
        /// No rule.
        NoRule => { zh: "这个范围里没有事故，因此没有规则。", en: "No incident lies in this scope, so there is no rule." },
        /// Heading: appendix.
        Appendix => { zh: "附录：方法与局限", en: "Appendix: method and limits" },
        /// Heading: how rules are ranked.
        Ranking => { zh: "怎样排序", en: "How the rules are ranked" },
        /// Heading: limits.
        Limits => { zh: "局限", en: "Limits" },
        /// Heading: every rule with its factors.
        AllRules => { zh: "全部根因与各项因子", en: "Every root cause with its factors" },
        /// Head of a table.
        Frequency => { zh: "频度", en: "Frequency" },
        /// Head of a table.
        Severity => { zh: "严重度", en: "Severity" },
        /// Head of a table.
        Recency => { zh: "新近度", en: "Recency" },
        /// Head of a table.
        Preventability => { zh: "可预防度", en: "Preventability" },
        /// Head of a table.
        Score => { zh: "得分", en: "Score" },
        /// In small print below a chart.
        WhiskersAreIntervals => {
            zh: "横线是 95% Wilson 区间；一次事故可以有多个根因。浅色：不足 10 次，说不准。",
            en: "Whiskers are 95% Wilson intervals; one incident may have several root causes. Pale: fewer than 10 incidents, too few to tell.",
        },
        /// In small print below each page.
        MadeBy => { zh: "fupan 规范报告", en: "fupan guidelines report" },
        /// What stops it, in short: checks that run anyway.
        StandardShort => { zh: "默认检查", en: "default check" },
        /// What stops it, in short: a linter to switch on.
        OptInShort => { zh: "需启用的检查", en: "opt-in check" },
        /// What stops it, in short: tools at run time.
        RuntimeShort => { zh: "测试与运行时工具", en: "tests and run-time tools" },
        /// What stops it, in short: nothing but readers.
        ReviewShort => { zh: "仅靠评审", en: "review alone" },
    }
}

messages! {
    /// Sentences of the report.
    pub enum GuidelinesMessage {
        /// The title.
        Title { total: usize } => {
            zh: "{total} 次事故教给我们的编码规范",
            en: "Coding guidelines from {total} incidents",
        },
        /// The scope: everything.
        Everything => { zh: "范围：语料库中的全部服务", en: "Scope: every service of the corpus" },
        /// The scope: a team.
        OfTeam { team } => { zh: "范围：{team}负责的服务", en: "Scope: the services of {team}" },
        /// The scope: services.
        OfServices { services } => { zh: "范围：{services}", en: "Scope: {services}" },
        /// The scope: a team and services.
        OfTeamAndServices { team, services } => {
            zh: "范围：{team}负责的服务，以及 {services}",
            en: "Scope: the services of {team}, and {services}",
        },
        /// From when on incidents count.
        Since { since } => { zh: "自 {since} 起", en: "since {since}" },
        /// The day of the report.
        AsOf { date } => { zh: "截至 {date}", en: "as of {date}" },
        /// Summary: how far the rules reach.
        Reach { total: usize, first, last, rules: usize, covered: usize, share, low, high } => {
            zh: "{first} 至 {last} 共 {total} 次事故；下面 {rules} 条规则对应其中 {covered} 次的根因（{share}，95% 区间 {low}–{high}）。",
            en: "{total} incidents count here, from {first} to {last}; the rules below ({rules}) answer the root causes of {covered} of them ({share}, 95% interval {low}–{high}).",
        },
        /// Summary: too few incidents.
        TooFewIncidents { total: usize, needed: usize } => {
            zh: "只有 {total} 次事故，不到 {needed} 次：说不准哪种根因更常见，请读事故本身，不要看重次序。",
            en: "There are only {total} incidents, fewer than {needed}: too few to tell which cause is the more frequent one. Read the incidents and make nothing of the order.",
        },
        /// Summary: the most frequent family, beyond doubt.
        MostFrequent { families } => {
            zh: "最常见的是{families}；第一类与其后的区间不重叠，领先是可靠的。",
            en: "The most frequent families are {families}; the interval of the first lies above the others, so its lead is real.",
        },
        /// Summary: the most frequent families, whose order is open.
        MostFrequentOpen { families } => {
            zh: "最常见的是{families}；它们的区间重叠，先后次序并不确定。",
            en: "The most frequent families are {families}; their intervals overlap, so their order is open.",
        },
        /// A family within that sentence.
        FamilyShare { name, count: usize, share, low, high } => {
            zh: "{name}（{count} 次，{share}，{low}–{high}）",
            en: "{name} ({count}; {share}, {low}–{high})",
        },
        /// Summary: linters to switch on.
        SwitchOn { linters, rules: usize, incidents: usize } => {
            zh: "启用 {linters}：能查出下面 {rules} 条规则的错误写法，这些规则背后有 {incidents} 次事故。`fupan report guidelines --format golangci` 写出对应的 golangci-lint 配置。",
            en: "Switch on {linters}: that finds the wrong code of {rules} of the rules below, behind which stand {incidents} incidents. `fupan report guidelines --format golangci` writes the golangci-lint configuration.",
        },
        /// Summary: what of all linters could have found.
        LintersReach { incidents: usize, share, low, high } => {
            zh: "不要指望 linter 解决一切：全部事故中，只有 {incidents} 次（{share}，95% 区间 {low}–{high}）的根因是 linter 在与本库示例类似的代码里查得出的。",
            en: "Linters alone will not do: of all incidents only {incidents} ({share}, 95% interval {low}–{high}) have a root cause that a linter finds in code like our examples.",
        },
        /// Summary: what to review.
        Review { names, tools } => {
            zh: "没有 linter 查得出、要写进评审清单的：{names}。能让它们显形的：{tools}。",
            en: "Put on the review list what no linter finds: {names}. What shows it: {tools}.",
        },
        /// Summary: what to review, where nothing else finds it.
        ReviewAlone { names } => {
            zh: "没有工具查得出、要写进评审清单的：{names}。",
            en: "Put on the review list what no tool finds: {names}.",
        },
        /// How often, where it was the defect in all of them.
        Told { count: usize, total: usize, share, low, high } => {
            zh: "{total} 次事故中有 {count} 次以它为根本原因（{share}，95% 区间 {low}–{high}）",
            en: "The root cause of {count} of {total} incidents ({share}, 95% interval {low}–{high})",
        },
        /// How often it had another part.
        Beside { count: usize } => { zh: "另有 {count} 次起了别的作用", en: "a part of {count} more" },
        /// Too few to tell.
        TooFew => { zh: "次数太少，占比说不准", en: "too few to tell its share" },
        /// Enforced by checks that run anyway.
        Standard { checks } => {
            zh: "{checks} 能查出下面的错误写法，go vet 或 golangci-lint 默认就会运行它。",
            en: "{checks} finds the wrong code below; go vet or golangci-lint runs it by default.",
        },
        /// Enforced by checks to switch on.
        OptIn { checks } => {
            zh: "{checks} 能查出下面的错误写法，但要在 golangci-lint 里启用。",
            en: "{checks} finds the wrong code below, once it is switched on in golangci-lint.",
        },
        /// Found by tools alone.
        Runtime { tools } => {
            zh: "没有 linter 查得出；{tools}能在它发生时显示出来。",
            en: "No linter finds it; it shows when it happens: {tools}.",
        },
        /// Found by readers alone.
        ReviewOnly => { zh: "目前没有已知的工具查得出，只能靠代码评审。", en: "No tool is known to find it; a reader of the code does." },
        /// A setting that a check needs.
        NeedsSettings { settings } => { zh: "需要设置 {settings}", en: "needs {settings}" },
        /// More incidents.
        More { count: usize, id } => {
            zh: "还有 {count} 次：`fupan list --filter pattern:{id}`",
            en: "{count} more: `fupan list --filter pattern:{id}`",
        },
        /// Where the whole programs lie.
        Programs { id } => {
            zh: "完整程序在语料库的 `patterns/{id}/`，两种写法都能运行。",
            en: "The whole programs, which run, lie in the corpus at `patterns/{id}/`.",
        },
        /// How the factors make the score.
        Product { frequency, severity, recency, preventability, score } => {
            zh: "得分 {score} = 频度 {frequency} × 严重度 {severity} × 新近度 {recency} × 可预防度 {preventability}",
            en: "Score {score} = frequency {frequency} × severity {severity} × recency {recency} × preventability {preventability}",
        },
        /// Method: the score.
        MethodScore => {
            zh: "得分 = 频度 × 严重度 × 新近度 × 可预防度；得分相同时次数多的在前，再按编号。",
            en: "Score = frequency × severity × recency × preventability. Of equal scores the more frequent one comes first, then by id.",
        },
        /// Method: frequency.
        MethodFrequency => {
            zh: "频度：以它为根本原因的事故每次计 1，它起别的作用的每次计 0.5。占比只数前者，区间是 95% Wilson 区间。",
            en: "Frequency: 1 for each incident of which it was the root cause, 0.5 for each in which it had another part. Shares count the former alone, with 95% Wilson intervals.",
        },
        /// Method: severity.
        MethodSeverity => {
            zh: "严重度：各事故权重的平均，P0 为 8，P1 为 4，P2 为 2，P3 为 1，P4 为 0.5，提示级为 0.25；未定级的取范围内已定级者的平均，一个都没有定级时取 1。",
            en: "Severity: the mean weight of the incidents, P0 8, P1 4, P2 2, P3 1, P4 0.5, notice 0.25; an unrated one weighs as the mean of the rated ones of the scope, or 1 where none is rated.",
        },
        /// Method: recency.
        MethodRecency { date } => {
            zh: "新近度：每过三年减半，以 {date} 为准；取各事故的平均。",
            en: "Recency: halved every three years before {date}; the mean of the incidents.",
        },
        /// Method: preventability.
        MethodPreventability => {
            zh: "可预防度：编译器或默认检查能拦住为 1，需要启用的 linter 为 0.8，只有测试与运行时工具能显示为 0.5，只能靠评审为 0.25。",
            en: "Preventability: 1 where the compiler or a default check stops it, 0.8 where a linter must be switched on, 0.5 where only tests and run-time tools show it, 0.25 where only a reader does.",
        },
        /// Limits: nothing is rated.
        NoneRated { total: usize } => {
            zh: "{total} 次事故都没有定级，因此严重度不影响次序。",
            en: "None of the {total} incidents is rated, so severity does not change the order.",
        },
        /// Limits: some are rated.
        SomeRated { rated: usize, total: usize } => {
            zh: "{total} 次事故中有 {rated} 次定了级。",
            en: "{rated} of the {total} incidents are rated.",
        },
        /// Limits: what the corpus is.
        CorpusIsNoSample => {
            zh: "语料库收录的是写下来的事故，不是所有故障的抽样：占比说的是语料库，不是故障发生的概率。",
            en: "The corpus holds incidents that somebody wrote down and is no sample of all failures: shares are shares of the corpus, not odds of failing.",
        },
        /// Limits: what a linter is named for.
        LintersAreTried => {
            zh: "只有能查出本库错误写法、又不报正确写法的 linter 才会列出；别的代码里同样的缺陷它未必看得见。",
            en: "A linter is named only where it finds our wrong code and not the right one; it may miss the same defect in other code.",
        },
        /// Limits: the laboratory.
        LaboratoryApart { count: usize } => {
            zh: "另有 {count} 次实验室事故，是我们的程序有意失败的记录，只列出，不计入任何次数。",
            en: "{count} laboratory incidents, in which programs of ours fail on purpose, are named and counted nowhere.",
        },
        /// Limits: only a family is known.
        Unspecific { count: usize } => {
            zh: "有 {count} 次事故的根因只知道属于哪一类，没有对应的规则。",
            en: "Of {count} incidents only the family of the root cause is known; they call for no rule.",
        },
        /// Above the chart.
        ChartTitle => { zh: "各类根因占事故的比例", en: "Families of root causes, by share of incidents" },
        /// Below that title.
        ChartSubtitle { total: usize } => { zh: "{total} 次事故", en: "{total} incidents" },
        /// In the golangci-lint configuration: what it is.
        ConfigurationHead { total: usize, date } => {
            zh: "由 fupan report guidelines 根据 {total} 次事故生成，截至 {date}。",
            en: "Made by fupan report guidelines from {total} incidents, as of {date}.",
        },
        /// In the configuration: how to use it.
        ConfigurationUse => {
            zh: "只启用事故能说明理由的检查：可并入自己的配置，也可单独运行：golangci-lint run --config 本文件",
            en: "Only what incidents give a reason for: merge it into your configuration, or run it beside: golangci-lint run --config FILE",
        },
        /// In the configuration: the reason of a line.
        ConfigurationReason { id, count: usize, total: usize, share } => {
            zh: "{id}：{total} 次事故中 {count} 次的根本原因（{share}）",
            en: "{id}: the root cause of {count} of {total} incidents ({share})",
        },
        /// In the configuration: the incidents of a line.
        ConfigurationIncidents { ids } => { zh: "事故 {ids}", en: "incidents {ids}" },
        /// In the configuration: incidents beyond those named.
        ConfigurationMore { ids, count: usize } => { zh: "事故 {ids} 等 {count} 次", en: "incidents {ids} and others, {count} in all" },
        /// In the configuration: nothing to enforce.
        ConfigurationEmpty => {
            zh: "这个范围的事故没有 linter 查得出的根因",
            en: "no root cause of these incidents is one that a linter finds",
        },
        /// In the configuration: why tests are spared.
        ConfigurationTests => {
            zh: "测试里可以有意调用它们",
            en: "tests may call them on purpose",
        },
        /// In the configuration: generated code.
        ConfigurationGenerated => {
            zh: "生成的代码要改生成器",
            en: "generated code is mended in its generator",
        },
        /// The version and day of a report, in small print.
        Footer { version, date } => { zh: "fupan {version} · 截至 {date}", en: "fupan {version} · as of {date}" },
    }
}
