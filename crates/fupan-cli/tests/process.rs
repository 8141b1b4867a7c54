//! The real binary as a process: exit codes, streams, signals, and several at once over one data directory.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where an expectation is wrong")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// Longer than anything here takes; what hangs fails instead.
const PATIENCE: Duration = Duration::from_secs(60);

/// A copy of the corpus of the repository, and a data directory that is not there yet.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
        copy(&shipped, &folder.path().join("corpus"));
        Self { folder }
    }

    fn corpus(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Adds an incident, so that the index is behind.
    fn add_incident(&self) {
        let from = self.corpus().join("incidents/RPL-2014-0001/postmortem.md");
        let text = fs::read_to_string(from).unwrap().replace("RPL-2014-0001", "RPL-2014-9999");
        let text = text.replace("docker-2014-utils-go-unbuffered", "added-later");
        // Its evidence stays behind.
        let (before, rest) = text.split_once("\nevidence:\n").unwrap();
        let text = format!("{before}{}", rest.get(rest.find("\nsources:").unwrap()..).unwrap());
        let folder = self.corpus().join("incidents/RPL-2014-9999");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("postmortem.md"), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(env!("CARGO_BIN_EXE_fupan"));
        command.args(arguments).env_clear();
        command.env("FUPAN_CORPUS", self.corpus()).env("FUPAN_DATA_DIR", self.data());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        finished(self.command(arguments).spawn().unwrap())
    }
}

#[expect(clippy::disallowed_methods, reason = "the test of the binary starts it")]
fn command(program: &str) -> Command {
    Command::new(program)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Run {
    /// None where a signal ended it.
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Waits for a process to end, but not for ever.
fn finished(child: Child) -> Run {
    let id = child.id();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(output) = receiver.recv_timeout(PATIENCE) else {
        signal(id, "KILL");
        panic!("process {id} does not end");
    };
    let Output { status, stdout, stderr } = output.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

fn signal(process: u32, name: &str) {
    assert!(command("kill").args([&format!("-{name}"), &process.to_string()]).status().unwrap().success());
}

#[test]
fn codes_and_streams_are_kept_apart() {
    let place = Place::new();
    let found = place.run(&["search", "死锁", "--json"]);
    assert_eq!((found.code, &*found.stderr), (Some(0), ""), "{found:?}");
    assert!(found.json()["total"].as_u64().unwrap() > 0);
    let unseen = place.run(&["lookup", "v1f:00000000000000000000000000000000"]);
    assert_eq!((unseen.code, &*unseen.stderr), (Some(11), ""));
    for (arguments, code) in [
        (&["serch"][..], 2),
        (&["search", ""], 2),
        (&["fingerprint"], 3),
        (&["graph", "show", "nobody"], 1),
        (&["search", "x", "--corpus", "/nowhere", "--data-dir", "/nowhere"], 1),
    ] {
        let run = place.run(arguments);
        assert_eq!((run.code, &*run.stdout), (Some(code), ""), "{arguments:?}: {run:?}");
        assert!(run.stderr.starts_with("error: "), "{run:?}");
    }
}

#[test]
fn the_environment_names_places_and_language() {
    let place = Place::new();
    for (variable, value, expected) in
        [("LANG", "zh_CN.UTF-8", "找到 "), ("LC_ALL", "zh_CN", "找到 "), ("LANG", "C", "incidents match")]
    {
        let child = place.command(&["search", "lock"]).env(variable, value).spawn().unwrap();
        assert!(finished(child).stdout.contains(expected), "{variable}={value}");
    }
    assert!(place.data().join("views/CURRENT").is_file());
    let child = place.command(&["doctor"]).env("LANG", "zh_CN").env("LC_ALL", "en_US").spawn().unwrap();
    assert!(finished(child).stdout.contains("up to date"), "LC_ALL before LANG");
}

#[test]
fn standard_input_is_read_from_a_pipe() {
    let place = Place::new();
    for arguments in [&["similar"][..], &["similar", "-"], &["fingerprint", "--json"]] {
        let mut child = place.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin
            .write_all(b"panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/a/main.go:3 +0x1\n")
            .unwrap();
        drop(stdin);
        let run = finished(child);
        assert!(matches!(run.code, Some(0 | 10 | 11)) && !run.stdout.is_empty(), "{run:?}");
    }
}

/// A reader that has had enough, such as `head`, is no failure and no panic.
#[test]
fn a_broken_pipe_is_no_failure() {
    let place = Place::new();
    assert_eq!(place.run(&["index"]).code, Some(0));
    for arguments in [&["graph", "export", "--format", "json"][..], &["--help"], &["completions", "bash"]] {
        let mut child = place.command(arguments).spawn().unwrap();
        drop(child.stdout.take());
        let run = finished(child);
        assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{arguments:?}");
    }
}

/// The verbs that answer from the index.
const READERS: [&[&str]; 8] = [
    &["search", "死锁", "--json"],
    &["search", "goroutine leak", "--json"],
    &["similar", "--text", "mutex locked twice", "--json"],
    &["similar", "--id", "RPL-2015-0001", "--json"],
    &["lookup", "v1f:00000000000000000000000000000000", "--json"],
    &["stats", "root-causes", "--json"],
    &["graph", "show", "RPL-2014-0001", "--json"],
    &["graph", "export", "--format", "json"],
];

/// The answer itself, without how long it took and what is said beside it. What stands in the document is said on
/// standard error too.
fn answer(run: &Run) -> Value {
    assert!(matches!(run.code, Some(0 | 10 | 11)), "{run:?}");
    let mut answer = run.json();
    let fields = answer.as_object_mut().unwrap();
    fields.remove("took_ms");
    for notice in fields.remove("notices").iter().filter_map(Value::as_array).flatten() {
        assert!(run.stderr.contains(notice.as_str().unwrap()), "{run:?}");
    }
    answer
}

#[test]
fn eight_readers_at_once_all_answer() {
    let alone = Place::new();
    let expected = || READERS.map(|arguments| answer(&alone.run(arguments)));
    let place = Place::new();
    let at_once = || READERS.map(|arguments| place.command(arguments).spawn().unwrap()).map(finished);

    let before = expected();
    let missing = at_once();
    assert_eq!(missing.each_ref().map(answer), before, "a missing index is waited for");
    assert!(missing.iter().all(|run| run.stderr.is_empty()), "{missing:?}");

    alone.add_incident();
    place.add_incident();
    let after = expected();
    // Beside the one that writes, an answer may come from the last view, and then says so.
    for (run, (before, after)) in at_once().iter().zip(before.iter().zip(&after)) {
        let from_last_view = run.stderr.starts_with("note: the corpus has changed, but process ");
        assert!(from_last_view || run.stderr.is_empty(), "{run:?}");
        assert_eq!(&answer(run), if from_last_view { before } else { after }, "{}", run.stderr);
    }
}

/// A server that ends with the test, however that ends.
struct Server {
    child: Option<Child>,
    address: String,
}

impl Server {
    fn start(place: &Place) -> Self {
        let mut child = place.command(&["serve", "--listen", "127.0.0.1:0"]).spawn().unwrap();
        let mut line = String::new();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        lines.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("note: listening on http://");
        let address = address.unwrap_or_else(|| panic!("{line}")).to_owned();
        // What else it says must not fill the pipe.
        std::thread::spawn(move || drop(lines.read_to_end(&mut Vec::new())));
        Self { child: Some(child), address }
    }

    /// The body of a `GET`.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
        response.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    fn told(mut self, name: &str) -> Run {
        let child = self.child.take().unwrap();
        signal(child.id(), name);
        finished(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

#[test]
fn a_server_answers_beside_other_processes_and_stops_when_it_is_told_to() {
    let place = Place::new();
    let server = Server::start(&place);
    assert!(server.address.starts_with("127.0.0.1:"), "{}", server.address);
    server.get("/livez");
    let served: Value =
        serde_json::from_str(&server.get("/api/v1/search?q=deadlock&limit=3&lang=en")).unwrap();
    let asked = place.run(&["search", "deadlock", "--limit", "3", "--json"]);
    assert_eq!((asked.code, &*asked.stderr), (Some(0), ""), "a reader beside the server: {asked:?}");
    assert_eq!(served["hits"], asked.json()["hits"]);
    place.add_incident();
    let added = place.run(&["graph", "show", "added-later"]);
    assert_eq!((added.code, &*added.stderr), (Some(0), ""), "a writer beside the server: {added:?}");
    assert_eq!(place.run(&["index", "--rebuild"]).code, Some(0));
    server.get("/livez");
    assert_eq!(server.told("TERM").code, Some(0));
}

#[test]
fn an_interrupt_ends_the_server_too() {
    let place = Place::new();
    assert_eq!(Server::start(&place).told("INT").code, Some(0));
}

#[test]
fn an_address_that_is_taken_is_named() {
    let place = Place::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let run = place.run(&["serve", "--listen", &address]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    assert!(run.stderr.starts_with(&format!("error: cannot listen on {address}: ")), "{}", run.stderr);
}

/// A process that dies with the lock leaves nothing that keeps the next writer away.
#[test]
fn a_killed_writer_leaves_no_lock() {
    let place = Place::new();
    for _ in 0..3 {
        let mut child = place.command(&["index", "--rebuild"]).spawn().unwrap();
        // It ends before, during or after its work.
        drop(child.kill());
        child.wait().unwrap();
    }
    let run = place.run(&["index", "--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(answer(&place.run(READERS[0])), answer(&Place::new().run(READERS[0])));
}

/// Another user than the owner of the data directory reads it and cannot write it.
#[test]
fn readers_answer_from_a_data_directory_that_they_may_not_write() {
    let place = Place::new();
    let before = answer(&place.run(READERS[0]));
    let as_nobody = |arguments: &[&str]| {
        let plain = place.command(arguments);
        let mut wrapped = command("setpriv");
        wrapped.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        wrapped.arg(plain.get_program()).args(plain.get_args()).env_clear().env("PATH", "/usr/bin:/bin");
        wrapped.env("FUPAN_CORPUS", place.corpus()).env("FUPAN_DATA_DIR", place.data());
        wrapped.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
    };
    let possible = as_nobody(&["--version"]).map(finished).is_ok_and(|run| run.code == Some(0));
    if !possible {
        println!("SKIPPED: this user may not run a process as another");
        return;
    }
    open_to_readers(place.folder.path());
    let fresh = finished(as_nobody(READERS[0]).unwrap());
    assert_eq!((answer(&fresh), &*fresh.stderr), (before.clone(), ""));
    place.add_incident();
    open_to_readers(place.folder.path());
    let stale = finished(as_nobody(READERS[0]).unwrap());
    assert_eq!(answer(&stale), before);
    assert!(stale.stderr.contains("the index cannot be updated ("), "{}", stale.stderr);
    assert!(stale.stderr.contains("Permission denied"), "{}", stale.stderr);
    let refused = finished(as_nobody(&["index"]).unwrap());
    assert_eq!((refused.code, &*refused.stdout), (Some(1), ""), "{refused:?}");
    assert!(refused.stderr.contains("cannot be used: "), "{}", refused.stderr);
    let examined = finished(as_nobody(&["doctor"]).unwrap());
    assert!(examined.stdout.contains("cannot be written: Permission denied"), "{examined:?}");
}

/// Lets everybody read a folder and its files, and nobody but their owner write them.
fn open_to_readers(folder: &Path) {
    let set = |path: &Path, mode| {
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    };
    set(folder, 0o755);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { open_to_readers(&path) } else { set(&path, 0o644) }
    }
}
