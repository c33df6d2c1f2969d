//! Find: which files of a directory are reports, by name alone. Opening them is for `file.rs`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Address, Error, kind};

/// Endings of the files that are taken for reports; [`kind::of_name`] knows each.
const ENDINGS: [&str; 5] = ["txt", "text", "html", "htm", "xhtml"];

/// The reports in a directory and its folders, sorted by path.
///
/// A file is taken for a report by its ending: `.txt`, `.text`, `.html`, `.htm` or `.xhtml`, in
/// upper or lower case. Files and folders whose name begins with a dot are left out, and links to
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
            } else if kind::of_name(&path).is_some() && path.is_file() {
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
             `.txt`, `.text`, `.html`, `.htm` or `.xhtml`; \
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
    fn every_ending_has_a_kind_and_is_listed() {
        for ending in ENDINGS {
            assert!(kind::of_name(Path::new(&format!("a.{ending}"))).is_some(), "{ending}");
        }
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
