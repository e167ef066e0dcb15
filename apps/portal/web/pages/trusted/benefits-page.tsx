import { useState } from 'react';
import { call } from '../../api/call';
import type { BenefitOrderView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { CardList } from '../../ui/card-list';
import { Period } from '../../ui/due';
import { Known } from '../../ui/known';
import { linesOf, listOf, OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useFigures } from '../account/figures';
import { DeskFrame } from './desk-frame';
import { type Program, PROGRAMS, useDuties, useNames, useOptions } from './names';
import { Ports } from './standing';
import { trustedWords } from './words';

const BENEFITS = [
  ...['lower exam rate', 'priority', 'expedited screening', 'preferred exam location', 'named contacts'],
  ...['response targets', 'monthly trends', 'blanket certifications', 'penalty input'],
];
const TIERS = ['1', '2', '3'];
const BOTH = 'both';

/** What standing brings by orders of headquarters, and ordering it. */
export default function BenefitsPage() {
  const say = useWords(trustedWords);
  return (
    <DeskFrame lead={say('benefitsLead')}>
      <Orders />
    </DeskFrame>
  );
}

function Orders() {
  const say = useWords(trustedWords);
  const { ordersBenefits } = useDuties();
  const [past, setPast] = useState<'yes' | 'no'>('no');
  const read = useKnown('cee', 'GET /benefit-orders', { query: { past } }, { isSealed: true });
  return (
    <>
      {ordersBenefits ? (
        <div className="pw-orders">
          <GiveBenefit again={read.again} />
          <OrderForm
            title={say('retell')}
            explain={say('retellExplain')}
            fields={[{ name: 'why', label: say('why'), least: 2, most: 300 }]}
            done={({ standings }: { standings: number }) => say('retold', { count: standings })}
            send={(body) => call('cee', 'POST /trusted-standings/retelling', { body })}
          />
        </div>
      ) : (
        <p>{say('benefitsByHeadquarters')}</p>
      )}
      <button
        type="button"
        className="usa-button usa-button--unstyled"
        onClick={() => setPast(past === 'yes' ? 'no' : 'yes')}
      >
        {say(past === 'yes' ? 'onlyNow' : 'withPast')}
      </button>
      <Known of={read} rows={8} isEmpty={(told) => told.orders.length === 0} empty={say('benefitsNone')}>
        {(told) => (
          <CardList label={say('tabBenefits')} items={[...told.orders].reverse()} keyOf={({ id }) => id} height={170}>
            {(one) => (
              <>
                <Order of={one} />
                {ordersBenefits && <EndOrder of={one} again={read.again} />}
              </>
            )}
          </CardList>
        )}
      </Known>
    </>
  );
}

function Order({ of }: { of: BenefitOrderView }) {
  const say = useWords(trustedWords);
  const name = useNames();
  const { mode } = useFigures();
  const whom = [
    of.program ? name('program', of.program) : say('bothPrograms'),
    of.program !== 'Trade Compliance' && (of.tiers ? say('tiersAre', { tiers: of.tiers.join(', ') }) : say('allTiers')),
  ].filter(Boolean);
  return (
    <>
      <h2>{name('benefit', of.benefit)}</h2>
      <p className="pw-card__line">
        <span className="pw-sign">{name('effect', of.effect)}</span>
        <span>{whom.join(', ')}</span>
        <Period from={of.from} to={of.to} />
      </p>
      {of.figure !== null && <p>{say('examFigure', { count: of.figure })}</p>}
      <Ports of={of.ports} />
      {of.modes && <p className="pw-quiet">{say('inModes', { modes: [...new Set(of.modes.map(mode))].join(', ') })}</p>}
      <p>{of.reason}</p>
      <p className="pw-quiet">
        {say('orderedBy', { name: of.orderedBy })}, <When at={of.orderedAt} />
      </p>
      {of.endedBy && <p>{say('endedBy', { name: of.endedBy, why: of.endReason ?? '' })}</p>}
    </>
  );
}

function EndOrder({ of, again }: { of: BenefitOrderView; again: () => void }) {
  const say = useWords(trustedWords);
  return (
    <OrderForm
      title={say('endOrder')}
      isGrave
      explain={say('endOrderExplain')}
      done={say('orderEnded')}
      fields={[
        { name: 'to', label: say('lastDay'), kind: 'date' },
        { name: 'why', label: say('why'), least: 2, most: 300 },
      ]}
      send={async (body) => {
        await call('cee', 'POST /benefit-orders/{id}/end', { path: { id: of.id }, body });
        again();
      }}
    />
  );
}

/** Null where nothing was typed: for all. */
const allOr = <T,>(some: readonly T[]): readonly T[] | null => (some.length === 0 ? null : some);

function GiveBenefit({ again }: { again: () => void }) {
  const say = useWords(trustedWords);
  const options = useOptions();
  const gives = ({ effect }: Readonly<Record<string, string>>): boolean => effect === 'give';
  return (
    <OrderForm
      title={say('orderBenefit')}
      explain={say('orderBenefitExplain')}
      done={say('benefitOrdered')}
      fields={[
        {
          name: 'effect',
          label: say('effect'),
          kind: 'choice',
          options: options('effectOption', ['give', 'withhold']),
        },
        { name: 'benefit', label: say('benefit'), kind: 'choice', options: options('benefit', BENEFITS) },
        {
          name: 'program',
          label: say('program'),
          kind: 'choice',
          options: options('program', PROGRAMS),
          when: gives,
        },
        {
          name: 'ofProgram',
          label: say('program'),
          kind: 'choice',
          options: [{ value: BOTH, text: say('bothPrograms') }, ...options('program', PROGRAMS)],
          first: BOTH,
          when: (told) => told['effect'] === 'withhold',
        },
        {
          name: 'tiers',
          label: say('tiers'),
          hint: say('tiersHint'),
          kind: 'several',
          options: options('tier', TIERS),
          when: (told) => told[gives(told) ? 'program' : 'ofProgram'] !== 'Trade Compliance',
        },
        {
          name: 'figure',
          label: say('figure'),
          kind: 'number',
          when: (told) => gives(told) && told['benefit'] === 'lower exam rate',
        },
        { name: 'ports', label: say('ports'), hint: say('portsHint'), optional: true },
        { name: 'modes', label: say('modes'), hint: say('modesHint'), optional: true },
        { name: 'from', label: say('firstDay'), kind: 'date' },
        { name: 'to', label: say('lastDay'), kind: 'date', optional: true },
        { name: 'reason', label: say('why'), kind: 'paragraph', least: 2, most: 300 },
      ]}
      send={async (told, id) => {
        await call('cee', 'POST /benefit-orders', {
          body: {
            ...{ id, effect: told.effect as 'give', benefit: told.benefit as 'priority', reason: told.reason },
            ...(told.ofProgram !== BOTH && { program: (told.program || told.ofProgram) as Program }),
            tiers: allOr(linesOf(told.tiers).map(Number)),
            ...{ ports: allOr(listOf(told.ports)), modes: allOr(listOf(told.modes)) },
            figure: told.figure ? Number(told.figure) : null,
            ...{ from: told.from, to: told.to || null },
          },
        });
        again();
      }}
    />
  );
}
