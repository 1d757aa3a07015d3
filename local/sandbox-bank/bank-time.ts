/** Viet Nam has kept GMT+7 without summer time since 1975. The package `vnpay` reads the machine's own clock instead. */
const vietnamOffsetMs = 7 * 60 * 60 * 1000;

/** An instant as VNPAY writes it: `yyyyMMddHHmmss`, GMT+7. */
export function toBankTime(epochMs: number): string {
  const vietnamClock = new Date(epochMs + vietnamOffsetMs).toISOString();
  return vietnamClock.replaceAll(/\D/g, '').slice(0, 14);
}

/** The instant of a `yyyyMMddHHmmss`, or nothing when the calendar or the clock does not have it. */
export function fromBankTime(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const epochMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - vietnamOffsetMs;
  return !Number.isNaN(epochMs) && toBankTime(epochMs) === text ? epochMs : undefined;
}
