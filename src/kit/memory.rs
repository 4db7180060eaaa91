//! Whether memory ran out.
//!
//! On WebAssembly an allocation that fails ends the program in a trap without a word, the same as any
//! other; so that a person can be told, the allocator remembers. Natively nothing is remembered: the
//! system ends the program by itself.

use std::sync::atomic::{AtomicBool, Ordering};

static RAN_OUT: AtomicBool = AtomicBool::new(false);

/// Whether an allocation has failed in this program.
pub fn ran_out() -> bool {
    RAN_OUT.load(Ordering::Relaxed)
}

#[cfg(target_arch = "wasm32")]
mod noticed {
    use super::{Ordering, RAN_OUT};
    use std::alloc::{GlobalAlloc, Layout, System};

    struct Noticed;

    fn notice(at: *mut u8) -> *mut u8 {
        if at.is_null() {
            RAN_OUT.store(true, Ordering::Relaxed);
        }
        at
    }

    // SAFETY: every call is the system's own, with what it was given.
    unsafe impl GlobalAlloc for Noticed {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            notice(unsafe { System.alloc(layout) })
        }

        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            notice(unsafe { System.alloc_zeroed(layout) })
        }

        unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            notice(unsafe { System.realloc(at, layout, size) })
        }

        unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
            unsafe { System.dealloc(at, layout) }
        }
    }

    #[global_allocator]
    static NOTICED: Noticed = Noticed;
}
