import type { Item } from './store.ts';

/** A sparse index: the items that have a place in it, by drawer. */
type Drawers = {
  /** Puts an item where it belongs now and takes it from where it was; its address is its name. */
  readonly update: (address: string, item: Item) => void;
  /** What lies in one drawer, in no order. */
  readonly drawer: (name: string) => readonly Item[];
  /** The names of all drawers in which something lies, in order. */
  readonly drawers: () => readonly string[];
};

/**
 * An index in memory whose cost does not grow with what lies in other drawers.
 *
 * @param drawerOf the drawer of an item, or nothing when the item has no place in this index
 */
export const makeDrawers = (drawerOf: (item: Item) => string | undefined): Drawers => {
  const itemsByDrawer = new Map<string, Map<string, Item>>();
  const drawerByAddress = new Map<string, string>();
  let names: readonly string[] | undefined;

  const take = (address: string): void => {
    const name = drawerByAddress.get(address);
    if (name === undefined) return;
    const items = itemsByDrawer.get(name);
    items?.delete(address);
    drawerByAddress.delete(address);
    if (items?.size !== 0) return;
    itemsByDrawer.delete(name);
    names = undefined;
  };

  const open = (name: string): Map<string, Item> => {
    const items = new Map<string, Item>();
    itemsByDrawer.set(name, items);
    names = undefined;
    return items;
  };

  return {
    update: (address, item) => {
      take(address);
      const name = drawerOf(item);
      if (name === undefined) return;
      (itemsByDrawer.get(name) ?? open(name)).set(address, item);
      drawerByAddress.set(address, name);
    },
    drawer: (name) => [...(itemsByDrawer.get(name)?.values() ?? [])],
    drawers: () => (names ??= [...itemsByDrawer.keys()].sort()),
  };
};
