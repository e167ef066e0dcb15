import { useState } from 'react';
import type { ApplicationView, SetUpChangeView } from '../../api/account';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { Told } from '../status/matters';
import { portText } from '../status/ports';
import { Frame, useReason } from './frame';
import { operationsWords } from './words';

const LEAST_TYPED = 2;

/** Who asks to come in, which filers ask to have their set-up changed, and which accounts there are. */
export default function AccountsPage() {
  const say = useWords(operationsWords);
  const applications = useKnown('account', 'GET /applications', { query: { open: true, limit: 100 } });
  const changes = useKnown('account', 'GET /filer-set-up-changes', { query: { state: 'asked for', limit: 100 } });
  const again = (): void => {
    applications.again();
    changes.again();
  };
  return (
    <Frame title={say('accountsTitle')} lead={say('accountsLead')}>
      <section aria-labelledby="applications">
        <h2 id="applications">{say('applicationsTitle')}</h2>
        <Known of={applications} isEmpty={(told) => told.applications.length === 0} empty={say('noApplications')}>
          {(told) => (
            <ul className="pw-matters">
              {told.applications.map((application) => (
                <li key={application.id}>
                  <Application application={application} again={again} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      <section aria-labelledby="set-ups">
        <h2 id="set-ups">{say('changesTitle')}</h2>
        <Known of={changes} isEmpty={(told) => told.changes.length === 0} empty={say('noChanges')}>
          {(told) => (
            <ul className="pw-matters">
              {told.changes.map((change) => (
                <li key={change.id}>
                  <Change change={change} again={again} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      <Find />
    </Frame>
  );
}

function Application({ application, again }: { application: ApplicationView; again: () => void }) {
  const say = useWords(operationsWords);
  const reason = useReason();
  const { id, name, numbers, applicant, note, appliedAt } = application;
  const path = { id };
  return (
    <article className="pw-matter" aria-label={name}>
      <h3 className="pw-matter__title">{name}</h3>
      <dl className="pw-facts">
        <dt>{say('numbers')}</dt>
        <dd>{numbers.map(({ kind, value }) => `${kind} ${value}`).join('; ') || say('notSaid')}</dd>
        <dt>{say('applicant')}</dt>
        <dd>
          {applicant.name}, {applicant.email}
        </dd>
        <dt>{say('note')}</dt>
        <dd>{note ?? say('notSaid')}</dd>
      </dl>
      <p className="pw-quiet">
        <Told text={say('askedAt', { time: '\u0000' })} at={appliedAt} />
      </p>
      <div className="pw-orders">
        <OrderForm
          title={say('approveOpen')}
          explain={say('approveSays', { name })}
          fields={[reason]}
          submit={say('approve')}
          send={({ reason: why }) =>
            call('account', 'POST /applications/{id}/approve', { path, body: { why } }).then(again)
          }
          done={say('approved', { name })}
          isSaidAbove
        />
        <OrderForm
          title={say('refuseOpen')}
          explain={say('refuseSays', { name })}
          isGrave
          fields={[reason]}
          submit={say('refuse')}
          send={({ reason: why }) =>
            call('account', 'POST /applications/{id}/refuse', { path, body: { why } }).then(again)
          }
          done={say('refused', { name })}
          isSaidAbove
        />
      </div>
    </article>
  );
}

function Change({ change, again }: { change: SetUpChangeView; again: () => void }) {
  const say = useWords(operationsWords);
  const reason = useReason();
  const { id: changeId, filerCode, why: asked, askedBy, askedAt, setUp } = change;
  const decide = (decision: 'approved' | 'refused') => (reason: string) =>
    call('account', 'POST /filer-set-up-changes/{changeId}/decide', { path: { changeId }, body: { decision, reason } });
  const { filesAs, localPermitPorts, parties } = setUp;
  return (
    <article className="pw-matter" aria-label={filerCode}>
      <h3 className="pw-matter__title">{say('changeOf', { filer: filerCode })}</h3>
      <p>{say('changedWhy', { who: askedBy, why: asked })}</p>
      <dl className="pw-facts">
        <dt>{say('filesAs')}</dt>
        <dd>{say(filesAs === 'broker' ? 'asBroker' : 'asSelf')}</dd>
        <dt>{say('setUpParties')}</dt>
        <dd>
          {parties
            .map(({ as, office }) => say(as === 'filer' ? 'partyFiler' : 'partyPreparer', { office }))
            .join('; ') || say('notSaid')}
        </dd>
        <dt>{say('setUpPorts')}</dt>
        <dd>{localPermitPorts.map(portText).join('; ') || say('notSaid')}</dd>
      </dl>
      <p className="pw-quiet">
        <Told text={say('askedAt', { time: '\u0000' })} at={askedAt} />
      </p>
      <div className="pw-orders">
        <OrderForm
          title={say('approveOpen')}
          explain={say('approveChangeSays')}
          fields={[reason]}
          submit={say('approve')}
          send={({ reason }) => decide('approved')(reason).then(again)}
          done={say('changeApproved', { filer: filerCode })}
          isSaidAbove
        />
        <OrderForm
          title={say('refuseOpen')}
          explain={say('refuseChangeSays')}
          isGrave
          fields={[reason]}
          submit={say('refuse')}
          send={({ reason }) => decide('refused')(reason).then(again)}
          done={say('changeRefused', { filer: filerCode })}
          isSaidAbove
        />
      </div>
    </article>
  );
}

function Find() {
  const say = useWords(operationsWords);
  const [typed, setTyped] = useState('');
  const search = typed.trim();
  const found = useKnown(
    'account',
    'GET /accounts',
    { query: { search, limit: 50 } },
    { when: search.length >= LEAST_TYPED, every: 0 },
  );
  return (
    <section aria-labelledby="find-account">
      <h2 id="find-account">{say('findAccountTitle')}</h2>
      <label className="usa-label" htmlFor="account-search">
        {say('findAccount')}
      </label>
      <input
        className="usa-input"
        id="account-search"
        enterKeyHint="search"
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {search.length >= LEAST_TYPED && (
        <Known of={found} isEmpty={({ accounts }) => accounts.length === 0} empty={say('noAccount')}>
          {({ accounts }) => (
            <table className="usa-table usa-table--stacked pw-table">
              <thead>
                <tr>
                  <th scope="col">{say('account')}</th>
                  <th scope="col">{say('kind')}</th>
                  <th scope="col">{say('numbers')}</th>
                  <th scope="col">{say('state')}</th>
                </tr>
              </thead>
              <tbody>
                {accounts.map(({ id, name, kinds, filerCodes, scacs, importerNumbers, active, left }) => (
                  <tr key={id}>
                    <th scope="row" data-label={say('account')}>
                      {name}
                    </th>
                    <td data-label={say('kind')}>{kinds.join(', ')}</td>
                    <td data-label={say('numbers')}>
                      {[...filerCodes, ...scacs, ...importerNumbers].join(', ') || say('notSaid')}
                    </td>
                    <td data-label={say('state')}>
                      {active ? say('accountActive') : (left?.as ?? say('accountLeft'))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Known>
      )}
    </section>
  );
}
