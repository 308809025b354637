//! What the stacks promise: a guard under each, few mappings, reuse in order, memory that goes back.
//!
//! Most tests build depots of their own, so that what other tests take and free does not count.

use std::collections::HashSet;
use std::io::{self, Error, ErrorKind};
use std::os::fd::AsRawFd;
use std::process::ExitStatus;
use std::time::{Duration, Instant};
use std::{env, fs, ptr};

use super::cache::{BATCH, Cache};
use super::depot::Depots;
use super::slab::find;
use super::{DEFAULT_SIZE, GUARD, HEADER, Slot, for_each_header, guard};

const SCENARIO: &str = "CGOCALL_STACK_SCENARIO";

/// The scenario that this process was started for by [`run_alone`], or an empty string.
pub(super) fn scenario() -> String {
    env::var(SCENARIO).unwrap_or_default()
}

/// Runs the test `child` of a module in a process of its own, with a scenario to tell it what to do, and returns how
/// it ended and what it wrote to standard error.
pub(super) fn run_alone(module: &str, scenario: &str) -> (ExitStatus, String) {
    let (_crate, module) = module.split_once("::").expect("a module of the crate");
    let output = cgocall_test_fixtures::this_program()
        .args([&format!("{module}::child"), "--exact", "--include-ignored", "--nocapture"])
        .env(SCENARIO, scenario)
        .output()
        .expect("a child process");
    (output.status, String::from_utf8_lossy(&output.stderr).into_owned())
}

fn depots() -> Depots {
    let depots = Depots::new();
    depots.init(DEFAULT_SIZE).expect("the default size is in range");
    depots
}

fn slots(depots: &Depots, count: usize) -> Vec<Slot> {
    let mut cache = Cache::new();
    let next = |_| cache.pop().map_or_else(|| depots.refill(&mut cache), Ok).expect("a stack");
    (0..count).map(next).collect()
}

/// Whether the byte at `addr` can be read, as the kernel finds when it is to copy it into a pipe.
fn is_readable(addr: usize) -> bool {
    let (_reader, writer) = io::pipe().expect("a pipe");
    // SAFETY: the kernel checks the address.
    let written = unsafe { libc::write(writer.as_raw_fd(), ptr::without_provenance(addr), 1) };
    written == 1 || Error::last_os_error().raw_os_error() != Some(libc::EFAULT)
}

fn resident_pages(slot: Slot) -> usize {
    let page = guard::page_size();
    let mut pages = vec![0u8; (slot.top() - slot.limit()) / page];
    let start = ptr::without_provenance_mut(slot.limit());
    // SAFETY: `pages` has one byte for each page of the range.
    assert_eq!(unsafe { libc::mincore(start, slot.top() - slot.limit(), pages.as_mut_ptr()) }, 0);
    pages.iter().filter(|&&page| page & 1 != 0).count()
}

fn fill(slot: Slot, byte: u8) {
    // SAFETY: the usable part of a slot that this test owns.
    unsafe { ptr::write_bytes(ptr::with_exposed_provenance_mut::<u8>(slot.limit()), byte, usable(slot)) }
}

fn is_zero(slot: Slot) -> bool {
    // SAFETY: as in `fill`.
    let bytes =
        unsafe { std::slice::from_raw_parts(ptr::with_exposed_provenance(slot.limit()), usable(slot)) };
    bytes.iter().all(|&byte: &u8| byte == 0)
}

fn usable(slot: Slot) -> usize {
    slot.top() - slot.limit()
}

fn mappings() -> usize {
    fs::read_to_string("/proc/self/maps").expect("the process's mappings").lines().count()
}

#[test]
fn every_page_of_every_guard_faults_and_the_stack_above_does_not() {
    for slot in slots(&depots(), 200) {
        for page in (slot.base()..slot.limit()).step_by(guard::page_size()) {
            assert!(!is_readable(page), "guard of {slot:?} at {page:#x}");
        }
        assert!(is_readable(slot.limit()));
        assert!(is_readable(slot.top() - 1));
        assert!(slot.limit() - slot.base() >= GUARD);
    }
}

#[test]
fn guards_survive_reclaim() {
    let depots = depots();
    let slot = depots.alloc(None).expect("a stack");
    depots.free(slot);
    depots.reclaim(Duration::ZERO, Instant::now(), 1);
    assert_eq!(depots.alloc(None).expect("a stack"), slot);
    assert!(!is_readable(slot.base()));
    assert!(!is_readable(slot.limit() - 1));
}

#[test]
fn mprotected_guards_fault_too_and_end_in_an_error_that_names_the_sysctl() {
    let depots = Depots::new();
    depots.init_without_markers(DEFAULT_SIZE, 100);
    let slots: Vec<_> = (0..50).map(|_| depots.alloc(None).expect("mappings for 50 guards")).collect();
    for slot in &slots {
        assert!(!is_readable(slot.base()));
        assert!(!is_readable(slot.limit() - 1));
        assert!(is_readable(slot.limit()));
    }
    let error = depots.alloc(None).expect_err("no mappings are left");
    assert_eq!(error.kind(), ErrorKind::OutOfMemory);
    assert!(error.to_string().contains("vm.max_map_count"), "{error}");
    depots.free(slots[7]);
    assert_eq!(depots.alloc(None).expect("the free one"), slots[7]);
}

#[test]
fn a_refill_near_the_mapping_limit_takes_what_there_is() {
    let depots = Depots::new();
    depots.init_without_markers(DEFAULT_SIZE, 10);
    let mut cache = Cache::new();
    depots.refill(&mut cache).expect("five stacks");
    assert_eq!(cache.len(), 4);
}

#[test]
fn a_hundred_thousand_stacks_take_few_mappings() {
    let depots = depots();
    if !depots.guards_are_markers() {
        return;
    }
    let before = mappings();
    let slots = slots(&depots, 100_000);
    assert!(mappings() < before + 200, "{before} mappings before, {} after", mappings());
    assert_eq!(slots.iter().map(|slot| slot.base()).collect::<HashSet<_>>().len(), slots.len());
}

#[test]
fn the_stack_freed_last_is_reused_first_through_cache_and_depot() {
    let depots = depots();
    let mut cache = Cache::new();
    // More than a cache holds, so that some of them go through the depot.
    let mut taken = slots(&depots, 5 * BATCH);
    for &slot in &taken {
        if !cache.push(slot) {
            depots.spill(&mut cache, slot);
        }
    }
    while let Some(expected) = taken.pop() {
        let slot = cache.pop().map_or_else(|| depots.refill(&mut cache), Ok).expect("a stack");
        assert_eq!(slot, expected, "with {} to come", taken.len());
    }
}

#[test]
fn a_drained_cache_gives_everything_to_the_next() {
    let depots = depots();
    let mut cache = Cache::new();
    let one = depots.refill(&mut cache).expect("a stack");
    cache.push(one);
    let count = cache.len();
    depots.drain(&mut cache);
    assert_eq!(cache.len(), 0);
    let again: HashSet<_> = slots(&depots, count).iter().map(|slot| slot.base()).collect();
    assert!(again.contains(&one.base()));
    assert_eq!(again.len(), count);
}

#[test]
fn reclaim_returns_the_memory_of_idle_stacks_and_they_read_as_zero() {
    let depots = depots();
    let slots = slots(&depots, 3 * BATCH);
    for &slot in &slots {
        fill(slot, 0xa5);
        depots.free(slot);
    }
    let page = guard::page_size();
    assert!(slots.iter().all(|&slot| resident_pages(slot) == usable(slot) / page));

    let hour = Duration::from_secs(3600);
    let now = Instant::now();
    let due = depots.reclaim(hour, now, usize::MAX).expect("there are idle stacks");
    assert!(slots.iter().all(|&slot| resident_pages(slot) > 0), "nothing was idle for an hour");
    assert!(due <= now + hour);

    let later = now + hour;
    assert!(depots.reclaim(hour, later, 40).is_some_and(|due| due <= later), "some are left");
    let (done, left) = slots.split_at(40);
    assert!(done.iter().all(|&slot| resident_pages(slot) == 0), "the longest idle come first");
    assert!(left.iter().all(|&slot| resident_pages(slot) > 0));

    assert_eq!(depots.reclaim(hour, later, usize::MAX), None);
    assert!(slots.iter().all(|&slot| resident_pages(slot) == 0 && is_zero(slot)));
}

#[test]
fn a_fresh_stack_has_no_memory_and_reads_as_zero() {
    for slot in slots(&depots(), 3) {
        assert_eq!(resident_pages(slot), 0);
        assert!(is_zero(slot));
    }
}

#[test]
fn sizes_are_rounded_up_to_powers_of_two() {
    let depots = depots();
    let cases = [
        (0, 2 * guard::len()),
        (2 * guard::len() + 1, 4 * guard::len()),
        (1 << 20, 1 << 20),
        ((1 << 20) + 1, 2 << 20),
        (1 << 30, 1 << 30),
    ];
    for (asked, got) in cases {
        let slot = depots.alloc(Some(asked)).expect("a stack");
        assert_eq!(slot.size(), got);
        assert_eq!(slot.top() - slot.base(), got);
        assert_eq!(slot.base() % got, 0);
        assert!(!is_readable(slot.limit() - 1) && is_readable(slot.limit()));
        depots.free(slot);
        assert_eq!(depots.alloc(Some(asked)).expect("the same"), slot);
    }
    assert_eq!(depots.alloc(None).expect("a stack").size(), DEFAULT_SIZE);
}

#[test]
fn absurd_sizes_are_invalid_input() {
    for size in [(1 << 30) + 1, usize::MAX] {
        let error = depots().alloc(Some(size)).expect_err("over 1 GiB");
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(&size.to_string()), "{error}");
        assert_eq!(Depots::new().init(size).expect_err("over 1 GiB").kind(), ErrorKind::InvalidInput);
    }
}

#[test]
fn find_tells_guard_stack_and_header_and_knows_nothing_of_other_addresses() {
    let depots = depots();
    for slot in [depots.alloc(None).expect("a stack"), depots.alloc(Some(1 << 20)).expect("a stack")] {
        let at = |addr| find(addr).map(|found| (found.slot, found.in_guard));
        assert_eq!(at(slot.base()), Some((slot, true)));
        assert_eq!(at(slot.limit() - 1), Some((slot, true)));
        assert_eq!(at(slot.limit()), Some((slot, false)));
        assert_eq!(at(slot.header().addr()), Some((slot, false)));
        assert_eq!(at(slot.top() - 1), Some((slot, false)));
        assert_ne!(at(slot.top()).map(|(slot, _)| slot), Some(slot));
    }
    let local = 0u8;
    for foreign in [0, 1, &raw const local as usize, usize::MAX] {
        assert!(find(foreign).is_none());
    }
}

#[test]
fn headers_lie_in_the_top_page_aligned_and_on_different_cache_lines() {
    let slots = slots(&depots(), 64);
    for &slot in &slots {
        let header = slot.header().addr();
        assert!(header.is_multiple_of(64));
        assert!(header >= slot.top() - 2048 && header + HEADER <= slot.top());
    }
    let offsets: HashSet<_> = slots.iter().map(|slot| slot.top() - slot.header().addr()).collect();
    assert_eq!(offsets.len(), 16);
}

#[test]
fn every_slot_ever_handed_out_is_visited_once() {
    let depots = depots();
    let mut expected: HashSet<_> = slots(&depots, 500).iter().map(|slot| slot.header()).collect();
    expected.insert(depots.alloc(Some(1 << 20)).expect("a stack").header());
    let mut seen = HashSet::new();
    for_each_header(|header| assert!(seen.insert(header), "{header:?} twice"));
    assert!(expected.is_subset(&seen));
}

#[test]
#[ignore = "another test runs it, in a process of its own"]
fn child() {
    if scenario() != "little address space" {
        return;
    }
    let depots = depots();
    let status = fs::read_to_string("/proc/self/statm").expect("the size of this process");
    let pages: usize =
        status.split(' ').next().and_then(|pages| pages.parse().ok()).expect("a number of pages");
    let limit = (pages * guard::page_size() + (21 << 20)) as libc::rlim_t;
    // SAFETY: the structure is valid for the call.
    unsafe { libc::setrlimit(libc::RLIMIT_AS, &libc::rlimit { rlim_cur: limit, rlim_max: limit }) };
    let mut count = 0;
    let error = loop {
        match depots.alloc(None) {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
    };
    eprintln!("{count} stacks, then {:?}: {error}", error.kind());
}

#[test]
fn a_lack_of_address_space_is_used_to_the_last_slab_and_then_a_readable_error() {
    let (status, stderr) = run_alone(module_path!(), "little address space");
    assert!(status.success(), "{stderr}");
    if cgocall_test_fixtures::is_emulated() {
        // An emulator's limit of the address space is none. Its guards are mappings, and these do come to an end.
        assert!(stderr.contains("stacks, then OutOfMemory: the guards of goroutine stacks"), "{stderr}");
        return;
    }
    assert!(stderr.contains("stacks, then OutOfMemory: cannot map memory for goroutine stacks"), "{stderr}");
    assert!(stderr.contains("ulimit -v"), "{stderr}");
    let count = stderr.split(" stacks, then").next().and_then(|text| text.lines().last()?.parse().ok());
    // 21 MiB hold 336 slots. Without smaller slabs at the end it would be 320 at most, in whole ones of 4 MiB.
    assert!(count.is_some_and(|count: usize| count > 320), "{stderr}");
}
