import { describe, expect, test } from 'vitest';
import { check, figuresOf, problemsOf, profileNamed, seededSample } from './sample-statement.ts';
import { camt } from './write-messages.ts';

const profile = profileNamed('camt053');
const sample = seededSample(3, 4);
const whole = camt(sample, { kind: '053' });

describe('a camt.053', () => {
  test('says account, days, number, balances and control totals', async () => {
    const { inVnd, outVnd, closingVnd } = figuresOf(sample);

    expect((await check(whole, profile)).outcome).toMatchObject({
      header: {
        account: '0011004123456',
        from: '2026-11-24',
        to: '2026-11-24',
        number: '7',
        openingVnd: 1_000_000,
        closingVnd,
        count: 4,
        sumVnd: inVnd + outVnd,
        sumInVnd: inVnd,
        sumOutVnd: outVnd,
      },
    });
  });

  test('may be overdrawn', async () => {
    expect(await problemsOf(camt({ ...sample, openingVnd: -20_000_000_000 }, { kind: '053' }), profile)).toEqual([]);
  });

  test('may end its period at midnight, name no period, or open with the balance before', async () => {
    const midnight = whole.replace('2026-11-24T23:59:59+07:00', '2026-11-25T00:00:00+07:00');
    const noPeriod = whole.replace(/<FrToDt>.*<\/FrToDt>/, '');

    for (const text of [midnight, noPeriod, whole.replace('OPBD', 'PRCD')]) {
      const { outcome } = await check(text, profile, { expected: { on: '2026-11-24' as never } });

      expect(outcome).toMatchObject({ verdict: 'passed', header: { to: '2026-11-24', openingVnd: 1_000_000 } });
    }
  });

  test('keeps a text exactly', async () => {
    const text = ' "Nộp" <phí> & lệ phí\u00a0\u1ed9 =cmd ';
    const [line] = sample.lines;
    const { lines } = await check(camt({ ...sample, lines: [{ ...line!, text }] }, { kind: '053' }), profile);

    expect(lines.map((one) => one.text)).toEqual([text]);
  });

  const statement = /<Stmt>[\s\S]*<\/Stmt>/.exec(whole)?.[0] ?? '';
  test.each([
    ['another message', camt(sample, { kind: '054' }), ['malformed']],
    ['two statements', whole.replace(statement, `${statement}\n${statement}`), ['second-statement 8']],
    ['another currency', whole.replace('<Ccy>VND</Ccy>', '<Ccy>USD</Ccy>'), ['wrong-currency account']],
    [
      'the first of two pages',
      camt(sample, { kind: '053', more: '<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>' }),
      ['missing-page statement'],
    ],
    [
      'the second page of a message',
      whole.replace('<MsgId>M1</MsgId>', '<MsgPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></MsgPgntn>'),
      ['missing-page statement'],
    ],
    ['no closing balance', whole.replace('CLBD', 'CLAV'), ['missing closingVnd']],
    ['a closing balance that lies', whole.replace(/(<Cd>CLBD[\s\S]*?VND">)/, '$19'), ['balance-differs closingVnd']],
    ['a count that lies', whole.replace('<NbOfNtries>4', '<NbOfNtries>5'), ['count-differs count']],
    ['a sum that lies', whole.replace(/(<TtlCdtNtries><Sum>)/, '$19'), ['sum-differs sumInVnd']],
    ['a total that is none', whole.replace(/(<TtlNtries>.*?<Sum>)\d+/, '$1x'), ['not-an-amount sumVnd']],
  ])('is refused with %s', async (_, text, problems) => {
    expect(await problemsOf(text, profile)).toEqual(problems);
  });

  test('tells when its reversals are meant the other way', async () => {
    const marked = whole.replace('<Sts>', '<RvslInd>true</RvslInd><Sts>');
    const [line] = sample.lines;
    const turned = {
      ...sample,
      lines: sample.lines.map((one) =>
        one === line ? ({ ...one, direction: line.direction === 'in' ? 'out' : 'in' } as const) : one,
      ),
    };
    const balances = /<Bal>.*<\/Bal>/.exec(camt(turned, { kind: '053' }))?.[0] ?? '';
    const flipped = marked.replace(/<Bal>.*<\/Bal>/, balances).replace(/<TxsSummry>.*<\/TxsSummry>/, '');
    const { outcome } = await check(flipped, profile);

    expect(await problemsOf(marked, profile)).toEqual([]);
    expect(outcome).toMatchObject({
      problems: [{ code: 'balance-differs', wanted: expect.stringContaining('"reversals"') }],
    });
    expect(await problemsOf(flipped, { ...profile, reversals: 'flipped' } as typeof profile)).toEqual([]);
  });

  test('counts an entry of several transactions once', async () => {
    const parts = [100, 35]
      .map(
        (amount) => `<TxDtls><Refs><AcctSvcrRef>T${amount}</AcctSvcrRef></Refs><Amt Ccy="VND">${amount}</Amt></TxDtls>`,
      )
      .join('');
    const entries =
      '<Ntry><Amt Ccy="VND">135</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-11-24T09:30:00</DtTm>' +
      `</BookgDt><NtryDtls>${parts}</NtryDtls></Ntry>`;
    const one = { ...sample, lines: [{ ...sample.lines[0]!, direction: 'in' as const, amountVnd: 135 }] };
    const { outcome, lines } = await check(camt(one, { kind: '053', entries }), profile);

    expect(outcome).toMatchObject({ verdict: 'passed', header: { count: 1 }, totals: { lines: 2, inVnd: 135 } });
    expect(lines.map(({ transactionId, at }) => [transactionId, at])).toEqual([
      ['T100', '2026-11-24T02:30:00.000Z'],
      ['T35', '2026-11-24T02:30:00.000Z'],
    ]);
  });
});

test('a camt.054 has no balances', async () => {
  const { outcome } = await check(camt(sample, { kind: '054' }), profileNamed('camt054'));

  expect(outcome).toMatchObject({ verdict: 'passed', header: { number: '7', count: 4 } });
});
