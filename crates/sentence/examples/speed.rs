//! Reads the texts of standard input, a JSON string a line, with a pipeline and a number of
//! threads, and prints how long it took as one line of JSON. `bench/speed` uses it.

#![expect(clippy::disallowed_methods, reason = "a program that measures has arguments and a clock")]

use std::{
    env, fs,
    io::{self, Read, Write},
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use ascribe_sentence::Pipeline;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(model), Some(threads)) = (arguments.next(), arguments.next()) else {
        return Err("usage: speed FOLDER|built-in THREADS < texts.jsonl".into());
    };
    let threads: usize = threads.parse()?;
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let texts: Vec<String> = input.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;

    let start = Instant::now();
    let pipeline = match model.as_str() {
        "built-in" => Pipeline::built_in()?,
        folder => Pipeline::open(Path::new(folder))?,
    };
    let load = start.elapsed().as_secs_f64();
    let processor = processor_seconds()?;
    let start = Instant::now();
    let next = AtomicUsize::new(0);
    let tokens = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    tokens.fetch_add(pipeline.read(text).tokens.len(), Ordering::Relaxed);
                }
            });
        }
    });
    let result = serde_json::json!({
        "load": load,
        "read": start.elapsed().as_secs_f64(),
        "processor": processor_seconds()? - processor,
        "tokens": tokens.into_inner(),
        "peak": peak_megabytes()?,
    });
    writeln!(io::stdout(), "{result}")?;
    Ok(())
}

/// Processor time of this process so far, which Linux counts in hundredths of a second.
fn processor_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, after_name) = stat.rsplit_once(')').ok_or("/proc/self/stat has no name")?;
    let ticks: Result<Vec<f64>, _> =
        after_name.split_whitespace().skip(11).take(2).map(str::parse).collect();
    Ok(ticks?.iter().sum::<f64>() / 100.0)
}

/// The most memory this process ever held.
fn peak_megabytes() -> Result<f64, Box<dyn std::error::Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|it| it.split_whitespace().next());
    Ok(kilobytes.ok_or("/proc/self/status has no VmHWM")?.parse::<f64>()? / 1024.0)
}
