//! Reader: what a report says, by the model and the rules that were asked for. How statements are found is
//! for the crates before this one.

use std::{
    sync::{Mutex, OnceLock, PoisonError},
    thread,
};

use anyhow::Result;
use ascribe_report::{Note, Report};
use ascribe_sentence::Pipeline;
use ascribe_statement::{Filter, Reading, Rules, register::Register};

use crate::{args, model, pages::Holds, rules};

/// Of longer reports one is read at a time.
const LONG_TEXT: usize = 100_000;

/// What reads reports.
pub(crate) struct Reader {
    pipeline: Pipeline,
    rules: Rules,
    reads_all: bool,
    /// Tells which reports of an archive or a feed are read, unless all are.
    filter: OnceLock<Filter>,
    /// Held by whoever reads a long report.
    long: Mutex<()>,
}

impl Reader {
    /// The model and the rules that were asked for; with or without what leaves reports of archives and feeds
    /// unread.
    pub(crate) fn open(how: &args::How, reads_all: bool) -> Result<Reader> {
        // The register is loaded while the model opens; whoever asks for it first waits for it.
        thread::spawn(Register::built_in);
        let pipeline = model::open(&how.model)?;
        let rules = rules::asked(how)?;
        let (filter, long) = (OnceLock::new(), Mutex::default());
        Ok(Reader { pipeline, rules, reads_all, filter, long })
    }

    /// The names it knows.
    pub(crate) fn register(&self) -> &Register {
        self.rules.register()
    }

    /// What a report says, or that it was left unread.
    pub(crate) fn read(&self, report: &Report, is_record: bool) -> (Reading, Holds) {
        let Reader { pipeline, rules, .. } = self;
        let language = pipeline.language();
        if !report.has(language) {
            let notes = report.note_of_others(language).into_iter().collect();
            return (Reading { notes, ..Reading::default() }, Holds::Foreign);
        }
        let _alone = (report.text.len() > LONG_TEXT)
            .then(|| self.long.lock().unwrap_or_else(PoisonError::into_inner));
        let reading = if is_record && !self.reads_all {
            let filter = self.filter.get_or_init(|| Filter::new(rules, &pipeline.forms()));
            filter.read(pipeline, rules, report)
        } else {
            let sentences = ascribe_sentence::split(pipeline, report);
            Some(ascribe_statement::extract(rules, report, &sentences))
        };
        let Some(mut reading) = reading else {
            let unread = Note {
                what: "this report was left unread".to_owned(),
                span: None,
                why: "its words can hold no figure and no claim".to_owned(),
                so: "none was looked for; `--all` reads every report".to_owned(),
            };
            return (Reading { notes: vec![unread], ..Reading::default() }, Holds::Unread);
        };
        reading.notes.extend(report.note_of_others(language));
        let is_empty = reading.figures.is_empty() && reading.claims.is_empty();
        (reading, if is_empty { Holds::Nothing } else { Holds::Statements })
    }
}
