//! `ascribe explain`: one sentence as rules see it. What a rule makes of it is for
//! `ascribe-statement` to say.

use anyhow::{Result, bail};
use ascribe_report::language;

use crate::{args, model, read, rules};

/// The sentence, its tree, and what each rule makes of it.
pub(crate) fn explain(args: &args::Explain) -> Result<String> {
    let pipeline = model::open(&args.how.model)?;
    let rules = rules::asked(&args.how)?;
    let page = ascribe_page::open(&args.page)?;
    let report = read::report(&page, args.how.published)?;
    if !report.has(pipeline.language()) {
        let language = report.language.as_deref().map_or_else(String::new, language::show);
        bail!(
            "`{}` is in {language}, and the model reads {}; give a model for it with --model",
            page.address,
            language::show(pipeline.language())
        );
    }
    let sentences = ascribe_sentence::split(&pipeline, &report);
    let Some(sentence) = args.sentence.checked_sub(1).and_then(|it| sentences.get(it)) else {
        bail!(
            "`{}` has no sentence {}; give one from 1 to {}",
            page.address,
            args.sentence,
            sentences.len()
        );
    };
    Ok(format!(
        "{}\n\n{}{}",
        report.words(sentence.span),
        ascribe_statement::explain::sentence(&rules, sentence),
        ascribe_statement::explain::days(&rules, &report, sentence)
    ))
}
