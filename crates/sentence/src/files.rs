//! Files: a pipeline's files, from a folder, a wheel or an archive in memory. What is in them is for
//! those who ask.
//!
//! An archive is not trusted: no file of it is unpacked beyond a limit, and nothing is written to
//! the disk.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
    sync::Mutex,
};

use zip::ZipArchive;

use crate::Error;

/// The most bytes that are read of one file. The largest of the official pipelines, the vectors of
/// the large English one, has 0.4 GB.
const MAX_FILE: u64 = 1 << 30;

/// The most bytes that are read of a file that is not a table of vectors. The largest of the
/// official pipelines, the keys of the vectors of the large English one, has 12 MB.
const MAX_SMALL: u64 = 64 << 20;

/// Where a pipeline's files are.
#[derive(Debug)]
pub(crate) struct Files {
    place: Place,
    /// What the messages call it.
    name: String,
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    /// A wheel, with the folder in it that holds the files.
    Wheel {
        archive: Mutex<ZipArchive<File>>,
        folder: String,
    },
    /// The same in memory.
    Memory {
        archive: Mutex<ZipArchive<Cursor<Cow<'static, [u8]>>>>,
        folder: String,
    },
}

/// A large file: where it is, so that it need not be read whole, or what is in it.
#[derive(Debug)]
pub(crate) enum Table {
    /// It can be read in place.
    Path(PathBuf),
    /// It was packed.
    Bytes(Vec<u8>),
}

impl Files {
    /// A pipeline's folder, the folder of a package that holds it, or a wheel.
    pub(crate) fn open(path: &Path) -> Result<Files, Error> {
        let name = path.display().to_string();
        let metadata = match fs::metadata(path) {
            Ok(it) => it,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Error::NotFound { path: path.to_owned() });
            }
            Err(source) => return Err(Error::Io { file: name, source }),
        };
        if metadata.is_dir() {
            let folder = pipeline_folder(path)?;
            let name = folder.display().to_string();
            return Ok(Files { place: Place::Folder(folder), name });
        }
        let file = File::open(path).map_err(|source| Error::Io { file: name.clone(), source })?;
        let archive = ZipArchive::new(file)
            .map_err(|source| Error::Archive { file: name.clone(), source })?;
        let folder = archive_folder(&archive)
            .ok_or_else(|| Error::NotAPipeline { path: path.to_owned() })?;
        Ok(Files { place: Place::Wheel { archive: Mutex::new(archive), folder }, name })
    }

    /// An archive in memory, with what messages are to call it.
    pub(crate) fn within(bytes: Cow<'static, [u8]>, name: &str) -> Result<Files, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|source| Error::Archive { file: name.to_owned(), source })?;
        let folder = archive_folder(&archive)
            .ok_or_else(|| Error::NotAPipeline { path: PathBuf::from(name) })?;
        let place = Place::Memory { archive: Mutex::new(archive), folder };
        Ok(Files { place, name: name.to_owned() })
    }

    /// What messages call a file: where it is, and its name there.
    pub(crate) fn name(&self, file: &str) -> String {
        match &self.place {
            Place::Folder(folder) => folder.join(file).display().to_string(),
            Place::Wheel { folder, .. } | Place::Memory { folder, .. } => {
                format!("{}: {folder}{file}", self.name)
            }
        }
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, file: &str) -> Result<Vec<u8>, Error> {
        self.bytes(file, MAX_SMALL)
    }

    /// The text of a file.
    pub(crate) fn text(&self, file: &str) -> Result<String, Error> {
        String::from_utf8(self.read(file)?).map_err(|error| Error::Io {
            file: self.name(file),
            source: io::Error::new(io::ErrorKind::InvalidData, error),
        })
    }

    /// A large file.
    pub(crate) fn table(&self, file: &str) -> Result<Table, Error> {
        match &self.place {
            Place::Folder(folder) => Ok(Table::Path(folder.join(file))),
            _ => Ok(Table::Bytes(self.bytes(file, MAX_FILE)?)),
        }
    }

    /// Whether there is a file of this name.
    pub(crate) fn has(&self, file: &str) -> bool {
        match &self.place {
            Place::Folder(folder) => folder.join(file).is_file(),
            Place::Wheel { archive, folder } => contains(archive, &format!("{folder}{file}")),
            Place::Memory { archive, folder } => contains(archive, &format!("{folder}{file}")),
        }
    }

    fn bytes(&self, file: &str, limit: u64) -> Result<Vec<u8>, Error> {
        let read = match &self.place {
            Place::Folder(folder) => {
                File::open(folder.join(file)).and_then(|it| limited(it, limit))
            }
            Place::Wheel { archive, folder } => {
                unpacked(archive, &format!("{folder}{file}"), limit)
            }
            Place::Memory { archive, folder } => {
                unpacked(archive, &format!("{folder}{file}"), limit)
            }
        };
        let name = || self.name(file);
        match read {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(Error::TooLarge { file: name(), limit }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(Error::NoFile { file: name() })
            }
            Err(source) => Err(Error::Io { file: name(), source }),
        }
    }
}

/// The folder itself, or the one in it that holds a pipeline, as packages have it.
fn pipeline_folder(path: &Path) -> Result<PathBuf, Error> {
    if path.join("config.cfg").is_file() {
        return Ok(path.to_owned());
    }
    let entries = fs::read_dir(path)
        .map_err(|source| Error::Io { file: path.display().to_string(), source })?;
    let mut folders: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|it| it.path())
        .filter(|it| it.join("config.cfg").is_file())
        .collect();
    folders.sort();
    folders.into_iter().next().ok_or_else(|| Error::NotAPipeline { path: path.to_owned() })
}

/// The folder of an archive that holds a pipeline, with a slash at its end where it is not the
/// outermost.
fn archive_folder<R: Read + io::Seek>(archive: &ZipArchive<R>) -> Option<String> {
    let files = archive.file_names().filter_map(Result::ok);
    let folders = files.filter_map(|it| Some(it.strip_suffix("config.cfg")?.to_owned()));
    let folders = folders.filter(|it| it.is_empty() || it.ends_with('/'));
    folders.min_by_key(|it| (it.matches('/').count(), it.clone()))
}

fn contains<R: Read + io::Seek>(archive: &Mutex<ZipArchive<R>>, name: &str) -> bool {
    archive.lock().is_ok_and(|it| it.index_for_name(name).is_some())
}

/// The bytes of a file of an archive, `None` where they are more than `limit`.
fn unpacked<R: Read + io::Seek>(
    archive: &Mutex<ZipArchive<R>>,
    name: &str,
    limit: u64,
) -> io::Result<Option<Vec<u8>>> {
    let mut archive = archive.lock().map_err(|_| io::Error::other("another thread stopped"))?;
    let file = archive.by_name(name)?;
    limited(file, limit)
}

fn limited(file: impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}
