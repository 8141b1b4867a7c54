//! What was observed, as it comes from tools, opened into the text that everything else reads.
//!
//! A profile that `go tool pprof` reads (`…/debug/pprof/goroutine`, `heap`, `mutex`, `block`, a CPU profile) is a
//! gzip-compressed protocol buffer. [`open`] gives it as what `debug=1` would have written of it, so that its goroutines are
//! grouped, compared and diagnosed as those of any other dump; a dump that was only compressed is given as it was.
//!
//! ```
//! let text = b"goroutine 7 [chan send]:\nmain.offer()\n";
//! assert_eq!(&*fupan_evidence::open(text).bytes, text);
//! assert_eq!(fupan_evidence::open(b"\x1f\x8b\x08\0").problems, [fupan_evidence::OpenProblem::Gzip]);
//! ```
//!
//! Pure: bytes in, bytes and problems out, with a limit on everything that an input can make grow. What the text says is
//! `fupan-stack`'s and `fupan-diagnosis`'s to read.

mod inflate;
mod open;
mod profile;
mod wire;

pub use open::{OpenProblem, Opened, is_closed, open};
