//! What the engine says: failures, notices beside an answer, and the reasons of a hit.

messages! {
    /// Why the engine could not do what it was asked.
    pub enum FailureMessage {
        /// There is no corpus and no view of one.
        NoCorpus { path } => {
            zh: "找不到语料库 {path}，也没有可用的索引",
            en: "there is no corpus at {path}, and no index of one either",
        },
        /// The corpus cannot be listed.
        CorpusUnreadable { path, reason } => {
            zh: "无法读取语料库 {path}：{reason}",
            en: "the corpus at {path} cannot be read: {reason}",
        },
        /// Another process is writing.
        InUse { path, process } => {
            zh: "数据目录 {path} 正被进程 {process} 写入",
            en: "the data directory {path} is in use by process {process}",
        },
        /// The data directory comes from a newer release.
        NewerFormat { path, found: u32, supported: u32 } => {
            zh: "数据目录 {path} 由更新版本的 fupan 写成（格式 {found}，本程序最多支持 {supported}）",
            en: "the data directory {path} was written by a newer fupan (format {found}, this one reads up to {supported})",
        },
        /// The system does not let the data directory be read or written.
        Unusable { path, reason } => {
            zh: "数据目录 {path} 无法使用：{reason}",
            en: "the data directory {path} cannot be used: {reason}",
        },
        /// The index could not be written or read.
        Index { path, reason } => {
            zh: "索引 {path} 出错：{reason}",
            en: "the index in {path} failed: {reason}",
        },
        /// Nothing was asked.
        EmptyQuery => {
            zh: "查询是空的：请给出一句话、一段 panic 或一个 goroutine dump",
            en: "the query is empty: give a sentence, a panic or a goroutine dump",
        },
        /// The input is neither text nor a stack.
        NotUnderstood => {
            zh: "看不懂这段输入：既不是文本，也不含能识别的堆栈",
            en: "the input was not understood: it is neither text nor a stack that can be read",
        },
        /// There is nothing in the input.
        InputEmpty => { zh: "输入是空的：没有可解释的", en: "the input is empty: there is nothing to explain" },
        /// The input is no text.
        InputBinary => {
            zh: "输入不是文本，也不是能打开的 profile 或压缩的 dump",
            en: "the input is neither text nor a profile or compressed dump that can be opened",
        },
        /// A profile without what could be told of.
        InputOtherProfile => {
            zh: "输入是一份 profile，没有一个已知模式占到足够的份额，也没有 goroutine 的堆栈",
            en: "the input is a profile in which no known pattern has a large enough share, without stacks of goroutines",
        },
        /// No stack, no error, no sign.
        InputTellsNothing => {
            zh: "输入没有说明任何故障：没有能识别的堆栈、错误文字，也没有显示根因的行",
            en: "the input tells of no failure: no stack that can be read, no error text, no line that shows a root cause",
        },
        /// A filter has no meaning.
        InvalidFilter { filter } => {
            zh: "过滤条件 {filter} 无效，应写成 键:值，例如 service:etcd、since:2023-04、go:1.22",
            en: "{filter} is no filter: write key:value, such as service:etcd, since:2023-04 or go:1.22",
        },
        /// A cursor is none, or one of another query.
        InvalidCursor { cursor } => {
            zh: "翻页位置 {cursor} 不属于这个查询；请从第一页开始",
            en: "the cursor {cursor} is not one of this query; start with the first page",
        },
        /// Neither an incident nor a pattern.
        UnknownEntry { name } => {
            zh: "没有叫 {name} 的事故或模式",
            en: "there is no incident or pattern {name}",
        },
        /// No incident has the id.
        UnknownIncident { id } => {
            zh: "没有编号或别名为 {id} 的事故",
            en: "no incident has the id or alias {id}",
        },
        /// Nothing was said about an answer.
        NothingSaid => {
            zh: "没有说明答案对不对：给出 --right、--wrong 或 --novel",
            en: "nothing was said about the answer: give --right, --wrong or --novel",
        },
        /// What was said about an answer contradicts itself.
        SaidBoth { id } => {
            zh: "自相矛盾：{id} 既对又不对，或既没见过又有正确答案",
            en: "this contradicts itself: {id} is right and wrong, or right for what was never seen",
        },
        /// An annotation without a text or without an author.
        EmptyRemark => { zh: "批注需要内容和署名", en: "an annotation needs a text and somebody who says it" },
        /// A correction that names no field.
        NoCorrectedField { field, fields } => {
            zh: "更正需要指明字段（“{field}” 不是）：{fields}",
            en: "a correction names a field (“{field}” is none): {fields}",
        },
        /// A correction with a value that does not fit.
        NoValueOfField { field, value } => { zh: "“{value}” 不能作为 {field} 的值", en: "“{value}” is no value of {field}" },
        /// No annotation has the id.
        UnknownAnnotation { id, incident } => { zh: "{incident} 没有批注 {id}", en: "{incident} has no annotation {id}" },
        /// No team has the id.
        UnknownTeam { id, path } => {
            zh: "{path} 里没有团队 {id}",
            en: "{path} names no team {id}",
        },
        /// No node of the graph has the id.
        UnknownNode { id } => {
            zh: "图谱中没有节点 {id}",
            en: "the graph has no node {id}",
        },
        /// Two nodes are not linked.
        NoPath { from, to } => {
            zh: "{from} 与 {to} 之间没有路径",
            en: "no path leads from {from} to {to}",
        },
        /// A draft would overwrite a file.
        AlreadyThere { path } => {
            zh: "{path} 已经存在，没有覆盖",
            en: "{path} exists already and was left alone",
        },
        /// A file that was named could not be read.
        CannotRead { path, reason } => {
            zh: "无法读取 {path}：{reason}",
            en: "{path} cannot be read: {reason}",
        },
        /// A file could not be written.
        CannotWrite { path, reason } => {
            zh: "无法写入 {path}：{reason}",
            en: "{path} cannot be written: {reason}",
        },
    }
}

messages! {
    /// What a reader should do about a failure.
    pub enum HintMessage {
        /// How to point at a corpus or start one.
        StartCorpus => {
            zh: "用 --corpus 指定语料库目录，或用 fupan new 新建第一份复盘",
            en: "point at one with --corpus, or start one with fupan new",
        },
        /// How to get past a lock.
        WaitForWriter => {
            zh: "稍后重试，或用 --data-dir 另选目录",
            en: "try again later, or choose another directory with --data-dir",
        },
        /// How to get past a newer format.
        UpgradeOrRebuild => {
            zh: "请升级 fupan，或用 --data-dir 另选目录；索引可以随时从语料库重建",
            en: "upgrade fupan, or choose another directory with --data-dir; an index can always be built again from the corpus",
        },
        /// Ids that look like the one that was given.
        DidYouMean { ids } => {
            zh: "是不是：{ids}",
            en: "did you mean: {ids}",
        },
        /// How to look a sentence up.
        AskSimilar => {
            zh: "如果这是一句描述，用 fupan similar 查找",
            en: "where it is a description in words, ask fupan similar",
        },
        /// How to see the problems.
        RunLint => {
            zh: "用 fupan lint 查看详情",
            en: "run fupan lint to see them",
        },
    }
}

messages! {
    /// What should be known beside an answer.
    pub enum NoticeMessage {
        /// The index is behind the corpus and somebody else is writing it.
        AnsweredFromLastView { process } => {
            zh: "语料库有改动，但进程 {process} 正在更新索引；以下答案来自上一个索引",
            en: "the corpus has changed, but process {process} is updating the index; this answer comes from the last one",
        },
        /// The index is behind the corpus and cannot be written.
        ViewIsBehind { reason } => {
            zh: "语料库有改动，但索引无法更新（{reason}）；以下答案来自上一个索引",
            en: "the corpus has changed, but the index cannot be updated ({reason}); this answer comes from the last one",
        },
        /// The corpus is gone; its last view answers.
        CorpusGone { path } => {
            zh: "找不到语料库 {path}；以下答案来自上一个索引",
            en: "there is no corpus at {path}; this answer comes from the last index",
        },
        /// The corpus holds no incident.
        EmptyCorpus { path } => {
            zh: "语料库 {path} 里没有任何事故",
            en: "the corpus at {path} holds no incident",
        },
        /// Some files of the corpus could not be taken.
        ProblemsInCorpus { count: usize } => {
            zh: "语料库有 {count} 处问题，相关文件可能没有被索引（用 fupan lint 查看）",
            en: "the corpus has {count} problems, files with errors may not be in the index (see fupan lint)",
        },
        /// A damaged part of the data directory was moved aside.
        MovedAside { from, to, reason } => {
            zh: "{from} 已损坏（{reason}），已移到 {to} 并重建",
            en: "{from} was damaged ({reason}); it was moved to {to} and built again",
        },
        /// An older release wrote the index.
        OtherRelease => {
            zh: "索引由旧版本写成，已从语料库整体重建",
            en: "an older release had written the index; it was built again from the corpus",
        },
        /// The text of the index was analysed in another way.
        OtherAnalysis => {
            zh: "文本分析方式或词典有变，索引已从语料库整体重建",
            en: "the analysis of text or its dictionary changed; the index was built again from the corpus",
        },
        /// The index was damaged.
        ViewDamaged { reason } => {
            zh: "索引已损坏（{reason}），已从语料库重建",
            en: "the index was damaged ({reason}) and was built again from the corpus",
        },
        /// The input was compressed, and not all of it can be read.
        DamagedCompression => {
            zh: "输入的 gzip 数据已损坏或不完整，只读到坏处之前",
            en: "the gzip data of the input is damaged or ends too early; what comes before was read",
        },
        /// The input is a profile, and not all of it can be read.
        DamagedProfile => {
            zh: "输入的 profile 已损坏，只读到坏处之前",
            en: "the profile of the input is damaged; what comes before was read",
        },
        /// The input holds more than is read.
        OpenedInPart => {
            zh: "输入展开后过大，只读了前面一部分",
            en: "the input is too large once opened; the first part of it was read",
        },
        /// The stack says little.
        LowInformation => {
            zh: "堆栈里没有业务代码的帧，信息量低，匹配结果仅供参考",
            en: "the stack has no frame of the application, so it tells little; take its matches as hints",
        },
        /// Parts of the input were not understood.
        InputProblems { count: usize } => {
            zh: "输入中有 {count} 处没能读懂，其余部分已处理",
            en: "{count} parts of the input could not be read; the rest was used",
        },
        /// What was kept of a text.
        FeedbackCut { bytes: usize } => {
            zh: "内容很长，只记录了前 {bytes} 字节",
            en: "the text is long; its first {bytes} bytes were kept",
        },
        /// No incident has the quoted words one behind the other.
        PhraseNotFound { phrases } => {
            zh: "没有事故逐字包含“{phrases}”，改为按其中的词查找",
            en: "no incident says “{phrases}” word for word; its words were searched for",
        },
        /// The input was cut for the text search.
        InputCut { bytes: usize } => {
            zh: "输入很长，文本检索只用了其中 {bytes} 字节",
            en: "the input is long; the text search used {bytes} bytes of it",
        },
    }
}

messages! {
    /// Why an incident is like what was asked.
    pub enum ReasonMessage {
        /// A stack of the incident has the fingerprint.
        SameFingerprint { fingerprint } => {
            zh: "家族指纹相同：{fingerprint}",
            en: "same family fingerprint: {fingerprint}",
        },
        /// The stacks have frames in common.
        SharedFrames { count: usize, frames, percent: u32 } => {
            zh: "堆栈有 {count} 个相同的函数（相似度 {percent}%）：{frames}",
            en: "{count} functions in common on the stack (similarity {percent}%): {frames}",
        },
        /// The texts have words in common.
        SharedTerms { terms, percent: u32 } => {
            zh: "文字匹配（覆盖查询的 {percent}%）：{terms}",
            en: "words in common (covering {percent}% of the query): {terms}",
        },
        /// The incident says it in other words or another spelling.
        OtherWords { pairs } => {
            zh: "换了说法或写法：{pairs}",
            en: "in other words or spelling: {pairs}",
        },
        /// The input shows a pattern that is a cause of the incident.
        ShownCause { zh, en, pattern, confidence } => {
            zh: "输入表现出{zh}（{pattern}，{confidence}），正是它的原因",
            en: "the input shows {en} ({pattern}, {confidence}), its cause",
        },
        /// Both show one root-cause pattern.
        SamePattern { zh, en, pattern } => {
            zh: "根因模式相同：{zh}（{pattern}）",
            en: "same root-cause pattern: {en} ({pattern})",
        },
        /// Both name one Go function or type.
        SameSymbol { symbol } => {
            zh: "都涉及 {symbol}",
            en: "both involve {symbol}",
        },
        /// Both happened in one service.
        SameService { service } => {
            zh: "同一服务：{service}",
            en: "same service: {service}",
        },
        /// Both happened in one project.
        SameProject { project } => {
            zh: "同一项目：{project}",
            en: "same project: {project}",
        },
        /// Both name something else: a package, a trigger, a rule, a word. `named_zh` and `named_en` are its names.
        BothName { named_zh, named_en } => {
            zh: "都涉及：{named_zh}",
            en: "both name: {named_en}",
        },
        /// The corpus says that they are related.
        RecordedRelation { id } => {
            zh: "复盘中记录了它与 {id} 有关",
            en: "recorded as related to {id}",
        },
    }
}

messages! {
    /// What is wrong with a labelled dump.
    pub enum LabelledDumpMessage {
        /// A line of the labels has another form.
        InvalidLabel { reason } => {
            zh: "这一行标注读不懂：{reason}",
            en: "this line of the labels cannot be read: {reason}",
        },
        /// The dump is not there.
        Missing => { zh: "没有这个文件", en: "no such file" },
        /// The system does not give the dump.
        Unreadable { reason } => { zh: "无法读取：{reason}", en: "cannot be read: {reason}" },
        /// Packed or binary.
        NotText => {
            zh: "不是文本（压缩或二进制的 profile）",
            en: "not text (a packed or binary profile)",
        },
    }
}
