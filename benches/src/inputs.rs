//! Inputs that every run shares.

use std::fs;
use std::path::{Path, PathBuf};

/// A question in Chinese with a Go symbol in it.
pub const CHINESE_SENTENCE: &str = "sync.Map误用于高写场景，内存持续增长，最后被系统杀死";

/// The folder of the workspace.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The corpus of the repository.
#[must_use]
pub fn corpus() -> PathBuf {
    repository().join("corpus")
}

/// Every file of the corpus as text, by path.
///
/// # Panics
/// Where the corpus cannot be read.
#[must_use]
pub fn corpus_texts() -> Vec<String> {
    let mut files = files_below(&corpus());
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).expect("a file of the corpus is text")).collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("the corpus can be listed").path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

/// A nil dereference deep in a handler: 30 frames, of the program, its libraries and the runtime.
#[must_use]
pub fn panic_of_30_frames() -> String {
    let mut text = String::from(
        "panic: runtime error: invalid memory address or nil pointer dereference\n\
         [signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x6b4f2a]\n\n\
         goroutine 4711 [running]:\n",
    );
    for depth in 0..24 {
        let (part, line) = (depth % 4, 20 + depth * 7);
        let function = format!("example.com/shop/part{part}.(*Service).step{depth}");
        frame(&mut text, &function, depth, &format!("/build/part{part}/service.go"), line);
    }
    for (function, place) in [
        ("net/http.HandlerFunc.ServeHTTP", 2294),
        ("net/http.(*ServeMux).ServeHTTP", 2822),
        ("net/http.serverHandler.ServeHTTP", 3301),
        ("net/http.(*conn).serve", 2102),
        ("net/http.(*Server).Serve.gowrap3", 3454),
        ("runtime.goexit", 1700),
    ] {
        frame(&mut text, function, place, "/usr/local/go/src/net/http/server.go", place);
    }
    text
}

/// A dump of so many goroutines, which stand in 20 different places 4 to 23 frames deep. Their arguments differ, as
/// they do in a program.
#[must_use]
pub fn goroutine_dump(goroutines: usize) -> String {
    let mut text = String::new();
    for goroutine in 0..goroutines {
        // A step that has no factor in common with 20 mixes the places.
        let place = goroutine * 7 % 20;
        let state = match place % 4 {
            0 => "chan receive",
            1 => "select",
            2 => "IO wait",
            _ => "sync.Mutex.Lock",
        };
        text.push_str(&format!("goroutine {} [{state}, {} minutes]:\n", goroutine + 1, place + 1));
        for depth in 0..4 + place {
            let function = format!("example.com/shop/part{}.(*Worker).run{depth}", place % 5);
            let file = format!("/build/part{}/worker.go", place % 5);
            frame(&mut text, &function, goroutine * 64 + depth, &file, 10 + depth);
        }
        text.push_str("created by example.com/shop/main.start in goroutine 1\n");
        text.push_str(&format!("\t/build/main.go:{} +0x5c\n\n", place + 30));
    }
    text
}

fn frame(text: &mut String, function: &str, argument: usize, file: &str, line: usize) {
    text.push_str(&format!("{function}(0xc000{argument:06x}, 0x{line:x}?)\n\t{file}:{line} +0x{line:x}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panic_has_30_frames() {
        assert_eq!(panic_of_30_frames().matches("\n\t").count(), 30);
    }

    #[test]
    fn the_dump_has_the_goroutines_that_were_asked_for() {
        let dump = goroutine_dump(1000);
        assert_eq!(dump.matches("\n\n").count(), 1000);
        assert_eq!(dump, goroutine_dump(1000));
    }
}
