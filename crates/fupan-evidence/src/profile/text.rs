//! A profile as `debug=1` writes it, for everything that reads that.
//!
//! ```text
//! goroutine profile: total 301
//! 300 @ 0x43e5ce 0x44f4b8
//! # labels: {"tenant":"a"}
//! #  0x43e5ce  runtime.gopark  /go/src/runtime/proc.go:435
//! #  0x44f4b8  main.poll  /src/main.go:49
//! ```
//!
//! The columns are parted by tabs. As `printCountProfile` and its like in `runtime/pprof/pprof.go`, with two differences:
//! calls of the run-time are not left out, as they tell what a goroutine waits for, and offsets within a function are, as a
//! profile does not have them. Values of a heap profile are scaled for sampling already, so its rate is given as one. Of a
//! CPU profile Go writes no text; it looks as that of contention does.

use std::fmt::Write;

use super::{Frame, Profile, ProfileKind, Sample};

impl Profile {
    /// The text, of at most about `most` bytes, and whether it was cut.
    pub(crate) fn text(&self, most: usize) -> (String, bool) {
        // The table of strings comes last: where it was cut off, nothing has a name.
        if self.strings.is_empty() {
            return (String::new(), false);
        }
        let kind = self.kind();
        let columns = self.columns(kind);
        let mut text = self.head(kind, &columns);
        for sample in self.samples() {
            if text.len() > most {
                return (text, true);
            }
            let values: Vec<i64> = columns.iter().map(|column| value(sample, *column)).collect();
            match kind {
                ProfileKind::Heap => text.push_str(&memory(&values)),
                _ => text.push_str(&values.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")),
            }
            self.write_stack(sample, &mut text);
        }
        (text, false)
    }

    /// The places of the values that a record begins with, as far as they are there.
    fn columns(&self, kind: ProfileKind) -> Vec<Option<usize>> {
        let names: &[&str] = match kind {
            ProfileKind::Heap => &["inuse_objects", "inuse_space", "alloc_objects", "alloc_space"],
            ProfileKind::Mutex | ProfileKind::Block => &["delay", "contentions"],
            ProfileKind::Cpu => &["cpu", "samples"],
            ProfileKind::Count => return vec![Some(0)],
        };
        names.iter().map(|name| self.place_of(name)).collect()
    }

    fn head(&self, kind: ProfileKind, columns: &[Option<usize>]) -> String {
        match kind {
            ProfileKind::Heap => {
                let totals: Vec<i64> = columns.iter().map(|column| self.total(*column)).collect();
                format!("heap profile: {} @ heap/2\n", memory(&totals))
            }
            ProfileKind::Mutex => "--- mutex:\ncycles/second=1000000000\nsampling period=1\n".to_owned(),
            ProfileKind::Block => "--- contention:\ncycles/second=1000000000\n".to_owned(),
            ProfileKind::Cpu => "--- cpu:\ncycles/second=1000000000\n".to_owned(),
            ProfileKind::Count => {
                let name = self.sample_types.first().map_or("", |first| &first.name);
                format!("{} profile: total {}\n", plain(name), self.total(Some(0)))
            }
        }
    }

    fn total(&self, column: Option<usize>) -> i64 {
        self.samples().map(|sample| value(sample, column)).fold(0, i64::saturating_add)
    }

    /// The addresses, the labels and the calls of a record.
    fn write_stack(&self, sample: Sample<'_>, text: &mut String) {
        text.push_str(" @");
        for id in &sample.raw.locations {
            let address = self.locations.get(id).map_or(0, |location| location.address);
            let _written = write!(text, " {address:#x}");
        }
        text.push('\n');
        let labels: Vec<String> = sample.labels().map(|(key, value)| format!("{key:?}:{value:?}")).collect();
        if !labels.is_empty() {
            let _written = writeln!(text, "# labels: {{{}}}", labels.join(", "));
        }
        for frame in sample.frames().filter(|frame| frame.function != "runtime.goexit") {
            write_frame(frame, text);
        }
        text.push('\n');
    }
}

fn value(sample: Sample<'_>, column: Option<usize>) -> i64 {
    column.map_or(0, |column| sample.value(column))
}

/// `3: 1048576 [5: 2097152]`
fn memory(values: &[i64]) -> String {
    let at = |place: usize| values.get(place).copied().unwrap_or_default();
    format!("{}: {} [{}: {}]", at(0), at(1), at(2), at(3))
}

fn write_frame(frame: Frame<'_>, text: &mut String) {
    let Frame { address, function, file, line } = frame;
    let _written = if function.is_empty() {
        writeln!(text, "#\t{address:#x}")
    } else {
        writeln!(text, "#\t{address:#x}\t{}\t{}:{line}", plain(function), plain(file))
    };
}

/// Nothing of a name may look like the next line or column.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}
