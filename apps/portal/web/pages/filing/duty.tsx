import { useState } from 'react';
import { type FieldValues, useFormContext } from 'react-hook-form';
import { call, CallFailed } from '../../api/call';
import type { AnswerOf } from '../../api/modules';
import { Failure, useNow } from '../../ui/known';
import { Notice } from '../../ui/notice';
import { useAge } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { bodyOf, dollarsOf, type Schema, type Typed } from './schema';
import { filingWords } from './words';

type Due = AnswerOf<'gateway', 'POST /questions/duty'>;
type Values = { [name: string]: Typed };
const [PROCESSING, HARBOR] = ['499', '501'];

/** Duty and fees with their steps, of what stands in the form; they can be put into it. */
export function DutyPanel({ schema }: { schema: Schema }) {
  const say = useWords(filingWords);
  const age = useAge();
  const now = useNow();
  const { getValues, reset } = useFormContext<FieldValues>();
  const [due, setDue] = useState<{ answer: Due; at: number } | null>(null);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isTaken, setTaken] = useState(false);
  const ask = async (): Promise<void> => {
    setAsking(true);
    setTaken(false);
    try {
      const { entryNumber: _number, totals: _totals, ...typed } = getValues();
      const body = withDuties(bodyOf(schema, typed));
      setDue({ answer: await call('gateway', 'POST /questions/duty', { body: body as never }), at: Date.now() });
      setFailure(null);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    } finally {
      setAsking(false);
    }
  };
  const take = ({ answer }: { answer: Due }): void => {
    reset(withAmounts(getValues(), answer), { keepDirty: true, keepTouched: true });
    setTaken(true);
  };
  return (
    <section aria-labelledby="duty" className="pw-duty">
      <h2 id="duty">{say('duty')}</h2>
      <p>{say('dutyText')}</p>
      <button type="button" className="usa-button usa-button--outline" onClick={() => void ask()} disabled={isAsking}>
        {say(isAsking ? 'workingOut' : 'workOut')}
      </button>
      <div aria-live="polite">
        {failure &&
          (failure.isAway ? (
            <Notice kind="warning" title={say('dutyAway')}>
              {due && <p>{say('dutyLast', { age: age((now - due.at) / 1_000) })}</p>}
            </Notice>
          ) : (
            <Failure failure={failure} />
          ))}
        {due && (
          <>
            <Amounts due={due.answer} />
            {isTaken ? (
              <Notice kind="success" title={say('takenOver')} />
            ) : (
              <button type="button" className="usa-button" onClick={() => take(due)}>
                {say('takeOver')}
              </button>
            )}
          </>
        )}
      </div>
    </section>
  );
}

/** What is not declared yet is nothing. */
const withDuties = (body: unknown): unknown => {
  const { lines, ...rest } = (body ?? {}) as { lines?: { tariffs?: object[] }[] };
  return {
    ...rest,
    ...(lines && {
      lines: lines.map((line) => ({
        ...line,
        tariffs: (line.tariffs ?? []).map((tariff) => ({ valueDollars: 0, dutyCents: 0, ...tariff })),
      })),
    }),
  };
};

const withAmounts = (typed: Values, due: Due): Values => {
  const lines = ((typed['lines'] ?? []) as Values[]).map((line, at): Values => {
    const computed = due.lines[at];
    if (!computed) return line;
    const others = ((line['fees'] ?? []) as Values[]).filter(
      ({ classCode }) =>
        classCode !== PROCESSING && classCode !== HARBOR && classCode !== undefined && classCode !== '',
    );
    const own = [
      ...(computed.mpfCents > 0 ? [{ classCode: PROCESSING, cents: dollarsOf(computed.mpfCents) }] : []),
      ...(computed.hmfCents > 0 ? [{ classCode: HARBOR, cents: dollarsOf(computed.hmfCents) }] : []),
    ];
    return {
      ...line,
      tariffs: ((line['tariffs'] ?? []) as Values[]).map((tariff, place) => ({
        ...tariff,
        dutyCents: dollarsOf(computed.tariffs[place]?.dutyCents ?? 0),
      })),
      fees: [...own, ...others] as Typed,
    };
  });
  return {
    ...typed,
    lines,
    totals: {
      ...(typed['totals'] as Values | undefined),
      valueDollars: String(due.valueDollars),
      dutyCents: dollarsOf(due.dutyCents),
      feeCents: dollarsOf(due.feeCents),
      feesByClass: due.feesByClass.map(({ classCode, cents }) => ({ classCode, cents: dollarsOf(cents) })),
    },
  };
};

function Amounts({ due }: { due: Due }) {
  const say = useWords(filingWords);
  const { language } = useLanguage();
  const money = (cents: number): string =>
    (cents / 100).toLocaleString(language === 'es' ? 'es-US' : 'en-US', { style: 'currency', currency: 'USD' });
  return (
    <>
      <p>{say('rateDay', { day: due.rateDate })}</p>
      <table className="usa-table usa-table--stacked pw-table">
        <thead>
          <tr>
            <th scope="col">{say('line')}</th>
            <th scope="col">{say('rate')}</th>
            <th scope="col">{say('steps')}</th>
            <th scope="col" className="pw-amount">
              {say('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {due.lines.flatMap(({ lineNumber, tariffs, mpfCents, hmfCents, mpfExempt }) => [
            ...tariffs.map(({ hts, rateText, rateFrom, steps, equation, dutyCents, verified, note }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a number may stand twice on a line
              <tr key={`${lineNumber} ${hts} ${place}`}>
                <th scope="row" data-label={say('line')}>
                  {Number(lineNumber)} · {hts}
                </th>
                <td data-label={say('rate')}>
                  <span lang="en">{rateText}</span>
                  {rateFrom && <span className="pw-quiet"> {say('rateFrom', { day: rateFrom })}</span>}
                  {!verified && <strong> {say('asDeclared')}</strong>}
                </td>
                <td data-label={say('steps')} lang="en">
                  {(steps ?? []).map(({ says, comesTo }) => (
                    <div key={says}>
                      {says} = {comesTo}
                    </div>
                  ))}
                  {equation && (steps ?? []).length > 0 && <div className="pw-quiet">{equation}</div>}
                  {note}
                </td>
                <td data-label={say('amount')} className="pw-amount">
                  {money(dutyCents)}
                </td>
              </tr>
            )),
            ...(
              [
                ['processingFee', mpfCents, !mpfExempt],
                ['harborFee', hmfCents, true],
              ] as const
            ).map(([name, cents, isShown]) =>
              isShown && cents > 0 ? (
                <tr key={`${lineNumber} ${name}`}>
                  <th scope="row" data-label={say('line')}>
                    {Number(lineNumber)} · {say(name)}
                  </th>
                  <td data-label={say('rate')} />
                  <td data-label={say('steps')} />
                  <td data-label={say('amount')} className="pw-amount">
                    {money(cents)}
                  </td>
                </tr>
              ) : null,
            ),
          ])}
          {due.feesByClass.map(({ classCode, cents }) => (
            <tr key={classCode}>
              <th scope="row" data-label={say('line')}>
                {say('feeClass', { code: classCode })}
              </th>
              <td data-label={say('rate')} />
              <td data-label={say('steps')}>{classCode === PROCESSING && say('limits')}</td>
              <td data-label={say('amount')} className="pw-amount">
                {money(cents)}
              </td>
            </tr>
          ))}
          <tr className="pw-total">
            <th scope="row" data-label={say('line')}>
              {say('total')}
            </th>
            <td data-label={say('rate')} />
            <td data-label={say('steps')} />
            <td data-label={say('amount')} className="pw-amount">
              {money(due.totalCents)}
            </td>
          </tr>
        </tbody>
      </table>
      {due.notes.length > 0 && (
        <ul lang="en">
          {due.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}
