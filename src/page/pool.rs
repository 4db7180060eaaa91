//! The workers: started when they are needed, or when a hand reaches for files, and replaced when
//! they break.
//!
//! Two lanes, so that a long reading never holds up the statistics: up to [`Pool::new`]'s number
//! of workers read, one computes. A worker has one errand at a time; the rest wait here, where
//! they can be taken back. To stop a running errand its worker is ended: the next starts from a
//! module that is compiled already. Readers that have nothing to do are ended too, so that the
//! memory in which they read goes back.
//!
//! A large file is cut into as many parts as there are workers free at that moment. The worker
//! that has the errand reads the first part and joins the others, which are handed to it as they
//! come, unopened. A part whose worker breaks is handed over empty: then it is read by the one
//! that joins.

use super::envelope;
use crate::wire::{Columns, Job, News, PROTOCOL};
use js_sys::{Function, Object, Promise, Reflect};
use std::{
    cell::RefCell,
    collections::VecDeque,
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ErrorEvent, Event, File, MessageEvent, Worker};

/// Workers that are started ahead.
const AHEAD: usize = 2;
/// Readers that have nothing to do for so long are ended.
const IDLE_MS: i32 = 1_000;
/// Bytes that are worth a worker of their own.
const PART_BYTES: f64 = 12e6;

/// What comes out of the pool.
#[derive(Debug)]
pub enum Outcome {
    /// A worker's news, with its columns.
    News(News, Columns),
    /// The worker of this errand broke, or could not be started.
    Broke(Box<Job>, String),
    /// The worker's file is of another build than the page.
    Stale,
}

/// An errand with what travels beside it.
#[derive(Debug)]
pub struct Errand {
    /// What to do.
    pub job: Job,
    /// Its numbers.
    pub columns: Columns,
    /// Its file.
    pub file: Option<File>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    Read,
    Compute,
}

impl Errand {
    fn lane(&self) -> Lane {
        match self.job {
            Job::Read { .. } | Job::Part { .. } | Job::Warm | Job::Hash { .. } => Lane::Read,
            Job::Analyse { .. } => Lane::Compute,
        }
    }
}

/// The workers and what waits for them.
pub struct Pool {
    inner: Rc<Inner>,
}

struct Inner {
    state: RefCell<State>,
    readers: usize,
    tell: Box<dyn Fn(Outcome)>,
}

#[derive(Default)]
struct State {
    crews: Vec<Crew>,
    waiting: VecDeque<Errand>,
    next: u32,
    /// Errands of readers that were given out.
    readings: u32,
}

/// One worker.
struct Crew {
    number: u32,
    lane: Lane,
    worker: Worker,
    job: Option<Job>,
    /// Bytes and rows of a part so far.
    progress: (u64, u64),
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(Event)>,
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Pool {
    /// A pool without workers yet.
    pub fn new(readers: usize, tell: impl Fn(Outcome) + 'static) -> Pool {
        let state = RefCell::new(State::default());
        Pool { inner: Rc::new(Inner { state, readers: readers.max(1), tell: Box::new(tell) }) }
    }

    /// Does this as soon as a worker is free.
    pub fn send(&self, errand: Errand) {
        self.inner.state.borrow_mut().waiting.push_back(errand);
        self.inner.go_on();
    }

    /// Starts workers ahead of the files that a hand is reaching for; where none has run yet, the
    /// first one gets warm.
    pub fn ready(&self) {
        let (inner, mut state) = (&self.inner, self.inner.state.borrow_mut());
        while state.crews.iter().filter(|crew| crew.lane == Lane::Read).count()
            < inner.readers.min(AHEAD)
        {
            let first = state.next == 0;
            let Ok(crew) = inner.start(&mut state, Lane::Read) else { return };
            let errand = Errand { job: Job::Warm, columns: Columns::new(), file: None };
            // Where this fails an errand will, and say so.
            let _ = hand_over(inner, &crew, first.then_some(&errand));
            state.crews.push(crew);
        }
    }

    /// Takes back every errand of which this is true, running or waiting.
    pub fn stop(&self, which: impl Fn(&Job) -> bool) {
        {
            let mut state = self.inner.state.borrow_mut();
            state.waiting.retain(|errand| !which(&errand.job));
            state.crews.retain(|crew| !crew.job.as_ref().is_some_and(&which));
        }
        self.inner.go_on();
    }
}

impl Inner {
    /// Gives waiting errands to free workers, and starts workers while there may be more.
    fn go_on(self: &Rc<Self>) {
        loop {
            let mut state = self.state.borrow_mut();
            let Some((at, lane)) = state.waiting.iter().enumerate().find_map(|(at, errand)| {
                let lane = errand.lane();
                let limit = if lane == Lane::Read { self.readers } else { 1 };
                let crew = state.crews.iter().filter(|crew| crew.lane == lane);
                let free = crew.clone().any(|crew| crew.job.is_none());
                (free || crew.count() < limit).then_some((at, lane))
            }) else {
                return;
            };
            let Some(mut errand) = state.waiting.remove(at) else { return };
            self.cut(&mut state, &mut errand);
            state.readings += u32::from(lane == Lane::Read);
            let free = state.crews.iter().position(|crew| crew.lane == lane && crew.job.is_none());
            let started = match free {
                Some(at) => Ok(at),
                None => self.start(&mut state, lane).map(|crew| {
                    state.crews.push(crew);
                    state.crews.len() - 1
                }),
            };
            let crew = started.and_then(|at| {
                let crew = state.crews.get_mut(at).ok_or(JsValue::NULL)?;
                hand_over(self, crew, Some(&errand)).map(|()| crew)
            });
            match crew {
                Ok(crew) => (crew.job, crew.progress) = (Some(errand.job), (0, 0)),
                Err(error) => {
                    drop(state);
                    self.lost(errand.job, envelope::words(&error));
                }
            }
        }
    }

    /// Cuts a large file for the workers that have nothing to do; they get their parts next.
    fn cut(&self, state: &mut State, errand: &mut Errand) {
        let Job::Read { read, name, modified_ms, member: None, patch, parts } = &mut errand.job
        else {
            return;
        };
        let Some(file) = &errand.file else { return };
        let busy =
            state.crews.iter().filter(|crew| crew.lane == Lane::Read && crew.job.is_some()).count();
        let waiting = state.waiting.iter().filter(|errand| errand.lane() == Lane::Read).count();
        let free = self.readers.saturating_sub(busy + waiting).max(1);
        *parts = ((file.size() / PART_BYTES) as usize).clamp(1, free) as u32;
        for part in (1..*parts).rev() {
            let job = Job::Part {
                read: *read,
                name: name.clone(),
                modified_ms: *modified_ms,
                patch: patch.clone(),
                part,
                parts: *parts,
            };
            let file = errand.file.clone();
            state.waiting.push_front(Errand { job, columns: Columns::new(), file });
        }
    }

    /// An errand has failed.
    fn lost(self: &Rc<Self>, job: Job, words: String) {
        if let Job::Part { read, part, .. } = job {
            let empty = envelope::part(read, part, None).map(|(message, _)| message);
            return empty.map_or((), |message| self.pass_on(read, &message));
        }
        // Its parts are of no use any more.
        if let Some(read) = job.reading() {
            let mut state = self.state.borrow_mut();
            let is_part = |job: &Job| job.reading() == Some(read);
            state.waiting.retain(|errand| !is_part(&errand.job));
            state.crews.retain(|crew| !crew.job.as_ref().is_some_and(is_part));
        }
        (self.tell)(Outcome::Broke(Box::new(job), words));
    }

    /// Hands a part to the worker that joins them.
    fn pass_on(&self, read: u64, message: &JsValue) {
        let worker = {
            let state = self.state.borrow();
            let joins = |crew: &&Crew| matches!(crew.job, Some(Job::Read { read: reading, .. }) if reading == read);
            state.crews.iter().find(joins).map(|crew| crew.worker.clone())
        };
        let Some(worker) = worker else { return };
        let sent = envelope::buffers(message)
            .and_then(|buffers| worker.post_message_with_transfer(message, &buffers));
        if let Err(error) = sent {
            web_sys::console::warn_1(&error);
        }
    }

    /// Adds to the first part's progress that of the others.
    fn whole_progress(&self, number: u32, read: u64, bytes: &mut u64, rows: &mut u64) -> bool {
        let mut state = self.state.borrow_mut();
        let Some(crew) = state.crews.iter_mut().find(|crew| crew.number == number) else {
            return true;
        };
        crew.progress = (*bytes, *rows);
        if matches!(crew.job, Some(Job::Part { .. })) {
            return false;
        }
        let parts = state.crews.iter().filter(|crew| {
            crew.number != number && crew.job.as_ref().and_then(Job::reading) == Some(read)
        });
        for (part_bytes, part_rows) in parts.map(|crew| crew.progress) {
            *bytes += part_bytes;
            *rows += part_rows;
        }
        true
    }

    fn start(self: &Rc<Self>, state: &mut State, lane: Lane) -> Result<Crew, JsValue> {
        let number = state.next;
        state.next += 1;
        let worker = Worker::new(&parts("workerUrl")?.as_string().unwrap_or_default())?;
        let pool = Rc::downgrade(self);
        let message = Closure::<dyn FnMut(MessageEvent)>::new({
            let pool = pool.clone();
            move |event: MessageEvent| heard(&pool, number, &event.data())
        });
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        let error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let words = match event.dyn_ref::<ErrorEvent>() {
                Some(error) => error.message(),
                None => "the worker's program could not be loaded".to_owned(),
            };
            if let Some(pool) = pool.upgrade() {
                pool.broke(number, words);
            }
        });
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        Ok(Crew {
            number,
            lane,
            worker,
            job: None,
            progress: (0, 0),
            _message: message,
            _error: error,
        })
    }

    /// A worker is lost: its errand has failed, the next one gets a new worker.
    fn broke(self: &Rc<Self>, number: u32, words: String) {
        let job = {
            let mut state = self.state.borrow_mut();
            let Some(at) = state.crews.iter().position(|crew| crew.number == number) else {
                return;
            };
            // Dropping it ends it.
            state.crews.remove(at).job.take()
        };
        if let Some(job) = job {
            self.lost(job, words);
        }
        self.go_on();
    }

    fn done(self: &Rc<Self>, number: u32) {
        let mut state = self.state.borrow_mut();
        if let Some(crew) = state.crews.iter_mut().find(|crew| crew.number == number) {
            crew.job = None;
            if crew.lane == Lane::Read {
                self.end_idle(state.readings);
            }
        }
    }

    /// Ends the idle readers a little later, unless one was given an errand until then.
    fn end_idle(self: &Rc<Self>, readings: u32) {
        let pool = Rc::downgrade(self);
        let waited = Promise::new(&mut |done, _| {
            let window = web_sys::window();
            let _ = window.map(|window| {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, IDLE_MS)
            });
        });
        spawn_local(async move {
            let _ = JsFuture::from(waited).await;
            let Some(pool) = pool.upgrade() else { return };
            let mut state = pool.state.borrow_mut();
            if state.readings == readings {
                state.crews.retain(|crew| crew.lane != Lane::Read || crew.job.is_some());
            }
        });
    }
}

/// Posts an errand; to a worker that has just been made the compiled module goes first, and what
/// comes before that is there waits for it.
fn hand_over(pool: &Rc<Inner>, crew: &Crew, errand: Option<&Errand>) -> Result<(), JsValue> {
    let pack = |errand: &Errand| envelope::pack(&errand.job, &errand.columns, errand.file.as_ref());
    let packed = errand.map(pack).transpose()?;
    let worker = crew.worker.clone();
    let module: Function = parts("workerModule")?.dyn_into()?;
    let module: Promise = module.call0(&JsValue::UNDEFINED)?.dyn_into()?;
    let (pool, number) = (Rc::downgrade(pool), crew.number);
    spawn_local(async move {
        let sent = async {
            let module = JsFuture::from(module).await?;
            if !Reflect::get(&worker, &GREETED.into())?.is_truthy() {
                Reflect::set(&worker, &GREETED.into(), &JsValue::TRUE)?;
                let first = Object::new();
                Reflect::set(&first, &"module".into(), &module)?;
                worker.post_message(&first)?;
            }
            packed.map_or(Ok(()), |(message, transfer)| {
                worker.post_message_with_transfer(&message, &transfer)
            })
        }
        .await;
        if let (Err(error), Some(pool)) = (sent, pool.upgrade()) {
            pool.broke(number, envelope::words(&error));
        }
    });
    Ok(())
}

/// Marks a worker that has its module.
const GREETED: &str = "comoveGreeted";

fn heard(pool: &Weak<Inner>, number: u32, data: &JsValue) {
    let Some(pool) = pool.upgrade() else { return };
    if let Some((read, _)) = envelope::is_part(data) {
        pool.done(number);
        pool.pass_on(read, data);
        return pool.go_on();
    }
    let (news, columns, _) = match envelope::unpack::<News>(data) {
        Ok(parts) => parts,
        Err(error) => return pool.broke(number, envelope::words(&error)),
    };
    match news {
        News::Hello { protocol: PROTOCOL } => {}
        News::Hello { .. } => (pool.tell)(Outcome::Stale),
        News::Broken { message } => pool.broke(number, message),
        News::Progress { read, mut bytes, total, mut rows, found } => {
            if pool.whole_progress(number, read, &mut bytes, &mut rows) {
                let news = News::Progress { read, bytes, total, rows, found };
                (pool.tell)(Outcome::News(news, columns));
            }
        }
        News::Read { .. } | News::Hashed { .. } | News::Analysed { .. } => {
            pool.done(number);
            (pool.tell)(Outcome::News(news, columns));
            pool.go_on();
        }
    }
}

/// What `start.js` left for the program.
fn parts(name: &str) -> Result<JsValue, JsValue> {
    let parts = Reflect::get(&js_sys::global(), &"comoveParts".into())?;
    Reflect::get(&parts, &name.into())
}
