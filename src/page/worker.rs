//! What runs in a worker: one job after another, each answered with [`News`].

use super::{
    bytes::unreadable,
    decode, envelope,
    post::{post, scope},
    read::{self, Together},
    zones,
};
use crate::{
    calendar::zone,
    ingest::{encoding, overrides::SourcePatch, source::Failure},
    kit::memory,
    report::analysis::{self, RankInput},
    stats::{
        input::Options,
        lab::audit::{analysed, count, draw, process},
    },
    wire::{Columns, Job, News, join_input, split_readings, split_several},
};
use js_sys::{Array, Date, Float64Array, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{ErrorEvent, Event, File, MessageEvent, PromiseRejectionEvent};

/// Milliseconds after which what was read of several small files is posted, together with what was read
/// in them.
const TOGETHER_MS: f64 = 50.0;

/// Milliseconds of warming: after the first, analyses are made too; at the second it ends.
const WARM_MS: [f64; 2] = [300.0, 700.0];

/// Starts the worker: posts [`News::Hello`], then runs jobs as they come.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        web_sys::console::error_1(&message.as_str().into());
        post(&News::Broken { message }, &Columns::new());
    }));
    encoding::install(decode::decoder);
    zone::install(zones::offset_ms);
    let scope = scope();
    let message = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        match envelope::is_part(&event.data()) {
            Some((read, part)) => read::take_part(read, part, event.data()),
            None if audit(&event.data()).is_some() => {}
            // As `?panic` in the page: the report of a fault is tested in the released program.
            None if asks(&event.data(), "panic") => panic!("asked for by a message"),
            None if asks(&event.data(), "fill") => fill(),
            None => spawn_local(run(event.data())),
        }
    });
    scope.set_onmessage(Some(message.as_ref().unchecked_ref()));
    // Needed as long as the worker runs.
    message.forget();
    // A trap without a panic (memory, stack): the engine's words say nothing where memory ran out.
    let trapped = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let rejected = event.dyn_ref::<PromiseRejectionEvent>().map(|event| event.reason());
        // A piece of a file that changed, asked for ahead: who waits for one says so, and nobody waits for this.
        if rejected.is_some_and(|reason| matches!(unreadable(reason), Failure::Changed)) {
            return;
        }
        let message = match event.dyn_ref::<PromiseRejectionEvent>() {
            _ if memory::ran_out() => "out of memory".to_owned(),
            Some(event) => envelope::words(&event.reason()),
            None => event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default(),
        };
        post(&News::Broken { message }, &Columns::new());
    });
    for kind in ["error", "unhandledrejection"] {
        let trapped = trapped.as_ref().unchecked_ref();
        if let Err(error) = scope.add_event_listener_with_callback(kind, trapped) {
            post(&News::Broken { message: envelope::words(&error) }, &Columns::new());
        }
    }
    trapped.forget();
    post(&News::Hello, &Columns::new());
}

async fn run(data: JsValue) {
    let (job, columns, files) = match envelope::unpack::<Job>(&data) {
        Ok(parts) => parts,
        Err(error) => {
            let message = format!("a job that cannot be read: {}", envelope::words(&error));
            return post(&News::Broken { message }, &Columns::new());
        }
    };
    WARMING.set(matches!(job, Job::Warm));
    if let Job::Many(jobs) = job {
        return many(jobs, &files).await;
    }
    match (job, files.into_iter().next()) {
        (Job::Warm, _) => warm().await,
        (Job::Part { read, name, modified_ms, patch, part, parts }, Some(file)) => {
            let order = read::Order { read, name, modified_ms, member: None, patch: *patch, parts };
            // A part that cannot be read is posted empty: the worker that joins reads it, and
            // reports what is wrong with it.
            let packed = read::read_part_of(&order, &file, part).await;
            let sent =
                envelope::part(read, part, packed.as_ref()).and_then(|(message, buffers)| {
                    scope().post_message_with_transfer(&message, &buffers)
                });
            if let Err(error) = sent {
                post(&News::Broken { message: envelope::words(&error) }, &Columns::new());
            }
        }
        (Job::Read { read, name, modified_ms, member, patch, parts }, Some(file)) => {
            let order = read::Order { read, name, modified_ms, member, patch: *patch, parts };
            let readings = read::read(order, &file, read::whole(&file).await).await;
            let (heads, columns) = split_readings(readings);
            post(&News::Read { read, heads }, &columns);
        }
        (Job::Hash { file: key }, Some(file)) => hash(key, &file).await,
        (Job::Analyse { revision, input }, _) => match join_input(*input, columns) {
            Some(input) => {
                let analysis = Box::new(analysis::analyse(&input));
                post(&News::Analysed { revision, analysis }, &Columns::new());
            }
            None => post(
                &News::Broken { message: "the numbers of an analysis do not fit".to_owned() },
                &Columns::new(),
            ),
        },
        (Job::Rank { revision, input }, _) => {
            let RankInput { input, many_are_x } = *input;
            match join_input(input, columns) {
                Some(input) => {
                    let ranked = analysis::rank(&RankInput { input, many_are_x });
                    post(&News::Ranked { revision, ranked }, &Columns::new());
                }
                None => post(
                    &News::Broken { message: "the numbers of a ranking do not fit".to_owned() },
                    &Columns::new(),
                ),
            }
        }
        (Job::Read { .. } | Job::Part { .. } | Job::Hash { .. } | Job::Many(_), _) => {
            post(&News::Broken { message: "a job without its file".to_owned() }, &Columns::new())
        }
    }
}

/// Reads small files, one after another.
async fn many(jobs: Vec<Job>, files: &[File]) {
    if jobs.len() != files.len() {
        let message = "several jobs without their files".to_owned();
        return post(&News::Broken { message }, &Columns::new());
    }
    let mut jobs = jobs.into_iter();
    let (mut asked, mut rest) = Together::ask(files);
    let mut done = Vec::new();
    let mut posted = Date::now();
    while jobs.len() > 0 {
        let came = asked.come();
        // While these are read the next ones come.
        let (next, behind) = Together::ask(rest);
        (asked, rest) = (next, behind);
        for (file, own) in came.await {
            let own = match own {
                Some(own) => Some(own),
                None => read::whole(file).await,
            };
            let Some(Job::Read { read, name, modified_ms, member, patch, parts }) = jobs.next()
            else {
                continue;
            };
            let order = read::Order { read, name, modified_ms, member, patch: *patch, parts };
            done.push((read, read::read(order, file, own).await));
            if Date::now() - posted >= TOGETHER_MS || jobs.len() == 0 {
                let (news, columns) = split_several(std::mem::take(&mut done));
                post(&news, &columns);
                posted = Date::now();
            }
        }
    }
}

thread_local! {
    /// The present job is [`Job::Warm`]; another one that comes meanwhile ends it.
    static WARMING: Cell<bool> = const { Cell::new(false) };
}

/// Reads a made-up file and analyses made-up series, so that the browser compiles the program with
/// optimizations; all workers of a page share the result.
async fn warm() {
    let mut text = "time,id,rule,rev,message,protocol,source,port,target,note\n".to_owned();
    for row in 0..600u32 {
        let (minute, second) = (row / 60, row % 60);
        text += &format!(
            "2021-07-14T10:0{minute}:{second:02}.250Z,1,20{minute}7,3,\"A scan of ports, outbound\",\
             TCP,10.1.{minute}.{second},{row},192.0.2.{second},\n"
        );
    }
    let parts = Array::of1(&text.as_str().into());
    let began = Date::now();
    let past = |ms| Date::now() - began >= ms;
    let mut number = 0;
    while WARMING.get() && !past(WARM_MS[1]) {
        let order = read::Order {
            read: 0,
            name: "alerts.csv".to_owned(),
            modified_ms: None,
            member: None,
            patch: SourcePatch::default(),
            parts: 1,
        };
        let Ok(file) = File::new_with_str_sequence(&parts, &order.name) else { return };
        let _ = read::read(order, &file, read::whole(&file).await).await;
        if let Some(process) = process("price x counts (gaps)").filter(|_| past(WARM_MS[0])) {
            let _ = analysed(&draw(process, 250, number), false, Options::default().context_draws);
            number += 1;
        }
    }
}

/// Answers the guide, which lets its readers run a part of the audit: `{ audit: name of a process,
/// n, first, pairs }` gets the numbers of [`count`]. Plain objects, since the guide's pages run no
/// wasm that could encode [`Job`].
fn audit(message: &JsValue) -> Option<()> {
    let field = |name: &str| Reflect::get(message, &name.into()).ok();
    let number = |name| Some(field(name)?.as_f64()? as usize);
    let process = process(&field("audit")?.as_string()?)?;
    let first = number("first")?;
    let found = count(process, number("n")?, first..first + number("pairs")?);
    let answer = Float64Array::from(found.map(|count| count as f64).as_slice());
    scope().post_message(&answer).ok()
}

/// Takes memory until there is none.
fn fill() {
    let mut taken = Vec::new();
    loop {
        taken.push(std::hint::black_box(vec![0u8; 1 << 29]));
    }
}

/// Whether a message is `{ what: true }`.
fn asks(message: &JsValue, what: &str) -> bool {
    Reflect::get(message, &what.into()).is_ok_and(|asked| asked.is_truthy())
}

async fn hash(key: u64, file: &File) {
    match read::sha256(file).await {
        Ok(sha256) => post(&News::Hashed { file: key, sha256 }, &Columns::new()),
        // The file is gone; an empty hash means that there is none.
        Err(_) => post(&News::Hashed { file: key, sha256: String::new() }, &Columns::new()),
    }
}
