/** What a command found or did. */
export type Answer = {
  /** For machines. */
  readonly json: unknown;
  /** For people, and for a pipe. */
  readonly text: string;
  /** For people alone. */
  readonly note?: string;
  /** Why a command that could answer failed all the same. */
  readonly failure?: { readonly code: string; readonly title: string };
};

/** Lines of two columns. */
export function toLines(rows: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`.trimEnd()).join('\n');
}

export const onOrOff = (enabled: boolean): string => (enabled ? 'on' : 'off');

/** What came from elsewhere, with nothing in it that would move the cursor or colour the terminal. */
export const printable = (text: string): string =>
  text.replaceAll(/\p{C}/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
