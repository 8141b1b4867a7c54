//! A server that stays: the corpus changes, questions crash, answers take long.
//!
//! Each test has a clock of its own. The engine looks at the corpus again when a second has passed on it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

use crate::corpus::{incident, write};
use crate::support::{Answer, Place, standing_clock};

const DEADLINE: Duration = Duration::from_secs(60);

const NEW: &str = "incidents/RPL-2023-0001/postmortem.md";

fn add_incident(place: &Place) {
    write(&place.corpus(), NEW, &incident("RPL-2023-0001", "Courier dropped parcels", "courier"));
}

#[tokio::test]
async fn a_change_of_the_corpus_shows_in_the_next_answer_after_a_second() {
    static SECONDS: AtomicU64 = AtomicU64::new(0);
    fn clock() -> SystemTime {
        standing_clock() + Duration::from_secs(SECONDS.load(Ordering::SeqCst))
    }
    let place = Place::with_clock(clock);
    let question = "/api/v1/search?q=parcels";
    add_incident(&place);
    assert_eq!(place.get(question).await.ids(), Vec::<String>::new());
    SECONDS.store(1, Ordering::SeqCst);
    assert_eq!(place.get(question).await.ids(), ["RPL-2023-0001"]);
    std::fs::remove_dir_all(place.corpus().join("incidents/RPL-2023-0001")).unwrap();
    SECONDS.store(2, Ordering::SeqCst);
    assert_eq!(place.get(question).await.ids(), Vec::<String>::new());
}

#[tokio::test]
async fn without_its_corpus_the_last_answers_are_given() {
    static SECONDS: AtomicU64 = AtomicU64::new(0);
    fn clock() -> SystemTime {
        standing_clock() + Duration::from_secs(SECONDS.load(Ordering::SeqCst))
    }
    let place = Place::with_clock(clock);
    std::fs::remove_dir_all(place.corpus()).unwrap();
    SECONDS.store(5, Ordering::SeqCst);
    let answer = place.get("/api/v1/search?q=mutex&lang=en").await;
    assert_eq!(answer.ids(), ["RPL-2021-0001"]);
    let notices = answer.json()["notices"].clone();
    let said = notices[0].as_str().unwrap();
    assert!(said.starts_with("there is no corpus at "), "{said}");
}

#[tokio::test]
async fn a_question_that_crashes_gets_an_answer_and_so_does_the_next_one() {
    static BROKEN: AtomicBool = AtomicBool::new(false);
    fn clock() -> SystemTime {
        assert!(!BROKEN.load(Ordering::SeqCst), "the clock is broken");
        standing_clock()
    }
    let place = Place::with_clock(clock);
    BROKEN.store(true, Ordering::SeqCst);
    for path in ["/api/v1/search?q=mutex", "/api/v1/stats/root-causes"] {
        let answer = place.get(path).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        let problem = answer.problem();
        assert_eq!((&problem["code"], &problem["title"]), (&"failed".into(), &"failed".into()));
        assert_eq!(problem["detail"], "internal error: the question brought its thread down");
    }
    BROKEN.store(false, Ordering::SeqCst);
    assert_eq!(place.get("/api/v1/search?q=mutex").await.ids(), ["RPL-2021-0001"]);
}

/// Holds whoever comes to it until it is opened.
struct Gate {
    state: Mutex<GateState>,
    changed: Condvar,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum GateState {
    Open,
    Closed,
    SomebodyWaits,
}

impl Gate {
    const fn new() -> Self {
        Self { state: Mutex::new(GateState::Open), changed: Condvar::new() }
    }

    fn set(&self, state: GateState) {
        *self.state.lock().unwrap() = state;
        self.changed.notify_all();
    }

    fn pass(&self) {
        let mut state = self.state.lock().unwrap();
        if *state == GateState::Closed {
            *state = GateState::SomebodyWaits;
            self.changed.notify_all();
        }
        self.wait(state, GateState::Open);
    }

    fn wait_for_somebody(&self) {
        self.wait(self.state.lock().unwrap(), GateState::SomebodyWaits);
    }

    /// A test that fails must end as well.
    fn wait(&self, state: MutexGuard<'_, GateState>, expected: GateState) {
        let waited = self.changed.wait_timeout_while(state, DEADLINE, |state| *state != expected);
        assert_eq!(*waited.unwrap().0, expected);
    }
}

/// The runtime has one thread, so that a question that blocked it would block everything.
#[tokio::test]
async fn while_a_question_waits_for_the_index_the_server_lives_and_answers_others() {
    static GATE: Gate = Gate::new();
    fn clock() -> SystemTime {
        GATE.pass();
        standing_clock()
    }
    let place = Place::with_clock(clock);
    GATE.set(GateState::Closed);
    let question = Request::get("/api/v1/search?q=mutex").body(Body::empty()).unwrap();
    let held = tokio::spawn(place.app().oneshot(question));
    tokio::task::spawn_blocking(|| GATE.wait_for_somebody()).await.unwrap();
    assert_eq!(place.get("/livez").await.body, b"ok\n");
    assert_eq!(place.get("/api/v1/search?q=relay").await.ids(), ["RPL-2022-0002"]);
    assert!(!held.is_finished());
    GATE.set(GateState::Open);
    assert_eq!(Answer::read(held.await.unwrap().unwrap()).await.ids(), ["RPL-2021-0001"]);
}
