import type { PowerView } from '../../api/account';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { When } from '../../ui/when';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { linesOf, listOf, optionsOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { portText, useFigures } from './figures';
import { AccountPage } from './frame';
import { useAccount } from './use-account';
import { accountWords } from './words';

const SCOPES = ['cargo release', 'entry summary', 'see', 'documents'] as const;

/** Who may file for whom: given, looked at, taken back. */
export default function PowersPage() {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId, isOwn } = useAccount();
  const account = useKnown('account', 'GET /accounts/{accountId}', { path: { accountId } }, { every: 0 });
  const powers = useKnownList(
    'account',
    'GET /accounts/{accountId}/powers-of-attorney',
    { path: { accountId }, query: { limit: 100 } },
    (page) => page.powers,
  );
  const numbers = account.data?.importerNumbers ?? [];
  return (
    <AccountPage title={say('powersTitle')} lead={say('powersLead')}>
      {isOwn && numbers.length > 0 && (
        <OrderForm
          title={say('grant')}
          explain={say('grantHappens')}
          fields={[
            {
              name: 'importerNumber',
              label: say('importerNumber'),
              kind: 'choice',
              options: optionsOf(numbers, String),
              first: numbers[0],
            },
            { name: 'filerCode', label: say('filerCode'), hint: say('filerCodeHint'), most: 3 },
            {
              name: 'scopes',
              label: say('scopes'),
              kind: 'several',
              options: optionsOf(SCOPES, state),
              first: 'cargo release\nentry summary',
            },
            { name: 'ports', label: say('onlyPorts'), optional: true, hint: say('onlyPortsHint') },
            { name: 'from', label: say('firstDay'), kind: 'date' },
            { name: 'to', label: say('lastDay'), kind: 'date', optional: true, hint: say('lastDayHint') },
            { name: 'reason', label: say('reason'), optional: true },
            { name: 'partnership', label: say('partnershipYes'), kind: 'tick' },
          ]}
          submit={say('grantNow')}
          send={async (typed, id) => {
            await call('account', 'POST /accounts/{accountId}/powers-of-attorney', {
              path: { accountId },
              body: {
                id,
                importerNumber: typed.importerNumber,
                filerCode: typed.filerCode.toUpperCase(),
                scopes: linesOf(typed.scopes) as (typeof SCOPES)[number][],
                ports: listOf(typed.ports).length > 0 ? listOf(typed.ports) : null,
                partnership: typed.partnership === 'yes',
                from: typed.from,
                to: typed.to || null,
                reason: typed.reason || null,
              },
            });
            powers.again();
          }}
          done={say('granted')}
        />
      )}
      <Known of={account} rows={1}>
        {() => null}
      </Known>
      <Known of={powers} isEmpty={(items) => items.length === 0} empty={say('powersNone')} rows={6}>
        {(items) => (
          <CardList items={items} more={powers.more} keyOf={({ id }) => id} label={say('powersTitle')}>
            {(power) => (
              <Power
                power={power}
                isPrincipal={!account.data?.filerCodes.includes(power.filerCode)}
                again={powers.again}
              />
            )}
          </CardList>
        )}
      </Known>
    </AccountPage>
  );
}

function Power({ power, isPrincipal, again }: { power: PowerView; isPrincipal: boolean; again: () => void }) {
  const say = useWords(accountWords);
  const { state, day } = useFigures();
  const { accountId, isOwn } = useAccount();
  const isOver = power.revokedAt !== null;
  const path = { accountId, powerId: power.id };
  return (
    <div className="pw-row">
      <p className="pw-row__name">
        {say('filesFor', { filer: power.filerCode, importer: power.importerNumber })}{' '}
        <span className={`pw-state-tag pw-state-tag--${isOver ? 'plain' : 'good'}`}>
          {say(isOver ? 'revoked' : 'inForce')}
        </span>
      </p>
      <p>
        {power.scopes.map(state).join(', ')} · {power.ports ? power.ports.map(portText).join(', ') : say('allPorts')}
      </p>
      <p className="pw-quiet">
        {say('fromTo', { from: day(power.from), to: power.to ? day(power.to) : say('noEnd') })} ·{' '}
        {say('by', { who: power.grantedBy })}
        {power.reason && ` · ${power.reason}`}
      </p>
      {power.revocations.map((one) => (
        <p key={one.recordedAt} className="pw-quiet">
          {say('revokedBy', { who: one.revokedBy, reason: one.reason })} <When at={one.recordedAt} />
        </p>
      ))}
      {!isOver && isOwn && (
        <OrderForm
          title={say(isPrincipal ? 'revokeOf' : 'renounceOf', { filer: power.filerCode })}
          explain={say(isPrincipal ? 'revokeHappens' : 'renounceHappens', { filer: power.filerCode })}
          isGrave
          fields={[
            { name: 'reason', label: say('reason') },
            {
              name: 'from',
              label: say('revokeFrom'),
              kind: 'date',
              optional: true,
              hint: say('revokeFromHint'),
              when: () => isPrincipal,
            },
          ]}
          submit={say(isPrincipal ? 'revokeNow' : 'renounceNow')}
          send={async (typed) => {
            const reason = typed.reason;
            if (isPrincipal)
              await call('account', 'POST /accounts/{accountId}/powers-of-attorney/{powerId}/revocations', {
                path,
                body: { from: typed.from || null, reason },
              });
            else
              await call('account', 'POST /accounts/{accountId}/powers-of-attorney/{powerId}/renunciations', {
                path,
                body: { reason },
              });
            again();
          }}
          done={say('revokedDone')}
          isSaidAbove
        />
      )}
    </div>
  );
}
