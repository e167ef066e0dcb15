import type { KeyView } from '../../api/account';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { When } from '../../ui/when';
import { linesOf, listOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { ShownOnce } from './shown-once';
import { leavesOf, useFunctions } from './leaves';
import { useAccount } from './use-account';
import { accountWords } from './words';

/** Keys of the account's software: made, replaced and ended; a key is shown once. */
export default function KeysPage() {
  const say = useWords(accountWords);
  const { accountId, isOwn } = useAccount();
  const functions = useFunctions();
  const keys = useKnown('account', 'GET /accounts/{accountId}/keys', { path: { accountId } });
  return (
    <AccountPage title={say('keysTitle')} lead={say('keysLead')}>
      {isOwn && (
        <OrderForm
          title={say('newKey')}
          explain={say('newKeyHappens')}
          fields={[
            { name: 'label', label: say('keyFor'), hint: say('keyForHint'), most: 60 },
            { name: 'until', label: say('keyUntil'), kind: 'date', optional: true, hint: say('dayUtc') },
            { name: 'addresses', label: say('keyNetworks'), optional: true, hint: say('keyNetworksHint') },
            { name: 'writes', label: say('mayWrite'), kind: 'several', options: functions },
            { name: 'reads', label: say('mayRead'), kind: 'several', hint: say('leavesHint'), options: functions },
          ]}
          submit={say('makeKey')}
          send={async (typed) => {
            const day = typed.until;
            const { apiKey } = await call('account', 'POST /accounts/{accountId}/keys', {
              path: { accountId },
              body: {
                label: typed.label,
                leaves: leavesOf(linesOf(typed.reads), linesOf(typed.writes)),
                until: day ? `${day}T23:59:59Z` : null,
                addresses: listOf(typed.addresses),
              },
            });
            keys.again();
            return apiKey;
          }}
          done={(secret) => <ShownOnce secret={secret} what={say('keyOnce')} />}
        />
      )}
      <Known of={keys} isEmpty={(told) => told.keys.length === 0} empty={say('keysNone')}>
        {(told) => (
          <ul className="pw-cards">
            {[...told.keys]
              .sort((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null))
              .map((key) => (
                <li key={key.id} className="pw-card">
                  <Key issued={key} again={keys.again} />
                </li>
              ))}
          </ul>
        )}
      </Known>
    </AccountPage>
  );
}

function Key({ issued, again }: { issued: KeyView; again: () => void }) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId, isOwn } = useAccount();
  const name = issued.label ?? issued.id.slice(0, 8);
  const isOver = issued.revokedAt !== null;
  const path = { accountId, keyId: issued.id };
  return (
    <>
      <h2>
        {name}{' '}
        <span className={`pw-state-tag pw-state-tag--${isOver ? 'plain' : 'good'}`}>
          {say(isOver ? 'revoked' : 'inForce')}
        </span>
      </h2>
      <p>
        {issued.lastUsedAt ? (
          <>
            {say('lastUsed')} <When at={issued.lastUsedAt} />
          </>
        ) : (
          say('neverUsed')
        )}
        {issued.leaves &&
          ` · ${Object.entries(issued.leaves)
            .map(([what, how]) => `${state(what)}: ${state(how)}`)
            .join(', ')}`}
        {issued.addresses.length > 0 && ` · ${issued.addresses.join(', ')}`}
      </p>
      <p className="pw-quiet">
        {say('made')} <When at={issued.issuedAt} />
        {issued.issuedBy && ` · ${say('by', { who: issued.issuedBy })}`}
        {issued.until && (
          <>
            {' '}
            · {say('endsAt')} <When at={issued.until} />
          </>
        )}
        {issued.revokedAt && (
          <>
            {' '}
            · {say('revoked')} <When at={issued.revokedAt} />
          </>
        )}
      </p>
      {!isOver && isOwn && (
        <div className="pw-orders">
          <OrderForm
            title={say('rotateKey', { name })}
            explain={say('rotateHappens')}
            submit={say('rotateNow')}
            send={async () => {
              const { apiKey } = await call('account', 'POST /accounts/{accountId}/keys/{keyId}/rotate', { path });
              again();
              return apiKey;
            }}
            done={(secret) => <ShownOnce secret={secret} what={say('keyOnce')} />}
            isSaidAbove
          />
          <OrderForm
            title={say('revokeKey', { name })}
            explain={say('revokeKeyHappens')}
            isGrave
            submit={say('revokeKeyNow')}
            send={async () => {
              await call('account', 'POST /accounts/{accountId}/keys/{keyId}/revoke', { path });
              again();
            }}
            done={say('keyRevoked', { name })}
            isSaidAbove
          />
        </div>
      )}
    </>
  );
}
