//! The writer's lock.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use fs4::{FileExt, TryLockError};

use crate::StoreError;

/// How often a waiting writer tries again.
const STEP: Duration = Duration::from_millis(20);

/// How long to wait for another writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockWait {
    /// Not at all.
    No,
    /// At most this long.
    UpTo(Duration),
}

/// The lock, held until it is dropped or the process dies.
#[derive(Debug)]
pub(crate) struct WriterLock {
    _file: File,
}

pub(crate) fn take(path: &Path, wait: LockWait) -> Result<WriterLock, StoreError> {
    let mut options = OpenOptions::new();
    let mut file = options
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path)
        .map_err(StoreError::io(path))?;
    let until = match wait {
        LockWait::No => None,
        LockWait::UpTo(most) => Instant::now().checked_add(most),
    };
    loop {
        match FileExt::try_lock(&file) {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(source)) => return Err(StoreError::Io { path: path.to_owned(), source }),
        }
        if until.is_none_or(|until| Instant::now() >= until) {
            return Err(StoreError::InUse { process: holder(&mut file) });
        }
        thread::sleep(STEP);
    }
    sign(&mut file).map_err(StoreError::io(path))?;
    Ok(WriterLock { _file: file })
}

/// Leaves the id of this process for the message that others get.
fn sign(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    write!(file, "{}", std::process::id())
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(20).read_to_string(&mut text));
    let is_id = read.is_ok() && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_id { text } else { "?".to_owned() }
}
