import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { ListedRecord, RecordFilters } from '../../api/account';
import { Link } from '../../ui/link';
import { useAge } from '../../ui/when';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { SearchField, SearchForm } from '../../ui/search-form';
import { optionsOf } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { useAccount } from './use-account';
import { accountWords } from './words';

const KINDS = ['entry', 'bill', 'rejected filing'] as const;
const STATES = [
  'hold',
  'exam',
  'documents required',
  'agency review',
  'awaiting bill',
  'on file',
  'admissible',
  'released',
  'release suspended',
  'cancelled',
] as const;
const NARROWED = [
  'kind',
  'state',
  'reference',
  'timeliness',
  'port',
  'mode',
  'center',
  'country',
  'month',
  'firstDay',
  'lastDay',
] as const;

/** Entries, bills and rejected filings of the account, found by what people know of them. */
export default function FilingsPage() {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId, base } = useAccount();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const wanted = Object.fromEntries(
    NARROWED.flatMap((name) => (search[name] === undefined ? [] : [[name, String(search[name])]])),
  ) as RecordFilters & Record<string, string>;
  const records = useKnownList(
    'account',
    'GET /accounts/{accountId}/records',
    { path: { accountId }, query: { ...wanted, limit: 100 } },
    (page) => page.records,
  );
  const find = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = [...new FormData(event.currentTarget).entries()].map(([name, value]) => [name, String(value).trim()]);
    void navigate({
      to: `${base}/filings` as never,
      search: Object.fromEntries(typed.filter(([, value]) => value)) as never,
    });
  };
  return (
    <AccountPage title={say('filingsTitle')} lead={say('filingsLead')}>
      <SearchForm className="pw-search pw-search--many" onSubmit={find} key={JSON.stringify(wanted)}>
        <SearchField
          name="reference"
          label={say('reference')}
          hint={say('referenceHint')}
          first={wanted['reference']}
        />
        <SearchField
          name="kind"
          label={say('kind')}
          first={wanted['kind'] ?? ''}
          options={[{ value: '', text: say('all') }, ...optionsOf(KINDS, state)]}
        />
        <SearchField
          name="state"
          label={say('stands')}
          first={wanted['state'] ?? ''}
          options={[{ value: '', text: say('all') }, ...optionsOf(STATES, state)]}
        />
        <SearchField name="firstDay" type="date" label={say('filedFrom')} first={wanted['firstDay']} />
        <SearchField name="lastDay" type="date" label={say('filedTo')} first={wanted['lastDay']} />
        <div className="pw-search__buttons">
          <button type="submit" className="usa-button">
            {say('find')}
          </button>
          {Object.keys(wanted).length > 0 && (
            <button
              type="button"
              className="usa-button usa-button--outline"
              onClick={() => void navigate({ to: `${base}/filings` as never, search: {} as never })}
            >
              {say('showAll')}
            </button>
          )}
        </div>
      </SearchForm>
      {(['port', 'mode', 'center', 'country', 'month', 'timeliness'] as const).some(
        (name) => wanted[name] !== undefined,
      ) && <Narrowed wanted={wanted} />}
      <Known of={records} isEmpty={(items) => items.length === 0} empty={say('filingsNone')} rows={6}>
        {(items) => (
          <CardList
            items={items}
            more={records.more}
            keyOf={(one) => `${one.kind} ${one.key}`}
            label={say('filingsTitle')}
          >
            {(record) => <FiledRecord record={record} />}
          </CardList>
        )}
      </Known>
    </AccountPage>
  );
}

function Narrowed({ wanted }: { wanted: Readonly<Record<string, string>> }) {
  const say = useWords(accountWords);
  const { port, mode, month } = useFigures();
  const words = [
    wanted['port'] !== undefined && port(wanted['port']),
    wanted['mode'] !== undefined && mode(wanted['mode']),
    wanted['center'],
    wanted['country'],
    wanted['month'] && month(wanted['month']),
    wanted['timeliness'],
  ].filter(Boolean);
  return <p className="pw-narrowed">{say('only', { what: words.join(', ') })}</p>;
}

function FiledRecord({ record }: { record: ListedRecord }) {
  const say = useWords(accountWords);
  const { port, state, cents, day } = useFigures();
  const { base } = useAccount();
  const age = useAge();
  const to =
    record.kind === 'entry'
      ? `${base}/entries/${record.key}`
      : record.kind === 'bill'
        ? `${base}/bills/${encodeURIComponent(record.key)}`
        : `${base}/activity`;
  return (
    <div className="pw-row">
      <p className="pw-row__name">
        <Link to={to}>{record.reference}</Link>{' '}
        <span className="pw-quiet">
          {state(record.filing ?? record.kind)}
          {record.entryType && ` · ${say('type', { code: record.entryType })}`}
        </span>
      </p>
      <p>
        <span className={`pw-state-tag pw-state-tag--${tone(record.state)}`}>{state(record.state)}</span>{' '}
        {record.summaryState && (
          <span className="pw-quiet">{say('summaryIs', { state: state(record.summaryState) })}</span>
        )}
      </p>
      <p>
        {port(record.port)} · {say('filedOn', { day: day(record.filedOn) })}
        {record.releaseSeconds !== null && ` · ${say('clearedIn', { time: age(record.releaseSeconds) })}`}
      </p>
      {record.dutyCents + record.feeCents > 0 && (
        <p>{say('dutyFees', { money: cents(record.dutyCents + record.feeCents) })}</p>
      )}
    </div>
  );
}

const WAITS = ['hold', 'exam', 'documents required', 'release suspended', 'rejected', 'awaiting bill'];
/** By which shape and colour a state is marked; the words are always there. */
export const tone = (state: string | null): 'good' | 'waits' | 'plain' =>
  state === null
    ? 'plain'
    : WAITS.includes(state)
      ? 'waits'
      : ['released', 'admissible', 'arrived', 'accepted'].includes(state)
        ? 'good'
        : 'plain';
