import { useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call';
import type { ParticipationView } from '../../api/cee';
import { useKnown } from '../../api/known';
import type { AnswerOf } from '../../api/modules';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useAccount } from '../account/use-account';
import { type Program, PROGRAMS, useNames, useOptions, useOwnRights } from './names';
import { OwnFrame } from './own-frame';
import { StateLine } from './parts';
import { Benefits, Contacts, Stands } from './standing';
import { trustedWords } from './words';

/** States in which a program is left: it can be applied for again. */
const LEFT = ['refused', 'withdrawn'];
const TIER_FOR_TRADE_COMPLIANCE = 2;

/** How an account stands as a trusted trader, what that brings, what it applied for, and whom it talks to. */
export default function OwnStandingPage() {
  const say = useWords(trustedWords);
  const { accountId, isOwn } = useAccount();
  const { isOwner } = useOwnRights(accountId);
  const path = { accountId };
  const standing = useKnown('cee', 'GET /accounts/{accountId}/trusted-standing', { path });
  const participations = useKnown('cee', 'GET /accounts/{accountId}/trusted-participations', { path });
  const contacts = useKnown('cee', 'GET /accounts/{accountId}/trusted-contacts', { path });
  const told = standing.data;
  return (
    <OwnFrame title={say('title')} lead={say('lead')}>
      <section aria-labelledby="stand">
        <h2 id="stand">{say('standTitle')}</h2>
        <Known of={standing} rows={3}>
          {(one) => <Stands of={one} />}
        </Known>
      </section>
      <section aria-labelledby="programs">
        <h2 id="programs">{say('partTitle')}</h2>
        <Known of={participations} isEmpty={(all) => all.participations.length === 0} empty={say('partNone')}>
          {(all) => (
            <ul className="pw-cards" aria-label={say('partTitle')}>
              {[...all.participations].reverse().map((one) => (
                <li key={one.id} className="pw-card">
                  <Line of={one} />
                </li>
              ))}
            </ul>
          )}
        </Known>
        {isOwn && !isOwner && <p>{say('ownersOnly')}</p>}
        {isOwner && told && participations.data && (
          <Apply standing={told} known={participations.data.participations} again={participations.again} />
        )}
      </section>
      <section aria-labelledby="brings">
        <h2 id="brings">{say('bringsTitle')}</h2>
        <Known of={standing} isPart rows={6}>
          {(one) => <Benefits of={one} />}
        </Known>
      </section>
      <section aria-labelledby="contacts">
        <h2 id="contacts">{say('contactsTitle')}</h2>
        <Known of={contacts} rows={2}>
          {(one) => <Contacts of={one.contacts} />}
        </Known>
      </section>
    </OwnFrame>
  );
}

function Line({ of }: { of: ParticipationView }) {
  const say = useWords(trustedWords);
  const name = useNames();
  const { base } = useAccount();
  return (
    <>
      <h3>
        <Link to={`${base}/trusted/${of.id}`}>
          {say('oneTitle', { program: name('program', of.program), number: of.number })}
        </Link>
      </h3>
      <StateLine of={of} />
      <p>{say(`now_${of.state}`)}</p>
    </>
  );
}

function Apply({
  standing,
  known,
  again,
}: {
  standing: AnswerOf<'cee', 'GET /accounts/{accountId}/trusted-standing'>;
  known: readonly ParticipationView[];
  again: () => void;
}) {
  const say = useWords(trustedWords);
  const options = useOptions();
  const go = useNavigate();
  const { accountId, base } = useAccount();
  const isValidated = standing.programs.some(
    ({ program, tier, from }) => program === 'CTPAT' && (tier ?? 0) >= TIER_FOR_TRADE_COMPLIANCE && from <= standing.on,
  );
  const free = PROGRAMS.filter((program) => !known.some((one) => one.program === program && !LEFT.includes(one.state)));
  const open = free.filter((program) => program === 'CTPAT' || isValidated);
  return (
    <>
      {open.length > 0 && (
        <OrderForm
          title={say('apply')}
          explain={say('applyExplain')}
          done={say('begun')}
          fields={[
            {
              name: 'program',
              label: say('program'),
              kind: 'choice',
              options: options('program', open),
              first: open[0],
            },
          ]}
          send={async ({ program }, id) => {
            await call('cee', 'POST /accounts/{accountId}/trusted-participations', {
              path: { accountId },
              body: { id, program: program as Program },
            });
            again();
            void go({ to: `${base}/trusted/${id}` as never });
          }}
        />
      )}
      {free.includes('Trade Compliance') && !isValidated && <p className="pw-quiet">{say('complianceNeeds')}</p>}
    </>
  );
}
