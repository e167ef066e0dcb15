import type { InvitationView, RoleView } from '../../api/account';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { When } from '../../ui/when';
import { linesOf, optionsOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { leavesOf, useFunctions } from './leaves';
import { useAccount } from './use-account';
import { accountWords } from './words';

const ROLES = ['proxy owner', 'user'] as const;

/** Who works in the account and as what, whom it invited, and how that ends. */
export default function PeoplePage() {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId, isOwn } = useAccount();
  const functions = useFunctions();
  const people = useKnown('account', 'GET /accounts/{accountId}/people', { path: { accountId } });
  const invitations = useKnown('account', 'GET /accounts/{accountId}/invitations', { path: { accountId } });
  const isOver = ({ to }: RoleView): boolean => to !== null && Date.parse(to) <= Date.now();
  return (
    <AccountPage title={say('peopleTitle')} lead={say('peopleLead')}>
      {isOwn && (
        <OrderForm
          title={say('invite')}
          explain={say('inviteHappens')}
          fields={[
            { name: 'name', label: say('personName') },
            { name: 'email', label: say('email'), kind: 'email' },
            {
              name: 'role',
              label: say('role'),
              kind: 'choice',
              hint: say('roleHint'),
              options: optionsOf(ROLES, state),
              first: 'user',
            },
            { name: 'writes', label: say('mayWrite'), kind: 'several', options: functions },
            { name: 'reads', label: say('mayRead'), kind: 'several', options: functions },
            { name: 'why', label: say('reason') },
          ]}
          submit={say('inviteNow')}
          send={async (typed) => {
            const role = typed.role;
            await call('account', 'POST /accounts/{accountId}/invitations', {
              path: { accountId },
              body: {
                name: typed.name,
                email: typed.email,
                role,
                leaves: role === 'user' ? (leavesOf(linesOf(typed.reads), linesOf(typed.writes)) ?? {}) : null,
                why: typed.why,
              },
            });
            invitations.again();
            return typed.email;
          }}
          done={(email) => say('invited', { email })}
        />
      )}
      <section aria-labelledby="now">
        <h2 id="now">{say('peopleNow')}</h2>
        <Known of={people} isEmpty={({ roles }) => roles.every(isOver)} empty={say('peopleNone')}>
          {({ roles }) => (
            <ul className="pw-cards">
              {roles
                .filter((role) => !isOver(role))
                .map((role) => (
                  <li key={role.id} className="pw-card">
                    <Person role={role} again={people.again} />
                  </li>
                ))}
            </ul>
          )}
        </Known>
      </section>
      <section aria-labelledby="invited">
        <h2 id="invited">{say('invitations')}</h2>
        <Known of={invitations} isEmpty={(told) => told.invitations.length === 0} empty={say('invitationsNone')} isPart>
          {(told) => (
            <ul className="pw-cards">
              {told.invitations.map((invitation) => (
                <li key={invitation.id} className="pw-card">
                  <Invitation invitation={invitation} again={invitations.again} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      {people.data?.roles.some(isOver) && (
        <details>
          <summary>{say('peopleBefore')}</summary>
          <ul>
            {people.data.roles.filter(isOver).map((role) => (
              <li key={role.id}>
                {role.person.name}, {state(role.role)}, <When at={role.from} /> – <When at={role.to!} />
                {role.endWhy && `: ${role.endWhy}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </AccountPage>
  );
}

function Person({ role, again }: { role: RoleView; again: () => void }) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId, isOwn } = useAccount();
  const { name, email } = role.person;
  return (
    <>
      <h3>{name}</h3>
      <p>
        {state(role.role)} · {email}
        {role.leaves &&
          ` · ${Object.entries(role.leaves)
            .map(([what, how]) => `${state(what)}: ${state(how)}`)
            .join(', ')}`}
      </p>
      <p className="pw-quiet">
        <When at={role.from} /> · {say('by', { who: role.givenBy })} · {role.why}
      </p>
      {isOwn && role.role !== 'owner' && (
        <OrderForm
          title={say('endRole', { name })}
          explain={say('endRoleHappens', { name })}
          isGrave
          fields={[{ name: 'why', label: say('reason') }]}
          submit={say('endRoleNow')}
          send={async (typed) => {
            await call('account', 'POST /accounts/{accountId}/people/{roleId}/end', {
              path: { accountId, roleId: role.id },
              body: { why: typed.why },
            });
            again();
          }}
          done={say('roleEnded', { name })}
          isSaidAbove
        />
      )}
    </>
  );
}

function Invitation({ invitation, again }: { invitation: InvitationView; again: () => void }) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId, isOwn } = useAccount();
  return (
    <>
      <h3>
        {invitation.name} <span className="pw-state-tag">{state(invitation.state)}</span>
      </h3>
      <p>
        {state(invitation.role)} · {invitation.email} · {say('mailIs', { state: state(invitation.mail) })}
      </p>
      <p className="pw-quiet">
        <When at={invitation.invitedAt} /> · {say('by', { who: invitation.invitedBy })} · {invitation.why} ·{' '}
        {say('endsAt')} <When at={invitation.endsAt} />
      </p>
      {isOwn && invitation.state === 'invited' && (
        <OrderForm
          title={say('withdrawInvitation', { name: invitation.name })}
          explain={say('withdrawHappens')}
          isGrave
          fields={[{ name: 'why', label: say('reason') }]}
          submit={say('withdrawNow')}
          send={async (typed) => {
            await call('account', 'POST /accounts/{accountId}/invitations/{invitationId}/withdraw', {
              path: { accountId, invitationId: invitation.id },
              body: { why: typed.why },
            });
            again();
          }}
          done={say('withdrawn')}
          isSaidAbove
        />
      )}
    </>
  );
}
