import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { call, CallFailed } from '../../api/call';
import { Failure, Known } from '../../ui/known';
import { Said } from '../../ui/said';
import { useWords } from '../../words/language';
import { remedyWords } from '../../words/remedies';
import { keepFile, keepSent } from './drafts';
import { columnsNamed, isTooLong, transactionsIn, transmissionOf } from './edi';
import { isAnswered, isRefused, Life, type Sent, useSent } from './life';
import { filingWords } from './words';

const ROW_PX = 34;
type Columns = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>>>>;

interface Finding {
  /** Of the file, from 0; null where it is of none. */
  readonly record: number | null;
  readonly columns: readonly [number, number] | null;
  readonly code: string;
  readonly text: string;
  readonly remedy: string;
  readonly isFatal: boolean;
}

/** The records of a transmission: read, corrected in place, sent, and what was found at its record and columns. */
export function EdiDesk({
  form,
  name,
  records: first,
  end,
}: {
  form: 'abi' | 'x12';
  name: string;
  records: readonly string[];
  end: string;
}) {
  const say = useWords(filingWords);
  const [records, setRecords] = useState(first);
  const [sentAs, setSentAs] = useState<{ id: string; records: readonly string[] } | null>(null);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [isSending, setSending] = useState(false);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const tooLong = records.flatMap((one, at) => (isTooLong(form, one) ? [at] : []));
  const wrong = useMemo(
    () => new Set([...findings.filter(({ isFatal }) => isFatal).map(({ record }) => record), ...tooLong]),
    [findings, tooLong],
  );
  const goTo = (record: number, columns: Finding['columns']): void => {
    rows.scrollToIndex(record, { align: 'center' });
    const focus = (attempt: number): void => {
      const field = document.getElementById(`record-${record}`) as HTMLInputElement | null;
      if (!field) {
        if (attempt < 20) requestAnimationFrame(() => focus(attempt + 1));
        return;
      }
      field.focus();
      if (columns) field.setSelectionRange(columns[0] - 1, columns[1]);
    };
    requestAnimationFrame(() => focus(0));
  };
  const send = async (): Promise<void> => {
    setSending(true);
    setFailure(null);
    setFindings([]);
    setSentAs(null);
    const content = transmissionOf(form, records, end);
    try {
      const receipt = await call('gateway', form === 'abi' ? 'POST /abi' : 'POST /x12', {
        body: content as never,
        contentType: form === 'abi' ? 'text/plain' : 'application/edi-x12',
      });
      keepFile({ name, content });
      keepSent({ id: receipt.id, channel: form, kind: name, reference: name, at: new Date().toISOString() });
      setSentAs({ id: receipt.id, records });
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <div>
      <h2 id="file-name">{say('fileShown', { name, count: records.length })}</h2>
      {failure && <Failure failure={failure} />}
      {sentAs && (
        <Answer key={sentAs.id} form={form} id={sentAs.id} records={sentAs.records} onFound={setFindings} onGo={goTo} />
      )}
      {tooLong.map((at) => (
        <p key={at} className="usa-error-message">
          {say('tooLongRecord', { count: at + 1, length: records[at]!.length })}
        </p>
      ))}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard */}
      <section ref={scroller} className="pw-records" tabIndex={0} aria-labelledby="file-name">
        <div className="pw-records__inner" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              className={wrong.has(index) ? 'pw-records__row pw-records__row--wrong' : 'pw-records__row'}
              style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
            >
              <span className="pw-records__number">{index + 1}</span>
              <input
                id={`record-${index}`}
                className="pw-records__text"
                aria-label={say('record', { count: index + 1 })}
                aria-invalid={wrong.has(index) || undefined}
                spellCheck={false}
                autoComplete="off"
                value={records[index]}
                onChange={({ target }) => setRecords(records.map((one, at) => (at === index ? target.value : one)))}
              />
            </div>
          ))}
        </div>
      </section>
      <div className="pw-actions">
        <button
          type="button"
          className="usa-button usa-button--big"
          disabled={isSending || tooLong.length > 0}
          onClick={() => void send()}
        >
          {say(isSending ? 'sending' : sentAs ? 'sendAgain' : 'sendFile')}
        </button>
      </div>
    </div>
  );
}

function Answer({
  form,
  id,
  records,
  onFound,
  onGo,
}: {
  form: 'abi' | 'x12';
  id: string;
  records: readonly string[];
  onFound: (findings: readonly Finding[]) => void;
  onGo: (record: number, columns: Finding['columns']) => void;
}) {
  const say = useWords(filingWords);
  const sent = useSent(form, id);
  const [layouts, setLayouts] = useState<Columns>({});
  useEffect(() => {
    void import('../../api/records.json').then(({ default: known }) => setLayouts(known as unknown as Columns));
  }, []);
  const { data } = sent;
  const isOver = data !== undefined && isAnswered(data);
  const findings = useMemo(
    () => (data && isOver ? findingsOf(form, data, records, layouts) : []),
    [form, data, isOver, records, layouts],
  );
  useEffect(() => onFound(findings), [findings, onFound]);
  const fatal = findings.filter(({ isFatal }) => isFatal).length;
  return (
    <Known of={sent}>
      {(state) => (
        <>
          <Life sent={state} />
          {findings.length > 0 && (
            <section aria-labelledby="findings">
              <h3 id="findings">
                {fatal > 0 ? say('errors', { count: fatal }) : say('warnings', { count: findings.length })}
              </h3>
              <ul className="pw-findings">
                {findings.map(({ record, columns, code, text, remedy, isFatal }, at) => (
                  <li
                    // biome-ignore lint/suspicious/noArrayIndexKey: the same may be found twice
                    key={`${code} ${record} ${at}`}
                    className={isFatal ? 'pw-finding' : 'pw-finding pw-finding--warning'}
                  >
                    {record !== null && (
                      <>
                        {say('atRecord', { record: record + 1 })}
                        {columns && `, ${say('atColumns', { from: columns[0], to: columns[1] })}`}
                        {': '}
                      </>
                    )}
                    <strong lang="en">
                      {code} {text}
                    </strong>
                    <br />
                    {say('whatToDo')} <Said text={remedy} words={remedyWords} />{' '}
                    {record !== null && (
                      <button
                        type="button"
                        className="usa-button usa-button--unstyled"
                        onClick={() => onGo(record, columns)}
                      >
                        {say('goThere')}
                        <span className="usa-sr-only">: {say('record', { count: record + 1 })}</span>
                      </button>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {isAnswered(state) && isRefused(state) && state.responses.length > 0 && (
            <details>
              <summary>{say('answerText')}</summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard */}
              <pre className="pw-answer" tabIndex={0}>
                {state.responses.map(({ body }) => body).join('\n')}
              </pre>
            </details>
          )}
        </>
      )}
    </Known>
  );
}

/** What was found, at the record of the file and its columns. */
const findingsOf = (form: 'abi' | 'x12', sent: Sent, records: readonly string[], layouts: Columns): Finding[] => {
  const begins = transactionsIn(form, records);
  const application = records.find((one) => one.startsWith('B'))?.slice(10, 12) ?? '';
  const ofFilings = sent.filings.flatMap(({ conditions }, filing) =>
    conditions.map((one): Finding => {
      const begin = begins[filing];
      const place = one.recordIndex === null || begin === undefined ? null : begin + one.recordIndex;
      const known = layouts[application]?.[one.record ?? '']?.[one.field ?? ''] ?? null;
      return {
        record: place !== null && place < records.length ? place : null,
        columns: columnsNamed(one.text) ?? known,
        code: one.code,
        text: one.text,
        remedy: one.remedy,
        isFatal: one.severity === 'fatal',
      };
    }),
  );
  const ofTransmission = (sent.errors ?? []).map(
    ({ text, code = '', remedy = '' }): Finding => ({
      record: null,
      columns: columnsNamed(text),
      code,
      text,
      remedy,
      isFatal: true,
    }),
  );
  return [...ofTransmission, ...ofFilings];
};
