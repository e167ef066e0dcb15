import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call, CallFailed } from '../../api/call';
import { useKnownBy } from '../../api/known';
import { Failure, Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { Said } from '../../ui/said';
import { useWords } from '../../words/language';
import { remedyWords } from '../../words/remedies';
import { keepSent } from './drafts';
import { FORMS, isKind, type Kind, KINDS } from './kinds';
import { isAnswered, isRefused, Life, type Sent, useSent } from './life';
import { readBodySchema, type Schema, typedOf } from './schema';
import { type FilingOfSheet, type Place, placeIn, readSheet, type Rows } from './sheet';
import { filingWords } from './words';

interface SentRow {
  readonly id: string;
  readonly filing: FilingOfSheet;
}
interface Fault {
  readonly place: Place | null;
  readonly at: string;
  readonly text: string;
  readonly remedy?: string;
}

/** What the answer refuses, at its cell. */
const faultsIn = ({ filings }: Sent, filing: FilingOfSheet): Fault[] =>
  filings.flatMap(({ conditions }) =>
    conditions
      .filter(({ severity }) => severity === 'fatal')
      .map(({ at, code, text, remedy }) => ({
        at: at ?? filing.key,
        text: `${code} ${text}`,
        remedy,
        place: at === null ? null : placeIn(filing, at),
      })),
  );

const kindOf = (name: string, rows: Rows, body: unknown): Kind => {
  const named = KINDS.find((kind) => name.toLowerCase().includes(kind));
  if (named) return named;
  const head = rows[0] ?? Object.keys((body ?? {}) as object);
  if (head.some((one) => one.startsWith('conveyance.') && rows.length > 0) || head.includes('ports')) return 'manifest';
  return head.some((one) => /duty|importerNumber|totals/.test(one)) ? 'entry-summary' : 'cargo-release';
};

/** Rows of a sheet as filings of one kind, or one filing in JSON: errors at their row and column, corrected in the cell, sent one after the other. */
export function SheetDesk({ name, rows, body }: { name: string; rows: Rows; body?: unknown }) {
  const say = useWords(filingWords);
  const [kind, setKind] = useState<Kind>(() => kindOf(name, rows, body));
  const schema = useKnownBy(['body of', kind], (signal) => readBodySchema(kind, signal), { every: 0 });
  return (
    <div>
      <label className="usa-label" htmlFor="as-kind">
        {say('asKind')}
      </label>
      <select
        id="as-kind"
        className="usa-select"
        value={kind}
        onChange={({ target }) => isKind(target.value) && setKind(target.value)}
      >
        {KINDS.map((one) => (
          <option key={one} value={one}>
            {say(one)}
          </option>
        ))}
      </select>
      <Known of={schema}>
        {(shape) => <Desk key={kind} kind={kind} schema={shape} name={name} first={rows} body={body} />}
      </Known>
    </div>
  );
}

function Desk({
  kind,
  schema,
  name,
  first,
  body,
}: {
  kind: Kind;
  schema: Schema;
  name: string;
  first: Rows;
  body: unknown;
}) {
  const say = useWords(filingWords);
  const [rows, setRows] = useState(first);
  const [sent, setSent] = useState<readonly SentRow[]>([]);
  const [refused, setRefused] = useState<readonly Fault[]>([]);
  const [answered, setAnswered] = useState<Readonly<Record<string, readonly Fault[]>>>({});
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [isSending, setSending] = useState(false);
  const read = useMemo(
    () =>
      body === undefined
        ? readSheet(rows, schema, FORMS[kind].key)
        : { unknown: [], filings: [{ key: name, typed: typedOf(schema, body) as never, body, places: new Map() }] },
    [rows, schema, kind, body, name],
  );
  const faults = [...refused, ...sent.flatMap(({ id }) => answered[id] ?? [])];
  const take = useCallback(
    (id: string, found: readonly Fault[]): void => setAnswered((before) => ({ ...before, [id]: found })),
    [],
  );
  const done = new Set(sent.map(({ filing }) => JSON.stringify(filing.body)));
  const wrong = new Set(faults.flatMap(({ place }) => (place ? [`${place.row} ${place.column}`] : [])));
  const send = async (): Promise<void> => {
    setSending(true);
    setFailure(null);
    setRefused([]);
    for (const filing of read.filings) {
      if (done.has(JSON.stringify(filing.body))) continue;
      try {
        const receipt = await call('gateway', `POST /filings/${kind}`, { body: (filing.body ?? {}) as never });
        keepSent(
          { id: receipt.id, channel: 'json', kind, reference: filing.key, at: new Date().toISOString() },
          filing.typed,
        );
        // What was corrected stands in the place of what was refused.
        setSent((before) => [...before.filter((one) => one.filing.key !== filing.key), { id: receipt.id, filing }]);
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        const errors = error.problem.errors ?? [];
        if (errors.length === 0) {
          setFailure(error);
          break;
        }
        setRefused((before) => [
          ...before,
          ...errors.map(({ at, text }) => ({ at, text, place: placeIn(filing, at) })),
        ]);
      }
    }
    setSending(false);
  };
  const [wanted, setWanted] = useState<Place | null>(null);
  const goTo = (place: Place): void => setWanted({ ...place });
  return (
    <>
      <h2 id="file-name">{say('sheetShown', { name, count: read.filings.length })}</h2>
      {read.unknown.length > 0 && (
        <Notice kind="warning" title={say('unknownColumns', { names: read.unknown.join(', ') })} />
      )}
      {failure && <Failure failure={failure} />}
      {faults.length > 0 && (
        <Notice kind="error" title={say('errors', { count: faults.length })}>
          <ul>
            {faults.map(({ place, at, text, remedy }) => (
              <li key={`${at} ${text} ${place?.row}`}>
                {place ? say('atCell', { row: place.row + 1, column: rows[0]?.[place.column] ?? '' }) : at}:{' '}
                <span lang="en">{text}</span>{' '}
                {remedy && (
                  <>
                    <br />
                    {say('whatToDo')} <Said text={remedy} words={remedyWords} />{' '}
                  </>
                )}
                {place && (
                  <button type="button" className="usa-button usa-button--unstyled" onClick={() => goTo(place)}>
                    {say('goThere')}
                    <span className="usa-sr-only">
                      : {say('atCell', { row: place.row + 1, column: rows[0]?.[place.column] ?? '' })}
                    </span>
                  </button>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {sent.length > 0 && <p aria-live="polite">{say('sent', { done: sent.length, all: read.filings.length })}</p>}
      {sent.map((one) => (
        <SentFiling key={one.id} kind={kind} one={one} onAnswer={take} />
      ))}
      {rows.length > 0 && <Cells rows={rows} wrong={wrong} wanted={wanted} onChange={setRows} />}
      <div className="pw-actions">
        <button
          type="button"
          className="usa-button usa-button--big"
          disabled={isSending || read.filings.length === 0 || read.unknown.length > 0}
          onClick={() => void send()}
        >
          {say(isSending ? 'sending' : sent.length + faults.length > 0 ? 'sendAgain' : 'sendFile')}
        </button>
      </div>
    </>
  );
}

function SentFiling({
  kind,
  one: { id, filing },
  onAnswer,
}: {
  kind: Kind;
  one: SentRow;
  onAnswer: (id: string, found: readonly Fault[]) => void;
}) {
  const say = useWords(filingWords);
  const state = useSent('json', id);
  const { data } = state;
  useEffect(() => {
    if (data && isAnswered(data)) onAnswer(id, isRefused(data) ? faultsIn(data, filing) : []);
  }, [data, id, filing, onAnswer]);
  return (
    <details open>
      <summary>
        {say(kind)} {filing.key}
      </summary>
      <Known of={state}>
        {(told) => (
          <>
            <Life sent={told} />
            {isAnswered(told) && <Link to={`/file/sent/json/${id}`}>{say('look')}</Link>}
          </>
        )}
      </Known>
    </details>
  );
}

const ROW_PX = 48;
const OVERSCAN = 10;

/** The cells of a sheet, each to be corrected; of many rows those in sight. */
function Cells({
  rows,
  wrong,
  wanted,
  onChange,
}: {
  rows: Rows;
  wrong: ReadonlySet<string>;
  /** The cell to go to, anew each time it is another object. */
  wanted: Place | null;
  onChange: (rows: Rows) => void;
}) {
  const say = useWords(filingWords);
  const [head = [], ...rest] = rows;
  const scroller = useRef<HTMLElement>(null);
  const list = useVirtualizer({
    count: rest.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  useEffect(() => {
    if (!wanted) return;
    list.scrollToIndex(wanted.row - 1, { align: 'center' });
    requestAnimationFrame(() => document.getElementById(`cell-${wanted.row}-${wanted.column}`)?.focus());
  }, [wanted, list]);
  const items = list.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = list.getTotalSize() - (items.at(-1)?.end ?? 0);
  const change = (row: number, column: number, text: string): void =>
    onChange(
      rows.map((one, at) =>
        at === row ? head.map((_, place) => (place === column ? text : (one[place] ?? ''))) : one,
      ),
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard
    <section ref={scroller} className="pw-sheet" tabIndex={0} aria-labelledby="file-name">
      <table className="usa-table">
        <thead>
          <tr>
            <th scope="col">{say('row')}</th>
            {head.map((name, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={at} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr style={{ height: above }} />}
          {items.map(({ index }) => (
            <tr key={index}>
              <th scope="row">{index + 2}</th>
              {head.map((name, column) => {
                const isWrong = wrong.has(`${index + 1} ${column}`);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  <td key={column}>
                    <input
                      id={`cell-${index + 1}-${column}`}
                      className={isWrong ? 'pw-cell pw-cell--wrong' : 'pw-cell'}
                      aria-label={say('atCell', { row: index + 2, column: name })}
                      aria-invalid={isWrong || undefined}
                      value={rest[index]?.[column] ?? ''}
                      onChange={({ target }) => change(index + 1, column, target.value)}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
          {below > 0 && <tr style={{ height: below }} />}
        </tbody>
      </table>
    </section>
  );
}
