//! The workers: started when they are needed, replaced when they break.
//!
//! Two lanes, so that a long reading never holds up the statistics: up to [`Pool::new`]'s number
//! of workers read, one computes. A worker has one errand at a time; the rest wait here, where
//! they can be taken back. To stop a running errand its worker is ended: the next starts from a
//! module that is compiled already.

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
            Job::Read { .. } | Job::Hash { .. } => Lane::Read,
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
}

/// One worker.
struct Crew {
    number: u32,
    lane: Lane,
    worker: Worker,
    job: Option<Job>,
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
            let Some(errand) = state.waiting.remove(at) else { return };
            let free = state.crews.iter().position(|crew| crew.lane == lane && crew.job.is_none());
            let started = match free {
                Some(at) => Ok(at),
                None => self.start(&mut state, lane).map(|crew| {
                    state.crews.push(crew);
                    state.crews.len() - 1
                }),
            };
            let sent = started.and_then(|at| {
                let crew = state.crews.get_mut(at).ok_or(JsValue::NULL)?;
                crew.job = Some(errand.job.clone());
                hand_over(self, crew, &errand)
            });
            drop(state);
            if let Err(error) = sent {
                (self.tell)(Outcome::Broke(Box::new(errand.job), envelope::words(&error)));
            }
        }
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
        Ok(Crew { number, lane, worker, job: None, _message: message, _error: error })
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
            (self.tell)(Outcome::Broke(Box::new(job), words));
        }
        self.go_on();
    }

    fn done(self: &Rc<Self>, number: u32) {
        if let Some(crew) =
            self.state.borrow_mut().crews.iter_mut().find(|crew| crew.number == number)
        {
            crew.job = None;
        }
    }
}

/// Posts an errand; to a worker that has just been made the compiled module goes first.
fn hand_over(pool: &Rc<Inner>, crew: &Crew, errand: &Errand) -> Result<(), JsValue> {
    let (message, transfer) = envelope::pack(&errand.job, &errand.columns, errand.file.as_ref())?;
    let worker = crew.worker.clone();
    if Reflect::get(&worker, &GREETED.into())?.is_truthy() {
        return worker.post_message_with_transfer(&message, &transfer);
    }
    Reflect::set(&worker, &GREETED.into(), &JsValue::TRUE)?;
    let module: Function = parts("workerModule")?.dyn_into()?;
    let module: Promise = module.call0(&JsValue::UNDEFINED)?.dyn_into()?;
    let (pool, number) = (Rc::downgrade(pool), crew.number);
    spawn_local(async move {
        let sent = async {
            let first = Object::new();
            Reflect::set(&first, &"module".into(), &JsFuture::from(module).await?)?;
            worker.post_message(&first)?;
            worker.post_message_with_transfer(&message, &transfer)
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
    let (news, columns, _) = match envelope::unpack::<News>(data) {
        Ok(parts) => parts,
        Err(error) => return pool.broke(number, envelope::words(&error)),
    };
    match news {
        News::Hello { protocol: PROTOCOL } => {}
        News::Hello { .. } => (pool.tell)(Outcome::Stale),
        News::Broken { message } => pool.broke(number, message),
        News::Progress { .. } => (pool.tell)(Outcome::News(news, columns)),
        News::Read { .. }
        | News::ReadFailed { .. }
        | News::Hashed { .. }
        | News::Analysed { .. } => {
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
