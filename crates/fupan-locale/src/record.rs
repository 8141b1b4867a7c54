//! What can be wrong with a written record, and what a draft asks for.

messages! {
    /// What is wrong with a file of the corpus, at the place that the problem names beside it.
    pub enum RecordMessage {
        /// Set before the message of a problem that does not stop anything.
        Warning { message } => { zh: "警告：{message}", en: "warning: {message}" },
        /// The rest is not shown.
        MoreProblems { limit: usize } => {
            zh: "问题太多，只列出前 {limit} 个",
            en: "too many problems, only the first {limit} are listed",
        },

        /// The file or folder cannot be read.
        NotReadable { reason } => { zh: "无法读取：{reason}", en: "cannot be read: {reason}" },
        /// A symbolic link that leads out of the corpus.
        LeavesCorpus => {
            zh: "符号链接指向语料库之外，已跳过",
            en: "a symbolic link that leads out of the corpus; not followed",
        },
        /// An incident's folder lacks its one required file.
        NoPostmortem => {
            zh: "事故目录里没有 postmortem.md",
            en: "this incident's folder has no postmortem.md",
        },
        /// Folders are nested too deep.
        FoldersTooDeep { limit: usize } => {
            zh: "目录嵌套超过 {limit} 层，已跳过",
            en: "folders nested more than {limit} deep; not entered",
        },

        /// Comments that rewriting would lose.
        HasComments => {
            zh: "文件里有注释，规范写法放不下，保持原样",
            en: "has comments, for which the canonical form has no place; left as it is",
        },
        /// The file is too large to be a record.
        TooLarge { limit: u64 } => {
            zh: "文件超过 {limit} 字节，不像是一条记录；大文件请放进 evidence/",
            en: "larger than {limit} bytes, too large for a record; large files belong into evidence/",
        },
        /// Not UTF-8.
        NotUtf8 => { zh: "不是有效的 UTF-8 文本", en: "not valid UTF-8" },
        /// A NUL byte.
        NulByte => { zh: "含有 NUL 字节", en: "a NUL byte" },
        /// The file does not begin with front matter.
        NoFrontMatter => {
            zh: "文件要以一行 --- 开头（YAML 头部）",
            en: "the file must begin with a line --- (its front matter)",
        },
        /// The second fence is missing.
        UnclosedFrontMatter => {
            zh: "头部没有结束：缺少第二行 ---",
            en: "the front matter is not closed: a second line --- is missing",
        },
        /// YAML without any value.
        EmptyYaml => { zh: "YAML 是空的", en: "the YAML is empty" },
        /// It is no YAML.
        NotYaml { reason } => { zh: "YAML 语法错误：{reason}", en: "not YAML: {reason}" },
        /// The line is no JSON.
        NotJson { reason } => { zh: "JSON 语法错误：{reason}", en: "not JSON: {reason}" },
        /// More than one YAML document.
        SeveralDocuments => {
            zh: "只能有一个 YAML 文档",
            en: "there must be one YAML document only",
        },
        /// Nested too deep.
        TooDeep { limit: usize } => { zh: "嵌套超过 {limit} 层", en: "nested more than {limit} deep" },
        /// Too many values.
        TooManyValues { limit: usize } => { zh: "值超过 {limit} 个", en: "more than {limit} values" },
        /// An anchor or alias.
        NoAliases => {
            zh: "记录里不能用 YAML 锚点和别名（& 和 *）；若本来就是文字，请加引号",
            en: "a record has no YAML anchors and aliases (& and *); quote it where it is text",
        },
        /// A tag.
        NoTags => {
            zh: "记录里不能用 YAML 标签（!）；若本来就是文字，请加引号",
            en: "a record has no YAML tags (!); quote it where it is text",
        },
        /// A key that is a list or a mapping.
        KeyIsNoName => { zh: "字段名必须是一个词", en: "a field's name must be a word" },

        /// A field stands twice.
        DuplicateField { field } => { zh: "字段 {field} 重复出现", en: "field {field} stands here twice" },
        /// No such field.
        UnknownField { field } => { zh: "未知的字段 {field}", en: "unknown field {field}" },
        /// No such field, but one of almost that name.
        UnknownFieldNear { field, nearest } => {
            zh: "未知的字段 {field}；是不是 {nearest}？",
            en: "unknown field {field}; is it {nearest}?",
        },
        /// A required field is not there.
        MissingField { field } => { zh: "缺少必填字段 {field}", en: "required field {field} is missing" },
        /// A list or fields stand where text belongs.
        ExpectedText => { zh: "这里应该是文字", en: "text belongs here" },
        /// Something else stands where a list belongs.
        ExpectedList => { zh: "这里应该是列表", en: "a list belongs here" },
        /// Two teams of one id.
        TeamTwice { id } => { zh: "已经有叫 {id} 的团队了", en: "there is a team {id} already" },
        /// A team without services and projects.
        TeamOfNothing => {
            zh: "这个团队既没有 services，也没有 projects",
            en: "this team has neither services nor projects",
        },
        /// Something else stands where fields belong.
        ExpectedFields { fields } => {
            zh: "这里应该是字段（{fields}）",
            en: "fields belong here ({fields})",
        },
        /// Something else stands where fields or the word unknown belong.
        ExpectedFieldsOrUnknown { fields } => {
            zh: "这里应该是字段（{fields}），或者 unknown 一词",
            en: "fields belong here ({fields}), or the word unknown",
        },
        /// Neither true nor false.
        ExpectedTruth { value } => {
            zh: "{value} 应该是 true 或 false",
            en: "{value} should be true or false",
        },
        /// No whole number, or too large a one.
        ExpectedWhole { value, most: u64 } => {
            zh: "{value} 应该是 0 到 {most} 的整数",
            en: "{value} should be a whole number from 0 to {most}",
        },
        /// No number.
        ExpectedNumber { value } => { zh: "{value} 应该是数字", en: "{value} should be a number" },
        /// None of the words that may stand here.
        UnknownWord { value, allowed } => {
            zh: "{value} 不是可用的值；可用：{allowed}",
            en: "{value} is none of the possible values: {allowed}",
        },
        /// None of the words that may stand here, but close to one.
        UnknownWordNear { value, allowed, nearest } => {
            zh: "{value} 不是可用的值；是不是 {nearest}？可用：{allowed}",
            en: "{value} is none of the possible values; is it {nearest}? Possible: {allowed}",
        },
        /// A text in neither language.
        NoText => {
            zh: "没有文字：zh 和 en 至少写一个",
            en: "no text: write zh, en or both",
        },
        /// A required text is blank.
        BlankText => { zh: "文字是空的", en: "the text is blank" },
        /// No postmortem id.
        NotPostmortemId { value } => {
            zh: "{value} 不是 RPL-2024-0892 这种形式的编号",
            en: "{value} is no id of the form RPL-2024-0892",
        },
        /// No pattern id.
        NotPatternId { value } => {
            zh: "{value} 不是 conc.deadlock.self-lock 这种形式的模式名",
            en: "{value} is no pattern id of the form conc.deadlock.self-lock",
        },
        /// No id of a group of the glossary.
        NotGlossaryId { value } => {
            zh: "{value} 不是 goroutine-leak 这种形式的词组名",
            en: "{value} is no glossary id of the form goroutine-leak",
        },
        /// Neither date nor time.
        NotMoment { value } => {
            zh: "{value} 不是日期（2019、2019-05、2019-05-31）或时间（2020-02-29T03:08:00Z）",
            en: "{value} is neither a date (2019, 2019-05, 2019-05-31) nor a time (2020-02-29T03:08:00Z)",
        },
        /// No key that joins evidence.
        NotCorrelationKey { value, kind } => {
            zh: "{value} 不是有效的关联键（{kind}）",
            en: "{value} is no {kind}",
        },
        /// Well-formed, but refused by the type.
        Refused { reason } => { zh: "无法读成记录：{reason}", en: "cannot be read as a record: {reason}" },

        /// The folder has another name than the id.
        FolderDiffers { id, folder } => {
            zh: "编号是 {id}，目录却叫 {folder}",
            en: "the id is {id}, but the folder is named {folder}",
        },
        /// The file has another name than the id.
        FileNameDiffers { id, name } => {
            zh: "模式名是 {id}，文件却叫 {name}",
            en: "the id is {id}, but the file is named {name}",
        },
        /// No root cause.
        NoRootCause => {
            zh: "至少要有一个根因（root_causes 里写一个模式）",
            en: "at least one root cause with its pattern is needed",
        },
        /// No source.
        NoSource => {
            zh: "至少要有一个来源（sources 里写一个 url）",
            en: "at least one source with its address is needed",
        },
        /// An open action nobody owns.
        ActionWithoutOwner => {
            zh: "未完成的改进项要写 owner（团队或角色）",
            en: "an open action item needs an owner (a team or role)",
        },
        /// An open action without a date.
        ActionWithoutDue => {
            zh: "未完成的改进项要写 due（期限）",
            en: "an open action item needs a date (due)",
        },
        /// An open action that nothing tracks.
        ActionWithoutTracker => {
            zh: "未完成的改进项要写 tracker（跟踪链接）",
            en: "an open action item needs a link to where it is tracked (tracker)",
        },
        /// Two times contradict each other.
        TimesOutOfOrder { earlier, later } => {
            zh: "{later} 早于 {earlier}",
            en: "{later} lies before {earlier}",
        },
        /// A path that may not be one inside the incident's folder.
        PathLeavesFolder { path } => {
            zh: "{path} 必须是本事故目录内的相对路径",
            en: "{path} must be a relative path inside the incident's folder",
        },
        /// Not a digest.
        NotSha256 { value } => {
            zh: "{value} 不是 SHA-256（64 个小写十六进制字符）",
            en: "{value} is no SHA-256 (64 lower-case hexadecimal digits)",
        },
        /// A postmortem that is related to itself.
        RelatedToItself => { zh: "与自身相关没有意义", en: "a postmortem is not related to itself" },
        /// A share that is none.
        ShareOutOfRange => { zh: "share 必须在 0 和 1 之间", en: "a share lies between 0 and 1" },
        /// Two annotations of one id.
        DuplicateAnnotation { id, line: u32 } => {
            zh: "批注编号 {id} 在第 {line} 行已经用过",
            en: "annotation id {id} is already used in line {line}",
        },
        /// An annotation that takes the place of none.
        NoValueOfField { field, value } => { zh: "{value} 不能作为 {field} 的值", en: "{value} is no value of {field}" },
        /// An annotation that is not there.
        UnknownAnnotation { id } => { zh: "没有编号为 {id} 的批注", en: "there is no annotation {id}" },

        /// A group of the glossary that says nothing.
        TooFewTerms => {
            zh: "一个词组至少要有两个说法",
            en: "a group needs at least two terms",
        },
        /// A term that its group has already.
        RepeatedTerm { term } => {
            zh: "{term} 在这个词组里已经有了",
            en: "this group already has {term}",
        },
        /// A term that another group has too.
        TermOfTwoGroups { term, path, line: u32 } => {
            zh: "{term} 也在 {path}:{line} 的词组里；有歧义的说法请放进 loose",
            en: "the group at {path}:{line} has {term} too; a term with two meanings belongs into loose",
        },

        /// An evidence file is not there.
        EvidenceMissing { path } => {
            zh: "证据文件 {path} 不存在，或不是普通文件",
            en: "evidence file {path} is missing or no regular file",
        },
        /// An evidence file is not the one that was recorded.
        EvidenceDiffers { path, found } => {
            zh: "证据文件 {path} 已变：现在的 SHA-256 是 {found}",
            en: "evidence file {path} has changed: its SHA-256 is {found}",
        },
        /// An evidence file has another size.
        EvidenceSizeDiffers { path, found: u64 } => {
            zh: "证据文件 {path} 已变：现在是 {found} 字节",
            en: "evidence file {path} has changed: it has {found} bytes",
        },

        /// The program that made evidence is not there.
        ProgramMissing { path } => {
            zh: "没有程序目录 {path}",
            en: "there is no folder {path} with the program",
        },
        /// A text does not match what is said of it.
        NotShown { expression } => {
            zh: "内容与 {expression} 不匹配",
            en: "nothing in it matches {expression}",
        },
        /// No regular expression.
        NotExpression { expression } => {
            zh: "{expression} 不是正则表达式",
            en: "{expression} is no regular expression",
        },
        /// Texts without Chinese.
        NoChinese { count: usize } => {
            zh: "有 {count} 处文字缺少一种语言；这里缺中文",
            en: "texts in one language only: {count}; this one has no Chinese",
        },
        /// Texts without English.
        NoEnglish { count: usize } => {
            zh: "有 {count} 处文字缺少一种语言；这里缺英文",
            en: "texts in one language only: {count}; this one has no English",
        },
        /// A statement that no source supports.
        StatementWithoutSource { field } => {
            zh: "没有来源支持 {field}（sources 里某一条的 supports 要写上它）",
            en: "no source supports {field} (name it in the supports of an entry of sources)",
        },
        /// A source that names nothing.
        SourceOfNothing => {
            zh: "来源要写 title、incident 或 measured 之一",
            en: "a source has a title, an incident or what was measured with",
        },
        /// A pattern that says what it is, but not what to do.
        PatternWithoutGuideline => {
            zh: "模式没有 guideline：读者不知道该怎么做",
            en: "a pattern without guideline does not say what to do",
        },
        /// A linter is named, but not what of it.
        LinterWithoutCheck => {
            zh: "这个工具要写明是哪项检查（check）",
            en: "say which check of this tool finds it (check)",
        },
        /// A rule of a pattern that is none of the causes.
        GuidelineOfNoCause { pattern } => {
            zh: "{pattern} 不在 root_causes 里",
            en: "{pattern} is none of the root causes",
        },
        /// A rule that says of none of several causes that it is about it.
        GuidelineWithoutPattern => {
            zh: "根因不止一个：请写明这条规则针对哪个 pattern",
            en: "there are several root causes: say which pattern this rule is about",
        },
        /// A function that the runtime would print otherwise.
        NotSymbol { symbol } => {
            zh: "{symbol} 不是运行时打印的函数名（import/path.Func、import/path.(*T).Method）",
            en: "{symbol} is no function as the runtime prints it (import/path.Func, import/path.(*T).Method)",
        },
        /// A function of a module that the vulnerability database would write otherwise.
        NotMember { symbol } => {
            zh: "{symbol} 应写成 Func 或 Type.Method（包写在 package 里）",
            en: "{symbol} should be Func or Type.Method (its package stands in package)",
        },
        /// A pattern that is used although it says why it is not.
        UsedAfterAll { path } => {
            zh: "{path} 用到了它，不再需要 unused_reason",
            en: "{path} has it, so unused_reason has no place here any more",
        },
        /// A function with another receiver elsewhere.
        SpelledOtherwise { symbol, path, line: u32 } => {
            zh: "{path}:{line} 写作 {symbol}",
            en: "{path}:{line} spells it {symbol}",
        },

        /// An id or alias is used by two files.
        DuplicateId { id, path, line: u32 } => {
            zh: "{id} 已被 {path}:{line} 使用",
            en: "{id} is already used by {path}:{line}",
        },
        /// No such pattern.
        UnknownPattern { pattern } => { zh: "未知的模式 {pattern}", en: "unknown pattern {pattern}" },
        /// No such pattern, but one of almost that name.
        UnknownPatternNear { pattern, nearest } => {
            zh: "未知的模式 {pattern}；是不是 {nearest}？",
            en: "unknown pattern {pattern}; is it {nearest}?",
        },
        /// The parents of a pattern lead back to it.
        PatternCycle { chain } => { zh: "上级模式成环：{chain}", en: "the parents form a cycle: {chain}" },
        /// No such postmortem.
        UnknownPostmortem { id } => { zh: "语料库里没有 {id}", en: "the corpus has no {id}" },
    }
}

messages! {
    /// What the comments of a draft ask for.
    pub enum TemplateMessage {
        /// `title`.
        Title => { zh: "一句话说明什么坏了", en: "what broke, in one line" },
        /// `services`.
        Services => { zh: "涉及的服务，如 [checkout, pay]", en: "services involved, such as [checkout, pay]" },
        /// `summary`.
        Summary => { zh: "几句话：发生了什么，谁受影响", en: "what happened and who felt it, in a few sentences" },
        /// `timeline`.
        Timeline => {
            zh: "每条：at（时间）、text（发生了什么）",
            en: "entries of at (the time) and text (what happened)",
        },
        /// `trigger`.
        Trigger => {
            zh: "什么触发了它；不是为什么会发生",
            en: "what set it off; not why it was possible",
        },
        /// `root_causes`.
        RootCauses => {
            zh: "至少一条：pattern（见 patterns/）、role（root、direct、latent）",
            en: "at least one entry of pattern (see patterns/) and role (root, direct, latent)",
        },
        /// `resolution.fix`.
        Fix => { zh: "怎样消除了根因", en: "what removed the cause" },
        /// `sources`.
        Sources => { zh: "至少一个来源，每条写 url", en: "at least one entry of url" },
        /// `evidence_basis`.
        EvidenceBasis => {
            zh: "这些说法怎么知道的：读过什么",
            en: "how this is known: what of the sources was read",
        },
        /// A pattern's `name`.
        PatternName => { zh: "给人看的名称", en: "its name for a reader" },
        /// A pattern's `parent`.
        Parent => { zh: "上级模式", en: "the pattern it belongs to" },
        /// A pattern's `explanation`.
        Explanation => { zh: "几句话：是什么", en: "what it is, in a few sentences" },
        /// A pattern's `first_check`.
        FirstCheck => { zh: "线上出事时先看什么", en: "what to look at first with production down" },
        /// A group of the glossary.
        Terms => {
            zh: "至少两个说法，写在哪几个字段都行",
            en: "at least two terms, in any of these fields",
        },
        /// A group's `symbols`.
        Symbols => { zh: "Go 标识符", en: "Go identifiers" },
        /// A group's `messages`.
        Messages => {
            zh: "运行时、库、内核打印的原文，去掉会变的部分",
            en: "what the runtime, a library or the kernel prints, without the parts that vary",
        },
        /// A group's `loose`.
        Loose => { zh: "口头说法，权重较低", en: "how people say it; weighs less" },
        /// A pattern's `guideline`.
        Guideline => { zh: "一句话：怎样避免", en: "the rule that avoids it, in one sentence" },
    }
}
