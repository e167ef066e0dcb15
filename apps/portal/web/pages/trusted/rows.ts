import { useRef } from 'react';
import type { ImprovementAction, ParticipationView, VisitFinding } from '../../api/cee';
import { useKnown } from '../../api/known';
import type { Field } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useCriteriaText } from './questionnaire';
import { trustedWords } from './words';

/** So many may be ordered or found at once: the next row stands there once the one before is begun. */
const PLACES = Array.from({ length: 10 }, (_, at) => at + 1);

type Told = Readonly<Record<string, string>>;

/** Criteria of a participation, to choose one. */
const useCriteriaOptions = ({ program, criteriaVersion: version }: ParticipationView) => {
  const text = useCriteriaText();
  const { data } = useKnown('cee', 'GET /trusted-criteria', { query: { program, version } });
  return (data?.questionnaire.criteria ?? []).map(({ code, text: asks }) => ({
    value: code,
    text: `${code} ${text(asks)}`,
  }));
};

/** Fields by which actions are ordered that improve something, none by none. @param when they are asked for at all */
export const useActionFields = (of: ParticipationView, when: (told: Told) => boolean = () => true): Field[] => {
  const say = useWords(trustedWords);
  const options = useCriteriaOptions(of);
  return PLACES.flatMap((count): Field[] => {
    const isBegun = (told: Told): boolean => when(told) && Boolean(told[`action-${count}`]);
    return [
      {
        name: `action-${count}`,
        label: say('actionCriterion', { count }),
        kind: 'choice',
        options,
        optional: true,
        when: (told) => when(told) && (count === 1 || Boolean(told[`action-${count - 1}`])),
      },
      {
        name: `what-${count}`,
        label: say('actionWhat', { count }),
        kind: 'paragraph',
        least: 2,
        most: 500,
        when: isBegun,
      },
      { name: `due-${count}`, label: say('actionDue', { count }), kind: 'date', when: isBegun },
    ];
  });
};

export const actionsTyped = (told: Told, idOf: (place: number) => string): ImprovementAction[] =>
  PLACES.filter((place) => told[`action-${place}`]).map((place) => ({
    ...{ id: idOf(place), criterion: told[`action-${place}`]!, what: told[`what-${place}`]! },
    due: told[`due-${place}`]!,
  }));

/** Fields by which a visit's findings are told. */
export const useFindingFields = (of: ParticipationView): Field[] => {
  const say = useWords(trustedWords);
  const options = useCriteriaOptions(of);
  return PLACES.flatMap((count): Field[] => [
    {
      name: `found-${count}`,
      label: say('findingCriterion', { count }),
      kind: 'choice',
      options,
      optional: true,
      when: (told) => count === 1 || Boolean(told[`found-${count - 1}`]),
    },
    {
      name: `finding-${count}`,
      label: say('findingText', { count }),
      kind: 'paragraph',
      least: 2,
      most: 1_000,
      when: (told) => Boolean(told[`found-${count}`]),
    },
  ]);
};

export const findingsTyped = (told: Told): VisitFinding[] =>
  PLACES.filter((place) => told[`found-${place}`]).map((place) => ({
    criterion: told[`found-${place}`]!,
    finding: told[`finding-${place}`]!,
  }));

/** Ids of what an order names, the same however often it is sent. */
export const useIds = (): ((once: string, place: number) => string) => {
  const made = useRef(new Map<string, string>());
  return (once, place) => {
    const key = `${once} ${place}`;
    const id = made.current.get(key) ?? crypto.randomUUID();
    made.current.set(key, id);
    return id;
  };
};
