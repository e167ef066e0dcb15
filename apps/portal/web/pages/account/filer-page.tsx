import type { SetUpChangeView, SetUpView } from '../../api/account';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { When } from '../../ui/when';
import { listOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { portText, useFigures } from './figures';
import { AccountPage } from './frame';
import { useAccount } from './use-account';
import { accountWords } from './words';

/** How the account's filer codes are set up, what it asked to have changed, and its ABI password. */
export default function FilerPage() {
  const say = useWords(accountWords);
  const { accountId, isOwn } = useAccount();
  const set = useKnown('account', 'GET /accounts/{accountId}/filer-set-ups', { path: { accountId } });
  return (
    <AccountPage title={say('filerTitle')} lead={say('filerLead')}>
      <Known of={set} rows={5}>
        {({ setUps, changes, passwordUntil }) => (
          <>
            <section aria-labelledby="password">
              <h2 id="password">{say('abiPassword')}</h2>
              <p>
                {passwordUntil ? (
                  <>
                    {say('passwordUntil')} <When at={passwordUntil} />
                  </>
                ) : (
                  say('passwordNone')
                )}
              </p>
              {isOwn && (
                <OrderForm
                  title={say('changePassword')}
                  explain={say('passwordHappens')}
                  fields={[
                    { name: 'current', label: say('passwordNow'), kind: 'password', autoComplete: 'current-password' },
                    {
                      name: 'wanted',
                      label: say('passwordWanted'),
                      kind: 'password',
                      hint: say('passwordHint'),
                      autoComplete: 'new-password',
                    },
                  ]}
                  submit={say('changeNow')}
                  send={async (typed) => {
                    await call('account', 'POST /accounts/{accountId}/abi-password', {
                      path: { accountId },
                      body: { current: typed.current, wanted: typed.wanted.toUpperCase() },
                    });
                    set.again();
                  }}
                  done={say('passwordChanged')}
                />
              )}
            </section>
            <section aria-labelledby="set-ups">
              <h2 id="set-ups">{say('setUps')}</h2>
              {setUps.length === 0 && <p className="pw-empty">{say('setUpsNone')}</p>}
              <ul className="pw-cards">
                {setUps.map((one) => (
                  <li key={one.filerCode} className="pw-card">
                    <SetUp one={one} again={set.again} />
                  </li>
                ))}
              </ul>
            </section>
            {changes.length > 0 && (
              <section aria-labelledby="changes">
                <h2 id="changes">{say('changesAsked')}</h2>
                <ul className="pw-cards">
                  {changes.map((change) => (
                    <li key={change.id} className="pw-card">
                      <Change change={change} again={set.again} />
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </Known>
    </AccountPage>
  );
}

function SetUp({ one, again }: { one: SetUpView; again: () => void }) {
  const say = useWords(accountWords);
  const { state, day } = useFigures();
  const { accountId, isOwn } = useAccount();
  const { setUp, filerCode } = one;
  return (
    <>
      <h3>{say('filerCodeIs', { code: filerCode })}</h3>
      <dl className="pw-facts">
        <dt>{say('filesAs')}</dt>
        <dd>{state(setUp.filesAs)}</dd>
        <dt>{say('nationalPermit')}</dt>
        <dd>
          {setUp.nationalPermit
            ? say('permitFrom', { number: setUp.nationalPermit.number, day: day(setUp.nationalPermit.from) })
            : say('none')}
        </dd>
        <dt>{say('localPorts')}</dt>
        <dd>{setUp.localPermitPorts.map(portText).join(', ') || say('none')}</dd>
        <dt>{say('offices')}</dt>
        <dd>
          {setUp.parties.length === 0 && say('none')}
          <ul>
            {setUp.parties.map((party) => (
              <li key={`${party.as} ${party.office} ${party.from}`}>
                {party.office || say('mainOffice')}, {say(party.as === 'filer' ? 'asFiler' : 'asPreparer')}:{' '}
                {party.applications.join(', ')} · {party.ports.map(portText).join(', ') || say('allPorts')}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      <p className="pw-quiet">
        {say('revision', { number: one.revision })} · {say('by', { who: one.changedBy })} · <When at={one.changedAt} />
      </p>
      {isOwn && (
        <OrderForm
          title={say('askChange', { code: filerCode })}
          explain={say('askChangeHappens')}
          fields={[
            {
              name: 'ports',
              label: say('localPorts'),
              optional: true,
              hint: say('onlyPortsHint'),
              first: setUp.localPermitPorts.join(' '),
            },
            { name: 'why', label: say('reason') },
          ]}
          submit={say('askNow')}
          send={async (typed, id) => {
            await call('account', 'POST /accounts/{accountId}/filer-set-ups/{filerCode}/changes', {
              path: { accountId, filerCode },
              body: { id, why: typed.why, setUp: { ...setUp, localPermitPorts: listOf(typed.ports) } },
            });
            again();
          }}
          done={say('changeAsked')}
        />
      )}
    </>
  );
}

function Change({ change, again }: { change: SetUpChangeView; again: () => void }) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId, isOwn } = useAccount();
  return (
    <>
      <h3>
        {say('filerCodeIs', { code: change.filerCode })} <span className="pw-state-tag">{state(change.state)}</span>
      </h3>
      <p>{change.why}</p>
      <p className="pw-quiet">
        {say('askedBy', { who: change.askedBy })} · <When at={change.askedAt} />
        {change.reason && ` · ${change.reason}`}
      </p>
      {isOwn && change.state === 'asked for' && (
        <OrderForm
          title={say('takeBack')}
          explain={say('takeBackHappens')}
          isGrave
          fields={[{ name: 'why', label: say('reason') }]}
          submit={say('takeBackNow')}
          send={async (typed) => {
            await call('account', 'POST /accounts/{accountId}/filer-set-up-changes/{changeId}/withdraw', {
              path: { accountId, changeId: change.id },
              body: { why: typed.why },
            });
            again();
          }}
          done={say('takenBack')}
          isSaidAbove
        />
      )}
    </>
  );
}
