//! What the HTTP interface says of its requests.

messages! {
    /// Why a request got no answer.
    pub enum ServerMessage {
        /// A parameter cannot be read.
        InvalidParameter { parameter, value } => {
            zh: "参数 {parameter} 的值 {value} 无效",
            en: "{value} is no value for the parameter {parameter}",
        },
        /// The body is not the JSON that was announced.
        InvalidBody { reason } => {
            zh: "请求体不是有效的 JSON：{reason}",
            en: "the body is not the JSON it should be: {reason}",
        },
        /// The body does not arrive whole, or the address is no text.
        Unreadable => {
            zh: "请求无法读取",
            en: "the request cannot be read",
        },
        /// No route has the path.
        UnknownRoute { path } => {
            zh: "没有接口 {path}",
            en: "there is nothing at {path}",
        },
        /// The path is there, with other methods.
        WrongMethod { method, path } => {
            zh: "接口 {path} 不支持 {method}",
            en: "{path} does not take {method}",
        },
        /// The body is over the limit.
        BodyTooLarge { limit: usize } => {
            zh: "请求体超过 {limit} MiB",
            en: "the body is larger than {limit} MiB",
        },
        /// A defect of the program.
        Crashed => {
            zh: "内部错误：处理请求时崩溃",
            en: "internal error: the question brought its thread down",
        },
    }
}

messages! {
    /// The kinds of failure of the HTTP interface, each in a few words.
    pub enum ProblemTitle {
        /// The question itself is wrong.
        InvalidRequest => { zh: "请求无效", en: "invalid request" },
        /// The input could not be understood.
        NotUnderstood => { zh: "看不懂输入", en: "input not understood" },
        /// What was asked for does not exist.
        NotFound => { zh: "不存在", en: "not found" },
        /// The path does not take the method.
        MethodNotAllowed => { zh: "方法不允许", en: "method not allowed" },
        /// The body is too large.
        TooLarge => { zh: "请求体过大", en: "body too large" },
        /// Another process holds the data directory.
        InUse => { zh: "数据目录被占用", en: "data directory in use" },
        /// A newer release wrote the data directory.
        Refused => { zh: "拒绝操作", en: "refused" },
        /// Anything else.
        Failed => { zh: "失败", en: "failed" },
    }
}
