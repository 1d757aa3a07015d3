/** How long we have waited for each receiver in one go. */
export type Patience = {
  /** Whether a receiver has had its share: others are served first, and it is tried again later. */
  readonly isSpent: (clientId: string) => boolean;
  readonly spend: (clientId: string, durationMs: number) => void;
};

/** Whoever answers within this keeps nobody waiting, however much is due for it. */
const quickMs = 1000;

/** Three tries of a receiver that hangs. */
const shareMs = 30_000;

/** Patience for one go, such as a sweep: a receiver that is slow or hangs holds up nobody else for longer than its share. */
export const makePatience = (): Patience => {
  const spentMs = new Map<string, number>();
  return {
    isSpent: (clientId) => (spentMs.get(clientId) ?? 0) >= shareMs,
    spend: (clientId, durationMs) => {
      if (durationMs > quickMs) spentMs.set(clientId, (spentMs.get(clientId) ?? 0) + durationMs);
    },
  };
};
