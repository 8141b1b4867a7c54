//! What is said about figures measured on judged data.

messages! {
    /// What is wrong with a line of a labelled set.
    pub enum JudgementMessage {
        /// The bytes are no text.
        NotUtf8 => { zh: "不是 UTF-8 文本", en: "not UTF-8" },
        /// A document or query.
        NotIdAndText => { zh: "应为：编号、制表符、文本", en: "expected an id, a tab and a text" },
        /// A graded pair.
        NotAGradedPair => {
            zh: "应为：查询编号、制表符、文档编号、制表符、等级",
            en: "expected the id of a query, a tab, the id of a document, a tab and a grade",
        },
        /// The grade.
        NoGrade { text, highest: u32 } => {
            zh: "等级 {text} 无效，应为 0 到 {highest} 的整数",
            en: "{text} is no grade: a whole number from 0 to {highest} is",
        },
        /// An id a second time.
        GivenTwice { id } => { zh: "编号 {id} 重复，后一个没有使用", en: "the id {id} comes twice; the second was not used" },
        /// A query that is not there.
        UnknownQuery { id } => { zh: "没有编号为 {id} 的查询", en: "there is no query {id}" },
        /// A line of judged questions.
        NotAQuestion { reason } => { zh: "这一行不是评测问题：{reason}", en: "no judged question: {reason}" },
        /// A question without words.
        AsksNothing => {
            zh: "没有可问的内容：需要 query 或 input",
            en: "asks nothing that can be answered: query or input is needed",
        },
        /// An incident that is not there.
        UnknownIncident { id } => {
            zh: "没有编号或别名为 {id} 的事故，这一行没有使用",
            en: "no incident has the id or alias {id}; the line was not used",
        },
        /// A document that is not there.
        UnknownDocument { id } => { zh: "没有编号为 {id} 的文档", en: "there is no document {id}" },
    }
}

messages! {
    /// Words of the human forms.
    pub enum EvaluationLabel {
        /// Above the figures of a labelled set.
        RetrievalMeasured { queries: usize, documents: usize } => {
            zh: "{documents} 个文档，{queries} 个有标准答案的查询",
            en: "{documents} documents, {queries} queries with a right answer",
        },
        /// Queries that nothing answers.
        WithoutAnswer { count: usize } => {
            zh: "另有 {count} 个查询没有相关文档，不计",
            en: "{count} more queries have no relevant document and were left out",
        },
        /// Column: the mean reciprocal rank of the first ten.
        Mrr => { zh: "MRR@10", en: "MRR@10" },
        /// Column: the discounted gain of the first ten.
        Ndcg => { zh: "nDCG@10", en: "nDCG@10" },
        /// Column: the recall of the first hundred.
        RecallAt100 => { zh: "召回@100", en: "recall@100" },
        /// Column: the speed of indexing.
        DocumentsPerSecond => { zh: "文档/秒", en: "documents/s" },
        /// Column: median of the answers' times.
        MedianTime => { zh: "查询 p50", en: "query p50" },
        /// Column: nearly the longest of the answers' times.
        LongTime => { zh: "查询 p99", en: "query p99" },
        /// What the mark says, and how time was measured.
        BestMarked => {
            zh: "* 该列最佳。建索引按单线程计时，含分析与提交",
            en: "* best of its column. Indexing is timed as on one thread, with analysis and commit",
        },
        /// What the mark says.
        BestOfColumn => { zh: "* 该列最佳", en: "* best of its column" },
        /// Above the figures of judged questions.
        QuestionsMeasured { questions: usize, incidents: usize } => {
            zh: "{questions} 个评测问题，语料库有 {incidents} 个事故",
            en: "{questions} judged questions over {incidents} incidents",
        },
        /// What the corpus has for them.
        QuestionKinds { answerable: usize, partly_answerable: usize, unanswerable: usize } => {
            zh: "语料库中有答案 {answerable} 个，只有部分相关 {partly_answerable} 个，没有答案 {unanswerable} 个",
            en: "with an answer in the corpus: {answerable}, only partly: {partly_answerable}, without any: {unanswerable}",
        },
        /// Column: a right incident among the first five.
        SuccessAt5 => { zh: "命中@5", en: "success@5" },
        /// Column: the recall of the first ten.
        RecallAt10 => { zh: "召回@10", en: "recall@10" },
        /// How few incidents a baseline chose from.
        Candidates { name, with_any: usize, questions: usize, mean } => {
            zh: "{name}：{questions} 个问题中 {with_any} 个有候选事故，平均 {mean} 个候选",
            en: "{name}: {with_any} of {questions} questions have a candidate, {mean} on average",
        },
        /// Heading: verdicts.
        VerdictsGiven => { zh: "结论", en: "Verdicts" },
        /// Column: called known.
        SaidKnown => { zh: "见过", en: "known" },
        /// Column: called related.
        SaidRelated => { zh: "相关", en: "related" },
        /// Column: called novel.
        SaidNovel => { zh: "没见过", en: "novel" },
        /// Column: the share called novel.
        NovelShare => { zh: "判为没见过", en: "called novel" },
        /// Row or column: questions with an answer.
        Answerable => { zh: "有答案", en: "with an answer" },
        /// Row: questions with incidents that help.
        PartlyAnswerable => { zh: "部分相关", en: "partly answered" },
        /// Row: questions without an answer.
        Unanswerable => { zh: "没有答案", en: "without an answer" },
        /// Heading: parts of the questions.
        PartsOfQuestions => { zh: "fupan，按问题的语言与分组", en: "fupan, by the language and split of the questions" },
        /// Column: how many.
        Questions => { zh: "问题", en: "questions" },
        /// Column: answerable questions called novel.
        MissedAsNovel => { zh: "误判没见过", en: "wrongly novel" },
        /// Column: unanswerable questions called novel.
        RightlyNovel => { zh: "正确判没见过", en: "rightly novel" },
        /// Row: Chinese questions.
        InChinese => { zh: "中文", en: "Chinese" },
        /// Row: questions in both.
        InBoth => { zh: "中英混合", en: "mixed" },
        /// Row: English questions.
        InEnglish => { zh: "英文", en: "English" },
        /// Incidents that somebody judged wrong.
        JudgedWrong { count: usize, standing: usize } => {
            zh: "被判为不对的 {count} 个结果中，{standing} 个仍在前五",
            en: "of {count} results that were judged wrong {standing} are still among the first five",
        },
        /// Failures that are not shown.
        FailuresHidden { count: usize } => {
            zh: "{count} 个问题没答好（--failures 可看）",
            en: "{count} questions were not answered as they should be (--failures shows them)",
        },
        /// Heading: failures.
        Failures { count: usize } => { zh: "没答好的问题：{count} 个", en: "Not answered as they should be: {count}" },
        /// Before what was said.
        Said { verdict } => { zh: "结论：{verdict}", en: "said: {verdict}" },
        /// Before the right incidents.
        RightOnes => { zh: "应有", en: "right" },
        /// Before what came instead.
        Came => { zh: "给出", en: "came" },
        /// A miss.
        NotAmongFive => { zh: "正确的不在前五", en: "nothing right among the first five" },
        /// A miss.
        CalledNovel => { zh: "有答案却判为没见过", en: "called novel, and is not" },
        /// A miss.
        NotCalledNovel => { zh: "没有答案却没判为没见过", en: "not called novel, and is" },
        /// A miss.
        WrongAmongFive => { zh: "判过不对的仍在前五", en: "judged wrong before, and among the first five" },
        /// A baseline.
        SameService30Days => { zh: "同服务 30 天内，按文本", en: "same service, 30 days, by text" },
        /// A baseline.
        SameService6Months => { zh: "同服务 6 个月内，按文本", en: "same service, 6 months, by text" },
        /// What was said was kept.
        FeedbackKept { qid, path } => { zh: "已记录 {qid}，写入 {path}", en: "kept as {qid} in {path}" },
        /// fupan itself.
        Ours => { zh: "fupan", en: "fupan" },
        /// A baseline.
        Bm25Default => { zh: "BM25，tantivy 默认分词", en: "BM25, tantivy's default words" },
        /// A baseline.
        Bm25Jieba => { zh: "BM25，jieba 分词", en: "BM25, jieba's words" },
        /// A baseline.
        TfIdfCosine => { zh: "TF-IDF 余弦，jieba 分词", en: "TF-IDF cosine, jieba's words" },
    }
}
