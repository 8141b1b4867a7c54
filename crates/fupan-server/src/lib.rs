//! The HTTP interface: extract, call the engine off the runtime, convert.
//!
//! There is no logic here: every answer is the engine's, in the JSON shapes of `fupan-api`, the same that the
//! command line prints. `?lang=zh` or `en` chooses the language; without it the server's own is used. Whatever gets
//! no answer gets a problem document (RFC 9457), an unknown route too.
//!
//! | route | question |
//! |---|---|
//! | `GET /api/v1/search?q=…&limit=…&filter=k:v` | full-text search |
//! | `GET /api/v1/incidents?filter=k:v`, `GET /api/v1/patterns?filter=k:v` | which entries there are |
//! | `GET /api/v1/incidents/{id}`, `GET /api/v1/patterns/{id}` | one entry |
//! | `POST /api/v1/incidents/{id}/annotations` | `{"annotator","text","kind","field","value","supersedes","refs"}`: kept with the incident |
//! | `POST /api/v1/similar?limit=…` | `{"text","input","id","limit","exclude"}`, or a panic as plain text |
//! | `POST /api/v1/diagnose` | which patterns a panic, dump or log as the body shows |
//! | `POST /api/v1/triage?limit=…` | the same with its stacks and similar incidents |
//! | `POST /api/v1/explain?format=json\|md\|html` | the attribution report of the same |
//! | `POST /api/v1/fingerprint` | a panic or dump as the body |
//! | `GET /api/v1/fingerprints/{id}/incidents` | the incidents of a fingerprint |
//! | `GET /api/v1/reports/onboarding?team=…&service=…&since=…&format=json\|md\|html` | what a newcomer should learn first |
//! | `GET /api/v1/stats/root-causes?by=…&since=…&format=json\|svg` | shares of root causes |
//! | `GET /api/v1/stats/recurrence`, `/stats/times`, `/stats/trends` | what came back, how long it took, and trends |
//! | `GET /api/v1/reports/guidelines?format=…&team=…&service=…&since=…` | rules from incidents: `json`, `md`, `html`, `golangci` |
//! | `GET /livez` | whether the process answers |
//!
//! No header lets a page of another origin read an answer.

mod answer;
mod parameters;
mod refused;
mod reports;
mod routes;

use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use fupan_engine::LiveEngine;
use fupan_locale::Language;

pub use routes::app;

/// What every request sees.
#[derive(Debug, Clone)]
pub struct Service {
    /// The engine that answers.
    pub engine: Arc<LiveEngine>,
    /// The language of a request that names none.
    pub language: Language,
}

/// Answers on a listener until the process is told to stop (interrupt or terminate); requests that have begun are
/// finished. `ready` is called once from then on a request is answered and a signal is heard.
///
/// # Errors
/// Where the runtime cannot start or the listener fails.
pub fn serve(
    listener: TcpListener,
    engine: LiveEngine,
    language: Language,
    ready: impl FnOnce(),
) -> io::Result<()> {
    let service = Service { engine: Arc::new(engine), language };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let stop = told_to_stop()?;
        ready();
        axum::serve(listener, app(service)).with_graceful_shutdown(stop).await
    })
}

/// Ends when a signal arrives; signals are heard from the call on.
#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends when the process is interrupted.
#[cfg(not(unix))]
fn told_to_stop() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        // Without a handler nothing can tell the process to stop softly; it runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
