//! Words of statistics: tables and charts.

messages! {
    /// Words of statistics.
    pub enum StatisticsLabel {
        /// Title: by pattern.
        ByPattern => { zh: "根因：按模式", en: "Root causes by pattern" },
        /// Title: by family.
        ByFamily => { zh: "根因：按模式家族", en: "Root causes by family" },
        /// Title: within a family.
        Under { family } => { zh: "根因：{family} 之内", en: "Root causes within {family}" },
        /// Title: by trigger.
        ByTrigger => { zh: "事故：按触发条件", en: "Incidents by trigger" },
        /// Title: by service.
        ByService => { zh: "事故：按服务", en: "Incidents by service" },
        /// Title: by project.
        ByProject => { zh: "事故：按项目", en: "Incidents by project" },
        /// Title: by month.
        ByMonth => { zh: "事故：按月份", en: "Incidents by month" },
        /// Title: by quarter.
        ByQuarter => { zh: "事故：按季度", en: "Incidents by quarter" },
        /// Title: by year.
        ByYear => { zh: "事故：按年份", en: "Incidents by year" },
        /// Title: by release of Go.
        ByGoVersion => { zh: "事故：按 Go 版本", en: "Incidents by Go version" },
        /// Title: by severity.
        BySeverity => { zh: "事故：按严重程度", en: "Incidents by severity" },
        /// How many incidents were counted.
        Counted { total: usize } => { zh: "共 {total} 个事故", en: "{total} incidents" },
        /// The same, with the first and the last date.
        CountedBetween { total: usize, first, last } => {
            zh: "共 {total} 个事故，{first} 至 {last}",
            en: "{total} incidents, {first} to {last}",
        },
        /// An incident in several rows.
        SeveralCauses => { zh: "一个事故可以有多个根因", en: "one may have several causes" },
        /// An incident in several rows, by service.
        SeveralServices => { zh: "一个事故可以涉及多个服务", en: "one may concern several services" },
        /// How the intervals are to be read.
        WilsonLines => { zh: "横线是 95% Wilson 区间。", en: "Lines are 95 % Wilson intervals." },
        /// What pale rows mean.
        PaleRows { few: usize } => {
            zh: "浅色的行不足 {few} 个事故：太少，说明不了什么。",
            en: "Pale rows have fewer than {few} incidents: too few to tell.",
        },
        /// What the mark in a table means.
        MarkedRows { few: usize } => {
            zh: "~ 不足 {few} 个事故：太少，说明不了什么",
            en: "~ fewer than {few} incidents: too few to tell",
        },
        /// Incidents of a laboratory.
        Laboratory { count: usize } => {
            zh: "实验室复现的事故（{count} 个）不计在内。",
            en: "Incidents of a laboratory ({count}) are not counted.",
        },
        /// Incidents that count as annotations say.
        CountedAsCorrected { incidents } => {
            zh: "按批注更正后计：{incidents}（fupan show 可看由谁更正、原文是什么）",
            en: "counted as corrected by annotations: {incidents} (fupan show tells by whom, and what they said)",
        },
        /// Title of recurrence.
        Recurrence => { zh: "修好之后又出现的根因", en: "Root causes that came back after they were fixed" },
        /// The rate of recurrence.
        FollowedFixes { fixes: usize, followed: usize, share, low, high } => {
            zh: "{fixes} 次有日期的修复，之后同一处又出现 {followed} 次：{share}（95% 区间 {low} – {high}）",
            en: "{fixes} dated fixes, {followed} of them followed by the same in the same place: {share} (95 % interval {low} – {high})",
        },
        /// What recurrence cannot see.
        RecurrenceBlind { undated: usize, total: usize } => {
            zh: "“同一处”指同一服务，不知道服务时指同一项目。{total} 个事故中有 {undated} 个没有修复日期或不知道在哪里，无从判断。只写到年或月的日期，仅当确实在后才算。",
            en: "The same place is the same service, or the same project where no service is known. {undated} of {total} incidents have no date of the fix or no place: nothing can be said of them. A date known to the year or month counts only where it surely lies after.",
        },
        /// Column: fixes.
        Fixes => { zh: "修复", en: "fixes" },
        /// Column: followed.
        Followed => { zh: "又出现", en: "came back" },
        /// Column: days.
        MedianDays => { zh: "中位天数", en: "median days" },
        /// Heading: pairs.
        CameBack => { zh: "最近又出现的", en: "The latest that came back" },
        /// A pair.
        PairDays { place, days: i64 } => { zh: "{place}，至少 {days} 天之后", en: "{place}, at least {days} days later" },
        /// Before the earlier incident.
        FixedOn { on } => { zh: "{on} 修好", en: "fixed {on}" },
        /// Before the later incident.
        SeenOn { on } => { zh: "{on} 又见", en: "seen {on}" },
        /// Title of times.
        Times => { zh: "事故用了多久", en: "How long incidents took" },
        /// A part of an incident.
        Detect => { zh: "发现（开始 → 发现）", en: "to detect (start → detected)" },
        /// A part of an incident.
        Acknowledge => { zh: "响应（发现 → 接手）", en: "to acknowledge (detected → taken on)" },
        /// A part of an incident.
        Mitigate => { zh: "止损（开始 → 止损）", en: "to mitigate (start → mitigated)" },
        /// A part of an incident.
        Resolve => { zh: "恢复（开始 → 解决）", en: "to resolve (start → resolved)" },
        /// How many are known.
        KnownOf { known: usize, total: usize } => { zh: "{total} 个中 {known} 个已知", en: "known for {known} of {total}" },
        /// The same, with those that are not exact.
        KnownOfInexact { known: usize, total: usize, inexact: usize } => {
            zh: "{total} 个中 {known} 个已知，{inexact} 个日期不够精确",
            en: "known for {known} of {total}, {inexact} not exact enough",
        },
        /// Column: the median.
        Median => { zh: "中位数", en: "median" },
        /// Column: the interval of the median.
        MedianInterval => { zh: "中位数 95% 区间", en: "95 % of median" },
        /// Column: quartiles.
        Quartiles => { zh: "四分位", en: "quartiles" },
        /// Column: known.
        Known => { zh: "已知", en: "known" },
        /// Nothing is known.
        NothingKnown => { zh: "都不知道", en: "nothing known" },
        /// How times are to be read.
        BoxesAreQuartiles => {
            zh: "方框从下四分位到上四分位，粗线是中位数，细线到第 90 百分位（至少 20 个已知时）。已知的未必能代表其余的。",
            en: "Boxes reach from the lower to the upper quartile, the thick line is the median, the thin one ends at the 90th percentile (where 20 are known). Those known need not be like the others.",
        },
        /// Pale boxes.
        PaleBoxes { few: usize } => { zh: "浅色的不足 {few} 个已知：太少，说明不了什么。", en: "Pale ones are known for fewer than {few}: too few to tell." },
        /// Title of trends.
        Trends => { zh: "根因趋势", en: "Trends of root causes" },
        /// What a trend tells.
        Rising => { zh: "上升", en: "rising" },
        /// What a trend tells.
        Falling => { zh: "下降", en: "falling" },
        /// What a trend tells.
        NoTrend => { zh: "看不出变化", en: "no trend shown" },
        /// What a trend tells.
        TooFew => { zh: "太少，看不出", en: "too few to tell" },
        /// How trends are judged.
        TrendTest { middle } => {
            zh: "前后两半时间（以 {middle} 为界）的次数按泊松率比作精确检验（mid-p），对家族数作 Holm 校正，校正后 p < 0.05 才说上升或下降。日期跨两半的事故不计入检验。数的是写下来的复盘：写得多了，什么都会上升，先看“全部”一行。",
            en: "The counts of the two halves of the time (from {middle} on) are compared by the exact test of the ratio of Poisson rates (mid-p), corrected for the number of families as Holm says; rising or falling is said below p = 0.05. An incident that may lie in either half is in neither. Counted is what was written down: where more is written everything rises, so look at the row of all first.",
        },
        /// Incidents in no period.
        UndatedInPeriods { count: usize } => { zh: "{count} 个事故的日期不够精确，不在任何一列里。", en: "{count} incidents are dated too roughly for a column." },
        /// Column: earlier.
        Earlier => { zh: "前半", en: "earlier" },
        /// Column: later.
        Later => { zh: "后半", en: "later" },
        /// Column: the ratio.
        Ratio => { zh: "率比", en: "ratio" },
        /// Column: the probability.
        AdjustedP => { zh: "p（校正后）", en: "p (corrected)" },
        /// Column: what it tells.
        Verdict => { zh: "结论", en: "verdict" },
        /// The two halves.
        FromTo { early: usize, late: usize } => { zh: "{early} → {late} 个", en: "{early} → {late}" },
        /// A length of time.
        Seconds { count } => { zh: "{count} 秒", en: "{count} s" },
        /// A length of time.
        Minutes { count } => { zh: "{count} 分钟", en: "{count} min" },
        /// A length of time.
        Hours { count } => { zh: "{count} 小时", en: "{count} h" },
        /// A length of time.
        Days { count } => { zh: "{count} 天", en: "{count} d" },
        /// Rows that a chart leaves out.
        RowsLeftOut { count: usize } => { zh: "还有 {count} 行没有画出。", en: "{count} more rows are not drawn." },
    }
}
