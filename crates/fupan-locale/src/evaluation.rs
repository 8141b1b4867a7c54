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
