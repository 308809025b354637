//! One file: read, told from binary data, compressed.

use std::ffi::{c_int, c_void};
use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;

use cgocall::cgo_import;

// A read of a cached page takes a microsecond and one of a slow disk takes milliseconds, and nobody can say which it
// will be: what the default policy is for.
#[cgo_import]
unsafe extern "C" {
    #[cgo(errno)]
    fn read(fd: c_int, to: *mut c_void, len: usize) -> io::Result<isize>;
}

/// A text with all that its shard stores of it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) packed: Vec<u8>,
    pub(crate) checksum: u32,
}

/// Reads the file. Binary data is no text and gives none.
pub(crate) fn load(path: &Path, name: String) -> io::Result<Option<Document>> {
    let bytes = read_all(path)?;
    let Some(text) = text_of(bytes) else { return Ok(None) };
    let packed = zlib::compress(text.as_bytes()).map_err(io::Error::other)?;
    let checksum = zlib::crc32(text.as_bytes());
    Ok(Some(Document { name, text, packed, checksum }))
}

fn read_all(path: &Path) -> io::Result<Vec<u8>> {
    let (file, len) = cgocall::blocking(|| {
        let file = File::open(path)?;
        let len = file.metadata().map_or(0, |metadata: fs::Metadata| metadata.len());
        io::Result::Ok((file, len as usize))
    })?;
    let mut bytes = Vec::with_capacity(len + 1);
    loop {
        // A length that was true until now leaves one byte of room, for the read that finds the end.
        if bytes.len() == bytes.capacity() {
            bytes.reserve(64 * 1024);
        }
        let room = bytes.spare_capacity_mut();
        // SAFETY: `room` is writable for its length, and `file` keeps its descriptor open.
        match unsafe { read(file.as_raw_fd(), room.as_mut_ptr().cast(), room.len()) } {
            Ok(0) => return Ok(bytes),
            // SAFETY: the system has written that many bytes into the room.
            Ok(more) => unsafe { bytes.set_len(bytes.len() + more as usize) },
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The text, unless there is a zero byte in it or it is not UTF-8.
fn text_of(bytes: Vec<u8>) -> Option<String> {
    if bytes.contains(&0) { None } else { String::from_utf8(bytes).ok() }
}

/// A word of the text that few others will have: its longest, within reason. The load test looks for it.
pub(crate) fn rare_word(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| (6..=24).contains(&word.len()) && word.starts_with(|c: char| c.is_ascii_alphabetic()))
        .max_by_key(|word| word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cgocall::test]
    fn a_text_is_read_whole_and_can_be_unpacked() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let text = "fn main() {}\n".repeat(20_000);
        fs::write(&file, &text).unwrap();
        let document = load(file.path(), "main.rs".to_owned()).unwrap().unwrap();
        assert_eq!(document.text, text);
        assert_eq!(zlib::decompress(&document.packed, text.len()).unwrap(), text.as_bytes());
        assert_eq!(zlib::crc32(text.as_bytes()), document.checksum);
    }

    #[cgocall::test]
    fn a_file_whose_length_is_not_known_is_read_whole() {
        assert!(read_all(Path::new("/proc/self/maps")).unwrap().len() > 100);
    }

    #[cgocall::test]
    fn what_cannot_be_read_is_an_error_of_the_system() {
        assert_eq!(read_all(Path::new("no such file")).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(read_all(Path::new("/")).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }

    #[test]
    fn binary_data_is_no_text() {
        assert_eq!(text_of(b"ab\0c".to_vec()), None);
        assert_eq!(text_of(vec![0xff, 0xfe]), None);
        assert_eq!(text_of("grün".into()), Some("grün".to_owned()));
    }

    #[test]
    fn the_rare_word_is_the_longest_within_reason() {
        assert_eq!(rare_word("let number_of_things = f(x123456);"), Some("number_of_things"));
        assert_eq!(rare_word(&format!("shorter {}", "x".repeat(25))), Some("shorter"));
        assert_eq!(rare_word("a b 1234567"), None);
    }
}
