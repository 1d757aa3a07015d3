import { expect, test } from 'vitest';
import { makeDrawers } from '../../../lib/store/drawers.ts';

const byColour = () => makeDrawers(({ colour }) => (typeof colour === 'string' ? colour : undefined));

test('an item lies in its drawer alone, and moves when it changes', () => {
  const drawers = byColour();
  drawers.update('a', { colour: 'red' });
  drawers.update('b', { colour: 'red' });
  drawers.update('a', { colour: 'blue' });

  expect(drawers.drawer('red')).toEqual([{ colour: 'red' }]);
  expect(drawers.drawer('blue')).toEqual([{ colour: 'blue' }]);
  expect(drawers.drawers()).toEqual(['blue', 'red']);
});

test('an item without a drawer is nowhere, and an empty drawer is gone', () => {
  const drawers = byColour();
  drawers.update('a', { colour: 'red' });
  drawers.update('a', {});
  drawers.update('b', {});

  expect(drawers.drawer('red')).toEqual([]);
  expect(drawers.drawers()).toEqual([]);
});
