import { call } from '../../api/call';
import type { AssignmentFactorView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { useRoles } from '../../api/session';
import { Known } from '../../ui/known';
import { listOf, OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { assignmentWords } from './assignment-words';

const KINDS = ['associated parties', 'intended use'] as const;
const OF_CENTERS = ['Center specialist', 'team lead', 'Center director', 'headquarters'];

/** Whether who looks may order what concerns assignment. */
export const useAssigns = (): boolean => useRoles().some((role) => OF_CENTERS.includes(role));

/** What places importers elsewhere than their lines do: recorded, and ended. */
export function Findings() {
  const say = useWords(assignmentWords);
  const mayOrder = useAssigns();
  const { options } = useNamesOf(assignmentWords);
  const read = useKnown('cee', 'GET /assignment-factors', {});
  const centers = useKnown('cee', 'GET /center-pages', {}, { every: 0 });
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{say('findingsTitle')}</h2>
      <p>{say('findingsLead')}</p>
      {mayOrder && (
        <OrderForm
          title={say('record')}
          explain={say('recordExplain')}
          done={say('recorded')}
          fields={[
            { name: 'kind', label: say('what'), kind: 'choice', options: options('kind', KINDS) },
            { name: 'importers', label: say('importers'), hint: say('importersHint'), kind: 'area' },
            {
              name: 'center',
              label: say('center'),
              kind: 'choice',
              options: (centers.data?.centers ?? []).map((one) => ({ value: one.id, text: `${one.name} (${one.id})` })),
              when: ({ kind }) => kind === 'intended use',
            },
            {
              name: 'team',
              label: say('team'),
              hint: say('teamHint'),
              kind: 'number',
              most: 3,
              when: ({ kind }) => kind === 'intended use',
            },
            { name: 'why', label: say('why'), least: 2, most: 200 },
          ]}
          send={async ({ kind, importers, center, team, why }, id) => {
            await call('cee', 'POST /assignment-factors', {
              body: {
                ...{ id, kind: kind as (typeof KINDS)[number], why },
                importers: listOf(importers.toUpperCase()),
                ...{ center: center || null, team: team || null },
              },
            });
            read.again();
          }}
        />
      )}
      <Known of={read} isEmpty={({ factors }) => factors.length === 0} empty={say('findingsNone')}>
        {({ factors }) => (
          <List
            now={factors.filter(({ endedAt }) => endedAt === null)}
            past={factors.filter(({ endedAt }) => endedAt !== null)}
            mayOrder={mayOrder}
            again={read.again}
          />
        )}
      </Known>
    </section>
  );
}

interface OfList {
  readonly mayOrder: boolean;
  readonly again: () => void;
}

function List({ now, past, ...rest }: OfList & { now: AssignmentFactorView[]; past: AssignmentFactorView[] }) {
  const say = useWords(assignmentWords);
  const cards = (factors: readonly AssignmentFactorView[]) => (
    <ul className="pw-cards">
      {factors.map((one) => (
        <li key={one.id} className="pw-card">
          <Finding factor={one} {...rest} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {now.length === 0 ? <p className="pw-empty">{say('findingsNone')}</p> : cards(now)}
      {past.length > 0 && (
        <details className="pw-details">
          <summary>{say('findingsPast', { count: past.length })}</summary>
          {cards(past)}
        </details>
      )}
    </>
  );
}

function Finding({ factor, mayOrder, again }: OfList & { factor: AssignmentFactorView }) {
  const say = useWords(assignmentWords);
  const { name } = useNamesOf(assignmentWords);
  const { id, kind, importers, center, team, why, foundBy, foundAt, endedBy, endedAt } = factor;
  return (
    <>
      <h3>{why}</h3>
      <p className="pw-card__line">
        <span className="pw-sign">{name('kind', kind)}</span>
        <span>{say('importersOf', { count: importers })}</span>
        {center && <span>{say('placedAt', { center, team: team ?? '' })}</span>}
      </p>
      <p className="pw-quiet">
        {say('foundBy', { name: foundBy })} <When at={foundAt} />
        {endedBy && endedAt && (
          <>
            . {say('endedBy', { name: endedBy })} <When at={endedAt} />
          </>
        )}
      </p>
      {mayOrder && endedAt === null && (
        <OrderForm
          title={say('end')}
          isSaidAbove
          explain={say('endExplain')}
          done={say('ended')}
          fields={[{ name: 'why', label: say('why'), least: 2, most: 200 }]}
          send={async (body) => {
            await call('cee', 'POST /assignment-factors/{id}/end', { path: { id }, body });
            again();
          }}
        />
      )}
    </>
  );
}
