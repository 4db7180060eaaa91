//! The workers: started when a job needs one, or when the file dialog opens or a drag begins, and
//! replaced when they break.
//!
//! Two lanes, so that a long reading never holds up the statistics: up to [`WorkerPool::new`]'s
//! number of workers read, one computes: a reader that has nothing to do, or else a new one. A worker
//! has one job at a time; the rest wait here, where they can be taken back. To stop a running job its
//! worker is ended: the next one starts from a module that is compiled already. Idle readers are ended
//! too, which frees the memory that their module has grown to.
//!
//! Small files are handed over several at once, so that a thousand of them are no thousand errands; each
//! is answered for itself. One of them that is cancelled is read in vain. Where their worker breaks, those
//! that it has not answered are read one by one.
//!
//! A large file is cut into as many parts as workers are free at that moment. The worker that has
//! the job reads the first part and joins the others, which are passed on to it still encoded. A
//! part whose worker breaks is passed on empty: then the worker that joins reads it itself.
//!
//! A reading whose worker could not be loaded, ran out of memory, or gives no sign of life for too long
//! since it ended without a word or never will (`workers.js` watches) is tried once more, by one worker
//! alone: memory or the machine may have been short. The second time it has failed. Whatever said what
//! is wrong would say it again, and fails at once.

use super::{envelope, later::pause, read::HELD};
use crate::{
    ingest::source::Failure,
    wire::{Columns, Job, News},
};
use js_sys::{Function, Object, Promise, Reflect};
use std::{
    cell::RefCell,
    collections::VecDeque,
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ErrorEvent, Event, File, MessageEvent, Worker};

/// Workers that are started before there is a job.
const AHEAD: usize = 2;
/// Milliseconds that a reader may be idle before it is ended.
const IDLE_MS: i32 = 1_000;
/// Bytes of a part, at least: fewer are not worth another worker.
const PART_BYTES: f64 = 12e6;

/// Small files that a worker is handed at once, at most.
const TOGETHER: usize = 64;

/// Of a worker whose script did not come, or was refused.
const UNLOADED: &str = "the worker's program could not be loaded";

/// Bytes of a file for which its worker may be silent a second longer.
const PATIENCE_BYTES: f64 = 4e6;

/// What the pool reports to the page.
#[derive(Debug)]
pub enum Outcome {
    /// A message of a worker, with its columns.
    News(News, Columns),
    /// The worker of this job broke, or could not be started; of a reading, twice where that could pass.
    Broke(Box<Job>, String),
}

/// A job with what is posted beside it.
#[derive(Debug)]
pub struct QueuedJob {
    /// The message that says what to do.
    pub job: Job,
    /// Columns whose buffers are transferred; empty but for an analysis.
    pub columns: Columns,
    /// The file to read or hash; `None` for other jobs.
    pub file: Option<File>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    Read,
    Compute,
}

impl QueuedJob {
    /// Seconds that the job's worker may give no sign of life. Between two pieces of a file it
    /// answers; statistics are computed at a stretch. Slow machines take tens of times what ours do.
    fn patience(&self) -> f64 {
        match &self.job {
            Job::Rank { .. } => 900.0,
            Job::Analyse { .. } => 180.0,
            _ => 20.0 + self.file.as_ref().map_or(0.0, |file| file.size() / PATIENCE_BYTES),
        }
    }

    fn lane(&self) -> Lane {
        match self.job {
            Job::Read { .. } | Job::Part { .. } | Job::Many(_) | Job::Warm | Job::Hash { .. } => {
                Lane::Read
            }
            Job::Analyse { .. } | Job::Rank { .. } => Lane::Compute,
        }
    }
}

/// The workers, and the jobs that wait for one.
pub struct WorkerPool {
    inner: Rc<Inner>,
}

struct Inner {
    state: RefCell<State>,
    readers: usize,
    tell: Box<dyn Fn(Outcome)>,
}

#[derive(Default)]
struct State {
    workers: Vec<PoolWorker>,
    /// Jobs for readers that wait, and those for the one that computes.
    to_read: VecDeque<QueuedJob>,
    to_compute: VecDeque<QueuedJob>,
    next: u32,
    /// Number of jobs given to readers: tells an idle time that was interrupted.
    readings: u32,
    /// Readings whose worker broke and that are tried once more.
    again: Vec<u64>,
    /// Readings that a worker had with others when it broke: each is tried by itself.
    alone: Vec<u64>,
}

impl State {
    fn waiting(&mut self, lane: Lane) -> &mut VecDeque<QueuedJob> {
        match lane {
            Lane::Read => &mut self.to_read,
            Lane::Compute => &mut self.to_compute,
        }
    }

    /// Whether a job may be handed over with others.
    fn is_small(&self, queued: &QueuedJob) -> bool {
        let small = |file: &File| file.size() <= HELD as f64;
        match &queued.job {
            Job::Read { read, member: None, .. } => {
                queued.file.as_ref().is_some_and(small)
                    && !self.again.contains(read)
                    && !self.alone.contains(read)
            }
            _ => false,
        }
    }
}

/// A worker with the jobs that it has; dropping it terminates it.
struct PoolWorker {
    number: u32,
    lane: Lane,
    thread: Worker,
    /// What it has not answered yet; more than one only of small files.
    jobs: Vec<QueuedJob>,
    /// Bytes and rows of the present job so far.
    progress: (u64, u64),
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(Event)>,
}

impl Drop for PoolWorker {
    fn drop(&mut self) {
        self.thread.terminate();
    }
}

impl WorkerPool {
    /// A pool without workers yet; `readers` of them may read at the same time.
    pub fn new(readers: usize, tell: impl Fn(Outcome) + 'static) -> WorkerPool {
        let state = RefCell::new(State::default());
        WorkerPool {
            inner: Rc::new(Inner { state, readers: readers.max(1), tell: Box::new(tell) }),
        }
    }

    /// Queues a job; it starts as soon as a worker is free.
    pub fn send(&self, queued: QueuedJob) {
        self.inner.state.borrow_mut().waiting(queued.lane()).push_back(queued);
        self.inner.go_on();
    }

    /// Starts workers when the file dialog opens or a drag begins, so that they are ready with the
    /// files; the first one runs a made-up job, so that the browser optimizes the program.
    pub fn start_ahead(&self) {
        let (inner, mut state) = (&self.inner, self.inner.state.borrow_mut());
        while state.workers.iter().filter(|worker| worker.lane == Lane::Read).count()
            < inner.readers.min(AHEAD)
        {
            let first = state.next == 0;
            let Ok(worker) = inner.start(&mut state, Lane::Read) else { return };
            let queued = [QueuedJob { job: Job::Warm, columns: Columns::new(), file: None }];
            // A failure shows again with the first real job, and is reported there.
            let _ = hand_over(inner, &worker, if first { &queued } else { &[] });
            state.workers.push(worker);
        }
    }

    /// Drops waiting jobs that match, and ends the workers that have no others.
    pub fn stop(&self, which: impl Fn(&Job) -> bool) {
        let matches = |queued: &QueuedJob| which(&queued.job);
        {
            let mut state = self.inner.state.borrow_mut();
            // Many are stopped from the last on.
            match state.to_read.pop_back_if(|queued| matches(queued)) {
                Some(QueuedJob { job: Job::Read { parts: 1, .. }, .. }) => return,
                _ => state.to_read.retain(|queued| !matches(queued)),
            }
            state.to_compute.retain(|queued| !matches(queued));
            state.workers.retain_mut(|worker| {
                let before = worker.jobs.len();
                worker.jobs.retain(|queued| !matches(queued));
                worker.jobs.len() == before || !worker.jobs.is_empty()
            });
        }
        self.inner.go_on();
    }
}

impl Inner {
    /// Gives waiting jobs to free workers, and starts workers while there may be more.
    fn go_on(self: &Rc<Self>) {
        while self.hand_out(Lane::Compute) || self.hand_out(Lane::Read) {}
    }

    /// Gives the next jobs of a lane to a worker; `false` where there are none, or no worker is free.
    fn hand_out(self: &Rc<Self>, lane: Lane) -> bool {
        let mut state = self.state.borrow_mut();
        let limit = if lane == Lane::Read { self.readers } else { 1 };
        let own = |worker: &&PoolWorker| worker.lane == lane;
        // A reader that has nothing to do computes from then on: starting another takes longer than it reads.
        if lane == Lane::Compute
            && !state.to_compute.is_empty()
            && !state.workers.iter().any(|worker| own(&worker))
            && let Some(idle) = state.workers.iter_mut().find(|worker| worker.jobs.is_empty())
        {
            idle.lane = lane;
        }
        let free = state.workers.iter().position(|worker| own(&worker) && worker.jobs.is_empty());
        if free.is_none() && state.workers.iter().filter(own).count() >= limit {
            return false;
        }
        let Some(mut queued) = state.waiting(lane).pop_front() else { return false };
        self.cut(&mut state, &mut queued);
        state.readings += u32::from(lane == Lane::Read);
        let mut jobs = vec![queued];
        if jobs.iter().all(|queued| state.is_small(queued)) {
            // Fewer towards the end, so that the workers end together.
            let most = (state.to_read.len() / (2 * self.readers)).min(TOGETHER - 1);
            while jobs.len() <= most
                && state.to_read.front().is_some_and(|queued| state.is_small(queued))
            {
                jobs.extend(state.to_read.pop_front());
            }
        }
        let started = match free {
            Some(at) => Ok(at),
            None => self.start(&mut state, lane).map(|worker| {
                state.workers.push(worker);
                state.workers.len() - 1
            }),
        };
        let worker = started.and_then(|at| {
            let worker = state.workers.get_mut(at).ok_or(JsValue::NULL)?;
            hand_over(self, worker, &jobs).map(|()| worker)
        });
        match worker {
            Ok(worker) => {
                be_patient(
                    &worker.thread,
                    jobs.iter().map(QueuedJob::patience).fold(0.0, f64::max),
                );
                worker.progress = (0, 0);
                worker.jobs = jobs;
            }
            Err(error) => {
                drop(state);
                self.lost_all(jobs, &envelope::words(&error));
            }
        }
        true
    }

    /// Cuts a large file into parts for the idle workers; the parts go to the head of the queue.
    fn cut(&self, state: &mut State, queued: &mut QueuedJob) {
        let Job::Read { read, name, modified_ms, member: None, patch, parts } = &mut queued.job
        else {
            return;
        };
        if state.again.contains(read) {
            return;
        }
        let Some(file) = &queued.file else { return };
        let busy = state
            .workers
            .iter()
            .filter(|worker| worker.lane == Lane::Read && !worker.jobs.is_empty())
            .count();
        let free = self.readers.saturating_sub(busy + state.to_read.len()).max(1);
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
            let file = queued.file.clone();
            state.to_read.push_front(QueuedJob { job, columns: Columns::new(), file });
        }
    }

    /// Jobs that a worker had when it broke: one has failed, several are tried one by one.
    fn lost_all(self: &Rc<Self>, mut jobs: Vec<QueuedJob>, words: &str) {
        if jobs.len() > 1 {
            let mut state = self.state.borrow_mut();
            let reads: Vec<u64> = jobs.iter().filter_map(|queued| queued.job.reading()).collect();
            state.alone.extend(reads);
            while let Some(queued) = jobs.pop() {
                state.to_read.push_front(queued);
            }
        }
        if let Some(QueuedJob { job, file, .. }) = jobs.pop() {
            self.lost(job, file, words.to_owned());
        }
    }

    /// Reports a failed job, once a reading was tried twice; of a part, an empty part is passed on
    /// instead.
    fn lost(self: &Rc<Self>, mut job: Job, file: Option<File>, words: String) {
        if let Job::Part { read, part, .. } = job {
            let empty = envelope::part(read, part, None).map(|(message, _)| message);
            return empty.map_or((), |message| self.pass_on(read, &message));
        }
        // Nothing joins the other parts any more.
        if let Some(read) = job.reading() {
            let mut state = self.state.borrow_mut();
            let is_part = |queued: &QueuedJob| queued.job.reading() == Some(read);
            state.to_read.retain(|queued| !is_part(queued));
            state.workers.retain(|worker| !worker.jobs.iter().any(is_part));
            if !state.again.contains(&read) && may_pass(&words) {
                state.again.push(read);
                if let Job::Read { parts, .. } = &mut job {
                    *parts = 1;
                }
                state.to_read.push_front(QueuedJob { job, columns: Columns::new(), file });
                return;
            }
        }
        (self.tell)(Outcome::Broke(Box::new(job), words));
    }

    /// Posts a part to the worker that joins the parts of its reading.
    fn pass_on(&self, read: u64, message: &JsValue) {
        let thread = {
            let state = self.state.borrow();
            let joins = |worker: &&PoolWorker| {
                worker.jobs.iter().any(|queued| {
                    matches!(queued.job, Job::Read { read: reading, .. } if reading == read)
                })
            };
            state.workers.iter().find(joins).map(|worker| worker.thread.clone())
        };
        let Some(thread) = thread else { return };
        let sent = envelope::buffers(message)
            .and_then(|buffers| thread.post_message_with_transfer(message, &buffers));
        if let Err(error) = sent {
            web_sys::console::warn_1(&error);
        }
    }

    /// Adds the progress of the other parts to that of the first; `false` for another part, whose
    /// progress is not reported by itself.
    fn whole_progress(&self, number: u32, read: u64, bytes: &mut u64, rows: &mut u64) -> bool {
        let mut state = self.state.borrow_mut();
        let Some(worker) = state.workers.iter_mut().find(|worker| worker.number == number) else {
            return true;
        };
        worker.progress = (*bytes, *rows);
        if worker.jobs.iter().any(|queued| matches!(queued.job, Job::Part { .. })) {
            return false;
        }
        let parts = state.workers.iter().filter(|worker| {
            let own = |queued: &QueuedJob| queued.job.reading() == Some(read);
            worker.number != number && worker.jobs.iter().any(own)
        });
        for (part_bytes, part_rows) in parts.map(|worker| worker.progress) {
            *bytes += part_bytes;
            *rows += part_rows;
        }
        true
    }

    fn start(self: &Rc<Self>, state: &mut State, lane: Lane) -> Result<PoolWorker, JsValue> {
        let number = state.next;
        state.next += 1;
        let thread: Worker =
            parts("worker")?.dyn_into::<Function>()?.call0(&JsValue::UNDEFINED)?.unchecked_into();
        let pool = Rc::downgrade(self);
        let message = Closure::<dyn FnMut(MessageEvent)>::new({
            let pool = pool.clone();
            move |event: MessageEvent| heard(&pool, number, &event.data())
        });
        thread.set_onmessage(Some(message.as_ref().unchecked_ref()));
        let error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let words = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            let words = words.filter(|words| !words.is_empty()).unwrap_or(UNLOADED.to_owned());
            if let Some(pool) = pool.upgrade() {
                pool.broke(number, words);
            }
        });
        thread.set_onerror(Some(error.as_ref().unchecked_ref()));
        Ok(PoolWorker {
            number,
            lane,
            thread,
            jobs: Vec::new(),
            progress: (0, 0),
            _message: message,
            _error: error,
        })
    }

    /// Removes a worker that broke: its job has failed, the next one gets a new worker.
    fn broke(self: &Rc<Self>, number: u32, words: String) {
        let jobs = {
            let mut state = self.state.borrow_mut();
            let Some(at) = state.workers.iter().position(|worker| worker.number == number) else {
                return;
            };
            // Dropping a PoolWorker terminates it.
            std::mem::take(&mut state.workers.remove(at).jobs)
        };
        self.lost_all(jobs, &words);
        self.go_on();
    }

    /// Jobs of a worker were answered.
    fn done(self: &Rc<Self>, number: u32, which: impl Fn(&Job) -> bool) {
        let mut state = self.state.borrow_mut();
        if let Some(worker) = state.workers.iter_mut().find(|worker| worker.number == number) {
            worker.jobs.retain(|queued| !which(&queued.job));
            if worker.jobs.is_empty() {
                be_patient(&worker.thread, 0.0);
                if worker.lane == Lane::Read {
                    self.end_idle(state.readings);
                }
            }
        }
    }

    /// Ends the idle readers a little later, unless one was given a job until then.
    fn end_idle(self: &Rc<Self>, readings: u32) {
        let pool = Rc::downgrade(self);
        spawn_local(async move {
            let _ = pause(IDLE_MS).await;
            let Some(pool) = pool.upgrade() else { return };
            let mut state = pool.state.borrow_mut();
            if state.readings == readings {
                let idle = |worker: &PoolWorker| worker.jobs.is_empty();
                state.workers.retain(|worker| worker.lane != Lane::Read || !idle(worker));
            }
        });
    }
}

/// Posts jobs. To a new worker the compiled module is posted first; where it is still being
/// compiled, the jobs are posted when it is ready.
fn hand_over(pool: &Rc<Inner>, worker: &PoolWorker, queued: &[QueuedJob]) -> Result<(), JsValue> {
    let files: Vec<&File> = queued.iter().filter_map(|queued| queued.file.as_ref()).collect();
    let packed = match queued {
        [] => None,
        [queued] => Some(envelope::pack(&queued.job, &queued.columns, &files)?),
        several => {
            let jobs = several.iter().map(|queued| queued.job.clone()).collect();
            Some(envelope::pack(&Job::Many(jobs), &Columns::new(), &files)?)
        }
    };
    let thread = worker.thread.clone();
    let module: Function = parts("workerModule")?.dyn_into()?;
    let module: Promise = module.call0(&JsValue::UNDEFINED)?.dyn_into()?;
    let (pool, number) = (Rc::downgrade(pool), worker.number);
    spawn_local(async move {
        let sent = async {
            let module = JsFuture::from(module).await?;
            if !Reflect::get(&thread, &READY.into())?.is_truthy() {
                Reflect::set(&thread, &READY.into(), &JsValue::TRUE)?;
                let first = Object::new();
                Reflect::set(&first, &"module".into(), &module)?;
                thread.post_message(&first)?;
            }
            packed.map_or(Ok(()), |(message, transfer)| {
                thread.post_message_with_transfer(&message, &transfer)
            })
        }
        .await;
        if let (Err(error), Some(pool)) = (sent, pool.upgrade()) {
            pool.broke(number, envelope::words(&error));
        }
    });
    Ok(())
}

/// Property of a worker object that has been sent its module.
const READY: &str = "comoveReady";

fn heard(pool: &Weak<Inner>, number: u32, data: &JsValue) {
    let Some(pool) = pool.upgrade() else { return };
    if let Some((read, _)) = envelope::is_part(data) {
        pool.done(number, |_| true);
        pool.pass_on(read, data);
        return pool.go_on();
    }
    let (news, columns, _) = match envelope::unpack::<News>(data) {
        Ok(parts) => parts,
        Err(error) => return pool.broke(number, envelope::words(&error)),
    };
    match news {
        News::Hello => {}
        News::Broken { message } => pool.broke(number, message),
        News::Progress { read, mut bytes, total, mut rows, found } => {
            if pool.whole_progress(number, read, &mut bytes, &mut rows) {
                let news = News::Progress { read, bytes, total, rows, found };
                (pool.tell)(Outcome::News(news, columns));
            }
        }
        News::Several { ref reads, .. } => {
            pool.done(number, |job| reads.iter().any(|(read, _)| job.reading() == Some(*read)));
            (pool.tell)(Outcome::News(news, columns));
            pool.go_on();
        }
        News::Read { .. } | News::Hashed { .. } | News::Analysed { .. } | News::Ranked { .. } => {
            pool.done(number, |_| true);
            (pool.tell)(Outcome::News(news, columns));
            pool.go_on();
        }
    }
}

/// Whether what broke a worker may not break the next one.
fn may_pass(words: &str) -> bool {
    let failure = Failure::of_worker(words.to_owned());
    words == UNLOADED || matches!(failure, Failure::Silent | Failure::Memory)
}

/// Says for how many seconds a worker may be silent from here on, 0 for ever: `workers.js` watches.
fn be_patient(thread: &Worker, seconds: f64) {
    // Fails only for an object that is sealed.
    let _ = Reflect::set(thread, &"comovePatience".into(), &seconds.into());
}

/// A function or value that `start.js` put in `comoveParts`.
fn parts(name: &str) -> Result<JsValue, JsValue> {
    let parts = Reflect::get(&js_sys::global(), &"comoveParts".into())?;
    Reflect::get(&parts, &name.into())
}
