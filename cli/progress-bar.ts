import type { Terminal } from './terminal.ts';

const width = 20;

/** A bar for somebody who waits: how much is done, and of what. */
export function showBar({ progress }: Terminal, done: number, what: string): void {
  const share = Math.min(Math.max(done, 0), 1);
  const filled = Math.round(share * width);
  progress?.(`${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${Math.floor(share * 100)} %  ${what}`);
}

/** Takes the bar away. */
export function clearBar({ progress }: Terminal): void {
  progress?.('');
}
