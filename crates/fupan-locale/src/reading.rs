//! What is said of dumps: what grows.

messages! {
    /// Words for a series of dumps.
    pub enum DumpMessage {
        /// The numbers of a series without known times.
        Series { dumps: usize, goroutines } => {
            zh: "{dumps} 份 dump，goroutine 数：{goroutines}",
            en: "{dumps} dumps, goroutines: {goroutines}",
        },
        /// The numbers of a series over some minutes.
        SeriesOver { dumps: usize, minutes, goroutines } => {
            zh: "{dumps} 份 dump，历时 {minutes} 分钟，goroutine 数：{goroutines}",
            en: "{dumps} dumps over {minutes} minutes, goroutines: {goroutines}",
        },
        /// No times are known.
        NoTimes => {
            zh: "不知道各份 dump 的时间，所以没有速率；用 --interval 30s 给出间隔",
            en: "the times of the dumps are not known, so there is no rate; --interval 30s gives one",
        },
        /// There is only one dump.
        OneDump => {
            zh: "只有一份 dump，没有可比较的",
            en: "there is one dump only, nothing to compare it with",
        },
        /// A file holds no dump.
        NoDump { path } => { zh: "{path}：没有能识别的 dump", en: "{path}: holds no dump that can be read" },
        /// Column: in the last dump.
        Now => { zh: "现在", en: "now" },
        /// Column: growth.
        Growth => { zh: "增长", en: "growth" },
        /// Column: growth per minute.
        PerMinute => { zh: "每分钟", en: "per minute" },
        /// Column: what they do and where.
        Doing => { zh: "在做什么", en: "doing what" },
        /// A group over the threshold.
        OverThreshold { threshold: u64 } => { zh: "超过 {threshold}", en: "over {threshold}" },
        /// Nothing grows.
        NothingGrows => { zh: "没有增长的组", en: "no group grows" },
        /// Groups that are not shown.
        OtherGroups { groups: usize, goroutines: u64 } => {
            zh: "其余 {groups} 组，现在共 {goroutines} 个 goroutine（--all 显示全部）",
            en: "{groups} other groups, {goroutines} goroutines now (--all shows them)",
        },
    }
}
