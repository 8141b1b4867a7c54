//! Errors with `: ` in them that are one error: those of the run-time, the standard library, the system, databases.

use fupan_stack::is_std_package;

/// Whether the parts are one error as the run-time, `os`, `net`, gRPC, or a database prints it.
pub(super) fn is_told_by_the_system(parts: &[&str]) -> bool {
    let [head, next, after @ ..] = parts else { return false };
    let words: Vec<&str> = head.splitn(4, ' ').collect();
    let Some(&first) = words.first() else { return false };
    let is_of_network = || {
        let kind = words.get(1).copied().unwrap_or_default();
        NETWORK_CALLS.contains(&first) && ["tcp", "udp", "unix", "ip"].iter().any(|net| kind.starts_with(net))
    };
    match first {
        "runtime" | "remote" | "local" => words.get(1..) == Some(&["error"]),
        "interface" => *head == "interface conversion",
        "rpc" => *head == "rpc error" && next.starts_with("code = "),
        "ERROR" | "FATAL" => words.len() == 1,
        "Error" => words.get(1).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())),
        "lookup" => words.len() == 2 || words.get(2) == Some(&"on"),
        "parse" => words.get(1).is_some_and(|url| url.starts_with('"')),
        "Log" => head.starts_with("Log in goroutine after "),
        "parsing" => words.get(1) == Some(&"time"),
        _ if is_of_network() => true,
        _ => after.is_empty() && is_of_os(&words, next),
    }
}

/// `open /etc/x`, `connect`, with the text of an error number behind it.
fn is_of_os(words: &[&str], next: &str) -> bool {
    let (Some(call), Some(argument)) = (words.first(), words.get(1).or(Some(&""))) else { return false };
    let is_path = argument.contains(['/', '\\', '.']);
    SYSTEM_CALLS.split(' ').any(|known| known == *call)
        && (is_path || (words.len() <= 2 && ERROR_NUMBERS.split('|').any(|known| known == next)))
}

/// Whether an error of the standard library begins so: `sync`, `strconv.Atoi`, `encoding/hex`.
pub(super) fn is_package(head: &str) -> bool {
    let (package, name) = head.split_once('.').unwrap_or((head, "X"));
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '(') && !name.contains(' ');
    is_name
        && (PACKAGES.split(' ').any(|known| known == package)
            || (package.contains('/') && is_std_package(package)))
}

const NETWORK_CALLS: [&str; 9] =
    ["dial", "read", "write", "accept", "listen", "close", "set", "proxyconnect", "socks"];

const SYSTEM_CALLS: &str = "\
    accept accept4 bind chdir chmod chown chtimes close connect copy_file_range epoll_create1 epoll_ctl \
    fallocate fdopendir flock fork/exec fstat fsync getdents64 getsockopt ioctl kill link listen lock lstat \
    mkdir mmap open openat pipe2 read readdirent readlink remove rename seek sendfile setsockopt socket stat \
    symlink sync truncate unlink write";

const ERROR_NUMBERS: &str = "\
    address already in use|argument list too long|bad file descriptor|broken pipe|cannot allocate memory|\
    cannot assign requested address|connection refused|connection reset by peer|connection timed out|\
    device or resource busy|directory not empty|disk quota exceeded|exec format error|file already closed|\
    file exists|file name too long|file too large|i/o timeout|input/output error|interrupted system call|\
    invalid argument|invalid cross-device link|is a directory|network is unreachable|no route to host|\
    no space left on device|no such file or directory|no such process|not a directory|operation not permitted|\
    operation not supported|permission denied|read-only file system|resource temporarily unavailable|\
    stale NFS file handle|too many open files";

const PACKAGES: &str = "\
    asn1 bufio bytes bzip2 cipher context csv ecdsa elf errors exec flag flate gob gzip hex http \
    http2 image io jpeg json lzw mail mime multipart net os pem png pq rand reflect regexp rsa sql strconv \
    strings sync tar template textproto time tls x509 xml yaml zip";
