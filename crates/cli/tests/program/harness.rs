//! Harness: a folder of its own for a test, and the built program run in it. What the program
//! should say is for the tests.

use std::{
    env, fs,
    io::Write as _,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder with files, in which the program is run.
pub(crate) struct Folder(TempDir);

/// An empty folder.
pub(crate) fn folder() -> Folder {
    Folder(tempfile::tempdir().expect("a temporary folder can be made"))
}

impl Folder {
    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The folder with one more file; folders before it are made.
    pub(crate) fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Folder {
        let path = self.0.path().join(path);
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).expect("a temporary folder can be written");
        fs::write(path, bytes).expect("a temporary folder can be written");
        self
    }

    /// Exit status, standard output and standard error of `ascribe` with these arguments, which are
    /// parted by spaces.
    pub(crate) fn run(&self, arguments: &str) -> String {
        self.run_with(arguments, "")
    }

    /// The same, with this on standard input.
    pub(crate) fn run_with(&self, arguments: &str, input: &str) -> String {
        let mut command = ascribe(self.0.path());
        command.args(arguments.split_whitespace());
        let output = answer(command, input);
        let status = output.status.code().expect("the program ended by itself");
        let mut told = format!("exit status {status}\n");
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let text = String::from_utf8_lossy(bytes);
            if !text.is_empty() {
                told = format!("{told}--- {name}\n{text}");
            }
        }
        told.replace(&self.0.path().display().to_string(), "FOLDER")
    }
}

/// The program, run in `folder`, with no settings of whoever runs the test.
pub(crate) fn ascribe(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ascribe"));
    command
        .current_dir(folder)
        .env("ASCRIBE_HOME", folder.join("home"))
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1");
    command
}

/// What a command answers to this on its standard input.
pub(crate) fn answer(mut command: Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A program that does not read its input may close it.
    stdin.write_all(input.as_bytes()).ok();
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

/// A port of this machine that nobody listens to.
pub(crate) fn closed_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
    listener.local_addr().expect("it is bound").port()
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let crates =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate lies in a folder");
    crates.parent().expect("that folder lies in the root").to_owned()
}

/// Whether to write what is compared, instead of comparing it.
pub(crate) fn is_updating() -> bool {
    env::var_os("ASCRIBE_UPDATE").is_some_and(|it| !it.is_empty())
}

/// What differs between two texts, line by line.
pub(crate) fn difference(before: &str, after: &str) -> String {
    similar::TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(2)
        .header("written", "read now")
        .to_string()
}
