//! Find: which files of a directory are reports, by name alone. Opening them is for `file.rs`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Address, Error};

/// Endings of the files that are taken for reports, or for what holds many.
const ENDINGS: [&str; 15] = [
    "txt", "text", "html", "htm", "xhtml", "eml", "xml", "rss", "atom", "json", "jsonl", "ndjson",
    "warc", "wet", "wacz",
];

/// Endings that a packed file has after its own.
const PACKINGS: [&str; 3] = ["gz", "zst", "br"];

/// The reports in a directory and its folders, and what holds many of them, sorted by path.
///
/// A file is taken for one by its ending: `.txt`, `.html`, `.warc` and so on, in upper or lower case,
/// also where it is packed (`.warc.gz`). Files and folders whose name begins with a dot are left out, and links to
/// folders are not followed, since they may lead back.
pub fn find(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    let mut folders = vec![directory.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |source| Error::Io { address: Address::File(folder.clone()), source };
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = entry.path();
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            if entry.file_type().map_err(failed)?.is_dir() {
                folders.push(path);
            } else if is_wanted(&path) && path.is_file() {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        return Err(Error::NoReports { path: directory.to_owned() });
    }
    found.sort();
    Ok(found)
}

fn is_wanted(path: &Path) -> bool {
    let has = |path: &Path, endings: &[&str]| {
        path.extension().is_some_and(|it| endings.iter().any(|of| it.eq_ignore_ascii_case(of)))
    };
    match path.file_stem() {
        Some(stem) if has(path, &PACKINGS) => has(Path::new(stem), &ENDINGS),
        _ => has(path, &ENDINGS),
    }
}

/// The endings, as a message lists them.
pub(crate) fn endings() -> String {
    let (last, others) = ENDINGS.split_last().expect("there is an ending");
    let others: Vec<String> = others.iter().map(|it| format!("`.{it}`")).collect();
    format!("{} or `.{last}`", others.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a folder with these files; the folder reads `DIR`.
    #[track_caller]
    fn check(files: &[&str], says: &str) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for name in files {
            let path = folder.path().join(name);
            let parent = path.parent().expect("it lies in the folder");
            fs::create_dir_all(parent).expect("a temporary folder can be written");
            fs::write(path, "Ten died.").expect("a temporary folder can be written");
        }
        let said = match find(folder.path()) {
            Ok(found) => {
                found.iter().map(|it| it.display().to_string()).collect::<Vec<_>>().join("\n")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(said.replace(&folder.path().display().to_string(), "DIR"), says);
    }

    #[test]
    fn reports_are_found_by_ending_and_sorted() {
        check(
            &["b.txt", "a.HTML", "c/d.htm", "c/e.xhtml", "picture.jpg", "notes.md", "c.text"],
            "DIR/a.HTML\nDIR/b.txt\nDIR/c/d.htm\nDIR/c/e.xhtml\nDIR/c.text",
        );
    }

    #[test]
    fn hidden_files_are_left_out() {
        check(&["a.txt", ".b.txt", ".git/c.txt"], "DIR/a.txt");
    }

    #[test]
    fn a_directory_without_reports_says_what_was_looked_for() {
        check(
            &["picture.jpg"],
            "there are no reports in `DIR`: neither it nor its folders have a file that ends in \
             `.txt`, `.text`, `.html`, `.htm`, `.xhtml`, `.eml`, `.xml`, `.rss`, `.atom`, \
             `.json`, `.jsonl`, `.ndjson`, `.warc`, `.wet` or `.wacz`; \
             give a file by name to read it whatever its ending",
        );
    }

    #[test]
    fn a_directory_that_is_not_there_says_so() {
        let error = find(Path::new("no/such/folder")).expect_err("there is no such folder");
        assert_eq!(
            error.to_string(),
            "cannot read `no/such/folder`: No such file or directory (os error 2); \
             check that it is there and that you may read it"
        );
    }

    #[test]
    fn archives_and_packed_files_are_found() {
        check(
            &["a.warc.gz", "b.jsonl.zst", "c.WACZ", "d.txt.br", "e.tar.gz", "f.gz", "g.reading"],
            "DIR/a.warc.gz\nDIR/b.jsonl.zst\nDIR/c.WACZ\nDIR/d.txt.br",
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_back_does_not_lead_in_circles() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::write(folder.path().join("a.txt"), "").expect("a temporary folder can be written");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again"))
            .expect("a temporary folder can be written");
        assert_eq!(find(folder.path()).expect("there is a report").len(), 1);
    }
}
