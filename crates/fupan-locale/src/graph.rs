//! What is said of the graph: kinds of nodes and links, the steps of a path, and the words around drawings.

messages! {
    /// Words of the graph.
    pub enum GraphLabel {
        /// A kind of node.
        Incident => { zh: "事故", en: "incident" },
        /// A kind of node.
        Pattern => { zh: "根因模式", en: "root-cause pattern" },
        /// A kind of node.
        Service => { zh: "服务", en: "service" },
        /// A kind of node.
        Project => { zh: "项目", en: "project" },
        /// A kind of node.
        Symbol => { zh: "Go 符号", en: "Go symbol" },
        /// A kind of node.
        Package => { zh: "Go 包", en: "Go package" },
        /// A kind of node.
        Fingerprint => { zh: "堆栈指纹", en: "stack fingerprint" },
        /// A kind of node.
        Trigger => { zh: "触发条件", en: "trigger" },
        /// A kind of node.
        Guideline => { zh: "规范", en: "guideline" },
        /// A kind of node.
        Annotation => { zh: "批注", en: "annotation" },
        /// A kind of node.
        Keyword => { zh: "关键词", en: "keyword" },
        /// A kind of link.
        RootCause => { zh: "根因", en: "root cause" },
        /// A kind of link.
        DirectCause => { zh: "直接原因", en: "direct cause" },
        /// A kind of link.
        LatentCause => { zh: "潜在原因", en: "latent cause" },
        /// A kind of link.
        ChildOf => { zh: "属于", en: "belongs to" },
        /// A kind of link.
        Involves => { zh: "涉及", en: "involves" },
        /// A kind of link.
        InService => { zh: "发生在", en: "happened in" },
        /// A kind of link.
        InProject => { zh: "属于项目", en: "in project" },
        /// A kind of link.
        DuplicateOf => { zh: "重复", en: "duplicate of" },
        /// A kind of link.
        RegressionOf => { zh: "复发", en: "regression of" },
        /// A kind of link.
        SameBugAs => { zh: "同一缺陷", en: "same bug as" },
        /// A kind of link.
        SamePatternAs => { zh: "同一模式", en: "same pattern as" },
        /// A kind of link.
        SameSymptomAs => { zh: "同一症状", en: "same symptom as" },
        /// A kind of link.
        InPackage => { zh: "在包中", en: "in package" },
        /// A kind of link.
        Affects => { zh: "影响", en: "affects" },
        /// A kind of link.
        ShowsStack => { zh: "堆栈", en: "shows stack" },
        /// A kind of link.
        TriggeredBy => { zh: "触发于", en: "triggered by" },
        /// A kind of link.
        Teaches => { zh: "得出", en: "teaches" },
        /// A kind of link.
        AvoidedBy => { zh: "可避免于", en: "avoided by" },
        /// A kind of link.
        AnnotatedBy => { zh: "批注", en: "annotated by" },
        /// A kind of link.
        Mentions => { zh: "谈到", en: "mentions" },
        /// What the whole graph is called.
        Title => { zh: "根因图谱", en: "root-cause graph" },
        /// What a drawing of many nodes holds.
        Drawn { nodes: usize, links: usize } => { zh: "{nodes} 个节点，{links} 条关系", en: "{nodes} nodes, {links} links" },
        /// What a drawing had no room for.
        LeftOut { count: usize } => { zh: "另有 {count} 个节点没有画出", en: "{count} more nodes are not drawn" },
        /// What a list had no room for.
        More { count: usize } => { zh: "另有 {count} 个", en: "{count} more" },
        /// A group of nodes that has no name of its own.
        Unnamed => { zh: "其他", en: "others" },
        /// Where a statement comes from.
        From { id } => { zh: "来自 {id}", en: "from {id}" },
        /// Another path.
        OtherPath { number: usize } => { zh: "另一条路径（{number}）", en: "another path ({number})" },
        /// Two things that few incidents show together.
        FewIncidents => {
            zh: "不足 5 起，可能只是巧合",
            en: "fewer than 5 incidents, which may be chance",
        },
        /// Of how many incidents pairs were counted.
        CountedTogether { incidents: usize } => {
            zh: "在 {incidents} 起事故中同时出现（提升度 1 = 互不相关）",
            en: "seen together in {incidents} incidents (a lift of 1 = unrelated)",
        },
        /// Nothing occurs together.
        NothingTogether => { zh: "没有一起出现的", en: "nothing occurs together" },
        /// How many incidents show both.
        Support { count: usize } => { zh: "{count} 起", en: "{count} incidents" },
        /// How much more often than by chance.
        Lift { lift } => { zh: "提升度 {lift}", en: "lift {lift}" },
        /// The size of a community.
        CommunitySize { incidents: usize, nodes: usize } => {
            zh: "{incidents} 起事故，{nodes} 个节点",
            en: "{incidents} incidents, {nodes} nodes",
        },
        /// The head of a list.
        Patterns => { zh: "模式", en: "patterns" },
        /// The head of a list.
        Keywords => { zh: "关键词", en: "keywords" },
        /// The head of a list.
        Incidents => { zh: "事故", en: "incidents" },
        /// The head of a reason.
        Via => { zh: "经由", en: "through" },
        /// Nothing is related.
        NothingRelated => { zh: "没有相关的节点", en: "nothing is related" },
        /// Groups that are too small to be listed.
        SmallCommunities { count: usize } => {
            zh: "另有 {count} 个更小的群组",
            en: "{count} smaller communities more",
        },
    }
}

messages! {
    /// One step of a path: what its link says, with the names of both ends in the reader's language.
    pub enum StepMessage {
        /// The pattern is the defect to fix.
        RootCause { from, to } => { zh: "{from} 的根因是 {to}", en: "{from} has the root cause {to}" },
        /// The pattern is how it showed.
        DirectCause { from, to } => { zh: "{from} 的直接原因是 {to}", en: "{from} was brought about directly by {to}" },
        /// The pattern was there before.
        LatentCause { from, to } => { zh: "{from} 的潜在原因是 {to}", en: "{from} had the latent weakness {to}" },
        /// The pattern belongs to a family.
        ChildOf { from, to } => { zh: "{from} 属于 {to}", en: "{from} is a kind of {to}" },
        /// The incident names the symbol.
        Involves { from, to } => { zh: "{from} 涉及 {to}", en: "{from} involves {to}" },
        /// It happened in the service.
        InService { from, to } => { zh: "{from} 发生在服务 {to}", en: "{from} happened in the service {to}" },
        /// It happened in the project.
        InProject { from, to } => { zh: "{from} 发生在项目 {to}", en: "{from} happened in the project {to}" },
        /// The same event.
        DuplicateOf { from, to } => { zh: "{from} 与 {to} 是同一事件", en: "{from} is the same event as {to}" },
        /// The same defect came back.
        RegressionOf { from, to } => { zh: "{from} 是 {to} 的复发", en: "{from} brought the defect of {to} back" },
        /// The same bug.
        SameBugAs { from, to } => { zh: "{from} 与 {to} 是同一个缺陷", en: "{from} is the same bug as {to}" },
        /// The same pattern.
        SamePatternAs { from, to } => { zh: "复盘记录 {from} 与 {to} 是同一模式", en: "{from} is recorded as of the same pattern as {to}" },
        /// The same symptom.
        SameSymptomAs { from, to } => { zh: "复盘记录 {from} 与 {to} 症状相同", en: "{from} is recorded as of the same symptom as {to}" },
        /// The symbol lies in the package.
        InPackage { from, to } => { zh: "{from} 在包 {to} 中", en: "{from} lies in the package {to}" },
        /// The package has the defect.
        Affects { from, to } => { zh: "{from} 影响包 {to}", en: "{from} affects the package {to}" },
        /// A stack has the fingerprint.
        ShowsStack { from, to } => { zh: "{from} 的堆栈指纹是 {to}", en: "{from} shows a stack of the fingerprint {to}" },
        /// It was set off by it.
        TriggeredBy { from, to } => { zh: "{from} 的触发条件：{to}", en: "{from} was triggered by: {to}" },
        /// The incident has the rule.
        Teaches { from, to } => { zh: "{from} 得出规范：{to}", en: "{from} teaches: {to}" },
        /// The rule avoids the pattern.
        AvoidedBy { from, to } => { zh: "{from} 可用规范避免：{to}", en: "{from} is avoided by: {to}" },
        /// An engineer wrote it.
        AnnotatedBy { from, to } => { zh: "{from} 有批注：{to}", en: "{from} has the annotation: {to}" },
        /// The texts say the word.
        Mentions { from, to } => { zh: "{from} 谈到 {to}", en: "{from} is about {to}" },
    }
}
