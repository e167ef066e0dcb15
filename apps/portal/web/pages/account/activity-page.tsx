import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ChainedEntry } from '../../api/account';
import { addressOf, call, CallFailed } from '../../api/call';
import { useKnown } from '../../api/known';
import { Failure, Known } from '../../ui/known';
import { Notice } from '../../ui/notice';
import { Said } from '../../ui/said';
import { When } from '../../ui/when';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { SearchField, SearchForm } from '../../ui/search-form';
import { useWords } from '../../words/language';
import { remedyWords } from '../../words/remedies';
import { activityWords } from './activity-words';
import { useFigures, zoneOf } from './figures';
import { AccountPage } from './frame';
import { type Proven, prove } from './proof';
import { useAccount } from './use-account';
import { accountWords } from './words';
import { subjectText } from './subject-text';

const WANTED = ['subject', 'person', 'kind', 'from', 'to'] as const;

/** What happened in the account, in the order in which it was recorded, each entry with its proof. */
export default function ActivityPage() {
  const say = useWords(accountWords);
  const { accountId, base } = useAccount();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const wanted: Partial<Record<(typeof WANTED)[number], string>> = Object.fromEntries(
    WANTED.flatMap((name) => (search[name] === undefined ? [] : [[name, String(search[name])]])),
  );
  const instants = {
    ...wanted,
    ...(wanted.from && { from: `${wanted.from}T00:00:00Z` }),
    ...(wanted.to && { to: `${wanted.to}T23:59:59Z` }),
  };
  const log = useKnownList(
    'account',
    'GET /activity',
    { query: { account: accountId, ...instants, limit: 100 } },
    ({ entries }) => entries,
  );
  const find = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = [...new FormData(event.currentTarget).entries()].map(([name, value]) => [name, String(value).trim()]);
    void navigate({
      to: `${base}/activity` as never,
      search: Object.fromEntries(typed.filter(([, value]) => value)) as never,
    });
  };
  return (
    <AccountPage title={say('activityTitle')} lead={say('activityLead')}>
      <SearchForm className="pw-search pw-search--many" onSubmit={find} key={JSON.stringify(wanted)}>
        <SearchField name="subject" label={say('subject')} hint={say('subjectHint')} first={wanted.subject} />
        <SearchField name="person" label={say('person')} first={wanted.person} />
        <SearchField name="from" type="date" label={say('from')} hint={say('dayUtc')} first={wanted.from} />
        <SearchField name="to" type="date" label={say('to')} hint={say('dayUtc')} first={wanted.to} />
        <div className="pw-search__buttons">
          <button type="submit" className="usa-button">
            {say('find')}
          </button>
          {Object.keys(wanted).length > 0 && (
            <button
              type="button"
              className="usa-button usa-button--outline"
              onClick={() => void navigate({ to: `${base}/activity` as never, search: {} as never })}
            >
              {say('showAll')}
            </button>
          )}
        </div>
      </SearchForm>
      <p>
        <a
          className="usa-link"
          download
          href={addressOf('account', 'GET /accounts/{accountId}/activity/export', {
            path: { accountId },
            query: { format: 'jsonl', ...instants },
          })}
        >
          {say('exportProof')}
        </a>{' '}
        ·{' '}
        <a
          className="usa-link"
          download
          href={addressOf('account', 'GET /accounts/{accountId}/activity/export', {
            path: { accountId },
            query: { format: 'csv', ...instants },
          })}
        >
          {say('exportCsv')}
        </a>
      </p>
      <Known of={log} isEmpty={(items) => items.length === 0} empty={say('activityNone')} rows={6}>
        {(items) => (
          <CardList
            items={items}
            more={log.more}
            keyOf={(one) => `${one.accountId} ${one.sequence}`}
            label={say('activityTitle')}
          >
            {(entry) => <LogEntry entry={entry} />}
          </CardList>
        )}
      </Known>
    </AccountPage>
  );
}

function LogEntry({ entry }: { entry: ChainedEntry }) {
  const say = useWords(accountWords);
  const sayKind = useWords(activityWords);
  const { state } = useFigures();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="pw-row">
      <p className="pw-row__name">
        {entry.removedAt ? (
          say('removedByPolicy')
        ) : (
          <>
            {entry.kind in activityWords.en ? (
              sayKind(entry.kind as keyof typeof activityWords.en)
            ) : (
              <Said text={entry.kind} />
            )}
            : <Said text={entry.summary} />
          </>
        )}{' '}
        {entry.outcome && <span className="pw-state-tag">{state(entry.outcome)}</span>}
      </p>
      <p className="pw-quiet">
        <When at={entry.occurredAt ?? entry.recordedAt} zone={zoneOf(entry.port)} />
        {entry.person && ` · ${entry.person}`}
        {entry.subject && subjectText(entry.subject) && ` · ${subjectText(entry.subject)}`}
        {entry.channel && ` · ${entry.channel}`}
      </p>
      <button
        type="button"
        className="usa-button usa-button--unstyled"
        aria-expanded={isOpen}
        aria-label={say(isOpen ? 'detailsClose' : 'detailsOf', { number: entry.sequence })}
        onClick={() => setOpen(!isOpen)}
      >
        {say(isOpen ? 'lessDetails' : 'moreDetails')}
      </button>
      {isOpen && (
        <div className="pw-row__inside">
          {entry.transmissionId && <WhatWasSaid transmissionId={entry.transmissionId} filingId={entry.filingId} />}
          <Proof entry={entry} />
        </div>
      )}
    </div>
  );
}

/** What was wrong with what was sent, and what to do about it. */
function WhatWasSaid({ transmissionId, filingId }: { transmissionId: string; filingId: string | null }) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { isOwn } = useAccount();
  const told = useKnown('gateway', 'GET /filings/{id}', { path: { id: transmissionId } }, { every: 0, when: isOwn });
  if (!isOwn) return null;
  return (
    <Known of={told} rows={2}>
      {({ filings, errors }) => (
        <>
          {(errors ?? []).map(({ at, text, remedy }) => (
            <p key={at + text}>
              <code>{at}</code> <Said text={text} /> {remedy && <Said text={remedy} words={remedyWords} />}
            </p>
          ))}
          {filings
            .filter((filing) => filingId === null || filing.filingId === filingId)
            .map((filing) => (
              <div key={filing.filingId}>
                <p>
                  <strong>{filing.reference}</strong> {state(filing.outcome ?? filing.state)} ·{' '}
                  {state(filing.disposition)}
                </p>
                {filing.conditions.length > 0 && (
                  <dl className="pw-facts">
                    {filing.conditions.map(({ code, text, remedy, at, record, recordIndex }) => (
                      <div key={`${code} ${at} ${recordIndex} ${text}`}>
                        <dt>
                          {code} {at ?? record ?? ''}
                        </dt>
                        <dd>
                          <Said text={text} />
                          <br />
                          {remedy && (
                            <>
                              {say('whatToDo')} <Said text={remedy} words={remedyWords} />
                            </>
                          )}
                        </dd>
                      </div>
                    ))}
                  </dl>
                )}
              </div>
            ))}
        </>
      )}
    </Known>
  );
}

/** Asks for the proof of an entry and checks it here, in the browser. */
function Proof({ entry }: { entry: ChainedEntry }) {
  const say = useWords(accountWords);
  const { number } = useFigures();
  const [proven, setProven] = useState<(Proven & { signedAt: string; size: number; root: string }) | null>(null);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [isBusy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const [proof, { keys }] = await Promise.all([
        call('account', 'GET /accounts/{accountId}/activity/{sequence}/proof', {
          path: { accountId: entry.accountId, sequence: String(entry.sequence) },
        }),
        call('gateway', 'GET /activity/keys', {}),
      ]);
      const found = await prove(
        entry,
        proof,
        keys.map(({ publicKey }) => publicKey),
      );
      setProven({ ...found, signedAt: proof.head.signedAt, size: proof.head.size, root: proof.head.rootHash });
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const isGood = proven && proven.text !== 'does not fit' && proven.tree && proven.signature !== false;
  return (
    <>
      <p className="pw-quiet pw-hash">
        {say('entryNumber', { number: entry.sequence })} · {entry.hash}
      </p>
      <button
        type="button"
        className="usa-button usa-button--outline"
        aria-disabled={isBusy}
        onClick={() => void (isBusy || check())}
      >
        {say(isBusy ? 'checking' : 'checkProof')}
      </button>
      {failure &&
        (failure.problem.status === 404 ? (
          <Notice kind="info" title={say('proofNotYet')} />
        ) : (
          <Failure failure={failure} />
        ))}
      {proven && (
        <Notice kind={isGood ? 'success' : 'error'} title={say(isGood ? 'proofGood' : 'proofBad')}>
          <ul>
            <li>
              {say(proven.text === 'fits' ? 'proofText' : proven.text === 'removed' ? 'proofRemoved' : 'proofTextBad')}
            </li>
            <li>{say(proven.tree ? 'proofTree' : 'proofTreeBad', { size: number(proven.size) })}</li>
            <li>
              {say(proven.signature ? 'proofSigned' : proven.signature === null ? 'proofNotTold' : 'proofForged')}
            </li>
          </ul>
          <p>
            {say('proofKeep')} <When at={proven.signedAt} />
          </p>
          <p className="pw-hash">{proven.root}</p>
        </Notice>
      )}
    </>
  );
}
