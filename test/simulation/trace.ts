import { createHash } from 'node:crypto';

/** What happened, in order: its hash shows whether two runs were the same, its last lines what led to a failure. */
export type Trace = {
  readonly note: (subject: string, what: string) => void;
  /** Of everything noted so far. */
  readonly hash: () => string;
  /** The last that was noted of a subject, the latest last. */
  readonly lastOf: (subject: string) => readonly string[];
};

const keptPerSubject = 60;

export const makeTrace = (nowMs: () => number): Trace => {
  const hash = createHash('sha256');
  const lines = new Map<string, { atMs: number; what: string }[]>();
  return {
    note: (subject, what) => {
      const atMs = nowMs();
      hash.update(`${atMs} ${subject} ${what}\n`);
      const kept = lines.get(subject) ?? [];
      if (kept.push({ atMs, what }) > keptPerSubject) kept.shift();
      lines.set(subject, kept);
    },
    hash: () => hash.copy().digest('hex').slice(0, 16),
    lastOf: (subject) => (lines.get(subject) ?? []).map(({ atMs, what }) => `${new Date(atMs).toISOString()}  ${what}`),
  };
};
