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
        /// A defect of the program.
        Crashed => {
            zh: "内部错误：处理请求时崩溃",
            en: "internal error: the question brought its thread down",
        },
    }
}
