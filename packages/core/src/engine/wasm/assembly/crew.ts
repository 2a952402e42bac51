// Threads that work on one step together. All run the same program over the same memory; what can be done side by side
// is a number of tasks, and each thread takes the next one until none is left. Which thread does a task changes no bit:
// an element is summed within one task.

/** Looks at the others' arrival this often before a thread goes to sleep: some 20 microseconds. */
const LOOKS: u32 = 4000;

/** Shared by the threads; each counter on a cache line of its own. */
@unmanaged
export class Crew {
  threads: u32;
  private gap0: u64; private gap1: u64; private gap2: u64; private gap3: u64;
  private gap4: u64; private gap5: u64; private gap6: u64; private gap7: u64;
  /** the next task */
  task: u32;
  private gap8: u64; private gap9: u64; private gap10: u64; private gap11: u64;
  private gap12: u64; private gap13: u64; private gap14: u64; private gap15: u64;
  /** threads that have come to the meeting */
  arrived: u32;
  /** meetings held */
  meetings: u32;
}

/** The next task that nobody has taken. */
// @ts-ignore: decorator
@inline
export function take(crew: Crew): u32 {
  const place = changetype<usize>(crew) + offsetof<Crew>("task");
  if (crew.threads > 1) return atomic.add<u32>(place, 1);
  const task = load<u32>(place);
  store<u32>(place, task + 1);
  return task;
}

/** Waits until every thread is here; then the tasks begin at 0 again. */
export function meet(crew: Crew): void {
  const base = changetype<usize>(crew);
  if (crew.threads == 1) {
    crew.task = 0;
    return;
  }
  const meetings = base + offsetof<Crew>("meetings");
  const held = atomic.load<u32>(meetings);
  if (atomic.add<u32>(base + offsetof<Crew>("arrived"), 1) + 1 == crew.threads) {
    atomic.store<u32>(base + offsetof<Crew>("arrived"), 0);
    atomic.store<u32>(base + offsetof<Crew>("task"), 0);
    atomic.store<u32>(meetings, held + 1);
    atomic.notify(meetings, -1);
    return;
  }
  for (let look: u32 = 0; look < LOOKS; look++) {
    if (atomic.load<u32>(meetings) != held) return;
  }
  while (atomic.load<u32>(meetings) == held) atomic.wait<i32>(meetings, <i32>held, -1);
}
