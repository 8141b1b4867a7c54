//! What the command line says: help, labels of its human forms, and complaints about its arguments.

messages! {
    /// Help of the command line.
    pub enum HelpMessage {
        /// What the program is.
        About => {
            zh: "fupan 复盘：Go 服务历史事故的知识图谱与检索",
            en: "fupan 复盘: a knowledge graph and search engine over past incidents of Go services",
        },
        /// Heading of how it is called.
        Usage => { zh: "用法", en: "Usage" },
        /// Heading of the verbs.
        Commands => { zh: "命令", en: "Commands" },
        /// Heading of the arguments.
        Arguments => { zh: "参数", en: "Arguments" },
        /// Heading of the options.
        Options => { zh: "选项", en: "Options" },
        /// The exit codes.
        ExitCodes => {
            zh: "退出码：0 完成（similar：见过）  10 相关  11 从未见过  1 失败  2 用法错误  3 输入看不懂  4 超时  5 拒绝  7 数据目录被占用",
            en: "Exit codes: 0 done (similar: known)  10 related  11 never seen  1 failed  2 usage  3 input not understood  4 timed out  5 refused  7 data directory in use",
        },
        /// `index`.
        Index => { zh: "把语料库的改动写入索引", en: "bring the index up to date with the corpus" },
        /// `index --rebuild`.
        Rebuild => { zh: "丢弃索引，从语料库整体重建", en: "drop the index and build it again from the corpus" },
        /// `search`.
        Search => { zh: "按文字查找事故（中文、英文、代码标识符）", en: "find incidents by words: Chinese, English, code identifiers" },
        /// `search QUERY`.
        Query => { zh: "要找的文字", en: "the words to find" },
        /// `--filter`.
        Filter => {
            zh: "只看符合的事故，可重复；键有 pattern、service、project、severity、origin、go、year、since、until",
            en: "only incidents that have this; may be repeated; keys: pattern, service, project, severity, origin, go, year, since, until",
        },
        /// `--cursor`.
        Cursor => {
            zh: "从上一页结束处继续，即答案给出的 cursor",
            en: "go on where the page before ended: the cursor that its answer gave",
        },
        /// `--complete`.
        Complete => {
            zh: "不搜索，只列出最后一个词的补全",
            en: "search for nothing, list what the last word may become",
        },
        /// `--limit`.
        Limit => { zh: "最多给出几条", en: "how many answers at most" },
        /// `show`.
        Show => { zh: "读一条：事故或模式，从解释、代码到来源", en: "read one entry, an incident or a pattern: from what it is to its sources" },
        /// `show ID`.
        ShowName => { zh: "事故或模式的编号或别名", en: "id or alias of an incident or pattern" },
        /// `list`.
        List => { zh: "列出事故或模式，可用 search 的过滤条件", en: "list incidents or patterns, with the filters of search" },
        /// `list WHAT`.
        ListWhat => { zh: "incidents（默认）或 patterns", en: "incidents (where nothing is given) or patterns" },
        /// `similar`.
        Similar => { zh: "这个故障以前见过吗？给出最像的事故、理由、修法", en: "have we seen this before? the most similar incidents, why, and how they were fixed" },
        /// A file argument.
        File => { zh: "panic、goroutine dump 或日志；- 或省略表示标准输入", en: "a panic, goroutine dump or log; - or nothing reads standard input" },
        /// `similar --text`.
        Text => { zh: "用一句话描述", en: "a sentence that describes it" },
        /// `similar --id`.
        LikeId => { zh: "与这个事故相似的其他事故（编号或别名）", en: "others like this incident (id or alias)" },
        /// `similar --exclude`.
        Exclude => { zh: "不考虑这个事故，可重复", en: "leave this incident out; may be repeated" },
        /// `diagnose`.
        Diagnose => { zh: "这份 panic、dump、竞态报告、profile 或日志显示了哪种根因，证据是哪几行", en: "which root cause a panic, dump, race report, profile or log shows, and by which lines" },
        /// `diagnose FILE…`.
        DiagnosedFiles => { zh: "panic、dump、profile 或日志；给出先后几份时还看什么在增长；- 或省略表示标准输入", en: "a panic, dump, profile or log; several, one after the other, also show what grows; - or nothing reads standard input" },
        /// `triage`.
        Triage => { zh: "一次看全：根因、见没见过、堆栈", en: "all at once: the root cause, whether it was seen before, the stacks" },
        /// `explain`.
        Explain => { zh: "把一份 panic、dump 或竞态报告写成一页归因报告：出了什么事、在哪里、先查什么", en: "a page that attributes a panic, dump or race report: what happened, where, what to check first" },
        /// `explain --source`.
        Source => { zh: "在这个目录里找栈上的源文件并显示前后几行，可重复", en: "find the source files of the stack in this folder and show the lines around; may be repeated" },
        /// `report onboarding`.
        ReportOnboarding => { zh: "新人先学什么：按预期影响排序的根因，各有要读的事故、要跑的程序和一道题", en: "what a newcomer should learn first: root causes by expected impact, each with an incident to read, a program to run and a question" },
        /// `--format` of a report.
        ReportFormat { formats } => { zh: "格式：{formats}（默认 md）", en: "format: {formats} (md where nothing is given)" },
        /// `fingerprint`.
        Fingerprint => { zh: "读出堆栈与指纹，肇事的排在最前", en: "read the stacks and their fingerprints, the culprit first" },
        /// `diff-dumps`.
        DiffDumps => { zh: "比较一组 dump：哪些 goroutine 在增长、多快", en: "compare a series of dumps: which goroutines grow, and how fast" },
        /// `diff-dumps DUMP…`.
        Dumps => { zh: "按时间先后给出的 dump；一个文件里可以有几份", en: "dumps in the order of time; one file may hold several" },
        /// `diff-dumps --interval`.
        Interval => { zh: "相邻两份 dump 的间隔，如 30s、5m；省略时看日志时间", en: "time between one dump and the next, such as 30s or 5m; from the log where nothing is given" },
        /// `diff-dumps --threshold`.
        Threshold => { zh: "一组超过多少个 goroutine 时标出（默认 5000）", en: "mark a group of more goroutines than this (5000 where nothing is given)" },
        /// `--all`.
        All => { zh: "显示全部，不折叠", en: "show all of them" },
        /// `lookup`.
        Lookup => { zh: "哪些事故有这个指纹", en: "which incidents hold a stack with this fingerprint" },
        /// `lookup FINGERPRINT`.
        FingerprintArgument => { zh: "指纹，如 v1f:…", en: "a fingerprint such as v1f:…" },
        /// `stats`.
        Stats => { zh: "统计", en: "statistics" },
        /// `stats root-causes`.
        RootCauses => { zh: "根因占比与 95% 置信区间", en: "shares of root causes with 95 % intervals" },
        /// `--by`.
        By => { zh: "按什么分组：pattern、group、trigger、service、project、month、quarter、year、go-version、severity", en: "what to group by: pattern, group, trigger, service, project, month, quarter, year, go-version, severity" },
        /// `--since`.
        Since => { zh: "只看此日期起的事故（2019、2019-05、2019-05-31）", en: "only incidents from this date on (2019, 2019-05, 2019-05-31)" },
        /// `report`.
        Report => { zh: "写报告", en: "write a report" },
        /// `report guidelines`.
        ReportGuidelines => {
            zh: "编码规范：哪些根因在反复付代价，哪条规则能拦住，由什么保证",
            en: "coding guidelines: which root causes keep costing, which rule stops each, and what enforces it",
        },
        /// `report --limit`.
        ReportLimit => {
            zh: "详细写出几条规则（默认 10；golangci 默认全部）",
            en: "how many rules are told in full (10 by default, all for golangci)",
        },
        /// `report --as-of`.
        AsOf => { zh: "以哪一天为准计算事故的新旧（默认今天）", en: "the day from which the age of incidents is counted (today by default)" },
        /// `report --templates`.
        ReportTemplates => { zh: "用此目录里的模板代替内置的", en: "take the templates of this folder in place of the built-in ones" },
        /// `report --output`.
        Output => { zh: "写入文件，不写标准输出", en: "write to a file and not to standard output" },
        /// `report --font`.
        Font => { zh: "PDF 首选的字体文件", en: "a font file that a PDF is set in before others" },
        /// `report templates`.
        TemplatesVerb => { zh: "列出内置模板，或写出来供修改", en: "list the built-in templates, or write them out to be changed" },
        /// `report templates --write`.
        TemplatesWrite => { zh: "把内置模板写到此目录，不覆盖已有文件", en: "write them into this folder; no file there is overwritten" },
        /// `--team`.
        Team => { zh: "只看此团队的服务（团队见语料库的 teams.yaml）", en: "only the services of this team (teams.yaml of the corpus names them)" },
        /// `--service`.
        Service => { zh: "只看此服务，可重复", en: "only this service; may be repeated" },
        /// `stats recurrence`.
        Recurrence => { zh: "修好之后同一处又出现的根因", en: "root causes that came back in the same place after they were fixed" },
        /// `stats times`.
        Times => { zh: "发现、响应、止损、恢复用了多久", en: "how long detection, response, mitigation and repair took" },
        /// `stats trends`.
        Trends => { zh: "哪些根因在上升或下降", en: "which root causes rise or fall" },
        /// `stats trends --period`.
        Period => { zh: "每列多长：month、quarter、year", en: "how long a column is: month, quarter, year" },
        /// `annotate`.
        Annotate => { zh: "给一个事故写批注、更正或决定", en: "add a note, correction or decision to an incident" },
        /// `annotate RPL`.
        AnnotateIncident => { zh: "事故的编号或别名", en: "id or alias of the incident" },
        /// `annotate --text`.
        AnnotateText => { zh: "内容", en: "what it says" },
        /// `annotate --kind`.
        AnnotateKind => { zh: "种类：note、correction、decision", en: "kind: note, correction, decision" },
        /// `annotate --field`.
        AnnotateField => { zh: "针对的字段：root_causes、trigger、resolution.fix、severity……", en: "the field it is about: root_causes, trigger, resolution.fix, severity …" },
        /// `annotate --value`.
        AnnotateValue => { zh: "更正后的值（默认就是内容）", en: "what belongs there (the text where nothing is given)" },
        /// `annotate --supersedes`.
        AnnotateSupersedes => { zh: "取代这个批注", en: "takes the place of this annotation" },
        /// `annotate --ref`.
        AnnotateRef => { zh: "相关的地址或编号（可重复）", en: "an address or id that it refers to (may be given again)" },
        /// `--until`.
        Until => { zh: "只看此日期为止的事故", en: "only incidents up to this date" },
        /// `--level`.
        Level => { zh: "模式树的层：1、2…… 或 leaf", en: "level of the tree of patterns: 1, 2 … or leaf" },
        /// `--under`.
        Under => { zh: "只看这个模式家族之内", en: "only within this family of patterns" },
        /// `stats --pattern`.
        StatsPattern => { zh: "只看根因属于这个模式或家族的事故", en: "only incidents with a root cause of this pattern or family" },
        /// `stats --format`.
        StatsFormat => { zh: "格式：table、json、svg", en: "format: table, json, svg" },
        /// `graph`.
        Graph => { zh: "根因图谱", en: "the root-cause graph" },
        /// `graph show`.
        GraphShow => { zh: "一个节点和它周围", en: "a node and what lies around it" },
        /// `graph show NODE`.
        Node => { zh: "节点（类型:名称），或事故、模式的编号", en: "a node (kind:name), or the id of an incident or pattern" },
        /// `--depth`.
        Depth => { zh: "走几步", en: "how many links away" },
        /// `--kinds`.
        Kinds => {
            zh: "只要这些类型的节点，用逗号隔开：incident、pattern、service、project、symbol、package、fingerprint、trigger、guideline、annotation、keyword",
            en: "nodes of these kinds alone, with commas between: incident, pattern, service, project, symbol, package, fingerprint, trigger, guideline, annotation, keyword",
        },
        /// `--paths`.
        Paths => { zh: "最多给出几条互不重叠的路径", en: "at most so many ways, which share no node" },
        /// `graph related`.
        GraphRelated => { zh: "与一个节点最接近的节点（个性化 PageRank）", en: "the nodes closest to one (personalised PageRank)" },
        /// `graph together`.
        GraphTogether => { zh: "事故中一起出现的模式、服务、符号", en: "patterns, services or symbols that incidents show together" },
        /// `graph together WHAT`.
        TogetherWhat => { zh: "一种类型（pattern、service、symbol 等）或一个节点", en: "a kind (pattern, service, symbol, …) or a node" },
        /// `graph communities`.
        GraphCommunities => { zh: "关系紧密的事故群组", en: "groups of incidents that hang together" },
        /// `graph path`.
        GraphPath => { zh: "两个节点怎样相连", en: "how two nodes are linked" },
        /// `graph export`.
        GraphExport => { zh: "导出整个图谱，或一个节点的周围", en: "write the whole graph, or what lies around a node" },
        /// `--format`.
        GraphFormat => { zh: "格式：json、dot、graphml、mermaid、svg", en: "format: json, dot, graphml, mermaid, svg" },
        /// `new`.
        New => { zh: "新建一份复盘草稿", en: "start the draft of a postmortem" },
        /// `new --title`.
        Title => { zh: "标题", en: "its title" },
        /// `new --date`.
        Date => { zh: "发生日期（默认今天）", en: "when it happened (today where nothing is given)" },
        /// `format`.
        Format => { zh: "把记录改写成规范写法，便于评审", en: "rewrite records in their canonical form, so that reviews show what changed" },
        /// `format PATH`.
        FormatPath => { zh: "目录或文件（默认整个语料库）", en: "a folder or file (the whole corpus where nothing is given)" },
        /// `format --check`.
        FormatCheck => { zh: "只检查，不改写；有文件要改写时退出码为 1", en: "rewrite nothing; exit 1 where a file would be" },
        /// `lint`.
        Lint => { zh: "检查语料库或其中一个文件", en: "check the corpus or one file of it" },
        /// `lint PATH`.
        LintPath => { zh: "目录或文件（默认整个语料库）", en: "a folder or file (the whole corpus where nothing is given)" },
        /// `lint --format`.
        LintFormat => { zh: "格式：human、json、sarif（默认 human）", en: "format: human, json, sarif (human where nothing is given)" },
        /// `doctor`.
        Doctor => { zh: "检查语料库、数据目录与索引是否可用", en: "check that corpus, data directory and index work" },
        /// `eval`.
        Eval => { zh: "在带标注的数据上测量 fupan 有多准", en: "measure on labelled data how well fupan does" },
        /// `eval --stacks`.
        EvalStacks => {
            zh: "带 labels.jsonl 的 dump 目录：指纹是否稳定、是否撞车，相似排序有多准",
            en: "a folder of dumps with labels.jsonl: are fingerprints stable and apart, how good is the ranking",
        },
        /// `eval --retrieval`.
        EvalRetrieval => {
            zh: "带标注的检索集目录（corpus.tsv、queries.tsv、qrels.tsv）：排序有多准、多快，与基线并列",
            en: "a labelled set (corpus.tsv, queries.tsv, qrels.tsv): how well and how fast text is found, beside baselines",
        },
        /// `eval --queries`.
        EvalQueries => {
            zh: "评测问题文件（JSON 行）或目录：在当前语料库上答得多准，与基线并列",
            en: "judged questions (JSON lines), a file or folder: how well they are answered over the corpus, beside baselines",
        },
        /// `eval --failures`.
        EvalFailures => { zh: "列出没答好的问题和给出的结果", en: "list the questions that were not answered as they should be, with what came" },
        /// `feedback`.
        Feedback => { zh: "记录一个答案对不对，留作评测", en: "keep what you say about an answer, to measure with" },
        /// `feedback --right`.
        FeedbackRight => { zh: "正确的事故（编号或别名），可多个", en: "incidents that are right (id or alias)" },
        /// `feedback --wrong`.
        FeedbackWrong => { zh: "没有帮助的事故（编号或别名），可多个", en: "incidents that do not help (id or alias)" },
        /// `feedback --novel`.
        FeedbackNovel => { zh: "语料库中没有类似的", en: "the corpus has nothing like it" },
        /// `feedback --by`.
        FeedbackBy => { zh: "谁说的（团队或角色）", en: "who says so: a team or a role" },
        /// `feedback --note`.
        FeedbackNote => { zh: "其他要说的", en: "what else there is to say" },
        /// `eval --ranking`.
        EvalRanking => {
            zh: "把每个 dump 最像的 50 个写入这个文件（JSON 行）",
            en: "write the 50 most similar of each dump to this file, as JSON lines",
        },
        /// `completions`.
        Completions => { zh: "生成 shell 补全脚本", en: "write a completion script for a shell" },
        /// `completions SHELL`.
        Shell => { zh: "bash、zsh、fish、elvish 或 powershell", en: "bash, zsh, fish, elvish or powershell" },
        /// `serve`.
        Serve => { zh: "启动 HTTP 接口（默认只监听本机）", en: "answer over HTTP (on this machine alone by default)" },
        /// `--listen`.
        Listen => { zh: "监听地址", en: "address to listen on" },
        /// `--json`.
        Json => { zh: "在标准输出给出一个 JSON 文档", en: "one JSON document on standard output" },
        /// `--lang`.
        Lang => { zh: "语言：zh 或 en（默认看 LANG）", en: "language: zh or en (from LANG where nothing is given)" },
        /// `--corpus`.
        Corpus => { zh: "语料库目录（FUPAN_CORPUS，默认 corpus）", en: "folder of the corpus (FUPAN_CORPUS, default corpus)" },
        /// `--data-dir`.
        DataDir => { zh: "数据目录（FUPAN_DATA_DIR，默认 .fupan）", en: "data directory (FUPAN_DATA_DIR, default .fupan)" },
        /// `--help`.
        Help => { zh: "显示帮助", en: "show this help" },
        /// `--version`.
        Version => { zh: "显示版本", en: "show the version" },
    }
}

messages! {
    /// What is wrong with the arguments, and what cannot be read or written around them.
    pub enum UsageMessage {
        /// An argument that no verb has.
        UnknownArgument { argument } => { zh: "不认识的参数 {argument}", en: "unknown argument {argument}" },
        /// A verb that does not exist.
        UnknownCommand { command } => { zh: "没有命令 {command}", en: "there is no command {command}" },
        /// No verb.
        MissingCommand => { zh: "缺少命令", en: "a command is missing" },
        /// A required argument is missing.
        MissingArgument { arguments } => { zh: "缺少参数 {arguments}", en: "missing: {arguments}" },
        /// A value is none of those possible.
        InvalidValue { argument, value } => { zh: "{argument} 的值 {value} 无效", en: "{value} is no value for {argument}" },
        /// A value is none of those possible, and those are few.
        InvalidChoice { argument, value, choices } => {
            zh: "{argument} 的值 {value} 无效，可用：{choices}",
            en: "{value} is no value for {argument}; choose from {choices}",
        },
        /// A value is missing.
        MissingValue { argument } => { zh: "{argument} 缺少值", en: "{argument} needs a value" },
        /// Arguments that exclude each other or come twice.
        Conflict { argument } => { zh: "{argument} 与其他参数冲突或重复", en: "{argument} conflicts with another argument or comes twice" },
        /// Something else.
        Invalid { reason } => { zh: "参数有误：{reason}", en: "wrong arguments: {reason}" },
        /// Where help is.
        SeeHelp => { zh: "运行 fupan --help 查看用法", en: "run fupan --help for how to use it" },
        /// A similar word.
        DidYouMean { word } => { zh: "是不是 {word}？", en: "did you mean {word}?" },
        /// Nothing to compare with.
        NothingAsked => {
            zh: "没有输入：给出文件、--text 或 --id，或从标准输入粘贴",
            en: "nothing was given: name a file, --text or --id, or pipe something in",
        },
        /// Nothing to measure on.
        NothingToMeasure => { zh: "没有指定数据：给出 --queries、--retrieval 或 --stacks", en: "nothing to measure on: give --queries, --retrieval or --stacks" },
        /// The clock gives no date.
        NoTime => { zh: "系统时钟的日期无效", en: "the clock of the system gives no valid date" },
        /// The output could not be written.
        OutputFailed { reason } => { zh: "无法写出结果：{reason}", en: "the answer cannot be written: {reason}" },
        /// The server could not start.
        CannotListen { address, reason } => { zh: "无法监听 {address}：{reason}", en: "cannot listen on {address}: {reason}" },
        /// A file is larger than what is read.
        TooLarge { path, limit: usize } => {
            zh: "{path} 太大，只读了前 {limit} MiB",
            en: "{path} is too large, the first {limit} MiB were read",
        },
    }
}

messages! {
    /// Words of the human forms.
    pub enum LabelMessage {
        /// Before an error.
        Error => { zh: "错误", en: "error" },
        /// Before a warning.
        Warning => { zh: "警告", en: "warning" },
        /// A report was written to a file.
        Written { path } => { zh: "已写入 {path}", en: "written to {path}" },
        /// Before a notice.
        Note => { zh: "提示", en: "note" },
        /// Before a hint.
        Hint => { zh: "建议", en: "hint" },
        /// Verdict: known.
        Known { percent: u32 } => { zh: "以前见过（把握 {percent}%）", en: "Seen before (confidence {percent}%)" },
        /// Verdict: related.
        Related { percent: u32 } => {
            zh: "没有见过一样的，但有相关的事故（把握 {percent}%）",
            en: "Not seen as such, but related incidents may help (confidence {percent}%)",
        },
        /// Verdict: novel.
        Novel { percent: u32 } => { zh: "从未见过（把握 {percent}%）", en: "Never seen (confidence {percent}%)" },
        /// Above hits that are only the nearest.
        NearestAnyway => { zh: "下面是最接近的，供参考：", en: "The nearest, for reference only:" },
        /// Before the words of the question that were found.
        Matched => { zh: "匹配", en: "matched" },
        /// Before words that stand for others.
        OtherWords => { zh: "换了说法", en: "other words" },
        /// Behind the last hit of a page.
        MoreHits { cursor } => { zh: "下一页：--cursor {cursor}", en: "next page: --cursor {cursor}" },
        /// Before the reasons.
        Why => { zh: "为什么", en: "why" },
        /// Before the fix.
        Fix => { zh: "怎么修的", en: "fix" },
        /// Where no fix is known.
        FixUnknown => { zh: "未知", en: "unknown" },
        /// Before the first check.
        FirstCheck => { zh: "先查", en: "check first" },
        /// Above search hits.
        Found { total: usize, shown: usize } => { zh: "找到 {total} 个事故，显示前 {shown} 个", en: "{total} incidents match, the best {shown} follow" },
        /// No search hit.
        NothingFound => { zh: "没有找到匹配的事故", en: "no incident matches" },
        /// A pattern that is shown.
        Shows { name, id, percent: u32 } => { zh: "{name}（{id}，把握 {percent}%）", en: "{name} ({id}, confidence {percent}%)" },
        /// Nothing is shown.
        NothingShown => { zh: "输入没有显示任何已知的根因", en: "the input shows no known root cause" },
        /// Nothing is shown for sure.
        NothingSure => { zh: "没有确定的根因，以下只是线索：", en: "No root cause is sure; these are only hints:" },
        /// An error with how often it occurs.
        FirstCause { cause, count: u64, line: u32 } => { zh: "首因：{cause}（{count} 次，首见第 {line} 行）", en: "First cause: {cause} ({count} ×, first in line {line})" },
        /// What was put around an error.
        PutAround => { zh: "层层包装", en: "wrapped by" },
        /// The parts of a joined error.
        JoinedErrors => { zh: "合并自", en: "joined from" },
        /// What a reader should mind.
        Mind => { zh: "注意", en: "mind" },
        /// A panic was raised again.
        RaisedAgain => { zh: "panic 被 recover 后又再次抛出", en: "the panic was recovered and raised again" },
        /// The stack is not that of the origin.
        LostStackOfOrigin => { zh: "打印的栈是再次 panic 处的，不是首因处的", en: "the stack is that of the second panic, not of the first" },
        /// The stack was cut.
        LostCutStack => { zh: "栈被截断", en: "the stack was cut off" },
        /// The value is not shown.
        LostValue => { zh: "只有类型和地址，看不到值", en: "a type and an address stand for the value" },
        /// The text of the first panic is not shown.
        LostFirstText => { zh: "第一次 panic 的文字没有打印", en: "the text of the first panic was not printed" },
        /// Heading of triage.
        WhatItShows => { zh: "根因", en: "What it shows" },
        /// Heading of triage.
        SeenBefore => { zh: "见没见过", en: "Seen before?" },
        /// Heading of triage.
        Stacks => { zh: "堆栈", en: "Stacks" },
        /// Fingerprint never seen.
        FingerprintUnknown { fingerprint } => { zh: "{fingerprint} 从未见过", en: "{fingerprint} was never seen" },
        /// Fingerprint seen.
        FingerprintKnown { fingerprint, count: usize } => { zh: "{fingerprint} 出现在 {count} 个事故中", en: "{fingerprint} was seen in {count} incidents" },
        /// Dates of a seen fingerprint.
        SeenBetween { first, last } => { zh: "{first} 至 {last}", en: "{first} to {last}" },
        /// No stack in the input.
        NoStack => { zh: "输入中没有能识别的堆栈", en: "the input holds no stack that can be read" },
        /// The culprit.
        Culprit => { zh: "肇事", en: "culprit" },
        /// Goroutines of a group.
        Goroutines { count: u32 } => { zh: "{count} 个 goroutine", en: "{count} goroutines" },
        /// One goroutine.
        OneGoroutine => { zh: "1 个 goroutine", en: "1 goroutine" },
        /// Java threads of a group.
        Threads { count: u32 } => { zh: "{count} 个线程", en: "{count} threads" },
        /// One Java thread.
        OneThread => { zh: "1 个线程", en: "1 thread" },
        /// What they are doing.
        State => { zh: "状态", en: "state" },
        /// The runtime's own stack.
        RuntimeStack => { zh: "运行时自己的栈", en: "the runtime's own stack" },
        /// Low information.
        LowInformation => { zh: "信息量低", en: "low information" },
        /// Frames left out.
        FoldedFrames { count: usize, packages } => { zh: "… {packages} 的 {count} 个帧", en: "… {count} frames of {packages}" },
        /// One frame left out.
        FoldedFrame { package } => { zh: "… {package} 的 1 个帧", en: "… 1 frame of {package}" },
        /// More stacks.
        MoreStacks { count: usize, goroutines: u64 } => {
            zh: "还有 {count} 组，共 {goroutines} 个 goroutine（--all 显示全部）",
            en: "groups not shown: {count}, goroutines in them: {goroutines} (--all shows them)",
        },
        /// What happened how often.
        Events => { zh: "事件", en: "events" },
        /// A part that could not be read.
        UnreadPart { code, start: usize, end: usize } => { zh: "字节 {start}–{end} 没能读懂：{code}", en: "bytes {start}–{end} could not be read: {code}" },
        /// Family fingerprint.
        Family => { zh: "家族指纹", en: "family" },
        /// Exact fingerprint.
        Exact => { zh: "精确指纹", en: "exact" },
        /// Column: count.
        Count => { zh: "次数", en: "count" },
        /// Column: share.
        Share => { zh: "占比", en: "share" },
        /// Column: interval.
        Interval => { zh: "95% 区间", en: "95 % interval" },
        /// Column: name.
        Name => { zh: "名称", en: "name" },
        /// Rows left out.
        MoreRows { count: usize } => { zh: "还有 {count} 行（--limit 可放宽，--json 可看全部）", en: "{count} more rows (raise --limit, or --json shows all)" },
        /// Above an evaluation of stacks.
        EvaluatedDumps { labelled: usize, read: usize, without_stack: usize } => {
            zh: "标注了 {labelled} 个 dump，读入 {read} 个，其中 {without_stack} 个没有堆栈",
            en: "{labelled} dumps labelled, {read} read, {without_stack} of them without a stack",
        },
        /// Heading: agreement of families.
        FamiliesAgree => {
            zh: "不同 Go 版本下同一故障的家族指纹",
            en: "One failure under different releases of Go: its family",
        },
        /// Column: how a dump was taken.
        DumpKind => { zh: "种类", en: "kind" },
        /// Column: pairs.
        Pairs => { zh: "对数", en: "pairs" },
        /// Column: culprits of one family.
        CulpritEqual => { zh: "肇事相同", en: "culprit equal" },
        /// Column: any family in common.
        AnyShared => { zh: "任一相同", en: "any shared" },
        /// Row: all kinds.
        AllKinds => { zh: "全部", en: "all" },
        /// Row: what a failing program prints.
        CrashKinds => { zh: "崩溃输出", en: "crashes" },
        /// Row: what was asked for.
        DumpKinds => { zh: "主动抓取", en: "dumps" },
        /// Heading: families of several groups.
        FamiliesCollide { informative: usize, low_information: usize } => {
            zh: "不同故障共用的家族指纹：{informative} 个，另有信息量低的 {low_information} 个",
            en: "Families of several bugs: {informative}, and {low_information} of low information",
        },
        /// One family of several groups.
        SharedByGroups { count: usize } => { zh: "{count} 组", en: "{count} groups" },
        /// More collisions.
        MoreCollisions { count: usize } => { zh: "还有 {count} 个（--json 可看全部）", en: "{count} more (--json shows all)" },
        /// Heading: the ranking.
        RankingOfDumps { queries: usize } => {
            zh: "相似排序（{queries} 个有同组 dump 的查询）",
            en: "Ranking by similarity ({queries} queries whose group has another dump)",
        },
        /// First candidate is right.
        FirstIsRight => { zh: "第一个就对 RR@1", en: "first is right, RR@1" },
        /// Mean reciprocal rank.
        MeanReciprocalRank => { zh: "平均倒数排名 MRR", en: "mean reciprocal rank" },
        /// Known or new.
        KnownOrNew => { zh: "见过与没见过可分 AUC", en: "known told from new, AUC" },
        /// A figure that nothing was there for.
        NoFigure => { zh: "—", en: "—" },
        /// What an index run did.
        Indexed {
            incidents: usize,
            patterns: usize,
            annotations: usize,
            stacks: usize,
            glossary_groups: usize,
            read: usize,
        } => {
            zh: "索引已是最新：{incidents} 个事故，{patterns} 个模式，{annotations} 条批注，{stacks} 个堆栈，{glossary_groups} 组术语；本次读取 {read} 个文件",
            en: "the index is up to date: {incidents} incidents, {patterns} patterns, {annotations} annotations, {stacks} stacks, {glossary_groups} glossary groups; {read} files read this time",
        },
        /// Problems of the corpus.
        Problems { count: usize } => { zh: "{count} 处问题", en: "{count} problems" },
        /// Nothing wrong.
        LintClean { files: usize } => { zh: "检查了 {files} 个文件，没有问题", en: "{files} files checked, nothing wrong" },
        /// Something wrong.
        LintFound { files: usize, errors: usize, warnings: usize } => {
            zh: "检查了 {files} 个文件：{errors} 个错误，{warnings} 个警告",
            en: "{files} files checked: {errors} errors, {warnings} warnings",
        },
        /// Files were rewritten.
        Formatted { files: usize, changed: usize } => { zh: "检查了 {files} 个文件，改写 {changed} 个", en: "{files} files looked at, {changed} rewritten" },
        /// Files would be rewritten.
        WouldFormat { files: usize, changed: usize } => { zh: "检查了 {files} 个文件，有 {changed} 个不是规范写法", en: "{files} files looked at, {changed} not in canonical form" },
        /// A draft was written.
        DraftWritten { path } => { zh: "已写好草稿 {path}，请补全后运行 fupan lint", en: "wrote the draft {path}; fill it in, then run fupan lint" },
        /// The server listens.
        Listening { address } => { zh: "正在监听 http://{address}", en: "listening on http://{address}" },
        /// The server ends.
        Stopping => { zh: "正在停止", en: "stopping" },
        /// Progress: reading.
        Reading => { zh: "读取", en: "reading" },
        /// Progress: indexing.
        Indexing => { zh: "索引", en: "indexing" },
        /// Progress: publishing.
        Publishing => { zh: "发布", en: "publishing" },
    }
}

impl LabelMessage {
    /// What an input does not let be seen of an error, by its code: `stack_of_origin`.
    #[must_use]
    pub fn of_loss(code: &str) -> Option<Self> {
        Some(match code {
            "stack_of_origin" => Self::LostStackOfOrigin,
            "cut_stack" => Self::LostCutStack,
            "value" => Self::LostValue,
            "first_text" => Self::LostFirstText,
            _ => return None,
        })
    }
}

messages! {
    /// What an examination of the installation finds.
    pub enum FindingMessage {
        /// The corpus is there.
        CorpusReadable { path, files: usize } => { zh: "语料库 {path}：{files} 个文件", en: "corpus {path}: {files} files" },
        /// The corpus is not there.
        CorpusMissing { path } => { zh: "找不到语料库 {path}", en: "there is no corpus at {path}" },
        /// The corpus has problems.
        CorpusProblems { count: usize } => { zh: "语料库有 {count} 处问题（fupan lint）", en: "the corpus has {count} problems (see fupan lint)" },
        /// The corpus is clean.
        CorpusClean => { zh: "语料库没有问题", en: "the corpus has no problems" },
        /// There is no index yet.
        NoIndex { path } => { zh: "数据目录 {path} 还没有索引，第一次查询时会自动建立", en: "the data directory {path} holds no index yet; the first question makes one" },
        /// The index is current.
        IndexCurrent { path, incidents: usize } => { zh: "数据目录 {path} 的索引是最新的：{incidents} 个事故", en: "the index in {path} is up to date: {incidents} incidents" },
        /// The index is behind.
        IndexBehind { path } => { zh: "数据目录 {path} 的索引落后于语料库，下次查询时会自动更新", en: "the index in {path} is behind the corpus; the next question updates it" },
        /// The index is damaged.
        IndexDamaged { path, reason } => { zh: "数据目录 {path} 的索引已损坏（{reason}），下次查询时会重建", en: "the index in {path} is damaged ({reason}); the next question builds it again" },
        /// The data directory can be written.
        Writable { path } => { zh: "数据目录 {path} 可写", en: "the data directory {path} can be written" },
        /// The data directory cannot be written.
        NotWritable { path, reason } => { zh: "数据目录 {path} 不可写：{reason}", en: "the data directory {path} cannot be written: {reason}" },
        /// Another process is writing.
        InUse { path, process } => { zh: "进程 {process} 正在写数据目录 {path}", en: "process {process} is writing the data directory {path}" },
        /// The data directory comes from a newer release.
        Newer { path, found: u32 } => { zh: "数据目录 {path} 由更新版本写成（格式 {found}）", en: "the data directory {path} was written by a newer release (format {found})" },
    }
}
