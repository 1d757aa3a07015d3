import * as z from 'zod/mini';
import { addMs, type Instant, instantSchema, minuteMs } from './time.ts';

/** A provider's list of movements as one merchant account reads it: how far, and when it is read on. */
export const feedSchema = z.object({
  version: z.int().check(z.positive()),
  /** What moved before the account was first switched on is none of ours. */
  from: instantSchema,
  /** Where to read on; the plug-in's own. Absent before the first page. */
  cursor: z.optional(z.string()),
  /** Since when it has been read without coming to the end. */
  readingSince: z.optional(instantSchema),
  /** Everything that the list held at this instant has been taken. */
  readUntilAt: z.optional(instantSchema),
  dueAt: instantSchema,
});

export type Feed = z.infer<typeof feedSchema>;

/** How often a list is read. */
const readEveryMs = 5 * minuteMs;

/** The feed of an account that is switched on for the first time. */
export const makeFeed = (now: Instant): Feed => ({ version: 1, from: now, dueAt: now });

/** The feed taken in hand: whoever comes next finds it due later, and nobody else reads meanwhile. */
export const afterClaim = (feed: Feed, now: Instant): Feed => ({
  ...feed,
  version: feed.version + 1,
  readingSince: feed.readingSince ?? now,
  dueAt: addMs(now, readEveryMs),
});

/** The feed after all of a page was taken: at the end of the list everything up to the start of this reading is known. */
export const afterPage = (
  { readingSince, ...feed }: Feed,
  { cursor, complete }: { readonly cursor: string | undefined; readonly complete: boolean },
): Feed => ({
  ...feed,
  version: feed.version + 1,
  cursor,
  ...(complete ? { readUntilAt: readingSince } : { readingSince }),
});

/** The feed given back before the end of the list: it is due at once. */
export const afterPause = (feed: Feed, now: Instant): Feed => ({ ...feed, version: feed.version + 1, dueAt: now });
