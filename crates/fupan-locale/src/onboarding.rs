//! What an onboarding report says.

messages! {
    /// Headings and words of the report.
    pub enum OnboardingLabel {
        /// The title of it.
        Title => { zh: "入职清单", en: "Onboarding list" },
        /// A period.
        FirstDay => { zh: "第一天", en: "First day" },
        /// A period.
        FirstWeek => { zh: "第一周", en: "First week" },
        /// A period.
        FirstMonth => { zh: "第一个月", en: "First month" },
        /// Heading of all lessons.
        Overview => { zh: "一览", en: "At a glance" },
        /// Heading of the answers.
        Answers => { zh: "答案", en: "Answers" },
        /// Column: place.
        Rank => { zh: "名次", en: "Rank" },
        /// Column: what to learn.
        Lesson => { zh: "学什么", en: "Lesson" },
        /// Column: how often.
        Often => { zh: "多常见", en: "How often" },
        /// Column: how bad.
        Bad => { zh: "多严重", en: "How bad" },
        /// Column: how teachable.
        Teachable => { zh: "多好教", en: "How teachable" },
        /// Column: the product.
        Impact => { zh: "预期影响", en: "Expected impact" },
        /// Before how often.
        WhyThis => { zh: "为什么学它", en: "Why this" },
        /// Before a family.
        ReadBefore => { zh: "先读这一类", en: "Read its family first" },
        /// A line of a pattern.
        What => { zh: "是什么", en: "What it is" },
        /// A line of a pattern.
        Sign => { zh: "先查什么", en: "What to check first" },
        /// A line of a pattern.
        Rule => { zh: "规则", en: "Rule" },
        /// A line of a pattern.
        CaughtBy => { zh: "什么能发现它", en: "What finds it" },
        /// A line of a pattern.
        Versions => { zh: "Go 版本", en: "Go versions" },
        /// Heading of an incident.
        Read => { zh: "读这起事故", en: "Read this incident" },
        /// Before how it was fixed.
        Fixed => { zh: "怎么修的", en: "How it was fixed" },
        /// Before what it was.
        Cause => { zh: "根因", en: "Root cause" },
        /// Before reasons.
        Chosen => { zh: "为什么选它", en: "Why it was chosen" },
        /// Heading of an exercise.
        Run => { zh: "跑这个程序", en: "Run this program" },
        /// Before commands.
        InPatterns => { zh: "在语料库的 patterns 目录里，先跑错误的，再跑正确的：", en: "In the folder patterns of the corpus, the wrong one and then the right one:" },
        /// Before output.
        MustSee => { zh: "错误的那个会打印（节选；编号与时间会不同）：", en: "The wrong one prints (a part; numbers and times vary):" },
        /// Before right code.
        Right => { zh: "正确写法：", en: "How it is done right:" },
        /// Heading of a question.
        Question => { zh: "问题", en: "Question" },
        /// Link to the answer.
        ToAnswer => { zh: "看答案", en: "Answer" },
        /// Link back.
        ToQuestion => { zh: "回到问题", en: "Back to the question" },
        /// No rule.
        NoTool => { zh: "没有工具，只有代码评审", en: "no tool, a reader of the code alone" },
        /// Every version.
        EveryVersion => { zh: "所有版本", en: "every version" },
        /// Between a word and what it is of.
        Colon => { zh: "：", en: ": " },
        /// Between the parts of a list.
        Comma => { zh: "、", en: ", " },
        /// Between longer parts of a list.
        Semicolon => { zh: "；", en: "; " },
        /// Between two sentences.
        Space => { zh: "", en: " " },
    }
}

messages! {
    /// Sentences of the report.
    pub enum OnboardingMessage {
        /// The title with whom it is for.
        TitleFor { who } => { zh: "{who} 的入职清单", en: "Onboarding list for {who}" },
        /// What the order is.
        Ranked => {
            zh: "按预期影响排序：多常见 × 多严重 × 多好教。",
            en: "Ranked by expected impact: how often × how bad × how teachable.",
        },
        /// What the order within a period is.
        Grouped => {
            zh: "同一时段内，同一类的课排在一起。",
            en: "Within a period, lessons of one family stand together.",
        },
        /// How many incidents a list of the corpus rests on.
        OfCorpus { total: usize } => { zh: "依据语料库里的 {total} 起事故。", en: "It rests on the {total} incidents of the corpus." },
        /// How few a team's list rests on.
        OfTeam { own: usize, total: usize } => {
            zh: "所选服务有 {own} 起事故，语料库有 {total} 起。事故太少时比例不可靠，所以每个比例都向语料库靠拢，如同另有 10 起语料库里的事故发生在这些服务上。",
            en: "The services have {own} incidents, the corpus {total}. Few incidents make shares unreliable, so each share is drawn toward the corpus as if ten more incidents of it had struck these services.",
        },
        /// A team without any.
        OfTeamWithoutAny { total: usize } => {
            zh: "语料库里没有所选服务的事故，所以这份清单就是语料库全部 {total} 起事故的清单。",
            en: "The corpus has no incident of these services, so this is the list of all its {total} incidents.",
        },
        /// Nobody rated severities.
        Unrated => {
            zh: "这些事故都没有评过严重程度，所以“多严重”一律算 1。",
            en: "None of these incidents has a severity, so how bad is 1 for all.",
        },
        /// How often, of a team.
        OftenOwn { own: usize, own_total: usize, corpus: usize, corpus_total: usize, share, low, high } => {
            zh: "所选服务 {own_total} 起中有 {own} 起，语料库 {corpus_total} 起中有 {corpus} 起；预期占 {share}（95% 区间 {low}–{high}）",
            en: "{own} of {own_total} incidents of the services, {corpus} of {corpus_total} in the corpus; expected share {share} (95% interval {low}–{high})",
        },
        /// How often, of all.
        Often { corpus: usize, corpus_total: usize, share, low, high } => {
            zh: "{corpus_total} 起事故中有 {corpus} 起：{share}（95% 区间 {low}–{high}）",
            en: "{corpus} of {corpus_total} incidents: {share} (95% interval {low}–{high})",
        },
        /// Why it can be taught.
        HasProgram => { zh: "有能跑的程序", en: "programs to run" },
        /// Why it can be taught.
        HasIncident => { zh: "有修好的事故可读", en: "an incident whose fix is known" },
        /// Why it can be taught.
        HasRule => { zh: "有规则和首查", en: "a rule and a first check" },
        /// Why it can be taught.
        NeedsPerson => { zh: "没有 linter 能发现，要靠人记住", en: "no linter finds it, so people must know it" },
        /// Why it need not be.
        LinterFinds => { zh: "linter 能发现", en: "a linter finds it" },
        /// Why an incident was chosen.
        OwnService => { zh: "发生在所选服务上", en: "it struck the services themselves" },
        /// Why an incident was chosen.
        NamedByPattern => { zh: "模式把它列为范例", en: "the pattern names it as the one that shows it best" },
        /// Why an incident was chosen.
        Evidence => { zh: "有程序输出作证", en: "output of a program shows it" },
        /// Why an incident was chosen.
        FixKnown => { zh: "知道怎么修的", en: "its fix is known" },
        /// Why an incident was chosen.
        Severe { severity } => { zh: "严重（{severity}）", en: "it was bad ({severity})" },
        /// Why an incident was chosen.
        TriggerKnown => { zh: "知道是什么触发的", en: "what set it off is known" },
        /// The reading time of a lesson.
        Minutes { minutes: u32 } => { zh: "约 {minutes} 分钟", en: "about {minutes} minutes" },
        /// The reading time of a period.
        PeriodMinutes { minutes: u32, lessons: usize } => {
            zh: "{lessons} 课，阅读约 {minutes} 分钟，另加跑程序的时间。",
            en: "{lessons} lessons, about {minutes} minutes of reading, beside the time to run the programs.",
        },
        /// A question to code with a wrong line.
        AskWrongLine { file } => {
            zh: "{file} 里的这段代码能编译。哪一行错了？运行它会看到什么？",
            en: "This part of {file} compiles. Which line is wrong, and what does one see when it runs?",
        },
        /// A question to code with several wrong lines.
        AskWrong { file } => {
            zh: "{file} 里的这段代码能编译。哪里错了？运行它会看到什么？",
            en: "This part of {file} compiles. What is wrong with it, and what does one see when it runs?",
        },
        /// A question to code that lacks a line.
        AskMissing { file } => {
            zh: "{file} 里的这段代码能编译，没有哪一行是错的，但少了东西。少了什么？运行它会看到什么？",
            en: "This part of {file} compiles, and no line is wrong, but something is missing. What is it, and what does one see when it runs?",
        },
        /// An answer: the wrong line.
        WrongLine { line: u32, code } => { zh: "第 {line} 行：{code}", en: "Line {line}: {code}" },
        /// An answer: the wrong lines.
        WrongLines { lines } => { zh: "第 {lines} 行。", en: "Lines {lines}." },
        /// An answer: what stands there instead.
        Instead { code } => { zh: "应为：{code}", en: "Right is: {code}" },
        /// An answer: what is missing.
        Missing { code } => { zh: "少了：{code}", en: "Missing: {code}" },
        /// At the foot of the report.
        Footer { version, total: usize } => {
            zh: "由 fupan {version} 从 {total} 起事故写成。",
            en: "Written by fupan {version} from {total} incidents.",
        },
    }
}
