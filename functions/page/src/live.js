const SLOWEST = 30_000;

/**
 * Does a piece of work again and again, the next time only when the last has ended. It rests while
 * the tab is hidden.
 */
export class Live {
  /**
   * @param work returns a promise; its failure makes the next turn come later
   * @param pace how many milliseconds to wait after a turn that went well
   */
  constructor(work, pace) {
    this.work = work;
    this.pace = pace;
    this.failures = 0;
    this.seen = () => document.hidden || this.now();
  }

  start() {
    document.addEventListener('visibilitychange', this.seen);
    this.now();
  }

  stop() {
    document.removeEventListener('visibilitychange', this.seen);
    clearTimeout(this.timer);
    this.stopped = true;
  }

  /** Has the work done at once; a turn that is under way is followed by another. */
  async now() {
    clearTimeout(this.timer);
    if (this.working) {
      this.again = true;
      return;
    }
    this.working = true;
    await this.turn();
    this.working = false;
    if (this.again && !this.stopped) {
      this.again = false;
      await this.now();
    } else if (!this.stopped) {
      this.timer = setTimeout(() => document.hidden || this.now(), this.delay());
    }
  }

  async turn() {
    try {
      await this.work();
      this.failures = 0;
    } catch {
      this.failures += 1;
    }
  }

  delay() {
    return Math.min(SLOWEST, this.pace() * 2 ** this.failures);
  }
}
