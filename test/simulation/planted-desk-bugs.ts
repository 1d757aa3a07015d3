import type { Item, Store, Write } from '../../lib/store/store.ts';
import { approveProposal } from '../../lib/use-cases/decide-proposal.ts';
import { propose } from '../../lib/use-cases/propose.ts';
import type { Bug, LephiParts } from './lephi.ts';
import { inPlugIn, inReading, inStore, inWriting, without } from './plant.ts';

/** Bugs in what officers do, and in what becomes of it. */

/** A refund to which nobody answered is asked for again. */
const sendRefundAgain: Bug = {
  parts: (parts) => ({
    ...parts,
    call: async (call) => {
      const called = await parts.call(call);
      const isRefund = call.body.includes('"vnp_Command":"refund"');
      return called.type === 'failed' && isRefund ? parts.call(call) : called;
    },
  }),
};

/** Whoever finds a refund in doubt sends it. */
const sendRefundInDoubt: Bug = inReading((item) => {
  const reserved = (entries: unknown): unknown =>
    Array.isArray(entries)
      ? entries.map((entry: Item) => (entry.status === 'in-doubt' ? { ...entry, status: 'reserved' } : entry))
      : entries;
  if (item.refunds !== undefined) return { ...item, refunds: reserved(item.refunds) };
  return item.parts !== undefined && item.sk === 'MOVEMENT' ? { ...item, parts: reserved(item.parts) } : item;
});

const factOf = ({ item }: Write): Item | undefined => item.fact as Item | undefined;

/** The provider refused a refund, and its amount stays taken. */
const keepReservation: Bug = inStore((store) => ({
  commit: async (writes) => {
    if (!writes.some((write) => factOf(write)?.type === 'refund.failed')) return store.commit(writes);
    const before = await store.read(writes);
    return store.commit(
      writes.map((write, index) => {
        const { refunds, parts } = before[index] ?? {};
        if (write.sk === 'ORDER') return { ...write, item: { ...write.item, refunds } };
        return write.sk === 'MOVEMENT' ? { ...write, item: { ...write.item, parts } } : write;
      }),
    );
  },
}));

/** That the provider has taken a refund counts as money back. */
const believeInRefund: Bug = inPlugIn(({ refund }) => {
  if (refund === undefined) return {};
  const read: typeof refund.read = (body, order) => {
    const reading = refund.read(body, order);
    return reading.type === 'taken' ? ({ ...reading, type: 'done' } as unknown as typeof reading) : reading;
  };
  return { refund: { ...refund, read } };
});

/** Officers are told apart by the names that they come under. */
const tellOfficersByName: Bug = {
  useCases: {
    approveProposal: (parts, by, id) => approveProposal(parts, { ...by, subject: `${by.subject} ${by.name}` }, id),
  },
};

/** Officers are told apart letter by letter. */
const compareSubjectsAsWritten: Bug = {
  useCases: {
    approveProposal: (parts, by, id) => approveProposal(parts, { ...by, subject: JSON.stringify(by.subject) }, id),
  },
};

const approveWithoutReservation: Bug = inWriting((writes) => {
  const isApproval = writes.some((write) => factOf(write)?.type === 'refund.approved');
  return isApproval ? writes.filter(({ sk }) => sk === 'PROPOSAL') : writes;
});

/** Officers end a refund in doubt, and it stays where it is. */
const endWithoutEffect: Bug = inWriting((writes) => {
  const isEnding = writes.some(({ item }) => item.kind === 'refund-ending' && item.status === 'approved');
  return isEnding ? writes.filter(({ item }) => item.kind === 'refund-ending') : writes;
});

/** A decision that does not see what was used before; what is written has it all the same. */
const blindTo = (field: 'refunds' | 'parts', store: Store): Store => ({
  ...store,
  read: async (addresses) =>
    (await store.read(addresses)).map((item) => (item?.sk === 'PROPOSAL' ? item : item && without(item, field))),
  commit: async (writes) => {
    const before = await store.read(writes);
    return store.commit(
      writes.map((write, index) => {
        const [kept, added] = [before[index]?.[field], write.item[field]];
        const all = [...(Array.isArray(kept) ? kept : []), ...(Array.isArray(added) ? added : [])];
        return all.length === 0 || write.sk === 'PROPOSAL'
          ? write
          : { ...write, item: { ...write.item, [field]: all } };
      }),
    );
  },
});

const decideBlindTo = (field: 'refunds' | 'parts'): Bug => {
  const blind = (parts: LephiParts): LephiParts => ({ ...parts, store: blindTo(field, parts.store) });
  return {
    useCases: {
      propose: (parts, by) => propose(blind(parts as LephiParts), by),
      approveProposal: (parts, by, id) => approveProposal(blind(parts as LephiParts), by, id),
    },
  };
};

const loseDeskMarker: Bug = inWriting((writes) =>
  writes.map((write) => ({ ...write, item: without(write.item, 'deskClass') })),
);

const unchain: Bug = inWriting((writes) =>
  writes.map((write) =>
    write.sk.startsWith('EVENT#') ? { ...write, item: without(write.item, 'previousHash') } : write,
  ),
);

/** An approval that met a conflict counts, though somebody else decided. */
const approveUnconditionally: Bug = inStore((store) => ({
  commit: async (writes) => {
    const outcome = await store.commit(writes);
    const isDecision = writes.some(({ sk, version }) => sk === 'PROPOSAL' && version > 1);
    return isDecision ? 'committed' : outcome;
  },
}));

export const deskBugs: Readonly<Record<string, () => Bug>> = {
  'a refund is sent again when nobody answers': () => sendRefundAgain,
  'a refund in doubt is sent again by the next sweep': () => sendRefundInDoubt,
  'a refund that failed keeps its amount': () => keepReservation,
  'a refund is done when the provider has taken it': () => believeInRefund,
  'officers are told apart by their names': () => tellOfficersByName,
  'officers are told apart by how their subjects are written': () => compareSubjectsAsWritten,
  'an approval reserves nothing': () => approveWithoutReservation,
  'a refund in doubt that officers ended stays in doubt': () => endWithoutEffect,
  'an approval does not see other refunds': () => decideBlindTo('refunds'),
  'a part is larger than what is left': () => decideBlindTo('parts'),
  'what waits for a person is not listed': () => loseDeskMarker,
  'the journal is not chained': () => unchain,
  'a decision counts though it met another': () => approveUnconditionally,
};
