import type { Progress } from "../options/index.js";

type Stage = Progress["stage"];

const stages: readonly Stage[] = ["inspect", "upload", "message", "render", "download", "verify"];

// Shares of the time that a conversion takes: in process nearly all is the render; over a network bytes are moved, too.
const inProcess: Record<Stage, number> = {
  inspect: 1,
  upload: 1,
  message: 1,
  render: 95,
  download: 1,
  verify: 1,
};
const overNetwork: Record<Stage, number> = {
  inspect: 1,
  upload: 30,
  message: 9,
  render: 45,
  download: 14,
  verify: 1,
};

/** Turns the percentages of the stages into one that counts from 0 to 100 over all of them and never falls. */
export class ProgressScale {
  readonly #shares: Record<Stage, number>;
  #report: ((progress: Progress) => void) | undefined;
  #percent = 0;

  constructor(report: ((progress: Progress) => void) | undefined, isInProcess: boolean) {
    this.#report = report;
    this.#shares = isInProcess ? inProcess : overNetwork;
  }

  readonly report = (progress: Progress): void => {
    const { stage, percent } = progress;
    const before = stages.slice(0, stages.indexOf(stage)).reduce((sum, each) => sum + this.#shares[each], 0);
    const within = Number.isFinite(percent) ? ((percent ?? 0) / 100) * this.#shares[stage] : 0;
    this.#percent = Math.min(100, Math.max(this.#percent, before + within));
    this.#report?.({ ...progress, percent: this.#percent });
  };

  /** A stage without figures of its own has begun. */
  begin(stage: Stage): void {
    this.report({ stage, percent: 0 });
  }

  /** A scale for one of several jobs, which counts from `from` to `to` on this one. */
  part(from: number, to: number): ProgressScale {
    const scale = new ProgressScale(undefined, false);
    scale.#report = ({ percent = 0, ...others }) => {
      this.#percent = Math.max(this.#percent, from + (percent / 100) * (to - from));
      this.#report?.({ ...others, percent: this.#percent });
    };
    return scale;
  }

  finish(): void {
    this.report({ stage: "verify", percent: 100 });
  }
}
