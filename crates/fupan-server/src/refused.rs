//! What is refused before a route has seen it, in the form of every other refusal.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use fupan_api::{ProblemBody, ProblemCode};
use fupan_locale::ServerMessage;

use crate::Service;
use crate::answer::{PROBLEM, problem};
use crate::parameters::Parameters;
use crate::routes::BODY_LIMIT;

const MIB: usize = 1024 * 1024;

/// Makes a problem document of a failure that is none yet: an unknown route, a wrong method, a body over the limit.
pub(crate) async fn as_problems(State(service): State<Service>, request: Request, next: Next) -> Response {
    let language = Parameters::of(request.uri(), &service).language;
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let response = next.run(request).await;
    if !is_bare_failure(&response) {
        return response;
    }
    let (code, message) = match response.status() {
        StatusCode::NOT_FOUND => (ProblemCode::NotFound, ServerMessage::UnknownRoute { path }),
        StatusCode::METHOD_NOT_ALLOWED => {
            (ProblemCode::MethodNotAllowed, ServerMessage::WrongMethod { method, path })
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            (ProblemCode::TooLarge, ServerMessage::BodyTooLarge { limit: BODY_LIMIT / MIB })
        }
        status if status.is_client_error() => (ProblemCode::InvalidRequest, ServerMessage::Unreadable),
        _ => (ProblemCode::Failed, ServerMessage::Crashed),
    };
    let mut refusal = problem(&ProblemBody::new(code, message.render(language), language));
    // A wrong method is answered with the right ones.
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        refusal.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    refusal
}

fn is_bare_failure(response: &Response) -> bool {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    failed && response.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind != PROBLEM)
}
