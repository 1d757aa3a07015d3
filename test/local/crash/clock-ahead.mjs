/** Loaded before a function, it puts the function's clock four minutes ahead: what is due by then is due now. */
const aheadMs = 4 * 60_000;

const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + aheadMs);
    else super(...args);
  }

  static now() {
    return RealDate.now() + aheadMs;
  }
};
