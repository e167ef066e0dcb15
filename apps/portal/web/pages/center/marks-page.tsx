import { useState } from 'react';
import { call } from '../../api/call';
import type { RecordedMarkView } from '../../api/cee';
import { useKnownList } from '../../api/known-list';
import { useRoles } from '../../api/session';
import { CardList, Facts } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { Filters, TypedFilter } from '../../ui/filters';
import { Known } from '../../ui/known';
import { type Field, listOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { CommonFrame } from './center-frame';
import { markWords } from './marks-words';

const KINDS = ['trademark', 'trade name', 'copyright'] as const;
const RECORDS = ['Center director', 'headquarters'];
const PAGE = 100;

/** Marks that their owners recorded with CBP (19 CFR part 133), found by what goods bear. */
export default function MarksPage() {
  const say = useWords(markWords);
  return (
    <CommonFrame title={say('title')} lead={say('lead')}>
      <Marks />
    </CommonFrame>
  );
}

function Marks() {
  const say = useWords(markWords);
  const { name } = useNamesOf(markWords);
  const mayRecord = useRoles().some((role) => RECORDS.includes(role));
  const [words, setWords] = useState('');
  const [heading, setHeading] = useState('');
  const query = {
    q: words.trim().length > 1 ? words.trim() : null,
    heading: /^\d{4}$/.test(heading) ? heading : null,
    limit: PAGE,
  };
  const marks = useKnownList('cee', 'GET /recorded-marks', { query }, (answer) => answer.marks);
  return (
    <>
      <Filters>
        <TypedFilter label={say('words')} value={words} onChange={setWords} longest={200} />
        <TypedFilter
          label={say('heading')}
          hint={say('headingHint')}
          value={heading}
          onChange={setHeading}
          isNumber
          longest={4}
        />
      </Filters>
      {mayRecord && <Record again={marks.again} />}
      <Known of={marks} rows={5} isEmpty={(items) => items.length === 0} empty={say('none')}>
        {(items) => (
          <CardList
            label={say('title')}
            items={items}
            keyOf={({ registration }) => registration}
            height={220}
            more={marks.more}
          >
            {(one) => (
              <>
                <h2>{one.mark}</h2>
                <p className="pw-card__line">
                  <span className="pw-sign">{name('kind', one.kind)}</span>
                  <span>{one.registration}</span>
                  <span>
                    <Day of={one.from} /> {say('until')} <Day of={one.to} />
                  </span>
                </p>
                <Facts
                  of={[
                    [say('headings'), one.headings.join(', ') || say('allGoods')],
                    [say('owner'), one.ownerName],
                    [say('contact'), one.ownerContact],
                    [say('recordedBy'), one.recordedBy],
                  ]}
                />
                {mayRecord && <Record known={one} again={marks.again} />}
              </>
            )}
          </CardList>
        )}
      </Known>
    </>
  );
}

/** Records a mark, or the one that is known with other days, goods or owner. */
function Record({ known, again }: { known?: RecordedMarkView; again: () => void }) {
  const say = useWords(markWords);
  const { options } = useNamesOf(markWords);
  const which: Field[] = [
    { name: 'registration', label: say('registration'), hint: say('registrationHint'), most: 40 },
    { name: 'kind', label: say('kind'), kind: 'choice', options: options('kind', KINDS) },
    { name: 'mark', label: say('mark'), most: 200 },
  ];
  return (
    <OrderForm
      title={say(known ? 'renew' : 'record')}
      explain={say(known ? 'renewExplain' : 'recordExplain')}
      done={say(known ? 'renewed' : 'recorded')}
      fields={[
        ...(known ? [] : which),
        {
          ...{ name: 'headings', label: say('headings'), hint: say('headingsHint'), optional: true },
          first: known?.headings.join(', ') ?? '',
        },
        { name: 'ownerName', label: say('ownerName'), most: 200, first: known?.ownerName ?? '' },
        { name: 'ownerContact', label: say('ownerContact'), most: 500, first: known?.ownerContact ?? '' },
        { name: 'from', label: say('from'), kind: 'date', first: known?.from ?? '' },
        { name: 'to', label: say('to'), kind: 'date', first: known?.to ?? '' },
      ]}
      send={async (told: Record<string, string>) => {
        await call('cee', 'POST /recorded-marks', {
          body: {
            registration: known?.registration ?? told['registration']!,
            kind: (known?.kind ?? told['kind']) as 'trademark',
            mark: known?.mark ?? told['mark']!,
            headings: listOf(told['headings'] ?? ''),
            ...{ ownerName: told['ownerName']!, ownerContact: told['ownerContact']! },
            ...{ from: told['from']!, to: told['to']! },
          },
        });
        again();
      }}
    />
  );
}
